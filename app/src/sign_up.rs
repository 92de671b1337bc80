//! Signing up: an address is typed, a mail goes out, its link opens the account (B1).
//!
//! The answer is the same whether or not the address is known; its owner alone learns that by mail.
//! The password is hashed in either case, so that the time says nothing either. A link is used once
//! (I-22); of two that confirm one address at once the database lets one win. Anybody can sign an
//! address up, so a link opens an account only together with the password that was chosen with it:
//! its owner cannot be led into an account whose password a stranger knows.

use catalog::DocumentKind;
use mail::contexts;
use people::profile::MailWishes;
use people::roles::Role;
use people::sign_up::{SignUpDraft, SignUpProblem};
use people::token::{SecretToken, TokenKind};
use serde_json::json;
use store::account::Account;
use store::person::Person;
use store::sign_up::SignUp;
use store::site::SiteKind;
use store::{StoreError, Tx};
use units::id::CartId;
use units::{EmailAddress, Locale, Zone};

use crate::app::App;
use crate::meetings::arrive::arrive;
use crate::outbox::{self, Enclosed, Envelope};
use crate::sessions::{self, Opened};
use crate::trail::{self, Done};
use crate::visitor::Visitor;
use crate::{cart, plan, secrets};

/// Hours the mailed link works.
pub const LINK_VALID_HOURS: i64 = 48;

/// Why a sign-up was not taken.
#[derive(Debug, thiserror::Error)]
pub enum SignUpError {
    #[error("{} fields are refused", .0.len())]
    Refused(Vec<SignUpProblem>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SignUpError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            SignUpError::Refused(_) => "request.invalid",
            SignUpError::Store(_) => "store.unavailable",
        }
    }
}

/// Why an address was not confirmed.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmError {
    /// Used before, too old, never ours, or the address has an account by now.
    #[error("the link does not work any more")]
    Expired,
    /// Not the one this sign-up was made with. The link goes on working.
    #[error("another password was chosen with this sign-up")]
    WrongPassword,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ConfirmError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            ConfirmError::Expired => "sign_up.expired",
            ConfirmError::WrongPassword => "sign_up.wrong_password",
            ConfirmError::Store(_) => "store.unavailable",
        }
    }
}

/// An account just opened and its owner signed in.
#[derive(Clone, Debug)]
pub struct Confirmed {
    pub opened: Opened,
    /// What they were about to buy; it is theirs now.
    pub cart: Option<CartId>,
}

/// Takes a sign-up: checks every field, keeps it, and writes to the address.
pub async fn ask(app: &App, draft: &SignUpDraft, cart: Option<CartId>) -> Result<(), SignUpError> {
    let checked = checked(app, draft).await?;
    let password_hash = secrets::password_hash(app, &checked.password).await;
    let now = app.now();
    let sign_up = SignUp {
        email: checked.email,
        name: checked.name.to_string(),
        password_hash,
        locale: checked.locale,
        zone: checked.zone,
        cart,
        created_at: now,
        expires_at: now.plus_hours(LINK_VALID_HOURS),
    };
    let mut tx = app.store.begin().await?;
    match store::person::by_address(&mut tx, &sign_up.email).await? {
        Some(person) => tell_known(app, &mut tx, &person, &sign_up.email).await?,
        None => keep_and_tell(app, &mut tx, &sign_up).await?,
    }
    tx.commit().await?;
    Ok(())
}

async fn checked(app: &App, draft: &SignUpDraft) -> Result<people::sign_up::SignUp, SignUpError> {
    let checked = draft.check(&languages(app)).map_err(SignUpError::Refused)?;
    let own = vec![checked.name.to_string(), checked.email.key()];
    match secrets::strong_enough(&checked.password, own).await {
        Ok(()) => Ok(checked),
        Err(problem) => Err(SignUpError::Refused(vec![SignUpProblem::Password(problem)])),
    }
}

/// The languages people can choose from.
pub fn languages(app: &App) -> Vec<Locale> {
    app.texts.languages().iter().map(|language| language.locale.clone()).collect()
}

