//! Answering an invitation: its link shows what it does, a button does it, once.

use std::collections::BTreeSet;

use people::profile::MailWishes;
use people::roles::Role;
use people::sign_up::{SignUpDraft, SignUpProblem};
use people::token::{SecretToken, TokenKind};
use serde_json::json;
use store::StoreError;
use store::account::Account;
use store::invitation::Invitation;
use store::person::Person;
use units::{EmailAddress, Locale, Timestamp};

use super::{lock, names};
use crate::app::App;
use crate::meetings::arrive::arrive;
use crate::secrets;
use crate::sessions::{self, Opened};
use crate::sign_up::{languages, note_acceptance};
use crate::trail::{self, Done};
use crate::visitor::Visitor;

/// What a mailed link leads to.
#[derive(Clone, Debug)]
pub enum Asked {
    Open(Box<Offered>),
    /// It was accepted.
    Joined,
    /// Expired, revoked, sent anew, or never ours.
    Gone,
}

/// What accepting does.
#[derive(Clone, Debug)]
pub struct Offered {
    pub account: String,
    pub inviter: String,
    pub email: EmailAddress,
    /// As the inviter typed it; may be empty.
    pub name: String,
    pub roles: BTreeSet<Role>,
    /// Names of the licences that wait.
    pub licences: Vec<String>,
    pub expires_at: Timestamp,
}

/// What the link of `token` offers. Changes nothing: mail scanners follow links too.
pub async fn look(app: &App, token: &str) -> Result<Asked, StoreError> {
    let Ok(token) = SecretToken::read(TokenKind::Invitation, token) else {
        return Ok(Asked::Gone);
    };
    let mut tx = app.store.read().await?;
    let found = store::invitation::by_token(&mut tx, &secrets::token_hash(&token)).await?;
    let Some(found) = found else { return Ok(Asked::Gone) };
    if found.accepted_at.is_some() {
        return Ok(Asked::Joined);
    }
    if !found.is_usable(app.now()) {
        return Ok(Asked::Gone);
    }
    let account = store::account::find(&mut tx, found.account).await?;
    let inviter = store::person::find(&mut tx, found.account, found.invited_by).await?;
    Ok(Asked::Open(Box::new(Offered {
        account: account.map(|account| account.name).unwrap_or_default(),
        inviter: inviter.map(|inviter| inviter.name).unwrap_or_default(),
        licences: names(app, &mut tx, found.account, found.id).await?,
        email: found.email,
        name: found.name,
        roles: found.roles,
        expires_at: found.expires_at,
    })))
}

/// Why an invitation was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// Expired, revoked, sent anew, accepted by somebody else, or never ours.
    #[error("the link does not work any more")]
    Expired,
    #[error("the address has an account of its own by now")]
    AddressTaken,
    #[error("{} fields are refused", .0.len())]
    Refused(Vec<SignUpProblem>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AcceptError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            AcceptError::Expired => "invitation.expired",
            AcceptError::AddressTaken => "invitation.address_taken",
            AcceptError::Refused(_) => "request.invalid",
            AcceptError::Store(_) => "store.unavailable",
        }
    }
}

/// What somebody who accepts chooses.
#[derive(Clone)]
pub struct Accept {
    pub name: String,
    pub password: String,
    pub locale: Locale,
}

