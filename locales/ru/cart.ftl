# Корзина, до оформления.
cart-title = Ваша корзина
cart-lead = Пока ничего не заказано. Перед заказом Вы увидите полную выписку.
cart-empty = Корзина пуста
cart-empty-text = Выберите тариф: он подождёт здесь, пока Вы не закажете или не уберёте его.
cart-see-plans = Посмотреть тарифы и цены
cart-tier = Тариф
cart-seats = Число лицензий ({ $noun })
cart-seats-hint = По одной на каждого, кто назначает и начинает встречи. Гостям лицензия не нужна.
cart-interval = Оплата
cart-add-ons = Дополнения
cart-add-on-price = { $amount } в месяц ({ $unit })
cart-add-on-price-year = { $amount } в год ({ $unit })
cart-add-on-countries = { $count ->
    [one] Звонки в { $count } страну
    [few] Звонки в { $count } страны
    [many] Звонки в { $count } стран
   *[other] Звонки в { $count } страны
}
cart-sum = Сумма
cart-total = Сумма без налога
cart-period-monthly = за один месяц
cart-period-annual = за один год
cart-update = Пересчитать
cart-remove = Убрать { $product }
cart-checkout = К оформлению
cart-interval-saving = Экономия { $amount } в год за каждое место
