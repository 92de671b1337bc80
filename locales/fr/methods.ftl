# La page des moyens de paiement : celui par défaut, plusieurs, en retirer un.
methods-lead = Les renouvellements, les fins d’essai et les factures impayées sont débités sur le moyen de paiement par défaut. S’il change, c’est à partir du débit suivant.
methods-default = Par défaut
methods-renews = Renouvelle { $plan }, prochaine échéance le { $date }
methods-renews-none = Aucun abonnement ne se renouvelle avec ce moyen de paiement.
methods-make-default = Utiliser par défaut
methods-remove = Retirer
methods-expires-soon = Expire bientôt
methods-expired = Expirée
methods-valid-default = Valable jusqu’à { $expiry }. Par défaut : sert aux renouvellements.
methods-over = Expirée depuis la fin de { $expiry }
methods-over-default = Expirée depuis la fin de { $expiry }. C’est le moyen par défaut : les renouvellements seront refusés.
methods-replace = Cette carte est le moyen de paiement par défaut et elle a expiré. Ajoutez-en une autre, ou choisissez un autre moyen par défaut.
methods-none = Aucun moyen de paiement enregistré
methods-none-text = Ajoutez-en un : il servira aux renouvellements.
methods-all = Tous les moyens de paiement
methods-use-for-renewals = Utiliser par défaut, notamment pour les renouvellements
methods-remove-title = Retirer { $method } ?
methods-remove-lead = Ce moyen de paiement ne sera plus débité. Les factures qu’il a réglées continuent de le nommer, et leurs remboursements y reviennent. Pour l’utiliser de nouveau, il faudra l’ajouter de nouveau.
methods-remove-next = Ensuite, par défaut
methods-remove-needed = C’est le seul moyen de paiement, et des abonnements se renouvellent avec lui :
methods-remove-needed-do = Ajoutez-en d’abord un autre, puis retirez celui-ci. Ou résiliez ce qui se renouvelle avec lui.
methods-remove-under-way = Un paiement est en cours avec ce moyen. Vous pourrez le retirer dès qu’il sera terminé.
methods-remove-button = Retirer { $method }
methods-keep = Le garder
news-method-default = Les renouvellements sont désormais débités sur ce moyen de paiement.
news-method-removed = Le moyen de paiement est retiré et ne sera plus débité.
error-payment-method-not-found = Ce moyen de paiement n’existe pas dans votre compte.
error-payment-method-needed = C’est le seul moyen de paiement, et des abonnements se renouvellent avec lui. Ajoutez-en d’abord un autre, ou résiliez ces abonnements.
error-payment-method-no-default-chosen = C’est le moyen de paiement par défaut. Choisissez lequel le remplace.
error-payment-method-under-way = Un paiement est en cours avec ce moyen. Retirez-le quand il sera terminé.
error-payment-method-expired = Cette carte a expiré. Elle ne peut pas être utilisée par défaut.
audit-payment-method-default-changed = A changé le moyen de paiement par défaut
audit-payment-method-removed = A retiré un moyen de paiement
webhooks-kind-payment-method-added = Un moyen de paiement a été ajouté
webhooks-kind-payment-method-default-changed = Le moyen de paiement par défaut a changé
webhooks-kind-payment-method-removed = Un moyen de paiement a été retiré
mail-payment-method-changed-subject = { $what ->
    [removed] Moyen de paiement retiré : { $method }
   *[default] Les renouvellements seront débités ainsi : { $method }
}
mail-payment-method-changed-what = { $what ->
    [removed] { $by } a retiré un moyen de paiement le { $when } : { $method }. Il ne sera plus débité.
   *[default] { $by } a choisi un autre moyen de paiement par défaut le { $when } : { $method }.
}
mail-payment-method-changed-renews = À partir du prochain débit, voici ce qui est réglé ainsi ({ $default }) : { $plans }.
mail-payment-method-changed-not-you = Si vous n’êtes pas au courant, vérifiez vos moyens de paiement et changez de mot de passe.
mail-payment-method-changed-action = Voir les moyens de paiement
