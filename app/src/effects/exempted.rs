//! An exemption was granted: credit notes with the tax, one invoice without it in their place.

use billing::credit_note::{CreditGoes, CreditNote};
use billing::tax_back::TaxBack;
use store::account::Account;
use store::audit::By;
use store::{StoreError, Tx};
use units::id::AccountId;

use super::changed::issue_note;
use super::{Target, issue};
use crate::app::{App, PublishedCatalog};
use crate::credit_use;

/// Writes `back` for `account`, locked; the notes it brought.
pub(crate) async fn give_tax_back(
    app: &App,
    tx: &mut Tx,
    by: &By,
    (account, published): (&Account, &PublishedCatalog),
    back: &TaxBack,
) -> Result<Vec<CreditNote>, StoreError> {
    let buyer = account.buyer.as_ref();
    let buyer = buyer.ok_or_else(|| missing(account.id, "somebody to bill"))?;
    let (locale, order) = (&account.locale, None);
    let mut notes = Vec::new();
    for (of, draft) in back.credit.notes() {
        let credited = store::invoice::find(tx, account.id, of.invoice).await?;
        let credited = credited.ok_or_else(|| missing(account.id, &of.number))?;
        // Whoever was billed then: the tax was collected for their country.
        let buyer = &credited.invoice.buyer;
        let target = Target { account, buyer, locale, order, published };
        let goes = CreditGoes::ToBalance;
        notes.push(issue_note(app, tx, by, &target, (of, draft), goes).await?);
    }
    let target = Target { account, buyer, locale, order, published };
    issue(app, tx, by, &target, back.instead.clone(), back.instead.total).await?;
    for off in &back.off {
        let issued = store::invoice::lock(tx, account.id, off.invoice).await?;
        let issued = issued.ok_or_else(|| missing(account.id, &off.number))?;
        let reference = credit_use::reference(off.invoice, app.id());
        credit_use::take(app, tx, by, &issued, off.amount, reference).await?;
    }
    Ok(notes)
}

fn missing(account: AccountId, what: &str) -> StoreError {
    StoreError::Other(format!("account {account} has no {what}"))
}
