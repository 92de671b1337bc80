# Записи: загрузка, просмотр с расшифровкой, доступ по ссылке, корзина.
recordings-title = Записи
recordings-lead = Они только ваши. Чтобы запись увидел кто-то ещё, дайте ему ссылку.
recordings-search-label = Поиск по названиям и расшифровкам
recordings-search-button = Найти
recordings-latest = Сначала новые
recordings-found = Найденное
recordings-nothing = Ничего не найдено
recordings-nothing-text = Этого нет ни в названиях, ни в расшифровках. Попробуйте короче.
recordings-nothing-inside = В этой расшифровке такого нет. Попробуйте короче.
recordings-none = Записей пока нет
recordings-none-text = Здесь будут ваши записи и то, что в них сказано.
recordings-all = Все записи
recordings-has-transcript = Расшифровка
recordings-video = Видео, { $size }
recordings-audio = Звук, { $size }
recordings-kilobytes = { $size } КБ
recordings-megabytes = { $size } МБ
recordings-gigabytes = { $size } ГБ
recordings-goes = Будет удалена: { $at }
recordings-goes-text = Учётная запись хранит записи лишь некоторое время. Эта будет удалена: { $at }. Скачайте нужное заранее.
recordings-add = Добавить запись
recordings-form-title = Название
recordings-form-title-hint = Без названия запись называется как файл.
recordings-form-meeting = Встреча
recordings-form-meeting-hint = Тогда запись будет и на странице встречи, только для вас.
recordings-no-meeting = Без встречи
recordings-meeting-choice = { $title }, { $day }
recordings-form-file = Файл
recordings-form-file-hint = MP4, M4A, MP3, WAV, WebM или Ogg, не больше { $most }. Не закрывайте страницу, пока файл отправляется.
recordings-form-button = Добавить запись
recordings-upload = Файл отправляется
recordings-upload-sent = Отправлено { $percent } %
recordings-upload-saving = Всё отправлено. Файл проверяется и сохраняется.
recordings-upload-stop = Остановить
recordings-upload-stopped = Отправка остановлена, ничего не сохранено. Файл по-прежнему выбран.
recordings-upload-failed = Связь прервалась, ничего не сохранено. Файл по-прежнему выбран; отправьте его ещё раз.
recordings-storage = Место
recordings-storage-used = Вместе все в учётной записи занимают { $used } из { $allowed }. Корзина тоже считается.
recordings-kept = Записи хранятся { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
}, затем удаляются. Заранее приходит письмо.
recordings-added = Добавлена { $at }, { $size }.
recordings-open-file = Открыть файл
recordings-download = Скачать
recordings-download-transcript = Расшифровка
recordings-transcript = Расшифровка
recordings-search-inside = Поиск в этой расшифровке
recordings-found-inside = Отрывков: { $found } из { $all }.
recordings-show-all = Показать все
recordings-transcript-file = Файл WebVTT
recordings-transcript-hint = Расшифровка стоит рядом с записью, в ней можно искать и переходить к любому месту.
recordings-transcript-replace = Заменит нынешнюю расшифровку.
recordings-transcript-button = Добавить расшифровку
recordings-transcript-remove = Убрать расшифровку
recordings-share = Ссылка
recordings-share-text = Эту запись видите только вы. По ссылке её можно смотреть и скачивать без учётной записи.
recordings-share-link = Ссылка на эту запись
recordings-share-with-password = По ссылке спрашивается пароль.
recordings-share-without-password = Запись увидит каждый, у кого есть ссылка.
recordings-share-ends = Ссылка работает до этого времени: { $at }.
recordings-share-no-end = Ссылка работает, пока вы её не отзовёте.
recordings-share-password = Пароль
recordings-share-password-hint = Не меньше { $least } знаков. Оставьте пустым, если пароль не нужен.
recordings-share-days = Дней
recordings-share-days-hint = От 1 до { $most }, считая с этого момента. Оставьте пустым для бессрочной ссылки.
recordings-share-button = Поделиться ссылкой
recordings-share-change = Изменить пароль и срок
recordings-unshare = Отозвать ссылку
recordings-about = О записи
recordings-save = Сохранить
recordings-throw-away = Переместить в корзину
recordings-throw-away-text = Там она ждёт 30 дней. Ссылка в это время не работает.
recordings-trash = Корзина
recordings-trash-lead = Выброшенное ждёт здесь { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
}, затем удаляется навсегда. До тех пор оно занимает место.
recordings-trash-empty = Корзина пуста
recordings-trash-empty-text = Выброшенные записи лежат здесь, пока не будут удалены.
recordings-in-trash = В корзине. Запись будет удалена: { $at }.
recordings-restore = Восстановить
recordings-erase = Удалить навсегда
recordings-retention = Срок хранения записей
recordings-retention-lead = Для записей всех участников учётной записи.
recordings-retention-time = Срок
recordings-retention-days = Дней
recordings-retention-hint = От { $least } до { $most } дней. Оставьте пустым, чтобы хранить записи бессрочно.
recordings-retention-notice = Владелец записи, которую пора удалить, получает письмо за { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
}. Удалённое не возвращается.
recordings-retention-button = Сохранить срок
news-recording-added = Запись добавлена.
news-recording-saved = Изменения сохранены.
news-recording-shared = Ссылка работает.
news-recording-unshared = Ссылка отозвана.
news-recording-trashed = Запись в корзине.
news-recording-restored = Запись восстановлена.
news-recording-erased = Запись удалена.
news-recording-retention = Срок хранения записей сохранён.
news-transcript-added = Расшифровка добавлена.
news-transcript-removed = Расшифровка убрана.

