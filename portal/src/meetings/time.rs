//! `/meetings/{id}/times/{index}`: one meeting of a series moved, worded anew, called off or put
//! back, or it and all that follow moved, worded anew or called off. What it does is shown first;
//! the button after that does the very same, or shows it anew (F1, P1, P2).

use std::sync::Arc;

use app::meetings::single::{self, Preview};
use app::meetings::{MeetingError, list, words};
use app::{App, Who};
use axum::extract::State;
use axum::response::Response;
use meetings::{Field, FieldProblem, Occurrence, Problem, Reach, Repeat, ScheduleRefusal, Wish};
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
    /// The plan has no room for a length: the field where the way to the plans stands.
    plan_limit: Option<&'static str>,
}

/// The fields, as typed, and the button that was pressed.
#[derive(Clone, Default, Serialize)]
struct Typed {
    wish: String,
    title: String,
    agenda: String,
    date: String,
    time: String,
    duration_minutes: String,
    /// Of this meeting and all that follow.
    following_date: String,
    following_time: String,
    following_minutes: String,
    following_title: String,
    following_agenda: String,
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
    /// It is called like this, or has this agenda, from now on.
    title_after: Option<String>,
    agenda_after: Option<Vec<String>>,
    /// The last meeting of a series that is to end.
    last: Option<Timestamp>,
    /// All that follow are moved as well, and repeat like this.
    repeats: Option<String>,
    /// It and all that follow are called like this, or have this agenda, from now on.
    rewords: bool,
    /// Single meetings that keep words of their own.
    own_words: usize,
    /// Other words planned for some of those that follow are replaced.
    replaces_words: bool,
    /// Single meetings that lose what was different about them.
    dropped: usize,
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
            let page = preview_page(&app, &member.who, place, typed, preview, None);
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
                Wish::MoveFollowing { .. } => "news-meeting-following-moved",
                Wish::WordFollowing { .. } => "news-meeting-following-reworded",
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
                    let page = preview_page(&app, &member.who, place, typed, preview, said);
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
    let of_following = matches!(typed.wish.as_str(), "move_following" | "reword_following");
    let mut page = time_page(app, &member.who, place, Some(typed)).await?;
    for FieldProblem { field, problem } in &problems {
        let name = match (field, of_following) {
            (Field::Start, false) => "date",
            (Field::Start, true) => "following_date",
            (Field::Duration, true) => "following_minutes",
            (Field::Title, true) => "following_title",
            (Field::Agenda, true) => "following_agenda",
            (other, _) => other.word(),
        };
        let args = words::problem(problem);
        page.errors.add(&app.texts, &member.locale, name, problem.code(), &args);
        if matches!(problem, Problem::PlanMinutes { .. }) {
            page.plan_limit = Some(name);
        }
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
    let stretch = schedule.stretch_at(index);
    let by_rule = schedule.occurrence(index).filter(|_| *stretch.repeats() != Repeat::Once);
    let Some(by_rule) = by_rule else {
        return Err(MeetingError::Refused(ScheduleRefusal::NoSuchTime).into());
    };
    let at = schedule.time(index);
    let typed = typed.unwrap_or_else(|| {
        let (title, agenda) = meeting.words(index);
        let (following_title, following_agenda) = meeting.words_of(stretch);
        Typed {
            title: title.to_owned(),
            agenda: agenda.to_owned(),
            following_title: following_title.to_owned(),
            following_agenda: following_agenda.to_owned(),
            ..Typed::of(&at.unwrap_or(by_rule), stretch.zone())
        }
    });
    Ok(TimePage {
        title: meeting.series_words_at(app.now()).0.to_owned(),
        action: format!("{}/preview", urls::meeting_time(id, index)),
        back: urls::meeting(id),
        zone: stretch.zone().clone(),
        at: at.map(|time| time.start),
        by_series: by_rule.start,
        differs: schedule.exception(index).is_some(),
        has_earlier: index > 0,
        form: typed,
        errors: FieldErrors::default(),
        refusal: None,
        plan_limit: None,
    })
}

fn preview_page(
    app: &App,
    who: &Who,
    (id, index): Place,
    form: Typed,
    preview: Preview,
    refusal: Option<String>,
) -> PreviewPage {
    let href = urls::meeting_time(id, index);
    let Preview { before, after, .. } = preview;
    let minutes = |time: Option<Occurrence>| time.map_or(0, |time| time.minutes());
    let rewords = preview.reach == Reach::WordsFollowing;
    let says_words = preview.reach == Reach::One && after.is_some() || rewords;
    let repeats = preview.repeats.as_ref();
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
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
        title_after: Some(preview.title_after)
            .filter(|after| says_words && *after != preview.title_before),
        agenda_after: Some(preview.agenda_after)
            .filter(|after| says_words && *after != preview.agenda_before)
            .map(|agenda| lines(&agenda)),
        repeats: repeats.and_then(|rule| words::repeats(&app.texts, &who.locale, rule)),
        rewords,
        own_words: preview.others.kept,
        replaces_words: preview.others.replaced,
        dropped: preview.dropped,
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
            title: text("title"),
            agenda: text("agenda"),
            date: text("date"),
            time: text("time"),
            duration_minutes: text("duration_minutes"),
            following_date: text("following_date"),
            following_time: text("following_time"),
            following_minutes: text("following_minutes"),
            following_title: text("following_title"),
            following_agenda: text("following_agenda"),
        }
    }

    fn of(time: &Occurrence, zone: &Zone) -> Typed {
        let start = zone.civil(time.start);
        let date = start.strftime("%Y-%m-%d").to_string();
        let clock = start.strftime("%H:%M").to_string();
        let minutes = time.minutes().to_string();
        Typed {
            following_date: date.clone(),
            following_time: clock.clone(),
            following_minutes: minutes.clone(),
            date,
            time: clock,
            duration_minutes: minutes,
            ..Typed::default()
        }
    }

    /// What the pressed button asks for; `None`: no button of ours.
    fn wish(&self) -> Option<Wish> {
        let joined = |date: &str, time: &str| match (date, time) {
            ("", _) | (_, "") => String::new(),
            (date, time) => format!("{date}T{time}"),
        };
        match self.wish.as_str() {
            "move" => Some(Wish::Move {
                start: joined(&self.date, &self.time),
                duration_minutes: number(&self.duration_minutes),
                title: Some(self.title.clone()),
                agenda: Some(self.agenda.clone()),
            }),
            "move_following" => Some(Wish::MoveFollowing {
                start: joined(&self.following_date, &self.following_time),
                duration_minutes: number(&self.following_minutes),
            }),
            "reword_following" => Some(Wish::WordFollowing {
                title: Some(self.following_title.clone()),
                agenda: Some(self.following_agenda.clone()),
            }),
            "cancel" => Some(Wish::Cancel),
            "cancel_following" => Some(Wish::CancelFollowing),
            "put_back" => Some(Wish::PutBack),
            _ => None,
        }
    }
}
