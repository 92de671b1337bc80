# Встречи: списки, форма, страница встречи, отмена; что не так с полем.
meetings-title = Встречи
meetings-tab-upcoming = Предстоящие
meetings-tab-past = Прошедшие и отменённые
meetings-schedule = Назначить встречу
meetings-zone = Время: { $zone }
meetings-tab-month = Календарь
meetings-search-label = Название, номер или приглашённый
meetings-search-button = Найти
meetings-search-all = Показать все
meetings-search-none = Ничего не найдено
meetings-search-none-text = Здесь нет встречи с таким названием или номером, а среди приглашённых на Ваши встречи нет никого с таким именем или адресом.
meetings-month-other = Другие месяцы
meetings-month-before = Предыдущий месяц
meetings-month-today = Этот месяц
meetings-month-after = Следующий месяц
meetings-month-now = Сегодня
meetings-month-empty = Встреч нет: { $month }
meetings-month-empty-text = Здесь по дням стоят встречи, которые Вы проводите или на которые приглашены.
meetings-month-more = ещё { $count }
meetings-month-more-of =
    { $count ->
        [one] ещё { $count } встреча, { $day }
        [few] ещё { $count } встречи, { $day }
       *[many] ещё { $count } встреч, { $day }
    }
meetings-month-left-off = В этом месяце больше встреч, чем показано. В списках есть все.
meetings-more = Следующие встречи
meetings-first = В начало
meetings-empty-upcoming = Здесь будут Ваши встречи
meetings-empty-upcoming-text = Назначьте первую. Гости входят по ссылке, аккаунт им не нужен.
meetings-empty-past = Пока пусто
meetings-empty-past-text = Прошедшие и отменённые встречи остаются здесь вместе со ссылками.
meetings-state-open = Открыта
meetings-state-over = Завершена
meetings-state-cancelled = Отменена
meetings-host-line = Ведёт { $name }
meetings-alternate = Вы второй ведущий.

meetings-new-title = Назначить встречу
meetings-edit-title = Изменить встречу
meetings-form-what = О чём
meetings-form-when = Когда
meetings-form-repeats = Повтор
meetings-form-who = Кто
meetings-form-access = Вход
meetings-field-title = Название
meetings-field-agenda = Повестка
meetings-field-agenda-hint = Приглашённые прочтут её в приглашении и в календаре.
meetings-field-date = Дата
meetings-field-time = Время
meetings-field-zone = Часовой пояс
meetings-field-zone-hint = Повторяющиеся встречи держатся этого местного времени и летом, и зимой.
meetings-field-duration = Длительность в минутах
meetings-field-duration-limit = На тарифе { $plan } не больше чем { $length }. { $next } позволяет встречаться дольше.
meetings-field-duration-limit-last = На тарифе { $plan } не больше чем { $length }.
meetings-field-duration-decided = Не больше чем { $length }: так решил Ваш аккаунт.
meetings-field-duration-by-group = Не больше чем { $length }: так решила группа { $group }.
meetings-field-repeats = Как часто
meetings-repeat-once = Один раз
meetings-repeat-weekly = По неделям
meetings-repeat-monthly-day = По месяцам, в то же число
meetings-repeat-monthly-weekday = По месяцам, в тот же день недели, например второй вторник
meetings-repeat-monthly-last = По месяцам, в последний такой день недели
meetings-field-interval = Через сколько недель или месяцев
meetings-field-days = В эти дни
meetings-field-days-hint = Если не выбрать ни одного, в день первой встречи.
meetings-field-ends = Окончание
meetings-ends-never = Без окончания
meetings-ends-on = В определённый день
meetings-ends-after = После нескольких встреч
meetings-field-until = Последний день
meetings-field-count = Сколько встреч
meetings-field-invitees = Приглашённые
meetings-field-invitees-hint = Адреса электронной почты, с именами или без, по одному в строке или через запятую. Каждый получит письмо со ссылкой и записью для календаря.
meetings-field-alternate-hosts = Другие ведущие
meetings-field-alternate-hosts-hint = Адреса их почты. У кого здесь есть аккаунт, тот сможет открыть и изменить встречу.
meetings-field-password = Пароль встречи
meetings-field-password-hint = Для тех, кто входит по номеру. По ссылке и из приглашения вводить его не нужно. Без пароля один номер ничего не открывает.
meetings-save-new = Назначить и пригласить
meetings-save-edit = Сохранить и сообщить всем
meetings-plan-see = Сравнить тарифы

