# Ce qui figure sur chaque page : en-tête, menus, pied, mots communs aux formulaires.
layout-skip = Aller au contenu
layout-nav = Navigation principale
layout-nav-home = Accueil
layout-nav-meetings = Réunions
layout-nav-billing = Facturation
layout-nav-plans = Offres et tarifs
layout-nav-operator = Exploitation
layout-upgrade = Changer d’offre
layout-menu = Votre menu
layout-menu-profile = Profil
layout-menu-security = Mot de passe, clés d’accès, sessions
layout-menu-audit = Historique du compte
layout-menu-webhooks = Webhooks
layout-menu-tokens = Jetons d’accès
layout-sign-in = Se connecter
layout-sign-up = Créer un compte
layout-sign-out = Se déconnecter
layout-language = Langue
layout-terms = Conditions d’utilisation
layout-privacy = Protection des données

layout-demo = Démonstration
layout-demo-clock = Démonstration. Nous sommes le { $time }.
layout-demo-advance = Avancer l’horloge
layout-demo-mails = Lire les e-mails
layout-demo-design = Voir la charte

layout-provisioning = Votre site est en cours de création.
layout-provisioning-steps = { $done ->
    [one] { $done } étape terminée sur { $total }.
   *[other] { $done } étapes terminées sur { $total }.
}
layout-provisioning-failed = La création de votre site prend plus de temps que prévu. Rien n’est perdu, nous sommes prévenus.
layout-provisioning-see = Voir les étapes
layout-step-done = terminé
layout-step-current = en cours
layout-step-waiting = à venir
layout-step-failed = à vérifier

layout-refused = Quelques points sont à revoir
layout-optional = (facultatif)
layout-save = Enregistrer
layout-back = Retour
layout-edit = Modifier
layout-show = Afficher
layout-copy = Copier
layout-copied = Copié
layout-pages = Suite de la liste
layout-pages-newer = Plus récents
layout-pages-older = Plus anciens
layout-email = Adresse e-mail
layout-password = Mot de passe
layout-password-strength = Solidité du mot de passe
layout-password-0 = Trop facile à deviner. Ajoutez des mots.
layout-password-1 = Faible. Un mot de plus l’améliorerait.
layout-password-2 = Moyen.
layout-password-3 = Bon.
layout-password-4 = Très solide.

layout-address-name = Nom ou société
layout-address-street = Numéro et rue
layout-address-postcode = Code postal
layout-address-city = Ville
layout-address-region = Région ou État
layout-address-country = Pays

layout-operator-overview = Vue d’ensemble
layout-operator-accounts = Comptes
layout-operator-orders = Commandes
layout-operator-provisioning = Sites en création
layout-operator-exemptions = Exonérations
layout-operator-catalog = Catalogue
layout-operator-mails = E-mails
layout-operator-jobs = Tâches prévues
layout-operator-renewals = Renouvellements
layout-operator-webhooks = Webhooks
layout-operator-ledger = Grand livre
layout-operator-clock = Horloge
layout-refused-field = { $label } : { $text }
