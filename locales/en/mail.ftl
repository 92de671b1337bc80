### Mails. Each kind has a subject, which may name any value of its context, and what its templates say.
### Short sentences; what happened, what it means, what to do. See `mail::contexts` for the values.

mail-greeting = Hello { $name },
mail-greeting-nameless = Hello,
mail-sent-to = Sent to { $address }.
mail-choose = Choose which mails you get
mail-link-until = The link works until { $until }.

mail-confirm-email-subject = Confirm your e-mail address
mail-confirm-email-why = You signed up for { $service } with this address. Confirm it, and your account is ready.
mail-confirm-email-action = Confirm this address
mail-confirm-email-not-you = If it was not you, do nothing: without the confirmation there is no account.

mail-already-registered-subject = You already have an account
mail-already-registered-why = Someone, most likely you, signed up for { $service } with this address. It has an account already, so nothing was changed.
mail-already-registered-action = Sign in
mail-already-registered-reset = Forgotten the password? Set a new one.

mail-reset-password-subject = Set a new password
mail-reset-password-why = You asked for a new password for { $service }.
mail-reset-password-action = Set a new password
mail-reset-password-not-you = If it was not you, do nothing: your password stays as it is.

mail-password-changed-subject = Your password was changed
mail-password-changed-what = The password of your account was changed on { $when }.
mail-password-changed-not-you = If it was not you, set a new one now.
mail-password-changed-action = Set a new password

mail-passkey-added-subject = A passkey was added to your account
mail-passkey-added-what = The passkey “{ $passkey }” was added on { $when }. It can sign in to your account.
mail-passkey-added-not-you = If it was not you, remove it and change your password.
mail-passkey-added-action = Open the security page

mail-welcome-subject = Your account is ready
mail-welcome-what = Your meetings are at { $site }, on the plan { $plan }.
mail-welcome-limit = A meeting can last up to { $duration }. You can hold as many as you like.
mail-welcome-action = Open your home page

mail-meeting-when = When
mail-meeting-when-value = { $date }, { $time }
mail-meeting-before = Before
mail-meeting-length = Length
mail-meeting-repeats = Repeats
mail-meeting-number = Number
mail-meeting-password = Password
mail-meeting-password-ask = Ask { $organizer }
mail-meeting-action = { $part ->
    [participant] Join the meeting
   *[other] Join the webinar
}
mail-meeting-how = You need no account; a browser is enough.
mail-meeting-answer = Can you come?
mail-meeting-answer-yes = Yes
mail-meeting-answer-maybe = Maybe
mail-meeting-answer-no = No

mail-meeting-invitation-subject = { $part ->
    [panelist] Invitation to speak: { $title }
   *[other] Invitation: { $title }
}
mail-meeting-invitation-what = { $part ->
    [panelist] { $organizer } invites you to a webinar as a panelist: you may speak in it. The link below is yours alone.
    [host] { $organizer } invites you to a webinar as an alternate host.
    [attendee] { $organizer } invites you to a webinar. You need not register.
   *[participant] { $organizer } invites you to a meeting.
}
mail-meeting-updated-subject = { $reason ->
    [moved] Moved once: { $title }
    [following] Moved from now on: { $title }
    [reworded] Changed once: { $title }
    [following_reworded] Changed from now on: { $title }
    [shortened] Until then: { $title }
    [put_back] Put back: { $title }
    [new_host] New host: { $title }
    [new_address] New address: { $title }
   *[changed] Changed: { $title }
}
mail-meeting-updated-what = { $reason ->
    [moved] { $organizer } moved one meeting of this series. The other meetings and the link to join stay as they are.
    [following] { $organizer } moved this meeting of the series and all that follow it. The link to join stays the same. Calendars get a new entry for them with this mail, and the end of the entry before with another.
    [reworded] { $organizer } gave one meeting of this series a title or an agenda of its own. Its time, the other meetings and the link to join stay as they are.
    [following_reworded] { $organizer } gave this meeting of the series and all that follow it another title or another agenda. Their times and the link to join stay as they are.
    [shortened] The meetings of this series that come first stay as they are. This mail brings the end of their entry to your calendar; those that follow have an entry of their own, in another mail.
    [put_back] { $organizer } put one meeting of this series back: it takes place when the series has it. The other meetings and the link to join stay as they are.
    [new_host] { $organizer } hosts this meeting from now on. Time, number and the link to join stay as they are.
    [new_address] This meeting is at another address from now on. The link before leads there, and nothing else has changed.
   *[changed] { $organizer } changed this meeting. The link to join is below.
}
mail-meeting-reminder-subject = Soon: { $title }
mail-meeting-reminder-what = This meeting starts in half an hour.
mail-meeting-reminder-choose = You can do without these mails: choose in your profile which ones you get.
mail-meeting-cancelled-subject = { $reason ->
    [following] Series ends: { $title }
    [once] Cancelled once: { $title }
    [replaced] Replaced in your calendar: { $title }
    [uninvited] No longer invited: { $title }
   *[cancelled] Cancelled: { $title }
}
mail-meeting-cancelled-what = { $reason ->
    [following] { $organizer } cancelled this meeting of the series and all that follow it. Those before it take place. There is nothing to do.
    [once] { $organizer } cancelled this one meeting of the series. The other meetings take place. There is nothing to do.
    [replaced] { $organizer } moved these meetings. This mail takes their former entry out of your calendar; another brings the new one. The link to join stays the same.
    [uninvited] { $organizer } took you off the list of invitees. The meeting takes place without you, and there is nothing to do.
   *[cancelled] { $organizer } cancelled this meeting. There is nothing to do.
}

