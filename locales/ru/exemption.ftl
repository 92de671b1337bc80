### Освобождение от НДС: запрос, решение, письма, журнал, события, отказы (A6).

exemption-title = Освобождение от НДС
exemption-link = Попросить об освобождении от НДС
exemption-lead = У Вас есть справка, которая освобождает от НДС? Пришлите её сюда, и мы её рассмотрим. После одобрения счета приходят без НДС, а НДС текущего периода возвращается на баланс.
exemption-requests = Запросы
exemption-certificate-number = Справка { $number }
exemption-valid = Действует с { $from } по { $until }
exemption-valid-from = Действует с { $from }, без срока окончания
exemption-asked-on = Дата запроса: { $date }.
exemption-certificate = Сама справка
exemption-file-words = { $kind }, { $kilobytes } КБ
exemption-reason = Причина отказа: { $reason }
exemption-credited = НДС возвращён: { $numbers }
exemption-state-requested = На рассмотрении
exemption-state-granted = Одобрено
exemption-state-refused = Отказано
exemption-state-withdrawn = Отозвано
exemption-state-expired = Истекло
exemption-withdraw = Отозвать
exemption-withdraw-text = Мы больше не рассматриваем справку. НДС начисляется как прежде; попросить можно снова в любое время.
exemption-withdraw-granted = Отказаться от освобождения
exemption-withdraw-granted-text = Со следующего счёта снова начисляется НДС. То, что уже возвращено, остаётся у Вас. Чтобы снова получить освобождение, нужен новый запрос.
exemption-withdraw-button = Отозвать справку
exemption-ask = Попросить об освобождении
exemption-file = Справка
exemption-file-hint = PDF, PNG или JPEG, до { $megabytes } мегабайт. Открыть её можете только Вы и мы.
exemption-number = Номер
exemption-number-hint = Как он указан в справке.
exemption-country = Страна
exemption-country-hint = Страна, от НДС которой освобождает справка: страна Вашего платёжного адреса.
exemption-from = Действует с
exemption-until = Действует по
exemption-until-hint = Последний день. Оставьте пустым, если срока окончания нет.
exemption-until-granted = Пока освобождение не одобрено, НДС начисляется. О решении мы напишем в любом случае.
exemption-button = Отправить справку
news-exemption-asked = Справка передана на рассмотрение. Письмо это подтвердит.
news-exemption-withdrawn = Справка отозвана.

exemption-tab-waiting = Ждут
exemption-tab-decided = Решённые
exemption-state = Состояние
exemption-none-waiting = Нет запросов, которые ждут
exemption-none-decided = Решённых запросов пока нет
exemption-none-text = Аккаунты просят со страницы оплаты и прикладывают справку. Здесь Вы одобряете или отказываете.
exemption-request = Запрос об освобождении от НДС
exemption-what-it-says = Что в запросе
exemption-asked-by = Кто просит
exemption-asked-at = Дата запроса
exemption-endless = Без срока окончания
exemption-decided = Решение
exemption-reason-given = Причина
exemption-credit-notes = Кредит-ноты
exemption-download = Скачать справку ({ $file })
exemption-if-granted = Если одобрить
exemption-if-granted-text = Пока справка действует, НДС не начисляется. Заказы, которые ждут оплаты, закроются: они посчитаны с НДС. Владельцы и контакты по оплате получат письмо.
exemption-row-note = Кредит-нота к счёту { $number }, с НДС
exemption-row-instead = То же самое одним счётом без НДС
exemption-row-off = В оплату неоплаченного счёта { $number }
exemption-row-balance = Остаётся на балансе
exemption-nothing-back = В текущем периоде НДС не начислялся, возвращать нечего.
exemption-nothing-today = Сегодня справка ещё не действует, поэтому за текущий период ничего не возвращается.
exemption-nothing-elsewhere = Счета аккаунта теперь выставляются в другую страну: там справка не освобождает от налога, и возвращать нечего.
exemption-grant = Одобрить освобождение
exemption-grant-credit = Одобрить и вернуть { $tax }
exemption-refuse = Отказать
exemption-refuse-reason = Причина
exemption-refuse-hint = Её прочтут в аккаунте. Напишите, чего не хватает, чтобы можно было попросить снова.
exemption-refuse-button = Отказать в освобождении
operator-queue-exemptions = Запросы об освобождении от НДС
news-exemption-granted = Освобождение одобрено. Аккаунт извещён.
news-exemption-refused = В освобождении отказано. Аккаунт знает причину.

