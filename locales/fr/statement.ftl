# Le relevé : ce que fait un changement. Les intitulés, puis une phrase par genre de ligne.
statement-valid-until = valable jusqu’à { $time }
statement-blocks = Ce qui l’empêche
statement-now = Maintenant
statement-next = Ensuite
statement-gain = Vous gagnez
statement-lose = Vous perdez
statement-data = Données
statement-links = Liens
statement-told = Prévenus
statement-way-back = Retour
statement-nothing = Rien

statement-title-order = { $name }, { $seats }
statement-title-renewal = Renouvellement : { $name }

statement-line-charge = { $name }, { $quantity } × { $unit }
statement-line-charge-part = { $name }, { $billed } jours sur { $full }, { $quantity } × { $unit }
statement-line-credit = { $name }, part non utilisée
statement-line-credit-part = { $name } non utilisé, { $billed } jours sur { $full }, { $quantity } × { $unit }
statement-line-fee = Frais de résiliation anticipée, { $name }, { $quantity } × { $unit }
statement-line-discount = Remise, { $name }
statement-line-period = Du { $from } au { $to }. Période entière, donc prix entier.
statement-line-days = Du { $from } au { $to } : { $billed } jours facturés sur { $full }.
statement-line-seconds = Du { $from } au { $to }, à la seconde près : { $billed } secondes facturées sur { $full }.
statement-net = Total hors TVA
statement-tax-standard = TVA { $rate } sur { $net }
statement-tax-zero = TVA 0 %
statement-tax-reverse-charge = TVA : autoliquidation
statement-tax-reverse-charge-explain = Votre entreprise déclare la TVA dans son pays, sous le numéro que vous avez indiqué.
statement-tax-exempt = TVA : exonération
statement-tax-outside-scope = TVA : hors champ
statement-to-pay = À payer aujourd’hui
statement-to-pay-with = À payer aujourd’hui, { $method }
statement-nothing-to-pay = Rien à payer aujourd’hui

statement-next-monthly = Le { $date }, puis chaque mois
statement-next-annual = Le { $date }, puis chaque année
statement-next-each = { $date }, puis à chaque renouvellement
statement-next-explain = Aux prix et taxes d’aujourd’hui. Vous êtes prévenu avant le prélèvement et pouvez résilier jusqu’à cette date.
statement-next-none = Aucun autre paiement

statement-gain-line = { $entitlement } : { $after }, jusqu’ici { $before }
statement-gain-new = { $entitlement }
statement-gain-new-value = { $entitlement } : { $after }
statement-lose-line = { $entitlement } : { $after }, jusqu’ici { $before }
statement-lose-gone = { $entitlement }

statement-data-meetings = { $count ->
    [0] Votre agenda reste tel quel
    [one] Votre réunion prévue reste telle quelle
   *[other] Vos { $count } réunions prévues restent telles quelles
}
statement-data-recordings = Les enregistrements et transcriptions restent
statement-data-settings = Les contacts, rapports et réglages restent

statement-links-site-address = Votre site passe de { $from } à { $to }
statement-links-join-links-redirect = Les liens déjà envoyés continuent de fonctionner et mènent à la nouvelle adresse
statement-links-numbers-stay = Les numéros de réunion ne changent pas

statement-told-by-mail = { $email }, par e-mail
statement-told-buyer-by-mail = { $email }, par e-mail, avec la facture
statement-told-webhook-receivers = Vos destinataires de webhooks

statement-way-back-until-paid = Quittez cette page et rien ne se passe, tant que la commande n’est pas passée
statement-way-back-none = Ce changement est définitif
statement-links-all-stay = Tous les liens de réunion restent tels quels

statement-title-change = { $name }, { $seats }
statement-title-change-later = { $name }, { $seats }, à partir du { $date }
statement-title-swap = { $name }, { $seats }, à la place de { $from }
statement-swap-begins = { $name }, à partir du { $date }
statement-swap-ends = { $name } prend fin le { $date }
statement-line-fee-back = Frais de résiliation anticipée, { $name }
statement-fee-reducing = Jusqu’au { $until }, il reste { $left } mois à { $price } à payer par licence. Les frais en sont { $share } : { $unit } par licence.
statement-fee-fixed = Frais fixes de { $unit } par licence. Jusqu’au { $until }, il reste { $left } mois à { $price } à payer ; ils ne dépassent jamais ce montant.
statement-fee-back = Facturés sur { $number }, ils vous sont rendus en entier.
statement-committed = Engagement sur { $name } jusqu’au { $date }
statement-title-cancel = Résilier { $name } au { $date }
statement-title-withdraw = Garder { $name } tel quel
statement-title-resume = Reprendre { $name }
statement-title-end-trial = Terminer maintenant l’essai de { $name }
statement-balance-used = Payé par votre avoir
statement-credited = Ajouté à votre avoir
statement-refunded = Remboursé sur votre moyen de paiement sous 3 à 5 jours ouvrés
statement-way-back-change-again = Vous pouvez modifier de nouveau à tout moment
statement-way-back-until = Vous pouvez revenir en arrière jusqu’au { $date }
