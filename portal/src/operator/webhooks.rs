//! `/operator/webhooks`: receivers that do not answer as they should.

use std::sync::Arc;

use app::App;
use app::operator::receivers;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;
use units::{Timestamp, Zone};
use web::{Face, Operator, PageError, urls};

use super::{AccountLink, console};
use crate::state::State as Stand;
use crate::webhooks::{answer_text, delivery_state, endpoint_state};

pub fn routes() -> Router<Face> {
    Router::new().route(urls::OPERATOR_WEBHOOKS, get(show))
}

#[derive(Serialize)]
struct ReceiversPage {
    endpoints: Vec<EndpointLine>,
    deliveries: Vec<DeliveryLine>,
    zone: Zone,
}

#[derive(Serialize)]
struct EndpointLine {
    url: String,
    account: AccountLink,
    stopped: Option<Timestamp>,
    state: String,
}

#[derive(Serialize)]
struct DeliveryLine {
    account: AccountLink,
    kind: String,
    at: Timestamp,
    state: Stand,
    attempts: u32,
    answer: Option<String>,
}

/// `GET /operator/webhooks`
async fn show(State(app): State<Arc<App>>, operator: Operator) -> Result<Response, PageError> {
    let failing = receivers::failing(&app, &console(&operator)?).await?;
    let (texts, locale) = (&*app.texts, &operator.locale);
    let endpoints = failing.endpoints.iter().map(|(endpoint, name)| EndpointLine {
        url: endpoint.url.clone(),
        account: AccountLink::to(endpoint.account, name),
        stopped: endpoint.disabled_at,
        state: endpoint_state(texts, locale, endpoint.disabled_reason.as_deref()).text,
    });
    let deliveries = failing.deliveries.iter().map(|(delivery, name)| DeliveryLine {
        account: AccountLink::to(delivery.event.account, name),
        kind: delivery.event.kind.clone(),
        at: delivery.event.created_at,
        state: delivery_state(texts, locale, &delivery.state, delivery.attempts, false),
        attempts: delivery.attempts,
        answer: answer_text(delivery.last_status, delivery.last_error.as_deref()),
    });
    let page = ReceiversPage {
        endpoints: endpoints.collect(),
        deliveries: deliveries.collect(),
        zone: operator.zone.clone(),
    };
    operator.page("operator/webhooks.html", page).await
}
