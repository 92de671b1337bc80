//! Carts: what somebody is about to buy, kept between pages; anonymous until its owner signs in.

use serde::Serialize;
use serde::de::DeserializeOwned;
use units::Timestamp;
use units::id::{AccountId, CartId};

use crate::args;
use crate::error::StoreError;
use crate::tx::Tx;
use crate::value::json;

/// Writes the cart, new or changed. A cart of another account is left alone and `false` returned.
pub async fn keep<T: Serialize>(
    tx: &mut Tx,
    id: CartId,
    account: Option<AccountId>,
    contents: &T,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let touched = tx
        .execute(
            "insert into cart (id, account_id, contents, created_at, updated_at)
             values ($1, $2, $3, $4, $4)
             on conflict (id) do update
                set contents = excluded.contents, updated_at = excluded.updated_at,
                    account_id = excluded.account_id
              where cart.account_id is null or cart.account_id = excluded.account_id",
            args![id, account, json(contents), now],
        )
        .await?;
    Ok(touched == 1)
}

/// The cart `id` as seen by `account` (none: a visitor): its own, or one nobody owns yet.
pub async fn find<T: DeserializeOwned>(
    tx: &mut Tx,
    id: CartId,
    account: Option<AccountId>,
) -> Result<Option<T>, StoreError> {
    let row = tx
        .row(
            "select contents from cart
              where id = $1 and (account_id is null or account_id = $2)",
            args![id, account],
        )
        .await?;
    row.map(|row| row.json("contents")).transpose()
}

/// The newest cart of `account`.
pub async fn newest(tx: &mut Tx, account: AccountId) -> Result<Option<CartId>, StoreError> {
    let row = tx
        .row(
            "select id from cart where account_id = $1 order by updated_at desc limit 1",
            args![account],
        )
        .await?;
    row.map(|row| row.parsed("id")).transpose()
}

/// The order is placed: the cart is empty again.
pub async fn drop_all(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    tx.execute("delete from cart where account_id = $1", args![account]).await?;
    Ok(())
}
