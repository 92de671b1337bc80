//! `/api/invitations`: who is asked to join, and joining.

use std::sync::Arc;

use app::App;
use app::invitations::{self, Accept, AcceptError, InviteError, NewInvitation};
use app::licences::ItemRef;
use app::members;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Json;
use people::roles::Permission;
use serde::{Deserialize, Serialize};
use units::Locale;
use units::id::{PersonId, SubscriptionId};
use utoipa::{IntoParams, ToSchema};
use web::client::Client;
use web::{Caller, Path, Problem, limits};

use super::{Invited, invited, item, read_roles, searched};
use crate::operations::{Operations, operations};
use crate::paging;
use crate::sign_ups::visitor;

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(list, invite))
        .routes(operations!(accept))
        .routes(operations!(resend))
        .routes(operations!(revoke))
}

/// Whom to ask to join.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AskedPerson {
    #[schema(format = Email, example = "ben@example.org")]
    email: String,
    /// May be left out.
    #[serde(default)]
    name: String,
    #[schema(min_items = 1, max_items = 5, example = json!(["host"]))]
    roles: Vec<String>,
    /// What they have from the start; held until they come or the invitation ends.
    #[serde(default)]
    #[schema(max_items = 50)]
    licences: Vec<AskedLicence>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskedLicence {
    #[schema(value_type = String, format = "uuid")]
    pub subscription: SubscriptionId,
    /// Left out: a seat.
    pub add_on: Option<String>,
}

/// Most licences of one invitation.
pub(super) const LICENCES_MAX: usize = 50;

fn refused(error: InviteError) -> Problem {
    match error.field() {
        // A conflict with what is there is none of the field's form.
        Some("email") if error.code().starts_with("invitation.") => error.into(),
        Some(field) => Problem::of_fields([(field, error.code())]),
        None => error.into(),
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AskedInvitations {
    /// What names or addresses are searched for.
    #[param(max_length = 200)]
    search: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// Lines of a page.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

#[derive(Serialize, ToSchema)]
struct Invitations {
    invitations: Vec<Invited>,
    /// For `after`: the next page. Absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// List invitations
///
/// Those that nobody has answered, expired ones among them, newest first.
#[utoipa::path(get, path = "/api/invitations", tag = "people", params(AskedInvitations),
    responses(
        (status = 200, description = "Invitations.", body = Invitations),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<AskedInvitations>,
) -> Result<Json<Invitations>, Problem> {
    let search = searched(asked.search)?;
    let asked = paging::read(asked.after, asked.limit)?;
    let found = invitations::list(&app, &caller.who, &search, asked).await?;
    let items = members::items(&app, &caller.who).await?;
    let lines = found.lines.iter();
    Ok(Json(Invitations {
        invitations: lines.map(|(each, back)| invited(&app, each, *back, &items)).collect(),
        next: found.next.map(|next| next.to_string()),
    }))
}

/// Invite somebody
///
/// A mail with a link goes to the address. The answer is the same whether or not it has an account
/// elsewhere.
#[utoipa::path(post, path = "/api/invitations", tag = "people", request_body = AskedPerson,
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 characters.")),
    responses(
        (status = 201, description = "They are invited.", body = Invited),
        (status = 409, description = "`invitation.already_here`, `invitation.already_invited` or \
            `licences.none_free`.", content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn invite(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(body): Json<AskedPerson>,
) -> Result<(StatusCode, Json<Invited>), Problem> {
    caller.needs(Permission::ManagePeople)?;
    limits::take(&app, &[limits::INVITE_BY_PERSON.for_person(caller.who.person())]).await?;
    if body.licences.len() > LICENCES_MAX {
        return Err(Problem::of_fields([("licences", "request.invalid")]));
    }
    let licences = body.licences.iter().map(|each| item(each.subscription, each.add_on.as_deref()));
    let new = NewInvitation {
        roles: read_roles(&body.roles)?,
        licences: licences.collect::<Result<Vec<ItemRef>, Problem>>()?,
        email: body.email,
        name: body.name,
    };
    let made = invitations::invite(&app, &caller.who, &new).await.map_err(refused)?;
    let items = members::items(&app, &caller.who).await?;
    Ok((StatusCode::CREATED, Json(invited(&app, &made, false, &items))))
}

/// What the mail holds, and what whoever joins chooses.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Joining {
    /// The `token` of the mailed link.
    token: String,
    /// One line, up to 100 characters.
    name: String,
    /// At least 10 characters; what is guessed first is refused.
    #[schema(format = Password)]
    password: String,
    /// A language of the deployment.
    #[schema(value_type = String, example = "en")]
    locale: Locale,
    /// The terms of service and the privacy policy in force are accepted.
    terms_accepted: bool,
}

/// Who has joined.
#[derive(Serialize, ToSchema)]
struct Joined {
    #[schema(value_type = String, format = "uuid")]
    id: PersonId,
}

/// Accept an invitation
///
/// Whoever has the mail becomes a person of the account. Accepted again with the same password, the
/// answer is the same.
#[utoipa::path(post, path = "/api/invitations/accept", tag = "people", security(()),
    request_body = Joining,
    responses(
        (status = 200, description = "They have joined.", body = Joined),
        (status = 409, description = "`invitation.address_taken`.",
            content_type = "application/problem+json"),
        (status = 410, description = "The invitation was revoked, has expired or was used.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn accept(
    State(app): State<Arc<App>>,
    client: Client,
    Json(body): Json<Joining>,
) -> Result<Json<Joined>, Problem> {
    limits::take(&app, &[limits::GUESS_BY_NETWORK.for_client(&client)]).await?;
    if !body.terms_accepted {
        return Err(Problem::of_fields([("terms_accepted", "terms.not_accepted")]));
    }
    let chosen = Accept { name: body.name, password: body.password, locale: body.locale };
    match invitations::accept(&app, &body.token, &chosen, &visitor(&client), None).await {
        Ok(opened) => {
            // A program works with tokens: the session has nobody who could use it.
            app::sessions::sign_out(&app, &opened.secret).await?;
            Ok(Json(Joined { id: opened.who.person() }))
        }
        Err(AcceptError::Refused(problems)) => {
            Err(Problem::of_fields(problems.iter().map(|each| (each.field(), each.code()))))
        }
        Err(error) => Err(error.into()),
    }
}

/// Send an invitation again
///
/// With a new link; the one before works no more.
#[utoipa::path(post, path = "/api/invitations/{id}/resend", tag = "people",
    params(("id" = String, Path, format = "uuid", description = "The invitation's id."),
        ("Idempotency-Key" = Option<String>, Header, description = "1 to 255 characters.")),
    responses(
        (status = 204, description = "A mail is on its way."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn resend(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<PersonId>,
) -> Result<StatusCode, Problem> {
    caller.needs(Permission::ManagePeople)?;
    limits::take(&app, &[limits::INVITE_BY_PERSON.for_person(caller.who.person())]).await?;
    invitations::resend(&app, &caller.who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Revoke an invitation
///
/// Its link leads nowhere, its licences are free.
#[utoipa::path(delete, path = "/api/invitations/{id}", tag = "people",
    params(("id" = String, Path, format = "uuid", description = "The invitation's id.")),
    responses(
        (status = 204, description = "Revoked."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn revoke(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<PersonId>,
) -> Result<StatusCode, Problem> {
    invitations::revoke(&app, &caller.who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
