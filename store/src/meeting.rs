//! Meetings, the people they concern, and the lists they stand in (F1).
//!
//! A meeting is found by its account, by a person who holds it, or by its unguessable link. Lists
//! are read a page at a time from one index, however many meetings a person has.

use meetings::{
    Exception, Identity, Invitee, Kind, KnownPerson, LinkCode, Meeting, MeetingNumber, Party,
    Repeat, Schedule, State, Stretch,
};
use serde::{Deserialize, Serialize};
use units::id::{AccountId, MeetingId, PersonId, SiteId};
use units::{EmailAddress, Timestamp};

use crate::args;
use crate::chat;
use crate::error::StoreError;
use crate::meeting_search::Texts;
use crate::meeting_word;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::{Value, json};

/// Rows written by one statement.
const ROWS_AT_ONCE: usize = 200;

/// A meeting as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub meeting: Meeting,
    /// Where it takes place now.
    pub site: SiteId,
    /// Alternate hosts with an account here, by the address they were named with.
    pub known: Vec<KnownPerson>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// What somebody is in a meeting that stands in their list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Host,
    AlternateHost,
    /// Of a webinar.
    Panelist,
    Invitee,
}

impl Part {
    pub fn word(self) -> &'static str {
        match self {
            Part::Host => "host",
            Part::AlternateHost => "alternate_host",
            Part::Panelist => "panelist",
            Part::Invitee => "invitee",
        }
    }

    pub fn from_word(word: &str) -> Option<Part> {
        [Part::Host, Part::AlternateHost, Part::Panelist, Part::Invitee]
            .into_iter()
            .find(|part| part.word() == word)
    }

    /// Whether they may start and change the meeting.
    pub fn holds(self) -> bool {
        matches!(self, Part::Host | Part::AlternateHost)
    }
}

/// Where a meeting stands in lists: upcoming before `until`, past from then on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Listed {
    pub at: Timestamp,
    pub until: Timestamp,
}

const COLUMNS: &str = "m.id, m.account_id, m.site_id, m.host_id, m.title, m.agenda, m.starts_local,
       m.zone, m.duration_minutes, m.rule, m.exceptions, m.stretches, m.password, m.number, m.link,
       m.sequence, m.state, m.retimed, m.kind, m.created_at, m.updated_at";

/// Writes a new meeting with its people. Refused as taken when id, number or link are in use.
pub async fn insert(
    tx: &mut Tx,
    meeting: &Meeting,
    known: &[KnownPerson],
    site: SiteId,
    now: Timestamp,
) -> Result<(), StoreError> {
    insert_as_of(tx, meeting, known, site, (now, now)).await
}

/// As `insert`, of a meeting that was made and changed at these moments.
pub async fn insert_as_of(
    tx: &mut Tx,
    meeting: &Meeting,
    known: &[KnownPerson],
    site: SiteId,
    (created_at, updated_at): (Timestamp, Timestamp),
) -> Result<(), StoreError> {
    let identity = &meeting.identity;
    tx.execute(
        "insert into meeting (id, account_id, site_id, host_id, title, agenda, starts_local, zone,
                duration_minutes, rule, password, number, link, sequence, state, first_start,
                last_end, created_at, updated_at, exceptions, stretches, retimed, kind)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                $19, $20, $21, $22, $23)",
        args![
            identity.id,
            identity.account,
            site,
            identity.host,
            &meeting.title,
            &meeting.agenda,
            meeting.schedule.start().to_string(),
            meeting.schedule.zone(),
            meeting.schedule.duration_minutes(),
            rule(meeting),
            password(meeting),
            identity.number.digits(),
            identity.link.as_str(),
            meeting.sequence,
            meeting.state.word(),
            meeting.schedule.span().0,
            last_end(meeting),
            created_at,
            updated_at,
            exceptions(meeting),
            stretches(meeting),
            retimed(meeting),
            meeting.kind.word()
        ],
    )
    .await?;
    insert_people(tx, meeting, known).await
}

