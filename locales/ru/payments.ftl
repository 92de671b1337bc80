# Способы оплаты.
payment-card-ending = { $brand ->
    [visa] Visa
    [mastercard] Mastercard
    [american_express] American Express
    [sepa_debit] Счёт в банке
   *[other] Карта
}, последние цифры { $last4 }
payment-by = { $means ->
    [card] картой
    [direct_debit] прямым дебетованием
    [transfer] банковским переводом
   *[several] несколькими способами
}
payments-methods = Способы оплаты
payments-add = Добавить способ оплаты
payments-add-lead = Прежние способы останутся.
payments-keep = Сохранить

# Тестовые карты песочницы и что они делают.
payments-test-cards = Тестовые карты песочницы
payments-test-cards-how = Любое имя, любая будущая дата, любые три цифры.
payments-test-approve = Одобрена
payments-test-decline = Отклонена
payments-test-insufficient-funds = Отклонена, не хватает денег
payments-test-lost-card = Отклонена, заявлена потерянной
payments-test-needs-authentication = Одобрена, когда банк спросит один раз
payments-test-always-needs-authentication = Банк спрашивает каждый раз
payments-test-decline-renewals = Одобрена сейчас, продления отклоняются
payments-test-timeout-after-charge = Деньги списаны, но ответ потерян; заказ подтверждается
payments-test-timeout-before-charge = Первое списание теряется по пути, следующее проходит
payments-test-pending = Десять минут обрабатывается, затем одобрена
payments-test-pending-then-declined = Десять минут обрабатывается, затем отклонена
payments-test-refund-answer-lost = Одобрена; ответ на возврат теряется
payments-test-refund-pending = Одобрена; возврат идёт сутки
payments-test-refund-fails = Одобрена; возврат через сутки не удаётся
payments-test-charged-back = Одобрена; через три дня банк забирает деньги обратно
news-card-kept = Способ оплаты сохранён. Теперь продления оплачиваются им.
news-card-kept-beside = Способ оплаты сохранён. Продления оплачиваются как раньше.
