### Les courriels. Chaque sorte a son objet, qui peut nommer toute valeur de son contexte, et ses phrases.
### Phrases courtes : ce qui s’est passé, ce que cela change, ce qu’il y a à faire. Vous.

mail-greeting = Bonjour { $name },
mail-greeting-nameless = Bonjour,
mail-sent-to = Envoyé à { $address }.
mail-choose = Choisir les messages que vous recevez
mail-link-until = Le lien est valable jusqu’au { $until }.

mail-confirm-email-subject = Confirmez votre adresse e-mail
mail-confirm-email-why = Vous avez créé un compte { $service } avec cette adresse. Confirmez-la, et votre compte est prêt.
mail-confirm-email-action = Confirmer cette adresse
mail-confirm-email-not-you = Si ce n’était pas vous, ne faites rien : sans confirmation, aucun compte n’est ouvert.

mail-already-registered-subject = Vous avez déjà un compte
mail-already-registered-why = Quelqu’un, sans doute vous, a voulu créer un compte { $service } avec cette adresse. Elle en a déjà un ; rien n’a changé.
mail-already-registered-action = Se connecter
mail-already-registered-reset = Mot de passe oublié ? Choisissez-en un nouveau.

mail-reset-password-subject = Choisissez un nouveau mot de passe
mail-reset-password-why = Vous avez demandé un nouveau mot de passe pour { $service }.
mail-reset-password-action = Choisir un mot de passe
mail-reset-password-not-you = Si ce n’était pas vous, ne faites rien : votre mot de passe reste le même.

mail-password-changed-subject = Votre mot de passe a été modifié
mail-password-changed-what = Le mot de passe de votre compte a été modifié le { $when }.
mail-password-changed-not-you = Si ce n’était pas vous, choisissez-en un nouveau sans attendre.
mail-password-changed-action = Choisir un mot de passe

mail-passkey-added-subject = Une clé d’accès a été ajoutée à votre compte
mail-passkey-added-what = La clé d’accès « { $passkey } » a été ajoutée le { $when }. Elle permet de se connecter à votre compte.
mail-passkey-added-not-you = Si ce n’était pas vous, supprimez-la et changez de mot de passe.
mail-passkey-added-action = Ouvrir la page de sécurité

mail-welcome-subject = Votre compte est prêt
mail-welcome-what = Vos réunions se tiennent sur { $site }, avec l’offre { $plan }.
mail-welcome-limit = Une réunion peut durer jusqu’à { $duration }. Leur nombre n’est pas limité.
mail-welcome-action = Ouvrir votre page d’accueil

mail-meeting-when = Quand
mail-meeting-when-value = { $date } à { $time }
mail-meeting-before = Avant
mail-meeting-length = Durée
mail-meeting-repeats = Répétition
mail-meeting-number = Numéro
mail-meeting-password = Mot de passe
mail-meeting-password-ask = À demander à { $organizer }
mail-meeting-action = { $part ->
    [participant] Rejoindre la réunion
   *[other] Rejoindre le webinaire
}
mail-meeting-how = Aucun compte n’est nécessaire : un navigateur suffit.
mail-meeting-answer = Serez-vous là ?
mail-meeting-answer-yes = Oui
mail-meeting-answer-maybe = Peut-être
mail-meeting-answer-no = Non

