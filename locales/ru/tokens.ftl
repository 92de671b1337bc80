# Личные токены доступа.
tokens-lead = С токеном программа действует за Вас в тех пределах, которые Вы задали.
tokens-list = Ваши токены
tokens-empty = Токенов пока нет
tokens-empty-text = Здесь будут Ваши программы и то, что каждой можно.
tokens-made = Новый токен
tokens-made-text = Скопируйте его сейчас. Больше он показан не будет.
tokens-made-on = Создан { $when }.
tokens-expires = Действует до { $when }.
tokens-endless = Действует до отзыва.
tokens-used = Последний раз использован { $when }.
tokens-unused = Ещё не использован.
tokens-revoke = Отозвать
tokens-new = Создать токен
tokens-name = Название
tokens-name-hint = Для какой он программы.
tokens-scopes = Что ему можно
tokens-scope-profile-read = Видеть Ваш профиль
tokens-scope-profile-write = Менять профиль, завершать сеансы и токены
tokens-scope-meetings-read = Видеть Ваши встречи
tokens-scope-meetings-write = Назначать, менять и отменять Ваши встречи
tokens-scope-contacts-read = Видеть Ваши контакты
tokens-scope-contacts-write = Добавлять, менять, импортировать и удалять Ваши контакты
tokens-scope-chats-read = Читать Ваши чаты и искать в них
tokens-scope-chats-write = Писать, изменять и удалять сообщения в Ваших чатах; администраторам — задавать срок хранения
tokens-scope-recordings-read = Смотреть ваши записи и искать в них
tokens-scope-recordings-write = Добавлять, менять, открывать по ссылке и выбрасывать ваши записи; администраторам — задавать срок хранения
tokens-scope-reports-read = Видеть отчёты
tokens-scope-reports-write = Импортировать отчёты
tokens-scope-billing-read = Видеть тариф, заказы и счета
tokens-scope-billing-write = Покупать, менять и платить
tokens-scope-site-write = Переименовывать Ваш сайт, менять его вид и приветствие
tokens-scope-people-write = Приглашать людей, назначать роли и лицензии
tokens-scope-audit-read = Читать журнал аккаунта
tokens-scope-webhooks-write = Управлять вебхуками
tokens-scope-exports-write = Создавать, скачивать и удалять архивы ваших данных; владельцу — и данных учётной записи
tokens-scope-imports-write = Передавать архив ваших данных из другого Plenum и загружать его
tokens-scope-operator = Управлять сервисом
tokens-life = Сколько он действует
tokens-life-days = { $days ->
    [one] { $days } день
    [few] { $days } дня
    [many] { $days } дней
   *[other] { $days } дня
}
tokens-life-endless = До отзыва
tokens-button = Создать токен

news-token-revoked = Токен отозван. Больше он ничего не открывает.
