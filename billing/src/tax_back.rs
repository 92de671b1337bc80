//! The tax of the open period, given back once an exemption is granted (A6).
//!
//! What is left of each taxed line is credited, tax and all, and billed anew at the same net amount
//! without tax. So the credit notes carry the tax of what they give back of, and whatever changes
//! later in the period finds lines without tax. In: what was issued. Out: drafts and amounts.

use std::fmt::Write as _;

use catalog::Policy;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use units::id::InvoiceId;
use units::{Currency, Money, Period};

use crate::billed::{self, BilledLine};
use crate::credit_note::{CreditCause, CreditOf};
use crate::invoice::{Exact, InvoiceDraft, InvoiceLine, LineKind};
use crate::ledger::hex;
use crate::settle::CreditDraft;
use crate::stretch::{Cut, Full};
use crate::subscription::Subscription;
use crate::tax::Tax;

/// What an issued document says: the invoice it is, or gives back of; its number; its lines. On
/// credit notes amounts are positive.
pub type Document = (InvoiceId, String, Vec<InvoiceLine>);

/// What it is worked out from.
pub struct Facts<'a> {
    pub currency: Currency,
    /// Those of the account that have not ended.
    pub subscriptions: &'a [Subscription],
    /// Everything issued in their present periods, in the order it was issued.
    pub documents: &'a [Document],
    /// Invoices that are not paid, with what is open, unless a payment of them is under way.
    pub open: &'a [(InvoiceId, Money)],
}

/// The tax that comes back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TaxBack {
    /// What is left of the taxed lines, with its tax.
    pub credit: CreditDraft,
    /// The same net amounts without tax: the credit pays it.
    pub instead: InvoiceDraft,
    /// What of the tax pays invoices that are open.
    pub off: Vec<Off>,
    /// What of the tax stays on the credit balance.
    pub to_balance: Money,
}

/// Part of an open invoice that need not be paid any more.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Off {
    pub invoice: InvoiceId,
    pub number: String,
    pub amount: Money,
}

impl TaxBack {
    pub fn tax(&self) -> Money {
        self.credit.total().minus(self.instead.total)
    }

    /// The same exactly where the same would be issued.
    pub fn digest(&self) -> String {
        let mut text = String::new();
        for (of, note) in self.credit.notes() {
            let _ = write!(text, "{} {}|", of.invoice, note.total.minor);
            for line in &note.lines {
                let of = line.credits.as_ref().map_or(0, |of| of.line);
                let _ = write!(text, "{of} {} {}|", line.quantity, line.amount.minor);
            }
        }
        for off in &self.off {
            let _ = write!(text, "{} {}|", off.invoice, off.amount.minor);
        }
        let _ = write!(text, "{} {}", self.instead.total.minor, self.instead.currency);
        hex(&Sha256::digest(text.as_bytes()))
    }
}

/// The tax of the open period that was billed and not given back; `None` where there is none.
pub fn tax_back(facts: &Facts<'_>) -> Option<TaxBack> {
    let (mut credits, mut parts) = (Vec::new(), Vec::new());
    for (invoice, lines) in by_invoice(taxed_lines(facts)) {
        let each_parts: Vec<_> = lines.iter().map(|each| each.parts(facts)).collect();
        let each_parts = within(facts.currency, each_parts, tax_left(facts, invoice));
        for (each, of_it) in lines.iter().zip(each_parts) {
            let amount = Money::sum(facts.currency, of_it.iter().map(|part| part.amount));
            if amount.is_positive() {
                credits.push(each.credit(amount));
                parts.extend(of_it.into_iter().filter(|part| part.amount.is_positive()));
            }
        }
    }
    for part in &mut parts {
        part.tax = Tax::Exempt;
    }
    let credit = CreditDraft { draft: InvoiceDraft::of(facts.currency, credits) };
    let instead = InvoiceDraft::of(facts.currency, parts);
    let off: Vec<Off> = credit.notes().iter().filter_map(|note| off(facts, note)).collect();
    let tax = credit.total().minus(instead.total);
    let taken = Money::sum(facts.currency, off.iter().map(|off| off.amount));
    tax.is_positive().then(|| TaxBack { credit, instead, off, to_balance: tax.minus(taken) })
}

/// The tax of a note pays of its invoice what is open of it.
fn off(facts: &Facts<'_>, (of, note): &(CreditOf, InvoiceDraft)) -> Option<Off> {
    let (invoice, open) = facts.open.iter().find(|(invoice, _)| *invoice == of.invoice)?;
    let amount = note.tax.with(note.tax.minor.min(open.minor));
    let (invoice, number) = (*invoice, of.number.clone());
    amount.is_positive().then_some(Off { invoice, number, amount })
}

/// What is left of a taxed line of the open period, and the policy it was billed under.
struct Taxed<'a> {
    billed: BilledLine,
    policy: &'a Policy,
}

fn taxed_lines<'a>(facts: &Facts<'a>) -> Vec<Taxed<'a>> {
    let mut lines = Vec::new();
    for sub in facts.subscriptions {
        let documents =
            facts.documents.iter().map(|(id, number, lines)| (*id, number.as_str(), &lines[..]));
        let since = sub.anchor.boundary(sub.period_index);
        let is_open = |each: &BilledLine| {
            let is_taxed = matches!(each.line.tax, Tax::Standard(_));
            is_taxed && each.amount_left.is_positive() && each.line.to > since
        };
        let left = billed::left_of(sub.id, documents).into_iter().filter(is_open);
        lines.extend(left.map(|billed| Taxed { billed, policy: &sub.policy }));
    }
    lines
}

