//! One meeting of a series moved, worded anew or called off, alone or with all that follow, or put
//! back: shown first, then done (F1, P1 to P4).
//!
//! Preview and change ask the same rule. The join link, the number and the other meetings stay.

use meetings::registration::Standing;
use meetings::{
    Draft, Identity, Meeting, Occurrence, OtherWords, Reach, Repeat, SingleChanged, Wish,
};
use store::Tx;
use store::meeting::Kept;
use store::registration as rows;
use units::Zone;
use units::id::MeetingId;

use super::schedule::{Stage, Step, allowed, change, lock};
use super::tell::{self, News};
use super::{MeetingError, held, join_url, site_of};
use crate::Who;
use crate::app::App;

/// What a wish would do.
#[derive(Clone, Debug)]
pub struct Preview {
    pub title: String,
    /// The version it is worked out from.
    pub sequence: u32,
    pub zone: Zone,
    /// When the meeting is to be; `None`: it is off.
    pub before: Option<Occurrence>,
    /// When it would be; `None`: it would be off.
    pub after: Option<Occurrence>,
    /// It is so already.
    pub same: bool,
    pub reach: Reach,
    /// The last meeting of the series, if that is to end.
    pub last: Option<Occurrence>,
    /// How all that follow would repeat, if they are to be moved.
    pub repeats: Option<Repeat>,
    /// Single meetings whose difference from the series would be lost.
    pub dropped: usize,
    /// Of words for all that follow: what becomes of others.
    pub others: OtherWords,
    /// Its words, as they are and as they would be.
    pub title_before: String,
    pub agenda_before: String,
    pub title_after: String,
    pub agenda_after: String,
    /// People who would get a mail.
    pub people_told: usize,
    /// Stays as it is.
    pub join_url: String,
}

/// What `wish` would do with meeting `index` of series `id`.
pub async fn preview(
    app: &App,
    who: &Who,
    id: MeetingId,
    index: u32,
    wish: &Wish,
) -> Result<Preview, MeetingError> {
    allowed(who)?;
    let mut tx = app.store.read().await?;
    let kept = held(&mut tx, who, id).await?;
    let (stage, single) = decide(app, &mut tx, who, &kept, index, wish).await?;
    let site = site_of(&mut tx, kept.site).await?;
    let url = join_url(app, &kept.meeting, &site);
    let news = News {
        changed: &single.changed,
        single: Some(&single),
        before: Some(&kept.meeting),
        host: &stage.host,
        known: &stage.known,
        url: url.clone(),
    };
    let identity = &kept.meeting.identity;
    let registered =
        rows::count(&mut tx, identity.account, identity.id, Some(Standing::Approved)).await?;
    let registered = usize::try_from(registered).unwrap_or(usize::MAX);
    let people_told = match news.changed.notify.is_empty() {
        true => 0,
        false => tell::count(&news).saturating_add(registered),
    };
    let changed = &single.changed.meeting;
    let schedule = &changed.schedule;
    let (title_before, agenda_before) = kept.meeting.words(index);
    let (title_after, agenda_after) = changed.words(index);
    Ok(Preview {
        title: kept.meeting.series_words_at(app.now()).0.to_owned(),
        sequence: kept.meeting.sequence,
        zone: kept.meeting.schedule.stretch_at(index).zone().clone(),
        before: single.before,
        after: single.after,
        same: *changed == kept.meeting,
        reach: single.reach,
        last: schedule.last().filter(|_| single.reach == Reach::EndsSeries),
        repeats: (single.reach == Reach::MovesFollowing).then(|| schedule.repeats().clone()),
        dropped: single.dropped,
        others: single.others,
        title_before: title_before.to_owned(),
        agenda_before: agenda_before.to_owned(),
        title_after: title_after.to_owned(),
        agenda_after: agenda_after.to_owned(),
        people_told,
        join_url: url,
    })
}

/// Does `wish` with meeting `index` of series `id`, in one transaction with everyone being told.
/// `expected` is the sequence that was previewed, if the change must not go over somebody else's.
pub async fn change_one(
    app: &App,
    who: &Who,
    id: MeetingId,
    index: u32,
    wish: &Wish,
    expected: Option<u32>,
) -> Result<Meeting, MeetingError> {
    let (mut tx, before) = lock(app, who, id, expected).await?;
    let (stage, single) = decide(app, &mut tx, who, &before, index, wish).await?;
    if single.changed.meeting == before.meeting {
        return Ok(before.meeting);
    }
    let action = match wish {
        Wish::Move { .. } => "meeting.time_moved",
        Wish::MoveFollowing { .. } => "meeting.following_moved",
        Wish::WordFollowing { .. } => "meeting.following_reworded",
        Wish::Cancel => "meeting.time_cancelled",
        Wish::CancelFollowing => "meeting.following_cancelled",
        Wish::PutBack => "meeting.time_put_back",
    };
    let done = Step { action, changed: &single.changed, single: Some(&single) };
    change(app, tx, who, &before, &done, &stage).await?;
    Ok(single.changed.meeting)
}

async fn decide(
    app: &App,
    tx: &mut Tx,
    who: &Who,
    kept: &Kept,
    index: u32,
    wish: &Wish,
) -> Result<(Stage, SingleChanged), MeetingError> {
    let Identity { account, host, .. } = kept.meeting.identity;
    let duration_minutes = match wish {
        Wish::Move { duration_minutes, .. } | Wish::MoveFollowing { duration_minutes, .. } => {
            *duration_minutes
        }
        Wish::WordFollowing { .. } | Wish::Cancel | Wish::CancelFollowing | Wish::PutBack => None,
    };
    // Of a draft, the limits look at the length, and nobody but those of the meeting is looked up.
    let draft = Draft { duration_minutes, ..Draft::default() };
    let stage = Stage::load(app, tx, who, &draft, host, account, Some(kept)).await?;
    let single = meetings::single::change(&kept.meeting, index, wish, &stage.facts(app.now()))?;
    Ok((stage, single))
}
