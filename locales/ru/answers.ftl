# Ответы на приглашения: страница приглашённого и то, что видит организатор.
answer-over = Вас приглашает { $host }
answer-question = Вы придёте?
answer-legend = Ваш ответ
answer-for = За адрес { $email }
answer-yes = Да
answer-maybe = Возможно
answer-no = Нет
answer-so-far = Ваш прежний ответ
answer-outdated = На другое время
answer-all-times = Все встречи серии
answer-one-time = Только { $day }, { $time }
answer-field-time = Какие встречи
answer-field-note = Сообщение
answer-field-note-hint = Его прочтёт { $host }. Другие приглашённые его не увидят.
answer-send = Отправить ответ
answer-join = К странице входа
answer-cancelled = Эта встреча отменена. Отвечать больше не на что.
answer-wait-text = Из Вашей сети пришло слишком много неверных ссылок. Попробуйте снова в { $time }.

answers-title = Ответы
answers-counts = Да: { $yes }, возможно: { $maybe }, нет: { $no }, без ответа: { $unanswered }
answers-to-one = только { $day }
answers-by-mail = по почте

news-answer-given = Ваш ответ сохранён. До конца встречи его можно изменить здесь.

error-answer-not-found = Эта ссылка не ведёт ни к какому приглашению. Возможно, Вас больше не приглашают: спросите того, кто её дал.
error-answer-over = Эта встреча закончилась. Отвечать больше не на что.
error-answer-time-changed = Пока эта страница была открыта, время изменили. Посмотрите новое время и ответьте ещё раз.
error-answer-note-too-long = Здесь помещается не больше { $limit } знаков.
error-answer-missing = Выберите: да, возможно или нет.
