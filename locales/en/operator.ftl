# The operator's console: queues that need a person first, numbers second.
operator-title = Overview
operator-lead = What needs a person comes first. Everything else does itself.
operator-all-well = Nothing needs you
operator-all-well-text = Payments that stay unknown, work that was given up and mails that cannot be delivered will stand here.
operator-needs-you = Needs you
operator-queue-unknown-payments = Payments whose outcome nobody knows yet
operator-queue-late-payments = Money for orders that had ended
operator-queue-chargebacks = Payments that a bank took back
operator-queue-refunds = Refunds that failed or whose outcome nobody knows yet
operator-queue-set-ups = Sites whose set-up fails
operator-queue-given-up = Work that was given up
operator-queue-mails = Mails that cannot be delivered
operator-queue-webhooks = Webhook endpoints that were stopped
operator-see = See
operator-numbers = Numbers
operator-accounts-count = { $count ->
    [one] { $count } account
   *[other] { $count } accounts
}
operator-tier = Tier
operator-subscriptions = Subscriptions
operator-seats = Licences
operator-no-subscription = Nobody has subscribed yet.
operator-revenue = Invoiced in the last 30 days
operator-revenue-text = Tax included, by day and currency.
operator-no-revenue = Nothing was invoiced in the last 30 days.
operator-revenue-chart = Invoiced by day, { $from } to { $to }, { $total } in all
operator-day = Day
operator-amount = Amount

operator-account = Account
operator-opened = Opened
operator-plan = Plan
operator-site = Site
operator-search = Name or e-mail address
operator-search-button = Search
operator-accounts-none = No account found
operator-accounts-none-text = No name or address has this in it.
operator-first-hundred = The newest hundred are shown. Search to see others.
operator-people = People
operator-person = Person
operator-roles = Roles
operator-language = Language
operator-role-owner = Owner
operator-role-admin = Admin
operator-role-billing-contact = Billing contact
operator-role-host = Host
operator-role-member = Member
operator-subscription-period-end = Period ends
operator-state = State
operator-orders = Orders
operator-order = Order
operator-placed = Placed
operator-total = Total
operator-orders-none = No order yet
operator-orders-none-text = Orders of all accounts will be here, newest first.
operator-order-state-awaiting-payment = Waits for payment
operator-order-state-being-set-up = Paid, site being set up
operator-order-state-paid = Paid
operator-order-state-expired = Ended unpaid
operator-invoices = Invoices
operator-invoices-none = No invoice yet.
operator-trail = What happened
operator-none = None.

operator-set-ups-none = No site is being set up
operator-set-ups-none-text = Sites stand here from payment until their last step is done.
operator-step-open-site = Site opened
operator-step-move-meetings = Meetings moved there
operator-step-tell-people = People told
operator-step-failed = Failed { $count ->
    [one] once
   *[other] { $count } times
}: { $error }
operator-retry-now = Try again now

operator-mails-title = Mails
operator-mails-none = No mail here
operator-mails-none-text = Mails stand here as soon as something causes one.
operator-mails-all = All
operator-mail-state-queued = Waiting
operator-mail-state-undeliverable = Undeliverable
operator-mail-state-delivered = Delivered
operator-mail-to = To
operator-mail-subject = Subject
operator-mail-written = Written
operator-mail-language = Language
operator-mail-kind = Kind
operator-mail-attempts = Failed tries
operator-mail-error = Last error
operator-mail-attachments = Enclosed
operator-mail-text = Text
operator-mail-as-html = See it as mail programs show it
operator-mail-source = Download the message
operator-mail-not-kept = What this mail said is not kept here once it was delivered.
operator-mail-send-again = Send again

operator-jobs-title = Due work
operator-jobs-none = Nothing in this state
operator-jobs-none-text = Work is done when it falls due; what fails for good stands under “given up”.
operator-job-state-given-up = Given up
operator-job-state-waiting = Waiting
operator-job-state-done = Done
operator-job-kind = Kind
operator-job-key = Of
operator-job-due = Due
operator-job-attempts = Failed tries
operator-job-error = Last error
operator-job-revive = Try again

operator-webhooks-title = Webhooks that fail
operator-webhooks-endpoints = Stopped endpoints
operator-webhooks-deliveries = Failing deliveries
operator-webhooks-stopped = Stopped
operator-webhooks-none = Every receiver answers as it should.

