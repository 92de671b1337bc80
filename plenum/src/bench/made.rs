//! What the bench works on: an account with many meetings, with somebody signed in.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::Context as _;
use app::meetings::schedule;
use app::tokens::{self, NewToken};
use app::visitor::Visitor;
use app::{App, Who};
use meetings::Draft;
use people::scope::Scope;
use tokio::task::JoinSet;
use units::id::MeetingId;

use crate::demo::PASSWORD;
use crate::house::House;
use crate::talk;

/// The demo's paid owner.
const OWNER: &str = "clara@example.org";
/// Days over which the meetings are spread, one after the other through each.
const SPREAD_DAYS: u32 = 300;
const HOURS: u32 = 24;
/// Meetings under way at once.
const AT_ONCE: u32 = 16;
/// Meetings between two words about how far it is.
const TELL_EVERY: u32 = 1_000;

/// The account under load.
pub struct Made {
    pub who: Who,
    /// The session's secret, as its cookie carries it.
    pub session: String,
    pub token: String,
    pub last_meeting: String,
    pub last_title: String,
    /// Its join link, whole.
    pub join: String,
}

/// Signs the owner in and schedules `count` meetings for them.
pub async fn make(house: &House, count: u32) -> anyhow::Result<Made> {
    let app = &house.app;
    let visitor = Visitor::house();
    let opened = app::sign_in::with_password(app, OWNER, PASSWORD, &visitor, None).await?;
    let who = opened.who;
    let last = schedule_all(app, &who, count.max(1)).await?;
    let shown = app::meetings::list::show(app, &who, last).await?;
    let token = token(house, &who).await?;
    Ok(Made {
        who,
        token,
        session: opened.secret.secret().to_owned(),
        last_meeting: last.to_string(),
        last_title: shown.meeting.title.clone(),
        join: shown.join_url,
    })
}

/// Schedules meetings, some at once, as they would come; returns one of them.
async fn schedule_all(app: &Arc<App>, who: &Who, count: u32) -> anyhow::Result<MeetingId> {
    let next = Arc::new(AtomicU32::new(0));
    let mut under_way = JoinSet::new();
    for _ in 0..AT_ONCE {
        let (app, who, next) = (app.clone(), who.clone(), next.clone());
        under_way.spawn(async move {
            let mut last = None;
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= count {
                    return anyhow::Ok(last);
                }
                let days = number % SPREAD_DAYS;
                let hour = number / SPREAD_DAYS % HOURS;
                let draft = draft(&who, app.now(), days, hour, number);
                last = Some(schedule::schedule(&app, &who, None, &draft).await?.identity.id);
                if number > 0 && number.is_multiple_of(TELL_EVERY) {
                    talk::tell(&format!("{number} of {count} meetings"));
                }
            }
        });
    }
    let mut last = None;
    while let Some(done) = under_way.join_next().await {
        last = done??.or(last);
    }
    last.context("no meeting was scheduled")
}

/// A token of `who` with every scope but the operator's.
pub async fn token(house: &House, who: &Who) -> anyhow::Result<String> {
    let scopes: BTreeSet<Scope> =
        Scope::ALL.into_iter().filter(|scope| *scope != Scope::Operator).collect();
    let new = NewToken { name: "bench".to_owned(), scopes, life_days: Some(1) };
    let (_, token) = tokens::make(&house.app, who, &new).await?;
    Ok(token.secret().to_owned())
}

fn draft(who: &Who, now: units::Timestamp, days: u32, hour: u32, number: u32) -> Draft {
    let day = who.zone.date(now.plus_days(i64::from(days) + 1));
    Draft {
        title: format!("Meeting {number}"),
        start: format!("{day}T{hour:02}:15"),
        zone: who.zone.name().to_owned(),
        duration_minutes: Some(30),
        ..Draft::default()
    }
}
