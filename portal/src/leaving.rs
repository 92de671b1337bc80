//! `/people/{id}/remove` and `/leave`: somebody is removed from the account, or leaves it. What
//! they have is counted, what becomes of it chosen, shown once more, and done; until then it is
//! taken back here (E7).

use std::collections::BTreeMap;
use std::sync::Arc;

use app::App;
use app::leaving::{
    self, Ask, LeavingError, NOTICE_MAX_DAYS, NOTICE_SUGGESTED_DAYS, Planned, Shown, Thing, words,
};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use people::leaving::{Belongings, Heir, LeavingRefusal};
use serde::Serialize;
use texts::Args;
use units::id::PersonId;
use units::{Timestamp, Zone};
use web::forms::{Asked, FieldErrors};
use web::{Face, Fields, Form, Member, PageError, Path, news, urls};

use crate::plans::Choice;

/// The days in a form are a number of at most so many digits.
const DAYS_MAX_CHARS: usize = 4;

pub fn routes() -> Router<Face> {
    Router::new()
        .route("/people/{id}/remove", get(show_other).post(ask_other))
        .route("/people/{id}/remove/review", get(review_other))
        .route("/people/{id}/remove/take-back", post(take_back_other))
        .route(urls::LEAVE, get(show_own).post(ask_own))
        .route("/leave/review", get(review_own))
        .route("/leave/take-back", post(take_back_own))
}

/// What is filled in.
#[derive(Clone, Default)]
struct Filled {
    heirs: BTreeMap<Thing, String>,
    archive: bool,
    notice_days: String,
}

impl Filled {
    fn of(fields: &Fields) -> Filled {
        let heir = |thing: Thing| (thing, fields.text(thing.word()).to_owned());
        Filled {
            heirs: Thing::ALL.into_iter().map(heir).collect(),
            archive: fields.text("archive") == "yes",
            notice_days: fields.text("notice_days").chars().take(DAYS_MAX_CHARS).collect(),
        }
    }

    /// As the form begins: an admin takes over what cannot wait for somebody.
    fn at_first(member: &Member, shown: &Shown) -> Filled {
        let me = member.who.person();
        let is_heir = shown.heirs.iter().any(|heir| heir.person == me && heir.hosts);
        let heirs = match is_heir {
            true => BTreeMap::from([(Thing::Meetings, me.to_string())]),
            false => BTreeMap::new(),
        };
        Filled { heirs, archive: true, notice_days: NOTICE_SUGGESTED_DAYS.to_string() }
    }

    fn read(&self) -> Result<Ask, LeavingRefusal> {
        let mut heirs = BTreeMap::new();
        for (thing, typed) in self.heirs.iter().filter(|(_, typed)| !typed.is_empty()) {
            heirs.insert(*thing, typed.parse().map_err(|_| LeavingRefusal::NoHeir(*thing))?);
        }
        let days = self.notice_days.trim().parse().map_err(|_| LeavingRefusal::Notice)?;
        Ok(Ask { heirs, archive: self.archive, notice_days: days })
    }

    fn fields(&self) -> Vec<Field> {
        let heirs = self
            .heirs
            .iter()
            .map(|(thing, heir)| Field { name: thing.word(), value: heir.clone() });
        let archive = self.archive.then(|| Field { name: "archive", value: "yes".to_owned() });
        let days = Field { name: "notice_days", value: self.notice_days.clone() };
        heirs.chain(archive).chain([days]).collect()
    }
}

#[derive(Serialize)]
struct Field {
    name: &'static str,
    value: String,
}

/// Whose page it is, and where its forms go.
#[derive(Serialize)]
struct Head {
    name: String,
    account: String,
    /// The page is about whoever looks.
    own: bool,
    back_href: String,
    back: String,
    href: String,
    zone: Zone,
}

#[derive(Serialize)]
struct FormPage {
    head: Head,
    last_owner: bool,
    things: Vec<ThingLine>,
    goes_along: Vec<String>,
    archive: bool,
    notice_days: String,
    notice_max: u32,
    errors: FieldErrors,
    refusal: Option<String>,
}

/// A kind of thing of which there is something.
#[derive(Serialize)]
struct ThingLine {
    word: &'static str,
    what: String,
    hint: String,
    options: Vec<Choice>,
    chosen: String,
}

#[derive(Serialize)]
struct ReviewPage {
    head: Head,
    at: Timestamp,
    at_once: bool,
    lines: Vec<String>,
    goes_along: Vec<String>,
    archive: bool,
    fields: Vec<Field>,
    digest: String,
    change_href: String,
    moved: bool,
}

