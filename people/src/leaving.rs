//! Leaving an account, or being removed from it: who may, what becomes of each kind of thing, and
//! when (E7, docs/decisions/0051).
//!
//! Every kind of thing has one owner afterwards: an heir, the person who goes, or, of what the
//! account lends, the account. Nothing is deleted. What is the person's alone (contacts, chats, the
//! personal room) goes with them whatever anybody chooses, and so is not asked.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use units::Timestamp;
use units::id::PersonId;

use crate::membership::{MembershipRefusal, may_give};
use crate::roles::{Actor, Permission, Role};

/// Longest time between asking and leaving.
pub const NOTICE_MAX_DAYS: u32 = 90;
/// What is suggested: time to take it back.
pub const NOTICE_SUGGESTED_DAYS: u32 = 7;

/// Kinds of things about which somebody has to decide.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Thing {
    /// Meetings and series the person hosts and that are not over.
    Meetings,
    /// Meetings of others in the account that the person may start and change.
    Hosting,
    /// Recordings, those in the trash too, with their links.
    Recordings,
    /// Seats and licences of add-ons.
    Licences,
}

impl Thing {
    pub const ALL: [Thing; 4] =
        [Thing::Meetings, Thing::Hosting, Thing::Recordings, Thing::Licences];

    /// The word in rows, API, forms and keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Thing::Meetings => "meetings",
            Thing::Hosting => "hosting",
            Thing::Recordings => "recordings",
            Thing::Licences => "licences",
        }
    }

    pub fn from_word(word: &str) -> Option<Thing> {
        Thing::ALL.into_iter().find(|each| each.word() == word)
    }

    /// What becomes of it when it is handed to nobody: what is the person's goes with them, what
    /// the account lends goes back to it.
    pub fn unless_handed(self) -> Fate {
        match self {
            Thing::Meetings | Thing::Recordings => Fate::Keep,
            Thing::Hosting | Thing::Licences => Fate::End,
        }
    }

    /// Whoever gets it has to be allowed to hold meetings.
    fn needs_host(self) -> bool {
        matches!(self, Thing::Meetings | Thing::Hosting)
    }
}

/// What becomes of a kind of thing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It is this person's.
    HandOver(PersonId),
    /// It goes with the person, into an account of their own.
    Keep,
    /// The account has it back.
    End,
}

impl Fate {
    pub fn heir(self) -> Option<PersonId> {
        match self {
            Fate::HandOver(heir) => Some(heir),
            Fate::Keep | Fate::End => None,
        }
    }

    /// Whose something is afterwards that was `person`'s; none: it is the account's again.
    pub fn owner(self, person: PersonId) -> Option<PersonId> {
        match self {
            Fate::HandOver(heir) => Some(heir),
            Fate::Keep => Some(person),
            Fate::End => None,
        }
    }

    /// The word in the API, forms and keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Fate::HandOver(_) => "hand_over",
            Fate::Keep => "keep",
            Fate::End => "end",
        }
    }
}

/// What somebody has in an account, counted. What is in it no one is told.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Belongings {
    /// Not over, that take place once.
    pub meetings: u32,
    /// Not over, that repeat.
    pub series: u32,
    /// Over or cancelled; they go with the person.
    pub past_meetings: u32,
    /// Meetings of others, not over, that the person may start and change.
    pub hosting: u32,
    pub recordings: u32,
    pub recording_bytes: u64,
    pub contacts: u32,
    pub chats: u32,
    /// Addresses of the personal room; 0: there is none yet.
    pub room_names: u32,
    /// Names of the groups they are in.
    pub groups: Vec<String>,
    /// Names of what is assigned to them.
    pub licences: Vec<String>,
}

/// Somebody things could be handed to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Heir {
    pub person: PersonId,
    pub name: String,
    /// They may hold meetings.
    pub hosts: bool,
}

/// What must be known to decide.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    pub person: PersonId,
    pub roles: &'a BTreeSet<Role>,
    /// They get in.
    pub active: bool,
    /// Active owners of the account, the person among them if they are one.
    pub owners: u32,
    pub belongings: &'a Belongings,
    /// Active people of the account among those who are named; the person may be one of them.
    pub heirs: &'a [Heir],
    /// Somebody has asked for it already, and it has not taken effect.
    pub planned: bool,
}

/// What somebody asks for.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Ask {
    /// To whom each kind of thing is handed; what is not named is not.
    pub heirs: BTreeMap<Thing, PersonId>,
    /// The person gets an archive of everything that is theirs, made before anything is handed on.
    pub archive: bool,
    /// Days from now on; 0: at once.
    pub notice_days: u32,
}

impl Ask {
    pub fn fate(&self, thing: Thing) -> Fate {
        self.heirs.get(&thing).map_or(thing.unless_handed(), |heir| Fate::HandOver(*heir))
    }
}

