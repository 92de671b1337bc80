# Meetings: lists, the form, a meeting's page, calling one off; what is wrong with a field.
meetings-title = Meetings
meetings-tab-upcoming = Upcoming
meetings-tab-past = Past and cancelled
meetings-schedule = Schedule a meeting
meetings-zone = Times in { $zone }
meetings-tab-month = Calendar
meetings-search-label = Title, number, or somebody invited
meetings-search-button = Search
meetings-search-all = Show all
meetings-search-none = Nothing found
meetings-search-none-text = No meeting here has this in its title or number, or somebody by this name or address among those invited to yours.
meetings-month-other = Other months
meetings-month-before = Previous month
meetings-month-today = This month
meetings-month-after = Next month
meetings-month-now = Today
meetings-month-empty = No meetings in { $month }
meetings-month-empty-text = Meetings you hold or are invited to stand on their days.
meetings-month-more = { $count } more
meetings-month-more-of =
    { $count ->
        [one] { $count } more meeting on { $day }
       *[other] { $count } more meetings on { $day }
    }
meetings-month-left-off = There are more meetings in this month than are shown here. The lists have them all.
meetings-more = More meetings
meetings-first = Back to the beginning
meetings-empty-upcoming = Your meetings will be here
meetings-empty-upcoming-text = Schedule the first one. Guests join by a link, without an account.
meetings-empty-past = Nothing here yet
meetings-empty-past-text = Meetings that are over or cancelled stay here, with their links.
meetings-state-open = Open
meetings-state-over = Over
meetings-state-cancelled = Cancelled
meetings-host-line = Host: { $name }
meetings-alternate = You are alternate host.

meetings-new-title = Schedule a meeting
meetings-edit-title = Change the meeting
meetings-form-what = What
meetings-form-when = When
meetings-form-repeats = Repeats
meetings-form-who = Who
meetings-form-access = Access
meetings-field-title = Title
meetings-field-agenda = Agenda
meetings-field-agenda-hint = Invitees read it in the invitation and in their calendar.
meetings-field-date = Date
meetings-field-time = Time
meetings-field-zone = Time zone
meetings-field-zone-hint = A series keeps this local time, in summer and in winter.
meetings-field-duration = Length in minutes
meetings-field-duration-limit = Up to { $length } on the plan { $plan }. { $next } allows longer meetings.
meetings-field-duration-limit-last = Up to { $length } on the plan { $plan }.
meetings-field-duration-decided = Up to { $length }, as your account has decided.
meetings-field-duration-by-group = Up to { $length }, as the group { $group } has decided.
meetings-field-repeats = How often
meetings-repeat-once = Once
meetings-repeat-weekly = Weekly
meetings-repeat-monthly-day = Monthly, on the same day
meetings-repeat-monthly-weekday = Monthly, on the same weekday, such as the second Tuesday
meetings-repeat-monthly-last = Monthly, on the last such weekday
meetings-field-interval = Every how many weeks or months
meetings-field-days = On these days
meetings-field-days-hint = With none chosen, the day of the first meeting.
meetings-field-ends = Ends
meetings-ends-never = Never
meetings-ends-on = On a day
meetings-ends-after = After a number of meetings
meetings-field-until = Last day
meetings-field-count = How many meetings
meetings-field-invitees = Invitees
meetings-field-invitees-hint = E-mail addresses, with names or without, one a line or divided by commas. Each gets a mail with the link and an entry for the calendar.
meetings-field-alternate-hosts = Alternate hosts
meetings-field-alternate-hosts-hint = Their e-mail addresses. Whoever has an account here can start and change the meeting.
meetings-field-password = Meeting password
meetings-field-password-hint = For those who join by number. The join link and the invitation work without typing it. Leave it empty, and the number alone opens nothing.
meetings-save-new = Schedule and invite
meetings-save-edit = Save and tell everyone
meetings-plan-see = Compare the plans