/// Keeps the sign-up under a new link and mails it. Links sent before go on working: whoever signs
/// somebody else's address up must not make its owner's own link useless.
async fn keep_and_tell(app: &App, tx: &mut Tx, sign_up: &SignUp) -> Result<(), StoreError> {
    let token = secrets::token(app, TokenKind::ConfirmAddress);
    store::sign_up::insert(tx, &secrets::token_hash(&token), sign_up).await?;
    let says = contexts::ConfirmEmail {
        link: app.config.portal_url(&format!("/confirm-email?token={}", token.secret())),
        expires: sign_up.expires_at,
        zone: sign_up.zone.clone(),
    };
    let envelope = Envelope {
        account: None,
        to: sign_up.email.clone(),
        to_name: sign_up.name.clone(),
        locale: sign_up.locale.clone(),
    };
    outbox::queue(app, tx, &envelope, &says, Enclosed::default()).await
}

async fn tell_known(
    app: &App,
    tx: &mut Tx,
    person: &Person,
    email: &EmailAddress,
) -> Result<(), StoreError> {
    let says = contexts::AlreadyRegistered {
        sign_in_link: app.config.portal_url("/sign-in"),
        reset_link: app.config.portal_url("/forgot-password"),
    };
    let envelope = Envelope { to: email.clone(), ..envelope_of(person) };
    outbox::queue(app, tx, &envelope, &says, Enclosed::default()).await
}

/// To the person, at the address they prefer.
pub(crate) fn envelope_of(person: &Person) -> Envelope {
    Envelope {
        account: Some(person.account),
        to: person.email.clone(),
        to_name: person.name.clone(),
        locale: person.locale.clone(),
    }
}

/// Sends a new link to an address that waits to be confirmed; nothing happens for any other.
pub async fn ask_again(app: &App, email: &EmailAddress) -> Result<(), StoreError> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    if let Some(before) = store::sign_up::newest(&mut tx, email).await? {
        let expires_at = now.plus_hours(LINK_VALID_HOURS);
        let again = SignUp { created_at: now, expires_at, ..before };
        keep_and_tell(app, &mut tx, &again).await?;
    }
    tx.commit().await
}

/// The address a link would confirm; none if it does not work any more. Changes nothing: mail
/// scanners follow links too.
pub async fn look(app: &App, token: &str) -> Result<Option<EmailAddress>, StoreError> {
    let Ok(token) = SecretToken::read(TokenKind::ConfirmAddress, token) else { return Ok(None) };
    let mut tx = app.store.read().await?;
    let found = store::sign_up::usable(&mut tx, &secrets::token_hash(&token), app.now()).await?;
    Ok(found.map(|sign_up| sign_up.email))
}

/// Confirms the address: opens the account on the regional site and signs its owner in. Whoever
/// reads the mail shows with `password` that the sign-up was theirs.
pub async fn confirm(
    app: &App,
    token: &str,
    password: &str,
    visitor: &Visitor,
    before: Option<&SecretToken>,
) -> Result<Confirmed, ConfirmError> {
    let token = SecretToken::read(TokenKind::ConfirmAddress, token);
    let hash = secrets::token_hash(&token.map_err(|_| ConfirmError::Expired)?);
    let mut tx = app.store.read().await?;
    let waiting = store::sign_up::usable(&mut tx, &hash, app.now()).await?;
    drop(tx);
    let waiting = waiting.ok_or(ConfirmError::Expired)?;
    if !secrets::is_password(password, Some(&waiting.password_hash)).await {
        return Err(ConfirmError::WrongPassword);
    }
    match confirm_hashed(app, &hash, visitor, before).await {
        // Another link for the same address was first.
        Err(ConfirmError::Store(error)) if error.is_taken() => Err(ConfirmError::Expired),
        other => other,
    }
}

async fn confirm_hashed(
    app: &App,
    hash: &str,
    visitor: &Visitor,
    before: Option<&SecretToken>,
) -> Result<Confirmed, ConfirmError> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    store::sign_up::lock_all(&mut tx, hash).await?;
    let used = store::sign_up::use_up(&mut tx, hash, now).await?;
    let sign_up = used.ok_or(ConfirmError::Expired)?;
    let person = open_account(app, &mut tx, NewOwner::of(&sign_up), visitor).await?;
    store::sign_up::use_up_all(&mut tx, &sign_up.email, now).await?;
    let opened = sessions::open(app, &mut tx, &person, visitor, before).await?;
    welcome(app, &mut tx, &person).await?;
    tx.commit().await?;
    if let Some(cart) = sign_up.cart {
        cart::adopt(app, person.account, cart).await?;
    }
    Ok(Confirmed { opened, cart: sign_up.cart })
}

