//! The books of the whole deployment: checked and exported (D3).

use std::collections::BTreeSet;

use billing::ledger::Posted;
use store::StoreError;
use units::Zone;
use units::id::AccountId;

use crate::app::App;

/// What a check of the books found.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Checked {
    pub entries: u64,
    pub accounts: u64,
    pub invoices: i64,
    pub payments: i64,
    /// One line per fault; empty when the books are right.
    pub faults: Vec<String>,
}

/// Accounts read at once.
const ACCOUNTS_AT_ONCE: u32 = 500;

/// Checks that every entry balances, every chain holds, every invoice, payment, refund, chargeback
/// and transfer is in once, and every number series has no gap.
pub async fn check(app: &App) -> Result<Checked, StoreError> {
    let mut checked = Checked::default();
    for_each_account(app, |account, entries| {
        let mut previous = String::new();
        for (sequence, entry) in (1..).zip(entries) {
            if let Err(fault) = entry.verify(sequence, &previous) {
                checked.faults.push(format!("account {account}: {fault}"));
            }
            previous.clone_from(&entry.hash);
            checked.entries += 1;
        }
        checked.accounts += 1;
    })
    .await?;
    let mut tx = app.store.read().await?;
    let totals = store::ledger::totals(&mut tx).await?;
    (checked.invoices, checked.payments) = (totals.invoices, totals.payments);
    for (what, rows, entries) in [
        ("invoices", totals.invoices, totals.invoice_entries),
        ("credit notes", totals.credit_notes, totals.credit_note_entries),
        ("credits used", totals.credits_used, totals.credit_used_entries),
        ("payments", totals.payments, totals.payment_entries),
        ("refunds", totals.refunds, totals.refund_entries),
        ("refunds returned", totals.refunds_returned, totals.refund_returned_entries),
        ("chargebacks", totals.chargebacks, totals.chargeback_entries),
        ("transfers", totals.transfers, totals.transfer_entries),
    ] {
        if rows != entries {
            checked.faults.push(format!("{rows} {what}, {entries} entries"));
        }
    }
    for series in store::invoice::series(&mut tx).await? {
        let numbers = store::invoice::running_numbers(&mut tx, &series).await?;
        if !numbers.iter().copied().eq(1..=i64::try_from(numbers.len()).unwrap_or(i64::MAX)) {
            checked.faults.push(format!("series {series} has a gap"));
        }
    }
    Ok(checked)
}

/// The whole ledger as a journal that `hledger check --strict` accepts: accounts and commodities
/// declared, entries by date.
pub async fn export(app: &App) -> Result<String, StoreError> {
    let mut entries: Vec<Posted> = Vec::new();
    for_each_account(app, |_, account_entries| entries.extend_from_slice(account_entries)).await?;
    entries.sort_by_key(|entry| (entry.at, entry.account, entry.sequence));
    let mut names = BTreeSet::new();
    let mut commodities = BTreeSet::new();
    for entry in &entries {
        commodities.insert(entry.currency);
        names.extend(entry.legs.iter().map(|(name, _)| format!("{name}:{}", entry.account)));
    }
    let mut journal =
        String::from("; The ledger of this deployment, exported by `plenum ledger`.\n");
    for currency in commodities {
        let zeros = "0".repeat(usize::try_from(currency.decimals()).unwrap_or_default());
        journal.push_str(&format!("commodity {currency} 1.{zeros}\n"));
    }
    for name in names {
        journal.push_str(&format!("account {name}\n"));
    }
    journal.push('\n');
    for entry in &entries {
        journal.push_str(&entry.journal(Zone::utc().date(entry.at)));
    }
    Ok(journal)
}

/// Reads every account's entries, one account at a time.
async fn for_each_account(
    app: &App,
    mut each: impl FnMut(AccountId, &[Posted]),
) -> Result<(), StoreError> {
    let mut after = String::new();
    loop {
        let mut tx = app.store.read().await?;
        let accounts = store::ledger::accounts(&mut tx, &after, ACCOUNTS_AT_ONCE).await?;
        for account in &accounts {
            each(*account, &store::ledger::entries(&mut tx, *account).await?);
        }
        match accounts.last() {
            Some(last) => after = last.to_string(),
            None => return Ok(()),
        }
    }
}
