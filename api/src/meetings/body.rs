//! Meetings as the API takes and gives them.

use app::meetings::Line;
use app::meetings::list::Shown;
use app::meetings::single::Preview;
use app::meetings::times::{Entry, Times};
use app::{App, Who};
use meetings::{Draft, InviteeDraft, Occurrence, Repeat, RepeatDraft, Schedule, Wish};
use serde::{Deserialize, Serialize};
use units::id::MeetingId;
use units::{Date, Timestamp};
use utoipa::ToSchema;

use crate::registration_plan::PlannedRegistration;

/// A meeting as asked for. What is left out is empty: the whole meeting is said each time.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMeeting {
    /// `meeting` or `webinar`; when left out, what it is, and of a new one a meeting. It is chosen
    /// once: later another is refused.
    #[serde(default)]
    #[schema(example = "meeting")]
    kind: String,
    /// One line, up to 200 characters.
    #[schema(example = "Rehearsal")]
    title: String,
    /// Up to 5,000 characters.
    #[serde(default)]
    agenda: String,
    /// Wall time in `zone`.
    #[schema(example = "2027-04-01T09:30")]
    start: String,
    /// IANA time zone.
    #[schema(example = "Europe/Paris")]
    zone: String,
    /// Up to what the plan allows.
    #[schema(example = 45)]
    duration_minutes: i64,
    #[serde(default)]
    repeats: Repeats,
    /// Of a webinar: attendees, who need not register.
    #[serde(default)]
    invitees: Vec<Invited>,
    /// Of a webinar, up to 100: they may speak, and do not count as attendees.
    #[serde(default)]
    panelists: Vec<Invited>,
    /// Addresses; whoever has an account here can start and change the meeting.
    #[serde(default)]
    alternate_hosts: Vec<String>,
    /// For joining by number; empty for none.
    #[serde(default)]
    password: String,
    /// Of a new meeting: what it asks of whoever registers, as a template may say it. When left
    /// out, a webinar lets everybody register, and a meeting asks for no registration. Later it is
    /// changed at `/api/meetings/{id}/registration`, and refused here.
    pub(super) registration: Option<PlannedRegistration>,
}

/// How a meeting repeats.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Repeats {
    /// `once` (or empty), `weekly` or `monthly`.
    #[schema(example = "weekly")]
    frequency: String,
    /// Every how many weeks or months, 1 to 52; 1 when left out.
    interval: Option<i64>,
    /// Weekly: `MO` to `SU`; the start's day when empty.
    #[schema(example = json!(["TH"]))]
    days: Vec<String>,
    /// Monthly: `day` (or empty), `weekday` (as the start is: the second Tuesday), `last_weekday`.
    monthly_on: String,
    /// Monthly by `day`: 1 to 31, or the last of a shorter month; the start's when left out.
    month_day: Option<i64>,
    /// `never` (or empty), `on` or `after`.
    ends: String,
    /// With `on`: the last day.
    #[schema(example = "2027-12-31")]
    until: String,
    /// With `after`: how many meetings, 1 to 1,000.
    count: Option<i64>,
}

#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Invited {
    #[schema(example = "clara@example.org")]
    email: String,
    #[serde(default)]
    name: String,
}

/// What is to become of one meeting of a series.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TimeWish {
    /// `move`, `move_following`: it and all that follow, in the same rhythm and as many as before;
    /// `reword_following`: title and agenda of it and all that follow, except of single meetings
    /// with words of their own; `cancel`, `cancel_following`: it and all that follow; `put_back`:
    /// to what the series has.
    #[schema(example = "move")]
    change: String,
    /// With `move` and `move_following`: wall time in the series' zone.
    #[serde(default)]
    #[schema(example = "2027-04-02T14:00")]
    start: String,
    /// With `move` and `move_following`.
    #[schema(example = 45)]
    duration_minutes: Option<i64>,
    /// With `move`: of this meeting alone; with `reword_following`: of it and all that follow. Left
    /// out, or as the series has it there already, it stays as it is.
    title: Option<String>,
    /// With `move` and `reword_following`, as `title`.
    agenda: Option<String>,
}

