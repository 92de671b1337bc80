//! `/`: what is on today, what needs the person, where the plan stands.

use std::sync::Arc;

use app::home::{self, Home, Need};
use app::meetings::Line;
use app::{App, Who};
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use billing::subscription::Subscription;
use people::roles::Permission;
use serde::Serialize;
use texts::{Args, Texts};
use units::{Date, Timestamp, Zone};
use web::{Face, PageError, Visit, urls};

use crate::policy;

/// Meetings of later days that are shown.
const LATER_MAX: usize = 8;

pub fn routes() -> Router<Face> {
    Router::new().route(urls::HOME, get(show))
}

#[derive(Serialize)]
struct HomePage {
    today: Date,
    zone: Zone,
    needs: Vec<NeedLine>,
    meetings_today: Vec<MeetingLine>,
    meetings_later: Vec<MeetingLine>,
    plan: PlanBox,
    site: SiteBox,
    /// None: the person has none of their own.
    room: Option<RoomBox>,
}

#[derive(Serialize)]
struct RoomBox {
    /// Where it is, once they have looked for it.
    address: Option<Address>,
    href: &'static str,
}

#[derive(Serialize)]
struct Address {
    /// As one would write it.
    text: String,
    url: String,
}

#[derive(Serialize)]
struct NeedLine {
    text: String,
    label: String,
    href: String,
}

#[derive(Serialize)]
struct MeetingLine {
    webinar: bool,
    title: String,
    href: String,
    starts: Timestamp,
    minutes: u32,
    /// The host's name, when it is somebody else.
    host: Option<String>,
    recurring: bool,
    join_href: String,
    number: String,
}

#[derive(Serialize)]
struct PlanBox {
    name: String,
    minutes: Option<u32>,
    participants: u32,
    /// Of webinars; none: there are none on the plan.
    attendees: Option<u32>,
    /// "Meetings end then: decided by your account."
    shortened: Option<String>,
    /// "Trial until 14 March 2027."
    trial: Option<String>,
    next: Option<Link>,
}

#[derive(Serialize)]
struct Link {
    name: String,
    href: &'static str,
}

#[derive(Serialize)]
struct SiteBox {
    host: String,
    url: String,
    shared: bool,
    /// For those who may rename it.
    settings_href: Option<&'static str>,
}

/// `GET /`: strangers see what is sold.
async fn show(State(app): State<Arc<App>>, visit: Visit) -> Result<Response, PageError> {
    let Some(who) = &visit.who else {
        return Ok(Redirect::to(urls::PLANS).into_response());
    };
    let home = home::load(&app, who).await?;
    visit.page("portal/home.html", page(&app, who, home)).await
}

fn page(app: &App, who: &Who, home: Home) -> HomePage {
    let now = app.now();
    let today = who.zone.date(now);
    let lines = home.meetings.iter().map(|line| meeting_line(app, who, line, now));
    let (meetings_today, mut meetings_later): (Vec<MeetingLine>, Vec<MeetingLine>) =
        lines.partition(|line| who.zone.date(line.starts) <= today);
    meetings_later.truncate(LATER_MAX);
    HomePage {
        today,
        zone: who.zone.clone(),
        needs: home.needs.iter().map(|need| need_line(&app.texts, who, need)).collect(),
        meetings_today,
        meetings_later,
        room: app::room::has_one(who).then(|| RoomBox {
            address: home.room.as_ref().map(|name| urls::room(name.as_str())).map(|path| Address {
                text: format!("{}{path}", home.host),
                url: app.config.host_url(&home.host, &path),
            }),
            href: urls::ROOM,
        }),
        site: SiteBox {
            url: app.config.host_url(&home.host, "/"),
            shared: home.on_shared_site(),
            settings_href: (!home.on_shared_site() && who.actor.may(Permission::ManageSite))
                .then_some(urls::SITE),
            host: home.host,
        },
        plan: PlanBox {
            name: home.plan.name,
            minutes: home.longest_meeting_minutes,
            shortened: policy::shortened(app, &who.locale, home.shortened_by.as_ref()),
            participants: home.plan.entitlements.participants_max,
            attendees: Some(home.plan.entitlements.attendees_max).filter(|most| *most > 0),
            trial: trial(&app.texts, who, &home.plan.subscriptions),
            next: home.next_plan.map(|name| Link { name, href: urls::PLANS }),
        },
    }
}

/// Until when the plan is tried; none when it is paid.
fn trial(texts: &Texts, who: &Who, subscriptions: &[Subscription]) -> Option<String> {
    // The one the plan is named after.
    let sub = subscriptions.iter().find(|sub| sub.state.entitles())?;
    let trial = sub.trial.as_ref().filter(|_| sub.in_trial())?;
    let args = Args::new().with("date", trial.last_day());
    Some(texts.get(&who.locale, "home-plan-trial", &args))
}

fn meeting_line(app: &App, who: &Who, line: &Line, now: Timestamp) -> MeetingLine {
    let meeting = &line.meeting;
    let join_href = app::meetings::join_url(app, meeting, &line.site);
    let next = meeting.schedule.current_or_next(now);
    MeetingLine {
        webinar: meeting.kind.is_webinar(),
        title: meeting.title_at(now).to_owned(),
        href: match line.part.holds() {
            true => urls::meeting(meeting.identity.id),
            false => join_href.clone(),
        },
        starts: next.map_or(line.at, |time| time.start),
        minutes: next.map_or(meeting.schedule.duration_minutes(), |time| time.minutes()),
        host: (meeting.identity.host != who.person()).then(|| line.host_name.clone()),
        recurring: meeting.schedule.is_series(),
        join_href,
        number: meeting.identity.number.to_string(),
    }
}

/// A sentence, and the button that settles it.
fn need_line(texts: &Texts, who: &Who, need: &Need) -> NeedLine {
    let said = |key: &str, args: &Args| texts.get(&who.locale, key, args);
    let line = |text: String, fix: &str, href: String| NeedLine {
        text,
        label: texts.plain(&who.locale, fix),
        href,
    };
    match need {
        Need::OrderOpen { order, total } => {
            let args = Args::new().with("amount", *total);
            let text = said("home-need-order-open", &args);
            line(text, "home-need-order-open-fix", urls::order(*order))
        }
        Need::Unpaid { count, amount } => {
            let args = Args::new().with("count", *count).with("amount", *amount);
            line(said("home-need-unpaid", &args), "home-need-unpaid-fix", urls::INVOICES.to_owned())
        }
        Need::PastDue { name } => {
            let text = said("home-need-past-due", &Args::new().with("name", name.as_str()));
            line(text, "home-need-past-due-fix", urls::BILLING.to_owned())
        }
        Need::Trial { name, last_day, subscription } => {
            let args = Args::new().with("name", name.as_str()).with("date", *last_day);
            let wish = [("do", "keep_after_trial")];
            let href = urls::with_query(&urls::review_subscription(*subscription), &wish);
            line(said("home-need-trial", &args), "subscriptions-subscribe", href)
        }
        Need::Ending { name, on } => {
            let args = Args::new().with("name", name.as_str()).with("date", *on);
            line(said("home-need-ending", &args), "home-need-ending-fix", urls::BILLING.to_owned())
        }
    }
}
