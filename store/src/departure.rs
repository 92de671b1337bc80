//! Who leaves an account, or is removed from it: asked for, taken back, done (E7), and what they
//! have there. What becomes of it is decided in `people::leaving`.

use people::leaving::{Belongings, Heir, Proposal};
use people::roles::{Permission, Role};
use serde_json::Value as Json;
use units::Timestamp;
use units::id::{AccountId, DepartureId, MeetingId, PersonId};

use crate::args;
use crate::chat::OF_PERSON;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::json;

/// Names read of groups; an account has fewer.
const GROUPS_MAX: u32 = 200;

/// How a departure stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// It waits for its moment and can be taken back.
    Planned,
    /// Things are being handed on.
    UnderWay,
    Done,
    TakenBack,
    /// It could not take effect as it was asked for.
    Stopped,
}

impl State {
    pub const ALL: [State; 5] =
        [State::Planned, State::UnderWay, State::Done, State::TakenBack, State::Stopped];

    pub fn word(self) -> &'static str {
        match self {
            State::Planned => "planned",
            State::UnderWay => "under_way",
            State::Done => "done",
            State::TakenBack => "taken_back",
            State::Stopped => "stopped",
        }
    }

    pub fn from_word(word: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// A departure as it is kept.
#[derive(Clone, PartialEq, Debug)]
pub struct Departure {
    pub id: DepartureId,
    pub account: AccountId,
    pub person: PersonId,
    pub asked_by: PersonId,
    /// As it was shown and agreed to.
    pub proposal: Proposal,
    /// How far it came, as the story reads it.
    pub progress: Json,
    pub state: State,
    pub asked_at: Timestamp,
    pub takes_effect_at: Timestamp,
}

const COLUMNS: &str = "id, account_id, person_id, asked_by, proposal, progress, state, asked_at,
        takes_effect_at";

/// Writes a departure. Refused as taken when the person has another one that is not over.
pub async fn insert(tx: &mut Tx, departure: &Departure) -> Result<(), StoreError> {
    tx.execute(
        "insert into departure (id, account_id, person_id, asked_by, proposal, progress, state,
                asked_at, takes_effect_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            departure.id,
            departure.account,
            departure.person,
            departure.asked_by,
            json(&departure.proposal),
            json(&departure.progress),
            departure.state.word(),
            departure.asked_at,
            departure.takes_effect_at
        ],
    )
    .await?;
    Ok(())
}

/// The departure of `person` that waits or is under way.
pub async fn open(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
) -> Result<Option<Departure>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from departure
          where account_id = $1 and person_id = $2 and state in ('planned', 'under_way')"
    );
    tx.rows_text(&sql, args![account, person]).await?.first().map(from_row).transpose()
}

