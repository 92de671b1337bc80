//! What is new in the deployment, written by whoever runs it, for those who want to read it (F10,
//! E9a): a title and a text in one language or more.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use units::Locale;

use crate::name::is_unprintable;

pub const TITLE_MAX_CHARS: usize = 120;
pub const TEXT_MAX_CHARS: usize = 4_000;

/// News as typed, by the tag of each language; empty ones are none.
pub type NewsDraft = BTreeMap<String, Piece>;

/// News in one language.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Piece {
    /// One line.
    pub title: String,
    /// Paragraphs with an empty line between.
    pub text: String,
}

impl Piece {
    pub fn paragraphs(&self) -> Vec<String> {
        let parts = self.text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    }
}

/// Why news are not sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotNews {
    #[error("there is no text in any language")]
    Missing,
    /// A title without a text, or a text without a title.
    #[error("a language has one of title and text")]
    Half,
    #[error("a title or a text is too long")]
    TooLong,
    #[error("a title or a text has characters that cannot be printed")]
    Unprintable,
    #[error("a language is none that is offered")]
    Language,
}

impl NotNews {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            NotNews::Missing => "news.missing",
            NotNews::Half => "news.half",
            NotNews::TooLong => "news.too_long",
            NotNews::Unprintable => "news.unprintable",
            NotNews::Language => "news.language",
        }
    }
}

/// Checked news: complete in at least one language.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct News(BTreeMap<String, Piece>);

impl News {
    pub fn check(draft: &NewsDraft, languages: &[Locale]) -> Result<News, NotNews> {
        let mut pieces = BTreeMap::new();
        for (tag, piece) in draft {
            let title = piece.title.trim().to_owned();
            let text = piece.text.replace("\r\n", "\n").trim().to_owned();
            match (title.is_empty(), text.is_empty()) {
                (true, true) => continue,
                (false, false) => {}
                _ => return Err(NotNews::Half),
            }
            if languages.iter().all(|language| language.tag() != tag) {
                return Err(NotNews::Language);
            }
            if title.chars().count() > TITLE_MAX_CHARS || text.chars().count() > TEXT_MAX_CHARS {
                return Err(NotNews::TooLong);
            }
            if title.chars().chain(text.chars()).any(|c| is_unprintable(c) && c != '\n')
                || title.contains('\n')
            {
                return Err(NotNews::Unprintable);
            }
            pieces.insert(tag.clone(), Piece { title, text });
        }
        match pieces.is_empty() {
            true => Err(NotNews::Missing),
            false => Ok(News(pieces)),
        }
    }

    /// In `locale`, or in the first of `languages` it is written in.
    pub fn piece(&self, locale: &Locale, languages: &[Locale]) -> Option<&Piece> {
        let own = self.0.get(locale.tag());
        own.or_else(|| languages.iter().find_map(|language| self.0.get(language.tag())))
    }

    /// Tags of the languages it is written in.
    pub fn languages(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(title: &str, text: &str) -> Piece {
        Piece { title: title.to_owned(), text: text.to_owned() }
    }

    fn checked(pieces: &[(&str, Piece)]) -> Result<News, NotNews> {
        let languages: Vec<Locale> =
            ["en", "fr"].iter().map(|tag| tag.parse().expect("a tag")).collect();
        let draft = pieces.iter().map(|(tag, piece)| ((*tag).to_owned(), piece.clone()));
        News::check(&draft.collect(), &languages)
    }

    #[test]
    fn news_are_whole_in_one_language_at_least() {
        assert_eq!(checked(&[]), Err(NotNews::Missing));
        assert_eq!(checked(&[("en", piece(" ", ""))]), Err(NotNews::Missing));
        assert_eq!(checked(&[("en", piece("New", ""))]), Err(NotNews::Half));
        assert_eq!(checked(&[("xx", piece("New", "Text"))]), Err(NotNews::Language));
        assert_eq!(checked(&[("en", piece("a\nb", "Text"))]), Err(NotNews::Unprintable));
        let long = "a".repeat(TITLE_MAX_CHARS + 1);
        assert_eq!(checked(&[("en", piece(&long, "Text"))]), Err(NotNews::TooLong));
        let news = checked(&[("fr", piece("Du neuf", "Un.\r\n\r\nDeux."))]).expect("news");
        let languages: Vec<Locale> =
            ["en", "fr"].iter().map(|tag| tag.parse().expect("a tag")).collect();
        let en: Locale = "en".parse().expect("a tag");
        let found = news.piece(&en, &languages).expect("the one there is");
        assert_eq!(found.paragraphs(), ["Un.", "Deux."]);
    }
}
