//! A person's meetings: a page of a list, one meeting with everything its holder sees, its file.

use documents::calendar::{Method, calendar_of};
use meetings::registration::Standing;
use meetings::{Draft, JoinState, Limits, Meeting, Occurrence, State};
use people::roles::Permission;
pub use store::meeting::Part;
use store::meeting_list;
pub use store::meeting_list::{Asked, Cursor, Line, Tab};
use store::person::Person;
use store::registration as rows;
use store::site::Site;
use store::{StoreError, Tx};
use units::id::{AccountId, MeetingId, kind};
use units::{EmailAddress, Timestamp};

use super::entry::Told;
use super::limits::{self, Size};
use super::registration::guest;
use super::{MeetingError, held, join_url, site_of};
use crate::Who;
use crate::app::App;
use crate::page::{self, Page};

/// Times of a series shown on its page.
const TIMES_SHOWN: usize = 5;

/// Meetings that `who` takes part in, as asked.
pub async fn page(
    app: &App,
    who: &Who,
    asked: Asked<'_>,
) -> Result<Page<Line, kind::Meeting>, MeetingError> {
    if !who.actor.may(Permission::SeeMeetings) {
        return Err(MeetingError::NotAllowed);
    }
    let mut tx = app.store.read().await?;
    let read = Asked { most: page::to_read(asked.most), ..asked };
    let lines = meeting_list::page(&mut tx, who.person(), read, app.now()).await?;
    Ok(Page::of(lines, asked.most, Line::cursor))
}

/// A meeting with what stands around it, for those who hold it.
#[derive(Clone, Debug)]
pub struct Shown {
    pub meeting: Meeting,
    pub host: Person,
    /// Alternate hosts' addresses, in order; the flag says whether they have an account here.
    pub alternate_hosts: Vec<(EmailAddress, bool)>,
    pub site: Site,
    pub join_url: String,
    /// As `join_url`, for whoever looks: of a webinar and where it asks for registration, a link of
    /// their own.
    pub own_join_url: String,
    /// It asks for registration.
    pub registers: bool,
    /// People who have a place by registration.
    pub registered: u32,
    pub state: JoinState,
    /// The present time and the next ones; of a meeting that is over, its last.
    pub times: Vec<Occurrence>,
    pub limits: Limits,
    pub created_at: Timestamp,
    /// As a form starts with when the meeting is to be changed.
    pub draft: Draft,
}

/// Meeting `id`, if `who` holds it as host or alternate host.
pub async fn show(app: &App, who: &Who, id: MeetingId) -> Result<Shown, MeetingError> {
    if !who.actor.may(Permission::SeeMeetings) {
        return Err(MeetingError::NotAllowed);
    }
    let now = app.now();
    let mut tx = app.store.read().await?;
    let kept = held(&mut tx, who, id).await?;
    let meeting = kept.meeting;
    let (account, host) = (meeting.identity.account, meeting.identity.host);
    let gone = || StoreError::Other("a meeting's host is gone".to_owned());
    let host = store::person::find(&mut tx, account, host).await?.ok_or_else(gone)?;
    let site = site_of(&mut tx, kept.site).await?;
    let general = join_url(app, &meeting, &site);
    let (registers, registered, own) = registration(&mut tx, who, &meeting, &general).await?;
    let draft = Draft::of(&meeting, &kept.known);
    let size = Size::asked(&draft, meeting.kind);
    let limits = limits::load(app, &mut tx, (account, host.id), &who.locale, size).await?;
    let is_known = |email: &EmailAddress| kept.known.iter().any(|known| known.email == *email);
    let alternate_hosts = draft.alternate_hosts.iter().filter_map(|text| text.parse().ok());
    Ok(Shown {
        alternate_hosts: alternate_hosts
            .map(|email: EmailAddress| (email.clone(), is_known(&email)))
            .collect(),
        own_join_url: own.unwrap_or_else(|| general.clone()),
        join_url: general,
        registers,
        registered,
        state: meetings::join::state(&meeting, now),
        times: times(&meeting, now),
        host,
        site,
        limits,
        created_at: kept.created_at,
        draft,
        meeting,
    })
}

/// Whether `meeting` asks for registration, how many have a place by it, and the link of `who`.
async fn registration(
    tx: &mut Tx,
    who: &Who,
    meeting: &Meeting,
    general: &str,
) -> Result<(bool, u32, Option<String>), StoreError> {
    let (account, id) = (meeting.identity.account, meeting.identity.id);
    let registers = rows::settings(tx, account, id).await?.is_some();
    let registered = rows::count(tx, account, id, Some(Standing::Approved)).await?;
    if !registers && !meeting.kind.is_webinar() {
        return Ok((false, registered, None));
    }
    let codes = store::meeting_answer::codes(tx, account, id).await?;
    let own = codes.get(&who.email.key()).map(|code| guest::personal_url(general, code));
    Ok((registers, registered, own))
}

fn times(meeting: &Meeting, now: Timestamp) -> Vec<Occurrence> {
    let schedule = &meeting.schedule;
    let times = schedule.upcoming(now, TIMES_SHOWN);
    if times.is_empty() {
        return schedule.last().into_iter().collect();
    }
    times
}

/// Meeting `id` as a calendar file for an archive of its host's, in their language. `None`: it is
/// called off.
pub(crate) async fn calendar_to_keep(
    app: &App,
    account: AccountId,
    id: MeetingId,
) -> Result<Option<String>, StoreError> {
    let mut tx = app.store.read().await?;
    let found = store::meeting::find(&mut tx, account, id).await?;
    let Some(kept) = found.filter(|kept| kept.meeting.state != State::Cancelled) else {
        return Ok(None);
    };
    let host = store::person::find(&mut tx, account, kept.meeting.identity.host).await?;
    let Some(host) = host else { return Ok(None) };
    let site = site_of(&mut tx, kept.site).await?;
    let url = join_url(app, &kept.meeting, &site);
    let told = Told { meeting: &kept.meeting, host: &host, url: &url };
    Ok(Some(calendar_of(Method::Publish, &told.published(app, &host.locale))))
}

/// The meeting as a calendar file, for those who hold it: with its password.
pub async fn calendar(app: &App, who: &Who, id: MeetingId) -> Result<String, MeetingError> {
    let shown = show(app, who, id).await?;
    let Shown { meeting, host, join_url, .. } = &shown;
    if meeting.state == State::Cancelled {
        return Err(MeetingError::NotFound);
    }
    let told = Told { meeting, host, url: join_url };
    Ok(calendar_of(Method::Publish, &told.published(app, &who.locale)))
}
