//! What a webinar has beside a meeting, in words: who may hold one, and how many may watch (F1,
//! A4).

use app::meetings::schedule::FormFacts;
use app::{App, Who};
use meetings::{Kind, Limits};
use texts::Args;
use units::Locale;

/// Why the reader can hold no webinar, and what lifts it.
pub(super) fn none(app: &App, who: &Who, facts: &FormFacts) -> Option<String> {
    let none = facts.kind.is_webinar() && facts.limits.has_no_webinars();
    none.then(|| lifted(app, &who.locale, "webinars-none", &facts.limits))
}

/// Why the webinar cannot be started, for whoever holds it.
pub(super) fn unlicensed(
    app: &App,
    locale: &Locale,
    kind: Kind,
    limits: &Limits,
) -> Option<String> {
    let unlicensed = kind.is_webinar() && limits.has_no_webinars();
    unlicensed.then(|| lifted(app, locale, "webinars-unlicensed", limits))
}

/// "Up to 500 attendees on Webinars Pro. Webinars Plus has room for more."
pub(super) fn attendees(app: &App, locale: &Locale, kind: Kind, limits: &Limits) -> Option<String> {
    let limit = limits.most_participants.filter(|limit| kind.is_webinar() && *limit > 0)?;
    let args = Args::new().with("limit", limit).with("plan", limits.plan.as_str());
    Some(match &limits.larger_with {
        Some(next) => {
            app.texts.get(locale, "webinars-attendees", &args.with("next", next.as_str()))
        }
        None => app.texts.get(locale, "webinars-attendees-last", &args),
    })
}

fn lifted(app: &App, locale: &Locale, key: &str, limits: &Limits) -> String {
    let args = Args::new().with("plan", limits.plan.as_str());
    let args = match &limits.larger_with {
        Some(name) => args.with("lifted", "yes").with("lifted_by", name.as_str()),
        None => args.with("lifted", "no").with("lifted_by", ""),
    };
    app.texts.get(locale, key, &args)
}
