### La facture et l’avoir en tant que documents : le PDF composé comme une lettre, et les textes libres des formes électroniques.

invoice-document-heading = Facture
invoice-document-heading-credit-note = Avoir
invoice-document-title = Facture { $number }
invoice-document-title-credit-note = Avoir { $number }
invoice-document-page = Page { $page } sur { $pages }
invoice-document-attachment = La même facture sous forme de données : EN 16931, Factur-X
invoice-document-attachment-credit-note = Le même avoir sous forme de données : EN 16931, Factur-X

# Le bloc à côté de l’adresse.
invoice-document-number = Facture n°
invoice-document-number-credit-note = Avoir n°
invoice-document-credited = Facture concernée
invoice-document-credited-date = Date de la facture
invoice-document-reason = Motif
invoice-document-date = Date d’émission
invoice-document-period = Prestation
invoice-document-due = Échéance
invoice-document-order = Commande
invoice-document-buyer-vat-id = Votre n° de TVA

# Sous le titre : ce qu’il est advenu du total.
invoice-document-status-paid = { $means ->
    [card] Payée par carte le { $day }
    [direct-debit] Payée par prélèvement le { $day }
    [transfer] Payée par virement le { $day }
   *[unknown] Payée le { $day }
}
invoice-document-status-credit-used = Réglée par votre solde créditeur
invoice-document-status-debit = { $amount } seront prélevés sur votre compte vers le { $day }. Merci de ne pas faire de virement.
invoice-document-status-open = À régler au plus tard le { $day }
invoice-document-status-partly = Reste { $amount } à régler au plus tard le { $day }
invoice-document-status-nothing = Rien à régler

# Le tableau.
invoice-document-column-item = Désignation
invoice-document-column-item-period = Désignation, { $period }
invoice-document-column-quantity = Quantité
invoice-document-column-unit = Prix unitaire HT
invoice-document-column-tax = TVA
invoice-document-column-amount = Montant HT en { $currency }
invoice-document-kind-credit = Avoir pour la part non utilisée
invoice-document-line-share = { $billed ->
    [one] { $billed } jour
   *[other] { $billed } jours
} sur { $full } × { $quantity } × { $unit }
invoice-document-line-share-seconds = { $billed } s sur { $full } × { $quantity } × { $unit }
invoice-document-line-fee = Indemnité de résiliation anticipée, { $name }
invoice-document-fee-share = { $left } mois restants à { $price } : { $share } par licence
invoice-document-fee-fixed = { $left } mois restants à { $price } : pas davantage par licence
invoice-document-line-discount = Remise, { $name }
invoice-document-line-credit = { $cause } : ligne { $line } de la facture { $number }

# Pourquoi quelque chose est rendu.
invoice-document-cause-seats-reduced = Moins de licences
invoice-document-cause-add-on-reduced = Option réduite
invoice-document-cause-plan-changed = Changement d’offre
invoice-document-cause-product-swapped = Changement de produit
invoice-document-cause-ended = Résiliation avant la fin de la période
invoice-document-cause-cancellation-withdrawn = Résiliation annulée
invoice-document-cause-joined = Rattachement à un autre compte
invoice-document-cause-tax-exempted = Exonération de TVA
invoice-document-cause-corrected = Rectification de la facture
invoice-document-cause-goodwill = Geste commercial

# Où va l’argent d’un avoir.
invoice-document-goes-to-balance = Ajouté à votre solde créditeur, déduit de votre prochaine facture
invoice-document-goes-to-payer = Remboursé sur votre moyen de paiement, en général sous 3 à 5 jours ouvrés
invoice-document-goes-off-invoice = Déduit du reste à payer de la facture { $number }

# Sous le tableau.
invoice-document-sum-net = Total HT
invoice-document-sum-total = Total en { $currency }
invoice-document-sum-total-credit-note = Total de l’avoir en { $currency }
invoice-document-sum-credit-used = Imputé sur votre solde créditeur
invoice-document-sum-paid = { $means ->
    [card] Payé par carte
    [direct-debit] Payé par prélèvement
    [transfer] Payé par virement
   *[unknown] Payé
}
invoice-document-sum-paid-on = { $means ->
    [card] Payé par carte le { $day }
    [direct-debit] Payé par prélèvement le { $day }
    [transfer] Payé par virement le { $day }
   *[unknown] Payé le { $day }
}
invoice-document-sum-open = Reste à payer
invoice-document-tax-rate = TVA { $rate } sur { $net }
invoice-document-tax-reverse-charge = TVA : autoliquidation
invoice-document-tax-exempt = TVA : exonération
invoice-document-tax-outside-scope = TVA : hors champ

# Pourquoi aucune taxe n’est perçue : mention obligatoire, aussi dans la forme électronique.
invoice-document-note-reverse-charge = Autoliquidation : la TVA est due par le preneur (article{"\u00A0"}196 de la directive{"\u00A0"}2006/112/CE).
invoice-document-note-exempt = Exonération de TVA selon l’attestation que vous nous avez remise.
invoice-document-note-outside-scope = Opération hors du champ de la TVA : le service est réputé fourni au lieu d’établissement du client.

# Comment payer par virement.
invoice-document-transfer = Virez { $amount } au plus tard le { $day } sur ce compte
invoice-document-transfer-holder = Titulaire
invoice-document-transfer-iban = IBAN
invoice-document-transfer-bic = BIC
invoice-document-transfer-reference = Référence

# Au pied de chaque page.
invoice-document-seller-vat-id = N° de TVA { $value }
invoice-document-seller-tax-number = N° fiscal { $value }
invoice-document-seller-iban = IBAN { $value }
invoice-document-seller-bic = BIC { $value }
