//! `/meetings/{id}/times/{index}`: one meeting of a series moved, called off or put back. What it
//! does is shown first; the button after that does the very same, or shows it anew (F1, P1, P2).

use std::sync::Arc;

use app::meetings::single::{self, Preview};
use app::meetings::{MeetingError, list, words};
use app::{App, Who};
use axum::extract::State;
use axum::response::Response;
use meetings::{Field, FieldProblem, Occurrence, Problem, Repeat, ScheduleRefusal, Wish};
use people::roles::Permission;
use serde::Serialize;
use units::id::MeetingId;
use units::{Timestamp, Zone};
use web::forms::FieldErrors;
use web::refusal::text_key;
use web::{Fields, Form, Member, PageError, Path, news, urls};

use super::form::number;

/// A series, and the place of one of its meetings.
type Place = (MeetingId, u32);

#[derive(Serialize)]
struct TimePage {
    title: String,
    /// Shows what the pressed button would do.
    action: String,
    back: String,
    zone: Zone,
    /// When it takes place; none: it is off.
    at: Option<Timestamp>,
    /// When the series has it.
    by_series: Timestamp,
    differs: bool,
    /// Others come before it, so the series may end with them.
    has_earlier: bool,
    form: Typed,
    errors: FieldErrors,
    refusal: Option<String>,
    /// The plan has no room for the length: the way to the plans stands there.
    plan_limit: bool,
}

/// The fields, as typed, and the button that was pressed.
#[derive(Clone, Serialize)]
struct Typed {
    wish: String,
    date: String,
    time: String,
    duration_minutes: String,
}

#[derive(Serialize)]
struct PreviewPage {
    title: String,
    action: String,
    /// The form again.
    back: String,
    zone: Zone,
    form: Typed,
    sequence: u32,
    before: Option<Timestamp>,
    before_minutes: u32,
    after: Option<Timestamp>,
    after_minutes: u32,
    /// It is so already.
    same: bool,
    /// The last meeting of a series that is to end.
    last: Option<Timestamp>,
    told: usize,
    join_url: String,
    refusal: Option<String>,
}

/// `GET /meetings/{id}/times/{index}`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Path(place): Path<Place>,
) -> Result<Response, PageError> {
    member.needs(Permission::ScheduleMeetings)?;
    let page = time_page(&app, &member.who, place, None).await?;
    member.page("portal/meeting_time.html", page).await
}

/// `POST /meetings/{id}/times/{index}/preview`
pub(super) async fn preview(
    State(app): State<Arc<App>>,
    member: Member,
    Path(place): Path<Place>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let typed = Typed::read(&fields);
    let wish = typed.wish().ok_or_else(PageError::not_found)?;
    match single::preview(&app, &member.who, place.0, place.1, &wish).await {
        Ok(preview) => {
            let page = preview_page(place, typed, preview, None);
            member.page("portal/meeting_time_preview.html", page).await
        }
        Err(error) => refused(&app, &member, place, typed, error).await,
    }
}

/// `POST /meetings/{id}/times/{index}`
pub(super) async fn change(
    State(app): State<Arc<App>>,
    member: Member,
    Path(place): Path<Place>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let typed = Typed::read(&fields);
    let wish = typed.wish().ok_or_else(PageError::not_found)?;
    let expected = fields.parsed("sequence");
    match single::change_one(&app, &member.who, place.0, place.1, &wish, expected).await {
        Ok(_) => {
            let said = match wish {
                Wish::Move { .. } => "news-meeting-time-moved",
                Wish::Cancel => "news-meeting-time-cancelled",
                Wish::CancelFollowing => "news-meeting-following-cancelled",
                Wish::PutBack => "news-meeting-time-put-back",
            };
            Ok(news::redirect(&urls::meeting(place.0), said))
        }
        Err(MeetingError::Changed { .. }) => {
            match single::preview(&app, &member.who, place.0, place.1, &wish).await {
                Ok(preview) => {
                    let said = Some(member.text("error-meeting-time-changed"));
                    let page = preview_page(place, typed, preview, said);
                    member.refused_page("portal/meeting_time_preview.html", page).await
                }
                Err(error) => refused(&app, &member, place, typed, error).await,
            }
        }
        Err(error) => refused(&app, &member, place, typed, error).await,
    }
}

