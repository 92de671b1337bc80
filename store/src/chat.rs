//! Chats, and who takes part in them (F8). A chat is found by a person: by being one of its two, or
//! by standing in the meeting's list. What they may do there is decided in `meetings::chat`.

use std::cmp::Reverse;

use meetings::State;
use meetings::chat::{Place, UNREAD_COUNTED_MAX};
use units::Timestamp;
use units::id::{AccountId, ChatId, MeetingId, PersonId, kind};

use crate::args;
use crate::contact::places;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::Value;

/// A chat as one person sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chat {
    pub id: ChatId,
    /// Whose retention holds: the account of the two, or of the meeting.
    pub account: AccountId,
    /// How the person it was found for stands to it.
    pub place: Place,
    /// The other one's name, or the meeting's title: of a series the last it has.
    pub title: String,
    /// Its series goes by other rules, or is called otherwise, from one of its meetings on.
    pub has_stretches: bool,
    /// None: between two people.
    pub meeting: Option<MeetingId>,
    /// When its last message was written that is kept.
    pub last_at: Option<Timestamp>,
    /// Messages of others the person has not read; counted up to `UNREAD_COUNTED_MAX`.
    pub unread: u32,
    /// Number of the first message that may be one of them.
    pub unread_from: Option<u32>,
}

/// Whom a chat is with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum With {
    /// In the order of their ids, so that two people have one chat, whoever wrote first.
    Two(PersonId, PersonId),
    Meeting(MeetingId),
}

impl With {
    pub fn two(one: PersonId, other: PersonId) -> With {
        match one.to_string() <= other.to_string() {
            true => With::Two(one, other),
            false => With::Two(other, one),
        }
    }
}

/// Where a page of a person's chats begins: after this one.
pub type Cursor = crate::cursor::Cursor<kind::Chat>;

const SELECT: &str = "select c.id, c.account_id, c.meeting_id, c.first_id, c.second_id, c.last_at,
       a.name as first_name, a.account_id as first_account, a.deactivated_at as first_gone_at,
       b.name as second_name, b.account_id as second_account, b.deactivated_at as second_gone_at,
       m.title, m.state, m.stretches, q.part, u.first_number,
       (select count(*) from (select 1 from chat_message x
         where x.chat_id = u.chat_id and x.number >= u.first_number and x.author_id <> $1
           and x.removed_at is null limit $2) new) as unread
  from chat c
  left join chat_unread u on u.chat_id = c.id and u.person_id = $1
  left join person a on a.id = c.first_id
  left join person b on b.id = c.second_id
  left join meeting m on m.id = c.meeting_id
  left join meeting_person q on q.meeting_id = c.meeting_id and q.person_id = $1";

/// Ids of the chats in which the person $1 takes part.
pub(crate) const OF_PERSON: &str = "select id from chat where first_id = $1
       union all select id from chat where second_id = $1
       union all select t.id from meeting_person p join chat t on t.meeting_id = p.meeting_id
                  where p.person_id = $1 and p.has_chat = 1";

/// At most `most` chats of `person` in which something was written, the latest first.
pub async fn page(
    tx: &mut Tx,
    person: PersonId,
    after: Option<Cursor>,
    most: u32,
) -> Result<Vec<Chat>, StoreError> {
    let (at, id) = Cursor::or_latest(after);
    let sql = format!(
        "select t.id from chat t
          where t.id in ({OF_PERSON}) and t.last_at is not null and (t.last_at, t.id) < ($2, $3)
          order by t.last_at desc, t.id desc limit $4"
    );
    let rows = tx.rows_text(&sql, args![person, at, id, most]).await?;
    let ids: Result<Vec<ChatId>, StoreError> = rows.iter().map(|row| row.parsed("id")).collect();
    let mut chats = find_all(tx, person, &ids?).await?;
    chats.sort_by_key(|chat| Reverse((chat.last_at, chat.id)));
    Ok(chats)
}

/// The chat `id` as `person` stands to it, whoever they are: may they read it, is the caller's to
/// ask.
pub async fn find(tx: &mut Tx, person: PersonId, id: ChatId) -> Result<Option<Chat>, StoreError> {
    Ok(find_all(tx, person, &[id]).await?.pop())
}

/// Those of `ids` that there are, as `person` stands to them.
pub async fn find_all(
    tx: &mut Tx,
    person: PersonId,
    ids: &[ChatId],
) -> Result<Vec<Chat>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("{SELECT} where c.id in ({})", places(3, ids.len()));
    let mut values = vec![Value::from(person), Value::from(UNREAD_COUNTED_MAX)];
    values.extend(ids.iter().map(|id| Value::from(*id)));
    let rows = tx.rows_text(&sql, &values).await?;
    rows.iter().map(|row| from_row(row, person)).collect()
}

