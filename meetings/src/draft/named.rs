//! Who is named in a draft beside its hosts: panelists and invitees, each address once, and no more
//! than the plan has room for.

use std::collections::BTreeSet;

use units::EmailAddress;

use super::{Draft, INVITEES_MAX, NAME_MAX_CHARS, PANELISTS_MAX, Problems};
use super::{address, one_line, too_many};
use crate::invitees::InviteeDraft;
use crate::kind::Kind;
use crate::meeting::{Invitee, Meeting};
use crate::problem::{Field, Problem};
use crate::schedule::{Facts, Limits};

impl Draft {
    /// Panelists and invitees, each address once: whoever is named above is dropped below.
    pub(super) fn named(
        &self,
        facts: &Facts<'_>,
        kind: Kind,
        before: Option<&Meeting>,
        found: &mut Problems,
    ) -> Option<Named> {
        let key = |text: &str| text.trim().parse::<EmailAddress>().map(|email| email.key());
        let mut seen: BTreeSet<String> = self
            .alternate_hosts
            .iter()
            .filter_map(|text| key(text).ok())
            .chain([facts.host.email.key()])
            .collect();
        let panelists = (Field::Panelists, PANELISTS_MAX);
        let panelists = people(&self.panelists, panelists, &mut seen, found)?;
        if !kind.is_webinar() && !panelists.is_empty() {
            return found.tell(Field::Panelists, Problem::WebinarsOnly);
        }
        let invitees = people(&self.invitees, (Field::Invitees, INVITEES_MAX), &mut seen, found)?;
        let too_many = match kind {
            Kind::Meeting => too_many_people(seen.len(), facts.limits),
            Kind::Webinar => too_many_attendees(invitees.len(), before, facts.limits),
        };
        match too_many {
            Some(problem) => found.tell(Field::Invitees, problem),
            None => Some(Named { panelists, invitees }),
        }
    }
}

/// Those who are named beside the hosts.
pub(super) struct Named {
    pub panelists: Vec<Invitee>,
    pub invitees: Vec<Invitee>,
}

/// People as `written`, without those `seen` already. None: there are more than may be named.
fn people(
    written: &[InviteeDraft],
    (field, most): (Field, usize),
    seen: &mut BTreeSet<String>,
    found: &mut Problems,
) -> Option<Vec<Invitee>> {
    if written.len() > most {
        return found.tell(field, too_many(most));
    }
    let mut people = Vec::new();
    for written in written {
        let (email, name) = (written.email.trim(), written.name.trim());
        if email.is_empty() && name.is_empty() {
            continue;
        }
        let Ok(email) = email.parse::<EmailAddress>() else {
            found.tell::<()>(field, address(email));
            continue;
        };
        one_line(field, name, NAME_MAX_CHARS, found);
        if seen.insert(email.key()) {
            let name = name.to_owned();
            people.push(Invitee { email, name });
        }
    }
    Some(people)
}

fn too_many_people(people: usize, limits: &Limits) -> Option<Problem> {
    let asked = u32::try_from(people).unwrap_or(u32::MAX);
    let limit = limits.most_participants.filter(|limit| asked > *limit)?;
    let (plan, lifted_by) = (limits.plan.clone(), limits.larger_with.clone());
    Some(Problem::PlanPeople { asked, limit, plan, lifted_by })
}

/// Those a webinar had `before` keep their invitation when the plan has room for fewer. Of a new
/// one that cannot be held at all, that is what is told.
fn too_many_attendees(people: usize, before: Option<&Meeting>, limits: &Limits) -> Option<Problem> {
    let asked = u32::try_from(people).unwrap_or(u32::MAX).saturating_add(limits.registered);
    let limit = limits.most_participants.filter(|limit| asked > *limit)?;
    let told = match before {
        Some(before) => people <= before.invitees.len(),
        None => limits.has_no_webinars(),
    };
    let (plan, lifted_by) = (limits.plan.clone(), limits.larger_with.clone());
    (!told).then_some(Problem::PlanAttendees { asked, limit, plan, lifted_by })
}