mail-meeting-invitation-subject = { $part ->
    [panelist] Invitation à intervenir : { $title }
   *[other] Invitation : { $title }
}
mail-meeting-invitation-what = { $part ->
    [panelist] { $organizer } vous invite à un webinaire comme intervenant : vous pourrez y parler. Le lien ci-dessous n’est qu’à vous.
    [host] { $organizer } vous invite à un webinaire comme hôte suppléant.
    [attendee] { $organizer } vous invite à un webinaire. Vous n’avez pas à vous inscrire.
   *[participant] { $organizer } vous invite à une réunion.
}
mail-meeting-updated-subject = { $reason ->
    [moved] Déplacée une fois : { $title }
    [following] Déplacée désormais : { $title }
    [reworded] Modifiée une fois : { $title }
    [following_reworded] Modifiée désormais : { $title }
    [shortened] Jusque-là : { $title }
    [put_back] Remise à sa date : { $title }
    [new_host] Nouvel hôte : { $title }
    [new_address] Nouvelle adresse : { $title }
   *[changed] Modifiée : { $title }
}
mail-meeting-updated-what = { $reason ->
    [moved] { $organizer } a déplacé une seule réunion de cette série. Les autres réunions et le lien d’accès ne changent pas.
    [following] { $organizer } a déplacé cette réunion de la série et toutes les suivantes. Le lien d’accès reste le même. Cet e-mail apporte leur nouvelle entrée à votre agenda ; un autre met fin à la précédente.
    [reworded] { $organizer } a donné à une réunion de cette série un titre ou un ordre du jour à elle. Son horaire, les autres réunions et le lien d’accès ne changent pas.
    [following_reworded] { $organizer } a donné à cette réunion de la série et à toutes les suivantes un autre titre ou un autre ordre du jour. Leurs horaires et le lien d’accès ne changent pas.
    [shortened] Les premières réunions de cette série ne changent pas. Cet e-mail apporte à votre agenda la fin de leur entrée ; les suivantes ont la leur, dans un autre e-mail.
    [put_back] { $organizer } a rétabli une réunion de cette série : elle a lieu au moment prévu par la série. Les autres réunions et le lien d’accès ne changent pas.
    [new_host] { $organizer } est désormais l’hôte de cette réunion. L’horaire, le numéro et le lien d’accès ne changent pas.
    [new_address] Cette réunion a désormais une autre adresse. Le lien d’avant y mène, et rien d’autre n’a changé.
   *[changed] { $organizer } a modifié cette réunion. Le lien pour la rejoindre est ci-dessous.
}
mail-meeting-reminder-subject = Bientôt : { $title }
mail-meeting-reminder-what = Cette réunion commence dans une demi-heure.
mail-meeting-reminder-choose = Vous pouvez vous passer de ces messages : choisissez dans votre profil ceux que vous recevez.
mail-meeting-cancelled-subject = { $reason ->
    [following] Fin de la série : { $title }
    [once] Annulée une fois : { $title }
    [replaced] Remplacée dans votre agenda : { $title }
    [uninvited] Invitation retirée : { $title }
   *[cancelled] Annulée : { $title }
}
mail-meeting-cancelled-what = { $reason ->
    [following] { $organizer } a annulé cette réunion de la série et toutes les suivantes. Les précédentes ont lieu. Vous n’avez rien à faire.
    [once] { $organizer } a annulé cette seule réunion de la série. Les autres réunions ont lieu. Vous n’avez rien à faire.
    [replaced] { $organizer } a déplacé ces réunions. Cet e-mail retire leur ancienne entrée de votre agenda ; un autre apporte la nouvelle. Le lien d’accès reste le même.
    [uninvited] { $organizer } vous a retiré de la liste des invités. La réunion aura lieu sans vous ; vous n’avez rien à faire.
   *[cancelled] { $organizer } a annulé cette réunion. Vous n’avez rien à faire.
}

mail-order-placed-subject = Votre commande { $number }
mail-order-placed-what = Nous avons bien reçu votre commande { $number }. En voici le détail.
mail-order-placed-total = Total
mail-order-placed-total-paid-with = Total, { $card }
mail-order-placed-next = Prochaine échéance, le { $date }
mail-order-placed-action = Ouvrir la commande

