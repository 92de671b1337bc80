//! Personal access tokens: a person lets a program act for them, within scopes they choose.
//!
//! The secret is shown once. A token never does more than its person may, and cannot make another:
//! that takes the person at the screen or their password.

use std::collections::BTreeSet;

use people::name::{NameProblem, PersonName};
use people::roles::{Permission, Via};
use people::scope::Scope;
use people::token::{SecretToken, TokenKind};
use serde_json::json;
use store::StoreError;
pub use store::access_token::AccessToken;
use store::access_token::TOKENS_MAX;
use units::id::AccessTokenId;

use crate::app::App;
use crate::secrets;
use crate::trail::{self, Done};
use crate::who::Who;

/// Longest life that can be asked for, in days.
pub const LIFE_MAX_DAYS: u32 = 366;
/// Seconds between two notes of its use.
const SEEN_EVERY_S: i64 = 3_600;

/// A token as asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewToken {
    /// What the person calls it.
    pub name: String,
    pub scopes: BTreeSet<Scope>,
    /// None: until it is revoked.
    pub life_days: Option<u32>,
}

/// Why a token was not made, listed or revoked.
#[derive(Debug, thiserror::Error)]
pub enum TokensError {
    #[error("the person may not manage their tokens this way")]
    NotAllowed,
    #[error("the token's name: {0}")]
    Name(#[from] NameProblem),
    #[error("the token has no scopes")]
    NoScopes,
    #[error("only operators may have tokens with the operator's scope")]
    NotAnOperator,
    #[error("a token lives 1 to {LIFE_MAX_DAYS} days")]
    Life,
    #[error("the person has {TOKENS_MAX} tokens already")]
    TooMany,
    #[error("no such token")]
    NotFound,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl TokensError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            TokensError::NotAllowed => "permission.missing",
            TokensError::Name(problem) => problem.code(),
            TokensError::NoScopes => "token.no_scopes",
            TokensError::NotAnOperator => "token.not_an_operator",
            TokensError::Life => "token.life",
            TokensError::TooMany => "token.too_many",
            TokensError::NotFound => "token.not_found",
            TokensError::Store(_) => "store.unavailable",
        }
    }

    /// The field of the form it stands beside, if it is about one.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            TokensError::Name(_) => Some("name"),
            TokensError::NoScopes | TokensError::NotAnOperator => Some("scopes"),
            TokensError::Life => Some("life_days"),
            _ => None,
        }
    }
}

/// Whom the token with `secret` speaks for, asking from `ip`. Reads only, but for a note once an
/// hour.
pub async fn who_is(
    app: &App,
    secret: &SecretToken,
    ip: &str,
) -> Result<Option<(Who, AccessTokenId)>, StoreError> {
    let now = app.now();
    let hash = secrets::token_hash(secret);
    let mut tx = app.store.read().await?;
    let found = store::access_token::by_secret(&mut tx, &hash, now).await?;
    drop(tx);
    let Some(found) = found else { return Ok(None) };
    if found.used_at.is_none_or(|used| now.seconds_since(used) >= SEEN_EVERY_S) {
        let mut tx = app.store.begin().await?;
        store::access_token::see(&mut tx, found.bearer.account, found.id, now).await?;
        tx.commit().await?;
    }
    let proof = Via::Token { scopes: found.scopes };
    Ok(Some((Who::from_bearer(found.bearer, proof, "api", ip), found.id)))
}

/// Makes a token for `who`; its secret is nowhere else than in the answer.
pub async fn make(
    app: &App,
    who: &Who,
    new: &NewToken,
) -> Result<(AccessToken, SecretToken), TokensError> {
    if !who.actor.may(Permission::ManageSignIn) {
        return Err(TokensError::NotAllowed);
    }
    let now = app.now();
    let token = AccessToken {
        id: app.id(),
        account: who.account(),
        person: who.person(),
        name: new.name.parse::<PersonName>()?.to_string(),
        scopes: checked_scopes(who, &new.scopes)?,
        created_at: now,
        expires_at: checked_life(new.life_days)?.map(|days| now.plus_days(days)),
        used_at: None,
    };
    let secret = secrets::token(app, TokenKind::PersonalAccess);
    let mut tx = app.store.begin().await?;
    // The account's row keeps two tabs apart at the limit.
    store::account::lock(&mut tx, token.account).await?;
    let held = store::access_token::list(&mut tx, token.account, token.person, now).await?;
    if u32::try_from(held.len()).is_ok_and(|held| held >= TOKENS_MAX) {
        return Err(TokensError::TooMany);
    }
    store::access_token::insert(&mut tx, &token, &secrets::token_hash(&secret)).await?;
    let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.word()).collect();
    let made = Done {
        account: token.account,
        action: "token.made",
        subject: token.id.to_string(),
        change: json!({ "name": token.name, "scopes": scopes, "expires_at": token.expires_at }),
    };
    trail::record(app, &mut tx, &who.by(), made).await?;
    tx.commit().await?;
    Ok((token, secret))
}

fn checked_scopes(who: &Who, scopes: &BTreeSet<Scope>) -> Result<BTreeSet<Scope>, TokensError> {
    if scopes.is_empty() {
        return Err(TokensError::NoScopes);
    }
    if scopes.contains(&Scope::Operator) && !who.actor.operator {
        return Err(TokensError::NotAnOperator);
    }
    Ok(scopes.clone())
}

fn checked_life(days: Option<u32>) -> Result<Option<i64>, TokensError> {
    match days {
        None => Ok(None),
        Some(days) if (1..=LIFE_MAX_DAYS).contains(&days) => Ok(Some(i64::from(days))),
        Some(_) => Err(TokensError::Life),
    }
}

/// The person's tokens that hold now, newest first.
pub async fn list(app: &App, who: &Who) -> Result<Vec<AccessToken>, TokensError> {
    allowed(who, Permission::SeeProfile)?;
    let mut tx = app.store.read().await?;
    Ok(store::access_token::list(&mut tx, who.account(), who.person(), app.now()).await?)
}

/// Revokes one token of the person's own; it opens nothing from now on.
pub async fn revoke(app: &App, who: &Who, id: AccessTokenId) -> Result<(), TokensError> {
    allowed(who, Permission::ChangeProfile)?;
    let mut tx = app.store.begin().await?;
    let (account, person) = (who.account(), who.person());
    if !store::access_token::revoke(&mut tx, account, person, id, app.now()).await? {
        return Err(TokensError::NotFound);
    }
    let revoked =
        Done { account, action: "token.revoked", subject: id.to_string(), change: json!({}) };
    trail::record(app, &mut tx, &who.by(), revoked).await?;
    tx.commit().await?;
    Ok(())
}

fn allowed(who: &Who, permission: Permission) -> Result<(), TokensError> {
    match who.actor.may(permission) {
        true => Ok(()),
        false => Err(TokensError::NotAllowed),
    }
}