meetings-when = Когда
meetings-when-value = { $day }, { $time }
meetings-starts = Начало
meetings-when-yours = У Вас
meetings-length = Длится
meetings-repeats = Повтор
meetings-next-times = Ближайшие встречи
meetings-host = Ведёт
meetings-alternate-hosts = Другие ведущие
meetings-alternate-without-account = { $email } (аккаунта здесь пока нет)
meetings-invitees = Приглашённые
meetings-invitees-none = Пока никто не приглашён.
meetings-invitees-more = { $count ->
    [one] и ещё { $count }
    [few] и ещё { $count }
    [many] и ещё { $count }
   *[other] и ещё { $count }
}
meetings-meeting-number = Номер встречи
meetings-password = Пароль
meetings-password-none = Нет. Один номер ничего не открывает, ссылка открывает.
meetings-site = Сайт
meetings-agenda = Повестка
meetings-join-link = Ссылка для входа
meetings-open-join = Открыть страницу входа
meetings-calendar-file = Файл для календаря
meetings-change = Изменить
meetings-cancel = Отменить встречу
meetings-was-cancelled = Эта встреча отменена. Так и скажет её ссылка тем, кто её откроет.
meetings-is-over = Эта встреча завершена.
meetings-ends-at-limit = Длительность по плану: { $length }. На тарифе { $plan } встреча закончится раньше, предел: { $limit }. { $next } даёт всё время.
meetings-ends-at-limit-last = Длительность по плану: { $length }. На тарифе { $plan } встреча закончится раньше, предел: { $limit }.
meetings-ends-decided = Длительность по плану: { $length }. Ваш аккаунт ограничил длительность встреч, предел: { $limit }.
meetings-ends-by-group = Длительность по плану: { $length }. Группа { $group } ограничила длительность встреч, предел: { $limit }.

meetings-cancel-title = Отменить «{ $title }»
meetings-cancel-now = Что произойдёт
meetings-cancel-all = Отменятся все предстоящие встречи этой серии.
meetings-cancel-one = Отменится встреча, которая назначена на { $day }.
meetings-cancel-told = { $count ->
    [0] Сообщать никому не нужно.
    [one] { $count } человек получит письмо, и встреча исчезнет из календаря.
    [few] { $count } человека получат письма, и встреча исчезнет из их календарей.
    [many] { $count } человек получат письма, и встреча исчезнет из их календарей.
   *[other] { $count } человека получат письма, и встреча исчезнет из их календарей.
}
meetings-cancel-link = Ссылка останется и будет говорить, что встреча отменена.
meetings-cancel-final = Вернуть отменённую встречу нельзя. Можно назначить другую.
meetings-cancel-keep = Оставить встречу
meetings-cancel-confirm = Отменить встречу

