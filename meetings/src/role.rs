//! As what somebody comes into a meeting or webinar: the one place that decides it (F1,
//! docs/decisions/0054).
//!
//! Who somebody is, is said by the link they come with: the meeting's own, which anybody may have,
//! or one of theirs alone, behind which stands an invited address or a registration.

use serde::Serialize;

use crate::meeting::Meeting;
use crate::registration::Standing;

/// What somebody is in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Holds it, as host or alternate host.
    Host,
    /// Of a webinar: may speak.
    Panelist,
    /// Of a webinar: watches and listens.
    Attendee,
    /// Of a meeting: everybody speaks.
    Participant,
}

/// With which link somebody came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Came<'a> {
    /// The meeting's own, or one that is nobody's here.
    Anyhow,
    /// That of an invited address, by its key.
    Invited(&'a str),
    /// That of somebody who registered and stands so.
    Registered(Standing),
}

/// As what somebody comes in. `hosts`: the keys of the addresses of those who hold `meeting`;
/// `registers`: it asks for registration. None: they have to register first.
pub fn role(meeting: &Meeting, hosts: &[String], registers: bool, came: Came<'_>) -> Option<Role> {
    let guest = match meeting.kind.is_webinar() {
        true => Role::Attendee,
        false => Role::Participant,
    };
    let is_invited = |key: &str| meeting.invitees.iter().any(|invitee| invitee.email.key() == key);
    match came {
        Came::Invited(key) if hosts.iter().any(|host| host == key) => Some(Role::Host),
        Came::Invited(key) if meeting.is_panelist(key) => Some(Role::Panelist),
        Came::Invited(key) if is_invited(key) => Some(guest),
        Came::Registered(Standing::Approved) => Some(guest),
        Came::Anyhow | Came::Invited(_) | Came::Registered(_) => (!registers).then_some(guest),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use units::{Id, Timestamp, Zone};

    use super::*;
    use crate::{Identity, Invitee, Kind, LinkCode, MeetingNumber, Repeat, Schedule, State};

    const HOST: &str = "host@example.org";
    const PANELIST: &str = "panelist@example.org";
    const INVITEE: &str = "invitee@example.org";

    fn named(email: &str) -> Invitee {
        Invitee { email: email.parse().expect("an address"), name: String::new() }
    }

    pub(crate) fn gathering(kind: Kind) -> Meeting {
        let start = date(2027, 3, 1).at(9, 0, 0, 0);
        let id = |byte| Id::from_parts(Timestamp::from_seconds(0), [byte; 10]);
        Meeting {
            identity: Identity {
                id: Id::from_parts(Timestamp::from_seconds(0), [1; 10]),
                account: Id::from_parts(Timestamp::from_seconds(0), [2; 10]),
                host: id(3),
                number: MeetingNumber::from_random([3; 8]),
                link: LinkCode::from_random([4; 10]),
            },
            kind,
            title: "Launch".to_owned(),
            agenda: String::new(),
            schedule: Schedule::new(start, Zone::utc(), 30, Repeat::Once),
            alternate_hosts: Vec::new(),
            panelists: match kind {
                Kind::Webinar => vec![named(PANELIST)],
                Kind::Meeting => Vec::new(),
            },
            invitees: vec![named(INVITEE)],
            password: None,
            sequence: 0,
            state: State::Scheduled,
            retimed: Vec::new(),
        }
    }

    fn of(kind: Kind, registers: bool, came: Came<'_>) -> Option<Role> {
        role(&gathering(kind), &[HOST.to_owned()], registers, came)
    }

    #[test]
    fn a_link_of_ones_own_says_what_one_is() {
        for registers in [true, false] {
            let webinar = |came| of(Kind::Webinar, registers, came);
            assert_eq!(webinar(Came::Invited(HOST)), Some(Role::Host));
            assert_eq!(webinar(Came::Invited(PANELIST)), Some(Role::Panelist));
            assert_eq!(webinar(Came::Invited(INVITEE)), Some(Role::Attendee));
            assert_eq!(webinar(Came::Registered(Standing::Approved)), Some(Role::Attendee));
            let meeting = |came| of(Kind::Meeting, registers, came);
            assert_eq!(meeting(Came::Invited(INVITEE)), Some(Role::Participant));
            assert_eq!(meeting(Came::Registered(Standing::Approved)), Some(Role::Participant));
        }
    }

    #[test]
    fn whoever_is_no_panelist_any_more_is_a_stranger() {
        let gone = Came::Invited("former@example.org");
        assert_eq!(of(Kind::Webinar, true, gone), None);
        assert_eq!(of(Kind::Webinar, false, gone), Some(Role::Attendee));
    }

    proptest! {
        /// Nobody speaks in a webinar without a link that names them, and without a place or an
        /// invitation nobody passes a registration.
        #[test]
        fn strangers_watch_at_most(registers: bool, place in 0usize..5) {
            let came = match Standing::ALL.get(place) {
                Some(standing) => Came::Registered(*standing),
                None => Came::Anyhow,
            };
            let role = of(Kind::Webinar, registers, came);
            prop_assert!(matches!(role, None | Some(Role::Attendee)));
            let has_place = came == Came::Registered(Standing::Approved);
            prop_assert_eq!(role.is_some(), has_place || !registers);
        }
    }
}
