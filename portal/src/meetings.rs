//! `/meetings`: a person's meetings, one meeting, calling it off (F1). The form is in `form`.

mod answers;
mod asks;
mod choose;
mod form;
mod month;
mod registration;
mod template;
mod time;
mod webinar;
mod words;

use std::sync::Arc;

use app::meetings::list::{self, Shown};
use app::meetings::{Cursor, Line, MeetingError, Part, Tab, limits, schedule};
use app::recordings::Recording;
use app::{App, Who};
use axum::Router;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use meetings::{Instead, Meeting, NoticeKind, Party, Repeat};
use people::roles::Permission;
use serde::Serialize;
use texts::Texts;
use units::id::MeetingId;
use units::{Date, Locale, Timestamp, Zone};
use web::forms::Asked;
use web::{Face, Form, Member, PageError, Path, news, urls};

use answers::AnswersShown;
use words::{Fact, State as MeetingState};

/// What is searched for, at most.
const SEARCH_MAX_CHARS: usize = 100;
/// Meetings on one page of the list.
const PAGE: u32 = 25;
/// Times of a series on its page, from where they are moved or called off.
const TIMES: usize = 12;

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::MEETINGS, get(list).post(form::schedule))
        .route(urls::NEW_MEETING, get(form::blank))
        .route(urls::MEETINGS_MONTH, get(month::show))
        .route(urls::MEETING_FORM, post(form::again))
        .route(urls::CHOOSE_INVITEES, post(choose::show))
        .merge(template::routes())
        .route("/meetings/{id}", get(show))
        .route("/meetings/{id}/edit", get(form::edit).post(form::change))
        .route("/meetings/{id}/cancel", get(ask_to_cancel).post(cancel))
        .route("/meetings/{id}/times/{index}", get(time::show).post(time::change))
        .route("/meetings/{id}/times/{index}/preview", post(time::preview))
        .route("/meetings/{id}/registration", get(registration::show).post(registration::set))
        .route("/meetings/{id}/registration/end", post(registration::end))
        .route("/meetings/{id}/registrants.csv", get(registration::table))
        .route("/meetings/{id}/registrants/{registrant}/approve", post(registration::approve))
        .route("/meetings/{id}/registrants/{registrant}/refuse", post(registration::refuse))
        .route("/meetings/{id}/calendar.ics", get(calendar))
}

#[derive(Serialize)]
struct ListPage {
    tabs: Vec<TabLink>,
    past: bool,
    /// What is searched for; empty when all are shown.
    search: String,
    search_max: usize,
    zone: Zone,
    days: Vec<Day>,
    paging: Paging,
    may_schedule: bool,
    /// There are plans with webinars.
    may_webinar: bool,
}

#[derive(Serialize)]
struct TabLink {
    label: String,
    href: String,
    current: bool,
    note: Option<String>,
}

/// Meetings of one day, in the person's zone.
#[derive(Serialize)]
struct Day {
    day: Date,
    meetings: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    webinar: bool,
    /// Of a webinar: the reader may speak in it.
    panelist: bool,
    title: String,
    href: String,
    starts: Timestamp,
    minutes: u32,
    repeats: Option<String>,
    /// The host's name, when it is somebody else.
    host: Option<String>,
    alternate: bool,
    state: Option<MeetingState>,
    join_href: String,
}

#[derive(Serialize)]
struct Paging {
    first: Option<String>,
    more: Option<String>,
}

/// `GET /meetings?tab=past&after=…`
async fn list(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let past = asked.text("tab") == "past";
    let tab = if past { Tab::Past } else { Tab::Upcoming };
    let after: Option<Cursor> = asked.parsed("after");
    let search: String = asked.text("search").chars().take(SEARCH_MAX_CHARS).collect();
    let asked = list::Asked { tab, search: &search, after, most: PAGE };
    let page = list::page(&app, &member.who, asked).await?;
    let tab = if past { "past" } else { "upcoming" };
    let here = tab_href(tab, &search);
    let rows = page.lines.iter().map(|line| row(&app, &member.who, line));
    let page = ListPage {
        tabs: tab_links(&app.texts, &member.locale, tab, &search),
        past,
        search_max: SEARCH_MAX_CHARS,
        zone: member.who.zone.clone(),
        days: by_day(rows, &member.who.zone),
        paging: Paging {
            first: after.map(|_| here.clone()),
            more: page.next.map(|next| urls::with_query(&here, &[("after", &next.to_string())])),
        },
        search,
        may_webinar: limits::sells_webinars(&app).await?,
        may_schedule: member.who.actor.may(Permission::ScheduleMeetings),
    };
    member.page("portal/meetings.html", page).await
}

