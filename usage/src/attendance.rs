//! Attendance: the people of a meeting. Whoever left and came back, or was there with two devices
//! at once, is one person, and a minute counts for them once.

use units::Timestamp;

use crate::held::{Connection, Held, seconds_between};

/// One person at a meeting.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attendee {
    /// The longest name they had.
    pub name: String,
    /// Empty where it is not known.
    pub email: String,
    pub first_joined: Option<Timestamp>,
    /// None also while they are still there.
    pub last_left: Option<Timestamp>,
    /// Seconds they were connected with at least one device.
    pub seconds: u32,
    pub is_guest: Option<bool>,
    /// In the order they came.
    pub connections: Vec<Connection>,
}

/// The people behind `connections`, in the order they came.
pub fn attendees(connections: &[Connection]) -> Vec<Attendee> {
    let mut ordered: Vec<(String, &Connection)> =
        connections.iter().map(|each| (each.person_key(), each)).collect();
    ordered.sort_by(|(a_key, a), (b_key, b)| {
        let by_time = a.joined_at.cmp(&b.joined_at).then(a.left_at.cmp(&b.left_at));
        a_key.cmp(b_key).then(by_time)
    });
    let of_one = ordered.chunk_by(|(a, _), (b, _)| a == b);
    let mut people: Vec<Attendee> = of_one
        .map(|chunk| attendee(chunk.iter().map(|(_, each)| (*each).clone()).collect()))
        .collect();
    people.sort_by(|a, b| a.first_joined.cmp(&b.first_joined).then_with(|| a.name.cmp(&b.name)));
    people
}

/// One person of their connections, in order.
fn attendee(connections: Vec<Connection>) -> Attendee {
    let longest = connections.iter().max_by_key(|each| each.name.chars().count());
    let is_still_there = connections.iter().any(|c| c.joined_at.is_some() && c.left_at.is_none());
    let last_left = connections.iter().filter_map(|each| each.left_at).max();
    Attendee {
        name: longest.map(|each| each.name.clone()).unwrap_or_default(),
        email: connections.first().map(|each| each.email.clone()).unwrap_or_default(),
        first_joined: connections.iter().filter_map(|each| each.joined_at).min(),
        last_left: last_left.filter(|_| !is_still_there),
        seconds: connected(&connections),
        is_guest: connections.iter().find_map(|each| each.is_guest),
        connections,
    }
}

/// Seconds in which at least one of `connections`, in order, was there; what has no times is added.
fn connected(connections: &[Connection]) -> u32 {
    let mut seconds: u32 = 0;
    let mut upto: Option<Timestamp> = None;
    for each in connections {
        match (each.joined_at, each.left_at) {
            (Some(joined), Some(left)) => {
                let from = upto.map_or(joined, |upto| upto.max(joined));
                seconds = seconds.saturating_add(seconds_between(from, left));
                upto = upto.max(Some(left));
            }
            _ => seconds = seconds.saturating_add(each.seconds),
        }
    }
    seconds
}

/// What a meeting adds to totals.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// People, each once; what the report says where it names nobody.
    pub participants: u32,
    /// Seconds of all of them together.
    pub person_seconds: i64,
    pub connections: u32,
}

pub fn tally(held: &Held) -> Tally {
    let people = attendees(&held.connections);
    let count = |some: usize| u32::try_from(some).unwrap_or(u32::MAX);
    Tally {
        participants: match people.len() {
            0 => held.participants_stated.unwrap_or_default(),
            some => count(some),
        },
        person_seconds: people.iter().map(|each| i64::from(each.seconds)).sum(),
        connections: count(held.connections.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connection(name: &str, from: i64, to: i64) -> Connection {
        Connection {
            name: name.to_owned(),
            email: String::new(),
            joined_at: Some(Timestamp::from_seconds(from)),
            left_at: Some(Timestamp::from_seconds(to)),
            seconds: seconds_between(Timestamp::from_seconds(from), Timestamp::from_seconds(to)),
            is_guest: None,
        }
    }

    #[test]
    fn who_comes_back_is_one_person() {
        let all =
            [connection("Ben", 50, 60), connection("ada", 0, 100), connection("Ada", 200, 260)];
        let people = attendees(&all);
        let told: Vec<(&str, u32, usize)> =
            people.iter().map(|p| (p.name.as_str(), p.seconds, p.connections.len())).collect();
        assert_eq!(told, [("Ada", 160, 2), ("Ben", 10, 1)]);
        assert_eq!(people.first().and_then(|p| p.last_left), Some(Timestamp::from_seconds(260)));
    }

    #[test]
    fn two_devices_at_once_count_once() {
        let all =
            [connection("Ada", 0, 100), connection("Ada", 20, 60), connection("Ada", 90, 130)];
        assert_eq!(attendees(&all).iter().map(|p| p.seconds).collect::<Vec<u32>>(), [130]);
    }

    #[test]
    fn times_in_all_are_taken_as_they_are() {
        let of = |seconds| Connection {
            joined_at: None,
            left_at: None,
            seconds,
            ..connection("Ada", 0, 0)
        };
        let people = attendees(&[of(120), of(60)]);
        assert_eq!(
            people.iter().map(|p| (p.seconds, p.first_joined)).collect::<Vec<_>>(),
            [(180, None)]
        );
    }
}
