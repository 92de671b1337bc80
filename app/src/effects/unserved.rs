//! An invoice was paid after its subscription had ended for it: what was not served comes back.

use billing::billed;
use billing::credit_note::CreditGoes;
use billing::subscription::{Subscription, SubscriptionState};
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
    let notes = store::credit_note::of_invoice(tx, invoice.account, invoice.id).await?;
    let bill = (invoice.id, invoice.number.as_str(), &invoice.draft.lines[..]);
    let given =
        notes.iter().map(|note| (note.invoice.id, note.number.as_str(), &note.draft.lines[..]));
    let billed = billed::left_of(sub.id, std::iter::once(bill).chain(given));
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