/// Writes what has changed of a meeting, and its people.
pub async fn update(
    tx: &mut Tx,
    meeting: &Meeting,
    known: &[KnownPerson],
    now: Timestamp,
) -> Result<(), StoreError> {
    let (id, account) = (meeting.identity.id, meeting.identity.account);
    tx.execute(
        "update meeting
            set title = $3, agenda = $4, starts_local = $5, zone = $6, duration_minutes = $7,
                rule = $8, password = $9, sequence = $10, state = $11, first_start = $12,
                last_end = $13, updated_at = $14, exceptions = $15, stretches = $16, retimed = $17
          where account_id = $1 and id = $2",
        args![
            account,
            id,
            &meeting.title,
            &meeting.agenda,
            meeting.schedule.start().to_string(),
            meeting.schedule.zone(),
            meeting.schedule.duration_minutes(),
            rule(meeting),
            password(meeting),
            meeting.sequence,
            meeting.state.word(),
            meeting.schedule.span().0,
            last_end(meeting),
            now,
            exceptions(meeting),
            stretches(meeting),
            retimed(meeting)
        ],
    )
    .await?;
    tx.execute(
        "delete from meeting_panelist where account_id = $1 and meeting_id = $2",
        args![account, id],
    )
    .await?;
    tx.execute(
        "delete from meeting_invitee where account_id = $1 and meeting_id = $2",
        args![account, id],
    )
    .await?;
    tx.execute(
        "delete from meeting_alternate_host where account_id = $1 and meeting_id = $2",
        args![account, id],
    )
    .await?;
    insert_people(tx, meeting, known).await
}

/// People are reminded of the time that starts at `start`. False: they were already.
pub async fn set_reminded(
    tx: &mut Tx,
    account: AccountId,
    id: MeetingId,
    start: Timestamp,
) -> Result<bool, StoreError> {
    let reminded = tx
        .execute(
            "update meeting set reminded_for = $3
              where account_id = $1 and id = $2 and (reminded_for is null or reminded_for <> $3)",
            args![account, id, start],
        )
        .await?;
    Ok(reminded > 0)
}

/// Somebody else hosts the meeting from now on.
pub async fn set_host(
    tx: &mut Tx,
    account: AccountId,
    id: MeetingId,
    host: PersonId,
) -> Result<(), StoreError> {
    tx.execute(
        "update meeting set host_id = $3 where account_id = $1 and id = $2",
        args![account, id, host],
    )
    .await?;
    Ok(())
}

async fn insert_people(
    tx: &mut Tx,
    meeting: &Meeting,
    known: &[KnownPerson],
) -> Result<(), StoreError> {
    let (id, account) = (meeting.identity.id, meeting.identity.account);
    let named = |people: &[Invitee]| -> Vec<Vec<Value>> {
        let rows = (0u32..).zip(people).map(|(position, each)| {
            let email = &each.email;
            args![id, account, position, email.key(), email, &each.name].to_vec()
        });
        rows.collect()
    };
    let insert = "insert into meeting_panelist
        (meeting_id, account_id, position, email_key, email, name)";
    insert_rows(tx, insert, &named(&meeting.panelists)).await?;
    let insert = "insert into meeting_invitee
        (meeting_id, account_id, position, email_key, email, name)";
    insert_rows(tx, insert, &named(&meeting.invitees)).await?;
    let mut hosts = Vec::new();
    for (position, party) in (0u32..).zip(&meeting.alternate_hosts) {
        let (email, person) = match party {
            Party::Address(email) => (email, Value::NoText),
            Party::Person(person) => {
                let named = known.iter().find(|known| known.person == *person);
                let named =
                    named.ok_or_else(|| StoreError::corrupt("alternate host", "no address"))?;
                (&named.email, Value::from(*person))
            }
        };
        let row = [id.into(), account.into(), position.into(), email.key().into(), email.into()];
        hosts.push(row.into_iter().chain([person]).collect());
    }
    let insert = "insert into meeting_alternate_host
        (meeting_id, account_id, position, email_key, email, person_id)";
    insert_rows(tx, insert, &hosts).await
}

