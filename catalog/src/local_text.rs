//! Words of the catalog in several languages: English always, others where the operator wrote them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use units::Locale;

/// One text by language; English is always there (the reader of the file sees to it).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalText(pub(crate) BTreeMap<Locale, String>);

impl LocalText {
    /// The text for a reader of `locale`: in that very language, else without its region
    /// (`pt-BR`, then `pt`), else in English.
    pub fn get(&self, locale: &Locale) -> &str {
        let language = locale.tag().split('-').next().and_then(|tag| tag.parse().ok());
        self.0
            .get(locale)
            .or_else(|| language.and_then(|language: Locale| self.0.get(&language)))
            .or_else(|| self.0.get(&Locale::english()))
            .map_or("", String::as_str)
    }

    /// The languages it is written in, by tag.
    pub fn languages(&self) -> impl Iterator<Item = &Locale> {
        self.0.keys()
    }
}
