# Заказы: выписка до и состояния после.
orders-review-title = Ваш заказ
orders-review-lead = Вот что произойдёт, строка за строкой. До заказа всё можно изменить.
orders-given = Вы указали
orders-order = Заказ
orders-moved-title = За это время что-то изменилось
orders-moved = Ничего не заказано. Это новая выписка; просмотрите её и оформите заказ ещё раз.
orders-billed-to = Счёт для
orders-used-at = Место использования
orders-vat-id = Номер НДС
orders-site = Сайт
orders-method = Способ оплаты
orders-accepted = Принято
orders-place-and-pay = Оплатить { $amount } и заказать
orders-place = Оформить заказ
orders-title = Заказ { $number }
orders-placed = Оформлен
orders-paid = Оплачено
orders-to-pay = К оплате
orders-invoice = Счёт { $number }
orders-setup = Ход
orders-leave = Эту страницу можно закрыть. Когда сайт будет готов, мы напишем Вам.
orders-go-home = На главную
orders-edit = Изменить заказ
orders-other-card = Оплатить иначе
orders-pay-again = Оплатить { $amount }
orders-authenticate = Подтвердить в банке

orders-state-confirming = Ваш платёж подтверждается
orders-state-confirming-text = Ответа банка ещё нет. Мы запрашиваем его; деньги спишутся не больше одного раза, страница обновится сама.
orders-state-needs-action = Банк просит подтверждения
orders-state-needs-action-text = Подтвердите платёж на странице банка. Вы вернётесь сюда, и заказ продолжится.
orders-state-declined = Платёж отклонён
orders-state-declined-text = Ничего не списано, заказ сохранён. Попробуйте другую карту или ту же ещё раз.
orders-state-provisioning = Оплачено. Ваш сайт создаётся
orders-state-provisioning-text = Это займёт минуту-другую. Встречи и ссылки тем временем работают.
orders-state-done = Ваш сайт готов
orders-state-done-text = Всё, что у Вас было, на месте; новые возможности уже действуют.
orders-state-cancellation-paid = Оплачено. Подписка отменена
orders-state-cancellation-paid-text = Подтверждение придёт по почте. До конца срока отмену можно отозвать; тогда плата вернётся на Вашу карту.
orders-step-cancelled = Отмена действует
orders-state-cancelled = Этот заказ не оформлен
orders-state-cancelled-text = Ничего не списано.
orders-state-too-late = Платёж пришёл слишком поздно
orders-state-too-late-text = К этому времени заказ закрылся, поэтому ничего не изменилось и не куплено. Деньги не пропали: мы ими займёмся, и когда они вернутся, придёт письмо.

orders-declined-declined = Банк отказал, не назвав причины. Подробности знает он.
orders-declined-insufficient-funds = На карте не хватает денег.
orders-declined-authentication = Банк не смог убедиться, что это Вы.
orders-declined-expired-card = Срок действия карты истёк.

orders-step-paid = Оплата получена
orders-step-limits = Новые возможности действуют
orders-step-open-site = Сайт создан
orders-step-move-meetings = Встречи перенесены, старые ссылки ведут на новый адрес
orders-step-tell-people = Владельцам отправлено письмо
orders-step-retry = { $count ->
    [one] { $count } попытка не удалась. Шаг повторится сам, мы об этом знаем.
    [few] { $count } попытки не удались. Шаг повторится сам, мы об этом знаем.
    [many] { $count } попыток не удались. Шаг повторится сам, мы об этом знаем.
   *[other] { $count } попытки не удались. Шаг повторится сам, мы об этом знаем.
}
orders-list = Заказы
orders-list-empty = Здесь будут заказы
orders-list-empty-text = Каждый заказ останется здесь: от первого клика до готового сайта.
orders-column-number = Заказ
orders-column-what = Что
orders-column-placed = Оформлен
orders-column-state = Состояние
orders-column-total = Сумма
orders-badge-awaiting-payment = Ждёт оплаты
orders-badge-provisioning = Готовится
orders-badge-done = Готов
orders-badge-cancelled = Не оформлен
orders-state-paid = Оплачено. Тариф действует
orders-state-paid-text = Новые возможности уже действуют.
orders-accepted-one = { $document }, версия { $version }
