# Quitter un compte ou en être retiré : ce que deviennent les choses de chacun.
leaving-people-title = Retirer du compte
leaving-people-what = Cette personne continue avec son propre compte gratuit. Avant, vous décidez qui reçoit ses réunions, ses enregistrements et ses licences ; la page suivante les compte.
leaving-people-link = Retirer { $name }
leaving-people-planned = Part le { $when }
leaving-profile-title = Quitter le compte
leaving-profile-what = Vous continuez avec votre propre compte gratuit, avec ce qui vous appartient.
leaving-profile-link = Quitter { $account }
leaving-remove-title = Retirer { $name }
leaving-remove-lead = { $name } continue avec son propre compte gratuit. Rien n’est supprimé et tous les liens continuent de fonctionner. Vous décidez qui reçoit quoi ; la page suivante le montre encore une fois avant que rien ne se passe.
leaving-leave-title = Quitter { $account }
leaving-leave-lead = Vous continuez avec votre propre compte gratuit. Rien n’est supprimé et tous les liens continuent de fonctionner. Vous décidez qui reçoit quoi ; la page suivante le montre encore une fois avant que rien ne se passe.
leaving-last-owner-title = Nommez d’abord une autre personne propriétaire
leaving-last-owner = Aucune autre personne propriétaire ne peut se connecter, et il en faut une à un compte. Donnez ce rôle à quelqu’un, puis revenez.
leaving-last-owner-link = Voir les personnes
leaving-things = Qui reçoit quoi
leaving-goes-along = Ce qui part avec
leaving-when = Quand
leaving-fate = Qui reçoit cela
leaving-nothing = Il n’y a rien à transmettre.
leaving-what-meetings = { $series ->
    [0] { $meetings ->
        [one] Une réunion à venir
       *[other] { $meetings } réunions à venir
    }
    [one] { $meetings ->
        [0] Une série
        [one] Une réunion à venir et une série
       *[other] { $meetings } réunions à venir et une série
    }
   *[other] { $meetings ->
        [0] { $series } séries
        [one] Une réunion à venir et { $series } séries
       *[other] { $meetings } réunions à venir et { $series } séries
    }
}
leaving-what-hosting = { $count ->
    [one] Hôte suppléant d’une réunion de quelqu’un d’autre
   *[other] Hôte suppléant de { $count } réunions d’autres personnes
}
leaving-what-recordings = { $count ->
    [one] Un enregistrement, { $megabytes } Mo
   *[other] { $count } enregistrements, { $megabytes } Mo
}
leaving-what-licences = { $count ->
    [one] Une licence : { $names }
   *[other] { $count } licences : { $names }
}
leaving-hint-meetings = Les numéros et les liens restent. Chaque personne invitée reçoit pour son agenda une mise à jour qui nomme le nouvel hôte ; celui-ci lit aussi les discussions de ces réunions, comme tout hôte.
leaving-hint-hosting = Qui prend la suite peut démarrer et modifier ces réunions.
leaving-hint-recordings = Les liens de partage continuent de fonctionner. Seule la personne qui les reçoit voit leur contenu.
leaving-hint-licences = Qui a déjà une telle licence n’en reçoit pas une deuxième ; elle devient alors libre.
leaving-unless-meetings = Elles partent avec la personne
leaving-unless-hosting = Personne
leaving-unless-recordings = Ils partent avec la personne
leaving-unless-licences = Personne : elles deviennent libres
leaving-line-meetings-hand-over = { $what } : { $heir } en est dès lors l’hôte. Les numéros et les liens restent ; chaque personne invitée reçoit une mise à jour pour son agenda.
leaving-line-meetings-keep = { $what } : partent avec la personne, sur le site partagé. Les numéros restent, les liens d’avant y mènent, et chaque personne invitée reçoit une mise à jour pour son agenda.
leaving-line-hosting-hand-over = { $what } : { $heir } prend la suite.
leaving-line-hosting-end = { $what } : cela prend fin.
leaving-line-recordings-hand-over = { $what } : dès lors à { $heir }. Les liens de partage continuent de fonctionner.
leaving-line-recordings-keep = { $what } : partent avec la personne. Les liens de partage continuent de fonctionner.
leaving-line-licences-hand-over = { $what } : dès lors à { $heir }, sauf si cette personne a déjà la même.
leaving-line-licences-end = { $what } : de nouveau libre pour d’autres.
leaving-got-meetings = { $count ->
    [one] Vous êtes l’hôte d’une réunion de plus. Son numéro et son lien restent les mêmes.
   *[other] Vous êtes l’hôte de { $count } réunions de plus. Leurs numéros et leurs liens restent les mêmes.
}
leaving-got-hosting = { $count ->
    [one] Vous êtes hôte suppléant d’une réunion de plus.
   *[other] Vous êtes hôte suppléant de { $count } réunions de plus.
}
leaving-got-recordings = { $count ->
    [one] Vous avez un enregistrement de plus.
   *[other] Vous avez { $count } enregistrements de plus.
}
leaving-got-licences = { $count ->
    [one] Vous avez une licence de plus.
   *[other] Vous avez { $count } licences de plus.
}
leaving-own-past = { $count ->
    [0] Réunions passées : aucune.
    [one] Une réunion passée ou annulée.
   *[other] { $count } réunions passées ou annulées.
}
leaving-own-contacts = { $count ->
    [0] Contacts : aucun.
    [one] Un contact. Les contacts appartiennent à qui les tient ; personne d’autre ne les voit ni ne les reçoit.
   *[other] { $count } contacts. Les contacts appartiennent à qui les tient ; personne d’autre ne les voit ni ne les reçoit.
}
leaving-own-chats = { $count ->
    [0] Discussions : aucune.
    [one] Une discussion. Personne ne lit une discussion sans y prendre part : elle ne peut donc pas être transmise. Qui part continue de lire les discussions à deux, et plus personne n’y écrit.
   *[other] { $count } discussions. Personne ne lit une discussion sans y prendre part : elles ne peuvent donc pas être transmises. Qui part continue de lire les discussions à deux, et plus personne n’y écrit.
}
leaving-own-room = { $count ->
    [0] Salle personnelle : pas encore.
    [one] La salle personnelle et son adresse. Un lien dans l’agenda de quelqu’un ne doit pas mener chez un inconnu : personne d’autre ne la reçoit.
   *[other] La salle personnelle et ses { $count } adresses. Un lien dans l’agenda de quelqu’un ne doit pas mener chez un inconnu : personne d’autre ne la reçoit.
}
leaving-own-sign-in = Le profil, le mot de passe et les clés d’accès. Les sessions et les jetons d’accès prennent fin.
leaving-own-groups = Groupes quittés : { $names }.
leaving-archive = D’abord une archive pour cette personne
leaving-archive-hint = Tout ce qui lui appartient, en fichiers, avant que rien ne soit transmis. Un message l’en avertit, et elle seule peut la télécharger.
leaving-archive-yours = D’abord une archive pour moi
leaving-archive-yours-hint = Tout ce qui vous appartient, en fichiers, avant que rien ne soit transmis. Un message vous dit quand vous pouvez la télécharger.
leaving-notice = Jours d’ici là
leaving-notice-hint = De 0 à { $most }. Jusque-là, on peut revenir en arrière. Avec 0, cela se passe dans les minutes qui suivent, sans retour.
leaving-review = Voir ce qui se passera
leaving-review-remove-title = { $name } est retiré du compte le { $when }
leaving-review-leave-title = Vous partez le { $when }
leaving-review-lead = Rien ne s’est encore passé.
leaving-review-happens = Ce qui se passe alors
leaving-review-told = Qui est averti
leaving-review-told-remove = { $name } est averti par message dès maintenant, avec ces lignes, et encore quand c’est fait. Qui reçoit quelque chose est averti à ce moment-là.
leaving-review-told-leave = Vous et les propriétaires du compte êtes avertis par message dès maintenant. Qui reçoit quelque chose est averti quand c’est fait.
leaving-review-costs = Ce que cela coûte
leaving-review-nothing = Rien. Les licences qui deviennent libres restent payées tant que leur abonnement n’est pas modifié.
leaving-review-archive = Une archive est d’abord créée et envoyée sous forme de lien, à { $name } uniquement.
leaving-review-back = Jusqu’au { $when }, on peut revenir en arrière.
leaving-review-no-back = Cela se passe dans les minutes qui suivent, sans retour possible.
leaving-review-change = Changer quelque chose
leaving-review-remove = Retirer { $name }
leaving-review-leave = Quitter le compte
leaving-moved-title = Quelque chose a changé
leaving-moved = Ce qui était affiché n’est plus ce qui se passerait maintenant. Regardez encore une fois ; rien ne s’est passé.
leaving-planned-remove-title = { $name } sera retiré du compte
leaving-planned-leave-title = { $name } part
leaving-planned-you-title = Vous quittez { $account }
leaving-planned-when = Le { $when }. Demandé par { $by }.
leaving-planned-under-way = C’est en cours.
leaving-planned-happens = Ce qui se passe alors
leaving-planned-take-back = Revenir en arrière
leaving-planned-not-yours = Qui part de soi-même peut revenir en arrière soi-même.
leaving-planned-not-yours-them = Une personne propriétaire ou de l’administration du compte peut revenir en arrière.
news-leaving-planned = C’est prévu. La page dit ce qui se passera, et quand.
news-leaving-taken-back = C’est annulé ; rien ne se passera.
error-leaving-planned = Quelqu’un l’a déjà demandé. La page montre ce qui est prévu ; annulez-le pour prévoir autre chose.
error-leaving-no-heir = Choisissez une personne du compte qui peut se connecter.
error-leaving-heir-holds-none = Cette personne ne peut pas tenir de réunions. Donnez-lui d’abord le rôle d’hôte, ou choisissez quelqu’un d’autre.
error-leaving-notice = Indiquez un nombre de jours de 0 à 90.
error-leaving-nothing-planned = Plus rien n’est prévu : c’est annulé, ou c’est fait.
error-leaving-under-way = C’est en cours et ne peut plus être annulé.
audit-person-leaving-planned = A prévu le départ de { $name }
audit-person-leaving-taken-back = A annulé le départ de { $name }
audit-person-leaving-stopped = { $name } n’a pas quitté le compte : ce n’était plus possible comme prévu
audit-person-left = { $name } a quitté le compte
audit-meeting-handed-over = « { $title } » a pour nouvel hôte { $host }
audit-meeting-alternate-host-replaced = Un hôte suppléant de « { $title } » a été remplacé
webhooks-kind-person-leaving-planned = Le départ de quelqu’un est prévu
webhooks-kind-person-leaving-taken-back = Le départ de quelqu’un est annulé
webhooks-kind-person-leaving-stopped = Quelqu’un n’est pas parti comme prévu
webhooks-kind-person-left = Quelqu’un a quitté le compte
webhooks-kind-meeting-handed-over = Une réunion a un autre hôte
webhooks-kind-meeting-alternate-host-replaced = Une réunion a un autre hôte suppléant
mail-departure-subject = { $to ->
    [them] { $what ->
        [taken_back] Vous restez dans { $account }
        [stopped] Vous restez dans { $account } pour le moment
        [done] Vous avez votre propre compte
       *[planned] { $how ->
            [leaves] Vous quittez { $account }
           *[removed] Vous serez retiré de { $account }
        }
    }
   *[others] { $what ->
        [taken_back] { $person } reste dans { $account }
        [stopped] { $person } n’a pas été retiré
       *[planned] { $person } quitte { $account }
    }
}
mail-departure-them = { $what ->
    [taken_back] Votre départ du compte { $account } est annulé. Tout reste comme avant.
    [stopped] Vous n’avez pas quitté le compte { $account } : ce n’était plus possible comme prévu. Une personne qui devait recevoir quelque chose n’est plus là, ou il n’y a pas d’autre propriétaire. Rien n’a été transmis.
    [done] Vous avez quitté le compte { $account }. Vous continuez avec votre propre compte gratuit ; connectez-vous comme avant, avec la même adresse et le même mot de passe.
   *[planned] { $how ->
        [leaves] Vous quittez le compte { $account } le { $at } et continuez avec votre propre compte gratuit.
       *[removed] { $by } vous retire du compte { $account } le { $at }. Vous continuez avec votre propre compte gratuit.
    }
}
mail-departure-others = { $what ->
    [taken_back] { $person } reste dans le compte { $account } : le départ est annulé.
    [stopped] { $person } n’a pas quitté le compte { $account } : ce n’était plus possible comme prévu. Une personne qui devait recevoir quelque chose n’est plus là, ou il n’y a pas d’autre propriétaire. Rien n’a été transmis. Vous pouvez le prévoir de nouveau.
   *[planned] { $person } quitte le compte { $account } le { $at }.
}
mail-departure-archive = { $what ->
    [done] Une archive de tout ce qui était à vous a été créée avant ; un message contient son lien.
   *[planned] Une archive de tout ce qui est à vous est créée avant, et vous est envoyée sous forme de lien.
}
mail-departure-yours = { $what ->
    [done] Vos contacts, vos discussions à relire, votre salle personnelle et vos réunions passées sont avec vous. Rien n’a été supprimé.
   *[planned] Vos contacts, vos discussions à relire, votre salle personnelle et vos réunions passées partent avec vous. Rien n’est supprimé.
}
mail-departure-action = { $what ->
    [done] Se connecter
   *[planned] Voir ce qui est prévu
}
mail-handed-over-subject = { $from } est parti, et quelque chose vous revient
mail-handed-over-what = { $from } a quitté le compte { $account }. Ce qui est à vous désormais :
mail-handed-over-told = Les personnes invitées aux réunions savent que vous en êtes l’hôte.
mail-handed-over-action = Voir vos réunions
