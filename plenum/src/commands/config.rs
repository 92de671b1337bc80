//! `plenum config`: what is decided, and what is wrong with it.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::json;

use super::Place;
use crate::settings::{Database, Settings};
use crate::talk;

/// Check the configuration
#[derive(Args)]
#[command(after_help = "Example: plenum config check --config /etc/plenum.toml")]
pub struct Config {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Say what is wrong with file and environment, a line each
    Check {
        #[command(flatten)]
        place: Place,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

impl Config {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let What::Check { place, json } = self.what;
        match Settings::read(&place) {
            Ok(settings) => {
                let value = json!({ "valid": true, "problems": [] });
                talk::result(json, &value, || words(&settings));
                Ok(ExitCode::SUCCESS)
            }
            Err(problems) => {
                let value = json!({ "valid": false, "problems": problems.0 });
                talk::result(json, &value, || problems.to_string());
                Ok(ExitCode::FAILURE)
            }
        }
    }
}

/// The chief decisions, without secrets.
fn words(settings: &Settings) -> String {
    let database = match &settings.database {
        Database::Sqlite(path) => path.display().to_string(),
        Database::Postgres(_) => "PostgreSQL".to_owned(),
    };
    let mail = match &settings.smtp {
        Some(server) => format!("{}:{}", server.host, server.port),
        None => "the outbox".to_owned(),
    };
    format!(
        "The configuration is valid.\n{} on {}, database {database}, mail by {mail}",
        settings.base_url, settings.listen
    )
}
