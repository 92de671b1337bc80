# Группы людей аккаунта и то, что для них решено.
policy-title = Группы и настройки
policy-lead = Задайте настройки для всех или для группы: по умолчанию, и тогда каждый может изменить их для себя, или без права изменения.
policy-groups = Группы
policy-order = Если настройку человека задают несколько групп, действует та, что выше. Закреплённое важнее любого значения по умолчанию, а закреплённое аккаунтом важнее закреплённого группами.
policy-people-count = { $count ->
    [one] { $count } человек
    [few] { $count } человека
    [many] { $count } человек
   *[other] { $count } человека
}
policy-decides-nothing = Пока ничего не задаёт
policy-raise = Поднять
policy-remove = Удалить
policy-remove-what = Её люди останутся в аккаунте; всё, что группа для них задаёт, сразу перестанет действовать.
policy-remove-button = Удалить эту группу
policy-none = Групп нет
policy-none-text = Создайте группу, чтобы задать настройки для части людей.
policy-new = Новая группа
policy-name = Название группы
policy-add = Создать группу
policy-account = Для всех
policy-account-text = Действует для всех в аккаунте, если группа не задаёт иное. Закреплённое здесь закреплено для всех групп.
policy-group-title = Группа
policy-group-who = Состав
policy-people = Кто в группе
policy-people-hint = Адреса электронной почты, по одному в строке, не больше { $most }. Кого нет в списке, тот выходит из группы и остаётся в аккаунте.
policy-group-rules = Настройки
policy-group-text = Действует для всех в группе.
policy-save = Сохранить
policy-force = Задано здесь
policy-force-none = Здесь не задано
policy-force-default = По умолчанию
policy-force-locked = Закреплено
policy-default-on = Да, по умолчанию
policy-default-off = Нет, по умолчанию
policy-locked-on = Да, закреплено
policy-locked-off = Нет, закреплено
policy-minutes-value = Минуты, пусто – никогда
policy-minutes-most = Минуты
policy-on = да
policy-off = нет
policy-never = никогда
policy-minutes = { $minutes ->
    [one] через { $minutes } минуту
    [few] через { $minutes } минуты
    [many] через { $minutes } минут
   *[other] через { $minutes } минуты
}
policy-as-the-plan = сколько позволяет тариф
policy-at-most = { $minutes ->
    [one] до { $minutes } минуты
    [few] до { $minutes } минут
    [many] до { $minutes } минут
   *[other] до { $minutes } минуты
}
policy-shortened = Длительность ограничил Ваш аккаунт; тариф позволяет больше.
policy-shortened-by-group = Длительность ограничила группа { $group }; тариф позволяет больше.
policy-setting-room-lobby = Личная комната: гости ждут в зале ожидания
policy-setting-room-auto-lock = Личная комната: запирается сама
policy-setting-room-share = Личная комната: участники могут показывать экран
policy-setting-room-chat = Личная комната: участники могут писать в чат
policy-setting-room-unmute = Личная комната: участники могут включать микрофон
policy-setting-room-record = Личная комната: участники могут вести запись
policy-setting-room-password = Личная комната: с паролем
policy-setting-meeting-password = Встречи: с паролем
policy-setting-meeting-minutes = Встречи: наибольшая длительность
policy-setting-mail-meeting-reminders = Письма: перед началом встречи
policy-setting-mail-meeting-changes = Письма: приглашения на встречи, их изменения и отмены
policy-setting-mail-renewal-reminders = Письма: за несколько дней до продления подписки
policy-setting-mail-news = Письма: новости Plenum
policy-rule-default = { $setting } – { $value }, по умолчанию
policy-rule-locked = { $setting } – { $value }, закреплено
policy-kept = Тем временем сохранено: { $kept }
policy-kept-nothing = ничего не задано
policy-kept-nobody = никого
policy-kept-locked = { $value }, закреплено
policy-kept-default = { $value }, по умолчанию
policy-why-own = Ваш собственный выбор.
policy-why-account-lock = Закреплено Вашим аккаунтом.
policy-why-group-lock = Закреплено группой { $group }.
policy-why-account-default = По умолчанию в Вашем аккаунте.
policy-why-group-default = По умолчанию в группе { $group }.
policy-holds = Настройки
policy-holds-shipped = { $value }, никто не задавал
policy-holds-own = { $value }, собственный выбор
policy-holds-account-lock = { $value }, закреплено аккаунтом
policy-holds-group-lock = { $value }, закреплено группой { $group }
policy-holds-account-default = { $value }, по умолчанию в аккаунте
policy-holds-group-default = { $value }, по умолчанию в группе { $group }

