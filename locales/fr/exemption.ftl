### Exonération de TVA : demande, décision, e-mails, journal, événements, refus (A6).

exemption-title = Exonération de TVA
exemption-link = Demander l’exonération de TVA
exemption-lead = Une attestation vous exonère de la TVA ? Envoyez-la ici, nous l’examinons. Une fois l’exonération accordée, vos factures sont établies sans TVA et celle de la période en cours vous revient.
exemption-requests = Demandes
exemption-certificate-number = Attestation { $number }
exemption-valid = Valable du { $from } au { $until }
exemption-valid-from = Valable à partir du { $from }, sans date de fin
exemption-asked-on = Demande du { $date }.
exemption-certificate = L’attestation
exemption-file-words = { $kind }, { $kilobytes } ko
exemption-reason = Refus motivé : { $reason }
exemption-credited = TVA créditée : { $numbers }
exemption-state-requested = En cours d’examen
exemption-state-granted = Accordée
exemption-state-refused = Refusée
exemption-state-withdrawn = Retirée
exemption-state-expired = Expirée
exemption-withdraw = Retirer la demande
exemption-withdraw-text = Nous n’examinons plus l’attestation. La TVA reste due ; vous pouvez renouveler votre demande à tout moment.
exemption-withdraw-granted = Renoncer à l’exonération
exemption-withdraw-granted-text = La TVA est de nouveau facturée dès la prochaine facture. Ce qui vous a été crédité vous reste acquis. Pour retrouver l’exonération, il faudra une nouvelle demande.
exemption-withdraw-button = Retirer l’attestation
exemption-ask = Demander l’exonération
exemption-file = L’attestation
exemption-file-hint = PDF, PNG ou JPEG, { $megabytes } mégaoctets au plus. Votre compte et nous seuls pouvons l’ouvrir.
exemption-number = Numéro
exemption-number-hint = Tel qu’il figure sur l’attestation.
exemption-country = Pays
exemption-country-hint = Le pays dont la TVA est concernée : celui de votre adresse de facturation.
exemption-from = Valable à partir du
exemption-until = Valable jusqu’au
exemption-until-hint = Le dernier jour. Laissez vide si l’attestation n’a pas de fin.
exemption-until-granted = Tant que l’exonération n’est pas accordée, la TVA est facturée. Nous vous écrivons dans tous les cas.
exemption-button = Envoyer l’attestation
news-exemption-asked = L’attestation est transmise pour examen. Un e-mail le confirme.
news-exemption-withdrawn = L’attestation est retirée.

exemption-tab-waiting = En attente
exemption-tab-decided = Traitées
exemption-state = État
exemption-none-waiting = Aucune demande en attente
exemption-none-decided = Aucune demande traitée
exemption-none-text = Les comptes demandent depuis leur page de facturation, attestation à l’appui. Vous accordez ou refusez ici.
exemption-request = Demande d’exonération
exemption-what-it-says = Ce qui est demandé
exemption-asked-by = Demandée par
exemption-asked-at = Demandée
exemption-endless = Sans fin
exemption-decided = Décision
exemption-reason-given = Motif
exemption-credit-notes = Avoirs
exemption-download = Télécharger l’attestation ({ $file })
exemption-if-granted = Si vous l’accordez
exemption-if-granted-text = Aucune TVA n’est facturée tant que l’attestation est valable. Les commandes en attente de paiement prennent fin, car elles comprennent la TVA. Propriétaires et contacts de facturation sont prévenus par e-mail.
exemption-row-note = Avoir sur la facture { $number }, TVA comprise
exemption-row-instead = Le même montant, refacturé sans TVA
exemption-row-off = En déduction de la facture { $number }, non payée
exemption-row-balance = Reste sur le solde créditeur
exemption-nothing-back = Aucune TVA n’a été facturée pour la période en cours : rien n’est à rendre.
exemption-nothing-today = L’attestation n’est pas valable aujourd’hui : rien de la période en cours n’est à rendre.
exemption-nothing-elsewhere = Le compte est désormais facturé dans un autre pays : l’attestation n’y exonère de rien et rien n’est à rendre.
exemption-grant = Accorder l’exonération
exemption-grant-credit = Accorder et créditer { $tax }
exemption-refuse = La refuser
exemption-refuse-reason = Motif
exemption-refuse-hint = Le compte le lira. Dites ce qui manque, pour qu’une nouvelle demande soit possible.
exemption-refuse-button = Refuser l’exonération
operator-queue-exemptions = Demandes d’exonération de TVA
news-exemption-granted = L’exonération est accordée. Le compte est prévenu.
news-exemption-refused = L’exonération est refusée. Le compte en connaît le motif.

error-exemption-country-unknown = Choisissez un pays.
error-exemption-other-country = Vos factures sont établies pour un autre pays. L’attestation doit concerner le pays de votre adresse de facturation.
error-exemption-number-missing = Indiquez le numéro de l’attestation.
error-exemption-number-too-long = Un numéro compte 60 caractères au plus.
error-exemption-from-malformed = Indiquez le premier jour de validité de l’attestation.
error-exemption-until-malformed = Indiquez le dernier jour de validité, ou laissez vide.
error-exemption-until-before-from = Le dernier jour précède le premier.
error-exemption-over = L’attestation n’est plus valable. Il en faut une en cours de validité.
error-exemption-already-asked = Une attestation est déjà en cours d’examen. Retirez-la pour en envoyer une autre.
error-exemption-not-pending = Cette demande est traitée, retirée ou expirée. Rien n’a changé.
error-exemption-not-found = Cette demande d’exonération n’existe pas.
error-exemption-no-reason = Donnez le motif, pour que le compte sache que faire.
error-certificate-missing = Choisissez le fichier de l’attestation.
error-certificate-too-large = Le fichier dépasse 5 mégaoctets. Choisissez-en un plus petit.
error-certificate-other-kind = Le fichier n’est ni PDF, ni PNG, ni JPEG. Numérisez l’attestation ou enregistrez-la en PDF, puis choisissez ce fichier.