mail-order-placed-subject = Your order { $number }
mail-order-placed-what = We have your order { $number }. This is what it says.
mail-order-placed-total = Total
mail-order-placed-total-paid-with = Total, { $card }
mail-order-placed-next = Next, on { $date }
mail-order-placed-action = Open the order

mail-payment-declined-subject = A payment of { $amount } was declined
mail-payment-declined-reason = { $reason ->
    [insufficient_funds] { $means ->
        [debit] There was not enough money for { $amount } in your account: { $card }. The debit came back.
       *[card] The bank says that there is not enough money for { $amount } on your { $card }.
    }
    [needs_authentication] The bank wants you to confirm the payment of { $amount } with your { $card }.
    [expired_card] Your { $card } has expired, so { $amount } could not be paid with it.
   *[declined] { $means ->
        [debit] The bank returned the debit of { $amount }: { $card }. It does not tell us why.
       *[card] The bank declined the payment of { $amount } with your { $card }. It does not tell us why.
    }
}
mail-payment-declined-meaning = { $purpose ->
    [renewal] Your subscription goes on for now, with everything in it.
   *[order] Your order is kept as it is, and nothing was charged.
}
mail-payment-declined-retry = { $means ->
    [debit] We debit it again on { $date }: see that there is enough in the account by then. Or pay now with a card; then nothing is debited any more.
   *[card] We try again on { $date }. You can pay now, with this card or another.
}
mail-payment-declined-no-retry = { $means ->
    [debit] Pay with a card, or have it debited once more; the bank can tell you more.
   *[card] Pay with this card or another; the bank can tell you more.
}
mail-payment-declined-action = Pay { $amount }

mail-payment-confirming-subject = Your payment is being confirmed
mail-payment-confirming-what = The bank has not told us yet whether the { $amount } for your order { $number } went through. We ask until we know, and then we write to you.
mail-payment-confirming-meaning = There is nothing to do. You will not be charged twice.
mail-payment-confirming-action = Open the order

mail-payment-too-late-subject = { $what ->
    [change] Your payment came too late, nothing was changed
   *[order] Your payment came after the order had ended
}
mail-payment-too-late-what = { $what ->
    [change] { $amount } came in with your { $card } for the change { $number }. By then the order had ended, or your subscription had moved on.
   *[order] { $amount } came in with your { $card } for the order { $number }. By then the order had ended.
}
mail-payment-too-late-meaning = { $what ->
    [change] So nothing was changed: your subscription is as it was. If you still want the change, make it again; its price is worked out anew.
   *[order] So nothing was bought. If you still want it, order again.
}
mail-payment-too-late-money = The money is not lost. We have it on our list and look after it; when it goes back, a mail says when it arrives.
mail-payment-too-late-action = Open the order

mail-payment-found-subject = We have found your payment of { $amount }
mail-payment-found-what = { $amount } came in with your { $card }. After a failure on our side our records had lost it; we have found it by comparing them with our payment service.
mail-payment-found-meaning = The money stands to your credit. It pays the next invoice or order before anything is charged, so nothing is paid twice.
mail-payment-found-again = If it had paid an order or a change that you do not find any more, place it again: the credit pays it.
mail-payment-found-action = Show the credit

mail-site-ready-subject = Your site { $site } is ready
mail-site-ready-what = { $plan }: it is all there, at { $site }.
mail-site-ready-kept = Meetings, recordings and contacts are where they were.
mail-site-ready-links = Links that begin with { $site } keep working: they lead to the new address.
mail-site-ready-action = Open your site

mail-site-renamed-subject = Your site is now at { $site }
mail-site-renamed-what = { $by } renamed your site. From now on it is at { $site }.
mail-site-renamed-links = Links that begin with { $site } keep working: they lead to the new address. Nobody needs a new invitation, and nothing is charged.
mail-site-renamed-back = { $site } stays yours. You can go back to it at any time.
mail-site-renamed-action = Look at the site settings

