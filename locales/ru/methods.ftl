# Страница способов оплаты: основной, несколько, удаление.
methods-lead = Продления, окончания пробных периодов и неоплаченные счета оплачиваются основным способом. Если его сменить, новый действует со следующего списания.
methods-kept = Сохранены
methods-default = Основной
methods-renews = Продлевает { $plan }, следующий раз { $date }
methods-renews-none = Ни одна подписка им не продлевается.
methods-make-default = Сделать основным
methods-remove = Удалить
methods-expires-soon = Скоро истечёт
methods-expired = Срок истёк
methods-valid-default = Действует до { $expiry }. Основной: им оплачиваются продления.
methods-over = Срок истёк в конце { $expiry }
methods-over-default = Срок истёк в конце { $expiry }. Это основной способ: продления будут отклонены.
methods-replace = Эта карта — основной способ оплаты, и её срок истёк. Добавьте другую или сделайте основным другой способ.
methods-none = Способ оплаты не сохранён
methods-none-text = Добавьте его, и продления будут оплачиваться им.
methods-all = Все способы оплаты
methods-use-for-renewals = Сделать основным: им оплачиваются продления
methods-remove-title = Удалить способ оплаты ({ $method })?
methods-remove-lead = С него больше ничего не списывается. В оплаченных им счетах он остаётся, и возвраты по ним приходят на него. Чтобы пользоваться им снова, его нужно будет добавить заново.
methods-remove-next = Основной после этого
methods-remove-needed = Это единственный способ оплаты, и им продлеваются подписки:
methods-remove-needed-do = Сначала добавьте другой, потом удалите этот. Или отмените то, что им продлевается.
methods-remove-under-way = Платёж этим способом ещё идёт. Его можно будет удалить, как только платёж пройдёт.
methods-remove-button = Удалить ({ $method })
methods-keep = Оставить
news-method-default = Теперь продления оплачиваются этим способом.
news-method-removed = Способ оплаты удалён, с него больше ничего не спишется.
error-payment-method-not-found = В Вашей учётной записи нет такого способа оплаты.
error-payment-method-needed = Это единственный способ оплаты, и им продлеваются подписки. Сначала добавьте другой или отмените эти подписки.
error-payment-method-no-default-chosen = Это основной способ. Выберите, какой из остальных его заменит.
error-payment-method-under-way = Платёж этим способом ещё идёт. Удалите его, когда платёж пройдёт.
error-payment-method-expired = Срок этой карты истёк. Она не может быть основным способом.
audit-payment-method-default-changed = Смена основного способа оплаты
audit-payment-method-removed = Удаление способа оплаты
webhooks-kind-payment-method-added = Добавлен способ оплаты
webhooks-kind-payment-method-default-changed = Сменился основной способ оплаты
webhooks-kind-payment-method-removed = Удалён способ оплаты
mail-payment-method-changed-subject = { $what ->
    [removed] Способ оплаты удалён: { $method }
    [mandate] Мандат на прямое дебетование: { $method }
   *[default] Теперь продления оплачиваются так: { $method }
}
mail-payment-method-changed-what = { $what ->
    [removed] { $when } способ оплаты удалён: { $method }. Кто это сделал: { $by }. С него больше ничего не спишется.
    [mandate] { $when } дано согласие на прямое дебетование: { $method }. Кто его дал: { $by }. Деньги списываются, когда выбран этот способ оплаты; о каждом списании сообщает счёт.
   *[default] { $when } основным стал другой способ оплаты: { $method }. Кто это сделал: { $by }.
}
mail-payment-method-changed-renews = Со следующего списания так ({ $default }) оплачивается: { $plans }.
mail-payment-method-changed-not-you = Если Вы об этом не знаете, проверьте способы оплаты и смените пароль.
mail-payment-method-changed-action = Открыть способы оплаты
mail-payment-method-changed-mandate = Номер мандата: { $mandate }. Он стоит в банковской выписке при каждом списании.

