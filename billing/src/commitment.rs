//! Commitments: how long a subscription is promised, and what ending it early costs (C5).
//!
//! A promise begins with a charged period and lasts so many calendar months; the next follows it.
//! Where it stands is worked out from the day it began, so that a renewal writes nothing. What is
//! left to pay are the periods that begin before its end and are not billed. Seats are promised,
//! add-ons are not.

use catalog::CommitmentTerms;
pub use catalog::EarlyFee;
use serde::{Deserialize, Serialize};
use units::{Anchor, Date, Interval, Zone};

use crate::invoice::{InvoiceLine, Item, LineKind};
use crate::subscription::Subscription;
use crate::tax::Tax;

/// A promise of a subscription, as it was bought.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Commitment {
    /// The first day that was promised: the start of a period.
    pub since: Date,
    #[serde(flatten)]
    pub terms: CommitmentTerms,
}

impl Commitment {
    /// The end of the promise that `date` lies in: the first day that is not promised.
    pub fn until(&self, date: Date) -> Date {
        let months = Interval::months_long(self.terms.months).expect("a promise of some months");
        let years = Anchor::at(self.since, Zone::utc(), months);
        let mut ends = (1..).map(|count| years.boundary(count));
        ends.find(|end| *end > date).expect("promises follow each other")
    }
}

/// What is promised, for people to read before they agree.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CommittedUntil {
    /// Of the product and tier.
    pub name: String,
    pub until: Date,
    pub fee: EarlyFee,
}

impl CommittedUntil {
    /// What `sub` promises now; none when it does not, or ends by then.
    pub fn of(sub: &Subscription) -> Option<CommittedUntil> {
        let commitment = sub.commitment.filter(|_| sub.state.entitles())?;
        let until = sub.committed_until()?;
        let ends = sub.ends_on().is_some_and(|end| end <= until);
        (!ends).then(|| CommittedUntil { name: sub.name(), until, fee: commitment.terms.fee })
    }
}

impl Subscription {
    /// The end of the present promise; none without one.
    pub fn committed_until(&self) -> Option<Date> {
        let commitment = self.commitment?;
        let day = self.anchor.zone.date(self.period().start());
        Some(commitment.until(day.max(commitment.since)))
    }

    /// How many periods begin before the end of the present promise and are not billed. In a trial
    /// nothing has begun, so that nothing is owed.
    pub fn committed_periods(&self) -> u32 {
        let Some(until) = self.committed_until().filter(|_| !self.in_trial()) else { return 0 };
        let first = self.first_unbilled();
        let open = (first..).take_while(|number| self.anchor.boundary(*number) < until);
        u32::try_from(open.count()).expect("a promise has fewer periods than 32 bits count")
    }

    /// The end of the period in which the present promise ends: the day without a fee.
    pub fn commitment_ends_on(&self) -> Option<Date> {
        let until = self.committed_until()?;
        let mut ends = (self.first_unbilled()..).map(|number| self.anchor.boundary(number));
        ends.find(|end| *end >= until).map(|end| end.max(self.renews_on()))
    }
}

/// The line of the fee for ending `sub` before its promise does; none where nothing is owed. Taxed
/// as `tax`: it is a part of the price of what was promised.
pub fn fee_line(sub: &Subscription, tax: Tax) -> Option<InvoiceLine> {
    let (commitment, until) = (sub.commitment?, sub.committed_until()?);
    let seats = sub.items.iter().find(|item| item.add_on.is_none())?;
    let left = sub.committed_periods();
    let unit = commitment.terms.fee.of_seat(seats.unit, left);
    let from = sub.anchor.boundary(sub.first_unbilled());
    // A whole of its own: nothing of it is prorated.
    let days = u32::try_from((until - from).get_days()).ok().filter(|days| *days > 0)?;
    unit.is_positive().then(|| InvoiceLine {
        kind: LineKind::Fee,
        subscription: Some(sub.id),
        item: Item::EarlyEnd {
            product: sub.product.to_string(),
            tier: sub.tier.to_string(),
            name: seats.name.clone(),
            left,
            price: seats.unit,
            fee: commitment.terms.fee,
        },
        from,
        to: until,
        full_from: None,
        exact: None,
        quantity: seats.quantity,
        unit,
        days_billed: days,
        days_full: days,
        amount: unit.times(seats.quantity),
        tax,
        credits: None,
    })
}
