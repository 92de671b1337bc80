//! `/api/orders`: preview, place, pay and follow orders (B2, B3, P1, P2).

mod body;

pub use body::AcceptedDocument;

use std::sync::Arc;

use app::App;
use app::billing_overview::Attempt;
use app::order::{self, ChangeRefusal, OrderError, OrderView, Place, Preview};
use axum::extract::{Query, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Json, Response};
use people::roles::Permission;
use serde::Serialize;
use units::id::{InvoiceId, OrderId, PaymentAttemptId, PaymentMethodId, SubscriptionId};
use units::{Date, Money, Timestamp};
use utoipa::ToSchema;
use web::refusal::Refused;
use web::{Caller, Path, Problem, idempotency, limits};

use crate::invoices::PayWith;
use crate::operations::{Operations, operations};
use crate::paging::AskedPage;
use crate::shapes::Amount;
use body::NewOrder;

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(preview))
        .routes(operations!(list, place))
        .routes(operations!(show))
        .routes(operations!(pay))
}

/// What placing the order would do.
#[derive(Serialize, ToSchema)]
pub struct OrderPreview {
    /// Signed: send it back as `preview` to do exactly this, or be shown what changed.
    preview: String,
    /// Until when the numbers hold without being worked out again.
    #[schema(value_type = String, format = DateTime)]
    valid_until: Timestamp,
    /// To pay at once.
    #[schema(value_type = Amount)]
    total: Money,
    next: Option<NextCharge>,
    /// What must be accepted to place it: send these back in `accepted`.
    accept: Vec<DocumentToAccept>,
    /// Everything line by line: money now and later, what is gained and lost, data, links, who is
    /// told, the way back. Kinds and parameters, no sentences.
    #[schema(value_type = Object)]
    proposal: serde_json::Value,
}

/// A document in its version of today.
#[derive(Serialize, ToSchema)]
struct DocumentToAccept {
    /// `terms`, `privacy` or `emergency_calls`.
    document: &'static str,
    version: String,
    /// Where it can be read.
    url: String,
}

#[derive(Serialize, ToSchema)]
struct NextCharge {
    #[schema(value_type = String, format = Date)]
    on: Date,
    /// `monthly` or `annual`.
    interval: String,
    #[schema(value_type = Amount)]
    amount: Money,
}

/// An order and how it stands.
#[derive(Serialize, ToSchema)]
pub struct Order {
    #[schema(value_type = String, format = "uuid")]
    id: OrderId,
    /// `awaiting_payment`, `paid` (carried out, with a direct debit perhaps under way) or
    /// `expired`.
    state: &'static str,
    #[schema(value_type = Amount)]
    total: Money,
    #[schema(value_type = String, format = DateTime)]
    placed_at: Timestamp,
    /// When it was paid, or ended unpaid.
    #[schema(value_type = Option<String>, format = DateTime)]
    settled_at: Option<Timestamp>,
    /// When the last step of setting up was done.
    #[schema(value_type = Option<String>, format = DateTime)]
    provisioned_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = "uuid")]
    method: Option<PaymentMethodId>,
    /// The newest.
    payment: Option<Payment>,
    steps: Vec<Step>,
    #[schema(value_type = Option<String>, format = "uuid")]
    invoice: Option<InvoiceId>,
    /// The subscription it changes, or, once it was swapped, the one in its place; none when it
    /// buys a new one.
    #[schema(value_type = Option<String>, format = "uuid")]
    subscription: Option<SubscriptionId>,
    /// What placing it announced.
    #[schema(value_type = Object)]
    proposal: serde_json::Value,
}

