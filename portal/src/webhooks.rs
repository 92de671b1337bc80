//! `/webhooks`: where the account's events go, what came back, and what can be done about it.

use std::sync::Arc;

use app::App;
use app::trail::EVENT_KINDS;
use app::webhooks::{self, EndpointView, NewEndpoint, WebhookError};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;
use texts::{Args, Texts};
use units::id::{WebhookDeliveryId, WebhookEndpointId};
use units::{Locale, Timestamp, Zone};
use web::forms::FieldErrors;
use web::{Face, Fields, Form, Member, PageError, Path, news, urls};

use crate::state::State as Stand;

pub fn routes() -> Router<Face> {
    Router::new()
        .route("/webhooks", get(list).post(add))
        .route("/webhooks/{id}", get(show))
        .route("/webhooks/{id}/test", post(send_test))
        .route("/webhooks/{id}/replay-missed", post(replay_missed))
        .route("/webhooks/{id}/enable", post(enable))
        .route("/webhooks/{id}/secret", post(change_secret))
        .route("/webhooks/{id}/remove", post(remove))
        .route("/webhooks/{id}/deliveries/{delivery}/replay", post(replay))
}

#[derive(Serialize)]
struct WebhooksPage {
    endpoints: Vec<EndpointLine>,
    kinds: Vec<KindChoice>,
    url: String,
    errors: FieldErrors,
    refusal: Option<String>,
    zone: Zone,
}

#[derive(Serialize)]
struct EndpointLine {
    url: String,
    href: String,
    kinds: String,
    state: Stand,
    last: Vec<LastDelivery>,
}

#[derive(Serialize)]
struct LastDelivery {
    kind: String,
    at: Timestamp,
    state: Stand,
}

#[derive(Serialize)]
struct KindChoice {
    value: &'static str,
    label: String,
    checked: bool,
}

/// `GET /webhooks`
async fn list(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    let page = list_page(&app, &member, &Fields::default()).await?;
    member.page("portal/webhooks.html", page).await
}

async fn list_page(app: &App, member: &Member, typed: &Fields) -> Result<WebhooksPage, PageError> {
    let views = webhooks::list(app, &member.who).await?;
    let (texts, locale) = (&*app.texts, &member.locale);
    let ticked: Vec<&str> = typed.all("kinds").collect();
    Ok(WebhooksPage {
        endpoints: views.iter().map(|view| endpoint_line(texts, locale, view)).collect(),
        kinds: EVENT_KINDS
            .iter()
            .map(|&value| KindChoice {
                value,
                label: kind_name(texts, locale, value),
                checked: ticked.contains(&value),
            })
            .collect(),
        url: typed.text("url").to_owned(),
        errors: FieldErrors::default(),
        refusal: None,
        zone: member.zone.clone(),
    })
}

fn endpoint_line(texts: &Texts, locale: &Locale, view: &EndpointView) -> EndpointLine {
    let stopped = view.endpoint.disabled_at.is_some();
    EndpointLine {
        url: view.endpoint.url.clone(),
        href: urls::webhook(view.endpoint.id),
        kinds: kinds_text(texts, locale, &view.endpoint.kinds),
        state: endpoint_state(texts, locale, view.endpoint.disabled_reason.as_deref()),
        last: view
            .deliveries
            .iter()
            .map(|delivery| LastDelivery {
                kind: kind_name(texts, locale, &delivery.event.kind),
                at: delivery.event.created_at,
                state: delivery_state(texts, locale, &delivery.state, delivery.attempts, stopped),
            })
            .collect(),
    }
}

/// A kind in words; its own word when it has none.
pub fn kind_name(texts: &Texts, locale: &Locale, kind: &str) -> String {
    let key = format!("webhooks-kind-{}", kind.replace(['.', '_'], "-"));
    match texts.has(&key) {
        true => texts.plain(locale, &key),
        false => kind.to_owned(),
    }
}

