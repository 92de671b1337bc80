# La page d’accès : de qui est la réunion, sur quel site et quelle offre, quand elle commence, ce qui la limite.
join-over = Une réunion de { $host }
join-site-line = Sur { $site }, offre { $plan }
join-limit = Avec cette offre, une réunion s’arrête au bout de { $limit }.
join-no-limit = Cette offre ne limite pas la durée.
join-ends-at-limit = Elle est prévue pour { $length }. Avec l’offre { $plan }, elle s’arrête au bout de { $limit }.
join-about = La réunion
join-length = Durée
join-repeats = Répétition
join-host = Hôte
join-number = Numéro
join-not-yet = La réunion n’a pas commencé
join-not-yet-text = Elle commence le { $day } à { $time }. Vous pouvez entrer à partir de { $opens }.
join-today-text = Elle commence aujourd’hui à { $time }. Vous pouvez entrer à partir de { $opens }.
join-open = La réunion est ouverte
join-open-text = Elle est prévue de { $from } à { $until }.
join-open-later = La réunion dans le navigateur arrive avec une prochaine version de Plenum. Ce lien ne changera pas.
join-over-state = La réunion est terminée
join-over-text = Aucune autre n’est prévue. Si vous en attendiez une, demandez à { $host }.
join-cancelled = La réunion a été annulée
join-cancelled-text = { $host } l’a annulée. Vous n’avez rien à faire. Si vous comptiez y assister, posez-lui la question.
join-password-asked = Le mot de passe est demandé à ceux qui entrent par le numéro. Avec ce lien, il n’est pas nécessaire.
join-calendar = Ajouter à votre agenda

join-unknown = Ce lien ne mène à aucune réunion
join-unknown-text = Il est peut-être mal saisi ou coupé. Ouvrez-le de nouveau depuis l’invitation, ou demandez à la personne qui vous a invité.
join-wait = Patientez un peu
join-wait-text = Trop de liens et de numéros ont été essayés depuis votre réseau. Les liens des invitations fonctionnent toujours ; les autres essais seront de nouveau examinés à partir de { $time }.