meetings-when = When
meetings-when-value = { $day }, { $time }
meetings-starts = Starts
meetings-when-yours = For you
meetings-length = Length
meetings-repeats = Repeats
meetings-next-times = Next times
meetings-host = Host
meetings-alternate-hosts = Alternate hosts
meetings-alternate-without-account = { $email } (no account here yet)
meetings-invitees = Invitees
meetings-invitees-none = Nobody invited yet.
meetings-invitees-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
meetings-meeting-number = Meeting number
meetings-password = Password
meetings-password-none = None. The number alone opens nothing; the link does.
meetings-site = Site
meetings-agenda = Agenda
meetings-join-link = Join link
meetings-open-join = Open the join page
meetings-calendar-file = Calendar file
meetings-change = Change
meetings-cancel = Cancel the meeting
meetings-was-cancelled = This meeting was cancelled. Its link says so to whoever opens it.
meetings-is-over = This meeting is over.
meetings-ends-at-limit = It is planned for { $length }, and on the plan { $plan } it ends after { $limit }. { $next } allows the whole time.
meetings-ends-at-limit-last = It is planned for { $length }, and on the plan { $plan } it ends after { $limit }.
meetings-ends-decided = It is planned for { $length }. Your account has decided that meetings end after { $limit }.
meetings-ends-by-group = It is planned for { $length }. The group { $group } has decided that meetings end after { $limit }.

meetings-cancel-title = Cancel “{ $title }”
meetings-cancel-now = What happens
meetings-cancel-all = All meetings of this series that are still to come are cancelled.
meetings-cancel-one = The meeting on { $day } is cancelled.
meetings-cancel-told = { $count ->
    [0] Nobody needs to be told.
    [one] One person is told by mail, and their calendar drops it.
   *[other] { $count } people are told by mail, and their calendars drop it.
}
meetings-cancel-link = The join link stays, and says that the meeting is cancelled.
meetings-cancel-final = A cancelled meeting cannot be brought back. You can schedule another.
meetings-cancel-keep = Keep the meeting
meetings-cancel-confirm = Cancel the meeting

meetings-time-title = One meeting of the series
meetings-time-others = Change it alone, or together with all that follow.
meetings-time-change = Move or cancel
meetings-time-is-off = This meeting is cancelled.
meetings-time-by-series = In the series it is on { $day }, { $time }.
meetings-time-move = Change this meeting
meetings-time-cancel = Cancel this meeting
meetings-time-put-back = Put this meeting back
meetings-time-zone = In the time zone { $zone }.
meetings-time-keep = Leave it as it is
meetings-time-see-move = Look at the change
meetings-time-see-cancel = Look at the cancellation
meetings-time-see-put-back = Look at putting it back
meetings-time-before = So far
meetings-time-after = After that
meetings-time-off = Cancelled
meetings-time-same = Nothing changes: the meeting is like this already. Nobody is told.
meetings-time-told = { $count ->
    [0] Nobody needs to be told.
    [one] One person is told by mail, and their calendar changes this meeting alone.
   *[other] { $count } people are told by mail, and their calendars change this meeting alone.
}
meetings-time-link = Join link, number and the other meetings stay as they are.
meetings-time-back = Until the meeting is over it can be changed again or put back.
meetings-time-see-following = Look at ending the series
meetings-time-cancel-following = Cancel this and all that follow
meetings-time-following = This meeting and all that follow it are cancelled. The last of the series is on { $day }.
meetings-time-following-told = { $count ->
    [0] Nobody needs to be told.
    [one] One person is told by mail, and the series ends in their calendar.
   *[other] { $count } people are told by mail, and the series ends in their calendars.
}
meetings-time-following-link = Join link, number and the meetings before it stay as they are.
meetings-time-following-back = To have them back, give the series a later end again. What was changed of single ones among them is lost.
meetings-time-again = Back
meetings-time-alone = This meeting alone
meetings-time-all = This meeting and all that follow
meetings-time-all-hint = They keep their rhythm from the new day on, and there are as many of them as before. What they are called and who is invited stays.
meetings-time-see-move-following = Look at moving them
meetings-time-move-following = Move this and all that follow
meetings-time-moved-told = { $count ->
    [0] Nobody needs to be told.
    [one] One person is told by mail, and their calendar moves these meetings.
   *[other] { $count } people are told by mail, and their calendars move these meetings.
}
meetings-time-moved-link = Join link and number stay the same for all meetings of the series, and those before stay as they are.
meetings-time-moved-back = Until they are over, they can be moved again.
meetings-time-dropped = { $count ->
    [one] One meeting among them differed from the series. It goes by the series again.
   *[other] { $count } meetings among them differed from the series. They go by the series again.
}
meetings-time-words = Title and agenda of this and all that follow
meetings-time-words-hint = Those before keep theirs, and so do single meetings with a title or an agenda of their own. Times, link and number stay.
meetings-time-see-reword-following = Look at the new words
meetings-time-reword-following = Call this and all that follow so
meetings-time-reworded-told = { $count ->
    [0] Nobody needs to be told.
    [one] One person is told by mail, and their calendar calls these meetings so.
   *[other] { $count } people are told by mail, and their calendars call these meetings so.
}
meetings-time-reworded-before = The meetings before it keep what they are called. Times, join link and number stay for all.
meetings-time-reworded-own = { $count ->
    [one] One meeting among them has words of its own, and keeps them.
   *[other] { $count } meetings among them have words of their own, and keep them.
}
meetings-time-reworded-replaces = From some later meeting on, others had been set: these take their place.
meetings-time-reworded-back = Until they are over, they can be changed again.
meetings-called-from = Called from { $day } on
meetings-time-from = From
meetings-time-called = Is called
meetings-time-no-agenda = None
meetings-changed-times = Not as in the series
meetings-changed-moved = { $was }: moved to { $day }, { $time }
meetings-changed-off = { $was }: cancelled
meetings-changed-reworded = { $was }: a title or an agenda of its own
meetings-changed-hint = When the series gets other days or times, these changes are dropped where they no longer fit.

