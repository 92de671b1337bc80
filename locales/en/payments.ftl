# Ways to pay.
payment-card-ending = { $brand ->
    [visa] Visa
    [mastercard] Mastercard
    [american_express] American Express
    [sepa_debit] Bank account
   *[other] Card
} ending { $last4 }
payment-by = { $means ->
    [card] by card
    [direct_debit] by direct debit
    [transfer] by transfer
   *[several] in several ways
}
payments-methods = Payment methods
payments-add = Add a payment method
payments-add-lead = Those added before stay.
payments-keep = Keep this payment method

# Test cards of the sandbox, by what they do.
payments-test-cards = Test cards of the sandbox
payments-test-cards-how = Any name, any date to come, any three figures.
payments-test-approve = Approved
payments-test-decline = Declined
payments-test-insufficient-funds = Declined, not enough money on it
payments-test-lost-card = Declined, reported lost
payments-test-needs-authentication = Approved after the bank has asked once
payments-test-always-needs-authentication = The bank asks every time
payments-test-decline-renewals = Approved now, renewals declined
payments-test-timeout-after-charge = Charged, but the answer is lost; the order is being confirmed
payments-test-timeout-before-charge = The first charge is lost on the way, the next succeeds
payments-test-pending = Under way for ten minutes, then approved
payments-test-pending-then-declined = Under way for ten minutes, then declined
payments-test-refund-answer-lost = Approved; the answer to a refund is lost
payments-test-refund-pending = Approved; refunds take a day
payments-test-refund-fails = Approved; refunds fail after a day
payments-test-charged-back = Approved; after three days the bank takes the money back
news-card-kept = It is kept. Renewals are charged to it from now on.
news-card-kept-beside = It is kept. Renewals are charged as before.
