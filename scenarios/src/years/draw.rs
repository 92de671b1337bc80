//! Draws a plan from a seed.
//!
//! Swarm testing (Groce et al. 2012): each seed draws its own subset of what can happen and its own
//! rates, so that rare things get lives of their own instead of drowning in the usual ones.

mod again;
mod changes;
mod people;
pub mod told;

use jiff::civil::{Date, date};
use units::{Currency, Interval, Timestamp, Zone};

use crate::years::bank::Habit;
use crate::years::dice::Dice;
use crate::years::model::months_later;
use crate::years::plan::{ChargeTrouble, Figure, Plan, Step, What};
use crate::years::prices::SOLD;

pub use again::has_repeats;
pub use changes::has_changes;
pub use people::has_people;

/// How long lives are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Span {
    /// One to three people, nine months to two and a half years: for every change.
    Short,
    /// One to five people, five to twelve years: for nights.
    Long,
}

/// Each fifth seed lives on a machine that dies and is otherwise left alone: its books must be those
/// of the same life on a machine that never does (I-26).
pub fn is_calm(seed: u64) -> bool {
    seed.is_multiple_of(5)
}

const ZONES: [&str; 7] = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Tokyo",
    "Pacific/Auckland",
    "Asia/Kathmandu",
    "America/Sao_Paulo",
];

/// Country and VAT number.
const BUYERS: [(&str, Option<&str>); 5] =
    [("DE", None), ("FR", None), ("FR", Some("FR83404833048")), ("FI", None), ("US", None)];

/// Days on which calendars show their teeth.
const BEGINNINGS: [(i16, i8, i8); 8] = [
    (2027, 1, 30),
    (2027, 3, 26),
    (2027, 8, 29),
    (2027, 10, 29),
    (2027, 12, 29),
    (2028, 1, 29),
    (2028, 2, 27),
    (2028, 5, 30),
];

struct Draw {
    dice: Dice,
    /// For what lives with changes have beside others.
    more: Dice,
    /// For what lives with people in accounts have beside those.
    third: Dice,
    /// For what is sent once more and sent back.
    fourth: Dice,
    calm: bool,
    changing: bool,
    begins: Timestamp,
    ends: Timestamp,
    steps: Vec<Step>,
    /// Moments at which something falls due: where trouble is worth its while.
    tense: Vec<Timestamp>,
}

/// The plan of `seed`.
pub fn draw(seed: u64, span: Span) -> Plan {
    let mut dice = Dice::new(seed, 7);
    let begins = beginning(&mut dice);
    let (people, days) = match span {
        Span::Short => (dice.between(1, 3), dice.between(270, 920)),
        Span::Long => (dice.between(1, 5), dice.between(5 * 365, 12 * 366)),
    };
    let ends = begins.plus_days(days);
    let calm = is_calm(seed);
    let (more, changing) = (Dice::new(seed, 8), has_changes(seed));
    let (third, fourth) = (Dice::new(seed, 9), Dice::new(seed, 10));
    let (steps, tense) = (Vec::new(), Vec::new());
    let mut draw = Draw { dice, more, third, fourth, calm, changing, begins, ends, steps, tense };
    let mut rules = if changing { draw.rules() } else { Vec::new() };
    if has_people(seed) {
        rules.extend(draw.counting());
    }
    let people: Vec<Figure> = (0..people).map(|_| draw.figure()).collect();
    for (person, figure) in people.iter().enumerate() {
        draw.life(person, figure);
        if changing {
            draw.changes(person, figure);
        }
        if has_people(seed) {
            draw.people(person, figure);
        }
        if has_repeats(seed) {
            draw.again(person, figure);
        }
    }
    if !calm {
        draw.operator();
        draw.outside();
    }
    draw.machine();
    draw.steps.retain(|step| step.at < ends);
    draw.steps.sort_by_key(|step| step.at);
    Plan { seed, begins, ends, people, rules, steps: draw.steps }
}

fn beginning(dice: &mut Dice) -> Timestamp {
    let (year, month, day) = *dice.pick(&BEGINNINGS);
    let day = Zone::utc().start_of_day(date(year, month, day));
    day.plus_minutes(dice.between(0, 4 * 1440))
}