meetings-repeats-weekly = { $interval ->
    [1] Every week on { $days }
   *[other] Every { $interval } weeks on { $days }
}
meetings-repeats-monthly = { $interval ->
    [1] Every month on { $day }
   *[other] Every { $interval } months on { $day }
}
meetings-repeats-until = { $rule }, until { $last }
meetings-repeats-times = { $rule }, { $count ->
    [one] once
   *[other] { $count } times
}
meetings-list-comma = { $list }, { $name }
meetings-list-and = { $list } and { $name }
meetings-on-weekday-1 = Monday
meetings-on-weekday-2 = Tuesday
meetings-on-weekday-3 = Wednesday
meetings-on-weekday-4 = Thursday
meetings-on-weekday-5 = Friday
meetings-on-weekday-6 = Saturday
meetings-on-weekday-7 = Sunday
meetings-on-day = day { $day }
meetings-on-day-or-last = day { $day }, or the last day of a shorter month
meetings-on-last-day = the last day
# 1 to 4, or -1 for the last.
meetings-on-nth-weekday-1 = { $nth ->
    [1] the first Monday
    [2] the second Monday
    [3] the third Monday
    [4] the fourth Monday
   *[other] the last Monday
}
meetings-on-nth-weekday-2 = { $nth ->
    [1] the first Tuesday
    [2] the second Tuesday
    [3] the third Tuesday
    [4] the fourth Tuesday
   *[other] the last Tuesday
}
meetings-on-nth-weekday-3 = { $nth ->
    [1] the first Wednesday
    [2] the second Wednesday
    [3] the third Wednesday
    [4] the fourth Wednesday
   *[other] the last Wednesday
}
meetings-on-nth-weekday-4 = { $nth ->
    [1] the first Thursday
    [2] the second Thursday
    [3] the third Thursday
    [4] the fourth Thursday
   *[other] the last Thursday
}
meetings-on-nth-weekday-5 = { $nth ->
    [1] the first Friday
    [2] the second Friday
    [3] the third Friday
    [4] the fourth Friday
   *[other] the last Friday
}
meetings-on-nth-weekday-6 = { $nth ->
    [1] the first Saturday
    [2] the second Saturday
    [3] the third Saturday
    [4] the fourth Saturday
   *[other] the last Saturday
}
meetings-on-nth-weekday-7 = { $nth ->
    [1] the first Sunday
    [2] the second Sunday
    [3] the third Sunday
    [4] the fourth Sunday
   *[other] the last Sunday
}

