//! Trials that were taken: one for each product of an account, for good (A5).

use catalog::ProductId;
use units::Timestamp;
use units::id::{AccountId, SubscriptionId};

use crate::args;
use crate::error::StoreError;
use crate::tx::Tx;

/// Notes the trial that begins. A product that was tried before is refused as taken.
pub async fn insert(
    tx: &mut Tx,
    account: AccountId,
    product: &ProductId,
    subscription: SubscriptionId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into trial (account_id, product, subscription_id, started_at)
         values ($1, $2, $3, $4)",
        args![account, product.to_string(), subscription, now],
    )
    .await?;
    Ok(())
}

/// The products `account` has tried.
pub async fn products(tx: &mut Tx, account: AccountId) -> Result<Vec<ProductId>, StoreError> {
    let rows = tx
        .rows(
            "select product from trial where account_id = $1 order by product limit 1000",
            args![account],
        )
        .await?;
    rows.iter().map(|row| row.parsed("product")).collect()
}

/// How many announcements of the end of the trial of `subscription` were made; none without a
/// trial. The caller holds the account's lock.
pub async fn announced(
    tx: &mut Tx,
    account: AccountId,
    subscription: SubscriptionId,
) -> Result<Option<u32>, StoreError> {
    let row = tx
        .row(
            "select announced from trial where account_id = $1 and subscription_id = $2",
            args![account, subscription],
        )
        .await?;
    row.map(|row| row.count("announced")).transpose()
}

/// As many announcements have been made.
pub async fn set_announced(
    tx: &mut Tx,
    account: AccountId,
    subscription: SubscriptionId,
    announced: u32,
) -> Result<(), StoreError> {
    tx.execute(
        "update trial set announced = $3 where account_id = $1 and subscription_id = $2",
        args![account, subscription, announced],
    )
    .await?;
    Ok(())
}
