//! Meetings of the demo as they took place: who came, who came back, when they left. It is what the
//! usage reports show.

use app::Who;
use app::reports::record::{self, Joined, Joining};
use units::Timestamp;

use super::team;
use crate::house::House;

/// How many weeks the team meeting has been held.
pub const WEEKS: usize = 60;

const TITLE: &str = "Team meeting";
const DAY_S: i64 = 86_400;
/// Half past eight in UTC.
const BEGINS_S: i64 = 8 * 3_600 + 1_800;
/// Those of the company who are invited.
const INVITED: usize = 11;

/// The team meeting of one week: the next morning, with most of those invited, one of whom loses
/// the connection now and then.
pub async fn weekly(house: &House, clara: &Who, week: usize) -> anyhow::Result<()> {
    let now = house.app.now().seconds();
    let begins = Timestamp::from_seconds(now - now % DAY_S + DAY_S + BEGINS_S);
    house.runner.advance(begins, |_| ()).await?;
    let mut there = vec![comes(house, clara, &clara.name, clara.email.as_str()).await?];
    for place in (0..INVITED).filter(|place| !(week * 7 + place * 3).is_multiple_of(5)) {
        let (name, email) = team::colleague(place);
        house.runner.advance(house.app.now().plus_seconds(40), |_| ()).await?;
        there.push(comes(house, clara, &name, &email).await?);
    }
    if week.is_multiple_of(4)
        && let Some(lost) = there.pop()
    {
        house.runner.advance(begins.plus_minutes(12), |_| ()).await?;
        record::left(&house.app, &lost).await?;
        house.runner.advance(begins.plus_minutes(14), |_| ()).await?;
        let (name, email) = team::colleague(INVITED - 1);
        there.push(comes(house, clara, &name, &email).await?);
    }
    let minutes = [31, 44, 38, 52].get(week % 4).copied().unwrap_or(40);
    house.runner.advance(begins.plus_minutes(minutes), |_| ()).await?;
    for each in &there {
        record::left(&house.app, each).await?;
    }
    Ok(())
}

async fn comes(house: &House, clara: &Who, name: &str, email: &str) -> anyhow::Result<Joined> {
    let joining = Joining {
        account: clara.account(),
        number: "",
        title: TITLE,
        host: clara.person(),
        name,
        email,
        is_guest: false,
    };
    Ok(record::joined(&house.app, &joining).await?)
}
