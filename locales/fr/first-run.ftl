# L’installation du service, une seule fois.
first-run-title = Installer Plenum
first-run-lead = Créez le compte de l’exploitant. Cette page disparaît ensuite.
first-run-operator = L’exploitant
first-run-code = Code d’installation
first-run-code-hint = Le programme l’a affiché à son démarrage.
first-run-button = Créer le compte de l’exploitant
first-run-then = Ensuite
first-run-then-text = Vous êtes connecté et voyez les pages de l’exploitant. Le catalogue fourni s’applique jusqu’à ce que vous publiiez le vôtre.

news-set-up = Le service est installé, et vous l’exploitez.
