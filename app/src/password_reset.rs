//! A forgotten password: a mailed link lets whoever reads it choose a new one. And a known one: the
//! person changes it at the screen.
//!
//! The answer is the same whether or not the address is known. A new password ends every session
//! but the one it was set in.

use mail::contexts;
use people::password::{Password, PasswordProblem};
use people::token::{SecretToken, TokenKind};
use serde_json::json;
use store::audit::By;
use store::person::Person;
use store::{StoreError, Tx};
use units::EmailAddress;
use units::id::SessionId;

use crate::app::App;
use crate::outbox::{self, Enclosed, Envelope};
use crate::secrets;
use crate::sessions::{self, Opened};
use crate::sign_up::envelope_of;
use crate::trail::{self, Done};
use crate::visitor::Visitor;
use crate::who::Who;

/// Hours the mailed link works.
pub const LINK_VALID_HOURS: i64 = 1;
/// Links mailed to one address within an hour.
const MAILS_PER_HOUR: u32 = 5;
const MAIL_WINDOW_S: i64 = 3_600;

/// Why a password was not set.
#[derive(Debug, thiserror::Error)]
pub enum NewPasswordError {
    /// Used before, too old, or never ours.
    #[error("the link does not work any more")]
    Expired,
    #[error("the present password is another one")]
    WrongPassword,
    #[error("the password is not taken for {} reasons", .0.len())]
    Refused(Vec<PasswordProblem>),
    #[error("the person is not at the screen")]
    NotAllowed,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl NewPasswordError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            NewPasswordError::Expired => "password_reset.expired",
            NewPasswordError::WrongPassword => "password.wrong",
            NewPasswordError::Refused(problems) => {
                problems.first().map_or("password.too_short", |problem| problem.code())
            }
            NewPasswordError::NotAllowed => "permission.missing",
            NewPasswordError::Store(_) => "store.unavailable",
        }
    }
}

/// Writes to the address, if it is somebody's, with a link to set a new password.
///
/// Asked for more often than `MAILS_PER_HOUR`, it writes no more and says nothing of it. The count
/// is also what an address nobody has commits, so that it takes as long.
pub async fn ask(app: &App, email: &EmailAddress) -> Result<(), StoreError> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let bucket = format!("reset-mail:{}", secrets::text_hash(&email.key()));
    let full =
        store::rate_limit::take(&mut tx, &bucket, MAILS_PER_HOUR, MAIL_WINDOW_S, now).await?;
    let person = store::person::by_address(&mut tx, email).await?;
    if let (None, Some(person)) = (full, person)
        && store::member::is_active(&mut tx, person.account, person.id).await?
    {
        write(app, &mut tx, &person, email).await?;
    }
    tx.commit().await
}

/// Writes to a person with a link to choose a password.
pub(crate) async fn write(
    app: &App,
    tx: &mut Tx,
    person: &Person,
    email: &EmailAddress,
) -> Result<(), StoreError> {
    let now = app.now();
    let token = secrets::token(app, TokenKind::ResetPassword);
    let hash = secrets::token_hash(&token);
    let expires = now.plus_hours(LINK_VALID_HOURS);
    let (account, id) = (person.account, person.id);
    store::password_reset::insert(tx, &hash, account, id, now, expires).await?;
    let says = contexts::ResetPassword {
        link: app.config.portal_url(&format!("/reset-password?token={}", token.secret())),
        expires,
        zone: person.zone.clone(),
    };
    let envelope = Envelope { to: email.clone(), ..envelope_of(person) };
    outbox::queue(app, tx, &envelope, &says, Enclosed::default()).await
}

/// The address a link sets the password of; none if it does not work any more. Changes nothing.
pub async fn look(app: &App, token: &str) -> Result<Option<EmailAddress>, StoreError> {
    let Ok(token) = SecretToken::read(TokenKind::ResetPassword, token) else { return Ok(None) };
    let hash = secrets::token_hash(&token);
    let mut tx = app.store.read().await?;
    let found = store::password_reset::usable(&mut tx, &hash, app.now()).await?;
    let Some((account, person)) = found else { return Ok(None) };
    let person = store::person::find(&mut tx, account, person).await?;
    Ok(person.map(|person| person.email))
}

