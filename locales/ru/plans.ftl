# Тарифы и цены. Названия возможностей служат сравнению, выписке и сообщениям о пределах.
plans-title = Тарифы и цены
plans-lead = Начните бесплатно. Прежде чем заказать, Вы видите, сколько это стоит и что изменится, строка за строкой.
plans-products = Продукты
plans-interval = Оплата
plans-monthly = По месяцам
plans-annual = За год
plans-annual-monthly = На год, с оплатой по месяцам
commitment-fee-reducing = { $share } от того, что осталось заплатить
commitment-fee-fixed = { $amount } за лицензию, но не больше того, что осталось заплатить
commitment-hint = Вы обязуетесь на год, и так каждый год. Досрочное расторжение стоит { $fee }.
commitment-hint-free = Вы обязуетесь на год, и так каждый год.
plans-annual-saving = экономия до { $amount } в год
plans-currency = Валюта
plans-currency-show = Показать
plans-yours = Ваш тариф
plans-per-seat-month = за место ({ $noun }) в месяц
plans-per-seat-year = за место ({ $noun }) в год
plans-billed-monthly = Оплата каждый месяц.
plans-saves = Вы экономите { $amount } в год.
plans-buy = Купить { $name }
plans-start-free = Начать с { $name }
plans-quoted = По предложению для крупных организаций: оплата с отсрочкой и личный представитель.
plans-quoted-ask = Запросить предложение
plans-compare = Сравнение тарифов
plans-compare-what = Что можно
plans-fine = Полезно знать
plans-tax-added = Цены без налога. НДС добавляется там, где он положен, и виден до заказа.
plans-tax-included = Цены с НДС.
plans-retention = Когда платный тариф закончится, записи и отчёты можно будет смотреть ещё { $days ->
    [one] { $days } день
    [few] { $days } дня
    [many] { $days } дней
   *[other] { $days } дня
} и всё выгрузить. Вернётесь — всё будет на месте.

plans-value-yes = Да
plans-value-no = Нет
plans-value-unlimited = Без ограничений
plans-value-minutes = { $count ->
    [one] { $count } минута
    [few] { $count } минуты
    [many] { $count } минут
   *[other] { $count } минуты
}
plans-value-people = { $count }
plans-value-countries = { $count ->
    [one] { $count } страна
    [few] { $count } страны
    [many] { $count } стран
   *[other] { $count } страны
}
plans-value-gigabytes = { $size } ГБ
plans-value-megabytes = { $size } МБ

plans-entitlement-meeting-minutes = Самая длинная встреча
plans-entitlement-participants = Участники встречи
plans-entitlement-attendees = Зрители вебинара
plans-entitlement-recording-storage = Запись в облаке
plans-entitlement-transcription = Расшифровки
plans-entitlement-phone-numbers = Телефонные номера для входа
plans-entitlement-call-me = Звонок участнику
plans-entitlement-call-me-countries = Страны для звонка участнику
plans-entitlement-vanity-site = Собственный адрес сайта
plans-entitlement-reports = Отчёты об использовании
plans-entitlement-sso = Единый вход

plans-feature-meeting-minutes = Встречи не длиннее: { $value }
plans-feature-meeting-minutes-unlimited = Встречи любой длины
plans-feature-participants = { $count ->
    [one] { $count } участник
    [few] { $count } участника
    [many] { $count } участников
   *[other] { $count } участника
}
plans-feature-attendees = { $count ->
    [one] { $count } зритель вебинара
    [few] { $count } зрителя вебинара
    [many] { $count } зрителей вебинара
   *[other] { $count } зрителя вебинара
}
plans-feature-recording-storage = Запись, место для хранения: { $value }
plans-feature-transcription = Расшифровка рядом с записью
plans-feature-phone-numbers = Телефонные номера для входа
plans-feature-call-me = Звонок участнику к началу встречи
plans-feature-call-me-countries = Звонок участнику: { $value }
plans-feature-vanity-site = Собственный адрес сайта
plans-feature-reports = Отчёты об использовании
plans-feature-sso = Единый вход

# Что покупается поштучно: само слово и слово с числом.
plans-unit-organizer = организатор
plans-units-organizer = { $count ->
    [one] { $count } организатор
    [few] { $count } организатора
    [many] { $count } организаторов
   *[other] { $count } организатора
}
plans-unit-agent = агент
plans-units-agent = { $count ->
    [one] { $count } агент
    [few] { $count } агента
    [many] { $count } агентов
   *[other] { $count } агента
}
plans-unit-expert = эксперт
plans-units-expert = { $count ->
    [one] { $count } эксперт
    [few] { $count } эксперта
    [many] { $count } экспертов
   *[other] { $count } эксперта
}
plans-unit-licence = лицензия
plans-units-licence = { $count ->
    [one] { $count } лицензия
    [few] { $count } лицензии
    [many] { $count } лицензий
   *[other] { $count } лицензии
}
plans-unit-pack = пакет
plans-units-pack = { $count ->
    [one] { $count } пакет
    [few] { $count } пакета
    [many] { $count } пакетов
   *[other] { $count } пакета
}
plan-with-seats = { $seats ->
    [one] { $plan }, { $seats } лицензия
    [few] { $plan }, { $seats } лицензии
    [many] { $plan }, { $seats } лицензий
   *[other] { $plan }, { $seats } лицензии
}
plans-billed-once-a-year = Оплата раз в год.
plans-units-of-licence = Лицензии
plans-units-of-pack = Пакеты
plans-change = Перейти на { $name }
