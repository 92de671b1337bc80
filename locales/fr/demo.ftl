# Ce qu’une démonstration montre à tous, et l’horloge, aussi dans la console.
demo-mails-title = E-mails
demo-mails-lead = Dans cette démonstration, aucun e-mail ne sort. Tous peuvent être lus ici.
demo-clock-title = Horloge
demo-clock-lead = Le temps est arrêté tant qu’on ne l’avance pas. Tout ce qui échoit en chemin se produit, dans l’ordre, comme en temps réel.
demo-clock-real = Ce service suit l’heure réelle. Elle ne peut pas être avancée.
demo-clock-now = Maintenant
demo-clock-next = Prochaine échéance
demo-clock-next-none = Rien n’est prévu.
demo-clock-move = Avancer de
demo-clock-hour = Une heure
demo-clock-day = Un jour
demo-clock-month = Un mois
demo-clock-moved = Départ : { $from }. En chemin, { $done ->
    [one] { $done } tâche a été faite
   *[other] { $done } tâches ont été faites
}, { $failed } en échec.

error-clock-step-unknown = L’horloge avance d’une heure, d’un jour ou d’un mois.
