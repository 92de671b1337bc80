//! `plenum renewals`: how the renewal run stands, what was set aside, and the two things to do
//! about it (C9, R-27).

use std::process::ExitCode;
use std::time::Duration;

use app::renewal_status::{Progress, Status, status, try_again};
use app::time_guard;
use clap::{Args, Subcommand};
use serde_json::{Value as Json, json};

use super::Place;
use crate::house::House;
use crate::talk;

/// Show how renewals stand; try what was set aside again; confirm the time after a jump
#[derive(Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples: plenum renewals --data data/demo
          plenum renewals --watch
          plenum renewals try-again"
)]
pub struct Renewals {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    show: Show,
    /// Show the progress until nothing is due any more
    #[arg(long)]
    watch: bool,
}

#[derive(Subcommand)]
enum What {
    /// Give every renewal that was set aside another try
    TryAgain(Show),
    /// Say that the clock is right after all: billing goes on
    ConfirmTime(Show),
}

#[derive(Args)]
struct Show {
    #[command(flatten)]
    place: Place,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// How often a watched run is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(500);

impl Renewals {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.what {
            None => show(self.show, self.watch).await?,
            Some(What::TryAgain(show)) => all_again(show).await?,
            Some(What::ConfirmTime(show)) => confirm(show).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn show(show: Show, watch: bool) -> anyhow::Result<()> {
    let house = show.place.look().await?;
    let mut found = status(&house.app).await?;
    if watch {
        let mut bar = talk::Bar::new();
        let mut done = 0;
        while found.due > 0 && found.halted.is_none() {
            done = found.run.filter(|run| run.under_way).map_or(done, |run| run.done);
            let done_count = u64::try_from(done).unwrap_or_default();
            bar.show_part(done_count, done_count + u64::from(found.due));
            tokio::time::sleep(LOOK_EVERY).await;
            found = status(&house.app).await?;
        }
        bar.end();
    }
    house.close().await;
    talk::result(show.json, &as_json(&found), || words(&found));
    Ok(())
}

fn as_json(found: &Status) -> Json {
    let set_aside = found.set_aside.iter().map(|one| {
        json!({
            "account": one.account, "account_name": one.account_name,
            "subscription": one.subscription, "since": one.since, "reason": one.reason,
        })
    });
    json!({
        "now": found.now,
        "due": found.due,
        "next_at": found.next_at,
        "run": found.run,
        "remaining": found.due,
        "set_aside": set_aside.collect::<Vec<Json>>(),
        "halted": found.halted,
    })
}

fn words(found: &Status) -> String {
    let mut lines = Vec::new();
    if let Some(halted) = found.halted {
        lines.push(format!(
            "Billing is halted: the clock went from {} to {}. If that is right: \
             plenum renewals confirm-time",
            halted.seen, halted.found
        ));
    }
    if let Some(Progress { started_at, under_way, done, failed, per_s, .. }) = found.run {
        let state = if under_way { "Under way" } else { "Last run" };
        let rate = per_s.map(|per_s| format!(", {per_s} a second")).unwrap_or_default();
        lines.push(format!("{state} since {started_at}: {done} done, {failed} set aside{rate}"));
    }
    lines.push(match (found.due, found.next_at) {
        (0, Some(next)) => format!("Nothing is due; the next renewal is due at {next}"),
        (0, None) => "Nothing is due".to_owned(),
        (due, _) => format!("{due} remaining"),
    });
    for one in &found.set_aside {
        let store::renewal_run::SetAside { account_name, subscription, reason, .. } = one;
        lines.push(format!("Set aside: {account_name}, {subscription}: {reason}"));
    }
    lines.join("\n")
}

async fn all_again(show: Show) -> anyhow::Result<()> {
    let house: House = show.place.look().await?;
    let mut tried = 0;
    for one in status(&house.app).await?.set_aside {
        tried += u32::from(try_again(&house.app, one.work).await?);
    }
    house.close().await;
    talk::result(show.json, &json!({ "tried_again": tried }), || {
        format!("{tried} will be tried again")
    });
    Ok(())
}

async fn confirm(show: Show) -> anyhow::Result<()> {
    let house = show.place.look().await?;
    let now = time_guard::confirm(&house.app).await?;
    house.close().await;
    talk::result(show.json, &json!({ "now": now }), || format!("It is {now}; billing goes on"));
    Ok(())
}
