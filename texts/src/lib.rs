//! Texts: every sentence a person reads, and how their language writes amounts, dates and times.
//!
//! A language is the files of `locales/<tag>/` or the one file `locales/<tag>.ftl`, in Fluent;
//! adding one adds the language (H4). What a language lacks is said in English. Nothing here is
//! known of accounts, pages or mails: only keys, values and words. Which keys exist is up to those
//! who use them.

mod args;
mod formats;
mod load;
mod negotiate;
mod speak;
mod templates;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::iter;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use units::{Country, Locale};

pub use args::{Arg, Args};
pub use load::TextsError;
pub use templates::{TemplateError, Templates, files_in};

/// All languages. Made once, shared by everyone who speaks; safe to use from many threads.
pub struct Texts {
    tongues: BTreeMap<Locale, Tongue>,
    languages: Vec<Language>,
}

/// A language to choose, as lists of languages show it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Language {
    pub locale: Locale,
    /// In the language itself: "Français".
    pub native_name: String,
    pub english_name: String,
}

/// One language's texts.
struct Tongue {
    bundle: FluentBundle<FluentResource>,
    /// Between whole and fraction.
    decimal: String,
    /// Between thousands.
    group: String,
    /// In the order of the language's file.
    countries: Vec<Country>,
}

/// Around a key that no language has: seen on a page, it is a mistake; tests look for it.
pub const UNKNOWN_KEY: [char; 2] = ['⟦', '⟧'];

impl Texts {
    /// The languages there are, by tag.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    pub fn speaks(&self, locale: &Locale) -> bool {
        self.tongues.contains_key(locale)
    }

    /// Whether English, which has every text, knows `key`.
    pub fn has(&self, key: &str) -> bool {
        self.tongues.get(&Locale::english()).is_some_and(|english| english.bundle.has_message(key))
    }

    /// The text of `key`: in `locale`, else in its language without region, else in English, else
    /// the key itself between `⟦` and `⟧`.
    pub fn get(&self, locale: &Locale, key: &str, args: &Args) -> String {
        let spoken = self
            .tongues_for(locale)
            .find_map(|(spoken, tongue)| Some((spoken, tongue, tongue.pattern(key)?)));
        let Some((spoken, tongue, pattern)) = spoken else {
            let [open, close] = UNKNOWN_KEY;
            return format!("{open}{key}{close}");
        };
        let mut values = FluentArgs::new();
        for (name, value) in args.iter() {
            values.set(name.to_owned(), self.value(spoken, value));
        }
        // A value that is missing stays visible as {$name}; the text is shown all the same.
        let mut errors = Vec::new();
        let text = tongue.bundle.format_pattern(pattern, Some(&values), &mut errors);
        text.into_owned()
    }

    /// The text of `key` that takes no values.
    pub fn plain(&self, locale: &Locale, key: &str) -> String {
        self.get(locale, key, &Args::new())
    }

    fn value<'a>(&self, locale: &Locale, value: &'a Arg) -> FluentValue<'a> {
        match value {
            Arg::Text(text) => text.as_str().into(),
            Arg::Number(number) => (*number).into(),
            Arg::Money(amount) => self.money(locale, *amount).into(),
            Arg::Date(date) => self.date(locale, *date).into(),
        }
    }

    /// The languages to look in, best first.
    fn tongues_for(&self, locale: &Locale) -> impl Iterator<Item = (&Locale, &Tongue)> {
        let exact = self.tongues.get_key_value(locale);
        // Nearly every text is there: what comes next is worked out only when it is asked for.
        let without_region = iter::once_with(|| {
            let (language, _) = locale.tag().split_once('-')?;
            self.tongues.get_key_value(&language.parse().ok()?)
        });
        let english = iter::once_with(|| self.tongues.get_key_value(&Locale::english()));
        exact.into_iter().chain(without_region.chain(english).flatten())
    }
}

impl Tongue {
    fn pattern(&self, key: &str) -> Option<&fluent_syntax::ast::Pattern<&str>> {
        self.bundle.get_message(key)?.value()
    }
}
