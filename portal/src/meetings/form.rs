//! The form a meeting is scheduled and changed with. It works without a script; what was typed is
//! kept, and everything that is wrong stands beside its field at once.

use std::sync::Arc;

use app::meetings::schedule::{self as story, FormFacts};
use app::meetings::template::Filled;
use app::meetings::{MeetingError, list, words};
use app::{App, Who};
use axum::extract::State;
use axum::response::Response;
use meetings::invitees::{InviteeDraft, list_text, parse_list};
use meetings::{Draft, Field, FieldProblem, Kind, Limits, Problem, RegistrationPlanDraft};
use meetings::{RepeatDraft, ScheduleRefusal};
use people::roles::Permission;
use serde::Serialize;
use texts::Args;
use units::id::{MeetingId, MeetingTemplateId};
use web::forms::{Asked, FieldErrors};
use web::{Fields, Form, Member, PageError, Path, news, urls};

use super::asks::{self, AsksShown};
use super::choose::ChosenAs;
use super::{template, webinar};
use crate::plans::Choice;
use crate::policy;
use crate::zones::Zones;

const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/// Given for a number that cannot be read, so that it is refused as a number.
const UNREADABLE: i64 = -1;

#[derive(Serialize)]
pub(super) struct FormPage {
    is_new: bool,
    webinar: bool,
    /// It may become the other kind, as it is typed.
    may_switch: bool,
    /// Why no webinar can be scheduled now.
    no_webinars: Option<String>,
    /// How many attendees the plan has room for.
    attendees_hint: Option<String>,
    /// Templates that a new form may be filled in by, and the one that it was.
    templates: Vec<Choice>,
    template: String,
    /// It was just kept as the template of this name.
    pub kept_as: Option<String>,
    name_template_href: &'static str,
    /// Id of the meeting that is changed; empty for a new one.
    meeting: String,
    choose_href: &'static str,
    action: String,
    back: String,
    form: Typed,
    /// What it is to ask of whoever registers, of a form that a template filled in.
    asks: Option<AsksShown>,
    zones: Zones,
    repeats: Vec<Choice>,
    days: Vec<Choice>,
    ends: Vec<Choice>,
    /// Whose meeting it is, when it is not the reader's own.
    whose: Option<String>,
    /// On which site and plan it takes place.
    site_line: String,
    duration_hint: Option<String>,
    /// No meeting goes without one (E9).
    password_needed: bool,
    /// Who decided whether it has one.
    password_why: Option<String>,
    errors: FieldErrors,
    refusal: Option<String>,
    /// A limit of the plan stopped it: which field, so that the way to the plans stands there.
    plan_limit: Option<&'static str>,
}

/// The fields, as typed.
#[derive(Clone, Default, Serialize)]
pub(super) struct Typed {
    /// A word of `Kind`.
    kind: String,
    /// Of a new meeting: made with the form, so that a second click makes no second one.
    id: String,
    /// Of a meeting being changed: the version that was read.
    sequence: String,
    pub(super) title: String,
    pub(super) agenda: String,
    date: String,
    time: String,
    zone: String,
    duration_minutes: String,
    pub(super) repeats: String,
    interval: String,
    days: Vec<String>,
    /// Kept for a series on a day of the month that its start does not have.
    month_day: String,
    month_day_date: String,
    ends: String,
    until: String,
    count: String,
    pub(super) invitees: String,
    /// Kept as typed also while it is a meeting.
    pub(super) panelists: String,
    pub(super) alternate_hosts: String,
    password: String,
    /// What the template that it was filled in by asks of whoever registers.
    #[serde(skip)]
    asks: Option<asks::Typed>,
}

/// `GET /meetings/new?kind=webinar&template=…`
pub(super) async fn blank(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    member.needs(Permission::ScheduleMeetings)?;
    let kind = Kind::from_word(asked.text("kind")).unwrap_or_default();
    let filled_by: Option<MeetingTemplateId> = asked.parsed("template");
    let Filled { facts, draft, registration } = match filled_by {
        Some(id) => app::meetings::template::fill(&app, &member.who, id).await?,
        None => {
            let facts = story::form_facts(&app, &member.who, None, kind).await?;
            let draft = story::suggest(&app, &member.who, kind, &facts.limits);
            Filled { facts, draft, registration: None }
        }
    };
    let id = app.id::<units::id::kind::Meeting>().to_string();
    let asks = registration.map(|plan| asks::Typed::of(Some(&plan)));
    let typed = Typed { id, asks, ..Typed::of(&draft) };
    let mut page = page(&app, &member.who, None, typed, &facts);
    page.templates = template::choices(&app, &member).await?;
    page.template = filled_by.map(|id| id.to_string()).unwrap_or_default();
    member.page("portal/meeting_edit.html", page).await
}

