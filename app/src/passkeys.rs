//! Passkeys: a second way in, without anything to remember or to give away.
//!
//! A challenge goes out, its state stays here for five minutes, and it is taken once. The browser
//! sends the challenge back inside what it signed, so nothing else has to carry it. A passkey says
//! by itself whose it is; no address is asked for.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use mail::contexts;
use people::name::{NameProblem, PersonName};
use people::roles::Permission;
use people::token::SecretToken;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use store::passkey::{PASSKEYS_MAX, Passkey};
use store::person::Person;
use store::{StoreError, Tx};
use units::id::{PasskeyId, PersonId};
use webauthn_rs::prelude::Passkey as Credential;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Webauthn, WebauthnBuilder, WebauthnError,
};

use crate::app::App;
use crate::outbox::{self, Enclosed};
use crate::sessions::{self, Opened};
use crate::sign_in;
use crate::sign_up::envelope_of;
use crate::trail::{self, Done};
use crate::visitor::Visitor;
use crate::who::Who;

/// Seconds an answer to a challenge may take.
const CHALLENGE_VALID_S: i64 = 300;
/// What the browser and its authenticator show as the service's name.
const SERVICE: &str = "Plenum";

/// Why a passkey was not added, used, renamed or removed.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    #[error("the person is not at the screen")]
    NotAllowed,
    /// The deployment has an address passkeys cannot be bound to, such as a bare IP address.
    #[error("passkeys cannot be used here: {0}")]
    Unavailable(WebauthnError),
    /// Taken before, too old, or never ours.
    #[error("the challenge is not waited for")]
    Expired,
    #[error("the passkey was refused: {0}")]
    Refused(String),
    #[error("the passkey's name: {0}")]
    Name(#[from] NameProblem),
    #[error("the person has {PASSKEYS_MAX} passkeys already")]
    TooMany,
    #[error("the passkey is registered already")]
    Taken,
    #[error("no such passkey")]
    NotFound,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl PasskeyError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            PasskeyError::NotAllowed => "permission.missing",
            PasskeyError::Unavailable(_) => "passkey.unavailable",
            PasskeyError::Expired => "passkey.expired",
            PasskeyError::Refused(_) => "passkey.refused",
            PasskeyError::Name(problem) => problem.code(),
            PasskeyError::TooMany => "passkey.too_many",
            PasskeyError::Taken => "passkey.taken",
            PasskeyError::NotFound => "passkey.not_found",
            PasskeyError::Store(_) => "store.unavailable",
        }
    }
}

/// What is kept of a registration that has begun.
#[derive(Serialize, Deserialize)]
struct Begun {
    name: String,
    state: PasskeyRegistration,
}

fn refused(error: WebauthnError) -> PasskeyError {
    PasskeyError::Refused(error.to_string())
}

/// The relying party: the base host, at the portal's origin.
fn relying_party(app: &App) -> Result<Webauthn, PasskeyError> {
    WebauthnBuilder::new(app.config.base_host(), &app.config.base_url)
        .and_then(|builder| builder.rp_name(SERVICE).build())
        .map_err(PasskeyError::Unavailable)
}

fn at_screen(who: &Who) -> Result<(), PasskeyError> {
    match who.actor.may(Permission::ManageSignIn) {
        true => Ok(()),
        false => Err(PasskeyError::NotAllowed),
    }
}

/// Begins to add a passkey called `name`: the options for the browser, as JSON.
pub async fn begin_adding(app: &App, who: &Who, name: &str) -> Result<Json, PasskeyError> {
    at_screen(who)?;
    let name = name.parse::<PersonName>()?.to_string();
    let mut tx = app.store.begin().await?;
    let held = store::passkey::list(&mut tx, who.account(), who.person()).await?;
    if u32::try_from(held.len()).is_ok_and(|held| held >= PASSKEYS_MAX) {
        return Err(PasskeyError::TooMany);
    }
    let known = held.iter().filter_map(|key| URL_SAFE_NO_PAD.decode(&key.credential_id).ok());
    let (options, state) = relying_party(app)?
        .start_passkey_registration(
            who.person().uuid(),
            who.email.as_str(),
            &who.name,
            Some(known.collect()),
        )
        .map_err(refused)?;
    let mut options = to_json(&options)?;
    // Signing in asks for no address, so the authenticator has to keep whose the passkey is.
    if let Some(Json::Object(selection)) = options.pointer_mut("/publicKey/authenticatorSelection")
    {
        selection.insert("residentKey".to_owned(), json!("required"));
        selection.insert("requireResidentKey".to_owned(), json!(true));
    }
    let begun = to_json(&Begun { name, state })?.to_string();
    keep_challenge(app, &mut tx, &options, Some(who.person()), &begun).await?;
    tx.commit().await?;
    Ok(options)
}

