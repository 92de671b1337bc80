# The join page: whose meeting it is, on which site and plan, when it starts, what stops it.
join-over = A meeting of { $host }
join-site-line = On { $site }, plan { $plan }
join-limit = Meetings on this plan end after { $limit }.
join-no-limit = This plan has no time limit.
join-ends-at-limit = It is planned for { $length }. On the plan { $plan } it ends after { $limit }.
join-about = About it
join-length = Length
join-repeats = Repeats
join-host = Host
join-number = Number
join-not-yet = The meeting has not started
join-not-yet-text = It starts on { $day }, { $time }. You can come in from { $opens }.
join-today-text = It starts today, { $time }. You can come in from { $opens }.
join-open = The meeting is open
join-open-text = It is planned from { $from } to { $until }.
join-open-later = Meeting in the browser comes with a later version of Plenum. This link stays the same.
join-over-state = The meeting is over
join-over-text = No further one is planned. Ask { $host } if you expected another.
join-cancelled = The meeting was cancelled
join-cancelled-text = { $host } called it off. There is nothing to do. Ask them if you expected it to take place.
join-password-asked = Who joins by number is asked for the password. With this link it is not needed.
join-calendar = Add to your calendar

join-unknown = This link leads to no meeting
join-unknown-text = It may be mistyped or cut off. Open it again from the invitation, or ask whoever invited you.
join-wait = Wait a little
join-wait-text = Too many links and numbers were tried from your network. Links from invitations go on working; other tries are looked at again from { $time }.
