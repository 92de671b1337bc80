//! The operator's console: what runs, what waits for a person, and the few levers there are (H2).
//!
//! Every story here takes a `Console`, the proof that its holder runs the deployment. What is done
//! to an account through it stands in that account's audit trail.

pub mod accounts;
pub mod books;
pub mod catalog;
pub mod clock;
pub mod due_work;
pub mod exemptions;
pub mod mails;
pub mod news;
pub mod orders;
pub mod overview;
pub mod payments;
pub mod receivers;
pub mod set_aside;
pub mod transfers;

use people::roles::Permission;
use serde_json::Value as Json;
use store::audit::By;
use store::{StoreError, Tx};
use units::id::AccountId;

use crate::app::App;
use crate::trail::{self, Done};
use crate::who::Who;

/// Rows on one page of a list.
pub const ROWS_MAX: u32 = 100;

/// Somebody who may run the deployment.
#[derive(Clone, Debug)]
pub struct Console {
    by: By,
}

impl Console {
    /// The console of an operator; to everybody else it does not exist.
    pub fn of(who: &Who) -> Result<Console, OperatorError> {
        match who.actor.may(Permission::Operate) {
            true => Ok(Console { by: who.by() }),
            false => Err(OperatorError::NotAllowed),
        }
    }

    /// What a demo shows to everybody: its mails and its clock.
    pub fn of_demo(app: &App) -> Result<Console, OperatorError> {
        match app.config.demo {
            true => Ok(Console { by: By::system() }),
            false => Err(OperatorError::NotAllowed),
        }
    }
}

/// Why the console refused something.
#[derive(Debug, thiserror::Error)]
pub enum OperatorError {
    /// Said to others as if the page did not exist.
    #[error("the person does not run the deployment")]
    NotAllowed,
    #[error("nothing of that kind is there, or not in that state")]
    NotFound,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl OperatorError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            OperatorError::NotAllowed => "page.not_found",
            OperatorError::NotFound => "operator.not_found",
            OperatorError::Store(_) => "store.unavailable",
        }
    }
}

/// Writes into the trail of `account`, if the matter is an account's, what an operator did.
async fn note(
    app: &App,
    tx: &mut Tx,
    console: &Console,
    account: Option<AccountId>,
    action: &str,
    subject: String,
    change: Json,
) -> Result<(), StoreError> {
    match account {
        Some(account) => {
            let done = Done { account, action, subject, change };
            trail::record(app, tx, &console.by, done).await
        }
        None => Ok(()),
    }
}
