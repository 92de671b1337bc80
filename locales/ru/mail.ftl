### Письма. У каждого вида есть тема, в ней можно назвать любое значение его контекста, и свои фразы.
### Коротко: что произошло, что это значит, что делать. Обращение на «Вы».

mail-greeting = Здравствуйте, { $name }.
mail-greeting-nameless = Здравствуйте.
mail-sent-to = Отправлено на адрес { $address }.
mail-choose = Выбрать, какие письма получать
mail-link-until = Ссылка действует до: { $until }.

mail-confirm-email-subject = Подтвердите адрес электронной почты
mail-confirm-email-why = С этим адресом Вы создали учётную запись { $service }. Подтвердите его, и она готова к работе.
mail-confirm-email-action = Подтвердить адрес
mail-confirm-email-not-you = Если это были не Вы, ничего делать не нужно: без подтверждения учётной записи не будет.

mail-already-registered-subject = У Вас уже есть учётная запись
mail-already-registered-why = Кто-то, вероятно Вы, пытался создать учётную запись { $service } с этим адресом. Она уже есть, и в ней ничего не изменилось.
mail-already-registered-action = Войти
mail-already-registered-reset = Забыли пароль? Задайте новый.

mail-reset-password-subject = Задайте новый пароль
mail-reset-password-why = Вы попросили новый пароль для { $service }.
mail-reset-password-action = Задать новый пароль
mail-reset-password-not-you = Если это были не Вы, ничего делать не нужно: пароль останется прежним.

mail-password-changed-subject = Ваш пароль изменён
mail-password-changed-what = Пароль Вашей учётной записи изменён: { $when }.
mail-password-changed-not-you = Если это сделали не Вы, сразу задайте новый.
mail-password-changed-action = Задать новый пароль

mail-passkey-added-subject = К Вашей учётной записи добавлен ключ доступа
mail-passkey-added-what = Ключ доступа «{ $passkey }» добавлен: { $when }. С ним можно войти в Вашу учётную запись.
mail-passkey-added-not-you = Если это сделали не Вы, удалите его и смените пароль.
mail-passkey-added-action = Открыть страницу безопасности

mail-welcome-subject = Ваша учётная запись готова
mail-welcome-what = Ваши встречи проходят на { $site }, тариф { $plan }.
mail-welcome-limit = Предел длительности встречи: { $duration }. Число встреч не ограничено.
mail-welcome-action = Открыть главную страницу

mail-meeting-when = Когда
mail-meeting-when-value = { $date }, { $time }
mail-meeting-before = Было
mail-meeting-length = Длится
mail-meeting-repeats = Повтор
mail-meeting-number = Номер
mail-meeting-password = Пароль
mail-meeting-password-ask = Знает организатор: { $organizer }
mail-meeting-action = { $part ->
    [participant] Войти во встречу
   *[other] Войти в вебинар
}
mail-meeting-how = Учётная запись не нужна, достаточно браузера.
mail-meeting-answer = Вы придёте?
mail-meeting-answer-yes = Да
mail-meeting-answer-maybe = Возможно
mail-meeting-answer-no = Нет