fn kinds_text(texts: &Texts, locale: &Locale, kinds: &str) -> String {
    match kinds.is_empty() {
        true => texts.plain(locale, "webhooks-kinds-all"),
        false => kinds.split(' ').collect::<Vec<&str>>().join(", "),
    }
}

/// How an endpoint stands; `disabled` is why it was disabled, if it was.
pub fn endpoint_state(texts: &Texts, locale: &Locale, disabled: Option<&str>) -> Stand {
    match disabled {
        None => Stand::good(texts.plain(locale, "webhooks-state-active")),
        Some("gone") => Stand::danger(texts.plain(locale, "webhooks-state-gone")),
        Some("brought") => Stand::warning(texts.plain(locale, "webhooks-state-brought")),
        Some(_) => Stand::danger(texts.plain(locale, "webhooks-state-failing")),
    }
}

/// How a delivery in `state` after `attempts` stands; `stopped`: its endpoint is disabled.
pub fn delivery_state(
    texts: &Texts,
    locale: &Locale,
    state: &str,
    attempts: u32,
    stopped: bool,
) -> Stand {
    match state {
        "delivered" => Stand::good(texts.plain(locale, "webhooks-delivery-delivered")),
        "failed" => Stand::danger(texts.plain(locale, "webhooks-delivery-failed")),
        _ if stopped => Stand::warning(texts.plain(locale, "webhooks-delivery-held")),
        _ if attempts > 0 => Stand::warning(texts.plain(locale, "webhooks-delivery-retrying")),
        _ => Stand::plain(texts.plain(locale, "webhooks-delivery-waiting")),
    }
}

/// `POST /webhooks`: the answer is the endpoint's page with its secret, once.
async fn add(
    State(app): State<Arc<App>>,
    member: Member,
    Form(form): Form,
) -> Result<Response, PageError> {
    let kinds = form.all("kinds").map(str::to_owned).collect();
    let ask = NewEndpoint { url: form.text("url").to_owned(), kinds };
    match webhooks::add(&app, &member.who, ask).await {
        Ok(endpoint) => secret_page(&app, &member, endpoint.id, endpoint.secret).await,
        Err(refusal) if is_about_form(&refusal) => {
            let mut page = list_page(&app, &member, &form).await?;
            let (texts, locale) = (&*app.texts, &member.locale);
            let field = match refusal {
                WebhookError::KindUnknown(_) => "kinds",
                _ => "url",
            };
            page.errors.add(texts, locale, field, refusal.code(), &Args::new());
            member.refused_page("portal/webhooks.html", page).await
        }
        Err(other) => Err(other.into()),
    }
}

fn is_about_form(refusal: &WebhookError) -> bool {
    !matches!(refusal, WebhookError::NotAllowed | WebhookError::Store(_) | WebhookError::NotFound)
}

#[derive(Serialize)]
struct WebhookPage {
    url: String,
    href: String,
    kinds: String,
    added: Timestamp,
    state: Stand,
    stopped: bool,
    /// Something is on its way: the page asks for itself again.
    waiting: bool,
    secret: Option<String>,
    zone: Zone,
    deliveries: Vec<DeliveryLine>,
}

#[derive(Serialize)]
struct DeliveryLine {
    id: WebhookDeliveryId,
    event_id: String,
    kind: String,
    at: Timestamp,
    state: Stand,
    attempts: u32,
    answer: Option<String>,
    payload: String,
    replay_href: String,
}

/// `GET /webhooks/{id}`
async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<WebhookEndpointId>,
) -> Result<Response, PageError> {
    let page = endpoint_page(&app, &member, id).await?;
    member.page("portal/webhook.html", page).await
}

