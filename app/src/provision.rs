//! Provisioning: an account gets its own site, in durable steps (B4).
//!
//! Each step is one transaction that also marks it done, so that a crash at any moment leaves
//! either the step before or the step after. A failed step is tried again and shown; the order is
//! never lost.

use serde::{Deserialize, Serialize};
use serde_json::json;
use store::audit::By;
use store::due::NewDue;
use store::provisioning::Step;
use store::site::{Site, SiteKind};
use store::{StoreError, Tx};
use units::Timestamp;
use units::id::{AccountId, OrderId};

use crate::app::App;
use crate::trail::{self, Done};
use crate::work::Outcome;

/// The steps, in order: the site becomes the account's, its meetings move there (links and numbers
/// stay), and those concerned are told.
pub const STEPS: [&str; 3] = ["open_site", "move_meetings", "tell_people"];

/// Names an order in due work.
#[derive(Serialize, Deserialize)]
pub struct OrderRef {
    pub account: AccountId,
    pub order: OrderId,
}

/// Makes the regional site if it is not there yet.
pub(crate) async fn ensure_regional_site(
    app: &App,
    tx: &mut Tx,
    now: Timestamp,
) -> Result<(), StoreError> {
    let region = &app.config.region;
    if store::site::by_name(tx, SiteKind::Regional, region).await?.is_some() {
        return Ok(());
    }
    let site = Site { id: app.id(), kind: SiteKind::Regional, account: None, name: region.clone() };
    store::site::insert(tx, &site, now).await
}

/// Plans the steps of a paid order.
pub async fn plan(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    order: OrderId,
) -> Result<(), StoreError> {
    let now = app.now();
    store::provisioning::plan(tx, account, order, &STEPS).await?;
    let work = NewDue {
        id: app.id(),
        account: Some(account),
        kind: "provision",
        key: order.to_string(),
        payload: &OrderRef { account, order },
        due_at: now,
        now,
    };
    store::due::add(tx, work).await
}

/// Due work: does the steps that are left, one transaction each.
pub async fn run(app: &App, work: &OrderRef) -> Outcome {
    loop {
        match next_step(app, work).await {
            Ok(None) => return Outcome::Done,
            Ok(Some(step)) => {
                if let Err(error) = do_step(app, work, &step).await {
                    return failed(app, &step, &error).await;
                }
            }
            Err(error) => return error.into(),
        }
    }
}

async fn next_step(app: &App, work: &OrderRef) -> Result<Option<Step>, StoreError> {
    let mut tx = app.store.read().await?;
    let steps = store::provisioning::steps(&mut tx, work.account, work.order).await?;
    Ok(steps.into_iter().find(|step| step.done_at.is_none()))
}

async fn do_step(app: &App, work: &OrderRef, step: &Step) -> Result<(), StoreError> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let missing = || StoreError::Other("the account has no site of its own".to_owned());
    store::account::lock(&mut tx, work.account).await?;
    let site = store::site::own(&mut tx, work.account).await?.ok_or_else(missing)?;
    match step.step.as_str() {
        "open_site" => store::site::move_account(&mut tx, work.account, site.id).await?,
        "move_meetings" => {
            store::site::move_meetings(&mut tx, work.account, site.id).await?;
        }
        "tell_people" => tell(app, &mut tx, work, &site).await?,
        other => return Err(StoreError::Other(format!("unknown step {other}"))),
    }
    store::provisioning::step_done(&mut tx, step, now).await?;
    let last = STEPS.last() == Some(&step.step.as_str());
    if last {
        store::order::provisioned(&mut tx, work.account, work.order, now).await?;
    }
    tx.commit().await
}

/// The site is ready: mails, an audit entry and an event.
async fn tell(app: &App, tx: &mut Tx, work: &OrderRef, site: &Site) -> Result<(), StoreError> {
    let address = crate::plan::site_address(app, site);
    for owner in store::account::people_with_role(tx, work.account, "owner").await? {
        crate::outbox::site_ready(app, tx, work.account, &owner, &address).await?;
    }
    let change = json!({ "address": address, "order": work.order });
    let subject = site.id.to_string();
    let done = Done { account: work.account, action: "site.ready", subject, change };
    trail::record(app, tx, &By::system(), done).await
}

/// Shows what went wrong, to the buyer in words and to the operator in full, and tries again.
async fn failed(app: &App, step: &Step, error: &StoreError) -> Outcome {
    let text = error.to_string();
    let noted = async {
        let mut tx = app.store.begin().await?;
        store::provisioning::step_failed(&mut tx, step, &text).await?;
        tx.commit().await
    };
    if let Err(error) = noted.await {
        tracing::error!(%error, "a failed provisioning step could not be noted");
    }
    Outcome::Retry(text)
}
