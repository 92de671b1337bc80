//! How much an account may keep, and uses (F5, A2).
//!
//! What the plan gives for each seat is everybody's together, packs of storage on top. Keeping
//! recordings takes a licence whose plan has them. A smaller plan takes nothing away that is kept.

use catalog::{EntitlementKind, Limit};
use meetings::recording::{BYTES_PER_MEGABYTE, Storage};
use people::roles::Permission;
use store::Tx;
use units::Locale;
use units::id::{AccountId, PersonId};

use super::{RecordingError, allowed};
use crate::app::App;
use crate::who::Who;

/// What is used and allowed, as whoever asks sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Room {
    pub storage: Storage,
    /// Name of the person's plan, in their language.
    pub plan: String,
    /// Their plan has recordings.
    pub may_add: bool,
    /// The cheapest plan that has them, where theirs has not.
    pub with: Option<String>,
}

impl Room {
    /// Refuses `bytes` that the plan or the storage has no room for.
    pub fn takes(&self, bytes: u64) -> Result<(), RecordingError> {
        let plan = self.plan.clone();
        if !self.may_add {
            return Err(RecordingError::NotInPlan { plan, with: self.with.clone() });
        }
        let left = self.storage.left();
        if bytes <= left {
            return Ok(());
        }
        let allowed_mb = self.storage.allowed / BYTES_PER_MEGABYTE;
        Err(RecordingError::Full { plan, left_mb: left / BYTES_PER_MEGABYTE, allowed_mb })
    }
}

/// The room there is now.
pub async fn show(app: &App, who: &Who) -> Result<Room, RecordingError> {
    allowed(who, Permission::SeeRecordings)?;
    let mut tx = app.store.read().await?;
    load(app, &mut tx, who).await
}

pub(super) async fn load(app: &App, tx: &mut Tx, who: &Who) -> Result<Room, RecordingError> {
    of(app, tx, (who.account(), who.person()), &who.locale).await
}

/// The room a person of an account has.
pub(crate) async fn of(
    app: &App,
    tx: &mut Tx,
    whose: (AccountId, PersonId),
    locale: &Locale,
) -> Result<Room, RecordingError> {
    let plan = crate::plan::of_person(app, tx, whose, locale).await?;
    let published = app.catalog(tx).await?;
    let catalog = &published.catalog;
    let wanted = Limit::feature(EntitlementKind::RecordingStorage);
    let may_add = plan.entitlements.allows(wanted);
    let (product, _) = catalog.free_plan();
    let with = catalog.lifts(&product.id, wanted).filter(|_| !may_add);
    let allowed_mb = crate::plan::storage_mb(catalog, &plan.subscriptions);
    let storage = Storage {
        used: store::recording::used(tx, whose.0).await?,
        allowed: allowed_mb.saturating_mul(BYTES_PER_MEGABYTE),
    };
    let with = with.map(|tier| tier.name.get(locale).to_owned());
    Ok(Room { storage, plan: plan.name, may_add, with })
}
