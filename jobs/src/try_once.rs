//! One try of one piece of due work, and what is written down about it.

use std::sync::Arc;

use app::App;
use app::work::{Outcome, TRIES_MAX, retry_at};
use store::StoreError;
use store::due::{self, Due};

use crate::{Ran, bodies};

/// Runs the body on a task of its own, so that a panic in it ends the try and nothing else, and
/// records the outcome. An outcome that cannot be recorded is lost: the lease ends, and the work is
/// done again.
pub(crate) async fn run(app: &Arc<App>, due: Due) -> Ran {
    let due = Arc::new(due);
    let (on_task, work) = (app.clone(), due.clone());
    let body = tokio::spawn(async move { bodies::run(&on_task, &work).await });
    let outcome =
        body.await.unwrap_or_else(|broken| Outcome::Retry(format!("broke off: {broken}")));
    match record(app, &due, &outcome).await {
        Ok(ran) => ran,
        Err(error) => {
            let (kind, key) = (&due.kind, &due.key);
            tracing::warn!(kind, key, %error, "an outcome of due work could not be written");
            Ran::default()
        }
    }
}

async fn record(app: &App, due: &Due, outcome: &Outcome) -> Result<Ran, StoreError> {
    let now = app.now();
    let mut ran = Ran::default();
    let mut tx = app.store.begin().await?;
    match outcome {
        Outcome::Done => {
            due::done(&mut tx, due.id, now).await?;
            ran.done = 1;
        }
        Outcome::At(moment) => {
            // Never the same moment again: the runner would not get past it.
            let later = (*moment).max(now.plus_seconds(1));
            due::postpone(&mut tx, due.id, later).await?;
            ran.postponed = 1;
        }
        Outcome::Retry(reason) if due.attempts + 1 < TRIES_MAX => {
            tracing::warn!(kind = due.kind, key = due.key, reason, "due work will be tried again");
            due::retry(&mut tx, due.id, retry_at(now, due.attempts), reason).await?;
            ran.retried = 1;
        }
        Outcome::Retry(reason) | Outcome::GiveUp(reason) => {
            tracing::error!(kind = due.kind, key = due.key, reason, "due work was given up");
            due::give_up(&mut tx, due.id, now, reason).await?;
            ran.given_up = 1;
        }
    }
    tx.commit().await?;
    Ok(ran)
}
