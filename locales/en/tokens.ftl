# Personal access tokens.
tokens-lead = A token lets a program act for you, within what you allow.
tokens-list = Your tokens
tokens-empty = No tokens yet
tokens-empty-text = Programs of yours will be listed here, with what each may do.
tokens-made = Your new token
tokens-made-text = Copy it now. It is not shown again.
tokens-made-on = Made on { $when }.
tokens-expires = Ends on { $when }.
tokens-endless = Holds until you revoke it.
tokens-used = Last used on { $when }.
tokens-unused = Not used yet.
tokens-revoke = Revoke
tokens-new = New token
tokens-name = Name
tokens-name-hint = Which program it is for.
tokens-scopes = What it may do
tokens-scope-profile-read = See your profile
tokens-scope-profile-write = Change your profile, end sessions and tokens
tokens-scope-meetings-read = See your meetings
tokens-scope-meetings-write = Schedule, change and cancel your meetings
tokens-scope-contacts-read = See your contacts
tokens-scope-contacts-write = Add, change, import and remove your contacts
tokens-scope-chats-read = Read your chats and search them
tokens-scope-chats-write = Write, change and remove messages in your chats; as an admin, set how long they are kept
tokens-scope-recordings-read = See, play and search your recordings
tokens-scope-recordings-write = Add, change, share and throw away your recordings; as an admin, set how long they are kept
tokens-scope-reports-read = See usage reports
tokens-scope-reports-write = Import usage reports
tokens-scope-billing-read = See plan, orders and invoices
tokens-scope-billing-write = Buy, change and pay
tokens-scope-site-write = Rename your site, change its look and its welcome text
tokens-scope-people-write = Invite people, assign roles and licences
tokens-scope-audit-read = Read what happened on the account
tokens-scope-webhooks-write = Manage webhooks
tokens-scope-exports-write = Make, download and delete archives of your data; as an owner, of the account’s
tokens-scope-imports-write = Hand in an archive of your data from another Plenum and bring it in
tokens-scope-operator = Run the deployment
tokens-life = How long it holds
tokens-life-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
tokens-life-endless = Until it is revoked
tokens-button = Make the token

news-token-revoked = The token is revoked. It opens nothing any more.
