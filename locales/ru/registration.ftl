# Регистрация на встречи: форма для гостей, своя регистрация и страница организатора.
register-title = Регистрация
register-manual = О каждой регистрации решает { $host }. Письмо Вы получите в любом случае.
register-name = Ваше имя
register-email = Ваш адрес электронной почты
register-email-hint = Сюда придёт письмо с Вашей личной ссылкой.
register-send = Зарегистрироваться
register-who-reads = Всё, что Вы здесь введёте, прочтёт { $host }.
register-closes = Регистрация закроется { $day }, { $time }.
register-left = { $count ->
    [0] Мест не осталось.
    [one] Осталось { $count } место.
    [few] Осталось { $count } места.
   *[other] Осталось { $count } мест.
}
register-sent = Проверьте почту
register-sent-text = Вам отправлено письмо. В нём сказано, что с Вашей регистрацией, и есть всё, чтобы войти.
register-sent-again = Ничего не пришло? Посмотрите в нежелательных письмах или зарегистрируйтесь ещё раз с тем же адресом.

registration-waiting = Ждёт решения
registration-waiting-text = { $host } ещё не принимает решения. Когда оно будет, придёт письмо.
registration-approved = У Вас есть место
registration-approved-text = Входите по ссылке из письма: она только Ваша. У других есть свои.
registration-refused = Места нет
registration-refused-text = { $host } не даёт Вам места.
registration-cancelled = Отменена
registration-cancelled-text = Вы отменили регистрацию. Ваша ссылка больше не открывает встречу.
registration-of = { $name }, { $email }
registration-again = Зарегистрироваться снова
registration-cancel-title = Не сможете прийти?
registration-cancel-text = Ваше место освободится для других, а встреча исчезнет из Вашего календаря.
registration-cancel = Отменить мою регистрацию

registration-title = Регистрация
registration-lead = Гости сначала регистрируются и получают по почте личную ссылку. У тех, кого приглашаете Вы, она есть и без регистрации.
registration-link = Где регистрируются
registration-link-label = Ссылка для регистрации
registration-settings = Что спрашивается
registration-approval = Кто получает место
registration-automatic = Каждый, кто зарегистрировался, пока есть места
registration-manual = Только те, кого я одобрю
registration-places = Мест
registration-places-hint = Если пусто, столько, сколько позволяет тариф. Приглашённые Вами не считаются.
registration-closes = Закрывается
registration-closes-time = Время
registration-questions = Свои вопросы
registration-questions-hint = Кроме имени и адреса. Пустые не считаются.
registration-question = Вопрос { $number }
registration-question-needed = На вопрос { $number } нужно ответить
registration-open = Спрашивать регистрацию
registration-save = Сохранить
registration-end-title = Больше не спрашивать регистрацию
registration-end-text = Ссылка открывает встречу всем, у кого она есть. Кто зарегистрировался, сохраняет место.
registration-end = Больше не спрашивать
registration-on = { $count ->
    [0] Гости сначала регистрируются. Мест пока ни у кого нет.
    [one] Гости сначала регистрируются. Место есть у { $count } человека.
   *[other] Гости сначала регистрируются. Место есть у { $count } человек.
}
registration-off = Прийти может каждый, у кого есть ссылка.
registration-look-after = Кто зарегистрировался
registration-set-up = Спрашивать регистрацию

registrants-title = Кто зарегистрировался
registrants-all = Все
registrants-waiting = Ждут
registrants-approved = С местом
registrants-refused = Отказано
registrants-cancelled = Отменили
registrants-is-waiting = Ждёт
registrants-is-approved = Есть место
registrants-is-refused = Отказано
registrants-is-cancelled = Отменено
registrants-approve = Дать место
registrants-refuse = Отказать
registrants-table = Скачать таблицу
registrants-none = Пока никого
registrants-none-text = Дайте ссылку тем, кто может зарегистрироваться.

join-registers = На эту встречу нужна регистрация
join-registers-text = Сначала зарегистрируйтесь: придёт письмо с личной ссылкой. Если Вы уже зарегистрированы или приглашены, войдите по ссылке из письма.
join-register = Зарегистрироваться

news-registration-set = Встреча теперь спрашивает такую регистрацию.
news-registration-ended = Встреча больше не спрашивает регистрацию.
news-registration-cancelled = Ваша регистрация отменена.
news-registrant-approved = Место дано, письмо отправлено.
news-registrant-refused = В месте отказано, письмо отправлено.

error-registration-not-found = Эта ссылка не ведёт ни к какой регистрации. Возможно, встреча её больше не спрашивает: спросите того, кто дал ссылку.
error-registration-fields = Посмотрите ещё раз на отмеченное. Ничего не сохранено.
error-registration-closed = Регистрация на эту встречу закрыта.
error-registration-full = На этой встрече не осталось мест.
error-registration-over = Эта встреча закончилась.
error-registration-meeting-cancelled = Эта встреча отменена.
error-registration-they-cancelled = Этот человек отменил регистрацию. Зарегистрироваться снова может только он сам.
error-registration-refused = Места у Вас нет, отменять нечего.
error-registration-too-many = На эту встречу зарегистрировалось слишком много людей. Спросите организатора.
error-registration-approval = Выберите, кто получает место.
error-registration-places = От 1 до { $limit } мест.
error-registration-closes-before = От 0 минут до года до начала.
error-registration-too-long = Здесь помещается не больше { $limit } знаков.
error-registration-too-many-questions = Не больше { $limit } вопросов.
error-registration-needed = Это нужно заполнить.
error-registration-email = Это не адрес электронной почты.
