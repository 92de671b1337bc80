//! The sandbox gateway's signed events, delivered the way a gateway outside would post them.

use app::pay::{EventError, on_event};
use gateway::SignedEvent;

use crate::Shared;

/// Events taken at once.
const EVENTS_AT_ONCE: usize = 100;

/// Delivers what the sandbox has to tell. What could not be taken in comes again the next time.
pub(crate) async fn deliver(shared: &Shared) {
    let Some(sandbox) = &shared.sandbox else { return };
    let events = match sandbox.undelivered_events(EVENTS_AT_ONCE).await {
        Ok(events) => events,
        Err(error) => return tracing::error!(%error, "the sandbox's events cannot be read"),
    };
    for event in events {
        if !taken_in(shared, &event).await {
            return;
        }
        if let Err(error) = sandbox.event_delivered(&event.id).await {
            return tracing::error!(%error, "the sandbox cannot note what was delivered");
        }
    }
}

/// Whether the event needs no further try: taken in, or refused for good.
async fn taken_in(shared: &Shared, event: &SignedEvent) -> bool {
    let header = |wanted: &str| {
        let found = event.headers.iter().find(|(name, _)| *name == wanted);
        found.map(|(_, value)| value.clone())
    };
    match on_event(&shared.app, &header, &event.body).await {
        Ok(()) => true,
        Err(EventError::Refused(refusal)) => {
            tracing::warn!(event = event.id, %refusal, "an event of the sandbox was refused");
            true
        }
        Err(error) => {
            tracing::warn!(event = event.id, %error, "an event will be delivered again");
            false
        }
    }
}
