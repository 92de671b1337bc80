//! Orders and the sites that are set up for them, as an operator sees them.

use serde_json::json;
pub use store::order::{Order, OrderState};
use store::provisioning::Step;
use store::{StoreError, Tx};
use units::id::{AccountId, OrderId};

use super::{Console, OperatorError, ROWS_MAX, note};
use crate::app::App;

/// An order and whose it is.
#[derive(Clone, Debug)]
pub struct OrderLine {
    pub order: Order,
    pub account_name: String,
}

/// Orders of all accounts, newest first.
pub async fn list(app: &App, _: &Console) -> Result<Vec<OrderLine>, OperatorError> {
    let mut tx = app.store.read().await?;
    let mut lines = Vec::new();
    for order in store::order::list_all(&mut tx, ROWS_MAX).await? {
        let account_name = account_name(&mut tx, order.account).await?;
        lines.push(OrderLine { order, account_name });
    }
    Ok(lines)
}

/// The name of `account`; empty when it is gone.
pub(super) async fn account_name(tx: &mut Tx, account: AccountId) -> Result<String, StoreError> {
    let account = store::account::find(tx, account).await?;
    Ok(account.map(|account| account.name).unwrap_or_default())
}

/// An order whose site is being set up.
#[derive(Clone, Debug)]
pub struct SetUp {
    pub account: AccountId,
    pub account_name: String,
    pub order: OrderId,
    /// All of them, in order.
    pub steps: Vec<Step>,
}

impl SetUp {
    /// The step that failed last time it was tried.
    pub fn failing(&self) -> Option<&Step> {
        self.steps.iter().find(|step| step.done_at.is_none() && step.error.is_some())
    }
}

/// Orders with steps that are not done, oldest first.
pub async fn being_set_up(app: &App, _: &Console) -> Result<Vec<SetUp>, OperatorError> {
    let mut tx = app.store.read().await?;
    Ok(set_ups(&mut tx).await?)
}

pub(super) async fn set_ups(tx: &mut Tx) -> Result<Vec<SetUp>, StoreError> {
    let mut found: Vec<SetUp> = Vec::new();
    for step in store::provisioning::unfinished(tx).await? {
        if found.last().is_some_and(|last| last.order == step.order) {
            continue;
        }
        found.push(SetUp {
            account: step.account,
            account_name: account_name(tx, step.account).await?,
            order: step.order,
            steps: store::provisioning::steps(tx, step.account, step.order).await?,
        });
    }
    Ok(found)
}

/// Tries the steps that are left now rather than later.
pub async fn retry_set_up(
    app: &App,
    console: &Console,
    account: AccountId,
    order: OrderId,
) -> Result<(), OperatorError> {
    let mut tx = app.store.begin().await?;
    if store::order::find(&mut tx, account, order).await?.is_none() {
        return Err(OperatorError::NotFound);
    }
    let key = order.to_string();
    if !store::due::bring_forward(&mut tx, "provision", &key, app.now()).await? {
        return Err(OperatorError::NotFound);
    }
    let change = json!({ "order": order });
    note(app, &mut tx, console, Some(account), "operator.set_up_retried", key, change).await?;
    tx.commit().await?;
    Ok(())
}