/// One attempt to take money.
#[derive(Serialize, ToSchema)]
pub struct Payment {
    #[schema(value_type = String, format = "uuid")]
    id: PaymentAttemptId,
    /// `created`, `pending`, `requires_action`, `succeeded`, `declined` or `unknown` (it is being
    /// looked up; nothing more is charged until then).
    state: &'static str,
    #[schema(value_type = Amount)]
    amount: Money,
    /// With `requires_action`: where the bank wants to hear from the payer.
    challenge_url: Option<String>,
    /// With `declined`: why.
    decline_code: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl From<&Attempt> for Payment {
    fn from(attempt: &Attempt) -> Payment {
        Payment {
            id: attempt.id,
            state: attempt.state.word(),
            amount: attempt.amount,
            challenge_url: attempt.challenge_url.clone(),
            decline_code: attempt.decline_code.clone(),
            created_at: attempt.created_at,
        }
    }
}

/// One step of setting the site up.
#[derive(Serialize, ToSchema)]
struct Step {
    step: String,
    #[schema(value_type = Option<String>, format = DateTime)]
    done_at: Option<Timestamp>,
    /// Times it did not work.
    attempts: u32,
}

/// An order in a list.
#[derive(Serialize, ToSchema)]
struct OrderLine {
    #[schema(value_type = String, format = "uuid")]
    id: OrderId,
    state: &'static str,
    #[schema(value_type = Amount)]
    total: Money,
    #[schema(value_type = String, format = DateTime)]
    placed_at: Timestamp,
}

#[derive(Serialize, ToSchema)]
struct Orders {
    orders: Vec<OrderLine>,
    /// For `after`: the next page. Absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

impl From<OrderView> for Order {
    fn from(view: OrderView) -> Order {
        let order = view.order;
        let step = |step: app::order::Step| Step {
            step: step.step,
            done_at: step.done_at,
            attempts: step.attempts,
        };
        Order {
            id: order.id,
            state: order.state.word(),
            total: order.total,
            placed_at: order.placed_at,
            settled_at: order.settled_at,
            provisioned_at: order.provisioned_at,
            method: order.method,
            payment: view.attempts.first().map(Payment::from),
            steps: view.steps.into_iter().map(step).collect(),
            invoice: view.invoice.map(|issued| issued.invoice.id),
            subscription: view.subscription,
            proposal: plain(&order.proposal),
        }
    }
}

/// A proposal as it is: plain data.
/// Plain data, as JSON.
pub fn plain(data: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(data).expect("plain data has a JSON form")
}

pub fn shown(preview: &Preview) -> OrderPreview {
    let proposal = &preview.proposal;
    OrderPreview {
        preview: preview.token.clone(),
        valid_until: proposal.valid_until(),
        total: proposal.due(),
        next: proposal.next.as_ref().map(|next| NextCharge {
            on: next.on,
            interval: next.interval.word(),
            amount: next.amount,
        }),
        accept: preview.documents.iter().map(to_accept).collect(),
        proposal: plain(proposal),
    }
}

fn to_accept(document: &app::order::Document) -> DocumentToAccept {
    let (version, url) = (document.version.clone(), document.url.clone());
    DocumentToAccept { document: document.kind.word(), version, url }
}

/// A refused order; one that moved carries the new preview.
pub fn refused(error: OrderError) -> Problem {
    match &error {
        OrderError::Moved(fresh) => {
            let members = vec![("preview", plain(&shown(fresh)))];
            Problem::from(Refused { members, ..Refused::of(&error) })
        }
        OrderError::Change(ChangeRefusal::StillAssigned(still)) => {
            let holders = serde_json::to_value(&still.holders).expect("plain data");
            let members = vec![("choose", still.too_many().into()), ("holders", holders)];
            Problem::from(Refused { members, ..Refused::of(&error) })
        }
        OrderError::UnderWay(payment) => {
            let members = vec![
                ("invoice", plain(&payment.invoice)),
                ("amount", plain(&payment.amount)),
                ("on", plain(&payment.on)),
                ("expected", plain(&payment.expected)),
            ];
            Problem::from(Refused { members, ..Refused::of(&error) })
        }
        OrderError::NotAccepted { document, version } => {
            let members =
                vec![("document", document.clone().into()), ("version", version.clone().into())];
            Problem::from(Refused { members, ..Refused::of(&error) })
        }
        _ => error.into(),
    }
}

/// Refuses requests that change what is paid and carry no `Idempotency-Key`.
pub fn needs_key(headers: &HeaderMap) -> Result<(), Problem> {
    match headers.contains_key(idempotency::HEADER) {
        true => Ok(()),
        false => Err(Problem::of_code("idempotency.key_missing")),
    }
}

/// Preview an order
///
/// Nothing is written. The answer lists everything placing the order would do, and signs it.
#[utoipa::path(post, path = "/api/orders/preview", tag = "orders", request_body = NewOrder,
    responses(
        (status = 200, description = "What placing it would do.", body = OrderPreview),
        (status = 422, description = "What is wrong, field by field, or what is not sold.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn preview(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(body): Json<NewOrder>,
) -> Result<Json<OrderPreview>, Problem> {
    caller.needs(Permission::ManageBilling)?;
    let read = body::read_for_preview(&app, &caller.who, &body).await?;
    let preview = order::preview(&app, &caller.who, &read.ask).await.map_err(refused)?;
    Ok(Json(shown(&preview)))
}

/// Place an order
///
/// The same body as for the preview, with `id`, `preview`, `accepted` and `method`. The same id
/// again gives the same order back: a retry orders once. What changed since the preview is refused
/// with 409 and the new `preview`.
#[utoipa::path(post, path = "/api/orders", tag = "orders", request_body = NewOrder,
    params(("Idempotency-Key" = String, Header, description = "1 to 255 characters.")),
    responses(
        (status = 201, description = "The order; its payment may still be under way.",
            body = Order, headers(("Location" = String))),
        (status = 409, description = "Something changed since the preview, or the id was used.",
            content_type = "application/problem+json"),
        (status = 422, description = "What is wrong, field by field.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn place(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    Json(body): Json<NewOrder>,
) -> Result<Response, Problem> {
    caller.needs(Permission::ManageBilling)?;
    needs_key(&headers)?;
    limits::take(&app, &[limits::ORDER_BY_ACCOUNT.for_account(caller.who.account())]).await?;
    let ask: Place = body::read_for_order(&app, &caller.who, &body).await?;
    order::place(&app, &caller.who, &ask).await.map_err(refused)?;
    let placed = order::view(&app, &caller.who, ask.order).await?;
    let location = [(LOCATION, format!("/api/orders/{}", ask.order))];
    Ok((StatusCode::CREATED, location, Json(Order::from(placed))).into_response())
}

/// List orders
///
/// Newest first, a page at a time.
#[utoipa::path(get, path = "/api/orders", tag = "orders", params(AskedPage),
    responses(
        (status = 200, description = "The orders.", body = Orders),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<AskedPage>,
) -> Result<Json<Orders>, Problem> {
    let (after, limit) = asked.read()?;
    let page = order::list(&app, &caller.who, after, limit).await?;
    let line = |order: order::Order| OrderLine {
        id: order.id,
        state: order.state.word(),
        total: order.total,
        placed_at: order.placed_at,
    };
    Ok(Json(Orders {
        orders: page.lines.into_iter().map(line).collect(),
        next: page.next.map(|next| next.to_string()),
    }))
}

/// Show an order
#[utoipa::path(get, path = "/api/orders/{id}", tag = "orders",
    params(("id" = String, Path, format = "uuid", description = "The order's id.")),
    responses(
        (status = 200, description = "The order.", body = Order),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<OrderId>,
) -> Result<Json<Order>, Problem> {
    Ok(Json(order::view(&app, &caller.who, id).await?.into()))
}

/// Pay an order again
///
/// After a decline, with another card or the same one. Refused while a payment is not settled.
#[utoipa::path(post, path = "/api/orders/{id}/payments", tag = "orders", request_body = PayWith,
    params(
        ("id" = String, Path, format = "uuid", description = "The order's id."),
        ("Idempotency-Key" = String, Header, description = "1 to 255 characters.")),
    responses(
        (status = 200, description = "How it stands now.", body = Order),
        (status = 409, description = "It is settled, or a payment is being confirmed.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn pay(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<OrderId>,
    headers: HeaderMap,
    Json(body): Json<PayWith>,
) -> Result<Json<Order>, Problem> {
    caller.needs(Permission::ManageBilling)?;
    needs_key(&headers)?;
    limits::take(&app, &[limits::ORDER_BY_ACCOUNT.for_account(caller.who.account())]).await?;
    order::pay_again(&app, &caller.who, id, body.method).await?;
    Ok(Json(order::view(&app, &caller.who, id).await?.into()))
}
