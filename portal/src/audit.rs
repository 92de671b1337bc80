//! `/audit`: what happened on the account, and on demand whether it was altered since.

use std::sync::Arc;

use app::App;
use app::audit::{self, Trail, Verified};
use app::page::Cursor;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use texts::{Arg, Args, Texts};
use units::{Locale, Money, Timestamp, Zone};
use web::forms::Asked;
use web::{Face, Member, PageError, urls};

use crate::state::State as Stand;

pub fn routes() -> Router<Face> {
    Router::new().route(urls::AUDIT, get(show))
}

#[derive(Serialize)]
struct AuditPage {
    entries: Vec<EntryLine>,
    paging: Paging,
    verified: Option<Stand>,
    zone: Zone,
}

/// One line of a trail.
#[derive(Serialize)]
pub struct EntryLine {
    at: Timestamp,
    sentence: String,
    who: String,
    via: String,
    ip: String,
    details: Option<String>,
}

/// Where a list goes on.
#[derive(Default, Serialize)]
pub struct Paging {
    pub newer: Option<String>,
    pub older: Option<String>,
    pub text: Option<String>,
}

impl Paging {
    /// Of the list at `path`: `later` tells that this is not its first page, `next` begins the
    /// next.
    pub fn after<K>(path: &str, later: bool, next: Option<&Cursor<K>>) -> Paging {
        Paging {
            newer: later.then(|| path.to_owned()),
            older: next.map(|next| urls::with_query(path, &[("after", &next.to_string())])),
            text: None,
        }
    }
}

/// `GET /audit?before=&verify`
async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let before: Option<i64> = asked.parsed("before");
    let trail = audit::page(&app, &member.who, before).await?;
    let (texts, locale) = (&*app.texts, &member.locale);
    let verified = match asked.has("verify") {
        true => Some(verified(texts, locale, audit::verify(&app, &member.who).await?)),
        false => None,
    };
    let page = AuditPage {
        entries: entry_lines(texts, locale, &trail),
        paging: paging(&trail, urls::AUDIT, before),
        verified,
        zone: member.zone.clone(),
    };
    member.page("portal/audit.html", page).await
}

fn verified(texts: &Texts, locale: &Locale, verified: Verified) -> Stand {
    match verified.broken_at {
        None => {
            let args = Args::new().with("count", verified.entries);
            Stand::good(texts.get(locale, "audit-verified", &args))
        }
        Some(number) => {
            let args = Args::new().with("number", number);
            Stand::danger(texts.get(locale, "audit-broken", &args))
        }
    }
}

/// Ways from a page of `trail` that began before `before`, on `path`.
pub fn paging(trail: &Trail, path: &str, before: Option<i64>) -> Paging {
    let older =
        trail.older.map(|oldest| urls::with_query(path, &[("before", &oldest.to_string())]));
    Paging { newer: before.map(|_| path.to_owned()), older, text: None }
}

/// The entries of `trail` in words.
pub fn entry_lines(texts: &Texts, locale: &Locale, trail: &Trail) -> Vec<EntryLine> {
    let lines = trail.entries.iter().map(|entry| {
        let said = Said { action: &entry.action, subject: &entry.subject, change: &entry.change };
        EntryLine {
            at: entry.at,
            sentence: said.sentence(texts, locale),
            who: match entry.person {
                None if entry.actor == "system" => texts.plain(locale, "audit-system"),
                _ => entry.actor.clone(),
            },
            via: via(texts, locale, &entry.via),
            ip: entry.ip.clone(),
            details: said.details(),
        }
    });
    lines.collect()
}

fn via(texts: &Texts, locale: &Locale, word: &str) -> String {
    let key = format!("audit-via-{word}");
    match texts.has(&key) {
        true => texts.plain(locale, &key),
        false => word.to_owned(),
    }
}

/// What an entry says.
struct Said<'e> {
    action: &'e str,
    subject: &'e str,
    change: &'e Json,
}

impl Said<'_> {
    /// The sentence of the action, filled from the change; the action's word when it has none.
    fn sentence(&self, texts: &Texts, locale: &Locale) -> String {
        let key = format!("audit-{}", self.action.replace(['.', '_'], "-"));
        match texts.has(&key) {
            true => texts.get(locale, &key, &self.args()),
            false => self.action.to_owned(),
        }
    }

    /// The change's own values, and of a change from one state to another those after it.
    fn args(&self) -> Args {
        let after = self.change.get("after").and_then(Json::as_object);
        let own = self.change.as_object();
        let mut args = Args::new().with("subject", self.subject);
        for (name, value) in after.into_iter().chain(own).flatten() {
            if let Some(arg) = arg(value) {
                args = args.with(name.clone(), arg);
            }
        }
        args
    }

    /// The change as it was written; none when it says nothing.
    fn details(&self) -> Option<String> {
        let empty = self.change.as_object().is_none_or(serde_json::Map::is_empty);
        match empty {
            true => None,
            false => serde_json::to_string_pretty(self.change).ok(),
        }
    }
}

fn arg(value: &Json) -> Option<Arg> {
    match value {
        Json::String(text) => Some(Arg::Text(text.clone())),
        Json::Number(number) => number.as_i64().map(Arg::Number),
        other => Money::deserialize(other).ok().map(Arg::Money),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn sentence(action: &str, change: &Json) -> String {
        let said = Said { action, subject: "s", change };
        let text = said.sentence(&Texts::embedded(), &Locale::english());
        text.replace(['\u{2068}', '\u{2069}'], "").replace('\u{a0}', " ")
    }

    #[test]
    fn an_entry_is_a_sentence() {
        let total = Money::new(13_090, units::Currency::EUR);
        let placed = sentence("order.placed", &json!({ "total": total }));
        assert_eq!(placed, "Placed an order of EUR 130.90");
        let change = json!({ "before": { "title": "Old" }, "after": { "title": "New" } });
        assert_eq!(sentence("meeting.updated", &change), "Changed “New”");
        assert_eq!(sentence("future.thing", &json!({})), "future.thing");
    }
}
