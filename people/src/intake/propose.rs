//! What becomes of each row of a list, as an account stands (E1a, P1, P2).
//!
//! Row after row, in the list's order: licences go to the first who ask for them, never more than
//! are free. A row that is refused changes nothing for the others.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use units::EmailAddress;
use units::id::PersonId;

use super::list::{Entry, List};
use super::words;
use crate::membership;
use crate::name::{NameProblem, PersonName};
use crate::roles::{Actor, Role};

/// A kind of licence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pool {
    /// As it was bought: "Meetings Pro".
    pub name: String,
    /// Another word for it; may be empty.
    pub word: String,
    /// How many more may be given.
    pub free: u32,
}

/// An open invitation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invited {
    pub id: PersonId,
    pub roles: BTreeSet<Role>,
}

/// The account as it stands; people and invitations by the keys of their addresses.
#[derive(Clone, Debug)]
pub struct Facts {
    pub actor: Actor,
    /// Whether they get in.
    pub people: BTreeMap<String, bool>,
    pub invited: BTreeMap<String, Invited>,
    /// Invitations the account may have open at a time.
    pub open_max: u32,
    pub pools: Vec<Pool>,
}

/// What is asked for everybody whose row says nothing else.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ask {
    pub roles: BTreeSet<Role>,
    /// Places among the pools.
    pub licences: Vec<usize>,
    /// Whether those who are invited already get their mail again.
    pub resend: bool,
}

/// What becomes of a row.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Outcome {
    Invite {
        name: String,
        roles: BTreeSet<Role>,
        /// Places among the pools.
        licences: Vec<usize>,
    },
    /// The invitation that is open is sent again, as it is.
    Resend(PersonId),
    /// The invitation that is open stays as it is.
    StaysInvited,
    /// Somebody of the account; nothing of theirs changes.
    Here,
    /// Not active where the list comes from.
    LeftOut,
    Refused(RowProblem),
}

impl Outcome {
    /// Stable: API clients and translations key on it.
    pub fn word(&self) -> &'static str {
        match self {
            Outcome::Invite { .. } => "invite",
            Outcome::Resend(_) => "resend",
            Outcome::StaysInvited => "stays_invited",
            Outcome::Here => "here",
            Outcome::LeftOut => "left_out",
            Outcome::Refused(_) => "refused",
        }
    }

    pub fn is_refused(&self) -> bool {
        matches!(self, Outcome::Refused(_))
    }
}

/// Why a row cannot be taken.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, thiserror::Error)]
pub enum RowProblem {
    #[error("there is no e-mail address in it")]
    Email,
    #[error(transparent)]
    Name(#[from] NameProblem),
    #[error("the address stands on line {line} already")]
    Repeated { line: u32 },
    #[error("{word} is no role")]
    Role { word: String },
    #[error("it gives a role that the asker does not have")]
    AboveYou,
    #[error("{word} is no licence of the account")]
    Licence { word: String },
    #[error("no {name} is free")]
    NoneFree { name: String },
    #[error("somebody of the account who is deactivated has the address")]
    Deactivated,
    #[error("{most} invitations would be open")]
    TooManyOpen { most: u32 },
}

impl RowProblem {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            RowProblem::Email => "email.malformed",
            RowProblem::Name(problem) => problem.code(),
            RowProblem::Repeated { .. } => "intake.repeated",
            RowProblem::Role { .. } => "intake.no_role",
            RowProblem::AboveYou => "person.above_you",
            RowProblem::Licence { .. } => "intake.no_licence",
            RowProblem::NoneFree { .. } => "intake.none_free",
            RowProblem::Deactivated => "intake.deactivated",
            RowProblem::TooManyOpen { .. } => "invitation.too_many",
        }
    }
}

/// What becomes of one kind of licence.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PoolUse {
    pub name: String,
    pub given: u32,
    /// How many more may be given after it.
    pub left: u32,
}