meetings-time-title = Одна встреча серии
meetings-time-others = Измените только её или вместе со всеми следующими.
meetings-time-change = Перенести или отменить
meetings-time-is-off = Эта встреча отменена.
meetings-time-by-series = По расписанию серии: { $day }, { $time }.
meetings-time-move = Изменить эту встречу
meetings-time-cancel = Отменить эту встречу
meetings-time-put-back = Вернуть эту встречу
meetings-time-zone = Часовой пояс: { $zone }.
meetings-time-keep = Оставить как есть
meetings-time-see-move = Посмотреть изменение
meetings-time-see-cancel = Посмотреть отмену
meetings-time-see-put-back = Посмотреть возвращение
meetings-time-before = До сих пор
meetings-time-after = После этого
meetings-time-off = Отменена
meetings-time-same = Ничего не изменится: встреча уже такая. Писем никто не получит.
meetings-time-told = { $count ->
    [0] Писать никому не нужно.
    [one] Письмо получит { $count } человек, и в календаре изменится только эта встреча.
    [few] Письмо получат { $count } человека, и в их календарях изменится только эта встреча.
    [many] Письмо получат { $count } человек, и в их календарях изменится только эта встреча.
   *[other] Письмо получат { $count } человека, и в их календарях изменится только эта встреча.
}
meetings-time-link = Ссылка, номер и остальные встречи не изменятся.
meetings-time-back = Пока встреча не закончилась, её можно снова изменить или вернуть на место.
meetings-time-see-following = Посмотреть окончание серии
meetings-time-cancel-following = Отменить эту и все следующие
meetings-time-following = Отменятся эта встреча и все следующие. Последняя встреча серии: { $day }.
meetings-time-following-told = { $count ->
    [0] Писать никому не нужно.
    [one] Письмо получит { $count } человек, и серия закончится в календаре.
    [few] Письмо получат { $count } человека, и серия закончится в их календарях.
    [many] Письмо получат { $count } человек, и серия закончится в их календарях.
   *[other] Письмо получат { $count } человека, и серия закончится в их календарях.
}
meetings-time-following-link = Ссылка, номер и предыдущие встречи не изменятся.
meetings-time-following-back = Чтобы вернуть их, снова продлите серию. Переносы и отмены отдельных встреч среди них пропадут.
meetings-time-again = Назад
meetings-time-alone = Только эта встреча
meetings-time-all = Эта встреча и все следующие
meetings-time-all-hint = С нового дня ритм останется прежним, и встреч будет столько же. Названия и приглашённые прежние.
meetings-time-see-move-following = Посмотреть перенос
meetings-time-move-following = Перенести эту и все следующие
meetings-time-moved-told = { $count ->
    [0] Писать никому не нужно.
    [one] Письмо получит { $count } человек, и эти встречи переместятся в календаре.
    [few] Письмо получат { $count } человека, и эти встречи переместятся в их календарях.
    [many] Письмо получат { $count } человек, и эти встречи переместятся в их календарях.
   *[other] Письмо получат { $count } человека, и эти встречи переместятся в их календарях.
}
meetings-time-moved-link = Ссылка и номер останутся прежними для всех встреч серии, а предыдущие встречи не изменятся.
meetings-time-moved-back = Пока они не закончились, их можно перенести снова.
meetings-time-dropped = { $count ->
    [one] { $count } встреча среди них шла не по расписанию серии. Теперь она снова пойдёт по нему.
    [few] { $count } встречи среди них шли не по расписанию серии. Теперь они снова пойдут по нему.
    [many] { $count } встреч среди них шли не по расписанию серии. Теперь они снова пойдут по нему.
   *[other] { $count } встречи среди них шли не по расписанию серии. Теперь они снова пойдут по нему.
}
meetings-time-words = Название и повестка этой и всех следующих
meetings-time-words-hint = У предыдущих они останутся прежними, и у отдельных встреч со своим названием или своей повесткой тоже. Время, ссылка и номер не изменятся.
meetings-time-see-reword-following = Посмотреть новые тексты
meetings-time-reword-following = Назвать так эту и все следующие
meetings-time-reworded-told = { $count ->
    [0] Писем никто не получит.
    [one] Письмо получит { $count } человек, и в его календаре эти встречи будут называться так.
    [few] Письмо получат { $count } человека, и в их календарях эти встречи будут называться так.
   *[many] Письмо получат { $count } человек, и в их календарях эти встречи будут называться так.
}
meetings-time-reworded-before = Предыдущие встречи называются как прежде. Время, ссылка и номер у всех прежние.
meetings-time-reworded-own = { $count ->
    [one] У { $count } встречи среди них свои тексты, они останутся.
    [few] У { $count } встреч среди них свои тексты, они останутся.
   *[many] У { $count } встреч среди них свои тексты, они останутся.
}
meetings-time-reworded-replaces = Для более поздних встреч были заданы другие тексты: их заменят эти.
meetings-time-reworded-back = Пока они не закончились, их можно изменить снова.
meetings-called-from = Название с этого дня: { $day }
meetings-time-from = Начиная с
meetings-time-called = Называется
meetings-time-no-agenda = Нет
meetings-changed-times = Не по расписанию серии
meetings-changed-moved = { $was }: теперь { $day }, { $time }
meetings-changed-off = { $was }: отменена
meetings-changed-reworded = { $was }: своё название или своя повестка
meetings-changed-hint = Если у серии сменятся дни или время, эти изменения пропадут там, где больше не подходят.

