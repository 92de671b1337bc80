//! Trouble on the line, made on purpose by tests. Not part of the books, gone with the process.

use std::collections::VecDeque;

use units::Timestamp;

/// What goes wrong with one charge or one refund.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// The request surely does not leave the house.
    NotSent,
    /// The request gets lost on the way, and the caller cannot know.
    RequestLost,
    /// The request is carried out, and the answer gets lost.
    AnswerLost,
}

#[derive(Default)]
pub struct Faults {
    charges: VecDeque<Fault>,
    refunds: VecDeque<Fault>,
    unreachable_until: Option<Timestamp>,
}

impl Faults {
    pub fn add_to_charges(&mut self, faults: impl IntoIterator<Item = Fault>) {
        self.charges.extend(faults);
    }

    pub fn add_to_refunds(&mut self, faults: impl IntoIterator<Item = Fault>) {
        self.refunds.extend(faults);
    }

    pub fn cut_until(&mut self, until: Timestamp) {
        self.unreachable_until = Some(until);
    }

    /// The line is cut at `now`.
    pub fn cut(&self, now: Timestamp) -> bool {
        self.unreachable_until.is_some_and(|until| now < until)
    }

    /// What this charge meets.
    pub fn of_charge(&mut self) -> Option<Fault> {
        self.charges.pop_front()
    }

    /// What this refund meets.
    pub fn of_refund(&mut self) -> Option<Fault> {
        self.refunds.pop_front()
    }
}