/// What becomes of a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Proposal {
    /// One for each entry.
    pub rows: Vec<Outcome>,
    pub pools: Vec<PoolUse>,
}

/// How many rows end in which way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    pub invite: u32,
    pub resend: u32,
    /// Already here or invited, or left out.
    pub unchanged: u32,
    pub refused: u32,
}

impl Counts {
    pub fn all(self) -> u32 {
        self.invite + self.resend + self.unchanged + self.refused
    }

    /// Mails that go out.
    pub fn mails(self) -> u32 {
        self.invite + self.resend
    }
}

impl Proposal {
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in &self.rows {
            *match row {
                Outcome::Invite { .. } => &mut counts.invite,
                Outcome::Resend(_) => &mut counts.resend,
                Outcome::StaysInvited | Outcome::Here | Outcome::LeftOut => &mut counts.unchanged,
                Outcome::Refused(_) => &mut counts.refused,
            } += 1;
        }
        counts
    }
}

/// What becomes of `list`. Preview and commit both call this.
pub fn propose(facts: &Facts, ask: &Ask, list: &List) -> Proposal {
    let open = u32::try_from(facts.invited.len()).unwrap_or(u32::MAX);
    let mut run = Run {
        facts,
        ask,
        left: facts.pools.iter().map(|pool| pool.free).collect(),
        open_left: facts.open_max.saturating_sub(open),
        seen: BTreeMap::new(),
    };
    let row = |entry| run.row(entry).unwrap_or_else(Outcome::Refused);
    let rows = list.entries.iter().map(row).collect();
    let used = facts.pools.iter().zip(&run.left).map(|(pool, left)| PoolUse {
        name: pool.name.clone(),
        given: pool.free - left,
        left: *left,
    });
    let pools: Vec<PoolUse> = used.collect();
    Proposal { rows, pools }
}

/// A walk through a list.
struct Run<'a> {
    facts: &'a Facts,
    ask: &'a Ask,
    /// How many of each pool are free still.
    left: Vec<u32>,
    /// How many invitations may be opened still.
    open_left: u32,
    /// The line on which an address came first.
    seen: BTreeMap<String, u32>,
}