meetings-repeats-weekly = { $interval ->
    [1] Каждую неделю по { $days }
    [one] Раз в { $interval } неделю по { $days }
    [few] Раз в { $interval } недели по { $days }
    [many] Раз в { $interval } недель по { $days }
   *[other] Раз в { $interval } недели по { $days }
}
meetings-repeats-monthly = { $interval ->
    [1] Каждый месяц, { $day }
    [one] Раз в { $interval } месяц, { $day }
    [few] Раз в { $interval } месяца, { $day }
    [many] Раз в { $interval } месяцев, { $day }
   *[other] Раз в { $interval } месяца, { $day }
}
meetings-repeats-until = { $rule }, последний день { $last }
meetings-repeats-times = { $rule }, { $count ->
    [one] { $count } раз
    [few] { $count } раза
    [many] { $count } раз
   *[other] { $count } раза
}
meetings-list-comma = { $list }, { $name }
meetings-list-and = { $list } и { $name }
meetings-on-weekday-1 = понедельникам
meetings-on-weekday-2 = вторникам
meetings-on-weekday-3 = средам
meetings-on-weekday-4 = четвергам
meetings-on-weekday-5 = пятницам
meetings-on-weekday-6 = субботам
meetings-on-weekday-7 = воскресеньям
meetings-on-day = { $day }-го числа
meetings-on-day-or-last = { $day }-го числа, а в коротком месяце в последний день
meetings-on-last-day = в последний день
# 1–4 или -1: последний.
meetings-on-nth-weekday-1 = { $nth ->
    [1] в первый понедельник
    [2] во второй понедельник
    [3] в третий понедельник
    [4] в четвёртый понедельник
   *[other] в последний понедельник
}
meetings-on-nth-weekday-2 = { $nth ->
    [1] в первый вторник
    [2] во второй вторник
    [3] в третий вторник
    [4] в четвёртый вторник
   *[other] в последний вторник
}
meetings-on-nth-weekday-3 = { $nth ->
    [1] в первую среду
    [2] во вторую среду
    [3] в третью среду
    [4] в четвёртую среду
   *[other] в последнюю среду
}
meetings-on-nth-weekday-4 = { $nth ->
    [1] в первый четверг
    [2] во второй четверг
    [3] в третий четверг
    [4] в четвёртый четверг
   *[other] в последний четверг
}
meetings-on-nth-weekday-5 = { $nth ->
    [1] в первую пятницу
    [2] во вторую пятницу
    [3] в третью пятницу
    [4] в четвёртую пятницу
   *[other] в последнюю пятницу
}
meetings-on-nth-weekday-6 = { $nth ->
    [1] в первую субботу
    [2] во вторую субботу
    [3] в третью субботу
    [4] в четвёртую субботу
   *[other] в последнюю субботу
}
meetings-on-nth-weekday-7 = { $nth ->
    [1] в первое воскресенье
    [2] во второе воскресенье
    [3] в третье воскресенье
    [4] в четвёртое воскресенье
   *[other] в последнее воскресенье
}

# В календарях, под повесткой.
meetings-calendar-joining =
    Войти: { $link }
    Номер встречи: { $number }
    Учётная запись не нужна, достаточно браузера.
meetings-calendar-joining-password =
    Войти: { $link }
    Номер встречи: { $number }
    Пароль: { $password }
    Учётная запись не нужна, достаточно браузера.

news-meeting-scheduled = Встреча назначена. Все приглашённые получат письмо.
news-meeting-updated = Встреча изменена. Все, кого она касается, получат письмо.
news-meeting-cancelled = Встреча отменена. Все, кого она касалась, получат письмо.
news-meeting-time-moved = Встреча изменена. Все, кого она касается, получат письмо.
news-meeting-time-cancelled = Отменена только эта встреча. Все, кого она касалась, получат письмо.
news-meeting-time-put-back = Встреча снова стоит по расписанию серии. Все, кого она касается, получат письмо.
news-meeting-following-moved = Эта встреча и все следующие перенесены. Все, кого они касаются, получат письмо.
news-meeting-following-reworded = У этой встречи и всех следующих новые название и повестка. Все, кого они касаются, получат письмо.
news-meeting-following-cancelled = Эта встреча и все следующие отменены. Все, кого они касались, получат письмо.

