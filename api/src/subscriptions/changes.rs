//! `/api/subscriptions/{id}/changes`: change, swap, cancel, take back, come back (C2 to C7, A4).
//!
//! Each is an order: previewed, then placed with the preview that was seen.

use std::sync::Arc;

use app::order::{
    self, Accepted, OrderError,
    change::{self, Change, Commit, Swap, Wish},
};
use app::{App, billing_overview};
use axum::extract::State;
use axum::http::header::{IF_MATCH, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Json, Response};
use billing::cancel::Cancel;
use billing::change::When;
use billing::licence::Loser;
use billing::order::{AddOnAsk, PlanAsk};
use billing::subscription::Subscription;
use catalog::{AnchorRule, CreditTo};
use people::roles::Permission;
use serde::Deserialize;
use units::Interval;
use units::id::{OrderId, PaymentMethodId, PersonId, SubscriptionId};
use utoipa::ToSchema;
use web::refusal::Refused;
use web::{Caller, Path, Problem, limits};

use crate::operations::{Operations, operations};
use crate::orders::{AcceptedDocument, Order, OrderPreview, needs_key, plain, refused, shown};

pub fn routes() -> Operations {
    Operations::new().routes(operations!(preview)).routes(operations!(place))
}

/// What should become of a subscription.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewChange {
    /// To place it: made by the caller, the same on every try.
    #[schema(value_type = Option<String>, format = "uuid")]
    id: Option<OrderId>,
    /// `change`, `swap` (for another product), `cancel`, `withdraw` (take back a cancellation, or
    /// else a planned change), `resume` (come back after the end), `end_trial` (the first paid
    /// period begins now) or `keep_after_trial` (it follows the trial, and is charged then).
    #[serde(rename = "do")]
    #[schema(example = "change")]
    action: String,
    /// With `swap`: the product that takes its place.
    #[schema(example = "webinars")]
    product: Option<String>,
    /// With `change`: another tier of the product. With `swap`: a tier of the other product.
    #[schema(example = "plus")]
    tier: Option<String>,
    /// With `change` and `swap`: `monthly` or `annual`; left out: as now.
    interval: Option<String>,
    /// With `change` and `swap`: whether a year is promised, paid `monthly`. Left out: with
    /// `change` as now, with `swap` it is not.
    committed: Option<bool>,
    /// With `change` and `swap`: how many there shall be; left out: as now.
    #[schema(example = 8)]
    seats: Option<u32>,
    /// With `change` and `swap`: all add-ons there shall be. Left out: with `change` as now, with
    /// `swap` none.
    #[schema(max_items = 50)]
    add_ons: Option<Vec<WantedAddOn>>,
    /// With `change`: `now` or `renewal`; with `cancel`: `period_end`, `commitment_end` (when what
    /// was promised ends, without a fee) or `now`. Left out: as the subscription's policy says.
    when: Option<String>,
    /// With `change`: `keep` the billing date, or `reset` it to today.
    anchor: Option<String>,
    /// Where the money of what is given back goes: `balance` or `refund`; with `cancel` also
    /// `none`.
    credit: Option<String>,
    /// With `change` and `swap`, where more people have a licence than there would be: exactly so
    /// many who lose theirs. Without it such a change is refused with the `holders` to choose from.
    #[schema(max_items = 10_000)]
    loses: Option<Vec<Loses>>,
    /// To place it: the documents of the preview's `accept`, by version. With a telephone add-on
    /// that was not there before, the emergency-call policy.
    #[schema(max_items = 10)]
    accepted: Option<Vec<AcceptedDocument>>,
    /// To place it: the token of the preview that was seen.
    preview: Option<String>,
    /// To place it, when something is to pay; with `keep_after_trial` the card that will pay.
    #[schema(value_type = Option<String>, format = "uuid")]
    method: Option<PaymentMethodId>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WantedAddOn {
    #[schema(example = "call_me_domestic")]
    add_on: String,
    /// 0: none of them, as if it were left out of the list.
    #[schema(minimum = 0, example = 2)]
    quantity: u32,
}

/// Somebody who loses a licence.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Loses {
    #[schema(value_type = String, format = "uuid")]
    person: PersonId,
    /// The add-on whose licence it is; left out: a seat.
    #[schema(example = "call_me_domestic")]
    add_on: Option<String>,
}

/// Most people who are chosen in one change.
const LOSERS_MAX: usize = 10_000;
/// Most documents that are accepted with one change.
const ACCEPTED_MAX: usize = 10;
/// Most add-ons of one change.
const ADD_ONS_MAX: usize = 50;

