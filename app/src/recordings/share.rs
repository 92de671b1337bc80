//! A recording shared by link, with a password and an end where its owner wants them (F5, R-64).
//!
//! The link alone names the recording; nobody needs an account. Before its password is given it
//! says nothing. Wrong links and passwords are counted for a network and for a link, and passwords
//! of full ones are not looked at.

use meetings::LinkCode;
use meetings::recording::{SHARE_PASSWORD_MAX_CHARS, SHARE_PASSWORD_MIN_CHARS, share_ends};
use people::password::Password;
use serde_json::json;
use store::recording_share::{self, Share};
use store::{StoreError, rate_limit};
use units::Timestamp;
use units::id::RecordingId;

use super::{Recording, RecordingError, Shown, kept, locked};
use crate::app::App;
use crate::secrets;
use crate::trail::{self, Done};
use crate::who::Who;

/// Wrong links and passwords from one network before it has to wait.
const NETWORK_MISSES_MAX: u32 = 60;
/// Wrong passwords for one link before everybody who types one has to wait.
const LINK_MISSES_MAX: u32 = 20;
const MISSES_WINDOW_S: i64 = 15 * 60;

/// How a recording is to be shared.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Ask<'a> {
    /// Empty: none is asked for.
    pub password: &'a str,
    /// None: until it is withdrawn.
    pub days: Option<u32>,
}

/// Where a recording is shared.
pub fn url(app: &App, share: &Share) -> String {
    app.config.portal_url(&format!("/shared/{}", share.code.as_str()))
}

/// Shares the recording as asked: a link there was stays, with the new password and end.
pub async fn share(
    app: &App,
    who: &Who,
    id: RecordingId,
    ask: &Ask<'_>,
) -> Result<Shown, RecordingError> {
    let now = app.now();
    let ends_at = share_ends(ask.days, now)?;
    let password_hash = match password(ask.password)? {
        Some(password) => Some(secrets::password_hash(app, &password).await),
        None => None,
    };
    let (mut tx, recording) = kept(app, who, id).await?;
    let account = recording.account;
    let before = recording_share::of(&mut tx, account, id).await?;
    let code = before.map_or_else(|| LinkCode::from_random(app.random_bytes()), |it| it.code);
    let share = Share { code, password_hash, ends_at, shared_at: now };
    recording_share::set(&mut tx, account, id, &share).await?;
    let change = json!({ "password": share.password_hash.is_some(), "ends_at": ends_at });
    let done = Done { account, action: "recording.shared", subject: id.to_string(), change };
    trail::record(app, &mut tx, &who.by(), done).await?;
    let shown = super::shown(&mut tx, recording).await?;
    tx.commit().await?;
    Ok(shown)
}

fn password(text: &str) -> Result<Option<Password>, RecordingError> {
    if text.is_empty() {
        return Ok(None);
    }
    let chars = text.chars().count();
    if !(SHARE_PASSWORD_MIN_CHARS..=SHARE_PASSWORD_MAX_CHARS).contains(&chars) {
        return Err(RecordingError::SharePassword);
    }
    Password::typed(text).map(Some).ok_or(RecordingError::SharePassword)
}

/// The link leads nowhere any more, also when it never was.
pub async fn withdraw(app: &App, who: &Who, id: RecordingId) -> Result<(), RecordingError> {
    let (mut tx, recording) = locked(app, who, id).await?;
    let account = recording.account;
    if recording_share::withdraw(&mut tx, account, id).await? {
        let (subject, change) = (id.to_string(), json!({}));
        let done = Done { account, action: "recording.unshared", subject, change };
        trail::record(app, &mut tx, &who.by(), done).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Who follows a link, and from where.
#[derive(Clone, Copy, Debug)]
pub struct Knock<'a> {
    pub code: &'a str,
    /// The password, where one was typed.
    pub given: Option<&'a str>,
    /// What the browser kept of a password that was right.
    pub pass: Option<&'a str>,
    pub network: &'a str,
}

/// What a link leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Opened {
    Show(Box<Shared>),
    AsksPassword {
        /// One was typed, and it was wrong.
        wrong: bool,
    },
    /// There is no such link, or no more: nothing else is said.
    Unknown,
    /// Too many wrong ones; `until` they are not looked at.
    Wait {
        until: Timestamp,
    },
}

