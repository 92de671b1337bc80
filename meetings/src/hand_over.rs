//! A meeting gets another host, or an alternate host is replaced: what it becomes, and who is told
//! (E7, docs/decisions/0051).
//!
//! Id, number and link stay, so every link anybody has goes on working. Calendars get the same
//! entry in a higher version with another organizer, which is how one takes over from another
//! (RFC 5546, 3.2.2.6). Whoever was invited before is invited after.

use units::Timestamp;
use units::id::PersonId;

use crate::meeting::{Meeting, Party, State};
use crate::schedule::{Changed, KnownPerson, Notice, NoticeKind};

/// `meeting` with `heir` for its host; they are found among its people by `addresses`, all of
/// theirs. None: it is over, cancelled, or theirs already.
pub fn hand_over(
    meeting: &Meeting,
    heir: PersonId,
    addresses: &[KnownPerson],
    now: Timestamp,
) -> Option<Changed> {
    if !is_open(meeting, now) || meeting.identity.host == heir {
        return None;
    }
    let mut after = meeting.clone();
    after.identity.host = heir;
    after.alternate_hosts.retain(|party| !is(party, heir, addresses));
    drop_named(&mut after, addresses);
    after.sequence = meeting.sequence.saturating_add(1);
    // The new host keeps the meeting and answers for it; everybody else has another organizer.
    let told = after.parties().into_iter().filter(|to| *to != Party::Person(heir));
    let notify = told.map(|to| Notice { to, kind: NoticeKind::Updated }).collect();
    Some(Changed { meeting: after, notify })
}

/// `meeting` with `heir`, or nobody, in the place of its alternate host `person`. None: it is over
/// or cancelled, or they are none.
pub fn replace_alternate(
    meeting: &Meeting,
    person: PersonId,
    heir: Option<PersonId>,
    addresses: &[KnownPerson],
    now: Timestamp,
) -> Option<Changed> {
    let place = meeting.alternate_hosts.iter().position(|each| *each == Party::Person(person))?;
    if !is_open(meeting, now) {
        return None;
    }
    let mut after = meeting.clone();
    let mut notify = Vec::new();
    after.alternate_hosts.remove(place);
    if let Some(heir) = heir.filter(|heir| !meeting.is_hosted_by(*heir)) {
        // Whoever was invited holds it now, and stands in it once.
        let before = meeting.parties();
        after.alternate_hosts.retain(|party| !is(party, heir, addresses));
        drop_named(&mut after, addresses);
        let place = place.min(after.alternate_hosts.len());
        after.alternate_hosts.insert(place, Party::Person(heir));
        if !before.iter().any(|party| is(party, heir, addresses)) {
            notify.push(Notice { to: Party::Person(heir), kind: NoticeKind::Invited });
        }
    }
    notify.push(Notice { to: Party::Person(person), kind: NoticeKind::Uninvited });
    after.sequence = meeting.sequence.saturating_add(1);
    Some(Changed { meeting: after, notify })
}

fn is_open(meeting: &Meeting, now: Timestamp) -> bool {
    meeting.state == State::Scheduled && !meeting.schedule.is_over(now)
}

/// Whoever holds it now stands in it once: neither among the invitees nor among the panelists.
fn drop_named(meeting: &mut Meeting, addresses: &[KnownPerson]) {
    for named in [&mut meeting.panelists, &mut meeting.invitees] {
        named.retain(|each| {
            let key = each.email.key();
            addresses.iter().all(|known| known.email.key() != key)
        });
    }
}