impl NewChange {
    /// The wish; the field that cannot be read with its code otherwise.
    fn wish(&self, present: &Subscription) -> Result<Wish, (&'static str, &'static str)> {
        Ok(match self.action.as_str() {
            "change" => Wish::Change(self.change()?),
            "swap" => Wish::Swap(self.swap(present)?),
            "cancel" => Wish::Cancel(self.cancel()?),
            "withdraw" => Wish::Withdraw,
            "resume" => Wish::Resume,
            "end_trial" => Wish::EndTrial,
            "keep_after_trial" => Wish::KeepAfterTrial,
            _ => return Err(("do", "change.unknown")),
        })
    }

    fn change(&self) -> Result<Change, (&'static str, &'static str)> {
        let parsed = self.tier.as_deref().map(str::parse).transpose();
        Ok(Change {
            tier: parsed.map_err(|_| ("tier", "order.not_sold"))?,
            interval: word("interval", self.interval.as_deref(), Interval::from_word)?,
            committed: self.committed,
            seats: self.seats,
            add_ons: self.wanted_add_ons()?,
            when: word("when", self.when.as_deref(), when)?,
            anchor: word("anchor", self.anchor.as_deref(), anchor)?,
            credit: word("credit", self.credit.as_deref(), credit)?,
            losers: self.losers()?,
        })
    }

    fn losers(&self) -> Result<Vec<Loser>, (&'static str, &'static str)> {
        let all = self.loses.as_deref().unwrap_or_default();
        let loser = |each: &Loses| {
            let add_on = each.add_on.as_deref().map(str::parse).transpose().ok()?;
            Some(Loser { person: each.person, add_on })
        };
        let losers = all.iter().map(loser).collect::<Option<Vec<Loser>>>();
        let losers = losers.filter(|losers| losers.len() <= LOSERS_MAX);
        losers.ok_or(("loses", "change.unknown"))
    }

    /// What takes the place of `present`.
    fn swap(&self, present: &Subscription) -> Result<Swap, (&'static str, &'static str)> {
        let interval = word("interval", self.interval.as_deref(), Interval::from_word)?;
        let product = self.product.as_deref().and_then(|text| text.parse().ok());
        let tier = self.tier.as_deref().and_then(|text| text.parse().ok());
        let plan = PlanAsk {
            product: product.ok_or(("product", "order.not_sold"))?,
            tier: tier.ok_or(("tier", "order.not_sold"))?,
            interval: interval.unwrap_or(present.anchor.interval),
            seats: self.seats.unwrap_or_else(|| present.seats()),
            add_ons: self.wanted_add_ons()?.unwrap_or_default(),
            committed: self.committed.unwrap_or(false),
            trial: false,
        };
        let credit = word("credit", self.credit.as_deref(), credit)?;
        Ok(Swap { plan, credit, losers: self.losers()? })
    }

    fn wanted_add_ons(&self) -> Result<Option<Vec<AddOnAsk>>, (&'static str, &'static str)> {
        let add_on = |each: &WantedAddOn| {
            Some(AddOnAsk { add_on: each.add_on.parse().ok()?, quantity: each.quantity })
        };
        let Some(all) = &self.add_ons else { return Ok(None) };
        let wanted = all.iter().filter(|each| each.quantity > 0);
        let wanted: Option<Vec<AddOnAsk>> = wanted.map(add_on).collect();
        let wanted = wanted.filter(|_| all.len() <= ADD_ONS_MAX);
        wanted.map(Some).ok_or(("add_ons", "order.add_on_not_offered"))
    }

    fn cancel(&self) -> Result<Cancel, (&'static str, &'static str)> {
        match self.when.as_deref() {
            None | Some("period_end") => Ok(Cancel::PeriodEnd),
            Some("commitment_end") => Ok(Cancel::CommitmentEnd),
            Some("now") => {
                let credit = match self.credit.as_deref() {
                    Some("none") => None,
                    said => Some(word("credit", said, credit)?.unwrap_or(CreditTo::Balance)),
                };
                Ok(Cancel::Now { credit })
            }
            Some(_) => Err(("when", "change.unknown")),
        }
    }
}

/// What the body wishes of the subscription `id`.
async fn wish(
    app: &App,
    caller: &Caller,
    id: SubscriptionId,
    body: &NewChange,
) -> Result<Wish, Problem> {
    if body.accepted.as_ref().is_some_and(|accepted| accepted.len() > ACCEPTED_MAX) {
        return Err(Problem::of_fields([("accepted", "request.invalid")]));
    }
    let present = billing_overview::subscription(app, &caller.who, id).await?.subscription;
    body.wish(&present).map_err(|wrong| Problem::of_fields([wrong]))
}

