# The statement: what a change does. Labels, and one sentence for each kind of line.
statement-valid-until = valid until { $time }
statement-blocks = What stands in the way
statement-now = Now
statement-next = Next
statement-gain = You gain
statement-lose = You lose
statement-data = Data
statement-links = Links
statement-told = Told
statement-way-back = Way back
statement-nothing = Nothing

statement-title-order = { $name }, { $seats }
statement-title-renewal = Renewal of { $name }

statement-line-charge = { $name }, { $quantity } × { $unit }
statement-line-charge-part = { $name }, { $billed } of { $full } days, { $quantity } × { $unit }
statement-line-credit = Unused { $name }
statement-line-credit-part = Unused { $name }, { $billed } of { $full } days, { $quantity } × { $unit }
statement-line-fee = Early-termination fee, { $name }, { $quantity } × { $unit }
statement-line-discount = Discount, { $name }
statement-line-period = { $from } to { $to }. A full period, so the whole price.
statement-line-days = { $from } to { $to }: { $billed } of { $full } days are billed.
statement-line-seconds = { $from } to { $to }, to the second: { $billed } of { $full } seconds are billed.
statement-net = Sum without VAT
statement-tax-standard = VAT { $rate } on { $net }
statement-tax-zero = VAT 0 %
statement-tax-reverse-charge = VAT: reverse charge
statement-tax-reverse-charge-explain = Your company accounts for the VAT in its own country, under the VAT number you gave.
statement-tax-exempt = VAT: exempt
statement-tax-outside-scope = VAT: outside its scope
statement-to-pay = To pay today
statement-to-pay-with = To pay today, { $method }
statement-nothing-to-pay = Nothing to pay today

statement-next-monthly = { $date }, then monthly
statement-next-annual = { $date }, then every year
statement-next-each = { $date }, then at each renewal
statement-next-explain = At today’s prices and tax. You are told before it is charged, and you can cancel any time before that day.
statement-next-none = No further charge

statement-gain-line = { $entitlement }: { $after }, until now { $before }
statement-gain-new = { $entitlement }
statement-gain-new-value = { $entitlement }: { $after }
statement-lose-line = { $entitlement }: { $after }, until now { $before }
statement-lose-gone = { $entitlement }

statement-data-meetings = { $count ->
    [0] Your calendar stays as it is
    [one] Your scheduled meeting stays as it is
   *[other] Your { $count } scheduled meetings stay as they are
}
statement-data-recordings = Recordings and transcripts stay
statement-data-settings = Contacts, reports and settings stay

statement-links-site-address = Your site moves from { $from } to { $to }
statement-links-join-links-redirect = Join links already sent keep working and lead to the new address
statement-links-numbers-stay = Meeting numbers stay the same

statement-told-by-mail = { $email }, by mail
statement-told-buyer-by-mail = { $email }, by mail, with the invoice
statement-told-webhook-receivers = Your webhook receivers

statement-way-back-until-paid = Leave this page and nothing happens, until you place the order
statement-way-back-none = This cannot be undone
statement-links-all-stay = All join links stay as they are

statement-title-change = { $name }, { $seats }
statement-title-change-later = { $name }, { $seats }, from { $date }
statement-title-swap = { $name }, { $seats }, in place of { $from }
statement-swap-begins = { $name }, from { $date }
statement-swap-ends = { $name } ends on { $date }
statement-line-fee-back = Early-termination fee, { $name }
statement-fee-reducing = Until { $until }, { $left ->
    [one] one month at { $price } is
   *[other] { $left } months at { $price } are
} left to pay for each licence. The fee is { $share } of that: { $unit } each.
statement-fee-fixed = A fixed fee of { $unit } each. Until { $until }, { $left ->
    [one] one month at { $price } is
   *[other] { $left } months at { $price } are
} left to pay; it is never more than that.
statement-fee-back = It was charged on invoice { $number } and comes back whole.
statement-committed = { $name } is committed until { $date }
statement-title-cancel = Cancel { $name } at { $date }
statement-title-withdraw = Keep { $name } as it is
statement-title-resume = Start { $name } again
statement-title-end-trial = End the trial of { $name } now
statement-balance-used = Paid from your credit balance
statement-credited = Added to your credit balance
statement-refunded = Goes back to your payment method, in 3 to 5 business days
statement-way-back-change-again = You can change it again at any time
statement-way-back-until = You can take this back until { $date }
