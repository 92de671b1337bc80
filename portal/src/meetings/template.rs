//! `/meetings/templates`: templates of meetings, listed, kept, changed and removed (F1). A
//! meeting's form is filled in by one in `form`; what was typed there is kept as one in `keep`.

mod keep;

use std::sync::Arc;

use app::meetings::template::{self as story, Asked as Wanted, MeetingTemplateError, Shown};
use app::meetings::{limits, words};
use app::{App, Who};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use meetings::invitees::parse_list;
use meetings::{Draft, FieldProblem, Kind, TemplateDraft, WithPassword};
use people::roles::Permission;
use serde::Serialize;
use texts::Args;
use units::id::{MeetingId, MeetingTemplateId};
use web::forms::{Asked, FieldErrors};
use web::{Face, Fields, Form, Member, PageError, Path, news, urls};

use super::asks::{self, AsksForm};
use super::form::{SeriesChoices, Typed, control, series_choices};
use crate::plans::Choice;
use crate::registration::tell;

pub(super) fn routes() -> Router<Face> {
    Router::new()
        .route(urls::MEETING_TEMPLATES, get(list).post(add))
        .route(urls::NEW_MEETING_TEMPLATE, get(blank))
        .route(urls::NAME_MEETING_TEMPLATE, post(keep::ask_for_name))
        .route(urls::KEEP_MEETING_TEMPLATE, post(keep::keep))
        .route("/meetings/templates/{id}", get(show).post(change))
        .route("/meetings/templates/{id}/remove", get(ask_to_remove).post(remove))
}

#[derive(Serialize)]
struct ListPage {
    own: Vec<Row>,
    shared: Vec<Row>,
    may_keep: bool,
    new_href: &'static str,
}

#[derive(Serialize)]
struct Row {
    name: String,
    href: String,
    /// What it makes is a webinar.
    webinar: bool,
    /// It asks for registration.
    asks: bool,
    /// What it makes is called so, if it has a title.
    title: String,
    minutes: Option<i64>,
    repeats: Option<String>,
    people: usize,
    /// Starts a meeting with it; none for those who may not.
    use_href: Option<String>,
    may_change: bool,
}

/// `GET /meetings/templates`
async fn list(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    let found = story::list(&app, &member.who).await?;
    let (shared, own): (Vec<Shown>, Vec<Shown>) =
        found.into_iter().partition(|shown| shown.kept.is_shared);
    let rows = |found: Vec<Shown>| found.iter().map(|each| row(&app, &member.who, each)).collect();
    let page = ListPage {
        own: rows(own),
        shared: rows(shared),
        may_keep: story::may_keep(&member.who),
        new_href: urls::NEW_MEETING_TEMPLATE,
    };
    member.page("portal/meeting_templates.html", page).await
}

fn row(app: &App, who: &Who, shown: &Shown) -> Row {
    let kept = &shown.kept;
    let draft = &kept.template.draft;
    let typed = Typed::of(draft);
    let choices = series_choices(app, who).repeats.into_iter();
    let mut repeats = choices.filter(|each| each.value == typed.repeats && each.value != "once");
    Row {
        name: kept.template.name.clone(),
        href: urls::meeting_template(kept.id),
        webinar: kept.template.kind().is_webinar(),
        asks: kept.template.registration.is_some(),
        title: draft.title.clone(),
        minutes: draft.duration_minutes,
        repeats: repeats.next().map(|each| each.label),
        people: draft.panelists.len() + draft.invitees.len() + draft.alternate_hosts.len(),
        use_href: story::may_keep(who).then(|| use_href(kept.id)),
        may_change: shown.may_change,
    }
}

fn use_href(id: MeetingTemplateId) -> String {
    urls::with_query(urls::NEW_MEETING, &[("template", &id.to_string())])
}

/// What a new meeting's form offers to be filled in by.
pub(super) async fn choices(app: &App, member: &Member) -> Result<Vec<Choice>, PageError> {
    let found = story::list(app, &member.who).await?;
    let choice = |shown: Shown| {
        let name = shown.kept.template.name;
        let args = Args::new().with("name", name.as_str());
        let label = match shown.kept.is_shared {
            true => app.texts.get(&member.locale, "templates-choice-shared", &args),
            false => name,
        };
        Choice { value: shown.kept.id.to_string(), label }
    };
    Ok(found.into_iter().map(choice).collect())
}

