//! One subscription of the model, from its first day on: periods, trial, promise, end.

use std::collections::BTreeSet;

use billing::subscription::AfterTrial;
use jiff::civil::Date;
use units::id::PersonId;
use units::{Currency, Timestamp, Zone};

use super::billed::{Billed, Counting, Priced};
use super::calendar::{Grid, days_later, months_later};
use super::{Deal, TRIAL_DAYS};
use crate::years::plan::Rule;
use crate::years::prices::{Prices, STORAGE};

/// One thing that is held: seats (`add_on` none) or packs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    pub add_on: Option<String>,
    pub quantity: i64,
    pub unit: i64,
}

/// A change that waits for the renewal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Planned {
    pub tier: String,
    pub months: i64,
    pub promised: bool,
    pub items: Vec<Held>,
    /// Who has no seat any more then.
    pub losers: Vec<PersonId>,
}

/// A period that was billed, half open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stretch {
    pub from: Date,
    pub to: Date,
}

/// Free days, and what follows them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Trial {
    pub to: Date,
    pub kept: bool,
}

/// A subscription as the model has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contract {
    pub person: usize,
    pub owner: PersonId,
    /// Who has a seat.
    pub holders: BTreeSet<PersonId>,
    pub product: String,
    pub tier: String,
    pub currency: Currency,
    pub zone: Zone,
    pub country: String,
    pub reverse_charge: bool,
    /// First and last days on which nothing is taxed, as granted.
    pub exempt: Vec<(Date, Option<Date>)>,
    pub items: Vec<Held>,
    pub grid: Grid,
    pub number: i64,
    /// While its free days last.
    pub trial: Option<Trial>,
    /// The day its promises are counted from.
    pub promised: Option<Date>,
    pub planned: Option<Planned>,
    /// The first day without it, once it is cancelled.
    pub ends_on: Option<Date>,
    pub ended: bool,
    /// By dunning: nothing falls due.
    pub suspended: bool,
    /// It ended while nobody paid for it: what was not served is given back once it is paid.
    pub ended_unserved: bool,
    pub billed: Billed,
    pub periods: Vec<Stretch>,
    /// Periods that followed another by themselves.
    pub renewals: usize,
    /// The fee that was paid for ending a promise early, as it was billed.
    pub fee: Option<super::Line>,
}

impl Contract {
    /// What `deal` opens; its first period is billed unless it is tried first.
    pub fn open(deal: &Deal) -> Contract {
        Contract::open_taxed_on(deal, deal.begins)
    }

    /// The same, taxed as on another day than its first.
    pub fn open_taxed_on(deal: &Deal, day: Date) -> Contract {
        let plan = (deal.product.as_str(), deal.tier.as_str());
        let unit = deal.prices.seat(plan, deal.interval, deal.promised, deal.currency);
        let mut items = vec![Held { add_on: None, quantity: i64::from(deal.seats), unit }];
        if deal.storage > 0 {
            let unit = deal.prices.storage(deal.interval, deal.currency);
            let quantity = i64::from(deal.storage);
            items.push(Held { add_on: Some(STORAGE.to_owned()), quantity, unit });
        }
        let trial = deal.trial.map(|then| Trial {
            to: days_later(deal.begins, TRIAL_DAYS),
            kept: then == AfterTrial::Subscribe,
        });
        let first = trial.map_or(deal.begins, |trial| trial.to);
        let months = i64::from(deal.interval.months().unwrap_or(1));
        let mut contract = Contract {
            person: deal.person,
            owner: deal.owner,
            holders: BTreeSet::from([deal.owner]),
            product: deal.product.clone(),
            tier: deal.tier.clone(),
            currency: deal.currency,
            zone: deal.zone.clone(),
            country: deal.country.clone(),
            reverse_charge: deal.reverse_charge,
            exempt: deal.exempt.clone(),
            items,
            grid: Grid::from(first, months, 0),
            number: 0,
            trial,
            promised: deal.promised.then_some(first),
            planned: None,
            ends_on: None,
            ended: false,
            suspended: false,
            ended_unserved: false,
            billed: Billed::counted(Counting {
                thirty: deal.prices.rules.contains(&Rule::Month30),
                even: deal.prices.rules.contains(&Rule::HalfEven),
            }),
            periods: Vec::new(),
            renewals: 0,
            fee: None,
        };
        if trial.is_none() {
            let permille = contract.permille(&deal.prices, day);
            contract.bill_period(first, permille);
        }
        contract
    }

    /// Everything that falls due up to `now` has happened.
    pub fn advance(&mut self, now: Timestamp, rates: &Prices) {
        while !self.ended && !self.suspended && self.zone.start_of_day(self.renews_on()) <= now {
            self.renew(rates);
        }
    }

    /// The number of the first period that is not billed.
    pub fn unbilled(&self) -> i64 {
        if self.trial.is_some() { self.number } else { self.number + 1 }
    }

    /// The day of the next charge, or of the end with the period.
    pub fn renews_on(&self) -> Date {
        self.trial.map_or_else(|| self.grid.boundary(self.unbilled()), |trial| trial.to)
    }

