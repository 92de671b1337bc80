# Groups of an account's people, and what is decided for them.
policy-title = Groups and settings
policy-lead = Decide settings for everybody or for groups: as a default, which people may change for themselves, or locked.
policy-groups = Groups
policy-order = Where several groups say something about one setting of a person, the one higher up counts. A lock goes before every default, and a lock of the account before those of groups.
policy-people-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
policy-decides-nothing = Decides nothing yet
policy-raise = Move up
policy-remove = Remove
policy-remove-what = Its people stay in the account; what the group decides for them ends at once.
policy-remove-button = Remove this group
policy-none = There are no groups
policy-none-text = Make one to decide settings for some of your people.
policy-new = New group
policy-name = Name of the group
policy-add = Make the group
policy-account = For everybody
policy-account-text = This holds for everybody in the account, unless a group says otherwise. What is locked here is locked for all groups.
policy-group-title = Group
policy-group-who = Who
policy-people = Who is in it
policy-people-hint = Their e-mail addresses, one on each line, at most { $most }. Whoever is not listed leaves the group and stays in the account.
policy-group-rules = Settings
policy-group-text = This holds for everybody in the group.
policy-save = Save
policy-force = Decided here
policy-force-none = Not decided here
policy-force-default = As a default
policy-force-locked = Locked
policy-default-on = On, as a default
policy-default-off = Off, as a default
policy-locked-on = On, locked
policy-locked-off = Off, locked
policy-minutes-value = Minutes, empty for never
policy-minutes-most = Minutes
policy-on = on
policy-off = off
policy-never = never
policy-minutes = { $minutes ->
    [one] after { $minutes } minute
   *[other] after { $minutes } minutes
}
policy-as-the-plan = as long as the plan allows
policy-at-most = { $minutes ->
    [one] up to { $minutes } minute
   *[other] up to { $minutes } minutes
}
policy-shortened = Your account has decided how long; the plan allows more.
policy-shortened-by-group = The group { $group } has decided how long; the plan allows more.
policy-setting-room-lobby = Personal room: people wait in the lobby
policy-setting-room-auto-lock = Personal room: locks by itself
policy-setting-room-share = Personal room: participants may share their screen
policy-setting-room-chat = Personal room: participants may write in the chat
policy-setting-room-unmute = Personal room: participants may unmute themselves
policy-setting-room-record = Personal room: participants may record
policy-setting-room-password = Personal room: has a password
policy-setting-meeting-password = Meetings: have a password
policy-setting-meeting-minutes = Meetings: longest duration
policy-setting-mail-meeting-reminders = Mails: before a meeting of theirs starts
policy-setting-mail-meeting-changes = Mails: invitations to meetings, their changes and cancellations
policy-setting-mail-renewal-reminders = Mails: some days before a subscription renews
policy-setting-mail-news = Mails: what is new in Plenum
policy-rule-default = { $setting } – { $value }, as a default
policy-rule-locked = { $setting } – { $value }, locked
policy-kept = Saved meanwhile: { $kept }
policy-kept-nothing = nothing decided
policy-kept-nobody = nobody
policy-kept-locked = { $value }, locked
policy-kept-default = { $value }, as a default
policy-why-own = Your own choice.
policy-why-account-lock = Locked by your account.
policy-why-group-lock = Locked by the group { $group }.
policy-why-account-default = Default of your account.
policy-why-group-default = Default of the group { $group }.
policy-holds = Settings
policy-holds-shipped = { $value }, nobody decided it
policy-holds-own = { $value }, their own choice
policy-holds-account-lock = { $value }, locked by the account
policy-holds-group-lock = { $value }, locked by the group { $group }
policy-holds-account-default = { $value }, default of the account
policy-holds-group-default = { $value }, default of the group { $group }

news-policy-saved = The settings for everybody are saved.
news-group-added = The group is made. Say who is in it, and what it decides.
news-group-saved = The group is saved.
news-group-raised = The group has moved up.
news-group-removed = The group is removed. Its people are still in the account.

audit-policy-changed = Changed the settings for everybody
audit-group-added = Made the group { $name }
audit-group-changed = Changed the group { $name }
audit-group-raised = Moved the group { $name } up, before { $above }
audit-group-removed = Removed the group { $name }
webhooks-kind-policy-changed = The settings for everybody were changed
webhooks-kind-group-added = A group was made
webhooks-kind-group-changed = A group was changed
webhooks-kind-group-raised = A group was moved up
webhooks-kind-group-removed = A group was removed

error-policy-unknown-setting = There is no such setting.
error-policy-twice = This setting is decided twice. Decide it once.
error-policy-not-a-switch = Choose on or off.
error-policy-not-minutes = Choose 1 to 60 minutes, or never.
error-policy-not-a-length = Choose 5 to 1440 minutes.
error-policy-no-default = How long meetings last at most can only be locked.
error-policy-locked-off = Nobody is kept from using a password. Decide it as a default.
error-meeting-password-needed = Your account has decided that meetings have a password. Enter one.
error-meeting-password-needed-by-group = The group { $group } has decided that meetings have a password. Enter one.
error-room-setting-locked = Your account or one of your groups has locked this setting meanwhile. It is shown as it is now; save again to keep the rest.
error-notifications-locked = Your account or one of your groups has locked one of these mails meanwhile. They are shown as they are now; save again to keep the rest.
error-policy-changed = Somebody else changed the settings for everybody after you opened this page. What you chose is still here, with what they saved beside it. Saving now goes over their change.
error-group-changed = Somebody else changed the group after you opened this page. What you entered is still here, with what they saved beside it. Saving now goes over their change.
error-group-changed-look = Somebody else changed the group after you opened this page, so it was not removed. Look at it again first.
error-group-not-found = There is no such group in your account; somebody may have removed it.
error-group-name-missing = Give the group a name.
error-group-name-too-long = Use at most 60 characters.
error-group-name-characters = There is a character in it that cannot be printed. Type it again.
error-group-name-taken = Your account has a group of this name. Choose another.
error-group-unknown-people = Nobody in your account has these addresses: { $addresses }. Correct them, or invite these people first.
error-group-too-many = Your account has 50 groups, and that is the most. Remove one first.
error-group-too-many-people = A group has at most 500 people. Make a second one.
