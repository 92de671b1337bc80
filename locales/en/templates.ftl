# Templates of meetings: kept, shared with the account, filled into the form.
templates-title = Templates
templates-lead = What you schedule again and again, ready to be filled in.
templates-new = New template
templates-own = Yours
templates-own-none = No templates yet
templates-own-none-text = Keep a meeting as a template from its page or from the form, or write one here.
templates-shared = From your account
templates-shared-none = Nothing from your account
templates-shared-none-text = Owners and admins can keep templates here for everybody.
templates-people = { $count ->
    [0] Nobody invited.
    [one] One person.
   *[other] { $count } people.
}
templates-use = Schedule with it
templates-from = From a template
templates-choose = Template
templates-choose-hint = It fills in the form below anew. Nothing is scheduled before you send it.
templates-choice-shared = { $name } (from your account)
templates-fill-in = Fill in the form
templates-save-as = Save as template
templates-kept = Kept as the template “{ $name }”. Your meeting is still here as you typed it; nothing is scheduled yet.

templates-new-title = New template
templates-edit-title = Change the template
templates-form-lead = A template has no day and no time. Limits of your plan are looked at when you schedule.
templates-form-name = Name
templates-field-name = Name of the template
templates-field-name-hint = You find it by this name; invitees do not see it.
templates-field-shared = For everybody in my account
templates-field-shared-hint = They schedule with it, with all that is in it, and cannot change it.
templates-field-duration-hint = Left empty, the form suggests one.
templates-field-ends-hint = Of a series that ends on a day, the form asks for the day.
templates-field-invitees-hint = E-mail addresses, with names or without, one a line or divided by commas. Nobody is written to before a meeting is scheduled.
templates-field-password-hint = Each meeting gets a new one. None is kept here.
templates-password-policy = As it is decided for whoever schedules
templates-password-always = With a password
templates-password-never = Without a password
templates-field-kind = What is made
templates-kind-meeting = A meeting
templates-kind-webinar = A webinar
templates-field-panelists-hint = Only of a webinar. E-mail addresses, with names or without, one a line or divided by commas.
templates-field-asks = Meetings made with it ask for registration, like this
templates-field-asks-hint = Otherwise a meeting asks for none, and in a webinar everybody can register. Who has registered is never kept in a template.
templates-field-closes = Closes before the start
templates-field-closes-unit = Counted in
templates-field-closes-hint = Left empty, it is open until the meeting is over. So is a meeting scheduled too late for this.
templates-closes-minutes = Minutes
templates-closes-hours = Hours
templates-closes-days = Days
templates-asks = Ask for registration, as the template says
templates-asks-hint = Otherwise whoever has the join link can come. You can change it on the meeting’s page later.
templates-asks-hint-webinar = Otherwise everybody can register, while there are places. You can change it on the webinar’s page later.
templates-asks-short = Asks for registration.
templates-asks-places = { $count ->
    [one] One place.
   *[other] { $count } places.
}
templates-asks-closes = Closes { $length } before the start.
templates-asks-question = { $needed ->
    [yes] Asks “{ $question }”, which must be answered.
   *[no] Asks “{ $question }”.
}
templates-save = Save the template
templates-name-lead = What you typed into the form is kept, and the form comes back as it is.
templates-name-what = Title, agenda, length, repetition, people and what registration asks are kept, and whether there is a password. Day, time and the password itself are not.
templates-name-back = Back to the form
templates-shared-lead = From your account. You can schedule with it; owners and admins change it.
templates-nobody = Nobody

templates-remove = Remove the template
templates-remove-title = Remove “{ $name }”
templates-remove-own = The template is removed.
templates-remove-shared = The template is removed for everybody in your account.
templates-remove-meetings = Meetings that were scheduled with it stay as they are.
templates-remove-final = A removed template cannot be brought back.
templates-remove-keep = Keep the template
templates-remove-confirm = Remove the template

news-template-added = The template is kept.
news-template-changed = The template is changed.
news-template-removed = The template is removed.

error-template-not-found = There is no such template among yours or your account’s. It may have been removed.
error-template-fields = The template cannot be kept like this. Nothing was saved.
error-template-changed = Somebody else changed the template after you opened this page. What you entered is still here; look at the template, then save again to put yours in its place.
error-template-changed-look = Somebody changed the template after you opened this page, so it was not removed. Look at it again first.
error-template-too-many = You have 50 templates, and there is room for no more. Remove one that you no longer need.
error-template-too-many-shared = Your account has 50 templates for everybody, and there is room for no more. Remove one that nobody needs.

audit-template-added = Kept a template of meetings
audit-template-changed = Changed a template of meetings
audit-template-removed = Removed a template of meetings
audit-account-template-added = Kept the template “{ $name }” for everybody
audit-account-template-changed = Changed the template “{ $name }” for everybody
audit-account-template-removed = Took the template “{ $name }” from everybody
webhooks-kind-account-template-added = A template for everybody was kept
webhooks-kind-account-template-changed = A template for everybody was changed
webhooks-kind-account-template-removed = A template for everybody was taken away