mail-meeting-invitation-subject = { $part ->
    [panelist] Приглашение выступить: { $title }
   *[other] Приглашение: { $title }
}
mail-meeting-invitation-what = { $part ->
    [panelist] { $organizer } приглашает Вас на вебинар докладчиком: Вы сможете говорить. Ссылка ниже только для Вас.
    [host] { $organizer } приглашает Вас на вебинар вторым ведущим.
    [attendee] { $organizer } приглашает Вас на вебинар. Регистрироваться не нужно.
   *[participant] { $organizer } приглашает Вас на встречу.
}
mail-meeting-updated-subject = { $reason ->
    [moved] Перенесена один раз: { $title }
    [following] Перенесена и дальше: { $title }
    [reworded] Изменена один раз: { $title }
    [following_reworded] Изменена и дальше: { $title }
    [shortened] До этого дня: { $title }
    [put_back] Возвращена на место: { $title }
    [new_host] Новый организатор: { $title }
    [new_address] Новый адрес: { $title }
   *[changed] Изменена: { $title }
}
mail-meeting-updated-what = { $reason ->
    [moved] Перенесена одна встреча этой серии, организатор: { $organizer }. Остальные встречи и ссылка для входа прежние.
    [following] Перенесены эта встреча серии и все следующие, организатор: { $organizer }. Ссылка для входа прежняя. С этим письмом в календарь придёт новая запись, а с другим закончится прежняя.
    [reworded] У одной встречи этой серии теперь своё название или своя повестка, организатор: { $organizer }. Её время, остальные встречи и ссылка для входа прежние.
    [following_reworded] У этой встречи серии и всех следующих теперь другое название или другая повестка, организатор: { $organizer }. Их время и ссылка для входа прежние.
    [shortened] Первые встречи этой серии остаются как есть. С этим письмом в календаре закончится их запись; у следующих своя запись, в другом письме.
    [put_back] Одна встреча этой серии возвращена на своё место и состоится по расписанию серии, организатор: { $organizer }. Остальные встречи и ссылка для входа прежние.
    [new_host] Теперь организатор этой встречи: { $organizer }. Время, номер и ссылка для входа прежние.
    [new_address] У этой встречи теперь другой адрес. Прежняя ссылка ведёт туда, больше ничего не изменилось.
   *[changed] Встреча изменена, организатор: { $organizer }. Ссылка для входа ниже.
}
mail-meeting-reminder-subject = Скоро: { $title }
mail-meeting-reminder-what = Эта встреча начнётся через полчаса.
mail-meeting-reminder-choose = Без этих писем можно обойтись: выберите в профиле, какие Вам нужны.
mail-meeting-cancelled-subject = { $reason ->
    [following] Серия заканчивается: { $title }
    [once] Отменена один раз: { $title }
    [replaced] Заменена в календаре: { $title }
    [uninvited] Приглашение отозвано: { $title }
   *[cancelled] Отменена: { $title }
}
mail-meeting-cancelled-what = { $reason ->
    [following] Отменены эта встреча серии и все следующие, организатор: { $organizer }. Предыдущие не отменены. Ничего делать не нужно.
    [once] Отменена только эта встреча серии, организатор: { $organizer }. Остальные состоятся. Ничего делать не нужно.
    [replaced] Эти встречи перенесены, организатор: { $organizer }. Это письмо убирает из календаря прежнюю запись, другое приносит новую. Ссылка для входа прежняя.
    [uninvited] Вас больше нет в списке приглашённых, организатор: { $organizer }. Встреча пройдёт без Вас, делать ничего не нужно.
   *[cancelled] Встреча отменена, организатор: { $organizer }. Ничего делать не нужно.
}

mail-order-placed-subject = Ваш заказ { $number }
mail-order-placed-what = Мы получили Ваш заказ { $number }. Вот что в нём.
mail-order-placed-total = Итого
mail-order-placed-total-paid-with = Итого, { $card }
mail-order-placed-next = Далее, { $date }
mail-order-placed-action = Открыть заказ

mail-payment-declined-subject = Платёж на { $amount } отклонён
mail-payment-declined-reason = { $reason ->
    [insufficient_funds] { $means ->
        [debit] На счёте не хватило средств для списания { $amount } ({ $card }). Деньги не поступили.
       *[card] Банк сообщил, что для платежа на { $amount } не хватает средств ({ $card }).
    }
    [needs_authentication] Банк просит Вас подтвердить платёж на { $amount } ({ $card }).
    [expired_card] Срок действия карты истёк, поэтому платёж на { $amount } не прошёл ({ $card }).
   *[declined] { $means ->
        [debit] Банк вернул списание на { $amount } ({ $card }). Причину он нам не сообщает.
       *[card] Банк отклонил платёж на { $amount } ({ $card }). Причину он нам не сообщает.
    }
}
mail-payment-declined-meaning = { $purpose ->
    [renewal] Пока Ваша подписка действует полностью.
   *[order] Ваш заказ сохранён без изменений, деньги не списаны.
}
mail-payment-declined-retry = { $means ->
    [debit] Следующее списание: { $date }. Пусть к этому дню на счёте будет достаточно денег. Или заплатите сейчас картой, тогда списания больше не будет.
   *[card] Следующая попытка: { $date }. Вы можете заплатить и сейчас, этой картой или другой.
}
mail-payment-declined-no-retry = { $means ->
    [debit] Заплатите картой или попросите списать ещё раз; подробности знает Ваш банк.
   *[card] Заплатите этой картой или другой; подробности знает Ваш банк.
}
mail-payment-declined-action = Заплатить { $amount }

mail-payment-confirming-subject = Ваш платёж подтверждается
mail-payment-confirming-what = Банк ещё не сообщил, прошёл ли платёж на { $amount } по заказу { $number }. Мы спрашиваем, пока не узнаем, и тогда напишем Вам.
mail-payment-confirming-meaning = Ничего делать не нужно. Дважды деньги не спишутся.
mail-payment-confirming-action = Открыть заказ