/// Writes `rows`, all of one length, many to a statement.
async fn insert_rows(
    tx: &mut Tx,
    insert: &'static str,
    rows: &[Vec<Value>],
) -> Result<(), StoreError> {
    for some in rows.chunks(ROWS_AT_ONCE) {
        let mut numbers = 1..;
        let places: Vec<String> = some
            .iter()
            .map(|row| {
                let places: Vec<String> =
                    numbers.by_ref().take(row.len()).map(|number| format!("${number}")).collect();
                format!("({})", places.join(", "))
            })
            .collect();
        let values: Vec<Value> = some.iter().flatten().cloned().collect();
        tx.execute_text(&format!("{insert} values {}", places.join(", ")), &values).await?;
    }
    Ok(())
}

/// Puts a meeting into the lists of `people`, and out of all others. `known`: those of its
/// alternate hosts who have an account here.
pub async fn list_for(
    tx: &mut Tx,
    (meeting, known): (&Meeting, &[KnownPerson]),
    people: &[(PersonId, Part)],
    listed: Listed,
) -> Result<(), StoreError> {
    let (account, id) = (meeting.identity.account, meeting.identity.id);
    let texts = Texts::of(meeting, known);
    let found: Vec<(PersonId, &str)> =
        people.iter().map(|(person, part)| (*person, texts.for_one(part.holds()))).collect();
    meeting_word::replace(tx, (account, id), &found).await?;
    tx.execute(
        "delete from meeting_person where account_id = $1 and meeting_id = $2",
        args![account, id],
    )
    .await?;
    let rows: Vec<Vec<Value>> =
        people.iter().map(|person| list_row(meeting, &texts, person, listed)).collect();
    insert_rows(tx, LIST_INSERT, &rows).await?;
    chat::tell_lists(tx, account, id).await
}

const LIST_INSERT: &str = "insert into meeting_person
        (meeting_id, account_id, person_id, part, listed_at, listed_until, repeats, search_text)";

/// The row of a list; what it is found by depends on the part somebody has in the meeting.
fn list_row(
    meeting: &Meeting,
    texts: &Texts,
    &(person, part): &(PersonId, Part),
    listed: Listed,
) -> Vec<Value> {
    let (id, account) = (meeting.identity.id, meeting.identity.account);
    let schedule = &meeting.schedule;
    let once = *schedule.repeats() == Repeat::Once && schedule.earlier().is_empty();
    let repeats = i64::from(!once);
    let found_by = texts.for_one(part.holds());
    args![id, account, person, part.word(), listed.at, listed.until, repeats, found_by].to_vec()
}

/// Moves a meeting to another place in the lists it stands in: its next time has come.
pub async fn move_in_lists(
    tx: &mut Tx,
    account: AccountId,
    id: MeetingId,
    listed: Listed,
) -> Result<(), StoreError> {
    tx.execute(
        "update meeting_person set listed_at = $3, listed_until = $4
          where account_id = $1 and meeting_id = $2",
        args![account, id, listed.at, listed.until],
    )
    .await?;
    Ok(())
}

/// Puts a meeting into one more list, in which it does not stand yet.
pub async fn list_also(
    tx: &mut Tx,
    kept: &Kept,
    person: (PersonId, Part),
    listed: Listed,
) -> Result<(), StoreError> {
    let texts = Texts::of(&kept.meeting, &kept.known);
    let row = list_row(&kept.meeting, &texts, &person, listed);
    let sql = format!(
        "{LIST_INSERT} values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (meeting_id, person_id) do nothing"
    );
    if tx.execute_text(&sql, &row).await? > 0 {
        let text = texts.for_one(person.1.holds());
        let identity = &kept.meeting.identity;
        meeting_word::add(tx, identity.id, (person.0, text)).await?;
        chat::tell_lists(tx, identity.account, identity.id).await?;
    }
    Ok(())
}

