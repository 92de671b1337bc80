# Отчёты об использовании: что проводилось, по дням, организаторам и встречам; кто был; файлы других служб.
reports-title = Отчёты
reports-lead = Встречи этого аккаунта, при любом тарифе, прежнем и нынешнем.
reports-lead-own = Встречи, которые Вы проводили, при любом тарифе, прежнем и нынешнем.
reports-history = История
reports-none = В истории пока нет встреч
reports-none-text = Перенесите отчёты из службы, которой Вы пользовались раньше. Здесь они останутся навсегда.
reports-none-text-own = Здесь появятся встречи, которые Вы провели.
reports-import = Импорт отчётов
reports-from = Первый день
reports-to = Последний день
reports-show = Показать
reports-periods = Периоды
reports-last-days = { $days ->
    [365] Год
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
}
reports-of-host = Только встречи организатора: { $name }.
reports-of-all = Показать встречи всех организаторов
reports-total = За этот период
reports-meetings = Встречи
reports-participants = Участники
reports-time = Время встреч
reports-person-time = Время всех участников
reports-by-day = По дням
reports-by-month = По месяцам
reports-day = День
reports-month = Месяц
reports-table = В цифрах
reports-chart-meetings = Встречи по дням
reports-chart-meetings-month = Встречи по месяцам
reports-chart-participants = Участники по дням
reports-chart-participants-month = Участники по месяцам
reports-chart-meetings-said = Всего встреч: { $total }, больше всего { $when }: { $most }. То же в цифрах стоит в таблице.
reports-chart-participants-said = Всего участников: { $total }, больше всего { $when }: { $most }. То же в цифрах стоит в таблице.
reports-chart-bar = { $when }: { $number }
reports-by-host = По организаторам
reports-host = Организатор
reports-host-unknown = Организатор неизвестен
reports-by-meeting = По встречам
reports-untitled = Встреча без названия
reports-hosted-by = Организатор: { $name }
reports-people-count = { $count ->
    [one] { $count } участник
    [few] { $count } участника
   *[other] { $count } участников
}
reports-export = Взять с собой
reports-export-text = Таблицы за выбранный период. Таблицу участников можно снова импортировать.
reports-export-meetings = Встречи (CSV)
reports-export-participants = Участники (CSV)
reports-nothing = За этот период встреч не было
reports-nothing-text = Выберите другие дни выше.
reports-note = Время и дни: { $zone }. Кто вышел и вернулся, считается в каждой встрече один раз.
reports-meeting = Встреча
reports-number = Номер
reports-source = Где проводилась
reports-source-plenum = Plenum
reports-source-zoom = Zoom
reports-source-webex = Webex
reports-source-goto = GoTo
reports-source-other = Другая служба
reports-ended = Окончание
reports-length = Длительность
reports-people = Кто был
reports-person = Участник
reports-guest = Гость
reports-came = Вход
reports-left = Выход
reports-still-there = Ещё там
reports-there = Присутствие
reports-connections = Подключения
reports-connections-count = { $count ->
    [one] { $count } подключение
    [few] { $count } подключения
   *[other] { $count } подключений
}
reports-nobody = Имён нет
reports-nobody-text = В отчёте сказано, сколько было участников, но не кто. Импортируйте отчёт об участниках, и он дополнит этот.
reports-import-lead = Сначала Вы увидите, что станет с каждой встречей.
reports-import-choose-hint = Отчёт о встречах или участниках, CSV, до { $megabytes } МБ и 50 000 строк.
reports-zone = Часовой пояс файла
reports-zone-hint = В отчётах других служб часовой пояс обычно не указан.
reports-import-then = Пока ничего не добавляется: следующая страница покажет, что будет. Отчёт, импортированный дважды, считается один раз.
reports-import-which = Отчёты Zoom о встречах и участниках, отчёты Webex об участниках и использовании, история и участники GoTo, наша собственная таблица участников и подобные таблицы с заголовками на русском, английском, французском или немецком языке. Из Zoom экспортируйте вместе с данными встречи.
reports-file-plenum = Наша собственная таблица
reports-file-zoom = Отчёт Zoom
reports-file-webex = Отчёт Webex
reports-file-goto = Отчёт GoTo
reports-file-other = Таблица
reports-about-day-first = сначала день, потом месяц
reports-about-month-first = сначала месяц, потом день
reports-order = Какой это был день
reports-order-legend = В файле стоит «{ $example }». Что здесь сначала?
reports-order-hint = Ни одна дата в файле этого не показывает. Если прочитать наоборот, встречи окажутся не в те дни.
reports-order-day-first = День, потом месяц
reports-order-month-first = Месяц, потом день
reports-outcome-new = Добавятся в историю
reports-outcome-completed = Известны, файл их дополняет
reports-outcome-known = Уже известны
reports-outcome-bad = Строки, которые нельзя импортировать
reports-state-new = Новая
reports-state-completed = Дополняется
reports-state-known = Известна
reports-state-bad = Ошибка
reports-unkept = Не переносится, в истории для этого нет места: { $columns }.
reports-commit = { $count ->
    [one] Импортировать { $count } встречу
    [few] Импортировать { $count } встречи
   *[other] Импортировать { $count } встреч
}
reports-nothing-new = Ничего нового в нём нет.
reports-see = Открыть отчёт
reports-import-moved = Тем временем история изменилась. Вот что сделал бы импорт сейчас.
news-reports-imported = Отчёты импортированы.
error-report-not-found = Такой встречи в истории нет, или Вам она не видна.
error-report-import-not-found = Этот импорт завершён, и его файл стёрт. Загрузите файл снова.
error-report-too-many = За этот период больше 100 000 строк. Выберите период короче.
error-report-period-unreadable = Укажите и первый день, и последний.
error-report-period-backwards = Последний день раньше первого.
error-report-period-too-long = В отчёте не больше 366 дней. Выберите период короче.
error-report-file-too-large = Файл больше 5 МБ. Экспортируйте период короче.
error-report-file-empty = В нём нет ни одной встречи.
error-report-file-too-many = В нём больше 50 000 строк. Экспортируйте период короче.
error-report-file-too-wide = В строке { $line } больше столбцов, чем бывает в отчётах.
error-report-file-open-quote = Кавычка в строке { $line } так и не закрыта. Исправьте файл.
error-report-file-not-text = Это не текстовый файл. Сохраните его как CSV.
error-report-file-no-columns = Это не отчёт из тех, что мы знаем: ни одна строка не говорит, что стоит в столбцах.
error-report-file-no-meeting = В файле сказано, кто был, но не на какой встрече. Экспортируйте его снова вместе с данными встречи.
error-report-charset-needed = Файл старше Юникода. Скажите, какие в нём буквы.
error-report-date-order-needed = Скажите, что в датах файла сначала: день или месяц.
error-report-row-time = «{ $value }» в столбце «{ $column }» не дата со временем.
error-report-row-future = «{ $value }» в столбце «{ $column }» ещё в будущем.
error-report-row-duration = «{ $value }» в столбце «{ $column }» не длительность.
error-report-row-count = «{ $value }» в столбце «{ $column }» не число.
error-report-row-source = «{ $value }» в столбце «{ $column }» не служба из тех, что мы знаем.
error-report-row-ends-before = «{ $value }» в столбце «{ $column }» раньше начала.
error-report-row-too-long = Это длилось бы больше 31 дня.
error-report-row-no-meeting = Строка не говорит, о какой она встрече.
error-report-row-no-time = Строка не говорит, когда это было.
error-report-row-no-name = Строка никого не называет.
error-report-row-no-stay = Строка не говорит, сколько человек там пробыл.
