//! Whoever proves an address finds the meetings it was named in before they had an account: those
//! they are invited to in their list, those they are alternate host of theirs to start and change
//! (F1).
//!
//! Calendars know of them already, so nobody is told and no sequence counts on.

use store::meeting::Part;
use store::{StoreError, Tx};
use units::EmailAddress;
use units::id::PersonId;

use super::listed;
use crate::app::App;

/// Meetings taken over with one address.
const MEETINGS_MAX: u32 = 500;

/// Puts the meetings that name `email` into the lists of `person`, who has just proved it.
pub(crate) async fn arrive(
    app: &App,
    tx: &mut Tx,
    person: PersonId,
    email: &EmailAddress,
) -> Result<(), StoreError> {
    let now = app.now();
    for (account, id) in store::meeting::naming(tx, email, now, MEETINGS_MAX).await? {
        let kept = store::meeting::lock(tx, account, id).await?;
        let Some(kept) = kept.filter(|kept| !kept.meeting.is_hosted_by(person)) else { continue };
        let holds = store::meeting::know_host(tx, account, id, email, person).await?;
        let part = match (holds, kept.meeting.is_panelist(&email.key())) {
            (true, _) => Part::AlternateHost,
            (false, true) => Part::Panelist,
            (false, false) => Part::Invitee,
        };
        let place = listed(&kept.meeting, now);
        store::meeting::list_also(tx, &kept, (person, part), place).await?;
    }
    Ok(())
}
