//! `/contacts`: a person's contacts, one of them, removing and bringing back, files handed out
//! (F6).

mod duplicates;
mod groups;
mod import;

use std::sync::Arc;

use ::contacts::card::PHONES_MAX;
use ::contacts::vcard_write::Version;
use ::contacts::{CardDraft, PhoneDraft, PhoneKind, Problem};
use app::App;
use app::contacts::export::{self, Format};
use app::contacts::{
    self, Asked as Wanted, Contact, ContactsError, Cursor, REMOVED_KEPT_DAYS, Shown,
};
use axum::Router;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Serialize;
use units::id::{ContactGroupId, ContactId};
use units::{Timestamp, Zone};
use web::forms::{Asked, FieldErrors};
use web::{Face, Fields, Form, Member, PageError, Path, news, urls};

use crate::audit::Paging;
use crate::plans::Choice;

/// Contacts on one page of the list.
const PAGE: u32 = 50;
/// Empty fields for numbers below those there are.
const PHONES_MORE: usize = 2;
/// Longest text that is searched for.
const SEARCH_MAX_CHARS: usize = 200;

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::CONTACTS, get(list).post(add))
        .route(urls::NEW_CONTACT, get(blank))
        .route(urls::REMOVED_CONTACTS, get(removed))
        .route("/contacts/export.csv", get(csv))
        .route("/contacts/export.vcf", get(vcards))
        .route("/contacts/{id}", get(show).post(change))
        .route("/contacts/{id}/remove", post(remove))
        .route("/contacts/{id}/restore", post(restore))
        .merge(duplicates::routes())
        .merge(groups::routes())
        .merge(import::routes())
}

#[derive(Serialize)]
struct ListPage {
    search: String,
    group: String,
    groups: Vec<Choice>,
    count: u32,
    contacts: Vec<Line>,
    paging: Paging,
    export_csv: String,
    export_vcard: String,
}

/// A contact in a list.
#[derive(Serialize)]
pub(crate) struct Line {
    name: String,
    href: String,
    emails: Vec<String>,
    phones: Vec<String>,
    company: String,
    groups: Vec<String>,
}

pub(crate) fn line(shown: &Shown) -> Line {
    let card = &shown.contact.card;
    let emails = card.emails.iter().map(ToString::to_string);
    Line {
        name: card.name.clone(),
        href: urls::contact(shown.contact.id),
        emails: emails.filter(|email| *email != card.name).collect(),
        phones: card.phones.iter().map(|phone| phone.number.clone()).collect(),
        company: card.company.clone(),
        groups: shown.groups.clone(),
    }
}

/// As a choice names it.
pub(crate) fn group_value(group: Option<ContactGroupId>) -> String {
    group.map_or_else(|| ALL_GROUPS.to_owned(), |group| group.to_string())
}

/// What is searched for, cut to what fits.
pub(crate) fn search(fields: &Fields) -> String {
    fields.text("search").chars().take(SEARCH_MAX_CHARS).collect()
}

/// Stands for no group in particular.
const ALL_GROUPS: &str = "all";

/// All, or one of the person's groups.
pub(crate) async fn group_choices(app: &App, member: &Member) -> Result<Vec<Choice>, PageError> {
    let groups = contacts::groups::names(app, &member.who).await?;
    let all = Choice { value: ALL_GROUPS.to_owned(), label: member.text("contacts-all-groups") };
    let each = groups.into_iter().map(|(id, name)| Choice { value: id.to_string(), label: name });
    Ok([all].into_iter().chain(each).collect())
}

/// `GET /contacts?search=&group=&after=`
async fn list(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let search = search(&asked);
    let group: Option<ContactGroupId> = asked.parsed("group");
    let after: Option<Cursor> = asked.raw("after").parse().ok();
    let later = after.is_some();
    let wanted = Wanted { search: &search, group, after };
    let found = contacts::page(&app, &member.who, &wanted, PAGE).await?;
    let group = group_value(group);
    let here = [("search", search.as_str()), ("group", group.as_str())];
    let more = found.next.map(|next| {
        let next = next.to_string();
        let [search, group] = here;
        urls::with_query(urls::CONTACTS, &[search, group, ("after", &next)])
    });
    let export = |path: &str| match group == ALL_GROUPS {
        true => path.to_owned(),
        false => urls::with_query(path, &[("group", &group)]),
    };
    let page = ListPage {
        groups: group_choices(&app, &member).await?,
        count: found.count,
        contacts: found.contacts.iter().map(line).collect(),
        paging: Paging {
            newer: later.then(|| urls::with_query(urls::CONTACTS, &here)),
            older: more,
            text: None,
        },
        export_csv: export("/contacts/export.csv"),
        export_vcard: export("/contacts/export.vcf"),
        search,
        group,
    };
    member.page("portal/contacts.html", page).await
}