# Прямое дебетование.
debit-method-new = Списание со счёта в банке
debit-method-new-hint = В евро, из страны SEPA. Деньги списываются примерно через три дня; заказанное начинает действовать сразу.
debit-name = Владелец счёта
debit-iban = IBAN
debit-mandate = Разрешаю { $creditor } списывать с этого счёта в банке то, что должна эта учётная запись, и поручаю своему банку это исполнять. В течение восьми недель можно потребовать у банка деньги обратно.
debit-mandate-of = Мандат { $mandate }, дата { $date }
debit-mandate-default = Мандат { $mandate }, дата { $date }. Основной: им оплачиваются продления.
debit-test-accounts = Тестовые счета песочницы
debit-test-accounts-how = Любое имя. Списание идёт три дня.
payments-test-debit-settles = Списано через три дня
payments-test-debit-fails = Через три дня не удаётся, не хватает денег
payments-test-debit-taken-back = Списано через три дня, ещё через три дня деньги забраны обратно
debit-under-way-again = { $amount } спишется ещё раз около { $date } ({ $account }). Пусть к этому дню на счёте будет достаточно денег.
invoices-state-debited = Списывается
invoices-debited = Спишется около
debit-under-way = { $amount } спишется около { $date } ({ $account }). Делать ничего не нужно.
error-debit-holder = Введите имя владельца счёта, не длиннее 70 знаков.
error-debit-iban = IBAN введён не полностью или с опечаткой: контрольные цифры не сходятся.
error-debit-not-sepa = Со счетов этой страны списывать нельзя. Возьмите счёт в стране SEPA или карту.
error-debit-not-a-test-account = Песочница принимает только свои тестовые счета. Они указаны под формой.
error-debit-no-mandate = Без согласия списывать нельзя. Отметьте его или заплатите иначе.
error-payment-euros-only = Списание со счёта бывает только в евро. Заплатите картой.
orders-state-debit-provisioning = Заказ принят. Ваш сайт готовится
orders-state-debit-provisioning-text = Это займёт минуту-две и не ждёт списания.
orders-state-debit-done = Ваш сайт готов
orders-state-debit-done-text = Здесь всё, что у Вас было. Деньги спишутся в ближайшие дни, делать ничего не нужно.
orders-state-debit-paid = Ваш тариф действует
orders-state-debit-paid-text = Новые возможности действуют уже сейчас. Деньги спишутся в ближайшие дни, делать ничего не нужно.
orders-state-debit-cancellation-paid = Подписка отменена
orders-state-debit-cancellation-paid-text = Подтверждение придёт письмом. Плата спишется в ближайшие дни.
orders-step-debit = Списание идёт, завершится около { $date }
orders-step-debit-failed = Списание не удалось; счёт не оплачен
orders-debited-about = Спишется около { $date }
orders-open = Осталось заплатить
orders-declined-insufficient-funds-debit = На счёте в банке не хватило денег.
orders-declined-declined-debit = Банк вернул списание без объяснений. Подробности знает он.
audit-order-debited = Заказ оплачивается списанием: { $amount }, счёт { $invoice }
webhooks-kind-order-debited = Идёт списание за заказ

# Банковские переводы.
invoices-transferred = { $amount } поступило переводом, { $date }.
invoices-transfer-title = Банковским переводом
invoices-transfer-text = Переведите { $amount } или часть. Перевод засчитывается, когда деньги пришли и внесены здесь.
operator-transfers = Поступило переводом
operator-transfer-new = Внести перевод
operator-transfer-day = День в выписке
operator-transfer-reference = Назначение в выписке
operator-transfer-pays = Оплачивает по этому счёту
operator-transfer-left = Останется заплатить
operator-transfer-credit = Лишнее, на баланс клиента
operator-transfer-was-credit = Из них { $amount } было лишним и стоит на балансе клиента.
operator-transfer-told = Владельцы, письмом
operator-transfer-enter = Внести { $amount }
news-transfer-entered = Перевод внесён.
credit-transfer = Переведено больше, чем нужно по счёту { $number }
error-transfer-not-an-amount = Введите сумму больше нуля с десятичными знаками валюты, например 12.00.
error-transfer-wrong-day = Выберите день от даты счёта до сегодняшнего.
error-transfer-reference-too-long = В назначении не больше 140 знаков.
error-transfer-id-used = Этот перевод уже внесён с другим содержимым. Откройте счёт заново, чтобы внести другой.
audit-transfer-received = Переводом поступило { $amount } по счёту { $invoice }
webhooks-kind-transfer-received = Поступил банковский перевод
mail-transfer-received-subject = Ваш перевод на { $amount } поступил
mail-transfer-received-what = { $date } по счёту { $number } поступило { $amount }. Спасибо.
mail-transfer-received-left = Осталось заплатить { $amount }.
mail-transfer-received-paid = Счёт оплачен.
mail-transfer-received-credit = { $amount } было лишним. Эта сумма стоит на Вашем балансе и оплатит следующие счета.
mail-transfer-received-action = Открыть счёт

# Страница платёжной службы, на которой оставляют способ оплаты.
visits-title = На странице платёжной службы
visits-lead = Данные карт и банковских счетов вводятся на защищённой странице нашей платёжной службы. Их номера к нам не попадают. Потом Вы вернётесь сюда.
visits-begin = Перейти к платёжной службе
visits-add = Добавить карту или банковский счёт
visits-none-kept = Способ оплаты ещё не сохранён. Добавьте его на странице платёжной службы, затем Вы вернётесь сюда.
visits-title-gave-up = Ничего не добавлено
visits-text-gave-up = Вы ушли со страницы платёжной службы, не закончив. Ничего не сохранено и не списано.
visits-title-waiting = Ещё не закончено
visits-text-waiting = Платёжная служба ещё не сообщила нам о карте или счёте. Если Вы только что закончили, эта страница найдёт их через мгновение. При добавлении ничего не списывается.
visits-title-silent = Подтверждается
visits-text-silent = Платёжная служба сейчас не отвечает. То, что Вы там оставили, не пропало: эта страница спросит ещё раз, и мы тоже. Добавлять повторно не нужно.
visits-title-over = Этот переход завершён
visits-text-over = За сутки на странице платёжной службы ничего не оставлено. Ничего не сохранено и не списано.
visits-go-on = Продолжить там
visits-back = Назад
error-payment-method-typed-here = Карты и счета сохраняются прямо здесь. Страницы платёжной службы нет.
error-method-visit-not-found = В Вашей учётной записи нет такого перехода на страницу платёжной службы.