/// What becomes of one kind of thing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Line {
    pub thing: Thing,
    pub fate: Fate,
    /// The heir's name.
    pub heir: Option<String>,
}

/// What will happen, as it is shown before.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Proposal {
    pub person: PersonId,
    /// They go by themselves.
    pub leaves: bool,
    /// One for each kind of thing.
    pub lines: Vec<Line>,
    pub belongings: Belongings,
    pub archive: bool,
    pub notice_days: u32,
}

impl Proposal {
    /// When it takes effect, asked for at `asked`.
    pub fn takes_effect(&self, asked: Timestamp) -> Timestamp {
        asked.plus_days(i64::from(self.notice_days))
    }

    pub fn fate(&self, thing: Thing) -> Fate {
        let found = self.lines.iter().find(|line| line.thing == thing);
        found.map_or(thing.unless_handed(), |line| line.fate)
    }

    /// Everybody who gets something, each once.
    pub fn heirs(&self) -> BTreeSet<PersonId> {
        self.lines.iter().filter_map(|line| line.fate.heir()).collect()
    }
}

/// Why somebody does not leave so.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LeavingRefusal {
    #[error(transparent)]
    Membership(#[from] MembershipRefusal),
    #[error("it is asked for already")]
    Planned,
    /// Not active, the person themselves, or a stranger.
    #[error("nobody of the account who could have the {}", .0.word())]
    NoHeir(Thing),
    #[error("whoever gets the {} must be allowed to hold meetings", .0.word())]
    HeirHoldsNone(Thing),
    #[error("the notice is {NOTICE_MAX_DAYS} days at most")]
    Notice,
}

impl LeavingRefusal {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            LeavingRefusal::Membership(refusal) => refusal.code(),
            LeavingRefusal::Planned => "leaving.planned",
            LeavingRefusal::NoHeir(_) => "leaving.no_heir",
            LeavingRefusal::HeirHoldsNone(_) => "leaving.heir_holds_none",
            LeavingRefusal::Notice => "leaving.notice",
        }
    }

    /// The field of a form it stands beside.
    pub fn field(self) -> Option<&'static str> {
        match self {
            LeavingRefusal::NoHeir(thing) | LeavingRefusal::HeirHoldsNone(thing) => {
                Some(thing.word())
            }
            LeavingRefusal::Notice => Some("notice_days"),
            LeavingRefusal::Membership(_) | LeavingRefusal::Planned => None,
        }
    }
}

/// May `actor` see what `person` has here, remove them or, if they are the same, leave? May they
/// take it back?
pub fn may(
    actor: &Actor,
    person: PersonId,
    roles: &BTreeSet<Role>,
) -> Result<(), MembershipRefusal> {
    if actor.person != person {
        return may_give(actor, roles);
    }
    match actor.may(Permission::LeaveAccount) {
        true => Ok(()),
        false => Err(MembershipRefusal::NotAllowed),
    }
}

/// The one place that says what leaving does.
pub fn propose(actor: &Actor, facts: &Facts<'_>, ask: &Ask) -> Result<Proposal, LeavingRefusal> {
    may(actor, facts.person, facts.roles)?;
    if facts.planned {
        return Err(LeavingRefusal::Planned);
    }
    if ask.notice_days > NOTICE_MAX_DAYS {
        return Err(LeavingRefusal::Notice);
    }
    fits(facts, ask)?;
    let line = |thing: Thing| {
        let fate = ask.fate(thing);
        let heir = facts.heirs.iter().find(|heir| Some(heir.person) == fate.heir());
        Line { thing, fate, heir: heir.map(|heir| heir.name.clone()) }
    };
    Ok(Proposal {
        person: facts.person,
        leaves: actor.person == facts.person,
        lines: Thing::ALL.into_iter().map(line).collect(),
        belongings: facts.belongings.clone(),
        archive: ask.archive,
        notice_days: ask.notice_days,
    })
}

