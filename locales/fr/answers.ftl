# Réponses aux invitations : la page de la personne invitée, et ce que voit l’organisateur.
answer-over = { $host } vous invite
answer-question = Serez-vous là ?
answer-legend = Votre réponse
answer-for = Pour { $email }
answer-yes = Oui
answer-maybe = Peut-être
answer-no = Non
answer-so-far = Votre réponse jusqu’ici
answer-outdated = Pour un autre horaire
answer-all-times = Toutes les réunions de la série
answer-one-time = Seulement { $day }, { $time }
answer-field-time = Quelles réunions
answer-field-note = Message
answer-field-note-hint = { $host } le lira. Les autres personnes invitées, non.
answer-send = Envoyer la réponse
answer-join = Vers la page de connexion
answer-cancelled = Cette réunion a été annulée. Il n’y a plus rien à répondre.
answer-wait-text = Trop de liens erronés sont venus de votre réseau. Réessayez à { $time }.

answers-title = Réponses
answers-counts = { $yes } oui, { $maybe } peut-être, { $no } non, { $unanswered } sans réponse
answers-to-one = seulement { $day }
answers-by-mail = par e-mail

news-answer-given = Votre réponse est enregistrée. Vous pouvez la changer ici jusqu’à la fin de la réunion.

error-answer-not-found = Ce lien ne mène à aucune invitation. Vous n’êtes peut-être plus invité : demandez à la personne qui vous l’a donné.
error-answer-over = Cette réunion est terminée. Il n’y a plus rien à répondre.
error-answer-time-changed = L’horaire a changé après que vous avez ouvert cette page. Regardez le nouvel horaire, puis répondez de nouveau.
error-answer-note-too-long = Au plus { $limit } caractères sont possibles ici.
error-answer-missing = Choisissez oui, peut-être ou non.
