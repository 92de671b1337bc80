//! How renewals stand: due, done, set aside, halted; for the console and the command line (C9).

use serde::Serialize;
use store::StoreError;
use store::due;
use store::renewal_run::{self, Run, SetAside};
use units::Timestamp;
use units::id::DueWorkId;

use crate::app::App;
use crate::operator::{Console, OperatorError, ROWS_MAX};
use crate::time_guard::{self, Halted};

/// Runs looked at: one for each process that takes part, and some that ended.
const RUNS_MAX: u32 = 32;
/// A run that was not seen for so long has died with its process.
const ALIVE_S: i64 = 300;

/// How renewals stand.
#[derive(Clone, Debug)]
pub struct Status {
    pub now: Timestamp,
    /// Renewals whose moment has come and that are not done: what remains of a run under way.
    pub due: u32,
    /// When the next one waits, or has been waiting since.
    pub next_at: Option<Timestamp>,
    /// The run under way, all its processes together, or else the last one.
    pub run: Option<Progress>,
    /// Latest first.
    pub set_aside: Vec<SetAside>,
    /// Nothing is billed before somebody has confirmed the time.
    pub halted: Option<Halted>,
}

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Progress {
    pub started_at: Timestamp,
    /// When its last batch was done.
    pub seen_at: Timestamp,
    pub under_way: bool,
    pub done: i64,
    pub failed: i64,
    /// Done and failed per second; none before a second has passed.
    pub per_s: Option<i64>,
}

/// How renewals stand now.
pub async fn status(app: &App) -> Result<Status, StoreError> {
    let now = app.now();
    let halted = time_guard::halted(app).await?;
    let mut tx = app.store.read().await?;
    let runs = renewal_run::latest(&mut tx, RUNS_MAX).await?;
    Ok(Status {
        now,
        due: renewal_run::due(&mut tx, now).await?,
        next_at: due::next_in(&mut tx, due::Lane::Renewal).await?,
        run: progress(&runs, now),
        set_aside: renewal_run::set_aside(&mut tx, ROWS_MAX).await?,
        halted,
    })
}

fn progress(runs: &[Run], now: Timestamp) -> Option<Progress> {
    let alive = |run: &&Run| run.ended_at.is_none() && now.seconds_since(run.seen_at) < ALIVE_S;
    let under_way: Vec<&Run> = runs.iter().filter(alive).collect();
    let shown: Vec<&Run> = match under_way.is_empty() {
        true => runs.iter().take(1).collect(),
        false => under_way.clone(),
    };
    let started_at = shown.iter().map(|run| run.started_at).min()?;
    let seen_at = shown.iter().map(|run| run.seen_at).max()?;
    let (done, failed) = shown
        .iter()
        .fold((0, 0), |(done, failed), run| (done + run.renewed, failed + run.set_aside));
    let seconds = seen_at.seconds_since(started_at);
    let per_s = (seconds > 0).then(|| (done + failed) / seconds);
    Some(Progress { started_at, seen_at, under_way: !under_way.is_empty(), done, failed, per_s })
}

/// Gives a renewal that was set aside another try, now; `false` when it is not set aside.
pub async fn try_again(app: &App, work: DueWorkId) -> Result<bool, StoreError> {
    let mut tx = app.store.begin().await?;
    let revived = due::revive(&mut tx, work, app.now()).await?;
    tx.commit().await?;
    Ok(revived)
}

/// As `status`, for the console.
pub async fn seen_by(app: &App, _: &Console) -> Result<Status, OperatorError> {
    Ok(status(app).await?)
}

/// An operator has looked at the clock and it is right.
pub async fn time_confirmed_by(app: &App, _: &Console) -> Result<(), OperatorError> {
    let now = time_guard::confirm(app).await?;
    tracing::warn!(%now, "an operator confirmed the time: billing goes on");
    Ok(())
}

#[cfg(test)]
mod tests {
    use units::Id;

    use super::*;

    fn run(started: i64, seen: i64, ended: Option<i64>, renewed: i64) -> Run {
        Run {
            id: Id::from_parts(Timestamp::from_seconds(started), [0; 10]),
            started_at: Timestamp::from_seconds(started),
            seen_at: Timestamp::from_seconds(seen),
            ended_at: ended.map(Timestamp::from_seconds),
            renewed,
            set_aside: 1,
        }
    }

    /// C9: two processes' runs are one; a run whose process died is not under way.
    #[test]
    fn runs_under_way_are_shown_together() {
        let now = Timestamp::from_seconds(1_100);
        let two = [run(1_000, 1_100, None, 500), run(1_010, 1_099, None, 298)];
        let shown = progress(&two, now).expect("a run");
        assert_eq!((shown.done, shown.failed, shown.per_s), (798, 2, Some(8)));
        assert!(shown.under_way);
        let dead = [run(100, 200, None, 500)];
        assert!(!progress(&dead, now).expect("a run").under_way);
        assert_eq!(progress(&[], now), None);
    }
}
