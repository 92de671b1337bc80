# Шаблоны встреч: сохраняются, доступны всем в учётной записи, заполняют форму.
templates-title = Шаблоны
templates-lead = То, что Вы назначаете снова и снова, готово для формы.
templates-new = Новый шаблон
templates-own = Ваши
templates-own-none = Шаблонов пока нет
templates-own-none-text = Сохраните встречу как шаблон на её странице или из формы либо составьте шаблон здесь.
templates-shared = Из Вашей учётной записи
templates-shared-none = Общих шаблонов нет
templates-shared-none-text = Владельцы и администраторы могут хранить здесь шаблоны для всех.
templates-people = { $count ->
    [0] Никто не приглашён.
    [one] { $count } человек.
    [few] { $count } человека.
   *[many] { $count } человек.
}
templates-use = Назначить по нему
templates-from = По шаблону
templates-choose = Шаблон
templates-choose-hint = Он заново заполнит форму ниже. Пока Вы её не отправите, ничего не назначено.
templates-choice-shared = { $name } (из Вашей учётной записи)
templates-fill-in = Заполнить форму
templates-save-as = Сохранить как шаблон
templates-kept = Сохранено как шаблон «{ $name }». Ваша встреча осталась в форме, как Вы её ввели; пока ничего не назначено.

templates-new-title = Новый шаблон
templates-edit-title = Изменить шаблон
templates-form-lead = У шаблона нет дня и времени. Ограничения тарифа проверяются, когда Вы назначаете встречу.
templates-form-name = Имя
templates-field-name = Имя шаблона
templates-field-name-hint = По нему Вы найдёте шаблон; приглашённые его не видят.
templates-field-shared = Для всех в моей учётной записи
templates-field-shared-hint = По нему назначают встречи со всем, что в нём есть, но изменить его не могут.
templates-field-duration-hint = Если её нет, форма предложит свою.
templates-field-ends-hint = Если серия заканчивается в определённый день, форма спросит, в какой.
templates-field-invitees-hint = Адреса электронной почты с именами или без, по одному в строке или через запятую. Пока встреча не назначена, писем никто не получит.
templates-field-password-hint = У каждой встречи будет новый. Здесь пароль не хранится.
templates-password-policy = Как решено для того, кто назначает
templates-password-always = С паролем
templates-password-never = Без пароля
templates-field-kind = Что создаётся
templates-kind-meeting = Встреча
templates-kind-webinar = Вебинар
templates-field-panelists-hint = Только для вебинара. Адреса электронной почты, с именами или без них, по одному в строке или через запятую.
templates-field-asks = Встречи по этому шаблону требуют регистрации, как указано ниже
templates-field-asks-hint = Иначе встреча её не требует, а на вебинар может записаться каждый. Кто зарегистрировался, в шаблоне не хранится.
templates-field-closes = Закрывается до начала за
templates-field-closes-unit = Единица
templates-field-closes-hint = Если оставить поле пустым, регистрация открыта до конца встречи. Так же бывает, если встреча назначена слишком поздно для этого срока.
templates-closes-minutes = Минуты
templates-closes-hours = Часы
templates-closes-days = Дни
templates-asks = Требовать регистрации, как указано в шаблоне
templates-asks-hint = Иначе прийти может каждый, у кого есть ссылка. Позже это можно изменить на странице встречи.
templates-asks-hint-webinar = Иначе записаться может каждый, пока есть места. Позже это можно изменить на странице вебинара.
templates-asks-short = Требует регистрации.
templates-asks-places = { $count ->
    [one] { $count } место.
    [few] { $count } места.
   *[many] { $count } мест.
}
templates-asks-closes = Закрывается заранее: { $length } до начала.
templates-asks-question = { $needed ->
    [yes] Вопрос «{ $question }», ответ обязателен.
   *[no] Вопрос «{ $question }».
}
templates-save = Сохранить шаблон
templates-name-lead = То, что Вы ввели, сохранится, и форма вернётся как была.
templates-name-what = Сохраняются название, повестка, длительность, повторение и люди, что спрашивается при регистрации, а также то, есть ли пароль. День, время и сам пароль не сохраняются.
templates-name-back = Назад к форме
templates-shared-lead = Из Вашей учётной записи. По нему можно назначать встречи; изменяют его владельцы и администраторы.
templates-nobody = Никого

templates-remove = Удалить шаблон
templates-remove-title = Удалить «{ $name }»
templates-remove-own = Шаблон будет удалён.
templates-remove-shared = Шаблон будет удалён у всех в Вашей учётной записи.
templates-remove-meetings = Встречи, назначенные по нему, останутся как есть.
templates-remove-final = Вернуть удалённый шаблон нельзя.
templates-remove-keep = Оставить шаблон
templates-remove-confirm = Удалить шаблон

news-template-added = Шаблон сохранён.
news-template-changed = Шаблон изменён.
news-template-removed = Шаблон удалён.

error-template-not-found = Среди Ваших шаблонов и шаблонов учётной записи такого нет. Возможно, его удалили.
error-template-fields = Так шаблон сохранить нельзя. Ничего не сохранено.
error-template-changed = Кто-то изменил шаблон после того, как Вы открыли эту страницу. Введённое осталось здесь; посмотрите на шаблон и сохраните снова, чтобы заменить его своим.
error-template-changed-look = Кто-то изменил шаблон после того, как Вы открыли эту страницу, поэтому он не удалён. Сначала посмотрите на него.
error-template-too-many = У Вас 50 шаблонов, и больше места нет. Удалите ненужный.
error-template-too-many-shared = В Вашей учётной записи 50 шаблонов для всех, и больше места нет. Удалите ненужный.

audit-template-added = Сохранён шаблон встреч
audit-template-changed = Изменён шаблон встреч
audit-template-removed = Удалён шаблон встреч
audit-account-template-added = Шаблон «{ $name }» сохранён для всех
audit-account-template-changed = Шаблон «{ $name }» для всех изменён
audit-account-template-removed = Шаблон «{ $name }» больше не для всех
webhooks-kind-account-template-added = Сохранён шаблон для всех
webhooks-kind-account-template-changed = Изменён шаблон для всех
webhooks-kind-account-template-removed = Шаблон больше не для всех
