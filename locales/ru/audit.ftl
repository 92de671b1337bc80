# Журнал аккаунта: по фразе на каждое действие. Значения берутся из записи.
audit-title = Журнал аккаунта
audit-lead = Каждое изменение: кто, когда и откуда. Записи только добавляются и никогда не меняются.
audit-when = Когда
audit-who = Кто
audit-what = Что
audit-from = Откуда
audit-system = Plenum
audit-via-portal = портал
audit-via-api = API
audit-via-job = автоматически
audit-via-command = командная строка
audit-details = Подробности
audit-before = Было
audit-after = Стало
audit-times = Время: { $zone }.
audit-empty = Пока ничего не произошло
audit-empty-text = Здесь будет каждое изменение аккаунта.
audit-verify = Проверить, что ничего не изменено
audit-verified = { $count ->
    [one] Цепочка цела: { $count } запись, не изменена с момента внесения.
    [few] Цепочка цела: { $count } записи, ни одна не изменена с момента внесения.
    [many] Цепочка цела: { $count } записей, ни одна не изменена с момента внесения.
   *[other] Цепочка цела: { $count } записи, ни одна не изменена с момента внесения.
}
audit-broken = Запись { $number } не согласуется с предыдущей. Журнал изменён извне; сообщите тем, кто ведёт этот сервис.
audit-newest = К последним

audit-account-opened = Открытие аккаунта { $name }
audit-operator-granted = Назначение оператором сервиса
audit-person-signed-in = Вход
audit-password-changed = Смена пароля
audit-session-ended = Завершение сеанса
audit-session-others-ended = Завершение всех остальных сеансов
audit-token-made = Создание токена доступа { $name }
audit-token-revoked = Отзыв токена доступа
audit-passkey-added = Добавление ключа доступа
audit-passkey-removed = Удаление ключа доступа
audit-profile-changed = Изменение профиля
audit-order-placed = Заказ на { $total }
audit-order-paid = Заказ оплачен: { $paid }, счёт { $invoice }
audit-order-expired = Заказ на { $total } закрыт без оплаты
audit-payment-method-added = Добавление способа оплаты
audit-payment-declined = Платёж отклонён
audit-payment-too-late = { $paid } поступили за уже закрытый заказ
audit-invoice-issued = Выставлен счёт { $number }: { $total }
audit-invoice-paid = Оплачен счёт { $number }: { $paid }
audit-refund-asked = Запрошен возврат: { $amount }
audit-refund-succeeded = Возвращено: { $amount }
audit-refund-failed = Возврат не удался: { $amount }
audit-payment-charged-back = Банк плательщика забрал обратно { $amount }
audit-payment-found = Найден платёж { $amount }, который потеряли наши книги; он зачислен на баланс
audit-refund-found = Найден возврат { $amount }, который потеряли наши книги
audit-operator-chargeback-handled = Разобран отзыв платежа: { $amount }
audit-subscription-started = Подписка началась
audit-subscription-renewed = Подписка продлена, счёт { $invoice }
audit-subscription-past-due = Платёж за продление отклонён, счёт { $invoice } не оплачен
audit-site-ready = Сайт { $address } готов
audit-site-renamed = Адрес сайта изменён: был { $before }, стал { $address }
audit-site-changed = Изменено приветствие сайта
audit-site-brand-changed = Изменён логотип или цвет сайта
audit-meeting-scheduled = Назначена встреча «{ $title }»
audit-meeting-updated = Изменена встреча «{ $title }»
audit-meeting-cancelled = Отменена встреча «{ $title }»
audit-meeting-time-moved = Перенесена одна встреча серии «{ $title }»
audit-meeting-time-cancelled = Отменена одна встреча серии «{ $title }»
audit-meeting-time-put-back = Возвращена одна встреча серии «{ $title }»
audit-meeting-following-cancelled = Серия «{ $title }» закончится раньше
audit-meeting-following-moved = Серия «{ $title }» перенесена, начиная с одной из встреч
audit-meeting-following-reworded = У серии «{ $title }» другое название или другая повестка, начиная с одной из встреч
audit-meeting-registration-changed = Для «{ $title }» нужна регистрация
audit-meeting-registration-ended = Для «{ $title }» регистрация больше не нужна
audit-meeting-registrant-approved = Дано место на встрече «{ $title }»
audit-meeting-registrant-refused = Отказано в месте на встрече «{ $title }»
audit-chats-retention-changed = Изменён срок хранения сообщений в чатах
audit-recording-added = Добавлена запись встречи
audit-recording-trashed = Запись встречи перемещена в корзину
audit-recording-restored = Запись встречи восстановлена из корзины
audit-recording-erased = Запись встречи удалена
audit-recording-shared = Открыт доступ к записи встречи по ссылке
audit-recording-unshared = Отозвана ссылка на запись встречи
audit-recordings-retention-changed = Изменён срок хранения записей встреч
audit-export-asked = Запрошен архив данных
audit-export-ready = Создан архив данных
audit-export-downloaded = Скачана часть архива данных
audit-export-cancelled = Удалён архив данных
audit-export-expired = Архив данных удалён по истечении срока
audit-import-begun = Начата загрузка архива данных
audit-import-done = Архив данных загружен
audit-reports-imported = Импорт отчётов (новых встреч: { $new }, дополненных: { $completed })
audit-reports-exported = Экспорт отчётов
audit-room-changed = Изменены настройки личной комнаты
audit-room-renamed = Адрес личной комнаты изменён: был { $before }, стал { $name }
audit-room-restored = Восстановлены исходные настройки личной комнаты
audit-webhook-endpoint-added = Добавлен вебхук { $url }
audit-webhook-endpoint-removed = Удалён вебхук { $url }
audit-webhook-endpoint-enabled = Вебхук { $url } снова включён
audit-webhook-endpoint-disabled = Отправка на { $url } не удавалась несколько дней и остановлена
audit-webhook-endpoint-secret-changed = Новый секрет для { $url }
audit-webhook-endpoint-tested = Пробное событие отправлено на { $url }
audit-webhook-replayed = Событие повторно отправлено на { $url }
audit-webhook-missed-replayed = Пропущенное отправлено на { $url }: { $deliveries ->
    [one] { $deliveries } событие
    [few] { $deliveries } события
    [many] { $deliveries } событий
   *[other] { $deliveries } события
}
audit-operator-work-revived = Оператор запустил задачу заново
audit-operator-mail-retried = Оператор отправил письмо повторно
audit-operator-set-up-retried = Оператор повторил создание сайта

audit-subscription-changed = Подписка изменена
audit-subscription-change-planned = Изменение запланировано на продление
audit-subscription-cancelled = Подписка отменена и закончится вместе с периодом
audit-subscription-swapped = Подписка заменена подпиской на другой продукт
audit-subscription-withdrawn = Запланированное для подписки отменено
audit-subscription-ended = Подписка закончилась
audit-subscription-resumed = Подписка снова действует
audit-subscription-trial-ended = Пробный период закончился, начался первый оплаченный
audit-credit-note-issued = Выставлена кредит-нота { $number } к счёту { $invoice }: { $total }
audit-subscription-suspended = Подписка приостановлена, счёт { $invoice } не оплачен
audit-subscription-restored = Подписка снова работает
