//! Sessions: who is signed in, for how long, and how that ends.
//!
//! A session lasts 30 days from its last use and half a year in all. Each sign-in makes a new one
//! with a new secret, and the one before on that browser is dead at once.

use people::roles::{Permission, Via};
use people::token::{SecretToken, TokenKind};
use serde_json::json;
use store::person::Person;
use store::session::Session;
use store::{StoreError, Tx};
use units::Timestamp;
use units::id::SessionId;

use crate::app::App;
use crate::secrets;
use crate::trail::{self, Done};
use crate::visitor::Visitor;
use crate::who::Who;

/// Days a session lasts without being used.
const IDLE_DAYS: i64 = 30;
/// Days a session lasts at most.
const LIFE_DAYS: i64 = 180;
/// Seconds between two notes of its use.
const SEEN_EVERY_S: i64 = 3_600;

/// Somebody who is signed in, and by which session.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub who: Who,
    pub session: SessionId,
}

/// A session just opened: the secret goes into the one answer that carries it.
#[derive(Clone, Debug)]
pub struct Opened {
    pub who: Who,
    pub session: SessionId,
    pub secret: SecretToken,
}

/// Why sessions were not listed or ended.
#[derive(Debug, thiserror::Error)]
pub enum SessionsError {
    #[error("the person may not manage their sessions this way")]
    NotAllowed,
    #[error("no such session")]
    NotFound,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SessionsError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            SessionsError::NotAllowed => "permission.missing",
            SessionsError::NotFound => "session.not_found",
            SessionsError::Store(_) => "store.unavailable",
        }
    }
}

/// Who is signed in with `secret`, asking from `ip`. Reads only, but for a note once an hour.
pub async fn who_is(
    app: &App,
    secret: &SecretToken,
    ip: &str,
) -> Result<Option<SignedIn>, StoreError> {
    let now = app.now();
    let hash = secrets::token_hash(secret);
    let mut tx = app.store.read().await?;
    let found = store::session::by_secret(&mut tx, &hash, now).await?;
    drop(tx);
    let Some(found) = found else { return Ok(None) };
    if now.seconds_since(found.seen_at) >= SEEN_EVERY_S {
        let expires_at = expiry(found.created_at, now);
        let mut tx = app.store.begin().await?;
        store::session::see(&mut tx, found.bearer.account, found.id, now, expires_at).await?;
        tx.commit().await?;
    }
    let who = Who::from_bearer(found.bearer, Via::Session, "portal", ip);
    Ok(Some(SignedIn { who, session: found.id }))
}

/// When a session made at `created_at` and used at `now` ends by itself.
fn expiry(created_at: Timestamp, now: Timestamp) -> Timestamp {
    created_at.plus_days(LIFE_DAYS).min(now.plus_days(IDLE_DAYS))
}

/// Opens a session for `person`, who has just proved who they are; `before` is the secret the same
/// browser still carries, which is worth nothing from now on.
pub(crate) async fn open(
    app: &App,
    tx: &mut Tx,
    person: &Person,
    visitor: &Visitor,
    before: Option<&SecretToken>,
) -> Result<Opened, StoreError> {
    let now = app.now();
    if let Some(before) = before {
        store::session::end_by_secret(tx, &secrets::token_hash(before), now).await?;
    }
    let secret = secrets::token(app, TokenKind::Session);
    let session = Session {
        id: app.id(),
        account: person.account,
        person: person.id,
        created_at: now,
        seen_at: now,
        expires_at: expiry(now, now),
        user_agent: visitor.user_agent.clone(),
        ip: visitor.ip.clone(),
    };
    let hash = secrets::token_hash(&secret);
    store::session::insert(tx, &session, &hash).await?;
    let found = store::session::by_secret(tx, &hash, now).await?;
    let found = found.ok_or_else(|| StoreError::Other("a new session is not there".to_owned()))?;
    let who = Who::from_bearer(found.bearer, Via::Session, visitor.via, &visitor.ip);
    Ok(Opened { who, session: session.id, secret })
}

/// Ends the session of `secret`; doing so twice is fine.
pub async fn sign_out(app: &App, secret: &SecretToken) -> Result<(), StoreError> {
    let mut tx = app.store.begin().await?;
    store::session::end_by_secret(&mut tx, &secrets::token_hash(secret), app.now()).await?;
    tx.commit().await
}

/// The person's sessions, last used first.
pub async fn list(app: &App, who: &Who) -> Result<Vec<Session>, SessionsError> {
    allowed(who, Permission::SeeProfile)?;
    let mut tx = app.store.read().await?;
    Ok(store::session::list(&mut tx, who.account(), who.person(), app.now()).await?)
}

/// Ends one session of the person's own.
pub async fn end(app: &App, who: &Who, session: SessionId) -> Result<(), SessionsError> {
    allowed(who, Permission::ChangeProfile)?;
    let mut tx = app.store.begin().await?;
    let (account, person) = (who.account(), who.person());
    if !store::session::end(&mut tx, account, person, session, app.now()).await? {
        return Err(SessionsError::NotFound);
    }
    let ended =
        Done { account, action: "session.ended", subject: session.to_string(), change: json!({}) };
    trail::record(app, &mut tx, &who.by(), ended).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends every session of the person but `keep`; returns how many.
pub async fn end_others(
    app: &App,
    who: &Who,
    keep: Option<SessionId>,
) -> Result<u64, SessionsError> {
    allowed(who, Permission::ChangeProfile)?;
    let mut tx = app.store.begin().await?;
    let (account, person) = (who.account(), who.person());
    let ended = store::session::end_others(&mut tx, account, person, keep, app.now()).await?;
    let done = Done {
        account,
        action: "session.others_ended",
        subject: person.to_string(),
        change: json!({ "ended": ended }),
    };
    trail::record(app, &mut tx, &who.by(), done).await?;
    tx.commit().await?;
    Ok(ended)
}

/// The session begins anew now: for the person at the screen while a simulated clock jumped, who
/// would otherwise find themselves signed out by their own button.
pub async fn outlive_jump(app: &App, who: &Who, session: SessionId) -> Result<(), StoreError> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    store::session::begin_anew(&mut tx, who.account(), session, now, expiry(now, now)).await?;
    tx.commit().await
}

/// Forgets what nobody can use any more: sessions, links and challenges that ended or expired
/// before `until`.
pub async fn forget(tx: &mut Tx, until: Timestamp) -> Result<(), StoreError> {
    store::session::forget(tx, until).await?;
    store::sign_up::forget(tx, until).await?;
    store::password_reset::forget(tx, until).await?;
    store::passkey::forget_challenges(tx, until).await?;
    Ok(())
}

fn allowed(who: &Who, permission: Permission) -> Result<(), SessionsError> {
    match who.actor.may(permission) {
        true => Ok(()),
        false => Err(SessionsError::NotAllowed),
    }
}