/// Whether `ask` can take effect as things stand; asked again in the moment it does.
pub fn fits(facts: &Facts<'_>, ask: &Ask) -> Result<(), LeavingRefusal> {
    if facts.active && facts.roles.contains(&Role::Owner) && facts.owners <= 1 {
        return Err(MembershipRefusal::LastOwner.into());
    }
    for (thing, heir) in &ask.heirs {
        let found = facts.heirs.iter().find(|known| known.person == *heir);
        let Some(found) = found.filter(|heir| heir.person != facts.person) else {
            return Err(LeavingRefusal::NoHeir(*thing));
        };
        if thing.needs_host() && !found.hosts {
            return Err(LeavingRefusal::HeirHoldsNone(*thing));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::collection::{btree_map, vec};
    use proptest::prelude::*;
    use units::Id;

    use super::*;
    use crate::roles::Via;

    fn id(number: u8) -> PersonId {
        Id::from_parts(Timestamp::from_seconds(0), [number; 10])
    }

    fn actor(person: u8, roles: &[Role]) -> Actor {
        Actor {
            person: id(person),
            account: Id::from_parts(Timestamp::from_seconds(0), [99; 10]),
            roles: roles.iter().copied().collect(),
            operator: false,
            via: Via::Session,
        }
    }

    fn heir(number: u8, hosts: bool) -> Heir {
        Heir { person: id(number), name: format!("Person {number}"), hosts }
    }

    fn any_thing() -> impl Strategy<Value = Thing> {
        prop::sample::select(Thing::ALL.to_vec())
    }

    proptest! {
        /// E7: whatever is chosen, each kind of thing has exactly one line and one owner: an active
        /// heir who is somebody else, or the person, or, of what is lent, the account. What is
        /// refused would have had none.
        #[test]
        fn nothing_is_lost_and_nothing_is_owned_twice(
            heirs in vec((1u8..6, any::<bool>()), 0..5),
            chosen in btree_map(any_thing(), 1u8..8, 0..4),
            owners in 0u32..3, is_owner in any::<bool>(), active in any::<bool>(),
            notice_days in 0u32..120, by_self in any::<bool>(),
        ) {
            let person = id(1);
            let heirs: Vec<Heir> = heirs.into_iter().map(|(who, may)| heir(who, may)).collect();
            let roles: BTreeSet<Role> =
                if is_owner { [Role::Owner].into() } else { [Role::Member].into() };
            let belongings = Belongings::default();
            let facts = Facts {
                person, roles: &roles, active, owners, belongings: &belongings, heirs: &heirs,
                planned: false,
            };
            let chosen: BTreeMap<Thing, PersonId> =
                chosen.into_iter().map(|(thing, who)| (thing, id(who))).collect();
            let ask = Ask { heirs: chosen.clone(), archive: false, notice_days };
            let actor = if by_self { actor(1, &[Role::Member]) } else { actor(9, &[Role::Owner]) };
            let is_last = active && is_owner && owners <= 1;
            let good = |(thing, who): (&Thing, &PersonId)| {
                let found = heirs.iter().find(|heir| heir.person == *who);
                found.is_some_and(|heir| heir.person != person
                    && (heir.hosts || !thing.needs_host()))
            };
            match propose(&actor, &facts, &ask) {
                Ok(proposal) => {
                    prop_assert!(!is_last && notice_days <= NOTICE_MAX_DAYS);
                    prop_assert!(chosen.iter().all(good));
                    let things: Vec<Thing> =
                        proposal.lines.iter().map(|line| line.thing).collect();
                    prop_assert_eq!(things, Thing::ALL.to_vec());
                    prop_assert_eq!(proposal.leaves, by_self);
                    for line in &proposal.lines {
                        let owner = line.fate.owner(person);
                        match chosen.get(&line.thing) {
                            Some(heir) => prop_assert_eq!(owner, Some(*heir)),
                            None if line.fate == Fate::End => prop_assert_eq!(owner, None),
                            None => prop_assert_eq!(owner, Some(person)),
                        }
                        prop_assert_eq!(line.heir.is_some(), line.fate.heir().is_some());
                    }
                    prop_assert!(!proposal.heirs().contains(&person));
                }
                Err(LeavingRefusal::Membership(refusal)) => {
                    prop_assert_eq!(refusal, MembershipRefusal::LastOwner);
                    prop_assert!(is_last);
                }
                Err(LeavingRefusal::Notice) => prop_assert!(notice_days > NOTICE_MAX_DAYS),
                Err(_) => prop_assert!(!chosen.iter().all(good)),
            }
        }
    }

    /// E7, I-28: admins remove nobody above themselves, everybody may go by themselves, and nobody
    /// does either to a colleague.
    #[test]
    fn who_may() {
        let (owner, member) = (BTreeSet::from([Role::Owner]), BTreeSet::from([Role::Member]));
        assert_eq!(may(&actor(2, &[Role::Admin]), id(1), &member), Ok(()));
        let above = Err(MembershipRefusal::AboveYou);
        assert_eq!(may(&actor(2, &[Role::Admin]), id(1), &owner), above);
        let not_allowed = Err(MembershipRefusal::NotAllowed);
        assert_eq!(may(&actor(2, &[Role::Member]), id(1), &member), not_allowed);
        assert_eq!(may(&actor(1, &[Role::Member]), id(1), &member), Ok(()));
        let token = Via::Token { scopes: BTreeSet::new() };
        let program = Actor { via: token, ..actor(1, &[Role::Owner]) };
        assert_eq!(may(&program, id(1), &owner), not_allowed);
    }

    #[test]
    fn what_is_lent_goes_back_and_the_rest_goes_along() {
        let ask = Ask::default();
        let fates = Thing::ALL.map(|thing| ask.fate(thing));
        assert_eq!(fates, [Fate::Keep, Fate::End, Fate::Keep, Fate::End]);
        for thing in Thing::ALL {
            assert_eq!(Thing::from_word(thing.word()), Some(thing));
        }
    }
}
