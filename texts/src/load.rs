//! Reading languages: from the files in the program, and from those an operator adds.

use std::collections::BTreeMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentResource, FluentValue};
use include_dir::{Dir, DirEntry, include_dir};
use units::{Country, Locale};

use crate::{Language, Texts, Tongue};

static SHIPPED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../locales");

/// Why languages could not be read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextsError {
    #[error("a text of \"{locale}\" cannot be read, near \"{near}\": {reason}")]
    Unreadable { locale: Locale, near: String, reason: String },
    #[error("there are no English texts, which every language falls back to")]
    NoEnglish,
}

/// Of a text that cannot be read, how much the message shows, in characters.
const NEAR_MAX: usize = 60;

impl Texts {
    /// The languages in the program.
    ///
    /// Panics if one of them cannot be read: the tests read them all.
    pub fn embedded() -> Texts {
        Texts::load(Texts::shipped()).expect("the shipped languages can be read")
    }

    /// The files of the languages in the program: to be loaded together with an operator's own.
    pub fn shipped() -> impl Iterator<Item = (Locale, String)> {
        files_of(&SHIPPED).into_iter()
    }

    /// Reads `files`, each with its language. Of two texts with one key the later stands, so an
    /// operator's files go last.
    pub fn load(files: impl Iterator<Item = (Locale, String)>) -> Result<Texts, TextsError> {
        let mut by_locale: BTreeMap<Locale, Vec<String>> = BTreeMap::new();
        for (locale, source) in files {
            by_locale.entry(locale).or_default().push(source);
        }
        if !by_locale.contains_key(&Locale::english()) {
            return Err(TextsError::NoEnglish);
        }
        let mut tongues = BTreeMap::new();
        for (locale, sources) in by_locale {
            let tongue = Tongue::read(&locale, sources)?;
            tongues.insert(locale, tongue);
        }
        let languages = tongues.iter().map(language).collect();
        Ok(Texts { tongues, languages })
    }
}

/// Every `<tag>.ftl` and every file in a folder `<tag>`.
fn files_of(folder: &'static Dir<'static>) -> Vec<(Locale, String)> {
    let mut found = Vec::new();
    for entry in folder.entries() {
        let tag = entry.path().file_stem().and_then(|stem| stem.to_str());
        let Some(locale) = tag.and_then(|tag| tag.parse::<Locale>().ok()) else {
            continue;
        };
        let files = match entry {
            DirEntry::File(file) => vec![file],
            DirEntry::Dir(inner) => inner.files().collect(),
        };
        for file in files {
            if let Some(text) = file.contents_utf8() {
                found.push((locale.clone(), text.to_owned()));
            }
        }
    }
    found
}

fn language((locale, tongue): (&Locale, &Tongue)) -> Language {
    let named = |key| tongue.raw(key).unwrap_or_else(|| locale.tag().to_owned());
    Language {
        locale: locale.clone(),
        native_name: named("language-name"),
        english_name: named("language-name-english"),
    }
}

/// French sets a space before these and inside its quotation marks, where no line may break. Nobody
/// sees such a space in a file, so files say a plain one.
fn spaced(locale: &Locale, source: String) -> String {
    if locale.tag().split('-').next() != Some("fr") {
        return source;
    }
    [" :", " ;", " ?", " !", " »", "« "]
        .iter()
        .fold(source, |source, plain| source.replace(plain, &plain.replace(' ', "\u{a0}")))
}

impl Tongue {
    fn read(locale: &Locale, sources: Vec<String>) -> Result<Tongue, TextsError> {
        let language = locale.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        bundle.set_use_isolating(false);
        let mut countries = Vec::new();
        for source in sources {
            let resource = FluentResource::try_new(spaced(locale, source))
                .map_err(|(resource, errors)| unreadable(locale, &resource, &errors))?;
            for country in countries_in(&resource) {
                if !countries.contains(&country) {
                    countries.push(country);
                }
            }
            bundle.add_resource_overriding(resource);
        }
        let mut tongue =
            Tongue { bundle, decimal: ".".to_owned(), group: ",".to_owned(), countries };
        if let Some(decimal) = tongue.raw("format-decimal") {
            tongue.decimal = decimal;
        }
        if let Some(group) = tongue.raw("format-group") {
            tongue.group = group;
        }
        tongue.bundle.set_formatter(number_writer(&tongue.group));
        Ok(tongue)
    }

    /// This language's text of `key` that takes no values, without falling back.
    fn raw(&self, key: &str) -> Option<String> {
        let text = self.bundle.format_pattern(self.pattern(key)?, None, &mut Vec::new());
        Some(text.into_owned())
    }
}

fn unreadable(
    locale: &Locale,
    resource: &FluentResource,
    errors: &[fluent_syntax::parser::ParserError],
) -> TextsError {
    let (near, reason) = errors.first().map_or_else(Default::default, |error| {
        let from = resource.source().get(error.pos.start..).unwrap_or("");
        (from.chars().take(NEAR_MAX).collect(), error.kind.to_string())
    });
    TextsError::Unreadable { locale: locale.clone(), near, reason }
}

/// The countries a file names, in its order: that is the order lists show them in.
fn countries_in(resource: &FluentResource) -> Vec<Country> {
    resource
        .entries()
        .filter_map(|entry| match entry {
            fluent_syntax::ast::Entry::Message(message) => {
                message.id.name.strip_prefix("country-")?.parse().ok()
            }
            _ => None,
        })
        .collect()
}

/// How a number inside a sentence is written, `group` between its thousands.
///
/// Fluent takes a bare function, so there is one for each mark that languages use.
fn number_writer<M>(group: &str) -> Option<fn(&FluentValue, &M) -> Option<String>> {
    match group {
        "," => Some(grouped_number::<',', M>),
        "." => Some(grouped_number::<'.', M>),
        "’" => Some(grouped_number::<'’', M>),
        "\u{A0}" => Some(grouped_number::<'\u{A0}', M>),
        "\u{202F}" => Some(grouped_number::<'\u{202F}', M>),
        _ => None,
    }
}

fn grouped_number<const GROUP: char, M>(value: &FluentValue, _: &M) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let text = number.as_string();
    match text.strip_prefix('-') {
        Some(size) => Some(format!("−{}", group_digits(size, GROUP.encode_utf8(&mut [0; 4])))),
        None => Some(group_digits(&text, GROUP.encode_utf8(&mut [0; 4]))),
    }
}

/// `digits` with `group` between each three, counted from the right.
pub(crate) fn group_digits(digits: &str, group: &str) -> String {
    let mut written = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            written.push_str(group);
        }
        written.push(digit);
    }
    written
}
