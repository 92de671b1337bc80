//! `/operator/set-aside`: mails that were handed to the deployment and that nothing could be done
//! with: bounces, and answers that count for nothing (H2, F1).

use std::sync::Arc;

use app::App;
use app::operator::set_aside::{self, SetAside};
use app::page::{Cursor, PAGE_MAX};
use axum::Router;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Serialize;
use units::id::{MailId, kind};
use units::{Timestamp, Zone};
use web::{Face, Operator, PageError, Path, Visit, forms, news, urls};

use super::{Fact, console};
use crate::audit::Paging;

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::OPERATOR_SET_ASIDE, get(list))
        .route("/operator/set-aside/{name}", get(show))
        .route("/operator/set-aside/{name}/remove", post(remove))
}

#[derive(Serialize)]
struct ListPage {
    mails: Vec<Line>,
    paging: Paging,
    zone: Zone,
}

#[derive(Serialize)]
struct Line {
    href: String,
    subject: String,
    sender: Option<String>,
    at: Timestamp,
    reason: String,
}

#[derive(Serialize)]
struct MailPage {
    subject: String,
    facts: Vec<Fact>,
    source: String,
    /// There is more of it than is kept.
    is_cut: bool,
    source_href: String,
    remove_href: String,
}

fn href(id: MailId) -> String {
    format!("{}/{id}", urls::OPERATOR_SET_ASIDE)
}

fn subject(visit: &Visit, mail: &SetAside) -> String {
    match mail.subject.is_empty() {
        true => visit.text("operator-set-aside-no-subject"),
        false => mail.subject.clone(),
    }
}

fn reason(visit: &Visit, mail: &SetAside) -> String {
    visit.text(&format!("operator-set-aside-{}", mail.reason.replace('_', "-")))
}

/// `GET /operator/set-aside?after=`
async fn list(
    State(app): State<Arc<App>>,
    operator: Operator,
    forms::Asked(asked): forms::Asked,
) -> Result<Response, PageError> {
    let after: Option<Cursor<kind::Mail>> = asked.parsed("after");
    let found = set_aside::list(&app, &console(&operator)?, (after, PAGE_MAX)).await?;
    let visit = operator.visit();
    let mails = found.lines.iter().map(|mail| Line {
        href: href(mail.id),
        subject: subject(visit, mail),
        sender: mail.sender.clone(),
        at: mail.taken_at,
        reason: reason(visit, mail),
    });
    let page = ListPage {
        mails: mails.collect(),
        paging: Paging::after(urls::OPERATOR_SET_ASIDE, after.is_some(), found.next.as_ref()),
        zone: operator.zone.clone(),
    };
    operator.page("operator/set_aside.html", page).await
}

/// `GET /operator/set-aside/{id}`, and the message itself at `{id}.eml`.
async fn show(
    State(app): State<Arc<App>>,
    operator: Operator,
    Path(name): Path<String>,
) -> Result<Response, PageError> {
    let stem = name.strip_suffix(".eml");
    let id = stem.unwrap_or(&name).parse().map_err(|_| PageError::not_found())?;
    let mail = set_aside::view(&app, &console(&operator)?, id).await?;
    if stem.is_some() {
        let mut response = mail.source.into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("message/rfc822"));
        headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
        return Ok(response);
    }
    let page = mail_page(&app, operator.visit(), mail);
    operator.page("operator/set_aside_mail.html", page).await
}

fn mail_page(app: &App, visit: &Visit, mail: SetAside) -> MailPage {
    let at = app.texts.datetime(&visit.locale, mail.taken_at, &visit.zone);
    let unknown = || visit.text("operator-set-aside-unknown");
    let facts = [
        ("operator-set-aside-reason", reason(visit, &mail)),
        ("operator-set-aside-taken", at),
        ("operator-set-aside-sender", mail.sender.clone().unwrap_or_else(unknown)),
        ("operator-set-aside-recipient", mail.recipient.clone().unwrap_or_else(unknown)),
    ];
    let facts = facts.map(|(key, text)| Fact { label: visit.text(key), text, href: None });
    MailPage {
        subject: subject(visit, &mail),
        facts: facts.into(),
        is_cut: i64::try_from(mail.source.len()).is_ok_and(|kept| kept < mail.bytes),
        source_href: format!("{}.eml", href(mail.id)),
        remove_href: format!("{}/remove", href(mail.id)),
        source: mail.source,
    }
}

/// `POST /operator/set-aside/{id}/remove`
async fn remove(
    State(app): State<Arc<App>>,
    operator: Operator,
    Path(id): Path<MailId>,
) -> Result<Response, PageError> {
    set_aside::remove(&app, &console(&operator)?, id).await?;
    Ok(news::redirect(urls::OPERATOR_SET_ASIDE, "news-operator-set-aside-removed"))
}