    fn renew(&mut self, rates: &Prices) {
        let on = self.renews_on();
        let over = self.trial.is_some_and(|trial| !trial.kept);
        if over || self.ends_on.is_some_and(|end| end <= on) {
            self.ends_on = self.ends_on.or(Some(on));
            return self.end();
        }
        let number = self.unbilled();
        if let Some(planned) = self.planned.take() {
            if planned.months != self.grid.months {
                let (start, months) = (on, planned.months);
                self.grid = Grid { start, months, base: number, ..self.grid.clone() };
            }
            self.promised = planned.promised.then(|| self.promised.unwrap_or(on));
            (self.tier, self.items) = (planned.tier, planned.items);
            self.lose(&planned.losers);
        }
        if self.trial.take().is_none() {
            self.renewals += 1;
        }
        self.number = number;
        self.bill_period(on, self.permille(rates, on));
    }

    /// `person` was given a seat, of which there must be one (I-12).
    pub fn give_seat(&mut self, person: PersonId) -> Result<(), String> {
        self.holders.insert(person);
        let held = i64::try_from(self.holders.len()).expect("a few holders");
        let planned = self.planned.as_ref().filter(|planned| {
            let stay = self.holders.iter().filter(|held| !planned.losers.contains(held)).count();
            let seats = planned.items.first().map_or(0, |item| item.quantity);
            i64::try_from(stay).expect("a few holders") > seats
        });
        match held > self.seats() || planned.is_some() {
            true => Err(format!("{held} have a seat of {}, planned: {planned:?}", self.seats())),
            false => Ok(()),
        }
    }

    /// `person` has lost theirs: because somebody `asked` for it, or as it was chosen before.
    pub fn take_seat(&mut self, person: PersonId, asked: bool) -> Result<(), String> {
        match self.holders.remove(&person) && !asked {
            true => Err(format!("{person} has lost a seat, and nobody asked for it")),
            false => Ok(()),
        }
    }

    /// Who of the chosen loses a seat when there are `seats` of them.
    pub fn losing(&self, chosen: &[PersonId], seats: i64) -> Vec<PersonId> {
        let held = i64::try_from(self.holders.len()).expect("a few holders");
        if held > seats { chosen.to_vec() } else { Vec::new() }
    }

    /// These have no seat any more.
    pub fn lose(&mut self, losers: &[PersonId]) {
        self.holders.retain(|holder| !losers.contains(holder));
    }

    /// It is over; what is billed stays as it is, and who had a seat keeps what gives nothing.
    pub fn end(&mut self) {
        self.ended = true;
        self.ended_unserved = self.suspended;
        self.planned = None;
        self.trial = None;
        self.fee = None;
        self.billed.forfeit();
    }

    /// The present period is billed from `cut` on, at a tax in tenths of a percent.
    pub fn bill_period(&mut self, cut: Date, permille: i64) {
        let full = self.grid.period(self.number);
        for item in self.items.clone() {
            let thing = self.thing(&item);
            let of = Priced { thing: &thing, unit: item.unit, permille };
            self.billed.charge(of, item.quantity, full, cut);
        }
        self.enter(full);
    }

    /// A period begins; where the one before went on, it ends there.
    pub fn enter(&mut self, (from, to): (Date, Date)) {
        self.cut_period(from);
        self.periods.push(Stretch { from, to });
    }

    pub fn cut_period(&mut self, at: Date) {
        if let Some(last) = self.periods.last_mut() {
            last.to = last.to.min(at);
        }
    }

    /// What an item is called on documents.
    pub fn thing(&self, item: &Held) -> String {
        match &item.add_on {
            None => format!("{}/{}", self.product, self.tier),
            Some(add_on) => format!("+{add_on}"),
        }
    }

    /// Tenths of a percent on `day`.
    pub fn permille(&self, rates: &Prices, day: Date) -> i64 {
        let is_within =
            |(from, to): &(Date, Option<Date>)| *from <= day && to.is_none_or(|to| day <= to);
        match self.reverse_charge || self.exempt.iter().any(is_within) {
            true => 0,
            false => rates.permille(&self.country, day),
        }
    }

    /// Nothing is taxed on these days any more, nor is what is held of the present period.
    pub fn exempt(&mut self, days: (Date, Option<Date>)) {
        self.exempt.push(days);
        if !self.ended {
            let since = self.grid.boundary(self.number);
            self.billed.untax(since);
        }
    }

    pub fn seats(&self) -> i64 {
        self.items.first().map_or(0, |item| item.quantity)
    }

    pub fn storage(&self) -> i64 {
        self.items.iter().find(|item| item.add_on.is_some()).map_or(0, |item| item.quantity)
    }

    /// Does it give anything now?
    pub fn serves(&self) -> bool {
        !self.ended && !self.suspended
    }

    /// The end of the promise that the present period lies in.
    pub fn promised_until(&self) -> Option<Date> {
        let since = self.promised?;
        let present = self.grid.boundary(self.number).max(since);
        let mut ends = (1..).map(|years| months_later(since, 12 * years));
        ends.find(|end| *end > present)
    }
}
