# Plusieurs personnes invitées à partir d’une liste.
intake-title = Inviter plusieurs personnes
intake-lead = Collez une liste ou choisissez un fichier. Vous voyez ligne par ligne ce qui se passera ; personne ne reçoit de message avant votre confirmation.
intake-who = Qui
intake-file = Un fichier
intake-file-hint = CSV ou texte, tel qu’un tableur ou un autre service l’enregistre : { $most } lignes et { $megabytes } Mo au plus.
intake-list = Ou collez des adresses
intake-list-hint = Une par ligne, ou séparées par des virgules ou des points-virgules. Le nom peut être à côté : Ada Lee <ada@example.org>.
intake-columns = Les colonnes qui sont lues
intake-columns-text = D’après leurs titres, en anglais, en français ou en russe : adresse e-mail ; nom, ou prénom et nom ; rôle ; licence. Sans titres, une colonne est l’adresse et l’autre le nom. Un rôle ou une licence dans une ligne l’emporte sur votre choix ci-dessous ; « aucune » veut dire sans licence.
intake-columns-others = Les listes d’utilisateurs de Zoom, Webex et GoTo sont lues telles quelles. Qui n’est pas actif dans Webex est laissé de côté.
intake-roles-hint = Pour toutes les personnes dont la ligne ne nomme aucun rôle.
intake-licences-hint = Pour toutes les personnes dont la ligne ne nomme aucune licence, tant qu’il y en a. Elles sont réservées dès l’invitation.
intake-resend = Renvoyer les invitations restées sans réponse
intake-resend-hint = Sinon, elles restent comme elles sont.
intake-kept = La liste est gardée { $days } jours, puis oubliée.
intake-button = Voir ce qui se passera
intake-report = Liste de personnes
intake-rows-all = { $many ->
    [one] { $many } ligne
   *[other] { $many } lignes
}
intake-rows = { $from } à { $to } sur { $many }
intake-moved = Quelque chose a changé depuis l’aperçu
intake-moved-text = Personne n’a été invité. Voici ce qui se passerait maintenant.
intake-done-on = Fait le { $when }
intake-done-text = { $many ->
    [one] { $many } message est en route.
   *[other] { $many } messages sont en route.
}
intake-pending = Voir les personnes invitées
intake-result = Ce qui se passera
intake-result-done = Ce qui s’est passé
intake-count-invite = { $many ->
    [one] { $many } personne est invitée
   *[other] { $many } personnes sont invitées
}
intake-count-resend = { $many ->
    [one] { $many } invitation est renvoyée
   *[other] { $many } invitations sont renvoyées
}
intake-count-done-invite = { $many ->
    [one] { $many } personne a été invitée
   *[other] { $many } personnes ont été invitées
}
intake-count-done-resend = { $many ->
    [one] { $many } invitation a été renvoyée
   *[other] { $many } invitations ont été renvoyées
}
intake-count-unchanged = { $many ->
    [one] Rien ne change pour { $many } personne
   *[other] Rien ne change pour { $many } personnes
}
intake-count-refused = { $many ->
    [one] { $many } ligne ne peut pas être prise
   *[other] { $many } lignes ne peuvent pas être prises
}
intake-pool = { $name } : { $given } attribuées, { $left } restent libres
intake-pool-done = { $name } : { $given } ont été attribuées, il en restait { $left }
intake-unused = Colonnes sans usage : { $columns }
intake-nothing-yet = Rien n’est fait pour l’instant.
intake-kept-until = Gardée jusqu’au { $when }.
intake-confirm = { $many ->
    [one] Envoyer { $many } invitation
   *[other] Envoyer { $many } invitations
}
intake-download = Lignes refusées, avec les raisons
intake-remove = Oublier cette liste
intake-show-all = Toutes les lignes
intake-show-invite = Invitations
intake-show-resend = Renvois
intake-show-unchanged = Rien ne change
intake-show-refused = Refusées
intake-line = Ligne
intake-outcome = Ce qui se passe
intake-reason = Raison
intake-none = Aucune ligne de ce genre
intake-none-text = Les lignes qui finissent ainsi figurent ici.
intake-what-invite = Sera invité
intake-what-resend = Sera renvoyée
intake-what-stays-invited = Déjà invité
intake-what-here = Dans le compte
intake-what-left-out = Laissé de côté
intake-what-refused = Refusée
intake-done-invite = Invité
intake-done-resend = Renvoyée
intake-done-stays-invited = Était déjà invité
intake-done-here = Était dans le compte
intake-done-left-out = Laissé de côté
intake-done-refused = Refusée
intake-note-stays-invited = Son invitation reste comme elle est.
intake-note-here = Rien ne change pour cette personne.
intake-note-left-out = Pas active là d’où vient la liste.
news-intake-done = Les invitations sont en route.
news-intake-removed = La liste est oubliée.
error-intake-nobody = Il n’y a personne dedans. Collez des adresses, ou choisissez un fichier qui en contient.
error-intake-too-many-rows = Il y a plus de 10 000 personnes dedans. Coupez la liste en deux.
error-intake-not-found = Cette liste n’existe plus.
error-intake-nothing-to-do = Personne de cette liste ne peut être invité maintenant ; rien n’a été fait.
error-intake-repeated = L’adresse figure déjà à la ligne { $line }.
error-intake-no-role = Aucun rôle ne s’appelle « { $word } ».
error-intake-no-licence = Votre compte n’a pas de licence appelée « { $word } ».
error-intake-none-free = Il n’y a plus de licence { $name } libre.
error-intake-deactivated = Cette adresse est celle d’une personne désactivée. Réactivez-la sur sa page.
error-table-too-large = Le fichier est trop grand. Coupez-le en deux.
error-table-encoding = La ligne { $line } contient des caractères illisibles. Enregistrez le fichier au format CSV en UTF-8.
error-table-not-text = Ce n’est pas du texte. Enregistrez le tableau au format CSV.
error-table-open-quote = Un guillemet ouvert à la ligne { $line } n’est jamais fermé. Fermez-le ou enlevez-le.
error-table-too-many-rows = Le tableau a trop de lignes. Coupez-le en deux.
error-table-too-many-cells = La ligne { $line } a trop de colonnes. Est-ce bien un tableau ?
