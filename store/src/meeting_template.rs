//! Templates of meetings: a person's own, and those for everybody in the account (F1).
//!
//! Every statement names the account; a person's own are found by the person beside it, and by
//! nobody else.

use contacts::fold;
use meetings::{Draft, Template, WithPassword};
use units::Timestamp;
use units::id::{AccountId, MeetingTemplateId, PersonId};

use crate::args;
use crate::contact::Holder;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::json;

/// A template as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    pub id: MeetingTemplateId,
    /// For everybody in the account.
    pub is_shared: bool,
    pub template: Template,
    /// Counts its changes, from 1.
    pub version: u32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

const COLUMNS: &str =
    "id, person_id, name, password, draft, registration, version, created_at, updated_at
       from meeting_template";

/// What `holder` may use, by name: their own, and those for everybody in the account.
pub async fn list(tx: &mut Tx, holder: Holder) -> Result<Vec<Kept>, StoreError> {
    let sql = format!(
        "select {COLUMNS}
          where account_id = $1 and (person_id = $2 or person_id is null)
          order by name_key, id"
    );
    let rows = tx.rows_text(&sql, args![holder.account, holder.person]).await?;
    rows.iter().map(from_row).collect()
}

/// The template `id`, if `holder` may use it.
pub async fn find(
    tx: &mut Tx,
    holder: Holder,
    id: MeetingTemplateId,
) -> Result<Option<Kept>, StoreError> {
    let sql = format!(
        "select {COLUMNS}
          where account_id = $1 and (person_id = $2 or person_id is null) and id = $3"
    );
    let rows = tx.rows_text(&sql, args![holder.account, holder.person, id]).await?;
    rows.first().map(from_row).transpose()
}

/// Whether anybody has a template of this id, which a form made up may name.
pub async fn exists(tx: &mut Tx, id: MeetingTemplateId) -> Result<bool, StoreError> {
    let row = tx.row("select id from meeting_template where id = $1", args![id]).await?;
    Ok(row.is_some())
}

/// How many templates `of` has; `None`: the account, for everybody.
pub async fn count(
    tx: &mut Tx,
    account: AccountId,
    of: Option<PersonId>,
) -> Result<u32, StoreError> {
    let of = of.map(|person| person.to_string()).unwrap_or_default();
    let row = tx
        .row(
            "select count(*) as templates from meeting_template
              where account_id = $1 and coalesce(person_id, '') = $2",
            args![account, of],
        )
        .await?;
    row.map_or(Ok(0), |row| row.count("templates"))
}

/// Writes a new template. `of`: whose it is; `None`: for everybody in the account.
pub async fn insert(
    tx: &mut Tx,
    (account, of): (AccountId, Option<PersonId>),
    (id, version): (MeetingTemplateId, u32),
    template: &Template,
    (created_at, updated_at): (Timestamp, Timestamp),
) -> Result<(), StoreError> {
    tx.execute(
        "insert into meeting_template (id, account_id, person_id, name, name_key, password, draft,
                registration, version, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            id,
            account,
            of,
            &template.name,
            fold(&template.name),
            template.password.word(),
            json(&template.draft),
            template.registration.as_ref().map(json),
            version,
            created_at,
            updated_at
        ],
    )
    .await?;
    Ok(())
}

/// Writes the version after `version`, and whose it is from then on. False: it has another version.
pub async fn update(
    tx: &mut Tx,
    (account, of): (AccountId, Option<PersonId>),
    (id, version): (MeetingTemplateId, u32),
    template: &Template,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let touched = tx
        .execute(
            "update meeting_template
                set person_id = $4, name = $5, name_key = $6, password = $7, draft = $8,
                    registration = $9, version = version + 1, updated_at = $10
              where account_id = $1 and id = $2 and version = $3",
            args![
                account,
                id,
                version,
                of,
                &template.name,
                fold(&template.name),
                template.password.word(),
                json(&template.draft),
                template.registration.as_ref().map(json),
                now
            ],
        )
        .await?;
    Ok(touched > 0)
}

/// Removes it. False: it has another version.
pub async fn remove(
    tx: &mut Tx,
    account: AccountId,
    (id, version): (MeetingTemplateId, u32),
) -> Result<bool, StoreError> {
    let touched = tx
        .execute(
            "delete from meeting_template where account_id = $1 and id = $2 and version = $3",
            args![account, id, version],
        )
        .await?;
    Ok(touched > 0)
}

fn from_row(row: &Row) -> Result<Kept, StoreError> {
    let draft: Option<Draft> = row.opt_json("draft")?;
    Ok(Kept {
        id: row.parsed("id")?,
        is_shared: row.opt_text("person_id")?.is_none(),
        template: Template {
            name: row.text("name")?,
            password: row.word("password", WithPassword::from_word)?,
            registration: row.opt_json("registration")?,
            draft: draft.ok_or_else(|| StoreError::corrupt("draft", "nothing"))?,
        },
        version: row.count("version")?,
        created_at: row.time("created_at")?,
        updated_at: row.time("updated_at")?,
    })
}
