//! `/people/add`: many people invited from a list, pasted or a file; first row by row, then at once
//! (E1a). What becomes of a list is in `report`.

mod report;

use std::collections::BTreeSet;
use std::sync::Arc;

use app::App;
use app::intake::{self, FILE_MAX_BYTES, IntakeError, KEPT_DAYS, NewIntake, Outcome, ROWS_MAX};
use app::licences::Item;
use app::members;
use axum::Router;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use people::roles::Role;
use serde::Serialize;
use texts::Args;
use units::id::IntakeId;
use web::forms::{Asked, FieldErrors};
use web::refusal::Refusal as _;
use web::{Face, Form, Member, PageError, Path, limits, news, urls};

use self::report::{reason, report_page};
use crate::members::{RoleChoice, item, role_choices};

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::INTAKES, get(show).post(begin))
        .route("/people/add/{id}", get(look).post(commit))
        .route("/people/add/{id}/remove", post(remove))
        .route("/people/add/{id}/refused.csv", get(refused_rows))
}

/// Longest text field of the form but the list, in bytes.
const FIELD_MAX_BYTES: usize = 1_000;
const BYTES_PER_MEGABYTE: usize = 1024 * 1024;

#[derive(Serialize)]
struct FormPage {
    list: String,
    roles: Vec<RoleChoice>,
    licences: Vec<LicenceChoice>,
    resend: bool,
    most: u32,
    megabytes: usize,
    days: i64,
    errors: FieldErrors,
    refusal: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct LicenceChoice {
    value: String,
    name: String,
    hint: String,
    chosen: bool,
}

/// What was typed, and the file.
#[derive(Default)]
struct Typed {
    list: String,
    file_name: String,
    file: Vec<u8>,
    roles: BTreeSet<Role>,
    licences: Vec<String>,
    resend: bool,
}

/// `GET /people/add`
async fn show(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    let typed = Typed { roles: [Role::Host].into(), ..Typed::default() };
    let page = form_page(&app, &member, &typed).await?;
    member.page("portal/intake.html", page).await
}

async fn form_page(app: &App, member: &Member, typed: &Typed) -> Result<FormPage, PageError> {
    let items = members::items(app, &member.who).await?;
    let choices = items.iter().map(|item| licence_choice(member, &typed.licences, item));
    Ok(FormPage {
        list: typed.list.clone(),
        roles: role_choices(member, &typed.roles),
        licences: choices.collect(),
        resend: typed.resend,
        most: count(ROWS_MAX),
        megabytes: FILE_MAX_BYTES / BYTES_PER_MEGABYTE,
        days: KEPT_DAYS,
        errors: FieldErrors::default(),
        refusal: None,
    })
}

/// A licence to tick, with how many are free.
pub(crate) fn licence_choice(member: &Member, ticked: &[String], item: &Item) -> LicenceChoice {
    let add_on = item.item.add_on.as_ref().map(ToString::to_string).unwrap_or_default();
    let value = format!("{} {add_on}", item.item.subscription);
    let args = Args::new().with("free", item.free()).with("bought", item.bought);
    LicenceChoice {
        name: item.name.clone(),
        hint: member.face().texts().get(&member.locale, "people-free", &args),
        chosen: ticked.contains(&value),
        value,
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

async fn read(mut form: Multipart) -> Result<Typed, PageError> {
    let unreadable = |_| PageError::of_code("request.unreadable");
    let too_large = || PageError::of_code("body.too_large");
    let mut typed = Typed::default();
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(|_| too_large())?;
        if name == "file" {
            (typed.file, typed.file_name) = (bytes.to_vec(), file_name);
            continue;
        }
        if bytes.len() > FIELD_MAX_BYTES && name != "list" {
            return Err(too_large());
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        match name.as_str() {
            "list" => typed.list = text,
            "roles" => typed.roles.extend(Role::from_word(&text)),
            "licences" => typed.licences.push(text),
            "resend" => typed.resend = true,
            _ => {}
        }
    }
    Ok(typed)
}

/// `POST /people/add`: a file or a pasted list, in a form of several parts.
async fn begin(
    State(app): State<Arc<App>>,
    member: Member,
    form: Multipart,
) -> Result<Response, PageError> {
    limits::take(&app, &[limits::INTAKE_BY_PERSON.for_person(member.who.person())]).await?;
    let typed = read(form).await?;
    let licences = typed.licences.iter().filter_map(|value| {
        let (subscription, add_on) = value.split_once(' ')?;
        item(subscription, add_on)
    });
    let is_file = !typed.file.is_empty();
    let new = NewIntake {
        source: if is_file { typed.file_name.clone() } else { String::new() },
        bytes: if is_file { typed.file.clone() } else { typed.list.clone().into_bytes() },
        roles: typed.roles.clone(),
        licences: licences.collect(),
        resend: typed.resend,
    };
    match intake::begin(&app, &member.who, new).await {
        Ok(id) => Ok(Redirect::to(&urls::intake(id)).into_response()),
        Err(IntakeError::Store(error)) => Err(error.into()),
        Err(error) => {
            let mut page = form_page(&app, &member, &typed).await?;
            let args = error.args();
            match error.field() {
                Some(field) => {
                    page.errors.add(&app.texts, &member.locale, field, error.code(), &args);
                }
                None => {
                    let key = web::refusal::text_key(error.code());
                    page.refusal = Some(app.texts.get(&member.locale, &key, &args));
                }
            }
            member.refused_page("portal/intake.html", page).await
        }
    }
}

/// `GET /people/add/{id}?show=&from=`
async fn look(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<IntakeId>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let report = intake::look(&app, &member.who, id).await?;
    let from = asked.parsed("from").unwrap_or_default();
    let page = report_page(&member, &report, asked.text("show"), from);
    member.page("portal/intake_report.html", page).await
}

/// `POST /people/add/{id}`: what was shown is done.
async fn commit(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<IntakeId>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    limits::take(&app, &[limits::INTAKE_BY_PERSON.for_person(member.who.person())]).await?;
    match intake::commit(&app, &member.who, id, fields.text("signed")).await {
        Ok(_) => Ok(news::redirect(&urls::intake(id), "news-intake-done")),
        Err(IntakeError::Moved(report)) => {
            let mut page = report_page(&member, &report, "", 0);
            page.moved = true;
            member.page_as(StatusCode::CONFLICT, "portal/intake_report.html", page).await
        }
        Err(IntakeError::NothingToDo) => {
            let report = intake::look(&app, &member.who, id).await?;
            let mut page = report_page(&member, &report, "", 0);
            page.refusal = Some(member.text("error-intake-nothing-to-do"));
            member.refused_page("portal/intake_report.html", page).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /people/add/{id}/remove`
async fn remove(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<IntakeId>,
) -> Result<Response, PageError> {
    intake::remove(&app, &member.who, id).await?;
    Ok(news::redirect(urls::PEOPLE, "news-intake-removed"))
}

/// `GET /people/add/{id}/refused.csv`: the rows that are refused, as they came, with the reason in
/// a last column. Put right, the file can be handed in again as it is.
async fn refused_rows(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<IntakeId>,
) -> Result<Response, PageError> {
    let report = intake::look(&app, &member.who, id).await?;
    let list = &report.list;
    let mut headings = list.headings.clone();
    if headings.is_empty() {
        headings = vec![member.text("layout-email"), member.text("people-invite-name")];
    }
    let width = list.entries.iter().map(|entry| entry.cells.len()).max().unwrap_or_default();
    headings.resize(width.max(headings.len()), String::new());
    let width = headings.len();
    headings.push(member.text("intake-reason"));
    let mut rows = vec![headings];
    for (entry, outcome) in report.rows() {
        let Outcome::Refused(problem) = outcome else { continue };
        let mut cells = entry.cells.clone();
        cells.resize(width, String::new());
        cells.push(reason(&member, problem));
        rows.push(cells);
    }
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"refused-{id}.csv\"")),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, tables::write_safe(rows, list.delimiter)).into_response())
}
