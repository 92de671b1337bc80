# Вход и забытый пароль.
sign-in-title = Вход
sign-in-lead = Один вход на все Ваши сайты.
sign-in-lead-site = Вы пришли с { $host }. Один вход на все Ваши сайты.
sign-in-with-password = По паролю
sign-in-with-passkey = По ключу доступа
sign-in-button = Войти
sign-in-passkey = Войти с ключом доступа
sign-in-passkey-text = Ваше устройство подтверждает, что это Вы. Пароль никуда не отправляется.
sign-in-passkey-failed = Ключ не сработал. Попробуйте ещё раз или войдите по паролю.
sign-in-forgot = Забыли пароль?
sign-in-new-here = Впервые здесь
sign-in-error-too-often = Слишком много попыток. Попробуйте через { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
    [many] { $minutes } минут
   *[other] { $minutes } минуты
} или задайте новый пароль.

sign-in-forgot-title = Новый пароль
sign-in-forgot-lead = Мы пришлём ссылку, по которой можно задать новый пароль.
sign-in-forgot-where = Куда прислать
sign-in-forgot-button = Прислать ссылку
sign-in-reset-title = Задайте новый пароль
sign-in-reset-lead = После этого все остальные сеансы закончатся.
sign-in-reset-password = Новый пароль
sign-in-reset-button = Сохранить и войти
sign-in-reset-expired = Ссылка больше не действует
sign-in-reset-expired-text = Её уже использовали, или она устарела. Запросите новую.
