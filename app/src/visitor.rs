//! A visitor: where a request comes from before anybody is known to be behind it.

use store::audit::By;

/// The other end, as far as it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// Empty if unknown.
    pub ip: String,
    /// Shown in the list of sessions; empty if unknown.
    pub user_agent: String,
    /// `portal` or `api`.
    pub via: &'static str,
}

impl Visitor {
    /// The house itself: for demos and commands.
    pub fn house() -> Visitor {
        Visitor { ip: String::new(), user_agent: String::new(), via: "command" }
    }

    /// How the audit trail names `person`, just known, at this end.
    pub(crate) fn by(&self, person: &store::person::Person) -> By {
        By {
            person: Some(person.id),
            actor: person.name.clone(),
            via: self.via,
            ip: self.ip.clone(),
        }
    }
}
