//! Time zones to choose from: the person's own first, UTC, then those named by a place.

use std::sync::LazyLock;

use serde::Serialize;
use units::Zone;
use web::Markup;

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

/// The names that begin with a place, as the options of a select.
static PLACES: LazyLock<Markup> = LazyLock::new(|| {
    let by_place = |name: &&String| AREAS.iter().any(|area| name.starts_with(area));
    let labels: Vec<(&str, String)> = Zone::all_names()
        .iter()
        .filter(by_place)
        .map(|name| (name.as_str(), label(name)))
        .collect();
    Markup::options(labels.iter().map(|(name, label)| (*name, label.as_str())))
});

fn label(name: &str) -> String {
    name.replace('_', " ")
}

/// Zones to choose from, each once.
#[derive(Serialize)]
pub struct Zones {
    /// The person's own, the chosen one, UTC.
    first: Vec<Choice>,
    /// All others.
    places: Markup,
}

impl Zones {
    pub fn of(own: &Zone, chosen: &str) -> Zones {
        let chosen: Option<Zone> = chosen.parse().ok();
        let mut first: Vec<Choice> = Vec::new();
        for name in
            [Some(own), chosen.as_ref()].into_iter().flatten().map(Zone::name).chain(["UTC"])
        {
            if first.iter().all(|choice| choice.value != name) {
                first.push(Choice { value: name.to_owned(), label: label(name) });
            }
        }
        let named = first.iter().map(|choice| (choice.value.as_str(), choice.label.as_str()));
        Zones { places: PLACES.without(named), first }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_persons_zone_is_the_first_and_each_is_there_once() {
        let own: Zone = "Europe/Berlin".parse().expect("a zone");
        let first = |chosen: &str| -> Vec<String> {
            Zones::of(&own, chosen).first.into_iter().map(|choice| choice.value).collect()
        };
        assert_eq!(first("Asia/Tokyo"), ["Europe/Berlin", "Asia/Tokyo", "UTC"]);
        assert_eq!(first("Europe/Berlin"), ["Europe/Berlin", "UTC"]);
        assert_eq!(first("nowhere"), ["Europe/Berlin", "UTC"]);
        let places = Zones::of(&own, "America/New_York").places;
        assert!(places.as_str().contains("Tokyo</option>"));
        assert!(!places.as_str().contains("Berlin") && !places.as_str().contains("New York"));
        assert_eq!(places.as_str().lines().count() + 2, PLACES.as_str().lines().count());
    }
}
