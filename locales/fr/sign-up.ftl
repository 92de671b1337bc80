# La création de compte et la confirmation de l’adresse.
sign-up-title = Créer un compte gratuit
sign-up-lead = Sans carte, sans date de fin.
sign-up-you = Vous
sign-up-name = Votre nom
sign-up-name-hint = Tel que vos interlocuteurs vous connaissent.
sign-up-email-hint = Nous y envoyons un lien pour confirmer qu’elle est à vous.
sign-up-password-hint = Au moins { $least } caractères. Plusieurs mots valent mieux que des signes rares.
sign-up-terms = J’accepte les conditions d’utilisation et j’ai lu la politique de protection des données.
sign-up-terms-read = Lire les conditions
sign-up-button = Créer le compte
sign-up-what = Ce que vous obtenez
sign-up-what-meetings = Des réunions de { $length } au plus, avec { $participants ->
    [one] { $participants } participant
   *[other] { $participants } participants
}
sign-up-what-meetings-endless = Des réunions aussi longues que vous voulez, avec { $participants ->
    [one] { $participants } participant
   *[other] { $participants } participants
}
sign-up-what-links = Vos invités entrent par un lien, sans compte
sign-up-what-leave = Emportez tout ou supprimez tout, à tout moment, vous-même
sign-up-known-here = Déjà client

sign-up-check-title = Regardez vos e-mails
sign-up-check-sent = Nous avons écrit à { $email }.
sign-up-check-next = Ensuite
sign-up-check-confirm = Ouvrez le lien de l’e-mail pour confirmer l’adresse. Il fonctionne pendant { $hours ->
    [one] { $hours } heure
   *[other] { $hours } heures
}.
sign-up-check-reset = Si un compte existe à cette adresse, l’e-mail contient un lien pour choisir un nouveau mot de passe. Il fonctionne pendant { $hours ->
    [one] { $hours } heure
   *[other] { $hours } heures
}.
sign-up-check-spam = Cela peut prendre quelques minutes ; regardez aussi parmi les indésirables.
sign-up-check-nothing = Rien reçu ?
sign-up-check-resend = Renvoyer l’e-mail
sign-up-confirm-title = Confirmez votre adresse
sign-up-confirm-lead = { $email }
sign-up-confirm-what = Une seule étape
sign-up-confirm-text = Vous montrez ainsi que l’adresse est à vous. Votre compte est alors prêt.
sign-up-confirm-password-text = Le lien montre que l’adresse est à vous ; le mot de passe, que l’inscription vient de vous. Votre compte est alors prêt.
sign-up-confirm-password-hint = Celui que vous avez choisi en vous inscrivant.
sign-up-confirm-anew = L’inscription n’est pas la vôtre, ou le mot de passe est perdu ? Inscrivez-vous de nouveau
sign-up-confirm-button = Confirmer cette adresse
sign-up-expired = Ce lien ne fonctionne plus
sign-up-expired-text = Il a déjà servi, ou il est trop ancien. Connectez-vous ; nous en enverrons un nouveau si nécessaire.
