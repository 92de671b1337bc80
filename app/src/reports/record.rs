//! Somebody comes into a meeting held here, and leaves it: the two moments the history is made of
//! (F7). Whatever lets people in calls `joined` when their media is connected, and `left` with what
//! that gave when it no longer is. Looking at a join page or a door is neither.

use store::held_meeting::{self as meetings, Kept, Writing};
use store::{StoreError, Tx};
use units::Timestamp;
use units::id::{AccountId, ConnectionId, HeldMeetingId, PersonId};
use usage::held::{APART_S, kept, seconds_between};
use usage::{Connection, Held, Source};

use crate::app::App;

/// Somebody who comes in, and where.
#[derive(Clone, Copy, Debug)]
pub struct Joining<'a> {
    pub account: AccountId,
    /// The meeting's digits, or those of nothing: then the title tells meetings apart.
    pub number: &'a str,
    pub title: &'a str,
    pub host: PersonId,
    pub name: &'a str,
    /// Empty where it is not known.
    pub email: &'a str,
    pub is_guest: bool,
}

/// Where somebody is: what `left` ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Joined {
    pub account: AccountId,
    pub meeting: HeldMeetingId,
    pub connection: ConnectionId,
}

/// Writes down that somebody came in now: to the meeting that is on, or has been within the hour,
/// else to a new one.
pub async fn joined(app: &App, joining: &Joining<'_>) -> Result<Joined, StoreError> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let account = joining.account;
    store::account::lock(&mut tx, account).await?;
    let host = store::person::find(&mut tx, account, joining.host).await?;
    let host = host.ok_or_else(|| StoreError::Other("a meeting's host is gone".into()))?;
    let new = Held {
        source: Source::Plenum,
        number: joining.number.to_owned(),
        title: kept(joining.title),
        host_name: host.name.clone(),
        host_email: host.email.to_string(),
        started_at: now,
        ended_at: now,
        participants_stated: None,
        connections: Vec::new(),
    };
    let meeting = match on(&mut tx, account, &new, now).await? {
        Some(meeting) => meeting,
        None => {
            let id = app.id();
            let writing = Writing { id, host: Some(host.id), held: &new, connections: Vec::new() };
            meetings::write(&mut tx, account, &[writing], now).await?;
            id
        }
    };
    let connection = app.id();
    let each = Connection {
        name: kept(joining.name),
        email: kept(joining.email),
        joined_at: Some(now),
        left_at: None,
        seconds: 0,
        is_guest: Some(joining.is_guest),
    };
    meetings::add_connection(&mut tx, account, meeting, (connection, &each)).await?;
    sum_up(&mut tx, account, meeting, now).await?;
    tx.commit().await?;
    Ok(Joined { account, meeting, connection })
}

/// Writes down that they left now. Told twice, the first time counts.
pub async fn left(app: &App, joined: &Joined) -> Result<(), StoreError> {
    let now = app.now();
    let Joined { account, meeting, connection } = *joined;
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, account).await?;
    let found = meetings::connections(&mut tx, account, &[meeting]).await?;
    let here = found.into_values().flatten().find(|(id, _)| *id == connection);
    let came = here.and_then(|(_, each)| each.joined_at.filter(|_| each.left_at.is_none()));
    let Some(came) = came else { return Ok(()) };
    let stay = (now.max(came), seconds_between(came, now));
    meetings::end_connection(&mut tx, account, connection, stay).await?;
    sum_up(&mut tx, account, meeting, now).await?;
    tx.commit().await
}

/// The meeting of this number that is on at `now`, or was until less than an hour ago.
async fn on(
    tx: &mut Tx,
    account: AccountId,
    new: &Held,
    now: Timestamp,
) -> Result<Option<HeldMeetingId>, StoreError> {
    let alike = (new.source, [new.identity()]);
    let found = meetings::alike(tx, account, (alike.0, &alike.1), (now, now)).await?;
    let Some(last) = found.into_iter().max_by_key(|kept| kept.held.started_at) else {
        return Ok(None);
    };
    let connections = meetings::connections(tx, account, &[last.id]).await?;
    let is_there = connections.into_values().flatten().any(|(_, each)| each.left_at.is_none());
    let is_on = is_there || last.held.ended_at.plus_seconds(APART_S) >= now;
    Ok(is_on.then_some(last.id))
}

async fn sum_up(
    tx: &mut Tx,
    account: AccountId,
    id: HeldMeetingId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let found = meetings::find(tx, account, None, id).await?;
    let Some(Kept { mut held, .. }) = found else {
        return Err(StoreError::Other("a meeting that is on is gone".into()));
    };
    let connections = meetings::connections(tx, account, &[id]).await?;
    held.connections = connections.into_values().flatten().map(|(_, each)| each).collect();
    held.ended_at = held.ended_at.max(now);
    meetings::set_sums(tx, account, id, &held).await
}
