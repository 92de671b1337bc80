//! What a customer asked of a subscription, done to the model's.

use jiff::civil::Date;
use units::{Interval, Timestamp};

use super::billed::{Kind, Line, Priced};
use super::calendar::{Grid, days_later, half_up, in_month_of};
use super::contract::{Contract, Held, Planned, Trial};
use super::{Asked, Deal};
use crate::years::plan::{At, Back, Rule, Want};
use crate::years::prices::{Prices, STORAGE};

/// Under what something is done: when it was seen, by which rules, at which taxes.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    pub as_of: Timestamp,
    pub rules: &'a [Rule],
    pub rates: &'a Prices,
}

impl Terms<'_> {
    fn has(&self, rule: Rule) -> bool {
        self.rules.contains(&rule)
    }
}

/// What a change makes of a subscription.
struct Aim {
    tier: String,
    interval: Interval,
    promised: bool,
    items: Vec<Held>,
}

/// Of the tier, up or down.
fn rank(tier: &str) -> i64 {
    match tier {
        "starter" => 10,
        "pro" => 20,
        _ => 30,
    }
}

impl Contract {
    /// Does what was asked; what takes its place, where something does.
    pub fn apply(&mut self, asked: &Asked, terms: Terms<'_>) -> Option<Contract> {
        let today = self.zone.date(terms.as_of);
        match &asked.want {
            Want::Cancel => {
                self.pay_fee(today, terms.rates);
                self.ends_on = Some(self.renews_on());
            }
            Want::CancelWithPromise => self.ends_on = self.promise_ends_on(),
            Want::CancelNow { back } => self.end_now(*back, today, terms),
            Want::Withdraw => self.withdraw(),
            Want::Resume | Want::EndTrial => self.start_anew(today, terms.rates),
            Want::KeepAfterTrial => {
                self.trial = self.trial.map(|trial| Trial { kept: true, ..trial });
                self.ends_on = None;
            }
            Want::Swap { .. } => return Some(self.swap(asked, today, terms)),
            _ => self.change(asked, today, terms),
        }
        None
    }

    fn change(&mut self, asked: &Asked, today: Date, terms: Terms<'_>) {
        let aim = self.aim(asked);
        if let Some(trial) = self.trial {
            self.change_in_trial(aim, trial);
            return self.lose(&self.losing(&asked.losers, self.seats()));
        }
        let dearer = self.costs_more(&aim);
        let when = match &asked.want {
            Want::Seats { when, .. }
            | Want::Tier { when, .. }
            | Want::Interval { when, .. }
            | Want::Storage { when, .. } => *when,
            _ => At::AsTheRulesSay,
        };
        let later = match when {
            At::Now => false,
            At::Renewal => true,
            At::AsTheRulesSay => !dearer && !terms.has(Rule::DecreaseNow),
        };
        if later {
            let seats = aim.items.first().map_or(0, |item| item.quantity);
            let losers = self.losing(&asked.losers, seats);
            self.planned = (!self.is_as_now(&aim)).then(|| Planned {
                months: months(aim.interval),
                tier: aim.tier,
                promised: aim.promised,
                items: aim.items,
                losers,
            });
            return;
        }
        self.change_now(aim, dearer, today, terms);
        self.lose(&self.losing(&asked.losers, self.seats()));
    }

    /// What stays keeps its price, what is new has that of the preview.
    fn aim(&self, asked: &Asked) -> Aim {
        let interval = interval_of(self.grid.months);
        let mut aim = Aim {
            tier: self.tier.clone(),
            interval,
            promised: self.promised.is_some(),
            items: Vec::new(),
        };
        let (mut seats, mut storage) = (self.seats(), self.storage());
        match &asked.want {
            Want::Seats { seats: wanted, .. } => seats = i64::from(*wanted),
            Want::Tier { tier, .. } => aim.tier.clone_from(tier),
            Want::Interval { annual, .. } => {
                aim.interval = if *annual { Interval::Annual } else { Interval::Monthly };
                aim.promised &= aim.interval == interval;
            }
            Want::Storage { packs, .. } => storage = i64::from(*packs),
            Want::Promise => (aim.promised, aim.interval) = (true, Interval::Monthly),
            _ => {}
        }
        let prices = &asked.prices;
        let stays = self.is_same_plan(&aim);
        let bought = self.items.first().map(|item| item.unit).filter(|_| stays);
        let plan = (self.product.as_str(), aim.tier.as_str());
        let unit =
            bought.unwrap_or_else(|| prices.seat(plan, aim.interval, aim.promised, self.currency));
        aim.items.push(Held { add_on: None, quantity: seats, unit });
        if storage > 0 {
            let had = self.items.iter().find(|item| item.add_on.is_some());
            let had = had.filter(|_| aim.interval == interval).map(|item| item.unit);
            let unit = had.unwrap_or_else(|| prices.storage(aim.interval, self.currency));
            let add_on = Some(STORAGE.to_owned());
            aim.items.push(Held { add_on, quantity: storage, unit });
        }
        aim
    }