/// At most `most` meetings, of whatever account, that are not over and name `email` as that of an
/// invitee, of a panelist or of an alternate host without an account here; in the order of their
/// ids.
pub async fn naming(
    tx: &mut Tx,
    email: &EmailAddress,
    now: Timestamp,
    most: u32,
) -> Result<Vec<(AccountId, MeetingId)>, StoreError> {
    let rows = tx
        .rows(
            "select m.account_id, m.id from meeting m
              where m.state = 'scheduled' and (m.last_end is null or m.last_end > $2)
                and m.id in (select meeting_id from meeting_invitee where email_key = $1
                             union select meeting_id from meeting_panelist where email_key = $1
                             union select meeting_id from meeting_alternate_host
                                    where email_key = $1 and person_id is null)
              order by m.id limit $3",
            args![email.key(), now, most],
        )
        .await?;
    rows.iter().map(|row| Ok((row.parsed("account_id")?, row.parsed("id")?))).collect()
}

/// The alternate host named by `email` is `person`. False: the meeting names none like this.
pub async fn know_host(
    tx: &mut Tx,
    account: AccountId,
    id: MeetingId,
    email: &EmailAddress,
    person: PersonId,
) -> Result<bool, StoreError> {
    let known = tx
        .execute(
            "update meeting_alternate_host set person_id = $4
              where account_id = $1 and meeting_id = $2 and email_key = $3 and person_id is null",
            args![account, id, email.key(), person],
        )
        .await?;
    Ok(known > 0)
}

pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    id: MeetingId,
) -> Result<Option<Kept>, StoreError> {
    let sql = format!("select {COLUMNS} from meeting m where m.account_id = $1 and m.id = $2");
    let rows = tx.rows_text(&sql, args![account, id]).await?;
    kept(tx, rows.first()).await
}

/// As `find`, locked until the end of `tx`.
pub async fn lock(
    tx: &mut Tx,
    account: AccountId,
    id: MeetingId,
) -> Result<Option<Kept>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from meeting m where m.account_id = $1 and m.id = $2{}",
        tx.dialect().for_update()
    );
    let rows = tx.rows_text(&sql, args![account, id]).await?;
    kept(tx, rows.first()).await
}

/// The account of meeting `id`, for somebody who holds it as host or alternate host; their own
/// account may be another. `None` for everybody else: a stranger must not learn that it exists.
pub async fn account_for_holder(
    tx: &mut Tx,
    holder: PersonId,
    id: MeetingId,
) -> Result<Option<AccountId>, StoreError> {
    let row = tx
        .row(
            "select account_id from meeting_person
              where meeting_id = $2 and person_id = $1 and part in ('host', 'alternate_host')",
            args![holder, id],
        )
        .await?;
    row.map(|row| row.parsed("account_id")).transpose()
}

/// The meeting a join link names.
pub async fn by_link(tx: &mut Tx, link: &LinkCode) -> Result<Option<Kept>, StoreError> {
    let sql = format!("select {COLUMNS} from meeting m where m.link = $1");
    let rows = tx.rows_text(&sql, args![link.as_str()]).await?;
    kept(tx, rows.first()).await
}

/// The meeting with a number, without its people, and where it takes place now. One statement,
/// whether or not there is one, so that the time it takes says nothing.
pub async fn by_number(
    tx: &mut Tx,
    number: MeetingNumber,
) -> Result<Option<(Meeting, SiteId)>, StoreError> {
    let sql = format!("select {COLUMNS} from meeting m where m.number = $1");
    let rows = tx.rows_text(&sql, args![number.digits()]).await?;
    rows.first().map(|row| Ok((from_row(row)?, row.parsed("site_id")?))).transpose()
}

