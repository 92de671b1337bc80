//! `/api/webhooks`: endpoints and what was sent to them (Standard Webhooks).

use std::sync::Arc;

use app::App;
use app::webhooks::{self, Delivery, Endpoint, EndpointView, NewEndpoint, WebhookError};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use serde::{Deserialize, Serialize};
use units::Timestamp;
use units::id::{WebhookDeliveryId, WebhookEndpointId, WebhookEventId};
use utoipa::ToSchema;
use web::{Caller, Path, Problem};

use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(list, add))
        .routes(operations!(show, remove))
        .routes(operations!(send_test))
        .routes(operations!(enable))
        .routes(operations!(change_secret))
        .routes(operations!(replay_missed))
        .routes(operations!(replay))
}

/// An endpoint to add.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewWebhook {
    /// `https`, reachable from the internet; up to 1,000 bytes.
    #[schema(example = "https://example.org/hook")]
    url: String,
    /// Kinds of events wanted; empty: all, also those that come later.
    #[serde(default)]
    #[schema(example = json!(["order.paid", "invoice.issued"]))]
    kinds: Vec<String>,
}

/// Where events go.
#[derive(Serialize, ToSchema)]
struct Webhook {
    #[schema(value_type = String, format = Uuid)]
    id: WebhookEndpointId,
    url: String,
    /// Empty: all.
    kinds: Vec<String>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// Nothing is sent since then.
    #[schema(value_type = Option<String>, format = DateTime)]
    disabled_at: Option<Timestamp>,
    /// `failing` or `gone`.
    disabled_reason: Option<String>,
}

/// An endpoint with its secret.
#[derive(Serialize, ToSchema)]
struct WebhookWithSecret {
    #[serde(flatten)]
    webhook: Webhook,
    /// Signs every message (`whsec_…`). It is not shown again.
    secret: String,
}

/// One event on its way to one endpoint.
#[derive(Serialize, ToSchema)]
struct WebhookDelivery {
    #[schema(value_type = String, format = Uuid)]
    id: WebhookDeliveryId,
    /// The message's id, the same however often it is sent.
    #[schema(value_type = String, format = Uuid)]
    event: WebhookEventId,
    kind: String,
    #[schema(value_type = String, format = DateTime)]
    happened_at: Timestamp,
    /// `waiting`, `delivered` or `failed`.
    state: String,
    attempts: u32,
    last_status: Option<i64>,
    last_error: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    delivered_at: Option<Timestamp>,
    /// The message's body.
    #[schema(value_type = Object)]
    payload: serde_json::Value,
}

/// An endpoint and its last deliveries, newest event first.
#[derive(Serialize, ToSchema)]
struct WebhookWithDeliveries {
    #[serde(flatten)]
    webhook: Webhook,
    deliveries: Vec<WebhookDelivery>,
}

#[derive(Serialize, ToSchema)]
struct Webhooks {
    webhooks: Vec<WebhookWithDeliveries>,
}

/// How many messages are sent again.
#[derive(Serialize, ToSchema)]
struct Replayed {
    deliveries: u32,
}

fn webhook(endpoint: &Endpoint) -> Webhook {
    Webhook {
        id: endpoint.id,
        url: endpoint.url.clone(),
        kinds: endpoint.kinds.split_whitespace().map(str::to_owned).collect(),
        created_at: endpoint.created_at,
        disabled_at: endpoint.disabled_at,
        disabled_reason: endpoint.disabled_reason.clone(),
    }
}

fn delivery(delivery: &Delivery) -> WebhookDelivery {
    WebhookDelivery {
        id: delivery.id,
        event: delivery.event.id,
        kind: delivery.event.kind.clone(),
        happened_at: delivery.event.created_at,
        state: delivery.state.clone(),
        attempts: delivery.attempts,
        last_status: delivery.last_status,
        last_error: delivery.last_error.clone(),
        delivered_at: delivery.delivered_at,
        payload: serde_json::from_str(&delivery.event.payload).unwrap_or_default(),
    }
}

fn with_deliveries(view: &EndpointView) -> WebhookWithDeliveries {
    WebhookWithDeliveries {
        webhook: webhook(&view.endpoint),
        deliveries: view.deliveries.iter().map(delivery).collect(),
    }
}

fn with_secret(endpoint: Endpoint) -> WebhookWithSecret {
    WebhookWithSecret { webhook: webhook(&endpoint), secret: endpoint.secret }
}

