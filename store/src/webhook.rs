//! Webhooks: endpoints, events with one id each, and their deliveries (P4, I-20).

use serde_json::Value as Json;
use units::Timestamp;
use units::id::{AccountId, WebhookDeliveryId, WebhookEndpointId, WebhookEventId};

use crate::args;
use crate::bulk::{Rows, Shape};
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::Value;

/// Where an account wants to hear of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    pub id: WebhookEndpointId,
    pub account: AccountId,
    pub url: String,
    /// `whsec_…`, as the Standard Webhooks specification writes it.
    pub secret: String,
    /// Event kinds wanted, separated by spaces; empty: all.
    pub kinds: String,
    pub created_at: Timestamp,
    pub disabled_at: Option<Timestamp>,
    pub disabled_reason: Option<String>,
}

impl Endpoint {
    pub fn wants(&self, kind: &str) -> bool {
        self.disabled_at.is_none()
            && (self.kinds.is_empty() || self.kinds.split(' ').any(|wanted| wanted == kind))
    }
}

pub async fn insert_endpoint(tx: &mut Tx, endpoint: &Endpoint) -> Result<(), StoreError> {
    tx.execute(
        "insert into webhook_endpoint (id, account_id, url, secret, kinds, created_at)
         values ($1, $2, $3, $4, $5, $6)",
        args![
            endpoint.id,
            endpoint.account,
            &endpoint.url,
            &endpoint.secret,
            &endpoint.kinds,
            endpoint.created_at
        ],
    )
    .await?;
    Ok(())
}

const ENDPOINT: &str =
    "id, account_id, url, secret, kinds, created_at, disabled_at, disabled_reason";

/// Why a removed endpoint is disabled. Its row stays for the sake of its deliveries.
pub const REMOVED: &str = "removed";
/// Most endpoints an account has.
pub const ENDPOINTS_MAX: usize = 20;

/// The endpoints of `account`, removed ones left out, oldest first.
pub async fn endpoints(tx: &mut Tx, account: AccountId) -> Result<Vec<Endpoint>, StoreError> {
    let sql = format!(
        "select {ENDPOINT} from webhook_endpoint
          where account_id = $1 and (disabled_reason is null or disabled_reason <> '{REMOVED}')
          order by created_at, id limit {ENDPOINTS_MAX}"
    );
    tx.rows_text(&sql, args![account]).await?.iter().map(endpoint_from_row).collect()
}

/// Endpoints of all accounts that were disabled because they failed, latest first: for the
/// operator.
pub async fn disabled_endpoints(tx: &mut Tx) -> Result<Vec<Endpoint>, StoreError> {
    let sql = format!(
        "select {ENDPOINT} from webhook_endpoint
          where disabled_at is not null and disabled_reason <> '{REMOVED}'
          order by disabled_at desc, id limit 100"
    );
    tx.rows_text(&sql, args![]).await?.iter().map(endpoint_from_row).collect()
}

/// Replaces the secret deliveries are signed with.
pub async fn set_secret(
    tx: &mut Tx,
    account: AccountId,
    id: WebhookEndpointId,
    secret: &str,
) -> Result<bool, StoreError> {
    let touched = tx
        .execute(
            "update webhook_endpoint set secret = $3 where account_id = $1 and id = $2",
            args![account, id, secret],
        )
        .await?;
    Ok(touched == 1)
}

pub async fn endpoint(
    tx: &mut Tx,
    account: AccountId,
    id: WebhookEndpointId,
) -> Result<Option<Endpoint>, StoreError> {
    let sql = format!("select {ENDPOINT} from webhook_endpoint where account_id = $1 and id = $2");
    tx.rows_text(&sql, args![account, id]).await?.first().map(endpoint_from_row).transpose()
}

