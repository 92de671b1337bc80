# Groupes de personnes du compte, et ce qui est décidé pour elles.
policy-title = Groupes et réglages
policy-lead = Fixez les réglages de tout le monde ou d’un groupe : par défaut, et chacun peut les changer pour soi, ou verrouillés.
policy-groups = Groupes
policy-order = Si plusieurs groupes fixent le même réglage d’une personne, celui qui est placé plus haut l’emporte. Un verrou passe avant toute valeur par défaut, et celui du compte avant ceux des groupes.
policy-people-count = { $count ->
    [one] { $count } personne
   *[other] { $count } personnes
}
policy-decides-nothing = Ne fixe rien pour l’instant
policy-raise = Monter
policy-remove = Retirer
policy-remove-what = Ses membres restent dans le compte ; ce que le groupe fixe pour eux prend fin aussitôt.
policy-remove-button = Retirer ce groupe
policy-none = Aucun groupe
policy-none-text = Créez-en un pour fixer les réglages d’une partie de vos collègues.
policy-new = Nouveau groupe
policy-name = Nom du groupe
policy-add = Créer le groupe
policy-account = Pour tout le monde
policy-account-text = Valable pour toutes les personnes du compte, sauf si un groupe en décide autrement. Ce qui est verrouillé ici l’est pour tous les groupes.
policy-group-title = Groupe
policy-group-who = Membres
policy-people = Qui en fait partie
policy-people-hint = Leurs adresses e-mail, une par ligne, { $most } au plus. Les personnes absentes de la liste quittent le groupe et restent dans le compte.
policy-group-rules = Réglages
policy-group-text = Valable pour toutes les personnes du groupe.
policy-save = Enregistrer
policy-force = Fixé ici
policy-force-none = Rien de fixé ici
policy-force-default = Par défaut
policy-force-locked = Verrouillé
policy-default-on = Activé, par défaut
policy-default-off = Désactivé, par défaut
policy-locked-on = Activé, verrouillé
policy-locked-off = Désactivé, verrouillé
policy-minutes-value = Minutes, vide pour jamais
policy-minutes-most = Minutes
policy-on = activé
policy-off = désactivé
policy-never = jamais
policy-minutes = { $minutes ->
    [one] après { $minutes } minute
   *[other] après { $minutes } minutes
}
policy-as-the-plan = celle que permet l’offre
policy-at-most = { $minutes ->
    [one] { $minutes } minute au plus
   *[other] { $minutes } minutes au plus
}
policy-shortened = Cette durée est fixée par votre compte ; l’offre en permet davantage.
policy-shortened-by-group = Cette durée est fixée par le groupe { $group } ; l’offre en permet davantage.
policy-setting-room-lobby = Salle personnelle : on attend dans la salle d’attente
policy-setting-room-auto-lock = Salle personnelle : verrouillage automatique
policy-setting-room-share = Salle personnelle : les participants peuvent partager leur écran
policy-setting-room-chat = Salle personnelle : les participants peuvent écrire dans la discussion
policy-setting-room-unmute = Salle personnelle : les participants peuvent activer leur micro
policy-setting-room-record = Salle personnelle : les participants peuvent enregistrer
policy-setting-room-password = Salle personnelle : avec mot de passe
policy-setting-meeting-password = Réunions : avec mot de passe
policy-setting-meeting-minutes = Réunions : durée maximale
policy-setting-mail-meeting-reminders = E-mails : avant le début d’une réunion
policy-setting-mail-meeting-changes = E-mails : invitations aux réunions, modifications et annulations
policy-setting-mail-renewal-reminders = E-mails : quelques jours avant le renouvellement d’un abonnement
policy-setting-mail-news = E-mails : nouveautés de Plenum
policy-rule-default = { $setting } – { $value }, par défaut
policy-rule-locked = { $setting } – { $value }, verrouillé
policy-kept = Enregistré entre-temps : { $kept }
policy-kept-nothing = rien de fixé
policy-kept-nobody = personne
policy-kept-locked = { $value }, verrouillé
policy-kept-default = { $value }, par défaut
policy-why-own = Votre propre choix.
policy-why-account-lock = Verrouillé par votre compte.
policy-why-group-lock = Verrouillé par le groupe { $group }.
policy-why-account-default = Valeur par défaut de votre compte.
policy-why-group-default = Valeur par défaut du groupe { $group }.
policy-holds = Réglages
policy-holds-shipped = { $value }, personne ne l’a fixé
policy-holds-own = { $value }, son propre choix
policy-holds-account-lock = { $value }, verrouillé par le compte
policy-holds-group-lock = { $value }, verrouillé par le groupe { $group }
policy-holds-account-default = { $value }, valeur par défaut du compte
policy-holds-group-default = { $value }, valeur par défaut du groupe { $group }

