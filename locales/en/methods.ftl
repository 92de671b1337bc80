# The page of ways to pay: the default, several, removing one.
methods-lead = Renewals, trials that end and unpaid invoices are charged to the default. A change of it holds from the next charge on.
methods-kept = Kept
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
    [mandate] Mandate for direct debits: { $method }
   *[default] Renewals are charged to { $method } from now on
}
mail-payment-method-changed-what = { $what ->
    [removed] { $by } removed { $method } as a way to pay on { $when }. It is not charged any more.
    [mandate] { $by } gave the mandate for direct debits on { $when }: { $method }. What you owe is debited from it when it is the way to pay, and each debit is announced with its invoice.
   *[default] { $by } made { $method } the default on { $when }.
}
mail-payment-method-changed-renews = From the next charge on, these are charged to { $default }: { $plans }.
mail-payment-method-changed-not-you = If you do not know about this, look at your payment methods, and change your password.
mail-payment-method-changed-action = Open payment methods
mail-payment-method-changed-mandate = The reference of the mandate is { $mandate }. It stands on your bank’s statement with every debit.

# Direct debit.
debit-method-new = Direct debit from a bank account
debit-method-new-hint = In euros, from a SEPA country. The money is collected after about three days; what you order begins at once.
debit-name = Account holder
debit-iban = IBAN
debit-mandate = I authorise { $creditor } to collect what this account owes from this bank account by direct debit, and instruct my bank to honour it. Within eight weeks of a debit I can ask my bank for the money back.
debit-mandate-of = Mandate { $mandate }, given on { $date }
debit-mandate-default = Mandate { $mandate }, given on { $date }. The default: renewals are debited from it.
debit-test-accounts = Test accounts of the sandbox
debit-test-accounts-how = Any name. Debits are under way for three days.
payments-test-debit-settles = Collected after three days
payments-test-debit-fails = Fails after three days, not enough money
payments-test-debit-taken-back = Collected after three days, taken back three days later
debit-under-way-again = { $amount } will be debited once more about { $date }: { $account }. See that there is enough in the account by then.
invoices-state-debited = Being debited
invoices-debited = Debited about
debit-under-way = { $amount } will be debited about { $date }: { $account }. There is nothing to do.
error-debit-holder = Enter the name of the account’s holder, at most 70 characters.
error-debit-iban = This IBAN is not complete, or a character is mistyped: its check digits do not match.
error-debit-not-sepa = Accounts of this country cannot be debited. Use one in a SEPA country, or a card.
error-debit-not-a-test-account = The sandbox takes its test accounts only. They are listed below the form.
error-debit-no-mandate = Without the mandate nothing can be debited. Tick it, or pay another way.
error-payment-euros-only = Direct debits are in euros only. Pay with a card.
orders-state-debit-provisioning = Ordered. Your site is being set up
orders-state-debit-provisioning-text = This takes a minute or two and does not wait for the debit.
orders-state-debit-done = Your site is ready
orders-state-debit-done-text = Everything you had is here. The money is debited in the next days, and you have nothing to do.
orders-state-debit-paid = Your plan is in force
orders-state-debit-paid-text = The new limits apply from now on. The money is debited in the next days, and you have nothing to do.
orders-state-debit-cancellation-paid = The subscription is cancelled
orders-state-debit-cancellation-paid-text = The proof is on its way by mail. The fee is debited in the next days.
orders-step-debit = Debit under way, collected about { $date }
orders-step-debit-failed = The debit failed; the invoice is open
orders-debited-about = Debited about { $date }
orders-open = Still to pay
orders-declined-insufficient-funds-debit = There was not enough money in the bank account.
orders-declined-declined-debit = The bank returned the debit without a reason. It can tell you more.
audit-order-debited = The order is being debited: { $amount }, invoice { $invoice }
webhooks-kind-order-debited = An order’s debit is under way

# Bank transfers.
invoices-transferred = { $amount } came by bank transfer on { $date }.
invoices-transfer-title = By bank transfer
invoices-transfer-text = Transfer { $amount }, or a part of it. It counts when the money has come and has been entered here.
operator-transfers = Came by bank transfer
operator-transfer-new = Enter a transfer
operator-transfer-day = Day on the statement
operator-transfer-reference = Reference on the statement
operator-transfer-pays = Pays of this invoice
operator-transfer-left = Left to pay then
operator-transfer-credit = Too much, to the customer’s credit
operator-transfer-was-credit = { $amount } of it was too much and stands to the customer’s credit.
operator-transfer-told = The owners, by mail
operator-transfer-enter = Enter { $amount }
news-transfer-entered = The transfer is entered.
credit-transfer = Too much was transferred for invoice { $number }
error-transfer-not-an-amount = Write an amount above zero with the decimals of the currency, such as 12.00.
error-transfer-wrong-day = Choose a day from the date of the invoice to today.
error-transfer-reference-too-long = A reference has at most 140 characters.
error-transfer-id-used = This transfer was entered already, with other content. Open the invoice again to enter another one.
audit-transfer-received = { $amount } came by bank transfer for invoice { $invoice }
webhooks-kind-transfer-received = A bank transfer came in
mail-transfer-received-subject = Your transfer of { $amount } has come
mail-transfer-received-what = { $amount } came on { $date } for invoice { $number }. Thank you.
mail-transfer-received-left = { $amount } of the invoice is left to pay.
mail-transfer-received-paid = The invoice is paid.
mail-transfer-received-credit = { $amount } was more than was open. It stands to your credit and pays the next invoices.
mail-transfer-received-action = Open the invoice

# The gateway's own page, on which a way to pay is left.
visits-title = On the payment service’s page
visits-lead = Cards and bank accounts are entered on a secure page of our payment service. Their numbers never reach us. You come back here afterwards.
visits-begin = Go to the payment service
visits-add = Add a card or bank account
visits-none-kept = No way to pay is kept yet. Add one on the payment service’s page, then you come back here.
visits-title-gave-up = Nothing was added
visits-text-gave-up = You left the payment service’s page before it was finished. Nothing was kept and nothing was charged.
visits-title-waiting = Not finished yet
visits-text-waiting = The payment service has not told us of a card or account yet. If you have just finished there, this page finds it in a moment. Nothing is charged by adding one.
visits-title-silent = Being confirmed
visits-text-silent = The payment service does not answer at the moment. What you left there is not lost: this page asks again, and so do we. You need not add it twice.
visits-title-over = This visit is over
visits-text-over = Nothing was left on the payment service’s page within a day. Nothing was kept and nothing was charged.
visits-go-on = Go on there
visits-back = Back
error-payment-method-typed-here = Cards and accounts are kept directly here. There is no page of the payment service to go to.
error-method-visit-not-found = There is no such visit to the payment service’s page in your account.
