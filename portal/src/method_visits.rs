//! `/billing/methods/visits/{id}`: back from the gateway's own page, where a way to pay is left
//! (D1c). What the browser says of it is not believed: the gateway is asked.

use std::sync::Arc;

use app::App;
use app::method_visit::{self, NewVisit, VisitState, VisitView};
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Serialize;
use units::id::PaymentMethodId;
use web::forms::Asked;
use web::{Face, Member, PageError, Path, limits, news};

use crate::cards::ADD_CARD;

/// Seconds after which the page asks again for what was left a moment ago.
const AGAIN_S: u32 = 3;

pub fn routes() -> Router<Face> {
    Router::new().route("/billing/methods/visits/{id}", get(show))
}

/// On to the gateway's page; `return_to` is where one goes on afterwards.
pub async fn begin(
    app: &App,
    member: &Member,
    makes_default: bool,
    return_to: String,
) -> Result<Response, PageError> {
    limits::take(app, &[limits::CARD_BY_ACCOUNT.for_account(member.who.account())]).await?;
    let back = return_to.clone();
    let again = web::urls::with_query(ADD_CARD, &[("return_to", &return_to)]);
    let new = NewVisit { makes_default, return_to };
    let visit = method_visit::begin(app, &member.who, new).await;
    let visit = visit.map_err(|error| PageError::from(error).with_way("layout-back", again))?;
    // A visit that has begun has its page.
    let url = visit.page.map_or(back, |page| page.url);
    Ok(Redirect::to(&url).into_response())
}

#[derive(Serialize)]
struct VisitPage {
    /// `gave-up`, `waiting`, `silent` or `over`.
    state: &'static str,
    /// Seconds until it asks for itself again; none where nothing is expected.
    again_s: Option<u32>,
    /// The gateway's page, while something can be left there.
    go_on_href: Option<String>,
    add_href: String,
    back_href: String,
}

/// `GET /billing/methods/visits/{id}`, with `gave_up` when the visitor left the gateway's page.
async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<PaymentMethodId>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let view = method_visit::view(&app, &member.who, id).await?;
    let VisitView { visit, is_silent, .. } = view;
    let state = match visit.state {
        VisitState::Kept if visit.makes_default => {
            return Ok(news::redirect(&visit.return_to, "news-card-kept"));
        }
        VisitState::Kept => return Ok(news::redirect(&visit.return_to, "news-card-kept-beside")),
        VisitState::Over => "over",
        VisitState::Open if is_silent => "silent",
        VisitState::Open if asked.has("gave_up") => "gave-up",
        VisitState::Open => "waiting",
    };
    let is_open = visit.state == VisitState::Open;
    let page = VisitPage {
        state,
        again_s: ["silent", "waiting"].contains(&state).then_some(AGAIN_S),
        go_on_href: visit.page.map(|page| page.url).filter(|_| is_open),
        add_href: web::urls::with_query(ADD_CARD, &[("return_to", &visit.return_to)]),
        back_href: visit.return_to,
    };
    member.page("portal/method_visit.html", page).await
}
