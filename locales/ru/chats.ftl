# Чаты двух людей и участников встречи.
chats-title = Чаты
chats-lead = С коллегами и с участниками Ваших встреч. Чат читают только те, кто в нём участвует.
chats-search-label = Поиск в Ваших чатах
chats-search-button = Найти
chats-found = Найденные сообщения
chats-nothing = Ничего не найдено
chats-nothing-text = В Ваших чатах такого сообщения нет. Попробуйте более короткую часть текста.
chats-all = Все чаты
chats-latest = Сначала новые
chats-none = Чатов пока нет
chats-none-text = Здесь появятся чаты, в которых что-нибудь написано.
chats-of-meeting = Встреча
chats-open = Открыть чат
chats-email = Адрес электронной почты коллеги
chats-email-hint = Кто-нибудь из Вашей учётной записи.
chats-open-person = Открыть чат
chats-meeting = Встреча
chats-meeting-hint = Здесь пишут и всё читают организатор, его заместители и приглашённые, у которых есть учётная запись.
chats-open-meeting = Открыть чат встречи
chats-messages = Сообщения
chats-earlier = Более ранние сообщения
chats-to-latest = К последним сообщениям
chats-you = Вы
chats-removed = Удалено автором, { $at }
chats-edited = Изменено, { $at }
chats-change = Изменить, приложить, удалить
chats-empty = Здесь пока ничего не написано
chats-empty-text = Другие увидят этот чат, когда Вы что-нибудь напишете.
chats-kept = Сообщения хранятся { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
}, затем удаляются.
chats-write = Написать
chats-text = Сообщение
chats-text-hint = В течение { $minutes } минут его можно изменить или удалить и приложить к нему файлы.
chats-send = Отправить
chats-change-title = Ваше сообщение
chats-change-lead = Написано: { $at }. После этого его можно изменить или удалить в течение { $minutes } минут. Другие увидят, что Вы это сделали и когда.
chats-change-text = Изменить
chats-save = Сохранить сообщение
chats-remove = Удалить сообщение
chats-remove-text = Текст исчезнет у всех. Останется видно, что сообщение было.
chats-retention = Срок хранения сообщений
chats-retention-lead = Для всех чатов учётной записи: между двумя людьми и во встречах.
chats-retention-from = До этого времени ничего не удаляется: { $from }. Пока можно изменить срок или хранить всё.
chats-retention-time = Срок
chats-retention-days = Дни
chats-retention-hint = От { $least } до { $most } дней. Оставьте поле пустым, чтобы хранить сообщения бессрочно.
chats-retention-notice = Если удаляется больше, чем раньше, владельцы и администраторы получают письмо, и ещё { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
} ничего не удаляется. Удалённое не восстановить.
chats-retention-button = Сохранить срок
news-chat-changed = Сообщение изменено.
news-chat-removed = Сообщение удалено.
news-chat-retention = Срок хранения сообщений сохранён.

error-chat-not-found = Такого чата нет, или Вы в нём не участвуете.
error-chat-message-not-found = Такого сообщения в этом чате нет. Возможно, оно удалено.
error-chat-other-gone = Этого никто не прочтёт: собеседника больше нет в Вашей учётной записи. Написанное остаётся здесь.
error-chat-meeting-cancelled = Встреча отменена, поэтому писать здесь больше нельзя. Написанное остаётся.
error-chat-not-yours = Изменить или удалить сообщение может только его автор.
error-chat-message-removed = Это сообщение уже удалено.
error-chat-too-late = Сообщение можно изменить или удалить в течение часа после отправки. Напишите новое.
error-chat-text-missing = Напишите что-нибудь.
error-chat-text-too-long = Не больше 4000 знаков. Остальное отправьте другим сообщением.
error-chat-text-characters = Здесь есть непечатаемый знак. Введите текст заново.
error-chat-nobody = Ни у кого другого в Вашей учётной записи нет такого адреса. Проверьте, как он написан.
error-chat-too-many = За день Вы написали 2000 сообщений. Продолжите завтра.
error-chat-retention-days = Выберите от 30 до 3650 дней или оставьте поле пустым.
chats-attach = Приложить файл
chats-attach-file = Файл
chats-attach-hint = PDF, PNG, JPEG или простой текст, до { $megabytes } МБ; не больше { $most } на сообщение.
chats-attach-button = Приложить файл
chats-file = { $name } ({ $kilobytes } КБ)
news-chat-attached = Файл приложен.
error-chat-file-not-found = Такого файла в этом чате нет. Возможно, он удалён.
error-chat-file-missing = Выберите файл, который не пуст.
error-chat-file-too-large = Файл может занимать не больше 5 МБ.
error-chat-file-other-kind = Выберите PDF, PNG, JPEG или простой текст.
error-chat-too-many-files = У сообщения уже пять файлов. Приложите следующий к другому сообщению.
error-chat-too-many-files-today = За день Вы приложили 100 файлов. Продолжите завтра.
chats-new = Новое
chats-unread = { $count ->
    [100] 99+ новых
    [one] { $count } новое
    [few] { $count } новых
   *[other] { $count } новых
}
chats-menu-count = { $count ->
    [100] 99+
   *[other] { $count }
}
chats-menu-unread = (с новыми сообщениями: { $count })
chats-download = Сохранить копию
chats-download-text = Весь чат одним файлом: текст для чтения или JSON для программ. Приложенные файлы в нём названы.
chats-download-as-text = Скачать как текст
chats-download-as-json = Скачать как JSON
chats-download-head = { $title }. Скачано: { $at }.
chats-download-line = { $author }, { $at }