#[derive(Serialize)]
struct ContactPage {
    is_new: bool,
    title: String,
    action: String,
    form: Typed,
    kinds: Vec<Choice>,
    /// Since when it is removed; then there is no form.
    removed: Option<Removed>,
    remove_href: String,
    errors: FieldErrors,
    refusal: Option<String>,
    zone: Zone,
}

#[derive(Serialize)]
struct Removed {
    at: Timestamp,
    until: Timestamp,
    restore_href: String,
}

/// The fields, as typed.
#[derive(Default, Serialize)]
struct Typed {
    /// Of a new contact: made with the form, so that a second click makes no second one.
    id: String,
    /// Of one being changed: the version that was read.
    version: String,
    name: String,
    first_name: String,
    last_name: String,
    company: String,
    job_title: String,
    /// One a line.
    emails: String,
    phones: Vec<TypedPhone>,
    street: String,
    city: String,
    region: String,
    postcode: String,
    country: String,
    website: String,
    groups: String,
    notes: String,
}

#[derive(Default, Serialize)]
struct TypedPhone {
    kind: String,
    number: String,
}

impl Typed {
    fn read(fields: &Fields) -> Typed {
        let text = |name: &str| fields.text(name).to_owned();
        let kinds = fields.all("phone_kind").take(PHONES_MAX);
        let numbers = fields.all("phone_number");
        let phones = kinds.zip(numbers).map(|(kind, number)| TypedPhone {
            kind: kind.to_owned(),
            number: number.trim().to_owned(),
        });
        Typed {
            id: text("id"),
            version: text("version"),
            name: text("name"),
            first_name: text("first_name"),
            last_name: text("last_name"),
            company: text("company"),
            job_title: text("job_title"),
            emails: text("emails"),
            phones: phones.filter(|phone| !phone.number.is_empty()).collect(),
            street: text("street"),
            city: text("city"),
            region: text("region"),
            postcode: text("postcode"),
            country: text("country"),
            website: text("website"),
            groups: text("groups"),
            notes: text("notes"),
        }
    }

    fn of(shown: &Shown) -> Typed {
        let draft = CardDraft::from(&shown.contact.card);
        let phones = draft.phones.into_iter();
        Typed {
            id: String::new(),
            version: shown.contact.version.to_string(),
            name: draft.name,
            first_name: draft.first_name,
            last_name: draft.last_name,
            company: draft.company,
            job_title: draft.job_title,
            emails: draft.emails.join("\n"),
            phones: phones
                .map(|phone| TypedPhone { kind: phone.kind, number: phone.number })
                .collect(),
            street: draft.street,
            city: draft.city,
            region: draft.region,
            postcode: draft.postcode,
            country: draft.country,
            website: draft.website,
            groups: shown.groups.join("; "),
            notes: draft.notes,
        }
    }

    fn draft(&self) -> CardDraft {
        let split = |text: &str, by: &[char]| -> Vec<String> {
            text.split(by).map(|part| part.trim().to_owned()).collect()
        };
        CardDraft {
            name: self.name.clone(),
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            company: self.company.clone(),
            job_title: self.job_title.clone(),
            emails: split(&self.emails, &['\n', ',', ';']),
            phones: self
                .phones
                .iter()
                .map(|phone| PhoneDraft { kind: phone.kind.clone(), number: phone.number.clone() })
                .collect(),
            street: self.street.clone(),
            city: self.city.clone(),
            region: self.region.clone(),
            postcode: self.postcode.clone(),
            country: self.country.clone(),
            website: self.website.clone(),
            notes: self.notes.clone(),
            groups: split(&self.groups, &[';']),
        }
    }

    /// With empty fields for further numbers.
    fn with_room(mut self) -> Typed {
        let fields = (self.phones.len() + PHONES_MORE).min(PHONES_MAX);
        self.phones.resize_with(fields, || TypedPhone {
            kind: PhoneKind::Work.word().to_owned(),
            number: String::new(),
        });
        self
    }
}

fn form(member: &Member, id: Option<ContactId>, title: String, typed: Typed) -> ContactPage {
    let kind = |kind: PhoneKind| Choice {
        value: kind.word().to_owned(),
        label: member.text(&format!("contacts-phone-{}", kind.word())),
    };
    let action = id.map_or_else(|| urls::CONTACTS.to_owned(), urls::contact);
    ContactPage {
        is_new: id.is_none(),
        title,
        remove_href: format!("{action}/remove"),
        action,
        form: typed.with_room(),
        kinds: PhoneKind::ALL.into_iter().map(kind).collect(),
        removed: None,
        errors: FieldErrors::default(),
        refusal: None,
        zone: member.zone.clone(),
    }
}

/// `GET /contacts/new`
async fn blank(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    let id = app.id::<units::id::kind::Contact>().to_string();
    let title = member.text("contacts-new-title");
    let page = form(&member, None, title, Typed { id, ..Typed::default() });
    member.page("portal/contact.html", page).await
}

