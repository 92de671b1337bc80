# Réunions : listes, formulaire, page d’une réunion, annulation ; ce qui ne va pas dans un champ.
meetings-title = Réunions
meetings-tab-upcoming = À venir
meetings-tab-past = Passées et annulées
meetings-schedule = Planifier une réunion
meetings-zone = Heures : { $zone }
meetings-tab-month = Calendrier
meetings-search-label = Titre, numéro ou personne invitée
meetings-search-button = Rechercher
meetings-search-all = Tout afficher
meetings-search-none = Rien trouvé
meetings-search-none-text = Ici, aucune réunion n’a cela dans son titre ou son numéro, ni de personne de ce nom ou de cette adresse parmi les invités des vôtres.
meetings-month-other = Autres mois
meetings-month-before = Mois précédent
meetings-month-today = Ce mois-ci
meetings-month-after = Mois suivant
meetings-month-now = Aujourd’hui
meetings-month-empty = Aucune réunion en { $month }
meetings-month-empty-text = Les réunions que vous tenez et celles où l’on vous invite figurent à leur jour.
meetings-month-more =
    { $count ->
        [one] { $count } autre
       *[other] { $count } autres
    }
meetings-month-more-of =
    { $count ->
        [one] { $count } autre réunion, { $day }
       *[other] { $count } autres réunions, { $day }
    }
meetings-month-left-off = Il y a plus de réunions ce mois-ci qu’il n’en est affiché. Les listes les ont toutes.
meetings-more = Réunions suivantes
meetings-first = Revenir au début
meetings-empty-upcoming = Vos réunions seront ici
meetings-empty-upcoming-text = Planifiez la première. Vos invités entrent par un lien, sans compte.
meetings-empty-past = Rien pour l’instant
meetings-empty-past-text = Les réunions terminées ou annulées restent ici, avec leurs liens.
meetings-state-open = Ouverte
meetings-state-over = Terminée
meetings-state-cancelled = Annulée
meetings-host-line = Hôte : { $name }
meetings-alternate = Vous êtes hôte suppléant.

meetings-new-title = Planifier une réunion
meetings-edit-title = Modifier la réunion
meetings-form-what = Sujet
meetings-form-when = Date et heure
meetings-form-repeats = Répétition
meetings-form-who = Participants
meetings-form-access = Accès
meetings-field-title = Titre
meetings-field-agenda = Ordre du jour
meetings-field-agenda-hint = Vos invités le lisent dans l’invitation et dans leur agenda.
meetings-field-date = Date
meetings-field-time = Heure
meetings-field-zone = Fuseau horaire
meetings-field-zone-hint = Une série garde cette heure locale, été comme hiver.
meetings-field-duration = Durée en minutes
meetings-field-duration-limit = { $length } au plus avec l’offre { $plan }. { $next } permet des réunions plus longues.
meetings-field-duration-limit-last = { $length } au plus avec l’offre { $plan }.
meetings-field-duration-decided = { $length } au plus, d’après votre compte.
meetings-field-duration-by-group = { $length } au plus, d’après le groupe { $group }.
meetings-field-repeats = Fréquence
meetings-repeat-once = Une seule fois
meetings-repeat-weekly = Chaque semaine
meetings-repeat-monthly-day = Chaque mois, le même jour
meetings-repeat-monthly-weekday = Chaque mois, le même jour de la semaine, par exemple le deuxième mardi
meetings-repeat-monthly-last = Chaque mois, le dernier de ces jours de la semaine
meetings-field-interval = Intervalle, en semaines ou en mois
meetings-field-days = Ces jours-là
meetings-field-days-hint = Si vous n’en choisissez aucun, le jour de la première réunion.
meetings-field-ends = Fin de la série
meetings-ends-never = Jamais
meetings-ends-on = À une date
meetings-ends-after = Après un certain nombre de réunions
meetings-field-until = Dernier jour
meetings-field-count = Nombre de réunions
meetings-field-invitees = Invités
meetings-field-invitees-hint = Adresses e-mail, avec ou sans nom, une par ligne ou séparées par des virgules. Chacun reçoit un e-mail avec le lien et une entrée d’agenda.
meetings-field-alternate-hosts = Hôtes suppléants
meetings-field-alternate-hosts-hint = Leurs adresses e-mail. Ceux qui ont un compte ici peuvent ouvrir et modifier la réunion.
meetings-field-password = Mot de passe de la réunion
meetings-field-password-hint = Pour ceux qui entrent par le numéro. Avec le lien ou l’invitation, il n’y a rien à saisir. Si vous le laissez vide, le numéro seul n’ouvre rien.
meetings-save-new = Planifier et inviter
meetings-save-edit = Enregistrer et prévenir
meetings-plan-see = Comparer les offres

