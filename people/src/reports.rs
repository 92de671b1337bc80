//! Who sees which usage reports: owners and admins those of all the account's meetings, a host
//! those of their own (F7). Pages, files and the API all ask here.

use units::id::PersonId;

use crate::roles::{Actor, Permission};

/// Whose meetings somebody sees reports of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sight {
    /// Everybody's of the account.
    Account,
    /// Their own.
    Own(PersonId),
}

impl Sight {
    /// The one host whose meetings are seen; none: everybody's.
    pub fn host(self) -> Option<PersonId> {
        match self {
            Sight::Account => None,
            Sight::Own(person) => Some(person),
        }
    }
}

/// What `actor` sees; none: nothing.
pub fn sight(actor: &Actor) -> Option<Sight> {
    if actor.may(Permission::SeeAllReports) {
        Some(Sight::Account)
    } else if actor.may(Permission::SeeReports) {
        Some(Sight::Own(actor.person))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use units::{Id, Timestamp};

    use super::*;
    use crate::roles::{Role, Via};
    use crate::scope::Scope;

    #[test]
    fn each_role_sees_what_it_should() {
        let now = Timestamp::from_seconds(0);
        let person = Id::from_parts(now, [1; 10]);
        let seen = |role: Role, via: Via| {
            let account = Id::from_parts(now, [2; 10]);
            let roles = [role].into();
            sight(&Actor { person, account, roles, operator: true, via })
        };
        let token = |scope: Scope| Via::Token { scopes: [scope].into() };
        for role in [Role::Owner, Role::Admin] {
            assert_eq!(seen(role, Via::Session), Some(Sight::Account));
            assert_eq!(seen(role, token(Scope::ReportsRead)), Some(Sight::Account));
            assert_eq!(seen(role, token(Scope::MeetingsWrite)), None);
        }
        assert_eq!(seen(Role::Host, Via::Session), Some(Sight::Own(person)));
        for role in [Role::BillingContact, Role::Member] {
            assert_eq!(seen(role, Via::Session), None);
        }
    }
}