/// Adds the passkey the browser made; its owner is told by mail.
pub async fn finish_adding(app: &App, who: &Who, made: &Json) -> Result<PasskeyId, PasskeyError> {
    at_screen(who)?;
    let (challenge, made) = read::<RegisterPublicKeyCredential>(made)?;
    let begun: Begun = take_challenge(app, &challenge, Some(who.person())).await?;
    let credential =
        relying_party(app)?.finish_passkey_registration(&made, &begun.state).map_err(refused)?;
    let passkey = Passkey {
        id: app.id(),
        account: who.account(),
        person: who.person(),
        credential_id: URL_SAFE_NO_PAD.encode(credential.cred_id()),
        credential: to_json(&credential)?.to_string(),
        name: begun.name,
        created_at: app.now(),
        used_at: None,
    };
    let mut tx = app.store.begin().await?;
    match keep(app, &mut tx, who, &passkey).await {
        Err(error) if error.is_taken() => Err(PasskeyError::Taken),
        Err(error) => Err(error.into()),
        Ok(()) => {
            tx.commit().await?;
            Ok(passkey.id)
        }
    }
}

async fn keep(app: &App, tx: &mut Tx, who: &Who, passkey: &Passkey) -> Result<(), StoreError> {
    store::passkey::insert(tx, passkey).await?;
    let person = store::person::find(tx, who.account(), who.person()).await?;
    if let Some(person) = person {
        let says = contexts::PasskeyAdded {
            passkey: passkey.name.clone(),
            when: passkey.created_at,
            zone: person.zone.clone(),
            security_link: app.config.portal_url("/security"),
        };
        outbox::queue(app, tx, &envelope_of(&person), &says, Enclosed::default()).await?;
    }
    record(app, tx, who, "passkey.added", passkey.id, &passkey.name).await
}

async fn record(
    app: &App,
    tx: &mut Tx,
    who: &Who,
    action: &str,
    id: PasskeyId,
    name: &str,
) -> Result<(), StoreError> {
    let change = json!({ "name": name });
    let done = Done { account: who.account(), action, subject: id.to_string(), change };
    trail::record(app, tx, &who.by(), done).await
}

/// Begins a sign-in with whatever passkey the browser has: the options for it, as JSON.
pub async fn begin_sign_in(app: &App) -> Result<Json, PasskeyError> {
    let (options, state) =
        relying_party(app)?.start_discoverable_authentication().map_err(refused)?;
    // The button was pressed: the browser asks at once instead of offering in a field.
    let options = json!({ "publicKey": options.public_key });
    let state = to_json(&state)?.to_string();
    let mut tx = app.store.begin().await?;
    keep_challenge(app, &mut tx, &options, None, &state).await?;
    tx.commit().await?;
    Ok(options)
}

/// Signs in whoever's passkey answered.
pub async fn finish_sign_in(
    app: &App,
    answered: &Json,
    visitor: &Visitor,
    before: Option<&SecretToken>,
) -> Result<Opened, PasskeyError> {
    let (challenge, answered) = read::<PublicKeyCredential>(answered)?;
    let state: DiscoverableAuthentication = take_challenge(app, &challenge, None).await?;
    let webauthn = relying_party(app)?;
    let (owner, credential_id) =
        webauthn.identify_discoverable_authentication(&answered).map_err(refused)?;
    let mut tx = app.store.begin().await?;
    let credential_id = URL_SAFE_NO_PAD.encode(credential_id);
    let passkey = store::passkey::lock_by_credential(&mut tx, &credential_id).await?;
    let passkey = passkey
        .filter(|passkey| passkey.person.uuid() == owner)
        .ok_or_else(|| PasskeyError::Refused("nobody has this passkey".to_owned()))?;
    let mut credential: Credential = from_text(&passkey.credential)?;
    let result = webauthn
        .finish_discoverable_authentication_v2(&answered, state, &credential)
        .map_err(refused)?;
    credential.update_credential(&result);
    let kept = to_json(&credential)?.to_string();
    store::passkey::see(&mut tx, passkey.account, passkey.id, &kept, app.now()).await?;
    let person = owner_of(&mut tx, &passkey).await?;
    let opened = sessions::open(app, &mut tx, &person, visitor, before).await?;
    sign_in::note(app, &mut tx, &person, visitor, "passkey").await?;
    tx.commit().await?;
    Ok(opened)
}

