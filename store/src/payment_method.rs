//! Payment methods: the ways to pay an account has left at a gateway. One is preferred: renewals
//! are charged to it.

use billing::payment::PaymentMeans;
use units::id::{AccountId, PaymentMethodId};
use units::{Currency, Timestamp};

use crate::args;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;

/// A card or an account kept at a gateway; we keep only its token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Method {
    pub id: PaymentMethodId,
    pub account: AccountId,
    pub gateway: String,
    pub token: String,
    /// Of a card; `sepa_debit` of an account.
    pub brand: String,
    pub last4: String,
    /// `2029-04`; empty of an account.
    pub expires: String,
    /// Card or direct debit.
    pub means: PaymentMeans,
    /// The reference of the mandate, of a debit.
    pub mandate: Option<String>,
    pub created_at: Timestamp,
    /// It is charged no more; what it paid still names it.
    pub removed_at: Option<Timestamp>,
}

impl Method {
    /// Can an amount in `currency` be charged to it?
    pub fn takes(&self, currency: Currency) -> bool {
        self.means.takes(currency)
    }

    pub fn is_debit(&self) -> bool {
        self.means == PaymentMeans::DirectDebit
    }
}

const COLUMNS: &str =
    "id, account_id, gateway, token, brand, last4, expires, means, mandate, created_at,
     removed_at";

/// Whose `token` of `gateway` is, removed methods included. Asked across accounts: the gateway
/// names no account.
pub async fn owner_of(
    tx: &mut Tx,
    gateway: &str,
    token: &str,
) -> Result<Option<AccountId>, StoreError> {
    let row = tx
        .row(
            "select account_id from payment_method where gateway = $1 and token = $2",
            args![gateway, token],
        )
        .await?;
    row.map(|row| row.parsed("account_id")).transpose()
}

/// Keeps a method, behind those that are there; `prefer` puts it before them.
pub async fn insert(tx: &mut Tx, method: &Method) -> Result<(), StoreError> {
    tx.execute(
        "insert into payment_method (id, account_id, gateway, token, brand, last4, expires, means,
                                     mandate, created_at, preferred_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0)",
        args![
            method.id,
            method.account,
            &method.gateway,
            &method.token,
            &method.brand,
            &method.last4,
            &method.expires,
            method.means.word(),
            method.mandate.as_deref(),
            method.created_at
        ],
    )
    .await?;
    Ok(())
}

/// The method `id` of `account` is the preferred one from now on: later than all others, also where
/// two are preferred in one second.
pub async fn prefer(
    tx: &mut Tx,
    account: AccountId,
    id: PaymentMethodId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let latest = tx
        .row(
            "select max(preferred_at) as latest from payment_method where account_id = $1",
            args![account],
        )
        .await?;
    let latest = latest.map(|row| row.opt_int("latest")).transpose()?.flatten();
    let at = latest.map_or(now.seconds(), |latest| now.seconds().max(latest + 1));
    tx.execute(
        "update payment_method set preferred_at = $3 where account_id = $1 and id = $2",
        args![account, id, at],
    )
    .await?;
    Ok(())
}

/// The method `id` of `account` is charged no more.
pub async fn remove(
    tx: &mut Tx,
    account: AccountId,
    id: PaymentMethodId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update payment_method set removed_at = $3
          where account_id = $1 and id = $2 and removed_at is null",
        args![account, id, now],
    )
    .await?;
    Ok(())
}

/// Most methods that are read.
const METHODS_MAX: u32 = 50;
/// Most that are read with the removed ones.
const EVER_MAX: u32 = 500;

/// Methods of `account` that may be charged, the preferred one first.
pub async fn list(tx: &mut Tx, account: AccountId) -> Result<Vec<Method>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from payment_method
          where account_id = $1 and removed_at is null
          order by preferred_at desc, id desc limit {METHODS_MAX}"
    );
    tx.rows_text(&sql, args![account]).await?.iter().map(from_row).collect()
}

/// As `list`, with those that were removed: for what they paid.
pub async fn list_ever(tx: &mut Tx, account: AccountId) -> Result<Vec<Method>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from payment_method where account_id = $1
          order by preferred_at desc, id desc limit {EVER_MAX}"
    );
    tx.rows_text(&sql, args![account]).await?.iter().map(from_row).collect()
}

/// The method `id` of `account`, removed or not: for what it paid.
pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    id: PaymentMethodId,
) -> Result<Option<Method>, StoreError> {
    let sql = format!("select {COLUMNS} from payment_method where account_id = $1 and id = $2");
    tx.rows_text(&sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// The method `id` of `account`, if it may be charged.
pub async fn chargeable(
    tx: &mut Tx,
    account: AccountId,
    id: PaymentMethodId,
) -> Result<Option<Method>, StoreError> {
    let method = find(tx, account, id).await?;
    Ok(method.filter(|method| method.removed_at.is_none()))
}

pub(crate) fn from_row(row: &Row) -> Result<Method, StoreError> {
    Ok(Method {
        id: row.parsed("id")?,
        account: row.parsed("account_id")?,
        gateway: row.text("gateway")?,
        token: row.text("token")?,
        brand: row.text("brand")?,
        last4: row.text("last4")?,
        expires: row.text("expires")?,
        means: row.word("means", PaymentMeans::from_word)?,
        mandate: row.opt_text("mandate")?,
        created_at: row.time("created_at")?,
        removed_at: row.opt_time("removed_at")?,
    })
}
