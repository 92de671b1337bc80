//! Webhook endpoints of an account: added, looked at, tested, sent to again, removed (P4, R-58).
//!
//! The secret is shown when it is made and never again; who has lost it makes a new one. Sending
//! itself is due work (`deliver_webhook`).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use people::roles::Permission;
use serde_json::json;
use store::due::{self, NewDue};
use store::webhook;
pub use store::webhook::{Delivery, Endpoint, NewDelivery, NewEvent};
use store::{StoreError, Tx};
use units::id::{AccountId, WebhookDeliveryId, WebhookEndpointId, WebhookEventId};
use url::Url;

use crate::app::App;
use crate::deliver_webhook::{self, AddressRefusal};
use crate::trail::{self, Done, EVENT_KINDS};
use crate::who::Who;

/// The kind of the event that is sent to try an endpoint; every endpoint hears it.
pub const TEST_KIND: &str = "webhook.test";
/// Longest address of an endpoint, in bytes.
pub const URL_MAX_BYTES: usize = 1_000;
/// Deliveries shown beside each endpoint of the list, and on its own page.
const LAST_DELIVERIES: u32 = 3;
const DELIVERIES: u32 = 100;
/// Missed events sent again by one request.
const RESENT_MAX: u32 = 500;

/// Why something about webhooks was refused.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    #[error("the person may not manage webhooks")]
    NotAllowed,
    #[error("no such endpoint or delivery")]
    NotFound,
    #[error("the address is not a web address")]
    UrlUnreadable,
    #[error(transparent)]
    Address(#[from] AddressRefusal),
    #[error("the account has an endpoint at this address")]
    AlreadyThere,
    #[error("there is no event of the kind {0}")]
    KindUnknown(String),
    #[error("the account has {} endpoints", webhook::ENDPOINTS_MAX)]
    TooMany,
    #[error("the endpoint is disabled")]
    Disabled,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl WebhookError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            WebhookError::NotAllowed => "permission.missing",
            WebhookError::NotFound => "webhook.not_found",
            WebhookError::UrlUnreadable => "webhook.url_unreadable",
            WebhookError::Address(AddressRefusal::NotHttps) => "webhook.not_https",
            WebhookError::Address(AddressRefusal::UnknownHost) => "webhook.unknown_host",
            WebhookError::Address(AddressRefusal::Inner) => "webhook.inner_address",
            WebhookError::AlreadyThere => "webhook.already_there",
            WebhookError::KindUnknown(_) => "webhook.kind_unknown",
            WebhookError::TooMany => "webhook.too_many",
            WebhookError::Disabled => "webhook.disabled",
            WebhookError::Store(_) => "store.unavailable",
        }
    }
}

/// An endpoint with the deliveries to it, newest event first.
#[derive(Clone, Debug)]
pub struct EndpointView {
    pub endpoint: Endpoint,
    pub deliveries: Vec<Delivery>,
}

/// The account's endpoints, each with its last few deliveries.
pub async fn list(app: &App, who: &Who) -> Result<Vec<EndpointView>, WebhookError> {
    allowed(who)?;
    let mut tx = app.store.read().await?;
    let mut views = Vec::new();
    for endpoint in webhook::endpoints(&mut tx, who.account()).await? {
        views.push(viewed(&mut tx, endpoint, LAST_DELIVERIES).await?);
    }
    Ok(views)
}

/// One endpoint with its last hundred deliveries.
pub async fn show(
    app: &App,
    who: &Who,
    id: WebhookEndpointId,
) -> Result<EndpointView, WebhookError> {
    allowed(who)?;
    let mut tx = app.store.read().await?;
    let endpoint = found(&mut tx, who.account(), id).await?;
    Ok(viewed(&mut tx, endpoint, DELIVERIES).await?)
}

async fn viewed(tx: &mut Tx, endpoint: Endpoint, most: u32) -> Result<EndpointView, StoreError> {
    let deliveries = webhook::deliveries(tx, endpoint.account, endpoint.id, most).await?;
    Ok(EndpointView { endpoint, deliveries })
}

/// An endpoint to add.
#[derive(Clone, Debug)]
pub struct NewEndpoint {
    pub url: String,
    /// Of `EVENT_KINDS`; empty: all of them, also those that will be.
    pub kinds: Vec<String>,
}

