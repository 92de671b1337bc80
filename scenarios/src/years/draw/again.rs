//! What is sent once more, and payments that an operator sends back, drawn from dice of their own:
//! lives of earlier seeds are as they were.

use units::{Timestamp, Zone};

use super::Draw;
use crate::years::plan::{Again, ChargeTrouble, Figure, What};

/// In lives up to this seed nothing of it happens.
const ONCE_UP_TO: u64 = 120;

/// Is something sent once more, or sent back, in this life?
pub fn has_repeats(seed: u64) -> bool {
    seed > ONCE_UP_TO
}

impl Draw {
    /// What one person sends once more, all their life, and what goes back to them.
    pub(super) fn again(&mut self, person: usize, figure: &Figure) {
        let zone: Zone = figure.zone.parse().expect("a zone");
        for _ in 0..self.fourth.between(3, 14) {
            let at = self.once_more_at(&zone);
            let how = *self.fourth.pick(&[
                Again::Alike,
                Again::Alike,
                Again::Alike,
                Again::Otherwise,
                Again::BySomebodyElse,
            ]);
            let newest = self.fourth.chance(40);
            let back = if newest { 0 } else { self.of(20) };
            self.add(at, What::Repeat { person, back, how });
        }
        if !self.calm && self.fourth.chance(65) {
            self.refunds(person, &zone);
        }
    }

    fn of(&mut self, most: i64) -> u32 {
        u32::try_from(self.fourth.between(0, most)).unwrap_or_default()
    }

    /// Anywhen after the first days; now and then at a moment at which something falls due, and by
    /// day in calm lives.
    fn once_more_at(&mut self, zone: &Zone) -> Timestamp {
        let span = self.ends.seconds_since(self.begins);
        let at = self.begins.plus_seconds(self.fourth.between(2 * 86_400, span));
        if self.calm {
            return zone.start_of_day(zone.date(at)).plus_hours(16);
        }
        if self.tense.is_empty() || self.fourth.chance(70) {
            return at;
        }
        let tense = self.tense.clone();
        let aside = *self.fourth.pick(&[-3, 0, 1, 20, 500]);
        self.fourth.pick(&tense).plus_seconds(aside).max(self.begins.plus_hours(40))
    }

    /// Payments go back, a part or all of each; some are made anew, by whatever way.
    fn refunds(&mut self, person: usize, zone: &Zone) {
        for _ in 0..self.fourth.between(1, 5) {
            let at = self.once_more_at(zone);
            let (of, clicks) = (self.of(3), 1 + self.of(1));
            let percent = *self.fourth.pick(&[100, 100, 100, 40, 70]);
            if self.fourth.chance(30) {
                let trouble = *self.fourth.pick(&[
                    ChargeTrouble::NotSent,
                    ChargeTrouble::RequestLost,
                    ChargeTrouble::AnswerLost,
                ]);
                self.add(at, What::NextRefund { trouble });
            }
            self.add(at, What::SendBack { person, of, percent, clicks });
            if self.fourth.chance(35) {
                // Another one while the first is on its way, perhaps of the same payment.
                let soon = at.plus_seconds(self.fourth.between(10, 90_000));
                self.add(soon, What::SendBack { person, of, percent: 100, clicks: 1 });
            }
            let later = at.plus_hours(self.fourth.between(27, 900));
            match self.fourth.below(5) {
                0 | 1 => self.add(later, What::PayInvoice { person, clicks }),
                2 => self.add(later, What::UseCredit { person }),
                3 => self.add(later, What::Transfer { person, percent: 100, clicks: 1 }),
                _ => {}
            }
        }
    }
}