mail-payment-declined-subject = Un paiement de { $amount } a été refusé
mail-payment-declined-reason = { $reason ->
    [insufficient_funds] { $means ->
        [debit] La provision de votre compte ne suffisait pas pour prélever { $amount } ({ $card }). Le prélèvement a été rejeté.
       *[card] La banque indique que la provision ne suffit pas pour payer { $amount } ({ $card }).
    }
    [needs_authentication] La banque vous demande de confirmer le paiement de { $amount } ({ $card }).
    [expired_card] Votre moyen de paiement a expiré : { $amount } n’ont pas pu être réglés ({ $card }).
   *[declined] { $means ->
        [debit] La banque a rejeté le prélèvement de { $amount } ({ $card }). Elle ne nous dit pas pourquoi.
       *[card] La banque a refusé le paiement de { $amount } ({ $card }). Elle ne nous dit pas pourquoi.
    }
}
mail-payment-declined-meaning = { $purpose ->
    [renewal] Votre abonnement continue pour l’instant, avec tout ce qu’il comprend.
   *[order] Votre commande est conservée telle quelle, et rien n’a été débité.
}
mail-payment-declined-retry = { $means ->
    [debit] Nous prélèverons de nouveau le { $date } : veillez à ce que la provision suffise d’ici là. Ou payez dès maintenant par carte ; rien ne sera plus prélevé.
   *[card] Nous essaierons de nouveau le { $date }. Vous pouvez aussi payer dès maintenant, avec cette carte ou une autre.
}
mail-payment-declined-no-retry = { $means ->
    [debit] Payez par carte, ou demandez un nouveau prélèvement ; votre banque peut vous en dire plus.
   *[card] Payez avec cette carte ou une autre ; votre banque peut vous en dire plus.
}
mail-payment-declined-action = Payer { $amount }

mail-payment-confirming-subject = Votre paiement est en cours de confirmation
mail-payment-confirming-what = La banque ne nous a pas encore dit si les { $amount } de votre commande { $number } ont été débités. Nous le lui demandons jusqu’à le savoir, puis nous vous écrivons.
mail-payment-confirming-meaning = Vous n’avez rien à faire. Vous ne serez pas débité deux fois.
mail-payment-confirming-action = Ouvrir la commande

mail-payment-too-late-subject = { $what ->
    [change] Votre paiement est arrivé trop tard, rien n’a changé
   *[order] Votre paiement est arrivé après la fin de la commande
}
mail-payment-too-late-what = { $what ->
    [change] { $amount } nous sont parvenus avec votre { $card } pour le changement { $number }. Entre-temps, la commande avait pris fin ou votre abonnement avait évolué.
   *[order] { $amount } nous sont parvenus avec votre { $card } pour la commande { $number }. Entre-temps, la commande avait pris fin.
}
mail-payment-too-late-meaning = { $what ->
    [change] Rien n’a donc été changé : votre abonnement est resté tel quel. Si vous souhaitez toujours ce changement, refaites-le ; son prix sera recalculé.
   *[order] Rien n’a donc été acheté. Si vous le souhaitez toujours, commandez de nouveau.
}
mail-payment-too-late-money = L’argent n’est pas perdu. Il figure sur notre liste et nous nous en occupons ; s’il vous est rendu, un e-mail vous dira quand il arrive.
mail-payment-too-late-action = Ouvrir la commande

mail-payment-found-subject = Nous avons retrouvé votre paiement de { $amount }
mail-payment-found-what = { $amount } nous sont parvenus avec votre { $card }. Après une panne de notre côté, nos livres avaient perdu ce paiement ; nous l’avons retrouvé en les comparant à ceux de notre service de paiement.
mail-payment-found-meaning = L’argent est à votre crédit. Il paie la prochaine facture ou commande avant tout débit ; rien n’est donc payé deux fois.
mail-payment-found-again = S’il avait payé une commande ou un changement que vous ne retrouvez plus, refaites-le : le crédit le paie.
mail-payment-found-action = Afficher le crédit

mail-site-ready-subject = Votre site { $site } est prêt
mail-site-ready-what = { $plan } : tout est en place, sur { $site }.
mail-site-ready-kept = Vos réunions, vos enregistrements et vos contacts sont là où ils étaient.
mail-site-ready-links = Les liens qui commencent par { $site } fonctionnent toujours : ils mènent à la nouvelle adresse.
mail-site-ready-action = Ouvrir votre site

