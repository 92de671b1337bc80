# Les jetons d’accès personnels.
tokens-lead = Un jeton laisse un programme agir pour vous, dans les limites que vous fixez.
tokens-list = Vos jetons
tokens-empty = Pas encore de jeton
tokens-empty-text = Vos programmes figureront ici, avec ce que chacun peut faire.
tokens-made = Votre nouveau jeton
tokens-made-text = Copiez-le maintenant. Il ne s’affichera plus.
tokens-made-on = Créé le { $when }.
tokens-expires = Prend fin le { $when }.
tokens-endless = Vaut jusqu’à ce que vous le révoquiez.
tokens-used = Utilisé la dernière fois le { $when }.
tokens-unused = Pas encore utilisé.
tokens-revoke = Révoquer
tokens-new = Nouveau jeton
tokens-name = Nom
tokens-name-hint = Le programme auquel il sert.
tokens-scopes = Ce qu’il peut faire
tokens-scope-profile-read = Voir votre profil
tokens-scope-profile-write = Modifier votre profil, terminer sessions et jetons
tokens-scope-meetings-read = Voir vos réunions
tokens-scope-meetings-write = Planifier, modifier et annuler vos réunions
tokens-scope-contacts-read = Voir vos contacts
tokens-scope-contacts-write = Ajouter, modifier, importer et supprimer vos contacts
tokens-scope-chats-read = Lire vos discussions et y chercher
tokens-scope-chats-write = Écrire, modifier et retirer des messages dans vos discussions ; comme administrateur, fixer leur durée de conservation
tokens-scope-recordings-read = Voir, lire et chercher dans vos enregistrements
tokens-scope-recordings-write = Ajouter, modifier, partager et jeter vos enregistrements ; comme administrateur, fixer leur durée de conservation
tokens-scope-reports-read = Voir les rapports d’utilisation
tokens-scope-reports-write = Importer des rapports d’utilisation
tokens-scope-billing-read = Voir formule, commandes et factures
tokens-scope-billing-write = Acheter, modifier et payer
tokens-scope-site-write = Renommer votre site, modifier son aspect et son mot d’accueil
tokens-scope-people-write = Inviter des personnes, attribuer rôles et licences
tokens-scope-audit-read = Lire l’historique du compte
tokens-scope-webhooks-write = Gérer les webhooks
tokens-scope-exports-write = Créer, télécharger et supprimer des archives de vos données ; en tant que propriétaire, de celles du compte
tokens-scope-imports-write = Déposer une archive de vos données venue d’un autre Plenum et l’importer
tokens-scope-operator = Exploiter le service
tokens-life = Sa durée
tokens-life-days = { $days ->
    [one] { $days } jour
   *[other] { $days } jours
}
tokens-life-endless = Jusqu’à sa révocation
tokens-button = Créer le jeton

news-token-revoked = Le jeton est révoqué. Il n’ouvre plus rien.
