//! `/api/contacts`, `/api/contact-groups`, `/api/contact-imports`: the caller's own contacts (F6).
//!
//! A contact's `ETag` is its version; `If-Match` with it keeps a change from going over another.

mod body;
mod groups;
mod imports;

use std::borrow::Cow;
use std::sync::Arc;

use ::contacts::vcard_write::Version;
use app::contacts::export::{self, Format};
use app::contacts::{self, Asked as Wanted, ContactsError, Cursor};
use app::page::PAGE_MAX;
use app::{App, Who};
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Json, Response};
use serde::{Deserialize, Serialize};
use units::id::{ContactGroupId, ContactId};
use utoipa::{IntoParams, ToSchema};
use web::idempotency::Effect;
use web::refusal::{Refused, RefusedField};
use web::{Caller, Path, Problem, urls};

use crate::operations::{Operations, operations};
use crate::version::{self, created, tagged};
use body::{Contact, ContactPage, NewContact, contact};

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(list, add))
        .routes(operations!(export_csv))
        .routes(operations!(export_vcards))
        .routes(operations!(duplicates))
        .routes(operations!(merge))
        .routes(operations!(show, change, remove))
        .routes(operations!(restore))
        .merge(groups::routes())
        .merge(imports::routes())
}

/// Contacts of a page when nothing is said.
const PAGE: u32 = 25;
/// Longest text that is searched for.
const SEARCH_MAX_CHARS: usize = 200;

/// The refusal with everything that is wrong, field by field.
fn refused(app: &App, who: &Who, error: ContactsError) -> Problem {
    match error {
        ContactsError::Fields(problems) => {
            let fields = problems.into_iter().map(|each| RefusedField {
                args: contacts::import::problem_args(app, &who.locale, &each),
                field: Cow::Owned(each.field),
                code: Cow::Owned(each.code),
            });
            let refused = Refused::of_code("contact.fields");
            Refused { fields: fields.collect(), ..refused }.into()
        }
        ContactsError::Changed { .. } => {
            let status = StatusCode::PRECONDITION_FAILED;
            Refused { status, ..Refused::of_code("contact.changed") }.into()
        }
        other => other.into(),
    }
}

fn expected(app: &App, who: &Who, headers: &HeaderMap) -> Result<Option<u32>, Problem> {
    let changed = ContactsError::Changed { present: 0 };
    version::expected(headers).map_err(|_| refused(app, who, changed))
}

/// The contact with its `ETag`.
async fn answer(
    app: &App,
    who: &Who,
    id: ContactId,
    status: StatusCode,
) -> Result<Response, Problem> {
    let shown = contacts::find(app, who, id).await?;
    let version = shown.contact.version;
    let body = contact(shown);
    Ok(match status {
        StatusCode::CREATED => created(body, version, &urls::contact(id)),
        _ => tagged(body, version),
    })
}

/// Which contacts are asked for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// A part of a name, company, address or number.
    #[param(max_length = 200)]
    search: Option<String>,
    /// Id of a group.
    #[param(value_type = Option<String>, format = "uuid")]
    group: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// Contacts of a page.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

fn invalid(field: &'static str) -> Problem {
    Problem::of_fields([(field, "request.invalid")])
}

fn group(text: Option<String>) -> Result<Option<ContactGroupId>, Problem> {
    text.map(|text| text.parse().map_err(|_| invalid("group"))).transpose()
}

