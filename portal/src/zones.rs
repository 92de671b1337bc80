//! Time zones to choose from: the person's own first, UTC, then those named by a place.

use std::sync::LazyLock;

use units::Zone;

use crate::plans::Choice;

const AREAS: [&str; 10] = [
    "Africa/",
    "America/",
    "Antarctica/",
    "Arctic/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
];

/// Those named by a place, as a list shows them.
static PLACES: LazyLock<Vec<Choice>> = LazyLock::new(|| {
    let by_place = |name: &&String| AREAS.iter().any(|area| name.starts_with(area));
    Zone::all_names().iter().filter(by_place).map(|name| choice(name)).collect()
});

fn choice(name: &str) -> Choice {
    Choice { value: name.to_owned(), label: name.replace('_', " ") }
}

/// The person's own zone first, then the chosen one, then all; each once.
pub fn choices(own: &Zone, chosen: &str) -> Vec<Choice> {
    let chosen: Option<Zone> = chosen.parse().ok();
    let mut first = vec![own.name()];
    first.extend(chosen.as_ref().map(Zone::name));
    first.push("UTC");
    let mut choices: Vec<Choice> = Vec::with_capacity(first.len() + PLACES.len());
    for name in &first {
        if choices.iter().all(|choice| choice.value != *name) {
            choices.push(choice(name));
        }
    }
    let rest = PLACES.iter().filter(|place| first.iter().all(|name| place.value != *name));
    choices.extend(rest.cloned());
    choices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_persons_zone_is_the_first_and_each_is_there_once() {
        let own: Zone = "Europe/Berlin".parse().expect("a zone");
        let values = |chosen: &str| -> Vec<String> {
            choices(&own, chosen).into_iter().map(|choice| choice.value).collect()
        };
        assert_eq!(values("Asia/Tokyo")[..3], ["Europe/Berlin", "Asia/Tokyo", "UTC"]);
        assert_eq!(values("Europe/Berlin")[..2], ["Europe/Berlin", "UTC"]);
        assert_eq!(values("nowhere").len(), values("UTC").len());
        let mut sorted = values("Asia/Tokyo");
        let all = sorted.len();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), all);
    }
}
