//! `/orders`: each order from awaiting its payment to the site that is ready (B3, B4, D1).

use std::sync::Arc;

use app::order::{self, Attempt, Method, OrderState, OrderView, Step};
use app::page::Cursor;
use app::words::order_number;
use app::{App, billing_overview};
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use billing::payment::AttemptState;
use billing::proposal::Title;
use people::roles::Permission;
use serde::Serialize;
use texts::Args;
use units::id::{OrderId, kind};
use units::{Date, Money, Timestamp, Zone};
use web::forms::{Asked, FieldErrors};
use web::{Face, Form, Member, PageError, Path, limits, urls};

use crate::audit::Paging;
use crate::cards::{self, Chosen, MethodChoice, TestNumber};
use crate::debits::{self, DebitForm};

/// Where the list is.
pub const ORDERS: &str = "/orders";

pub fn routes() -> Router<Face> {
    Router::new()
        .route(ORDERS, get(list))
        .route("/orders/{id}", get(show))
        .route("/orders/{id}/payments", post(pay))
}

#[derive(Serialize)]
struct OrdersPage {
    orders: Vec<Line>,
    paging: Paging,
    zone: Zone,
}

#[derive(Serialize)]
struct Line {
    number: String,
    href: String,
    name: String,
    placed_at: Timestamp,
    state: Standing,
    total: Money,
}

/// A state in words, with its tone.
#[derive(Serialize)]
pub struct Standing {
    pub text: String,
    pub tone: Option<&'static str>,
}

#[derive(Serialize)]
struct OrderPage {
    state: &'static str,
    /// What is to be said first: of a trial, or by the state.
    title: String,
    lead: String,
    /// Nothing was to pay: a trial, or what the credit balance paid.
    is_free: bool,
    number: String,
    name: String,
    placed_at: Timestamp,
    zone: Zone,
    total: Money,
    challenge: Option<Href>,
    declined: Option<Text>,
    retry_href: String,
    /// Where what was asked can be changed.
    edit_href: String,
    /// The subscription it changed.
    subscription_href: Option<String>,
    methods: Vec<MethodChoice>,
    form: Chosen,
    errors: FieldErrors,
    test_cards: Vec<TestNumber>,
    /// Where a new one is left on the gateway's own page.
    add_at: Option<cards::AddAt>,
    debit: Option<DebitForm>,
    /// When its debit is expected to be through, and what is open otherwise once it was carried
    /// out.
    collects_on: Option<Date>,
    open: Option<Money>,
    steps: Vec<StepLine>,
    invoice: Option<InvoiceLink>,
    site: Option<SiteLink>,
    method: Option<String>,
}

#[derive(Serialize)]
struct Href {
    href: String,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct StepLine {
    label: String,
    state: &'static str,
    note: Option<String>,
}

#[derive(Serialize)]
struct InvoiceLink {
    number: String,
    href: String,
    pdf_href: String,
}

#[derive(Serialize)]
struct SiteLink {
    host: String,
    url: String,
}

/// Orders of one page of the list.
const PAGE: u32 = 25;

/// `GET /orders?after=…`
async fn list(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let after: Option<Cursor<kind::Order>> = asked.parsed("after");
    let page = order::list(&app, &member.who, after, PAGE).await?;
    let line = |order: &order::Order| {
        let is_set_up = order.provisioned_at.is_some();
        Line {
            number: order_number(order.id),
            href: urls::order(order.id),
            name: name(&order.proposal.title),
            placed_at: order.placed_at,
            state: Standing {
                text: member.text(state_key(order.state, is_set_up)),
                tone: match order.state {
                    OrderState::AwaitingPayment => Some("warning"),
                    OrderState::Paid => Some("good"),
                    OrderState::Expired => None,
                },
            },
            total: order.total,
        }
    };
    let orders = page.lines.iter().map(line).collect();
    let paging = Paging::after(ORDERS, after.is_some(), page.next.as_ref());
    let zone = member.zone.clone();
    member.page("portal/orders.html", OrdersPage { orders, paging, zone }).await
}

/// What was bought, as the catalog called it.
fn name(title: &Title) -> String {
    match title {
        Title::Order { name, .. }
        | Title::Trial { name, .. }
        | Title::KeepAfterTrial { name, .. }
        | Title::Renewal { name }
        | Title::Change { name, .. }
        | Title::Cancel { name, .. }
        | Title::Withdraw { name }
        | Title::Resume { name }
        | Title::EndTrial { name }
        | Title::Swap { name, .. } => name.clone(),
    }
}

/// `GET /orders/{id}`
async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<OrderId>,
) -> Result<Response, PageError> {
    let view = order::view(&app, &member.who, id).await?;
    let page = page(&app, &member, &view, FieldErrors::default()).await?;
    member.page("portal/order.html", page).await
}