/// Adds an endpoint. The answer holds its secret, for the only time.
pub async fn add(app: &App, who: &Who, ask: NewEndpoint) -> Result<Endpoint, WebhookError> {
    allowed(who)?;
    let url = checked_url(app, &ask.url).await?;
    let kinds = checked_kinds(ask.kinds)?;
    let account = who.account();
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, account).await?;
    let present = webhook::endpoints(&mut tx, account).await?;
    if present.iter().any(|endpoint| endpoint.url == url) {
        return Err(WebhookError::AlreadyThere);
    }
    if present.len() >= webhook::ENDPOINTS_MAX {
        return Err(WebhookError::TooMany);
    }
    let endpoint = Endpoint {
        id: app.id(),
        account,
        url,
        secret: new_secret(app),
        kinds: kinds.join(" "),
        created_at: app.now(),
        disabled_at: None,
        disabled_reason: None,
    };
    webhook::insert_endpoint(&mut tx, &endpoint).await?;
    note(app, &mut tx, who, &endpoint, "webhook_endpoint.added").await?;
    tx.commit().await?;
    Ok(endpoint)
}

/// The address as it is kept. It is resolved now, and again for every delivery.
async fn checked_url(app: &App, text: &str) -> Result<String, WebhookError> {
    let text = text.trim();
    if text.len() > URL_MAX_BYTES {
        return Err(WebhookError::UrlUnreadable);
    }
    let mut url = Url::parse(text).map_err(|_| WebhookError::UrlUnreadable)?;
    url.set_fragment(None);
    deliver_webhook::checked_addresses(&url, app.config.inner_webhooks).await?;
    Ok(url.into())
}

/// Known kinds, each once; none means all.
fn checked_kinds(kinds: Vec<String>) -> Result<Vec<String>, WebhookError> {
    if let Some(unknown) = kinds.iter().find(|kind| !EVENT_KINDS.contains(&kind.as_str())) {
        return Err(WebhookError::KindUnknown(unknown.clone()));
    }
    let wanted = EVENT_KINDS.iter().filter(|known| kinds.iter().any(|kind| kind == *known));
    let wanted: Vec<String> = wanted.map(|known| (*known).to_owned()).collect();
    Ok(if wanted.len() == EVENT_KINDS.len() { Vec::new() } else { wanted })
}

/// `whsec_` and 32 random bytes, as the Standard Webhooks specification writes secrets.
pub(crate) fn new_secret(app: &App) -> String {
    format!("whsec_{}", STANDARD.encode(app.random_bytes::<32>()))
}

/// Replaces the secret; the answer holds the new one, for the only time. Deliveries from now on
/// are signed with it alone.
pub async fn change_secret(
    app: &App,
    who: &Who,
    id: WebhookEndpointId,
) -> Result<Endpoint, WebhookError> {
    allowed(who)?;
    let mut tx = app.store.begin().await?;
    let mut endpoint = found(&mut tx, who.account(), id).await?;
    endpoint.secret = new_secret(app);
    webhook::set_secret(&mut tx, endpoint.account, id, &endpoint.secret).await?;
    note(app, &mut tx, who, &endpoint, "webhook_endpoint.secret_changed").await?;
    tx.commit().await?;
    Ok(endpoint)
}

/// Sends an event that says nothing, so that the receiver can be tried.
pub async fn send_test(
    app: &App,
    who: &Who,
    id: WebhookEndpointId,
) -> Result<WebhookDeliveryId, WebhookError> {
    allowed(who)?;
    let now = app.now();
    let account = who.account();
    let mut tx = app.store.begin().await?;
    let endpoint = found(&mut tx, account, id).await?;
    if endpoint.disabled_at.is_some() {
        return Err(WebhookError::Disabled);
    }
    let event = app.id();
    let payload = json!({
        "type": TEST_KIND,
        "timestamp": now,
        "data": { "id": endpoint.id, "account": account },
    });
    let said = NewEvent { id: event, account, kind: TEST_KIND.to_owned(), payload, now };
    webhook::events(vec![said]).write(&mut tx).await?;
    let delivery = plan_delivery(app, &mut tx, &endpoint, event).await?;
    note(app, &mut tx, who, &endpoint, "webhook_endpoint.tested").await?;
    tx.commit().await?;
    Ok(delivery)
}

async fn plan_delivery(
    app: &App,
    tx: &mut Tx,
    endpoint: &Endpoint,
    event: WebhookEventId,
) -> Result<WebhookDeliveryId, StoreError> {
    let now = app.now();
    let delivery: WebhookDeliveryId = app.id();
    let (account, endpoint) = (endpoint.account, endpoint.id);
    let planned = NewDelivery { id: delivery, account, event, endpoint };
    webhook::planned(&[planned]).write(tx).await?;
    let work = NewDue {
        id: app.id(),
        account: Some(account),
        kind: "webhook",
        key: delivery.to_string(),
        payload: &delivery,
        due_at: now,
        now,
    };
    due::add(tx, work).await?;
    Ok(delivery)
}