operator-ledger-title = Ledger
operator-ledger-right = The books are right
operator-ledger-right-text = { $entries } entries of { $accounts } accounts balance, every chain holds, { $invoices } invoices and { $payments } payments stand in it once each, and no number is missing.
operator-ledger-wrong = The books are wrong
operator-ledger-download = Download the journal
operator-ledger-latest = Latest lines
operator-ledger-none = Nothing was booked yet.
operator-ledger-booked = Booked
operator-ledger-what = What
operator-ledger-account = Ledger account
operator-ledger-debit = Debit
operator-ledger-credit = Credit

operator-catalog-title = Catalog
operator-catalog-lead = What is sold from now on. Subscriptions keep the price they were bought at.
operator-catalog-versions = Versions
operator-catalog-version = Version
operator-catalog-published = Published
operator-catalog-by = By
operator-catalog-in-force = In force
operator-catalog-edit = Next version
operator-catalog-text = Catalog
operator-catalog-check = Check only
operator-catalog-publish = Publish this catalog
operator-catalog-refused = { $count ->
    [one] Not published: there is { $count } mistake. The catalog in force stays.
   *[other] Not published: there are { $count } mistakes. The catalog in force stays.
}
operator-catalog-line = Line { $line }: { $message }
operator-catalog-fine = No mistake was found. Nothing is published yet.
operator-catalog-warnings = Allowed, but perhaps not meant

news-operator-retried = It is tried again now.
news-operator-published = The catalog is published and in force.

error-operator-not-found = It is not there, or not in that state any more. Look at the list again.

operator-renewals-title = Renewals
operator-renewals-lead = Subscriptions are renewed together, each period exactly once.
operator-renewals-halted = The clock has jumped ahead
operator-renewals-halted-text = The last time seen was { $seen }; the clock then said { $found }. Nothing is billed until somebody has looked. If the clock is wrong, set it right and start Plenum again; if it is right, for instance after a long pause, say so.
operator-renewals-confirm = The time is right, go on billing
operator-renewals-run = Progress
operator-renewals-under-way = Under way since
operator-renewals-last = Last run:
operator-renewals-done = Done
operator-renewals-failed = Set aside
operator-renewals-remaining = Remaining
operator-renewals-rate = Per second
operator-renewals-none = Nothing has been renewed yet.
operator-renewals-next = Next renewal due:
operator-renewals-set-aside = Set aside
operator-renewals-all-well = Nothing is set aside
operator-renewals-all-well-text = A subscription that cannot be renewed is listed here with the reason; the others are renewed all the same.
news-operator-time-confirmed = The time is confirmed. Billing goes on.

operator-payments-title = Payments and refunds
operator-payments = Payments
operator-payment = Payment
operator-payment-day = Day
operator-payment-with = Paid with
operator-payment-paid = Paid
operator-payment-left = Not sent back
operator-payments-none = Nothing was paid yet
operator-payments-none-text = Payments stand here as soon as the gateway has taken money.
operator-chargebacks = Taken back by the payer’s bank
operator-chargeback-handle = I have dealt with it
operator-chargeback-handled = Dealt with
operator-refunds = Refunds
operator-refund = Refund
operator-refund-how-much = How much goes back
operator-refund-note = Why
operator-refund-note-hint = For the trail; the customer does not read it.
operator-refund-preview = Show what happens
operator-refund-what = What happens
operator-refund-back = Goes back
operator-refund-to = To
operator-refund-arrives = Expected
operator-refund-between = Between { $earliest } and { $latest } (3 to 5 business days)
operator-refund-left-after = Left of the payment
operator-refund-invoice = Invoice
operator-refund-reopens = { $number } is open again: { $open } to pay
operator-refund-no-invoice = None: the order had ended before the money came
operator-refund-told = Told
operator-refund-told-owners = The owners, by mail, when the gateway has taken it
operator-refund-send = Refund { $amount }
operator-refund-state-created = Being sent
operator-refund-state-pending = Under way
operator-refund-state-succeeded = Sent back
operator-refund-state-failed = Failed
operator-refund-state-unknown = Being confirmed
operator-refund-cause-credit-note = for a credit note
operator-refund-cause-balance = out of the credit balance
operator-refund-cause-late-payment = came for an order that had ended
operator-refund-cause-payment-reversed = payment sent back
news-refund-asked = The refund is on its way. Its state stands below.
news-chargeback-handled = The chargeback is marked as dealt with.
