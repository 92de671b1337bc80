//! Meetings scheduled through the API, at once, for the account that has many.

use serde_json::json;

use super::ask::Ask;
use super::made::Made;
use super::scene::{Asks, Kind, Scene, Story};
use crate::house::House;

/// Days from now to the meetings that are scheduled under load.
const MEETS_IN_DAYS: i64 = 400;

pub fn stories(scene: Scene<'_>) -> Vec<Story> {
    let meetings = (0..scene.size.requests).map(|number| meeting(scene.house, scene.made, number));
    let asks = Asks::Once(meetings.collect());
    vec![Story { name: "meeting scheduled", kind: Kind::Commit, asks }]
}

fn meeting(house: &House, made: &Made, number: u32) -> Ask {
    let day = made.who.zone.date(house.app.now().plus_days(MEETS_IN_DAYS));
    let title = format!("Bench {number}");
    let body = json!({
        "title": title,
        "start": format!("{day}T{:02}:{:02}", number / 60 % 24, number % 60),
        "zone": made.who.zone.name(),
        "duration_minutes": 30,
    });
    Ask {
        host: house.app.config.base_host().to_owned(),
        path: "/api/meetings".to_owned(),
        cookie: None,
        token: Some(made.token.clone()),
        body: Some(body),
        key: Some(title),
    }
}
