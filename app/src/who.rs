//! Who asks: a signed-in person in an account, and how the request reached us.

use std::collections::BTreeSet;

use people::roles::{Actor, Role, Via};
use store::audit::By;
use store::bearer::Bearer;
use store::person::Person;
use units::id::{AccountId, PersonId};
use units::{Locale, Zone};

use crate::visitor::Visitor;

/// The person behind a request.
#[derive(Clone, Debug)]
pub struct Who {
    pub actor: Actor,
    pub name: String,
    pub email: units::EmailAddress,
    pub locale: Locale,
    pub zone: Zone,
    /// Path of their photo on the portal, if they have one.
    pub photo: Option<String>,
    /// `portal`, `api` or `command`.
    pub via: &'static str,
    /// Where the request came from; empty if unknown.
    pub ip: String,
}

impl Who {
    pub fn person(&self) -> PersonId {
        self.actor.person
    }

    /// Somebody who showed a secret of theirs; where from is put in by the caller.
    pub(crate) fn from_bearer(bearer: Bearer, proof: Via, via: &'static str, ip: &str) -> Who {
        Who {
            photo: bearer.photo.as_deref().map(|photo| photo_path(bearer.person, photo)),
            actor: Actor {
                person: bearer.person,
                account: bearer.account,
                roles: bearer.roles,
                operator: bearer.operator,
                via: proof,
            },
            name: bearer.name,
            email: bearer.email,
            locale: bearer.locale,
            zone: bearer.zone,
            via,
            ip: ip.to_owned(),
        }
    }

    /// Somebody who has just proved at `visitor`'s end to be `person`.
    pub(crate) fn from_person(
        person: &Person,
        roles: BTreeSet<Role>,
        operator: bool,
        visitor: &Visitor,
    ) -> Who {
        let bearer = Bearer {
            person: person.id,
            account: person.account,
            name: person.name.clone(),
            email: person.email.clone(),
            locale: person.locale.clone(),
            zone: person.zone.clone(),
            photo: person.photo.clone(),
            roles,
            operator,
        };
        Who::from_bearer(bearer, Via::Session, visitor.via, &visitor.ip)
    }

    pub fn account(&self) -> AccountId {
        self.actor.account
    }

    /// As the audit trail names them.
    pub fn by(&self) -> By {
        By {
            person: Some(self.actor.person),
            actor: self.name.clone(),
            via: self.via,
            ip: self.ip.clone(),
        }
    }
}

/// Where a person's photo is shown; a new photo has a new path, so that browsers may keep it.
pub fn photo_path(person: PersonId, photo: &str) -> String {
    format!("/people/{person}/photo?is={photo}")
}