fn is(party: &Party, person: PersonId, addresses: &[KnownPerson]) -> bool {
    match party {
        Party::Person(other) => *other == person,
        Party::Address(email) => addresses.iter().any(|known| known.email.key() == email.key()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::date;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use units::{EmailAddress, Id, Zone};

    use super::*;
    use crate::{Identity, Invitee, LinkCode, MeetingNumber, Repeat, Schedule};

    fn id(number: u8) -> PersonId {
        Id::from_parts(Timestamp::from_seconds(0), [number; 10])
    }

    fn email(number: u8) -> EmailAddress {
        format!("person-{number}@example.org").parse().expect("an address")
    }

    /// Person 0 is the host; each of `others` stands in it once, in one of three ways.
    fn meeting(others: &[(u8, u8)]) -> Meeting {
        let start = date(2027, 3, 1).at(9, 0, 0, 0);
        let mut meeting = Meeting {
            identity: Identity {
                id: Id::from_parts(Timestamp::from_seconds(0), [70; 10]),
                account: Id::from_parts(Timestamp::from_seconds(0), [71; 10]),
                host: id(0),
                number: MeetingNumber::from_random([3; 8]),
                link: LinkCode::from_random([4; 10]),
            },
            kind: crate::Kind::Meeting,
            title: "Rehearsal".to_owned(),
            agenda: String::new(),
            schedule: Schedule::new(start, Zone::utc(), 30, Repeat::Once),
            alternate_hosts: Vec::new(),
            panelists: Vec::new(),
            invitees: Vec::new(),
            password: None,
            sequence: 4,
            state: State::Scheduled,
            retimed: Vec::new(),
        };
        let mut seen = BTreeSet::from([0]);
        for (number, part) in others {
            if !seen.insert(*number) {
                continue;
            }
            match part {
                0 => meeting.alternate_hosts.push(Party::Person(id(*number))),
                1 => meeting.alternate_hosts.push(Party::Address(email(*number))),
                _ => {
                    meeting.invitees.push(Invitee { email: email(*number), name: String::new() });
                }
            }
        }
        meeting
    }

    /// Numbers of those who stand in it.
    fn people(meeting: &Meeting) -> Vec<u8> {
        let number =
            |party: &Party| (0..20).find(|n| is(party, id(*n), &[known(*n)])).expect("one of ours");
        let mut people: Vec<u8> = meeting.parties().iter().map(number).collect();
        people.sort_unstable();
        people
    }

    fn known(number: u8) -> KnownPerson {
        KnownPerson { person: id(number), email: email(number) }
    }

    proptest! {
        /// E7: the meeting has one host, who stands in it once; number and link stay; nobody who
        /// was invited is lost; everybody but the new host is told once of the next version.
        #[test]
        fn a_meeting_handed_over_keeps_its_links_and_its_people(
            others in vec((1u8..8, 0u8..3), 0..8), heir in 1u8..10,
        ) {
            let before = meeting(&others);
            let now = Timestamp::from_seconds(0);
            let changed = hand_over(&before, id(heir), &[known(heir)], now).expect("open");
            let after = &changed.meeting;
            prop_assert_eq!(after.identity.host, id(heir));
            prop_assert_eq!(&after.identity.number, &before.identity.number);
            prop_assert_eq!(&after.identity.link, &before.identity.link);
            prop_assert_eq!(after.identity.id, before.identity.id);
            prop_assert_eq!(after.sequence, before.sequence + 1);
            let mut expected = people(&before);
            expected.retain(|each| *each != 0 && *each != heir);
            expected.push(heir);
            expected.sort_unstable();
            prop_assert_eq!(people(after), expected);
            let told: Vec<&Party> = changed.notify.iter().map(|notice| &notice.to).collect();
            prop_assert_eq!(told.len(), people(after).len() - 1);
            prop_assert!(!told.contains(&&Party::Person(id(heir))));
            prop_assert!(hand_over(after, id(heir), &[known(heir)], now).is_none());
        }

        /// E7: an alternate host is replaced or taken off, and everybody else stays as they were.
        #[test]
        fn an_alternate_host_is_replaced(
            others in vec((1u8..8, 0u8..3), 0..8), heir in prop::option::of(0u8..10),
        ) {
            let before = meeting(&others);
            let now = Timestamp::from_seconds(0);
            let heir = heir.filter(|heir| *heir != 1);
            let addresses: Vec<KnownPerson> = heir.into_iter().map(known).collect();
            let changed = replace_alternate(&before, id(1), heir.map(id), &addresses, now);
            let was = before.alternate_hosts.contains(&Party::Person(id(1)));
            prop_assert_eq!(changed.is_some(), was);
            let Some(changed) = changed else { return Ok(()) };
            let mut expected: BTreeSet<u8> = people(&before).into_iter().collect();
            expected.remove(&1);
            expected.extend(heir);
            let expected: Vec<u8> = expected.into_iter().collect();
            prop_assert_eq!(people(&changed.meeting), expected);
            if let Some(heir) = heir {
                prop_assert!(changed.meeting.is_hosted_by(id(heir)));
            }
            prop_assert_eq!(changed.meeting.identity.host, before.identity.host);
            let told: BTreeSet<&Party> = changed.notify.iter().map(|notice| &notice.to).collect();
            prop_assert_eq!(told.len(), changed.notify.len());
        }
    }

    #[test]
    fn what_is_over_or_cancelled_is_not_handed_over() {
        let mut off = meeting(&[(1, 0)]);
        let later = off.schedule.first_start().plus_days(2);
        assert!(hand_over(&off, id(2), &[known(2)], later).is_none());
        assert!(replace_alternate(&off, id(1), None, &[], later).is_none());
        off.state = State::Cancelled;
        let now = Timestamp::from_seconds(0);
        assert!(hand_over(&off, id(2), &[known(2)], now).is_none());
    }
}
