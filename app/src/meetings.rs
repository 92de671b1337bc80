//! Meetings: scheduled, changed, called off, listed, told of, and reached by link (F1, B7, E6).
//!
//! What a meeting may be is decided in the `meetings` crate; here it meets the plan, the people who
//! are invited, the store and the outbox. A change and everyone being told of it are one
//! transaction.

pub mod answer;
pub(crate) mod arrive;
pub mod days;
mod entry;
pub(crate) mod hand_over;
pub mod join;
pub mod limits;
pub mod list;
pub mod month;
pub mod move_on;
pub mod registration;
pub mod remind;
pub mod schedule;
pub mod single;
mod tell;
pub mod template;
pub mod times;
pub mod words;

pub use list::{Cursor, Line, Part, Tab};
use meetings::{Meeting, ScheduleRefusal};
use store::meeting::{Kept, Listed};
use store::site::Site;
use store::{StoreError, Tx};
use units::Timestamp;
use units::id::{MeetingId, SiteId};

use crate::Who;
use crate::app::App;

/// Why a meeting was not scheduled, changed or shown.
#[derive(Debug, thiserror::Error)]
pub enum MeetingError {
    #[error("the person may not do this with meetings")]
    NotAllowed,
    /// Also when it belongs to somebody else: a stranger must not learn that it exists.
    #[error("no such meeting")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] ScheduleRefusal),
    /// Somebody changed it since it was read; `present` is its sequence now.
    #[error("the meeting was changed since it was read")]
    Changed { present: u32 },
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl MeetingError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            MeetingError::NotAllowed => "permission.missing",
            MeetingError::NotFound => "meeting.not_found",
            MeetingError::Refused(refusal) => refusal.code(),
            MeetingError::Changed { .. } => "meeting.changed",
            MeetingError::Store(_) => "store.unavailable",
        }
    }
}

/// The address where `meeting` is joined, on the site it is on now.
pub fn join_url(app: &App, meeting: &Meeting, site: &Site) -> String {
    let path = format!("/j/{}", meeting.identity.link.as_str());
    app.config.host_url(&crate::plan::site_address(app, site), &path)
}

/// Where `meeting` stands in lists as of `now`: at its present, its next, or its last time.
fn listed(meeting: &Meeting, now: Timestamp) -> Listed {
    if meeting.state == meetings::State::Cancelled {
        return Listed { at: now, until: now };
    }
    let schedule = &meeting.schedule;
    let time = schedule.current_or_next(now).or_else(|| schedule.last());
    match time {
        Some(time) => Listed { at: time.start, until: time.end },
        None => Listed { at: schedule.first_start(), until: schedule.first_start() },
    }
}

/// The meeting `id`, if `who` holds it as host or alternate host.
async fn held(tx: &mut Tx, who: &Who, id: MeetingId) -> Result<Kept, MeetingError> {
    let account = store::meeting::account_for_holder(tx, who.person(), id).await?;
    let account = account.ok_or(MeetingError::NotFound)?;
    store::meeting::find(tx, account, id).await?.ok_or(MeetingError::NotFound)
}

async fn site_of(tx: &mut Tx, id: SiteId) -> Result<Site, StoreError> {
    let site = store::site::find(tx, id).await?;
    site.ok_or_else(|| StoreError::Other("a meeting is on no site".to_owned()))
}
