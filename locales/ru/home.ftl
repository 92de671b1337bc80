# Главная: сегодняшний день, что ждёт решения, тариф одной строкой.
home-title = Главная
home-zone = Время: { $zone }
home-schedule = Назначить встречу
home-needs-you = Ждёт Вас
home-today = Сегодня
home-later = Впереди
home-nothing-today = Сегодня встреч нет.
home-nothing-later = Больше ничего не назначено.
home-recurring = повторяется
home-host = Ведёт { $name }
home-join-page = Страница входа
home-all-meetings = Все встречи
home-empty = Здесь будут Ваши встречи
home-empty-text = Назначьте первую. Гости входят по ссылке, аккаунт им не нужен.
home-plan = Тариф
home-plan-limits = Встречи до { $length }, { $participants ->
    [one] { $participants } участник
    [few] { $participants } участника
    [many] { $participants } участников
   *[other] { $participants } участника
}.
home-plan-no-limit = Встречи любой длины, { $participants ->
    [one] { $participants } участник
    [few] { $participants } участника
    [many] { $participants } участников
   *[other] { $participants } участника
}.
home-plan-next = Что добавит { $name }
home-room = Вход и настройки
home-site = Сайт
home-site-settings = Адрес, вид и приветствие
home-site-shared = Бесплатный аккаунт живёт на этом общем адресе. С платным тарифом у Вас будет свой адрес; разосланные ссылки продолжат работать.

home-need-unpaid = { $count ->
    [one] { $count } неоплаченный счёт, { $amount }.
    [few] { $count } неоплаченных счёта, { $amount }.
    [many] { $count } неоплаченных счетов, { $amount }.
   *[other] { $count } неоплаченного счёта, { $amount }.
}
home-need-unpaid-fix = Оплатить
home-need-past-due = Последний платёж за { $name } отклонён. Мы попробуем ещё раз, а пока всё работает.
home-need-past-due-fix = Посмотреть, что не оплачено
home-need-order-open = Заказ на { $amount } ждёт оплаты.
home-need-order-open-fix = Продолжить
home-need-ending = { $date } закончится { $name }.
home-need-ending-fix = Оставить
