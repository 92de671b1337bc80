//! A series moves on in the lists it stands in, each time one of its meetings has ended.

use meetings::{Meeting, State};
use serde::{Deserialize, Serialize};
use store::due::NewDue;
use store::{StoreError, Tx};
use units::Timestamp;
use units::id::{AccountId, MeetingId};

use super::{listed, remind};
use crate::app::App;
use crate::work::Outcome;

/// Names one version of a series in due work; a later version has work of its own.
#[derive(Serialize, Deserialize)]
pub struct SeriesRef {
    pub account: AccountId,
    pub meeting: MeetingId,
    pub sequence: u32,
}

/// Plans the moves of `meeting`, if it is a series that goes on after the time it is listed at, and
/// the reminders of it.
pub(crate) async fn plan(
    app: &App,
    tx: &mut Tx,
    meeting: &Meeting,
    now: Timestamp,
) -> Result<(), StoreError> {
    remind::plan(app, tx, meeting, now).await?;
    let Some(due_at) = next_move(meeting, now) else { return Ok(()) };
    let identity = &meeting.identity;
    let work = NewDue {
        id: app.id(),
        account: Some(identity.account),
        kind: "move_meeting_on",
        key: format!("{}.{}", identity.id, meeting.sequence),
        payload: &SeriesRef {
            account: identity.account,
            meeting: identity.id,
            sequence: meeting.sequence,
        },
        due_at,
        now,
    };
    store::due::add(tx, work).await
}

/// When the time `meeting` is listed at is over and another follows.
fn next_move(meeting: &Meeting, now: Timestamp) -> Option<Timestamp> {
    if meeting.state == State::Cancelled {
        return None;
    }
    let until = listed(meeting, now).until;
    meeting.schedule.current_or_next(until).map(|_| until)
}

/// Due work: lists the series at its next time.
pub async fn run(app: &App, work: &SeriesRef) -> Outcome {
    match move_on(app, work).await {
        Ok(Some(next)) => Outcome::At(next),
        Ok(None) => Outcome::Done,
        Err(error) => error.into(),
    }
}

async fn move_on(app: &App, work: &SeriesRef) -> Result<Option<Timestamp>, StoreError> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let kept = store::meeting::lock(&mut tx, work.account, work.meeting).await?;
    let Some(kept) = kept.filter(|kept| kept.meeting.sequence == work.sequence) else {
        return Ok(None);
    };
    if kept.meeting.state == State::Cancelled {
        return Ok(None);
    }
    let place = listed(&kept.meeting, now);
    store::meeting::move_in_lists(&mut tx, work.account, work.meeting, place).await?;
    tx.commit().await?;
    Ok(next_move(&kept.meeting, now))
}
