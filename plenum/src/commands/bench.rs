//! `plenum bench`: times pages and commits on this machine.

mod many;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::bench::renewals::Report as Renewed;
use crate::bench::{self, Report, Size, Timing};
use crate::talk;

/// Time pages, previews and commits on a deployment made for it and thrown away
#[derive(Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  plenum bench --json > bench.json\n  plenum bench profile order
  plenum bench chats --messages 1000000
  plenum bench people contacts searched month reports --meetings 100000 --people 10000
  plenum bench renewals --subscriptions 100000
  plenum bench many --contacts 100000 --messages 1000000"
)]
pub struct Bench {
    #[command(subcommand)]
    what: Option<What>,
    /// Time only what has one of these in its name [default: everything]
    #[arg(value_name = "NAME")]
    only: Vec<String>,
    /// Folder in which the deployment is made; its disk is the one that is measured
    #[arg(long, value_name = "DIR", default_value = "data")]
    data: PathBuf,
    /// An empty PostgreSQL database instead of SQLite: postgres://user@host/name
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Meetings of the account whose pages are opened
    #[arg(long, default_value_t = 10_000)]
    meetings: u32,
    /// Clients at once
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..))]
    clients: u32,
    /// Requests for each page
    #[arg(long, default_value_t = 1_600)]
    requests: u32,
    /// Accounts that buy
    #[arg(long, default_value_t = 64)]
    buyers: u32,
    /// Messages of the account whose chats are opened
    #[arg(long, default_value_t = 100_000)]
    messages: u32,
    /// People of the account whose pages are opened
    #[arg(long, default_value_t = 1_000)]
    people: u32,
    /// Contacts of its owner
    #[arg(long, default_value_t = 10_000)]
    contacts: u32,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Subcommand)]
enum What {
    Renewals(Renewals),
    Many(many::Many),
}

/// Renew made-up subscriptions in bulk, and write the same rows bare beside it
#[derive(Args)]
#[command(after_help = "Example: plenum bench renewals --subscriptions 100000 --json")]
struct Renewals {
    /// Folder in which the deployment is made; its disk is the one that is measured
    #[arg(long, value_name = "DIR", default_value = "data")]
    data: PathBuf,
    /// An empty PostgreSQL database instead of SQLite: postgres://user@host/name
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Subscriptions that are due, each for one period
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..))]
    subscriptions: u32,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Renewals {
    async fn run(self) -> anyhow::Result<ExitCode> {
        let report = bench::renew(&self.data, self.database, self.subscriptions).await?;
        talk::result(self.json, &report, || renewed(&report));
        Ok(ExitCode::SUCCESS)
    }
}

fn renewed(report: &Renewed) -> String {
    let Renewed { database, subscriptions, seconds, rows, goals, .. } = report;
    let mut lines = vec![
        format!("{subscriptions} renewals, {rows} rows on {database} in {seconds} s"),
        format!("{} renewals a second (goal {})", report.renewals_per_s, goals.renewals_per_s),
        format!(
            "{} rows a second; bare inserts: {}; ratio {} (goal {})",
            report.rows_per_s, report.bare_rows_per_s, report.ratio, goals.ratio
        ),
    ];
    if let Some(cpu) = &report.cpu_s_per_1000 {
        lines.push(format!("{cpu} s of processor time for 1000 renewals"));
    }
    if let Some(rss) = report.rss_max_mb {
        lines.push(format!("{rss} MB of memory at most (goal {})", goals.rss_max_mb));
    }
    lines.join("\n")
}

impl Bench {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.what {
            Some(What::Renewals(renewals)) => return renewals.run().await,
            Some(What::Many(many)) => return many.run().await,
            None => {}
        }
        let size = Size {
            meetings: self.meetings,
            clients: self.clients,
            requests: self.requests,
            buyers: self.buyers,
            messages: self.messages,
            people: self.people,
            contacts: self.contacts,
        };
        let report = bench::run(&self.data, self.database, size, &self.only).await?;
        talk::result(self.json, &report, || words(&report));
        Ok(ExitCode::SUCCESS)
    }
}

fn words(report: &Report) -> String {
    let mut lines = vec![
        format!("{} clients, {} meetings; microseconds", report.clients, report.meetings),
        format!(
            "{} cores; load before {}, after {}",
            report.machine.cores,
            report.machine.load_before.as_deref().unwrap_or("unknown"),
            report.machine.load_after.as_deref().unwrap_or("unknown")
        ),
        format!(
            "{:24} {:>8} {:>8} {:>8} {:>8} {:>8}",
            "", "p50", "p99", "goal", "ratio %", "sync %"
        ),
    ];
    lines.extend([&report.bare_sync, &report.baseline].map(line));
    lines.extend(report.pages.iter().map(line));
    lines.extend(report.commits.iter().map(line));
    let (process, goals) = (&report.process, &report.goals);
    lines.push(format!(
        "starts in {} ms (goal {}), the first time in {} ms",
        process.start_ms, goals.start_ms, process.first_start_ms
    ));
    if let Some(idle_kib) = process.idle_kib {
        let goal = goals.idle_kib / KIB_PER_MIB;
        lines.push(format!("holds {} MiB while idle (goal {goal})", idle_kib / KIB_PER_MIB));
    }
    lines.join("\n")
}

const KIB_PER_MIB: u64 = 1_024;

/// p50, p99, the goal for p99, and p50 beside the baseline's and the bare sync's.
fn line(timing: &Timing) -> String {
    let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    let Timing { name, p50_us, p99_us, .. } = timing;
    let (goal, ratio) = (number(timing.goal_us), number(timing.ratio_percent));
    let syncs = number(timing.syncs_percent);
    format!("{name:24} {p50_us:>8} {p99_us:>8} {goal:>8} {ratio:>8} {syncs:>8}")
}