/// `POST /meetings`
pub(super) async fn schedule(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let typed = Typed::read(&fields);
    let id = typed.id.parse().ok();
    // Hidden fields come as a template had them, or were made up.
    let asks = typed.registration().and_then(|plan| plan.check().ok());
    let draft = typed.draft();
    match story::schedule_with(&app, &member.who, id, &draft, asks.as_ref()).await {
        Ok(meeting) => {
            let said = match meeting.kind {
                Kind::Meeting => "news-meeting-scheduled",
                Kind::Webinar => "news-webinar-scheduled",
            };
            Ok(news::redirect(&urls::meeting(meeting.identity.id), said))
        }
        Err(error) => refused(&app, &member, None, typed, error).await,
    }
}

/// `POST /meetings/form`: the form as it was typed, with those chosen from the contacts, or as that
/// of the other kind.
pub(super) async fn again(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    member.needs(Permission::ScheduleMeetings)?;
    let mut typed = Typed::read(&fields);
    let into = ChosenAs::of(&fields);
    let picked = into.with_picks(typed.list(into), fields.all("pick"));
    *typed.list_mut(into) = picked;
    let id: Option<MeetingId> = fields.parsed("meeting");
    if let Some(kind) = Kind::from_word(fields.text("as")).filter(|_| id.is_none()) {
        typed.kind = kind.word().to_owned();
    }
    let facts = story::form_facts(&app, &member.who, id, typed.kind()).await?;
    member.page("portal/meeting_edit.html", page(&app, &member.who, id, typed, &facts)).await
}

/// `GET /meetings/{id}/edit`
pub(super) async fn edit(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<MeetingId>,
) -> Result<Response, PageError> {
    member.needs(Permission::ScheduleMeetings)?;
    let shown = list::show(&app, &member.who, id).await?;
    if shown.meeting.state == meetings::State::Cancelled {
        return Err(MeetingError::Refused(ScheduleRefusal::Cancelled).into());
    }
    let sequence = shown.meeting.sequence.to_string();
    let typed = Typed { sequence, ..Typed::of(&shown.draft) };
    let facts = story::form_facts(&app, &member.who, Some(id), typed.kind()).await?;
    let page = page(&app, &member.who, Some(id), typed, &facts);
    member.page("portal/meeting_edit.html", page).await
}

/// `POST /meetings/{id}/edit`
pub(super) async fn change(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<MeetingId>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let typed = Typed::read(&fields);
    let expected = typed.sequence.parse().ok();
    match story::reschedule(&app, &member.who, id, &typed.draft(), expected).await {
        Ok(_) => Ok(news::redirect(&urls::meeting(id), "news-meeting-updated")),
        Err(error) => refused(&app, &member, Some(id), typed, error).await,
    }
}

/// The form again, with everything that was typed and what is wrong with it.
pub(super) async fn refused(
    app: &App,
    member: &Member,
    id: Option<MeetingId>,
    mut typed: Typed,
    error: MeetingError,
) -> Result<Response, PageError> {
    let (problems, key) = match error {
        MeetingError::Refused(ScheduleRefusal::Fields(problems)) => (problems, None),
        MeetingError::Changed { present } => {
            typed.sequence = present.to_string();
            (Vec::new(), Some("error-meeting-changed"))
        }
        other => return Err(other.into()),
    };
    let facts = story::form_facts(app, &member.who, id, typed.kind()).await?;
    let mut page = page(app, &member.who, id, typed, &facts);
    for FieldProblem { field, problem } in &problems {
        let name = control(*field, problem);
        let args = words::problem(problem);
        page.errors.add(&app.texts, &member.locale, name, problem.code(), &args);
        if is_of_plan(problem) {
            page.plan_limit = Some(name);
        }
    }
    page.refusal = key.map(|key| member.text(key));
    member.refused_page("portal/meeting_edit.html", page).await
}