impl Run<'_> {
    fn row(&mut self, entry: &Entry) -> Result<Outcome, RowProblem> {
        let email: EmailAddress = entry.email.parse().map_err(|_| RowProblem::Email)?;
        let key = email.key();
        if let Some(line) = self.seen.get(&key) {
            return Err(RowProblem::Repeated { line: *line });
        }
        self.seen.insert(key.clone(), entry.line);
        if !entry.active {
            return Ok(Outcome::LeftOut);
        }
        match self.facts.people.get(&key) {
            Some(true) => return Ok(Outcome::Here),
            Some(false) => return Err(RowProblem::Deactivated),
            None => {}
        }
        match self.facts.invited.get(&key) {
            Some(open) => self.again(open),
            None => self.invite(entry),
        }
    }

    fn again(&self, open: &Invited) -> Result<Outcome, RowProblem> {
        if !self.ask.resend {
            return Ok(Outcome::StaysInvited);
        }
        self.may_give(&open.roles)?;
        Ok(Outcome::Resend(open.id))
    }

    fn may_give(&self, roles: &BTreeSet<Role>) -> Result<(), RowProblem> {
        membership::may_give(&self.facts.actor, roles).map_err(|_| RowProblem::AboveYou)
    }

    fn invite(&mut self, entry: &Entry) -> Result<Outcome, RowProblem> {
        let name = match entry.name.trim() {
            "" => String::new(),
            typed => typed.parse::<PersonName>()?.to_string(),
        };
        let named = words::roles(&entry.roles).map_err(|word| RowProblem::Role { word })?;
        let roles = if named.is_empty() { self.ask.roles.clone() } else { named };
        self.may_give(&roles)?;
        if self.open_left == 0 {
            return Err(RowProblem::TooManyOpen { most: self.facts.open_max });
        }
        let licences = self.licences(&entry.licences)?;
        self.open_left -= 1;
        Ok(Outcome::Invite { name, roles, licences })
    }

    /// The licences of a cell, which are free no more; none are taken where one is missing.
    fn licences(&mut self, cell: &str) -> Result<Vec<usize>, RowProblem> {
        let mut left = self.left.clone();
        let mut taken = Vec::new();
        let wanted: Vec<Vec<usize>> = match cell {
            "" => self.ask.licences.iter().map(|place| vec![*place]).collect(),
            nothing if words::means_nothing(nothing) => Vec::new(),
            named => self.named(named)?,
        };
        for places in wanted {
            let has_one = |place: &&usize| left.get(**place).is_some_and(|left| *left > 0);
            let free = places.iter().find(has_one).or(places.first());
            let Some(place) = free.copied() else { continue };
            if taken.contains(&place) {
                continue;
            }
            match left.get_mut(place) {
                Some(free) if *free > 0 => *free -= 1,
                _ => {
                    let name = self.facts.pools.get(place).map(|pool| pool.name.clone());
                    return Err(RowProblem::NoneFree { name: name.unwrap_or_default() });
                }
            }
            taken.push(place);
        }
        self.left = left;
        Ok(taken)
    }

    /// Where the licences that a cell names may come from: of one name there may be several pools.
    fn named(&self, cell: &str) -> Result<Vec<Vec<usize>>, RowProblem> {
        let whole = self.places(cell);
        if !whole.is_empty() {
            return Ok(vec![whole]);
        }
        let each = words::parts(cell).map(|word| match self.places(word) {
            none if none.is_empty() => Err(RowProblem::Licence { word: word.to_owned() }),
            places => Ok(places),
        });
        each.collect()
    }

    fn places(&self, word: &str) -> Vec<usize> {
        let word = word.to_lowercase();
        let is_named =
            |pool: &Pool| pool.name.to_lowercase() == word || pool.word.to_lowercase() == word;
        let pools = self.facts.pools.iter().enumerate();
        pools.filter(|(_, pool)| is_named(pool)).map(|(place, _)| place).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use units::{Id, Timestamp};

    use super::*;
    use crate::roles::Via;

    fn id(number: u8) -> PersonId {
        Id::from_parts(Timestamp::from_seconds(0), [number; 10])
    }

    /// An admin's account: Ada and, deactivated, Dora are in it, Ivy is invited.
    fn facts(free: &[(&str, u32)]) -> Facts {
        let actor = Actor {
            person: id(1),
            account: Id::from_parts(Timestamp::from_seconds(0), [2; 10]),
            roles: [Role::Admin].into(),
            operator: false,
            via: Via::Session,
        };
        let pool = |(name, free): &(&str, u32)| Pool {
            name: (*name).to_owned(),
            word: String::new(),
            free: *free,
        };
        Facts {
            actor,
            people: [("ada@example.org".into(), true), ("dora@example.org".into(), false)].into(),
            invited: [(
                "ivy@example.org".into(),
                Invited { id: id(3), roles: [Role::Host].into() },
            )]
            .into(),
            open_max: 4,
            pools: free.iter().map(pool).collect(),
        }
    }

    fn list(text: &str) -> List {
        super::super::read(&tables::read(text.as_bytes()).expect("a table")).expect("a list")
    }

    fn hosts(licences: &[usize]) -> Ask {
        Ask { roles: [Role::Host].into(), licences: licences.to_vec(), resend: false }
    }

    /// What becomes of each row, and the code where it is refused.
    fn told(facts: &Facts, ask: &Ask, text: &str) -> Vec<&'static str> {
        let proposal = propose(facts, ask, &list(text));
        let word = |row: &Outcome| match row {
            Outcome::Refused(problem) => problem.code(),
            fine => fine.word(),
        };
        proposal.rows.iter().map(word).collect()
    }

    #[test]
    fn each_row_is_told_what_becomes_of_it() {
        let text = "email,name,role,active\nBEN@example.org,Ben,,\nnobody,,,\nben@example.org,,,\n\
            ada@example.org,,,\ndora@example.org,,,\nivy@example.org,,,\n\
            carl@example.org,www.example.org,,\neve@example.org,,janitor,\n\
            fay@example.org,,owner,\ngus@example.org,,,no\nhal@example.org,,member,";
        let expected = [
            "invite",
            "email.malformed",
            "intake.repeated",
            "here",
            "intake.deactivated",
            "stays_invited",
            "name.link",
            "intake.no_role",
            "person.above_you",
            "left_out",
            "invite",
        ];
        assert_eq!(told(&facts(&[]), &hosts(&[]), text), expected);
        let again = Ask { resend: true, ..hosts(&[]) };
        assert_eq!(told(&facts(&[]), &again, "ivy@example.org"), ["resend"]);
    }

    #[test]
    fn licences_go_to_the_first_who_ask() {
        let facts = facts(&[("Pro", 1), ("Pro", 1), ("Call Me", 1)]);
        let text = "email,licence\na@example.org,pro\nb@example.org,\"Pro, Call Me\"\n\
            c@example.org,pro\nd@example.org,Nonsense\ne@example.org,none";
        let expected = ["invite", "invite", "intake.none_free", "intake.no_licence", "invite"];
        assert_eq!(told(&facts, &hosts(&[]), text), expected);
        let proposal = propose(&facts, &hosts(&[0]), &list("a@example.org\nb@example.org"));
        assert!(proposal.rows.iter().any(Outcome::is_refused), "one was free");
        assert_eq!((proposal.pools[0].given, proposal.pools[0].left), (1, 0));
    }

    #[test]
    fn open_invitations_have_an_end() {
        let text = "a@example.org\nb@example.org\nc@example.org\nd@example.org";
        let expected = ["invite", "invite", "invite", "invitation.too_many"];
        assert_eq!(told(&facts(&[]), &hosts(&[]), text), expected);
    }

    proptest! {
        /// I-12: whatever a list asks for, no more licences are given than are free, nor more
        /// invitations opened than may be, and nobody is invited twice.
        #[test]
        fn never_more_than_are_free(
            free in proptest::collection::vec(0u32..4, 1..4),
            rows in proptest::collection::vec((0u8..9, 0usize..5), 1..20),
            open_max in 0u32..9,
        ) {
            let names = ["Pro", "Call Me", "Pro"];
            let pools: Vec<(&str, u32)> = names.into_iter().zip(free).collect();
            let facts = Facts { open_max, ..facts(&pools) };
            let cells = ["", "pro", "call me", "pro; call me", "none"];
            let row = |(who, cell): &(u8, usize)| format!("p{who}@example.org,\"{}\"\n", cells[*cell]);
            let text: String = rows.iter().map(row).collect();
            let list = list(&format!("email,licence\n{text}"));
            let proposal = propose(&facts, &hosts(&[0]), &list);
            prop_assert_eq!(proposal.rows.len(), rows.len());
            let mut given = vec![0; pools.len()];
            let mut invited = BTreeSet::new();
            for (row, entry) in proposal.rows.iter().zip(&list.entries) {
                if let Outcome::Invite { licences, .. } = row {
                    prop_assert!(invited.insert(entry.email.clone()), "invited twice");
                    for place in licences {
                        given[*place] += 1;
                    }
                }
            }
            prop_assert!(invited.len() <= open_max.saturating_sub(1) as usize);
            for ((given, used), pool) in given.iter().zip(&proposal.pools).zip(&facts.pools) {
                prop_assert_eq!((*given, used.left), (used.given, pool.free - used.given));
            }
            prop_assert_eq!(proposal.counts().all() as usize, rows.len());
        }
    }
}
