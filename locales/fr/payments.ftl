# Moyens de paiement.
payment-card-ending = { $brand ->
    [visa] Visa
    [mastercard] Mastercard
    [american_express] American Express
    [sepa_debit] Compte bancaire
   *[other] Carte
} se terminant par { $last4 }
payment-by = { $means ->
    [card] par carte
    [direct_debit] par prélèvement
    [transfer] par virement
   *[several] de plusieurs façons
}
payments-methods = Moyens de paiement
payments-add = Ajouter un moyen de paiement
payments-add-lead = Ceux déjà enregistrés restent.
payments-keep = Enregistrer

# Cartes de test du bac à sable, selon leur effet.
payments-test-cards = Cartes de test du bac à sable
payments-test-cards-how = Un nom, une date à venir et trois chiffres au choix.
payments-test-approve = Acceptée
payments-test-decline = Refusée
payments-test-insufficient-funds = Refusée, provision insuffisante
payments-test-lost-card = Refusée, déclarée perdue
payments-test-needs-authentication = Acceptée après une question de la banque
payments-test-always-needs-authentication = La banque demande à chaque fois
payments-test-decline-renewals = Acceptée maintenant, renouvellements refusés
payments-test-timeout-after-charge = Débitée, mais la réponse se perd ; la commande est en cours de confirmation
payments-test-timeout-before-charge = Le premier débit se perd en route, le suivant réussit
payments-test-pending = En cours pendant dix minutes, puis acceptée
payments-test-pending-then-declined = En cours pendant dix minutes, puis refusée
payments-test-refund-answer-lost = Acceptée ; la réponse à un remboursement se perd
payments-test-refund-pending = Acceptée ; les remboursements prennent un jour
payments-test-refund-fails = Acceptée ; les remboursements échouent au bout d’un jour
payments-test-charged-back = Acceptée ; au bout de trois jours, la banque reprend l’argent
news-card-kept = C’est enregistré. Les renouvellements sont désormais débités ainsi.
news-card-kept-beside = C’est enregistré. Les renouvellements sont débités comme avant.
