//! `/meetings/month`: a person's meetings in the calendar of a month, in their zone (F1).

use std::sync::Arc;

use app::App;
use app::meetings::month::Month;
use app::meetings::times::{self, Entry};
use axum::extract::State;
use axum::response::Response;
use people::roles::Permission;
use serde::Serialize;
use units::{Date, Timestamp, Zone};
use web::forms::Asked;
use web::{Member, PageError, urls};

use super::{TabLink, tab_links};

/// The days of a week, as texts name them.
const WEEKDAYS: std::ops::RangeInclusive<u8> = 1..=7;

#[derive(Serialize)]
struct MonthPage {
    tabs: Vec<TabLink>,
    zone: Zone,
    /// Its first day.
    month: Date,
    weekdays: Vec<String>,
    weeks: Vec<Vec<Day>>,
    before: Option<String>,
    after: Option<String>,
    /// The month with today in it.
    this_month: Option<String>,
    /// Nothing takes place in the month.
    empty: bool,
    /// There are more meetings than are shown.
    left_off: bool,
    may_schedule: bool,
}

#[derive(Serialize)]
struct Day {
    day: Date,
    number: i8,
    /// Of the month, and not of the one before or after.
    in_month: bool,
    today: bool,
    meetings: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    title: String,
    href: String,
    starts: Timestamp,
    over: bool,
}

/// `GET /meetings/month?month=2027-04`; this month when none is named.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let zone = member.who.zone.clone();
    let today = zone.date(app.now());
    let month = asked.parsed("month").unwrap_or_else(|| Month::of(today));
    let weeks = month.weeks();
    let first = weeks.first().and_then(|week| week.first()).copied();
    let last = weeks.last().and_then(|week| week.last()).copied();
    let (first, last) = (first.unwrap_or(today), last.unwrap_or(today));
    let until = last.tomorrow().unwrap_or(last);
    let found = times::between(&app, &member.who, first, until).await?;
    let empty = !found.entries.iter().any(|entry| month.has(entry.day));
    let weeks = weeks.into_iter().map(|week| {
        let days = week.into_iter().map(|day| Day {
            day,
            number: day.day(),
            in_month: month.has(day),
            today: day == today,
            meetings: lines(&app, &found.entries, day),
        });
        days.collect::<Vec<Day>>()
    });
    let page = MonthPage {
        tabs: tab_links(&app.texts, &member.locale, "month", ""),
        zone,
        month: month.first_day(),
        weekdays: WEEKDAYS.map(|day| member.text(&format!("format-weekday-{day}"))).collect(),
        weeks: weeks.collect(),
        before: month.before().map(href),
        after: month.after().map(href),
        this_month: (month != Month::of(today)).then(|| urls::MEETINGS_MONTH.to_owned()),
        empty,
        left_off: found.left_off,
        may_schedule: member.who.actor.may(Permission::ScheduleMeetings),
    };
    member.page("portal/meetings_month.html", page).await
}

fn href(month: Month) -> String {
    urls::with_query(urls::MEETINGS_MONTH, &[("month", &month.to_string())])
}

/// What stands on `day`, in order.
fn lines(app: &App, entries: &[Entry], day: Date) -> Vec<Line> {
    let here = entries.iter().filter(|entry| entry.day == day);
    here.map(|Entry { line, time, .. }| {
        let meeting = &line.meeting;
        Line {
            title: meeting.words(time.index).0.to_owned(),
            href: match line.part.holds() {
                true => urls::meeting(meeting.identity.id),
                false => app::meetings::join_url(app, meeting, &line.site),
            },
            starts: time.start,
            over: time.end <= app.now(),
        }
    })
    .collect()
}