#[derive(Serialize)]
struct TemplatePage {
    is_new: bool,
    action: String,
    back: String,
    /// Made with the form of a new one, so that a second click keeps no second one.
    id: String,
    /// That was read, of one being changed.
    version: String,
    name: String,
    form: Typed,
    /// Meeting or webinar; none where no plan has webinars.
    kinds: Vec<Choice>,
    asks: AsksForm,
    password: String,
    passwords: Vec<Choice>,
    repeats: Vec<Choice>,
    days: Vec<Choice>,
    ends: Vec<Choice>,
    shared: bool,
    may_share: bool,
    use_href: Option<String>,
    remove_href: Option<String>,
    errors: FieldErrors,
    refusal: Option<String>,
}

/// What stands in the form: a template, and for whom.
struct Filled {
    name: String,
    password: WithPassword,
    form: Typed,
    asks: asks::Typed,
    shared: bool,
}

impl Filled {
    fn of(draft: &TemplateDraft, shared: bool) -> Filled {
        let (name, password) = (draft.name.clone(), draft.password);
        let asks = asks::Typed::of(draft.registration.as_ref());
        Filled { name, password, form: Typed::of(&draft.draft), asks, shared }
    }

    fn read(fields: &Fields) -> Filled {
        Filled {
            name: fields.text("name").to_owned(),
            password: WithPassword::from_word(fields.text("password")).unwrap_or_default(),
            form: Typed::read(fields),
            asks: asks::Typed::read(fields),
            shared: fields.has("shared"),
        }
    }

    fn wanted(&self) -> Wanted {
        let (name, password) = (self.name.clone(), self.password);
        // Of a meeting too: its panelists are told to be none, not left out.
        let panelists = parse_list(&self.form.panelists);
        let draft = Draft { panelists, ..self.form.draft() };
        let registration = self.asks.draft();
        let draft = TemplateDraft { name, password, draft, registration };
        Wanted { is_shared: self.shared, draft }
    }
}

/// Of a new one where `id` says what it will be, of the one `kept` where it is there.
async fn template_page(
    app: &App,
    who: &Who,
    filled: Filled,
    kept: Option<&Shown>,
) -> Result<TemplatePage, PageError> {
    let choosable = filled.form.kind().is_webinar() || limits::sells_webinars(app).await?;
    let kinds = [Kind::Meeting, Kind::Webinar].map(|each| Choice {
        value: each.word().to_owned(),
        label: app.texts.plain(&who.locale, &format!("templates-kind-{}", each.word())),
    });
    let SeriesChoices { repeats, days, ends } = series_choices(app, who);
    let passwords = WithPassword::ALL.map(|each| Choice {
        value: each.word().to_owned(),
        label: app.texts.plain(&who.locale, &format!("templates-password-{}", each.word())),
    });
    let id = kept.map(|shown| shown.kept.id);
    Ok(TemplatePage {
        is_new: id.is_none(),
        action: id.map_or_else(|| urls::MEETING_TEMPLATES.to_owned(), urls::meeting_template),
        back: urls::MEETING_TEMPLATES.to_owned(),
        id: id.unwrap_or_else(|| app.id()).to_string(),
        version: kept.map(|shown| shown.kept.version.to_string()).unwrap_or_default(),
        name: filled.name,
        form: filled.form,
        kinds: if choosable { kinds.into() } else { Vec::new() },
        asks: filled.asks.form(app, &who.locale, &FieldErrors::default()),
        password: filled.password.word().to_owned(),
        passwords: passwords.into(),
        repeats,
        days,
        ends,
        shared: filled.shared,
        may_share: story::may_share(who),
        use_href: id.map(use_href),
        remove_href: id.map(urls::remove_meeting_template),
        errors: FieldErrors::default(),
        refusal: None,
    })
}

/// `GET /meetings/templates/new?meeting=…`
async fn blank(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    member.needs(Permission::ScheduleMeetings)?;
    let meeting: Option<MeetingId> = asked.parsed("meeting");
    let draft = match meeting {
        None => TemplateDraft::default(),
        Some(id) => story::of_meeting(&app, &member.who, id).await?,
    };
    let mut page = template_page(&app, &member.who, Filled::of(&draft, false), None).await?;
    page.back = meeting.map_or(page.back, urls::meeting);
    member.page("portal/meeting_template.html", page).await
}

/// `POST /meetings/templates`
async fn add(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let filled = Filled::read(&fields);
    let id = fields.parsed("id");
    match story::add(&app, &member.who, id, &filled.wanted()).await {
        Ok(_) => Ok(news::redirect(urls::MEETING_TEMPLATES, "news-template-added")),
        Err(error) => {
            let typed = filled.asks.clone();
            let mut page = template_page(&app, &member.who, filled, None).await?;
            page.id = fields.text("id").to_owned();
            refused(&app, &member, (page, typed), error).await
        }
    }
}