/// Somebody about to get an account of their own.
pub(crate) struct NewOwner {
    pub name: String,
    pub email: EmailAddress,
    pub password_hash: String,
    pub locale: Locale,
    pub zone: Zone,
}

impl NewOwner {
    fn of(sign_up: &SignUp) -> NewOwner {
        NewOwner {
            name: sign_up.name.clone(),
            email: sign_up.email.clone(),
            password_hash: sign_up.password_hash.clone(),
            locale: sign_up.locale.clone(),
            zone: sign_up.zone.clone(),
        }
    }
}

/// Opens a free account on the regional site, with its owner.
pub(crate) async fn open_account(
    app: &App,
    tx: &mut Tx,
    owner: NewOwner,
    visitor: &Visitor,
) -> Result<Person, StoreError> {
    let now = app.now();
    let site = store::site::by_name(tx, SiteKind::Regional, &app.config.region).await?;
    let site = site.ok_or_else(|| StoreError::Other("there is no regional site".to_owned()))?;
    let account = Account {
        id: app.id(),
        site: site.id,
        name: owner.name.clone(),
        zone: owner.zone.clone(),
        locale: owner.locale.clone(),
        currency: None,
        buyer: None,
        exemptions: Vec::new(),
        created_at: now,
    };
    store::account::insert(tx, &account).await?;
    let person = Person {
        id: app.id(),
        account: account.id,
        name: owner.name,
        email: owner.email,
        biography: String::new(),
        locale: owner.locale,
        zone: owner.zone,
        photo: None,
        notifications: MailWishes::at_first(),
        password_hash: Some(owner.password_hash),
        created_at: now,
    };
    store::person::insert(tx, &person).await?;
    for role in [Role::Owner, Role::Host] {
        store::person::add_role(tx, account.id, person.id, role).await?;
    }
    note_acceptance(app, tx, &person).await?;
    arrive(app, tx, person.id, &person.email).await?;
    let done = Done {
        account: account.id,
        action: "account.opened",
        subject: account.id.to_string(),
        change: json!({ "name": account.name, "site": site.name, "owner": person.id }),
    };
    trail::record(app, tx, &visitor.by(&person), done).await?;
    Ok(person)
}

/// The terms and the privacy policy were accepted in the versions that hold now.
pub(crate) async fn note_acceptance(
    app: &App,
    tx: &mut Tx,
    person: &Person,
) -> Result<(), StoreError> {
    let published = app.catalog(tx).await?;
    let now = app.now();
    let today = person.zone.date(now);
    for kind in [DocumentKind::Terms, DocumentKind::Privacy] {
        if let Some(document) = published.catalog.document(kind, today) {
            let (account, id, version) = (person.account, person.id, &document.version);
            store::acceptance::note(tx, account, id, kind.word(), version, now).await?;
        }
    }
    Ok(())
}

/// What a free account may do, for the page that offers one.
pub struct FreeOffer {
    /// Longest meeting in minutes; none: as long as one likes.
    pub minutes: Option<u32>,
    pub participants: u32,
}

pub async fn free_offer(app: &App) -> Result<FreeOffer, StoreError> {
    let mut tx = app.store.read().await?;
    let published = app.catalog(&mut tx).await?;
    let (_, free) = published.catalog.free_plan();
    Ok(FreeOffer {
        minutes: free.entitlements.meeting_minutes_max,
        participants: free.entitlements.participants_max,
    })
}

async fn welcome(app: &App, tx: &mut Tx, person: &Person) -> Result<(), StoreError> {
    let plan = plan::in_force(app, tx, person.account, &person.locale).await?;
    let says = contexts::Welcome {
        site: app.regional_host(),
        home_link: app.config.portal_url("/"),
        plan: plan.name,
        longest_minutes: plan.entitlements.meeting_minutes_max.map(i64::from),
    };
    outbox::queue(app, tx, &envelope_of(person), &says, Enclosed::default()).await
}