/// Stops (`reason`) or starts (`None`) deliveries to an endpoint.
pub async fn set_disabled(
    tx: &mut Tx,
    account: AccountId,
    id: WebhookEndpointId,
    reason: Option<(&str, Timestamp)>,
) -> Result<bool, StoreError> {
    let touched = tx
        .execute(
            "update webhook_endpoint set disabled_at = $3, disabled_reason = $4
              where account_id = $1 and id = $2",
            args![account, id, reason.map(|(_, at)| at), reason.map(|(reason, _)| reason)],
        )
        .await?;
    Ok(touched == 1)
}

pub(crate) fn endpoint_from_row(row: &Row) -> Result<Endpoint, StoreError> {
    Ok(Endpoint {
        id: row.parsed("id")?,
        account: row.parsed("account_id")?,
        url: row.text("url")?,
        secret: row.text("secret")?,
        kinds: row.text("kinds")?,
        created_at: row.time("created_at")?,
        disabled_at: row.opt_time("disabled_at")?,
        disabled_reason: row.opt_text("disabled_reason")?,
    })
}

/// Something that happened; its id is the message id of every delivery.
#[derive(Clone, Debug)]
pub struct Event {
    pub id: WebhookEventId,
    pub account: AccountId,
    pub kind: String,
    /// The body as it is sent, byte for byte.
    pub payload: String,
    pub created_at: Timestamp,
}

/// An event as it is written.
#[derive(Clone, Debug)]
pub struct NewEvent {
    pub id: WebhookEventId,
    pub account: AccountId,
    pub kind: String,
    pub payload: Json,
    pub now: Timestamp,
}

/// The rows of events.
pub fn events(events: Vec<NewEvent>) -> Rows {
    const SHAPE: Shape = Shape {
        before: "insert into webhook_event (id, account_id, kind, payload, created_at) values ",
        after: "",
        columns: 5,
    };
    let values = events.into_iter().flat_map(|event| {
        let NewEvent { id, account, kind, payload, now } = event;
        [id.into(), account.into(), kind.into(), payload.to_string().into(), now.into()]
    });
    Rows::new(SHAPE, values.collect())
}

/// Events of `account` since `since` of which `endpoint` was not told, oldest first.
pub async fn events_untold(
    tx: &mut Tx,
    account: AccountId,
    endpoint: WebhookEndpointId,
    since: Timestamp,
    most: u32,
) -> Result<Vec<Event>, StoreError> {
    let rows = tx
        .rows(
            "select e.id, e.account_id, e.kind, e.payload, e.created_at from webhook_event e
              where e.account_id = $1 and e.created_at >= $3
                and not exists (select 1 from webhook_delivery d
                                 where d.event_id = e.id and d.endpoint_id = $2)
              order by e.created_at, e.id limit $4",
            args![account, endpoint, since, most],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Event {
                id: row.parsed("id")?,
                account: row.parsed("account_id")?,
                kind: row.text("kind")?,
                payload: row.text("payload")?,
                created_at: row.time("created_at")?,
            })
        })
        .collect()
}

/// A delivery of one event to one endpoint.
#[derive(Clone, Debug)]
pub struct Delivery {
    pub id: WebhookDeliveryId,
    pub event: Event,
    pub endpoint: WebhookEndpointId,
    /// `waiting`, `delivered`, `failed`
    pub state: String,
    pub attempts: u32,
    pub last_status: Option<i64>,
    pub last_error: Option<String>,
    pub delivered_at: Option<Timestamp>,
}

/// A delivery as it is written: one event to one endpoint, once.
#[derive(Clone, Debug)]
pub struct NewDelivery {
    pub id: WebhookDeliveryId,
    pub account: AccountId,
    pub event: WebhookEventId,
    pub endpoint: WebhookEndpointId,
}

/// The rows of planned deliveries.
pub fn planned(deliveries: &[NewDelivery]) -> Rows {
    const SHAPE: Shape = Shape {
        before: "insert into webhook_delivery (id, account_id, event_id, endpoint_id, state,
                                               attempts) values ",
        after: " on conflict (event_id, endpoint_id) do nothing",
        columns: 6,
    };
    let values = deliveries.iter().flat_map(|delivery| {
        let NewDelivery { id, account, event, endpoint } = *delivery;
        [id.into(), account.into(), event.into(), endpoint.into(), "waiting".into(), Value::Int(0)]
    });
    Rows::new(SHAPE, values.collect())
}