news-policy-saved = Настройки для всех сохранены.
news-group-added = Группа создана. Укажите, кто в ней и что она задаёт.
news-group-saved = Группа сохранена.
news-group-raised = Группа поднята выше.
news-group-removed = Группа удалена. Её люди остались в аккаунте.

audit-policy-changed = Изменены настройки для всех
audit-group-added = Создана группа { $name }
audit-group-changed = Изменена группа { $name }
audit-group-raised = Группа { $name } поднята выше группы { $above }
audit-group-removed = Удалена группа { $name }
webhooks-kind-policy-changed = Изменены настройки для всех
webhooks-kind-group-added = Создана группа
webhooks-kind-group-changed = Изменена группа
webhooks-kind-group-raised = Группа поднята выше
webhooks-kind-group-removed = Удалена группа

error-policy-unknown-setting = Такой настройки нет.
error-policy-twice = Эта настройка задана дважды. Задайте её один раз.
error-policy-not-a-switch = Выберите «да» или «нет».
error-policy-not-minutes = Выберите от 1 до 60 минут или «никогда».
error-policy-not-a-length = Выберите от 5 до 1440 минут.
error-policy-no-default = Наибольшую длительность встреч можно только закрепить.
error-policy-locked-off = Никому нельзя запретить пользоваться паролем. Задайте это по умолчанию.
error-meeting-password-needed = В Вашем аккаунте встречи проводятся с паролем. Введите пароль.
error-meeting-password-needed-by-group = В группе { $group } встречи проводятся с паролем. Введите пароль.
error-room-setting-locked = Тем временем Ваш аккаунт или одна из Ваших групп закрепили эту настройку. Она показана такой, какая она сейчас; сохраните ещё раз, чтобы остальное не пропало.
error-notifications-locked = Тем временем Ваш аккаунт или одна из Ваших групп закрепили одно из этих писем. Они показаны такими, какие они сейчас; сохраните ещё раз, чтобы остальное не пропало.
error-policy-changed = Кто-то изменил настройки для всех после того, как Вы открыли эту страницу. Ваш выбор остался здесь, рядом показано то, что сохранено. Если сохранить сейчас, это изменение будет заменено.
error-group-changed = Кто-то изменил группу после того, как Вы открыли эту страницу. Введённое осталось здесь, рядом показано то, что сохранено. Если сохранить сейчас, это изменение будет заменено.
error-group-changed-look = Кто-то изменил группу после того, как Вы открыли эту страницу, поэтому она не удалена. Сначала посмотрите на неё снова.
error-group-not-found = Такой группы в Вашем аккаунте нет; возможно, её удалили.
error-group-name-missing = Дайте группе название.
error-group-name-too-long = Не больше 60 символов.
error-group-name-characters = В названии есть символ, который нельзя показать. Введите его заново.
error-group-name-taken = В Вашем аккаунте уже есть группа с таким названием. Выберите другое.
error-group-unknown-people = Ни у кого в Вашем аккаунте нет этих адресов: { $addresses }. Исправьте их или сначала пригласите этих людей.
error-group-too-many = В Вашем аккаунте 50 групп, больше нельзя. Сначала удалите одну.
error-group-too-many-people = В группе не больше 500 человек. Создайте вторую.