async fn owner_of(tx: &mut Tx, passkey: &Passkey) -> Result<Person, PasskeyError> {
    let person = store::person::find(tx, passkey.account, passkey.person).await?;
    let is_active = store::member::is_active(tx, passkey.account, passkey.person).await?;
    person
        .filter(|_| is_active)
        .ok_or_else(|| PasskeyError::Refused("the passkey's owner is gone".to_owned()))
}

/// The person's passkeys, oldest first.
pub async fn list(app: &App, who: &Who) -> Result<Vec<Passkey>, PasskeyError> {
    at_screen(who)?;
    let mut tx = app.store.read().await?;
    Ok(store::passkey::list(&mut tx, who.account(), who.person()).await?)
}

pub async fn rename(app: &App, who: &Who, id: PasskeyId, name: &str) -> Result<(), PasskeyError> {
    at_screen(who)?;
    let name = name.parse::<PersonName>()?.to_string();
    let mut tx = app.store.begin().await?;
    if !store::passkey::rename(&mut tx, who.account(), who.person(), id, &name).await? {
        return Err(PasskeyError::NotFound);
    }
    record(app, &mut tx, who, "passkey.renamed", id, &name).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a passkey; it opens nothing from now on. A way in remains: the password, or a new one by
/// mail.
pub async fn remove(app: &App, who: &Who, id: PasskeyId) -> Result<(), PasskeyError> {
    at_screen(who)?;
    let mut tx = app.store.begin().await?;
    let removed = store::passkey::remove(&mut tx, who.account(), who.person(), id).await?;
    let name = removed.ok_or(PasskeyError::NotFound)?;
    record(app, &mut tx, who, "passkey.removed", id, &name).await?;
    tx.commit().await?;
    Ok(())
}

async fn keep_challenge(
    app: &App,
    tx: &mut Tx,
    options: &Json,
    person: Option<PersonId>,
    state: &str,
) -> Result<(), PasskeyError> {
    let challenge = options.pointer("/publicKey/challenge").and_then(Json::as_str);
    let challenge = challenge.ok_or_else(|| unreadable("options without a challenge"))?;
    let expires_at = app.now().plus_seconds(CHALLENGE_VALID_S);
    store::passkey::keep_challenge(tx, challenge, person, state, expires_at).await?;
    Ok(())
}

/// The state of a challenge, taken once and for good, whatever comes of it.
async fn take_challenge<T: DeserializeOwned>(
    app: &App,
    challenge: &str,
    person: Option<PersonId>,
) -> Result<T, PasskeyError> {
    let mut tx = app.store.begin().await?;
    let state = store::passkey::take_challenge(&mut tx, challenge, person, app.now()).await?;
    tx.commit().await?;
    from_text(&state.ok_or(PasskeyError::Expired)?)
}

/// What the browser sent, and the challenge it says it answers (checked with the signature later).
fn read<T: DeserializeOwned>(sent: &Json) -> Result<(String, T), PasskeyError> {
    let said = sent.pointer("/response/clientDataJSON").and_then(Json::as_str);
    let said = said.and_then(|said| URL_SAFE_NO_PAD.decode(said.trim_end_matches('=')).ok());
    let said: Option<Json> = said.and_then(|said| serde_json::from_slice(&said).ok());
    let challenge = said.as_ref().and_then(|said| said.get("challenge")).and_then(Json::as_str);
    let challenge = challenge.ok_or_else(|| unreadable("an answer without a challenge"))?;
    let credential = T::deserialize(sent).map_err(unreadable)?;
    Ok((challenge.trim_end_matches('=').to_owned(), credential))
}

fn from_text<T: DeserializeOwned>(text: &str) -> Result<T, PasskeyError> {
    serde_json::from_str(text).map_err(unreadable)
}

fn to_json(value: &impl Serialize) -> Result<Json, PasskeyError> {
    serde_json::to_value(value).map_err(unreadable)
}

fn unreadable(why: impl std::fmt::Display) -> PasskeyError {
    PasskeyError::Refused(why.to_string())
}
