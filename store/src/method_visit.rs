//! Visits to the gateway's own page, on which a way to pay is left (D1c).

use units::Timestamp;
use units::id::{AccountId, PaymentMethodId, PersonId};

use crate::args;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;

/// One visit, begun by a person of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodVisit {
    /// Our reference at the gateway, and the id of the way to pay that comes of it.
    pub id: PaymentMethodId,
    pub account: AccountId,
    pub person: PersonId,
    pub gateway: String,
    /// Whether what is left becomes the default.
    pub makes_default: bool,
    /// Path of ours on which the visitor goes on.
    pub return_to: String,
    pub begun_at: Timestamp,
    /// The gateway's page; none before it has answered.
    pub page: Option<Page>,
    pub state: VisitState,
    pub ended_at: Option<Timestamp>,
}

/// A page at the gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The gateway's own.
    pub id: String,
    pub url: String,
}

/// What became of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VisitState {
    /// Something may still be left.
    Open,
    /// A way to pay was left and is kept.
    Kept,
    /// Nothing was left while that was possible.
    Over,
}

impl VisitState {
    pub fn word(self) -> &'static str {
        match self {
            VisitState::Open => "open",
            VisitState::Kept => "kept",
            VisitState::Over => "over",
        }
    }

    fn from_word(word: &str) -> Option<VisitState> {
        let all = [VisitState::Open, VisitState::Kept, VisitState::Over];
        all.into_iter().find(|state| state.word() == word)
    }
}

const COLUMNS: &str =
    "id, account_id, person_id, gateway, makes_default, return_to, begun_at, page,
        page_url, state, ended_at";

/// Writes a visit that begins.
pub async fn insert(tx: &mut Tx, visit: &MethodVisit) -> Result<(), StoreError> {
    tx.execute(
        "insert into method_visit (id, account_id, person_id, gateway, makes_default, return_to,
                begun_at, state)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            visit.id,
            visit.account,
            visit.person,
            &visit.gateway,
            i64::from(visit.makes_default),
            &visit.return_to,
            visit.begun_at,
            visit.state.word()
        ],
    )
    .await?;
    Ok(())
}

/// The gateway's page for the visit `id`; the first one stays.
pub async fn set_page(
    tx: &mut Tx,
    account: AccountId,
    id: PaymentMethodId,
    page: &Page,
) -> Result<(), StoreError> {
    tx.execute(
        "update method_visit set page = $3, page_url = $4
          where account_id = $1 and id = $2 and page is null",
        args![account, id, &page.id, &page.url],
    )
    .await?;
    Ok(())
}

/// Ends an open visit; false where it was not open any more.
pub async fn end(
    tx: &mut Tx,
    account: AccountId,
    id: PaymentMethodId,
    state: VisitState,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let ended = tx
        .changed_row(
            "update method_visit set state = $3, ended_at = $4
              where account_id = $1 and id = $2 and state = 'open' returning id",
            args![account, id, state.word(), now],
        )
        .await?;
    Ok(ended.is_some())
}

pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    id: PaymentMethodId,
) -> Result<Option<MethodVisit>, StoreError> {
    let sql = format!("select {COLUMNS} from method_visit where account_id = $1 and id = $2");
    tx.rows_text(&sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// Visits of `account`, newest first.
pub async fn list(
    tx: &mut Tx,
    account: AccountId,
    most: u32,
) -> Result<Vec<MethodVisit>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from method_visit where account_id = $1
          order by begun_at desc, id desc limit $2"
    );
    tx.rows_text(&sql, args![account, most]).await?.iter().map(from_row).collect()
}

/// Whose visit `id` is. Asked across accounts: the gateway names no account.
pub async fn account_of(tx: &mut Tx, id: PaymentMethodId) -> Result<Option<AccountId>, StoreError> {
    let row = tx.row("select account_id from method_visit where id = $1", args![id]).await?;
    row.map(|row| row.parsed("account_id")).transpose()
}

fn from_row(row: &Row) -> Result<MethodVisit, StoreError> {
    let (page, url) = (row.opt_text("page")?, row.opt_text("page_url")?);
    Ok(MethodVisit {
        id: row.parsed("id")?,
        account: row.parsed("account_id")?,
        person: row.parsed("person_id")?,
        gateway: row.text("gateway")?,
        makes_default: row.int("makes_default")? != 0,
        return_to: row.text("return_to")?,
        begun_at: row.time("begun_at")?,
        page: page.zip(url).map(|(id, url)| Page { id, url }),
        state: row.word("state", VisitState::from_word)?,
        ended_at: row.opt_time("ended_at")?,
    })
}
