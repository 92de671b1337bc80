//! Accounts as an operator sees them: found by name or address, and each with all it has.

use billing::subscription::Subscription;
use store::account::{Account, Contact};
use store::invoice::Issued;
use store::order::Order;
use store::{StoreError, Tx};
use units::Locale;
use units::id::AccountId;

use super::{Console, OperatorError, ROWS_MAX};
use crate::app::App;
use crate::audit::{self, Trail};
use crate::plan;

/// One line of the list.
#[derive(Clone, Debug)]
pub struct AccountLine {
    pub account: Account,
    /// In the operator's language.
    pub plan: String,
    /// Host of its site.
    pub site: String,
}

/// Accounts, newest first; with `search` only those whose name or people have it in them.
pub async fn list(
    app: &App,
    _: &Console,
    search: &str,
    locale: &Locale,
) -> Result<Vec<AccountLine>, OperatorError> {
    let mut tx = app.store.read().await?;
    let search = search.trim();
    let accounts = match search.is_empty() {
        true => store::account::list(&mut tx, ROWS_MAX).await?,
        false => store::account::search(&mut tx, search, ROWS_MAX).await?,
    };
    let mut lines = Vec::with_capacity(accounts.len());
    for account in accounts {
        lines.push(line(app, &mut tx, account, locale).await?);
    }
    Ok(lines)
}

async fn line(
    app: &App,
    tx: &mut Tx,
    account: Account,
    locale: &Locale,
) -> Result<AccountLine, StoreError> {
    let in_force = plan::in_force(app, tx, account.id, locale).await?;
    let site = store::site::find(tx, account.site).await?;
    let site = site.map(|site| plan::site_address(app, &site)).unwrap_or_default();
    Ok(AccountLine { account, plan: in_force.name, site })
}

/// All that is known of one account.
#[derive(Clone, Debug)]
pub struct AccountView {
    pub line: AccountLine,
    /// With the words of their roles.
    pub people: Vec<(Contact, Vec<String>)>,
    pub subscriptions: Vec<Subscription>,
    pub orders: Vec<Order>,
    pub invoices: Vec<Issued>,
    pub trail: Trail,
}

/// The account `id`, with the entries of its trail older than `before`.
pub async fn view(
    app: &App,
    _: &Console,
    id: AccountId,
    before: Option<i64>,
    locale: &Locale,
) -> Result<AccountView, OperatorError> {
    let mut tx = app.store.read().await?;
    let account = store::account::find(&mut tx, id).await?.ok_or(OperatorError::NotFound)?;
    Ok(AccountView {
        line: line(app, &mut tx, account, locale).await?,
        people: store::account::people(&mut tx, id).await?,
        subscriptions: store::subscription::list(&mut tx, id).await?,
        orders: store::order::list(&mut tx, id, ROWS_MAX).await?,
        invoices: store::invoice::list(&mut tx, id, ROWS_MAX).await?,
        trail: audit::page_of(&mut tx, id, before).await?,
    })
}
