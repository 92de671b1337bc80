# Modèles de réunion : gardés, partagés avec le compte, reportés dans le formulaire.
templates-title = Modèles
templates-lead = Ce que vous planifiez souvent, prêt à remplir le formulaire.
templates-new = Nouveau modèle
templates-own = Les vôtres
templates-own-none = Aucun modèle pour l’instant
templates-own-none-text = Gardez une réunion comme modèle depuis sa page ou depuis le formulaire, ou rédigez-en un ici.
templates-shared = De votre compte
templates-shared-none = Aucun modèle de votre compte
templates-shared-none-text = Les propriétaires et les administrateurs peuvent garder ici des modèles pour tout le monde.
templates-people = { $count ->
    [0] Personne d’invité.
    [one] Une personne.
   *[other] { $count } personnes.
}
templates-use = Planifier avec lui
templates-from = À partir d’un modèle
templates-choose = Modèle
templates-choose-hint = Il remplit de nouveau le formulaire ci-dessous. Rien n’est planifié avant l’envoi.
templates-choice-shared = { $name } (de votre compte)
templates-fill-in = Remplir le formulaire
templates-save-as = Garder comme modèle
templates-kept = Gardé comme modèle « { $name } ». Votre réunion est toujours là, telle que vous l’avez saisie ; rien n’est encore planifié.

templates-new-title = Nouveau modèle
templates-edit-title = Modifier le modèle
templates-form-lead = Un modèle n’a ni jour ni heure. Les limites de votre offre comptent au moment de planifier.
templates-form-name = Nom
templates-field-name = Nom du modèle
templates-field-name-hint = Vous le retrouvez sous ce nom ; les invités ne le voient pas.
templates-field-shared = Pour toutes les personnes de mon compte
templates-field-shared-hint = Elles planifient avec lui, avec tout ce qu’il contient, sans pouvoir le modifier.
templates-field-duration-hint = S’il n’y en a pas, le formulaire en propose une.
templates-field-ends-hint = Si la série se termine un jour donné, le formulaire demande lequel.
templates-field-invitees-hint = Adresses e-mail, avec ou sans nom, une par ligne ou séparées par des virgules. Personne n’est prévenu avant qu’une réunion soit planifiée.
templates-field-password-hint = Chaque réunion en reçoit un nouveau. Aucun n’est gardé ici.
templates-password-policy = Comme décidé pour la personne qui planifie
templates-password-always = Avec un mot de passe
templates-password-never = Sans mot de passe
templates-field-kind = Ce qui est créé
templates-kind-meeting = Une réunion
templates-kind-webinar = Un webinaire
templates-field-panelists-hint = Seulement pour un webinaire. Adresses e-mail, avec ou sans nom, une par ligne ou séparées par des virgules.
templates-field-asks = Les réunions créées avec lui demandent une inscription, comme suit
templates-field-asks-hint = Sinon, une réunion n’en demande pas, et tout le monde peut s’inscrire à un webinaire. Un modèle ne garde jamais qui s’est inscrit.
templates-field-closes = Clôture avant le début
templates-field-closes-unit = Compté en
templates-field-closes-hint = Si rien n’est indiqué, les inscriptions restent ouvertes jusqu’à la fin de la réunion. Il en va de même pour une réunion planifiée trop tard pour cela.
templates-closes-minutes = Minutes
templates-closes-hours = Heures
templates-closes-days = Jours
templates-asks = Demander une inscription, comme le prévoit le modèle
templates-asks-hint = Sinon, quiconque a le lien peut venir. Vous pourrez changer cela plus tard sur la page de la réunion.
templates-asks-hint-webinar = Sinon, tout le monde peut s’inscrire tant qu’il reste des places. Vous pourrez changer cela plus tard sur la page du webinaire.
templates-asks-short = Demande une inscription.
templates-asks-places = { $count ->
    [one] Une place.
   *[other] { $count } places.
}
templates-asks-closes = Clôture { $length } avant le début.
templates-asks-question = { $needed ->
    [yes] Demande « { $question } » (réponse obligatoire).
   *[no] Demande « { $question } ».
}
templates-save = Enregistrer le modèle
templates-name-lead = Ce que vous avez saisi est gardé, et le formulaire revient tel quel.
templates-name-what = Le titre, l’ordre du jour, la durée, la répétition et les personnes sont gardés, ainsi que ce que demande l’inscription et la présence d’un mot de passe. Le jour, l’heure et le mot de passe lui-même ne le sont pas.
templates-name-back = Retour au formulaire
templates-shared-lead = De votre compte. Vous pouvez planifier avec lui ; les propriétaires et les administrateurs le modifient.
templates-nobody = Personne

templates-remove = Supprimer le modèle
templates-remove-title = Supprimer « { $name } »
templates-remove-own = Le modèle est supprimé.
templates-remove-shared = Le modèle est supprimé pour toutes les personnes de votre compte.
templates-remove-meetings = Les réunions planifiées avec lui ne changent pas.
templates-remove-final = Un modèle supprimé ne peut pas être rétabli.
templates-remove-keep = Garder le modèle
templates-remove-confirm = Supprimer le modèle

news-template-added = Le modèle est gardé.
news-template-changed = Le modèle est modifié.
news-template-removed = Le modèle est supprimé.

error-template-not-found = Ce modèle n’est ni parmi les vôtres ni parmi ceux de votre compte. Il a peut-être été supprimé.
error-template-fields = Le modèle ne peut pas être gardé ainsi. Rien n’a été enregistré.
error-template-changed = Quelqu’un d’autre a modifié le modèle après l’ouverture de cette page. Votre saisie est toujours là ; regardez le modèle, puis enregistrez de nouveau pour mettre la vôtre à sa place.
error-template-changed-look = Quelqu’un a modifié le modèle après l’ouverture de cette page ; il n’a donc pas été supprimé. Regardez-le d’abord.
error-template-too-many = Vous avez 50 modèles, et il n’y a plus de place. Supprimez-en un dont vous n’avez plus besoin.
error-template-too-many-shared = Votre compte a 50 modèles pour tout le monde, et il n’y a plus de place. Supprimez-en un dont personne n’a besoin.

audit-template-added = A gardé un modèle de réunion
audit-template-changed = A modifié un modèle de réunion
audit-template-removed = A supprimé un modèle de réunion
audit-account-template-added = A gardé le modèle « { $name } » pour tout le monde
audit-account-template-changed = A modifié le modèle « { $name } » pour tout le monde
audit-account-template-removed = A retiré à tout le monde le modèle « { $name } »
webhooks-kind-account-template-added = Modèle gardé pour tout le monde
webhooks-kind-account-template-changed = Modèle pour tout le monde modifié
webhooks-kind-account-template-removed = Modèle retiré à tout le monde
