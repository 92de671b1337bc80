### How French writes numbers.
### Amounts, dates and times of this language; every face, mail and document uses these.
### Values arrive as text already grouped or padded, except where a plural or a day needs the number.

format-decimal = ,
format-group = {"\u202F"}
format-number-negative = −{ $number }
format-percent = { $number }{"\u202F"}%

format-money = { $amount }{"\u00A0"}{ $currency }
format-money-negative = −{ $amount }{"\u00A0"}{ $currency }

# Months inside a date.
format-month-1 = janvier
format-month-2 = février
format-month-3 = mars
format-month-4 = avril
format-month-5 = mai
format-month-6 = juin
format-month-7 = juillet
format-month-8 = août
format-month-9 = septembre
format-month-10 = octobre
format-month-11 = novembre
format-month-12 = décembre

# Months standing alone, as in a heading.
format-month-alone-1 = janvier
format-month-alone-2 = février
format-month-alone-3 = mars
format-month-alone-4 = avril
format-month-alone-5 = mai
format-month-alone-6 = juin
format-month-alone-7 = juillet
format-month-alone-8 = août
format-month-alone-9 = septembre
format-month-alone-10 = octobre
format-month-alone-11 = novembre
format-month-alone-12 = décembre

# Weekdays, Monday first.
format-weekday-1 = lundi
format-weekday-2 = mardi
format-weekday-3 = mercredi
format-weekday-4 = jeudi
format-weekday-5 = vendredi
format-weekday-6 = samedi
format-weekday-7 = dimanche

format-date = { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year }
format-day-month = { $day ->
    [1] 1er
   *[other] { $day }
} { $month }
format-month-year = { $month } { $year }
format-weekday-date = { $weekday } { $date }
# For tables.
format-date-short = { $day }/{ $month }/{ $year }
format-time = { $hour }:{ $minute }
format-date-time = { $date } à { $time }
format-date-time-zone = { $date } à { $time } ({ $zone })
format-time-zone = { $time } ({ $zone })

# A stretch of days: within one month, within one year, longer.
format-period-month = du { $from ->
    [1] 1er
   *[other] { $from }
} au { $to } { $month } { $year }
format-period-year = du { $from } au { $to } { $year }
format-period = du { $from } au { $to }

format-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
format-hours = { $hours ->
    [one] { $hours } heure
   *[other] { $hours } heures
}
format-hours-minutes = { $hours }{"\u00A0"}h { $minutes }{"\u00A0"}min
