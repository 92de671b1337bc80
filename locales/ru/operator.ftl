# Консоль оператора: сначала то, что ждёт человека, потом цифры.
operator-title = Обзор
operator-lead = Сначала то, что ждёт человека. Остальное делается само.
operator-all-well = Вас ничто не ждёт
operator-all-well-text = Здесь появятся платежи с неизвестным исходом, прекращённые задачи и недоставленные письма.
operator-needs-you = Требует внимания
operator-queue-unknown-payments = Платежи, исход которых пока неизвестен
operator-queue-late-payments = Деньги за уже закрытые заказы
operator-queue-chargebacks = Платежи, отозванные банком
operator-queue-refunds = Возвраты, которые не удались или исход которых пока неизвестен
operator-queue-set-ups = Сайты, которые не удаётся создать
operator-queue-given-up = Прекращённые задачи
operator-queue-mails = Письма, которые нельзя доставить
operator-queue-webhooks = Остановленные получатели вебхуков
operator-see = Посмотреть
operator-numbers = Цифры
operator-accounts-count = { $count ->
    [one] { $count } аккаунт
    [few] { $count } аккаунта
    [many] { $count } аккаунтов
   *[other] { $count } аккаунта
}
operator-tier = Тариф
operator-subscriptions = Подписки
operator-seats = Лицензии
operator-no-subscription = Подписок пока нет.
operator-revenue = Выставлено за последние 30 дней
operator-revenue-text = С налогом, по дням и валютам.
operator-no-revenue = За последние 30 дней счетов не было.
operator-revenue-chart = Выставлено по дням, { $from } — { $to }, всего { $total }
operator-day = День
operator-amount = Сумма

operator-account = Аккаунт
operator-opened = Открыт
operator-plan = Тариф
operator-site = Сайт
operator-search = Имя или адрес электронной почты
operator-search-button = Найти
operator-accounts-none = Аккаунт не найден
operator-accounts-none-text = Ни в имени, ни в адресе этого нет.
operator-first-hundred = Показаны последние сто. Остальные находит поиск.
operator-people = Люди
operator-person = Человек
operator-roles = Роли
operator-language = Язык
operator-role-owner = Владелец
operator-role-admin = Администратор
operator-role-billing-contact = Ответственный за оплату
operator-role-host = Организатор
operator-role-member = Участник
operator-subscription-period-end = Конец периода
operator-state = Состояние
operator-orders = Заказы
operator-order = Заказ
operator-placed = Оформлен
operator-total = Итого
operator-orders-none = Заказов пока нет
operator-orders-none-text = Здесь будут заказы всех аккаунтов, начиная с новых.
operator-order-state-awaiting-payment = Ждёт оплаты
operator-order-state-being-set-up = Оплачен, сайт создаётся
operator-order-state-paid = Оплачен
operator-order-state-expired = Закрыт без оплаты
operator-invoices = Счета
operator-invoices-none = Счетов пока нет.
operator-trail = Журнал
operator-none = Нет.

operator-set-ups-none = Ни один сайт сейчас не создаётся
operator-set-ups-none-text = Сайты стоят здесь от оплаты до последнего шага.
operator-step-open-site = Сайт открыт
operator-step-move-meetings = Встречи перенесены
operator-step-tell-people = Люди извещены
operator-step-failed = Неудачных попыток: { $count }. { $error }
operator-retry-now = Повторить сейчас

operator-mails-title = Письма
operator-mails-none = Писем здесь нет
operator-mails-none-text = Письмо появляется здесь, как только для него есть повод.
operator-mails-all = Все
operator-mail-state-queued = Ожидает
operator-mail-state-undeliverable = Не доставить
operator-mail-state-delivered = Доставлено
operator-mail-to = Кому
operator-mail-subject = Тема
operator-mail-written = Написано
operator-mail-language = Язык
operator-mail-kind = Вид
operator-mail-attempts = Неудачные попытки
operator-mail-error = Последняя ошибка
operator-mail-attachments = Вложения
operator-mail-text = Текст
operator-mail-as-html = Как в почтовой программе
operator-mail-source = Скачать сообщение
operator-mail-not-kept = После доставки содержание этого письма здесь не хранится.
operator-mail-send-again = Отправить ещё раз

operator-jobs-title = Очередь задач
operator-jobs-none = В этом состоянии ничего нет
operator-jobs-none-text = Задачи выполняются в срок; окончательно неудавшиеся стоят в разделе «Прекращены».
operator-job-state-given-up = Прекращены
operator-job-state-waiting = Ожидают
operator-job-state-done = Выполнены
operator-job-kind = Вид
operator-job-key = Предмет
operator-job-due = Срок
operator-job-attempts = Неудачные попытки
operator-job-error = Последняя ошибка
operator-job-revive = Повторить

operator-webhooks-title = Неудачные вебхуки
operator-webhooks-endpoints = Остановленные получатели
operator-webhooks-deliveries = Неудачные отправки
operator-webhooks-stopped = Остановлен
operator-webhooks-none = Все получатели отвечают как надо.

