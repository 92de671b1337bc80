//! Settling: what lines of a change come to as documents and money (D4, D5).
//!
//! Lines that come to something are one invoice, credits and charges together, and the account's
//! credit balance pays what it can of it. Lines that come to less than nothing are credit notes and
//! an invoice of the charges alone: the credit pays that invoice, and the rest stays as balance or
//! goes back to where it was paid from. In: lines. Out: drafts and amounts that add up.

use catalog::CreditTo;
use serde::{Deserialize, Serialize};
use units::{Currency, Money};

use crate::credit_note::CreditOf;
use crate::invoice::{InvoiceDraft, InvoiceLine, LineKind};
use crate::proposal::Effect;

/// What credit notes will give back; `draft` has positive amounts, each line names what it credits.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CreditDraft {
    pub draft: InvoiceDraft,
}

impl CreditDraft {
    /// One draft for each invoice that is credited, in the order their lines come.
    pub fn notes(&self) -> Vec<(CreditOf, InvoiceDraft)> {
        let mut notes: Vec<(CreditOf, Vec<InvoiceLine>)> = Vec::new();
        for line in &self.draft.lines {
            let of = line.credits.clone().expect("a credit names what it credits");
            match notes.iter_mut().find(|(first, _)| first.invoice == of.invoice) {
                Some((_, lines)) => lines.push(line.clone()),
                None => notes.push((of, vec![line.clone()])),
            }
        }
        let currency = self.draft.currency;
        notes.into_iter().map(|(of, lines)| (of, InvoiceDraft::of(currency, lines))).collect()
    }

    /// What the notes come to: each rounds its own tax.
    pub fn total(&self) -> Money {
        Money::sum(self.draft.currency, self.notes().iter().map(|(_, note)| note.total))
    }
}

/// The money of a change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settled {
    /// The invoice; without lines when nothing is charged. Never negative.
    pub now: InvoiceDraft,
    pub credit: Option<CreditDraft>,
    /// What the credit balance pays of `now`, a credit of this very change included.
    pub balance_used: Money,
    /// What goes back to where it was paid from.
    pub refund: Option<Money>,
}

/// Sorts `lines` into documents. `balance` is not negative; `goes` says where a surplus goes, and
/// without it nothing is given back.
pub fn settle(
    currency: Currency,
    lines: Vec<InvoiceLine>,
    balance: Money,
    goes: Option<CreditTo>,
) -> Settled {
    assert!(balance.minor >= 0, "a credit balance below nothing");
    let together = InvoiceDraft::of(currency, lines);
    if together.total.minor >= 0 {
        let balance_used = balance.with(balance.minor.min(together.total.minor));
        return Settled { now: together, credit: None, balance_used, refund: None };
    }
    let (credits, charges): (Vec<_>, Vec<_>) =
        together.lines.into_iter().partition(|line| line.kind == LineKind::Credit);
    let now = InvoiceDraft::of(currency, charges);
    let Some(goes) = goes else {
        let balance_used = balance.with(balance.minor.min(now.total.minor));
        return Settled { now, credit: None, balance_used, refund: None };
    };
    let turned = credits.into_iter().map(|mut line| {
        line.amount = line.amount.negated();
        line
    });
    let credit = CreditDraft { draft: InvoiceDraft::of(currency, turned.collect()) };
    let given_back = credit.total();
    let surplus = given_back.minus(now.total);
    let refund = (goes == CreditTo::Refund && surplus.is_positive()).then_some(surplus);
    let balance_used = match refund {
        // The credit alone pays the charges; the balance from before stays.
        Some(_) => now.total,
        None => now.total.with(now.total.minor.min(balance.plus(given_back).minor)),
    };
    Settled { now, credit: Some(credit), balance_used, refund }
}

/// What the credit `balance` pays of an invoice of which `open` is to pay; `None` when it pays
/// nothing of it.
pub fn credit_for(open: Money, balance: Money) -> Option<Money> {
    let used = open.with(open.minor.min(balance.minor));
    (balance.currency == open.currency && used.is_positive()).then_some(used)
}

/// The effects of the documents above, in the order they are written.
pub fn effects(
    now: &InvoiceDraft,
    credit: Option<&CreditDraft>,
    refund: Option<Money>,
) -> Vec<Effect> {
    let mut effects = Vec::new();
    if credit.is_some() {
        effects.push(Effect::IssueCreditNotes);
    }
    if !now.lines.is_empty() {
        effects.push(Effect::IssueInvoice);
    }
    effects.extend(refund.map(|amount| Effect::Refund { amount }));
    effects
}