#[derive(Serialize)]
struct PlannedPage {
    head: Head,
    leaves: bool,
    at: Timestamp,
    by: String,
    under_way: bool,
    lines: Vec<String>,
    goes_along: Vec<String>,
    archive: bool,
    may_take_back: bool,
}

async fn head(app: &App, member: &Member, id: PersonId, name: &str) -> Result<Head, PageError> {
    let own = member.who.person() == id;
    let (back_href, back, href) = match own {
        true => (urls::PROFILE.to_owned(), member.text("profile-title"), urls::LEAVE.to_owned()),
        false => (urls::person(id), name.to_owned(), urls::remove_person(id)),
    };
    Ok(Head {
        name: name.to_owned(),
        account: leaving::account_name(app, &member.who).await.map_err(LeavingError::from)?,
        own,
        back_href,
        back,
        href,
        zone: member.zone.clone(),
    })
}

/// What nobody is asked about, and why.
fn goes_along(app: &App, member: &Member, belongings: &Belongings) -> Vec<String> {
    let said = |key: &str, count: u32| {
        app.texts.get(&member.locale, key, &Args::new().with("count", count))
    };
    let mut lines = vec![
        said("leaving-own-contacts", belongings.contacts),
        said("leaving-own-chats", belongings.chats),
        said("leaving-own-room", belongings.room_names),
        said("leaving-own-past", belongings.past_meetings),
        member.text("leaving-own-sign-in"),
    ];
    if !belongings.groups.is_empty() {
        let args = Args::new().with("names", belongings.groups.join(", "));
        lines.push(app.texts.get(&member.locale, "leaving-own-groups", &args));
    }
    lines
}

fn thing_line(
    app: &App,
    member: &Member,
    (belongings, heirs): (&Belongings, &[Heir]),
    filled: &Filled,
    thing: Thing,
) -> ThingLine {
    let word = thing.word();
    let nobody = member.text(&format!("leaving-unless-{word}"));
    let may = |heir: &&Heir| heir.hosts || !matches!(thing, Thing::Meetings | Thing::Hosting);
    let offered = heirs
        .iter()
        .filter(may)
        .map(|heir| Choice { value: heir.person.to_string(), label: heir.name.clone() });
    let none = Choice { value: String::new(), label: nobody };
    ThingLine {
        word,
        what: words::what(&app.texts, &member.locale, belongings, thing),
        hint: member.text(&format!("leaving-hint-{word}")),
        options: std::iter::once(none).chain(offered).collect(),
        chosen: filled.heirs.get(&thing).cloned().unwrap_or_default(),
    }
}

async fn form(
    app: &App,
    member: &Member,
    shown: &Shown,
    filled: Filled,
) -> Result<FormPage, PageError> {
    let belongings = &shown.belongings;
    let there = Thing::ALL.into_iter().filter(|thing| words::count(belongings, *thing) > 0);
    let from = (belongings, shown.heirs.as_slice());
    Ok(FormPage {
        head: head(app, member, shown.member.person, &shown.member.name).await?,
        last_owner: shown.last_owner,
        things: there.map(|thing| thing_line(app, member, from, &filled, thing)).collect(),
        goes_along: goes_along(app, member, belongings),
        archive: filled.archive,
        notice_days: filled.notice_days,
        notice_max: NOTICE_MAX_DAYS,
        errors: FieldErrors::default(),
        refusal: None,
    })
}

async fn planned_page(
    app: &App,
    member: &Member,
    shown: &Shown,
    planned: &Planned,
) -> Result<PlannedPage, PageError> {
    let departure = &planned.departure;
    let proposal = &departure.proposal;
    Ok(PlannedPage {
        head: head(app, member, departure.person, &shown.member.name).await?,
        leaves: proposal.leaves,
        at: departure.takes_effect_at,
        by: planned.asked_by.clone(),
        under_way: departure.state != leaving::State::Planned,
        lines: words::lines(&app.texts, &member.locale, proposal),
        goes_along: goes_along(app, member, &shown.belongings),
        archive: proposal.archive,
        may_take_back: planned.may_take_back,
    })
}

async fn show(
    app: &App,
    member: &Member,
    id: PersonId,
    asked: &Fields,
) -> Result<Response, PageError> {
    let shown = leaving::show(app, &member.who, id).await?;
    if let Some(planned) = &shown.planned {
        let page = planned_page(app, member, &shown, planned).await?;
        return member.page("portal/leaving_planned.html", page).await;
    }
    // On the way back from the review, as it was filled in.
    let filled = match asked.text("notice_days") {
        "" => Filled::at_first(member, &shown),
        _ => Filled::of(asked),
    };
    let page = form(app, member, &shown, filled).await?;
    member.page("portal/leaving.html", page).await
}

