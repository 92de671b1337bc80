# Webinaires : une réunion où l’hôte et les intervenants parlent, et où les autres regardent et écoutent.
webinars-badge = Webinaire
webinars-schedule = Planifier un webinaire
webinars-new-title = Planifier un webinaire
webinars-edit-title = Modifier le webinaire
webinars-lead = Vous et les intervenants parlez ; les spectateurs regardent et écoutent. Ils s’inscrivent d’abord, sauf si vous en décidez autrement.
webinars-switch-hint = Dans une réunion, tout le monde parle ; dans un webinaire, seulement vous et vos intervenants. Une fois planifié, le choix ne change plus.
webinars-to-webinar = En faire un webinaire
webinars-to-meeting = En faire une réunion
webinars-field-panelists = Intervenants
webinars-field-panelists-hint = Adresses e-mail, avec ou sans nom, une par ligne ou séparées par des virgules. Ils peuvent parler et ne comptent pas parmi les spectateurs. Chacun reçoit un e-mail qui le dit, avec un lien à lui.
webinars-field-attendees = Spectateurs à inviter
webinars-field-attendees-hint = Ils n’ont pas à s’inscrire. Les autres s’inscrivent par le lien sur la page du webinaire.
webinars-attendees = Jusqu’à { $limit } spectateurs avec l’offre { $plan }. { $next } en accueille davantage.
webinars-attendees-last = Jusqu’à { $limit } spectateurs avec l’offre { $plan }.
webinars-none = Vous n’avez pas de licence pour les webinaires : l’offre { $plan } n’en comprend pas. { $lifted ->
    [yes] { $lifted_by } en comprend. Si votre compte a cette offre, la personne qui y gère les utilisateurs peut vous donner une licence.
   *[no] Aucune offre n’en comprend ici.
}
webinars-unlicensed = Ce webinaire ne peut pas commencer pour le moment : son hôte n’a pas de licence pour les webinaires, et l’offre { $plan } n’en comprend pas. Il reste tel quel, avec tous ceux qui ont une place, et tous ses liens fonctionnent. Personne d’autre ne peut s’inscrire tant qu’il n’y a pas de licence. { $lifted ->
    [yes] { $lifted_by } comprend les webinaires.
   *[no] Aucune offre ne comprend les webinaires ici.
}
webinars-panelists = Intervenants
webinars-panelists-none = Personne pour l’instant.
webinars-places-hint = Laissé vide, autant que le permet votre offre. Les spectateurs invités comptent, les intervenants non.
webinars-invited = Spectateurs invités
webinars-home-limit = { $count ->
    [one] Webinaires avec { $count } spectateur.
   *[other] Webinaires avec { $count } spectateurs au plus.
}

webinars-join-over = Un webinaire de { $host }
webinars-join-not-yet = Le webinaire n’a pas commencé
webinars-join-open = Le webinaire est ouvert
webinars-join-over-state = Le webinaire est terminé
webinars-join-cancelled = Le webinaire a été annulé
webinars-join-registers = Ce webinaire demande une inscription
webinars-join-unlicensed = Ce webinaire ne peut pas commencer pour le moment : son hôte n’a pas de licence pour les webinaires. Vous n’avez rien à faire, et votre lien ne change pas.
webinars-register-lead = Vous regarderez et écouterez ; l’hôte et les intervenants parlent.
webinars-role = Vous participez comme
webinars-role-host = Hôte
webinars-role-panelist = Intervenant : vous pouvez parler
webinars-role-attendee = Spectateur : vous regardez et écoutez

error-meeting-plan-no-webinars = Vous n’avez pas de licence pour les webinaires : l’offre { $plan } n’en comprend pas. { $lifted ->
    [yes] Avec une licence { $lifted_by }, vous pouvez planifier celui-ci.
   *[no] Aucune offre n’en comprend ici.
}
error-meeting-plan-attendees = Avec l’offre { $plan }, un webinaire accueille { $limit } spectateurs ; ceux qui se sont inscrits comptent. { $lifted ->
    [yes] { $lifted_by } en accueille { $asked }.
   *[no] Aucune offre n’en accueille { $asked }.
}
error-meeting-unknown-kind = C’est une réunion ou un webinaire.
error-meeting-kind-stays = Une réunion reste une réunion, et un webinaire un webinaire. Planifiez-en un autre et annulez celui-ci.
error-meeting-webinars-only = Seul un webinaire a des intervenants. Dans une réunion, tout le monde parle : invitez ces personnes.
error-registration-plan-places = Avec l’offre { $plan }, il y a { $limit } places pour ceux qui s’inscrivent. { $lifted ->
    [yes] { $lifted_by } en a { $asked }.
   *[no] Aucune offre n’en a { $asked }.
}

mail-webinar-part = { $part ->
    [host] Hôte
    [panelist] Intervenant : vous pouvez parler
   *[attendee] Spectateur : vous regardez et écoutez
}

mail-webinar-updated-what = { $reason ->
    [moved] { $organizer } a déplacé un seul webinaire de cette série. Les autres webinaires et le lien d’accès ne changent pas.
    [following] { $organizer } a déplacé ce webinaire de la série et tous les suivants. Le lien d’accès reste le même. Cet e-mail apporte leur nouvelle entrée à votre agenda ; un autre met fin à la précédente.
    [reworded] { $organizer } a donné à un webinaire de cette série un titre ou un ordre du jour à lui. Son horaire, les autres webinaires et le lien d’accès ne changent pas.
    [following_reworded] { $organizer } a donné à ce webinaire de la série et à tous les suivants un autre titre ou un autre ordre du jour. Leurs horaires et le lien d’accès ne changent pas.
    [shortened] Les premiers webinaires de cette série ne changent pas. Cet e-mail apporte à votre agenda la fin de leur entrée ; les suivants ont la leur, dans un autre e-mail.
    [put_back] { $organizer } a rétabli un webinaire de cette série : il a lieu au moment prévu par la série. Les autres webinaires et le lien d’accès ne changent pas.
    [new_host] { $organizer } est désormais l’hôte de ce webinaire. L’horaire, le numéro et le lien d’accès ne changent pas.
    [new_address] Ce webinaire a désormais une autre adresse. Le lien d’avant y mène, et rien d’autre n’a changé.
   *[changed] { $organizer } a modifié ce webinaire. Le lien pour le rejoindre est ci-dessous.
}
mail-webinar-reminder-what = Ce webinaire commence dans une demi-heure.
mail-webinar-cancelled-what = { $reason ->
    [following] { $organizer } a annulé ce webinaire de la série et tous les suivants. Les précédents ont lieu. Vous n’avez rien à faire.
    [once] { $organizer } a annulé ce seul webinaire de la série. Les autres webinaires ont lieu. Vous n’avez rien à faire.
    [replaced] { $organizer } a déplacé ces webinaires. Cet e-mail retire leur ancienne entrée de votre agenda ; un autre apporte la nouvelle. Le lien d’accès reste le même.
    [uninvited] { $organizer } vous a retiré de la liste des invités. Le webinaire aura lieu sans vous ; vous n’avez rien à faire.
   *[cancelled] { $organizer } a annulé ce webinaire. Vous n’avez rien à faire.
}

news-webinar-scheduled = Le webinaire est planifié. Les intervenants et les invités reçoivent un e-mail ; les autres s’inscrivent.
