### The language itself, as lists of languages show it.

language-name = Français
language-name-english = French