fn by_invoice(lines: Vec<Taxed<'_>>) -> Vec<(InvoiceId, Vec<Taxed<'_>>)> {
    let mut groups: Vec<(InvoiceId, Vec<Taxed<'_>>)> = Vec::new();
    for line in lines {
        match groups.iter_mut().find(|(invoice, _)| *invoice == line.billed.invoice) {
            Some((_, group)) => group.push(line),
            None => groups.push((line.billed.invoice, vec![line])),
        }
    }
    groups
}

impl Taxed<'_> {
    /// What is left of the line: what is held, and what was served before it was given back. A cent
    /// of rounding that is neither stays where it was.
    fn parts(&self, facts: &Facts<'_>) -> Vec<InvoiceLine> {
        let (billed, line) = (&self.billed, &self.billed.line);
        if billed.quantity_left == line.quantity {
            return vec![InvoiceLine { amount: billed.amount_left, ..line.clone() }];
        }
        let full = Full::of_line(line);
        let before = line.days_full.saturating_sub(line.days_billed);
        let whole = line.unit.times(billed.quantity_left);
        let held = full.rest(whole, before, self.policy);
        let held = held.with(held.minor.clamp(0, billed.amount_left.minor));
        let mut parts = Vec::new();
        if held.is_positive() {
            let quantity = billed.quantity_left;
            parts.push(InvoiceLine { quantity, amount: held, ..line.clone() });
        }
        let served = billed.amount_left.minus(held);
        if let Some(cut) = self.given_back_from(facts)
            && served.is_positive()
        {
            parts.push(InvoiceLine {
                to: cut.date,
                exact: line.exact.map(|exact| before_cut(exact, cut)),
                quantity: line.quantity.saturating_sub(billed.quantity_left),
                days_billed: full.before(cut, self.policy).saturating_sub(before),
                amount: served,
                ..line.clone()
            });
        }
        parts
    }

    /// Where the latest part that was given back begins, when that is inside the line.
    fn given_back_from(&self, facts: &Facts<'_>) -> Option<Cut> {
        let billed = &self.billed;
        let names = |line: &&InvoiceLine| {
            line.credits.as_ref().is_some_and(|of| {
                of.cause.ends_service()
                    && (of.invoice, of.line) == (billed.invoice, billed.position)
            })
        };
        let lines = facts.documents.iter().flat_map(|(_, _, lines)| lines);
        let latest = lines.filter(names).max_by_key(|line| line.from)?;
        // Where whole days are counted the date alone matters.
        let at = latest.exact.map(|exact| exact.service.start());
        let at = at.unwrap_or_else(|| units::Zone::utc().start_of_day(latest.from));
        (latest.from > billed.line.from).then_some(Cut { date: latest.from, at })
    }

    fn credit(&self, amount: Money) -> InvoiceLine {
        let billed = &self.billed;
        InvoiceLine {
            kind: LineKind::Credit,
            amount,
            credits: Some(CreditOf {
                invoice: billed.invoice,
                number: billed.number.clone(),
                line: billed.position,
                cause: CreditCause::TaxExempted,
            }),
            ..billed.line.clone()
        }
    }
}

/// The moments before `cut`; as they were where it lies outside.
fn before_cut(exact: Exact, cut: Cut) -> Exact {
    let service = Period::new(exact.service.start(), cut.at.min(exact.service.end()));
    Exact { service: service.unwrap_or(exact.service), ..exact }
}

/// The tax of `invoice` that was billed, less what each document since has given back of it.
fn tax_left(facts: &Facts<'_>, invoice: InvoiceId) -> Money {
    let tax_of = |lines: Vec<InvoiceLine>| InvoiceDraft::of(facts.currency, lines).tax;
    let mut left = Money::zero(facts.currency);
    for (id, _, lines) in facts.documents {
        let charged = lines.iter().filter(|line| *id == invoice && line.credits.is_none());
        left = left.plus(tax_of(charged.cloned().collect()));
        let of_it =
            |line: &&InvoiceLine| line.credits.as_ref().is_some_and(|of| of.invoice == invoice);
        let credited = lines.iter().filter(of_it).map(|line| InvoiceLine {
            amount: line.amount.with(line.amount.minor.abs()),
            ..line.clone()
        });
        left = left.minus(tax_of(credited.collect()));
    }
    left
}

/// `parts` of one invoice's lines, less by the few minor units whose tax, rounded once more, would
/// come to more than is `left` of it.
fn within(
    currency: Currency,
    mut parts: Vec<Vec<InvoiceLine>>,
    left: Money,
) -> Vec<Vec<InvoiceLine>> {
    loop {
        let tax = InvoiceDraft::of(currency, parts.iter().flatten().cloned().collect()).tax;
        let last = parts.iter_mut().flatten().rev().find(|part| part.amount.is_positive());
        match last {
            Some(last) if tax.minor > left.minor => {
                last.amount = last.amount.with(last.amount.minor - 1);
            }
            _ => return parts,
        }
    }
}