operator-ledger-title = Главная книга
operator-ledger-right = Книги верны
operator-ledger-right-text = Проводок: { $entries }, аккаунтов: { $accounts }. Всё сходится, каждая цепочка цела; счетов: { $invoices }, платежей: { $payments }, каждый учтён один раз, и ни один номер не пропущен.
operator-ledger-wrong = Книги неверны
operator-ledger-download = Скачать журнал проводок
operator-ledger-latest = Последние строки
operator-ledger-none = Проводок пока нет.
operator-ledger-booked = Проведено
operator-ledger-what = Содержание
operator-ledger-account = Счёт учёта
operator-ledger-debit = Дебет
operator-ledger-credit = Кредит

operator-catalog-title = Каталог
operator-catalog-lead = Что продаётся с этого момента. Подписки сохраняют цену, по которой куплены.
operator-catalog-versions = Версии
operator-catalog-version = Версия
operator-catalog-published = Опубликована
operator-catalog-by = Кем
operator-catalog-in-force = Действует
operator-catalog-edit = Следующая версия
operator-catalog-text = Каталог
operator-catalog-check = Только проверить
operator-catalog-publish = Опубликовать этот каталог
operator-catalog-refused = { $count ->
    [one] Не опубликован: { $count } ошибка. Действует прежний каталог.
    [few] Не опубликован: { $count } ошибки. Действует прежний каталог.
    [many] Не опубликован: { $count } ошибок. Действует прежний каталог.
   *[other] Не опубликован: { $count } ошибки. Действует прежний каталог.
}
operator-catalog-line = Строка { $line }: { $message }
operator-catalog-fine = Ошибок не найдено. Пока ничего не опубликовано.
operator-catalog-warnings = Допустимо, но, возможно, не нарочно

news-operator-retried = Новая попытка началась.
news-operator-published = Каталог опубликован и действует.

error-operator-not-found = Этого нет или оно уже в другом состоянии. Посмотрите список ещё раз.

operator-renewals-title = Продления
operator-renewals-lead = Подписки продлеваются вместе, каждый период ровно один раз.
operator-renewals-halted = Часы ушли вперёд
operator-renewals-halted-text = Последнее известное время: { $seen }; затем часы показали { $found }. Пока никто не проверил часы, счета не выставляются. Если они врут, поставьте их верно и запустите Plenum заново; если время верное, например после долгого перерыва, подтвердите его.
operator-renewals-confirm = Время верное, продолжить
operator-renewals-run = Ход
operator-renewals-under-way = Идёт с
operator-renewals-last = Последний раз:
operator-renewals-done = Продлено
operator-renewals-failed = Отложено
operator-renewals-remaining = Осталось
operator-renewals-rate = В секунду
operator-renewals-none = Ещё ничего не продлевалось.
operator-renewals-next = Следующее продление:
operator-renewals-set-aside = Отложено
operator-renewals-all-well = Ничего не отложено
operator-renewals-all-well-text = Здесь стоят подписки, которые не удалось продлить, с указанием причины; остальные продлеваются как обычно.
news-operator-time-confirmed = Время подтверждено. Счета выставляются снова.

operator-payments-title = Платежи и возвраты
operator-payments = Платежи
operator-payment = Платёж
operator-payment-day = День
operator-payment-with = Чем оплачено
operator-payment-paid = Оплачено
operator-payment-left = Не возвращено
operator-payments-none = Платежей пока нет
operator-payments-none-text = Платежи появятся здесь, как только деньги будут получены.
operator-chargebacks = Отозвано банком плательщика
operator-chargeback-handle = Я разобрался
operator-chargeback-handled = Разобрано
operator-refunds = Возвраты
operator-refund = Вернуть деньги
operator-refund-how-much = Сколько вернуть
operator-refund-note = Почему
operator-refund-note-hint = Для журнала; клиент этого не видит.
operator-refund-preview = Показать, что произойдёт
operator-refund-what = Что произойдёт
operator-refund-back = Возвращается
operator-refund-to = Куда
operator-refund-arrives = Ожидается
operator-refund-between = Между { $earliest } и { $latest } (3–5 рабочих дней)
operator-refund-left-after = Остаётся от платежа
operator-refund-invoice = Счёт
operator-refund-reopens = { $number } снова открыт: к оплате { $open }
operator-refund-no-invoice = Нет: заказ закончился раньше, чем пришли деньги
operator-refund-told = Кому сообщим
operator-refund-told-owners = Владельцам, письмом, когда возврат принят к исполнению
operator-refund-send = Вернуть { $amount }
operator-refund-state-created = Отправляется
operator-refund-state-pending = В пути
operator-refund-state-succeeded = Возвращено
operator-refund-state-failed = Не удалось
operator-refund-state-unknown = Подтверждается
operator-refund-cause-credit-note = по кредит-ноте
operator-refund-cause-balance = из остатка на счёте
operator-refund-cause-late-payment = пришло за закончившийся заказ
operator-refund-cause-payment-reversed = платёж отправлен обратно
news-refund-asked = Возврат отправлен. Его состояние показано ниже.
news-chargeback-handled = Отзыв платежа отмечен как разобранный.
