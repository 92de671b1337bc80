//! `/reports`: what was held in a period, by day, host and meeting; one meeting with its people;
//! tables of both (F7).

mod chart;
mod import;

use std::sync::Arc;

use app::App;
use app::reports::export::{self, Rows};
use app::reports::{self, Cursor, Kept, OfHost, Overview, Shown, Wanted};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use people::reports::Sight;
use people::roles::Permission;
use serde::Serialize;
use texts::Args;
use units::id::HeldMeetingId;
use units::{Timestamp, Zone};
use usage::attendance::Attendee;
use usage::days::{Days, NoPeriod, Sum, is_by_day};
use usage::own::minutes;
use web::attachment::attachment;
use web::forms::Asked;
use web::{Face, Fields, Member, PageError, Path, urls};

use crate::audit::Paging;
use chart::Charts;

/// Meetings on one page of the list.
const PAGE: u32 = 25;
/// Days of the report when nothing is said.
const DAYS: i64 = 30;
/// Periods that are one click away, in days up to today.
const QUICK: [i64; 4] = [7, 30, 90, 365];
/// Longest key of a host that is looked for.
const KEY_MAX_CHARS: usize = 400;
const CSV: &str = "text/csv; charset=utf-8";

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::REPORTS, get(overview))
        .route("/reports/meetings.csv", get(meetings_csv))
        .route("/reports/participants.csv", get(connections_csv))
        .route("/reports/{id}", get(show))
        .route("/reports/{id}/participants.csv", get(meeting_csv))
        .merge(import::routes())
}

#[derive(Serialize)]
struct ReportsPage {
    from: String,
    to: String,
    quick: Vec<Quick>,
    /// The host whose meetings alone are shown, and where those of all are.
    host: Option<OneHost>,
    lead: String,
    total: Totals,
    charts: Charts,
    /// The chart is of days, not of months.
    by_day: bool,
    hosts: Vec<HostLine>,
    meetings: Vec<MeetingLine>,
    paging: Paging,
    meetings_csv: String,
    connections_csv: String,
    import_href: Option<&'static str>,
    has_history: bool,
    refusal: Option<String>,
    zone: Zone,
}

#[derive(Serialize)]
struct Quick {
    label: String,
    href: String,
    current: bool,
    note: Option<String>,
}

#[derive(Serialize)]
struct OneHost {
    key: String,
    name: String,
    all_href: String,
}

#[derive(Serialize)]
struct Totals {
    meetings: i64,
    participants: i64,
    minutes: i64,
    person_minutes: i64,
}

impl Totals {
    fn of(sum: Sum) -> Totals {
        Totals {
            meetings: sum.meetings,
            participants: sum.participants,
            minutes: minutes(sum.seconds),
            person_minutes: minutes(sum.person_seconds),
        }
    }
}

#[derive(Serialize)]
struct HostLine {
    name: String,
    email: String,
    href: String,
    total: Totals,
}

#[derive(Serialize)]
struct MeetingLine {
    title: String,
    href: String,
    host: String,
    source: Option<String>,
    at: Timestamp,
    minutes: i64,
    participants: u32,
}

/// The period that was asked for, or the usual one with what is wrong.
fn wanted(member: &Member, fields: &Fields) -> (Wanted, Option<&'static str>) {
    let today = member.zone.date(member.face().app.now());
    let usual = Days::last(DAYS, today);
    let key: String = fields.text("host").chars().take(KEY_MAX_CHARS).collect();
    let host_key = fields.has("host").then_some(key);
    let (from, to) = (fields.text("from"), fields.text("to"));
    let days = match (from.is_empty(), to.is_empty()) {
        (true, true) => Ok(usual),
        _ => match (from.parse(), to.parse()) {
            (Ok(from), Ok(to)) => Days::new(from, to).map_err(NoPeriod::code),
            _ => Err("report.period_unreadable"),
        },
    };
    match days {
        Ok(days) => (Wanted { days, host_key }, None),
        Err(code) => (Wanted { days: usual, host_key }, Some(code)),
    }
}

