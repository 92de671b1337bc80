# Archives of one's own data, and of the account's.
exports-title = Data export
exports-lead = An archive to keep or to take elsewhere. It is made in the background, waits for you { $days } days, and is then deleted.
exports-of-person = Your data
exports-holds-person = Profile and photo, meetings with a calendar file of each, your room, contacts as vCard and table, the chats you take part in with their files, your recordings with what was said in them, mails and what you did here.
exports-without-person = Without passwords, passkeys and access tokens. Nobody but you can make or download it.
exports-ask-person = Make an archive of your data
exports-from-profile = Take an archive of your data with you
exports-of-account = Your account’s data
exports-holds-account = People, roles and licences, sites, groups and settings, subscriptions, orders, invoices and credit notes with their PDFs, payments, the ledger, the history of usage reports and the audit trail.
exports-without-account = Without card numbers, secrets of webhooks, and what belongs to people alone: their meetings, contacts, chats and recordings. Only owners can make or download it.
exports-ask-account = Make an archive of the account
exports-as-of = As of { $at }
exports-state-writing = Being made
exports-state-ready = Ready
exports-state-cancelled = Deleted
exports-state-expired = Expired
exports-progress = Step { $done } of { $total }.
exports-written = So far: { $records ->
    [one] { $records } record
   *[other] { $records } records
} in { $parts ->
    [one] { $parts } part
   *[other] { $parts } parts
}.
exports-leave = You can leave this page. A mail tells you when it is ready.
exports-contents = { $records ->
    [one] { $records } record
   *[other] { $records } records
} in { $files ->
    [one] { $files } file
   *[other] { $files } files
}, { $size }.
exports-until = Here until { $until }.
exports-part = Part { $number } of { $total }, { $size }
exports-kilobytes = { $size } kB
exports-megabytes = { $size } MB
exports-cancel = Stop and delete
exports-delete = Delete the archive
exports-format = Each part is a ZIP file that opens by itself. The last one has manifest.json, which lists every file with its SHA-256.
news-export-asked = Your archive is being made.
news-export-deleted = The archive is deleted.
error-export-not-found = There is no such archive, or not any more.
error-export-writing = An archive is being made already. Wait until it is ready, or stop it.
error-export-too-many = You have asked for five archives within a day. Try again tomorrow.
