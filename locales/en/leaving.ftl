# Leaving an account, or being removed from it: what becomes of whose things.
leaving-people-title = Remove from the account
leaving-people-what = They go on in a free account of their own. Before, you decide who gets their meetings, recordings and licences; the next page counts them.
leaving-people-link = Remove { $name }
leaving-people-planned = Leaves on { $when }
leaving-profile-title = Leave the account
leaving-profile-what = You go on in a free account of your own, with what is yours.
leaving-profile-link = Leave { $account }
leaving-remove-title = Remove { $name }
leaving-remove-lead = { $name } goes on in a free account of their own. Nothing is deleted, and every link goes on working. You decide who gets what; the next page shows it once more before anything happens.
leaving-leave-title = Leave { $account }
leaving-leave-lead = You go on in a free account of your own. Nothing is deleted, and every link goes on working. You decide who gets what; the next page shows it once more before anything happens.
leaving-last-owner-title = Name another owner first
leaving-last-owner = Nobody else is an owner who can sign in, and an account needs one. Make somebody an owner, and come back.
leaving-last-owner-link = See the people
leaving-things = What becomes of what
leaving-goes-along = What goes along
leaving-when = When
leaving-fate = Who gets this
leaving-nothing = Nothing is there to hand over.
leaving-what-meetings = { $series ->
    [0] { $meetings ->
        [one] One upcoming meeting
       *[other] { $meetings } upcoming meetings
    }
    [one] { $meetings ->
        [0] One series
        [one] One upcoming meeting and one series
       *[other] { $meetings } upcoming meetings and one series
    }
   *[other] { $meetings ->
        [0] { $series } series
        [one] One upcoming meeting and { $series } series
       *[other] { $meetings } upcoming meetings and { $series } series
    }
}
leaving-what-hosting = { $count ->
    [one] Alternate host of one meeting of somebody else
   *[other] Alternate host of { $count } meetings of others
}
leaving-what-recordings = { $count ->
    [one] One recording, { $megabytes } MB
   *[other] { $count } recordings, { $megabytes } MB
}
leaving-what-licences = { $count ->
    [one] One licence: { $names }
   *[other] { $count } licences: { $names }
}
leaving-hint-meetings = Numbers and links stay. Everybody invited gets an update for their calendar that names the new host, who also reads the chats of these meetings, as every host does.
leaving-hint-hosting = Whoever takes over may start and change these meetings.
leaving-hint-recordings = Links by which they are shared go on working. Nobody but the new owner sees what is in them.
leaving-hint-licences = Whoever has such a licence already does not get a second; it is free then.
leaving-unless-meetings = They go along
leaving-unless-hosting = Nobody
leaving-unless-recordings = They go along
leaving-unless-licences = Nobody: they are free
leaving-line-meetings-hand-over = { $what }: { $heir } hosts from then on. Numbers and links stay; everybody invited gets an update for their calendar.
leaving-line-meetings-keep = { $what }: these go along, on the shared site. Numbers stay, the links until now lead there, and everybody invited gets an update for their calendar.
leaving-line-hosting-hand-over = { $what }: { $heir } takes over.
leaving-line-hosting-end = { $what }: this ends.
leaving-line-recordings-hand-over = { $what }: { $heir } owns them from then on. Links by which they are shared go on working.
leaving-line-recordings-keep = { $what }: these go along. Links by which they are shared go on working.
leaving-line-licences-hand-over = { $what }: { $heir } has this from then on, unless they have the same already.
leaving-line-licences-end = { $what }: free for others.
leaving-got-meetings = { $count ->
    [one] You host one meeting more. Its number and its link are the same as before.
   *[other] You host { $count } meetings more. Their numbers and links are the same as before.
}
leaving-got-hosting = { $count ->
    [one] You are alternate host of one meeting more.
   *[other] You are alternate host of { $count } meetings more.
}
leaving-got-recordings = { $count ->
    [one] You own one recording more.
   *[other] You own { $count } recordings more.
}
leaving-got-licences = { $count ->
    [one] You have one licence more.
   *[other] You have { $count } licences more.
}
leaving-own-past = { $count ->
    [0] Past meetings: none.
    [one] One past or cancelled meeting.
   *[other] { $count } past or cancelled meetings.
}
leaving-own-contacts = { $count ->
    [0] Contacts: none.
    [one] One contact. Contacts belong to the person who keeps them; nobody else is shown them or gets them.
   *[other] { $count } contacts. Contacts belong to the person who keeps them; nobody else is shown them or gets them.
}
leaving-own-chats = { $count ->
    [0] Chats: none.
    [one] One chat. Nobody reads a chat who takes no part in it, so it cannot be handed over. Who leaves reads on in chats between two people, and nobody writes there any more.
   *[other] { $count } chats. Nobody reads chats who takes no part in them, so they cannot be handed over. Who leaves reads on in chats between two people, and nobody writes there any more.
}
leaving-own-room = { $count ->
    [0] Personal room: none yet.
    [one] The personal room with its address. A link in somebody’s calendar must not lead to a stranger, so nobody else gets it.
   *[other] The personal room with its { $count } addresses. A link in somebody’s calendar must not lead to a stranger, so nobody else gets it.
}
leaving-own-sign-in = Profile, password and passkeys. Sessions and access tokens end.
leaving-own-groups = Groups they are taken out of: { $names }.
leaving-archive = An archive for them first
leaving-archive-hint = Everything that is theirs as files, made before anything is handed over. They get a mail, and they alone can download it.
leaving-archive-yours = An archive for me first
leaving-archive-yours-hint = Everything that is yours as files, made before anything is handed over. A mail tells you when you can download it.
leaving-notice = Days until then
leaving-notice-hint = 0 to { $most }. Until then it can be taken back. With 0 it happens in the next minutes and cannot.
leaving-review = See what happens
leaving-review-remove-title = { $name } is removed on { $when }
leaving-review-leave-title = You leave on { $when }
leaving-review-lead = Nothing has happened yet.
leaving-review-happens = What happens then
leaving-review-told = Who is told
leaving-review-told-remove = { $name } is told by mail now, with these lines, and once more when it has happened. Whoever gets something is told then.
leaving-review-told-leave = You and the account’s owners are told by mail now. Whoever gets something is told when it has happened.
leaving-review-costs = What it costs
leaving-review-nothing = Nothing. Licences that get free stay paid until their subscription is changed.
leaving-review-archive = An archive is made first and mailed as a link, to { $name } alone.
leaving-review-back = Until { $when } it can be taken back.
leaving-review-no-back = It happens in the next minutes and cannot be taken back.
leaving-review-change = Change something
leaving-review-remove = Remove { $name }
leaving-review-leave = Leave the account
leaving-moved-title = Things have changed
leaving-moved = What was shown before is not what would happen now. Look at it once more; nothing has happened.
leaving-planned-remove-title = { $name } will be removed
leaving-planned-leave-title = { $name } leaves
leaving-planned-you-title = You leave { $account }
leaving-planned-when = On { $when }. { $by } asked for it.
leaving-planned-under-way = It is under way.
leaving-planned-happens = What happens then
leaving-planned-take-back = Take it back
leaving-planned-not-yours = Whoever leaves by themselves can take it back themselves.
leaving-planned-not-yours-them = An owner or admin of the account can take it back.
news-leaving-planned = It is planned. The page says what happens when.
news-leaving-taken-back = It is taken back; nothing happens.
error-leaving-planned = Somebody has asked for it already. The page shows what is planned; take that back to plan something else.
error-leaving-no-heir = Choose somebody who is in the account and can sign in.
error-leaving-heir-holds-none = They may not hold meetings. Give them the role of a host first, or choose somebody else.
error-leaving-notice = Type a number of days from 0 to 90.
error-leaving-nothing-planned = Nothing is planned any more. It was taken back, or has happened.
error-leaving-under-way = It is under way and cannot be taken back.
audit-person-leaving-planned = Planned that { $name } leaves the account
audit-person-leaving-taken-back = Took back that { $name } leaves the account
audit-person-leaving-stopped = { $name } did not leave the account: it was not possible as planned any more
audit-person-left = { $name } left the account
audit-meeting-handed-over = Handed “{ $title }” over to { $host }
audit-meeting-alternate-host-replaced = Replaced an alternate host of “{ $title }”
webhooks-kind-person-leaving-planned = It is planned that somebody leaves
webhooks-kind-person-leaving-taken-back = It was taken back that somebody leaves
webhooks-kind-person-leaving-stopped = Somebody did not leave as planned
webhooks-kind-person-left = Somebody left the account
webhooks-kind-meeting-handed-over = A meeting has another host
webhooks-kind-meeting-alternate-host-replaced = A meeting has another alternate host
mail-departure-subject = { $to ->
    [them] { $what ->
        [taken_back] You stay in { $account }
        [stopped] You stay in { $account } for now
        [done] You have an account of your own
       *[planned] { $how ->
            [leaves] You leave { $account }
           *[removed] You will be removed from { $account }
        }
    }
   *[others] { $what ->
        [taken_back] { $person } stays in { $account }
        [stopped] { $person } was not removed
       *[planned] { $person } leaves { $account }
    }
}
mail-departure-them = { $what ->
    [taken_back] It was taken back that you leave the account { $account }. Everything stays as it is.
    [stopped] You did not leave the account { $account }, as it was not possible as planned any more: somebody who was to get something is not there, or nobody else is an owner. Nothing was handed over.
    [done] You have left the account { $account }. You go on in a free account of your own; sign in as before, with the same address and password.
   *[planned] { $how ->
        [leaves] You leave the account { $account } on { $at } and go on in a free account of your own.
       *[removed] { $by } removes you from the account { $account } on { $at }. You go on in a free account of your own.
    }
}
mail-departure-others = { $what ->
    [taken_back] { $person } stays in the account { $account }: it was taken back.
    [stopped] { $person } did not leave the account { $account }, as it was not possible as planned any more: somebody who was to get something is not there, or nobody else is an owner. Nothing was handed over. You can plan it anew.
   *[planned] { $person } leaves the account { $account } on { $at }.
}
mail-departure-archive = { $what ->
    [done] An archive of everything that was yours was made before; a mail has its link.
   *[planned] An archive of everything that is yours is made before, and mailed to you as a link.
}
mail-departure-yours = { $what ->
    [done] Your contacts, your chats to read on, your personal room and your past meetings are with you. Nothing was deleted.
   *[planned] Your contacts, your chats to read on, your personal room and your past meetings go with you. Nothing is deleted.
}
mail-departure-action = { $what ->
    [done] Sign in
   *[planned] See what is planned
}
mail-handed-over-subject = { $from } left, and you have something more
mail-handed-over-what = { $from } left the account { $account }. What was theirs and is yours from now on:
mail-handed-over-told = Those invited to meetings were told that you host them.
mail-handed-over-action = See your meetings