/// The form again, with what is wrong.
async fn refused(
    app: &App,
    member: &Member,
    id: PersonId,
    filled: Filled,
    refusal: LeavingRefusal,
) -> Result<Response, PageError> {
    let shown = leaving::show(app, &member.who, id).await?;
    if let Some(planned) = &shown.planned {
        let page = planned_page(app, member, &shown, planned).await?;
        return member.page_as(StatusCode::CONFLICT, "portal/leaving_planned.html", page).await;
    }
    let mut page = form(app, member, &shown, filled).await?;
    match refusal.field() {
        Some(field) => {
            page.errors.add(&app.texts, &member.locale, field, refusal.code(), &Args::new());
        }
        None => page.refusal = Some(member.text(&web::refusal::text_key(refusal.code()))),
    }
    member.refused_page("portal/leaving.html", page).await
}

async fn review(
    app: &App,
    member: &Member,
    id: PersonId,
    (filled, moved): (Filled, bool),
) -> Result<Response, PageError> {
    let ask = match filled.read() {
        Ok(ask) => ask,
        Err(refusal) => return refused(app, member, id, filled, refusal).await,
    };
    let preview = match leaving::preview(app, &member.who, id, &ask).await {
        Ok(preview) => preview,
        Err(LeavingError::Refused(refusal)) if refusal.code() != "permission.missing" => {
            return refused(app, member, id, filled, refusal).await;
        }
        Err(error) => return Err(error.into()),
    };
    let head = head(app, member, id, &preview.member.name).await?;
    let fields = filled.fields();
    let pairs: Vec<(&str, &str)> =
        fields.iter().map(|field| (field.name, field.value.as_str())).collect();
    let page = ReviewPage {
        at: preview.takes_effect_at,
        at_once: ask.notice_days == 0,
        lines: words::lines(&app.texts, &member.locale, &preview.proposal),
        goes_along: goes_along(app, member, &preview.proposal.belongings),
        archive: ask.archive,
        change_href: urls::with_query(&head.href, &pairs),
        fields,
        digest: preview.digest,
        moved,
        head,
    };
    let status = if moved { StatusCode::CONFLICT } else { StatusCode::OK };
    member.page_as(status, "portal/leaving_review.html", page).await
}

async fn ask(
    app: &App,
    member: &Member,
    id: PersonId,
    fields: &Fields,
) -> Result<Response, PageError> {
    let filled = Filled::of(fields);
    let wanted = match filled.read() {
        Ok(wanted) => wanted,
        Err(refusal) => return refused(app, member, id, filled, refusal).await,
    };
    let own = member.who.person() == id;
    match leaving::ask(app, &member.who, id, &wanted, fields.text("digest")).await {
        Ok(_) => {
            let next = if own { urls::LEAVE.to_owned() } else { urls::remove_person(id) };
            Ok(news::redirect(&next, "news-leaving-planned"))
        }
        Err(LeavingError::Moved) => review(app, member, id, (filled, true)).await,
        Err(LeavingError::Refused(refusal)) if refusal.code() != "permission.missing" => {
            refused(app, member, id, filled, refusal).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn take_back(app: &App, member: &Member, id: PersonId) -> Result<Response, PageError> {
    leaving::take_back(app, &member.who, id).await?;
    let own = member.who.person() == id;
    let next = if own { urls::PROFILE.to_owned() } else { urls::person(id) };
    Ok(news::redirect(&next, "news-leaving-taken-back"))
}

/// `GET /people/{id}/remove`
async fn show_other(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<PersonId>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    show(&app, &member, id, &asked).await
}

/// `GET /people/{id}/remove/review`: nothing happens.
async fn review_other(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<PersonId>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    review(&app, &member, id, (Filled::of(&asked), false)).await
}

/// `POST /people/{id}/remove`: what was previewed, or the new preview.
async fn ask_other(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<PersonId>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    ask(&app, &member, id, &fields).await
}

/// `POST /people/{id}/remove/take-back`
async fn take_back_other(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<PersonId>,
) -> Result<Response, PageError> {
    take_back(&app, &member, id).await
}

/// `GET /leave`
async fn show_own(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    show(&app, &member, member.who.person(), &asked).await
}

/// `GET /leave/review`: nothing happens.
async fn review_own(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    review(&app, &member, member.who.person(), (Filled::of(&asked), false)).await
}

/// `POST /leave`: what was previewed, or the new preview.
async fn ask_own(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    ask(&app, &member, member.who.person(), &fields).await
}

/// `POST /leave/take-back`
async fn take_back_own(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    take_back(&app, &member, member.who.person()).await
}
