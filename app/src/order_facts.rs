//! The facts an order is decided from, loaded in the transaction that decides.

use std::sync::Arc;

use billing::order::{Ask, Facts};
use billing::subscription::Subscription;
use catalog::ProductId;
use store::account::Account;
use store::{StoreError, Tx};
use units::id::AccountId;
use units::{Currency, EmailAddress, Locale, Money, Timestamp};

use crate::app::{App, PublishedCatalog};
use crate::plan::{own_address, site_address};

/// Facts that own what `billing::order::Facts` borrows.
pub struct Loaded {
    pub account: Account,
    pub published: Arc<PublishedCatalog>,
    subscriptions: Vec<Subscription>,
    tried: Vec<ProductId>,
    balance: Money,
    site_address: String,
    new_site_address: String,
    meetings: u32,
}

impl Loaded {
    /// As `propose` takes them; names are worded in `locale`.
    pub fn borrow<'a>(&'a self, locale: &'a Locale) -> Facts<'a> {
        Facts {
            catalog: &self.published.catalog,
            subscriptions: &self.subscriptions,
            tried: &self.tried,
            zone: &self.account.zone,
            locale,
            currency: currency_of(&self.account, &self.subscriptions),
            exemptions: &self.account.exemptions,
            balance: self.balance,
            site_address: self.site_address.clone(),
            new_site_address: self.new_site_address.clone(),
            meetings: self.meetings,
        }
    }
}

/// Loads what is known about the account with this `row` for `ask`.
pub async fn load(app: &App, tx: &mut Tx, row: Account, ask: &Ask) -> Result<Loaded, StoreError> {
    let account = row.id;
    let site = store::site::find(tx, row.site).await?;
    let site = site.ok_or_else(|| StoreError::Other(format!("no site {}", row.site)))?;
    let present = site_address(app, &site);
    let new_site_address = match &ask.site_name {
        Some(name) => own_address(app, name),
        None => present.clone(),
    };
    Ok(Loaded {
        published: app.catalog(tx).await?,
        subscriptions: store::subscription::list(tx, account).await?,
        tried: store::trial::products(tx, account).await?,
        balance: store::ledger::credit_balance(tx, account, ask.currency).await?,
        site_address: present,
        new_site_address,
        meetings: store::account::open_meetings(tx, account, app.now()).await?,
        account: row,
    })
}

/// The one currency the account pays in: of its first invoice, or of a trial that will be billed.
pub(crate) fn currency_of(account: &Account, subscriptions: &[Subscription]) -> Option<Currency> {
    let live = subscriptions.iter().find(|sub| sub.state.entitles());
    account.currency.or(live.map(|sub| sub.currency))
}

/// Does the account still need a site of its own? (Then an order asks for its name.)
pub async fn needs_site(tx: &mut Tx, account: AccountId) -> Result<bool, StoreError> {
    let row = store::account::find(tx, account).await?;
    let own = store::site::own(tx, account).await?;
    Ok(match (row, own) {
        (Some(row), Some(own)) => row.site != own.id,
        _ => true,
    })
}

/// Most names tried when proposing a free one.
const NAMES_TRIED_MAX: usize = 50;

/// A name free for `account`, made from an e-mail address; empty when all that were tried are
/// taken.
pub async fn suggest(
    tx: &mut Tx,
    account: AccountId,
    email: &EmailAddress,
    now: Timestamp,
) -> Result<String, StoreError> {
    for name in people::site::proposals(email).take(NAMES_TRIED_MAX) {
        if store::site::is_free(tx, account, &name.skeleton(), now).await? {
            return Ok(name.as_str().to_owned());
        }
    }
    Ok(String::new())
}

/// A name like `wanted` that is free for `account`.
pub async fn suggest_like(
    tx: &mut Tx,
    account: AccountId,
    wanted: &str,
    now: Timestamp,
) -> Result<String, StoreError> {
    match format!("{wanted}@example.org").parse() {
        Ok(email) => suggest(tx, account, &email, now).await,
        Err(_) => Ok(String::new()),
    }
}
