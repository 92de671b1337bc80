//! Being told to end: SIGTERM from a supervisor, SIGINT from a keyboard.

use anyhow::Context as _;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Over when the process was told to end.
#[derive(Clone)]
pub struct Ending(watch::Receiver<bool>);

impl Ending {
    /// Listens from now on.
    pub fn listen() -> anyhow::Result<Ending> {
        let mut term = signal(SignalKind::terminate()).context("failed to hear SIGTERM")?;
        let mut interrupt = signal(SignalKind::interrupt()).context("failed to hear SIGINT")?;
        let (told, ending) = watch::channel(false);
        tokio::spawn(async move {
            tokio::select! {
                _ = term.recv() => {}
                _ = interrupt.recv() => {}
            }
            // Nobody waits any more: then it is over anyway.
            let _ = told.send(true);
        });
        Ok(Ending(ending))
    }

    pub async fn come(mut self) {
        // The listening task is gone only after it has told.
        let _ = self.0.wait_for(|told| *told).await;
    }
}
