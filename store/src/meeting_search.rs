//! What a search for meetings looks into (F1).
//!
//! Title and number for everyone in whose list the meeting stands; the people invited for those who
//! hold it alone: an invitee must not find out by searching who else is.

use contacts::spaced;
use meetings::{KnownPerson, Meeting, Party};

/// Longest text of the people that is searched in.
const PEOPLE_MAX_CHARS: usize = 100_000;

/// What a meeting is found by, as `spaced` writes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Texts {
    holding: String,
    others: String,
}

impl Texts {
    pub fn of(meeting: &Meeting, known: &[KnownPerson]) -> Texts {
        let others = words(meeting);
        Texts { holding: format!("{others}{}", people(meeting, known)), others }
    }

    /// `holds`: for somebody who is its host or alternate host.
    pub fn for_one(&self, holds: bool) -> &str {
        if holds { &self.holding } else { &self.others }
    }
}

/// Titles, of single meetings and of parts of a series too, and the number.
fn words(meeting: &Meeting) -> String {
    let own = meeting.schedule.exceptions().iter().filter_map(|own| own.title.as_deref());
    let earlier = meeting.schedule.earlier().iter().filter_map(|part| part.words().0);
    let number = meeting.identity.number.digits();
    let titles = [meeting.title.as_str()].into_iter().chain(earlier).chain(own);
    let text: Vec<&str> = titles.chain([number.as_str()]).collect();
    spaced(&text.join("\n"))
}

/// Names and addresses of panelists, invitees and alternate hosts.
fn people(meeting: &Meeting, known: &[KnownPerson]) -> String {
    let mut text: Vec<&str> = Vec::new();
    for invitee in meeting.panelists.iter().chain(&meeting.invitees) {
        text.extend([invitee.name.as_str(), invitee.email.as_str()]);
    }
    for party in &meeting.alternate_hosts {
        match party {
            Party::Address(email) => text.push(email.as_str()),
            Party::Person(person) => {
                let named = known.iter().filter(|known| known.person == *person);
                text.extend(named.map(|known| known.email.as_str()));
            }
        }
    }
    spaced(&text.join("\n")).chars().take(PEOPLE_MAX_CHARS).collect()
}

/// What is typed, as it is looked for: a number may have blanks and hyphens in it.
pub(crate) fn typed(search: &str) -> String {
    let blank = |c: char| c.is_whitespace() || c == '-';
    let is_number = search.chars().all(|c| c.is_ascii_digit() || blank(c));
    if is_number { search.replace(blank, "") } else { search.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_as_people_write_them() {
        assert_eq!(typed("812 345-678 90"), "81234567890");
        assert_eq!(typed("Planning 2027"), "Planning 2027");
    }
}