/// Sets the new password, ends every session and opens one for whoever set it.
pub async fn set(
    app: &App,
    token: &str,
    password: &str,
    visitor: &Visitor,
    before: Option<&SecretToken>,
) -> Result<Opened, NewPasswordError> {
    let token = SecretToken::read(TokenKind::ResetPassword, token);
    let hash = secrets::token_hash(&token.map_err(|_| NewPasswordError::Expired)?);
    let now = app.now();
    let mut tx = app.store.read().await?;
    let usable = store::password_reset::usable(&mut tx, &hash, now).await?;
    let (account, id) = usable.ok_or(NewPasswordError::Expired)?;
    let person = store::person::find(&mut tx, account, id).await?;
    let person = person.ok_or(NewPasswordError::Expired)?;
    if !store::member::is_active(&mut tx, account, id).await? {
        return Err(NewPasswordError::Expired);
    }
    drop(tx);
    let new_hash = checked_hash(app, &person, password).await?;

    let mut tx = app.store.begin().await?;
    let used = store::password_reset::use_up(&mut tx, &hash, now).await?;
    if used != Some((account, id)) {
        return Err(NewPasswordError::Expired);
    }
    keep(app, &mut tx, &person, &new_hash, None, &visitor.by(&person)).await?;
    let opened = sessions::open(app, &mut tx, &person, visitor, before).await?;
    tx.commit().await?;
    Ok(opened)
}

/// Sets a new password for somebody who knows the present one; other sessions end.
pub async fn change(
    app: &App,
    who: &Who,
    session: SessionId,
    present: &str,
    new: &str,
) -> Result<(), NewPasswordError> {
    if !who.actor.may(people::roles::Permission::ManageSignIn) {
        return Err(NewPasswordError::NotAllowed);
    }
    let mut tx = app.store.read().await?;
    let person = store::person::find(&mut tx, who.account(), who.person()).await?;
    let person = person.ok_or(NewPasswordError::NotAllowed)?;
    drop(tx);
    if !secrets::is_password(present, person.password_hash.as_deref()).await {
        return Err(NewPasswordError::WrongPassword);
    }
    let new_hash = checked_hash(app, &person, new).await?;
    let mut tx = app.store.begin().await?;
    keep(app, &mut tx, &person, &new_hash, Some(session), &who.by()).await?;
    tx.commit().await?;
    Ok(())
}

async fn checked_hash(
    app: &App,
    person: &Person,
    password: &str,
) -> Result<String, NewPasswordError> {
    let password = Password::choose(password, Some(&person.email), &person.name)
        .map_err(NewPasswordError::Refused)?;
    let own = vec![person.name.clone(), person.email.key()];
    if let Err(problem) = secrets::strong_enough(&password, own).await {
        return Err(NewPasswordError::Refused(vec![problem]));
    }
    Ok(secrets::password_hash(app, &password).await)
}

async fn keep(
    app: &App,
    tx: &mut Tx,
    person: &Person,
    hash: &str,
    session: Option<SessionId>,
    by: &By,
) -> Result<(), StoreError> {
    let now = app.now();
    let (account, id) = (person.account, person.id);
    store::person::set_password(tx, account, id, hash).await?;
    store::password_reset::use_up_all(tx, account, id, now).await?;
    store::session::end_others(tx, account, id, session, now).await?;
    let says = contexts::PasswordChanged {
        when: now,
        zone: person.zone.clone(),
        reset_link: app.config.portal_url("/forgot-password"),
    };
    outbox::queue(app, tx, &envelope_of(person), &says, Enclosed::default()).await?;
    let done =
        Done { account, action: "password.changed", subject: id.to_string(), change: json!({}) };
    trail::record(app, tx, by, done).await
}
