//! A scheduled meeting and the people it concerns.
//!
//! Made and changed by `schedule`; read back from the rows that were written then. Which site it is
//! on is not part of it: it moves with its account, and number and link stay (E6).

use serde::{Deserialize, Serialize};
use units::id::{AccountId, MeetingId, PersonId};
use units::{EmailAddress, Timestamp};

use crate::answer::Retimed;
use crate::kind::Kind;
use crate::link::LinkCode;
use crate::number::MeetingNumber;
use crate::occurrence::{Occurrence, Schedule};
use crate::password::Password;
use crate::stretch::Stretch;

/// What names a meeting; chosen once, by the caller's clock and randomness, and never changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Identity {
    pub id: MeetingId,
    pub account: AccountId,
    pub host: PersonId,
    pub number: MeetingNumber,
    pub link: LinkCode,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Meeting {
    pub identity: Identity,
    #[serde(default)]
    pub kind: Kind,
    /// One line, 1 to 200 characters. Of a series, as `agenda`: what its last stretch is called.
    pub title: String,
    /// Lines divided by `\n`, at most 5,000 characters; may be empty.
    pub agenda: String,
    pub schedule: Schedule,
    /// Never the host, each once.
    pub alternate_hosts: Vec<Party>,
    /// Who may speak in a webinar; none in a meeting. Neither host nor alternate hosts, each once.
    #[serde(default)]
    pub panelists: Vec<Invitee>,
    /// None of those above, each once. Of a webinar they are attendees.
    pub invitees: Vec<Invitee>,
    pub password: Option<Password>,
    /// Counts the versions sent to calendars, from 0.
    pub sequence: u32,
    pub state: State,
    /// Which meetings got another time with which version: who answered before is asked anew.
    #[serde(default)]
    pub retimed: Vec<Retimed>,
}

/// Someone invited by address, with an account or without.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Invitee {
    pub email: EmailAddress,
    /// As the host wrote it; may be empty.
    pub name: String,
}

/// A person with an account here, or an address.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    Person(PersonId),
    Address(EmailAddress),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Scheduled,
    Cancelled,
}

impl State {
    /// The word kept in rows.
    pub fn word(self) -> &'static str {
        match self {
            State::Scheduled => "scheduled",
            State::Cancelled => "cancelled",
        }
    }

    pub fn from_word(word: &str) -> Option<State> {
        [State::Scheduled, State::Cancelled].into_iter().find(|state| state.word() == word)
    }
}

impl Meeting {
    /// Everyone it concerns, each once: the host, the alternate hosts, the panelists, the invitees.
    pub fn parties(&self) -> Vec<Party> {
        let host = Party::Person(self.identity.host);
        let invited = self.panelists.iter().chain(&self.invitees);
        let invited = invited.map(|invitee| Party::Address(invitee.email.clone()));
        std::iter::once(host).chain(self.alternate_hosts.iter().cloned()).chain(invited).collect()
    }

    /// Whether the address with `key` may speak in this webinar.
    pub fn is_panelist(&self, key: &str) -> bool {
        self.panelists.iter().any(|panelist| panelist.email.key() == key)
    }

    /// Of the people the plan has room for, how many are named in it: everybody in a meeting; in a
    /// webinar only those who watch, for hosts and panelists are no attendees.
    pub fn places_taken(&self) -> u32 {
        let people = match self.kind {
            Kind::Meeting => self.parties().len(),
            Kind::Webinar => self.invitees.len(),
        };
        u32::try_from(people).unwrap_or(u32::MAX)
    }

    /// Title and agenda of meeting `index` of a series: its own, or those of its stretch.
    pub fn words(&self, index: u32) -> (&str, &str) {
        let own = self.schedule.exception(index);
        let title = own.and_then(|own| own.title.as_deref());
        let agenda = own.and_then(|own| own.agenda.as_deref());
        let (of_all_title, of_all_agenda) = self.words_of(self.schedule.stretch_at(index));
        (title.unwrap_or(of_all_title), agenda.unwrap_or(of_all_agenda))
    }

    /// Title and agenda of the meetings of `stretch`, those with words of their own apart.
    pub fn words_of<'a>(&'a self, stretch: &'a Stretch) -> (&'a str, &'a str) {
        let (title, agenda) = stretch.words();
        (title.unwrap_or(&self.title), agenda.unwrap_or(&self.agenda))
    }

    /// Title and agenda of the series as of `moment`: of the stretch with the meeting that is on
    /// or comes next, of the last when none does.
    pub fn series_words_at(&self, moment: Timestamp) -> (&str, &str) {
        let next = self.schedule.current_or_next(moment);
        let stretch = next.map(|next| self.schedule.stretch_at(next.index));
        self.words_of(stretch.unwrap_or(self.schedule.present()))
    }

    /// The title of the meeting that is on at `moment` or comes next; of all when none does.
    pub fn title_at(&self, moment: Timestamp) -> &str {
        self.title_of(self.schedule.current_or_next(moment))
    }

    /// What the meeting was called of which something was made by `moment`, as a recording: the one
    /// that had begun last; before the first, that one.
    pub fn title_made_by(&self, moment: Timestamp) -> &str {
        let begun = self.schedule.latest_begun(moment);
        self.title_of(begun.or_else(|| self.schedule.current_or_next(moment)))
    }

    /// The title of the meeting at `time`; of all without one.
    pub fn title_of(&self, time: Option<Occurrence>) -> &str {
        time.map_or(&self.title, |time| self.words(time.index).0)
    }

    /// Whether `person` may start and change it.
    pub fn is_hosted_by(&self, person: PersonId) -> bool {
        self.identity.host == person || self.alternate_hosts.contains(&Party::Person(person))
    }
}
