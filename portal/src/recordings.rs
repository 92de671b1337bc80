//! `/recordings`: a person's recordings, what is in their trash, a new one, how long all are kept
//! (F5). Everything is a page and a form: none of it needs a script.

mod one;

use std::sync::Arc;

use app::App;
use app::meetings::{Tab, list};
use app::recordings::upload::{self, New};
use app::recordings::{self, Cursor, Place, RecordingError, SEARCH_MAX_CHARS, storage, trash};
use axum::Router;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_LENGTH;
use axum::response::Response;
use axum::routing::get;
use meetings::recording::{
    FILE_MAX_BYTES, NOTICE_DAYS, RETENTION_MAX_DAYS, RETENTION_MIN_DAYS, TITLE_MAX_CHARS,
    TRASH_DAYS, transcript,
};
use people::roles::Permission;
use serde::Serialize;
use texts::{Args, Texts};
use units::id::MeetingId;
use units::{Locale, Timestamp, Zone};
use web::forms::{Asked, FieldErrors};
use web::refusal::{Refusal, Refused};
use web::{Face, Fields, Form, Member, PageError, incoming, news, urls};

use crate::audit::Paging;
use crate::plans::Choice;

/// Recordings on one page.
const PAGE: u32 = 25;
/// Meetings that are offered for a recording, of those over and of those to come.
const MEETINGS_OFFERED: u32 = 20;
/// Bytes of a form beside its file.
const FORM_MAX_BYTES: u64 = 64 * 1024;
const BYTES_PER_KILOBYTE: u64 = 1_000;
const BYTES_PER_MEGABYTE: u64 = 1_000_000;
const BYTES_PER_GIGABYTE: u64 = 1_000_000_000;
const TEN_GIGABYTES: u64 = 10 * BYTES_PER_GIGABYTE;

pub fn routes() -> Router<Face> {
    let largest = usize::try_from(FILE_MAX_BYTES + FORM_MAX_BYTES).unwrap_or(usize::MAX);
    Router::new()
        .route(urls::RECORDINGS, get(list_recordings).post(add))
        .layer(DefaultBodyLimit::max(largest))
        .route(urls::RECORDING_TRASH, get(list_trash))
        .route(urls::RECORDING_RETENTION, get(retention).post(set_retention))
        .merge(one::routes())
}

/// "12 GB", "1,500 MB", "300 kB": as much as people want to know.
pub(crate) fn size(texts: &Texts, locale: &Locale, bytes: u64) -> String {
    let (key, unit) = match bytes {
        TEN_GIGABYTES.. => ("recordings-gigabytes", BYTES_PER_GIGABYTE),
        BYTES_PER_MEGABYTE.. => ("recordings-megabytes", BYTES_PER_MEGABYTE),
        _ => ("recordings-kilobytes", BYTES_PER_KILOBYTE),
    };
    let size = i64::try_from(bytes.div_ceil(unit)).unwrap_or(i64::MAX);
    texts.get(locale, key, &Args::new().with("size", texts.number(locale, size)))
}

#[derive(Serialize)]
struct RecordingsPage {
    search: String,
    search_max: usize,
    recordings: Vec<RecordingLine>,
    paging: Paging,
    room: RoomShown,
    kept_days: Option<u32>,
    title: String,
    title_max: usize,
    meeting: String,
    /// Meetings one holds; the first choice is none of them.
    meetings: Vec<Choice>,
    /// None for those who do not decide how long recordings are kept.
    retention_href: Option<&'static str>,
    zone: Zone,
    errors: FieldErrors,
    refusal: Option<String>,
}

/// How much is used and allowed.
#[derive(Serialize)]
struct RoomShown {
    used: String,
    allowed: String,
    used_mb: u64,
    allowed_mb: u64,
    /// Why nothing can be added; none: it can.
    closed: Option<String>,
    file_max: String,
}

#[derive(Serialize)]
struct RecordingLine {
    title: String,
    href: String,
    size: String,
    is_video: bool,
    has_transcript: bool,
    at: Timestamp,
    /// When it goes, once that is announced, or in the trash.
    erases_at: Option<Timestamp>,
    found: Vec<FoundLine>,
}

#[derive(Serialize)]
struct FoundLine {
    clock: String,
    href: String,
    speaker: Option<String>,
    text: String,
}

fn line(texts: &Texts, locale: &Locale, line: recordings::Line) -> RecordingLine {
    let recording = line.recording;
    let href = urls::recording(recording.id);
    let found = line.found.into_iter().map(|placed| FoundLine {
        clock: transcript::clock(placed.passage.start_ms),
        href: format!("{href}#p{}", placed.number),
        speaker: placed.passage.speaker,
        text: placed.passage.text,
    });
    RecordingLine {
        found: found.collect(),
        size: size(texts, locale, recording.bytes),
        is_video: recording.kind.is_video(),
        has_transcript: recording.passages > 0,
        at: recording.added_at,
        erases_at: recording.trashed_at.map(trash::erased_at).or(recording.erases_at),
        title: recording.title,
        href,
    }
}

