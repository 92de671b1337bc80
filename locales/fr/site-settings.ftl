# Les réglages du site, et son changement de nom.
site-settings-title = Votre site
site-settings-lead = Là où se retrouvent les personnes de votre compte, et ce qu’y voient les invités.
site-settings-address = Adresse
site-settings-link = Adresse de votre site
site-settings-former = Celles-ci y mènent aussi, et restent à vous :
site-settings-rename = Un autre nom
site-settings-name = Nom dans l’adresse
site-settings-name-hint = Lettres a à z, chiffres et traits d’union. Rien ne change avant que vous ayez vu ce que cela fait.
site-settings-preview = Voir ce qui change
site-settings-preview-with = Voir ce qui change avec { $name }
site-settings-names = { $left ->
    [0] Un site a { $most } noms au plus, et le vôtre les a tous eus. Vous pouvez revenir à chacun d’eux.
    [one] Un site a { $most } noms au plus ; le vôtre peut encore en recevoir un. Vous pouvez revenir à chacun de ceux qu’il a eus.
   *[other] Un site a { $most } noms au plus ; le vôtre peut encore en recevoir { $left }. Vous pouvez revenir à chacun de ceux qu’il a eus.
}
site-settings-plans = Voir les offres
site-settings-welcome = Mot d’accueil
site-settings-welcome-text = Ce que lisent les invités
site-settings-welcome-hint = Sur l’accueil de votre site, devant ses réunions et devant ses salles. Un paragraphe, 300 caractères au plus ; vide pour aucun.
site-settings-save = Enregistrer le texte
site-rename-title = Renommer en { $host }
site-rename-lead = Rien n’a encore changé.
site-rename-moved = Quelqu’un a modifié le site depuis que vous avez ouvert cette page. Voici ce que fait le changement maintenant.
site-rename-changes = Ce qui change
site-rename-address = Le site passe de { $before } à { $after }, tout de suite.
site-rename-new-links = Les liens des nouvelles invitations commencent par { $after }.
site-rename-told = { $count ->
    [one] Le propriétaire est prévenu par e-mail.
   *[other] Les { $count } propriétaires sont prévenus par e-mail.
}
site-rename-stays = Ce qui continue de fonctionner
site-rename-former = Ces adresses mènent pour toujours à la nouvelle, et restent à vous : { $hosts }.
site-rename-meetings = { $count ->
    [0] Aucune réunion n’est prévue ; numéros, mots de passe et liens ne changent pas quand il y en a.
    [one] Une réunion à venir garde son numéro, son mot de passe et son lien.
   *[other] { $count } réunions à venir gardent leurs numéros, leurs mots de passe et leurs liens.
}
site-rename-rooms = { $count ->
    [0] Personne n’a encore ouvert de salle personnelle.
    [one] Une salle personnelle garde son nom, et son adresse y mène.
   *[other] { $count } salles personnelles gardent leurs noms, et leurs adresses y mènent.
}
site-rename-invitations = Les invitations envoyées restent justes. Personne n’est invité à nouveau.
site-rename-costs = Ce que cela coûte
site-rename-nothing = Rien. L’offre, le prix et le renouvellement restent les mêmes.
site-rename-left = { $left ->
    [0] C’est le dernier nouveau nom que votre site peut recevoir. Vous pourrez toujours revenir à ceux qu’il a eus.
    [one] Il pourra ensuite recevoir encore un nouveau nom.
   *[other] Il pourra ensuite recevoir encore { $left } nouveaux noms.
}
site-rename-returns = { $left ->
    [0] Le site a déjà eu ce nom : il n’en consomme pas d’autre. Il ne reste pas de nouveau nom.
    [one] Le site a déjà eu ce nom : il n’en consomme pas d’autre. Il reste un nouveau nom.
   *[other] Le site a déjà eu ce nom : il n’en consomme pas d’autre. Il reste { $left } nouveaux noms.
}
site-rename-back = Vous pouvez revenir à { $before } de la même façon, à tout moment.
site-rename-keep = Garder le nom actuel
site-rename-confirm = Renommer le site
news-site-renamed = Votre site a sa nouvelle adresse. La précédente y mène.
news-site-saved = Le mot d’accueil de votre site est enregistré.
