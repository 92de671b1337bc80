//! People of a story.

use app::Who;
use billing::subscription::Subscription;
use store::invoice::Issued;
use units::id::AccountId;

use crate::world::World;

/// A signed-in person with an account, in a world.
#[derive(Clone)]
pub struct Persona {
    pub world: World,
    pub who: Who,
}

impl Persona {
    pub fn account(&self) -> AccountId {
        self.who.account()
    }

    /// The account's subscriptions, oldest first.
    pub async fn subscriptions(&self) -> Vec<Subscription> {
        let mut tx = self.world.store().read().await.expect("a reader");
        store::subscription::list(&mut tx, self.account()).await.expect("subscriptions")
    }

    /// The account's invoices, oldest first.
    pub async fn invoices(&self) -> Vec<Issued> {
        let mut tx = self.world.store().read().await.expect("a reader");
        let mut invoices =
            store::invoice::list(&mut tx, self.account(), 10_000).await.expect("invoices");
        invoices.reverse();
        invoices
    }

    /// Actions in the account's audit trail, oldest first.
    pub async fn trail(&self) -> Vec<String> {
        let mut tx = self.world.store().read().await.expect("a reader");
        let entries = store::audit::list(&mut tx, self.account(), 0, 10_000).await.expect("trail");
        entries.into_iter().rev().map(|entry| entry.action).collect()
    }
}
