//! Delivery of webhooks: signed by the Standard Webhooks specification, retried for four days.
//!
//! The address is resolved here, checked, and connected to as checked; redirects are not followed
//! and answers are not shown (SSRF, R-62).

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use gateway::SigningKey;
use serde_json::json;
use store::audit::By;
use store::webhook::{self, Delivery, Endpoint};
use store::{StoreError, due};
use units::Timestamp;
use units::id::{AccountId, WebhookDeliveryId};
use url::{Host, Url};

use crate::app::App;
use crate::inner_address::is_inner;
use crate::outbox::{self, Enclosed, Envelope};
use crate::trail::{self, Done};
use crate::work::Outcome;

/// Seconds until the next try, after the first, second … failure; then the endpoint is disabled.
const WAITS_S: [i64; 10] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400, 86_400];
const ANSWER_TIMEOUT: Duration = Duration::from_secs(15);

/// How a receiver answered.
enum Answer {
    Taken(i64),
    /// Status, if there was one, and what to tell the owner.
    Failed(Option<i64>, String),
    /// 410: it does not want any more.
    Gone,
}

/// Due work: delivers one event to one endpoint.
pub async fn run(app: &App, id: &WebhookDeliveryId, account: Option<AccountId>) -> Outcome {
    let Some(account) = account else { return Outcome::GiveUp("no account".to_owned()) };
    match deliver(app, account, *id).await {
        Ok(outcome) => outcome,
        Err(error) => error.into(),
    }
}

async fn deliver(
    app: &App,
    account: AccountId,
    id: WebhookDeliveryId,
) -> Result<Outcome, StoreError> {
    let mut tx = app.store.read().await?;
    let Some(delivery) = webhook::delivery(&mut tx, account, id).await? else {
        return Ok(Outcome::Done);
    };
    let endpoint = webhook::endpoint(&mut tx, account, delivery.endpoint).await?;
    drop(tx);
    let Some(endpoint) = endpoint.filter(|endpoint| endpoint.disabled_at.is_none()) else {
        return Ok(Outcome::Done);
    };
    if delivery.state == "delivered" {
        return Ok(Outcome::Done);
    }
    let answer = send(app, &endpoint, &delivery).await;
    note(app, &endpoint, delivery, answer).await
}

/// Posts the event; every way to fail is an `Answer`.
async fn send(app: &App, endpoint: &Endpoint, delivery: &Delivery) -> Answer {
    match try_send(app, endpoint, delivery).await {
        Ok(410) => Answer::Gone,
        Ok(status) if (200..300).contains(&status) => Answer::Taken(status),
        Ok(status) => Answer::Failed(Some(status), format!("answered {status}")),
        Err(why) => Answer::Failed(None, why),
    }
}

async fn try_send(app: &App, endpoint: &Endpoint, delivery: &Delivery) -> Result<i64, String> {
    let url = Url::parse(&endpoint.url).map_err(|error| error.to_string())?;
    let addresses = checked_addresses(&url, app.config.inner_webhooks)
        .await
        .map_err(|refusal| refusal.to_string())?;
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(ANSWER_TIMEOUT)
        .resolve_to_addrs(url.host_str().unwrap_or_default(), &addresses)
        .build()
        .map_err(|error| error.to_string())?;
    let key = signing_key(&endpoint.secret)?;
    let body = delivery.event.payload.clone().into_bytes();
    let id = delivery.event.id.to_string();
    let mut request = client.post(url).header("content-type", "application/json");
    for (name, value) in key.sign(&id, app.now(), &body) {
        request = request.header(name, value);
    }
    let answer = request.body(body).send().await.map_err(|error| match error.is_timeout() {
        true => "no answer in time".to_owned(),
        false => "could not connect".to_owned(),
    })?;
    Ok(i64::from(answer.status().as_u16()))
}

/// `whsec_` and base64, as the specification writes secrets.
fn signing_key(secret: &str) -> Result<SigningKey, String> {
    let text = secret.strip_prefix("whsec_").unwrap_or(secret);
    let bytes = STANDARD.decode(text).map_err(|_| "the secret is not readable".to_owned())?;
    SigningKey::new(bytes).map_err(|_| "the secret is too short".to_owned())
}

/// Why nothing is sent to an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AddressRefusal {
    #[error("the address must be plain https")]
    NotHttps,
    #[error("the host is not known")]
    UnknownHost,
    #[error("the address is inside this network")]
    Inner,
}

/// The addresses a receiver's host resolves to, none of them inside (unless allowed).
pub(crate) async fn checked_addresses(
    url: &Url,
    inner_allowed: bool,
) -> Result<Vec<SocketAddr>, AddressRefusal> {
    let scheme_ok = url.scheme() == "https" || (inner_allowed && url.scheme() == "http");
    let port = url.port_or_known_default().unwrap_or(443);
    if !scheme_ok || !url.username().is_empty() || url.password().is_some() {
        return Err(AddressRefusal::NotHttps);
    }
    let addresses: Vec<SocketAddr> = match url.host() {
        Some(Host::Ipv4(ip)) => vec![SocketAddr::new(IpAddr::V4(ip), port)],
        Some(Host::Ipv6(ip)) => vec![SocketAddr::new(IpAddr::V6(ip), port)],
        Some(Host::Domain(name)) => tokio::net::lookup_host((name, port))
            .await
            .map_err(|_| AddressRefusal::UnknownHost)?
            .collect(),
        None => Vec::new(),
    };
    if addresses.is_empty() {
        return Err(AddressRefusal::UnknownHost);
    }
    if !inner_allowed && addresses.iter().any(|address| is_inner(address.ip())) {
        return Err(AddressRefusal::Inner);
    }
    Ok(addresses)
}