meetings-when = Quand
meetings-when-value = { $day } à { $time }
meetings-starts = Début
meetings-when-yours = Chez vous
meetings-length = Durée
meetings-repeats = Répétition
meetings-next-times = Prochaines dates
meetings-host = Hôte
meetings-alternate-hosts = Hôtes suppléants
meetings-alternate-without-account = { $email } (pas encore de compte ici)
meetings-invitees = Invités
meetings-invitees-none = Personne n’est encore invité.
meetings-invitees-more = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}
meetings-meeting-number = Numéro de réunion
meetings-password = Mot de passe
meetings-password-none = Aucun. Le numéro seul n’ouvre rien ; le lien suffit.
meetings-site = Site
meetings-agenda = Ordre du jour
meetings-join-link = Lien d’accès
meetings-open-join = Ouvrir la page d’accès
meetings-calendar-file = Fichier d’agenda
meetings-change = Modifier
meetings-cancel = Annuler la réunion
meetings-was-cancelled = Cette réunion a été annulée. Son lien le dit à qui l’ouvre.
meetings-is-over = Cette réunion est terminée.
meetings-ends-at-limit = Elle est prévue pour { $length } ; avec l’offre { $plan }, elle s’arrête au bout de { $limit }. { $next } permet toute la durée.
meetings-ends-at-limit-last = Elle est prévue pour { $length } ; avec l’offre { $plan }, elle s’arrête au bout de { $limit }.
meetings-ends-decided = Elle est prévue pour { $length }. Votre compte arrête les réunions au bout de { $limit }.
meetings-ends-by-group = Elle est prévue pour { $length }. Le groupe { $group } arrête les réunions au bout de { $limit }.

meetings-cancel-title = Annuler « { $title } »
meetings-cancel-now = Conséquences
meetings-cancel-all = Toutes les réunions à venir de cette série sont annulées.
meetings-cancel-one = La réunion du { $day } est annulée.
meetings-cancel-told = { $count ->
    [0] Personne n’est à prévenir.
    [one] Une personne est prévenue par e-mail, et son agenda retire la réunion.
   *[other] { $count } personnes sont prévenues par e-mail, et leurs agendas retirent la réunion.
}
meetings-cancel-link = Le lien d’accès reste, et annonce que la réunion est annulée.
meetings-cancel-final = Une réunion annulée ne peut pas être rétablie. Vous pouvez en planifier une autre.
meetings-cancel-keep = Garder la réunion
meetings-cancel-confirm = Annuler la réunion

