//! Sign-up: what a new person types, checked as a whole (B1).
//!
//! Whether the address is known already is not asked here, and the answer does not show it.

use serde::Deserialize;
use units::{EmailAddress, Locale, Zone};

use crate::name::{NAME_MAX_CHARS, NameProblem, PersonName};
use crate::password::{PASSWORD_MAX_BYTES, PASSWORD_MIN_CHARS, Password, PasswordProblem};
use crate::profile::offered;

/// A sign-up as typed; the browser's or client's language and zone come along.
#[derive(Clone, Deserialize)]
pub struct SignUpDraft {
    pub email: String,
    pub name: String,
    pub password: String,
    pub locale: String,
    pub zone: String,
}

/// A sign-up that can go ahead once the address is confirmed.
#[derive(Clone, Debug)]
pub struct SignUp {
    pub email: EmailAddress,
    pub name: PersonName,
    pub password: Password,
    pub locale: Locale,
    pub zone: Zone,
}

/// What is wrong with one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignUpProblem {
    #[error("this is not an e-mail address")]
    Email,
    #[error(transparent)]
    Name(#[from] NameProblem),
    #[error(transparent)]
    Password(#[from] PasswordProblem),
    #[error("the language is none that is offered")]
    Language,
    #[error("the time zone is unknown")]
    Zone,
}

impl SignUpProblem {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            SignUpProblem::Email => "email.malformed",
            SignUpProblem::Name(problem) => problem.code(),
            SignUpProblem::Password(problem) => problem.code(),
            SignUpProblem::Language => "locale.unknown",
            SignUpProblem::Zone => "zone.unknown",
        }
    }

    /// The field of `SignUpDraft` it stands beside.
    pub fn field(self) -> &'static str {
        match self {
            SignUpProblem::Email => "email",
            SignUpProblem::Name(_) => "name",
            SignUpProblem::Password(_) => "password",
            SignUpProblem::Language => "locale",
            SignUpProblem::Zone => "zone",
        }
    }

    /// The bound that was passed, for the message.
    pub fn limit(self) -> Option<usize> {
        match self {
            SignUpProblem::Name(NameProblem::TooLong) => Some(NAME_MAX_CHARS),
            SignUpProblem::Password(PasswordProblem::TooShort) => Some(PASSWORD_MIN_CHARS),
            SignUpProblem::Password(PasswordProblem::TooLong) => Some(PASSWORD_MAX_BYTES),
            _ => None,
        }
    }
}

impl SignUpDraft {
    /// The sign-up, or every problem at once. `languages` are those the deployment has texts in.
    pub fn check(&self, languages: &[Locale]) -> Result<SignUp, Vec<SignUpProblem>> {
        let mut problems = Vec::new();
        let email = noted(self.email.parse().map_err(|_| SignUpProblem::Email), &mut problems);
        let name = noted(self.name.parse().map_err(SignUpProblem::Name), &mut problems);
        let password = Password::choose(&self.password, email.as_ref(), &self.name);
        let password = password
            .map_err(|found| problems.extend(found.into_iter().map(SignUpProblem::Password)))
            .ok();
        let language = offered(&self.locale, languages).ok_or(SignUpProblem::Language);
        let locale = noted(language, &mut problems);
        let zone = noted(self.zone.parse().map_err(|_| SignUpProblem::Zone), &mut problems);
        match (email, name, password, locale, zone) {
            (Some(email), Some(name), Some(password), Some(locale), Some(zone)) => {
                Ok(SignUp { email, name, password, locale, zone })
            }
            _ => Err(problems),
        }
    }
}

fn noted<T>(checked: Result<T, SignUpProblem>, problems: &mut Vec<SignUpProblem>) -> Option<T> {
    checked.map_err(|problem| problems.push(problem)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> SignUpDraft {
        SignUpDraft {
            email: "ada@example.org".to_owned(),
            name: "Ada".to_owned(),
            password: "a quiet harbour".to_owned(),
            locale: "en".to_owned(),
            zone: "Europe/Paris".to_owned(),
        }
    }

    fn codes(draft: &SignUpDraft) -> Vec<String> {
        let problems = draft.check(&[Locale::english()]).err().unwrap_or_default();
        problems.iter().map(|each| format!("{} {}", each.field(), each.code())).collect()
    }

    #[test]
    fn a_good_draft_is_a_sign_up() {
        let sign_up = draft().check(&[Locale::english()]).expect("a sign-up");
        assert_eq!(sign_up.email.as_str(), "ada@example.org");
        assert!(!format!("{sign_up:?}").contains("harbour"), "the password is not printed");
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let wrong = SignUpDraft {
            email: "ada".to_owned(),
            name: " ".to_owned(),
            password: "short".to_owned(),
            locale: "xx".to_owned(),
            zone: "Mars".to_owned(),
        };
        assert_eq!(
            codes(&wrong),
            [
                "email email.malformed",
                "name name.missing",
                "password password.too_short",
                "locale locale.unknown",
                "zone zone.unknown",
            ]
        );
        let own_address = SignUpDraft { password: "ada@example.org".to_owned(), ..draft() };
        assert_eq!(codes(&own_address), ["password password.personal"]);
    }
}