mail-site-renamed-subject = Votre site se trouve maintenant sur { $site }
mail-site-renamed-what = { $by } a renommé votre site. Il se trouve désormais sur { $site }.
mail-site-renamed-links = Les liens qui commencent par { $site } fonctionnent toujours : ils mènent à la nouvelle adresse. Aucune nouvelle invitation n’est nécessaire, et rien n’est facturé.
mail-site-renamed-back = { $site } reste à vous. Vous pouvez y revenir à tout moment.
mail-site-renamed-action = Voir les réglages du site

mail-invoice-subject = Facture { $number }, { $total }
mail-invoice-what = Votre facture est jointe en PDF. C’est aussi une facture électronique, que les logiciels de comptabilité savent lire.
mail-invoice-earlier = Sont jointes aussi, pour des périodes antérieures facturées seulement maintenant : { $numbers }.
mail-invoice-number = Facture
mail-invoice-issued = Date
mail-invoice-period = Période
mail-invoice-total = Total
mail-invoice-state = État
mail-invoice-paid = Payée, { $card }
mail-invoice-due = À payer au plus tard le { $date }
mail-invoice-collected = Prélevée vers le { $date } : { $account }
mail-invoice-mandate = Mandat
mail-invoice-open = À payer
mail-invoice-action = { $paid ->
    [yes] Voir la facture
   *[no] Payer la facture
}

mail-subscription-renewed-subject = { $what ->
    [begun] { $plan } : l’essai est terminé, l’abonnement commence
   *[renewed] { $plan } : abonnement renouvelé
}
mail-subscription-renewed-what = { $what ->
    [begun] Votre essai est terminé et la première période a commencé. Tout continue comme avant.
   *[renewed] Votre abonnement continue.
}
mail-subscription-renewed-paid = Payé, { $card }
mail-subscription-renewed-next = Prochaine échéance, le { $date }
mail-subscription-renewed-action = Ouvrir la facturation

mail-renewal-reminder-subject = { $plan } : renouvellement dans une semaine
mail-renewal-reminder-what = { $plan } se renouvelle le { $date }.
mail-renewal-reminder-charge = Le { $date }
mail-renewal-reminder-paid = Le paiement se fait par { $card }. Il n’y a rien à faire pour continuer. Jusque-là, vous pouvez modifier ou résilier l’abonnement.
mail-renewal-reminder-unpaid = Aucun moyen de paiement n’est enregistré : la facture reste ouverte jusqu’à ce que vous la payiez. Jusque-là, vous pouvez modifier ou résilier l’abonnement.
mail-renewal-reminder-action = Voir l’abonnement
mail-renewal-reminder-choose = Vous pouvez vous passer de ces messages : choisissez dans votre profil ceux que vous recevez.

mail-refund-sent-subject = { $amount } vous sont remboursés
mail-refund-sent-what = Nous vous remboursons { $amount } sur le moyen de paiement d’origine ({ $card }).
mail-refund-sent-arrival = L’argent arrive en général entre le { $earliest } et le { $latest }, soit sous 3 à 5 jours ouvrés. C’est votre banque qui décide de la date d’inscription sur votre relevé.
mail-refund-sent-invoice = Cette somme avait réglé la facture { $number }.
mail-refund-sent-action = Ouvrir la facturation

mail-provisioning-failed-subject = Échec de la mise en place d’un site : commande { $order }
mail-provisioning-failed-what = L’étape « { $step } » a échoué { $attempts ->
    [one] une fois
   *[other] { $attempts } fois
} et demande une intervention. La commande est intacte ; le client voit que son site est encore en préparation.
mail-provisioning-failed-account = Compte
mail-provisioning-failed-error = Erreur
mail-provisioning-failed-action = Ouvrir la commande

mail-webhook-disabled-subject = Un webhook a été désactivé
mail-webhook-disabled-what = { $endpoint } ne répond plus depuis le { $since }. Après { $failures ->
    [one] un échec
   *[other] { $failures } échecs
}, nous n’y envoyons plus rien.
mail-webhook-disabled-meaning = Dès qu’il répondra de nouveau, réactivez-le.
mail-webhook-disabled-action = Ouvrir le webhook

