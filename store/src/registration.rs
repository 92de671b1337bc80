//! Registration for meetings: what it is like, and who registered (F1).

use meetings::LinkCode;
use meetings::registration::{Answered, Approval, Settings, Standing};
use units::id::{AccountId, MeetingId, RegistrantId, kind};
use units::{EmailAddress, Locale, Timestamp};

use crate::args;
use crate::cursor::Cursor;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::json;

/// What the registration for a meeting is like; none: it asks for none.
pub async fn settings(
    tx: &mut Tx,
    account: AccountId,
    meeting: MeetingId,
) -> Result<Option<Settings>, StoreError> {
    let row = tx
        .row(
            "select approval, places, closes_at, questions from meeting_registration
              where account_id = $1 and meeting_id = $2",
            args![account, meeting],
        )
        .await?;
    row.map(|row| {
        let places = match row.opt_int("places")? {
            None => None,
            Some(_) => Some(row.count("places")?),
        };
        Ok(Settings {
            approval: row.word("approval", Approval::from_word)?,
            places,
            closes_at: row.opt_time("closes_at")?,
            questions: row.json("questions")?,
        })
    })
    .transpose()
}

pub async fn set(
    tx: &mut Tx,
    account: AccountId,
    meeting: MeetingId,
    settings: &Settings,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into meeting_registration
                (meeting_id, account_id, approval, places, closes_at, questions, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (meeting_id) do update
            set approval = excluded.approval, places = excluded.places,
                closes_at = excluded.closes_at, questions = excluded.questions,
                changed_at = excluded.changed_at",
        args![
            meeting,
            account,
            settings.approval.word(),
            settings.places.map(i64::from),
            settings.closes_at,
            json(&settings.questions),
            now
        ],
    )
    .await?;
    Ok(())
}

/// The meeting asks for no registration any more; who registered stays. Tells whether it did.
pub async fn end(tx: &mut Tx, account: AccountId, meeting: MeetingId) -> Result<bool, StoreError> {
    let ended = tx
        .execute(
            "delete from meeting_registration where account_id = $1 and meeting_id = $2",
            args![account, meeting],
        )
        .await?;
    Ok(ended > 0)
}

/// Somebody who registered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Registrant {
    pub id: RegistrantId,
    pub account: AccountId,
    pub meeting: MeetingId,
    pub code: LinkCode,
    pub email: EmailAddress,
    pub name: String,
    /// Of their mails.
    pub locale: Locale,
    pub answers: Vec<Answered>,
    pub standing: Standing,
    pub asked_at: Timestamp,
    /// None: the host has not decided.
    pub decided_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, account_id, meeting_id, code, email, name, locale, answers, standing,
       asked_at, decided_at";

/// Keeps somebody new. Refused as taken when the address is registered.
pub async fn insert(tx: &mut Tx, new: &Registrant) -> Result<(), StoreError> {
    tx.execute(
        "insert into registrant (id, account_id, meeting_id, code, email, email_key, name, locale,
                answers, standing, asked_at, decided_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        args![
            new.id,
            new.account,
            new.meeting,
            new.code.as_str(),
            &new.email,
            new.email.key(),
            &new.name,
            &new.locale,
            json(&new.answers),
            new.standing.word(),
            new.asked_at,
            new.decided_at
        ],
    )
    .await?;
    Ok(())
}

/// Writes what has changed of somebody.
pub async fn update(tx: &mut Tx, registrant: &Registrant) -> Result<(), StoreError> {
    tx.execute(
        "update registrant set name = $4, locale = $5, answers = $6, standing = $7, asked_at = $8,
                decided_at = $9
          where account_id = $1 and meeting_id = $2 and id = $3",
        args![
            registrant.account,
            registrant.meeting,
            registrant.id,
            &registrant.name,
            &registrant.locale,
            json(&registrant.answers),
            registrant.standing.word(),
            registrant.asked_at,
            registrant.decided_at
        ],
    )
    .await?;
    Ok(())
}

pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    meeting: MeetingId,
    id: RegistrantId,
) -> Result<Option<Registrant>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from registrant
          where account_id = $1 and meeting_id = $2 and id = $3"
    );
    tx.rows_text(&sql, args![account, meeting, id]).await?.first().map(from_row).transpose()
}

pub async fn by_address(
    tx: &mut Tx,
    account: AccountId,
    meeting: MeetingId,
    email: &EmailAddress,
) -> Result<Option<Registrant>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from registrant
          where account_id = $1 and meeting_id = $2 and email_key = $3"
    );
    let rows = tx.rows_text(&sql, args![account, meeting, email.key()]).await?;
    rows.first().map(from_row).transpose()
}

/// Who has `code`, wherever they registered.
pub async fn by_code(tx: &mut Tx, code: &LinkCode) -> Result<Option<Registrant>, StoreError> {
    let sql = format!("select {COLUMNS} from registrant where code = $1");
    tx.rows_text(&sql, args![code.as_str()]).await?.first().map(from_row).transpose()
}

/// At most `most` of those who registered, latest first: all, or those of one standing.
pub async fn page(
    tx: &mut Tx,
    (account, meeting): (AccountId, MeetingId),
    standing: Option<Standing>,
    after: Option<Cursor<kind::Registrant>>,
    most: u32,
) -> Result<Vec<Registrant>, StoreError> {
    let (at, id) = Cursor::or_latest(after);
    let of_standing = match standing {
        Some(_) => "and standing = $6",
        None => "and $6 = ''",
    };
    let sql = format!(
        "select {COLUMNS} from registrant
          where account_id = $1 and meeting_id = $2 and (asked_at, id) < ($3, $4) {of_standing}
          order by asked_at desc, id desc limit $5"
    );
    let standing = standing.map(Standing::word).unwrap_or_default();
    let rows = tx.rows_text(&sql, args![account, meeting, at, id, most, standing]).await?;
    rows.iter().map(from_row).collect()
}

/// How many registered: all, or those of one standing.
pub async fn count(
    tx: &mut Tx,
    account: AccountId,
    meeting: MeetingId,
    standing: Option<Standing>,
) -> Result<u32, StoreError> {
    let of_standing = match standing {
        Some(_) => "and standing = $3",
        None => "and $3 = ''",
    };
    let sql = format!(
        "select count(*) as people from registrant
          where account_id = $1 and meeting_id = $2 {of_standing}"
    );
    let standing = standing.map(Standing::word).unwrap_or_default();
    let rows = tx.rows_text(&sql, args![account, meeting, standing]).await?;
    rows.first().map_or(Ok(0), |row| row.count("people"))
}

fn from_row(row: &Row) -> Result<Registrant, StoreError> {
    Ok(Registrant {
        id: row.parsed("id")?,
        account: row.parsed("account_id")?,
        meeting: row.parsed("meeting_id")?,
        code: row.parsed("code")?,
        email: row.parsed("email")?,
        name: row.text("name")?,
        locale: row.parsed("locale")?,
        answers: row.json("answers")?,
        standing: row.word("standing", Standing::from_word)?,
        asked_at: row.time("asked_at")?,
        decided_at: row.opt_time("decided_at")?,
    })
}