/// The meetings `member` holds, as choices, "none" before them.
async fn meeting_choices(app: &App, member: &Member) -> Result<Vec<Choice>, PageError> {
    let none = member.text("recordings-no-meeting");
    let mut choices = vec![Choice { value: String::new(), label: none }];
    if !member.who.actor.may(Permission::SeeMeetings) {
        return Ok(choices);
    }
    for tab in [Tab::Past, Tab::Upcoming] {
        let asked = list::Asked { tab, search: "", after: None, most: MEETINGS_OFFERED };
        let page = list::page(app, &member.who, asked).await?;
        choices.extend(page.lines.into_iter().filter(|line| line.part.holds()).map(|line| {
            let day = app.texts.datetime_local(&member.locale, line.at, &member.zone);
            let label = Args::new().with("title", line.meeting.title_at(line.at)).with("day", day);
            Choice {
                value: line.meeting.identity.id.to_string(),
                label: app.texts.get(&member.locale, "recordings-meeting-choice", &label),
            }
        }));
    }
    Ok(choices)
}

async fn room_shown(app: &App, member: &Member) -> Result<RoomShown, PageError> {
    let room = storage::show(app, &member.who).await?;
    let (texts, locale) = (&app.texts, &member.locale);
    let closed = room.takes(1).err().map(|error| sentence(texts, locale, &error));
    Ok(RoomShown {
        used: size(texts, locale, room.storage.used),
        allowed: size(texts, locale, room.storage.allowed),
        used_mb: room.storage.used / BYTES_PER_MEGABYTE,
        allowed_mb: room.storage.allowed / BYTES_PER_MEGABYTE,
        closed,
        file_max: size(texts, locale, FILE_MAX_BYTES),
    })
}

fn sentence(texts: &Texts, locale: &Locale, error: &RecordingError) -> String {
    texts.get(locale, &web::refusal::text_key(error.code()), &Refusal::args(error))
}

async fn recordings_page(
    app: &App,
    member: &Member,
    place: Place,
    asked: &Fields,
) -> Result<RecordingsPage, PageError> {
    let who = &member.who;
    let search: String = asked.text("search").chars().take(SEARCH_MAX_CHARS).collect();
    let after: Option<Cursor> = asked.parsed("after");
    let later = after.is_some();
    let page = recordings::page(app, who, (place, &search), after, PAGE).await?;
    let here = match (place, search.is_empty()) {
        (Place::Trash, _) => urls::RECORDING_TRASH.to_owned(),
        (Place::Kept, true) => urls::RECORDINGS.to_owned(),
        (Place::Kept, false) => urls::with_query(urls::RECORDINGS, &[("search", &search)]),
    };
    let manages = who.actor.may(Permission::ManageRecordings);
    Ok(RecordingsPage {
        search,
        search_max: SEARCH_MAX_CHARS,
        paging: Paging::after(&here, later, page.next.as_ref()),
        recordings: page
            .lines
            .into_iter()
            .map(|each| line(&app.texts, &member.locale, each))
            .collect(),
        room: room_shown(app, member).await?,
        kept_days: recordings::retention::get(app, who).await?.days,
        title: String::new(),
        title_max: TITLE_MAX_CHARS,
        meeting: asked.text("meeting").to_owned(),
        meetings: meeting_choices(app, member).await?,
        retention_href: manages.then_some(urls::RECORDING_RETENTION),
        zone: member.zone.clone(),
        errors: FieldErrors::default(),
        refusal: None,
    })
}

/// `GET /recordings?search=&after=&meeting=`
async fn list_recordings(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let page = recordings_page(&app, &member, Place::Kept, &asked).await?;
    member.page("portal/recordings.html", page).await
}

/// `GET /recordings/trash?after=`
async fn list_trash(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    #[derive(Serialize)]
    struct TrashPage {
        recordings: Vec<RecordingLine>,
        paging: Paging,
        trash_days: i64,
        zone: Zone,
    }
    let page = recordings_page(&app, &member, Place::Trash, &asked).await?;
    let RecordingsPage { recordings, paging, zone, .. } = page;
    let page = TrashPage { recordings, paging, trash_days: TRASH_DAYS, zone };
    member.page("portal/recordings_trash.html", page).await
}

/// What was typed beside the file.
#[derive(Default)]
struct Typed {
    title: String,
    meeting: String,
}