mail-subscription-changed-subject = { $what ->
    [cancelled] { $plan } : résiliation
    [suspended] { $plan } : suspendu jusqu’au paiement
    [ended] { $plan } : abonnement terminé
    [withdrawn] { $plan } : tout continue comme avant
    [resumed] { $plan } : de retour
    [planned] { $plan } : changement prévu
    [swapped] { $plan } : remplace votre offre
    [kept] { $plan } : continue après l’essai
   *[changed] { $plan } : changement effectué
}
mail-subscription-changed-lead = { $what ->
    [cancelled] { $plan } est résilié. Tout fonctionne comme avant jusqu’à la fin ; le { $date } est le premier jour sans l’abonnement.
    [suspended] { $plan } est suspendu depuis le { $date }, parce qu’une facture n’est pas payée. La payer rétablit tout aussitôt.
    [ended] { $plan } a pris fin le { $date }.
    [withdrawn] Ce qui était prévu pour { $plan } est annulé. L’abonnement continue comme avant.
    [resumed] { $plan } est de retour depuis le { $date }.
    [planned] À partir du { $date }, vous aurez { $plan }. D’ici là, rien ne change.
    [swapped] Vous avez { $plan } depuis le { $date }, à la place de votre offre précédente.
    [kept] { $plan } continue après l’essai. La première période commence le { $date } ; d’ici là, rien n’est débité et vous pouvez résilier.
   *[changed] Vous avez { $plan } depuis le { $date }.
}
mail-subscription-changed-asked = Demandé
mail-subscription-changed-asked-by = { $moment }, par { $name }
mail-subscription-changed-replaced = À la place de
mail-subscription-changed-charged = { $what ->
    [cancelled] Frais de résiliation anticipée, TVA comprise
    [ended] Frais de résiliation anticipée, TVA comprise
   *[changed] Facturé, TVA comprise
}
mail-subscription-changed-credited = Porté à votre crédit
mail-subscription-changed-refunded = Remboursé sur votre moyen de paiement
mail-subscription-changed-next = Prochaine échéance
mail-subscription-changed-nothing = Aucune
mail-subscription-changed-kept = { $what ->
    [cancelled] Rien n’est supprimé. Réunions, enregistrements et liens restent, et jusqu’à la fin vous pouvez annuler la résiliation vous-même.
    [suspended] Rien n’est supprimé. Réunions, enregistrements et liens vous attendent.
    [ended] Rien n’a été supprimé. Vous pouvez revenir vous-même et tout retrouver.
   *[changed] Réunions, enregistrements et liens restent tels quels.
}
mail-subscription-changed-action = { $what ->
    [cancelled] Voir ou annuler
    [suspended] Payer la facture
    [planned] Voir ou annuler
   *[changed] Ouvrir l’abonnement
}

mail-trial-subject = { $what ->
    [ends_soon] { $plan } : l’essai se termine dans { $days_left ->
        [one] un jour
       *[other] { $days_left } jours
    }
    [over] { $plan } : l’essai est terminé
   *[started] { $plan } : votre essai a commencé
}
mail-trial-lead = { $what ->
    [ends_soon] Votre essai de { $plan } se termine bientôt. Le dernier jour gratuit est le { $last }.
    [over] Votre essai de { $plan } est terminé, et rien n’a été débité. Sans autre abonnement, votre compte est de nouveau gratuit.
   *[started] Vous essayez { $plan }. Le dernier jour gratuit est le { $last }.
}
mail-trial-then = { $then ->
    [subscribe] Le { $date }, la première période commence et { $amount } sont prélevés. Vous pouvez résilier n’importe quel jour avant cette date ; rien n’est alors débité.
   *[end] Il se termine ensuite de lui-même : rien n’est débité et, sans autre abonnement, votre compte redevient gratuit. Abonnez-vous avant ce jour et tout continue ; vous choisissez si la première période commence tout de suite ou après les jours gratuits.
}
mail-trial-free-until = Gratuit jusqu’au
mail-trial-paid-with = Payé avec
mail-trial-reminder = Rappel
mail-trial-charge = { $then ->
    [subscribe] Premier paiement, le { $date }
   *[end] Premier paiement si vous vous abonnez, le { $date }
}
mail-trial-kept = { $what ->
    [over] Rien n’a été supprimé. Réunions, liens et enregistrements sont à leur place ; abonnez-vous, et tout fonctionne comme pendant l’essai.
   *[started] Réunions, enregistrements et liens restent tels quels, quoi que vous décidiez.
}
mail-trial-action = { $what ->
    [started] Ouvrir l’abonnement
    [over] S’abonner
   *[ends_soon] { $then ->
        [subscribe] Voir ou résilier
       *[end] S’abonner
    }
}

