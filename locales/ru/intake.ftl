# Приглашение многих людей по списку.
intake-title = Пригласить многих
intake-lead = Вставьте список или выберите файл. Вы увидите по строкам, что произойдёт; до вашего подтверждения никому ничего не отправляется.
intake-who = Кого
intake-file = Файл
intake-file-hint = CSV или текст, как его сохраняют таблицы и другие сервисы: строк не больше { $most }, размер до { $megabytes } МБ.
intake-list = Или вставьте адреса
intake-list-hint = По одному в строке или через запятую либо точку с запятой. Имя можно написать рядом: Ada Lee <ada@example.org>.
intake-columns = Какие столбцы читаются
intake-columns-text = По заголовкам на английском, французском или русском: электронная почта; имя, или имя и фамилия; роль; лицензия. Без заголовков один столбец — адрес, другой — имя. Роль или лицензия в строке важнее выбранного ниже; «нет» значит без лицензии.
intake-columns-others = Списки пользователей Zoom, Webex и GoTo читаются как есть. Кто в Webex не активен, пропускается.
intake-roles-hint = Для всех, у кого в строке роль не указана.
intake-licences-hint = Для всех, у кого в строке лицензия не указана, пока свободные есть. С момента приглашения они заняты за приглашёнными.
intake-resend = Отправить ещё раз приглашения, на которые пока не ответили
intake-resend-hint = Иначе они остаются как есть.
intake-kept = Список хранится дней: { $days }, потом забывается.
intake-button = Посмотреть, что произойдёт
intake-report = Список людей
intake-rows-all = { $many ->
    [one] { $many } строка
    [few] { $many } строки
    [many] { $many } строк
   *[other] { $many } строки
}
intake-rows = { $from }–{ $to } из { $many }
intake-moved = С тех пор как вы видели предпросмотр, что-то изменилось
intake-moved-text = Никто не приглашён. Вот что произошло бы теперь.
intake-done-on = Сделано { $when }
intake-done-text = { $many ->
    [one] Отправляется { $many } письмо.
    [few] Отправляются { $many } письма.
    [many] Отправляется { $many } писем.
   *[other] Отправляется { $many } письма.
}
intake-pending = Посмотреть приглашённых
intake-result = Что произойдёт
intake-result-done = Что произошло
intake-count-invite = Приглашаем людей: { $many }
intake-count-resend = Отправляем приглашение ещё раз: { $many }
intake-count-done-invite = Приглашено людей: { $many }
intake-count-done-resend = Приглашений отправлено ещё раз: { $many }
intake-count-unchanged = Ничего не меняется у людей: { $many }
intake-count-refused = Строк, которые взять нельзя: { $many }
intake-pool = { $name }: назначаем { $given }, свободно останется { $left }
intake-pool-done = { $name }: назначено { $given }, свободно оставалось { $left }
intake-unused = Столбцы, которые не нужны: { $columns }
intake-nothing-yet = Пока ничего не сделано.
intake-kept-until = Хранится до { $when }.
intake-confirm = { $many ->
    [one] Отправить { $many } приглашение
    [few] Отправить { $many } приглашения
    [many] Отправить { $many } приглашений
   *[other] Отправить { $many } приглашения
}
intake-download = Строки, которые взять нельзя, с причинами
intake-remove = Забыть этот список
intake-show-all = Все строки
intake-show-invite = Приглашаются
intake-show-resend = Ещё раз
intake-show-unchanged = Без изменений
intake-show-refused = Взять нельзя
intake-line = Строка
intake-outcome = Что происходит
intake-reason = Причина
intake-none = Таких строк нет
intake-none-text = Здесь стоят строки с таким исходом.
intake-what-invite = Получит приглашение
intake-what-resend = Получит его ещё раз
intake-what-stays-invited = Уже в числе приглашённых
intake-what-here = Уже в аккаунте
intake-what-left-out = Пропускается
intake-what-refused = Взять нельзя
intake-done-invite = Приглашение отправлено
intake-done-resend = Отправлено ещё раз
intake-done-stays-invited = Уже в числе приглашённых
intake-done-here = Уже в аккаунте
intake-done-left-out = Пропущено
intake-done-refused = Не взято
intake-note-stays-invited = Приглашение остаётся как есть.
intake-note-here = У этого человека ничего не меняется.
intake-note-left-out = Там, откуда список, человек не активен.
news-intake-done = Приглашения отправляются.
news-intake-removed = Список забыт.
error-intake-nobody = В списке никого нет. Вставьте адреса или выберите файл с адресами.
error-intake-too-many-rows = В списке больше 10 000 человек. Разделите его на два.
error-intake-not-found = Такого списка больше нет.
error-intake-nothing-to-do = Сейчас из этого списка никого нельзя пригласить, поэтому ничего не сделано.
error-intake-repeated = Этот адрес уже стоит в строке { $line }.
error-intake-no-role = Роли «{ $word }» нет.
error-intake-no-licence = Лицензии «{ $word }» в вашем аккаунте нет.
error-intake-none-free = Свободных лицензий «{ $name }» больше нет.
error-intake-deactivated = Этот адрес принадлежит отключённому человеку. Включите его на его странице.
error-table-too-large = Файл слишком большой. Разделите его на два.
error-table-encoding = В строке { $line } есть символы, которые нельзя прочитать. Сохраните файл как CSV в UTF-8.
error-table-not-text = Это не текст. Сохраните таблицу как CSV.
error-table-open-quote = Кавычка в строке { $line } не закрыта. Закройте её или уберите.
error-table-too-many-rows = В таблице слишком много строк. Разделите её на две.
error-table-too-many-cells = В строке { $line } слишком много столбцов. Это точно таблица?
