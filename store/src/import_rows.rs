//! Rows an import writes as they were elsewhere, with their own ids and moments (G1a). What is
//! there already stays as it is: a second run of the same portion touches nothing.

use std::collections::BTreeMap;

use meetings::answer::Given;
use people::site::SiteName;
use units::id::{AccountId, MeetingId, PersonId};
use units::{EmailAddress, Timestamp};

use crate::args;
use crate::bulk::{self, Shape};
use crate::chat::OF_PERSON;
use crate::contact::{Holder, places};
use crate::error::StoreError;
use crate::meeting_answer;
use crate::registration::Registrant;
use crate::room;
use crate::tx::Tx;
use crate::value::{Value, json};

/// What has an id and an owner.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Owned {
    Meetings,
    Contacts,
    ContactGroups,
    MeetingTemplates,
    Recordings,
    /// Of the host of their meeting.
    Registrants,
}

/// Whose those of `ids` are that somebody has, in whatever account: ids are a stranger's.
pub async fn owners(
    tx: &mut Tx,
    what: Owned,
    ids: &[String],
) -> Result<BTreeMap<String, PersonId>, StoreError> {
    let (table, owner) = match what {
        Owned::Meetings => ("meeting", "host_id"),
        Owned::Contacts => ("contact", "person_id"),
        Owned::ContactGroups => ("contact_group", "person_id"),
        // One for everybody is the account's, and nobody's own.
        Owned::MeetingTemplates => ("meeting_template", "coalesce(person_id, account_id)"),
        Owned::Recordings => ("recording", "owner_id"),
        Owned::Registrants => {
            ("registrant", "(select m.host_id from meeting m where m.id = registrant.meeting_id)")
        }
    };
    let mut owners = BTreeMap::new();
    for some in ids.chunks(bulk::LIST_MAX) {
        let places = places(1, some.len());
        let sql = format!("select id, {owner} as owner from {table} where id in ({places})");
        let values: Vec<Value> = some.iter().map(Value::from).collect();
        for row in tx.rows_text(&sql, &values).await? {
            owners.insert(row.text("id")?, row.parsed("owner")?);
        }
    }
    Ok(owners)
}

/// What must be told apart everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unique {
    Numbers,
    Links,
}

/// Those of `values` that a meeting has, whoever holds it.
pub async fn taken(
    tx: &mut Tx,
    what: Unique,
    values: &[String],
) -> Result<Vec<String>, StoreError> {
    let column = match what {
        Unique::Numbers => "number",
        Unique::Links => "link",
    };
    let mut taken = Vec::new();
    for some in values.chunks(bulk::LIST_MAX) {
        let places = places(1, some.len());
        let sql = format!("select {column} as value from meeting where {column} in ({places})");
        let values: Vec<Value> = some.iter().map(Value::from).collect();
        for row in tx.rows_text(&sql, &values).await? {
            taken.push(row.text("value")?);
        }
    }
    Ok(taken)
}

/// Somebody invited to a meeting, at their place among all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invited {
    pub meeting: MeetingId,
    pub position: u32,
    pub email: EmailAddress,
    pub name: String,
}

/// Writes invitees of the account's meetings.
pub async fn add_invitees(
    tx: &mut Tx,
    account: AccountId,
    invited: &[Invited],
) -> Result<u64, StoreError> {
    const SHAPE: Shape = Shape {
        before: "insert into meeting_invitee (meeting_id, account_id, position, email_key, email,
                        name) values ",
        after: " on conflict (meeting_id, email_key) do nothing",
        columns: 6,
    };
    let values = invited.iter().flat_map(|it| {
        let email = &it.email;
        args![it.meeting, account, it.position, email.key(), email, &it.name].to_vec()
    });
    bulk::write(tx, SHAPE, values.collect()).await
}

/// Writes panelists of the account's webinars.
pub async fn add_panelists(
    tx: &mut Tx,
    account: AccountId,
    panelists: &[Invited],
) -> Result<u64, StoreError> {
    const SHAPE: Shape = Shape {
        before: "insert into meeting_panelist (meeting_id, account_id, position, email_key, email,
                        name) values ",
        after: " on conflict (meeting_id, email_key) do nothing",
        columns: 6,
    };
    let values = panelists.iter().flat_map(|it| {
        let email = &it.email;
        args![it.meeting, account, it.position, email.key(), email, &it.name].to_vec()
    });
    bulk::write(tx, SHAPE, values.collect()).await
}

/// Somebody else who may hold a meeting.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AlternateHost {
    pub meeting: MeetingId,
    pub position: u32,
    pub email: EmailAddress,
    /// Who has the address here.
    pub person: Option<PersonId>,
}

/// Writes alternate hosts of the account's meetings.
pub async fn add_alternate_hosts(
    tx: &mut Tx,
    account: AccountId,
    hosts: &[AlternateHost],
) -> Result<u64, StoreError> {
    const SHAPE: Shape = Shape {
        before: "insert into meeting_alternate_host (meeting_id, account_id, position, email_key,
                        email, person_id) values ",
        after: " on conflict (meeting_id, email_key) do nothing",
        columns: 6,
    };
    let values = hosts.iter().flat_map(|it| {
        let email = &it.email;
        args![it.meeting, account, it.position, email.key(), email, it.person].to_vec()
    });
    bulk::write(tx, SHAPE, values.collect()).await
}

