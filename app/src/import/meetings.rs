//! Meetings that come in with an archive: with their numbers and links where these are free, and
//! with whom they concern. Calendars know of them already, so nobody is told.

use std::collections::{BTreeMap, BTreeSet};

use ::meetings::{Identity, LinkCode, Meeting, MeetingNumber};
use store::import::Known;
use store::import_rows::{self, AlternateHost, Owned, Unique};
use store::{StoreError, Tx};
use units::id::MeetingId;

use super::bring::On;
use super::report::{Count, Report, Why};
use super::{ImportError, read};
use crate::meetings::schedule;

pub(super) const KIND: &str = "meetings";

pub(super) async fn bring(
    on: &On<'_>,
    tx: &mut Tx,
    meetings: Vec<read::Meeting>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let account = store::account::find(tx, on.holder.account).await?;
    let account = account.ok_or_else(|| StoreError::Other("no account".to_owned()))?;
    let given: Vec<String> = meetings.iter().map(|meeting| meeting.id.to_string()).collect();
    let known = on.ids(tx, (KIND, Owned::Meetings), &given).await?;
    let numbers: Vec<String> = meetings.iter().map(|it| it.number.digits()).collect();
    let links: Vec<String> = meetings.iter().map(|it| it.link.as_str().to_owned()).collect();
    let mut numbers: BTreeSet<String> =
        import_rows::taken(tx, Unique::Numbers, &numbers).await?.into_iter().collect();
    let mut links: BTreeSet<String> =
        import_rows::taken(tx, Unique::Links, &links).await?.into_iter().collect();
    for meeting in meetings {
        let Some(id) = made(&known, &meeting.id.to_string())? else {
            report.there(KIND);
            continue;
        };
        let mut identity = Identity {
            id,
            account: account.id,
            host: on.holder.person,
            number: meeting.number,
            link: meeting.link.clone(),
        };
        if !numbers.insert(meeting.number.digits()) {
            identity.number = MeetingNumber::from_random(on.app.random_bytes());
            report.note(Why::NumberTaken, &meeting.title);
        }
        if !links.insert(meeting.link.as_str().to_owned()) {
            identity.link = LinkCode::from_random(on.app.random_bytes());
            report.note(Why::LinkTaken, &meeting.title);
        }
        let moments = (meeting.created_at, meeting.updated_at);
        let meeting = Meeting {
            identity,
            kind: meeting.kind,
            title: meeting.title,
            agenda: meeting.agenda,
            schedule: meeting.schedule,
            alternate_hosts: Vec::new(),
            panelists: Vec::new(),
            invitees: Vec::new(),
            password: meeting.password,
            sequence: meeting.sequence,
            state: meeting.state,
            retimed: Vec::new(),
        };
        store::meeting::insert_as_of(tx, &meeting, &[], account.site, moments).await?;
        report.made(KIND);
    }
    Ok(())
}

/// The meeting `given` is, if the import made it.
pub(super) fn made(
    known: &BTreeMap<String, Known>,
    given: &str,
) -> Result<Option<MeetingId>, StoreError> {
    let Some(known) = known.get(given).filter(|known| known.is_made) else { return Ok(None) };
    known.id().map(Some)
}

/// What those of the meetings are that `invited` names.
async fn known(
    on: &On<'_>,
    tx: &mut Tx,
    invited: &[read::Invited],
) -> Result<BTreeMap<String, Known>, StoreError> {
    let given: BTreeSet<&String> = invited.iter().map(|it| &it.meeting).collect();
    let given: Vec<String> = given.into_iter().cloned().collect();
    store::import::known(tx, on.import, KIND, &given).await
}

/// `invited` of meetings that the import made.
async fn rows(
    on: &On<'_>,
    tx: &mut Tx,
    invited: &[read::Invited],
) -> Result<Vec<import_rows::Invited>, ImportError> {
    let known = known(on, tx, invited).await?;
    let mut rows = Vec::new();
    for it in invited {
        if let Some(meeting) = made(&known, &it.meeting)? {
            let (email, name) = (it.email.clone(), it.name.clone());
            rows.push(import_rows::Invited { meeting, position: it.position, email, name });
        }
    }
    Ok(rows)
}

pub(super) async fn panelists(
    on: &On<'_>,
    tx: &mut Tx,
    invited: Vec<read::Invited>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let rows = rows(on, tx, &invited).await?;
    let added = import_rows::add_panelists(tx, on.holder.account, &rows).await?;
    report.count("meeting_panelists", counted(added, invited.len()));
    Ok(())
}

pub(super) async fn invitees(
    on: &On<'_>,
    tx: &mut Tx,
    invited: Vec<read::Invited>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let rows = rows(on, tx, &invited).await?;
    let added = import_rows::add_invitees(tx, on.holder.account, &rows).await?;
    report.count("meeting_invitees", counted(added, invited.len()));
    Ok(())
}

pub(super) async fn alternate_hosts(
    on: &On<'_>,
    tx: &mut Tx,
    invited: Vec<read::Invited>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let known = known(on, tx, &invited).await?;
    let mut rows = Vec::new();
    for it in &invited {
        let Some(meeting) = made(&known, &it.meeting)? else { continue };
        let person = store::person::by_address(tx, &it.email).await?;
        let person = person.map(|person| person.id).filter(|id| *id != on.holder.person);
        let email = it.email.clone();
        rows.push(AlternateHost { meeting, position: it.position, email, person });
    }
    let added = import_rows::add_alternate_hosts(tx, on.holder.account, &rows).await?;
    report.count("meeting_alternate_hosts", counted(added, invited.len()));
    Ok(())
}

/// So many of `all` are new; the others were there.
pub(super) fn counted(made: u64, all: usize) -> Count {
    let all = u64::try_from(all).unwrap_or(u64::MAX);
    Count { made, there: all.saturating_sub(made), left: 0 }
}

/// Puts a meeting that came in into the lists of everyone it concerns here.
pub(super) async fn settle(on: &On<'_>, tx: &mut Tx, known: &Known) -> Result<(), ImportError> {
    let kept = store::meeting::lock(tx, on.holder.account, known.id()?).await?;
    if let Some(kept) = kept {
        schedule::settle(on.app, tx, &kept).await?;
    }
    Ok(())
}
