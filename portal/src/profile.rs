//! `/profile`: name, photo, biography, language, zone, notifications, addresses (F10, E11).

use std::sync::Arc;

use app::App;
use app::policy::mails::wanted;
use app::profile::{self, AddressChange, ProfileError};
use axum::Router;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use meetings::policy::Choice as Decided;
use people::profile::{BIOGRAPHY_MAX_CHARS, ProfileDraft};
use serde::Serialize;
use units::id::PersonId;
use units::{EmailAddress, Timestamp};
use web::forms::{Asked, FieldErrors, Fields};
use web::{Face, Form, Member, PageError, Path, Visit, limits, news, urls};

use crate::entrance;
use crate::plans::Choice;
use crate::policy::why;
use crate::sign_up::{self, ConfirmPage};
use crate::zones::Zones;

const ADDRESSES: &str = "/profile/addresses";
const CONFIRM_ADDRESS: &str = "/profile/addresses/confirm";

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::PROFILE, get(show).post(change))
        .route(urls::PROFILE_PHOTO, post(set_photo))
        .route("/profile/photo/remove", post(remove_photo))
        .route("/people/{id}/photo", get(photo))
        .route(ADDRESSES, post(ask_address))
        .route(CONFIRM_ADDRESS, get(look_address).post(confirm_address))
        .route("/profile/addresses/prefer", post(prefer_address))
        .route("/profile/addresses/remove", post(remove_address))
}

#[derive(Serialize)]
struct ProfilePage {
    name: String,
    biography: String,
    biography_max: usize,
    locale: String,
    locales: Vec<Choice>,
    zone: String,
    zones: Zones,
    photo: Option<String>,
    notifications: Vec<NotificationChoice>,
    addresses: Vec<AddressLine>,
    new_address: String,
    /// They may hold meetings, and so have a room.
    has_room: bool,
    /// The account they may leave, by name; none: it is theirs alone.
    leave: Option<String>,
    errors: FieldErrors,
    refusal: Option<String>,
}

#[derive(Serialize)]
struct NotificationChoice {
    word: &'static str,
    /// The part of its text's key: `meeting-reminders`.
    key: String,
    chosen: bool,
    /// Why it is so; none: nobody decided anything.
    why: Option<String>,
    locked: bool,
}

#[derive(Serialize)]
struct AddressLine {
    email: String,
    since: Timestamp,
    /// Where mails go.
    preferred: bool,
}

/// The page with what is kept; `typed` takes its place where a form was refused.
async fn page(
    app: &App,
    member: &Member,
    typed: Option<&ProfileDraft>,
) -> Result<ProfilePage, PageError> {
    let profile::Own { person, addresses, mails } = profile::own(app, &member.who).await?;
    let kept = ProfileDraft {
        name: person.name.clone(),
        biography: person.biography.clone(),
        locale: person.locale.to_string(),
        zone: person.zone.to_string(),
        notifications: wanted(&mails).iter().map(|each| each.word().to_owned()).collect(),
    };
    let draft = typed.cloned().unwrap_or(kept);
    let wants = |word: &str| draft.notifications.iter().any(|wanted| wanted == word);
    let notifications = mails.iter().map(|(mail, effective)| {
        let locked = effective.origin.is_lock();
        NotificationChoice {
            word: mail.word(),
            key: mail.word().replace('_', "-"),
            chosen: match locked {
                true => effective.choice == Decided::Switch(true),
                false => wants(mail.word()),
            },
            why: why(app, &member.who.locale, effective),
            locked,
        }
    });
    let leave = match app::leaving::is_offered(app, &member.who).await {
        Ok(true) => app::leaving::account_name(app, &member.who).await.ok(),
        _ => None,
    };
    let addresses = addresses.into_iter().map(|address| AddressLine {
        preferred: address.email == person.email,
        email: address.email.to_string(),
        since: address.verified_at,
    });
    Ok(ProfilePage {
        notifications: notifications.collect(),
        addresses: addresses.collect(),
        name: draft.name,
        biography: draft.biography,
        biography_max: BIOGRAPHY_MAX_CHARS,
        locale: draft.locale,
        locales: languages(app),
        zones: Zones::of(&member.who.zone, &draft.zone),
        zone: draft.zone,
        photo: member.who.photo.clone(),
        new_address: String::new(),
        has_room: app::room::has_one(&member.who),
        leave,
        errors: FieldErrors::default(),
        refusal: None,
    })
}

fn languages(app: &App) -> Vec<Choice> {
    let languages = app.texts.languages().iter();
    let choice = |language: &texts::Language| Choice {
        value: language.locale.to_string(),
        label: language.native_name.clone(),
    };
    languages.map(choice).collect()
}

async fn refused(member: &Member, page: ProfilePage) -> Result<Response, PageError> {
    member.page_as(StatusCode::UNPROCESSABLE_ENTITY, "portal/profile.html", page).await
}

