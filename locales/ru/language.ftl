### The language itself, as lists of languages show it.

language-name = Русский
language-name-english = Russian