impl TimeWish {
    /// `None` when it is none of them.
    pub(super) fn read(self) -> Option<Wish> {
        let TimeWish { change, start, duration_minutes, title, agenda } = self;
        Some(match change.as_str() {
            "move" => Wish::Move { start, duration_minutes, title, agenda },
            "move_following" => Wish::MoveFollowing { start, duration_minutes },
            "reword_following" => Wish::WordFollowing { title, agenda },
            "cancel" => Wish::Cancel,
            "cancel_following" => Wish::CancelFollowing,
            "put_back" => Wish::PutBack,
            _ => return None,
        })
    }
}

/// What a wish for one meeting of a series would do. Number, link and the other meetings stay.
#[derive(Serialize, ToSchema)]
pub(super) struct TimePreview {
    /// Absent: it is off.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Time>,
    /// Absent: it would be off.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Time>,
    /// With `cancel_following`: the last meeting of the series.
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<Time>,
    /// With `move_following`: how they would repeat, as RFC 5545 writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    /// Single meetings among those that follow that would no longer differ from the series.
    dropped: usize,
    /// With `reword_following`: single meetings among them that keep a title or an agenda of their
    /// own.
    own_words: usize,
    /// With `reword_following`: from some later meeting on other words were planned, and these
    /// would take their place.
    replaces_words: bool,
    /// What this meeting would be called.
    title: String,
    agenda: String,
    /// People who would get a mail.
    people_told: usize,
    join_url: String,
    /// Of the version it is worked out from, for `If-Match`.
    sequence: u32,
}

pub(super) fn preview(preview: Preview) -> TimePreview {
    TimePreview {
        before: preview.before.as_ref().map(time),
        after: preview.after.as_ref().map(time),
        last: preview.last.as_ref().map(time),
        rule: preview.repeats.as_ref().map(Repeat::text),
        dropped: preview.dropped,
        own_words: preview.others.kept,
        replaces_words: preview.others.replaced,
        title: preview.title_after,
        agenda: preview.agenda_after,
        people_told: preview.people_told,
        join_url: preview.join_url,
        sequence: preview.sequence,
    }
}

/// A meeting of a series that is not as the series has it.
#[derive(Serialize, ToSchema)]
pub(super) struct ChangedTime {
    /// Its place in the series, counted from 0.
    index: u32,
    /// When the series has it.
    #[schema(value_type = String, format = DateTime)]
    by_series: Timestamp,
    /// When it takes place. Absent: it is off.
    #[serde(skip_serializing_if = "Option::is_none")]
    instead: Option<Time>,
    /// Its own. Absent: that of the series.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// Its own. Absent: that of the series.
    #[serde(skip_serializing_if = "Option::is_none")]
    agenda: Option<String>,
}

/// A rule that a series went by before the one it has now.
#[derive(Serialize, ToSchema)]
pub(super) struct EarlierRule {
    /// The place in the series of its first meeting.
    index: u32,
    /// Wall time of that meeting in `zone`.
    start: String,
    zone: String,
    duration_minutes: u32,
    /// As RFC 5545 writes it; it ends before the next rule begins.
    rule: String,
    /// What its meetings are called.
    title: String,
    agenda: String,
}

fn earlier_rules(meeting: &meetings::Meeting) -> Vec<EarlierRule> {
    let rules = meeting.schedule.earlier().iter().map(|stretch| EarlierRule {
        index: stretch.first(),
        title: meeting.words_of(stretch).0.to_owned(),
        agenda: meeting.words_of(stretch).1.to_owned(),
        start: stretch.start().strftime("%Y-%m-%dT%H:%M").to_string(),
        zone: stretch.zone().to_string(),
        duration_minutes: stretch.duration_minutes(),
        rule: stretch.repeats().text(),
    });
    rules.collect()
}

fn changed_times(schedule: &Schedule) -> Vec<ChangedTime> {
    let changed = schedule.exceptions().iter().filter_map(|exception| {
        let index = exception.index;
        let by_series = schedule.occurrence(index)?.start;
        let instead = schedule.time(index).as_ref().map(time);
        let (title, agenda) = (exception.title.clone(), exception.agenda.clone());
        Some(ChangedTime { index, by_series, instead, title, agenda })
    });
    changed.collect()
}

/// One time a meeting takes place.
#[derive(Serialize, ToSchema)]
pub(super) struct Time {
    /// Its place in the series, counted from 0; it keeps it when it is moved.
    index: u32,
    #[schema(value_type = String, format = DateTime)]
    start: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    end: Timestamp,
}