/// Whoever has the mail joins the account and is signed in. Accepted again by the same person, it
/// signs them in again.
pub async fn accept(
    app: &App,
    token: &str,
    chosen: &Accept,
    visitor: &Visitor,
    before: Option<&SecretToken>,
) -> Result<Opened, AcceptError> {
    let token = SecretToken::read(TokenKind::Invitation, token);
    let hash = secrets::token_hash(&token.map_err(|_| AcceptError::Expired)?);
    let mut tx = app.store.read().await?;
    let found = store::invitation::by_token(&mut tx, &hash).await?;
    let found = found.ok_or(AcceptError::Expired)?;
    if found.accepted_at.is_some() {
        let person = store::person::find(&mut tx, found.account, found.id).await?;
        drop(tx);
        return again(app, person, &chosen.password, visitor, before).await;
    }
    if !found.is_usable(app.now()) {
        return Err(AcceptError::Expired);
    }
    let account = store::account::find(&mut tx, found.account).await?;
    let account = account.ok_or(AcceptError::Expired)?;
    drop(tx);
    let person = checked(app, &found, &account, chosen).await?;
    match join(app, &found, &person, visitor, before).await {
        Err(AcceptError::Store(error)) if error.is_taken() => Err(AcceptError::AddressTaken),
        joined => joined,
    }
}

/// The person `found` becomes; every problem with what they chose otherwise.
async fn checked(
    app: &App,
    found: &Invitation,
    account: &Account,
    chosen: &Accept,
) -> Result<Person, AcceptError> {
    let draft = SignUpDraft {
        email: found.email.to_string(),
        name: chosen.name.clone(),
        password: chosen.password.clone(),
        locale: chosen.locale.to_string(),
        zone: account.zone.name().to_owned(),
    };
    let checked = draft.check(&languages(app)).map_err(AcceptError::Refused)?;
    let own = vec![checked.name.to_string(), checked.email.key()];
    if let Err(problem) = secrets::strong_enough(&checked.password, own).await {
        return Err(AcceptError::Refused(vec![SignUpProblem::Password(problem)]));
    }
    Ok(Person {
        id: found.id,
        account: found.account,
        name: checked.name.to_string(),
        email: found.email.clone(),
        biography: String::new(),
        locale: checked.locale,
        zone: checked.zone,
        photo: None,
        notifications: MailWishes::at_first(),
        password_hash: Some(secrets::password_hash(app, &checked.password).await),
        created_at: app.now(),
    })
}

async fn join(
    app: &App,
    found: &Invitation,
    person: &Person,
    visitor: &Visitor,
    before: Option<&SecretToken>,
) -> Result<Opened, AcceptError> {
    let mut tx = app.store.begin().await?;
    lock(&mut tx, found.account).await?;
    if !store::invitation::accept(&mut tx, found.account, found.id, app.now()).await? {
        return Err(AcceptError::Expired);
    }
    store::person::insert(&mut tx, person).await?;
    for role in &found.roles {
        store::person::add_role(&mut tx, found.account, person.id, *role).await?;
    }
    note_acceptance(app, &mut tx, person).await?;
    arrive(app, &mut tx, person.id, &person.email).await?;
    let (account, email) = (found.account, &person.email);
    store::import_account::join_groups(&mut tx, account, person.id, email).await?;
    let change = json!({
        "name": person.name, "email": person.email, "roles": found.roles,
        "invited_by": found.invited_by,
    });
    let (account, subject) = (found.account, person.id.to_string());
    let done = Done { account, action: "person.joined", subject, change };
    trail::record(app, &mut tx, &visitor.by(person), done).await?;
    let opened = sessions::open(app, &mut tx, person, visitor, before).await?;
    tx.commit().await?;
    Ok(opened)
}

/// The link was used: whoever knows the password it was used with is signed in, and nobody else.
async fn again(
    app: &App,
    person: Option<Person>,
    password: &str,
    visitor: &Visitor,
    before: Option<&SecretToken>,
) -> Result<Opened, AcceptError> {
    let hash = person.as_ref().and_then(|person| person.password_hash.as_deref());
    if !secrets::is_password(password, hash).await {
        return Err(AcceptError::Expired);
    }
    let person = person.ok_or(AcceptError::Expired)?;
    let mut tx = app.store.begin().await?;
    if !store::member::is_active(&mut tx, person.account, person.id).await? {
        return Err(AcceptError::Expired);
    }
    let opened = sessions::open(app, &mut tx, &person, visitor, before).await?;
    tx.commit().await?;
    Ok(opened)
}
