# Commandes : le relevé avant, les états après.
orders-review-title = Votre commande
orders-review-lead = Voici, ligne par ligne, ce que fera la commande. D’ici là, tout reste modifiable.
orders-given = Vos indications
orders-order = Commande
orders-moved-title = Quelque chose a changé entre-temps
orders-moved = Rien n’a été commandé. Voici le nouveau relevé ; relisez-le et passez la commande à nouveau.
orders-billed-to = Facturé à
orders-used-at = Utilisé à
orders-vat-id = Numéro de TVA
orders-site = Site
orders-method = Payé avec
orders-accepted = Accepté
orders-place-and-pay = Payer { $amount } et commander
orders-place = Passer la commande
orders-title = Commande { $number }
orders-placed = Passée le
orders-paid = Payé
orders-to-pay = À payer
orders-invoice = Facture { $number }
orders-setup = Avancement
orders-leave = Vous pouvez quitter cette page. Nous vous écrivons dès que le site est prêt.
orders-go-home = Aller à l’accueil
orders-edit = Modifier la commande
orders-other-card = Payer autrement
orders-pay-again = Payer { $amount }
orders-authenticate = Confirmer auprès de la banque

orders-state-confirming = Votre paiement est en cours de confirmation
orders-state-confirming-text = La réponse de votre banque n’est pas encore là. Nous la demandons ; vous serez débité une seule fois au plus, et cette page se met à jour seule.
orders-state-needs-action = Votre banque souhaite une confirmation
orders-state-needs-action-text = Confirmez le paiement sur la page de votre banque. Vous reviendrez ici et la commande se poursuivra.
orders-state-declined = Le paiement a été refusé
orders-state-declined-text = Rien n’a été débité et votre commande est conservée. Essayez une autre carte, ou la même à nouveau.
orders-state-provisioning = Payé. Votre site est en cours de création
orders-state-provisioning-text = Cela prend une minute ou deux. Réunions et liens continuent de fonctionner.
orders-state-done = Votre site est prêt
orders-state-done-text = Tout ce que vous aviez est là, et les nouvelles limites s’appliquent dès maintenant.
orders-state-cancellation-paid = Payé. L’abonnement est résilié
orders-state-cancellation-paid-text = La preuve arrive par e-mail. Jusqu’à la fin, vous pouvez annuler la résiliation ; les frais vous sont alors remboursés.
orders-step-cancelled = Résiliation en vigueur
orders-state-cancelled = Cette commande n’a pas été passée
orders-state-cancelled-text = Rien n’a été débité.
orders-state-too-late = Votre paiement est arrivé trop tard
orders-state-too-late-text = La commande avait pris fin entre-temps ; rien n’a donc été changé ni acheté. L’argent n’est pas perdu : nous nous en occupons, et un e-mail vous prévient quand il vous est rendu.

orders-declined-declined = Votre banque a refusé cette carte sans donner de motif. Elle pourra vous en dire plus.
orders-declined-insufficient-funds = La provision de cette carte est insuffisante.
orders-declined-authentication = La banque n’a pas pu confirmer qu’il s’agissait de vous.
orders-declined-expired-card = Cette carte a expiré.

orders-step-paid = Paiement reçu
orders-step-limits = Nouvelles limites en vigueur
orders-step-open-site = Site créé
orders-step-move-meetings = Réunions déplacées, les anciens liens mènent à la nouvelle adresse
orders-step-tell-people = Propriétaires prévenus par e-mail
orders-step-retry = { $count ->
    [one] Un essai n’a pas abouti. L’étape est retentée d’elle-même, et nous sommes prévenus.
   *[other] { $count } essais n’ont pas abouti. L’étape est retentée d’elle-même, et nous sommes prévenus.
}
orders-list = Commandes
orders-list-empty = Les commandes seront ici
orders-list-empty-text = Chaque commande reste ici, du premier clic au site prêt.
orders-column-number = Commande
orders-column-what = Contenu
orders-column-placed = Passée le
orders-column-state = État
orders-column-total = Total
orders-badge-awaiting-payment = En attente de paiement
orders-badge-provisioning = En préparation
orders-badge-done = Terminée
orders-badge-cancelled = Non passée
orders-state-paid = Payé. Votre offre est active
orders-state-paid-text = Les nouvelles limites s’appliquent dès maintenant.
orders-accepted-one = { $document }, version { $version }
