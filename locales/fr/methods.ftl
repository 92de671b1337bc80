# La page des moyens de paiement : celui par défaut, plusieurs, en retirer un.
methods-lead = Les renouvellements, les fins d’essai et les factures impayées sont débités sur le moyen de paiement par défaut. S’il change, c’est à partir du débit suivant.
methods-kept = Enregistrés
methods-default = Par défaut
methods-renews = Renouvelle { $plan }, prochaine échéance le { $date }
methods-renews-none = Aucun abonnement ne se renouvelle avec ce moyen de paiement.
methods-make-default = Utiliser par défaut
methods-remove = Retirer
methods-expires-soon = Expire bientôt
methods-expired = Expirée
methods-valid-default = Valable jusqu’à { $expiry }. Par défaut : sert aux renouvellements.
methods-over = Expirée depuis la fin de { $expiry }
methods-over-default = Expirée depuis la fin de { $expiry }. C’est le moyen par défaut : les renouvellements seront refusés.
methods-replace = Cette carte est le moyen de paiement par défaut et elle a expiré. Ajoutez-en une autre, ou choisissez un autre moyen par défaut.
methods-none = Aucun moyen de paiement enregistré
methods-none-text = Ajoutez-en un : il servira aux renouvellements.
methods-all = Tous les moyens de paiement
methods-use-for-renewals = Utiliser par défaut, notamment pour les renouvellements
methods-remove-title = Retirer { $method } ?
methods-remove-lead = Ce moyen de paiement ne sera plus débité. Les factures qu’il a réglées continuent de le nommer, et leurs remboursements y reviennent. Pour l’utiliser de nouveau, il faudra l’ajouter de nouveau.
methods-remove-next = Ensuite, par défaut
methods-remove-needed = C’est le seul moyen de paiement, et des abonnements se renouvellent avec lui :
methods-remove-needed-do = Ajoutez-en d’abord un autre, puis retirez celui-ci. Ou résiliez ce qui se renouvelle avec lui.
methods-remove-under-way = Un paiement est en cours avec ce moyen. Vous pourrez le retirer dès qu’il sera terminé.
methods-remove-button = Retirer { $method }
methods-keep = Le garder
news-method-default = Les renouvellements sont désormais débités sur ce moyen de paiement.
news-method-removed = Le moyen de paiement est retiré et ne sera plus débité.
error-payment-method-not-found = Ce moyen de paiement n’existe pas dans votre compte.
error-payment-method-needed = C’est le seul moyen de paiement, et des abonnements se renouvellent avec lui. Ajoutez-en d’abord un autre, ou résiliez ces abonnements.
error-payment-method-no-default-chosen = C’est le moyen de paiement par défaut. Choisissez lequel le remplace.
error-payment-method-under-way = Un paiement est en cours avec ce moyen. Retirez-le quand il sera terminé.
error-payment-method-expired = Cette carte a expiré. Elle ne peut pas être utilisée par défaut.
audit-payment-method-default-changed = A changé le moyen de paiement par défaut
audit-payment-method-removed = A retiré un moyen de paiement
webhooks-kind-payment-method-added = Un moyen de paiement a été ajouté
webhooks-kind-payment-method-default-changed = Le moyen de paiement par défaut a changé
webhooks-kind-payment-method-removed = Un moyen de paiement a été retiré
mail-payment-method-changed-subject = { $what ->
    [removed] Moyen de paiement retiré : { $method }
    [mandate] Mandat de prélèvement : { $method }
   *[default] Les renouvellements seront débités ainsi : { $method }
}
mail-payment-method-changed-what = { $what ->
    [removed] { $by } a retiré un moyen de paiement le { $when } : { $method }. Il ne sera plus débité.
    [mandate] { $by } a donné un mandat de prélèvement le { $when } : { $method }. Ce que vous devez y est prélevé quand c’est le moyen de paiement choisi ; chaque prélèvement est annoncé avec sa facture.
   *[default] { $by } a choisi un autre moyen de paiement par défaut le { $when } : { $method }.
}
mail-payment-method-changed-renews = À partir du prochain débit, voici ce qui est réglé ainsi ({ $default }) : { $plans }.
mail-payment-method-changed-not-you = Si vous n’êtes pas au courant, vérifiez vos moyens de paiement et changez de mot de passe.
mail-payment-method-changed-action = Voir les moyens de paiement
mail-payment-method-changed-mandate = La référence du mandat est { $mandate }. Elle figure sur votre relevé avec chaque prélèvement.