/// A recording somebody may look at who has its link.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shared {
    pub recording: Recording,
    pub ends_at: Option<Timestamp>,
    /// Its owner's name.
    pub owner: String,
    /// Kept by the browser, so that the password is typed once.
    pub pass: Option<String>,
}

/// Follows a link.
pub async fn open(app: &App, knock: &Knock<'_>) -> Result<Opened, StoreError> {
    let network = (format!("share-network:{}", knock.network), NETWORK_MISSES_MAX);
    let mut tx = app.store.read().await?;
    let found = match knock.code.parse::<LinkCode>() {
        Ok(code) => recording_share::by_code(&mut tx, &code, app.now()).await?,
        Err(_) => None,
    };
    let Some((share, recording)) = found else {
        drop(tx);
        let full = missed(app, &[network]).await?;
        return Ok(full.map_or(Opened::Unknown, |until| Opened::Wait { until }));
    };
    let owner = store::person::find(&mut tx, recording.account, recording.owner).await?;
    let owner = owner.ok_or_else(|| StoreError::Other("a recording's owner is gone".into()))?;
    drop(tx);
    let pass = match &share.password_hash {
        None => None,
        Some(hash) => match admitted(app, knock, &share, hash, network).await? {
            Ok(pass) => Some(pass),
            Err(refused) => return Ok(refused),
        },
    };
    let Share { ends_at, .. } = share;
    Ok(Opened::Show(Box::new(Shared { recording, ends_at, owner: owner.name, pass })))
}

/// What the browser keeps when it knows the password; else what it is shown.
async fn admitted(
    app: &App,
    knock: &Knock<'_>,
    share: &Share,
    hash: &str,
    network: (String, u32),
) -> Result<Result<String, Opened>, StoreError> {
    let purpose = format!("shared {}", share.code.as_str());
    // Another password has another hash: who knew the one before types the new one.
    let secret = secrets::text_hash(hash);
    if let Some(pass) = knock.pass
        && app.secret.open(&purpose, pass).is_ok_and(|opened| opened == secret)
    {
        return Ok(Ok(pass.to_owned()));
    }
    let Some(given) = knock.given else {
        return Ok(Err(Opened::AsksPassword { wrong: false }));
    };
    let buckets = [network, (format!("share:{}", share.code.as_str()), LINK_MISSES_MAX)];
    if let Some(until) = full_until(app, &buckets).await? {
        return Ok(Err(Opened::Wait { until }));
    }
    match secrets::is_password(given, Some(hash)).await {
        true => Ok(Ok(app.secret.seal(&purpose, &secret))),
        false => {
            missed(app, &buckets).await?;
            Ok(Err(Opened::AsksPassword { wrong: true }))
        }
    }
}

async fn full_until(app: &App, buckets: &[(String, u32)]) -> Result<Option<Timestamp>, StoreError> {
    let mut tx = app.store.read().await?;
    for (bucket, most) in buckets {
        let full =
            rate_limit::full_until(&mut tx, bucket, *most, MISSES_WINDOW_S, app.now()).await?;
        if full.is_some() {
            return Ok(full);
        }
    }
    Ok(None)
}

/// Counts a wrong link or password; tells until when no more of them are looked at.
async fn missed(app: &App, buckets: &[(String, u32)]) -> Result<Option<Timestamp>, StoreError> {
    let mut tx = app.store.begin().await?;
    let mut full = None;
    for (bucket, most) in buckets {
        let until = rate_limit::take(&mut tx, bucket, *most, MISSES_WINDOW_S, app.now()).await?;
        full = full.max(until);
    }
    tx.commit().await?;
    Ok(full)
}
