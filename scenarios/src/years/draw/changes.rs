//! What people do with what they have bought, drawn from dice of their own: the rest of a plan is
//! the same as without it.

use billing::subscription::AfterTrial;
use units::{Currency, Interval, Timestamp, Zone};

use super::Draw;
use crate::years::bank::{Debited, Habit};
use crate::years::plan::{At, Back, ChargeTrouble, Extras, Figure, Rule, Want, What};
use crate::years::prices::PROMISED;

/// Lives up to this seed only buy, pay and renew; of those after it each fourth does.
const PLAIN_UP_TO: u64 = 20;
const PLAIN_EACH: u64 = 4;

/// Do people change what they have in this life?
pub fn has_changes(seed: u64) -> bool {
    seed > PLAIN_UP_TO && !seed.is_multiple_of(PLAIN_EACH)
}

const TIERS: [&str; 3] = ["starter", "pro", "plus"];
const PLANS: [(&str, &str); 5] = [
    ("meetings", "starter"),
    ("meetings", "pro"),
    ("meetings", "plus"),
    ("webinars", "pro"),
    ("webinars", "plus"),
];

/// One person and the subscription they have in mind.
#[derive(Clone, Copy)]
struct Mind {
    person: usize,
    of: u32,
}

impl Draw {
    /// The rules of the life's catalog.
    pub(super) fn rules(&mut self) -> Vec<Rule> {
        let mut rules = Vec::new();
        for (rule, percent) in [
            (Rule::Dunning, if self.calm { 0 } else { 55 }),
            (Rule::DecreaseNow, 40),
            (Rule::KeepAnchor, 35),
            (Rule::OldDay, 20),
            (Rule::UsedDay, 30),
            (Rule::Refund, 35),
        ] {
            if self.more.chance(percent) {
                rules.push(rule);
            }
        }
        rules
    }

    /// What an order has beside its seats.
    pub(super) fn extras(&mut self, product: &str, tier: &str, interval: Interval) -> Extras {
        let mut extras = Extras::default();
        if !self.changing {
            return extras;
        }
        if tier != "starter" && self.more.chance(35) {
            let then = [AfterTrial::Subscribe, AfterTrial::Subscribe, AfterTrial::End];
            extras.trial = Some(*self.more.pick(&then));
        }
        let monthly = interval == Interval::Monthly;
        extras.promised = monthly && (product, tier) == PROMISED && self.more.chance(45);
        extras.storage = if self.more.chance(30) { self.few(4) } else { 0 };
        extras
    }

    /// What one person changes, all their life.
    pub(super) fn changes(&mut self, person: usize, figure: &Figure) {
        let zone: Zone = figure.zone.parse().expect("a zone");
        let pace_h = *self.more.pick(&[150, 400, 900]);
        let mut at = self.begins.plus_hours(60);
        while at < self.ends {
            at = at.plus_hours(self.more.between(60, pace_h));
            let mind = Mind { person, of: self.few(3) - 1 };
            let when = self.fitting(at, &zone);
            self.story(when, mind);
        }
        if figure.currency == Currency::EUR && !self.calm && self.more.chance(60) {
            self.accounts(person);
        }
        // What they tried ends soon; somebody thinks about that in time.
        let soon = self.begins.plus_hours(self.more.between(50, 330));
        let soon = self.fitting(soon, &zone);
        let want = match self.more.below(3) {
            0 => Want::EndTrial,
            1 => Want::KeepAfterTrial,
            _ => Want::Cancel,
        };
        self.change(soon, Mind { person, of: 0 }, want);
    }

    /// Accounts that are debited, and which way to pay is the default.
    fn accounts(&mut self, person: usize) {
        for _ in 0..self.more.between(1, 4) {
            let span = self.ends.seconds_since(self.begins);
            let at = self.begins.plus_seconds(self.more.between(7_200, span));
            let ends = *self.more.pick(&[
                Debited::Paid,
                Debited::Paid,
                Debited::Bounced,
                Debited::TakenBack,
            ]);
            let default = self.more.chance(70);
            self.add(at, What::KeepAccount { person, ends, default });
            let at = at.plus_days(self.more.between(3, 120));
            let place = self.few(3) - 1;
            self.add(at, What::Prefer { person, place });
        }
    }

    /// `at`, or a moment at which something falls due; in calm lives the middle of the day, so that
    /// a minute more or less leaves the day as it is.
    fn fitting(&mut self, at: Timestamp, zone: &Zone) -> Timestamp {
        if self.calm {
            let noon = zone.start_of_day(zone.date(at)).plus_hours(12);
            return noon.plus_minutes(self.more.between(0, 90));
        }
        if self.tense.is_empty() || self.more.chance(70) {
            return at;
        }
        let tense = self.tense.clone();
        let aside = *self.more.pick(&[-3_600, -400, -30, 2, 90, 4_000]);
        self.more.pick(&tense).plus_seconds(aside).max(self.begins.plus_hours(60))
    }

    fn few(&mut self, most: i64) -> u32 {
        u32::try_from(self.more.between(1, most)).unwrap_or(1)
    }

    fn when(&mut self) -> At {
        *self.more.pick(&[At::AsTheRulesSay, At::AsTheRulesSay, At::Now, At::Renewal])
    }

