//! `plenum bench many`: files taken in and archives written.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::bench;
use crate::bench::many::{Given, Report, Size, Taken};
use crate::talk;

/// Import contacts and people and export an account, beside what the database does on its own
#[derive(Args)]
#[command(after_help = "Example: plenum bench many --contacts 100000 --messages 1000000 --json")]
pub struct Many {
    /// Folder in which the deployment is made; its disk is the one that is measured
    #[arg(long, value_name = "DIR", default_value = "data")]
    data: PathBuf,
    /// An empty PostgreSQL database instead of SQLite: postgres://user@host/name
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Contacts that are imported
    #[arg(long, default_value_t = 10_000,
        value_parser = clap::value_parser!(u32).range(1..=100_000))]
    contacts: u32,
    /// People that are invited from one list
    #[arg(long, default_value_t = 10_000,
        value_parser = clap::value_parser!(u32).range(1..=10_000))]
    people: u32,
    /// Meetings that are exported, and as many that were held
    #[arg(long, default_value_t = 1_000)]
    meetings: u32,
    /// Messages of the account
    #[arg(long, default_value_t = 100_000)]
    messages: u32,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Many {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let Many { contacts, people, meetings, messages, .. } = self;
        let size = Size { contacts, people, meetings, messages };
        let report = bench::take_and_give(&self.data, self.database, size).await?;
        talk::result(self.json, &report, || words(&report));
        Ok(ExitCode::SUCCESS)
    }
}

fn words(report: &Report) -> String {
    let lines = [
        taken("contacts", &report.contacts),
        taken("people", &report.people),
        given("own data", &report.own_export),
        given("account", &report.account_export),
    ];
    lines.join("\n")
}

fn taken(what: &str, taken: &Taken) -> String {
    format!(
        "{what}: {} lines in {} s, {} a second; {} rows, {} a second, bare {}, ratio {}; \
         {} MB of memory",
        taken.lines,
        taken.seconds,
        taken.lines_per_s,
        taken.rows,
        taken.rows_per_s,
        taken.bare_rows_per_s,
        taken.ratio,
        told(taken.memory_mb)
    )
}

fn given(what: &str, given: &Given) -> String {
    format!(
        "{what}: {} records, {} bytes (packed {}) in {} s, {} MB a second; bare read {} s, \
         ratio {}; {} MB of memory",
        given.records,
        given.bytes,
        given.packed_bytes,
        given.seconds,
        given.mb_per_s,
        given.bare_seconds,
        given.ratio,
        told(given.memory_mb)
    )
}

fn told(mb: Option<u64>) -> String {
    mb.map_or_else(|| "unknown".to_owned(), |mb| mb.to_string())
}
