### Счёт и кредит-нота как документы: PDF, свёрстанный как письмо, и свободные тексты электронных форм.

invoice-document-heading = Счёт
invoice-document-heading-credit-note = Кредит-нота
invoice-document-title = Счёт { $number }
invoice-document-title-credit-note = Кредит-нота { $number }
invoice-document-page = Страница { $page } из { $pages }
invoice-document-attachment = Тот же счёт в виде данных: EN 16931, Factur-X
invoice-document-attachment-credit-note = Та же кредит-нота в виде данных: EN 16931, Factur-X

# Рядом с адресом.
invoice-document-number = Номер счёта
invoice-document-number-credit-note = Номер кредит-ноты
invoice-document-credited = К счёту
invoice-document-credited-date = Дата счёта
invoice-document-reason = Основание
invoice-document-date = Дата
invoice-document-period = Период
invoice-document-due = Оплатить до
invoice-document-order = Заказ
invoice-document-buyer-vat-id = Ваш номер НДС

# Под заголовком: что стало с суммой.
invoice-document-status-paid = { $means ->
    [card] Оплачен картой { $day }
    [direct-debit] Оплачен прямым дебетом { $day }
    [transfer] Оплачен переводом { $day }
   *[unknown] Оплачен { $day }
}
invoice-document-status-credit-used = Оплачен с Вашего баланса
invoice-document-status-debit = { $amount } спишем с Вашего счёта в банке около { $day }. Переводить деньги не нужно.
invoice-document-status-open = К оплате не позднее { $day }
invoice-document-status-partly = Осталось оплатить { $amount } не позднее { $day }
invoice-document-status-nothing = Оплата не требуется

# Таблица.
invoice-document-column-item = Услуга
invoice-document-column-item-period = Услуга, { $period }
invoice-document-column-quantity = Количество
invoice-document-column-unit = Цена
invoice-document-column-tax = НДС
invoice-document-column-amount = Сумма, { $currency }
invoice-document-kind-credit = Возврат за неиспользованную часть
invoice-document-line-share = { $billed } из { $full ->
    [one] { $full } дня
   *[other] { $full } дней
} × { $quantity } × { $unit }
invoice-document-line-share-seconds = { $billed } из { $full } с × { $quantity } × { $unit }
invoice-document-line-fee = Плата за досрочное расторжение, { $name }
invoice-document-fee-share = { $left ->
    [one] Остался { $left } месяц
    [few] Осталось { $left } месяца
   *[other] Осталось { $left } месяцев
} по { $price }: { $share } от этого за каждую лицензию
invoice-document-fee-fixed = { $left ->
    [one] Остался { $left } месяц
    [few] Осталось { $left } месяца
   *[other] Осталось { $left } месяцев
} по { $price }: не больше этого за каждую лицензию
invoice-document-line-discount = Скидка, { $name }
invoice-document-line-credit = { $cause }: строка { $line } счёта { $number }

# Почему что-то возвращается.
invoice-document-cause-seats-reduced = Меньше лицензий
invoice-document-cause-add-on-reduced = Меньше дополнений
invoice-document-cause-plan-changed = Смена тарифа
invoice-document-cause-product-swapped = Смена продукта
invoice-document-cause-ended = Завершение до конца периода
invoice-document-cause-cancellation-withdrawn = Отмена подписки отозвана
invoice-document-cause-joined = Присоединение к другой учётной записи
invoice-document-cause-tax-exempted = Освобождение от НДС
invoice-document-cause-corrected = Исправление счёта
invoice-document-cause-goodwill = Жест доброй воли

# Куда идут деньги по кредит-ноте.
invoice-document-goes-to-balance = Зачислено на Ваш баланс, следующий счёт будет меньше
invoice-document-goes-to-payer = Вернётся тем же способом, каким Вы платили, обычно за 3–5 рабочих дней
invoice-document-goes-off-invoice = Вычтено из неоплаченной части счёта { $number }

# Под таблицей.
invoice-document-sum-net = Сумма без НДС
invoice-document-sum-total = Итого, { $currency }
invoice-document-sum-total-credit-note = Итого по кредит-ноте, { $currency }
invoice-document-sum-credit-used = С Вашего баланса
invoice-document-sum-paid = { $means ->
    [card] Оплачено картой
    [direct-debit] Оплачено прямым дебетом
    [transfer] Оплачено переводом
   *[unknown] Оплачено
}
invoice-document-sum-paid-on = { $means ->
    [card] Оплачено картой { $day }
    [direct-debit] Оплачено прямым дебетом { $day }
    [transfer] Оплачено переводом { $day }
   *[unknown] Оплачено { $day }
}
invoice-document-sum-open = Осталось оплатить
invoice-document-tax-rate = НДС { $rate } с { $net }
invoice-document-tax-reverse-charge = НДС платит покупатель
invoice-document-tax-exempt = Без НДС (освобождение)
invoice-document-tax-outside-scope = НДС не облагается

# Почему налог не взимается: этого требует закон, в том числе в электронной форме.
invoice-document-note-reverse-charge = Обратное начисление НДС (reverse charge): налог исчисляет и уплачивает покупатель, статья{"\u00A0"}196 Директивы{"\u00A0"}2006/112/EC.
invoice-document-note-exempt = Освобождено от НДС по справке, которую Вы нам предоставили.
invoice-document-note-outside-scope = НДС не облагается: местом оказания услуги считается страна покупателя.

# Как оплатить переводом.
invoice-document-transfer = Переведите { $amount } не позднее { $day } на этот счёт
invoice-document-transfer-holder = Получатель
invoice-document-transfer-iban = IBAN
invoice-document-transfer-bic = BIC
invoice-document-transfer-reference = Назначение платежа

# Внизу каждой страницы.
invoice-document-seller-vat-id = Номер НДС { $value }
invoice-document-seller-tax-number = Налоговый номер { $value }
invoice-document-seller-iban = IBAN { $value }
invoice-document-seller-bic = BIC { $value }
