//! The clock as an operator sees it, and how far one step moves it (P5). Moving is the runner's
//! business (`jobs`): everything due on the way happens.

use jiff::ToSpan;
use units::{Timestamp, Zone};

use super::{Console, OperatorError};
use crate::app::App;

/// The clock now.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub struct ClockView {
    pub now: Timestamp,
    /// Whether it can be moved.
    pub simulated: bool,
    /// When something is due next.
    pub next_due: Option<Timestamp>,
}

pub async fn view(app: &App, _: &Console) -> Result<ClockView, OperatorError> {
    let mut tx = app.store.read().await?;
    let next_due = store::due::next_at(&mut tx).await?;
    Ok(ClockView { now: app.now(), simulated: app.clock.is_simulated(), next_due })
}

/// One step of a simulated clock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    Hour,
    Day,
    /// To the same day of the next month in UTC, or its last day.
    Month,
}

impl Step {
    pub const ALL: [Step; 3] = [Step::Hour, Step::Day, Step::Month];

    /// The word in forms and in the API.
    pub fn word(self) -> &'static str {
        match self {
            Step::Hour => "hour",
            Step::Day => "day",
            Step::Month => "month",
        }
    }

    pub fn from_word(word: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.word() == word)
    }

    /// The moment one step after `now`.
    pub fn after(self, now: Timestamp) -> Timestamp {
        match self {
            Step::Hour => now.plus_hours(1),
            Step::Day => now.plus_days(1),
            Step::Month => {
                let utc = Zone::utc();
                let civil = utc.civil(now);
                utc.moment(civil.checked_add(1.month()).unwrap_or(civil))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_where_months_end() {
        let after = |text: &str| Step::Month.after(text.parse().expect("a time")).to_string();
        assert_eq!(after("2027-01-31T10:00Z"), "2027-02-28T10:00:00Z");
        assert_eq!(after("2027-02-28T10:00Z"), "2027-03-28T10:00:00Z");
        assert_eq!(after("2027-12-01T00:00Z"), "2028-01-01T00:00:00Z");
    }

    #[test]
    fn steps_are_read_back() {
        for step in Step::ALL {
            assert_eq!(Step::from_word(step.word()), Some(step));
        }
    }
}