/// The report at `path` of a period, of one host's meetings where a key is given.
fn address(path: &str, days: Days, host_key: Option<&str>) -> String {
    let (from, to) = (days.from.to_string(), days.to.to_string());
    let here = urls::with_query(path, &[("from", &from), ("to", &to)]);
    match host_key {
        Some(key) => urls::with_query(&here, &[("host", key)]),
        None => here,
    }
}

/// `GET /reports?from=&to=&host=&after=`
async fn overview(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let (wanted, wrong) = wanted(&member, &asked);
    let overview = reports::overview(&app, &member.who, &wanted).await?;
    let after: Option<Cursor> = asked.parsed("after");
    let later = after.is_some();
    let found = reports::page(&app, &member.who, &wanted, after, PAGE).await?;
    let here = address(urls::REPORTS, wanted.days, wanted.host_key.as_deref());
    let file = |path: &str| address(path, wanted.days, wanted.host_key.as_deref());
    let may_import = member.who.actor.may(Permission::ImportReports);
    let page = ReportsPage {
        from: wanted.days.from.to_string(),
        to: wanted.days.to.to_string(),
        quick: quick(&app, &member, &wanted),
        host: one_host(&member, &wanted, &overview),
        lead: member.text(match overview.sight {
            Sight::Account => "reports-lead",
            Sight::Own(_) => "reports-lead-own",
        }),
        total: Totals::of(overview.total),
        charts: chart::charts(&app, &member, &overview, is_by_day(wanted.days)),
        by_day: is_by_day(wanted.days),
        hosts: overview.hosts.iter().map(|host| host_line(&member, wanted.days, host)).collect(),
        meetings: found.lines.iter().map(|kept| meeting_line(&member, kept)).collect(),
        paging: Paging::after(&here, later, found.next.as_ref()),
        meetings_csv: file("/reports/meetings.csv"),
        connections_csv: file("/reports/participants.csv"),
        import_href: may_import.then_some(urls::IMPORT_REPORTS),
        has_history: overview.has_history,
        refusal: wrong.map(|code| member.text(&web::refusal::text_key(code))),
        zone: member.zone.clone(),
    };
    match page.refusal.is_some() {
        true => member.refused_page("portal/reports.html", page).await,
        false => member.page("portal/reports.html", page).await,
    }
}

fn quick(app: &App, member: &Member, wanted: &Wanted) -> Vec<Quick> {
    let today = member.zone.date(app.now());
    let of = |count: i64| {
        let days = Days::last(count, today);
        let args = Args::new().with("days", count);
        Quick {
            label: app.texts.get(&member.locale, "reports-last-days", &args),
            href: address(urls::REPORTS, days, wanted.host_key.as_deref()),
            current: days == wanted.days,
            note: None,
        }
    };
    QUICK.into_iter().map(of).collect()
}

fn host_name(member: &Member, name: &str, email: &str) -> String {
    match (name.is_empty(), email.is_empty()) {
        (false, _) => name.to_owned(),
        (true, false) => email.to_owned(),
        (true, true) => member.text("reports-host-unknown"),
    }
}

fn one_host(member: &Member, wanted: &Wanted, overview: &Overview) -> Option<OneHost> {
    let key = wanted.host_key.clone()?;
    let name = match overview.hosts.first() {
        Some(host) => host_name(member, &host.name, &host.email),
        None => host_name(member, &key, ""),
    };
    Some(OneHost { key, name, all_href: address(urls::REPORTS, wanted.days, None) })
}

fn host_line(member: &Member, days: Days, host: &OfHost) -> HostLine {
    HostLine {
        name: host_name(member, &host.name, &host.email),
        email: if host.name.is_empty() { String::new() } else { host.email.clone() },
        href: address(urls::REPORTS, days, Some(&host.key)),
        total: Totals::of(host.sum),
    }
}

fn title(member: &Member, kept: &Kept) -> String {
    match (kept.held.title.is_empty(), kept.held.number.is_empty()) {
        (false, _) => kept.held.title.clone(),
        (true, false) => kept.held.number.clone(),
        (true, true) => member.text("reports-untitled"),
    }
}