# Prélèvement.
debit-method-new = Prélèvement sur un compte bancaire
debit-method-new-hint = En euros, depuis un pays SEPA. L’argent est prélevé au bout de trois jours environ ; ce que vous commandez commence tout de suite.
debit-name = Titulaire du compte
debit-iban = IBAN
debit-mandate = J’autorise { $creditor } à prélever sur ce compte bancaire ce que ce compte client doit, et ma banque à débiter ces prélèvements. Dans les huit semaines, je peux demander à ma banque de me rembourser.
debit-mandate-of = Mandat { $mandate }, donné le { $date }
debit-mandate-default = Mandat { $mandate }, donné le { $date }. Par défaut : les renouvellements y sont prélevés.
debit-test-accounts = Comptes de test du bac à sable
debit-test-accounts-how = Un nom au choix. Un prélèvement prend trois jours.
payments-test-debit-settles = Prélevé au bout de trois jours
payments-test-debit-fails = Rejeté au bout de trois jours, provision insuffisante
payments-test-debit-taken-back = Prélevé au bout de trois jours, repris trois jours plus tard
debit-under-way-again = { $amount } seront prélevés une nouvelle fois vers le { $date } ({ $account }). Veillez à ce que la provision suffise d’ici là.
invoices-state-debited = Prélèvement en cours
invoices-debited = Prélèvement vers le
debit-under-way = { $amount } seront prélevés vers le { $date } ({ $account }). Vous n’avez rien à faire.
error-debit-holder = Saisissez le nom du titulaire du compte, en 70 caractères au plus.
error-debit-iban = Cet IBAN est incomplet ou contient une faute : sa clé de contrôle ne correspond pas.
error-debit-not-sepa = Les comptes de ce pays ne peuvent pas être prélevés. Utilisez un compte d’un pays SEPA, ou une carte.
error-debit-not-a-test-account = Le bac à sable n’accepte que ses comptes de test. Ils sont indiqués sous le formulaire.
error-debit-no-mandate = Sans mandat, rien ne peut être prélevé. Cochez la case, ou payez autrement.
error-payment-euros-only = Les prélèvements se font en euros seulement. Payez par carte.
orders-state-debit-provisioning = Commande passée. Votre site est en préparation
orders-state-debit-provisioning-text = Cela prend une minute ou deux et n’attend pas le prélèvement.
orders-state-debit-done = Votre site est prêt
orders-state-debit-done-text = Vous y retrouvez tout ce que vous aviez. L’argent sera prélevé dans les prochains jours ; vous n’avez rien à faire.
orders-state-debit-paid = Votre offre est en vigueur
orders-state-debit-paid-text = Les nouvelles limites s’appliquent dès maintenant. L’argent sera prélevé dans les prochains jours ; vous n’avez rien à faire.
orders-state-debit-cancellation-paid = L’abonnement est résilié
orders-state-debit-cancellation-paid-text = La preuve vous est envoyée par e-mail. Les frais seront prélevés dans les prochains jours.
orders-step-debit = Prélèvement en cours, vers le { $date }
orders-step-debit-failed = Le prélèvement a été rejeté ; la facture reste à payer
orders-debited-about = Prélevé vers le { $date }
orders-open = Reste à payer
orders-declined-insufficient-funds-debit = La provision du compte bancaire ne suffisait pas.
orders-declined-declined-debit = La banque a rejeté le prélèvement sans donner de raison. Elle peut vous en dire plus.
audit-order-debited = La commande est en cours de prélèvement : { $amount }, facture { $invoice }
webhooks-kind-order-debited = Le prélèvement d’une commande est en cours