/// `GET /profile`
async fn show(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    let page = page(&app, &member, None).await?;
    member.page("portal/profile.html", page).await
}

fn typed(fields: &Fields) -> ProfileDraft {
    ProfileDraft {
        name: fields.text("name").to_owned(),
        biography: fields.text("biography").to_owned(),
        locale: fields.text("locale").to_owned(),
        zone: fields.text("zone").to_owned(),
        notifications: fields.all("notifications").map(str::to_owned).collect(),
    }
}

/// `POST /profile`
async fn change(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let draft = typed(&fields);
    match profile::change(&app, &member.who, &draft).await {
        Ok(()) => Ok(news::redirect(urls::PROFILE, "news-profile-saved")),
        Err(ProfileError::Refused(problems)) => {
            let mut page = page(&app, &member, Some(&draft)).await?;
            for problem in problems {
                let (field, code) = (problem.field(), problem.code());
                entrance::add(&member, &mut page.errors, field, code, problem.limit());
            }
            refused(&member, page).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /profile/photo`: one file, in a form of several parts.
async fn set_photo(
    State(app): State<Arc<App>>,
    member: Member,
    mut form: Multipart,
) -> Result<Response, PageError> {
    let unreadable = |_| PageError::of_code("request.unreadable");
    let mut file = Vec::new();
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        if part.name() == Some("photo") {
            let too_large = |_| PageError::of_code("body.too_large");
            file = part.bytes().await.map_err(too_large)?.to_vec();
            break;
        }
    }
    match profile::set_photo(&app, &member.who, file).await {
        Ok(()) => Ok(news::redirect(urls::PROFILE, "news-photo-saved")),
        Err(ProfileError::Photo(problem)) => {
            let mut page = page(&app, &member, None).await?;
            page.errors = entrance::one(&member, "photo", problem.code());
            refused(&member, page).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /profile/photo/remove`
async fn remove_photo(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    profile::remove_photo(&app, &member.who).await?;
    Ok(news::redirect(urls::PROFILE, "news-photo-removed"))
}

/// `GET /people/{id}/photo`: for people of the same account; its path changes with the photo.
async fn photo(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(id): Path<PersonId>,
) -> Result<Response, PageError> {
    let who = visit.who.as_ref().ok_or_else(PageError::not_found)?;
    let (kind, file) = profile::photo(&app, who, id).await?;
    let headers = [
        (CONTENT_TYPE, kind.media_type()),
        (CACHE_CONTROL, "private, max-age=31536000, immutable"),
    ];
    Ok((headers, file).into_response())
}

/// `POST /profile/addresses`
async fn ask_address(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let Some(email) = fields.parsed::<EmailAddress>("new_address") else {
        let mut page = page(&app, &member, None).await?;
        page.new_address = fields.text("new_address").to_owned();
        page.errors = entrance::one(&member, "new_address", "email.malformed");
        return refused(&member, page).await;
    };
    let by_person = limits::MAIL_BY_ADDRESS.for_person(member.who.person());
    limits::take(&app, &[by_person, limits::MAIL_BY_ADDRESS.for_address(&email)]).await?;
    profile::ask_address(&app, &member.who, &email).await?;
    Ok(news::redirect(urls::PROFILE, "news-address-asked"))
}

/// `GET /profile/addresses/confirm?token=`
async fn look_address(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let token = asked.text("token");
    let Some(email) = profile::look_address(&app, &member.who, token) else {
        return sign_up::expired(&member).await;
    };
    let page = ConfirmPage {
        state: "ask",
        action: CONFIRM_ADDRESS,
        token: token.to_owned(),
        email: email.to_string(),
        asks_password: false,
        errors: FieldErrors::default(),
    };
    member.page("portal/confirm_email.html", page).await
}

/// `POST /profile/addresses/confirm`
async fn confirm_address(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    match profile::confirm_address(&app, &member.who, fields.text("token")).await {
        Ok(()) => Ok(news::redirect(urls::PROFILE, "news-address-added")),
        Err(ProfileError::Expired) => sign_up::expired(&member).await,
        Err(error) => Err(error.into()),
    }
}

fn address(fields: &Fields) -> Result<EmailAddress, PageError> {
    fields.parsed("email").ok_or_else(PageError::not_found)
}

/// `POST /profile/addresses/prefer`
async fn prefer_address(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    profile::change_address(&app, &member.who, &address(&fields)?, AddressChange::Prefer).await?;
    Ok(news::redirect(urls::PROFILE, "news-address-preferred"))
}

/// `POST /profile/addresses/remove`
async fn remove_address(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    profile::change_address(&app, &member.who, &address(&fields)?, AddressChange::Remove).await?;
    Ok(news::redirect(urls::PROFILE, "news-address-removed"))
}