/// The departure `id`, locked until the end of `tx`.
pub async fn lock(
    tx: &mut Tx,
    account: AccountId,
    id: DepartureId,
) -> Result<Option<Departure>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from departure where account_id = $1 and id = $2{}",
        tx.dialect().for_update()
    );
    tx.rows_text(&sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// Writes down how `departure` stands and how far it came.
pub async fn update(
    tx: &mut Tx,
    departure: &Departure,
    ended_at: Option<Timestamp>,
) -> Result<(), StoreError> {
    tx.execute(
        "update departure set state = $3, progress = $4, ended_at = $5
          where account_id = $1 and id = $2",
        args![
            departure.account,
            departure.id,
            departure.state.word(),
            json(&departure.progress),
            ended_at
        ],
    )
    .await?;
    Ok(())
}

/// Who of `account` goes, and when, at most `most`.
pub async fn planned(
    tx: &mut Tx,
    account: AccountId,
    most: u32,
) -> Result<Vec<(PersonId, Timestamp)>, StoreError> {
    let rows = tx
        .rows(
            "select person_id, takes_effect_at from departure
              where account_id = $1 and state in ('planned', 'under_way')
              order by takes_effect_at, id limit $2",
            args![account, most],
        )
        .await?;
    rows.iter().map(|row| Ok((row.parsed("person_id")?, row.time("takes_effect_at")?))).collect()
}

/// Active people of `account` things can be handed to, by name, at most `most`.
pub async fn heirs(tx: &mut Tx, account: AccountId, most: u32) -> Result<Vec<Heir>, StoreError> {
    let rows = tx
        .rows(
            "select p.id, p.name, r.role from person p
               left join person_role r on r.person_id = p.id and r.account_id = p.account_id
              where p.account_id = $1 and p.deactivated_at is null
                and p.id in (select id from person
                              where account_id = $1 and deactivated_at is null
                              order by lower(name), id limit $2)
              order by lower(p.name), p.id",
            args![account, most],
        )
        .await?;
    gathered(&rows)
}

/// Those of `people` who are active in `account`.
pub async fn heirs_among(
    tx: &mut Tx,
    account: AccountId,
    people: impl IntoIterator<Item = PersonId>,
) -> Result<Vec<Heir>, StoreError> {
    let mut found = Vec::new();
    for person in people {
        let rows = tx
            .rows(
                "select p.id, p.name, r.role from person p
                   left join person_role r on r.person_id = p.id and r.account_id = p.account_id
                  where p.account_id = $1 and p.id = $2 and p.deactivated_at is null",
                args![account, person],
            )
            .await?;
        found.extend(gathered(&rows)?);
    }
    Ok(found)
}

/// One for each person of rows that follow each other.
fn gathered(rows: &[Row]) -> Result<Vec<Heir>, StoreError> {
    let mut heirs: Vec<Heir> = Vec::new();
    for row in rows {
        let person: PersonId = row.parsed("id")?;
        let role = row.opt_text("role")?.as_deref().and_then(Role::from_word);
        let hosts = role.is_some_and(|role| role.has(Permission::ScheduleMeetings));
        match heirs.last_mut().filter(|last| last.person == person) {
            Some(last) => last.hosts |= hosts,
            None => heirs.push(Heir { person, name: row.text("name")?, hosts }),
        }
    }
    Ok(heirs)
}

/// What `person` has in `account`, but for the names of what is assigned to them.
pub async fn belongings(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    now: Timestamp,
) -> Result<Belongings, StoreError> {
    let open = "m.state = 'scheduled' and (m.last_end is null or m.last_end > $3)";
    let sql = format!(
        "select
           (select count(*) from meeting m
             where m.account_id = $1 and m.host_id = $2 and {open} and m.rule is null) as meetings,
           (select count(*) from meeting m
             where m.account_id = $1 and m.host_id = $2 and {open} and m.rule is not null)
             as series,
           (select count(*) from meeting m
             where m.account_id = $1 and m.host_id = $2 and not ({open})) as past_meetings,
           (select count(*) from meeting_alternate_host h join meeting m on m.id = h.meeting_id
             where h.account_id = $1 and h.person_id = $2 and m.host_id <> $2 and {open})
             as hosting,
           (select count(*) from recording where account_id = $1 and owner_id = $2) as recordings,
           (select cast(coalesce(sum(bytes), 0) as bigint) from recording
             where account_id = $1 and owner_id = $2) as recording_bytes,
           (select count(*) from contact
             where account_id = $1 and person_id = $2 and removed_at is null) as contacts,
           (select count(*) from room_name where account_id = $1 and person_id = $2) as room_names"
    );
    let row = tx.rows_text(&sql, args![account, person, now]).await?;
    let row = row.first().ok_or_else(|| StoreError::corrupt("belongings", "nothing"))?;
    let bytes = row.int("recording_bytes")?;
    Ok(Belongings {
        meetings: row.count("meetings")?,
        series: row.count("series")?,
        past_meetings: row.count("past_meetings")?,
        hosting: row.count("hosting")?,
        recordings: row.count("recordings")?,
        recording_bytes: u64::try_from(bytes)
            .map_err(|_| StoreError::corrupt("recording_bytes", bytes))?,
        contacts: row.count("contacts")?,
        chats: chats(tx, person).await?,
        room_names: row.count("room_names")?,
        groups: groups(tx, account, person).await?,
        licences: Vec::new(),
    })
}

/// Chats of `person` in which something was written.
async fn chats(tx: &mut Tx, person: PersonId) -> Result<u32, StoreError> {
    let sql = format!(
        "select count(*) as chats from chat where id in ({OF_PERSON}) and last_at is not null"
    );
    let rows = tx.rows_text(&sql, args![person]).await?;
    rows.first().map_or(Ok(0), |row| row.count("chats"))
}

async fn groups(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
) -> Result<Vec<String>, StoreError> {
    let rows = tx
        .rows(
            "select g.name from people_group_member m join people_group g on g.id = m.group_id
              where m.account_id = $1 and m.person_id = $2 and g.account_id = $1
              order by g.place, g.id limit $3",
            args![account, person, GROUPS_MAX],
        )
        .await?;
    rows.iter().map(|row| row.text("name")).collect()
}

/// At most `most` meetings of `account` that `person` hosts and that are not over.
pub async fn hosted(
    tx: &mut Tx,
    (account, person): (AccountId, PersonId),
    now: Timestamp,
    most: u32,
) -> Result<Vec<MeetingId>, StoreError> {
    let rows = tx
        .rows(
            "select id from meeting
              where account_id = $1 and host_id = $2 and state = 'scheduled'
                and (last_end is null or last_end > $3)
              order by id limit $4",
            args![account, person, now, most],
        )
        .await?;
    rows.iter().map(|row| row.parsed("id")).collect()
}

/// At most `most` meetings of others in `account` of which `person` is an alternate host and that
/// are not over.
pub async fn also_held(
    tx: &mut Tx,
    (account, person): (AccountId, PersonId),
    now: Timestamp,
    most: u32,
) -> Result<Vec<MeetingId>, StoreError> {
    let rows = tx
        .rows(
            "select m.id from meeting_alternate_host h join meeting m on m.id = h.meeting_id
              where h.account_id = $1 and h.person_id = $2 and m.account_id = $1
                and m.host_id <> $2 and m.state = 'scheduled'
                and (m.last_end is null or m.last_end > $3)
              order by m.id limit $4",
            args![account, person, now, most],
        )
        .await?;
    rows.iter().map(|row| row.parsed("id")).collect()
}

/// At most `most` meetings of `account` after `after` that `person` hosts and that are not over,
/// in the order of their ids.
pub async fn hosted_after(
    tx: &mut Tx,
    (account, person): (AccountId, PersonId),
    after: Option<MeetingId>,
    now: Timestamp,
    most: u32,
) -> Result<Vec<MeetingId>, StoreError> {
    let after = after.map(|after| after.to_string()).unwrap_or_default();
    let rows = tx
        .rows(
            "select id from meeting
              where account_id = $1 and host_id = $2 and id > $3 and state = 'scheduled'
                and (last_end is null or last_end > $4)
              order by id limit $5",
            args![account, person, after, now, most],
        )
        .await?;
    rows.iter().map(|row| row.parsed("id")).collect()
}

/// Whether an archive of `person` is being written.
pub async fn is_exporting(tx: &mut Tx, person: PersonId) -> Result<bool, StoreError> {
    let row = tx
        .row("select id from export where subject = $1 and state = 'writing'", args![person])
        .await?;
    Ok(row.is_some())
}

fn from_row(row: &Row) -> Result<Departure, StoreError> {
    Ok(Departure {
        id: row.parsed("id")?,
        account: row.parsed("account_id")?,
        person: row.parsed("person_id")?,
        asked_by: row.parsed("asked_by")?,
        proposal: row.json("proposal")?,
        progress: row.json("progress")?,
        state: row.word("state", State::from_word)?,
        asked_at: row.time("asked_at")?,
        takes_effect_at: row.time("takes_effect_at")?,
    })
}

/// Recordings of `person` are `heir`'s; returns how many. What was announced of them is announced
/// anew, to the new owner.
pub async fn hand_recordings(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    heir: PersonId,
) -> Result<u64, StoreError> {
    tx.execute(
        "update recording set owner_id = $3, erases_at = null
          where account_id = $1 and owner_id = $2",
        args![account, person, heir],
    )
    .await
}
