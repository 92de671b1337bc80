//! An invoice was paid after its subscription had ended for it: what was not served comes back.
//!
//! Where an exemption was granted while it was open, its lines were credited and billed anew
//! without tax (`exempted`): then what was billed in their place comes back.

use billing::billed::{self, BilledLine};
use billing::credit_note::{CreditCause, CreditGoes};
use billing::invoice::Invoice;
use billing::subscription::{Subscription, SubscriptionState};
use billing::tax::Tax;
use billing::{cancel, dunning};
use store::audit::By;
use store::invoice::Issued;
use store::{StoreError, Tx};
use units::Money;

use super::Target;
use super::changed::issue_note;
use crate::app::App;

/// Gives what `sub` was not served of `issued`, just paid, to the credit balance. How much;
/// none where it did not end for want of payment, or everything was served.
pub(crate) async fn give_rest_back(
    app: &App,
    tx: &mut Tx,
    by: &By,
    sub: &Subscription,
    issued: &Issued,
) -> Result<Option<Money>, StoreError> {
    let before = sub.cancellation.as_ref().map(|asked| asked.before);
    let ended_unpaid =
        sub.state == SubscriptionState::Ended && before == Some(SubscriptionState::Suspended);
    let Some(since) = issued.dunning_since.filter(|_| ended_unpaid) else { return Ok(None) };
    let invoice = &issued.invoice;
    let account = store::account::find(tx, invoice.account).await?;
    let account = account.ok_or_else(|| StoreError::Other(format!("no {}", invoice.account)))?;
    let mut billed = left_of(tx, sub, invoice).await?;
    for instead in in_place_of(tx, sub, invoice).await? {
        let mut anew = left_of(tx, sub, &instead).await?;
        anew.retain(|each| stood_on(invoice, each));
        billed.extend(anew);
    }
    let suspended_at = dunning::suspends_at(&sub.policy.dunning, since);
    let Some(credit) = cancel::unserved(sub, &billed, suspended_at) else { return Ok(None) };
    let published = app.catalog(tx).await?;
    let (locale, buyer) = (&account.locale, &invoice.buyer);
    let target = Target { account: &account, buyer, locale, order: None, published: &published };
    for note in credit.notes() {
        issue_note(app, tx, by, &target, note, CreditGoes::ToBalance).await?;
    }
    Ok(Some(credit.total()))
}

/// What is left of `invoice` for `sub`.
async fn left_of(
    tx: &mut Tx,
    sub: &Subscription,
    invoice: &Invoice,
) -> Result<Vec<BilledLine>, StoreError> {
    let notes = store::credit_note::of_invoice(tx, invoice.account, invoice.id).await?;
    let bill = (invoice.id, invoice.number.as_str(), &invoice.draft.lines[..]);
    let given =
        notes.iter().map(|note| (note.invoice.id, note.number.as_str(), &note.draft.lines[..]));
    Ok(billed::left_of(sub.id, std::iter::once(bill).chain(given)))
}

/// The invoices without tax that were issued when the tax of `invoice` came back.
async fn in_place_of(
    tx: &mut Tx,
    sub: &Subscription,
    invoice: &Invoice,
) -> Result<Vec<Invoice>, StoreError> {
    let notes = store::credit_note::of_invoice(tx, invoice.account, invoice.id).await?;
    let mut instead = Vec::new();
    for note in notes.iter().filter(|note| note.cause == CreditCause::TaxExempted) {
        let since = store::invoice::since(tx, sub.account, note.issued_at, Some(sub.id)).await?;
        let fits = |issued: &Issued| {
            let exempt = issued.invoice.draft.lines.iter().all(|line| line.tax == Tax::Exempt);
            issued.order.is_none() && issued.invoice.issued_at == note.issued_at && exempt
        };
        instead.extend(since.into_iter().filter(fits).map(|issued| issued.invoice));
    }
    Ok(instead)
}

/// Is `each` a line of `invoice`, billed anew?
fn stood_on(invoice: &Invoice, each: &BilledLine) -> bool {
    let anew = &each.line;
    invoice.draft.lines.iter().any(|line| {
        line.subscription == anew.subscription
            && line.item.is_same(&anew.item)
            && (line.unit, line.from, line.full_from) == (anew.unit, anew.from, anew.full_from)
            && line.to >= anew.to
    })
}
