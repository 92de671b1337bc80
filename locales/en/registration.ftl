# Registration for meetings: the form for guests, one's own registration, and the host's page.
register-title = Register
register-manual = { $host } decides about each registration. You get a mail either way.
register-name = Your name
register-email = Your e-mail address
register-email-hint = The mail with your own join link goes here.
register-send = Register
register-who-reads = { $host } reads what you enter here.
register-closes = Registration closes on { $day }, { $time }.
register-left = { $count ->
    [0] No place is left.
    [one] One place is left.
   *[other] { $count } places are left.
}
register-sent = Look into your mail
register-sent-text = A mail is on its way to you. It says how you stand, and has everything you need to join.
register-sent-again = Nothing came? Look among unwanted mails, or register again with the same address.

registration-waiting = Waiting for a decision
registration-waiting-text = { $host } has not decided yet. You get a mail when that has happened.
registration-approved = You have a place
registration-approved-text = Use the join link from your mail: it is yours alone. Others come in by their own.
registration-refused = You have no place
registration-refused-text = { $host } has not given you a place.
registration-cancelled = Cancelled
registration-cancelled-text = You have cancelled your registration. Your join link no longer opens the meeting.
registration-of = { $name }, { $email }
registration-again = Register again
registration-cancel-title = You cannot come?
registration-cancel-text = Your place is free again for somebody else, and your calendar drops the meeting.
registration-cancel = Cancel my registration

registration-title = Registration
registration-lead = Guests register first and get a join link of their own by mail. Those you invite have one without registering.
registration-link = Where guests register
registration-link-label = Link to register
registration-settings = What is asked
registration-approval = Who gets a place
registration-automatic = Everybody who registers, while there are places
registration-manual = Only whom I approve
registration-places = Places
registration-places-hint = Left empty, as many as your plan has room for. People you invite do not count.
registration-closes = Closes on
registration-closes-time = At
registration-questions = Your own questions
registration-questions-hint = Beside name and address. Empty ones are left out.
registration-question = Question { $number }
registration-question-needed = Question { $number } must be answered
registration-open = Ask for registration
registration-save = Save
registration-end-title = Ask for no registration any more
registration-end-text = The join link opens the meeting for everybody who has it. Those who have registered keep their place.
registration-end = Stop asking
registration-on = { $count ->
    [0] Guests register first. Nobody has a place yet.
    [one] Guests register first. One person has a place.
   *[other] Guests register first. { $count } people have a place.
}
registration-off = Whoever has the join link can come.
registration-look-after = See who has registered
registration-set-up = Ask for registration

registrants-title = Who has registered
registrants-all = All
registrants-waiting = Waiting
registrants-approved = With a place
registrants-refused = Refused
registrants-cancelled = Cancelled
registrants-is-waiting = Waiting
registrants-is-approved = Has a place
registrants-is-refused = Refused
registrants-is-cancelled = Cancelled
registrants-approve = Give a place
registrants-refuse = Refuse
registrants-table = Download as a table
registrants-none = Nobody here yet
registrants-none-text = Give the link to those who may register.

join-registers = This meeting asks for registration
join-registers-text = Register first: you get a mail with a join link of your own. If you are registered or invited, use the link from your mail.
join-register = Register

news-registration-set = The meeting asks for registration like this.
news-registration-ended = The meeting asks for no registration any more.
news-registration-cancelled = Your registration is cancelled.
news-registrant-approved = They have a place, and get a mail.
news-registrant-refused = They have no place, and get a mail.

error-registration-not-found = This link leads to no registration. The meeting may not ask for one any more: ask whoever gave you the link.
error-registration-fields = Some of it needs another look. Nothing was saved.
error-registration-closed = Registration for this meeting is closed.
error-registration-full = No place is left in this meeting.
error-registration-over = This meeting is over.
error-registration-meeting-cancelled = This meeting was cancelled.
error-registration-they-cancelled = They have cancelled their registration. Only they can register again.
error-registration-refused = You have no place, so there is nothing to cancel.
error-registration-too-many = Too many people have registered for this meeting. Ask its host.
error-registration-approval = Choose who gets a place.
error-registration-places = Between 1 and { $limit } places.
error-registration-closes-before = Between 0 minutes and a year before the start.
error-registration-too-long = At most { $limit } characters fit here.
error-registration-too-many-questions = At most { $limit } questions.
error-registration-needed = This is needed.
error-registration-email = This is not an e-mail address.