fn tab_href(tab: &str, search: &str) -> String {
    let tab = (tab != "upcoming").then_some(("tab", tab));
    let search = (!search.is_empty()).then_some(("search", search));
    let asked: Vec<_> = tab.into_iter().chain(search).collect();
    match asked.as_slice() {
        [] => urls::MEETINGS.to_owned(),
        asked => urls::with_query(urls::MEETINGS, asked),
    }
}

/// The lists and the calendar; what is searched for goes along from list to list.
fn tab_links(texts: &Texts, locale: &Locale, current: &str, search: &str) -> Vec<TabLink> {
    let links = [
        ("upcoming", "meetings-tab-upcoming", tab_href("upcoming", search)),
        ("past", "meetings-tab-past", tab_href("past", search)),
        ("month", "meetings-tab-month", urls::MEETINGS_MONTH.to_owned()),
    ];
    let links = links.into_iter().map(|(tab, key, href)| TabLink {
        label: texts.plain(locale, key),
        href,
        current: tab == current,
        note: None,
    });
    links.collect()
}

fn row(app: &App, who: &Who, line: &Line) -> Row {
    let meeting = &line.meeting;
    let now = app.now();
    let join_href = app::meetings::join_url(app, meeting, &line.site);
    let schedule = &meeting.schedule;
    let time = schedule.current_or_next(now.min(line.at)).or_else(|| schedule.last());
    Row {
        webinar: meeting.kind.is_webinar(),
        panelist: line.part == Part::Panelist,
        title: time.map_or(&*meeting.title, |time| meeting.words(time.index).0).to_owned(),
        href: match line.part.holds() {
            true => urls::meeting(meeting.identity.id),
            false => join_href.clone(),
        },
        starts: time.map_or(line.at, |time| time.start),
        minutes: time.map_or(schedule.duration_minutes(), |time| time.minutes()),
        repeats: app::meetings::words::repeats(
            &app.texts,
            &who.locale,
            time.map_or(schedule.present(), |time| schedule.stretch_at(time.index)).repeats(),
        ),
        host: (meeting.identity.host != who.person()).then(|| line.host_name.clone()),
        alternate: line.part == Part::AlternateHost,
        state: words::state(&app.texts, &who.locale, meetings::join::state(meeting, now)),
        join_href,
    }
}

/// Neighbours of one day together; the order stays.
fn by_day(rows: impl Iterator<Item = Row>, zone: &Zone) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for row in rows {
        let day = zone.date(row.starts);
        match days.last_mut().filter(|last| last.day == day) {
            Some(last) => last.meetings.push(row),
            None => days.push(Day { day, meetings: vec![row] }),
        }
    }
    days
}

#[derive(Serialize)]
struct MeetingPage {
    webinar: bool,
    /// A webinar that cannot be started; with a link to the plans.
    unlicensed: Option<String>,
    /// How many attendees the plan has room for.
    attendees: Option<String>,
    /// Opens the chat of those it concerns.
    id: MeetingId,
    title: String,
    /// What the person has recorded of it.
    recordings: Vec<RecordingLine>,
    recordings_href: String,
    state: Option<MeetingState>,
    /// Why nothing is to be done with it any more.
    note: Option<String>,
    /// The plan ends it before its time; with a link to the plans.
    limit: Option<String>,
    access: Vec<Fact>,
    when: Vec<Fact>,
    people: Vec<Fact>,
    /// None: nobody is invited.
    answers: Option<AnswersShown>,
    times: Vec<TimeLine>,
    /// Those to come that were moved or called off.
    changed: Vec<ChangedLine>,
    zone: Zone,
    agenda: Vec<String>,
    join_url: String,
    /// As `join_url`, for whoever looks.
    own_join_url: String,
    registration_href: String,
    /// It asks for registration; so many have a place.
    registers: bool,
    registered: u32,
    /// None when it can't be changed any more.
    edit_href: Option<String>,
    /// Keeps it as a template; none for those who may not.
    template_href: Option<String>,
    cancel_href: Option<String>,
    calendar_href: Option<String>,
}

