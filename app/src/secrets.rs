//! Secrets handed out once: tokens with their hashes, passwords with theirs.
//!
//! A token has 256 random bits, so a plain SHA-256 keeps it; a password is chosen by a person, so
//! it takes Argon2id, away from the threads that answer requests.

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use people::password::{Password, PasswordProblem};
use people::token::{SecretToken, TokenKind};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::app::App;

/// Passwords hashed at once; each takes 19 MiB of memory.
const HASHERS: usize = 4;
static HASHING: Semaphore = Semaphore::const_new(HASHERS);

/// Least strength taken, of 0 to 4: at least a million guesses.
const STRENGTH_MIN: u8 = 2;

/// The hash of a password nobody has: compared with where there is none, so that it takes as long.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\
                       AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// A fresh token.
pub(crate) fn token(app: &App, kind: TokenKind) -> SecretToken {
    SecretToken::from_random(kind, app.random_bytes())
}

/// The form in which a token is stored and looked up: SHA-256 in hexadecimal digits.
pub fn token_hash(token: &SecretToken) -> String {
    text_hash(token.secret())
}

/// As `token_hash`, for a secret of another form.
pub(crate) fn text_hash(text: &str) -> String {
    billing::ledger::hex(&Sha256::digest(text.as_bytes()))
}

/// The hash of `password` with a fresh salt, in the PHC string format.
pub(crate) async fn password_hash(app: &App, password: &Password) -> String {
    let salt: [u8; 16] = app.random_bytes();
    let password = password.clone();
    in_background(move || {
        let hash = Argon2::default()
            .hash_password_with_salt(password.secret().as_bytes(), &salt)
            .expect("our own parameters make a hash");
        hash.to_string()
    })
    .await
}

/// Whether `typed` is the password of `hash`; takes as long when there is none.
pub(crate) async fn is_password(typed: &str, hash: Option<&str>) -> bool {
    let known = hash.is_some();
    let hash = hash.unwrap_or(NOBODYS).to_owned();
    let Some(password) = Password::typed(typed) else { return false };
    let matches = in_background(move || {
        Argon2::default().verify_password(password.secret().as_bytes(), hash.as_str()).is_ok()
    })
    .await;
    known && matches
}

/// How hard `password` is to guess, 0 to 4. `own` are words its owner is known by.
pub(crate) async fn strength(password: &Password, own: Vec<String>) -> u8 {
    let password = password.clone();
    in_background(move || {
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        u8::from(zxcvbn::zxcvbn(password.secret(), &own).score())
    })
    .await
}

/// Refuses a password that is easy to guess for somebody who knows the words `own`.
pub(crate) async fn strong_enough(
    password: &Password,
    own: Vec<String>,
) -> Result<(), PasswordProblem> {
    match strength(password, own).await {
        score if score < STRENGTH_MIN => Err(PasswordProblem::Weak),
        _ => Ok(()),
    }
}

/// Runs what keeps a core busy for long, a few at a time.
async fn in_background<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let _turn = HASHING.acquire().await.expect("the semaphore is never closed");
    tokio::task::spawn_blocking(work).await.expect("hashing does not panic")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_by_its_hash_alone() {
        let password = Password::typed("a quiet harbour").expect("short enough");
        let hash = Argon2::default()
            .hash_password_with_salt(password.secret().as_bytes(), &[7; 16])
            .expect("a hash")
            .to_string();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(is_password("a quiet harbour", Some(&hash)).await);
        assert!(!is_password("a quiet harbor", Some(&hash)).await);
        assert!(!is_password("a quiet harbour", None).await);
        assert!(!is_password(&"a".repeat(10_000), Some(&hash)).await);
    }

    #[test]
    fn nobodys_hash_costs_as_much_as_any() {
        let error = Argon2::default().verify_password(b"x", NOBODYS).expect_err("no such password");
        assert_eq!(error, argon2::password_hash::Error::PasswordInvalid);
    }

    #[tokio::test]
    async fn easy_passwords_are_weak() {
        let strength_of = async |text: &str| {
            let password = Password::typed(text).expect("short enough");
            strength(&password, vec!["Ada Lovelace".to_owned()]).await
        };
        assert!(strength_of("a quiet harbour").await >= STRENGTH_MIN);
        assert!(strength_of("ada lovelace").await < STRENGTH_MIN);
        assert!(strength_of("aaaaaaaaaaaa").await < STRENGTH_MIN);
    }
}
