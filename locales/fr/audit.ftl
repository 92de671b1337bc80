# L’historique du compte : une phrase par action. Les valeurs viennent de l’entrée.
audit-title = Historique du compte
audit-lead = Chaque changement, son auteur, sa date et son origine. On peut y ajouter, jamais y modifier.
audit-when = Date
audit-who = Auteur
audit-what = Action
audit-from = Origine
audit-system = Plenum
audit-via-portal = portail
audit-via-api = API
audit-via-job = automatique
audit-via-command = ligne de commande
audit-details = Détails
audit-before = Avant
audit-after = Après
audit-times = Heures de { $zone }.
audit-empty = Rien pour l’instant
audit-empty-text = Chaque changement du compte figurera ici.
audit-verify = Vérifier que rien n’a été altéré
audit-verified = { $count ->
    [one] La chaîne est intacte : { $count } entrée, inchangée depuis son écriture.
   *[other] La chaîne est intacte : { $count } entrées, toutes inchangées depuis leur écriture.
}
audit-broken = L’entrée { $number } ne correspond pas à la précédente. L’historique a été altéré de l’extérieur ; prévenez l’exploitant du service.
audit-newest = Aux plus récents

audit-account-opened = A ouvert le compte { $name }
audit-operator-granted = Est devenu exploitant de ce service
audit-person-signed-in = S’est connecté
audit-password-changed = A changé le mot de passe
audit-session-ended = A mis fin à une session
audit-session-others-ended = A mis fin à toutes les autres sessions
audit-token-made = A créé le jeton d’accès { $name }
audit-token-revoked = A révoqué un jeton d’accès
audit-passkey-added = A ajouté une clé d’accès
audit-passkey-removed = A retiré une clé d’accès
audit-profile-changed = A modifié le profil
audit-order-placed = A passé une commande de { $total }
audit-order-paid = La commande a été payée : { $paid }, facture { $invoice }
audit-order-expired = La commande de { $total } a expiré sans paiement
audit-payment-method-added = A ajouté un moyen de paiement
audit-payment-declined = Un paiement a été refusé
audit-payment-too-late = { $paid } reçus pour une commande déjà expirée
audit-invoice-issued = La facture { $number } a été émise : { $total }
audit-invoice-paid = La facture { $number } a été payée : { $paid }
audit-refund-asked = Remboursement de { $amount } demandé
audit-refund-succeeded = { $amount } ont été remboursés
audit-refund-failed = Le remboursement de { $amount } a échoué
audit-payment-charged-back = La banque du payeur a repris { $amount }
audit-payment-found = Un paiement de { $amount } que nos livres avaient perdu a été retrouvé ; il est porté au crédit
audit-refund-found = Un remboursement de { $amount } que nos livres avaient perdu a été retrouvé
audit-operator-chargeback-handled = Rejet de paiement de { $amount } traité
audit-subscription-started = Un abonnement a commencé
audit-subscription-renewed = L’abonnement a été renouvelé, facture { $invoice }
audit-subscription-past-due = Le renouvellement a été refusé, la facture { $invoice } reste due
audit-site-ready = Le site { $address } est prêt
audit-site-renamed = A renommé le site { $before } en { $address }
audit-site-changed = A modifié le mot d’accueil du site
audit-meeting-scheduled = A planifié « { $title } »
audit-meeting-updated = A modifié « { $title } »
audit-meeting-cancelled = A annulé « { $title } »
audit-meeting-time-moved = A déplacé une réunion de « { $title } »
audit-meeting-time-cancelled = A annulé une réunion de « { $title } »
audit-meeting-time-put-back = A rétabli une réunion de « { $title } »
audit-meeting-following-cancelled = A mis fin plus tôt à la série « { $title } »
audit-chats-retention-changed = A modifié la durée de conservation des messages des discussions
audit-room-changed = A modifié les réglages de sa salle
audit-room-renamed = A changé l’adresse de sa salle, de { $before } en { $name }
audit-room-restored = A rétabli les réglages initiaux de sa salle
audit-webhook-endpoint-added = A ajouté le webhook { $url }
audit-webhook-endpoint-removed = A retiré le webhook { $url }
audit-webhook-endpoint-enabled = A réactivé le webhook { $url }
audit-webhook-endpoint-disabled = Les envois à { $url } ont échoué pendant des jours et sont arrêtés
audit-webhook-endpoint-secret-changed = A créé un nouveau secret pour { $url }
audit-webhook-endpoint-tested = A envoyé un événement d’essai à { $url }
audit-webhook-replayed = A renvoyé un événement à { $url }
audit-webhook-missed-replayed = A envoyé ce que { $url } avait manqué : { $deliveries ->
    [one] { $deliveries } événement
   *[other] { $deliveries } événements
}
audit-operator-work-revived = Un exploitant a relancé une tâche
audit-operator-mail-retried = Un exploitant a renvoyé un e-mail
audit-operator-set-up-retried = Un exploitant a relancé la création du site

audit-subscription-changed = L’abonnement a été modifié
audit-subscription-change-planned = Un changement a été prévu pour le renouvellement
audit-subscription-cancelled = L’abonnement a été résilié ; il finit avec sa période
audit-subscription-swapped = L’abonnement a été remplacé par celui d’un autre produit
audit-subscription-withdrawn = Ce qui était prévu pour l’abonnement a été annulé
audit-subscription-ended = L’abonnement a pris fin
audit-subscription-resumed = L’abonnement est de retour
audit-subscription-trial-ended = L’essai a pris fin, la première période a commencé
audit-credit-note-issued = L’avoir { $number } a été émis pour la facture { $invoice } : { $total }
audit-subscription-suspended = L’abonnement a été suspendu ; la facture { $invoice } reste due
audit-subscription-restored = L’abonnement est rétabli
