//! Invitations to join an account: a mail with a link, an answer, a new person (E1, R-39 to R-42).
//!
//! The inviter is answered alike whether or not the address is somebody's elsewhere; its owner
//! alone learns by mail what that means. A licence is held from the invitation on, so that
//! accepting can never take one too many. Answering is in `join`.

mod join;

use std::collections::BTreeSet;

use billing::subscription::SubscriptionState;
pub use join::{Accept, AcceptError, Asked, Offered, accept, look};
use mail::contexts;
use people::membership::{self, MembershipRefusal};
use people::name::{NameProblem, PersonName};
use people::roles::Role;
use people::token::{SecretToken, TokenKind};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::account::Account;
use store::audit::By;
use store::due::{Lane, NewDue};
use store::invitation::Invitation;
use store::{StoreError, Tx};
use units::EmailAddress;
use units::id::{AccountId, PersonId, kind};

use crate::app::App;
use crate::licences::{self, ItemRef, LicenceError};
use crate::outbox::{self, Enclosed, Envelope};
use crate::page::{self, Cursor, Page};
use crate::trail::{self, Done};
use crate::work::Outcome;
use crate::{Who, secrets};

/// Days the mailed link works.
pub const LINK_VALID_DAYS: i64 = 14;
/// Invitations an account may have open at a time: one that pays, and one that does not yet.
const OPEN_MAX: u32 = 20_000;
const OPEN_MAX_UNPAID: u32 = 500;

/// Whom to invite, as typed.
#[derive(Clone, Debug, Default)]
pub struct NewInvitation {
    pub email: String,
    /// May be empty.
    pub name: String,
    pub roles: BTreeSet<Role>,
    /// What they have from the start.
    pub licences: Vec<ItemRef>,
}

/// Why nobody was invited, or an invitation stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    #[error(transparent)]
    Refused(#[from] MembershipRefusal),
    #[error("this is not an e-mail address")]
    Email,
    #[error(transparent)]
    Name(#[from] NameProblem),
    #[error("no role is given")]
    NoRole,
    #[error("the address belongs to somebody of the account")]
    AlreadyHere,
    #[error("the address is invited already")]
    AlreadyInvited,
    #[error("{most} invitations are open")]
    TooMany { most: u32 },
    #[error("there is no such invitation, or it is open no more")]
    NotFound,
    #[error(transparent)]
    Licence(#[from] LicenceError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl InviteError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            InviteError::Refused(refusal) => refusal.code(),
            InviteError::Email => "email.malformed",
            InviteError::Name(problem) => problem.code(),
            InviteError::NoRole => "person.no_role",
            InviteError::AlreadyHere => "invitation.already_here",
            InviteError::AlreadyInvited => "invitation.already_invited",
            InviteError::TooMany { .. } => "invitation.too_many",
            InviteError::NotFound => "invitation.not_found",
            InviteError::Licence(error) => error.code(),
            InviteError::Store(_) => "store.unavailable",
        }
    }

    /// The field of the form it stands beside, if it is about one.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            InviteError::Email | InviteError::AlreadyHere | InviteError::AlreadyInvited => {
                Some("email")
            }
            InviteError::Name(_) => Some("name"),
            InviteError::NoRole => Some("roles"),
            _ => None,
        }
    }
}

/// An open invitation, and whether the mail to it came back.
pub type Open = (Invitation, bool);

/// Open invitations, expired ones among them, newest first: at most `most` after `after` whose name
/// or address has `search` in it.
pub async fn list(
    app: &App,
    who: &Who,
    search: &str,
    asked: (Option<Cursor<kind::Person>>, u32),
) -> Result<Page<Open, kind::Person>, InviteError> {
    membership::may_give(&who.actor, &BTreeSet::new())?;
    let mut tx = app.store.read().await?;
    Ok(page_of(&mut tx, who.account(), search, asked).await?)
}

pub(crate) async fn page_of(
    tx: &mut Tx,
    account: AccountId,
    search: &str,
    (after, most): (Option<Cursor<kind::Person>>, u32),
) -> Result<Page<Open, kind::Person>, StoreError> {
    let like = store::member::pattern(search);
    let found = store::invitation::page(tx, account, &like, after, page::to_read(most)).await?;
    Ok(Page::of(found, most, |(open, _)| Cursor { at: open.invited_at, id: open.id }))
}