/// A meeting, for those who hold it.
#[derive(Serialize, ToSchema)]
pub(super) struct Meeting {
    #[schema(value_type = String, format = "uuid")]
    id: MeetingId,
    /// `meeting` or `webinar`.
    kind: &'static str,
    title: String,
    agenda: String,
    start: String,
    zone: String,
    duration_minutes: i64,
    repeats: Repeats,
    /// As RFC 5545 writes it; empty for once. The last day is a date.
    rule: String,
    invitees: Vec<Invited>,
    /// Who may speak in a webinar beside its hosts; none of a meeting.
    panelists: Vec<Invited>,
    alternate_hosts: Vec<String>,
    password: String,
    /// Digits.
    number: String,
    join_url: String,
    /// Host name of the site it takes place on now.
    site: String,
    /// False of a webinar whose host has no licence for webinars now: it cannot be started, and
    /// nobody else can register.
    licensed: bool,
    host: Person,
    /// Counts the versions sent to calendars, from 0; also the `ETag`.
    sequence: u32,
    /// `scheduled` or `cancelled`.
    state: &'static str,
    /// The present time and the next ones, at most 5; of a meeting that is over, its last.
    times: Vec<Time>,
    /// Meetings of the series that were moved or called off, in the order of the series.
    changed_times: Vec<ChangedTime>,
    /// The rules before this one, if from some meeting on the series got another, or other words;
    /// `start`, `rule`, `title` and the like say the last.
    earlier_rules: Vec<EarlierRule>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

#[derive(Serialize, ToSchema)]
pub(super) struct Person {
    name: String,
    email: String,
}

/// A meeting in a list.
#[derive(Serialize, ToSchema)]
pub(super) struct ListedMeeting {
    #[schema(value_type = String, format = "uuid")]
    id: MeetingId,
    /// `meeting` or `webinar`.
    kind: &'static str,
    title: String,
    /// The present or next time; of a meeting that is over, the last.
    #[schema(value_type = String, format = DateTime)]
    start: Timestamp,
    duration_minutes: u32,
    zone: String,
    /// As RFC 5545 writes it; empty for once.
    rule: String,
    number: String,
    join_url: String,
    host_name: String,
    /// What the caller is in it: `host`, `alternate_host`, `panelist` or `invitee`.
    part: &'static str,
    sequence: u32,
    state: &'static str,
}

/// A page of a list.
#[derive(Serialize, ToSchema)]
pub(super) struct MeetingPage {
    pub(super) meetings: Vec<ListedMeeting>,
    /// For `after`: the next page. Absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next: Option<String>,
}

/// One time of a meeting in a calendar.
#[derive(Serialize, ToSchema)]
pub(super) struct MeetingTime {
    #[schema(value_type = String, format = "uuid")]
    id: MeetingId,
    /// `meeting` or `webinar`.
    kind: &'static str,
    title: String,
    /// The day it stands on, in the caller's zone: that of its start, or the first asked for.
    #[schema(value_type = String, format = Date)]
    day: Date,
    /// Its place in the series, counted from 0.
    index: u32,
    #[schema(value_type = String, format = DateTime)]
    start: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    end: Timestamp,
    number: String,
    join_url: String,
    host_name: String,
    /// What the caller is in it: `host`, `alternate_host`, `panelist` or `invitee`.
    part: &'static str,
}

/// Times of meetings, by their start.
#[derive(Serialize, ToSchema)]
pub(super) struct MeetingTimes {
    times: Vec<MeetingTime>,
    /// The caller's zone, which the days are days of.
    zone: String,
    /// There are more meetings in these days than can be told at once: ask for fewer days.
    left_off: bool,
}

pub(super) fn meeting_times(app: &App, who: &Who, found: Times) -> MeetingTimes {
    let times = found.entries.into_iter().map(|Entry { line, time, day }| {
        let meeting = &line.meeting;
        MeetingTime {
            kind: meeting.kind.word(),
            id: meeting.identity.id,
            title: meeting.words(time.index).0.to_owned(),
            day,
            index: time.index,
            start: time.start,
            end: time.end,
            number: meeting.identity.number.digits(),
            join_url: app::meetings::join_url(app, meeting, &line.site),
            part: line.part.word(),
            host_name: line.host_name,
        }
    });
    MeetingTimes { times: times.collect(), zone: who.zone.to_string(), left_off: found.left_off }
}

impl From<Repeats> for RepeatDraft {
    fn from(body: Repeats) -> RepeatDraft {
        RepeatDraft {
            frequency: body.frequency,
            interval: body.interval,
            days: body.days,
            monthly_on: body.monthly_on,
            month_day: body.month_day,
            ends: body.ends,
            until: body.until,
            count: body.count,
        }
    }
}

impl From<RepeatDraft> for Repeats {
    fn from(draft: RepeatDraft) -> Repeats {
        Repeats {
            frequency: draft.frequency,
            interval: draft.interval,
            days: draft.days,
            monthly_on: draft.monthly_on,
            month_day: draft.month_day,
            ends: draft.ends,
            until: draft.until,
            count: draft.count,
        }
    }
}

impl From<Invited> for InviteeDraft {
    fn from(body: Invited) -> InviteeDraft {
        InviteeDraft { email: body.email, name: body.name }
    }
}

impl From<InviteeDraft> for Invited {
    fn from(draft: InviteeDraft) -> Invited {
        Invited { email: draft.email, name: draft.name }
    }
}

impl From<NewMeeting> for Draft {
    fn from(body: NewMeeting) -> Draft {
        let named = |people: Vec<Invited>| -> Vec<InviteeDraft> {
            people.into_iter().map(InviteeDraft::from).collect()
        };
        Draft {
            kind: body.kind,
            panelists: named(body.panelists),
            title: body.title,
            agenda: body.agenda,
            start: body.start,
            zone: body.zone,
            duration_minutes: Some(body.duration_minutes),
            repeats: body.repeats.into(),
            invitees: named(body.invitees),
            alternate_hosts: body.alternate_hosts,
            password: body.password,
        }
    }
}

fn time(time: &Occurrence) -> Time {
    Time { index: time.index, start: time.start, end: time.end }
}

pub(super) fn meeting(app: &App, shown: Shown) -> Meeting {
    let Shown { meeting, draft, limits, .. } = shown;
    let repeats = draft.repeats;
    let named = |people: Vec<InviteeDraft>| -> Vec<Invited> {
        people.into_iter().map(|each| Invited { email: each.email, name: each.name }).collect()
    };
    Meeting {
        kind: meeting.kind.word(),
        panelists: named(draft.panelists),
        licensed: !meeting.kind.is_webinar() || !limits.has_no_webinars(),
        id: meeting.identity.id,
        title: draft.title,
        agenda: draft.agenda,
        start: draft.start,
        zone: draft.zone,
        duration_minutes: draft.duration_minutes.unwrap_or_default(),
        repeats: repeats.into(),
        rule: meeting.schedule.repeats().text(),
        invitees: named(draft.invitees),
        alternate_hosts: draft.alternate_hosts,
        password: draft.password,
        number: meeting.identity.number.digits(),
        join_url: shown.join_url,
        site: app::plan::site_address(app, &shown.site),
        host: Person { name: shown.host.name, email: shown.host.email.to_string() },
        sequence: meeting.sequence,
        state: meeting.state.word(),
        times: shown.times.iter().map(time).collect(),
        changed_times: changed_times(&meeting.schedule),
        earlier_rules: earlier_rules(&meeting),
        created_at: shown.created_at,
    }
}

pub(super) fn listed(app: &App, line: Line) -> ListedMeeting {
    let meeting = &line.meeting;
    let now = app.now();
    let schedule = &meeting.schedule;
    let time = schedule.current_or_next(now).or_else(|| schedule.last());
    let stretch = time.map_or(schedule.present(), |time| schedule.stretch_at(time.index));
    ListedMeeting {
        kind: meeting.kind.word(),
        id: meeting.identity.id,
        title: time.map_or(&*meeting.title, |time| meeting.words(time.index).0).to_owned(),
        start: time.map_or(line.at, |time| time.start),
        duration_minutes: time.map_or(schedule.duration_minutes(), |time| time.minutes()),
        zone: stretch.zone().to_string(),
        rule: stretch.repeats().text(),
        number: meeting.identity.number.digits(),
        join_url: app::meetings::join_url(app, meeting, &line.site),
        part: line.part.word(),
        sequence: meeting.sequence,
        state: meeting.state.word(),
        host_name: line.host_name,
    }
}