impl Draw {
    fn figure(&mut self) -> Figure {
        let (country, vat_id) = *self.dice.pick(&BUYERS);
        let currencies =
            [Currency::EUR, Currency::EUR, Currency::USD, Currency::JPY, Currency::KWD];
        Figure {
            zone: (*self.dice.pick(&ZONES)).to_owned(),
            locale: (*self.dice.pick(&["en", "fr", "ru"])).to_owned(),
            country: country.to_owned(),
            currency: *self.dice.pick(&currencies),
            vat_id: vat_id.map(str::to_owned),
        }
    }

    fn add(&mut self, at: Timestamp, what: What) {
        self.steps.push(Step { at, what });
    }

    fn habit(&mut self) -> Habit {
        match self.calm || self.dice.chance(55) {
            true => Habit::Pays,
            false => *self.dice.pick(&Habit::ALL),
        }
    }

    fn clicks(&mut self) -> u32 {
        if self.dice.chance(30) { 2 } else { 1 }
    }

    /// One person's life: they arrive, buy, and do what people do, at their own pace.
    fn life(&mut self, person: usize, figure: &Figure) {
        let mut at = self.begins.plus_minutes(self.dice.between(0, 2_880));
        let tabs = self.clicks();
        self.add(at, What::SignUp { person, tabs });
        at = at.plus_minutes(self.dice.between(30, 600));
        let habit = self.habit();
        self.add(at, What::KeepCard { person, habit });
        at = at.plus_minutes(self.dice.between(30, 600));
        self.order(at, person, figure, 0);
        let pace_h = *self.dice.pick(&[60, 200, 500, 1_200]);
        let mut acts = 1;
        while at < self.ends {
            at = at.plus_hours(self.dice.between(if self.calm { 30 } else { 1 }, pace_h));
            self.act(at, person, figure, &mut acts);
        }
    }

    fn act(&mut self, at: Timestamp, person: usize, figure: &Figure, orders: &mut i64) {
        let clicks = self.clicks();
        let approve = self.dice.chance(70);
        match self.dice.below(20) {
            0 | 1 => {
                self.order(at, person, figure, *orders);
                *orders += 1;
            }
            2 | 3 => {
                let habit = self.habit();
                self.add(at, What::KeepCard { person, habit });
            }
            4 => self.add(at, What::OrderAgain { person }),
            5..=7 if !self.calm => self.add(at, What::PayOrder { person, clicks }),
            8..=11 if !self.calm => self.add(at, What::PayInvoice { person, clicks }),
            12..=14 if !self.calm => self.add(at, What::AnswerBank { person, approve }),
            15 | 16 if !self.calm => {
                let days = self.dice.between(1, 40);
                let hard = self.dice.chance(30);
                self.add(at, What::CardFails { person, days, hard });
            }
            _ => {}
        }
    }

    fn order(&mut self, at: Timestamp, person: usize, figure: &Figure, earlier: i64) {
        let (product, tier) = match (earlier, self.calm) {
            (0, _) => SOLD[usize::try_from(self.dice.below(3)).unwrap_or_default()],
            _ => *self.dice.pick(&SOLD),
        };
        let annual = self.dice.chance(25);
        let interval = if annual { Interval::Annual } else { Interval::Monthly };
        let late = !self.calm && self.dice.chance(20);
        let wait_s = if late { self.dice.between(600, 7_200) } else { self.dice.between(5, 400) };
        let seats = u32::try_from(self.dice.between(1, 12)).unwrap_or(1);
        let clicks = self.clicks();
        let extras = self.extras(product, tier, interval);
        let (product, tier) = (product.to_owned(), tier.to_owned());
        let order = What::Order { person, product, tier, interval, seats, clicks, wait_s, extras };
        self.add(at, order);
        let pressed = at.plus_seconds(wait_s);
        self.tense.push(pressed);
        let zone: Zone = figure.zone.parse().expect("a zone");
        let day: Date = zone.date(at);
        let months = if annual { 12 } else { 1 };
        for period in 1..=150 {
            let due = zone.start_of_day(months_later(day, period * months));
            if due >= self.ends {
                break;
            }
            self.tense.push(due);
        }
        // Now and then somebody answers the bank right away, and tries again with another card.
        if !self.calm && self.dice.chance(60) {
            let approve = self.dice.chance(75);
            let soon = pressed.plus_minutes(self.dice.between(1, 4_000));
            self.add(soon, What::AnswerBank { person, approve });
            if self.dice.chance(50) {
                self.add(soon.plus_minutes(9), What::KeepCard { person, habit: Habit::Pays });
                self.add(soon.plus_minutes(15), What::PayOrder { person, clicks });
            }
        }
    }

