//! Who may use whom: a crate uses only crates above it in the list, and the core crates use none
//! of the outside world. Reads `Cargo.toml` files; development dependencies are free.

use super::Finding;
use crate::sources::Source;

/// The workspace from the ground up. A crate may use only what stands before it.
const ORDER: &[&str] = &[
    "units",
    "tables",
    "contacts",
    "usage",
    "catalog",
    "billing",
    "replay",
    "meetings",
    "people",
    "texts",
    "store",
    "gateway",
    "documents",
    "mail",
    "app",
    "jobs",
    "web",
    "portal",
    "api",
    "plenum",
    "testkit",
    "scenarios",
    "xtask",
];

/// Crates that decide and do nothing else.
pub const CORE: &[&str] =
    &["units", "tables", "contacts", "usage", "catalog", "billing", "replay", "meetings", "people"];

/// What no core crate may use: the outside world in its usual shapes.
const OUTSIDE: &[&str] = &[
    "async-trait",
    "axum",
    "lettre",
    "minijinja",
    "rand",
    "reqwest",
    "rusqlite",
    "sqlx",
    "tokio",
    "tracing",
];

/// What speaks to a database.
const DATABASES: &[&str] = &["rusqlite", "sqlx"];

/// (crate, what it must not know although the order would allow it)
const STRANGERS: &[(&str, &str)] = &[
    ("gateway", "store"),
    ("documents", "store"),
    ("mail", "store"),
    ("portal", "store"),
    ("api", "store"),
    ("api", "portal"),
];

pub fn look_at(source: &Source) -> Vec<Finding> {
    let Some((name, "Cargo.toml")) = source.path.split_once('/') else {
        return vec![];
    };
    match source.text.parse::<toml::Table>() {
        Ok(manifest) => uses(&manifest).filter_map(|used| refusal(source, name, used)).collect(),
        Err(error) => vec![Finding::new(source, 1, format!("not a manifest: {error}"))],
    }
}

/// Crates of the workspace that `ORDER` does not name: a new room needs its place.
pub fn not_in_the_list(sources: &[Source]) -> Vec<Finding> {
    let manifests = sources.iter().filter(|s| s.path.ends_with("/Cargo.toml"));
    let unknown = manifests.filter(|source| !ORDER.contains(&source.room()));
    unknown
        .map(|source| Finding::new(source, 1, "this crate has no place in tidy's list"))
        .collect()
}

fn uses(manifest: &toml::Table) -> impl Iterator<Item = &str> {
    let tables = ["dependencies", "build-dependencies"];
    let tables = tables.into_iter().filter_map(|name| manifest.get(name)?.as_table());
    tables.flat_map(|table| table.keys().map(String::as_str))
}

fn refusal(source: &Source, name: &str, used: &str) -> Option<Finding> {
    let place = |wanted: &str| ORDER.iter().position(|crate_name| *crate_name == wanted);
    let message = if place(used) >= place(name) && place(used).is_some() {
        format!("{name} may not use {used}: it does not stand above it in tidy's list")
    } else if STRANGERS.contains(&(name, used)) {
        format!("{name} may not know {used}")
    } else if CORE.contains(&name) && OUTSIDE.contains(&used) {
        format!("{name} decides and does nothing else: it may not use {used}")
    } else if DATABASES.contains(&used) && name != "store" {
        format!("{name} may not use {used}: all SQL stands in store")
    } else {
        return None;
    };
    let line = source.text.lines().position(|line| line.trim_start().starts_with(used));
    Some(Finding::new(source, line.map_or(1, |at| at + 1), message))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, dependencies: &str) -> Vec<String> {
        let text = format!("[package]\nname = \"{name}\"\n[dependencies]\n{dependencies}\n");
        let source = Source { path: format!("{name}/Cargo.toml"), text };
        look_at(&source).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn only_crates_above_may_be_used() {
        assert!(
            found("billing", "units.workspace = true\ncatalog = { path = \"../catalog\" }")
                .is_empty()
        );
        assert_eq!(found("billing", "store.workspace = true").len(), 1);
        assert_eq!(found("app", "testkit.workspace = true").len(), 1);
        assert_eq!(found("gateway", "store.workspace = true"), ["gateway may not know store"]);
    }

    #[test]
    fn the_core_knows_no_outside() {
        assert_eq!(found("people", "tokio.workspace = true\nserde.workspace = true").len(), 1);
        assert_eq!(found("app", "sqlx.workspace = true").len(), 1);
        assert!(found("app", "tokio.workspace = true").is_empty());
    }

    #[test]
    fn development_dependencies_are_free() {
        let text = "[dev-dependencies]\ntestkit.workspace = true\n".to_owned();
        assert!(look_at(&Source { path: "app/Cargo.toml".into(), text }).is_empty());
    }

    #[test]
    fn a_new_crate_needs_its_place() {
        let source = Source { path: "novelty/Cargo.toml".into(), text: String::new() };
        assert_eq!(not_in_the_list(&[source]).len(), 1);
    }
}
