### How English writes numbers.
### Amounts, dates and times of this language; every face, mail and document uses these.
### Values arrive as text already grouped or padded, except where a plural or a day needs the number.

format-decimal = .
format-group = ,
format-number-negative = −{ $number }
format-percent = { $number }{"\u00A0"}%

# Currency codes rather than signs, the code first.
format-money = { $currency }{"\u00A0"}{ $amount }
format-money-negative = −{"\u00A0"}{ $currency }{"\u00A0"}{ $amount }

# Months inside a date.
format-month-1 = January
format-month-2 = February
format-month-3 = March
format-month-4 = April
format-month-5 = May
format-month-6 = June
format-month-7 = July
format-month-8 = August
format-month-9 = September
format-month-10 = October
format-month-11 = November
format-month-12 = December

# Months standing alone, as in a heading.
format-month-alone-1 = January
format-month-alone-2 = February
format-month-alone-3 = March
format-month-alone-4 = April
format-month-alone-5 = May
format-month-alone-6 = June
format-month-alone-7 = July
format-month-alone-8 = August
format-month-alone-9 = September
format-month-alone-10 = October
format-month-alone-11 = November
format-month-alone-12 = December

# Weekdays, Monday first.
format-weekday-1 = Monday
format-weekday-2 = Tuesday
format-weekday-3 = Wednesday
format-weekday-4 = Thursday
format-weekday-5 = Friday
format-weekday-6 = Saturday
format-weekday-7 = Sunday

format-date = { $day } { $month } { $year }
format-day-month = { $day } { $month }
format-month-year = { $month } { $year }
format-weekday-date = { $weekday }, { $date }
# For tables.
format-date-short = { $year }-{ $month }-{ $day }
format-time = { $hour }:{ $minute }
format-date-time = { $date }, { $time }
format-date-time-zone = { $date }, { $time } ({ $zone })
format-time-zone = { $time } ({ $zone })

# A stretch of days: within one month, within one year, longer.
format-period-month = { $from } to { $to } { $month } { $year }
format-period-year = { $from } to { $to } { $year }
format-period = { $from } to { $to }

format-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
format-hours = { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}
format-hours-minutes = { $hours }{"\u00A0"}h { $minutes }{"\u00A0"}min
