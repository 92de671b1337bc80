# Orders: the review before, the states after.
orders-review-title = Your order
orders-review-lead = This is what placing the order does, line by line. Until then you can edit everything.
orders-given = You have given
orders-order = Order
orders-moved-title = Something has changed in the meantime
orders-moved = Nothing was ordered. This is the new statement; look it over and place the order again.
orders-billed-to = Billed to
orders-used-at = Used at
orders-vat-id = VAT number
orders-site = Site
orders-method = Paid with
orders-accepted = Accepted
orders-place-and-pay = Pay { $amount } and place the order
orders-place = Place the order
orders-title = Order { $number }
orders-placed = Placed
orders-paid = Paid
orders-to-pay = To pay
orders-invoice = Invoice { $number }
orders-setup = Progress
orders-leave = You can leave this page. We write to you when the site is ready.
orders-go-home = Go to the home page
orders-edit = Edit the order
orders-other-card = Pay another way
orders-pay-again = Pay { $amount }
orders-authenticate = Confirm with your bank

orders-state-confirming = Your payment is being confirmed
orders-state-confirming-text = The answer of your bank is not here yet. We are asking for it; you are charged once at most, and this page changes by itself.
orders-state-needs-action = Your bank wants to hear from you
orders-state-needs-action-text = Confirm the payment on your bank’s page. You return here, and the order goes on.
orders-state-declined = The payment was declined
orders-state-declined-text = Nothing was charged, and your order is kept. Try another card, or the same one again.
orders-state-provisioning = Paid. Your site is being set up
orders-state-provisioning-text = This takes a minute or two. Meetings and links keep working meanwhile.
orders-state-done = Your site is ready
orders-state-done-text = Everything you had is here, and the new limits apply from now on.
orders-state-cancellation-paid = Paid. The subscription is cancelled
orders-state-cancellation-paid-text = The proof is on its way by mail. Until it ends you can undo the cancellation; the fee then goes back to your card.
orders-step-cancelled = Cancellation in force
orders-state-cancelled = This order was not placed
orders-state-cancelled-text = Nothing was charged.
orders-state-too-late = Your payment came too late
orders-state-too-late-text = By then the order had ended, so nothing was changed or bought. The money is not lost: we look after it, and when it goes back, a mail says so.

orders-declined-declined = Your bank has refused this card without a reason. It can tell you more.
orders-declined-insufficient-funds = There is not enough money on this card.
orders-declined-authentication = The bank could not confirm that it was you.
orders-declined-expired-card = This card has expired.

orders-step-paid = Payment received
orders-step-limits = New limits in force
orders-step-open-site = Site set up
orders-step-move-meetings = Meetings moved, old links lead to the new address
orders-step-tell-people = Owners told by mail
orders-step-retry = { $count ->
    [one] It did not work once. It is tried again by itself, and we are told.
   *[other] It did not work { $count } times. It is tried again by itself, and we are told.
}
orders-list = Orders
orders-list-empty = Orders will be here
orders-list-empty-text = Each order stays here, from the first click to the site that is ready.
orders-column-number = Order
orders-column-what = What
orders-column-placed = Placed
orders-column-state = State
orders-column-total = Total
orders-badge-awaiting-payment = Waits for payment
orders-badge-provisioning = Being set up
orders-badge-done = Done
orders-badge-cancelled = Not placed
orders-state-paid = Paid. Your plan is in force
orders-state-paid-text = The new limits apply from now on.
orders-accepted-one = { $document }, version { $version }
