# Discussions entre deux personnes et entre celles d’une réunion.
chats-title = Discussions
chats-lead = Avec vos collègues, et avec ceux que vous rencontrez. Seules les personnes qui prennent part à une discussion peuvent la lire.
chats-search-label = Chercher dans vos discussions
chats-search-button = Chercher
chats-found = Messages trouvés
chats-nothing = Rien n’a été trouvé
chats-nothing-text = Aucun message de vos discussions ne contient ce texte. Essayez-en une partie plus courte.
chats-all = Toutes les discussions
chats-latest = Les plus récentes d’abord
chats-none = Pas encore de discussion
chats-none-text = Une discussion apparaît ici dès que quelque chose y est écrit.
chats-of-meeting = Réunion
chats-open = Ouvrir une discussion
chats-email = Adresse e-mail d’un collègue
chats-email-hint = Quelqu’un de votre compte.
chats-open-person = Ouvrir la discussion
chats-meeting = Réunion
chats-meeting-hint = L’hôte, les hôtes suppléants et les invités qui ont un compte y écrivent et en lisent tout.
chats-open-meeting = Ouvrir la discussion de la réunion
chats-messages = Messages
chats-earlier = Messages précédents
chats-to-latest = Aux derniers messages
chats-you = Vous
chats-removed = Retiré par son auteur, { $at }
chats-edited = Modifié, { $at }
chats-change = Modifier, joindre ou retirer
chats-empty = Rien n’est encore écrit ici
chats-empty-text = Cette discussion sera visible de l’autre côté dès que vous y aurez écrit.
chats-kept = Les messages sont conservés { $days ->
    [one] un jour
   *[other] { $days } jours
}, puis effacés.
chats-write = Écrire
chats-text = Message
chats-text-hint = Pendant { $minutes } minutes, vous pouvez le modifier, y joindre des fichiers ou le retirer.
chats-send = Envoyer
chats-change-title = Votre message
chats-change-lead = Écrit le { $at }. Pendant les { $minutes } minutes qui suivent, vous pouvez le modifier ou le retirer. Les autres voient que vous l’avez fait, et quand.
chats-change-text = Le modifier
chats-save = Enregistrer le message
chats-remove = Retirer le message
chats-remove-text = Son texte disparaît pour tous. On continue de voir qu’il y avait un message.
chats-retention = Durée de conservation des messages
chats-retention-lead = Pour toutes les discussions du compte, entre deux personnes et des réunions.
chats-retention-from = Rien n’est effacé avant le { $from }. D’ici là, vous pouvez modifier la durée ou tout conserver.
chats-retention-time = Durée
chats-retention-days = Jours
chats-retention-hint = De { $least } à { $most } jours. Laissez vide pour conserver les messages sans limite.
chats-retention-notice = Si plus de messages qu’avant sont effacés, propriétaires et administrateurs en sont avertis par e-mail, et rien n’est effacé dans les { $days } jours qui suivent. Ce qui est effacé ne revient pas.
chats-retention-button = Enregistrer la durée
news-chat-changed = Votre message est modifié.
news-chat-removed = Votre message est retiré.
news-chat-retention = La durée de conservation des messages est enregistrée.

error-chat-not-found = Cette discussion n’existe pas, ou vous n’y prenez pas part.
error-chat-message-not-found = Ce message n’est pas dans cette discussion. Il a peut-être été effacé.
error-chat-other-gone = Personne ne le lirait : l’autre personne n’est plus dans votre compte. Ce qui a été écrit reste ici.
error-chat-meeting-cancelled = La réunion est annulée, on n’écrit donc plus ici. Ce qui a été écrit reste.
error-chat-not-yours = Seul son auteur modifie ou retire un message.
error-chat-message-removed = Ce message a déjà été retiré.
error-chat-too-late = Un message peut être modifié ou retiré pendant une heure après avoir été écrit. Écrivez-en plutôt un autre.
error-chat-text-missing = Écrivez quelque chose.
error-chat-text-too-long = 4 000 caractères au plus. Envoyez le reste dans un autre message.
error-chat-text-characters = Il contient un caractère qui ne peut être imprimé. Saisissez-le à nouveau.
error-chat-nobody = Personne d’autre dans votre compte n’a cette adresse. Vérifiez son orthographe.
error-chat-too-many = Vous avez écrit 2 000 messages en une journée. Reprenez demain.
error-chat-retention-days = Choisissez de 30 à 3 650 jours, ou laissez vide.
chats-attach = Joindre un fichier
chats-attach-file = Fichier
chats-attach-hint = PDF, PNG, JPEG ou texte simple, { $megabytes } Mo au plus ; { $most } par message.
chats-attach-button = Joindre le fichier
chats-file = { $name } ({ $kilobytes } ko)
news-chat-attached = Le fichier est joint.
error-chat-file-not-found = Ce fichier n’est pas dans cette discussion. Il a peut-être été effacé.
error-chat-file-missing = Choisissez un fichier qui n’est pas vide.
error-chat-file-too-large = Un fichier a 5 Mo au plus.
error-chat-file-other-kind = Choisissez un PDF, un PNG, un JPEG ou un texte simple.
error-chat-too-many-files = Ce message a cinq fichiers. Joignez le suivant à un autre message.
error-chat-too-many-files-today = Vous avez joint 100 fichiers en une journée. Reprenez demain.
chats-new = Nouveau
chats-unread = { $count ->
    [100] 99+ nouveaux
    [one] { $count } nouveau
   *[other] { $count } nouveaux
}
chats-menu-count = { $count ->
    [100] 99+
   *[other] { $count }
}
chats-menu-unread = ({ $count } avec de nouveaux messages)
chats-download = Garder une copie
chats-download-text = Toute la discussion dans un fichier : en texte pour la lire, ou en JSON pour les programmes. Les fichiers joints y sont nommés.
chats-download-as-text = Télécharger en texte
chats-download-as-json = Télécharger en JSON
chats-download-head = { $title }. Téléchargé le { $at }.
chats-download-line = { $author }, { $at }
