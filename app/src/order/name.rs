//! The site name an order reserves: taken with the order, given back when it ends unpaid (I-19).

use people::site::SiteName;
use store::site::{Site, SiteKind};
use store::{StoreError, Tx};
use units::id::AccountId;

use super::OrderError;
use crate::app::App;
use crate::order_facts;

/// Days a name rests for the account that gave it back, before somebody else may have it (I-19).
const NAME_RESTS_DAYS: i64 = 90;

/// Names that rest for one account at most: it must take one of these again before a further one.
const RESTING_NAMES_MAX: usize = 3;

/// Gives back the account's reserved site, if nobody meets there.
pub(super) async fn release(app: &App, tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    let now = app.now();
    let own = store::site::own(tx, account).await?;
    let present = store::account::find(tx, account).await?.map(|account| account.site);
    match own {
        Some(site) if Some(site.id) != present => {
            let rests_until = now.plus_days(NAME_RESTS_DAYS);
            store::site::release(tx, account, site.id, now, rests_until).await
        }
        _ => Ok(()),
    }
}

/// Takes the name for the account: unique by spelling and by look in the schema.
pub(super) async fn reserve(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    name: &str,
) -> Result<(), OrderError> {
    let now = app.now();
    let name: SiteName = SiteName::choose(name)?;
    let skeleton = name.skeleton();
    if !store::site::is_free(tx, account, &skeleton, now).await? {
        let suggestion = order_facts::suggest_like(tx, account, name.as_str(), now).await?;
        return Err(OrderError::SiteNameTaken { suggestion });
    }
    let resting = store::site::resting(tx, account, now).await?;
    let returns = resting.iter().any(|kept| kept == name.as_str());
    if !returns && resting.len() >= RESTING_NAMES_MAX {
        return Err(OrderError::TooManyNames { resting });
    }
    let site = Site {
        id: app.id(),
        kind: SiteKind::Own,
        account: Some(account),
        name: name.as_str().to_owned(),
    };
    store::site::insert(tx, &site, now).await?;
    store::site::take_name(tx, account, site.id, name.as_str(), &skeleton, now).await?;
    Ok(())
}
