//! `/api/sign-ups`: a free account, opened by the token that is mailed (B1).
//!
//! The answer is the same whether or not an address is known.

use std::sync::Arc;

use app::App;
use app::sign_up::{self, ConfirmError, SignUpError};
use app::visitor::Visitor;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use people::sign_up::SignUpDraft;
use serde::{Deserialize, Serialize};
use units::id::{AccountId, PersonId};
use units::{EmailAddress, Locale, Zone};
use utoipa::ToSchema;
use web::client::Client;
use web::{Problem, limits};

use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(ask))
        .routes(operations!(again))
        .routes(operations!(confirm))
}

/// Where a call without a token comes from.
pub(crate) fn visitor(client: &Client) -> Visitor {
    Visitor { ip: client.ip_text(), user_agent: client.user_agent.clone(), via: "api" }
}

/// Somebody who wants a free account.
#[derive(Deserialize, ToSchema)]
struct SignUp {
    #[schema(format = Email, example = "ada@example.org")]
    email: String,
    /// One line, up to 100 characters.
    name: String,
    /// At least 10 characters; what is guessed first is refused.
    #[schema(format = Password)]
    password: String,
    /// Language of mails and pages; English when left out.
    #[schema(example = "en")]
    locale: Option<String>,
    /// IANA time zone; UTC when left out.
    #[schema(example = "Europe/Paris")]
    zone: Option<String>,
    /// The terms of service and the privacy policy in force are accepted.
    terms_accepted: bool,
}

/// A mail is on its way, whether or not the address is known.
#[derive(Serialize, ToSchema)]
pub(crate) struct MailOnItsWay {
    pub(crate) email: String,
    /// How long the mailed token can be used.
    pub(crate) valid_hours: i64,
}

/// Sign up
///
/// Writes to the address. The mail holds the token that opens the account, or, if the address has
/// an account already, says so to its owner alone.
#[utoipa::path(post, path = "/api/sign-ups", tag = "sign-ups", security(()), request_body = SignUp,
    responses(
        (status = 202, description = "A mail is on its way.", body = MailOnItsWay),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn ask(
    State(app): State<Arc<App>>,
    client: Client,
    Json(body): Json<SignUp>,
) -> Result<(StatusCode, Json<MailOnItsWay>), Problem> {
    if !body.terms_accepted {
        return Err(Problem::of_fields([("terms_accepted", "terms.not_accepted")]));
    }
    let mut buckets = vec![limits::SIGN_UP_BY_NETWORK.for_client(&client)];
    let address = body.email.parse::<EmailAddress>().ok();
    buckets.extend(address.map(|address| limits::MAIL_BY_ADDRESS.for_address(&address)));
    limits::take(&app, &buckets).await?;
    let draft = SignUpDraft {
        email: body.email,
        name: body.name,
        password: body.password,
        locale: body.locale.unwrap_or_else(|| Locale::english().to_string()),
        zone: body.zone.unwrap_or_else(|| Zone::utc().to_string()),
    };
    match sign_up::ask(&app, &draft, None).await {
        Ok(()) => Ok(on_its_way(draft.email)),
        Err(SignUpError::Refused(problems)) => {
            Err(Problem::of_fields(problems.iter().map(|each| (each.field(), each.code()))))
        }
        Err(error) => Err(error.into()),
    }
}

fn on_its_way(email: String) -> (StatusCode, Json<MailOnItsWay>) {
    let body = MailOnItsWay { email, valid_hours: sign_up::LINK_VALID_HOURS };
    (StatusCode::ACCEPTED, Json(body))
}

/// An address that waits to be confirmed.
#[derive(Deserialize, ToSchema)]
#[schema(as = WaitingAddress)]
struct Address {
    #[schema(format = Email, example = "ada@example.org")]
    email: String,
}

/// Send the token again
#[utoipa::path(post, path = "/api/sign-ups/again", tag = "sign-ups", security(()),
    request_body = Address,
    responses(
        (status = 202, description = "A mail is on its way, if the address waits for one.",
            body = MailOnItsWay),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn again(
    State(app): State<Arc<App>>,
    client: Client,
    Json(body): Json<Address>,
) -> Result<(StatusCode, Json<MailOnItsWay>), Problem> {
    let email: EmailAddress =
        body.email.parse().map_err(|_| Problem::of_fields([("email", "email.malformed")]))?;
    let by_network = limits::SIGN_UP_BY_NETWORK.for_client(&client);
    limits::take(&app, &[by_network, limits::MAIL_BY_ADDRESS.for_address(&email)]).await?;
    sign_up::ask_again(&app, &email).await?;
    Ok(on_its_way(email.to_string()))
}

/// What the mail holds, and the password chosen with the sign-up.
#[derive(Deserialize, ToSchema)]
struct Confirmation {
    /// The `token` of the mailed link.
    token: String,
    /// Shows that the sign-up was made by whoever reads the mail.
    #[schema(format = Password)]
    password: String,
}

/// The account just opened.
#[derive(Serialize, ToSchema)]
struct OpenedAccount {
    #[schema(value_type = String, format = "uuid")]
    account: AccountId,
    #[schema(value_type = String, format = "uuid")]
    person: PersonId,
    email: String,
}

/// Confirm the address
///
/// Opens the account. Anybody can sign an address up, so the token works only together with the
/// password of the same sign-up; with another one it stays good. A token can be used once. What
/// follows is `POST /api/tokens`.
#[utoipa::path(post, path = "/api/sign-ups/confirm", tag = "sign-ups", security(()),
    request_body = Confirmation,
    responses(
        (status = 201, description = "The account is open.", body = OpenedAccount),
        (status = 410, description = "The token was used already or is too old.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn confirm(
    State(app): State<Arc<App>>,
    client: Client,
    Json(body): Json<Confirmation>,
) -> Result<(StatusCode, Json<OpenedAccount>), Problem> {
    limits::take(&app, &[limits::GUESS_BY_NETWORK.for_client(&client)]).await?;
    let confirmed =
        sign_up::confirm(&app, &body.token, &body.password, &visitor(&client), None).await;
    let opened = match confirmed {
        Ok(confirmed) => confirmed.opened,
        Err(error @ ConfirmError::WrongPassword) => {
            return Err(Problem::of_fields([("password", error.code())]));
        }
        Err(error) => return Err(error.into()),
    };
    // A program works with tokens: the session has nobody who could use it.
    app::sessions::sign_out(&app, &opened.secret).await?;
    let body = OpenedAccount {
        account: opened.who.account(),
        person: opened.who.person(),
        email: opened.who.email.to_string(),
    };
    Ok((StatusCode::CREATED, Json(body)))
}