/// `POST /contacts`
async fn add(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let typed = Typed::read(&fields);
    let id = typed.id.parse().ok();
    match contacts::add(&app, &member.who, id, &typed.draft()).await {
        Ok(id) => Ok(news::redirect(&urls::contact(id), "news-contact-added")),
        Err(error) => {
            let title = member.text("contacts-new-title");
            let page = form(&member, None, title, typed);
            refused(&app, &member, page, error).await
        }
    }
}

/// The form again with what is wrong.
async fn refused(
    app: &App,
    member: &Member,
    mut page: ContactPage,
    error: ContactsError,
) -> Result<Response, PageError> {
    match error {
        ContactsError::Fields(problems) => {
            page.errors = field_errors(app, member, &problems);
        }
        ContactsError::Changed { present } => {
            page.form.version = present.to_string();
            page.refusal = Some(member.text("error-contact-changed"));
        }
        ContactsError::TooMany | ContactsError::TooManyGroups => {
            page.refusal = Some(member.text(&web::refusal::text_key(error.code())));
        }
        other => return Err(other.into()),
    }
    member.refused_page("portal/contact.html", page).await
}

fn field_errors(app: &App, member: &Member, problems: &[Problem]) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for problem in problems {
        let args = contacts::import::problem_args(app, &member.locale, problem);
        let field = problem.field.clone();
        errors.add(&app.texts, &member.locale, field, &problem.code, &args);
    }
    errors
}

/// `GET /contacts/{id}`
async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<ContactId>,
) -> Result<Response, PageError> {
    let shown = contacts::find(&app, &member.who, id).await?;
    let name = shown.contact.card.name.clone();
    let mut page = form(&member, Some(id), name, Typed::of(&shown));
    page.removed = shown.contact.removed_at.map(|at| removed_since(&shown.contact, at));
    member.page("portal/contact.html", page).await
}

fn removed_since(contact: &Contact, at: Timestamp) -> Removed {
    Removed {
        at,
        until: at.plus_days(REMOVED_KEPT_DAYS),
        restore_href: format!("{}/restore", urls::contact(contact.id)),
    }
}

/// `POST /contacts/{id}`
async fn change(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<ContactId>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let typed = Typed::read(&fields);
    let expected = typed.version.parse().ok();
    match contacts::change(&app, &member.who, id, &typed.draft(), expected).await {
        Ok(()) => Ok(news::redirect(&urls::contact(id), "news-contact-changed")),
        Err(error) => {
            let shown = contacts::find(&app, &member.who, id).await?;
            let page = form(&member, Some(id), shown.contact.card.name, typed);
            refused(&app, &member, page, error).await
        }
    }
}

/// `POST /contacts/{id}/remove`: its page says how to bring it back.
async fn remove(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<ContactId>,
) -> Result<Response, PageError> {
    contacts::remove(&app, &member.who, id).await?;
    Ok(news::redirect(&urls::contact(id), "news-contact-removed"))
}

/// `POST /contacts/{id}/restore`
async fn restore(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<ContactId>,
) -> Result<Response, PageError> {
    contacts::restore(&app, &member.who, id).await?;
    Ok(news::redirect(&urls::contact(id), "news-contact-restored"))
}

#[derive(Serialize)]
struct RemovedPage {
    contacts: Vec<RemovedLine>,
    days: i64,
    zone: Zone,
}

#[derive(Serialize)]
struct RemovedLine {
    name: String,
    email: String,
    removed: Removed,
}

/// `GET /contacts/removed`
async fn removed(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    let found = contacts::removed(&app, &member.who).await?;
    let line = |contact: &Contact| {
        let card = &contact.card;
        Some(RemovedLine {
            name: card.name.clone(),
            email: card.emails.first().map(ToString::to_string).unwrap_or_default(),
            removed: removed_since(contact, contact.removed_at?),
        })
    };
    let page = RemovedPage {
        contacts: found.iter().filter_map(line).collect(),
        days: REMOVED_KEPT_DAYS,
        zone: member.zone.clone(),
    };
    member.page("portal/contacts_removed.html", page).await
}

/// `GET /contacts/export.csv?group=`
async fn csv(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    export_as(&app, &member, &asked, Format::Csv).await
}

/// `GET /contacts/export.vcf?group=&version=4`
async fn vcards(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let version = if asked.text("version") == "4" { Version::V4 } else { Version::V3 };
    export_as(&app, &member, &asked, Format::Vcard(version)).await
}

async fn export_as(
    app: &App,
    member: &Member,
    asked: &Fields,
    format: Format,
) -> Result<Response, PageError> {
    let bytes = export::file(app, &member.who, asked.parsed("group"), format).await?;
    Ok(attachment(format.file_name(), format.media_type(), bytes))
}

/// A file to be kept, never shown as a page.
fn attachment(name: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, media_type.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}
