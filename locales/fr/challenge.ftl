# La page de la banque du bac à sable : elle tient lieu de banque.
challenge-title = Votre banque demande : ce paiement est-il le vôtre ?
challenge-lead = Cette page est la banque du bac à sable. Avec une vraie carte, votre banque pose la question dans son application ou sur sa page.
challenge-amount = Montant
challenge-payee = Bénéficiaire
challenge-card = Carte
challenge-until = Répondre avant
challenge-question = Le paiement
challenge-approve = C’est le mien, payer { $amount }
challenge-refuse = Ce n’est pas le mien
challenge-approved = Vous avez confirmé ce paiement.
challenge-refused = Vous avez refusé ce paiement. Rien n’a été débité.
challenge-expired = Le délai pour répondre est passé. Rien n’a été débité.
challenge-return = Retour à Plenum
