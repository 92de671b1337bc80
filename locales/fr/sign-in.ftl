# La connexion, et le mot de passe oublié.
sign-in-title = Connexion
sign-in-lead = Une seule connexion pour tous vos sites.
sign-in-lead-site = Vous venez de { $host }. Une seule connexion pour tous vos sites.
sign-in-with-password = Par mot de passe
sign-in-with-passkey = Par clé d’accès
sign-in-button = Se connecter
sign-in-passkey = Se connecter avec une clé d’accès
sign-in-passkey-text = Votre appareil confirme que c’est vous. Aucun mot de passe n’est envoyé.
sign-in-passkey-failed = La clé d’accès n’a pas servi. Réessayez, ou connectez-vous par mot de passe.
sign-in-forgot = Mot de passe oublié ?
sign-in-new-here = Nouveau ici
sign-in-error-too-often = Trop d’essais. Réessayez dans { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}, ou choisissez un nouveau mot de passe.

sign-in-forgot-title = Choisir un nouveau mot de passe
sign-in-forgot-lead = Nous vous envoyons un lien pour en choisir un nouveau.
sign-in-forgot-where = Destinataire
sign-in-forgot-button = Envoyer le lien
sign-in-reset-title = Votre nouveau mot de passe
sign-in-reset-lead = Il vous déconnectera partout ailleurs.
sign-in-reset-password = Nouveau mot de passe
sign-in-reset-button = Enregistrer et se connecter
sign-in-reset-expired = Ce lien ne fonctionne plus
sign-in-reset-expired-text = Il a déjà servi, ou il est trop ancien. Demandez-en un nouveau.
