//! As what somebody takes part, and whom they read of in their calendar (F1).

use mail::contexts::Part;
use meetings::{Invitee, Kind, Meeting, Party};
use units::EmailAddress;

use super::{News, Recipient};

/// Those who are named in `meeting` beside its hosts.
fn named(meeting: &Meeting) -> impl Iterator<Item = &Invitee> {
    meeting.panelists.iter().chain(&meeting.invitees)
}

impl News<'_> {
    /// As the host wrote it; may be empty.
    pub(super) fn name_of(&self, email: &EmailAddress) -> String {
        let before = self.before.into_iter().flat_map(named);
        let mut all = named(&self.changed.meeting).chain(before);
        let written = all.find(|each| each.email == *email);
        written.map(|each| each.name.clone()).unwrap_or_default()
    }

    /// As what `to` takes part.
    pub(super) fn part(&self, to: &Recipient) -> Part {
        let meeting = &self.changed.meeting;
        let key = to.email.key();
        match meeting.kind {
            Kind::Meeting => Part::Participant,
            Kind::Webinar if meeting.is_panelist(&key) => Part::Panelist,
            Kind::Webinar if self.is_alternate_host(&key) => Part::Host,
            Kind::Webinar => Part::Attendee,
        }
    }

    fn is_alternate_host(&self, key: &str) -> bool {
        self.changed.meeting.alternate_hosts.iter().any(|party| match party {
            Party::Address(email) => email.key() == key,
            Party::Person(person) => {
                let mut known = self.known.iter().filter(|known| known.person == *person);
                known.any(|known| known.email.key() == key)
            }
        })
    }

    /// Whom calendars name beside the hosts: who watches a webinar is nobody else's to know.
    pub(super) fn named_to_all(&self) -> &[Invitee] {
        let meeting = &self.changed.meeting;
        match meeting.kind {
            Kind::Meeting => &meeting.invitees,
            Kind::Webinar => &meeting.panelists,
        }
    }
}
