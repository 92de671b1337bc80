# Le panier, avant la commande.
cart-title = Votre panier
cart-lead = Rien n’est encore commandé. Vous verrez le relevé complet avant de passer la commande.
cart-empty = Le panier est vide
cart-empty-text = Choisissez une offre ; elle attend ici jusqu’à ce que vous la commandiez ou la retiriez.
cart-see-plans = Voir offres et tarifs
cart-tier = Offre
cart-seats = Nombre de licences ({ $noun })
cart-seats-hint = Une par personne qui planifie et lance des réunions. Les invités n’en ont pas besoin.
cart-interval = Paiement
cart-add-ons = Options
cart-add-on-price = { $amount } par { $unit } et par mois
cart-add-on-price-year = { $amount } par { $unit } et par an
cart-add-on-countries = { $count ->
    [one] Appels vers { $count } pays
   *[other] Appels vers { $count } pays
}
cart-sum = Total
cart-total = Total hors taxes
cart-period-monthly = pour un mois
cart-period-annual = pour un an
cart-update = Recalculer
cart-remove = Retirer { $product }
cart-checkout = Continuer
cart-interval-saving = Économise { $amount } par an pour chacun
