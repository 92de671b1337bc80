# Создание аккаунта и подтверждение адреса.
sign-up-title = Бесплатный аккаунт
sign-up-lead = Без карты и без срока.
sign-up-you = О Вас
sign-up-name = Ваше имя
sign-up-name-hint = Каким его знают Ваши собеседники.
sign-up-email-hint = Мы пришлём ссылку, чтобы подтвердить, что адрес Ваш.
sign-up-password-hint = Не короче { $least } знаков. Несколько слов лучше редких символов.
sign-up-terms = Принимаю условия использования; политика конфиденциальности прочитана.
sign-up-terms-read = Прочитать условия
sign-up-button = Создать аккаунт
sign-up-what = Что Вы получите
sign-up-what-meetings = Встречи до { $length }, { $participants ->
    [one] { $participants } участник
    [few] { $participants } участника
    [many] { $participants } участников
   *[other] { $participants } участника
}
sign-up-what-meetings-endless = Встречи любой длины, { $participants ->
    [one] { $participants } участник
    [few] { $participants } участника
    [many] { $participants } участников
   *[other] { $participants } участника
}
sign-up-what-links = Гости входят по ссылке, аккаунт им не нужен
sign-up-what-leave = Забрать или удалить всё можно самостоятельно, когда угодно
sign-up-known-here = Уже с нами

sign-up-check-title = Проверьте почту
sign-up-check-sent = Мы написали на { $email }.
sign-up-check-next = Что дальше
sign-up-check-confirm = Откройте ссылку из письма, чтобы подтвердить адрес. Она действует { $hours ->
    [one] { $hours } час
    [few] { $hours } часа
    [many] { $hours } часов
   *[other] { $hours } часа
}.
sign-up-check-reset = Если аккаунт с таким адресом есть, в письме будет ссылка для нового пароля. Она действует { $hours ->
    [one] { $hours } час
    [few] { $hours } часа
    [many] { $hours } часов
   *[other] { $hours } часа
}.
sign-up-check-spam = Письмо может идти несколько минут; загляните и в папку со спамом.
sign-up-check-nothing = Ничего не пришло?
sign-up-check-resend = Отправить ещё раз
sign-up-confirm-title = Подтвердите адрес
sign-up-confirm-lead = { $email }
sign-up-confirm-what = Один шаг
sign-up-confirm-text = Так мы узнаем, что адрес Ваш. После этого аккаунт готов.
sign-up-confirm-password-text = Ссылка показывает, что адрес Ваш, а пароль — что регистрировались Вы. После этого аккаунт готов.
sign-up-confirm-password-hint = Тот, что Вы выбрали при регистрации.
sign-up-confirm-anew = Регистрировались не Вы или пароль забыт? Зарегистрируйтесь заново
sign-up-confirm-button = Подтвердить этот адрес
sign-up-expired = Ссылка больше не действует
sign-up-expired-text = Её уже использовали, или она устарела. Войдите, и мы пришлём новую, если нужно.
