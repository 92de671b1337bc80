//! Usage reports: what was held in a period, by day, host and meeting, and who was there (F7).
//!
//! `people::reports::sight` says whose meetings somebody sees, and every reading here begins with
//! it. The history is the account's: no plan is asked, so nothing is gone when plans change.

pub mod clean;
pub mod export;
pub mod import;
pub mod record;

use people::reports::{Sight, sight};
use store::held_meeting::{self as meetings, Asked};
pub use store::held_meeting::{Cursor, Kept, OfHost};
use store::{StoreError, Tx};
use units::id::{HeldMeetingId, kind};
use usage::days::{self, Days, NoPeriod, Step, Sum, steps};
use usage::read::Unreadable;
use usage::{Attendee, Connection, attendees};

use crate::app::App;
use crate::page::{PAGE_MAX, Page, to_read};
use crate::who::Who;

/// Hosts shown of one period.
pub const HOSTS_MAX: u32 = 50;

/// Why a report is not shown, or a file not taken into the history.
#[derive(Debug, thiserror::Error)]
pub enum ReportsError {
    #[error("the person may not")]
    NotAllowed,
    /// Also when they may not see it: nobody must learn that it exists.
    #[error("no such meeting was held")]
    NotFound,
    #[error("no such import, or it is over")]
    NoImport,
    #[error(transparent)]
    Period(#[from] NoPeriod),
    #[error("more than {} rows would be handed out", export::ROWS_MAX)]
    TooMany,
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// What the import would do is not what was seen.
    #[error("the preview is not what would happen now")]
    Moved,
    #[error("the file cannot be kept or read: {0}")]
    Blobs(#[from] object_store::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ReportsError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            ReportsError::NotAllowed => "permission.missing",
            ReportsError::NotFound => "report.not_found",
            ReportsError::NoImport => "report_import.not_found",
            ReportsError::Period(error) => error.code(),
            ReportsError::TooMany => "report.too_many",
            ReportsError::Unreadable(error) => error.code(),
            ReportsError::Moved => "preview.moved",
            ReportsError::Blobs(_) | ReportsError::Store(_) => "store.unavailable",
        }
    }
}

/// What is asked for: a period, in days of whoever asks, and one host's meetings alone if given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted {
    pub days: Days,
    /// `OfHost::key`.
    pub host_key: Option<String>,
}

fn asked(who: &Who, wanted: &Wanted) -> Result<Asked, ReportsError> {
    let sight = sight(&who.actor).ok_or(ReportsError::NotAllowed)?;
    let (from, until) = wanted.days.moments(&who.zone);
    // One of the databases takes no such character.
    let host_key = wanted.host_key.as_ref().map(|key| key.replace('\0', ""));
    Ok(Asked { account: who.account(), host: sight.host(), host_key, from, until })
}

/// A period as a whole.
#[derive(Clone, Debug)]
pub struct Overview {
    pub sight: Sight,
    pub total: Sum,
    /// Every day of it, or every month of a long one.
    pub steps: Vec<Step>,
    pub hosts: Vec<OfHost>,
    /// Whether there is any history at all, in whatever period.
    pub has_history: bool,
}

/// What was held in a period.
pub async fn overview(app: &App, who: &Who, wanted: &Wanted) -> Result<Overview, ReportsError> {
    let asked = asked(who, wanted)?;
    let sight = sight(&who.actor).ok_or(ReportsError::NotAllowed)?;
    let mut tx = app.store.read().await?;
    let begins = days::begins(wanted.days, &who.zone);
    let sums = meetings::sums(&mut tx, &asked, &begins).await?;
    let hosts = meetings::hosts(&mut tx, &asked, HOSTS_MAX).await?;
    let has_history = meetings::is_any(&mut tx, asked.account, asked.host).await?;
    let total = sums.iter().fold(Sum::default(), |total, (_, sum)| total.plus(*sum));
    let steps = steps(&sums, wanted.days, &who.zone);
    Ok(Overview { sight, total, steps, hosts, has_history })
}

/// At most `most` meetings of a period after `after`, the latest first.
pub async fn page(
    app: &App,
    who: &Who,
    wanted: &Wanted,
    after: Option<Cursor>,
    most: u32,
) -> Result<Page<Kept, kind::HeldMeeting>, ReportsError> {
    let asked = asked(who, wanted)?;
    let most = most.clamp(1, PAGE_MAX);
    let mut tx = app.store.read().await?;
    let found = meetings::page(&mut tx, &asked, after, to_read(most)).await?;
    Ok(Page::of(found, most, Kept::cursor))
}

/// One meeting with the people who were there.
#[derive(Clone, Debug)]
pub struct Shown {
    pub kept: Kept,
    /// One for each person, with their connections.
    pub people: Vec<Attendee>,
}

/// The meeting `id` that was held.
pub async fn find(app: &App, who: &Who, id: HeldMeetingId) -> Result<Shown, ReportsError> {
    let sight = sight(&who.actor).ok_or(ReportsError::NotAllowed)?;
    let mut tx = app.store.read().await?;
    let found = meetings::find(&mut tx, who.account(), sight.host(), id).await?;
    let kept = with_connections(&mut tx, who, found.ok_or(ReportsError::NotFound)?).await?;
    let people = attendees(&kept.held.connections);
    Ok(Shown { kept, people })
}

async fn with_connections(tx: &mut Tx, who: &Who, mut kept: Kept) -> Result<Kept, StoreError> {
    let found = meetings::connections(tx, who.account(), &[kept.id]).await?;
    let placed = found.into_values().flatten();
    kept.held.connections = placed.map(|(_, each)| each).collect::<Vec<Connection>>();
    Ok(kept)
}
