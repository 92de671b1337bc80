//! What a search for meetings looks into (F1).
//!
//! Title and number for everyone in whose list the meeting stands; the people invited for those who
//! hold it alone: an invitee must not find out by searching who else is.

use contacts::fold;
use meetings::{KnownPerson, Meeting, Party};

use crate::contact::pattern as any_text;

/// Longest text of the people that is searched in.
const PEOPLE_MAX_CHARS: usize = 100_000;

/// What somebody finds `meeting` by; `holds`: as its host or alternate host.
pub(crate) fn text(meeting: &Meeting, known: &[KnownPerson], holds: bool) -> String {
    let mut text = words(meeting);
    if holds {
        text.push('\n');
        text.push_str(&people(meeting, known));
    }
    text
}

/// Titles, of single meetings and of parts of a series too, and the number.
fn words(meeting: &Meeting) -> String {
    let own = meeting.schedule.exceptions().iter().filter_map(|own| own.title.as_deref());
    let earlier = meeting.schedule.earlier().iter().filter_map(|part| part.words().0);
    let number = meeting.identity.number.digits();
    let titles = [meeting.title.as_str()].into_iter().chain(earlier).chain(own);
    let text: Vec<&str> = titles.chain([number.as_str()]).collect();
    fold(&text.join("\n"))
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
    fold(&text.join("\n")).chars().take(PEOPLE_MAX_CHARS).collect()
}

/// `search` as a pattern; a number may be typed with blanks and hyphens.
pub(crate) fn pattern(search: &str) -> String {
    let blank = |c: char| c.is_whitespace() || c == '-';
    let is_number = search.chars().all(|c| c.is_ascii_digit() || blank(c));
    match is_number {
        true => any_text(&search.replace(blank, "")),
        false => any_text(search),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_as_people_write_them() {
        assert_eq!(pattern("812 345-678 90"), "%81234567890%");
        assert_eq!(pattern("Planning 2027"), any_text("Planning 2027"));
    }
}
