### Les essais : ce qui est proposé, ce que fait un essai, comment il se termine.

plans-try = Essayer { $name } gratuitement pendant { $days ->
    [one] un jour
   *[other] { $days } jours
}
cart-mode = Acheter ou essayer
cart-buy = Acheter
cart-try = Essayer
cart-try-hint = { $days ->
    [one] Un jour gratuit.
   *[other] { $days } jours gratuits.
} Vous choisissez la suite au moment de la commande.
cart-period-trial = { $days ->
    [one] un jour gratuit
   *[other] { $days } jours gratuits
}, puis { $amount } { $period }
cart-add-another = Ajouter une autre offre

checkout-trial = Essai
checkout-after-trial = Après les jours gratuits
checkout-after-trial-end = L’essai se termine de lui-même
checkout-after-trial-end-hint = Aucune carte n’est nécessaire. Rien n’est débité ; sans abonnement, votre compte redevient gratuit.
checkout-after-trial-subscribe = L’abonnement commence
checkout-after-trial-subscribe-hint = La première période est débitée sur votre carte à la fin de l’essai. Résiliez avant, et rien n’est débité.
checkout-trial-nothing-yet = Rien ne commence avant que vous n’ayez tout vu à la page suivante.

orders-start-trial = Commencer l’essai
orders-method-none = Rien ; l’essai se termine de lui-même
orders-step-ordered = Commande passée
orders-state-trial-provisioning = Votre essai a commencé. Votre site est en cours de création
orders-state-trial-provisioning-text = Cela prend une minute ou deux. Réunions et liens continuent de fonctionner.
orders-state-trial-done = Votre essai a commencé et votre site est prêt
orders-state-trial-done-text = Tout ce que vous aviez est là, et les nouvelles limites s’appliquent dès maintenant. Nous vous écrivons avant la fin de l’essai.
orders-state-trial-paid = Votre essai a commencé
orders-state-trial-paid-text = Les nouvelles limites s’appliquent dès maintenant. Nous vous écrivons avant la fin de l’essai.

statement-trial = Essai
statement-title-trial = Essai de { $name }, { $seats }
statement-title-keep-after-trial = { $name } continue après l’essai
statement-trial-free = { $name }, { $seats } : gratuit du { $from } au { $last }
statement-trial-subscribes = La première période commence le { $date }. Résiliez avant, et rien n’est débité
statement-trial-ends = L’essai se termine de lui-même : rien n’est débité et, sans autre abonnement, votre compte redevient gratuit
statement-trial-if-kept = Si vous vous abonnez d’ici là, à partir du { $date }
statement-trial-reminder = Rappel par e-mail le { $date }
statement-way-back-end-trial = Vous pouvez terminer l’essai n’importe quel jour ; avant le { $date }, rien n’est débité

subscriptions-subscribe = S’abonner
subscriptions-trial-ends = Gratuit jusqu’au { $last }. L’essai se termine ensuite de lui-même : rien n’est débité, rien n’est supprimé. Abonnez-vous, et tout continue.
subscriptions-trial-goes-on = Gratuit jusqu’au { $last }. La première période commence le { $date }, et { $amount } sont débités.
subscriptions-if-kept = Si vous vous abonnez : { $amount } le { $date }.
subscriptions-end-now = Terminer l’essai maintenant
subscriptions-way-after-trial = Après les jours gratuits
subscriptions-keep-after-trial-title = S’abonner
subscriptions-keep-after-trial-lead = Les jours gratuits restent gratuits. La première période commence quand ils sont passés.
subscriptions-button-keep = S’abonner à partir du { $date }
news-subscription-kept = Vous êtes abonné. La première période commence à la fin de l’essai.

billing-trial = Essai
billing-trial-ends = Se termine de lui-même, sauf si vous vous abonnez
billing-trial-goes-on = Premier paiement le { $date }, { $amount }

home-plan-trial = À l’essai jusqu’au { $date }.
home-need-trial = Essai de { $name } jusqu’au { $date }.

error-trial-not-offered = Cette offre n’a pas d’essai. Achetez-la, ou essayez-en une autre.
error-trial-tried-before = Votre compte a déjà essayé ce produit, et chacun ne s’essaie qu’une fois. Vous pouvez l’acheter.
error-trial-kept-already = Vous êtes déjà abonné : la première période commence à la fin de l’essai.
error-cancel-ends-with-trial = Il n’y a rien à résilier : l’essai se termine de lui-même, et rien n’est débité. Vous pouvez le terminer maintenant.

audit-subscription-trial-started = Un essai a commencé
audit-subscription-trial-ending = La fin de l’essai a été annoncée
audit-subscription-trial-kept = L’essai est gardé : la première période le suit
webhooks-kind-subscription-trial-started = Essai commencé
webhooks-kind-subscription-trial-ending = Essai bientôt terminé
webhooks-kind-subscription-trial-kept = Essai gardé