mail-invoice-subject = Invoice { $number }, { $total }
mail-invoice-what = Your invoice is attached as a PDF. It is an electronic invoice as well, for accounting programs that read them.
mail-invoice-earlier = Attached as well, for earlier periods that are billed only now: { $numbers }.
mail-invoice-number = Invoice
mail-invoice-issued = Date
mail-invoice-period = Period
mail-invoice-total = Total
mail-invoice-state = State
mail-invoice-paid = Paid, { $card }
mail-invoice-due = To pay by { $date }
mail-invoice-collected = Debited about { $date }: { $account }
mail-invoice-mandate = Mandate
mail-invoice-open = To pay
mail-invoice-action = { $paid ->
    [yes] Show the invoice
   *[no] Pay the invoice
}

mail-subscription-renewed-subject = { $what ->
    [begun] { $plan }: the trial is over, the subscription begins
   *[renewed] { $plan }: renewed
}
mail-subscription-renewed-what = { $what ->
    [begun] Your trial is over, and the first period has begun. Everything goes on as it was.
   *[renewed] Your subscription goes on.
}
mail-subscription-renewed-paid = Paid, { $card }
mail-subscription-renewed-next = Next, on { $date }
mail-subscription-renewed-action = Open billing

mail-renewal-reminder-subject = { $plan }: renews in a week
mail-renewal-reminder-what = { $plan } renews on { $date }.
mail-renewal-reminder-charge = On { $date }
mail-renewal-reminder-paid = It is paid with { $card }. Nothing is to be done if you want to go on. Until then you can change it, or cancel it.
mail-renewal-reminder-unpaid = Nothing is kept to pay with: the invoice stays open until you pay it. Until then you can change it, or cancel it.
mail-renewal-reminder-action = See the subscription
mail-renewal-reminder-choose = You can do without these mails: choose in your profile which ones you get.

mail-refund-sent-subject = { $amount } is on its way back to you
mail-refund-sent-what = We are sending { $amount } back to where it was paid from: { $card }.
mail-refund-sent-arrival = It usually arrives between { $earliest } and { $latest }, that is within 3 to 5 business days. Your bank decides when it shows on your statement.
mail-refund-sent-invoice = It had paid invoice { $number }.
mail-refund-sent-action = Open billing

mail-provisioning-failed-subject = Setting up a site failed: order { $order }
mail-provisioning-failed-what = The step “{ $step }” failed { $attempts ->
    [one] once
   *[other] { $attempts } times
} and needs a person. The order is safe, and the customer sees that the site is still being set up.
mail-provisioning-failed-account = Account
mail-provisioning-failed-error = Error
mail-provisioning-failed-action = Open the order

mail-webhook-disabled-subject = A webhook was switched off
mail-webhook-disabled-what = { $endpoint } has not answered since { $since }. After { $failures ->
    [one] one failure
   *[other] { $failures } failures
} we no longer send anything there.
mail-webhook-disabled-meaning = Once it answers again, switch it back on.
mail-webhook-disabled-action = Open the webhook

mail-subscription-changed-subject = { $what ->
    [cancelled] { $plan }: cancelled
    [suspended] { $plan }: suspended until it is paid
    [ended] { $plan }: ended
    [withdrawn] { $plan }: goes on as before
    [resumed] { $plan }: back again
    [planned] { $plan }: planned
    [swapped] { $plan }: in place of what you had
    [kept] { $plan }: goes on after the trial
   *[changed] { $plan }: changed
}
mail-subscription-changed-lead = { $what ->
    [cancelled] { $plan } is cancelled. Everything works as before until it ends; { $date } is the first day without it.
    [suspended] { $plan } is suspended since { $date }, because an invoice is not paid. Paying it restores everything at once.
    [ended] { $plan } has ended on { $date }.
    [withdrawn] What was planned for { $plan } has been taken back. The subscription goes on as before.
    [resumed] { $plan } is back since { $date }.
    [planned] From { $date } on you have { $plan }. Until then nothing changes.
    [swapped] You have { $plan } since { $date }. It has taken the place of what you had before.
    [kept] { $plan } goes on after the trial. On { $date } the first period begins; until then it costs nothing, and you can cancel.
   *[changed] You have { $plan } since { $date }.
}
mail-subscription-changed-asked = Asked for
mail-subscription-changed-asked-by = { $moment }, by { $name }
mail-subscription-changed-replaced = In place of
mail-subscription-changed-charged = { $what ->
    [cancelled] Early-termination fee, with VAT
    [ended] Early-termination fee, with VAT
   *[changed] Charged, with VAT
}
mail-subscription-changed-credited = To your credit
mail-subscription-changed-refunded = Goes back to your payment method
mail-subscription-changed-next = Next charge
mail-subscription-changed-nothing = No further charge
mail-subscription-changed-kept = { $what ->
    [cancelled] Nothing is deleted. Meetings, recordings and links stay, and until the end you can undo the cancellation yourself.
    [suspended] Nothing is deleted. Meetings, recordings and links wait for you.
    [ended] Nothing was deleted. You can come back yourself, and find everything as it was.
   *[changed] Meetings, recordings and links stay as they are.
}
mail-subscription-changed-action = { $what ->
    [cancelled] See or undo it
    [suspended] Pay the invoice
    [planned] See or undo it
   *[changed] Open the subscription
}