/// Whether another plan would lift it.
fn is_of_plan(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::PlanMinutes { .. }
            | Problem::PlanPeople { .. }
            | Problem::PlanNoWebinars { .. }
            | Problem::PlanAttendees { .. }
            | Problem::PlanPlaces { .. }
    )
}

/// The control a problem stands beside.
pub(super) fn control(field: Field, problem: &Problem) -> &'static str {
    match (field, problem) {
        (Field::Start, _) => "date",
        (Field::Repeats, Problem::Interval { .. }) => "interval",
        (Field::Repeats, Problem::Weekday { .. }) => "days",
        (Field::Repeats, Problem::Count { .. }) => "count",
        (Field::Repeats, Problem::EndDate | Problem::EndBeforeStart | Problem::TooFar { .. }) => {
            "until"
        }
        (field, _) => field.word(),
    }
}

/// How often, on which days and until when: what a form offers.
pub(super) struct SeriesChoices {
    pub repeats: Vec<Choice>,
    pub days: Vec<Choice>,
    pub ends: Vec<Choice>,
}

pub(super) fn series_choices(app: &App, who: &Who) -> SeriesChoices {
    let choice = |value: &str, key: &str| Choice {
        value: value.to_owned(),
        label: app.texts.plain(&who.locale, key),
    };
    let repeats = [
        ("once", "meetings-repeat-once"),
        ("weekly", "meetings-repeat-weekly"),
        ("monthly_day", "meetings-repeat-monthly-day"),
        ("monthly_weekday", "meetings-repeat-monthly-weekday"),
        ("monthly_last", "meetings-repeat-monthly-last"),
    ];
    let ends = [
        ("never", "meetings-ends-never"),
        ("on", "meetings-ends-on"),
        ("after", "meetings-ends-after"),
    ];
    let days = (1..).zip(WEEKDAYS);
    SeriesChoices {
        repeats: repeats.map(|(value, key)| choice(value, key)).into(),
        days: days
            .map(|(number, code)| choice(code, &format!("format-weekday-{number}")))
            .collect(),
        ends: ends.map(|(value, key)| choice(value, key)).into(),
    }
}

pub(super) fn page(
    app: &App,
    who: &Who,
    id: Option<MeetingId>,
    form: Typed,
    facts: &FormFacts,
) -> FormPage {
    let SeriesChoices { repeats, days, ends } = series_choices(app, who);
    let is_webinar = facts.kind.is_webinar();
    FormPage {
        is_new: id.is_none(),
        webinar: is_webinar,
        may_switch: id.is_none() && (is_webinar || facts.sells_webinars),
        no_webinars: webinar::none(app, who, facts).filter(|_| id.is_none()),
        attendees_hint: webinar::attendees(app, &who.locale, facts.kind, &facts.limits),
        templates: Vec::new(),
        template: String::new(),
        kept_as: None,
        name_template_href: urls::NAME_MEETING_TEMPLATE,
        meeting: id.map(|id| id.to_string()).unwrap_or_default(),
        choose_href: urls::CHOOSE_INVITEES,
        action: id.map_or_else(|| urls::MEETINGS.to_owned(), urls::edit_meeting),
        back: id.map_or_else(|| urls::MEETINGS.to_owned(), urls::meeting),
        zones: Zones::of(&who.zone, &form.zone),
        repeats,
        days,
        ends,
        whose: facts
            .host_name
            .as_deref()
            .map(|host| app.texts.get(&who.locale, "join-over", &Args::new().with("host", host))),
        site_line: site_line(app, who, facts),
        duration_hint: duration_hint(app, who, &facts.limits),
        password_needed: facts.limits.password.origin.is_lock(),
        password_why: policy::why(app, &who.locale, &facts.limits.password),
        asks: form.asks.as_ref().map(|asks| asks.shown(app, &who.locale)),
        form,
        errors: FieldErrors::default(),
        refusal: None,
        plan_limit: None,
    }
}

