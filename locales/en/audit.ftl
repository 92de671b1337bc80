# What happened on the account: a sentence for each action. Values come from the entry.
audit-title = What happened on the account
audit-lead = Every change, who made it, when, and from where. Entries can be added, never changed.
audit-when = When
audit-who = Who
audit-what = What
audit-from = From
audit-system = Plenum
audit-via-portal = portal
audit-via-api = API
audit-via-job = by itself
audit-via-command = command line
audit-details = Particulars
audit-before = Before
audit-after = After
audit-times = Times are in { $zone }.
audit-empty = Nothing has happened yet
audit-empty-text = Every change of the account will stand here.
audit-verify = Check that nothing was altered
audit-verified = { $count ->
    [one] The chain holds: { $count } entry, unaltered since it was written.
   *[other] The chain holds: { $count } entries, each unaltered since it was written.
}
audit-broken = Entry { $number } does not fit the one before it. The trail was altered from outside; tell whoever runs this service.
audit-newest = To the newest

audit-account-opened = Opened the account { $name }
audit-operator-granted = Became operator of this deployment
audit-person-signed-in = Signed in
audit-password-changed = Changed the password
audit-session-ended = Ended a session
audit-session-others-ended = Ended all other sessions
audit-token-made = Made the access token { $name }
audit-token-revoked = Revoked an access token
audit-passkey-added = Added a passkey
audit-passkey-removed = Removed a passkey
audit-profile-changed = Changed the profile
audit-order-placed = Placed an order of { $total }
audit-order-paid = The order was paid: { $paid }, invoice { $invoice }
audit-order-expired = The order of { $total } ended unpaid
audit-payment-method-added = Added a way to pay
audit-payment-declined = A payment was declined
audit-payment-too-late = { $paid } came for an order that had ended
audit-invoice-issued = Invoice { $number } was issued: { $total }
audit-invoice-paid = Invoice { $number } was paid: { $paid }
audit-refund-asked = Asked for a refund of { $amount }
audit-refund-succeeded = { $amount } was sent back
audit-refund-failed = The refund of { $amount } failed
audit-payment-charged-back = The payer’s bank took { $amount } back
audit-payment-found = A payment of { $amount } was found that our books had lost; it is credited
audit-refund-found = A refund of { $amount } was found that our books had lost
audit-operator-chargeback-handled = Dealt with a chargeback of { $amount }
audit-subscription-started = A subscription began
audit-subscription-renewed = The subscription was renewed, invoice { $invoice }
audit-subscription-past-due = The renewal was declined, invoice { $invoice } is open
audit-site-ready = The site { $address } is ready
audit-site-renamed = Renamed the site from { $before } to { $address }
audit-site-changed = Changed the welcome text of the site
audit-meeting-scheduled = Scheduled “{ $title }”
audit-meeting-updated = Changed “{ $title }”
audit-meeting-cancelled = Cancelled “{ $title }”
audit-meeting-time-moved = Moved one meeting of “{ $title }”
audit-meeting-time-cancelled = Cancelled one meeting of “{ $title }”
audit-meeting-time-put-back = Put one meeting of “{ $title }” back
audit-meeting-following-cancelled = Ended the series “{ $title }” earlier
audit-chats-retention-changed = Changed how long the messages of chats are kept
audit-room-changed = Changed the settings of their room
audit-room-renamed = Moved their room from { $before } to { $name }
audit-room-restored = Restored the defaults of their room
audit-webhook-endpoint-added = Added the webhook endpoint { $url }
audit-webhook-endpoint-removed = Removed the webhook endpoint { $url }
audit-webhook-endpoint-enabled = Enabled the webhook endpoint { $url } again
audit-webhook-endpoint-disabled = Deliveries to { $url } failed for days and were stopped
audit-webhook-endpoint-secret-changed = Made a new secret for { $url }
audit-webhook-endpoint-tested = Sent a test event to { $url }
audit-webhook-replayed = Sent an event to { $url } again
audit-webhook-missed-replayed = Sent what { $url } had missed: { $deliveries ->
    [one] { $deliveries } event
   *[other] { $deliveries } events
}
audit-operator-work-revived = An operator gave work another try
audit-operator-mail-retried = An operator sent a mail another time
audit-operator-set-up-retried = An operator had the site’s set-up tried again

audit-subscription-changed = The subscription was changed
audit-subscription-change-planned = A change was planned for the renewal
audit-subscription-cancelled = The subscription was cancelled; it ends with its period
audit-subscription-swapped = The subscription was swapped for another product
audit-subscription-withdrawn = What was planned for the subscription was taken back
audit-subscription-ended = The subscription has ended
audit-subscription-resumed = The subscription is back
audit-subscription-trial-ended = The trial ended, the first period began
audit-credit-note-issued = Credit note { $number } was issued for invoice { $invoice }: { $total }
audit-subscription-suspended = The subscription was suspended; invoice { $invoice } is open
audit-subscription-restored = The subscription serves again