    fn is_same_plan(&self, aim: &Aim) -> bool {
        self.tier == aim.tier
            && self.grid.months == months(aim.interval)
            && self.promised.is_some() == aim.promised
    }

    fn is_as_now(&self, aim: &Aim) -> bool {
        let quantities = |items: &[Held]| {
            let sum = |packs: bool| {
                let of = items.iter().filter(|item| item.add_on.is_some() == packs);
                of.map(|item| item.quantity).sum::<i64>()
            };
            (sum(false), sum(true))
        };
        self.is_same_plan(aim) && quantities(&self.items) == quantities(&aim.items)
    }

    /// By rank; inside one by the price of all, or of a seat a day.
    fn costs_more(&self, aim: &Aim) -> bool {
        if rank(&aim.tier) != rank(&self.tier) {
            return rank(&aim.tier) > rank(&self.tier);
        }
        let all = |items: &[Held]| items.iter().map(|item| item.unit * item.quantity).sum::<i64>();
        if self.is_same_plan(aim) {
            return all(&aim.items) > all(&self.items);
        }
        let seat = |items: &[Held]| items.first().map_or(0, |item| item.unit);
        seat(&aim.items) * self.grid.months > seat(&self.items) * months(aim.interval)
    }

    fn change_in_trial(&mut self, aim: Aim, trial: Trial) {
        if self.grid.months != months(aim.interval) {
            self.grid = Grid::from(trial.to, months(aim.interval), self.number);
        }
        self.promised = aim.promised.then(|| self.promised.unwrap_or(trial.to));
        (self.tier, self.items, self.planned) = (aim.tier, aim.items, None);
    }

    fn change_now(&mut self, aim: Aim, dearer: bool, today: Date, terms: Terms<'_>) {
        let cut = if terms.has(Rule::OldDay) { days_later(today, 1) } else { today };
        let permille = self.permille(terms.rates, today);
        let same_months = self.grid.months == months(aim.interval);
        let anew = dearer && !self.is_same_plan(&aim) && !terms.has(Rule::KeepAnchor);
        if same_months && !anew {
            self.change_in_place(&aim, cut, permille);
            let began = self.grid.boundary(self.number);
            self.promised = aim.promised.then(|| self.promised.unwrap_or(began));
            (self.tier, self.items, self.planned) = (aim.tier, aim.items, None);
            return;
        }
        self.give_all_back(cut);
        let number = self.number + 1;
        self.grid = match anew {
            true => Grid::from(cut, months(aim.interval), number),
            false => self.continued(number, cut, months(aim.interval)),
        };
        self.promised = aim.promised.then(|| self.promised.unwrap_or(self.grid.start));
        (self.tier, self.items, self.planned) = (aim.tier, aim.items, None);
        self.number = number;
        self.bill_period(cut, permille);
    }

    /// Another interval on the same days of the month: counted from the start of the present
    /// period, the stretch that holds `cut`.
    fn continued(&self, number: i64, cut: Date, months: i64) -> Grid {
        let origin = self.grid.boundary(self.number);
        let at = |count: i64| match count {
            0 => origin,
            _ => in_month_of(origin, count * months, self.grid.day),
        };
        let mut count = 0;
        while at(count + 1) <= cut {
            count += 1;
        }
        Grid { start: at(count), months, base: number, day: self.grid.day }
    }

    /// What is more is charged, what is less given back, for the rest of the present period.
    fn change_in_place(&mut self, aim: &Aim, cut: Date, permille: i64) {
        let same_tier = aim.tier == self.tier;
        let stays = |old: &Held, new: &Held| {
            old.add_on == new.add_on && old.unit == new.unit && (old.add_on.is_some() || same_tier)
        };
        let product = self.product.clone();
        let named = |tier: &str, item: &Held| match &item.add_on {
            None => format!("{product}/{tier}"),
            Some(add_on) => format!("+{add_on}"),
        };
        for old in self.items.clone() {
            let kept = aim.items.iter().find(|new| stays(&old, new));
            let less = old.quantity - kept.map_or(0, |new| new.quantity).min(old.quantity);
            self.billed.give_back(&named(&self.tier, &old), less, cut);
        }
        let full = self.grid.period(self.number);
        for new in &aim.items {
            let had = self.items.iter().find(|old| stays(old, new));
            let more = new.quantity - had.map_or(0, |old| old.quantity).min(new.quantity);
            let thing = named(&aim.tier, new);
            let of = Priced { thing: &thing, unit: new.unit, permille };
            self.billed.charge(of, more, full, cut);
        }
    }