/// `POST /orders/{id}/payments`: another card, or the same one again.
async fn pay(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<OrderId>,
    Form(form): Form,
) -> Result<Response, PageError> {
    member.needs(Permission::ManageBilling)?;
    let view = order::view(&app, &member.who, id).await?;
    limits::take(&app, &[limits::ORDER_BY_ACCOUNT.for_account(member.who.account())]).await?;
    let mut errors = FieldErrors::default();
    let chosen = cards::chosen(&app, &member.who, &member.locale, &form, &mut errors).await?;
    let Some(method) = chosen else {
        let page = page(&app, &member, &view, errors).await?;
        return member.refused_page("portal/order.html", page).await;
    };
    order::pay_again(&app, &member.who, id, method).await?;
    Ok(Redirect::to(&urls::order(id)).into_response())
}

async fn page(
    app: &App,
    member: &Member,
    view: &OrderView,
    errors: FieldErrors,
) -> Result<OrderPage, PageError> {
    let order = &view.order;
    let state = state(view);
    let newest = view.attempts.first();
    let declined = state == "declined";
    let methods = match declined {
        true => billing_overview::methods(app, &member.who).await?,
        false => Vec::new(),
    };
    let currency = order.total.currency;
    let methods = cards::choices(app, &member.locale, &methods, currency);
    let debit = match declined {
        true => debits::form(app, member.face(), &member.locale, currency).await?,
        false => None,
    };
    let first = methods.first().map(|method| method.value.clone());
    let challenge = newest.and_then(|attempt| attempt.challenge_url.clone());
    let key = heading(view, state);
    Ok(OrderPage {
        title: member.text(&key),
        lead: member.text(&format!("{key}-text")),
        is_free: !order.total.is_positive(),
        number: order_number(order.id),
        name: name(&order.proposal.title),
        placed_at: order.placed_at,
        zone: member.zone.clone(),
        total: order.total,
        challenge: challenge.map(|href| Href { href }),
        declined: newest.filter(|_| declined).map(|attempt| Text {
            text: reason(member, attempt, view.method.as_ref().is_some_and(Method::is_debit)),
        }),
        subscription_href: view.subscription.map(urls::subscription),
        edit_href: edit_href(view),
        retry_href: format!("{}/payments", urls::order(order.id)),
        form: cards::preset(first, &errors),
        methods,
        errors,
        add_at: cards::add_at(app, &urls::order(order.id)),
        test_cards: if declined {
            cards::test_cards(member.face(), &member.locale)
        } else {
            Vec::new()
        },
        debit,
        collects_on: collects_on(view),
        open: open(view),
        steps: steps(member, view, state),
        invoice: view.invoice.as_ref().map(|issued| InvoiceLink {
            number: issued.invoice.number.clone(),
            href: urls::invoice(issued.invoice.id),
            pdf_href: urls::invoice_pdf(issued.invoice.id),
        }),
        site: order.particulars.site_name.as_deref().map(|name| {
            let host = app::plan::own_address(app, name);
            SiteLink { url: app.config.host_url(&host, "/"), host }
        }),
        method: view.method.as_ref().map(|card| cards::words(&app.texts, &member.locale, card)),
        state,
    })
}

/// Where what was asked can be asked otherwise.
fn edit_href(view: &OrderView) -> String {
    let Some(sub) = &view.order.changes else { return urls::CART.to_owned() };
    match view.order.proposal.title {
        Title::Cancel { .. } => {
            urls::with_query(&urls::review_subscription(sub.id), &[("do", "cancel")])
        }
        Title::Swap { .. } => urls::swap_subscription(sub.id),
        _ => urls::change_subscription(sub.id),
    }
}

/// The key of what is said first: a trial that has begun is not "paid", nor is a cancellation.
fn heading(view: &OrderView, state: &str) -> String {
    let order = &view.order;
    let kind = match order.proposal.title {
        Title::Trial { .. } if order.total.is_zero() && order.state == OrderState::Paid => "trial-",
        Title::Cancel { .. } if state == "paid" && collects_on(view).is_some() => {
            "debit-cancellation-"
        }
        _ if collects_on(view).is_some() => "debit-",
        Title::Cancel { .. } if state == "paid" => "cancellation-",
        _ => "",
    };
    format!("orders-state-{kind}{}", state.replace('_', "-"))
}