meetings-time-title = Une réunion de la série
meetings-time-others = Modifiez-la seule, ou avec toutes les suivantes.
meetings-time-change = Déplacer ou annuler
meetings-time-is-off = Cette réunion est annulée.
meetings-time-by-series = La série la prévoit le { $day } à { $time }.
meetings-time-move = Modifier cette réunion
meetings-time-cancel = Annuler cette réunion
meetings-time-put-back = Rétablir cette réunion
meetings-time-zone = Dans le fuseau horaire { $zone }.
meetings-time-keep = Ne rien changer
meetings-time-see-move = Voir la modification
meetings-time-see-cancel = Voir l’annulation
meetings-time-see-put-back = Voir le rétablissement
meetings-time-before = Jusqu’ici
meetings-time-after = Ensuite
meetings-time-off = Annulée
meetings-time-same = Rien ne change : la réunion est déjà ainsi. Personne n’est prévenu.
meetings-time-told = { $count ->
    [0] Personne n’est à prévenir.
    [one] Une personne est prévenue par e-mail, et son agenda ne change que cette réunion.
   *[other] { $count } personnes sont prévenues par e-mail, et leurs agendas ne changent que cette réunion.
}
meetings-time-link = Le lien d’accès, le numéro et les autres réunions ne changent pas.
meetings-time-back = Tant que la réunion n’est pas terminée, vous pouvez la modifier encore ou la rétablir.
meetings-time-see-following = Voir la fin de la série
meetings-time-cancel-following = Annuler celle-ci et les suivantes
meetings-time-following = Cette réunion et toutes les suivantes sont annulées. La dernière de la série est celle du { $day }.
meetings-time-following-told = { $count ->
    [0] Personne n’est à prévenir.
    [one] Une personne est prévenue par e-mail, et la série prend fin dans son agenda.
   *[other] { $count } personnes sont prévenues par e-mail, et la série prend fin dans leurs agendas.
}
meetings-time-following-link = Le lien d’accès, le numéro et les réunions précédentes ne changent pas.
meetings-time-following-back = Pour les rétablir, prolongez de nouveau la série. Les modifications de certaines d’entre elles sont perdues.
meetings-time-again = Retour
meetings-time-alone = Cette réunion seulement
meetings-time-all = Cette réunion et toutes les suivantes
meetings-time-all-hint = Elles gardent leur rythme à partir du nouveau jour, et restent aussi nombreuses. Leurs titres et les invités ne changent pas.
meetings-time-see-move-following = Voir le déplacement
meetings-time-move-following = Déplacer celle-ci et les suivantes
meetings-time-moved-told = { $count ->
    [0] Personne n’est à prévenir.
    [one] Une personne est prévenue par e-mail, et son agenda déplace ces réunions.
   *[other] { $count } personnes sont prévenues par e-mail, et leurs agendas déplacent ces réunions.
}
meetings-time-moved-link = Le lien d’accès et le numéro restent les mêmes pour toutes les réunions de la série ; les précédentes ne changent pas.
meetings-time-moved-back = Tant qu’elles ne sont pas terminées, vous pouvez les déplacer encore.
meetings-time-dropped = { $count ->
    [one] Une réunion parmi elles différait de la série. Elle suit de nouveau la série.
   *[other] { $count } réunions parmi elles différaient de la série. Elles suivent de nouveau la série.
}
meetings-time-words = Titre et ordre du jour de celle-ci et des suivantes
meetings-time-words-hint = Les précédentes gardent les leurs, et celles qui ont un titre ou un ordre du jour à elles aussi. Les horaires, le lien et le numéro ne changent pas.
meetings-time-see-reword-following = Voir les nouveaux textes
meetings-time-reword-following = Nommer ainsi celle-ci et les suivantes
meetings-time-reworded-told = { $count ->
    [0] Personne n’a besoin d’être prévenu.
    [one] Une personne est prévenue par e-mail, et son agenda nomme ainsi ces réunions.
   *[other] { $count } personnes sont prévenues par e-mail, et leurs agendas nomment ainsi ces réunions.
}
meetings-time-reworded-before = Les réunions précédentes gardent leurs textes. Les horaires, le lien d’accès et le numéro ne changent pour aucune.
meetings-time-reworded-own = { $count ->
    [one] L’une d’elles a des textes à elle et les garde.
   *[other] { $count } d’entre elles ont des textes à elles et les gardent.
}
meetings-time-reworded-replaces = À partir d’une réunion plus lointaine, d’autres textes étaient prévus : ceux-ci les remplacent.
meetings-time-reworded-back = Tant qu’elles ne sont pas terminées, vous pouvez les modifier encore.
meetings-called-from = Titre à partir du { $day }
meetings-time-from = À partir de
meetings-time-called = S’intitule
meetings-time-no-agenda = Aucun
meetings-changed-times = Hors série
meetings-changed-moved = { $was } : déplacée au { $day } à { $time }
meetings-changed-off = { $was } : annulée
meetings-changed-reworded = { $was } : un titre ou un ordre du jour à elle
meetings-changed-hint = Si la série change de jours ou d’heure, ces modifications sont abandonnées là où elles ne conviennent plus.