audit-tax-exemption-requested = Exonération de TVA demandée avec l’attestation { $number }
audit-tax-exemption-granted = Exonération de TVA accordée : attestation { $number }
audit-tax-exemption-refused = Exonération de TVA refusée : attestation { $number }
audit-tax-exemption-withdrawn = Attestation { $number } d’exonération retirée
audit-tax-exemption-ending = La fin de l’exonération par l’attestation { $number } a été annoncée
audit-tax-exemption-expired = L’attestation { $number } d’exonération a expiré
audit-credit-used = { $used } du solde créditeur ont payé la facture { $number }
webhooks-kind-tax-exemption-requested = Exonération de TVA demandée
webhooks-kind-tax-exemption-granted = Exonération de TVA accordée
webhooks-kind-tax-exemption-refused = Exonération de TVA refusée
webhooks-kind-tax-exemption-withdrawn = Exonération de TVA retirée
webhooks-kind-tax-exemption-expired = Exonération de TVA expirée
webhooks-kind-credit-used = Facture ouverte payée par le solde créditeur

mail-tax-exemption-subject = { $what ->
    [granted] Exonération de TVA accordée
    [refused] Exonération de TVA refusée
    [withdrawn] Exonération de TVA retirée
    [ending] Votre exonération de TVA prend bientôt fin
    [expired] Votre exonération de TVA a pris fin
   *[requested] Votre attestation est en cours d’examen
}
mail-tax-exemption-lead = { $what ->
    [granted] Votre attestation est acceptée : l’exonération de TVA s’applique.
    [refused] Nous avons examiné votre attestation et ne pouvons pas l’accepter. Le motif :
    [withdrawn] L’attestation d’exonération de TVA a été retirée.
    [ending] L’attestation qui vous exonère de la TVA arrive bientôt à son terme.
    [expired] L’attestation qui vous exonérait de la TVA n’est plus valable.
   *[requested] Vous avez demandé l’exonération de TVA. Nous avons l’attestation et l’examinons.
}
mail-tax-exemption-meaning = { $what ->
    [granted] Factures, commandes et renouvellements sont établis sans TVA tant que l’attestation est valable.
    [refused] La TVA reste facturée. Vous pouvez envoyer une autre attestation à tout moment.
    [withdrawn] Les factures comportent la TVA. Ce qui vous a été crédité auparavant vous reste acquis.
    [ending] Envoyez une nouvelle attestation avant ce jour : aucune TVA ne sera facturée entre-temps.
    [expired] La TVA est facturée dès la prochaine facture. Envoyez une nouvelle attestation pour retrouver l’exonération.
   *[requested] La TVA est facturée tant que l’exonération n’est pas accordée ; celle de la période en cours vous revient ensuite. Nous vous écrivons dans tous les cas.
}
mail-tax-exemption-number = Attestation
mail-tax-exemption-country = Pays
mail-tax-exemption-from = Valable à partir du
mail-tax-exemption-until = Valable jusqu’au
mail-tax-exemption-credited = TVA créditée
mail-tax-exemption-documents = Les avoirs sont joints. Ils rendent le montant entier ; une facture sans TVA, qui arrive par un e-mail à part, reprend les mêmes prestations et est payée par eux. La différence est votre TVA.
mail-tax-exemption-action = { $what ->
    [refused] Envoyer une autre attestation
    [ending] Envoyer une nouvelle attestation
    [expired] Envoyer une nouvelle attestation
   *[requested] Ouvrir l’exonération
}
mail-order-ended-subject = { $what ->
    [change] Votre changement a pris fin sans paiement : vous êtes exonéré de TVA
   *[order] Votre commande a pris fin sans paiement : vous êtes exonéré de TVA
}
mail-order-ended-why = { $what ->
    [change] Le changement { $number } attendait son paiement de { $amount }, calculé avec TVA. Votre exonération de TVA a été accordée entre-temps ; le changement a donc pris fin, pour que vous ne payiez pas une taxe dont vous êtes exonéré.
   *[order] La commande { $number } attendait son paiement de { $amount }, calculé avec TVA. Votre exonération de TVA a été accordée entre-temps ; la commande a donc pris fin, pour que vous ne payiez pas une taxe dont vous êtes exonéré.
}
mail-order-ended-meaning = { $what ->
    [change] Rien n’a été débité, et votre abonnement est resté tel quel.
   *[order] Rien n’a été débité, et rien n’a été acheté.
}
mail-order-ended-do = { $what ->
    [change] Si vous souhaitez toujours ce changement, refaites-le. Son prix sera recalculé, sans TVA.
   *[order] Si vous la souhaitez toujours, commandez de nouveau. Le prix sera recalculé, sans TVA.
}
mail-order-ended-action = { $what ->
    [change] Ouvrir l’abonnement
   *[order] Voir les offres
}