/// The value `text` names, if there is one.
fn word<T>(
    field: &'static str,
    text: Option<&str>,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, (&'static str, &'static str)> {
    text.map(|text| read(text).ok_or((field, "change.unknown"))).transpose()
}

fn when(word: &str) -> Option<When> {
    match word {
        "now" => Some(When::Now),
        "renewal" => Some(When::Renewal),
        _ => None,
    }
}

fn anchor(word: &str) -> Option<AnchorRule> {
    match word {
        "keep" => Some(AnchorRule::Keep),
        "reset" => Some(AnchorRule::Reset),
        _ => None,
    }
}

fn credit(word: &str) -> Option<CreditTo> {
    match word {
        "balance" => Some(CreditTo::Balance),
        "refund" => Some(CreditTo::Refund),
        _ => None,
    }
}

/// Preview a change of a subscription
///
/// Nothing is written. The answer lists everything the change would do, and signs it.
#[utoipa::path(post, path = "/api/subscriptions/{id}/changes/preview", tag = "billing",
    request_body = NewChange,
    params(("id" = String, Path, format = "uuid", description = "The subscription's id.")),
    responses(
        (status = 200, description = "What it would do.", body = OrderPreview),
        (status = 422, description = "What is wrong, field by field, or why it cannot be.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn preview(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<SubscriptionId>,
    Json(body): Json<NewChange>,
) -> Result<Json<OrderPreview>, Problem> {
    caller.needs(Permission::ManageBilling)?;
    let wish = wish(&app, &caller, id, &body).await?;
    let preview = change::preview(&app, &caller.who, id, &wish).await.map_err(refused)?;
    Ok(Json(shown(&preview)))
}

/// Change a subscription
///
/// The same body as for the preview, with `id`, `preview` and, when something is to pay, `method`.
/// What costs nothing now happens at once; the rest as soon as it is paid. The same id again gives
/// the same order back. What moved since the preview is refused with 409 and the new `preview`;
/// with `If-Match`, a subscription that somebody else changed is refused with 412, as it stands now
/// (`subscription`) and with the new `preview`.
#[utoipa::path(post, path = "/api/subscriptions/{id}/changes", tag = "billing",
    request_body = NewChange,
    params(("id" = String, Path, format = "uuid", description = "The subscription's id."),
        ("Idempotency-Key" = String, Header, description = "1 to 255 characters."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read.")),
    responses(
        (status = 201, description = "The order; its payment may still be under way.",
            body = Order, headers(("Location" = String))),
        (status = 409, description = "Something changed since the preview, or the id was used.",
            content_type = "application/problem+json"),
        (status = 412, description = "Somebody else changed the subscription.",
            content_type = "application/problem+json"),
        (status = 422, description = "What is wrong, field by field, or why it cannot be.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn place(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(subscription): Path<SubscriptionId>,
    headers: HeaderMap,
    Json(body): Json<NewChange>,
) -> Result<Response, Problem> {
    caller.needs(Permission::ManageBilling)?;
    needs_key(&headers)?;
    limits::take(&app, &[limits::ORDER_BY_ACCOUNT.for_account(caller.who.account())]).await?;
    let wish = wish(&app, &caller, subscription, &body).await?;
    let (Some(order), Some(preview)) = (body.id, body.preview.clone()) else {
        let required = [("id", body.id.is_none()), ("preview", body.preview.is_none())];
        let missing = required.into_iter().filter(|(_, missing)| *missing);
        return Err(Problem::of_fields(missing.map(|(field, _)| (field, "field.required"))));
    };
    let version = expected(&headers);
    let accepted = body.accepted.as_deref().unwrap_or_default();
    let accepted = accepted.iter().map(Accepted::from).collect();
    let method = body.method;
    let commit = Commit { order, subscription, wish, method, accepted, preview, version };
    match change::commit(&app, &caller.who, &commit).await {
        Err(error @ OrderError::Changed(_)) => {
            return Err(changed(&app, &caller, &commit, error).await?);
        }
        committed => committed.map_err(refused)?,
    };
    let placed = order::view(&app, &caller.who, order).await?;
    let location = [(LOCATION, format!("/api/orders/{order}"))];
    Ok((StatusCode::CREATED, location, Json(Order::from(placed))).into_response())
}

/// The version named by `If-Match`; none when anything will do. A tag we never gave is no version
/// of ours, and matches none.
fn expected(headers: &HeaderMap) -> Option<String> {
    let tag = headers.get(IF_MATCH)?.to_str().unwrap_or_default().trim();
    (tag != "*").then(|| tag.trim_matches('"').to_owned())
}

/// Refused because somebody else was faster: the subscription as it stands now, and what the wish
/// would do to it.
async fn changed(
    app: &App,
    caller: &Caller,
    commit: &Commit,
    error: OrderError,
) -> Result<Problem, Problem> {
    let present = billing_overview::subscription(app, &caller.who, commit.subscription).await?;
    let mut members = vec![("subscription", plain(&super::Subscription::from(present)))];
    if let OrderError::Changed(preview) = &error {
        members.push(("preview", plain(&shown(preview))));
    }
    Ok(Problem::from(Refused { members, ..Refused::of(&error) }))
}
