//! Following a join link, or typing a meeting's number and password (B7, E6, R-63, R-64).
//!
//! A link keeps working: wherever it is opened, it leads to the meeting's present site. What is
//! answered to a wrong one says nothing about others. Guessing is counted and slowed down for a
//! network and for a number alike, whether or not there is such a meeting.

use documents::calendar::{Method, calendar_of};
use meetings::join::by_number;
use meetings::{
    JoinAnswer, JoinFacts, JoinTarget, JoinView, JoiningSite, LinkCode, Meeting, MeetingNumber,
    Repeat, Role, State,
};
use people::host::SiteAddress;
use people::site::welcome::Welcome;
use store::meeting::Kept;
use store::site::{Site, SiteKind};
use store::{StoreError, Tx, rate_limit};
use units::{Locale, Timestamp};

use super::entry::Told;
use super::limits::{self, Size};
use super::registration::{self, guest};
use super::{join_url, site_of, words};
use crate::app::App;

/// Wrong links and numbers from one network before it has to wait.
const NETWORK_MISSES_MAX: u32 = 60;
/// Wrong passwords for one number before everybody who types it has to wait. Links go on working.
const NUMBER_MISSES_MAX: u32 = 20;
const MISSES_WINDOW_S: i64 = 15 * 60;

/// The site a request came to, by the address it used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedSite {
    pub kind: SiteKind,
    /// The label before `.<base>` or `.my.<base>`.
    pub name: String,
}

impl From<&SiteAddress> for AskedSite {
    fn from(address: &SiteAddress) -> AskedSite {
        match address {
            SiteAddress::Regional(label) => {
                AskedSite { kind: SiteKind::Regional, name: label.to_string() }
            }
            SiteAddress::Own(name) => AskedSite { kind: SiteKind::Own, name: name.to_string() },
        }
    }
}

/// What a site's address leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Front {
    /// The site's present address.
    Here {
        site: Site,
        host: String,
        /// What the site greets its guests with.
        welcome: Option<Welcome>,
    },
    /// The site has another address now.
    Elsewhere {
        url: String,
    },
    Unknown,
}

/// What an opened link leads to.
#[derive(Clone, Debug)]
pub enum Opened {
    Show(Box<Shown>),
    /// The same meeting at its present address.
    Elsewhere {
        url: String,
    },
    /// No such meeting, or none any more: nothing else is said.
    Unknown,
    /// Too many wrong ones from there; `until` they are not looked at.
    Wait {
        until: Timestamp,
    },
}

/// What the join page shows.
#[derive(Clone, Debug)]
pub struct Shown {
    pub view: JoinView,
    /// How it repeats, in the visitor's language.
    pub repeats: Option<String>,
    pub link: LinkCode,
    /// What the site greets its guests with.
    pub welcome: Option<Welcome>,
    /// As what they come in; none: they have to register first.
    pub role: Option<Role>,
    /// Where one registers: the meeting asks for it, and whoever came has no link of their own.
    pub register_url: Option<String>,
}

/// The site at the address `asked`.
pub async fn front(app: &App, asked: &AskedSite) -> Result<Front, StoreError> {
    let mut tx = app.store.read().await?;
    let Some(site) = store::site::by_name(&mut tx, asked.kind, &asked.name).await? else {
        return Ok(Front::Unknown);
    };
    let host = crate::plan::site_address(app, &site);
    Ok(if site.name == asked.name {
        let welcome = store::site::welcome(&mut tx, site.id).await?;
        Front::Here { site, host, welcome }
    } else {
        Front::Elsewhere { url: app.config.host_url(&host, "/") }
    })
}

/// Follows the link with `code` (`personal`: what comes after it in a link of somebody's own),
/// opened at the site `asked` (`None`: elsewhere) from `network`.
pub async fn open(
    app: &App,
    asked: Option<&AskedSite>,
    (code, personal): (&str, Option<&str>),
    network: &str,
    locale: &Locale,
) -> Result<Opened, StoreError> {
    let Some(kept) = by_code(app, code).await? else {
        return missed(app, network).await;
    };
    let mut tx = app.store.read().await?;
    let meeting = &kept.meeting;
    let site = site_of(&mut tx, kept.site).await?;
    let is_here = asked.is_some_and(|asked| asked.kind == site.kind && asked.name == site.name);
    let host_name = host_of(&mut tx, meeting).await?.name;
    let facts = JoinFacts {
        meeting,
        host_name: &host_name,
        site: &joining_site(app, &mut tx, meeting, &site, locale).await?,
        asked: is_here.then_some(site.id),
        now: app.now(),
    };
    Ok(match meetings::join::join(&facts) {
        JoinAnswer::Redirect { .. } => {
            let url = join_url(app, meeting, &site);
            let own = personal.and_then(|code| code.parse().ok());
            let url = own.map_or(url.clone(), |code| guest::personal_url(&url, &code));
            Opened::Elsewhere { url }
        }
        JoinAnswer::Show(view) => {
            let rule: Option<Repeat> = view.repeats.parse().ok();
            let repeats = rule.and_then(|rule| words::repeats(&app.texts, locale, &rule));
            let link = meeting.identity.link.clone();
            let welcome = store::site::welcome(&mut tx, site.id).await?;
            let role = guest::role(&mut tx, &kept, personal).await?;
            let register_url = role.is_none().then(|| registration::url(app, meeting));
            let view = *view;
            Opened::Show(Box::new(Shown { view, repeats, link, welcome, role, register_url }))
        }
    })
}

