//! `/api/subscriptions`: what the account pays for, period after period.

mod changes;

use std::sync::Arc;

use app::App;
use app::billing_overview::{self, Subscribed};
use axum::extract::State;
use axum::http::header::ETAG;
use axum::response::{IntoResponse, Json, Response};
use serde::Serialize;
use units::id::{OrderId, SubscriptionId};
use units::{Date, Money, Timestamp};
use utoipa::ToSchema;
use web::{Caller, Path, Problem};

use crate::operations::{Operations, operations};
use crate::shapes::Amount;

pub fn routes() -> Operations {
    Operations::new().routes(operations!(list)).routes(operations!(show)).merge(changes::routes())
}

#[derive(Serialize, ToSchema)]
struct Subscription {
    #[schema(value_type = String, format = "uuid")]
    id: SubscriptionId,
    #[schema(value_type = String, format = "uuid")]
    order: OrderId,
    product: String,
    tier: String,
    /// `trialing`, `active`, `past_due`, `suspended`, `pending_cancellation` or `ended`.
    state: &'static str,
    /// `monthly` or `annual`.
    interval: String,
    /// The day periods are counted from.
    #[schema(value_type = String, format = Date)]
    anchor: Date,
    /// Days begin at midnight here.
    zone: String,
    #[schema(value_type = String, format = DateTime)]
    period_start: Timestamp,
    /// Does not belong to the period.
    #[schema(value_type = String, format = DateTime)]
    period_end: Timestamp,
    /// Seats first, then add-ons.
    items: Vec<SubscribedItem>,
    /// Net, for a full period.
    #[schema(value_type = Amount)]
    price: Money,
    /// The next charge, tax included at today's rates.
    next_charge: Option<Charge>,
    /// A change that waits for the renewal.
    planned: Option<Planned>,
    /// Of the present or the last end.
    cancellation: Option<Cancellation>,
    /// What was promised, where something was.
    commitment: Option<Commitment>,
    /// The free days it began with; none when it began with a paid period.
    trial: Option<Trial>,
}

/// A year that is promised and paid monthly.
#[derive(Serialize, ToSchema)]
struct Commitment {
    #[schema(value_type = String, format = Date)]
    since: Date,
    /// The end of the present promise; the next follows it.
    #[schema(value_type = String, format = Date)]
    until: Date,
    /// What cancelling for the end of the present period would cost now, net; zero when nothing is
    /// left to pay.
    #[schema(value_type = Amount)]
    early_fee: Money,
}

#[derive(Serialize, ToSchema)]
struct Trial {
    #[schema(value_type = String, format = Date)]
    from: Date,
    /// The first day after it.
    #[schema(value_type = String, format = Date)]
    to: Date,
    /// What its end brings: `subscribe` (the first period is charged) or `end`.
    then: &'static str,
}

#[derive(Serialize, ToSchema)]
struct Planned {
    #[schema(value_type = String, format = Date)]
    on: Date,
    tier: String,
    interval: String,
    items: Vec<SubscribedItem>,
}

#[derive(Serialize, ToSchema)]
struct Cancellation {
    #[schema(value_type = String, format = DateTime)]
    asked_at: Timestamp,
    /// The first day without it.
    #[schema(value_type = String, format = Date)]
    ends_on: Date,
}

#[derive(Serialize, ToSchema)]
struct SubscribedItem {
    /// None for the tier's seats.
    add_on: Option<String>,
    name: String,
    quantity: u32,
    /// Of one, for a full period, net.
    #[schema(value_type = Amount)]
    unit: Money,
}

#[derive(Serialize, ToSchema)]
struct Charge {
    #[schema(value_type = String, format = Date)]
    on: Date,
    #[schema(value_type = Amount)]
    amount: Money,
}

#[derive(Serialize, ToSchema)]
struct Subscriptions {
    subscriptions: Vec<Subscription>,
}

impl From<Subscribed> for Subscription {
    fn from(each: Subscribed) -> Subscription {
        let sub = each.subscription;
        let period = sub.period();
        let price = sub.price();
        Subscription {
            id: sub.id,
            order: sub.order,
            product: sub.product.to_string(),
            tier: sub.tier.to_string(),
            state: sub.state.word(),
            interval: sub.anchor.interval.word(),
            anchor: sub.anchor.date,
            zone: sub.anchor.zone.to_string(),
            period_start: period.start(),
            period_end: period.end(),
            planned: sub.scheduled.as_ref().map(|planned| Planned {
                on: sub.renews_on(),
                tier: planned.tier.to_string(),
                interval: planned.interval.word(),
                items: items(planned.items.clone()),
            }),
            cancellation: sub.cancellation.as_ref().map(|cancellation| Cancellation {
                asked_at: cancellation.asked_at,
                ends_on: cancellation.ends_on,
            }),
            commitment: commitment(&sub),
            trial: sub.trial.as_ref().map(|trial| Trial {
                from: trial.from,
                to: trial.to,
                then: trial.then.word(),
            }),
            items: items(sub.items),
            price,
            next_charge: each.next.map(|next| Charge { on: next.on, amount: next.amount }),
        }
    }
}

fn commitment(sub: &billing::subscription::Subscription) -> Option<Commitment> {
    let commitment = sub.commitment?;
    let fee = billing::commitment::fee_line(sub, billing::tax::Tax::OutsideScope);
    Some(Commitment {
        since: commitment.since,
        until: sub.committed_until()?,
        early_fee: fee.map_or(Money::zero(sub.currency), |line| line.amount),
    })
}

fn items(items: Vec<billing::subscription::SubscribedItem>) -> Vec<SubscribedItem> {
    let item = |item: billing::subscription::SubscribedItem| SubscribedItem {
        add_on: item.add_on.map(|add_on| add_on.to_string()),
        name: item.name,
        quantity: item.quantity,
        unit: item.unit,
    };
    items.into_iter().map(item).collect()
}

/// List subscriptions
#[utoipa::path(get, path = "/api/subscriptions", tag = "billing",
    responses(
        (status = 200, description = "Oldest first, ended ones too.", body = Subscriptions),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<Subscriptions>, Problem> {
    let all = billing_overview::subscriptions(&app, &caller.who).await?;
    Ok(Json(Subscriptions { subscriptions: all.into_iter().map(Subscription::from).collect() }))
}

/// Show a subscription
#[utoipa::path(get, path = "/api/subscriptions/{id}", tag = "billing",
    params(("id" = String, Path, format = "uuid", description = "The subscription's id.")),
    responses(
        (status = 200, description = "The subscription.", body = Subscription,
            headers(("ETag" = String))),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<SubscriptionId>,
) -> Result<Response, Problem> {
    let subscribed = billing_overview::subscription(&app, &caller.who, id).await?;
    let tag = format!("\"{}\"", subscribed.subscription.version());
    Ok(([(ETAG, tag)], Json(Subscription::from(subscribed))).into_response())
}
