# Webinars: a kind of meeting in which the host and the panelists speak, and all others watch and listen.
webinars-badge = Webinar
webinars-schedule = Schedule a webinar
webinars-new-title = Schedule a webinar
webinars-edit-title = Change the webinar
webinars-lead = You and the panelists speak; attendees watch and listen. They register first, unless you decide otherwise.
webinars-switch-hint = In a meeting everybody speaks; in a webinar only you and your panelists do. Once it is scheduled, it stays what it is.
webinars-to-webinar = Make it a webinar
webinars-to-meeting = Make it a meeting
webinars-field-panelists = Panelists
webinars-field-panelists-hint = E-mail addresses, with names or without, one a line or divided by commas. They may speak, and do not count as attendees. Each gets a mail that says so, with a link of their own.
webinars-field-attendees = Attendees to invite
webinars-field-attendees-hint = They need not register. Everybody else registers by the link on the webinar’s page.
webinars-attendees = Up to { $limit } attendees on the plan { $plan }. { $next } has room for more.
webinars-attendees-last = Up to { $limit } attendees on the plan { $plan }.
webinars-none = You have no licence for webinars: the plan { $plan } has none. { $lifted ->
    [yes] { $lifted_by } has them. If your account has that plan, whoever manages people in it can give you a licence.
   *[no] No plan here has them.
}
webinars-unlicensed = This webinar cannot be started now, because its host has no licence for webinars: the plan { $plan } has none. It stays as it is, with everybody who has a place, and all its links work. Nobody else can register until there is a licence. { $lifted ->
    [yes] { $lifted_by } has webinars.
   *[no] No plan here has webinars.
}
webinars-panelists = Panelists
webinars-panelists-none = Nobody yet.
webinars-places-hint = Left empty, as many as your plan has room for. Attendees you invite count, panelists do not.
webinars-invited = Invited attendees
webinars-home-limit = { $count ->
    [one] Webinars with { $count } attendee.
   *[other] Webinars with up to { $count } attendees.
}

webinars-join-over = A webinar of { $host }
webinars-join-not-yet = The webinar has not started
webinars-join-open = The webinar is open
webinars-join-over-state = The webinar is over
webinars-join-cancelled = The webinar was cancelled
webinars-join-registers = This webinar asks for registration
webinars-join-unlicensed = This webinar cannot start at present: its host has no licence for webinars. There is nothing for you to do, and your link stays as it is.
webinars-register-lead = You will watch and listen; the host and the panelists speak.
webinars-role = You take part as
webinars-role-host = Host
webinars-role-panelist = Panelist: you may speak
webinars-role-attendee = Attendee: you watch and listen

error-meeting-plan-no-webinars = You have no licence for webinars: the plan { $plan } has none. { $lifted ->
    [yes] With a licence of { $lifted_by } you can schedule this.
   *[no] No plan here has them.
}
error-meeting-plan-attendees = A webinar on the plan { $plan } has room for { $limit } attendees; those who have registered count. { $lifted ->
    [yes] { $lifted_by } has room for { $asked }.
   *[no] No plan has room for { $asked }.
}
error-meeting-unknown-kind = It is either a meeting or a webinar.
error-meeting-kind-stays = A meeting stays a meeting, and a webinar a webinar. Schedule another, and cancel this one.
error-meeting-webinars-only = Only a webinar has panelists. In a meeting everybody speaks: invite them.
error-registration-plan-places = On the plan { $plan } there are { $limit } places for those who register. { $lifted ->
    [yes] { $lifted_by } has room for { $asked }.
   *[no] No plan has room for { $asked }.
}

mail-webinar-part = { $part ->
    [host] Host
    [panelist] Panelist: you may speak
   *[attendee] Attendee: you watch and listen
}

mail-webinar-updated-what = { $reason ->
    [moved] { $organizer } moved one webinar of this series. The other webinars and the link to join stay as they are.
    [following] { $organizer } moved this webinar of the series and all that follow it. The link to join stays the same. Calendars get a new entry for them with this mail, and the end of the entry before with another.
    [reworded] { $organizer } gave one webinar of this series a title or an agenda of its own. Its time, the other webinars and the link to join stay as they are.
    [following_reworded] { $organizer } gave this webinar of the series and all that follow it another title or another agenda. Their times and the link to join stay as they are.
    [shortened] The webinars of this series that come first stay as they are. This mail brings the end of their entry to your calendar; those that follow have an entry of their own, in another mail.
    [put_back] { $organizer } put one webinar of this series back: it takes place when the series has it. The other webinars and the link to join stay as they are.
    [new_host] { $organizer } hosts this webinar from now on. Time, number and the link to join stay as they are.
    [new_address] This webinar is at another address from now on. The link before leads there, and nothing else has changed.
   *[changed] { $organizer } changed this webinar. The link to join is below.
}
mail-webinar-reminder-what = This webinar starts in half an hour.
mail-webinar-cancelled-what = { $reason ->
    [following] { $organizer } cancelled this webinar of the series and all that follow it. Those before it take place. There is nothing to do.
    [once] { $organizer } cancelled this one webinar of the series. The other webinars take place. There is nothing to do.
    [replaced] { $organizer } moved these webinars. This mail takes their former entry out of your calendar; another brings the new one. The link to join stays the same.
    [uninvited] { $organizer } took you off the list of those invited. The webinar takes place without you, and there is nothing to do.
   *[cancelled] { $organizer } cancelled this webinar. There is nothing to do.
}

news-webinar-scheduled = The webinar is scheduled. Panelists and everybody invited get a mail; others register.
