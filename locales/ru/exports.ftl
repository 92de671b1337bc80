# Archives of one's own data, and of the account's.
exports-title = Экспорт данных
exports-lead = Архив, который можно сохранить или перенести в другое место. Он готовится в фоне, ждёт Вас столько дней: { $days }, а затем удаляется.
exports-of-person = Ваши данные
exports-holds-person = Профиль и фотография, встречи с файлом календаря для каждой, ваша комната, контакты в vCard и таблице, чаты с вашим участием и их файлы, ваши записи с расшифровками, письма и ваши действия здесь.
exports-without-person = Без паролей, ключей доступа и токенов. Создать и скачать его можете только Вы.
exports-ask-person = Создать архив ваших данных
exports-from-profile = Взять с собой архив ваших данных
exports-of-account = Данные учётной записи
exports-holds-account = Люди, роли и лицензии, сайты, группы и настройки, подписки, заказы, счета и кредит-ноты с PDF, платежи, бухгалтерская книга, история отчётов об использовании и журнал действий.
exports-without-account = Без номеров карт, секретов вебхуков и без того, что принадлежит только самим людям: их встреч, контактов, чатов и записей. Создать и скачать его могут только владельцы.
exports-ask-account = Создать архив учётной записи
exports-as-of = По состоянию на { $at }
exports-state-writing = Готовится
exports-state-ready = Готов
exports-state-cancelled = Удалён
exports-state-expired = Срок истёк
exports-progress = Шаг { $done } из { $total }.
exports-written = Пока записано: { $records ->
    [one] { $records } запись
    [few] { $records } записи
   *[other] { $records } записей
}, { $parts ->
    [one] { $parts } часть
    [few] { $parts } части
   *[other] { $parts } частей
}.
exports-leave = Страницу можно закрыть. Когда архив будет готов, придёт письмо.
exports-contents = { $records ->
    [one] { $records } запись
    [few] { $records } записи
   *[other] { $records } записей
}, { $files ->
    [one] { $files } файл
    [few] { $files } файла
   *[other] { $files } файлов
}, { $size }.
exports-until = Хранится до { $until }.
exports-part = Часть { $number } из { $total }, { $size }
exports-kilobytes = { $size } КБ
exports-megabytes = { $size } МБ
exports-cancel = Остановить и удалить
exports-delete = Удалить архив
exports-format = Каждая часть — файл ZIP, который открывается сам по себе. В последней лежит manifest.json: в нём перечислены все файлы и их SHA-256.
news-export-asked = Ваш архив готовится.
news-export-deleted = Архив удалён.
error-export-not-found = Такого архива нет или уже нет.
error-export-writing = Архив уже готовится. Дождитесь его или остановите.
error-export-too-many = За день запрошено пять архивов. Попробуйте завтра.