async fn kept(tx: &mut Tx, row: Option<&Row>) -> Result<Option<Kept>, StoreError> {
    let Some(row) = row else { return Ok(None) };
    let mut meeting = from_row(row)?;
    let (id, account) = (meeting.identity.id, meeting.identity.account);
    let invitees = tx
        .rows(
            "select email, name from meeting_invitee
              where account_id = $1 and meeting_id = $2 order by position",
            args![account, id],
        )
        .await?;
    meeting.invitees = invitees.iter().map(named).collect::<Result<_, _>>()?;
    if meeting.kind.is_webinar() {
        let panelists = tx
            .rows(
                "select email, name from meeting_panelist
                  where account_id = $1 and meeting_id = $2 order by position",
                args![account, id],
            )
            .await?;
        meeting.panelists = panelists.iter().map(named).collect::<Result<_, _>>()?;
    }
    let hosts = tx
        .rows(
            "select email, person_id from meeting_alternate_host
              where account_id = $1 and meeting_id = $2 order by position",
            args![account, id],
        )
        .await?;
    let mut known = Vec::new();
    for host in &hosts {
        let email = host.parsed("email")?;
        match host.opt_parsed("person_id")? {
            None => meeting.alternate_hosts.push(Party::Address(email)),
            Some(person) => {
                meeting.alternate_hosts.push(Party::Person(person));
                known.push(KnownPerson { person, email });
            }
        }
    }
    Ok(Some(Kept {
        meeting,
        site: row.parsed("site_id")?,
        known,
        created_at: row.time("created_at")?,
        updated_at: row.time("updated_at")?,
    }))
}

fn named(row: &Row) -> Result<Invitee, StoreError> {
    Ok(Invitee { email: row.parsed("email")?, name: row.text("name")? })
}

/// The meeting of a row, without the people it concerns.
pub(crate) fn from_row(row: &Row) -> Result<Meeting, StoreError> {
    let repeats: Option<Repeat> = row.opt_parsed("rule")?;
    let schedule = Schedule::new(
        row.parsed("starts_local")?,
        row.parsed("zone")?,
        row.count("duration_minutes")?,
        repeats.unwrap_or(Repeat::Once),
    );
    let stretches: Option<Stretches> = row.opt_json("stretches")?;
    let Stretches { earlier, since } = stretches.unwrap_or_default();
    let exceptions: Option<Vec<Exception>> = row.opt_json("exceptions")?;
    Ok(Meeting {
        identity: Identity {
            id: row.parsed("id")?,
            account: row.parsed("account_id")?,
            host: row.parsed("host_id")?,
            number: row.parsed("number")?,
            link: row.parsed("link")?,
        },
        kind: row.word("kind", Kind::from_word)?,
        title: row.text("title")?,
        agenda: row.text("agenda")?,
        schedule: schedule
            .after_stretches(earlier, since)
            .with_exceptions(exceptions.unwrap_or_default()),
        alternate_hosts: Vec::new(),
        panelists: Vec::new(),
        invitees: Vec::new(),
        password: row.opt_parsed("password")?,
        sequence: row.count("sequence")?,
        state: row.word("state", State::from_word)?,
        retimed: row.opt_json("retimed")?.unwrap_or_default(),
    })
}

fn rule(meeting: &Meeting) -> Option<String> {
    Some(meeting.schedule.repeats().text()).filter(|rule| !rule.is_empty())
}

/// Nothing when all meetings are as the rule says.
fn exceptions(meeting: &Meeting) -> Value {
    match meeting.schedule.exceptions() {
        [] => Value::NoText,
        some => json(&some),
    }
}

/// Nothing when all meetings have had one time all along.
fn retimed(meeting: &Meeting) -> Value {
    match &*meeting.retimed {
        [] => Value::NoText,
        some => json(&some),
    }
}

/// The rules a series had before the one in its row.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Stretches {
    pub earlier: Vec<Stretch>,
    /// Names the one in its row to calendars.
    pub since: u32,
}

/// Nothing when the series has had one rule all along.
fn stretches(meeting: &Meeting) -> Value {
    let schedule = &meeting.schedule;
    match schedule.earlier() {
        [] => Value::NoText,
        some => json(&Stretches { earlier: some.to_vec(), since: schedule.present().since() }),
    }
}

fn password(meeting: &Meeting) -> Option<String> {
    meeting.password.as_ref().map(|password| password.shown().to_owned())
}

/// `None` for a series without an end.
fn last_end(meeting: &Meeting) -> Option<Timestamp> {
    meeting.schedule.last().map(|last| last.end)
}
