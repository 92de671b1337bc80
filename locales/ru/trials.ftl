### Пробные периоды: что предлагается, что происходит, чем всё заканчивается.

plans-try = Попробовать { $name } бесплатно: { $days ->
    [one] { $days } день
    [few] { $days } дня
    [many] { $days } дней
   *[other] { $days } дня
}
cart-mode = Купить или попробовать
cart-buy = Купить
cart-try = Попробовать
cart-try-hint = { $days ->
    [one] { $days } бесплатный день.
    [few] { $days } бесплатных дня.
    [many] { $days } бесплатных дней.
   *[other] { $days } бесплатного дня.
} Что будет потом, Вы выберете при оформлении.
cart-period-trial = { $days ->
    [one] { $days } бесплатный день
    [few] { $days } бесплатных дня
    [many] { $days } бесплатных дней
   *[other] { $days } бесплатного дня
}, потом { $amount } { $period }
cart-add-another = Добавить ещё тариф

checkout-trial = Пробный период
checkout-after-trial = Когда бесплатные дни закончатся
checkout-after-trial-end = Он закончится сам
checkout-after-trial-end-hint = Карта не нужна. Ничего не спишется; без подписки аккаунт снова станет бесплатным.
checkout-after-trial-subscribe = Начнётся подписка
checkout-after-trial-subscribe-hint = Первый период спишется с Вашей карты, когда пробный закончится. Откажитесь раньше, и ничего не спишется.
checkout-trial-nothing-yet = Ничего не начнётся, пока Вы не увидите всё на следующей странице.

orders-start-trial = Начать пробный период
orders-method-none = Ничем; пробный период закончится сам
orders-step-ordered = Заказ оформлен
orders-state-trial-provisioning = Пробный период начался. Сайт готовится
orders-state-trial-provisioning-text = Это займёт минуту-другую. Встречи и ссылки тем временем работают.
orders-state-trial-done = Пробный период начался, сайт готов
orders-state-trial-done-text = Всё, что у Вас было, на месте, и новые пределы уже действуют. Мы напишем Вам до конца пробного периода.
orders-state-trial-paid = Пробный период начался
orders-state-trial-paid-text = Новые пределы уже действуют. Мы напишем Вам до конца пробного периода.

statement-trial = Пробный период
statement-title-trial = Пробный период { $name }, { $seats }
statement-title-keep-after-trial = { $name } продолжится после пробного периода
statement-trial-free = { $name }, { $seats }: бесплатно с { $from } по { $last }
statement-trial-subscribes = { $date } начнётся первый оплаченный период. Откажитесь раньше, и ничего не спишется
statement-trial-ends = Он закончится сам: ничего не спишется, и без другой подписки аккаунт снова станет бесплатным
statement-trial-if-kept = Если подпишетесь до этого, с { $date }
statement-trial-reminder = Напоминание по почте: { $date }
statement-way-back-end-trial = Пробный период можно закончить в любой день; до { $date } ничего не списывается

subscriptions-subscribe = Подписаться
subscriptions-trial-ends = Бесплатно до { $last }. Потом пробный период закончится сам: ничего не спишется и не удалится. Подпишитесь, и всё продолжится.
subscriptions-trial-goes-on = Бесплатно до { $last }. { $date } начнётся первый период, будет списано { $amount }.
subscriptions-if-kept = Если подпишетесь: { $amount }, { $date }.
subscriptions-end-now = Закончить пробный период сейчас
subscriptions-way-after-trial = После бесплатных дней
subscriptions-keep-after-trial-title = Подписаться
subscriptions-keep-after-trial-lead = Бесплатные дни остаются бесплатными. Первый период начнётся, когда они закончатся.
subscriptions-button-keep = Подписаться с { $date }
news-subscription-kept = Вы подписаны. Первый период начнётся, когда закончится пробный.

billing-trial = Пробный период
billing-trial-ends = Закончится сам, если Вы не подпишетесь
billing-trial-goes-on = Первое списание { $date }, { $amount }

home-plan-trial = Пробный период до { $date }.
home-need-trial = Пробный период { $name } до { $date }.

error-trial-not-offered = У этого тарифа нет пробного периода. Купите его или попробуйте другой.
error-trial-tried-before = Ваш аккаунт уже пробовал этот продукт, а пробовать каждый можно один раз. Его можно купить.
error-trial-kept-already = Вы уже подписаны: первый период начнётся, когда закончится пробный.
error-cancel-ends-with-trial = Отменять нечего: пробный период закончится сам, и ничего не спишется. Его можно закончить сейчас.

audit-subscription-trial-started = Начался пробный период
audit-subscription-trial-ending = О конце пробного периода объявлено
audit-subscription-trial-kept = После пробного периода начнётся оплаченный
webhooks-kind-subscription-trial-started = Пробный период начался
webhooks-kind-subscription-trial-ending = Пробный период скоро закончится
webhooks-kind-subscription-trial-kept = После пробного периода останется подписка