    fn change(&mut self, at: Timestamp, mind: Mind, want: Want) {
        let Mind { person, of } = mind;
        let clicks = if self.more.chance(25) { 2 } else { 1 };
        let late = !self.calm && self.more.chance(12);
        let wait_s = if late { self.more.between(700, 9_000) } else { self.more.between(4, 300) };
        self.add(at, What::Change { person, of, want, clicks, wait_s });
        self.tense.push(at.plus_seconds(wait_s));
    }

    /// Something people do, with what they do about it later.
    fn story(&mut self, at: Timestamp, mind: Mind) {
        match self.more.below(20) {
            0..=3 => self.of_seats(at, mind),
            4..=6 => self.of_plans(at, mind),
            7 => {
                let (packs, when) = (self.few(5) - 1, self.when());
                self.change(at, mind, Want::Storage { packs, when });
            }
            8..=11 => self.of_ends(at, mind),
            12 | 13 => self.of_immediate_ends(at, mind),
            14 | 15 => self.of_promises(at, mind),
            16 => {
                let (product, tier) = *self.more.pick(&PLANS);
                let (product, tier) = (product.to_owned(), tier.to_owned());
                let (annual, seats) = (self.more.chance(30), self.few(9));
                self.change(at, mind, Want::Swap { product, tier, annual, seats });
            }
            17 => self.change(at, mind, Want::Withdraw),
            18 => self.add(at, What::UseCredit { person: mind.person }),
            _ => self.of_money(at, mind),
        }
    }

    fn of_seats(&mut self, at: Timestamp, mind: Mind) {
        let (seats, when) = (self.few(15), self.when());
        self.change(at, mind, Want::Seats { seats, when });
        if self.more.chance(50) {
            // Later the same day, as a rule.
            let later = at.plus_minutes(self.more.between(120, 240));
            let (seats, when) = (self.few(15), self.when());
            self.change(later, mind, Want::Seats { seats, when });
        }
    }

    fn of_plans(&mut self, at: Timestamp, mind: Mind) {
        let (tier, when) = ((*self.more.pick(&TIERS)).to_owned(), self.when());
        let annual = self.more.chance(50);
        let want = match self.more.chance(60) {
            true => Want::Tier { tier, when },
            false => Want::Interval { annual, when },
        };
        self.change(at, mind, want);
        if self.more.chance(35) {
            let later = at.plus_minutes(self.more.between(120, 240));
            let (tier, when) = ((*self.more.pick(&TIERS)).to_owned(), self.when());
            self.change(later, mind, Want::Tier { tier, when });
        }
        if self.more.chance(15) {
            let soon = at.plus_minutes(self.more.between(6, 100));
            self.change(soon, mind, Want::Cancel);
        }
    }

    fn of_ends(&mut self, at: Timestamp, mind: Mind) {
        self.change(at, mind, Want::Cancel);
        if self.more.chance(25) {
            let again = at.plus_minutes(self.more.between(120, 200));
            self.change(again, mind, Want::Cancel);
        }
        let days = self.more.between(1, 12);
        match self.more.below(4) {
            0 | 1 => self.change(at.plus_days(days), mind, Want::Withdraw),
            2 => self.change(at.plus_days(20 + days * 4), mind, Want::Resume),
            _ => {
                self.change(at.plus_minutes(150), mind, Want::Withdraw);
                self.change(at.plus_days(days), mind, Want::Cancel);
            }
        }
    }

    fn of_immediate_ends(&mut self, at: Timestamp, mind: Mind) {
        let back = *self.more.pick(&[Back::Nowhere, Back::ToBalance, Back::ToPayer]);
        self.change(at, mind, Want::CancelNow { back });
        if back == Back::ToPayer && !self.calm && self.more.chance(40) {
            let trouble = *self.more.pick(&[
                ChargeTrouble::NotSent,
                ChargeTrouble::RequestLost,
                ChargeTrouble::AnswerLost,
            ]);
            self.add(at, What::NextRefund { trouble });
        }
        if self.more.chance(75) {
            let days = *self.more.pick(&[0, 0, 1, 9, 40]);
            self.change(at.plus_days(days).plus_minutes(140), mind, Want::Resume);
        }
    }

    fn of_promises(&mut self, at: Timestamp, mind: Mind) {
        self.change(at, mind, Want::Promise);
        let later = at.plus_days(self.more.between(2, 200));
        match self.more.below(3) {
            0 => self.change(later, mind, Want::CancelWithPromise),
            1 => {
                self.change(later, mind, Want::Cancel);
                self.change(later.plus_minutes(150), mind, Want::Withdraw);
            }
            _ => self.change(later, mind, Want::CancelNow { back: Back::ToBalance }),
        }
    }

    /// Cards that fail for long, and what people do then.
    fn of_money(&mut self, at: Timestamp, Mind { person, of }: Mind) {
        if self.calm {
            return;
        }
        let (days, hard) = (self.more.between(20, 110), self.more.chance(25));
        self.add(at, What::CardFails { person, days, hard });
        let then = at.plus_days(self.more.between(15, 130));
        if self.more.chance(30) {
            self.change(then, Mind { person, of }, Want::Cancel);
            self.change(then.plus_minutes(170), Mind { person, of }, Want::Withdraw);
        }
        if self.more.chance(70) {
            let habit = Habit::Pays;
            for hours in [3, 4, 5] {
                self.add(then.plus_hours(hours), What::KeepCard { person, habit });
                self.add(
                    then.plus_hours(hours).plus_minutes(9),
                    What::PayInvoice { person, clicks: 1 },
                );
            }
            self.change(then.plus_hours(30), Mind { person, of }, Want::Resume);
        }
    }
}