mail-credit-used-subject = { $used } de votre crédit ont payé la facture { $number }
mail-credit-used-what = À votre demande, { $used } de votre crédit ont payé la facture { $number }.
mail-credit-used-paid = Il n’en reste rien à payer.
mail-credit-used-used = Payé par votre crédit
mail-credit-used-left = Reste à payer
mail-credit-used-balance = Reste sur votre solde créditeur
mail-credit-used-action = Afficher la facture

mail-chat-retention-subject = Les messages de vos discussions seront effacés après { $days } jours
mail-chat-retention-what = { $by } a décidé que les messages des discussions du compte sont conservés { $days } jours. Ce qui est plus ancien est effacé définitivement, dans les discussions de tous.
mail-chat-retention-from = Rien n’est effacé avant le { $from }. D’ici là, la durée peut être modifiée, et chacun peut mettre de côté ce dont il a besoin.
mail-chat-retention-action = Voir la durée de conservation

mail-recording-erasure-subject = Certains de vos enregistrements seront effacés
mail-recording-erasure-what = Votre compte conserve les enregistrements { $days } jours. Pour certains des vôtres, ce temps touche à sa fin : le premier sera effacé le { $from }, définitivement, avec sa transcription et son lien.
mail-recording-erasure-more = { $count ->
    [one] Un autre enregistrement suivra.
   *[other] { $count } autres enregistrements suivront.
}
mail-recording-erasure-keep = Téléchargez avant cela ce que vous voulez garder. Les propriétaires et les administrateurs peuvent changer la durée de conservation.
mail-recording-erasure-action = Voir vos enregistrements
mail-export-ready-subject = Votre archive est prête à être téléchargée
mail-export-ready-account = L’archive des données de votre compte est prête. Demandée par { $by }.
mail-export-ready-person = L’archive de vos données est prête.
mail-export-ready-size = { $parts ->
    [one] C’est un seul fichier d’environ { $megabytes } Mo.
   *[other] Elle compte { $parts } fichiers, environ { $megabytes } Mo en tout.
}
mail-export-ready-until = Vous pouvez la télécharger jusqu’au { $until }. Ensuite elle est supprimée, et vous pourrez en demander une nouvelle.
mail-export-ready-action = Télécharger l’archive
mail-export-ready-not-you = Si personne de votre connaissance ne l’a demandée, supprimez-la sur la même page et choisissez un nouveau mot de passe.

mail-registration-subject = { $standing ->
    [waiting] Inscription à confirmer : { $title }
    [approved] Votre place : { $title }
    [refused] Pas de place : { $title }
   *[cancelled] Inscription annulée : { $title }
}
mail-registration-what = { $standing ->
    [waiting] Vous vous êtes inscrit à une réunion de { $organizer }, qui doit encore décider. Vous recevrez un e-mail dès que ce sera fait.
    [approved] Vous vous êtes inscrit à une réunion de { $organizer }, et vous avez une place.
    [refused] Vous vous êtes inscrit à une réunion de { $organizer }, qui ne vous a pas attribué de place.
   *[cancelled] Votre inscription à une réunion de { $organizer } est annulée. Votre lien de connexion ne l’ouvre plus.
}
mail-registration-own-link = Ce lien n’est qu’à vous : ne le transmettez pas.
mail-registration-page = { $standing ->
    [approved] Voir ou annuler votre inscription
    [waiting] Voir ou annuler votre inscription
   *[other] Voir votre inscription
}
