# Уход из аккаунта и исключение: что с чьими вещами.
leaving-people-title = Исключить из аккаунта
leaving-people-what = Дальше у этого человека будет свой бесплатный аккаунт. Сначала вы решаете, кому достанутся встречи, записи и лицензии; на следующей странице они посчитаны.
leaving-people-link = Исключить: { $name }
leaving-people-planned = Уходит { $when }
leaving-profile-title = Уйти из аккаунта
leaving-profile-what = Дальше у вас будет свой бесплатный аккаунт со всем, что принадлежит вам.
leaving-profile-link = Уйти из { $account }
leaving-remove-title = Исключить: { $name }
leaving-remove-lead = { $name } продолжит со своим бесплатным аккаунтом. Ничего не удаляется, и все ссылки работают. Вы решаете, кому что достанется; следующая страница покажет это ещё раз, прежде чем что-то случится.
leaving-leave-title = Уйти из { $account }
leaving-leave-lead = Дальше у вас будет свой бесплатный аккаунт. Ничего не удаляется, и все ссылки работают. Вы решаете, кому что достанется; следующая страница покажет это ещё раз, прежде чем что-то случится.
leaving-last-owner-title = Сначала назначьте другого владельца
leaving-last-owner = Других владельцев, которые могут войти, нет, а аккаунту нужен владелец. Дайте кому-то эту роль и вернитесь.
leaving-last-owner-link = К списку людей
leaving-things = Кому что достанется
leaving-goes-along = Что уходит вместе с человеком
leaving-when = Когда
leaving-fate = Кому
leaving-nothing = Передавать нечего.
leaving-what-meetings = Предстоящие встречи: { $meetings }, серии: { $series }
leaving-what-hosting = Второй ведущий чужих встреч: { $count }
leaving-what-recordings = Записи: { $count }, всего { $megabytes } МБ
leaving-what-licences = Лицензии ({ $count }): { $names }
leaving-hint-meetings = Номера и ссылки остаются. Каждый приглашённый получит для календаря обновление с новым организатором; тот читает и чаты этих встреч, как любой организатор.
leaving-hint-hosting = Новый второй ведущий сможет начинать и менять эти встречи.
leaving-hint-recordings = Ссылки, которыми поделились, работают. Что в записях, видит только новый владелец.
leaving-hint-licences = У кого такая лицензия уже есть, вторую не получит; она освободится.
leaving-unless-meetings = Уходят вместе с человеком
leaving-unless-hosting = Никому
leaving-unless-recordings = Уходят вместе с человеком
leaving-unless-licences = Никому: они освободятся
leaving-line-meetings-hand-over = { $what }. Новый организатор: { $heir }. Номера и ссылки остаются; каждый приглашённый получит обновление для календаря.
leaving-line-meetings-keep = { $what }. Уходят вместе с человеком на общий сайт. Номера остаются, прежние ссылки ведут туда, каждый приглашённый получит обновление для календаря.
leaving-line-hosting-hand-over = { $what }. Дальше вместо этого человека: { $heir }.
leaving-line-hosting-end = { $what }. Это закончится.
leaving-line-recordings-hand-over = { $what }. Новый владелец: { $heir }. Ссылки, которыми поделились, работают.
leaving-line-recordings-keep = { $what }. Уходят вместе с человеком. Ссылки, которыми поделились, работают.
leaving-line-licences-hand-over = { $what }. Дальше у того, кто назван: { $heir }, если такой ещё нет.
leaving-line-licences-end = { $what }. Освободятся для других.
leaving-got-meetings = Теперь вы организатор ещё стольких встреч: { $count }. Их номера и ссылки прежние.
leaving-got-hosting = Теперь вы второй ведущий ещё стольких встреч: { $count }.
leaving-got-recordings = Теперь у вас больше записей: { $count }.
leaving-got-licences = Теперь у вас больше лицензий: { $count }.
leaving-own-past = { $count ->
    [0] Прошедших встреч нет.
   *[other] Прошедшие и отменённые встречи: { $count }.
}
leaving-own-contacts = { $count ->
    [0] Контактов нет.
   *[other] Контакты: { $count }. Контакты принадлежат тому, кто их ведёт; никто другой их не видит и не получает.
}
leaving-own-chats = { $count ->
    [0] Чатов нет.
   *[other] Чаты: { $count }. Никто не читает чат, в котором не участвует, поэтому передать их нельзя. Кто уходит, читает чаты вдвоём и дальше, но больше в них никто не пишет.
}
leaving-own-room = { $count ->
    [0] Личной комнаты пока нет.
   *[other] Личная комната, адресов: { $count }. Ссылка в чьём-то календаре не должна вести к незнакомцу, поэтому никому другому она не достанется.
}
leaving-own-sign-in = Профиль, пароль и ключи доступа. Сеансы и токены доступа закончатся.
leaving-own-groups = Группы, из которых человек выйдет: { $names }.
leaving-archive = Сначала архив для этого человека
leaving-archive-hint = Всё, что принадлежит этому человеку, в виде файлов, до всякой передачи. Придёт письмо, и скачать архив сможет только сам человек.
leaving-archive-yours = Сначала архив для меня
leaving-archive-yours-hint = Всё, что принадлежит вам, в виде файлов, до всякой передачи. Письмо скажет, когда его можно скачать.
leaving-notice = Дней до этого
leaving-notice-hint = От 0 до { $most }. До тех пор всё можно вернуть. При 0 это случится в ближайшие минуты, и вернуть нельзя.
leaving-review = Посмотреть, что будет
leaving-review-remove-title = { $name }: исключение { $when }
leaving-review-leave-title = Вы уходите { $when }
leaving-review-lead = Пока ничего не случилось.
leaving-review-happens = Что тогда случится
leaving-review-told = Кто узнает
leaving-review-told-remove = Письмо с этими строками придёт сейчас и ещё одно, когда всё случится: { $name }. Кому что-то достанется, узнает тогда же.
leaving-review-told-leave = Вы и владельцы аккаунта получите письма сейчас. Кому что-то достанется, узнает, когда всё случится.
leaving-review-costs = Сколько это стоит
leaving-review-nothing = Нисколько. Освободившиеся лицензии оплачены, пока подписку не изменят.
leaving-review-archive = Сначала готовится архив; ссылку на него получит только { $name }.
leaving-review-back = До { $when } всё можно вернуть.
leaving-review-no-back = Это случится в ближайшие минуты, и вернуть нельзя.
leaving-review-change = Изменить
leaving-review-remove = Исключить: { $name }
leaving-review-leave = Уйти из аккаунта
leaving-moved-title = Что-то изменилось
leaving-moved = Сейчас случилось бы не то, что было показано. Посмотрите ещё раз; ничего не произошло.
leaving-planned-remove-title = Будет исключение: { $name }
leaving-planned-leave-title = Уходит { $name }
leaving-planned-you-title = Вы уходите из { $account }
leaving-planned-when = { $when }. Кто попросил: { $by }.
leaving-planned-under-way = Это происходит сейчас.
leaving-planned-happens = Что тогда случится
leaving-planned-take-back = Вернуть как было
leaving-planned-not-yours = Кто уходит сам, сам может и передумать.
leaving-planned-not-yours-them = Вернуть это может владелец или администратор аккаунта.
news-leaving-planned = Запланировано. На странице сказано, что и когда случится.
news-leaving-taken-back = Отменено; ничего не случится.
error-leaving-planned = Кто-то уже попросил об этом. На странице видно, что запланировано; отмените это, чтобы запланировать другое.
error-leaving-no-heir = Выберите того, кто есть в аккаунте и может войти.
error-leaving-heir-holds-none = Этот человек не может проводить встречи. Сначала дайте ему роль организатора или выберите другого.
error-leaving-notice = Введите число дней от 0 до 90.
error-leaving-nothing-planned = Ничего больше не запланировано: это отменено или уже случилось.
error-leaving-under-way = Это уже происходит, вернуть нельзя.
audit-person-leaving-planned = Запланирован уход: { $name }
audit-person-leaving-taken-back = Отменён уход: { $name }
audit-person-leaving-stopped = Уход не состоялся, как было задумано, уже нельзя: { $name }
audit-person-left = Больше не в аккаунте: { $name }
audit-meeting-handed-over = У встречи «{ $title }» новый организатор: { $host }
audit-meeting-alternate-host-replaced = У встречи «{ $title }» заменён второй ведущий
webhooks-kind-person-leaving-planned = Запланирован чей-то уход
webhooks-kind-person-leaving-taken-back = Чей-то уход отменён
webhooks-kind-person-leaving-stopped = Чей-то уход не состоялся
webhooks-kind-person-left = Кто-то ушёл из аккаунта
webhooks-kind-meeting-handed-over = У встречи новый организатор
webhooks-kind-meeting-alternate-host-replaced = У встречи новый второй ведущий
mail-departure-subject = { $to ->
    [them] { $what ->
        [taken_back] Вы остаётесь: { $account }
        [stopped] Вы пока остаётесь: { $account }
        [done] У вас свой аккаунт
       *[planned] { $how ->
            [leaves] Вы уходите: { $account }
           *[removed] Вас исключают: { $account }
        }
    }
   *[others] { $what ->
        [taken_back] Остаётся: { $person }
        [stopped] Исключение не состоялось: { $person }
       *[planned] Уходит: { $person }
    }
}
mail-departure-them = { $what ->
    [taken_back] Ваш уход из аккаунта { $account } отменён. Всё остаётся как было.
    [stopped] Вы не ушли из аккаунта { $account }: как было задумано, уже нельзя. Кого-то, кому должно было что-то достаться, больше нет, или нет другого владельца. Ничего не передано.
    [done] Вы ушли из аккаунта { $account }. Дальше у вас свой бесплатный аккаунт; входите как прежде, с тем же адресом и паролем.
   *[planned] { $how ->
        [leaves] Вы уходите из аккаунта { $account } { $at }, и дальше у вас свой бесплатный аккаунт.
       *[removed] { $by } исключает вас из аккаунта { $account } { $at }. Дальше у вас будет свой бесплатный аккаунт.
    }
}
mail-departure-others = { $what ->
    [taken_back] Уход из аккаунта { $account } отменён: { $person }.
    [stopped] Уход из аккаунта { $account } не состоялся: { $person }. Как было задумано, уже нельзя: кого-то, кому должно было что-то достаться, больше нет, или нет другого владельца. Ничего не передано. Можно запланировать заново.
   *[planned] { $person } уходит из аккаунта { $account } { $at }.
}
mail-departure-archive = { $what ->
    [done] До этого подготовлен архив всего, что было вашим; ссылка на него пришла письмом.
   *[planned] До этого будет подготовлен архив всего, что принадлежит вам; ссылка придёт письмом.
}
mail-departure-yours = { $what ->
    [done] Ваши контакты, чаты для чтения, личная комната и прошедшие встречи с вами. Ничего не удалено.
   *[planned] Ваши контакты, чаты для чтения, личная комната и прошедшие встречи уходят с вами. Ничего не удаляется.
}
mail-departure-action = { $what ->
    [done] Войти
   *[planned] Посмотреть, что запланировано
}
mail-handed-over-subject = { $from } больше не в аккаунте, кое-что теперь ваше
mail-handed-over-what = { $from } больше не в аккаунте { $account }. Теперь ваше:
mail-handed-over-told = Приглашённые на встречи знают, что организатор теперь вы.
mail-handed-over-action = К вашим встречам
