# Offres et tarifs. Les droits et leurs valeurs servent au tableau, au relevé et aux limites.
plans-title = Offres et tarifs
plans-lead = Commencez gratuitement. Avant de commander, vous voyez ce que cela coûte et ce que cela change, ligne par ligne.
plans-products = Produits
plans-interval = Paiement
plans-monthly = Mensuel
plans-annual = Annuel
plans-annual-monthly = Annuel, payé par mois
commitment-fee-reducing = { $share } de ce qui reste à payer
commitment-fee-fixed = { $amount } par licence, et jamais plus que ce qui reste à payer
commitment-hint = Vous vous engagez pour un an à chaque fois. Y mettre fin plus tôt coûte { $fee }.
commitment-hint-free = Vous vous engagez pour un an à chaque fois.
plans-annual-saving = jusqu’à { $amount } d’économie par an
plans-currency = Devise
plans-currency-show = Afficher
plans-yours = Votre offre
plans-per-seat-month = par { $noun } et par mois
plans-per-seat-year = par { $noun } et par an
plans-billed-monthly = Facturé chaque mois.
plans-saves = Vous économisez { $amount } par an.
plans-buy = Acheter { $name }
plans-start-free = Commencer avec { $name }
plans-quoted = Sur devis, pour les organisations plus grandes, avec paiement à terme et un interlocuteur attitré.
plans-quoted-ask = Demander un devis
plans-compare = Comparer les offres
plans-compare-what = Ce qu’elle permet
plans-fine = Bon à savoir
plans-tax-added = Prix hors taxes. La TVA s’ajoute là où elle est due ; vous la voyez avant de commander.
plans-tax-included = Prix TVA comprise.
plans-retention = À la fin d’une offre payante, enregistrements et rapports restent lisibles { $days ->
    [one] { $days } jour
   *[other] { $days } jours
}, et vous pouvez tout exporter. Revenez, et tout est là.

plans-value-yes = Oui
plans-value-no = Non
plans-value-unlimited = Sans limite
plans-value-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
plans-value-people = { $count }
plans-value-countries = { $count ->
    [one] { $count } pays
   *[other] { $count } pays
}
plans-value-gigabytes = { $size } Go
plans-value-megabytes = { $size } Mo

plans-entitlement-meeting-minutes = Durée maximale d’une réunion
plans-entitlement-participants = Participants par réunion
plans-entitlement-attendees = Spectateurs d’un webinaire
plans-entitlement-recording-storage = Enregistrement en ligne
plans-entitlement-transcription = Transcriptions
plans-entitlement-phone-numbers = Numéros d’appel
plans-entitlement-call-me = Rappel téléphonique
plans-entitlement-call-me-countries = Pays du rappel téléphonique
plans-entitlement-vanity-site = Votre propre adresse de site
plans-entitlement-reports = Rapports d’utilisation
plans-entitlement-sso = Authentification unique

plans-feature-meeting-minutes = Réunions de { $value } au plus
plans-feature-meeting-minutes-unlimited = Réunions sans limite de durée
plans-feature-participants = { $count ->
    [one] { $count } participant
   *[other] { $count } participants
}
plans-feature-attendees = { $count ->
    [one] { $count } spectateur de webinaire
   *[other] { $count } spectateurs de webinaire
}
plans-feature-recording-storage = Enregistrement, avec { $value } d’espace
plans-feature-transcription = Transcription à côté de l’enregistrement
plans-feature-phone-numbers = Numéros d’appel
plans-feature-call-me = Le service vous appelle au début de la réunion
plans-feature-call-me-countries = Rappel téléphonique dans { $value }
plans-feature-vanity-site = Votre propre adresse de site
plans-feature-reports = Rapports d’utilisation
plans-feature-sso = Authentification unique

# Ce qui s’achète à l’unité : le mot seul, puis avec un nombre.
plans-unit-organizer = organisateur
plans-units-organizer = { $count ->
    [one] { $count } organisateur
   *[other] { $count } organisateurs
}
plans-unit-agent = agent
plans-units-agent = { $count ->
    [one] { $count } agent
   *[other] { $count } agents
}
plans-unit-expert = expert
plans-units-expert = { $count ->
    [one] { $count } expert
   *[other] { $count } experts
}
plans-unit-licence = licence
plans-units-licence = { $count ->
    [one] { $count } licence
   *[other] { $count } licences
}
plans-unit-pack = lot
plans-units-pack = { $count ->
    [one] { $count } lot
   *[other] { $count } lots
}
plan-with-seats = { $seats ->
    [one] { $plan }, { $seats } licence
   *[other] { $plan }, { $seats } licences
}
plans-billed-once-a-year = Facturé une fois par an.
plans-units-of-licence = Licences
plans-units-of-pack = Lots
plans-change = Passer à { $name }
