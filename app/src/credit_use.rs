//! The credit balance pays an invoice that is open (D4).
//!
//! Invoices take what is there when they are issued; this is for those that were issued before.

use billing::ledger;
use serde_json::json;
use store::audit::By;
use store::invoice::Issued;
use store::{StoreError, Tx};
use units::id::InvoiceId;
use units::id::kind::Other;
use units::{Id, Money};

use crate::app::App;
use crate::renew;
use crate::trail::{self, Done};

/// How the books name one use of the credit for `invoice`: each is an entry of its own.
pub(crate) fn reference(invoice: InvoiceId, this: Id<Other>) -> String {
    format!("{invoice}/{this}")
}

/// The balance pays `amount` of `issued`, locked, of which no payment is under way. The caller has
/// seen that so much is there. Once nothing is open, what the invoice held back goes on.
pub(crate) async fn take(
    app: &App,
    tx: &mut Tx,
    by: &By,
    issued: &Issued,
    amount: Money,
    reference: String,
) -> Result<(), StoreError> {
    let (now, invoice) = (app.now(), &issued.invoice);
    let left = issued.open().minus(amount);
    store::invoice::use_credit(tx, issued, amount, now).await?;
    let entry = ledger::credit_used_for(invoice, reference, amount, now);
    store::ledger::post(tx, app.id(), &entry).await?;
    let (account, subject) = (invoice.account, invoice.id.to_string());
    let change = json!({ "number": invoice.number, "used": amount, "open": left });
    let done = Done { account, action: "credit.used", subject: subject.clone(), change };
    trail::record(app, tx, by, done).await?;
    if !left.is_zero() {
        return Ok(());
    }
    // Its document waited to say how it was paid.
    store::due::bring_forward(tx, "invoice_document", &subject, now).await?;
    let change = json!({ "number": invoice.number, "paid": amount, "means": "credit" });
    let done = Done { account, action: "invoice.paid", subject, change };
    trail::record(app, tx, by, done).await?;
    renew::restore_billed(app, tx, by, issued).await
}