mail-payment-too-late-subject = { $what ->
    [change] Платёж пришёл слишком поздно, ничего не изменилось
   *[order] Платёж пришёл, когда заказ уже закрылся
}
mail-payment-too-late-what = { $what ->
    [change] Пришло { $amount } ({ $card }) за изменение { $number }. К этому времени заказ закрылся или подписка уже стала другой.
   *[order] Пришло { $amount } ({ $card }) за заказ { $number }. К этому времени заказ закрылся.
}
mail-payment-too-late-meaning = { $what ->
    [change] Поэтому ничего не изменилось: подписка осталась как была. Если изменение ещё нужно, сделайте его снова; цена посчитается заново.
   *[order] Поэтому ничего не куплено. Если покупка ещё нужна, закажите снова.
}
mail-payment-too-late-money = Деньги не пропали. Они у нас на учёте, и мы ими займёмся; если они вернутся к Вам, письмо скажет когда.
mail-payment-too-late-action = Открыть заказ

mail-payment-found-subject = Мы нашли Ваш платёж: { $amount }
mail-payment-found-what = Пришло { $amount } ({ $card }). После сбоя на нашей стороне этого платежа не оказалось в наших книгах; мы нашли его, сверив их с платёжной службой.
mail-payment-found-meaning = Деньги на Вашем балансе. Они идут на следующий счёт или заказ, прежде чем что-либо списывать, так что платить дважды не придётся.
mail-payment-found-again = Если ими был оплачен заказ или изменение, которых больше не видно, сделайте их снова: они оплатятся с баланса.
mail-payment-found-action = Открыть баланс

mail-site-ready-subject = Ваш сайт { $site } готов
mail-site-ready-what = { $plan }: всё уже работает на { $site }.
mail-site-ready-kept = Встречи, записи и контакты остались на своих местах.
mail-site-ready-links = Ссылки, которые начинаются с { $site }, работают: они ведут на новый адрес.
mail-site-ready-action = Открыть сайт

mail-site-renamed-subject = Ваш сайт теперь на { $site }
mail-site-renamed-what = { $by } меняет адрес Вашего сайта. Теперь он на { $site }.
mail-site-renamed-links = Ссылки, которые начинаются с { $site }, работают: они ведут на новый адрес. Новые приглашения никому не нужны, платить ни за что не нужно.
mail-site-renamed-back = { $site } остаётся за Вами. Вернуться к нему можно в любой момент.
mail-site-renamed-action = Посмотреть настройки сайта

mail-invoice-subject = Счёт { $number }, { $total }
mail-invoice-what = Счёт приложен в PDF. Это и электронный счёт: его читают бухгалтерские программы.
mail-invoice-earlier = Приложены также счета за прошлые периоды, выставленные только сейчас: { $numbers }.
mail-invoice-number = Счёт
mail-invoice-issued = Дата
mail-invoice-period = Период
mail-invoice-total = Итого
mail-invoice-state = Состояние
mail-invoice-paid = Оплачен, { $card }
mail-invoice-due = Оплатить до { $date } включительно
mail-invoice-collected = Спишется около { $date }: { $account }
mail-invoice-mandate = Мандат
mail-invoice-open = К оплате
mail-invoice-action = { $paid ->
    [yes] Показать счёт
   *[no] Оплатить счёт
}

mail-subscription-renewed-subject = { $what ->
    [begun] { $plan }: пробный период закончился, подписка началась
   *[renewed] { $plan }: подписка продлена
}
mail-subscription-renewed-what = { $what ->
    [begun] Пробный период закончился, начался первый оплаченный. Всё остаётся как было.
   *[renewed] Ваша подписка продолжается.
}
mail-subscription-renewed-paid = Оплачено, { $card }
mail-subscription-renewed-next = Далее, { $date }
mail-subscription-renewed-action = Открыть страницу оплаты

mail-renewal-reminder-subject = { $plan }: продление через неделю
mail-renewal-reminder-what = { $plan }: подписка продлевается { $date }.
mail-renewal-reminder-charge = { $date }
mail-renewal-reminder-paid = Способ оплаты: { $card }. Чтобы продолжать, ничего делать не нужно. До этого дня подписку можно изменить или отменить.
mail-renewal-reminder-unpaid = Платить нечем: счёт останется открытым, пока вы его не оплатите. До этого дня подписку можно изменить или отменить.
mail-renewal-reminder-action = Посмотреть подписку
mail-renewal-reminder-choose = Без этих писем можно обойтись: выберите в профиле, какие Вам нужны.