/// List webhook endpoints
///
/// Each with its last three deliveries.
#[utoipa::path(get, path = "/api/webhooks", tag = "webhooks",
    responses(
        (status = 200, description = "The endpoints.", body = Webhooks),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<Webhooks>, Problem> {
    let views = webhooks::list(&app, &caller.who).await?;
    Ok(Json(Webhooks { webhooks: views.iter().map(with_deliveries).collect() }))
}

/// Add a webhook endpoint
///
/// The answer holds its secret, for the only time.
#[utoipa::path(post, path = "/api/webhooks", tag = "webhooks", request_body = NewWebhook,
    responses(
        (status = 201, description = "The endpoint with its secret.", body = WebhookWithSecret),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn add(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(body): Json<NewWebhook>,
) -> Result<(StatusCode, Json<WebhookWithSecret>), Problem> {
    let ask = NewEndpoint { url: body.url, kinds: body.kinds };
    let endpoint = webhooks::add(&app, &caller.who, ask).await.map_err(refused)?;
    Ok((StatusCode::CREATED, Json(with_secret(endpoint))))
}

fn refused(error: WebhookError) -> Problem {
    let field = match &error {
        WebhookError::UrlUnreadable | WebhookError::Address(_) => Some("url"),
        WebhookError::KindUnknown(_) => Some("kinds"),
        _ => None,
    };
    match field {
        Some(field) => Problem::of_fields([(field, error.code())]),
        None => error.into(),
    }
}

/// Show a webhook endpoint
///
/// With its last hundred deliveries.
#[utoipa::path(get, path = "/api/webhooks/{id}", tag = "webhooks",
    params(("id" = String, Path, format = Uuid, description = "The endpoint's id.")),
    responses(
        (status = 200, description = "The endpoint.", body = WebhookWithDeliveries),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<WebhookEndpointId>,
) -> Result<Json<WebhookWithDeliveries>, Problem> {
    let view = webhooks::show(&app, &caller.who, id).await?;
    Ok(Json(with_deliveries(&view)))
}

/// Remove a webhook endpoint
///
/// Nothing is sent to it any more.
#[utoipa::path(delete, path = "/api/webhooks/{id}", tag = "webhooks",
    params(("id" = String, Path, format = Uuid, description = "The endpoint's id.")),
    responses(
        (status = 204, description = "Removed."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn remove(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<WebhookEndpointId>,
) -> Result<StatusCode, Problem> {
    webhooks::remove(&app, &caller.who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Send a test event
///
/// Its kind is `webhook.test`; every endpoint hears it.
#[utoipa::path(post, path = "/api/webhooks/{id}/test", tag = "webhooks",
    params(("id" = String, Path, format = Uuid, description = "The endpoint's id.")),
    responses(
        (status = 202, description = "On its way."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn send_test(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<WebhookEndpointId>,
) -> Result<StatusCode, Problem> {
    webhooks::send_test(&app, &caller.who, id).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Start deliveries again
///
/// For an endpoint that was disabled because it failed. What it missed is sent with
/// `replay-missed`.
#[utoipa::path(post, path = "/api/webhooks/{id}/enable", tag = "webhooks",
    params(("id" = String, Path, format = Uuid, description = "The endpoint's id.")),
    responses(
        (status = 204, description = "Enabled."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn enable(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<WebhookEndpointId>,
) -> Result<StatusCode, Problem> {
    webhooks::enable(&app, &caller.who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Make a new secret
///
/// Messages are signed with it alone from now on.
#[utoipa::path(post, path = "/api/webhooks/{id}/secret", tag = "webhooks",
    params(("id" = String, Path, format = Uuid, description = "The endpoint's id.")),
    responses(
        (status = 201, description = "The endpoint with its new secret.", body = WebhookWithSecret),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn change_secret(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<WebhookEndpointId>,
) -> Result<(StatusCode, Json<WebhookWithSecret>), Problem> {
    let endpoint = webhooks::change_secret(&app, &caller.who, id).await?;
    Ok((StatusCode::CREATED, Json(with_secret(endpoint))))
}

/// Send what was missed
///
/// Failed deliveries and events of the time the endpoint was disabled, oldest first, up to 500.
#[utoipa::path(post, path = "/api/webhooks/{id}/replay-missed", tag = "webhooks",
    params(("id" = String, Path, format = Uuid, description = "The endpoint's id.")),
    responses(
        (status = 202, description = "On its way.", body = Replayed),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn replay_missed(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<WebhookEndpointId>,
) -> Result<(StatusCode, Json<Replayed>), Problem> {
    let deliveries = webhooks::replay_missed(&app, &caller.who, id).await?;
    Ok((StatusCode::ACCEPTED, Json(Replayed { deliveries })))
}

/// Send a delivery again
///
/// Whatever became of it; the message and its id stay the same.
#[utoipa::path(post, path = "/api/webhooks/{id}/deliveries/{delivery}/replay", tag = "webhooks",
    params(
        ("id" = String, Path, format = Uuid, description = "The endpoint's id."),
        ("delivery" = String, Path, format = Uuid, description = "The delivery's id.")),
    responses(
        (status = 202, description = "On its way."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn replay(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((id, delivery)): Path<(WebhookEndpointId, WebhookDeliveryId)>,
) -> Result<StatusCode, Problem> {
    webhooks::replay(&app, &caller.who, id, delivery).await?;
    Ok(StatusCode::ACCEPTED)
}