/// Writes how it went and says when to try again.
async fn note(
    app: &App,
    endpoint: &Endpoint,
    mut delivery: Delivery,
    answer: Answer,
) -> Result<Outcome, StoreError> {
    let now = app.now();
    let failures = usize::try_from(delivery.attempts).unwrap_or(usize::MAX);
    delivery.attempts += 1;
    let mut outcome = Outcome::Done;
    let mut disable = None;
    match answer {
        Answer::Taken(status) => {
            delivery.state = "delivered".to_owned();
            delivery.last_status = Some(status);
            delivery.last_error = None;
            delivery.delivered_at = Some(now);
        }
        Answer::Gone => {
            delivery.state = "failed".to_owned();
            delivery.last_status = Some(410);
            disable = Some("gone");
        }
        Answer::Failed(status, why) => {
            delivery.last_status = status;
            delivery.last_error = Some(why);
            match WAITS_S.get(failures) {
                Some(wait) => outcome = Outcome::At(now.plus_seconds(*wait)),
                None => {
                    delivery.state = "failed".to_owned();
                    disable = Some("failing");
                }
            }
        }
    }
    let mut tx = app.store.begin().await?;
    webhook::update_delivery(&mut tx, endpoint.account, &delivery).await?;
    if let Some(reason) = disable {
        give_up_on(app, &mut tx, endpoint, &delivery, reason, now).await?;
    }
    tx.commit().await?;
    Ok(outcome)
}

/// The endpoint is disabled and its owners are told; deliveries can be sent again later.
async fn give_up_on(
    app: &App,
    tx: &mut store::Tx,
    endpoint: &Endpoint,
    delivery: &Delivery,
    reason: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let account = endpoint.account;
    webhook::set_disabled(tx, account, endpoint.id, Some((reason, now))).await?;
    for owner in store::account::people_with_role(tx, account, "owner").await? {
        let says = mail::contexts::WebhookDisabled {
            endpoint: endpoint.url.clone(),
            since: delivery.event.created_at,
            zone: owner.zone.clone(),
            failures: i64::from(delivery.attempts),
            link: app.config.portal_url("/webhooks"),
        };
        let envelope = Envelope::to_contact(account, &owner);
        outbox::queue(app, tx, &envelope, &says, Enclosed::default()).await?;
    }
    let change = json!({ "url": endpoint.url, "reason": reason });
    let subject = endpoint.id.to_string();
    let done = Done { account, action: "webhook_endpoint.disabled", subject, change };
    trail::record(app, tx, &By::system(), done).await
}

/// Makes a delivery due again now, whatever became of it before: work that still waits for it is
/// brought forward, so that it is not sent twice.
pub(crate) async fn replay(
    app: &App,
    tx: &mut store::Tx,
    account: AccountId,
    delivery: &mut Delivery,
) -> Result<(), StoreError> {
    let now = app.now();
    let before = delivery.state.clone();
    delivery.state = "waiting".to_owned();
    delivery.attempts = 0;
    webhook::update_delivery(tx, account, delivery).await?;
    let first_key = delivery.id.to_string();
    if before == "waiting" && due::bring_forward(tx, "webhook", &first_key, now).await? {
        return Ok(());
    }
    let work = due::NewDue {
        id: app.id(),
        account: Some(account),
        kind: "webhook",
        key: format!("{}:{}", delivery.id, now.seconds()),
        payload: &delivery.id,
        due_at: now,
        now,
    };
    due::add(tx, work).await
}

#[cfg(test)]
mod tests {
    use super::*;

    /// every spelling of an inner address is refused, and so is everything but https.
    #[tokio::test]
    async fn inner_addresses_are_refused() {
        for (address, refusal) in [
            ("http://192.0.1.1/", AddressRefusal::NotHttps),
            ("ftp://192.0.1.1/", AddressRefusal::NotHttps),
            ("https://ada@192.0.1.1/", AddressRefusal::NotHttps),
            ("https://ada:secret@192.0.1.1/", AddressRefusal::NotHttps),
            ("https://127.0.0.1/", AddressRefusal::Inner),
            ("https://2130706433/", AddressRefusal::Inner),
            ("https://0x7f.1/", AddressRefusal::Inner),
            ("https://0177.0.0.1/", AddressRefusal::Inner),
            ("https://0/", AddressRefusal::Inner),
            ("https://10.1.2.3:8443/", AddressRefusal::Inner),
            ("https://172.16.0.1/", AddressRefusal::Inner),
            ("https://192.168.1.1/", AddressRefusal::Inner),
            ("https://169.254.169.254/", AddressRefusal::Inner),
            ("https://100.64.0.1/", AddressRefusal::Inner),
            ("https://[::1]/", AddressRefusal::Inner),
            ("https://[fe80::1]/", AddressRefusal::Inner),
            ("https://[fd00::1]/", AddressRefusal::Inner),
            ("https://[::ffff:10.0.0.1]/", AddressRefusal::Inner),
            ("https://[64:ff9b::7f00:1]/", AddressRefusal::Inner),
            ("https://[2002:7f00:1::]/", AddressRefusal::Inner),
        ] {
            let url = Url::parse(address).expect(address);
            assert_eq!(checked_addresses(&url, false).await, Err(refusal), "{address}");
        }
        let outside = Url::parse("https://192.0.1.1/hook").expect("an address");
        assert_eq!(checked_addresses(&outside, false).await.map(|found| found.len()), Ok(1));
        let inside = Url::parse("http://127.0.0.1:9/").expect("an address");
        assert!(checked_addresses(&inside, true).await.is_ok());
    }
}
