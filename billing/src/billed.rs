//! Billed lines: what has been charged for a subscription and not been given back (D4, C8).
//!
//! Worked out from the documents themselves: charges that were issued, less the credits that name
//! them. A credit refers to such a line, carries its tax, and never exceeds what is left of it.
//! Seats are given back newest first, and by the difference of what is left before and after, so
//! that adding and removing on one day comes to nothing. What comes to nothing has no line: what
//! was free, or came back already and was billed anew (A6).

use units::Money;
use units::id::{InvoiceId, SubscriptionId};

use catalog::Policy;

use crate::credit_note::{CreditCause, CreditOf};
use crate::invoice::{Exact, InvoiceLine, Item, LineKind};
use crate::stretch::{Cut, Full};
use crate::subscription::SubscribedItem;
use crate::tax::Tax;

/// One charge or fee of an issued invoice, and what is left of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BilledLine {
    pub invoice: InvoiceId,
    pub number: String,
    /// Which line of the invoice, from 1.
    pub position: u32,
    pub line: InvoiceLine,
    /// Of its quantity, how many are still held.
    pub quantity_left: u32,
    /// Of its amount, what has not been given back. Never negative.
    pub amount_left: Money,
}

/// What is left of all charges for `subscription` on `documents`, oldest first.
///
/// `documents`: id, number and lines of every invoice and credit note that bills it or gives back,
/// in the order they were issued; on credit notes amounts are positive.
pub fn left_of<'a>(
    subscription: SubscriptionId,
    documents: impl IntoIterator<Item = (InvoiceId, &'a str, &'a [InvoiceLine])>,
) -> Vec<BilledLine> {
    let mut billed: Vec<BilledLine> = Vec::new();
    for (invoice, number, lines) in documents {
        for (position, line) in (1u32..).zip(lines) {
            if let Some(credit) = &line.credits {
                give_back(&mut billed, credit, line);
            } else if line.subscription == Some(subscription) && is_charged(line.kind) {
                billed.push(BilledLine {
                    invoice,
                    number: number.to_owned(),
                    position,
                    quantity_left: line.quantity,
                    amount_left: line.amount,
                    line: line.clone(),
                });
            }
        }
    }
    billed
}

/// Fees are given back as charges are; what was given back or let off is not.
fn is_charged(kind: LineKind) -> bool {
    matches!(kind, LineKind::Charge | LineKind::Fee)
}

fn give_back(billed: &mut [BilledLine], credit: &CreditOf, line: &InvoiceLine) {
    let named =
        |each: &&mut BilledLine| each.invoice == credit.invoice && each.position == credit.line;
    let Some(line_left) = billed.iter_mut().find(named) else { return };
    let amount = line.amount.with(line.amount.minor.abs());
    line_left.amount_left = line_left.amount_left.minus(amount);
    assert!(line_left.amount_left.minor >= 0, "{} was credited beyond its line", credit.number);
    // Money back alone, such as tax or goodwill, leaves the seats.
    if credit.cause.ends_service() {
        line_left.quantity_left = line_left.quantity_left.saturating_sub(line.quantity);
    }
}

/// What all changes of one moment share.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    pub subscription: SubscriptionId,
    pub policy: &'a Policy,
    pub cut: Cut,
}