meetings-repeats-weekly = { $interval ->
    [1] Chaque semaine, le { $days }
   *[other] Toutes les { $interval } semaines, le { $days }
}
meetings-repeats-monthly = { $interval ->
    [1] Chaque mois, { $day }
   *[other] Tous les { $interval } mois, { $day }
}
meetings-repeats-until = { $rule }, jusqu’au { $last }
meetings-repeats-times = { $rule }, { $count } fois
meetings-list-comma = { $list }, le { $name }
meetings-list-and = { $list } et le { $name }
meetings-on-weekday-1 = lundi
meetings-on-weekday-2 = mardi
meetings-on-weekday-3 = mercredi
meetings-on-weekday-4 = jeudi
meetings-on-weekday-5 = vendredi
meetings-on-weekday-6 = samedi
meetings-on-weekday-7 = dimanche
meetings-on-day = { $day ->
    [1] le 1er
   *[other] le { $day }
}
meetings-on-day-or-last = le { $day }, ou le dernier jour d’un mois plus court
meetings-on-last-day = le dernier jour
# 1 à 4, ou -1 pour le dernier.
meetings-on-nth-weekday-1 = { $nth ->
    [1] le premier lundi
    [2] le deuxième lundi
    [3] le troisième lundi
    [4] le quatrième lundi
   *[other] le dernier lundi
}
meetings-on-nth-weekday-2 = { $nth ->
    [1] le premier mardi
    [2] le deuxième mardi
    [3] le troisième mardi
    [4] le quatrième mardi
   *[other] le dernier mardi
}
meetings-on-nth-weekday-3 = { $nth ->
    [1] le premier mercredi
    [2] le deuxième mercredi
    [3] le troisième mercredi
    [4] le quatrième mercredi
   *[other] le dernier mercredi
}
meetings-on-nth-weekday-4 = { $nth ->
    [1] le premier jeudi
    [2] le deuxième jeudi
    [3] le troisième jeudi
    [4] le quatrième jeudi
   *[other] le dernier jeudi
}
meetings-on-nth-weekday-5 = { $nth ->
    [1] le premier vendredi
    [2] le deuxième vendredi
    [3] le troisième vendredi
    [4] le quatrième vendredi
   *[other] le dernier vendredi
}
meetings-on-nth-weekday-6 = { $nth ->
    [1] le premier samedi
    [2] le deuxième samedi
    [3] le troisième samedi
    [4] le quatrième samedi
   *[other] le dernier samedi
}
meetings-on-nth-weekday-7 = { $nth ->
    [1] le premier dimanche
    [2] le deuxième dimanche
    [3] le troisième dimanche
    [4] le quatrième dimanche
   *[other] le dernier dimanche
}

# Dans les agendas, sous l’ordre du jour.
meetings-calendar-joining =
    Rejoindre : { $link }
    Numéro de réunion : { $number }
    Aucun compte n’est nécessaire : un navigateur suffit.
meetings-calendar-joining-password =
    Rejoindre : { $link }
    Numéro de réunion : { $number }
    Mot de passe : { $password }
    Aucun compte n’est nécessaire : un navigateur suffit.

news-meeting-scheduled = La réunion est planifiée. Tous les invités reçoivent un e-mail.
news-meeting-updated = La réunion est modifiée. Toutes les personnes concernées reçoivent un e-mail.
news-meeting-cancelled = La réunion est annulée. Toutes les personnes concernées reçoivent un e-mail.
news-meeting-time-moved = La réunion est modifiée. Toutes les personnes concernées reçoivent un e-mail.
news-meeting-time-cancelled = Cette seule réunion est annulée. Toutes les personnes concernées reçoivent un e-mail.
news-meeting-time-put-back = La réunion est rétablie au moment prévu par la série. Toutes les personnes concernées reçoivent un e-mail.
news-meeting-following-moved = Cette réunion et toutes les suivantes sont déplacées. Toutes les personnes concernées reçoivent un e-mail.
news-meeting-following-reworded = Cette réunion et toutes les suivantes ont leurs nouveaux textes. Toutes les personnes concernées reçoivent un e-mail.
news-meeting-following-cancelled = Cette réunion et toutes les suivantes sont annulées. Toutes les personnes concernées reçoivent un e-mail.

