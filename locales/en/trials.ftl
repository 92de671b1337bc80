### Trials: what is offered, what a trial does, how it ends.

plans-try = Try { $name } free for { $days ->
    [one] one day
   *[other] { $days } days
}
cart-mode = Buy or try
cart-buy = Buy
cart-try = Try
cart-try-hint = { $days ->
    [one] One free day.
   *[other] { $days } free days.
} At the checkout you choose what follows.
cart-period-trial = { $days ->
    [one] one free day
   *[other] { $days } free days
}, then { $amount } { $period }
cart-add-another = Add another plan

checkout-trial = Trial
checkout-after-trial = When the free days are over
checkout-after-trial-end = It ends by itself
checkout-after-trial-end-hint = No card is needed. Nothing is charged; without a subscription your account is free again.
checkout-after-trial-subscribe = The subscription begins
checkout-after-trial-subscribe-hint = The first period is charged to your card when the trial ends. Cancel before, and nothing is charged.
checkout-trial-nothing-yet = Nothing begins before you have seen everything on the next page.

orders-start-trial = Start the trial
orders-method-none = Nothing; the trial ends by itself
orders-step-ordered = Order placed
orders-state-trial-provisioning = Your trial has begun. Your site is being set up
orders-state-trial-provisioning-text = This takes a minute or two. Meetings and links keep working meanwhile.
orders-state-trial-done = Your trial has begun, and your site is ready
orders-state-trial-done-text = Everything you had is here, and the new limits apply from now on. We write to you before the trial ends.
orders-state-trial-paid = Your trial has begun
orders-state-trial-paid-text = The new limits apply from now on. We write to you before the trial ends.

statement-trial = Trial
statement-title-trial = Trial of { $name }, { $seats }
statement-title-keep-after-trial = { $name } goes on after the trial
statement-trial-free = { $name }, { $seats }: free from { $from } to { $last }
statement-trial-subscribes = On { $date } the first period begins. Cancel before, and nothing is charged
statement-trial-ends = It ends by itself: nothing is charged, and without another subscription your account is free again
statement-trial-if-kept = If you subscribe before, from { $date }
statement-trial-reminder = Reminder by mail on { $date }
statement-way-back-end-trial = You can end the trial any day; before { $date } nothing is charged

subscriptions-subscribe = Subscribe
subscriptions-trial-ends = Free until { $last }. Then it ends by itself: nothing is charged and nothing is deleted. Subscribe, and everything goes on.
subscriptions-trial-goes-on = Free until { $last }. On { $date } the first period begins, and { $amount } is charged.
subscriptions-if-kept = If you subscribe: { $amount } on { $date }.
subscriptions-end-now = End the trial now
subscriptions-way-after-trial = After the free days
subscriptions-keep-after-trial-title = Subscribe
subscriptions-keep-after-trial-lead = The free days stay free. The first period begins when they are over.
subscriptions-button-keep = Subscribe from { $date }
news-subscription-kept = You are subscribed. The first period begins when the trial is over.

billing-trial = Trial
billing-trial-ends = Ends by itself, unless you subscribe
billing-trial-goes-on = First charge on { $date }, { $amount }

home-plan-trial = Trial until { $date }.
home-need-trial = Trial of { $name } until { $date }.

error-trial-not-offered = This plan has no trial. Buy it, or try another one.
error-trial-tried-before = Your account has tried this product before, and each can be tried once. You can buy it.
error-trial-kept-already = You are subscribed already: the first period begins when the trial is over.
error-cancel-ends-with-trial = There is nothing to cancel: the trial ends by itself, and nothing is charged. You can end it now.

audit-subscription-trial-started = A trial began
audit-subscription-trial-ending = The end of the trial was announced
audit-subscription-trial-kept = The trial was kept: the first period follows it
webhooks-kind-subscription-trial-started = A trial began
webhooks-kind-subscription-trial-ending = A trial ends soon
webhooks-kind-subscription-trial-kept = A trial was kept
