//! The table and the sums below it.

use billing::invoice::{InvoiceLine, LineKind};
use billing::tax::{Tax, TaxLine};
use texts::Args;
use units::{Date, Money};

use super::super::bill::{self, Bill, Kind};
use super::super::words::InvoiceWords;
use super::head::means_word;
use super::{Columns, Line, Sum};

/// Lists longer than this name the period all lines share once, in the head of the column.
const LINES_WITH_PERIOD_MAX: usize = 8;

/// The heads of the columns.
pub fn columns(bill: &Bill<'_>, words: &InvoiceWords<'_>) -> Columns {
    let currency = Args::new().with("currency", bill.currency().code());
    let item = match shared_period(bill) {
        Some((first, last)) => {
            let args = Args::new().with("period", words.period(first, last));
            words.with("column-item-period", args)
        }
        None => words.get("column-item"),
    };
    Columns {
        item,
        quantity: words.get("column-quantity"),
        unit: words.get("column-unit"),
        tax: if taxed_by_line(bill) { words.get("column-tax") } else { String::new() },
        amount: words.with("column-amount", currency),
    }
}

/// One row for each line.
pub fn lines(bill: &Bill<'_>, words: &InvoiceWords<'_>) -> Vec<Line> {
    let period_by_line = shared_period(bill).is_none();
    let tax_by_line = taxed_by_line(bill);
    bill.lines().iter().map(|each| line(each, words, period_by_line, tax_by_line)).collect()
}

/// Whether lines are taxed in more than one way, so that each has to say its own.
fn taxed_by_line(bill: &Bill<'_>) -> bool {
    bill.draft.taxes.len() > 1
}

/// The period of all lines, where the list is long and they share one.
fn shared_period(bill: &Bill<'_>) -> Option<(Date, Date)> {
    let lines = bill.lines();
    let period = |line: &InvoiceLine| (line.from, line.last_day());
    let first = lines.first().filter(|_| lines.len() > LINES_WITH_PERIOD_MAX).map(period)?;
    lines.iter().all(|line| period(line) == first).then_some(first)
}

fn line(
    line: &InvoiceLine,
    words: &InvoiceWords<'_>,
    period_by_line: bool,
    tax_by_line: bool,
) -> Line {
    let mut notes = Vec::new();
    if period_by_line {
        notes.push(words.period(line.from, line.last_day()));
    }
    if bill::is_part(line) {
        notes.push(words.share(line));
    }
    notes.extend(words.fee(line));
    match (&line.credits, line.kind) {
        (Some(of), _) => notes.push(words.credit_of(of)),
        (None, LineKind::Credit) => notes.push(words.get("kind-credit")),
        (None, LineKind::Charge | LineKind::Fee | LineKind::Discount) => {}
    }
    let tax = match line.tax {
        Tax::Standard(_) | Tax::Zero => words.percent(line.tax.rate()),
        Tax::ReverseCharge | Tax::Exempt | Tax::OutsideScope => "–".to_owned(),
    };
    Line {
        item: words.line_name(line),
        notes,
        quantity: words.number(line.quantity),
        unit: words.amount(line.unit),
        tax: if tax_by_line { tax } else { String::new() },
        amount: words.amount(line.amount),
    }
}

/// From the net sum down to what is left to pay.
pub fn sums(bill: &Bill<'_>, words: &InvoiceWords<'_>) -> Vec<Sum> {
    let draft = bill.draft;
    let currency = Args::new().with("currency", draft.currency.code());
    let total = match bill.kind {
        Kind::Invoice { .. } => "sum-total",
        Kind::CreditNote { .. } => "sum-total-credit-note",
    };
    let mut sums = vec![sum(words, words.get("sum-net"), draft.net)];
    sums.extend(draft.taxes.iter().map(|line| sum(words, tax_label(line, words), line.amount)));
    sums.push(strong(words, words.with(total, currency), draft.total));
    sums.extend(settled(bill, words));
    sums
}

fn settled(bill: &Bill<'_>, words: &InvoiceWords<'_>) -> Vec<Sum> {
    let mut sums = Vec::new();
    let Kind::Invoice { settlement, .. } = bill.kind else { return sums };
    if settlement.credit_used.is_positive() {
        let label = words.get("sum-credit-used");
        sums.push(sum(words, label, settlement.credit_used.negated()));
    }
    if settlement.paid.is_positive() {
        let args = Args::new().with("means", means_word(settlement.means));
        let label = match settlement.paid_at {
            Some(moment) => words.with("sum-paid-on", args.with("day", words.day(moment))),
            None => words.with("sum-paid", args),
        };
        sums.push(sum(words, label, settlement.paid.negated()));
    }
    if !sums.is_empty() {
        sums.push(strong(words, words.get("sum-open"), bill.payable()));
    }
    sums
}

fn sum(words: &InvoiceWords<'_>, label: String, amount: Money) -> Sum {
    Sum { label, amount: words.amount(amount), strong: false }
}

fn strong(words: &InvoiceWords<'_>, label: String, amount: Money) -> Sum {
    Sum { strong: true, ..sum(words, label, amount) }
}

fn tax_label(line: &TaxLine, words: &InvoiceWords<'_>) -> String {
    let key = match line.tax {
        Tax::Standard(_) | Tax::Zero => "tax-rate",
        Tax::ReverseCharge => "tax-reverse-charge",
        Tax::Exempt => "tax-exempt",
        Tax::OutsideScope => "tax-outside-scope",
    };
    let args = Args::new()
        .with("rate", words.percent(line.tax.rate()))
        .with("net", words.amount(line.taxable));
    words.with(key, args)
}