/// Invites somebody: keeps it, holds their licences and writes to the address.
pub async fn invite(app: &App, who: &Who, new: &NewInvitation) -> Result<Invitation, InviteError> {
    membership::may_give(&who.actor, &new.roles)?;
    let email: EmailAddress = new.email.trim().parse().map_err(|_| InviteError::Email)?;
    let name = match new.name.trim() {
        "" => String::new(),
        typed => typed.parse::<PersonName>()?.to_string(),
    };
    if new.roles.is_empty() {
        return Err(InviteError::NoRole);
    }
    let (account, now) = (who.account(), app.now());
    let mut tx = app.store.begin().await?;
    let row = lock(&mut tx, account).await?;
    if store::person::by_address(&mut tx, &email).await?.is_some_and(|of| of.account == account) {
        return Err(InviteError::AlreadyHere);
    }
    if store::invitation::open_for(&mut tx, account, &email).await?.is_some() {
        return Err(InviteError::AlreadyInvited);
    }
    let most = open_max(&mut tx, account).await?;
    if store::invitation::count(&mut tx, account).await? >= most {
        return Err(InviteError::TooMany { most });
    }
    let invitation = Invitation {
        id: app.id(),
        account,
        email,
        name,
        locale: who.locale.clone(),
        roles: new.roles.clone(),
        invited_by: who.person(),
        invited_at: now,
        expires_at: now.plus_days(LINK_VALID_DAYS),
        accepted_at: None,
        revoked_at: None,
    };
    let token = secrets::token(app, TokenKind::Invitation);
    store::invitation::insert(&mut tx, &invitation, &secrets::token_hash(&token)).await?;
    let by = who.by();
    record(app, &mut tx, &by, &invitation, "person.invited").await?;
    for item in &new.licences {
        let holder = (invitation.id, invitation.email.as_str());
        licences::assign_within(app, &mut tx, &by, account, item, holder).await?;
    }
    send(app, &mut tx, who, &row, (&invitation, &token)).await?;
    tx.commit().await?;
    Ok(invitation)
}

/// How many invitations `account` may have open. Nobody writes to thousands of strangers for free.
pub(crate) async fn open_max(tx: &mut Tx, account: AccountId) -> Result<u32, StoreError> {
    let all = store::subscription::list(tx, account).await?;
    let pays = all.iter().any(|sub| match sub.state {
        SubscriptionState::Active | SubscriptionState::PastDue => true,
        SubscriptionState::PendingCancellation => sub.trial.is_none(),
        _ => false,
    });
    Ok(if pays { OPEN_MAX } else { OPEN_MAX_UNPAID })
}

pub(crate) async fn lock(tx: &mut Tx, account: AccountId) -> Result<Account, StoreError> {
    let row = store::account::lock(tx, account).await?;
    row.ok_or_else(|| StoreError::Other(format!("no account {account}")))
}

/// Writes to the address, and plans the end of the link.
async fn send(
    app: &App,
    tx: &mut Tx,
    who: &Who,
    account: &Account,
    (invitation, token): (&Invitation, &SecretToken),
) -> Result<(), StoreError> {
    let known = store::person::by_address(tx, &invitation.email).await?.is_some();
    // Somebody with an account of their own cannot come with it yet.
    let token = (!known).then_some(token);
    let licences = names(app, tx, account.id, invitation.id).await?;
    let says = says(app, who, account, (invitation, token), licences);
    outbox::queue(app, tx, &envelope(invitation), &says, Enclosed::default()).await?;
    let payload = InvitationRef::of(invitation);
    let work = end(app, invitation, &payload);
    store::due::plan(tx, work.row(Lane::Background)).await
}

/// What the mail says; without a token there is no link in it.
pub(crate) fn says(
    app: &App,
    who: &Who,
    account: &Account,
    (invitation, token): (&Invitation, Option<&SecretToken>),
    licences: Vec<String>,
) -> contexts::Invitation {
    let link = |token: &SecretToken| {
        app.config.portal_url(&format!("/invitation?token={}", token.secret()))
    };
    contexts::Invitation {
        inviter: who.name.clone(),
        inviter_email: who.email.to_string(),
        account: account.name.clone(),
        licences,
        link: token.map(link),
        expires: invitation.expires_at,
        zone: account.zone.clone(),
    }
}

pub(crate) fn envelope(invitation: &Invitation) -> Envelope {
    Envelope {
        account: Some(invitation.account),
        to: invitation.email.clone(),
        to_name: invitation.name.clone(),
        locale: invitation.locale.clone(),
    }
}

