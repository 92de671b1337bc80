//! `/api/password-resets`: a new password by the token that is mailed.
//!
//! The answer is the same whether or not an address is known.

use std::sync::Arc;

use app::App;
use app::password_reset::{self, NewPasswordError};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use serde::Deserialize;
use units::EmailAddress;
use utoipa::ToSchema;
use web::client::Client;
use web::{Problem, limits};

use crate::operations::{Operations, operations};
use crate::sign_ups::{MailOnItsWay, visitor};

pub fn routes() -> Operations {
    Operations::new().routes(operations!(ask)).routes(operations!(set))
}

/// Whose password is forgotten.
#[derive(Deserialize, ToSchema)]
struct Forgotten {
    #[schema(format = Email, example = "ada@example.org")]
    email: String,
}

/// Ask for a token
///
/// Writes to the address, if it is somebody's.
#[utoipa::path(post, path = "/api/password-resets", tag = "password-resets", security(()),
    request_body = Forgotten,
    responses(
        (status = 202, description = "A mail is on its way, if there is such an account.",
            body = MailOnItsWay),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn ask(
    State(app): State<Arc<App>>,
    client: Client,
    Json(body): Json<Forgotten>,
) -> Result<(StatusCode, Json<MailOnItsWay>), Problem> {
    let email: EmailAddress =
        body.email.parse().map_err(|_| Problem::of_fields([("email", "email.malformed")]))?;
    limits::take(&app, &[limits::GUESS_BY_NETWORK.for_client(&client)]).await?;
    password_reset::ask(&app, &email).await?;
    let valid_hours = password_reset::LINK_VALID_HOURS;
    Ok((StatusCode::ACCEPTED, Json(MailOnItsWay { email: body.email, valid_hours })))
}

/// What the mail holds, and the password to set.
#[derive(Deserialize, ToSchema)]
struct NewPassword {
    /// The `token` of the mailed link.
    token: String,
    /// At least 10 characters; what is guessed first is refused.
    #[schema(format = Password)]
    password: String,
}

/// Set the new password
///
/// Ends every session of the person. A token can be used once.
#[utoipa::path(post, path = "/api/password-resets/confirm", tag = "password-resets",
    security(()), request_body = NewPassword,
    responses(
        (status = 204, description = "The password is set."),
        (status = 410, description = "The token was used already or is too old.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn set(
    State(app): State<Arc<App>>,
    client: Client,
    Json(body): Json<NewPassword>,
) -> Result<StatusCode, Problem> {
    limits::take(&app, &[limits::GUESS_BY_NETWORK.for_client(&client)]).await?;
    let from = visitor(&client);
    match password_reset::set(&app, &body.token, &body.password, &from, None).await {
        Ok(opened) => {
            // A program works with tokens: the session has nobody who could use it.
            app::sessions::sign_out(&app, &opened.secret).await?;
            Ok(StatusCode::NO_CONTENT)
        }
        Err(NewPasswordError::Refused(problems)) => {
            Err(Problem::of_fields(problems.iter().map(|each| ("password", each.code()))))
        }
        Err(error) => Err(error.into()),
    }
}