async fn endpoint_page(
    app: &App,
    member: &Member,
    id: WebhookEndpointId,
) -> Result<WebhookPage, PageError> {
    let view = webhooks::show(app, &member.who, id).await?;
    let (texts, locale) = (&*app.texts, &member.locale);
    let endpoint = &view.endpoint;
    let href = urls::webhook(endpoint.id);
    let stopped = endpoint.disabled_at.is_some();
    let deliveries = view.deliveries.iter().map(|delivery| DeliveryLine {
        id: delivery.id,
        event_id: delivery.event.id.to_string(),
        kind: kind_name(texts, locale, &delivery.event.kind),
        at: delivery.event.created_at,
        state: delivery_state(texts, locale, &delivery.state, delivery.attempts, stopped),
        attempts: delivery.attempts,
        answer: answer_text(delivery.last_status, delivery.last_error.as_deref()),
        payload: readable(&delivery.event.payload),
        replay_href: format!("{href}/deliveries/{}/replay", delivery.id),
    });
    Ok(WebhookPage {
        url: endpoint.url.clone(),
        kinds: kinds_text(texts, locale, &endpoint.kinds),
        added: endpoint.created_at,
        state: endpoint_state(texts, locale, endpoint.disabled_reason.as_deref()),
        stopped,
        waiting: !stopped
            && view.deliveries.iter().any(|one| one.state == "waiting" && one.attempts == 0),
        secret: None,
        zone: member.zone.clone(),
        deliveries: deliveries.collect(),
        href,
    })
}

/// The last answer: what went wrong, else the status; none before the first try.
pub fn answer_text(status: Option<i64>, error: Option<&str>) -> Option<String> {
    error.map(str::to_owned).or_else(|| status.map(|status| status.to_string()))
}

/// JSON set in lines; what is none stays as it is.
pub fn readable(json: &str) -> String {
    let value: Result<serde_json::Value, _> = serde_json::from_str(json);
    let set = value.and_then(|value| serde_json::to_string_pretty(&value));
    set.unwrap_or_else(|_| json.to_owned())
}

async fn secret_page(
    app: &App,
    member: &Member,
    id: WebhookEndpointId,
    secret: String,
) -> Result<Response, PageError> {
    let page = endpoint_page(app, member, id).await?;
    let page = WebhookPage { secret: Some(secret), ..page };
    member.page_as(StatusCode::CREATED, "portal/webhook.html", page).await
}

/// `POST /webhooks/{id}/secret`: a new secret, shown once.
async fn change_secret(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<WebhookEndpointId>,
) -> Result<Response, PageError> {
    let endpoint = webhooks::change_secret(&app, &member.who, id).await?;
    secret_page(&app, &member, endpoint.id, endpoint.secret).await
}

/// `POST /webhooks/{id}/test`
async fn send_test(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<WebhookEndpointId>,
) -> Result<Response, PageError> {
    webhooks::send_test(&app, &member.who, id).await?;
    Ok(news::redirect(&urls::webhook(id), "news-webhook-tested"))
}

/// `POST /webhooks/{id}/deliveries/{delivery}/replay`
async fn replay(
    State(app): State<Arc<App>>,
    member: Member,
    Path((id, delivery)): Path<(WebhookEndpointId, WebhookDeliveryId)>,
) -> Result<Response, PageError> {
    webhooks::replay(&app, &member.who, id, delivery).await?;
    Ok(news::redirect(&urls::webhook(id), "news-webhook-replayed"))
}

/// `POST /webhooks/{id}/replay-missed`
async fn replay_missed(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<WebhookEndpointId>,
) -> Result<Response, PageError> {
    let said = match webhooks::replay_missed(&app, &member.who, id).await? {
        0 => "news-webhook-nothing-missed",
        _ => "news-webhook-missed",
    };
    Ok(news::redirect(&urls::webhook(id), said))
}

/// `POST /webhooks/{id}/enable`
async fn enable(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<WebhookEndpointId>,
) -> Result<Response, PageError> {
    webhooks::enable(&app, &member.who, id).await?;
    Ok(news::redirect(&urls::webhook(id), "news-webhook-enabled"))
}

/// `POST /webhooks/{id}/remove`
async fn remove(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<WebhookEndpointId>,
) -> Result<Response, PageError> {
    webhooks::remove(&app, &member.who, id).await?;
    Ok(news::redirect(urls::WEBHOOKS, "news-webhook-removed"))
}
