# The page of the sandbox’s bank: it stands for the bank of a real card.
challenge-title = Your bank asks: is this payment yours?
challenge-lead = This page is the sandbox’s bank. With a real card, your own bank asks in its app or on its page.
challenge-amount = Amount
challenge-payee = Paid to
challenge-card = Card
challenge-until = Answer by
challenge-question = The payment
challenge-approve = It is mine, pay { $amount }
challenge-refuse = It is not mine
challenge-approved = You have confirmed this payment.
challenge-refused = You have refused this payment. Nothing was charged.
challenge-expired = The time to answer is over. Nothing was charged.
challenge-return = Back to Plenum
