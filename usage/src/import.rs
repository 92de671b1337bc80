//! Import: the meetings of a file become a plan that says of each what would happen.
//!
//! The plan is a pure function of the file and of what is known already: preview and commit both
//! make it, and planning again after the commit changes nothing. So importing twice counts once.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use units::Timestamp;
use units::id::HeldMeetingId;

use crate::held::{Connection, Held, Source};
use crate::read::Read;

/// A meeting as it is known before an import, or as it would be after.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Known {
    /// None: it would be new.
    pub id: Option<HeldMeetingId>,
    pub held: Held,
    /// Whether the import touches it.
    pub is_changed: bool,
}

/// What would happen to a meeting; `at` is a place in the plan's meetings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Outcome {
    New {
        at: usize,
    },
    /// Known already; the file tells more of it.
    Completed {
        at: usize,
    },
    /// Known already, and nothing is new.
    Known {
        at: usize,
    },
}

impl Outcome {
    /// The word in the API and in keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::New { .. } => "new",
            Outcome::Completed { .. } => "completed",
            Outcome::Known { .. } => "known",
        }
    }

    pub fn at(self) -> usize {
        match self {
            Outcome::New { at } | Outcome::Completed { at } | Outcome::Known { at } => at,
        }
    }
}

/// What an import would do: every meeting's outcome in the file's order, and those they touch.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Plan {
    pub meetings: Vec<Known>,
    pub outcomes: Vec<Outcome>,
}

/// How many meetings end in which way, and how many rows are bad.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Counts {
    pub new: u32,
    pub completed: u32,
    pub known: u32,
    pub bad: u32,
}

impl Plan {
    /// `bad`: rows of the file that cannot be read.
    pub fn counts(&self, bad: usize) -> Counts {
        let bad = u32::try_from(bad).unwrap_or(u32::MAX);
        let mut counts = Counts { bad, ..Counts::default() };
        for outcome in &self.outcomes {
            let count = match outcome {
                Outcome::New { .. } => &mut counts.new,
                Outcome::Completed { .. } => &mut counts.completed,
                Outcome::Known { .. } => &mut counts.known,
            };
            *count += 1;
        }
        counts
    }
}

/// What would happen to `meetings`, given those of `known` that could be among them.
pub fn plan(meetings: &[Read], known: Vec<Known>) -> Plan {
    let mut plan = Plan { meetings: Vec::new(), outcomes: Vec::new() };
    let mut by_identity: BTreeMap<(Source, String), Vec<usize>> = BTreeMap::new();
    for each in known {
        let key = (each.held.source, each.held.identity());
        by_identity.entry(key).or_default().push(plan.meetings.len());
        plan.meetings.push(each);
    }
    for Read { held, .. } in meetings {
        let places = by_identity.entry((held.source, held.identity())).or_default();
        let same = places.iter().copied().find(|at| {
            let kept = plan.meetings.get(*at);
            kept.is_some_and(|kept| kept.held.is_same_as(held))
        });
        let Some(kept) = same.and_then(|at| plan.meetings.get_mut(at)) else {
            let at = plan.meetings.len();
            places.push(at);
            plan.meetings.push(Known { id: None, held: held.clone(), is_changed: true });
            plan.outcomes.push(Outcome::New { at });
            continue;
        };
        let at = same.unwrap_or_default();
        let merged = merge(&kept.held, held);
        if merged == kept.held {
            plan.outcomes.push(Outcome::Known { at });
        } else {
            kept.held = merged;
            kept.is_changed = true;
            plan.outcomes.push(Outcome::Completed { at });
        }
    }
    plan
}

/// What is known stays; what only the other report tells is added.
fn merge(kept: &Held, more: &Held) -> Held {
    let or = |a: &String, b: &String| if a.is_empty() { b.clone() } else { a.clone() };
    let connections = together(&kept.connections, &more.connections);
    let came = connections.iter().filter_map(|each| each.joined_at).min();
    let went = connections.iter().filter_map(|each| each.left_at).max();
    Held {
        source: kept.source,
        number: or(&kept.number, &more.number),
        title: or(&kept.title, &more.title),
        host_name: or(&kept.host_name, &more.host_name),
        host_email: or(&kept.host_email, &more.host_email),
        started_at: came.map_or(kept.started_at, |came| came.min(kept.started_at)),
        ended_at: went.map_or(kept.ended_at, |went| went.max(kept.ended_at)),
        // Where people are named, they are counted.
        participants_stated: match connections.is_empty() {
            true => kept.participants_stated.max(more.participants_stated),
            false => kept.participants_stated,
        },
        connections,
    }
}

/// The connections of two reports. Coming and going tells more than a time in all, and to the
/// minute is the same as to the second.
fn together(kept: &[Connection], more: &[Connection]) -> Vec<Connection> {
    let is_timed = |each: &&Connection| each.joined_at.is_some();
    let timed: BTreeSet<String> =
        kept.iter().chain(more).filter(is_timed).map(Connection::person_key).collect();
    let tells =
        |each: &&Connection| each.joined_at.is_some() || !timed.contains(&each.person_key());
    let mut all: Vec<Connection> = kept.iter().filter(tells).cloned().collect();
    let mark = |each: &Connection| (each.person_key(), each.joined_at.map(minute));
    let mut seen: BTreeSet<(String, Option<i64>)> = all.iter().map(mark).collect();
    for each in more.iter().filter(tells) {
        if seen.insert(mark(each)) {
            all.push(each.clone());
        }
    }
    all
}

fn minute(moment: Timestamp) -> i64 {
    moment.seconds().div_euclid(60)
}
