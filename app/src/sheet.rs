//! A sheet: the rows a change leaves behind, kind by kind, each kind written by one multi-row
//! statement. One invoice or hundreds take the same way.

use serde_json::json;
use store::audit::{self, By, NewEntry};
use store::bulk::Rows;
use store::due::{self, Lane, NewDue, NewRow};
use store::invoice::{self, Numbered};
use store::ledger;
use store::payment::{self, Attempt};
use store::renewal::Heads;
use store::subscription::{self, Entered};
use store::webhook::{self, Endpoint, NewDelivery, NewEvent};
use store::{StoreError, Tx};
use units::Timestamp;
use units::id::{AccountId, DueWorkId, InvoiceId};

use crate::app::App;
use crate::effects::InvoiceRef;
use crate::trail::{self, Done};

/// One account's chains, and who hears of what is done to it.
pub struct Books<'a> {
    pub by: &'a By,
    pub heads: &'a mut Heads,
    pub endpoints: &'a [Endpoint],
}

/// Rows to write. The accounts they belong to are locked.
#[derive(Debug, Default)]
pub struct Sheet {
    pub(crate) invoices: Vec<Numbered>,
    /// Periods and what bills them.
    pub(crate) periods: Vec<(Entered, InvoiceId)>,
    /// Periods their subscriptions are in from now on.
    pub(crate) entered: Vec<Entered>,
    pub(crate) entries: Vec<ledger::Link>,
    pub(crate) attempts: Vec<Attempt>,
    pub(crate) trail: Vec<audit::Link>,
    pub(crate) events: Vec<NewEvent>,
    pub(crate) deliveries: Vec<NewDelivery>,
    pub(crate) due: Vec<NewRow>,
    /// Work done for now, and when it comes again.
    pub(crate) moved: Vec<(DueWorkId, Timestamp)>,
}

impl Sheet {
    /// The document of an invoice is due at `document_at` (brought forward when it is paid).
    pub fn plan_document(
        &mut self,
        app: &App,
        account: AccountId,
        invoice: InvoiceId,
        lane: Lane,
        document_at: Timestamp,
    ) {
        let payload = InvoiceRef { account, invoice };
        let work = NewDue {
            id: app.id(),
            account: Some(account),
            kind: "invoice_document",
            key: invoice.to_string(),
            payload: &payload,
            due_at: document_at,
            now: app.now(),
        };
        self.due.push(work.row(lane));
    }

    /// An invoice that has its number: the books get their entry with it.
    pub fn issue(&mut self, app: &App, books: &mut Books<'_>, numbered: Numbered) {
        let invoice = &numbered.invoice;
        let entry = billing::ledger::invoice_issued(invoice);
        self.entries.push(books.heads.ledger.link(app.id(), entry));
        if numbered.credit_used.is_positive() {
            let used = billing::ledger::credit_used(invoice, numbered.credit_used);
            self.entries.push(books.heads.ledger.link(app.id(), used));
        }
        let change = json!({ "number": invoice.number, "total": invoice.draft.total });
        let subject = invoice.id.to_string();
        let account = invoice.account;
        self.record(app, books, Done { account, action: "invoice.issued", subject, change });
        self.invoices.push(numbered);
    }

    /// An entry of the trail, and the event it is to those who want to hear of it.
    pub fn record(&mut self, app: &App, books: &mut Books<'_>, done: Done<'_>) {
        let now = app.now();
        trail::tell(app, self, books.endpoints, &done, now);
        let entry = NewEntry {
            id: app.id(),
            account: done.account,
            at: now,
            by: books.by,
            action: done.action,
            subject: &done.subject,
            change: done.change,
        };
        self.trail.push(audit::Link::seal(&mut books.heads.audit, entry));
    }

    /// Every kind of row; what others refer to comes first. For runs, which write hundreds at once
    /// and nothing else of these accounts before.
    pub fn rows(self) -> Vec<Rows> {
        let [entries, legs] = ledger::rows(&self.entries);
        vec![
            invoice::rows(&self.invoices),
            subscription::periods_billed(&self.periods),
            subscription::periods_entered(&self.entered),
            entries,
            legs,
            payment::rows(&self.attempts),
            audit::rows(self.trail),
            webhook::events(self.events),
            webhook::planned(&self.deliveries),
            due::rows(self.due),
            due::moved_on(&self.moved),
        ]
    }

    /// Writes all of it; the trail's entries with the commit.
    pub async fn write(mut self, tx: &mut Tx) -> Result<(), StoreError> {
        audit::keep(tx, std::mem::take(&mut self.trail));
        write(self.rows(), tx).await
    }
}

/// Writes `rows` in their order.
pub(crate) async fn write(rows: Vec<Rows>, tx: &mut Tx) -> Result<(), StoreError> {
    for kind in rows {
        kind.write(tx).await?;
    }
    Ok(())
}
