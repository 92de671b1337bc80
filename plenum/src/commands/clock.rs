//! `plenum clock`: what time it is, and moving a simulated clock on.

use std::process::ExitCode;
use std::str::FromStr;
use std::time::Duration;

use anyhow::ensure;
use app::operator::clock::Step as Unit;
use clap::{Args, Subcommand};
use jobs::{Progress, Ran, TIME_SEEN, TIME_WISHED};
use serde::Serialize;
use units::Timestamp;

use super::Place;
use crate::house::{House, InUse, Purpose};
use crate::talk::{self, Bar};

/// Show the time the deployment lives in, or move a simulated clock on
#[derive(Args)]
#[command(after_help = "Examples: plenum clock show --data data/demo
          plenum clock advance 1month --data data/demo
          plenum clock set 2027-04-01T00:00Z --data data/demo")]
pub struct Clock {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Print the time
    Show(Show),
    /// Move the clock on by 1hour, 3days or 2months; everything due on the way happens
    Advance {
        /// A number and hours, days or months
        by: Step,
        #[command(flatten)]
        show: Show,
    },
    /// Move the clock on to a moment; everything due on the way happens
    Set {
        /// Such as 2027-04-01T00:00Z
        to: Timestamp,
        #[command(flatten)]
        show: Show,
    },
}

#[derive(Args)]
struct Show {
    #[command(flatten)]
    place: Place,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// So many hours, days or months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    count: u32,
    unit: Unit,
}

/// Most units of one step.
const STEP_MAX: u32 = 10_000;

impl FromStr for Step {
    type Err = String;

    fn from_str(text: &str) -> Result<Step, String> {
        let word = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = text.strip_suffix(word).unwrap_or_default();
        let count = number.parse().ok().filter(|count| (1..=STEP_MAX).contains(count));
        let unit = Unit::from_word(word.trim().trim_end_matches('s'));
        match (count, unit) {
            (Some(count), Some(unit)) => Ok(Step { count, unit }),
            _ => Err("write it like 1hour, 3days or 2months".to_owned()),
        }
    }
}

impl Step {
    fn after(self, now: Timestamp) -> Timestamp {
        (0..self.count).fold(now, |moment, _| self.unit.after(moment))
    }
}

#[derive(Serialize)]
struct Shown {
    now: Timestamp,
    simulated: bool,
}

#[derive(Serialize)]
struct Moved {
    from: Timestamp,
    now: Timestamp,
    /// Pieces of due work done on the way; none when a serving process did them.
    done: Option<u64>,
    given_up: Option<u64>,
}

impl Clock {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self.what {
            What::Show(show) => print(show).await?,
            What::Advance { by, show } => go(show, |now| by.after(now)).await?,
            What::Set { to, show } => go(show, |_| to).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn print(show: Show) -> anyhow::Result<()> {
    let house = show.place.look().await?;
    let shown = Shown { now: house.app.now(), simulated: house.app.clock.is_simulated() };
    let kind = if shown.simulated { "simulated" } else { "real" };
    talk::result(show.json, &shown, || format!("{} ({kind})", shown.now));
    house.close().await;
    Ok(())
}

/// Moves the clock here, or asks the process that serves to move it.
async fn go(show: Show, to: impl Fn(Timestamp) -> Timestamp) -> anyhow::Result<()> {
    let mut bar = Bar::new();
    let house = House::open(show.place.settings()?, Purpose::Work, None).await;
    let moved = match house {
        Ok(house) => {
            let from = house.app.now();
            let ran = house.runner.advance(to(from), |progress| bar.show(progress)).await?;
            let moved = Moved {
                from,
                now: house.app.now(),
                done: Some(ran.done),
                given_up: Some(ran.given_up),
            };
            house.close().await;
            moved
        }
        Err(error) if error.is::<InUse>() => wish(&show.place, to, &mut bar).await?,
        Err(error) => return Err(error),
    };
    bar.end();
    talk::result(show.json, &moved, || format!("It is {}", moved.now));
    Ok(())
}

/// How often a wish is looked after, and how long without any progress.
const LOOK_EVERY: Duration = Duration::from_millis(200);
const STUCK_AFTER_LOOKS: u32 = 1_500;

async fn wish(
    place: &Place,
    to: impl Fn(Timestamp) -> Timestamp,
    bar: &mut Bar,
) -> anyhow::Result<Moved> {
    let house = place.look().await?;
    ensure!(house.app.clock.is_simulated(), "the clock is the real one and cannot be moved");
    let from = house.app.now();
    let to = to(from);
    ensure!(to >= from, "it is {from} already; time does not run back");
    let mut tx = house.app.store.begin().await?;
    store::deployment::see_time(&mut tx, TIME_WISHED, to).await?;
    tx.commit().await?;
    let (mut now, mut looks) = (from, 0);
    while now < to {
        tokio::time::sleep(LOOK_EVERY).await;
        let mut tx = house.app.store.read().await?;
        let seen = store::deployment::time_seen(&mut tx, TIME_SEEN).await?.unwrap_or(from);
        looks = if seen > now { 0 } else { looks + 1 };
        ensure!(looks < STUCK_AFTER_LOOKS, "the serving process does not move its clock");
        now = now.max(seen);
        bar.show(Progress { from, now, to, ran: Ran::default() });
    }
    house.close().await;
    Ok(Moved { from, now, done: None, given_up: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_written_as_people_do() {
        let step = |text: &str| text.parse::<Step>().ok().map(|step| (step.count, step.unit));
        assert_eq!(step("1hour"), Some((1, Unit::Hour)));
        assert_eq!(step("3days"), Some((3, Unit::Day)));
        assert_eq!(step("2 months"), Some((2, Unit::Month)));
        for wrong in ["", "day", "0days", "1", "1week", "99999days", "-1day", "1days2"] {
            assert_eq!(step(wrong), None, "{wrong}");
        }
    }
}