/// When the debit under way is expected to have collected it.
fn collects_on(view: &OrderView) -> Option<Date> {
    let issued = view.invoice.as_ref().filter(|issued| !issued.is_paid())?;
    issued.settlement.collects_on
}

/// What is open of an order that was carried out, while no debit is under way.
fn open(view: &OrderView) -> Option<Money> {
    let issued = view.invoice.as_ref().filter(|issued| !issued.is_paid())?;
    collects_on(view).is_none().then(|| issued.open())
}

/// Has a payment of it come through, whatever became of the order?
fn is_paid(view: &OrderView) -> bool {
    view.attempts.iter().any(|attempt| attempt.state == AttemptState::Succeeded)
}

/// Where the order stands, as its page calls it.
fn state(view: &OrderView) -> &'static str {
    match view.order.state {
        OrderState::Expired if is_paid(view) => "too_late",
        OrderState::Expired => "cancelled",
        OrderState::Paid if view.order.provisioned_at.is_none() => "provisioning",
        OrderState::Paid if view.order.particulars.site_name.is_none() => "paid",
        OrderState::Paid => "done",
        OrderState::AwaitingPayment => match view.attempts.first().map(|attempt| attempt.state) {
            Some(AttemptState::RequiresAction) => "needs_action",
            Some(AttemptState::Declined) => "declined",
            _ => "confirming",
        },
    }
}

/// Why the bank said no, as far as it told.
pub fn reason(member: &Member, attempt: &Attempt, is_debit: bool) -> String {
    let key = match attempt.decline_code.as_deref() {
        Some("insufficient_funds") if is_debit => "orders-declined-insufficient-funds-debit",
        _ if is_debit => "orders-declined-declined-debit",
        Some("insufficient_funds") => "orders-declined-insufficient-funds",
        Some("expired_card") => "orders-declined-expired-card",
        Some("authentication_failed" | "authentication_expired") => {
            "orders-declined-authentication"
        }
        _ => "orders-declined-declined",
    };
    member.text(key)
}

/// The payment, the limits, and the steps of setting the site up.
fn steps(member: &Member, view: &OrderView, state: &str) -> Vec<StepLine> {
    let paid = view.order.state == OrderState::Paid;
    let line =
        |key: &str, state: &'static str| StepLine { label: member.text(key), state, note: None };
    let waiting = if state == "confirming" { "current" } else { "waiting" };
    let free = view.order.total.is_zero();
    let then = match view.order.proposal.title {
        Title::Cancel { .. } => "orders-step-cancelled",
        _ => "orders-step-limits",
    };
    let first = match (free, collects_on(view), open(view).is_some()) {
        (true, ..) => line("orders-step-ordered", if paid { "done" } else { waiting }),
        (false, Some(on), _) => {
            let args = Args::new().with("date", on);
            let label = member.face().texts().get(&member.locale, "orders-step-debit", &args);
            StepLine { label, state: "current", note: None }
        }
        (false, None, true) => line("orders-step-debit-failed", "failed"),
        (false, None, false) => line("orders-step-paid", if paid { "done" } else { waiting }),
    };
    let mut lines = vec![first, line(then, if paid { "done" } else { "waiting" })];
    let mut before_done = paid;
    for step in &view.steps {
        lines.push(provisioning_step(member, step, before_done));
        before_done = step.done_at.is_some();
    }
    lines
}

fn provisioning_step(member: &Member, step: &Step, before_done: bool) -> StepLine {
    let done = step.done_at.is_some();
    let state = match (done, &step.error, before_done) {
        (true, _, _) => "done",
        (false, Some(_), _) => "failed",
        (false, None, true) => "current",
        (false, None, false) => "waiting",
    };
    let args = Args::new().with("count", step.attempts);
    let texts = member.face().texts();
    StepLine {
        label: member.text(&format!("orders-step-{}", step.step.replace('_', "-"))),
        state,
        note: (state == "failed").then(|| texts.get(&member.locale, "orders-step-retry", &args)),
    }
}

/// Whether an order is on its way to more than what it is now.
pub fn state_key(state: OrderState, is_set_up: bool) -> &'static str {
    match (state, is_set_up) {
        (OrderState::AwaitingPayment, _) => "orders-badge-awaiting-payment",
        (OrderState::Paid, false) => "orders-badge-provisioning",
        (OrderState::Paid, true) => "orders-badge-done",
        (OrderState::Expired, _) => "orders-badge-cancelled",
    }
}
