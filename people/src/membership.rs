//! Membership: whose roles somebody may change, and whom they may shut out (E1, I-28).
//!
//! Nobody gives or takes what is above themselves, an account always has an owner who gets in, and
//! nobody locks themselves out.

use std::collections::BTreeSet;

use units::id::PersonId;

use crate::roles::{Actor, Permission, Role};

/// Why somebody's part in an account stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MembershipRefusal {
    #[error("the person may not manage people")]
    NotAllowed,
    #[error("it takes roles that the person does not have themselves")]
    AboveYou,
    #[error("the account would be left without an owner")]
    LastOwner,
    #[error("nobody deactivates themselves")]
    Yourself,
}

impl MembershipRefusal {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            MembershipRefusal::NotAllowed => "permission.missing",
            MembershipRefusal::AboveYou => "person.above_you",
            MembershipRefusal::LastOwner => "person.last_owner",
            MembershipRefusal::Yourself => "person.yourself",
        }
    }
}

/// May `actor` give somebody new these roles?
pub fn may_give(actor: &Actor, roles: &BTreeSet<Role>) -> Result<(), MembershipRefusal> {
    if !actor.may(Permission::ManagePeople) {
        return Err(MembershipRefusal::NotAllowed);
    }
    match roles.iter().all(|role| actor.may_grant(*role)) {
        true => Ok(()),
        false => Err(MembershipRefusal::AboveYou),
    }
}

/// May `actor` make `wanted` of the roles somebody has, in an account with `owners` active owners?
/// Only what is given and what is taken counts.
pub fn may_change(
    actor: &Actor,
    present: &BTreeSet<Role>,
    wanted: &BTreeSet<Role>,
    owners: u32,
) -> Result<(), MembershipRefusal> {
    let changed: BTreeSet<Role> = present.symmetric_difference(wanted).copied().collect();
    may_give(actor, &changed)?;
    if present.contains(&Role::Owner) && !wanted.contains(&Role::Owner) && owners <= 1 {
        return Err(MembershipRefusal::LastOwner);
    }
    Ok(())
}

/// May `actor` shut `person` out, or let them in again?
pub fn may_deactivate(
    actor: &Actor,
    person: PersonId,
    roles: &BTreeSet<Role>,
    owners: u32,
) -> Result<(), MembershipRefusal> {
    may_give(actor, roles)?;
    if actor.person == person {
        return Err(MembershipRefusal::Yourself);
    }
    if roles.contains(&Role::Owner) && owners <= 1 {
        return Err(MembershipRefusal::LastOwner);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use units::{Id, Timestamp};

    use super::*;
    use crate::roles::Via;

    fn id(number: u8) -> PersonId {
        Id::from_parts(Timestamp::from_seconds(0), [number; 10])
    }

    fn actor(roles: &[Role]) -> Actor {
        Actor {
            person: id(1),
            account: Id::from_parts(Timestamp::from_seconds(0), [2; 10]),
            roles: roles.iter().copied().collect(),
            operator: false,
            via: Via::Session,
        }
    }

    fn set(roles: &[Role]) -> BTreeSet<Role> {
        roles.iter().copied().collect()
    }

    /// I-28.
    #[test]
    fn nobody_changes_what_is_above_them() {
        let (host, member) = (set(&[Role::Host]), set(&[Role::Member]));
        let owner = set(&[Role::Owner, Role::Host]);
        let admin = actor(&[Role::Admin]);
        assert_eq!(may_change(&admin, &member, &host, 1), Ok(()));
        let above = Err(MembershipRefusal::AboveYou);
        assert_eq!(may_change(&admin, &host, &owner, 1), above);
        assert_eq!(may_change(&admin, &owner, &host, 2), above);
        // An owner's other roles are nobody's business but an owner's, or of those who have them.
        assert_eq!(may_change(&admin, &owner, &set(&[Role::Owner]), 1), Ok(()));
        assert_eq!(may_deactivate(&admin, id(2), &owner, 2), above);
        let nobody = actor(&[Role::Host]);
        assert_eq!(may_give(&nobody, &member), Err(MembershipRefusal::NotAllowed));
    }

    #[test]
    fn the_last_owner_stays() {
        let owner = actor(&[Role::Owner]);
        let (owns, hosts) = (set(&[Role::Owner]), set(&[Role::Host]));
        assert_eq!(may_change(&owner, &owns, &hosts, 1), Err(MembershipRefusal::LastOwner));
        assert_eq!(may_change(&owner, &owns, &hosts, 2), Ok(()));
        assert_eq!(may_deactivate(&owner, id(2), &owns, 1), Err(MembershipRefusal::LastOwner));
        assert_eq!(may_deactivate(&owner, id(2), &owns, 2), Ok(()));
        assert_eq!(may_deactivate(&owner, id(1), &owns, 2), Err(MembershipRefusal::Yourself));
    }
}