async fn by_code(app: &App, code: &str) -> Result<Option<Kept>, StoreError> {
    let Ok(code) = code.parse() else { return Ok(None) };
    let mut tx = app.store.read().await?;
    store::meeting::by_link(&mut tx, &code).await
}

async fn host_of(tx: &mut Tx, meeting: &Meeting) -> Result<store::person::Person, StoreError> {
    let identity = &meeting.identity;
    let host = store::person::find(tx, identity.account, identity.host).await?;
    host.ok_or_else(|| StoreError::Other("a meeting's host is gone".to_owned()))
}

async fn joining_site(
    app: &App,
    tx: &mut Tx,
    meeting: &Meeting,
    site: &Site,
    locale: &Locale,
) -> Result<JoiningSite, StoreError> {
    let minutes = meeting.schedule.duration_minutes();
    let size = Size { minutes, ..Size::least(meeting.kind) };
    let host = (meeting.identity.account, meeting.identity.host);
    let limits = limits::load(app, tx, host, locale, size).await?;
    Ok(JoiningSite {
        licensed: !meeting.kind.is_webinar() || !limits.has_no_webinars(),
        id: site.id,
        name: crate::plan::site_address(app, site),
        plan: limits.plan,
        longest_meeting_minutes: limits.longest_meeting_minutes,
        shortened: limits.shortened_by.is_some(),
        longer_with: limits.longer_with,
    })
}

/// Counts a wrong link.
async fn missed(app: &App, network: &str) -> Result<Opened, StoreError> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let full = rate_limit::take(
        &mut tx,
        &network_bucket(network),
        NETWORK_MISSES_MAX,
        MISSES_WINDOW_S,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(full.map_or(Opened::Unknown, |until| Opened::Wait { until }))
}

fn network_bucket(network: &str) -> String {
    format!("join-network:{network}")
}

fn number_bucket(number: MeetingNumber) -> String {
    format!("join-number:{}", number.digits())
}

/// What typing a number, or pasting a link, leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// The address of the meeting.
    Meeting {
        url: String,
    },
    /// A link was pasted: open it.
    Link(LinkCode),
    /// Neither a number nor a link.
    NotATarget,
    /// No meeting with this number and password: which of the two is wrong is not said.
    Refused,
    Wait {
        until: Timestamp,
    },
}

/// Looks for what was typed into the join box.
pub async fn typed(
    app: &App,
    target: &str,
    password: &str,
    network: &str,
) -> Result<Typed, StoreError> {
    let number = match target.parse() {
        Ok(JoinTarget::Link(code)) => return Ok(Typed::Link(code)),
        Ok(JoinTarget::Number(number)) => number,
        Err(_) => return Ok(Typed::NotATarget),
    };
    let now = app.now();
    let limits =
        [(network_bucket(network), NETWORK_MISSES_MAX), (number_bucket(number), NUMBER_MISSES_MAX)];
    let mut tx = app.store.begin().await?;
    for (bucket, most) in &limits {
        let full = rate_limit::full_until(&mut tx, bucket, *most, MISSES_WINDOW_S, now).await?;
        if let Some(until) = full {
            return Ok(Typed::Wait { until });
        }
    }
    let found = store::meeting::by_number(&mut tx, number).await?;
    let admitted = by_number(found.as_ref().map(|(meeting, _)| meeting), password);
    if let Some((meeting, site)) = found.filter(|_| admitted.is_some()) {
        let site = site_of(&mut tx, site).await?;
        return Ok(Typed::Meeting { url: join_url(app, &meeting, &site) });
    }
    for (bucket, most) in &limits {
        rate_limit::take(&mut tx, bucket, *most, MISSES_WINDOW_S, now).await?;
    }
    tx.commit().await?;
    Ok(Typed::Refused)
}

/// The meeting as a calendar file, for whoever has its link: without its password. `None`: there is
/// no such meeting, or it was cancelled; a wrong link is counted.
pub async fn calendar(
    app: &App,
    code: &str,
    network: &str,
    locale: &Locale,
) -> Result<Option<String>, StoreError> {
    let Some(mut kept) = by_code(app, code).await? else {
        missed(app, network).await?;
        return Ok(None);
    };
    if kept.meeting.state == State::Cancelled {
        return Ok(None);
    }
    let mut tx = app.store.read().await?;
    let site = site_of(&mut tx, kept.site).await?;
    let host = host_of(&mut tx, &kept.meeting).await?;
    kept.meeting.password = None;
    let url = join_url(app, &kept.meeting, &site);
    let told = Told { meeting: &kept.meeting, host: &host, url: &url };
    Ok(Some(calendar_of(Method::Publish, &told.published(app, locale))))
}