mail-trial-subject = { $what ->
    [ends_soon] { $plan }: the trial ends in { $days_left ->
        [one] one day
       *[other] { $days_left } days
    }
    [over] { $plan }: the trial is over
   *[started] { $plan }: your trial has begun
}
mail-trial-lead = { $what ->
    [ends_soon] Your trial of { $plan } ends soon. The last free day is { $last }.
    [over] Your trial of { $plan } is over, and nothing was charged. Without another subscription your account is free again.
   *[started] You are trying { $plan }. The last free day is { $last }.
}
mail-trial-then = { $then ->
    [subscribe] On { $date } the first period begins, and { $amount } is charged. You can cancel any day before; then nothing is charged.
   *[end] Then it ends by itself: nothing is charged, and without another subscription your account is free again. Subscribe before that day and everything goes on; you choose whether the first period begins at once or after the free days.
}
mail-trial-free-until = Free until
mail-trial-paid-with = Paid with
mail-trial-reminder = Reminder
mail-trial-charge = { $then ->
    [subscribe] First charge, on { $date }
   *[end] First charge, if you subscribe, on { $date }
}
mail-trial-kept = { $what ->
    [over] Nothing was deleted. Meetings, links and recordings are where they were; subscribe, and all of it works as in the trial.
   *[started] Meetings, recordings and links stay as they are, whatever you decide.
}
mail-trial-action = { $what ->
    [started] Open the subscription
    [over] Subscribe
   *[ends_soon] { $then ->
        [subscribe] See or cancel it
       *[end] Subscribe
    }
}

mail-credit-used-subject = { $used } of your credit paid invoice { $number }
mail-credit-used-what = You asked for it: { $used } of your credit paid invoice { $number }.
mail-credit-used-paid = Nothing is left to pay of it.
mail-credit-used-used = Paid from your credit
mail-credit-used-left = Left to pay
mail-credit-used-balance = Stays on your credit balance
mail-credit-used-action = Show the invoice

mail-chat-retention-subject = Messages of your chats will be erased after { $days } days
mail-chat-retention-what = { $by } decided that the messages of the account’s chats are kept for { $days } days. What is older is erased for good, in the chats of everybody.
mail-chat-retention-from = Nothing is erased before { $from }. Until then the time can be changed, and people can keep what they need.
mail-chat-retention-action = See how long messages are kept

mail-recording-erasure-subject = Recordings of yours will be erased
mail-recording-erasure-what = Your account keeps recordings for { $days } days. For some of yours this time is nearly over: the first is erased { $from }, for good, with its transcript and its link.
mail-recording-erasure-more = { $count ->
    [one] One more recording goes after these.
   *[other] { $count } more recordings go after these.
}
mail-recording-erasure-keep = Download before then what you want to keep. Owners and admins can change for how long recordings are kept.
mail-recording-erasure-action = See your recordings
mail-export-ready-subject = The archive you can download is ready
mail-export-ready-account = The archive of your account’s data is ready. { $by } asked for it.
mail-export-ready-person = The archive of your data is ready.
mail-export-ready-size = { $parts ->
    [one] It is one file of about { $megabytes } MB.
   *[other] It is { $parts } files, together about { $megabytes } MB.
}
mail-export-ready-until = You can download it until { $until }. After that it is deleted, and you can ask for a new one.
mail-export-ready-action = Download the archive
mail-export-ready-not-you = If nobody you know asked for it, delete the archive on the same page and choose a new password.

mail-registration-subject = { $standing ->
    [waiting] Registered, to be decided: { $title }
    [approved] Your place: { $title }
    [refused] No place: { $title }
   *[cancelled] Registration cancelled: { $title }
}
mail-registration-what = { $standing ->
    [waiting] You have registered for a meeting of { $organizer }, who has yet to decide. You get a mail when that has happened.
    [approved] You have registered for a meeting of { $organizer }, and have a place.
    [refused] You have registered for a meeting of { $organizer }, who has not given you a place.
   *[cancelled] Your registration for a meeting of { $organizer } is cancelled. Your join link no longer opens it.
}
mail-registration-own-link = The link is yours alone: please do not hand it on.
mail-registration-page = { $standing ->
    [approved] See or cancel your registration
    [waiting] See or cancel your registration
   *[other] See your registration
}