/// "On meet-eu.example.org, plan Free"
fn site_line(app: &App, who: &Who, facts: &FormFacts) -> String {
    let args = Args::new().with("site", facts.site.as_str());
    let args = args.with("plan", facts.limits.plan.as_str());
    app.texts.get(&who.locale, "join-site-line", &args)
}

/// "Up to 50 minutes on the plan Free. Starter allows longer meetings."
fn duration_hint(app: &App, who: &Who, limits: &Limits) -> Option<String> {
    let limit = limits.longest_meeting_minutes?;
    let args = Args::new()
        .with("length", app.texts.duration_minutes(&who.locale, i64::from(limit)))
        .with("plan", limits.plan.as_str());
    if let Some(origin) = &limits.shortened_by {
        let (key, args) = match origin.group() {
            Some((_, group)) => ("meetings-field-duration-by-group", args.with("group", group)),
            None => ("meetings-field-duration-decided", args),
        };
        return Some(app.texts.get(&who.locale, key, &args));
    }
    let (key, args) = match &limits.longer_with {
        Some(next) => ("meetings-field-duration-limit", args.with("next", next.as_str())),
        None => ("meetings-field-duration-limit-last", args),
    };
    Some(app.texts.get(&who.locale, key, &args))
}

/// A number as typed: none when nothing was, and one that is refused when it is no number.
pub(super) fn number(text: &str) -> Option<i64> {
    (!text.is_empty()).then(|| text.parse().unwrap_or(UNREADABLE))
}

impl Typed {
    pub(super) fn read(fields: &Fields) -> Typed {
        let text = |name: &str| fields.text(name).to_owned();
        Typed {
            kind: text("kind"),
            panelists: text("panelists"),
            id: text("id"),
            sequence: text("sequence"),
            title: text("title"),
            agenda: text("agenda"),
            date: text("date"),
            time: text("time"),
            zone: text("zone"),
            duration_minutes: text("duration_minutes"),
            repeats: text("repeats"),
            interval: text("interval"),
            days: fields.all("days").map(str::to_owned).collect(),
            month_day: text("month_day"),
            month_day_date: text("month_day_date"),
            ends: text("ends"),
            until: text("until"),
            count: text("count"),
            invitees: text("invitees"),
            alternate_hosts: text("alternate_hosts"),
            password: text("password"),
            asks: fields.has("asks").then(|| asks::Typed::read(fields)),
        }
    }

    pub(super) fn of(draft: &Draft) -> Typed {
        let said = |number: Option<i64>| number.map(|n| n.to_string()).unwrap_or_default();
        let (date, time) = draft.start.split_once('T').unwrap_or((&draft.start, ""));
        let repeats = &draft.repeats;
        let said_of = |people: &[InviteeDraft]| {
            list_text(people.iter().map(|each| (each.email.as_str(), each.name.as_str())))
        };
        Typed {
            kind: draft.kind.clone(),
            panelists: said_of(&draft.panelists),
            title: draft.title.clone(),
            agenda: draft.agenda.clone(),
            date: date.to_owned(),
            time: time.to_owned(),
            zone: draft.zone.clone(),
            duration_minutes: said(draft.duration_minutes),
            repeats: match (repeats.frequency.as_str(), repeats.monthly_on.as_str()) {
                ("weekly", _) => "weekly",
                ("monthly", "weekday") => "monthly_weekday",
                ("monthly", "last_weekday") => "monthly_last",
                ("monthly", _) => "monthly_day",
                _ => "once",
            }
            .to_owned(),
            interval: said(repeats.interval.or(Some(1))),
            days: repeats.days.clone(),
            month_day: said(repeats.month_day),
            month_day_date: date.to_owned(),
            ends: match repeats.ends.as_str() {
                "" => "never".to_owned(),
                ends => ends.to_owned(),
            },
            until: repeats.until.clone(),
            count: said(repeats.count),
            invitees: said_of(&draft.invitees),
            alternate_hosts: draft.alternate_hosts.join(", "),
            password: draft.password.clone(),
            ..Typed::default()
        }
    }

    /// What the new meeting is to ask of whoever registers, if the form says so.
    pub(super) fn registration(&self) -> Option<RegistrationPlanDraft> {
        self.asks.as_ref().and_then(asks::Typed::draft)
    }

