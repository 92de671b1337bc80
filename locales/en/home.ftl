# The home page: today, what needs the person, the plan in one line.
home-title = Home
home-zone = Times in { $zone }
home-schedule = Schedule a meeting
home-needs-you = Needs you
home-today = Today
home-later = Coming up
home-nothing-today = No meeting today.
home-nothing-later = Nothing further is planned.
home-recurring = repeats
home-host = Host: { $name }
home-join-page = Join page
home-all-meetings = All meetings
home-empty = Your meetings will be here
home-empty-text = Schedule the first one. Guests join by a link, without an account.
home-plan = Plan
home-plan-limits = Meetings up to { $length }, with { $participants ->
    [one] { $participants } participant
   *[other] { $participants } participants
}.
home-plan-no-limit = Meetings of any length, with { $participants ->
    [one] { $participants } participant
   *[other] { $participants } participants
}.
home-plan-next = See what { $name } adds
home-room = Its door and its settings
home-site = Site
home-site-settings = Its address, its look and its welcome text
home-site-shared = Your free account lives on this shared address. A paid plan brings an address of your own; links already sent keep working.

home-need-unpaid = { $count ->
    [one] One unpaid invoice, { $amount }.
   *[other] { $count } unpaid invoices, { $amount }.
}
home-need-unpaid-fix = Pay now
home-need-past-due = The last payment for { $name } was declined. It is tried again, and everything goes on meanwhile.
home-need-past-due-fix = See what is open
home-need-order-open = An order over { $amount } waits for its payment.
home-need-order-open-fix = Continue
home-need-ending = { $name } ends on { $date }.
home-need-ending-fix = Keep it
