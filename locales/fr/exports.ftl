# Archives of one's own data, and of the account's.
exports-title = Export des données
exports-lead = Une archive à conserver ou à emporter ailleurs. Elle est préparée en arrière-plan, vous attend { $days } jours, puis elle est supprimée.
exports-of-person = Vos données
exports-holds-person = Profil et photo, réunions avec un fichier d’agenda pour chacune, votre salle, contacts en vCard et en tableau, les discussions auxquelles vous participez avec leurs fichiers, vos enregistrements et ce qui y est dit, les e-mails et ce que vous avez fait ici.
exports-without-person = Sans mots de passe, clés d’accès ni jetons. Personne d’autre que vous ne peut la créer ou la télécharger.
exports-ask-person = Créer une archive de vos données
exports-from-profile = Emporter une archive de vos données
exports-of-account = Les données de votre compte
exports-holds-account = Personnes, rôles et licences, sites, groupes et réglages, abonnements, commandes, factures et avoirs avec leurs PDF, paiements, grand livre, historique des rapports d’utilisation et journal d’audit.
exports-without-account = Sans numéros de carte, secrets des webhooks, ni ce qui n’appartient qu’aux personnes : leurs réunions, contacts, discussions et enregistrements. Seuls les propriétaires peuvent la créer ou la télécharger.
exports-ask-account = Créer une archive du compte
exports-as-of = État au { $at }
exports-state-writing = En préparation
exports-state-ready = Prête
exports-state-cancelled = Supprimée
exports-state-expired = Expirée
exports-progress = Étape { $done } sur { $total }.
exports-written = Jusqu’ici : { $records ->
    [one] { $records } enregistrement
   *[other] { $records } enregistrements
} dans { $parts ->
    [one] { $parts } partie
   *[other] { $parts } parties
}.
exports-leave = Vous pouvez quitter cette page. Un e-mail vous préviendra quand elle sera prête.
exports-contents = { $records ->
    [one] { $records } enregistrement
   *[other] { $records } enregistrements
} dans { $files ->
    [one] { $files } fichier
   *[other] { $files } fichiers
}, { $size }.
exports-until = Disponible jusqu’au { $until }.
exports-part = Partie { $number } sur { $total }, { $size }
exports-kilobytes = { $size } Ko
exports-megabytes = { $size } Mo
exports-cancel = Arrêter et supprimer
exports-delete = Supprimer l’archive
exports-format = Chaque partie est un fichier ZIP qui s’ouvre seul. La dernière contient manifest.json, qui énumère chaque fichier avec son SHA-256.
news-export-asked = Votre archive est en préparation.
news-export-deleted = L’archive est supprimée.
error-export-not-found = Cette archive n’existe pas, ou n’existe plus.
error-export-writing = Une archive est déjà en préparation. Attendez qu’elle soit prête, ou arrêtez-la.
error-export-too-many = Vous avez demandé cinq archives en un jour. Réessayez demain.
