# L’accueil : aujourd’hui, ce qui vous attend, l’offre en une ligne.
home-title = Accueil
home-zone = Heures : { $zone }
home-schedule = Planifier une réunion
home-needs-you = À traiter
home-today = Aujourd’hui
home-later = À venir
home-nothing-today = Aucune réunion aujourd’hui.
home-nothing-later = Rien d’autre n’est prévu.
home-recurring = se répète
home-host = Hôte : { $name }
home-join-page = Page d’accès
home-all-meetings = Toutes les réunions
home-empty = Vos réunions seront ici
home-empty-text = Planifiez la première. Vos invités entrent par un lien, sans compte.
home-plan = Offre
home-plan-limits = Réunions de { $length } au plus, avec { $participants ->
    [one] { $participants } participant
   *[other] { $participants } participants
}.
home-plan-no-limit = Réunions sans limite de durée, avec { $participants ->
    [one] { $participants } participant
   *[other] { $participants } participants
}.
home-plan-next = Voir ce qu’apporte { $name }
home-room = Sa porte et ses réglages
home-site = Site
home-site-settings = Son adresse, son aspect et son mot d’accueil
home-site-shared = Votre compte gratuit se trouve à cette adresse partagée. Une offre payante apporte votre propre adresse ; les liens déjà envoyés continuent de fonctionner.

home-need-unpaid = { $count ->
    [one] Une facture impayée, { $amount }.
   *[other] { $count } factures impayées, { $amount }.
}
home-need-unpaid-fix = Payer maintenant
home-need-past-due = Le dernier paiement pour { $name } a été refusé. Il sera présenté de nouveau, et tout continue en attendant.
home-need-past-due-fix = Voir ce qui reste dû
home-need-order-open = Une commande de { $amount } attend son paiement.
home-need-order-open-fix = Continuer
home-need-ending = { $name } prend fin le { $date }.
home-need-ending-fix = Conserver
