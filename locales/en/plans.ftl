# Plans and prices. Entitlements and their values serve the comparison, the statement and the limits.
plans-title = Plans and prices
plans-lead = Start free. Before you order, you see what it costs and what it changes, line by line.
plans-products = Products
plans-interval = Paid
plans-monthly = Monthly
plans-annual = Annual
plans-annual-monthly = Annual, paid monthly
commitment-fee-reducing = { $share } of what is left to pay
commitment-fee-fixed = { $amount } a licence, and no more than is left to pay
commitment-hint = You commit for a year at a time. Ending it early costs { $fee }.
commitment-hint-free = You commit for a year at a time.
plans-annual-saving = save up to { $amount } a year
plans-currency = Currency
plans-currency-show = Show
plans-yours = Your plan
plans-per-seat-month = per { $noun } and month
plans-per-seat-year = per { $noun } and year
plans-billed-monthly = Billed every month.
plans-saves = You save { $amount } a year.
plans-buy = Buy { $name }
plans-start-free = Start with { $name }
plans-quoted = By quote, for larger organizations, with net terms and a person who looks after you.
plans-quoted-ask = Ask for a quote
plans-compare = Compare the plans
plans-compare-what = What it allows
plans-fine = Good to know
plans-tax-added = Prices are without tax. VAT is added where it is due and shown before you order.
plans-tax-included = Prices include VAT.
plans-retention = When a paid plan ends, recordings and reports stay readable for { $days ->
    [one] { $days } day
   *[other] { $days } days
}, and you can export everything. Come back and all of it is there.

plans-value-yes = Yes
plans-value-no = No
plans-value-unlimited = No limit
plans-value-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
plans-value-people = { $count }
plans-value-countries = { $count ->
    [one] { $count } country
   *[other] { $count } countries
}
plans-value-gigabytes = { $size } GB
plans-value-megabytes = { $size } MB

plans-entitlement-meeting-minutes = Longest meeting
plans-entitlement-participants = Participants in a meeting
plans-entitlement-attendees = Webinar attendees
plans-entitlement-recording-storage = Recording in the cloud
plans-entitlement-transcription = Transcripts
plans-entitlement-phone-numbers = Phone numbers to dial in
plans-entitlement-call-me = Call Me
plans-entitlement-call-me-countries = Countries Call Me reaches
plans-entitlement-vanity-site = A site address of your own
plans-entitlement-reports = Usage reports
plans-entitlement-sso = Single sign-on

plans-feature-meeting-minutes = Meetings up to { $value }
plans-feature-meeting-minutes-unlimited = Meetings of any length
plans-feature-participants = { $count ->
    [one] { $count } participant
   *[other] { $count } participants
}
plans-feature-attendees = { $count ->
    [one] { $count } webinar attendee
   *[other] { $count } webinar attendees
}
plans-feature-recording-storage = Recording, with { $value } of storage
plans-feature-transcription = Transcripts beside the recording
plans-feature-phone-numbers = Phone numbers to dial in
plans-feature-call-me = Call Me at the start of the meeting
plans-feature-call-me-countries = Call Me in { $value }
plans-feature-vanity-site = A site address of your own
plans-feature-reports = Usage reports
plans-feature-sso = Single sign-on

# What is bought by the piece: the word alone, and with a number.
plans-unit-organizer = organizer
plans-units-organizer = { $count ->
    [one] { $count } organizer
   *[other] { $count } organizers
}
plans-unit-agent = agent
plans-units-agent = { $count ->
    [one] { $count } agent
   *[other] { $count } agents
}
plans-unit-expert = expert
plans-units-expert = { $count ->
    [one] { $count } expert
   *[other] { $count } experts
}
plans-unit-licence = licence
plans-units-licence = { $count ->
    [one] { $count } licence
   *[other] { $count } licences
}
plans-unit-pack = pack
plans-units-pack = { $count ->
    [one] { $count } pack
   *[other] { $count } packs
}
plan-with-seats = { $seats ->
    [one] { $plan }, { $seats } licence
   *[other] { $plan }, { $seats } licences
}
plans-billed-once-a-year = Billed once a year.
plans-units-of-licence = Licences
plans-units-of-pack = Packs
plans-change = Change to { $name }