/// Sends one delivery again, whatever became of it.
pub async fn replay(
    app: &App,
    who: &Who,
    endpoint: WebhookEndpointId,
    id: WebhookDeliveryId,
) -> Result<(), WebhookError> {
    allowed(who)?;
    let account = who.account();
    let mut tx = app.store.begin().await?;
    let endpoint = found(&mut tx, account, endpoint).await?;
    if endpoint.disabled_at.is_some() {
        return Err(WebhookError::Disabled);
    }
    let delivery = webhook::delivery(&mut tx, account, id).await?;
    let belongs = |delivery: &Delivery| delivery.endpoint == endpoint.id;
    let mut delivery = delivery.filter(belongs).ok_or(WebhookError::NotFound)?;
    deliver_webhook::replay(app, &mut tx, account, &mut delivery).await?;
    let change = json!({ "url": endpoint.url, "event": delivery.event.id });
    let subject = delivery.id.to_string();
    let done = Done { account, action: "webhook.replayed", subject, change };
    trail::record(app, &mut tx, &who.by(), done).await?;
    tx.commit().await?;
    Ok(())
}

/// Starts deliveries again. What was missed is sent when it is asked for (`replay_missed`).
pub async fn enable(app: &App, who: &Who, id: WebhookEndpointId) -> Result<(), WebhookError> {
    allowed(who)?;
    let mut tx = app.store.begin().await?;
    let endpoint = found(&mut tx, who.account(), id).await?;
    if endpoint.disabled_at.is_some() {
        webhook::set_disabled(&mut tx, endpoint.account, id, None).await?;
        note(app, &mut tx, who, &endpoint, "webhook_endpoint.enabled").await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Sends, oldest first, what an endpoint was to hear and did not: deliveries that failed, and
/// events of the time it was disabled. Returns how many; no more than 500 at a time.
pub async fn replay_missed(
    app: &App,
    who: &Who,
    id: WebhookEndpointId,
) -> Result<u32, WebhookError> {
    allowed(who)?;
    let account = who.account();
    let mut tx = app.store.begin().await?;
    let endpoint = found(&mut tx, account, id).await?;
    if endpoint.disabled_at.is_some() {
        return Err(WebhookError::Disabled);
    }
    let mut sent = 0;
    for mut delivery in webhook::undelivered(&mut tx, account, id, RESENT_MAX).await? {
        deliver_webhook::replay(app, &mut tx, account, &mut delivery).await?;
        sent += 1;
    }
    let since = endpoint.created_at;
    for event in webhook::events_untold(&mut tx, account, id, since, RESENT_MAX).await? {
        if sent < RESENT_MAX && event.kind != TEST_KIND && endpoint.wants(&event.kind) {
            plan_delivery(app, &mut tx, &endpoint, event.id).await?;
            sent += 1;
        }
    }
    let change = json!({ "url": endpoint.url, "deliveries": sent });
    let subject = endpoint.id.to_string();
    let done = Done { account, action: "webhook.missed_replayed", subject, change };
    trail::record(app, &mut tx, &who.by(), done).await?;
    tx.commit().await?;
    Ok(sent)
}

/// Removes an endpoint: nothing is sent to it any more.
pub async fn remove(app: &App, who: &Who, id: WebhookEndpointId) -> Result<(), WebhookError> {
    allowed(who)?;
    let mut tx = app.store.begin().await?;
    let endpoint = found(&mut tx, who.account(), id).await?;
    let reason = Some((webhook::REMOVED, app.now()));
    webhook::set_disabled(&mut tx, endpoint.account, id, reason).await?;
    note(app, &mut tx, who, &endpoint, "webhook_endpoint.removed").await?;
    tx.commit().await?;
    Ok(())
}

fn allowed(who: &Who) -> Result<(), WebhookError> {
    match who.actor.may(Permission::ManageWebhooks) {
        true => Ok(()),
        false => Err(WebhookError::NotAllowed),
    }
}

/// The endpoint `id` of `account`, unless it was removed.
async fn found(
    tx: &mut Tx,
    account: AccountId,
    id: WebhookEndpointId,
) -> Result<Endpoint, WebhookError> {
    let endpoint = webhook::endpoint(tx, account, id).await?;
    let present = |one: &Endpoint| one.disabled_reason.as_deref() != Some(webhook::REMOVED);
    endpoint.filter(present).ok_or(WebhookError::NotFound)
}

/// The trail names address and kinds, never the secret.
async fn note(
    app: &App,
    tx: &mut Tx,
    who: &Who,
    endpoint: &Endpoint,
    action: &str,
) -> Result<(), StoreError> {
    let change = json!({ "url": endpoint.url, "kinds": endpoint.kinds });
    let subject = endpoint.id.to_string();
    let done = Done { account: endpoint.account, action, subject, change };
    trail::record(app, tx, &who.by(), done).await
}
