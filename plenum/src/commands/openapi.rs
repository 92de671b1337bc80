//! `plenum openapi`: the API's description, as it is served and checked in.

use std::process::ExitCode;

use clap::Args;

use crate::talk;

/// Print the API's description (OpenAPI 3.1)
#[derive(Args)]
#[command(after_help = "Example: plenum openapi > openapi/plenum.json")]
pub struct Openapi {
    /// Print JSON, as it always is
    #[arg(long)]
    json: bool,
}

impl Openapi {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        talk::say(&serde_json::to_string_pretty(&api::document())?);
        Ok(ExitCode::SUCCESS)
    }
}
