# Выписка: что изменится. Заголовки и по одной фразе на каждый вид строки.
statement-valid-until = действует до { $time }
statement-blocks = Что мешает
statement-now = Сейчас
statement-next = Потом
statement-gain = Появится
statement-lose = Пропадёт
statement-data = Данные
statement-links = Ссылки
statement-told = Узнают
statement-way-back = Обратно
statement-nothing = Ничего

statement-title-order = { $name }, { $seats }
statement-title-renewal = Продление: { $name }

statement-line-charge = { $name }, { $quantity } × { $unit }
statement-line-charge-part = { $name }, { $billed } из { $full } дн., { $quantity } × { $unit }
statement-line-credit = { $name }, неиспользованная часть
statement-line-credit-part = { $name }, не использовано { $billed } из { $full } дн., { $quantity } × { $unit }
statement-line-fee = Плата за досрочное расторжение, { $name }, { $quantity } × { $unit }
statement-line-discount = Скидка, { $name }
statement-line-period = С { $from } по { $to }. Полный период, поэтому полная цена.
statement-line-days = С { $from } по { $to }: оплачивается { $billed ->
    [one] { $billed } день
    [few] { $billed } дня
    [many] { $billed } дней
   *[other] { $billed } дня
} из { $full }.
statement-line-seconds = С { $from } по { $to }, с точностью до секунды: оплачивается { $billed } из { $full } секунд.
statement-net = Сумма без НДС
statement-tax-standard = НДС { $rate } с { $net }
statement-tax-zero = НДС 0 %
statement-tax-reverse-charge = НДС платит покупатель
statement-tax-reverse-charge-explain = Ваша компания сама учитывает НДС в своей стране, по указанному Вами номеру.
statement-tax-exempt = НДС: освобождение
statement-tax-outside-scope = НДС не облагается
statement-to-pay = К оплате сегодня
statement-to-pay-with = К оплате сегодня, { $method }
statement-nothing-to-pay = Сегодня платить не нужно

statement-next-monthly = { $date }, далее каждый месяц
statement-next-annual = { $date }, далее каждый год
statement-next-each = { $date }, затем при каждом продлении
statement-next-explain = По сегодняшним ценам и налогам. Мы предупредим Вас до списания; отменить подписку можно в любой день до него.
statement-next-none = Больше платежей не будет

statement-gain-line = { $entitlement }: { $after }, сейчас { $before }
statement-gain-new = { $entitlement }
statement-gain-new-value = { $entitlement }: { $after }
statement-lose-line = { $entitlement }: { $after }, сейчас { $before }
statement-lose-gone = { $entitlement }

statement-data-meetings = { $count ->
    [0] Ваш календарь останется как есть
    [one] { $count } запланированная встреча останется как есть
    [few] { $count } запланированные встречи останутся как есть
    [many] { $count } запланированных встреч останутся как есть
   *[other] { $count } запланированной встречи останутся как есть
}
statement-data-recordings = Записи и расшифровки останутся
statement-data-settings = Контакты, отчёты и настройки останутся

statement-links-site-address = Ваш сайт переедет с { $from } на { $to }
statement-links-join-links-redirect = Разосланные ссылки продолжат работать и приведут на новый адрес
statement-links-numbers-stay = Номера встреч не изменятся

statement-told-by-mail = { $email }, по почте
statement-told-buyer-by-mail = { $email } — письмом, со счётом
statement-told-webhook-receivers = Получатели Ваших вебхуков

statement-way-back-until-paid = Уйдите с этой страницы, и ничего не произойдёт, пока заказ не оформлен
statement-way-back-none = Отменить это нельзя
statement-links-all-stay = Все ссылки на встречи останутся прежними

statement-title-change = { $name }, { $seats }
statement-title-change-later = { $name }, { $seats }, с { $date }
statement-title-swap = { $name }, { $seats }, вместо { $from }
statement-swap-begins = { $name }, с { $date }
statement-swap-ends = { $name } заканчивается { $date }
statement-line-fee-back = Плата за досрочное расторжение, { $name }
statement-fee-reducing = До { $until } за каждую лицензию осталось платить { $left ->
    [one] { $left } месяц
    [few] { $left } месяца
   *[other] { $left } месяцев
} по { $price }. Плата составляет { $share } от этого: { $unit } за лицензию.
statement-fee-fixed = Твёрдая плата { $unit } за лицензию. До { $until } осталось платить { $left ->
    [one] { $left } месяц
    [few] { $left } месяца
   *[other] { $left } месяцев
} по { $price }; больше этого она не бывает.
statement-fee-back = Она была начислена по счёту { $number } и возвращается полностью.
statement-committed = { $name }: обязательство до { $date }
statement-title-cancel = Отмена { $name } с { $date }
statement-title-withdraw = Оставить { $name } без изменений
statement-title-resume = Снова подключить { $name }
statement-title-end-trial = Завершить пробный период { $name } сейчас
statement-balance-used = Оплачено с Вашего баланса
statement-credited = Зачислено на Ваш баланс
statement-refunded = Вернётся на Ваш способ оплаты за 3–5 рабочих дней
statement-way-back-change-again = Вы можете снова всё изменить в любое время
statement-way-back-until = Это можно отменить до { $date }
