//! Webhook receivers that do not answer as they should, over all accounts.

use store::webhook::{self, Delivery, Endpoint};

use super::orders::account_name;
use super::{Console, OperatorError, ROWS_MAX};
use crate::app::App;

/// What fails. Payloads and secrets are the accounts' own and are not shown.
#[derive(Clone, Debug)]
pub struct Failing {
    /// Disabled because they failed, latest first, each with its account's name.
    pub endpoints: Vec<(Endpoint, String)>,
    /// Failed or tried again, newest event first, each with its account's name.
    pub deliveries: Vec<(Delivery, String)>,
}

/// Endpoints and deliveries that fail.
pub async fn failing(app: &App, _: &Console) -> Result<Failing, OperatorError> {
    let mut tx = app.store.read().await?;
    let mut failing = Failing { endpoints: Vec::new(), deliveries: Vec::new() };
    for endpoint in webhook::disabled_endpoints(&mut tx).await? {
        let name = account_name(&mut tx, endpoint.account).await?;
        failing.endpoints.push((endpoint, name));
    }
    for delivery in webhook::failing_deliveries(&mut tx, ROWS_MAX).await? {
        let name = account_name(&mut tx, delivery.event.account).await?;
        failing.deliveries.push((delivery, name));
    }
    Ok(failing)
}
