//! What a batch is decided from: accounts, subscriptions, methods, ends of chains, read by set.

use std::collections::HashMap;
use std::sync::Arc;

use store::account::Account;
use store::due::Due;
use store::payment_method::Method;
use store::renewal::{self, Heads, Read};
use store::webhook::Endpoint;
use store::{StoreError, Tx};
use units::id::{AccountId, SubscriptionId};
use units::{Currency, Money};

use crate::app::{App, PublishedCatalog};

/// Facts of one batch; their accounts are locked.
pub(super) struct Facts {
    pub published: Arc<PublishedCatalog>,
    pub accounts: HashMap<AccountId, Read<Account>>,
    pub subscriptions: HashMap<SubscriptionId, Read<billing::subscription::Subscription>>,
    /// The default of each account last.
    pub methods: HashMap<AccountId, Vec<Read<Method>>>,
    pub heads: HashMap<AccountId, Heads>,
    /// What accounts have to their credit, as far as it is not used yet.
    pub balances: HashMap<(AccountId, Currency), Money>,
    pub endpoints: HashMap<AccountId, Vec<Endpoint>>,
}

impl Facts {
    /// Locks the accounts of `works` first: nothing of theirs changes from then on.
    pub async fn load(app: &App, tx: &mut Tx, works: &[Due]) -> Result<Facts, StoreError> {
        let mut accounts: Vec<AccountId> = works.iter().filter_map(|work| work.account).collect();
        accounts.sort_unstable();
        accounts.dedup();
        let subs: Vec<SubscriptionId> = works.iter().filter_map(subscription_of).collect();
        let locked = renewal::lock_accounts(tx, &accounts).await?;
        Ok(Facts {
            published: app.catalog(tx).await?,
            accounts: locked,
            subscriptions: renewal::subscriptions(tx, &accounts, &subs).await?,
            methods: renewal::methods(tx, &accounts).await?,
            heads: renewal::heads(tx, &accounts).await?,
            balances: renewal::balances(tx, &accounts).await?,
            endpoints: renewal::endpoints(tx, &accounts).await?,
        })
    }
}

impl Facts {
    /// Does the first invoice of `account` still fix its currency?
    pub fn fixes_currency(&self, account: AccountId) -> bool {
        let account = self.accounts.get(&account).and_then(|read| read.as_ref().ok());
        account.is_some_and(|account| account.currency.is_none())
    }
}

/// The subscription a piece of renewal work is about: its key.
pub(super) fn subscription_of(work: &Due) -> Option<SubscriptionId> {
    work.key.parse().ok()
}