/// The chat there is already.
pub async fn with(tx: &mut Tx, with: With) -> Result<Option<ChatId>, StoreError> {
    let row = match with {
        With::Two(first, second) => {
            let sql = "select id from chat where first_id = $1 and second_id = $2";
            tx.row(sql, args![first, second]).await?
        }
        With::Meeting(meeting) => {
            tx.row("select id from chat where meeting_id = $1", args![meeting]).await?
        }
    };
    row.map(|row| row.parsed("id")).transpose()
}

/// Makes a chat in which nothing is written yet. Refused as taken when there is one.
pub async fn insert(
    tx: &mut Tx,
    id: ChatId,
    account: AccountId,
    with: With,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (meeting, first, second) = match with {
        With::Two(first, second) => (None, Some(first), Some(second)),
        With::Meeting(meeting) => (Some(meeting), None, None),
    };
    // Whoever comes into the meeting's list meanwhile waits, and sees that there is a chat.
    if let Some(meeting) = meeting {
        tx.row_for_change(
            "select id from meeting where account_id = $1 and id = $2",
            args![account, meeting],
        )
        .await?;
    }
    tx.execute(
        "insert into chat (id, account_id, meeting_id, first_id, second_id, written, created_at)
         values ($1, $2, $3, $4, $5, 0, $6)",
        args![id, account, meeting, first, second, now],
    )
    .await?;
    match meeting {
        Some(meeting) => tell_lists(tx, account, meeting).await,
        None => Ok(()),
    }
}

/// In every list the meeting stands in, it is known whether it has a chat. The meeting is held.
pub(crate) async fn tell_lists(
    tx: &mut Tx,
    account: AccountId,
    meeting: MeetingId,
) -> Result<(), StoreError> {
    tx.execute(
        "update meeting_person set has_chat = 1
          where account_id = $1 and meeting_id = $2 and has_chat = 0
            and exists (select 1 from chat where chat.meeting_id = $2)",
        args![account, meeting],
    )
    .await?;
    Ok(())
}

/// Holds the chat until the end of `tx`.
pub async fn hold(tx: &mut Tx, account: AccountId, id: ChatId) -> Result<(), StoreError> {
    tx.row_for_change("select id from chat where account_id = $1 and id = $2", args![account, id])
        .await?;
    Ok(())
}

/// The number of the next message in the chat, which is held until the end of `tx`.
pub async fn next_number(
    tx: &mut Tx,
    account: AccountId,
    id: ChatId,
    now: Timestamp,
) -> Result<u32, StoreError> {
    let row = tx
        .changed_row(
            "update chat set written = written + 1, last_at = $3
              where account_id = $1 and id = $2 returning written",
            args![account, id, now],
        )
        .await?;
    let row = row.ok_or_else(|| StoreError::Other("a chat is gone".to_owned()))?;
    row.count("written")
}

/// The account of the meeting `id`, for somebody who takes part in it as host, alternate host or
/// invitee. `None` for everybody else: a stranger must not learn that it exists.
pub async fn account_of_meeting(
    tx: &mut Tx,
    person: PersonId,
    id: MeetingId,
) -> Result<Option<AccountId>, StoreError> {
    let row = tx
        .row(
            "select account_id from meeting_person where meeting_id = $2 and person_id = $1",
            args![person, id],
        )
        .await?;
    row.map(|row| row.parsed("account_id")).transpose()
}

fn from_row(row: &Row, person: PersonId) -> Result<Chat, StoreError> {
    let account: AccountId = row.parsed("account_id")?;
    let meeting: Option<MeetingId> = row.opt_parsed("meeting_id")?;
    let (place, title) = match meeting {
        Some(_) => {
            let takes_part = row.opt_text("part")?.is_some();
            let cancelled = row.word("state", State::from_word)? == State::Cancelled;
            (Place::Meeting { takes_part, cancelled }, row.text("title")?)
        }
        None => {
            let two: [PersonId; 2] = [row.parsed("first_id")?, row.parsed("second_id")?];
            let accounts: [Option<AccountId>; 2] =
                [row.opt_parsed("first_account")?, row.opt_parsed("second_account")?];
            let gone = [row.opt_time("first_gone_at")?, row.opt_time("second_gone_at")?];
            let both_here = accounts.iter().all(|each| *each == Some(account))
                && gone.iter().all(Option::is_none);
            let [first, _] = two;
            let other = if first == person { "second_name" } else { "first_name" };
            (Place::Direct { two, both_here }, row.text(other)?)
        }
    };
    let unread_from = row.opt_int("first_number")?.map(u32::try_from).transpose();
    Ok(Chat {
        id: row.parsed("id")?,
        account,
        place,
        title,
        has_stretches: row.opt_text("stretches")?.is_some(),
        meeting,
        last_at: row.opt_time("last_at")?,
        unread: row.count("unread")?,
        unread_from: unread_from.map_err(|error| StoreError::corrupt("first_number", error))?,
    })
}