error-exemption-country-unknown = Выберите страну.
error-exemption-other-country = Ваши счета выставляются в другую страну. Справка должна относиться к стране Вашего платёжного адреса.
error-exemption-number-missing = Укажите номер справки.
error-exemption-number-too-long = В номере не больше 60 знаков.
error-exemption-from-malformed = Укажите первый день действия справки.
error-exemption-until-malformed = Укажите последний день действия справки или оставьте поле пустым.
error-exemption-until-before-from = Последний день раньше первого.
error-exemption-over = Справка уже не действует. Нужна действующая.
error-exemption-already-asked = Одна справка уже на рассмотрении. Отзовите её, чтобы отправить другую.
error-exemption-not-pending = По этому запросу уже есть решение, он отозван или истёк. Ничего не изменилось.
error-exemption-not-found = Такого запроса об освобождении от НДС нет.
error-exemption-no-reason = Укажите причину, чтобы в аккаунте знали, что делать.
error-certificate-missing = Выберите файл со справкой.
error-certificate-too-large = Файл больше 5 мегабайт. Выберите поменьше.
error-certificate-other-kind = Это не PDF, не PNG и не JPEG. Отсканируйте справку или сохраните её в PDF и выберите этот файл.

audit-tax-exemption-requested = Запрошено освобождение от НДС по справке { $number }
audit-tax-exemption-granted = Одобрено освобождение от НДС по справке { $number }
audit-tax-exemption-refused = Отказано в освобождении от НДС по справке { $number }
audit-tax-exemption-withdrawn = Отозвана справка { $number } об освобождении от НДС
audit-tax-exemption-ending = Объявлено об окончании освобождения по справке { $number }
audit-tax-exemption-expired = Истекла справка { $number } об освобождении от НДС
audit-credit-used = С баланса оплачено { $used } по счёту { $number }
webhooks-kind-tax-exemption-requested = Запрошено освобождение от НДС
webhooks-kind-tax-exemption-granted = Освобождение от НДС одобрено
webhooks-kind-tax-exemption-refused = В освобождении от НДС отказано
webhooks-kind-tax-exemption-withdrawn = Освобождение от НДС отозвано
webhooks-kind-tax-exemption-expired = Освобождение от НДС истекло
webhooks-kind-credit-used = Открытый счёт оплачен с баланса

mail-tax-exemption-subject = { $what ->
    [granted] Освобождение от НДС одобрено
    [refused] В освобождении от НДС отказано
    [withdrawn] Освобождение от НДС отозвано
    [ending] Освобождение от НДС скоро закончится
    [expired] Освобождение от НДС закончилось
   *[requested] Ваша справка на рассмотрении
}
mail-tax-exemption-lead = { $what ->
    [granted] Ваша справка принята: Вы освобождены от НДС.
    [refused] Мы рассмотрели Вашу справку и не можем её принять. Причина:
    [withdrawn] Справка об освобождении от НДС отозвана.
    [ending] Срок справки, которая освобождает Вас от НДС, скоро закончится.
    [expired] Справка, которая освобождала Вас от НДС, больше не действует.
   *[requested] Вы попросили об освобождении от НДС. Справка у нас, мы её рассматриваем.
}
mail-tax-exemption-meaning = { $what ->
    [granted] Пока справка действует, счета, заказы и продления приходят без НДС.
    [refused] НДС начисляется как прежде. Другую справку можно прислать в любое время.
    [withdrawn] Счета приходят с НДС. Если НДС уже возвращался, он остаётся у Вас.
    [ending] Пришлите новую справку до этого дня, и перерыва с НДС не будет.
    [expired] НДС начисляется со следующего счёта. Чтобы снова получить освобождение, пришлите новую справку.
   *[requested] Пока освобождение не одобрено, НДС начисляется; потом НДС текущего периода вернётся. О решении мы напишем в любом случае.
}
mail-tax-exemption-number = Справка
mail-tax-exemption-country = Страна
mail-tax-exemption-from = Действует с
mail-tax-exemption-until = Действует по
mail-tax-exemption-credited = Возвращённый НДС
mail-tax-exemption-documents = Кредит-ноты приложены. Они возвращают всю сумму; счёт без НДС, который придёт отдельным письмом, выставляет то же самое снова и оплачен ими. Разница и есть Ваш НДС.
mail-tax-exemption-action = { $what ->
    [refused] Прислать другую справку
    [ending] Прислать новую справку
    [expired] Прислать новую справку
   *[requested] Открыть освобождение
}
mail-order-ended-subject = { $what ->
    [change] Изменение закрыто без оплаты: Вы освобождены от НДС
   *[order] Заказ закрыт без оплаты: Вы освобождены от НДС
}
mail-order-ended-why = { $what ->
    [change] Изменение { $number } ждало оплаты { $amount }, рассчитанной с НДС. С тех пор Вам предоставлено освобождение от НДС, поэтому оно закрыто: не нужно платить налог, от которого Вы освобождены.
   *[order] Заказ { $number } ждал оплаты { $amount }, рассчитанной с НДС. С тех пор Вам предоставлено освобождение от НДС, поэтому он закрыт: не нужно платить налог, от которого Вы освобождены.
}
mail-order-ended-meaning = { $what ->
    [change] Ничего не списано, подписка осталась как была.
   *[order] Ничего не списано и ничего не куплено.
}
mail-order-ended-do = { $what ->
    [change] Если изменение ещё нужно, сделайте его снова. Цена посчитается заново, без НДС.
   *[order] Если покупка ещё нужна, закажите снова. Цена посчитается заново, без НДС.
}
mail-order-ended-action = { $what ->
    [change] Открыть подписку
   *[order] Посмотреть тарифы
}
