//! Exports (G1): whose data an archive holds, who may ask for it, and what stands in it.
//!
//! An archive gives nobody more than the pages do: a person's holds what is theirs, an account's
//! what its owner answers for, and neither holds contacts, meetings or chats of somebody else. What
//! an archive is made of is plain description (`kinds`); where records come from is the store's.

pub mod kinds;

use units::id::{AccountId, PersonId};

use crate::roles::{Actor, Permission};
pub use kinds::{Beside, Field, Holds, Kind, Step};

/// The word that opens every manifest.
pub const FORMAT: &str = "plenum-export";
/// Of the archive as a whole; each kind has its own.
pub const VERSION: u32 = 1;
/// Days an archive is kept once it is there.
pub const KEPT_DAYS: i64 = 7;
/// A part is closed when so many bytes are in it, before packing; the last file may go beyond.
pub const PART_MAX_BYTES: u64 = 16 * 1024 * 1024;
/// And when so many files are in it.
pub const PART_MAX_FILES: usize = 300;
/// Archives of one person or account that are begun in a day.
pub const ASKED_A_DAY_MAX: u32 = 5;

/// Whose data.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Whose {
    /// The person's who asks.
    Person,
    /// The account's as a whole.
    Account,
}

impl Whose {
    pub const ALL: [Whose; 2] = [Whose::Person, Whose::Account];

    /// The word in rows, manifests and the API.
    pub fn word(self) -> &'static str {
        match self {
            Whose::Person => "person",
            Whose::Account => "account",
        }
    }

    pub fn from_word(word: &str) -> Option<Whose> {
        Whose::ALL.into_iter().find(|whose| whose.word() == word)
    }

    /// What it takes to ask for it.
    pub fn permission(self) -> Permission {
        match self {
            Whose::Person => Permission::ExportOwn,
            Whose::Account => Permission::ExportAccount,
        }
    }

    /// What its archive is made of, in this order.
    pub fn steps(self) -> &'static [Step] {
        match self {
            Whose::Person => kinds::OF_PERSON,
            Whose::Account => kinds::OF_ACCOUNT,
        }
    }
}

/// An account, or one person of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Subject {
    pub account: AccountId,
    /// None: the account as a whole.
    pub person: Option<PersonId>,
}

impl Subject {
    /// What `actor` means by `whose`.
    pub fn of(actor: &Actor, whose: Whose) -> Subject {
        let person = match whose {
            Whose::Person => Some(actor.person),
            Whose::Account => None,
        };
        Subject { account: actor.account, person }
    }

    pub fn whose(&self) -> Whose {
        match self.person {
            Some(_) => Whose::Person,
            None => Whose::Account,
        }
    }

    /// The id of the person, or else of the account.
    pub fn key(&self) -> String {
        self.person.map_or_else(|| self.account.to_string(), |person| person.to_string())
    }
}

/// May `actor` ask for an archive of `subject`, see it, take it and delete it? The one place that
/// says so: their own is a person's alone, whoever they are; the account's is its owners'.
pub fn may(actor: &Actor, subject: &Subject) -> bool {
    // A person's stays theirs when they leave the account it was made in.
    let is_theirs = match subject.person {
        Some(person) => person == actor.person,
        None => subject.account == actor.account,
    };
    is_theirs && actor.may(subject.whose().permission())
}

/// How an export stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Parts are being written.
    Writing,
    /// All parts are there, to be downloaded.
    Ready,
    /// Somebody does not want it any more.
    Cancelled,
    /// Its time was over.
    Expired,
}

impl State {
    pub const ALL: [State; 4] = [State::Writing, State::Ready, State::Cancelled, State::Expired];

    pub fn word(self) -> &'static str {
        match self {
            State::Writing => "writing",
            State::Ready => "ready",
            State::Cancelled => "cancelled",
            State::Expired => "expired",
        }
    }

    pub fn from_word(word: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Its parts are there, or will be.
    pub fn is_kept(self) -> bool {
        matches!(self, State::Writing | State::Ready)
    }
}

/// `name` as the name of a file in an archive: it leads nowhere and is told apart everywhere.
pub fn file_name(name: &str) -> String {
    const NAME_MAX_CHARS: usize = 120;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    let kept: String = name.chars().map(|c| if plain(c) { c } else { '_' }).collect();
    let kept = kept.trim_matches(|c: char| c == '.' || c == ' ');
    // The ending stays.
    let chars = kept.chars().count();
    let kept: String = kept.chars().skip(chars.saturating_sub(NAME_MAX_CHARS)).collect();
    if kept.is_empty() { "file".to_owned() } else { kept }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use units::{Id, Timestamp};

    use super::*;
    use crate::roles::{Role, Via};

    fn actor(person: u8, roles: &[Role]) -> Actor {
        let now = Timestamp::from_seconds(0);
        Actor {
            person: Id::from_parts(now, [person; 10]),
            account: Id::from_parts(now, [9; 10]),
            roles: roles.iter().copied().collect(),
            operator: true,
            via: Via::Session,
        }
    }

    /// I-27: nobody has the archive of another person, whatever they are.
    #[test]
    fn a_persons_archive_is_theirs_and_an_accounts_its_owners() {
        let ada = actor(1, &[Role::Owner]);
        let ben = actor(2, &[Role::Admin, Role::Host]);
        let of = Subject::of;
        assert!(may(&ada, &of(&ada, Whose::Person)) && may(&ada, &of(&ada, Whose::Account)));
        assert!(may(&ben, &of(&ben, Whose::Person)) && !may(&ben, &of(&ben, Whose::Account)));
        assert!(!may(&ada, &of(&ben, Whose::Person)) && !may(&ben, &of(&ada, Whose::Person)));
        let elsewhere =
            Actor { account: Id::from_parts(Timestamp::from_seconds(0), [8; 10]), ..ada };
        assert!(!may(&elsewhere, &of(&ben, Whose::Account)));
    }

    #[test]
    fn kinds_are_told_apart_and_hold_no_secret() {
        for whose in Whose::ALL {
            let names: Vec<&str> = whose.steps().iter().filter_map(Step::records).collect();
            let apart: BTreeSet<&str> = names.iter().copied().collect();
            assert_eq!(apart.len(), names.len(), "{whose:?}");
        }
        for kind in kinds::ALL {
            for Field(name, _) in kind.fields() {
                for secret in ["password_hash", "secret", "token", "credential"] {
                    assert!(!name.contains(secret), "{} has {name}", kind.name);
                }
            }
        }
    }

    #[test]
    fn names_of_files_lead_nowhere() {
        let check = |name: &str, expected: &str| assert_eq!(file_name(name), expected);
        check("score.pdf", "score.pdf");
        check("../../etc/passwd", "_.._etc_passwd");
        check("C:\\x\r\n.txt", "C__x__.txt");
        check("...", "file");
        check(&"a".repeat(200), &"a".repeat(120));
    }

    #[test]
    fn words_are_read_back() {
        for state in State::ALL {
            assert_eq!(State::from_word(state.word()), Some(state));
        }
        for whose in Whose::ALL {
            assert_eq!(Whose::from_word(whose.word()), Some(whose));
        }
    }
}
