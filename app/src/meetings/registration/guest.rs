//! What guests do about the registration for a meeting: ask for a place, see how they stand, cancel
//! (F1, R-64).
//!
//! The link of the meeting opens the form; the code in the mail is who somebody is. What is
//! answered to a form is the same whether or not the address has registered before: the mail says
//! the rest. Wrong codes are counted for a network.

use meetings::registration::{
    self as rules, Decision, Door, REGISTRANTS_MAX, RegistrantDraft, Settings, Standing,
};
use meetings::role::{self as rules_of, Came};
use meetings::{LinkCode, Meeting, Occurrence, Role};
use serde_json::json;
use store::meeting::Kept;
use store::registration::{self as rows, Registrant};
use store::{StoreError, Tx, meeting_answer, rate_limit};
use units::{EmailAddress, Locale};

use super::{RegistrationError, places, write};
use crate::app::App;
use crate::meetings::{answer, join_url, site_of};
use crate::trail::{self, Done};

/// Wrong codes from one network before it has to wait.
const NETWORK_MISSES_MAX: u32 = 60;
const MISSES_WINDOW_S: i64 = 15 * 60;

/// A meeting that asks for registration, as anybody sees it who has its link.
#[derive(Clone, Debug)]
pub struct Asked {
    pub meeting: Meeting,
    pub host_name: String,
    pub settings: Settings,
    pub door: Door,
    /// Places left; none: no limit.
    pub left: Option<u32>,
    pub next: Option<Occurrence>,
}

/// The registration for the meeting with the link `code`.
pub async fn open(app: &App, code: &str, network: &str) -> Result<Asked, RegistrationError> {
    let mut tx = app.store.read().await?;
    match by_link(&mut tx, code).await? {
        Some((kept, settings)) => {
            let places = places(app, &mut tx, &kept).await?;
            let host_name = host_name(&mut tx, &kept).await?;
            let meeting = kept.meeting;
            Ok(Asked {
                door: rules::door(&meeting, &settings, places, app.now()),
                left: places.left(&meeting, &settings),
                next: meeting.schedule.current_or_next(app.now()),
                host_name,
                settings,
                meeting,
            })
        }
        None => {
            drop(tx);
            Err(missed(app, network).await?)
        }
    }
}

async fn by_link(tx: &mut Tx, code: &str) -> Result<Option<(Kept, Settings)>, StoreError> {
    let Ok(code) = code.parse() else { return Ok(None) };
    let Some(kept) = store::meeting::by_link(tx, &code).await? else { return Ok(None) };
    let identity = &kept.meeting.identity;
    let settings = rows::settings(tx, identity.account, identity.id).await?;
    Ok(settings.map(|settings| (kept, settings)))
}

async fn host_name(tx: &mut Tx, kept: &Kept) -> Result<String, StoreError> {
    let identity = &kept.meeting.identity;
    let host = store::person::find(tx, identity.account, identity.host).await?;
    let host = host.ok_or_else(|| StoreError::Other("a meeting's host is gone".to_owned()))?;
    Ok(host.name)
}

/// Counts a wrong code.
async fn missed(app: &App, network: &str) -> Result<RegistrationError, StoreError> {
    let mut tx = app.store.begin().await?;
    let bucket = format!("register-network:{network}");
    let full =
        rate_limit::take(&mut tx, &bucket, NETWORK_MISSES_MAX, MISSES_WINDOW_S, app.now()).await?;
    tx.commit().await?;
    Ok(full.map_or(RegistrationError::NotFound, |until| RegistrationError::Wait { until }))
}

/// Registers for the meeting with the link `code`; `locale` is that of the mails. Returns where the
/// mail goes that says how they stand.
pub async fn register(
    app: &App,
    code: &str,
    network: &str,
    draft: &RegistrantDraft,
    locale: &Locale,
) -> Result<EmailAddress, RegistrationError> {
    let mut tx = app.store.begin().await?;
    let Some((found, _)) = by_link(&mut tx, code).await? else {
        drop(tx);
        return Err(missed(app, network).await?);
    };
    let identity = found.meeting.identity;
    let (account, id) = (identity.account, identity.id);
    let kept = store::meeting::lock(&mut tx, account, id).await?;
    let kept = kept.ok_or(RegistrationError::NotFound)?;
    let settings = rows::settings(&mut tx, account, id).await?;
    let settings = settings.ok_or(RegistrationError::NotFound)?;
    let checked = draft.check(&settings).map_err(RegistrationError::Fields)?;
    let places = places(app, &mut tx, &kept).await?;
    match rules::door(&kept.meeting, &settings, places, app.now()) {
        Door::Open => {}
        shut => return Err(RegistrationError::Shut(shut)),
    }
    let known = rows::by_address(&mut tx, account, id, &checked.email).await?;
    let before = known.as_ref().map(|known| known.standing);
    let standing = rules::registers(&settings, before);
    let to = checked.email.clone();
    let after = match known {
        None => {
            if rows::count(&mut tx, account, id, None).await? >= REGISTRANTS_MAX {
                return Err(RegistrationError::TooMany);
            }
            let new = Registrant {
                id: app.id(),
                account,
                meeting: id,
                code: LinkCode::from_random(app.random_bytes()),
                email: checked.email,
                name: checked.name,
                locale: locale.clone(),
                answers: checked.answers,
                standing,
                asked_at: app.now(),
                decided_at: None,
            };
            rows::insert(&mut tx, &new).await?;
            announce(app, &mut tx, &kept, (&new, "meeting.registered")).await?;
            new
        }
        // Who comes back after cancelling starts anew.
        Some(known) if known.standing == Standing::Cancelled => {
            let again = Registrant {
                name: checked.name,
                locale: locale.clone(),
                answers: checked.answers,
                standing,
                asked_at: app.now(),
                decided_at: None,
                ..known
            };
            rows::update(&mut tx, &again).await?;
            announce(app, &mut tx, &kept, (&again, "meeting.registered")).await?;
            again
        }
        // What somebody else types into the form changes nothing for whoever has the address.
        Some(known) => known,
    };
    write(app, &mut tx, &kept, &after, Standing::Waiting).await?;
    tx.commit().await?;
    Ok(to)
}