error-meeting-not-found = Среди Ваших встреч такой нет. Возможно, она чужая.
error-meeting-cancelled = Встреча отменена, изменить её уже нельзя. Назначьте другую.
error-meeting-no-such-time = Такой встречи в серии нет. Возможно, серию сократили; откройте её ещё раз.
error-meeting-time-over = Эта встреча серии уже закончилась или стояла бы в прошлом. Выберите ту, что ещё впереди.
error-meeting-only-time = Других предстоящих встреч в серии нет. Отмените всю серию.
error-meeting-too-many-exceptions = Слишком много встреч этой серии идут не по расписанию. Верните часть из них или назначьте новую серию.
error-meeting-time-changed = Пока эта страница была открыта, серию изменил кто-то другой. Ничего не сделано; вот что произойдёт теперь.
error-meeting-changed-look = Пока эта страница была открыта, встречу изменил кто-то другой, поэтому она не отменена. Сначала посмотрите на неё ещё раз.
error-meeting-changed = Пока эта страница была открыта, встречу изменил кто-то другой. Введённое Вами сохранилось; посмотрите на встречу и сохраните ещё раз, если нужен Ваш вариант.
error-meeting-fields = Назначить встречу в таком виде нельзя. Ничего не сохранено, и никому не сообщено.
error-meeting-missing = Это нужно заполнить.
error-meeting-too-long = { $most ->
    [one] Здесь помещается не больше { $most } знака.
    [few] Здесь помещается не больше { $most } знаков.
    [many] Здесь помещается не больше { $most } знаков.
   *[other] Здесь помещается не больше { $most } знака.
}
error-meeting-characters = В тексте есть знаки, которые нельзя показать. Наберите его, а не вставляйте.
error-meeting-not-a-time = Это не дата со временем.
error-meeting-past = Этот момент уже прошёл. Выберите другой.
error-meeting-too-far = Это слишком далеко. Последний возможный день: { $latest }.
error-meeting-before-earlier = Она началась бы раньше, чем закончатся встречи, которые не меняются. Выберите время позже: { $earlier }.
error-meeting-unknown-zone = Такой часовой пояс неизвестен. Выберите из списка.
error-meeting-minutes = Встреча длится от { $least } до { $most } минут.
error-meeting-plan-minutes = На тарифе { $plan } встреча длится до { $limit } минут. { $lifted ->
    [yes] { $lifted_by } позволяет { $asked }.
   *[no] Ни один тариф не позволяет { $asked }.
}
error-meeting-decided-minutes = Ваш аккаунт ограничил длительность встреч: не больше { $limit } минут.
error-meeting-decided-minutes-by-group = Группа { $group } ограничила длительность встреч: не больше { $limit } минут.
error-meeting-plan-people = На тарифе { $plan } во встрече помещаются { $limit } человек вместе с Вами. { $lifted ->
    [yes] { $lifted_by } вмещает { $asked }.
   *[no] Ни один тариф не вмещает { $asked }.
}
error-meeting-unknown-repeat = Выберите повтор из списка.
error-meeting-interval = Промежуток бывает от 1 до { $most } недель или месяцев.
error-meeting-weekday = «{ $asked }» не день недели.
error-meeting-month-day = Число месяца бывает от 1 до 31.
error-meeting-end-date = Укажите, в какой день серия заканчивается.
error-meeting-end-before-start = Серия закончилась бы до первой встречи. Выберите более поздний последний день.
error-meeting-count = В серии бывает от 1 до { $most } встреч.
error-meeting-address = «{ $asked }» не адрес электронной почты.
error-meeting-too-many = { $most ->
    [one] Здесь можно назвать не больше { $most } человека.
    [few] Здесь можно назвать не больше { $most } человек.
    [many] Здесь можно назвать не больше { $most } человек.
   *[other] Здесь можно назвать не больше { $most } человека.
}
error-meeting-length = Нужно от { $least } до { $most } знаков.
