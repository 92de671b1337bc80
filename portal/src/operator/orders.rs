//! `/operator/orders` and `/operator/provisioning`: orders, and the sites set up for them.

use std::sync::Arc;

use app::App;
use app::operator::orders::{self, Order, OrderState, SetUp};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;
use texts::{Args, Texts};
use units::id::{AccountId, OrderId};
use units::{Locale, Money, Timestamp, Zone};
use web::{Face, Operator, PageError, Path, news, urls};

use super::{AccountLink, console};
use crate::state::State as Stand;

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::OPERATOR_ORDERS, get(list))
        .route(urls::OPERATOR_PROVISIONING, get(set_ups))
        .route("/operator/provisioning/{account}/{order}/retry", post(retry))
}

/// One line of a list of orders.
#[derive(Serialize)]
pub struct OrderLine {
    number: OrderId,
    at: Timestamp,
    state: Stand,
    total: Money,
    account: Option<AccountLink>,
}

impl OrderLine {
    pub fn of(texts: &Texts, locale: &Locale, order: &Order) -> OrderLine {
        let (key, stand): (_, fn(String) -> Stand) = match order.state {
            OrderState::AwaitingPayment => ("awaiting-payment", Stand::plain),
            OrderState::Paid if order.provisioned_at.is_none() => ("being-set-up", Stand::warning),
            OrderState::Paid => ("paid", Stand::good),
            OrderState::Expired => ("expired", Stand::plain),
        };
        OrderLine {
            number: order.id,
            at: order.placed_at,
            state: stand(texts.plain(locale, &format!("operator-order-state-{key}"))),
            total: order.total,
            account: None,
        }
    }
}

#[derive(Serialize)]
struct OrdersPage {
    orders: Vec<OrderLine>,
    zone: Zone,
}

/// `GET /operator/orders`
async fn list(State(app): State<Arc<App>>, operator: Operator) -> Result<Response, PageError> {
    let found = orders::list(&app, &console(&operator)?).await?;
    let line = |line: &orders::OrderLine| OrderLine {
        account: Some(AccountLink::to(line.order.account, &line.account_name)),
        ..OrderLine::of(&app.texts, &operator.locale, &line.order)
    };
    let page = OrdersPage { orders: found.iter().map(line).collect(), zone: operator.zone.clone() };
    operator.page("operator/orders.html", page).await
}

#[derive(Serialize)]
struct SetUpsPage {
    set_ups: Vec<SetUpLine>,
}

#[derive(Serialize)]
struct SetUpLine {
    account: AccountLink,
    order: OrderId,
    steps: Vec<StepLine>,
    failing: bool,
    retry_href: String,
}

#[derive(Serialize)]
struct StepLine {
    label: String,
    state: &'static str,
    note: Option<String>,
}

/// `GET /operator/provisioning`
async fn set_ups(State(app): State<Arc<App>>, operator: Operator) -> Result<Response, PageError> {
    let found = orders::being_set_up(&app, &console(&operator)?).await?;
    let line = |set_up: &SetUp| set_up_line(&app.texts, &operator.locale, set_up);
    let page = SetUpsPage { set_ups: found.iter().map(line).collect() };
    operator.page("operator/provisioning.html", page).await
}

fn set_up_line(texts: &Texts, locale: &Locale, set_up: &SetUp) -> SetUpLine {
    let next = set_up.steps.iter().position(|step| step.done_at.is_none());
    let steps = set_up.steps.iter().enumerate().map(|(index, step)| {
        let state = match (step.done_at, &step.error) {
            (Some(_), _) => "done",
            (None, Some(_)) => "failed",
            (None, None) if next == Some(index) => "current",
            (None, None) => "waiting",
        };
        let note = step.error.as_deref().map(|error| {
            let args = Args::new().with("count", step.attempts).with("error", error);
            texts.get(locale, "operator-step-failed", &args)
        });
        let key = format!("operator-step-{}", step.step.replace('_', "-"));
        StepLine { label: texts.plain(locale, &key), state, note }
    });
    SetUpLine {
        account: AccountLink::to(set_up.account, &set_up.account_name),
        order: set_up.order,
        steps: steps.collect(),
        failing: set_up.failing().is_some(),
        retry_href: format!(
            "{}/{}/{}/retry",
            urls::OPERATOR_PROVISIONING,
            set_up.account,
            set_up.order
        ),
    }
}

/// `POST /operator/provisioning/{account}/{order}/retry`
async fn retry(
    State(app): State<Arc<App>>,
    operator: Operator,
    Path((account, order)): Path<(AccountId, OrderId)>,
) -> Result<Response, PageError> {
    orders::retry_set_up(&app, &console(&operator)?, account, order).await?;
    Ok(news::redirect(urls::OPERATOR_PROVISIONING, "news-operator-retried"))
}