/// A recording of the meeting.
#[derive(Serialize)]
struct RecordingLine {
    title: String,
    href: String,
    at: Timestamp,
}

/// A meeting of a series.
#[derive(Serialize)]
struct TimeLine {
    at: Timestamp,
    /// Its own, or that of a later part of the series, if it is another.
    title: Option<String>,
    /// Where it is moved or called off; none for those who may not.
    href: Option<String>,
}

/// A meeting of a series that is not as the series has it.
#[derive(Serialize)]
struct ChangedLine {
    by_series: Timestamp,
    /// None: it is off.
    at: Option<Timestamp>,
    /// It is when the series has it, with a title or an agenda of its own.
    reworded: bool,
    href: Option<String>,
}

/// `GET /meetings/{id}`
async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<MeetingId>,
) -> Result<Response, PageError> {
    let shown = list::show(&app, &member.who, id).await?;
    let mut page = meeting_page(&app, &member.who, &shown);
    let recordings = app::recordings::of_meeting(&app, &member.who, id).await?;
    page.recordings = recordings.into_iter().map(recording_line).collect();
    let found = app::meetings::answer::answers(&app, &member.who, id).await?;
    page.answers = answers::shown(&app, &member.who, &found);
    member.page("portal/meeting.html", page).await
}

fn recording_line(recording: Recording) -> RecordingLine {
    let href = urls::recording(recording.id);
    RecordingLine { title: recording.title, href, at: recording.added_at }
}

fn meeting_page(app: &App, who: &Who, shown: &Shown) -> MeetingPage {
    let meeting = &shown.meeting;
    let id = meeting.identity.id;
    let standing = words::standing(shown.state);
    let may = who.actor.may(Permission::ScheduleMeetings) && standing != words::Standing::Cancelled;
    let goes_on = standing == words::Standing::Ahead;
    let (title, agenda) = meeting.series_words_at(app.now());
    MeetingPage {
        webinar: meeting.kind.is_webinar(),
        unlicensed: webinar::unlicensed(app, &who.locale, meeting.kind, &shown.limits)
            .filter(|_| goes_on),
        attendees: webinar::attendees(app, &who.locale, meeting.kind, &shown.limits),
        id,
        title: title.to_owned(),
        recordings: Vec::new(),
        recordings_href: urls::with_query(urls::RECORDINGS, &[("meeting", &id.to_string())]),
        state: words::state(&app.texts, &who.locale, shown.state),
        note: words::note(&app.texts, &who.locale, standing),
        limit: words::limit(&app.texts, &who.locale, shown).filter(|_| goes_on),
        access: words::access(app, who, shown),
        when: words::when(app, who, shown),
        people: words::people(app, who, shown),
        answers: None,
        times: match goes_on && meeting.schedule.is_series() {
            true => time_lines(meeting, may, app.now()),
            false => Vec::new(),
        },
        changed: if goes_on { changed_lines(meeting, may, app.now()) } else { Vec::new() },
        zone: meeting.schedule.zone().clone(),
        agenda: agenda.lines().map(str::to_owned).collect(),
        join_url: shown.join_url.clone(),
        own_join_url: shown.own_join_url.clone(),
        registration_href: urls::meeting_registration(id),
        registers: shown.registers,
        registered: shown.registered,
        edit_href: may.then(|| urls::edit_meeting(id)),
        template_href: app::meetings::template::may_keep(who)
            .then(|| urls::with_query(urls::NEW_MEETING_TEMPLATE, &[("meeting", &id.to_string())])),
        cancel_href: (may && goes_on).then(|| urls::cancel_meeting(id)),
        calendar_href: (standing != words::Standing::Cancelled).then(|| urls::meeting_calendar(id)),
    }
}