    fn list(&self, of: ChosenAs) -> &str {
        match of {
            ChosenAs::Invitees => &self.invitees,
            ChosenAs::Panelists => &self.panelists,
            ChosenAs::AlternateHosts => &self.alternate_hosts,
        }
    }

    fn list_mut(&mut self, of: ChosenAs) -> &mut String {
        match of {
            ChosenAs::Invitees => &mut self.invitees,
            ChosenAs::Panelists => &mut self.panelists,
            ChosenAs::AlternateHosts => &mut self.alternate_hosts,
        }
    }

    pub(super) fn kind(&self) -> Kind {
        Kind::from_word(&self.kind).unwrap_or_default()
    }

    pub(super) fn draft(&self) -> Draft {
        let is_webinar = self.kind().is_webinar();
        Draft {
            kind: self.kind.clone(),
            panelists: if is_webinar { parse_list(&self.panelists) } else { Vec::new() },
            title: self.title.clone(),
            agenda: self.agenda.clone(),
            start: match (self.date.as_str(), self.time.as_str()) {
                ("", "") => String::new(),
                (date, time) => format!("{date}T{time}"),
            },
            zone: self.zone.clone(),
            duration_minutes: number(&self.duration_minutes),
            repeats: self.repeats(),
            invitees: parse_list(&self.invitees),
            alternate_hosts: parse_list(&self.alternate_hosts)
                .into_iter()
                .map(|entry| entry.email)
                .collect(),
            password: self.password.clone(),
        }
    }

    fn repeats(&self) -> RepeatDraft {
        let (frequency, monthly_on) = match self.repeats.as_str() {
            "monthly_day" => ("monthly", "day"),
            "monthly_weekday" => ("monthly", "weekday"),
            "monthly_last" => ("monthly", "last_weekday"),
            other => (other, ""),
        };
        let day_stays = monthly_on == "day" && self.date == self.month_day_date;
        RepeatDraft {
            frequency: frequency.to_owned(),
            interval: number(&self.interval),
            days: if frequency == "weekly" { self.days.clone() } else { Vec::new() },
            monthly_on: monthly_on.to_owned(),
            month_day: number(&self.month_day).filter(|_| day_stays),
            ends: self.ends.clone(),
            until: self.until.clone(),
            count: number(&self.count),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_comes_back_from_the_form_as_it_went_in() {
        let weekly = RepeatDraft {
            frequency: "weekly".to_owned(),
            interval: Some(2),
            days: vec!["MO".to_owned(), "WE".to_owned()],
            ends: "after".to_owned(),
            count: Some(5),
            ..RepeatDraft::default()
        };
        let monthly = RepeatDraft {
            frequency: "monthly".to_owned(),
            interval: Some(1),
            monthly_on: "day".to_owned(),
            month_day: Some(31),
            ends: "never".to_owned(),
            ..RepeatDraft::default()
        };
        for repeats in [weekly, monthly] {
            let draft = Draft {
                title: "Rehearsal".to_owned(),
                start: "2027-02-28T19:30".to_owned(),
                zone: "Europe/Berlin".to_owned(),
                duration_minutes: Some(45),
                repeats,
                invitees: parse_list("\"Clara, Dr.\" <clara@example.org>, ben@example.org"),
                alternate_hosts: vec!["dan@example.org".to_owned()],
                password: "blue-river".to_owned(),
                kind: "webinar".to_owned(),
                panelists: parse_list("Fay <fay@example.org>"),
                ..Draft::default()
            };
            assert_eq!(Typed::of(&draft).draft(), draft);
        }
    }

    #[test]
    fn a_series_moved_to_another_day_follows_it() {
        let typed = Typed {
            repeats: "monthly_day".to_owned(),
            date: "2027-03-05".to_owned(),
            month_day: "31".to_owned(),
            month_day_date: "2027-02-28".to_owned(),
            ..Typed::default()
        };
        assert_eq!(typed.draft().repeats.month_day, None);
    }

    #[test]
    fn a_length_that_is_no_number_is_refused_as_one() {
        let typed = Typed { duration_minutes: "an hour".to_owned(), ..Typed::default() };
        assert_eq!(typed.draft().duration_minutes, Some(UNREADABLE));
        assert_eq!(Typed::default().draft().duration_minutes, None);
    }
}
