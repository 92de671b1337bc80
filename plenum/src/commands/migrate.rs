//! `plenum migrate`: brings the database to what this version needs.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::Place;
use crate::house::open_migrated;
use crate::talk;

/// Bring the database to what this version needs; serving does it too
#[derive(Args)]
#[command(after_help = "Example: plenum migrate --database postgres://plenum@localhost/plenum")]
pub struct Migrate {
    #[command(flatten)]
    place: Place,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Migrated {
    applied: Vec<String>,
}

impl Migrate {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let (store, applied) = open_migrated(&self.place.settings()?).await?;
        store.close().await;
        let migrated = Migrated { applied };
        talk::result(self.json, &migrated, || match migrated.applied.is_empty() {
            true => "Nothing to do".to_owned(),
            false => format!("Applied {}", migrated.applied.join(", ")),
        });
        Ok(ExitCode::SUCCESS)
    }
}