error-meeting-not-found = Cette réunion n’est pas parmi les vôtres. Elle appartient peut-être à quelqu’un d’autre.
error-meeting-cancelled = La réunion a été annulée et ne peut plus être modifiée. Planifiez-en une autre.
error-meeting-no-such-time = La série n’a pas cette réunion. Elle a peut-être été raccourcie ; ouvrez de nouveau la série.
error-meeting-time-over = Cette réunion de la série est terminée, ou le serait. Choisissez-en une qui est à venir.
error-meeting-only-time = Aucune autre réunion de la série n’est à venir. Annulez plutôt toute la série.
error-meeting-too-many-exceptions = Trop de réunions de cette série en diffèrent. Rétablissez-en quelques-unes ou planifiez une nouvelle série.
error-meeting-time-changed = Quelqu’un a modifié la série après que vous avez ouvert cette page. Rien n’a été fait ; voici ce qui se passerait maintenant.
error-meeting-changed-look = Quelqu’un a modifié la réunion après que vous avez ouvert cette page ; elle n’a pas été annulée. Regardez-la d’abord.
error-meeting-changed = Quelqu’un a modifié la réunion après que vous avez ouvert cette page. Votre saisie est toujours là ; regardez la réunion, puis enregistrez de nouveau pour que la vôtre la remplace.
error-meeting-fields = La réunion ne peut pas être planifiée ainsi. Rien n’a été enregistré et personne n’a été prévenu.
error-meeting-missing = Ce champ est nécessaire.
error-meeting-too-long = { $most ->
    [one] Il y a place pour { $most } caractère au plus.
   *[other] Il y a place pour { $most } caractères au plus.
}
error-meeting-characters = Ce texte contient des caractères qui ne peuvent pas être affichés. Saisissez-le au lieu de le coller.
error-meeting-not-a-time = Ce n’est pas une date avec une heure.
error-meeting-past = Ce moment est passé. Choisissez-en un autre.
error-meeting-too-far = C’est trop loin. Le dernier jour possible est le { $latest }.
error-meeting-before-earlier = Elle commencerait avant la fin des réunions qui ne changent pas. Choisissez un moment après le { $earlier }.
error-meeting-unknown-zone = Ce fuseau horaire est inconnu. Choisissez-en un dans la liste.
error-meeting-minutes = Une réunion dure de { $least } à { $most } minutes.
error-meeting-plan-minutes = Avec l’offre { $plan }, une réunion dure { $limit } minutes au plus. { $lifted ->
    [yes] { $lifted_by } en permet { $asked }.
   *[no] Aucune offre n’en permet { $asked }.
}
error-meeting-decided-minutes = Votre compte limite les réunions à { $limit } minutes.
error-meeting-decided-minutes-by-group = Le groupe { $group } limite les réunions à { $limit } minutes.
error-meeting-plan-people = Avec l’offre { $plan }, une réunion accueille { $limit } personnes, vous compris. { $lifted ->
    [yes] { $lifted_by } en accueille { $asked }.
   *[no] Aucune offre n’en accueille { $asked }.
}
error-meeting-unknown-repeat = Choisissez la fréquence dans la liste.
error-meeting-interval = L’intervalle va de 1 à { $most } semaines ou mois.
error-meeting-weekday = « { $asked } » n’est pas un jour de la semaine.
error-meeting-month-day = Le jour du mois est un nombre de 1 à 31.
error-meeting-end-date = Indiquez le jour où la série prend fin.
error-meeting-end-before-start = La série prendrait fin avant sa première réunion. Choisissez un dernier jour plus tardif.
error-meeting-count = Une série compte de 1 à { $most } réunions.
error-meeting-address = « { $asked } » n’est pas une adresse e-mail.
error-meeting-too-many = { $most ->
    [one] { $most } personne au plus peut être nommée ici.
   *[other] { $most } personnes au plus peuvent être nommées ici.
}
error-meeting-length = Il faut de { $least } à { $most } caractères.