    fn give_all_back(&mut self, cut: Date) {
        let things: Vec<String> = self.items.iter().map(|item| self.thing(item)).collect();
        let things: Vec<&str> = things.iter().map(String::as_str).collect();
        self.billed.give_all_back(&things, cut);
    }

    fn end_now(&mut self, back: Back, today: Date, terms: Terms<'_>) {
        let cut = if terms.has(Rule::UsedDay) { days_later(today, 1) } else { today };
        if back != Back::Nowhere {
            self.give_all_back(cut);
        }
        self.pay_fee(today, terms.rates);
        self.fee = None;
        self.end();
        self.ends_on = Some(cut);
        self.cut_period(cut);
    }

    fn withdraw(&mut self) {
        if self.ends_on.take().is_none() {
            self.planned = None;
            return;
        }
        if let Some(fee) = self.fee.take() {
            self.billed.lines.push(Line { kind: Kind::Credit, minor: -fee.minor, ..fee });
        }
    }

    /// Half of what is promised and left, for each seat; once.
    fn pay_fee(&mut self, today: Date, rates: &Prices) {
        let Some(until) = self.promised_until().filter(|_| self.trial.is_none()) else { return };
        let first = self.unbilled();
        let left = (first..).take_while(|number| self.grid.boundary(*number) < until).count();
        let left = i64::try_from(left).expect("a promise of some months");
        let seat = self.items.first().map_or(0, |item| item.unit);
        let unit = half_up(seat * left, 2);
        let from = self.grid.boundary(first);
        if unit == 0 || from >= until || self.fee.is_some() {
            return;
        }
        let (permille, quantity) = (self.permille(rates, today), self.seats());
        let minor = unit * quantity;
        let (kind, thing, to) = (Kind::Fee, "fee".to_owned(), until);
        let fee = Line { kind, thing, from, to, unit, permille, quantity, minor };
        self.billed.lines.push(fee.clone());
        self.fee = Some(fee);
    }

    fn promise_ends_on(&self) -> Option<Date> {
        let until = self.promised_until()?;
        let mut ends = (self.unbilled()..).map(|number| self.grid.boundary(number));
        let end = ends.find(|end| *end >= until)?;
        Some(end.max(self.renews_on()))
    }

    fn start_anew(&mut self, today: Date, rates: &Prices) {
        let number = self.unbilled();
        self.grid = Grid::from(today, self.grid.months, number);
        (self.number, self.trial, self.planned) = (number, None, None);
        (self.ends_on, self.ended, self.suspended) = (None, false, false);
        self.ended_unserved = false;
        if self.holders.is_empty() {
            self.holders.insert(self.owner);
        }
        self.promised = self.promised.map(|_| today);
        self.bill_period(today, self.permille(rates, today));
    }

    fn swap(&mut self, asked: &Asked, today: Date, terms: Terms<'_>) -> Contract {
        let cut = if terms.has(Rule::OldDay) { days_later(today, 1) } else { today };
        self.give_all_back(cut);
        self.pay_fee(today, terms.rates);
        self.fee = None;
        self.end();
        self.ends_on = Some(cut);
        self.cut_period(cut);
        let Want::Swap { product, tier, annual, seats } = &asked.want else {
            unreachable!("only a swap is swapped")
        };
        let mut prices = asked.prices.clone();
        prices.rates.clone_from(&terms.rates.rates);
        let deal = Deal {
            person: self.person,
            owner: self.owner,
            product: product.clone(),
            tier: tier.clone(),
            interval: if *annual { Interval::Annual } else { Interval::Monthly },
            seats: *seats,
            storage: 0,
            promised: false,
            trial: None,
            currency: self.currency,
            prices,
            zone: self.zone.clone(),
            country: self.country.clone(),
            reverse_charge: self.reverse_charge,
            exempt: self.exempt.clone(),
            begins: cut,
        };
        // Taxed as on the day it was asked, also where it begins on the next.
        let mut opened = Contract::open_taxed_on(&deal, today);
        let held = std::mem::take(&mut self.holders);
        if !held.is_empty() {
            opened.holders = held;
        }
        opened
    }
}

fn months(interval: Interval) -> i64 {
    if interval == Interval::Annual { 12 } else { 1 }
}

fn interval_of(months: i64) -> Interval {
    if months == 12 { Interval::Annual } else { Interval::Monthly }
}
