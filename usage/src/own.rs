//! Our own tables: one row for a meeting, or one for each connection to it. Moments are in UTC and
//! say so. The second is read back by an import as it was.

use units::Timestamp;

use crate::attendance::Tally;
use crate::held::{Connection, Held};

const MEETING: [&str; 9] = [
    "Source",
    "Meeting number",
    "Title",
    "Host",
    "Host email",
    "Started (UTC)",
    "Ended (UTC)",
    "Minutes",
    "Participants",
];
const PERSON: [&str; 6] =
    ["Person", "Person email", "Joined (UTC)", "Left (UTC)", "Minutes connected", "Guest"];
/// Of all people of a meeting together.
const PERSON_MINUTES: &str = "Person-minutes";

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

pub fn meetings_header() -> Vec<String> {
    [words(&MEETING), words(&[PERSON_MINUTES])].concat()
}

pub fn connections_header() -> Vec<String> {
    [words(&MEETING), words(&PERSON)].concat()
}

/// Whole minutes, a begun one counted from its half.
pub fn minutes(seconds: i64) -> i64 {
    (seconds + 30).div_euclid(60)
}

fn moment(moment: Option<Timestamp>) -> String {
    moment.map_or_else(String::new, |moment| moment.to_string())
}

fn meeting(held: &Held, tally: &Tally) -> Vec<String> {
    vec![
        held.source.word().to_owned(),
        held.number.clone(),
        held.title.clone(),
        held.host_name.clone(),
        held.host_email.clone(),
        held.started_at.to_string(),
        held.ended_at.to_string(),
        minutes(held.ended_at.seconds_since(held.started_at)).to_string(),
        tally.participants.to_string(),
    ]
}

pub fn meeting_row(held: &Held, tally: &Tally) -> Vec<String> {
    [meeting(held, tally), vec![minutes(tally.person_seconds).to_string()]].concat()
}

pub fn connection_row(held: &Held, tally: &Tally, each: &Connection) -> Vec<String> {
    let guest = match each.is_guest {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    let person = vec![
        each.name.clone(),
        each.email.clone(),
        moment(each.joined_at),
        moment(each.left_at),
        minutes(i64::from(each.seconds)).to_string(),
        guest.to_owned(),
    ];
    [meeting(held, tally), person].concat()
}
