# The page of ways to pay: the default, several, removing one.
methods-lead = Renewals, trials that end and unpaid invoices are charged to the default. A change of it holds from the next charge on.
methods-default = Default
methods-renews = Renews { $plan }, next on { $date }
methods-renews-none = No subscription renews with it.
methods-make-default = Make it the default
methods-remove = Remove
methods-expires-soon = Expires soon
methods-expired = Expired
methods-valid-default = Valid until { $expiry }. The default: renewals are charged to it.
methods-over = Expired at the end of { $expiry }
methods-over-default = Expired at the end of { $expiry }. It is the default: renewals will be declined.
methods-replace = This card is the default and has expired. Add another one, or make one of the others the default.
methods-none = No way to pay is kept
methods-none-text = Add one, and renewals are charged to it.
methods-all = All payment methods
methods-use-for-renewals = Make it the default: renewals are charged to it
methods-remove-title = Remove { $method }?
methods-remove-lead = It is not charged any more. Invoices it paid keep naming it, and refunds of those still go to it. To use it again, add it again.
methods-remove-next = The default from then on
methods-remove-needed = This is the only way to pay, and subscriptions renew with it:
methods-remove-needed-do = Add another one first, then remove this one. Or cancel what renews with it.
methods-remove-under-way = A payment with it is under way. It can be removed as soon as that is through.
methods-remove-button = Remove { $method }
methods-keep = Keep it
news-method-default = Renewals are charged to it from now on.
news-method-removed = It is removed, and not charged any more.
error-payment-method-not-found = There is no such way to pay in your account.
error-payment-method-needed = This is the only way to pay, and subscriptions renew with it. Add another one first, or cancel these subscriptions.
error-payment-method-no-default-chosen = This is the default. Choose which of the others becomes it.
error-payment-method-under-way = A payment with it is under way. Remove it when that is through.
error-payment-method-expired = This card has expired. It cannot be the default.
audit-payment-method-default-changed = Made another way to pay the default
audit-payment-method-removed = Removed a way to pay
webhooks-kind-payment-method-added = A way to pay was added
webhooks-kind-payment-method-default-changed = Another way to pay became the default
webhooks-kind-payment-method-removed = A way to pay was removed
mail-payment-method-changed-subject = { $what ->
    [removed] Removed as a way to pay: { $method }
   *[default] Renewals are charged to { $method } from now on
}
mail-payment-method-changed-what = { $what ->
    [removed] { $by } removed { $method } as a way to pay on { $when }. It is not charged any more.
   *[default] { $by } made { $method } the default on { $when }.
}
mail-payment-method-changed-renews = From the next charge on, these are charged to { $default }: { $plans }.
mail-payment-method-changed-not-you = If you do not know about this, look at your payment methods, and change your password.
mail-payment-method-changed-action = Open payment methods