# In calendars, below the agenda.
meetings-calendar-joining =
    Join: { $link }
    Meeting number: { $number }
    No account is needed; a browser is enough.
meetings-calendar-joining-password =
    Join: { $link }
    Meeting number: { $number }
    Password: { $password }
    No account is needed; a browser is enough.

news-meeting-scheduled = The meeting is scheduled. Everyone invited gets a mail.
news-meeting-updated = The meeting is changed. Everyone it concerns gets a mail.
news-meeting-cancelled = The meeting is cancelled. Everyone it concerned gets a mail.
news-meeting-time-moved = The meeting is changed. Everyone it concerns gets a mail.
news-meeting-time-cancelled = This one meeting is cancelled. Everyone it concerned gets a mail.
news-meeting-time-put-back = The meeting is back where the series has it. Everyone it concerns gets a mail.
news-meeting-following-moved = This meeting and all that follow are moved. Everyone they concern gets a mail.
news-meeting-following-reworded = This meeting and all that follow have their new words. Everyone they concern gets a mail.
news-meeting-following-cancelled = This meeting and all that follow are cancelled. Everyone they concerned gets a mail.

error-meeting-not-found = There is no such meeting among yours. It may belong to somebody else.
error-meeting-cancelled = The meeting was cancelled, so it cannot be changed. Schedule another.
error-meeting-no-such-time = The series has no such meeting. It may have become shorter; open the series again.
error-meeting-time-over = This meeting of the series is over, or would be. Choose one that is still to come.
error-meeting-only-time = No other meeting of the series is to come. Cancel the whole series instead.
error-meeting-too-many-exceptions = Too many meetings of this series differ from it. Put some of them back, or schedule a new series.
error-meeting-time-changed = Somebody changed the series after you opened this page. Nothing was done; this is what would happen now.
error-meeting-changed-look = Somebody changed the meeting after you opened this page, so it was not cancelled. Look at it again first.
error-meeting-changed = Somebody else changed the meeting after you opened this page. What you entered is still here; look at the meeting, then save again to put yours in its place.
error-meeting-fields = The meeting cannot be scheduled like this. Nothing was saved and nobody was told.
error-meeting-missing = This is needed.
error-meeting-too-long = { $most ->
    [one] At most one character fits here.
   *[other] At most { $most } characters fit here.
}
error-meeting-characters = There are characters in it that cannot be shown. Type it again instead of pasting it.
error-meeting-not-a-time = This is not a date and a time of day.
error-meeting-past = This moment is past. Choose a later one.
error-meeting-too-far = That is too far ahead. The last possible day is { $latest }.
error-meeting-before-earlier = It would begin before the meetings that stay as they are have ended. Choose a time after { $earlier }.
error-meeting-unknown-zone = This time zone is not known. Choose one from the list.
error-meeting-minutes = A meeting lasts { $least } to { $most } minutes.
error-meeting-plan-minutes = Meetings on the plan { $plan } last up to { $limit } minutes. { $lifted ->
    [yes] { $lifted_by } allows { $asked }.
   *[no] No plan allows { $asked }.
}
error-meeting-decided-minutes = Your account has decided that meetings last up to { $limit } minutes.
error-meeting-decided-minutes-by-group = The group { $group } has decided that meetings last up to { $limit } minutes.
error-meeting-plan-people = Meetings on the plan { $plan } have room for { $limit } people, you included. { $lifted ->
    [yes] { $lifted_by } has room for { $asked }.
   *[no] No plan has room for { $asked }.
}
error-meeting-unknown-repeat = Choose how often it repeats from the list.
error-meeting-interval = It can repeat every 1 to { $most } weeks or months.
error-meeting-weekday = “{ $asked }” is not a day of the week.
error-meeting-month-day = The day of the month is a number from 1 to 31.
error-meeting-end-date = Say on which day the series ends.
error-meeting-end-before-start = The series would end before its first meeting. Choose a later last day.
error-meeting-count = A series has 1 to { $most } meetings.
error-meeting-address = “{ $asked }” is not an e-mail address.
error-meeting-too-many = { $most ->
    [one] At most one person can be named here.
   *[other] At most { $most } people can be named here.
}
error-meeting-length = It has { $least } to { $most } characters.