const DELIVERY: &str = "select d.id, d.account_id, d.event_id, d.endpoint_id, d.state, d.attempts,
        d.last_status, d.last_error, d.delivered_at, e.kind, e.payload, e.created_at
   from webhook_delivery d join webhook_event e on e.id = d.event_id";

pub async fn delivery(
    tx: &mut Tx,
    account: AccountId,
    id: WebhookDeliveryId,
) -> Result<Option<Delivery>, StoreError> {
    let sql = format!("{DELIVERY} where d.account_id = $1 and d.id = $2");
    tx.rows_text(&sql, args![account, id]).await?.first().map(delivery_from_row).transpose()
}

/// Deliveries to an endpoint, newest event first.
pub async fn deliveries(
    tx: &mut Tx,
    account: AccountId,
    endpoint: WebhookEndpointId,
    most: u32,
) -> Result<Vec<Delivery>, StoreError> {
    let sql = format!(
        "{DELIVERY} where d.account_id = $1 and d.endpoint_id = $2
          order by e.created_at desc, e.id desc limit $3"
    );
    tx.rows_text(&sql, args![account, endpoint, most])
        .await?
        .iter()
        .map(delivery_from_row)
        .collect()
}

/// Deliveries to an endpoint that did not arrive, oldest event first.
pub async fn undelivered(
    tx: &mut Tx,
    account: AccountId,
    endpoint: WebhookEndpointId,
    most: u32,
) -> Result<Vec<Delivery>, StoreError> {
    let sql = format!(
        "{DELIVERY} where d.account_id = $1 and d.endpoint_id = $2 and d.state <> 'delivered'
          order by e.created_at, e.id limit $3"
    );
    tx.rows_text(&sql, args![account, endpoint, most])
        .await?
        .iter()
        .map(delivery_from_row)
        .collect()
}

/// Deliveries of all accounts that failed and are tried again, or failed for good, newest event
/// first: for the operator.
pub async fn failing_deliveries(tx: &mut Tx, most: u32) -> Result<Vec<Delivery>, StoreError> {
    let sql = format!(
        "{DELIVERY} where d.state = 'failed' or (d.state = 'waiting' and d.attempts > 0)
          order by e.created_at desc, e.id desc limit $1"
    );
    tx.rows_text(&sql, args![most]).await?.iter().map(delivery_from_row).collect()
}

/// Writes how a try ended.
pub async fn update_delivery(
    tx: &mut Tx,
    account: AccountId,
    delivery: &Delivery,
) -> Result<(), StoreError> {
    tx.execute(
        "update webhook_delivery set state = $3, attempts = $4, last_status = $5, last_error = $6,
                delivered_at = $7
          where account_id = $1 and id = $2",
        args![
            account,
            delivery.id,
            &delivery.state,
            delivery.attempts,
            delivery.last_status,
            delivery.last_error.as_deref(),
            delivery.delivered_at
        ],
    )
    .await?;
    Ok(())
}

fn delivery_from_row(row: &Row) -> Result<Delivery, StoreError> {
    Ok(Delivery {
        id: row.parsed("id")?,
        event: Event {
            id: row.parsed("event_id")?,
            account: row.parsed("account_id")?,
            kind: row.text("kind")?,
            payload: row.text("payload")?,
            created_at: row.time("created_at")?,
        },
        endpoint: row.parsed("endpoint_id")?,
        state: row.text("state")?,
        attempts: row.count("attempts")?,
        last_status: row.opt_int("last_status")?,
        last_error: row.opt_text("last_error")?,
        delivered_at: row.opt_time("delivered_at")?,
    })
}
