//! Giving an amount back: credit lines that come to it exactly, tax included (D5).
//!
//! Money is taken off what is left of an invoice's lines, the first first. The tax of a line is
//! worked out again on the credit note, so the net amount is sought that comes to the gross one.

use units::{Currency, Money};

use crate::billed::BilledLine;
use crate::credit_note::{CreditCause, CreditOf};
use crate::invoice::{InvoiceDraft, InvoiceLine, LineKind};

/// Lines with positive amounts that come to `gross` together with their tax; `None` when less than
/// that is left, or rounding knows no net amount that comes to it.
pub fn lines(currency: Currency, left: &[BilledLine], gross: Money) -> Option<Vec<InvoiceLine>> {
    let mut lines: Vec<InvoiceLine> = Vec::new();
    for each in left {
        let mut whole = lines.clone();
        whole.push(credit(each, each.amount_left));
        let total = InvoiceDraft::of(currency, whole.clone()).total;
        if total.minor < gross.minor {
            lines = whole;
            continue;
        }
        let net = net_for(currency, &lines, each, gross)?;
        if net.is_positive() {
            lines.push(credit(each, net));
        }
        return Some(lines);
    }
    None
}

/// The lines of as few credit notes as come to `gross` together: one, or two where rounding the tax
/// once leaves out that very amount. `None` when less is left than that.
pub fn notes(
    currency: Currency,
    left: &[BilledLine],
    gross: Money,
) -> Option<Vec<Vec<InvoiceLine>>> {
    if let Some(whole) = lines(currency, left, gross) {
        return Some(vec![whole]);
    }
    (1..=OFF_MAX_MINOR.min(gross.minor - 1)).find_map(|off| {
        let most = lines(currency, left, gross.with(gross.minor - off))?;
        let rest = lines(currency, &less(left, &most), gross.with(off))?;
        Some(vec![most, rest])
    })
}

/// How far amounts that can be reached lie apart at most, in minor units: a rate is below 200 %.
const OFF_MAX_MINOR: i64 = 3;

/// What is left once `taken` is given back too.
fn less(left: &[BilledLine], taken: &[InvoiceLine]) -> Vec<BilledLine> {
    let mut left = left.to_vec();
    for each in &mut left {
        let of_it = taken.iter().filter(|line| {
            line.credits
                .as_ref()
                .is_some_and(|of| (of.invoice, of.line) == (each.invoice, each.position))
        });
        each.amount_left = of_it.fold(each.amount_left, |sum, line| sum.minus(line.amount));
    }
    left
}

/// The part of `each` that makes `lines` and it come to `gross`: totals rise with the net amount,
/// so halving finds it.
fn net_for(
    currency: Currency,
    lines: &[InvoiceLine],
    each: &BilledLine,
    gross: Money,
) -> Option<Money> {
    let total = |minor: i64| {
        let mut with = lines.to_vec();
        with.push(credit(each, gross.with(minor)));
        InvoiceDraft::of(currency, with).total.minor
    };
    let (mut low, mut high) = (0, each.amount_left.minor);
    while low < high {
        let middle = low + (high - low) / 2;
        if total(middle) < gross.minor {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    (total(low) == gross.minor).then_some(gross.with(low))
}

fn credit(each: &BilledLine, amount: Money) -> InvoiceLine {
    InvoiceLine {
        kind: LineKind::Credit,
        amount,
        credits: Some(CreditOf {
            invoice: each.invoice,
            number: each.number.clone(),
            line: each.position,
            cause: CreditCause::Goodwill,
        }),
        ..each.line.clone()
    }
}