shared-over = Вам открыл запись: { $owner }
shared-added = Добавлена { $at }.
shared-ends = Ссылка работает до этого времени: { $at }.
shared-asks = Для этой записи нужен пароль
shared-asks-text = Его знает тот, кто дал вам ссылку.
shared-password = Пароль
shared-button = Открыть запись
shared-wait-text = Слишком много неверных ссылок или паролей. Попробуйте снова после { $time }.

error-share-not-found = Эта ссылка не ведёт ни к какой записи. Возможно, её срок истёк или её отозвали: спросите того, кто её дал.
error-recording-not-found = Такой записи нет, или она не ваша.
error-recording-title-missing = Дайте записи название.
error-recording-title-too-long = Не больше 200 знаков.
error-recording-title-characters = В названии есть знак, который нельзя напечатать. Введите его заново.
error-recording-not-in-plan = В вашем тарифе { $plan } записей нет. Они есть в тарифе { $with }.
error-recording-not-in-any-plan = В вашем тарифе { $plan } записей нет.
error-recording-full = Для записей вашей учётной записи осталось { $left } МБ из { $allowed } МБ. Удалите что-нибудь из корзины или добавьте места.
error-recording-too-large = Файл не больше 4 ГБ. Разделите его на части.
error-recording-file-missing = Выберите непустой файл.
error-recording-other-kind = Выберите файл MP4, M4A, MP3, WAV, WebM или Ogg. Важно содержимое файла, а не имя.
error-recording-too-many-today = За день вы отправили 200 файлов. Продолжите завтра.
error-recording-in-trash = Запись в корзине. Сначала восстановите её.
error-recording-not-in-trash = Записи нет в корзине.
error-recording-share-password = От 6 до 64 знаков, или оставьте пустым.
error-recording-share-wrong-password = Пароль неверен.
error-recording-share-days = От 1 до 365 дней, или оставьте пустым.
error-recording-retention-days = От 30 до 3 650 дней, или оставьте пустым.
error-transcript-not-found = У записи нет расшифровки.
error-transcript-too-large = Расшифровка не больше 4 МБ.
error-transcript-not-webvtt = Выберите файл WebVTT: текст в UTF-8, первая строка которого начинается с WEBVTT.
error-transcript-time = Строка { $line }: здесь нет времени. Отрывок начинается с двух моментов, например 00:01.000 --> 00:04.000.
error-transcript-ends = Строка { $line }: отрывок кончается раньше, чем начинается.
error-transcript-too-long = Строка { $line }: в отрывке не больше 4 000 знаков.
error-transcript-too-many = В расшифровке не больше 10 000 отрывков.
error-transcript-empty = В этом файле ничего не сказано.
