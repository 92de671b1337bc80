# Страница способов оплаты: основной, несколько, удаление.
methods-lead = Продления, окончания пробных периодов и неоплаченные счета оплачиваются основным способом. Если его сменить, новый действует со следующего списания.
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
   *[default] Теперь продления оплачиваются так: { $method }
}
mail-payment-method-changed-what = { $what ->
    [removed] { $when } способ оплаты удалён: { $method }. Кто это сделал: { $by }. С него больше ничего не спишется.
   *[default] { $when } основным стал другой способ оплаты: { $method }. Кто это сделал: { $by }.
}
mail-payment-method-changed-renews = Со следующего списания так ({ $default }) оплачивается: { $plans }.
mail-payment-method-changed-not-you = Если Вы об этом не знаете, проверьте способы оплаты и смените пароль.
mail-payment-method-changed-action = Открыть способы оплаты
