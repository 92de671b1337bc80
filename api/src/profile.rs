//! `/api/profile`: what the person shows of themselves, and how they want to be reached (F10).

use std::sync::Arc;

use app::App;
use app::policy::mails::{setting, wanted};
use app::profile::{self, ProfileError};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use people::profile::ProfileDraft;
use serde::{Deserialize, Serialize};
use units::Timestamp;
use units::id::{AccountId, PersonId};
use utoipa::ToSchema;
use web::{Caller, Problem};

use crate::operations::{Operations, operations};
use crate::policy::EffectiveSetting;

pub fn routes() -> Operations {
    Operations::new().routes(operations!(show, change)).routes(operations!(set_photo, remove_photo))
}

/// The person behind the token.
#[derive(Serialize, ToSchema)]
struct Profile {
    #[schema(value_type = String, format = "uuid")]
    id: PersonId,
    #[schema(value_type = String, format = "uuid")]
    account: AccountId,
    name: String,
    /// Several lines; may be empty.
    biography: String,
    #[schema(example = "en")]
    locale: String,
    /// IANA time zone.
    #[schema(example = "Europe/Paris")]
    zone: String,
    /// Mails they want beside those that always come.
    notifications: Vec<&'static str>,
    /// What of it account and groups can decide, and why it is as it is.
    settings: Vec<EffectiveSetting>,
    /// Where mails go.
    email: String,
    addresses: Vec<Address>,
    /// Path of the photo on the portal, for people of the account who are signed in.
    photo: Option<String>,
    roles: Vec<&'static str>,
}

/// An address they proved to be theirs.
#[derive(Serialize, ToSchema)]
#[schema(as = ProvedAddress)]
struct Address {
    email: String,
    #[schema(value_type = String, format = DateTime)]
    verified_at: Timestamp,
}

/// A profile to keep, as a whole.
#[derive(Deserialize, ToSchema)]
struct NewProfile {
    /// One line, up to 100 characters.
    name: String,
    /// Up to 2,000 characters.
    #[serde(default)]
    biography: String,
    /// A language of the deployment.
    #[schema(example = "en")]
    locale: String,
    /// IANA time zone.
    #[schema(example = "Europe/Paris")]
    zone: String,
    /// `meeting_reminders`, `meeting_changes`, `renewal_reminders`, `news`. What is locked cannot
    /// be asked for otherwise (`notifications.locked`).
    #[serde(default)]
    notifications: Vec<String>,
}

async fn own(app: &App, caller: &Caller) -> Result<Json<Profile>, Problem> {
    let profile::Own { person, addresses, mails } = profile::own(app, &caller.who).await?;
    let addresses = addresses.into_iter().map(|address| Address {
        email: address.email.to_string(),
        verified_at: address.verified_at,
    });
    let photo = person.photo.as_deref().map(|photo| app::who::photo_path(person.id, photo));
    Ok(Json(Profile {
        id: person.id,
        account: person.account,
        name: person.name,
        biography: person.biography,
        locale: person.locale.to_string(),
        zone: person.zone.to_string(),
        notifications: wanted(&mails).iter().map(|each| each.word()).collect(),
        settings: mails
            .iter()
            .map(|(mail, effective)| EffectiveSetting::of(setting(*mail), effective))
            .collect(),
        email: person.email.to_string(),
        addresses: addresses.collect(),
        photo,
        roles: caller.who.actor.roles.iter().map(|role| role.word()).collect(),
    }))
}

/// Show the profile
#[utoipa::path(get, path = "/api/profile", tag = "profile",
    responses(
        (status = 200, description = "The profile.", body = Profile),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<Profile>, Problem> {
    own(&app, &caller).await
}

/// Change the profile
///
/// What is left out is emptied.
#[utoipa::path(put, path = "/api/profile", tag = "profile", request_body = NewProfile,
    responses(
        (status = 200, description = "The profile as kept.", body = Profile),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn change(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(body): Json<NewProfile>,
) -> Result<Json<Profile>, Problem> {
    let draft = ProfileDraft {
        name: body.name,
        biography: body.biography,
        locale: body.locale,
        zone: body.zone,
        notifications: body.notifications,
    };
    profile::change(&app, &caller.who, &draft).await.map_err(refused)?;
    own(&app, &caller).await
}

fn refused(error: ProfileError) -> Problem {
    match error {
        ProfileError::Refused(problems) => {
            Problem::of_fields(problems.iter().map(|each| (each.field(), each.code())))
        }
        other => other.into(),
    }
}

/// Set the photo
///
/// PNG or JPEG, told by its content; up to 2 MiB and 4096 pixels an edge.
#[utoipa::path(put, path = "/api/profile/photo", tag = "profile",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 204, description = "Kept."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn set_photo(
    State(app): State<Arc<App>>,
    caller: Caller,
    file: Bytes,
) -> Result<StatusCode, Problem> {
    profile::set_photo(&app, &caller.who, file.to_vec()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Remove the photo
#[utoipa::path(delete, path = "/api/profile/photo", tag = "profile",
    responses(
        (status = 204, description = "Removed, or there was none."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn remove_photo(State(app): State<Arc<App>>, caller: Caller) -> Result<StatusCode, Problem> {
    profile::remove_photo(&app, &caller.who).await?;
    Ok(StatusCode::NO_CONTENT)
}
