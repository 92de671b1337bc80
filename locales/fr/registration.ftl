# Inscription aux réunions : le formulaire, l’inscription d’une personne, et la page de l’organisateur.
register-title = S’inscrire
register-manual = { $host } décide de chaque inscription. Vous recevrez un e-mail dans tous les cas.
register-name = Votre nom
register-email = Votre adresse e-mail
register-email-hint = L’e-mail avec votre propre lien de connexion y sera envoyé.
register-send = S’inscrire
register-who-reads = { $host } lira ce que vous écrivez ici.
register-closes = Les inscriptions ferment { $day }, { $time }.
register-left = { $count ->
    [0] Il ne reste aucune place.
    [one] Il reste une place.
   *[other] Il reste { $count } places.
}
register-sent = Consultez votre messagerie
register-sent-text = Un e-mail vous est envoyé. Il dit où en est votre inscription et contient tout ce qu’il faut pour participer.
register-sent-again = Rien reçu ? Regardez parmi les indésirables, ou inscrivez-vous de nouveau avec la même adresse.

registration-waiting = En attente d’une décision
registration-waiting-text = { $host } n’a pas encore décidé. Vous recevrez un e-mail dès que ce sera fait.
registration-approved = Vous avez une place
registration-approved-text = Utilisez le lien de connexion de votre e-mail : il n’est qu’à vous. Les autres ont le leur.
registration-refused = Vous n’avez pas de place
registration-refused-text = { $host } ne vous a pas attribué de place.
registration-cancelled = Annulée
registration-cancelled-text = Vous avez annulé votre inscription. Votre lien de connexion n’ouvre plus la réunion.
registration-of = { $name }, { $email }
registration-again = S’inscrire de nouveau
registration-cancel-title = Vous ne pouvez pas venir ?
registration-cancel-text = Votre place redevient libre, et votre agenda retire la réunion.
registration-cancel = Annuler mon inscription

registration-title = Inscription
registration-lead = Les participants s’inscrivent d’abord et reçoivent par e-mail un lien de connexion personnel. Les personnes que vous invitez en ont un sans s’inscrire.
registration-link = Où l’on s’inscrit
registration-link-label = Lien d’inscription
registration-settings = Ce qui est demandé
registration-approval = Qui obtient une place
registration-automatic = Toute personne qui s’inscrit, tant qu’il y a des places
registration-manual = Seulement les personnes que j’accepte
registration-places = Places
registration-places-hint = Laissé vide, autant que votre offre en permet. Les personnes que vous invitez ne comptent pas.
registration-closes = Ferme le
registration-closes-time = À
registration-questions = Vos propres questions
registration-questions-hint = En plus du nom et de l’adresse. Celles qui sont vides ne comptent pas.
registration-question = Question { $number }
registration-question-needed = La question { $number } exige une réponse
registration-open = Demander une inscription
registration-save = Enregistrer
registration-end-title = Ne plus demander d’inscription
registration-end-text = Le lien de connexion ouvre la réunion à toute personne qui l’a. Les personnes inscrites gardent leur place.
registration-end = Ne plus demander
registration-on = { $count ->
    [0] Les participants s’inscrivent d’abord. Personne n’a encore de place.
    [one] Les participants s’inscrivent d’abord. Une personne a une place.
   *[other] Les participants s’inscrivent d’abord. { $count } personnes ont une place.
}
registration-off = Toute personne qui a le lien de connexion peut venir.
registration-look-after = Voir qui s’est inscrit
registration-set-up = Demander une inscription

registrants-title = Personnes inscrites
registrants-all = Toutes
registrants-waiting = En attente
registrants-approved = Avec une place
registrants-refused = Refusées
registrants-cancelled = Annulées
registrants-is-waiting = En attente
registrants-is-approved = A une place
registrants-is-refused = Refusée
registrants-is-cancelled = Annulée
registrants-approve = Donner une place
registrants-refuse = Refuser
registrants-table = Télécharger le tableau
registrants-none = Personne pour l’instant
registrants-none-text = Donnez le lien aux personnes qui peuvent s’inscrire.

join-registers = Cette réunion demande une inscription
join-registers-text = Inscrivez-vous d’abord : vous recevrez un e-mail avec un lien personnel. Si vous êtes déjà inscrit ou invité, utilisez le lien de votre e-mail.
join-register = S’inscrire

news-registration-set = La réunion demande désormais cette inscription.
news-registration-ended = La réunion ne demande plus d’inscription.
news-registration-cancelled = Votre inscription est annulée.
news-registrant-approved = Cette personne a une place et reçoit un e-mail.
news-registrant-refused = Cette personne n’a pas de place et reçoit un e-mail.

error-registration-not-found = Ce lien ne mène à aucune inscription. La réunion n’en demande peut-être plus : demandez à la personne qui vous a donné le lien.
error-registration-fields = Certains champs sont à revoir. Rien n’a été enregistré.
error-registration-closed = Les inscriptions à cette réunion sont closes.
error-registration-full = Il ne reste aucune place dans cette réunion.
error-registration-over = Cette réunion est terminée.
error-registration-meeting-cancelled = Cette réunion a été annulée.
error-registration-they-cancelled = Cette personne a annulé son inscription. Elle seule peut s’inscrire de nouveau.
error-registration-refused = Vous n’avez pas de place ; il n’y a rien à annuler.
error-registration-too-many = Trop de personnes se sont inscrites à cette réunion. Demandez à l’organisateur.
error-registration-approval = Choisissez qui obtient une place.
error-registration-places = Entre 1 et { $limit } places.
error-registration-closes-before = Entre 0 minute et un an avant le début.
error-registration-too-long = Au plus { $limit } caractères sont possibles ici.
error-registration-too-many-questions = Au plus { $limit } questions.
error-registration-needed = Ce champ est nécessaire.
error-registration-email = Ceci n’est pas une adresse e-mail.
