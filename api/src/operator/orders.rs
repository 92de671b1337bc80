//! `/api/operator/orders` and `/api/operator/provisioning`.

use std::sync::Arc;

use app::App;
use app::operator::orders::{self, OrderLine, SetUp};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use serde::Serialize;
use units::id::{AccountId, OrderId};
use units::{Money, Timestamp};
use utoipa::ToSchema;
use web::{Caller, Path, Problem};

use super::console;
use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(list))
        .routes(operations!(being_set_up))
        .routes(operations!(retry))
}

#[derive(Serialize, ToSchema)]
struct OperatorOrder {
    #[schema(value_type = String, format = Uuid)]
    id: OrderId,
    #[schema(value_type = String, format = Uuid)]
    account: AccountId,
    account_name: String,
    /// `awaiting_payment`, `paid` or `expired`.
    state: &'static str,
    /// In minor units, with its currency.
    #[schema(value_type = Object, example = json!({"minor": 13090, "currency": "EUR"}))]
    total: Money,
    #[schema(value_type = String, format = DateTime)]
    placed_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    settled_at: Option<Timestamp>,
    /// When the last step of setting up was done.
    #[schema(value_type = Option<String>, format = DateTime)]
    provisioned_at: Option<Timestamp>,
}

#[derive(Serialize, ToSchema)]
struct OperatorOrders {
    orders: Vec<OperatorOrder>,
}

/// An order whose site is being set up.
#[derive(Serialize, ToSchema)]
struct SiteSetUp {
    #[schema(value_type = String, format = Uuid)]
    account: AccountId,
    #[schema(value_type = String, format = Uuid)]
    order: OrderId,
    steps: Vec<SetUpStep>,
}

#[derive(Serialize, ToSchema)]
struct SetUpStep {
    step: String,
    #[schema(value_type = Option<String>, format = DateTime)]
    done_at: Option<Timestamp>,
    /// Failed tries.
    attempts: u32,
    error: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct SiteSetUps {
    set_ups: Vec<SiteSetUp>,
}

fn order(line: &OrderLine) -> OperatorOrder {
    let order = &line.order;
    OperatorOrder {
        id: order.id,
        account: order.account,
        account_name: line.account_name.clone(),
        state: order.state.word(),
        total: order.total,
        placed_at: order.placed_at,
        settled_at: order.settled_at,
        provisioned_at: order.provisioned_at,
    }
}

fn set_up(found: &SetUp) -> SiteSetUp {
    let steps = found.steps.iter().map(|step| SetUpStep {
        step: step.step.clone(),
        done_at: step.done_at,
        attempts: step.attempts,
        error: step.error.clone(),
    });
    SiteSetUp { account: found.account, order: found.order, steps: steps.collect() }
}

/// List orders of all accounts
///
/// The newest hundred.
#[utoipa::path(get, path = "/api/operator/orders", tag = "operator",
    responses(
        (status = 200, description = "Orders.", body = OperatorOrders),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Json<OperatorOrders>, Problem> {
    let lines = orders::list(&app, &console(&caller)?).await?;
    Ok(Json(OperatorOrders { orders: lines.iter().map(order).collect() }))
}

/// List sites being set up
///
/// With their steps, and what went wrong.
#[utoipa::path(get, path = "/api/operator/provisioning", tag = "operator",
    responses(
        (status = 200, description = "Sites being set up.", body = SiteSetUps),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn being_set_up(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Json<SiteSetUps>, Problem> {
    let found = orders::being_set_up(&app, &console(&caller)?).await?;
    Ok(Json(SiteSetUps { set_ups: found.iter().map(set_up).collect() }))
}

/// Try setting up a site again
///
/// Now rather than later.
#[utoipa::path(post, path = "/api/operator/provisioning/{account}/{order}/retry", tag = "operator",
    params(
        ("account" = String, Path, format = Uuid, description = "The account's id."),
        ("order" = String, Path, format = Uuid, description = "The order's id.")),
    responses(
        (status = 202, description = "It is tried again."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn retry(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((account, order)): Path<(AccountId, OrderId)>,
) -> Result<StatusCode, Problem> {
    orders::retry_set_up(&app, &console(&caller)?, account, order).await?;
    Ok(StatusCode::ACCEPTED)
}
