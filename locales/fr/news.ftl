# Les nouveautés, et le message qui les apporte.
operator-news = Nouveautés
operator-news-lead = Elles vont à qui souhaite les lire, dans sa langue si vous y écrivez, sinon dans la première où vous écrivez.
operator-news-write = Écrire
operator-news-title = Titre
operator-news-text = Texte
operator-news-look = Voir comment elles se lisent
operator-news-sent = Envoyées
operator-news-sending = { $count } jusqu’ici ; envoi en cours
operator-news-told = { $count ->
    [one] Une personne
   *[other] { $count } personnes
}
operator-news-none = Pas encore de nouveautés
operator-news-none-text = Ce que vous envoyez figure ici avec le nombre de destinataires.
operator-news-review = Comment les nouveautés se lisent
operator-news-review-lead = Rien n’est encore envoyé. L’envoi ne peut pas être repris.
operator-news-change = Changer quelque chose
operator-news-send = Envoyer les nouveautés
news-news-sent = Les nouveautés sont en route.
error-news-missing = Écrivez un titre et un texte dans une langue au moins.
error-news-half = Écrivez dans chaque langue un titre et un texte, ou aucun des deux.
error-news-too-long = Un titre a 120 caractères au plus, un texte 4 000.
error-news-unprintable = Un titre ou un texte contient des caractères qui ne s’impriment pas.
error-news-language = Une des langues n’est pas proposée.
mail-news-subject = { $title }
mail-news-action = Ouvrir Plenum
mail-news-choose = Vous recevez ce message parce que vous souhaitez lire les nouveautés. Vous pouvez vous en passer : choisissez dans votre profil les messages que vous recevez.