fn time_lines(meeting: &Meeting, may: bool, now: Timestamp) -> Vec<TimeLine> {
    let schedule = &meeting.schedule;
    let times = schedule.upcoming(now, TIMES).into_iter();
    let href = |index| {
        let repeats = *schedule.stretch_at(index).repeats() != Repeat::Once;
        (may && repeats).then(|| urls::meeting_time(meeting.identity.id, index))
    };
    let of_series = meeting.series_words_at(now).0;
    let title =
        |index| Some(meeting.words(index).0).filter(|title| *title != of_series).map(str::to_owned);
    times
        .map(|time| TimeLine { at: time.start, title: title(time.index), href: href(time.index) })
        .collect()
}

fn changed_lines(meeting: &Meeting, may: bool, now: Timestamp) -> Vec<ChangedLine> {
    let schedule = &meeting.schedule;
    let lines = schedule.exceptions().iter().filter_map(|exception| {
        let by_series = schedule.occurrence(exception.index)?;
        let time = schedule.time(exception.index);
        let ends = time.map_or(by_series.end, |time| time.end);
        (ends > now).then(|| ChangedLine {
            by_series: by_series.start,
            at: time.map(|time| time.start),
            reworded: exception.instead == Instead::AsPlanned,
            href: may.then(|| urls::meeting_time(meeting.identity.id, exception.index)),
        })
    });
    lines.collect()
}

#[derive(Serialize)]
struct CancelPage {
    title: String,
    action: String,
    back: String,
    sequence: u32,
    /// The day of the only meeting; none for a series.
    day: Option<Date>,
    /// People who get a mail.
    told: usize,
    refusal: Option<String>,
}

/// `GET /meetings/{id}/cancel`: what calling it off does.
async fn ask_to_cancel(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<MeetingId>,
) -> Result<Response, PageError> {
    member.needs(Permission::ScheduleMeetings)?;
    let page = cancel_page(&app, &member.who, id, None).await?;
    member.page("portal/meeting_cancel.html", page).await
}

async fn cancel_page(
    app: &App,
    who: &Who,
    id: MeetingId,
    refusal: Option<String>,
) -> Result<CancelPage, PageError> {
    let shown = list::show(app, who, id).await?;
    let meeting = &shown.meeting;
    let changed = meetings::schedule::cancel(meeting, app.now()).map_err(MeetingError::from)?;
    let host = Party::Person(meeting.identity.host);
    let told = changed.notify.iter();
    let told = told.filter(|notice| notice.kind == NoticeKind::Cancelled && notice.to != host);
    let first = shown.times.first().map(|time| meeting.schedule.zone().date(time.start));
    Ok(CancelPage {
        title: meeting.series_words_at(app.now()).0.to_owned(),
        action: urls::cancel_meeting(id),
        back: urls::meeting(id),
        sequence: meeting.sequence,
        day: first.filter(|_| !meeting.schedule.is_series()),
        told: told.count().saturating_add(usize::try_from(shown.registered).unwrap_or_default()),
        refusal,
    })
}

/// `POST /meetings/{id}/cancel`
async fn cancel(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<MeetingId>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    match schedule::cancel(&app, &member.who, id, fields.parsed("sequence")).await {
        Ok(_) => Ok(news::redirect(&urls::meeting(id), "news-meeting-cancelled")),
        Err(MeetingError::Changed { .. }) => {
            let said = member.text("error-meeting-changed-look");
            let page = cancel_page(&app, &member.who, id, Some(said)).await?;
            member.refused_page("portal/meeting_cancel.html", page).await
        }
        Err(other) => Err(other.into()),
    }
}

/// `GET /meetings/{id}/calendar.ics`
async fn calendar(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<MeetingId>,
) -> Result<Response, PageError> {
    let file = list::calendar(&app, &member.who, id).await?;
    Ok(calendar_file(file))
}

/// A calendar file to keep.
pub(crate) fn calendar_file(text: String) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"meeting.ics\""),
    ];
    (headers, text).into_response()
}