/// `POST /recordings`: a form with a title, a meeting and, after them, a file.
async fn add(
    State(app): State<Arc<App>>,
    member: Member,
    headers: HeaderMap,
    form: Multipart,
) -> Result<Response, PageError> {
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let mut typed = Typed::default();
    match taken(&app, &member, length, &mut typed, form).await {
        Ok(recording) => Ok(news::redirect(&urls::recording(recording.id), "news-recording-added")),
        Err(Refusing::Page(error)) => Err(error),
        Err(Refusing::Story(error)) => {
            let field = match &error {
                RecordingError::Title(_) => "title",
                RecordingError::NoMeeting => "meeting",
                RecordingError::Missing
                | RecordingError::TooLarge
                | RecordingError::OtherKind
                | RecordingError::NotInPlan { .. }
                | RecordingError::Full { .. }
                | RecordingError::TooMany => "file",
                _ => return Err(error.into()),
            };
            let mut page = recordings_page(&app, &member, Place::Kept, &Fields::default()).await?;
            (page.title, page.meeting) = (typed.title, typed.meeting);
            let args = Refusal::args(&error);
            page.errors.add(&app.texts, &member.locale, field, error.code(), &args);
            member.refused_page("portal/recordings.html", page).await
        }
    }
}

/// What came of a form that was refused.
enum Refusing {
    Story(RecordingError),
    Page(PageError),
}

impl From<RecordingError> for Refusing {
    fn from(error: RecordingError) -> Refusing {
        Refusing::Story(error)
    }
}

async fn taken(
    app: &App,
    member: &Member,
    length: Option<u64>,
    typed: &mut Typed,
    mut form: Multipart,
) -> Result<recordings::Recording, Refusing> {
    let unreadable = |_| Refusing::Page(PageError::of_code("request.unreadable"));
    let page = |refused: Refused| Refusing::Page(PageError::from(refused));
    while let Some(mut field) = form.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("title") => {
                typed.title = incoming::text_of_field(&mut field).await.map_err(page)?;
            }
            Some("meeting") => {
                typed.meeting = incoming::text_of_field(&mut field).await.map_err(page)?;
            }
            Some("file") => {
                let taken = file(app, member, length, typed, &mut field).await;
                if taken.is_err() {
                    incoming::read_on(&mut field).await;
                }
                return taken;
            }
            _ => {}
        }
    }
    Err(RecordingError::Missing.into())
}

async fn file(
    app: &App,
    member: &Member,
    length: Option<u64>,
    typed: &Typed,
    field: &mut Field<'_>,
) -> Result<recordings::Recording, Refusing> {
    let file_name = field.file_name().unwrap_or_default().to_owned();
    if file_name.is_empty() {
        return Err(RecordingError::Missing.into());
    }
    let new = New {
        title: &typed.title,
        file_name: &file_name,
        meeting: chosen(&typed.meeting)?,
        // The form around the file is a little larger.
        length: length.map(|length| length.saturating_sub(FORM_MAX_BYTES).max(1)),
    };
    let mut upload = upload::begin(app, &member.who, &new).await?;
    let page = |refused: Refused| Refusing::Page(PageError::from(refused));
    while let Some(piece) = incoming::next_of_field(field).await.map_err(page)? {
        upload.write(&piece).await?;
    }
    Ok(upload.finish(app, &member.who).await?)
}

/// The meeting of a form's choice; empty: none.
fn chosen(meeting: &str) -> Result<Option<MeetingId>, RecordingError> {
    match meeting.trim() {
        "" => Ok(None),
        id => id.parse().map(Some).map_err(|_| RecordingError::NoMeeting),
    }
}

#[derive(Serialize)]
struct RetentionPage {
    /// As typed; empty: for good.
    days: String,
    least: u32,
    most: u32,
    notice_days: i64,
    errors: FieldErrors,
    refusal: Option<String>,
}

async fn retention_page(app: &App, member: &Member) -> Result<RetentionPage, PageError> {
    member.needs(Permission::ManageRecordings)?;
    let retention = recordings::retention::get(app, &member.who).await?;
    Ok(RetentionPage {
        days: retention.days.map(|days| days.to_string()).unwrap_or_default(),
        least: RETENTION_MIN_DAYS,
        most: RETENTION_MAX_DAYS,
        notice_days: NOTICE_DAYS,
        errors: FieldErrors::default(),
        refusal: None,
    })
}

/// `GET /recordings/retention`
async fn retention(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    let page = retention_page(&app, &member).await?;
    member.page("portal/recordings_retention.html", page).await
}

/// `POST /recordings/retention`
async fn set_retention(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let typed = fields.text("days");
    // What is no number is as wrong as a number out of bounds.
    let days = (!typed.is_empty()).then(|| typed.parse().unwrap_or(u32::MAX));
    match recordings::retention::set(&app, &member.who, days).await {
        Ok(_) => Ok(news::redirect(urls::RECORDING_RETENTION, "news-recording-retention")),
        Err(error @ RecordingError::Days(_)) => {
            let mut page = retention_page(&app, &member).await?;
            page.days = typed.to_owned();
            page.errors.add(&app.texts, &member.locale, "days", error.code(), &Args::new());
            member.refused_page("portal/recordings_retention.html", page).await
        }
        Err(error) => Err(error.into()),
    }
}