mail-refund-sent-subject = Вам возвращается { $amount }
mail-refund-sent-what = Мы возвращаем { $amount } туда, откуда пришла оплата ({ $card }).
mail-refund-sent-arrival = Обычно деньги приходят между { $earliest } и { $latest }, то есть за 3–5 рабочих дней. Когда они появятся в выписке, решает Ваш банк.
mail-refund-sent-invoice = Этими деньгами был оплачен счёт { $number }.
mail-refund-sent-action = Открыть оплату

mail-provisioning-failed-subject = Не удалось подготовить сайт: заказ { $order }
mail-provisioning-failed-what = Шаг «{ $step }» не удался ({ $attempts ->
    [one] { $attempts } попытка
    [few] { $attempts } попытки
   *[other] { $attempts } попыток
}), нужен человек. Заказ цел; клиент видит, что сайт ещё готовится.
mail-provisioning-failed-account = Клиент
mail-provisioning-failed-error = Ошибка
mail-provisioning-failed-action = Открыть заказ

mail-webhook-disabled-subject = Веб-хук отключён
mail-webhook-disabled-what = { $endpoint } не отвечает. Первая ошибка: { $since }. После { $failures ->
    [one] { $failures } неудачи
   *[other] { $failures } неудач
} мы больше ничего туда не отправляем.
mail-webhook-disabled-meaning = Когда он снова ответит, включите его.
mail-webhook-disabled-action = Открыть веб-хук

mail-subscription-changed-subject = { $what ->
    [cancelled] { $plan }: отменено
    [suspended] { $plan }: приостановлено до оплаты
    [ended] { $plan }: закончилось
    [withdrawn] { $plan }: всё остаётся как было
    [resumed] { $plan }: снова с Вами
    [planned] { $plan }: изменение запланировано
    [swapped] { $plan }: вместо прежнего
    [kept] { $plan }: продолжится после пробного периода
   *[changed] { $plan }: изменено
}
mail-subscription-changed-lead = { $what ->
    [cancelled] Подписка { $plan } отменена. До её конца всё работает как раньше; { $date } — первый день без неё.
    [suspended] Подписка { $plan } приостановлена с { $date }, потому что счёт не оплачен. Оплата сразу вернёт всё.
    [ended] Подписка { $plan } закончилась { $date }.
    [withdrawn] Запланированное для { $plan } отменено. Подписка продолжается как раньше.
    [resumed] Подписка { $plan } снова действует с { $date }.
    [planned] С { $date } у Вас будет { $plan }. До тех пор ничего не меняется.
    [swapped] С { $date } у Вас { $plan } вместо прежней подписки.
    [kept] { $plan } продолжится после пробного периода. { $date } начнётся первый оплаченный период; до этого ничего не списывается, и можно отказаться.
   *[changed] С { $date } у Вас { $plan }.
}
mail-subscription-changed-asked = Запрошено
mail-subscription-changed-asked-by = { $moment }, { $name }
mail-subscription-changed-replaced = Вместо
mail-subscription-changed-charged = { $what ->
    [cancelled] Плата за досрочное расторжение, с НДС
    [ended] Плата за досрочное расторжение, с НДС
   *[changed] Начислено, с НДС
}
mail-subscription-changed-credited = Зачислено на Ваш баланс
mail-subscription-changed-refunded = Возвращается на способ оплаты
mail-subscription-changed-next = Следующее списание
mail-subscription-changed-nothing = Не будет
mail-subscription-changed-kept = { $what ->
    [cancelled] Ничего не удаляется. Встречи, записи и ссылки остаются, и до конца срока Вы можете сами отменить это решение.
    [suspended] Ничего не удалено. Встречи, записи и ссылки ждут Вас.
    [ended] Ничего не удалено. Вы можете вернуться сами и найти всё как было.
   *[changed] Встречи, записи и ссылки остаются как есть.
}
mail-subscription-changed-action = { $what ->
    [cancelled] Посмотреть или отменить
    [suspended] Оплатить счёт
    [planned] Посмотреть или отменить
   *[changed] Открыть подписку
}

