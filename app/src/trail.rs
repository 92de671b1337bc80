//! The trail of a change: an audit entry and, where receivers may want it, a webhook event, in the
//! transaction that makes the change (P4).
//!
//! What guests do is told to receivers alone: they are nobody of the account, and what they did is
//! kept as rows of its own (docs/decisions/0048, 0049, 0056).

use serde_json::{Value as Json, json};
use store::audit::{By, NewEntry};
use store::due::{Lane, NewDue};
use store::webhook::{Endpoint, NewDelivery, NewEvent};
use store::{StoreError, Tx, audit, webhook};
use units::Timestamp;
use units::id::AccountId;

use crate::app::App;
use crate::sheet::Sheet;

/// Kinds of events a webhook endpoint can hear; each is the audit action of the same name, where it
/// is not what a guest did (see `announce`).
pub const EVENT_KINDS: &[&str] = &[
    "order.placed",
    "order.debited",
    "order.paid",
    "order.expired",
    "invoice.issued",
    "invoice.paid",
    "credit_note.issued",
    "credit.used",
    "payment.charged_back",
    "payment.found",
    "payment_method.added",
    "payment_method.default_changed",
    "payment_method.removed",
    "refund.found",
    "refund.succeeded",
    "refund.failed",
    "transfer.received",
    "subscription.started",
    "subscription.renewed",
    "subscription.past_due",
    "subscription.changed",
    "subscription.swapped",
    "subscription.change_planned",
    "subscription.cancelled",
    "subscription.withdrawn",
    "subscription.ended",
    "subscription.suspended",
    "subscription.restored",
    "subscription.resumed",
    "subscription.trial_started",
    "subscription.trial_ending",
    "subscription.trial_kept",
    "subscription.trial_ended",
    "person.invited",
    "person.invitation_revoked",
    "person.joined",
    "person.roles_changed",
    "person.deactivated",
    "person.reactivated",
    "person.leaving_planned",
    "person.leaving_taken_back",
    "person.leaving_stopped",
    "person.left",
    "licence.assigned",
    "licence.taken",
    "tax_exemption.requested",
    "tax_exemption.granted",
    "tax_exemption.refused",
    "tax_exemption.withdrawn",
    "tax_exemption.expired",
    "site.ready",
    "site.renamed",
    "site.changed",
    "site.brand_changed",
    "meeting.scheduled",
    "meeting.updated",
    "meeting.cancelled",
    "meeting.time_moved",
    "meeting.time_cancelled",
    "meeting.time_put_back",
    "meeting.following_cancelled",
    "meeting.following_moved",
    "meeting.following_reworded",
    "meeting.handed_over",
    "meeting.alternate_host_replaced",
    "meeting.answered",
    "meeting.registered",
    "meeting.registrant_cancelled",
    "meeting.registration_changed",
    "meeting.registration_ended",
    "meeting.registrant_approved",
    "meeting.registrant_refused",
    "account_template.added",
    "account_template.changed",
    "account_template.removed",
    "room.changed",
    "room.renamed",
    "room.restored",
    "policy.changed",
    "group.added",
    "group.changed",
    "group.raised",
    "group.removed",
    "chats.retention_changed",
    "recording.added",
    "recording.trashed",
    "recording.restored",
    "recording.erased",
    "recording.shared",
    "recording.unshared",
    "recordings.retention_changed",
    "export.asked",
    "export.ready",
    "export.downloaded",
    "export.cancelled",
    "export.expired",
    "import.begun",
    "import.done",
    "reports.imported",
];

/// Something that was done, to be remembered and told.
pub struct Done<'a> {
    pub account: AccountId,
    pub action: &'a str,
    pub subject: String,
    pub change: Json,
}

/// Writes the audit entry, and the event with its deliveries when `action` is one of `EVENT_KINDS`.
pub async fn record(app: &App, tx: &mut Tx, by: &By, done: Done<'_>) -> Result<(), StoreError> {
    let now = app.now();
    let end = audit::end(tx, done.account).await?;
    if end.heard && EVENT_KINDS.contains(&done.action) {
        let endpoints = webhook::endpoints(tx, done.account).await?;
        let mut sheet = Sheet::default();
        tell(app, &mut sheet, &endpoints, &done, now);
        sheet.write(tx).await?;
    }
    let entry = NewEntry {
        id: app.id(),
        account: done.account,
        at: now,
        by,
        action: done.action,
        subject: &done.subject,
        change: done.change,
    };
    audit::append(tx, end, entry);
    Ok(())
}

/// Tells the receivers of what a guest did; no audit entry is written.
pub(crate) async fn announce(app: &App, tx: &mut Tx, done: Done<'_>) -> Result<(), StoreError> {
    assert!(EVENT_KINDS.contains(&done.action), "nobody can hear of {}", done.action);
    let endpoints = webhook::endpoints(tx, done.account).await?;
    let mut sheet = Sheet::default();
    tell(app, &mut sheet, &endpoints, &done, app.now());
    sheet.write(tx).await
}

/// The event `done` is, with its deliveries, for an account that has `endpoints`. An account that
/// has none yet has nobody to tell, now or later.
pub(crate) fn tell(
    app: &App,
    sheet: &mut Sheet,
    endpoints: &[Endpoint],
    done: &Done<'_>,
    now: Timestamp,
) {
    if endpoints.is_empty() || !EVENT_KINDS.contains(&done.action) {
        return;
    }
    let (event, account) = (app.id(), done.account);
    let payload = json!({
        "type": done.action,
        "timestamp": now,
        "data": { "id": done.subject, "account": account, "change": done.change },
    });
    sheet.events.push(NewEvent { id: event, account, kind: done.action.to_owned(), payload, now });
    for endpoint in endpoints.iter().filter(|endpoint| endpoint.wants(done.action)) {
        let delivery = app.id();
        let endpoint = endpoint.id;
        sheet.deliveries.push(NewDelivery { id: delivery, account, event, endpoint });
        let work = NewDue {
            id: app.id(),
            account: Some(account),
            kind: "webhook",
            key: delivery.to_string(),
            payload: &delivery,
            due_at: now,
            now,
        };
        sheet.due.push(work.row(Lane::Prompt));
    }
}
