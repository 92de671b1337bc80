//! Signing in with an address and a password.
//!
//! An address nobody has takes as long as a wrong password and is answered alike. How often it may
//! be tried is counted at the door (`web::limits`).

use people::token::SecretToken;
use serde_json::json;
use store::person::Person;
use store::{StoreError, Tx};
use units::EmailAddress;

use crate::app::App;
use crate::sessions::{self, Opened};
use crate::trail::{self, Done};
use crate::visitor::Visitor;
use crate::who::Who;
use crate::{secrets, sign_up};

/// Why somebody was not signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// No such address, or another password: which of them is not said.
    #[error("address and password do not belong together")]
    Refused,
    /// The password is right, but the address was never confirmed; the mail is sent again.
    #[error("the address is not confirmed yet")]
    Unconfirmed,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SignInError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            SignInError::Refused => "sign_in.refused",
            SignInError::Unconfirmed => "sign_in.unconfirmed",
            SignInError::Store(_) => "store.unavailable",
        }
    }
}

/// Signs in whoever knows the password; `before` is the session the browser still carries.
pub async fn with_password(
    app: &App,
    email: &str,
    password: &str,
    visitor: &Visitor,
    before: Option<&SecretToken>,
) -> Result<Opened, SignInError> {
    let person = proved(app, email, password).await?;
    let mut tx = app.store.begin().await?;
    let opened = sessions::open(app, &mut tx, &person, visitor, before).await?;
    note(app, &mut tx, &person, visitor, "password").await?;
    tx.commit().await?;
    Ok(opened)
}

/// Who somebody is who shows address and password, without a session: for the API's own sign-in.
pub async fn prove(
    app: &App,
    email: &str,
    password: &str,
    visitor: &Visitor,
) -> Result<Who, SignInError> {
    let person = proved(app, email, password).await?;
    let mut tx = app.store.read().await?;
    let roles = store::person::roles(&mut tx, person.account, person.id).await?;
    let operator = store::operator::is(&mut tx, person.id).await?;
    Ok(Who::from_person(&person, roles, operator, visitor))
}

async fn proved(app: &App, email: &str, password: &str) -> Result<Person, SignInError> {
    let Ok(email) = email.trim().parse::<EmailAddress>() else {
        secrets::is_password(password, None).await;
        return Err(SignInError::Refused);
    };
    let mut tx = app.store.read().await?;
    let person = store::person::by_address(&mut tx, &email).await?;
    let shut_out = match &person {
        Some(person) => !store::member::is_active(&mut tx, person.account, person.id).await?,
        None => false,
    };
    let waiting = match person {
        Some(_) => None,
        None => store::sign_up::newest(&mut tx, &email).await?,
    };
    drop(tx);
    let of_person = person.as_ref().and_then(|person| person.password_hash.as_deref());
    let hash = of_person.or(waiting.as_ref().map(|sign_up| sign_up.password_hash.as_str()));
    let right = secrets::is_password(password, hash).await;
    match (right, person) {
        // Whoever is deactivated is answered as if they were not known.
        (true, Some(_)) if shut_out => Err(SignInError::Refused),
        (true, Some(person)) => Ok(person),
        (true, None) => {
            sign_up::ask_again(app, &email).await?;
            Err(SignInError::Unconfirmed)
        }
        (false, _) => Err(SignInError::Refused),
    }
}

/// Leaves a trace of the sign-in.
pub(crate) async fn note(
    app: &App,
    tx: &mut Tx,
    person: &Person,
    visitor: &Visitor,
    with: &str,
) -> Result<(), StoreError> {
    let done = Done {
        account: person.account,
        action: "person.signed_in",
        subject: person.id.to_string(),
        change: json!({ "with": with }),
    };
    trail::record(app, tx, &visitor.by(person), done).await
}