/// The work that ends an invitation nobody answers; it names it by `payload`.
pub(crate) fn end<'a>(
    app: &App,
    invitation: &Invitation,
    payload: &'a InvitationRef,
) -> NewDue<'a, InvitationRef> {
    NewDue {
        id: app.id(),
        account: Some(invitation.account),
        kind: "invitation",
        key: invitation.id.to_string(),
        payload,
        due_at: invitation.expires_at,
        now: app.now(),
    }
}

/// What the holder's licences are called.
async fn names(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    holder: PersonId,
) -> Result<Vec<String>, StoreError> {
    let published = app.catalog(tx).await?;
    let items = licences::items(tx, &published.catalog, account).await?;
    Ok(items.into_iter().filter(|item| item.is_of(holder)).map(|item| item.name).collect())
}

/// Sends the invitation once more: with a new link, which works for two weeks again.
pub async fn resend(app: &App, who: &Who, id: PersonId) -> Result<(), InviteError> {
    let (mut tx, row, before) = open(app, who, id).await?;
    let now = app.now();
    let expires_at = now.plus_days(LINK_VALID_DAYS);
    let token = secrets::token(app, TokenKind::Invitation);
    let hash = secrets::token_hash(&token);
    if !store::invitation::renew(&mut tx, &before, &hash, now, expires_at).await? {
        return Err(InviteError::NotFound);
    }
    let invitation = Invitation { invited_at: now, expires_at, ..before };
    record(app, &mut tx, &who.by(), &invitation, "person.invited_again").await?;
    send(app, &mut tx, who, &row, (&invitation, &token)).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes the invitation back: its link leads nowhere, its licences are free.
pub async fn revoke(app: &App, who: &Who, id: PersonId) -> Result<(), InviteError> {
    let (mut tx, row, invitation) = open(app, who, id).await?;
    if !store::invitation::revoke(&mut tx, row.id, id, app.now()).await? {
        return Err(InviteError::NotFound);
    }
    let holder = (id, invitation.email.as_str());
    licences::take_everything(app, &mut tx, &who.by(), row.id, holder).await?;
    record(app, &mut tx, &who.by(), &invitation, "person.invitation_revoked").await?;
    tx.commit().await?;
    Ok(())
}

/// An open invitation of the asker's account, which is locked.
async fn open(
    app: &App,
    who: &Who,
    id: PersonId,
) -> Result<(Tx, Account, Invitation), InviteError> {
    membership::may_give(&who.actor, &BTreeSet::new())?;
    let mut tx = app.store.begin().await?;
    let row = lock(&mut tx, who.account()).await?;
    let found = store::invitation::find(&mut tx, row.id, id).await?;
    let found = found.filter(Invitation::is_open).ok_or(InviteError::NotFound)?;
    membership::may_give(&who.actor, &found.roles)?;
    Ok((tx, row, found))
}

async fn record(
    app: &App,
    tx: &mut Tx,
    by: &By,
    invitation: &Invitation,
    action: &str,
) -> Result<(), StoreError> {
    trail::record(app, tx, by, done(invitation, action)).await
}

/// What the trail and receivers of events are told.
pub(crate) fn done<'a>(invitation: &Invitation, action: &'a str) -> Done<'a> {
    let change = json!({
        "email": invitation.email, "roles": invitation.roles, "expires_at": invitation.expires_at,
    });
    let (account, subject) = (invitation.account, invitation.id.to_string());
    Done { account, action, subject, change }
}

/// Names an invitation in due work.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InvitationRef {
    pub account: AccountId,
    pub invitation: PersonId,
}

impl InvitationRef {
    pub(crate) fn of(invitation: &Invitation) -> InvitationRef {
        InvitationRef { account: invitation.account, invitation: invitation.id }
    }
}

/// Due work: an invitation that nobody answered holds its licences no longer.
pub async fn run(app: &App, work: &InvitationRef) -> Outcome {
    match expire(app, work).await {
        Ok(outcome) => outcome,
        Err(error) => error.into(),
    }
}

async fn expire(app: &App, work: &InvitationRef) -> Result<Outcome, StoreError> {
    let mut tx = app.store.begin().await?;
    lock(&mut tx, work.account).await?;
    let found = store::invitation::find(&mut tx, work.account, work.invitation).await?;
    let Some(open) = found.filter(Invitation::is_open) else { return Ok(Outcome::Done) };
    if app.now() < open.expires_at {
        return Ok(Outcome::At(open.expires_at));
    }
    let by = By::system();
    let holder = (open.id, open.email.as_str());
    licences::take_everything(app, &mut tx, &by, open.account, holder).await?;
    record(app, &mut tx, &by, &open, "person.invitation_expired").await?;
    tx.commit().await?;
    Ok(Outcome::Done)
}