/// The form again, with what is wrong with it.
async fn refused(
    app: &App,
    member: &Member,
    (mut page, typed): (TemplatePage, asks::Typed),
    error: MeetingTemplateError,
) -> Result<Response, PageError> {
    match error {
        MeetingTemplateError::Fields(problems) => {
            for FieldProblem { field, problem } in &problems.fields {
                let (name, args) = (control(*field, problem), words::problem(problem));
                page.errors.add(&app.texts, &member.locale, name, problem.code(), &args);
            }
            tell(member.visit(), &mut page.errors, &problems.registration);
            page.asks = typed.form(app, &member.who.locale, &page.errors);
        }
        MeetingTemplateError::Changed { present } => {
            page.version = present.to_string();
            page.refusal = Some(member.text("error-template-changed"));
        }
        MeetingTemplateError::TooMany => {
            page.refusal = Some(member.text("error-template-too-many"));
        }
        MeetingTemplateError::TooManyShared => {
            page.refusal = Some(member.text("error-template-too-many-shared"));
        }
        other => return Err(other.into()),
    }
    member.refused_page("portal/meeting_template.html", page).await
}

/// `GET /meetings/templates/{id}`
async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<MeetingTemplateId>,
) -> Result<Response, PageError> {
    let shown = story::find(&app, &member.who, id).await?;
    let filled = Filled::of(&shown.kept.template.to_draft(), shown.kept.is_shared);
    if shown.may_change {
        let page = template_page(&app, &member.who, filled, Some(&shown)).await?;
        return member.page("portal/meeting_template.html", page).await;
    }
    let page = SharedPage {
        row: row(&app, &member.who, &shown),
        agenda: filled.form.agenda.lines().map(str::to_owned).collect(),
        panelists: filled.form.panelists.lines().map(str::to_owned).collect(),
        invitees: filled.form.invitees.lines().map(str::to_owned).collect(),
        asks: match filled.asks.on {
            true => filled.asks.lines(&app, &member.who.locale),
            false => Vec::new(),
        },
        alternate_hosts: filled.form.alternate_hosts,
        password: member.text(&format!("templates-password-{}", filled.password.word())),
    };
    member.page("portal/meeting_template_shared.html", page).await
}

/// One that whoever looks may use and not change.
#[derive(Serialize)]
struct SharedPage {
    row: Row,
    agenda: Vec<String>,
    panelists: Vec<String>,
    invitees: Vec<String>,
    /// What registration asks, in words.
    asks: Vec<String>,
    alternate_hosts: String,
    password: String,
}

/// `POST /meetings/templates/{id}`
async fn change(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<MeetingTemplateId>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let filled = Filled::read(&fields);
    let expected = fields.parsed("version");
    match story::change(&app, &member.who, id, &filled.wanted(), expected).await {
        Ok(()) => Ok(news::redirect(urls::MEETING_TEMPLATES, "news-template-changed")),
        Err(error) => {
            let shown = story::find(&app, &member.who, id).await?;
            let typed = filled.asks.clone();
            let mut page = template_page(&app, &member.who, filled, Some(&shown)).await?;
            page.version = fields.text("version").to_owned();
            refused(&app, &member, (page, typed), error).await
        }
    }
}

#[derive(Serialize)]
struct RemovePage {
    name: String,
    shared: bool,
    action: String,
    back: String,
    version: u32,
    refusal: Option<String>,
}

async fn remove_page(
    app: &App,
    who: &Who,
    id: MeetingTemplateId,
    refusal: Option<String>,
) -> Result<RemovePage, PageError> {
    let shown = story::find(app, who, id).await?;
    if !shown.may_change {
        return Err(MeetingTemplateError::NotAllowed.into());
    }
    Ok(RemovePage {
        name: shown.kept.template.name,
        shared: shown.kept.is_shared,
        action: urls::remove_meeting_template(id),
        back: urls::meeting_template(id),
        version: shown.kept.version,
        refusal,
    })
}

/// `GET /meetings/templates/{id}/remove`: what removing it does.
async fn ask_to_remove(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<MeetingTemplateId>,
) -> Result<Response, PageError> {
    let page = remove_page(&app, &member.who, id, None).await?;
    member.page("portal/meeting_template_remove.html", page).await
}

/// `POST /meetings/templates/{id}/remove`
async fn remove(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<MeetingTemplateId>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    match story::remove(&app, &member.who, id, fields.parsed("version")).await {
        Ok(()) => Ok(news::redirect(urls::MEETING_TEMPLATES, "news-template-removed")),
        Err(MeetingTemplateError::Changed { .. }) => {
            let said = Some(member.text("error-template-changed-look"));
            let page = remove_page(&app, &member.who, id, said).await?;
            member.refused_page("portal/meeting_template_remove.html", page).await
        }
        Err(error) => Err(error.into()),
    }
}
