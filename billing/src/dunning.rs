//! Dunning: what becomes of an invoice that nobody paid, step by step (C10, R-08, R-09).
//!
//! Some days after the first decline the charge is tried again, then the subscription is suspended,
//! then it ends; the policy has the days. Paying stops it at any point. Not known here: whether a
//! charge may be tried at all, which the last decline says.

use catalog::Dunning;
use units::Timestamp;

/// What is done next for an unpaid invoice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// The charge is tried once more.
    Retry,
    /// Service stops; nothing is deleted, and paying restores at once.
    Suspend,
    /// The subscription ends; coming back is a new period.
    End,
}

/// A step and its moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Planned {
    pub step: Step,
    pub at: Timestamp,
}

/// The step after `done` of them, for an invoice first declined at `since`; none after the end.
pub fn next(dunning: &Dunning, since: Timestamp, done: u32) -> Option<Planned> {
    let retries = dunning.retry_days.iter().map(|day| (Step::Retry, *day));
    let rest = [(Step::Suspend, dunning.suspend_days), (Step::End, dunning.end_days)];
    let (step, days) = retries.chain(rest).nth(usize::try_from(done).ok()?)?;
    Some(Planned { step, at: since.plus_days(i64::from(days)) })
}

/// When service stops for an invoice first declined at `since`.
pub fn suspends_at(dunning: &Dunning, since: Timestamp) -> Timestamp {
    since.plus_days(i64::from(dunning.suspend_days))
}

/// When the charge is tried again after `done` steps; none when it is not any more.
pub fn next_retry(dunning: &Dunning, since: Timestamp, done: u32) -> Option<Timestamp> {
    next(dunning, since, done).filter(|planned| planned.step == Step::Retry).map(|next| next.at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// C10: four retries in a week, then suspension, then the end, each later than the one before.
    #[test]
    fn steps_come_in_order_and_end() {
        let dunning = Dunning::default();
        let since = Timestamp::from_seconds(0);
        let all: Vec<Planned> = (0..).map_while(|done| next(&dunning, since, done)).collect();
        let steps: Vec<Step> = all.iter().map(|planned| planned.step).collect();
        let retry = Step::Retry;
        assert_eq!(steps, [retry, retry, retry, retry, Step::Suspend, Step::End]);
        assert!(all.is_sorted_by(|a, b| a.at < b.at));
        assert_eq!(next_retry(&dunning, since, 3), Some(since.plus_days(7)));
        assert_eq!(next_retry(&dunning, since, 4), None);
        assert_eq!(suspends_at(&dunning, since), all[4].at);
    }
}
