### How Russian writes numbers.
### Amounts, dates and times of this language; every face, mail and document uses these.
### Values arrive as text already grouped or padded, except where a plural or a day needs the number.

format-decimal = ,
format-group = {"\u00A0"}
format-number-negative = −{ $number }
format-percent = { $number }{"\u00A0"}%

format-money = { $amount }{"\u00A0"}{ $currency }
format-money-negative = −{ $amount }{"\u00A0"}{ $currency }

# Months inside a date.
format-month-1 = января
format-month-2 = февраля
format-month-3 = марта
format-month-4 = апреля
format-month-5 = мая
format-month-6 = июня
format-month-7 = июля
format-month-8 = августа
format-month-9 = сентября
format-month-10 = октября
format-month-11 = ноября
format-month-12 = декабря

# Months standing alone, as in a heading.
format-month-alone-1 = январь
format-month-alone-2 = февраль
format-month-alone-3 = март
format-month-alone-4 = апрель
format-month-alone-5 = май
format-month-alone-6 = июнь
format-month-alone-7 = июль
format-month-alone-8 = август
format-month-alone-9 = сентябрь
format-month-alone-10 = октябрь
format-month-alone-11 = ноябрь
format-month-alone-12 = декабрь

# Weekdays, Monday first.
format-weekday-1 = понедельник
format-weekday-2 = вторник
format-weekday-3 = среда
format-weekday-4 = четверг
format-weekday-5 = пятница
format-weekday-6 = суббота
format-weekday-7 = воскресенье

format-date = { $day } { $month } { $year }
format-day-month = { $day } { $month }
format-month-year = { $month } { $year }
format-weekday-date = { $weekday }, { $date }
# For tables.
format-date-short = { $day }.{ $month }.{ $year }
format-time = { $hour }:{ $minute }
format-date-time = { $date }, { $time }
format-date-time-zone = { $date }, { $time } ({ $zone })
format-time-zone = { $time } ({ $zone })

# A stretch of days: within one month, within one year, longer.
format-period-month = { $from }–{ $to } { $month } { $year }
format-period-year = { $from } – { $to } { $year }
format-period = { $from } – { $to }

format-minutes = { $minutes ->
    [one] { $minutes } минута
    [few] { $minutes } минуты
   *[other] { $minutes } минут
}
format-hours = { $hours ->
    [one] { $hours } час
    [few] { $hours } часа
   *[other] { $hours } часов
}
format-hours-minutes = { $hours }{"\u00A0"}ч { $minutes }{"\u00A0"}мин
