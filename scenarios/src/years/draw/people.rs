//! Who else is in an account, and who of them has a seat, drawn from dice of their own: lives of
//! earlier seeds are as they were.

use units::{Timestamp, Zone};

use super::{Draw, has_changes};
use crate::years::plan::{At, Figure, Rule, Want, What};

/// Lives up to this seed are of one person to an account.
const ALONE_UP_TO: u64 = 60;

/// Are there other people in the accounts of this life?
pub fn has_people(seed: u64) -> bool {
    seed > ALONE_UP_TO && has_changes(seed)
}

impl Draw {
    /// How parts of periods are counted, where that is not as at first.
    pub(super) fn counting(&mut self) -> Vec<Rule> {
        let mut rules = Vec::new();
        for (rule, percent) in [(Rule::Month30, 35), (Rule::HalfEven, 25)] {
            rules.extend(Some(rule).filter(|_| self.third.chance(percent)));
        }
        rules
    }

    /// The guests of one person's account, all its life.
    pub(super) fn people(&mut self, person: usize, figure: &Figure) {
        let zone: Zone = figure.zone.parse().expect("a zone");
        let guests = self.third.between(1, 6);
        let mut at = self.begins.plus_hours(self.third.between(70, 200));
        for guest in 1..=guests {
            at = at.plus_minutes(self.third.between(20, 9_000));
            self.invite(at, person, u32::try_from(guest).unwrap_or(1));
        }
        let pace_h = *self.third.pick(&[150, 300, 700]);
        while at < self.ends {
            at = at.plus_hours(self.third.between(40, pace_h));
            let when = self.by_day(at, &zone);
            self.of_licences(when, person, guests);
        }
        if !self.calm && self.third.chance(70) {
            self.transfers(person);
        }
        if self.third.chance(50) {
            self.exemptions(person, &zone);
        }
    }

    /// Certificates: granted as a rule, for a while or for ever, and now and then done without.
    fn exemptions(&mut self, person: usize, zone: &Zone) {
        let mut at = self.begins.plus_days(self.third.between(4, 200));
        for _ in 0..self.third.between(1, 3) {
            let days = *self.third.pick(&[None, Some(20), Some(100), Some(300)]);
            let granted = self.third.chance(85);
            let asked = self.by_day(at, zone);
            self.add(asked, What::Exempt { person, days, granted });
            let later = at.plus_days(self.third.between(10, 200));
            if self.third.chance(50) {
                let without = self.by_day(later, zone);
                self.add(without, What::Unexempt { person });
            }
            at = later.plus_days(self.third.between(1, 90));
        }
    }

    /// Money that comes by bank: a part, all of it, too much; mostly while cards fail.
    fn transfers(&mut self, person: usize) {
        for _ in 0..self.third.between(2, 12) {
            let span = self.ends.seconds_since(self.begins);
            let at = self.begins.plus_seconds(self.third.between(7 * 86_400, span));
            if self.third.chance(60) {
                let (days, hard) = (self.third.between(5, 80), self.third.chance(15));
                self.add(at, What::CardFails { person, days, hard });
            }
            let mut then = at;
            for _ in 0..self.third.between(1, 4) {
                then = then.plus_hours(self.third.between(30, 500));
                let percent = *self.third.pick(&[20, 60, 100, 100, 130]);
                let clicks = if self.third.chance(25) { 2 } else { 1 };
                self.add(then, What::Transfer { person, percent, clicks });
            }
        }
    }

    /// In calm lives the middle of the day, as in `fitting`; a moment at which something falls due
    /// now and then.
    fn by_day(&mut self, at: Timestamp, zone: &Zone) -> Timestamp {
        if self.calm {
            let noon = zone.start_of_day(zone.date(at)).plus_hours(14);
            return noon.plus_minutes(self.third.between(0, 90));
        }
        if self.tense.is_empty() || self.third.chance(75) {
            return at;
        }
        let tense = self.tense.clone();
        let aside = *self.third.pick(&[-400, -30, 0, 2, 90]);
        self.third.pick(&tense).plus_seconds(aside).max(self.begins.plus_hours(70))
    }

    fn invite(&mut self, at: Timestamp, person: usize, guest: u32) {
        let seat = self.third.chance(65).then(|| self.place());
        self.add(at, What::Invite { person, guest, seat });
        if self.third.chance(75) {
            let joins = at.plus_hours(self.third.between(3, 400));
            self.add(joins, What::Join { person, guest });
        }
    }

    fn place(&mut self) -> u32 {
        u32::try_from(self.third.between(0, 2)).unwrap_or_default()
    }

    /// Somebody; 0 is the owner.
    fn somebody(&mut self, from: i64, guests: i64) -> u32 {
        u32::try_from(self.third.between(from, guests)).unwrap_or_default()
    }

    fn of_licences(&mut self, at: Timestamp, person: usize, guests: i64) {
        let of = self.place();
        match self.third.below(12) {
            0..=3 => {
                let many = if self.calm { 1 } else { self.third.between(1, 3) };
                let guests = (0..many).map(|_| self.somebody(0, guests)).collect();
                self.add(at, What::Assign { person, of, guests });
            }
            4 => {
                // One after the other: in the end none is free, or everybody has one.
                for guest in 0..=guests {
                    let guests = vec![u32::try_from(guest).unwrap_or_default()];
                    let at = at.plus_minutes(guest * 3);
                    self.add(at, What::Assign { person, of, guests });
                }
            }
            5 | 6 => {
                let guest = self.somebody(0, guests);
                self.add(at, What::TakeBack { person, of, guest });
            }
            7 => {
                let guest = self.somebody(1, guests);
                self.add(at, What::Remove { person, guest });
                if self.third.chance(60) {
                    let again = at.plus_hours(self.third.between(4, 900));
                    self.add(again, What::Readmit { person, guest });
                    self.invite(again.plus_hours(2), person, guest);
                }
            }
            8 => {
                let guest = self.somebody(1, guests);
                self.invite(at, person, guest);
            }
            _ => self.fewer_seats(at, person, of),
        }
    }

    /// Fewer seats than people, as a rule; somebody is given one all the same.
    fn fewer_seats(&mut self, at: Timestamp, person: usize, of: u32) {
        let seats = u32::try_from(self.third.between(1, 4)).unwrap_or(1);
        let when = *self.third.pick(&[At::AsTheRulesSay, At::Now, At::Renewal, At::Renewal]);
        let (clicks, wait_s) = (1, self.third.between(4, 200));
        let want = Want::Seats { seats, when };
        self.add(at, What::Change { person, of, want, clicks, wait_s });
        if self.third.chance(60) {
            let guests = vec![self.somebody(0, 6)];
            let later = at.plus_minutes(self.third.between(20, 900));
            self.add(later, What::Assign { person, of, guests });
        }
    }
}
