//! Templates: files that become pages and mails, in every language.
//!
//! Each language has its own environment, so macros and included files speak it too. An operator's
//! file stands in the place of the shipped one of the same name. A name that a template uses and
//! nobody gives is an error, not an empty place; files ending in `.html` escape what they are
//! given.

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, DirEntry};
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior, Value};
use units::Locale;

use crate::Texts;
use crate::speak::speak;

/// Templates that can be shown in every language of the texts they were made with. They may call:
///
/// - `t(key, name=value …)`: the text; numbers, amounts, dates given by `date()` and text as
///   values. A value that is markup already (a link made by `{% set link %}…{% endset %}`) stays
///   markup.
/// - `money(m)`, `amount(m)`, `number(n)`, `percent(rate)`, `duration(minutes)`, `country(code)`,
/// - `date(d)`, `day_month(d)`, `month_year(d)`, `weekday_date(d)`, `date_short(d)`, `period(from,
///   to)`,
/// - `datetime(ts, zone)`, `datetime_local(ts, zone)`, `time(ts, zone)`, `time_zone(ts, zone)`,
///   `day(ts, zone)`, `weekday_day(ts, zone)`, `day_short(ts, zone)`, `zone_name(zone)`,
/// - the variable `locale`: the language's tag.
#[derive(Clone)]
pub struct Templates {
    texts: Arc<Texts>,
    speaking: BTreeMap<Locale, Environment<'static>>,
}

/// A template cannot be read or shown; the text is for logs, with template and line.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    #[error("failed to read the template \"{template}\": {reason}")]
    Unreadable { template: String, reason: String },
    #[error("failed to show \"{template}\": {reason}")]
    Unshowable { template: String, reason: String },
}

impl TemplateError {
    /// Stable: logs and tests key on it.
    pub fn code(&self) -> &'static str {
        match self {
            TemplateError::Unreadable { .. } => "template.unreadable",
            TemplateError::Unshowable { .. } => "template.unshowable",
        }
    }
}

impl Templates {
    /// Reads all templates, each with its name (`portal/home.html`).
    ///
    /// `extend` adds the functions that only these templates have.
    pub fn new(
        texts: &Arc<Texts>,
        shipped: impl IntoIterator<Item = (&'static str, &'static str)>,
        overrides: BTreeMap<String, String>,
        extend: impl FnOnce(&mut Environment<'static>),
    ) -> Result<Templates, TemplateError> {
        let mut common = Environment::new();
        common.set_undefined_behavior(UndefinedBehavior::Strict);
        common.set_syntax(syntax());
        extend(&mut common);
        for (name, source) in shipped {
            if !overrides.contains_key(name) {
                let read = common.add_template(name, source);
                read.map_err(|error| unreadable(name, &error))?;
            }
        }
        for (name, source) in overrides {
            let read = common.add_template_owned(name.clone(), source);
            read.map_err(|error| unreadable(&name, &error))?;
        }
        let in_language = |locale: &Locale| {
            let mut environment = common.clone();
            speak(&mut environment, texts, locale);
            (locale.clone(), environment)
        };
        let languages = texts.languages().iter();
        Ok(Templates {
            texts: Arc::clone(texts),
            speaking: languages.map(|language| in_language(&language.locale)).collect(),
        })
    }

    /// `template` in `locale`, or in the closest language there is, with the names in `context`.
    pub fn render(
        &self,
        template: &str,
        locale: &Locale,
        context: Value,
    ) -> Result<String, TemplateError> {
        self.environment(locale)
            .get_template(template)
            .and_then(|found| found.render(context))
            .map_err(|error| TemplateError::Unshowable {
                template: template.to_owned(),
                reason: format!("{error:#}"),
            })
    }

    /// Whether there is a template of this name.
    pub fn has(&self, template: &str) -> bool {
        let english = self.environment(&Locale::english());
        english.get_template(template).is_ok()
    }

    pub fn texts(&self) -> &Arc<Texts> {
        &self.texts
    }

    fn environment(&self, locale: &Locale) -> &Environment<'static> {
        self.speaking
            .get(locale)
            .or_else(|| self.speaking.get(&self.texts.negotiate(locale.tag())))
            .expect("texts always speak English")
    }
}

/// A block tag takes no line of its own.
fn syntax() -> SyntaxConfig {
    SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().expect("the usual marks")
}

fn unreadable(name: &str, error: &minijinja::Error) -> TemplateError {
    TemplateError::Unreadable { template: name.to_owned(), reason: format!("{error:#}") }
}

/// The text files of an embedded folder and the folders in it, by their path.
pub fn files_in(folder: &'static Dir<'static>) -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => found.extend(files_in(inner)),
            DirEntry::File(file) => {
                found.extend(file.path().to_str().zip(file.contents_utf8()));
            }
        }
    }
    found
}
