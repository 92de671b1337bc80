//! What has been billed for a subscription and is still held, and what a cut of it comes to.
//!
//! One rule: what a number of seats costs for a stretch is rounded once, from the cut to the end of
//! the period, and every part is the difference of two such amounts. What is held at one price for
//! the same days is one heap, in however many steps it was bought.

use jiff::civil::Date;

use super::calendar::{days, days_of_thirty, half_even, half_up, months_from};

/// Why a line stands on a document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    Charge,
    Credit,
    Fee,
}

/// A line that a document must have, net; what is given back is negative.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    pub kind: Kind,
    /// `meetings/pro`, `+extra_storage`, `fee`.
    pub thing: String,
    pub from: Date,
    pub to: Date,
    /// Of one for a full period.
    pub unit: i64,
    /// Tenths of a percent.
    pub permille: i64,
    pub quantity: i64,
    pub minor: i64,
}

/// Held at one price for the same days.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Heap {
    thing: String,
    unit: i64,
    permille: i64,
    from: Date,
    to: Date,
    full_from: Date,
    held: i64,
    counting: Counting,
}

/// How a part of a period is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counting {
    /// Every month has thirty days.
    pub thirty: bool,
    /// Halves go to the even neighbour.
    pub even: bool,
}

impl Heap {
    /// What `quantity` of it come to from `cut` to the end.
    fn rest(&self, quantity: i64, cut: Date) -> i64 {
        let whole = self.unit * quantity;
        let gone = whole * self.used(cut);
        let round = if self.counting.even { half_even } else { half_up };
        whole - round(gone, self.total())
    }

    /// Days of the full period.
    fn total(&self) -> i64 {
        match self.counting.thirty {
            true => months_from(self.full_from, self.to) * 30,
            false => days(self.full_from, self.to),
        }
    }

    /// Days of the full period that are gone at `cut`.
    fn used(&self, cut: Date) -> i64 {
        let cut = cut.max(self.from);
        let gone = match self.counting.thirty {
            _ if cut >= self.to => self.total(),
            true => days_of_thirty(self.full_from, self.to, cut),
            false => days(self.full_from, cut),
        };
        gone.clamp(0, self.total())
    }

    /// Is nothing left of it at `cut`?
    fn is_over(&self, cut: Date) -> bool {
        self.used(cut) == self.total()
    }

    fn is_of(&self, other: &Heap) -> bool {
        let held = other.held;
        Heap { held, ..self.clone() } == *other
    }
}

/// Everything that was billed, and what is held of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Billed {
    pub lines: Vec<Line>,
    /// The newest last.
    heaps: Vec<Heap>,
    /// What was held when it ended.
    unserved: Vec<Heap>,
    counting: Counting,
}

/// One thing at its price and tax.
#[derive(Clone, Copy)]
pub struct Priced<'a> {
    pub thing: &'a str,
    pub unit: i64,
    pub permille: i64,
}

impl Billed {
    /// Nothing yet, counted like that.
    pub fn counted(counting: Counting) -> Billed {
        Billed { counting, ..Billed::default() }
    }

    /// `quantity` more of a thing from `cut` to the end of the period `full`.
    pub fn charge(&mut self, of: Priced<'_>, quantity: i64, full: (Date, Date), cut: Date) {
        let Priced { thing, unit, permille } = of;
        let from = cut.max(full.0);
        let fresh = Heap {
            thing: thing.to_owned(),
            unit,
            permille,
            from,
            to: full.1,
            full_from: full.0,
            held: 0,
            counting: self.counting,
        };
        if quantity == 0 || fresh.is_over(from) {
            return;
        }
        let before = self.heaps.iter().position(|heap| heap.is_of(&fresh));
        let mut heap = before.map_or(fresh, |place| self.heaps.remove(place));
        let minor = heap.rest(heap.held + quantity, from) - heap.rest(heap.held, from);
        heap.held += quantity;
        let (thing, to) = (heap.thing.clone(), heap.to);
        self.heaps.push(heap);
        let kind = Kind::Charge;
        self.lines.push(Line { kind, thing, from, to, unit, permille, quantity, minor });
    }

    /// `quantity` of `thing` are given back from `cut` on, the newest first.
    pub fn give_back(&mut self, thing: &str, quantity: i64, cut: Date) {
        let mut left = quantity;
        for heap in self.heaps.iter_mut().rev() {
            if heap.thing != thing || heap.held == 0 || heap.is_over(cut) || left == 0 {
                continue;
            }
            let taken = left.min(heap.held);
            let minor = heap.rest(heap.held - taken, cut) - heap.rest(heap.held, cut);
            heap.held -= taken;
            left -= taken;
            if minor == 0 {
                continue;
            }
            self.lines.push(Line {
                kind: Kind::Credit,
                thing: thing.to_owned(),
                from: cut.max(heap.from),
                to: heap.to,
                unit: heap.unit,
                permille: heap.permille,
                quantity: taken,
                minor,
            });
        }
    }

    /// All that is held is given back.
    pub fn give_all_back(&mut self, things: &[&str], cut: Date) {
        for thing in things {
            self.give_back(thing, i64::MAX, cut);
        }
    }

    /// What is held beyond `since` is billed anew without tax.
    pub fn untax(&mut self, since: Date) {
        for heap in self.heaps.iter_mut().filter(|heap| heap.to > since) {
            heap.permille = 0;
        }
    }

    /// Nothing of it will be given back any more, unless it was never served.
    pub fn forfeit(&mut self) {
        self.unserved = std::mem::take(&mut self.heaps);
    }

    /// An invoice of these lines was paid after all, and nothing was served from `cut` on.
    pub fn give_unserved_back(&mut self, invoiced: &[Line], cut: Date) {
        let mut left = Vec::new();
        for mut heap in std::mem::take(&mut self.unserved) {
            let same = |line: &&Line| {
                // What was exempted meanwhile was billed with tax.
                let tax = heap.permille == 0 || heap.permille == line.permille;
                let heap = (&heap.thing, heap.unit, heap.from, heap.to);
                tax && (&line.thing, line.unit, line.from, line.to) == heap
            };
            let billed: i64 = invoiced.iter().filter(same).map(|line| line.quantity).sum();
            let taken = billed.min(heap.held);
            heap.held -= taken;
            let minor = if heap.is_over(cut) { 0 } else { -heap.rest(taken, cut) };
            if minor != 0 {
                self.lines.push(Line {
                    kind: Kind::Credit,
                    thing: heap.thing.clone(),
                    from: cut.max(heap.from),
                    to: heap.to,
                    unit: heap.unit,
                    permille: heap.permille,
                    quantity: taken,
                    minor,
                });
            }
            left.push(heap);
        }
        self.unserved = left;
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// seats added and taken away on one day come to nothing, whatever was rounded.
    #[test]
    fn up_and_down_on_one_day_is_nothing() {
        let full = (date(2027, 2, 1), date(2027, 3, 1));
        let priced = Priced { thing: "meetings/pro", unit: 1401, permille: 190 };
        let mut billed = Billed::default();
        billed.charge(priced, 3, full, full.0);
        billed.charge(priced, 2, full, date(2027, 2, 12));
        billed.give_back("meetings/pro", 2, date(2027, 2, 12));
        let minor: i64 = billed.lines.iter().map(|line| line.minor).sum();
        assert_eq!(minor, 3 * 1401);
        // 17 of 28 days of one at 14.01: 8.51.
        billed.give_back("meetings/pro", 1, date(2027, 2, 12));
        assert_eq!(billed.lines.last().map(|line| line.minor), Some(-851));
    }
}