# Virements.
invoices-transferred = { $amount } reçus par virement le { $date }.
invoices-transfer-title = Par virement
invoices-transfer-text = Virez { $amount }, ou une partie. Le virement compte une fois reçu et enregistré ici.
operator-transfers = Reçu par virement
operator-transfer-new = Enregistrer un virement
operator-transfer-day = Jour du relevé
operator-transfer-reference = Référence du relevé
operator-transfer-pays = Règle de cette facture
operator-transfer-left = Resterait à régler
operator-transfer-credit = En trop, au crédit du client
operator-transfer-was-credit = { $amount } étaient en trop et sont au crédit du client.
operator-transfer-told = Les propriétaires, par e-mail
operator-transfer-enter = Enregistrer { $amount }
news-transfer-entered = Le virement est enregistré.
credit-transfer = Virement trop élevé pour la facture { $number }
error-transfer-not-an-amount = Indiquez un montant supérieur à zéro avec les décimales de la devise, par exemple 12.00.
error-transfer-wrong-day = Choisissez un jour entre la date de la facture et aujourd’hui.
error-transfer-reference-too-long = Une référence compte au plus 140 caractères.
error-transfer-id-used = Ce virement a déjà été saisi avec un autre contenu. Rouvrez la facture pour en saisir un autre.
audit-transfer-received = { $amount } reçus par virement pour la facture { $invoice }
webhooks-kind-transfer-received = Un virement est arrivé
mail-transfer-received-subject = Votre virement de { $amount } est arrivé
mail-transfer-received-what = Nous avons reçu { $amount } le { $date } pour la facture { $number }. Merci.
mail-transfer-received-left = Il reste { $amount } à régler.
mail-transfer-received-paid = La facture est réglée.
mail-transfer-received-credit = { $amount } dépassaient ce qui restait à payer. Cette somme est à votre crédit et réglera les prochaines factures.
mail-transfer-received-action = Ouvrir la facture

# La page du prestataire de paiement, où l’on enregistre un moyen de paiement.
visits-title = Sur la page du prestataire de paiement
visits-lead = Les cartes et les comptes bancaires se saisissent sur une page sécurisée de notre prestataire de paiement. Leurs numéros ne nous parviennent jamais. Vous revenez ici ensuite.
visits-begin = Aller chez le prestataire de paiement
visits-add = Ajouter une carte ou un compte bancaire
visits-none-kept = Aucun moyen de paiement n’est encore enregistré. Ajoutez-en un sur la page du prestataire de paiement ; vous reviendrez ici.
visits-title-gave-up = Rien n’a été ajouté
visits-text-gave-up = Vous avez quitté la page du prestataire de paiement avant la fin. Rien n’a été enregistré ni débité.
visits-title-waiting = Pas encore terminé
visits-text-waiting = Le prestataire de paiement ne nous a pas encore annoncé de carte ni de compte. Si vous venez de terminer, cette page les trouvera dans un instant. L’ajout ne débite rien.
visits-title-silent = En cours de confirmation
visits-text-silent = Le prestataire de paiement ne répond pas pour le moment. Ce que vous y avez enregistré n’est pas perdu : cette page redemande, et nous aussi. Inutile de recommencer.
visits-title-over = Cette visite est terminée
visits-text-over = Rien n’a été enregistré sur la page du prestataire de paiement en une journée. Rien n’a été gardé ni débité.
visits-go-on = Continuer là-bas
visits-back = Retour
error-payment-method-typed-here = Les cartes et les comptes s’enregistrent directement ici. Il n’y a pas de page du prestataire de paiement.
error-method-visit-not-found = Cette visite à la page du prestataire de paiement n’existe pas dans votre compte.
