# Many people invited from a list.
intake-title = Invite many
intake-lead = Paste a list or choose a file. You see row by row what will happen; nobody is written to before you confirm.
intake-who = Who
intake-file = A file
intake-file-hint = CSV or text, as spreadsheets and other services save it: up to { $most } rows and { $megabytes } MB.
intake-list = Or paste addresses
intake-list-hint = One to a line, or with commas or semicolons between them. Names may stand beside: Ada Lee <ada@example.org>.
intake-columns = Which columns are read
intake-columns-text = By their headings, in English, French or Russian: e-mail; name, or first and last name; role; licence. Without headings one column is the address and the other the name. A role or licence in a row stands before what you choose below; “none” means no licence.
intake-columns-others = User lists of Zoom, Webex and GoTo are read as they are. Whoever is not active in Webex is left out.
intake-roles-hint = For everybody whose row names no role.
intake-licences-hint = For everybody whose row names no licence, as long as there are some. They are held from the invitation on.
intake-resend = Send invitations again that nobody has answered yet
intake-resend-hint = Otherwise they stay as they are.
intake-kept = The list is kept for { $days } days and then forgotten.
intake-button = See what will happen
intake-report = List of people
intake-rows-all = { $many ->
    [one] one row
   *[other] { $many } rows
}
intake-rows = { $from } to { $to } of { $many }
intake-moved = Something changed since you saw the preview
intake-moved-text = Nobody was invited. This is what would happen now.
intake-done-on = Done on { $when }
intake-done-text = { $many ->
    [one] One mail is on its way.
   *[other] { $many } mails are on their way.
}
intake-pending = See who is invited
intake-result = What will happen
intake-result-done = What has happened
intake-count-invite = { $many ->
    [one] One person is invited
   *[other] { $many } people are invited
}
intake-count-resend = { $many ->
    [one] One invitation is sent again
   *[other] { $many } invitations are sent again
}
intake-count-done-invite = { $many ->
    [one] One person was invited
   *[other] { $many } people were invited
}
intake-count-done-resend = { $many ->
    [one] One invitation was sent again
   *[other] { $many } invitations were sent again
}
intake-count-unchanged = { $many ->
    [one] Nothing changes for one person
   *[other] Nothing changes for { $many } people
}
intake-count-refused = { $many ->
    [one] One row cannot be taken
   *[other] { $many } rows cannot be taken
}
intake-pool = { $name }: { $given } given, { $left } stay free
intake-pool-done = { $name }: { $given } were given, { $left } were left
intake-unused = Columns that are not used: { $columns }
intake-nothing-yet = Nothing has happened yet.
intake-kept-until = Kept until { $when }.
intake-confirm = { $many ->
    [one] Send one invitation
   *[other] Send { $many } invitations
}
intake-download = Rows that cannot be taken, with reasons
intake-remove = Forget this list
intake-show-all = All rows
intake-show-invite = Invited
intake-show-resend = Sent again
intake-show-unchanged = Nothing changes
intake-show-refused = Cannot be taken
intake-line = Line
intake-outcome = What happens
intake-reason = Reason
intake-none = No such rows
intake-none-text = Rows that end this way stand here.
intake-what-invite = Will be invited
intake-what-resend = Will be sent again
intake-what-stays-invited = Invited already
intake-what-here = In the account
intake-what-left-out = Left out
intake-what-refused = Cannot be taken
intake-done-invite = Invited
intake-done-resend = Sent again
intake-done-stays-invited = Was invited already
intake-done-here = Was in the account
intake-done-left-out = Left out
intake-done-refused = Not taken
intake-note-stays-invited = Their invitation stays as it is.
intake-note-here = Nothing of theirs changes.
intake-note-left-out = Not active where the list comes from.
news-intake-done = The invitations are on their way.
news-intake-removed = The list is forgotten.
error-intake-nobody = There is nobody in it. Paste addresses, or choose a file that has some.
error-intake-too-many-rows = There are more than 10,000 people in it. Cut the list in two.
error-intake-not-found = There is no such list any more.
error-intake-nothing-to-do = Nobody of this list can be invited now, so nothing was done.
error-intake-repeated = The address stands on line { $line } already.
error-intake-no-role = There is no role called “{ $word }”.
error-intake-no-licence = Your account has no licence called “{ $word }”.
error-intake-none-free = No licence of { $name } is free any more.
error-intake-deactivated = Somebody deactivated has this address. Reactivate them on their page.
error-table-too-large = The file is too large. Cut it in two.
error-table-encoding = Line { $line } has characters that cannot be read. Save the file as CSV in UTF-8.
error-table-not-text = This is no text. Save the table as CSV.
error-table-open-quote = A quotation mark on line { $line } is never closed. Close it, or take it out.
error-table-too-many-rows = The table has too many rows. Cut it in two.
error-table-too-many-cells = Line { $line } has too many columns. Is the file a table?
