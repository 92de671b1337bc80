//! Pages: a template, what it shows, and a language become HTML.
//!
//! Templates come from `templates/` in the program, or from an operator's folder. What a page shows
//! is decided elsewhere: templates know `page` (the page's own), `chrome` (what surrounds every
//! page) and `me` (the person, `chrome.me`, or nothing). Texts, amounts and dates: see
//! `texts::Templates`.

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;
use texts::{TemplateError, Templates, Texts};
use units::Locale;

static SHIPPED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../templates");

/// Mails are made elsewhere.
const MAIL_FOLDER: &str = "mail/";

/// Everything that can be shown. Made once, shared by all requests.
#[derive(Clone)]
pub struct Pages {
    templates: Templates,
}

impl Pages {
    /// Reads every template.
    ///
    /// - `assets`: the address of each style, script and picture by its plain name (`portal.css`);
    ///   a name that is not in it is served under `/assets/`.
    /// - `overrides`: an operator's templates by name (`portal/home.html`).
    pub fn new(
        texts: &Arc<Texts>,
        assets: BTreeMap<String, String>,
        overrides: BTreeMap<String, String>,
    ) -> Result<Pages, TemplateError> {
        let shipped = texts::files_in(&SHIPPED)
            .into_iter()
            .filter(|(name, _)| !name.starts_with(MAIL_FOLDER));
        let templates = Templates::new(texts, shipped, overrides, |environment| {
            environment.add_function("asset", move |name: &str| {
                let address = assets.get(name).cloned();
                // An address of our own build holds nothing to escape.
                Value::from_safe_string(address.unwrap_or_else(|| format!("/assets/{name}")))
            });
        })?;
        Ok(Pages { templates })
    }

    /// The page of `template` (`portal/home.html`) in `locale`, or in the closest language there
    /// is.
    pub fn render(
        &self,
        template: &str,
        locale: &Locale,
        chrome: impl Serialize,
        page: impl Serialize,
    ) -> Result<String, TemplateError> {
        let chrome = Value::from(Serde(chrome));
        let me = match chrome.get_attr("me") {
            Ok(me) if !me.is_undefined() => me,
            _ => Value::from(()),
        };
        let page = Value::from(Serde(page));
        self.templates.render(template, locale, context! { chrome, me, page })
    }

    /// Whether there is a template of this name.
    pub fn has(&self, template: &str) -> bool {
        self.templates.has(template)
    }

    /// The texts the pages speak with.
    pub fn texts(&self) -> &Arc<Texts> {
        self.templates.texts()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(own: &[(&str, &str)]) -> Result<Pages, TemplateError> {
        let overrides = own.iter().map(|(name, source)| ((*name).to_owned(), (*source).to_owned()));
        let assets = BTreeMap::from([("a.css".to_owned(), "/assets/a-1f.css".to_owned())]);
        Pages::new(&Arc::new(Texts::embedded()), assets, overrides.collect())
    }

    #[derive(Serialize)]
    struct Chrome {
        me: Option<&'static str>,
    }

    #[derive(Serialize)]
    struct Page {
        title: &'static str,
        total: units::Money,
    }

    const PAGE: Page = Page {
        title: "<b>",
        total: units::Money { minor: 113_090, currency: units::Currency::EUR },
    };

    #[test]
    fn what_is_shipped_can_be_read() {
        pages(&[]).expect("every template");
    }

    #[test]
    fn a_page_speaks_the_language_asked_for() {
        let layout = r#"<html lang="{{ locale }}"><link href="{{ asset("a.css") }}">{% block main %}{% endblock %}"#;
        let ui = r"{% macro price(m) %}<b>{{ money(m) }}</b>{% endmacro %}";
        let page = r#"{% extends "own/layout.html" %}{% import "own/ui.html" as ui %}
{% block main %}{{ page.title }} {{ ui.price(page.total) }} {{ me or "-" }}{% endblock %}"#;
        let pages =
            pages(&[("own/layout.html", layout), ("own/ui.html", ui), ("own/page.html", page)])
                .expect("readable");
        let shown = |tag: &str| {
            let locale = tag.parse().expect("a tag");
            let chrome = Chrome { me: Some("ada") };
            let html = pages.render("own/page.html", &locale, chrome, PAGE);
            html.expect("shown").replace(['\u{A0}', '\u{202F}'], " ")
        };
        let french =
            r#"<html lang="fr"><link href="/assets/a-1f.css">&lt;b&gt; <b>1 130,90 EUR</b> ada"#;
        assert_eq!(shown("fr"), french);
        assert_eq!(shown("fr-CA"), french);
        assert!(shown("de").contains("EUR 1,130.90"));
        let nobody = pages.render("own/page.html", &Locale::english(), Chrome { me: None }, PAGE);
        assert!(nobody.expect("shown").ends_with(" -"));
    }

    #[test]
    fn mistakes_are_errors() {
        let read = pages(&[("own/broken.html", "{% if %}")]);
        assert_eq!(read.err().map(|error| error.code()), Some("template.unreadable"));
        let own = [
            ("own/typo.html", "{{ page.titel }}"),
            ("own/asked.html", "{% if page.titel %}{% endif %}"),
        ];
        let pages = pages(&own).expect("readable");
        let shown = pages.render("own/typo.html", &Locale::english(), Chrome { me: None }, PAGE);
        let error = shown.expect_err("a name that is missing");
        assert_eq!(error.code(), "template.unshowable");
        assert!(error.to_string().contains("own/typo.html"), "{error}");
        let asked = pages.render("own/asked.html", &Locale::english(), Chrome { me: None }, PAGE);
        assert!(asked.is_err(), "asking whether it is there is a mistake too");
    }
}