impl Terms<'_> {
    /// Credit lines for `quantity` of `item`, newest charges first; takes them off `billed`.
    pub fn credit(
        &self,
        billed: &mut [BilledLine],
        item: &Item,
        quantity: u32,
        cause: CreditCause,
    ) -> Vec<InvoiceLine> {
        let mut left = quantity;
        let mut lines = Vec::new();
        for index in (0..billed.len()).rev() {
            let Some(each) = billed.get(index).filter(|each| self.holds(each, item)) else {
                continue;
            };
            let taken = left.min(each.quantity_left);
            let alike: u32 = billed
                .iter()
                .filter(|other| self.alike(each, other))
                .map(|other| other.quantity_left)
                .sum();
            let amount = self.worth(&each.line, alike).minus(self.worth(&each.line, alike - taken));
            let amount = amount.with(amount.minor.min(each.amount_left.minor));
            left -= taken;
            if let Some(line) = self.credit_line(each, taken, amount, cause) {
                lines.push(line);
            }
            if let Some(each) = billed.get_mut(index) {
                each.quantity_left -= taken;
                each.amount_left = each.amount_left.minus(amount);
            }
            if left == 0 {
                break;
            }
        }
        lines
    }

    /// Is some of `item` still held on this line after the cut?
    fn holds(&self, each: &BilledLine, item: &Item) -> bool {
        each.quantity_left > 0 && each.line.item.is_same(item) && self.reaches_past(&each.line)
    }

    /// Does the line's service go on after the cut?
    fn reaches_past(&self, line: &InvoiceLine) -> bool {
        match line.exact {
            Some(exact) => exact.service.end() > self.cut.at,
            None => line.to > self.cut.date,
        }
    }

    /// Charges of the same thing, price and days are counted as one, so that a change made in two
    /// steps on one day costs what one step does.
    fn alike(&self, a: &BilledLine, b: &BilledLine) -> bool {
        b.quantity_left > 0
            && a.line.item.is_same(&b.line.item)
            && a.line.unit == b.line.unit
            && a.line.tax == b.line.tax
            && (a.line.from, a.line.to, a.line.full_from, a.line.exact)
                == (b.line.from, b.line.to, b.line.full_from, b.line.exact)
    }

    /// What `quantity` at the line's price come to from the cut to the end of the line.
    fn worth(&self, line: &InvoiceLine, quantity: u32) -> Money {
        let full = Full::of_line(line);
        let cut = full.before(self.cut, self.policy).max(line.days_full - line.days_billed);
        full.rest(line.unit.times(quantity), cut, self.policy)
    }

    fn credit_line(
        &self,
        each: &BilledLine,
        quantity: u32,
        amount: Money,
        cause: CreditCause,
    ) -> Option<InvoiceLine> {
        let billed = &each.line;
        let full = Full::of_line(billed);
        let used = full.before(self.cut, self.policy).max(billed.days_full - billed.days_billed);
        if quantity == 0 || used == full.total || amount.is_zero() {
            return None;
        }
        Some(InvoiceLine {
            kind: LineKind::Credit,
            from: self.cut.date.max(billed.from),
            full_from: Some(full.from).filter(|from| *from != self.cut.date.max(billed.from)),
            exact: billed.exact.map(|exact| exact.from(self.cut.at)),
            quantity,
            days_billed: full.total - used,
            amount: amount.negated(),
            credits: Some(CreditOf {
                invoice: each.invoice,
                number: each.number.clone(),
                line: each.position,
                cause,
            }),
            ..billed.clone()
        })
    }

    /// The charge for `quantity` more of `item` from the cut to the end of `full`; none when
    /// nothing is left of it. `billed`: what was charged before, for changes of the same day.
    pub fn charge(
        &self,
        billed: &[BilledLine],
        full: &Full,
        item: Item,
        quantity: u32,
        unit: Money,
        tax: Tax,
    ) -> Option<InvoiceLine> {
        let used = full.before(self.cut, self.policy);
        if quantity == 0 || used == full.total {
            return None;
        }
        let mut line = full_line(Some(self.subscription), full, item, quantity, unit, tax);
        line.days_billed = full.total - used;
        if used > 0 {
            line.from = self.cut.date;
            line.full_from = Some(full.from).filter(|from| *from != self.cut.date);
            line.exact = line.exact.map(|exact| exact.from(self.cut.at));
        }
        let probe = BilledLine {
            invoice: units::Id::from_parts(self.cut.at, [0; 10]),
            number: String::new(),
            position: 0,
            quantity_left: quantity,
            amount_left: unit,
            line: line.clone(),
        };
        let alike = billed.iter().filter(|other| self.alike(&probe, other));
        let before: u32 = alike.map(|other| other.quantity_left).sum();
        line.amount = full.rest(unit.times(before + quantity), used, self.policy).minus(full.rest(
            unit.times(before),
            used,
            self.policy,
        ));
        Some(line)
    }
}

/// The charge for the whole of `full`; `subscription` is none before there is one.
pub fn full_line(
    subscription: Option<SubscriptionId>,
    full: &Full,
    item: Item,
    quantity: u32,
    unit: Money,
    tax: Tax,
) -> InvoiceLine {
    InvoiceLine {
        kind: LineKind::Charge,
        subscription,
        item,
        from: full.from,
        to: full.to,
        full_from: None,
        exact: full.exact.map(|full| Exact { service: full, full }),
        quantity,
        unit,
        days_billed: full.total,
        days_full: full.total,
        amount: unit.times(quantity),
        tax,
        credits: None,
    }
}

/// What `item` of a subscription to `product` and `tier` is called on an invoice.
pub fn item_of(product: &str, tier: &str, item: &SubscribedItem) -> Item {
    match &item.add_on {
        None => Item::Seats {
            product: product.to_owned(),
            tier: tier.to_owned(),
            name: item.name.clone(),
        },
        Some(add_on) => Item::AddOn { add_on: add_on.to_string(), name: item.name.clone() },
    }
}
