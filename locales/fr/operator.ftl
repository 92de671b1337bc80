# La console de l’exploitant : d’abord ce qui attend quelqu’un, ensuite les chiffres.
operator-title = Vue d’ensemble
operator-lead = D’abord ce qui attend quelqu’un. Le reste se fait tout seul.
operator-all-well = Rien ne vous attend
operator-all-well-text = Les paiements à l’issue inconnue, les tâches abandonnées et les e-mails non distribuables figureront ici.
operator-needs-you = À traiter
operator-queue-unknown-payments = Paiements à l’issue encore inconnue
operator-queue-late-payments = Paiements reçus pour des commandes expirées
operator-queue-chargebacks = Paiements repris par une banque
operator-queue-refunds = Remboursements échoués ou dont l’issue est inconnue
operator-queue-set-ups = Sites dont la création échoue
operator-queue-given-up = Tâches abandonnées
operator-queue-mails = E-mails non distribuables
operator-queue-webhooks = Webhooks arrêtés
operator-see = Voir
operator-numbers = Chiffres
operator-accounts-count = { $count ->
    [one] { $count } compte
   *[other] { $count } comptes
}
operator-tier = Offre
operator-subscriptions = Abonnements
operator-seats = Licences
operator-no-subscription = Personne ne s’est encore abonné.
operator-revenue = Facturé ces 30 derniers jours
operator-revenue-text = Taxes comprises, par jour et par devise.
operator-no-revenue = Rien n’a été facturé ces 30 derniers jours.
operator-revenue-chart = Facturé par jour, du { $from } au { $to }, { $total } au total
operator-day = Jour
operator-amount = Montant

operator-account = Compte
operator-opened = Ouvert
operator-plan = Offre
operator-site = Site
operator-search = Nom ou adresse e-mail
operator-search-button = Rechercher
operator-accounts-none = Aucun compte trouvé
operator-accounts-none-text = Ni nom ni adresse ne contiennent ce texte.
operator-first-hundred = Les cent plus récents sont affichés. Recherchez pour voir les autres.
operator-people = Personnes
operator-person = Personne
operator-roles = Rôles
operator-language = Langue
operator-role-owner = Propriétaire
operator-role-admin = Administrateur
operator-role-billing-contact = Contact de facturation
operator-role-host = Hôte
operator-role-member = Membre
operator-subscription-period-end = Fin de période
operator-state = État
operator-orders = Commandes
operator-order = Commande
operator-placed = Passée
operator-total = Total
operator-orders-none = Aucune commande
operator-orders-none-text = Les commandes de tous les comptes figureront ici, les plus récentes d’abord.
operator-order-state-awaiting-payment = En attente de paiement
operator-order-state-being-set-up = Payée, site en création
operator-order-state-paid = Payée
operator-order-state-expired = Expirée sans paiement
operator-invoices = Factures
operator-invoices-none = Aucune facture.
operator-trail = Historique
operator-none = Aucun.

operator-set-ups-none = Aucun site en création
operator-set-ups-none-text = Les sites figurent ici du paiement jusqu’à la fin de leur dernière étape.
operator-step-open-site = Site ouvert
operator-step-move-meetings = Réunions déplacées
operator-step-tell-people = Personnes prévenues
operator-step-failed = { $count ->
    [one] Un échec
   *[other] { $count } échecs
} : { $error }
operator-retry-now = Réessayer maintenant

operator-mails-title = E-mails
operator-mails-none = Aucun e-mail ici
operator-mails-none-text = Les e-mails figurent ici dès que quelque chose en déclenche un.
operator-mails-all = Tous
operator-mail-state-queued = En attente
operator-mail-state-undeliverable = Non distribuable
operator-mail-state-delivered = Distribué
operator-mail-to = À
operator-mail-subject = Objet
operator-mail-written = Rédigé
operator-mail-language = Langue
operator-mail-kind = Type
operator-mail-attempts = Échecs
operator-mail-error = Dernière erreur
operator-mail-attachments = Pièces jointes
operator-mail-text = Texte
operator-mail-as-html = Voir comme dans une messagerie
operator-mail-source = Télécharger le message
operator-mail-not-kept = Le contenu de cet e-mail n’est pas conservé ici après sa distribution.
operator-mail-send-again = Renvoyer

operator-jobs-title = Tâches dues
operator-jobs-none = Rien dans cet état
operator-jobs-none-text = Les tâches se font à leur échéance ; celles qui échouent définitivement figurent sous « Abandonnées ».
operator-job-state-given-up = Abandonnées
operator-job-state-waiting = En attente
operator-job-state-done = Terminées
operator-job-kind = Type
operator-job-key = Objet
operator-job-due = Échéance
operator-job-attempts = Échecs
operator-job-error = Dernière erreur
operator-job-revive = Réessayer

operator-webhooks-title = Webhooks en échec
operator-webhooks-endpoints = Destinations arrêtées
operator-webhooks-deliveries = Envois en échec
operator-webhooks-stopped = Arrêtée
operator-webhooks-none = Tous les destinataires répondent comme il faut.

