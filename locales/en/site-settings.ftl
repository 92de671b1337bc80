# The site's settings, and renaming it.
site-settings-title = Your site
site-settings-lead = Where people of your account meet, and what guests see there.
site-settings-address = Address
site-settings-link = Address of your site
site-settings-former = These lead here as well, and stay yours:
site-settings-rename = Another name
site-settings-name = Name in the address
site-settings-name-hint = Letters a to z, figures and hyphens. Nothing changes before you have seen what it does.
site-settings-preview = See what changes
site-settings-preview-with = See what changes with { $name }
site-settings-names = { $left ->
    [0] A site has { $most } names at most, and yours has had them all. You can go back to any of them.
    [one] A site has { $most } names at most; yours may be given one more. You can go back to any you had.
   *[other] A site has { $most } names at most; yours may be given { $left } more. You can go back to any you had.
}
site-settings-plans = See the plans
site-settings-welcome = Welcome text
site-settings-welcome-text = What guests read
site-settings-welcome-hint = On the front page of your site, at its meetings and at its rooms. One paragraph, at most 300 characters; empty for none.
site-settings-save = Save the text
site-rename-title = Rename to { $host }
site-rename-lead = Nothing has changed yet.
site-rename-moved = Somebody changed the site after you opened this page. This is what renaming it does now.
site-rename-changes = What changes
site-rename-address = The site moves from { $before } to { $after }, at once.
site-rename-new-links = Links in new invitations begin with { $after }.
site-rename-told = { $count ->
    [one] The owner is told by mail.
   *[other] The { $count } owners are told by mail.
}
site-rename-stays = What keeps working
site-rename-former = These addresses lead to the new one for ever, and stay yours: { $hosts }.
site-rename-meetings = { $count ->
    [0] No meeting is planned; numbers, passwords and links stay the same when one is.
    [one] One meeting to come keeps its number, its password and its link.
   *[other] { $count } meetings to come keep their numbers, passwords and links.
}
site-rename-rooms = { $count ->
    [0] Nobody has opened a personal room yet.
    [one] One personal room keeps its name, and its address leads to it.
   *[other] { $count } personal rooms keep their names, and their addresses lead to them.
}
site-rename-invitations = Invitations that were sent stay right. Nobody is invited anew.
site-rename-costs = What it costs
site-rename-nothing = Nothing. Plan, price and renewal stay as they are.
site-rename-left = { $left ->
    [0] It is the last new name your site may be given. You can still go back to those it had.
    [one] Afterwards it may be given one more new name.
   *[other] Afterwards it may be given { $left } more new names.
}
site-rename-returns = { $left ->
    [0] The site has had this name before, so no further one is used up. There are no new ones left.
    [one] The site has had this name before, so no further one is used up. One new name is left.
   *[other] The site has had this name before, so no further one is used up. { $left } new names are left.
}
site-rename-back = You can go back to { $before } in the same way, at any time.
site-rename-keep = Keep the present name
site-rename-confirm = Rename the site
news-site-renamed = Your site has its new address. The one before leads there.
news-site-saved = The welcome text of your site is saved.