/// List contacts
///
/// The caller's own, by name, a page at a time; nobody sees those of others.
#[utoipa::path(get, path = "/api/contacts", tag = "contacts", params(Asked),
    responses(
        (status = 200, description = "A page.", body = ContactPage),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<ContactPage>, Problem> {
    let search = asked.search.unwrap_or_default();
    if search.chars().count() > SEARCH_MAX_CHARS {
        return Err(invalid("search"));
    }
    let limit = asked.limit.unwrap_or(PAGE);
    if !(1..=PAGE_MAX).contains(&limit) {
        return Err(invalid("limit"));
    }
    let after: Option<Cursor> =
        asked.after.map(|text| text.parse().map_err(|_| invalid("after"))).transpose()?;
    let wanted = Wanted { search: &search, group: group(asked.group)?, after };
    let found = contacts::page(&app, &caller.who, &wanted, limit).await?;
    Ok(Json(ContactPage {
        contacts: found.contacts.into_iter().map(contact).collect(),
        count: found.count,
        next: found.next.map(|next| next.to_string()),
    }))
}

/// Add a contact
///
/// With an `Idempotency-Key` a retry gives the same contact back. Groups are named; a name that is
/// new makes a group.
#[utoipa::path(post, path = "/api/contacts", tag = "contacts", request_body = NewContact,
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 characters.")),
    responses(
        (status = 201, description = "The contact.", body = Contact,
            headers(("ETag" = String), ("Location" = String))),
        (status = 409, description = "There would be more than 100,000.",
            content_type = "application/problem+json"),
        (status = 422, description = "What is wrong, field by field.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn add(
    State(app): State<Arc<App>>,
    caller: Caller,
    effect: Option<Extension<Effect>>,
    Json(body): Json<NewContact>,
) -> Result<Response, Problem> {
    let id = effect.map(|Extension(effect)| effect.id());
    let made = contacts::add(&app, &caller.who, id, &body.into()).await;
    let id = made.map_err(|error| refused(&app, &caller.who, error))?;
    answer(&app, &caller.who, id, StatusCode::CREATED).await
}

/// Show a contact
#[utoipa::path(get, path = "/api/contacts/{id}", tag = "contacts",
    params(("id" = String, Path, format = "uuid", description = "The contact's id.")),
    responses(
        (status = 200, description = "The contact.", body = Contact, headers(("ETag" = String))),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ContactId>,
) -> Result<Response, Problem> {
    answer(&app, &caller.who, id, StatusCode::OK).await
}

/// Change a contact
///
/// The body is the whole contact, its groups included.
#[utoipa::path(put, path = "/api/contacts/{id}", tag = "contacts", request_body = NewContact,
    params(
        ("id" = String, Path, format = "uuid", description = "The contact's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read.")),
    responses(
        (status = 200, description = "The contact as it is now.", body = Contact,
            headers(("ETag" = String))),
        (status = 412, description = "It was changed since it was read.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn change(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ContactId>,
    headers: HeaderMap,
    Json(body): Json<NewContact>,
) -> Result<Response, Problem> {
    let expected = expected(&app, &caller.who, &headers)?;
    let changed = contacts::change(&app, &caller.who, id, &body.into(), expected).await;
    changed.map_err(|error| refused(&app, &caller.who, error))?;
    answer(&app, &caller.who, id, StatusCode::OK).await
}

/// Remove a contact
///
/// It leaves lists and groups; for thirty days it can be brought back.
#[utoipa::path(delete, path = "/api/contacts/{id}", tag = "contacts",
    params(("id" = String, Path, format = "uuid", description = "The contact's id.")),
    responses(
        (status = 204, description = "Removed, now or before."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn remove(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ContactId>,
) -> Result<StatusCode, Problem> {
    contacts::remove(&app, &caller.who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Bring a removed contact back
#[utoipa::path(post, path = "/api/contacts/{id}/restore", tag = "contacts",
    params(("id" = String, Path, format = "uuid", description = "The contact's id.")),
    responses(
        (status = 200, description = "The contact.", body = Contact, headers(("ETag" = String))),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn restore(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ContactId>,
) -> Result<Response, Problem> {
    contacts::restore(&app, &caller.who, id).await?;
    answer(&app, &caller.who, id, StatusCode::OK).await
}

#[derive(Serialize, ToSchema)]
struct Duplicates {
    duplicates: Vec<Alike>,
    /// The `after` of the next page.
    next: Option<String>,
}

/// Contacts that may be one person, oldest first.
#[derive(Serialize, ToSchema)]
struct Alike {
    contacts: Vec<Contact>,
    /// False: they share an address under different names, which may be an office's.
    names_agree: bool,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AskedAlike {
    /// `next` of the page before.
    after: Option<String>,
}

/// List duplicates
///
/// Contacts that share an e-mail address, or a phone number and the name.
#[utoipa::path(get, path = "/api/contacts/duplicates", tag = "contacts", params(AskedAlike),
    responses(
        (status = 200, description = "A page.", body = Duplicates),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn duplicates(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<AskedAlike>,
) -> Result<Json<Duplicates>, Problem> {
    let after = asked.after.unwrap_or_default();
    if after.contains('\0') {
        return Err(invalid("after"));
    }
    let (alike, next) = contacts::alike(&app, &caller.who, &after).await?;
    let alike = alike.into_iter().map(|each| Alike {
        names_agree: each.names_agree,
        contacts: each.contacts.into_iter().map(contact).collect(),
    });
    Ok(Json(Duplicates { duplicates: alike.collect(), next }))
}

/// Contacts that are one person.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Merged {
    /// Their ids.
    #[schema(value_type = Vec<String>, min_items = 2, max_items = 20)]
    contacts: Vec<ContactId>,
}

/// Make one contact of several
///
/// The oldest stays, with what the others know besides; they are removed and can be brought back.
#[utoipa::path(post, path = "/api/contacts/merge", tag = "contacts", request_body = Merged,
    responses(
        (status = 200, description = "The one that stays.", body = Contact,
            headers(("ETag" = String))),
        (status = 409, description = "There are not two of them, or more than twenty.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn merge(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(body): Json<Merged>,
) -> Result<Response, Problem> {
    let kept = contacts::merge(&app, &caller.who, &body.contacts).await;
    let kept = kept.map_err(|error| refused(&app, &caller.who, error))?;
    answer(&app, &caller.who, kept, StatusCode::OK).await
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Exported {
    /// Id of a group; left out: all contacts.
    #[param(value_type = Option<String>, format = "uuid")]
    group: Option<String>,
}

/// Export contacts as a table
///
/// CSV in UTF-8 without formulas; imported again it gives the same contacts.
#[utoipa::path(get, path = "/api/contacts/export.csv", tag = "contacts", params(Exported),
    responses(
        (status = 200, description = "The file.", body = String, content_type = "text/csv"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn export_csv(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<Exported>,
) -> Result<Response, Problem> {
    let bytes = export::file(&app, &caller.who, group(asked.group)?, Format::Csv).await?;
    Ok(file(Format::Csv, bytes))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ExportedCards {
    /// Id of a group; left out: all contacts.
    #[param(value_type = Option<String>, format = "uuid")]
    group: Option<String>,
    /// `3.0`, as when left out, or `4.0`.
    version: Option<String>,
}

/// Export contacts as vCards
#[utoipa::path(get, path = "/api/contacts/export.vcf", tag = "contacts", params(ExportedCards),
    responses(
        (status = 200, description = "The file.", body = String, content_type = "text/vcard"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn export_vcards(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<ExportedCards>,
) -> Result<Response, Problem> {
    let version = match asked.version.as_deref() {
        None | Some("3.0") => Version::V3,
        Some("4.0") => Version::V4,
        Some(_) => return Err(invalid("version")),
    };
    let format = Format::Vcard(version);
    let bytes = export::file(&app, &caller.who, group(asked.group)?, format).await?;
    Ok(file(format, bytes))
}

fn file(format: Format, bytes: Vec<u8>) -> Response {
    let name = format!("attachment; filename=\"{}\"", format.file_name());
    let headers = [(CONTENT_TYPE, format.media_type().to_owned()), (CONTENT_DISPOSITION, name)];
    (headers, bytes).into_response()
}
