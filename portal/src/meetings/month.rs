//! `/meetings/month`: a person's meetings in the calendar of a month, in their zone (F1).

use std::sync::Arc;

use app::App;
use app::meetings::days;
use app::meetings::month::Month;
use app::meetings::times::Entry;
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
/// Meetings shown on a day that is not open.
const ON_A_DAY: u32 = 5;
const DAYS_OF_A_WEEK: usize = 7;

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
    /// How many it has besides, and where they are shown.
    more: Option<More>,
}

#[derive(Serialize)]
struct More {
    count: u32,
    href: String,
}

#[derive(Serialize)]
struct Line {
    webinar: bool,
    title: String,
    href: String,
    starts: Timestamp,
    over: bool,
}

/// `GET /meetings/month?month=2027-04&day=2027-04-05`; this month when none is named. Of a day with
/// many meetings the first are shown, and of the one that is named all.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let zone = member.who.zone.clone();
    let today = zone.date(app.now());
    let month = asked.parsed("month").unwrap_or_else(|| Month::of(today));
    let shown = month.weeks().concat();
    let wanted = days::Asked { days: &shown, shown: ON_A_DAY, open: asked.parsed("day") };
    let found = days::of(&app, &member.who, wanted).await?;
    let empty = !found.days.iter().any(|of| month.has(of.day) && !of.entries.is_empty());
    let weeks = found.days.chunks(DAYS_OF_A_WEEK).map(|week| {
        let days = week.iter().map(|of| Day {
            day: of.day,
            number: of.day.day(),
            in_month: month.has(of.day),
            today: of.day == today,
            meetings: of.entries.iter().map(|entry| line(&app, entry)).collect(),
            more: (of.more > 0).then(|| More { count: of.more, href: href_open(month, of.day) }),
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

/// The month with all of `day`.
fn href_open(month: Month, day: Date) -> String {
    let asked = [("month", month.to_string()), ("day", day.to_string())];
    let asked = asked.each_ref().map(|(name, value)| (*name, value.as_str()));
    format!("{}#day-{day}", urls::with_query(urls::MEETINGS_MONTH, &asked))
}

fn line(app: &App, Entry { line, time, .. }: &Entry) -> Line {
    let meeting = &line.meeting;
    Line {
        webinar: meeting.kind.is_webinar(),
        title: meeting.words(time.index).0.to_owned(),
        href: match line.part.holds() {
            true => urls::meeting(meeting.identity.id),
            false => app::meetings::join_url(app, meeting, &line.site),
        },
        starts: time.start,
        over: time.end <= app.now(),
    }
}