/// Writes answers to meetings of the account's; those that are there stay.
pub async fn add_answers(
    tx: &mut Tx,
    account: AccountId,
    answers: &[(MeetingId, Given)],
) -> Result<u64, StoreError> {
    const SHAPE: Shape = Shape {
        before:
            "insert into meeting_answer (meeting_id, account_id, email_key, place, answer, note,
                    way, sequence, written_at, came_at) values ",
        after: " on conflict (meeting_id, email_key, place) do nothing",
        columns: 10,
    };
    let values = answers.iter().flat_map(|(meeting, given)| {
        args![
            *meeting,
            account,
            &given.email_key,
            given.time.map_or(meeting_answer::ALL, i64::from),
            given.answer.word(),
            &given.note,
            given.by.word(),
            given.sequence,
            given.written_at,
            given.came_at
        ]
        .to_vec()
    });
    bulk::write(tx, SHAPE, values.collect()).await
}

/// Writes registrants of the account's meetings; addresses that are registered stay as they are.
pub async fn add_registrants(
    tx: &mut Tx,
    account: AccountId,
    registrants: &[Registrant],
) -> Result<u64, StoreError> {
    const SHAPE: Shape = Shape {
        before: "insert into registrant (id, account_id, meeting_id, code, email, email_key, name,
                    locale, answers, standing, asked_at, decided_at) values ",
        after: " on conflict do nothing",
        columns: 12,
    };
    let values = registrants.iter().flat_map(|it| {
        args![
            it.id,
            account,
            it.meeting,
            it.code.as_str(),
            &it.email,
            it.email.key(),
            &it.name,
            &it.locale,
            json(&it.answers),
            it.standing.word(),
            it.asked_at,
            it.decided_at
        ]
        .to_vec()
    });
    bulk::write(tx, SHAPE, values.collect()).await
}

/// Writes a room at `kept.name`, an address of the person's, as it was at `changed_at`.
pub async fn add_room(
    tx: &mut Tx,
    kept: &room::Kept,
    changed_at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into room (person_id, account_id, skeleton, settings, chosen, version, opened_at,
                locks_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            kept.person,
            kept.account,
            kept.name.skeleton(),
            json(&kept.own.room),
            json(&kept.own.chosen),
            kept.version,
            kept.opening.map(|opening| opening.since),
            kept.opening.and_then(|opening| opening.locks),
            changed_at
        ],
    )
    .await?;
    Ok(())
}

/// Gives the person an address for their room, theirs since `since`. False: it is somebody's.
pub async fn add_room_name(
    tx: &mut Tx,
    holder: Holder,
    name: &SiteName,
    since: Timestamp,
) -> Result<bool, StoreError> {
    let added = tx
        .execute(
            "insert into room_name (skeleton, name, person_id, account_id, since)
             values ($1, $2, $3, $4, $5) on conflict (skeleton) do nothing",
            args![name.skeleton(), name.as_str(), holder.person, holder.account, since],
        )
        .await?;
    Ok(added > 0)
}

/// An address of the person's room is theirs since `since`.
pub async fn room_name_since(
    tx: &mut Tx,
    holder: Holder,
    name: &SiteName,
    since: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update room_name set since = $4
          where account_id = $1 and person_id = $2 and skeleton = $3",
        args![holder.account, holder.person, name.skeleton(), since],
    )
    .await?;
    Ok(())
}

/// An address of the person's was proved at `verified_at`.
pub async fn address_verified(
    tx: &mut Tx,
    holder: Holder,
    email: &EmailAddress,
    verified_at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update person_email set verified_at = $4
          where account_id = $1 and person_id = $2 and email_key = $3",
        args![holder.account, holder.person, email.key(), verified_at],
    )
    .await?;
    Ok(())
}

/// What the person says of themselves, where they say nothing yet. False: they do.
pub async fn set_biography(
    tx: &mut Tx,
    holder: Holder,
    biography: &str,
) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "update person set biography = $3
              where account_id = $1 and id = $2 and biography = '' and $3 <> ''",
            args![holder.account, holder.person, biography],
        )
        .await?;
    Ok(changed > 0)
}

/// Whether somebody has this id, in whatever account.
pub async fn is_person(tx: &mut Tx, id: PersonId) -> Result<bool, StoreError> {
    Ok(tx.row("select id from person where id = $1", args![id]).await?.is_some())
}

/// Those of `ids` that are chats of this Plenum in which `person` takes part.
pub async fn chats_of(
    tx: &mut Tx,
    person: PersonId,
    ids: &[String],
) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    for some in ids.chunks(bulk::LIST_MAX) {
        let places = places(2, some.len());
        let sql = format!("select id from chat where id in ({OF_PERSON}) and id in ({places})");
        let mut values = args![person].to_vec();
        values.extend(some.iter().map(Value::from));
        for row in tx.rows_text(&sql, &values).await? {
            found.push(row.text("id")?);
        }
    }
    Ok(found)
}
