### The language itself, as lists of languages show it.

language-name = English
language-name-english = English