/// The form again, with what was typed and what is wrong with it.
async fn refused(
    app: &App,
    member: &Member,
    place: Place,
    typed: Typed,
    error: MeetingError,
) -> Result<Response, PageError> {
    let (problems, code) = match error {
        MeetingError::Refused(ScheduleRefusal::Fields(problems)) => (problems, None),
        MeetingError::Refused(
            refusal @ (ScheduleRefusal::TimeOver
            | ScheduleRefusal::OnlyTime
            | ScheduleRefusal::TooManyExceptions),
        ) => (Vec::new(), Some(refusal.code())),
        other => return Err(other.into()),
    };
    let mut page = time_page(app, &member.who, place, Some(typed)).await?;
    for FieldProblem { field, problem } in &problems {
        let name = match field {
            Field::Start => "date",
            other => other.word(),
        };
        let args = words::problem(problem);
        page.errors.add(&app.texts, &member.locale, name, problem.code(), &args);
        page.plan_limit |= matches!(problem, Problem::PlanMinutes { .. });
    }
    page.refusal = code.map(|code| member.text(&text_key(code)));
    member.refused_page("portal/meeting_time.html", page).await
}

async fn time_page(
    app: &App,
    who: &Who,
    (id, index): Place,
    typed: Option<Typed>,
) -> Result<TimePage, PageError> {
    let shown = list::show(app, who, id).await?;
    let meeting = &shown.meeting;
    if meeting.state == meetings::State::Cancelled {
        return Err(MeetingError::Refused(ScheduleRefusal::Cancelled).into());
    }
    let schedule = &meeting.schedule;
    let by_rule = schedule.occurrence(index).filter(|_| *schedule.repeats() != Repeat::Once);
    let Some(by_rule) = by_rule else {
        return Err(MeetingError::Refused(ScheduleRefusal::NoSuchTime).into());
    };
    let at = schedule.time(index);
    Ok(TimePage {
        title: meeting.title.clone(),
        action: format!("{}/preview", urls::meeting_time(id, index)),
        back: urls::meeting(id),
        zone: schedule.zone().clone(),
        at: at.map(|time| time.start),
        by_series: by_rule.start,
        differs: schedule.exception(index).is_some(),
        has_earlier: index > 0,
        form: typed.unwrap_or_else(|| Typed::of(&at.unwrap_or(by_rule), schedule.zone())),
        errors: FieldErrors::default(),
        refusal: None,
        plan_limit: false,
    })
}

fn preview_page(
    (id, index): Place,
    form: Typed,
    preview: Preview,
    refusal: Option<String>,
) -> PreviewPage {
    let href = urls::meeting_time(id, index);
    let Preview { before, after, .. } = preview;
    let minutes = |time: Option<Occurrence>| time.map_or(0, |time| time.minutes());
    PreviewPage {
        title: preview.title,
        action: href.clone(),
        back: href,
        zone: preview.zone,
        form,
        sequence: preview.sequence,
        before: before.map(|time| time.start),
        before_minutes: minutes(before),
        after: after.map(|time| time.start),
        after_minutes: minutes(after),
        same: preview.same,
        last: preview.last.map(|time| time.start),
        told: preview.people_told,
        join_url: preview.join_url,
        refusal,
    }
}

impl Typed {
    fn read(fields: &Fields) -> Typed {
        let text = |name: &str| fields.text(name).to_owned();
        Typed {
            wish: text("wish"),
            date: text("date"),
            time: text("time"),
            duration_minutes: text("duration_minutes"),
        }
    }

    fn of(time: &Occurrence, zone: &Zone) -> Typed {
        let start = zone.civil(time.start);
        Typed {
            wish: String::new(),
            date: start.strftime("%Y-%m-%d").to_string(),
            time: start.strftime("%H:%M").to_string(),
            duration_minutes: time.minutes().to_string(),
        }
    }

    /// What the pressed button asks for; `None`: no button of ours.
    fn wish(&self) -> Option<Wish> {
        let start = match (self.date.as_str(), self.time.as_str()) {
            ("", _) | (_, "") => String::new(),
            (date, time) => format!("{date}T{time}"),
        };
        let duration_minutes = number(&self.duration_minutes);
        match self.wish.as_str() {
            "move" => Some(Wish::Move { start, duration_minutes }),
            "cancel" => Some(Wish::Cancel),
            "cancel_following" => Some(Wish::CancelFollowing),
            "put_back" => Some(Wish::PutBack),
            _ => None,
        }
    }
}
