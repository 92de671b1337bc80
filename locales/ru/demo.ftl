# Что демонстрация показывает всем, и часы, которые есть и в консоли.
demo-mails-title = Письма
demo-mails-lead = В этой демонстрации письма никуда не уходят. Каждое можно прочитать здесь.
demo-clock-title = Часы
demo-clock-lead = Время здесь стоит, пока его не переведут. Всё, чему подошёл срок, происходит по порядку, как происходило бы на самом деле.
demo-clock-real = Этот сервис живёт по настоящему времени. Перевести его нельзя.
demo-clock-now = Сейчас
demo-clock-next = Ближайший срок
demo-clock-next-none = Ничего не предстоит.
demo-clock-move = Перевести вперёд
demo-clock-hour = На час
demo-clock-day = На день
demo-clock-month = На месяц
demo-clock-moved = Было { $from }. По пути выполнено задач: { $done }, не удалось: { $failed }.

error-clock-step-unknown = Часы переводятся на час, день или месяц.