mail-trial-subject = { $what ->
    [ends_soon] { $plan }: до конца пробного периода { $days_left ->
        [one] { $days_left } день
        [few] { $days_left } дня
        [many] { $days_left } дней
       *[other] { $days_left } дня
    }
    [over] { $plan }: пробный период закончился
   *[started] { $plan }: пробный период начался
}
mail-trial-lead = { $what ->
    [ends_soon] Пробный период { $plan } скоро закончится. Последний бесплатный день — { $last }.
    [over] Пробный период { $plan } закончился, ничего не списано. Без другой подписки Ваш аккаунт снова бесплатный.
   *[started] Вы пробуете { $plan }. Последний бесплатный день — { $last }.
}
mail-trial-then = { $then ->
    [subscribe] { $date } начнётся первый оплаченный период, и будет списано { $amount }. В любой день до этого можно отказаться, тогда ничего не спишется.
   *[end] Затем он закончится сам: ничего не спишется, и без другой подписки аккаунт снова станет бесплатным. Подпишитесь до этого дня, и всё продолжится; Вы сами решите, начать первый период сразу или после бесплатных дней.
}
mail-trial-free-until = Бесплатно до
mail-trial-paid-with = Способ оплаты
mail-trial-reminder = Напоминание
mail-trial-charge = { $then ->
    [subscribe] Первое списание, { $date }
   *[end] Первое списание, если подпишетесь, { $date }
}
mail-trial-kept = { $what ->
    [over] Ничего не удалено. Встречи, ссылки и записи на своих местах; подпишитесь, и всё заработает как в пробный период.
   *[started] Встречи, записи и ссылки остаются как есть, что бы Вы ни решили.
}
mail-trial-action = { $what ->
    [started] Открыть подписку
    [over] Подписаться
   *[ends_soon] { $then ->
        [subscribe] Посмотреть или отменить
       *[end] Подписаться
    }
}

mail-credit-used-subject = С баланса оплачено { $used } по счёту { $number }
mail-credit-used-what = По Вашей просьбе с баланса оплачено { $used } по счёту { $number }.
mail-credit-used-paid = Счёт оплачен полностью.
mail-credit-used-used = Оплачено с баланса
mail-credit-used-left = Осталось оплатить
mail-credit-used-balance = Остаётся на балансе
mail-credit-used-action = Открыть счёт

mail-chat-retention-subject = Сообщения в чатах будут удаляться через { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
}
mail-chat-retention-what = { $by }: новый срок хранения сообщений в чатах учётной записи — { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
}. Более старые сообщения удаляются навсегда, в чатах у всех.
mail-chat-retention-from = До этого времени ничего не удаляется: { $from }. Пока срок можно изменить, а нужное — сохранить.
mail-chat-retention-action = Открыть срок хранения

mail-recording-erasure-subject = Некоторые ваши записи будут удалены
mail-recording-erasure-what = Ваша учётная запись хранит записи { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
}. Для некоторых ваших записей этот срок почти истёк: первая будет удалена навсегда вместе с расшифровкой и ссылкой: { $from }.
mail-recording-erasure-more = { $count ->
    [one] За ними последует ещё { $count } запись.
    [few] За ними последуют ещё { $count } записи.
   *[other] За ними последуют ещё { $count } записей.
}
mail-recording-erasure-keep = Скачайте до этого то, что хотите сохранить. Срок хранения могут изменить владельцы и администраторы.
mail-recording-erasure-action = Открыть ваши записи
mail-export-ready-subject = Архив готов, его можно скачать
mail-export-ready-account = Архив данных вашей учётной записи готов. Запрос: { $by }.
mail-export-ready-person = Архив ваших данных готов.
mail-export-ready-size = { $parts ->
    [one] В нём { $parts } файл, всего около { $megabytes } МБ.
    [few] В нём { $parts } файла, всего около { $megabytes } МБ.
   *[other] В нём { $parts } файлов, всего около { $megabytes } МБ.
}
mail-export-ready-until = Скачать его можно до этого времени: { $until }. Затем он удаляется, и можно запросить новый.
mail-export-ready-action = Скачать архив
mail-export-ready-not-you = Если никто из ваших его не запрашивал, удалите архив на той же странице и смените пароль.

mail-registration-subject = { $standing ->
    [waiting] Регистрация ждёт решения: { $title }
    [approved] Ваше место: { $title }
    [refused] Места нет: { $title }
   *[cancelled] Регистрация отменена: { $title }
}
mail-registration-what = { $standing ->
    [waiting] Вы зарегистрировались на встречу. Организатор, { $organizer }, ещё не решает. Когда решение будет, придёт письмо.
    [approved] Вы зарегистрировались на встречу, место у Вас есть. Организатор: { $organizer }.
    [refused] Вы зарегистрировались на встречу, но места не получили. Организатор: { $organizer }.
   *[cancelled] Ваша регистрация на встречу отменена. Ваша ссылка её больше не открывает. Организатор: { $organizer }.
}
mail-registration-own-link = Ссылка только Ваша: не передавайте её другим.
mail-registration-page = { $standing ->
    [approved] Посмотреть или отменить регистрацию
    [waiting] Посмотреть или отменить регистрацию
   *[other] Посмотреть регистрацию
}
