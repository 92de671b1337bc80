//! `plenum ledger`: checks the books of the deployment, and exports them.

use std::process::ExitCode;

use app::ledger::Checked;
use clap::{Args, Subcommand};
use serde_json::json;

use super::Place;
use crate::talk;

/// Check the ledger, or export it as a journal that hledger reads
#[derive(Args)]
#[command(after_help = "Examples: plenum ledger check --data data/demo
          plenum ledger export --data data/demo > plenum.journal")]
pub struct Ledger {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Check that everything balances and that nothing was changed or lost
    Check(Which),
    /// Print the whole ledger as a journal
    Export(Which),
}

#[derive(Args)]
struct Which {
    #[command(flatten)]
    place: Place,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Ledger {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.what {
            What::Check(which) => check(which).await,
            What::Export(which) => export(which).await,
        }
    }
}

async fn check(which: Which) -> anyhow::Result<ExitCode> {
    let house = which.place.look().await?;
    let checked = app::ledger::check(&house.app).await?;
    house.close().await;
    talk::result(which.json, &checked, || words(&checked));
    Ok(if checked.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn words(checked: &Checked) -> String {
    let mut lines = checked.faults.clone();
    let Checked { entries, accounts, invoices, payments, .. } = checked;
    lines.push(format!(
        "{entries} entries of {accounts} accounts, {invoices} invoices, {payments} payments: {}",
        if checked.faults.is_empty() { "all right" } else { "not right" }
    ));
    lines.join("\n")
}

async fn export(which: Which) -> anyhow::Result<ExitCode> {
    let house = which.place.look().await?;
    let journal = app::ledger::export(&house.app).await?;
    house.close().await;
    talk::result(which.json, &json!({ "journal": journal }), || journal.trim_end().to_owned());
    Ok(ExitCode::SUCCESS)
}
