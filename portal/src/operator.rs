//! `/operator`: the console, for those who run the deployment; to others it does not exist.

mod accounts;
mod catalog;
pub mod clock;
mod exemptions;
mod jobs;
mod ledger;
mod mails;
mod news;
mod orders;
pub mod outbox;
mod overview;
pub mod payments;
mod renewals;
mod set_aside;
mod transfers;
mod webhooks;

use app::operator::Console;
use axum::Router;
use serde::Serialize;
use units::id::AccountId;
use web::{Face, Operator, PageError};

pub fn routes() -> Router<Face> {
    Router::new()
        .merge(overview::routes())
        .merge(accounts::routes())
        .merge(payments::routes())
        .merge(transfers::routes())
        .merge(orders::routes())
        .merge(exemptions::routes())
        .merge(mails::routes())
        .merge(news::routes())
        .merge(set_aside::routes())
        .merge(jobs::routes())
        .merge(renewals::routes())
        .merge(webhooks::routes())
        .merge(ledger::routes())
        .merge(catalog::routes())
        .merge(clock::routes())
}

fn console(operator: &Operator) -> Result<Console, PageError> {
    Ok(Console::of(&operator.who)?)
}

/// A link to an account's page.
#[derive(Clone, Debug, Serialize)]
struct AccountLink {
    name: String,
    href: String,
}

impl AccountLink {
    fn to(id: AccountId, name: &str) -> AccountLink {
        AccountLink { name: name.to_owned(), href: account_href(id) }
    }
}

fn account_href(id: AccountId) -> String {
    format!("{}/{id}", web::urls::OPERATOR_ACCOUNTS)
}

/// One view of a list that has several.
#[derive(Serialize)]
struct Tab {
    label: String,
    href: String,
    current: bool,
    note: Option<String>,
}

/// A named fact.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    pub label: String,
    pub text: String,
    pub href: Option<String>,
}