/// Where it was held, unless here.
fn source(member: &Member, kept: &Kept) -> Option<String> {
    let source = kept.held.source;
    let key = format!("reports-source-{}", source.word());
    (source != usage::Source::Plenum).then(|| member.text(&key))
}

fn meeting_line(member: &Member, kept: &Kept) -> MeetingLine {
    let held = &kept.held;
    MeetingLine {
        title: title(member, kept),
        href: urls::held_meeting(kept.id),
        host: host_name(member, &held.host_name, &held.host_email),
        source: source(member, kept),
        at: held.started_at,
        minutes: minutes(held.ended_at.seconds_since(held.started_at)),
        participants: kept.tally.participants,
    }
}

#[derive(Serialize)]
struct MeetingPage {
    title: String,
    number: String,
    host: String,
    host_email: String,
    source: String,
    started_at: Timestamp,
    ended_at: Timestamp,
    minutes: i64,
    person_minutes: i64,
    participants: u32,
    connections: u32,
    people: Vec<PersonLine>,
    csv_href: String,
    zone: Zone,
}

#[derive(Serialize)]
struct PersonLine {
    name: String,
    email: String,
    is_guest: bool,
    came: Option<Timestamp>,
    left: Option<Timestamp>,
    minutes: i64,
    connections: Vec<ConnectionLine>,
}

#[derive(Serialize)]
struct ConnectionLine {
    came: Option<Timestamp>,
    left: Option<Timestamp>,
    minutes: i64,
}

fn person_line(person: &Attendee) -> PersonLine {
    let connections = person.connections.iter().map(|each| ConnectionLine {
        came: each.joined_at,
        left: each.left_at,
        minutes: minutes(i64::from(each.seconds)),
    });
    PersonLine {
        name: person.name.clone(),
        email: if person.email == person.name { String::new() } else { person.email.clone() },
        is_guest: person.is_guest == Some(true),
        came: person.first_joined,
        left: person.last_left,
        minutes: minutes(i64::from(person.seconds)),
        connections: connections.collect(),
    }
}

/// `GET /reports/{id}`
async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<HeldMeetingId>,
) -> Result<Response, PageError> {
    let Shown { kept, people } = reports::find(&app, &member.who, id).await?;
    let held = &kept.held;
    let page = MeetingPage {
        title: title(&member, &kept),
        number: held.number.clone(),
        host: host_name(&member, &held.host_name, &held.host_email),
        host_email: if held.host_name.is_empty() { String::new() } else { held.host_email.clone() },
        source: member.text(&format!("reports-source-{}", held.source.word())),
        started_at: held.started_at,
        ended_at: held.ended_at,
        minutes: minutes(held.ended_at.seconds_since(held.started_at)),
        person_minutes: minutes(kept.tally.person_seconds),
        participants: kept.tally.participants,
        connections: kept.tally.connections,
        people: people.iter().map(person_line).collect(),
        csv_href: format!("{}/participants.csv", urls::held_meeting(id)),
        zone: member.zone.clone(),
    };
    member.page("portal/report.html", page).await
}

/// `GET /reports/meetings.csv?from=&to=&host=`
async fn meetings_csv(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    period_csv(&app, &member, &asked, Rows::Meetings).await
}

/// `GET /reports/participants.csv?from=&to=&host=`
async fn connections_csv(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    period_csv(&app, &member, &asked, Rows::Connections).await
}

async fn period_csv(
    app: &App,
    member: &Member,
    asked: &Fields,
    rows: Rows,
) -> Result<Response, PageError> {
    let (wanted, wrong) = wanted(member, asked);
    if let Some(code) = wrong {
        return Err(PageError::of_code(code));
    }
    let bytes = export::period(app, &member.who, &wanted, rows).await?;
    Ok(attachment(rows.file_name(), CSV, bytes))
}

/// `GET /reports/{id}/participants.csv`
async fn meeting_csv(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<HeldMeetingId>,
) -> Result<Response, PageError> {
    let bytes = export::meeting(&app, &member.who, id).await?;
    Ok(attachment(Rows::Connections.file_name(), CSV, bytes))
}