    fn anywhen(&mut self) -> Timestamp {
        let span = self.ends.seconds_since(self.begins);
        self.begins.plus_seconds(self.dice.between(0, span))
    }

    /// Shortly before or at a moment at which something falls due; or anywhen.
    fn tense_moment(&mut self) -> Timestamp {
        if self.tense.is_empty() || self.dice.chance(20) {
            return self.anywhen();
        }
        let tense = self.tense.clone();
        let before = *self.dice.pick(&[0, 0, 1, 60, 3_000]);
        self.dice.pick(&tense).plus_seconds(-before).max(self.begins)
    }

    /// How many times something happens in this life: mostly never, sometimes often.
    fn often(&mut self, per_year: i64) -> i64 {
        if self.dice.chance(55) {
            return 0;
        }
        let days = self.ends.seconds_since(self.begins) / 86_400;
        let most = (days * per_year / 365).max(1);
        self.dice.between(1, most)
    }

    fn operator(&mut self) {
        for _ in 0..self.often(3) {
            let (at, dearer) = (self.tense_moment(), self.dice.between(0, 9));
            self.add(at.plus_seconds(30), What::Publish { dearer });
        }
        for _ in 0..self.often(2) {
            let country = (*self.dice.pick(&["DE", "FR", "FI"])).to_owned();
            let (in_days, permille) = (self.dice.between(1, 60), self.dice.between(150, 270));
            let at = self.anywhen();
            self.add(at, What::TaxChanges { country, in_days, permille });
        }
    }

    /// The bank, the mail server and the line to them.
    fn outside(&mut self) {
        for _ in 0..self.often(8) {
            let seconds = self.dice.between(30, 4_000);
            let trouble = *self.dice.pick(&[
                ChargeTrouble::NotSent,
                ChargeTrouble::RequestLost,
                ChargeTrouble::AnswerLost,
                ChargeTrouble::AnswerLost,
                ChargeTrouble::Slow { seconds },
            ]);
            let at = self.tense_moment();
            self.add(at, What::NextCharge { trouble });
        }
        for _ in 0..self.often(3) {
            let (at, hours) = (self.tense_moment(), *self.dice.pick(&[1, 7, 50, 200, 960]));
            self.add(at, What::BankDown { hours });
        }
        for _ in 0..self.often(2) {
            let (at, hours) = (self.tense_moment(), *self.dice.pick(&[1, 9, 48, 400, 960]));
            self.add(at, What::MailDown { hours });
        }
        for _ in 0..self.often(2) {
            let at = self.anywhen();
            let delay_s = *self.dice.pick(&[0, 2, 400, 5_000, 90_000]);
            let copies = u32::try_from(self.dice.between(0, 5)).unwrap_or(1);
            let backwards = self.dice.chance(50);
            self.add(at, What::Events { delay_s, copies, backwards });
        }
    }

    /// The machine the house runs on.
    fn machine(&mut self) {
        let crashes = if self.calm { 12 } else { self.often(12) };
        for _ in 0..crashes {
            let (at, after) = (self.tense_moment(), self.dice.below(60));
            self.add(at, What::Crash { after });
        }
        if self.calm {
            return;
        }
        for _ in 0..self.often(8) {
            let (at, after) = (self.tense_moment(), self.dice.below(8));
            self.add(at, What::CommitLost { after });
        }
        for _ in 0..self.often(6) {
            let (at, after) = (self.tense_moment(), self.dice.below(12));
            let times = 1 + self.dice.below(5);
            self.add(at, What::Busy { after, times });
        }
        for _ in 0..self.often(3) {
            let (at, minutes) = (self.tense_moment(), *self.dice.pick(&[5, 90, 2_000]));
            self.add(at, What::DiskFull { minutes });
        }
        for _ in 0..self.often(3) {
            let (at, hours) = (self.tense_moment(), *self.dice.pick(&[1, 8, 60, 400, 800, 960]));
            self.add(at, What::Down { hours });
        }
        for _ in 0..self.often(3) {
            let seconds = *self.dice.pick(&[-7_200, -900, -40, 40, 900, 5_000]);
            let (at, minutes) = (self.tense_moment(), self.dice.between(20, 3_000));
            self.add(at, What::ClockOff { seconds });
            self.add(at.plus_minutes(minutes), What::ClockOff { seconds: 0 });
        }
        for _ in 0..self.often(3) {
            let (at, hours) = (self.tense_moment(), self.dice.between(2, 200));
            self.add(at, What::SecondNode { hours });
        }
    }
}