operator-ledger-title = Grand livre
operator-ledger-right = Les livres sont justes
operator-ledger-right-text = { $entries } écritures de { $accounts } comptes sont équilibrées, chaque chaîne est intacte, { $invoices } factures et { $payments } paiements y figurent une fois chacun, et aucun numéro ne manque.
operator-ledger-wrong = Les livres sont faux
operator-ledger-download = Télécharger le journal
operator-ledger-latest = Dernières lignes
operator-ledger-none = Rien n’a encore été comptabilisé.
operator-ledger-booked = Date
operator-ledger-what = Libellé
operator-ledger-account = Compte comptable
operator-ledger-debit = Débit
operator-ledger-credit = Crédit

operator-catalog-title = Catalogue
operator-catalog-lead = Ce qui se vend à partir de maintenant. Les abonnements gardent leur prix d’achat.
operator-catalog-versions = Versions
operator-catalog-version = Version
operator-catalog-published = Publiée
operator-catalog-by = Par
operator-catalog-in-force = En vigueur
operator-catalog-edit = Version suivante
operator-catalog-text = Catalogue
operator-catalog-check = Vérifier seulement
operator-catalog-publish = Publier ce catalogue
operator-catalog-refused = { $count ->
    [one] Non publié : il contient { $count } erreur. Le catalogue en vigueur reste.
   *[other] Non publié : il contient { $count } erreurs. Le catalogue en vigueur reste.
}
operator-catalog-line = Ligne { $line } : { $message }
operator-catalog-fine = Aucune erreur. Rien n’est encore publié.
operator-catalog-warnings = Permis, mais peut-être involontaire

news-operator-retried = Un nouvel essai est en cours.
news-operator-published = Le catalogue est publié et en vigueur.

error-operator-not-found = Cet élément n’existe pas, ou n’est plus dans cet état. Revoyez la liste.

operator-renewals-title = Renouvellements
operator-renewals-lead = Les abonnements sont renouvelés ensemble, chaque période une seule fois.
operator-renewals-halted = L’horloge a fait un saut en avant
operator-renewals-halted-text = La dernière heure connue était { $seen } ; l’horloge a ensuite indiqué { $found }. Rien n’est facturé tant que personne n’a vérifié. Si l’horloge est fausse, réglez-la et redémarrez Plenum ; si elle est juste, par exemple après un long arrêt, confirmez-le.
operator-renewals-confirm = L’heure est juste, reprendre la facturation
operator-renewals-run = Avancement
operator-renewals-under-way = En cours depuis
operator-renewals-last = Dernière série :
operator-renewals-done = Renouvelés
operator-renewals-failed = Mis de côté
operator-renewals-remaining = Restants
operator-renewals-rate = Par seconde
operator-renewals-none = Rien n’a encore été renouvelé.
operator-renewals-next = Prochain renouvellement :
operator-renewals-set-aside = Mis de côté
operator-renewals-all-well = Rien n’est mis de côté
operator-renewals-all-well-text = Un abonnement qui ne peut pas être renouvelé figure ici avec la raison ; les autres sont renouvelés malgré tout.
news-operator-time-confirmed = L’heure est confirmée. La facturation reprend.

operator-payments-title = Paiements et remboursements
operator-payments = Paiements
operator-payment = Paiement
operator-payment-day = Jour
operator-payment-with = Payé avec
operator-payment-paid = Payé
operator-payment-left = Non remboursé
operator-payments-none = Aucun paiement pour l’instant
operator-payments-none-text = Les paiements apparaissent ici dès que l’argent est encaissé.
operator-chargebacks = Repris par la banque du payeur
operator-chargeback-handle = Je m’en suis occupé
operator-chargeback-handled = Traité
operator-refunds = Remboursements
operator-refund = Rembourser
operator-refund-how-much = Montant à rembourser
operator-refund-note = Motif
operator-refund-note-hint = Pour le journal ; le client ne le lit pas.
operator-refund-preview = Voir ce qui se passe
operator-refund-what = Ce qui se passe
operator-refund-back = Remboursé
operator-refund-to = Vers
operator-refund-arrives = Arrivée prévue
operator-refund-between = Entre le { $earliest } et le { $latest } (3 à 5 jours ouvrés)
operator-refund-left-after = Reste du paiement
operator-refund-invoice = Facture
operator-refund-reopens = { $number } redevient due : { $open } à payer
operator-refund-no-invoice = Aucune : la commande avait expiré avant le paiement
operator-refund-told = Informés
operator-refund-told-owners = Les propriétaires, par e-mail, dès que la demande est acceptée
operator-refund-send = Rembourser { $amount }
operator-refund-state-created = En cours d’envoi
operator-refund-state-pending = En cours
operator-refund-state-succeeded = Remboursé
operator-refund-state-failed = Échoué
operator-refund-state-unknown = En cours de confirmation
operator-refund-cause-credit-note = pour un avoir
operator-refund-cause-balance = sur le solde créditeur
operator-refund-cause-late-payment = reçu pour une commande expirée
operator-refund-cause-payment-reversed = paiement renvoyé
news-refund-asked = Le remboursement est en route. Son état figure ci-dessous.
news-chargeback-handled = Le rejet est marqué comme traité.
