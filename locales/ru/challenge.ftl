# Страница банка песочницы: вместо банка настоящей карты.
challenge-title = Банк спрашивает: это Ваш платёж?
challenge-lead = Это банк песочницы. С настоящей картой спросит Ваш банк, в приложении или на своей странице.
challenge-amount = Сумма
challenge-payee = Получатель
challenge-card = Карта
challenge-until = Ответить до
challenge-question = Платёж
challenge-approve = Да, оплатить { $amount }
challenge-refuse = Нет, не мой
challenge-approved = Вы подтвердили этот платёж.
challenge-refused = Вы отклонили этот платёж. Ничего не списано.
challenge-expired = Время для ответа истекло. Ничего не списано.
challenge-return = Вернуться в Plenum
