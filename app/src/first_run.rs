//! First run: a deployment without an operator is set up by whoever started it.
//!
//! The binary prints a set-up code; only its hash is kept. The page that takes it exists until
//! there is an operator, and of two who set up at once one wins.

use people::sign_up::{SignUpDraft, SignUpProblem};
use people::token::SecretToken;
use serde_json::json;
use store::audit::By;
use store::{StoreError, Tx};
use units::id::{AccountId, PersonId};

use crate::app::App;
use crate::secrets;
use crate::sessions::{self, Opened};
use crate::sign_up::{NewOwner, languages, open_account};
use crate::trail::{self, Done};
use crate::visitor::Visitor;

/// Letters and digits that are not taken for one another.
const CODE_ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// 80 bits, in groups of four.
const CODE_CHARS: usize = 16;
const CODE_GROUP_CHARS: usize = 4;

/// Why the deployment was not set up.
#[derive(Debug, thiserror::Error)]
pub enum FirstRunError {
    #[error("the deployment is set up already")]
    Done,
    #[error("this is not the set-up code")]
    WrongCode,
    #[error("{} fields are refused", .0.len())]
    Refused(Vec<SignUpProblem>),
    #[error("the address belongs to an account")]
    AddressTaken,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl FirstRunError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            FirstRunError::Done => "first_run.not_found",
            FirstRunError::WrongCode => "first_run.wrong_code",
            FirstRunError::Refused(_) => "request.invalid",
            FirstRunError::AddressTaken => "email.taken",
            FirstRunError::Store(_) => "store.unavailable",
        }
    }
}

/// A new set-up code to print, such as `k3xq-7mzt-a2bd-9pqr`; none when there is an operator.
pub async fn code(app: &App) -> Result<Option<String>, StoreError> {
    let mut tx = app.store.begin().await?;
    if store::operator::is_any(&mut tx).await? {
        return Ok(None);
    }
    let random: [u8; CODE_CHARS] = app.random_bytes();
    let letters: Vec<char> = random.iter().map(|byte| letter(*byte)).collect();
    let groups: Vec<String> =
        letters.chunks(CODE_GROUP_CHARS).map(|group| group.iter().collect()).collect();
    let code = groups.join("-");
    store::operator::keep_code(&mut tx, &code_hash(&code)).await?;
    tx.commit().await?;
    Ok(Some(code))
}

fn letter(random: u8) -> char {
    let place = usize::from(random) % CODE_ALPHABET.len();
    CODE_ALPHABET.get(place).copied().map_or('a', char::from)
}

/// Capitals, blanks and hyphens don't matter.
fn code_hash(code: &str) -> String {
    let plain: String =
        code.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>().to_lowercase();
    secrets::text_hash(&plain)
}

/// Whether the deployment waits to be set up.
pub async fn is_open(app: &App) -> Result<bool, StoreError> {
    let mut tx = app.store.read().await?;
    Ok(!store::operator::is_any(&mut tx).await?)
}

/// Makes the operator's account. The address needs no mail to confirm it: whoever holds the code
/// runs the machine that would send it.
pub async fn set_up(
    app: &App,
    code: &str,
    draft: &SignUpDraft,
    visitor: &Visitor,
    before: Option<&SecretToken>,
) -> Result<Opened, FirstRunError> {
    let hash = code_hash(code);
    let mut tx = app.store.read().await?;
    if store::operator::is_any(&mut tx).await? {
        return Err(FirstRunError::Done);
    }
    if !store::operator::is_code(&mut tx, &hash).await? {
        return Err(FirstRunError::WrongCode);
    }
    drop(tx);
    let owner = checked(app, draft).await?;
    match commit(app, &hash, owner, visitor, before).await {
        Err(FirstRunError::Store(error)) if error.is_taken() => Err(FirstRunError::AddressTaken),
        other => other,
    }
}

async fn checked(app: &App, draft: &SignUpDraft) -> Result<NewOwner, FirstRunError> {
    let checked = draft.check(&languages(app)).map_err(FirstRunError::Refused)?;
    let own = vec![checked.name.to_string(), checked.email.key()];
    if let Err(problem) = secrets::strong_enough(&checked.password, own).await {
        return Err(FirstRunError::Refused(vec![SignUpProblem::Password(problem)]));
    }
    Ok(NewOwner {
        name: checked.name.to_string(),
        email: checked.email,
        password_hash: secrets::password_hash(app, &checked.password).await,
        locale: checked.locale,
        zone: checked.zone,
    })
}

async fn commit(
    app: &App,
    hash: &str,
    owner: NewOwner,
    visitor: &Visitor,
    before: Option<&SecretToken>,
) -> Result<Opened, FirstRunError> {
    let mut tx = app.store.begin().await?;
    // Whoever deletes the code is the one.
    if !store::operator::use_code(&mut tx, hash).await? {
        return Err(FirstRunError::Done);
    }
    let person = open_account(app, &mut tx, owner, visitor).await?;
    grant(app, &mut tx, person.account, person.id, &visitor.by(&person)).await?;
    let opened = sessions::open(app, &mut tx, &person, visitor, before).await?;
    tx.commit().await?;
    Ok(opened)
}

/// Makes somebody who has an account an operator: for demos and commands.
pub async fn make_operator(
    app: &App,
    account: AccountId,
    person: PersonId,
) -> Result<(), StoreError> {
    let mut tx = app.store.begin().await?;
    grant(app, &mut tx, account, person, &By::system()).await?;
    tx.commit().await
}

async fn grant(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    by: &By,
) -> Result<(), StoreError> {
    store::operator::insert(tx, person, app.now()).await?;
    let done = Done {
        account,
        action: "operator.granted",
        subject: person.to_string(),
        change: json!({}),
    };
    trail::record(app, tx, by, done).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        assert_eq!(code_hash("k3xq-7mzt"), code_hash(" K3XQ 7MZT "));
        assert_ne!(code_hash("k3xq-7mzt"), code_hash("k3xq-7mzu"));
    }
}
