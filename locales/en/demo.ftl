# What a demo shows to everybody, and the clock, which the console has too.
demo-mails-title = Mails
demo-mails-lead = In this demo no mail leaves the house. Every mail to anybody can be read here.
demo-clock-title = Clock
demo-clock-lead = Time stands still here until it is moved. Everything that falls due on the way happens, in order, as it would have in real time.
demo-clock-real = This deployment follows the real time. It cannot be moved.
demo-clock-now = Now
demo-clock-next = Next due
demo-clock-next-none = Nothing is due.
demo-clock-move = Move on
demo-clock-hour = One hour
demo-clock-day = One day
demo-clock-month = One month
demo-clock-moved = It was { $from }. On the way { $done ->
    [one] { $done } piece of work was done
   *[other] { $done } pieces of work were done
}, { $failed } failed.

error-clock-step-unknown = The clock moves by an hour, a day or a month.
