//! The commands, one file each, and what they have in common.

mod account;
mod bench;
mod catalog;
mod clock;
mod config;
mod demo;
mod import;
mod ledger;
mod mail;
mod migrate;
mod openapi;
mod renewals;
mod replay;
mod serve;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::house::{House, Purpose};
use crate::settings::{ClockKind, Settings};

/// What can be done.
#[derive(Subcommand)]
pub enum Command {
    Serve(serve::Serve),
    Demo(demo::Demo),
    Migrate(migrate::Migrate),
    Clock(clock::Clock),
    Catalog(catalog::Catalog),
    Ledger(ledger::Ledger),
    Mail(mail::Mail),
    Config(config::Config),
    Renewals(renewals::Renewals),
    Account(account::Account),
    Import(import::Import),
    Bench(bench::Bench),
    Replay(replay::Replay),
    Openapi(openapi::Openapi),
}

impl Command {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Command::Serve(command) => command.run().await,
            Command::Demo(command) => command.run().await,
            Command::Migrate(command) => command.run().await,
            Command::Clock(command) => command.run().await,
            Command::Catalog(command) => command.run().await,
            Command::Ledger(command) => command.run().await,
            Command::Mail(command) => command.run().await,
            Command::Config(command) => command.run(),
            Command::Renewals(command) => command.run().await,
            Command::Account(command) => command.run().await,
            Command::Import(command) => command.run().await,
            Command::Bench(command) => command.run().await,
            Command::Replay(command) => command.run(),
            Command::Openapi(command) => command.run(),
        }
    }
}

/// Which deployment a command is about.
#[derive(Args, Clone, Debug, Default)]
pub struct Place {
    /// Folder with everything the deployment keeps
    #[arg(long, value_name = "DIR", default_value = "data")]
    pub data: PathBuf,
    /// Configuration file [default: plenum.toml in the data folder]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// PostgreSQL instead of the embedded database: postgres://user@host/name
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// Which clock to live by
    #[arg(long, value_name = "CLOCK")]
    pub clock: Option<ClockKind>,
    #[arg(skip)]
    pub listen: Option<SocketAddr>,
    #[arg(skip)]
    pub demo: Option<bool>,
}

impl Place {
    /// Reads the settings and begins to log as they say.
    pub fn settings(&self) -> anyhow::Result<Settings> {
        let settings = Settings::read(self)?;
        begin_log(&settings);
        Ok(settings)
    }

    /// The house, to look around in.
    pub async fn look(&self) -> anyhow::Result<House> {
        House::open(self.settings()?, Purpose::Look, None).await
    }
}

/// Logs go to standard error; a filter that makes no sense logs warnings.
fn begin_log(settings: &Settings) {
    let filter = EnvFilter::try_new(&settings.log).unwrap_or_else(|_| EnvFilter::new("warn"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A log that has begun already goes on.
    let _ = match settings.log_json {
        true => log.json().try_init(),
        false => log.try_init(),
    };
}