news-policy-saved = Les réglages pour tout le monde sont enregistrés.
news-group-added = Le groupe est créé. Indiquez qui en fait partie et ce qu’il fixe.
news-group-saved = Le groupe est enregistré.
news-group-raised = Le groupe est monté d’un rang.
news-group-removed = Le groupe est retiré. Ses membres restent dans le compte.

audit-policy-changed = A modifié les réglages pour tout le monde
audit-group-added = A créé le groupe { $name }
audit-group-changed = A modifié le groupe { $name }
audit-group-raised = A placé le groupe { $name } avant { $above }
audit-group-removed = A retiré le groupe { $name }
webhooks-kind-policy-changed = Réglages pour tout le monde modifiés
webhooks-kind-group-added = Groupe créé
webhooks-kind-group-changed = Groupe modifié
webhooks-kind-group-raised = Groupe monté d’un rang
webhooks-kind-group-removed = Groupe retiré

error-policy-unknown-setting = Ce réglage n’existe pas.
error-policy-twice = Ce réglage est fixé deux fois. Fixez-le une seule fois.
error-policy-not-a-switch = Choisissez activé ou désactivé.
error-policy-not-minutes = Choisissez de 1 à 60 minutes, ou jamais.
error-policy-not-a-length = Choisissez de 5 à 1440 minutes.
error-policy-no-default = La durée maximale des réunions ne peut être que verrouillée.
error-policy-locked-off = Personne n’est empêché d’utiliser un mot de passe. Fixez ce réglage par défaut.
error-meeting-password-needed = Votre compte exige un mot de passe pour les réunions. Saisissez-en un.
error-meeting-password-needed-by-group = Le groupe { $group } exige un mot de passe pour les réunions. Saisissez-en un.
error-room-setting-locked = Votre compte ou l’un de vos groupes a verrouillé ce réglage entre-temps. Il est affiché tel qu’il est maintenant ; enregistrez de nouveau pour garder le reste.
error-notifications-locked = Votre compte ou l’un de vos groupes a verrouillé l’un de ces e-mails entre-temps. Ils sont affichés tels qu’ils sont maintenant ; enregistrez de nouveau pour garder le reste.
error-policy-changed = Quelqu’un d’autre a modifié les réglages pour tout le monde après l’ouverture de cette page. Vos choix sont toujours là, à côté de ce qui a été enregistré. Enregistrer maintenant remplace cette modification.
error-group-changed = Quelqu’un d’autre a modifié le groupe après l’ouverture de cette page. Votre saisie est toujours là, à côté de ce qui a été enregistré. Enregistrer maintenant remplace cette modification.
error-group-changed-look = Quelqu’un d’autre a modifié le groupe après l’ouverture de cette page : il n’a donc pas été retiré. Regardez-le d’abord de nouveau.
error-group-not-found = Ce groupe n’existe pas dans votre compte ; quelqu’un l’a peut-être retiré.
error-group-name-missing = Donnez un nom au groupe.
error-group-name-too-long = Utilisez 60 caractères au plus.
error-group-name-characters = Il contient un caractère qui ne peut pas s’afficher. Saisissez-le de nouveau.
error-group-name-taken = Votre compte a déjà un groupe de ce nom. Choisissez-en un autre.
error-group-unknown-people = Personne dans votre compte n’a ces adresses : { $addresses }. Corrigez-les, ou invitez d’abord ces personnes.
error-group-too-many = Votre compte a 50 groupes, c’est le maximum. Retirez-en un d’abord.
error-group-too-many-people = Un groupe compte au plus 500 personnes. Créez-en un deuxième.
