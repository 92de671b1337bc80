//! `/operator/mails`: the outbox by state, one mail, and sending it again.

use std::sync::Arc;

use app::App;
use app::operator::mails::{self, STATES};
use app::page::{Cursor, PAGE_MAX};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;
use units::Zone;
use units::id::{MailId, kind};
use web::{Face, Operator, PageError, Path, Visit, forms, news, urls};

use super::outbox::{self, MailLine};
use super::{Tab, console};
use crate::audit::Paging;

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::OPERATOR_MAILS, get(list))
        .route("/operator/mails/{name}", get(show))
        .route("/operator/mails/{name}/html", get(html))
        .route("/operator/mails/{name}/retry", post(retry))
}

#[derive(Serialize)]
struct MailsPage {
    tabs: Vec<Tab>,
    mails: Vec<MailLine>,
    paging: Paging,
    zone: Zone,
}

/// `GET /operator/mails?state=&after=`
async fn list(
    State(app): State<Arc<App>>,
    operator: Operator,
    forms::Asked(asked): forms::Asked,
) -> Result<Response, PageError> {
    let state = Some(asked.text("state")).filter(|state| STATES.contains(state));
    let after: Option<Cursor<kind::Mail>> = asked.parsed("after");
    let found = mails::list(&app, &console(&operator)?, state, (after, PAGE_MAX)).await?;
    let here = state.map_or_else(
        || urls::OPERATOR_MAILS.to_owned(),
        |state| urls::with_query(urls::OPERATOR_MAILS, &[("state", state)]),
    );
    let page = MailsPage {
        tabs: tabs(operator.visit(), state),
        mails: outbox::lines(&app.texts, &operator.locale, &found.lines, urls::OPERATOR_MAILS),
        paging: Paging::after(&here, after.is_some(), found.next.as_ref()),
        zone: operator.zone.clone(),
    };
    operator.page("operator/mails.html", page).await
}

fn tabs(visit: &Visit, chosen: Option<&str>) -> Vec<Tab> {
    let all = Tab {
        label: visit.text("operator-mails-all"),
        href: urls::OPERATOR_MAILS.to_owned(),
        current: chosen.is_none(),
        note: None,
    };
    let by_state = STATES.into_iter().map(|state| Tab {
        label: visit.text(&format!("operator-mail-state-{state}")),
        href: urls::with_query(urls::OPERATOR_MAILS, &[("state", state)]),
        current: chosen == Some(state),
        note: None,
    });
    std::iter::once(all).chain(by_state).collect()
}

/// `GET /operator/mails/{id}`, and the message itself at `{id}.eml`.
async fn show(
    State(app): State<Arc<App>>,
    operator: Operator,
    Path(name): Path<String>,
) -> Result<Response, PageError> {
    let asked = outbox::Asked::read(&name)?;
    let view = mails::view(&app, &console(&operator)?, asked.id).await?;
    if asked.source {
        return outbox::source(view);
    }
    let undeliverable = view.mail.state == "undeliverable";
    let mut page = outbox::letter(operator.visit(), view, urls::OPERATOR_MAILS);
    page.retry_href = undeliverable.then(|| format!("{}/retry", urls::operator_mail(asked.id)));
    operator.page("operator/mail.html", page).await
}

/// `GET /operator/mails/{id}/html`
async fn html(
    State(app): State<Arc<App>>,
    operator: Operator,
    Path(name): Path<String>,
) -> Result<Response, PageError> {
    let asked = outbox::Asked::read(&name)?;
    outbox::html(mails::view(&app, &console(&operator)?, asked.id).await?)
}

/// `POST /operator/mails/{id}/retry`
async fn retry(
    State(app): State<Arc<App>>,
    operator: Operator,
    Path(id): Path<MailId>,
) -> Result<Response, PageError> {
    mails::retry(&app, &console(&operator)?, id).await?;
    Ok(news::redirect(&urls::operator_mail(id), "news-operator-retried"))
}