/// Tells the receivers of events what `registrant` did, and how they stand since.
async fn announce(
    app: &App,
    tx: &mut Tx,
    kept: &Kept,
    (registrant, action): (&Registrant, &str),
) -> Result<(), StoreError> {
    let change = json!({
        "title": kept.meeting.title,
        "registrant": registrant.id,
        "standing": registrant.standing.word(),
    });
    let (account, subject) = (registrant.account, registrant.meeting.to_string());
    trail::announce(app, tx, Done { account, action, subject, change }).await
}

/// A registration, for whoever has its code.
#[derive(Clone, Debug)]
pub struct Own {
    pub meeting: Meeting,
    pub host_name: String,
    pub registrant: Registrant,
    /// Theirs alone; none: they have no place.
    pub join_url: Option<String>,
    pub next: Option<Occurrence>,
}

/// How the one with `code` stands.
pub async fn own(app: &App, code: &str, network: &str) -> Result<Own, RegistrationError> {
    let mut tx = app.store.read().await?;
    match found(&mut tx, code).await? {
        Some((kept, registrant)) => shown(app, &mut tx, kept, registrant).await,
        None => {
            drop(tx);
            Err(missed(app, network).await?)
        }
    }
}

async fn found(tx: &mut Tx, code: &str) -> Result<Option<(Kept, Registrant)>, StoreError> {
    let Ok(code) = code.parse() else { return Ok(None) };
    let Some(registrant) = rows::by_code(tx, &code).await? else { return Ok(None) };
    let kept = store::meeting::find(tx, registrant.account, registrant.meeting).await?;
    Ok(kept.map(|kept| (kept, registrant)))
}

async fn shown(
    app: &App,
    tx: &mut Tx,
    kept: Kept,
    registrant: Registrant,
) -> Result<Own, RegistrationError> {
    let host_name = host_name(tx, &kept).await?;
    let site = site_of(tx, kept.site).await?;
    let general = join_url(app, &kept.meeting, &site);
    let is_in = registrant.standing == Standing::Approved;
    Ok(Own {
        join_url: is_in.then(|| personal_url(&general, &registrant.code)),
        next: kept.meeting.schedule.current_or_next(app.now()),
        meeting: kept.meeting,
        host_name,
        registrant,
    })
}

/// The join link `general` for the one who has `code`.
pub(in crate::meetings) fn personal_url(general: &str, code: &LinkCode) -> String {
    format!("{general}/{}", code.as_str())
}

/// The one with `code` no longer wants to come; their place is free again.
pub async fn cancel(app: &App, code: &str, network: &str) -> Result<Own, RegistrationError> {
    let mut tx = app.store.begin().await?;
    let Some((seen, registrant)) = found(&mut tx, code).await? else {
        drop(tx);
        return Err(missed(app, network).await?);
    };
    let identity = seen.meeting.identity;
    let kept = store::meeting::lock(&mut tx, identity.account, identity.id).await?;
    let kept = kept.ok_or(RegistrationError::NotFound)?;
    let now_is = rows::find(&mut tx, identity.account, identity.id, registrant.id).await?;
    let before = now_is.ok_or(RegistrationError::NotFound)?;
    let standing = rules::decide(before.standing, Decision::Cancel, None)?;
    let after = Registrant { standing, ..before.clone() };
    if standing != before.standing {
        rows::update(&mut tx, &after).await?;
        announce(app, &mut tx, &kept, (&after, "meeting.registrant_cancelled")).await?;
        write(app, &mut tx, &kept, &after, before.standing).await?;
    }
    let shown = shown(app, &mut tx, kept, after).await?;
    tx.commit().await?;
    Ok(shown)
}

/// As what somebody comes in with `personal`, the code of a link of their own. None: they have to
/// register first.
pub(in crate::meetings) async fn role(
    tx: &mut Tx,
    kept: &Kept,
    personal: Option<&str>,
) -> Result<Option<Role>, StoreError> {
    let identity = &kept.meeting.identity;
    let registers = rows::settings(tx, identity.account, identity.id).await?.is_some();
    let of = |hosts: &[String], came| rules_of::role(&kept.meeting, hosts, registers, came);
    let Some(code) = personal.and_then(|code| code.parse::<LinkCode>().ok()) else {
        return Ok(of(&[], Came::Anyhow));
    };
    if let Some(registrant) = rows::by_code(tx, &code).await? {
        let of_this = registrant.meeting == identity.id;
        let came = Came::Registered(registrant.standing);
        return Ok(of(&[], if of_this { came } else { Came::Anyhow }));
    }
    let invited = meeting_answer::by_code(tx, &code).await?;
    let Some(invited) = invited.filter(|invited| invited.meeting == identity.id) else {
        return Ok(of(&[], Came::Anyhow));
    };
    let host = store::person::find(tx, identity.account, identity.host).await?;
    let hosts = answer::alternate_hosts(kept).into_iter().chain(host.map(|host| host.email));
    let hosts: Vec<String> = hosts.map(|email| email.key()).collect();
    Ok(of(&hosts, Came::Invited(&invited.email_key)))
}
