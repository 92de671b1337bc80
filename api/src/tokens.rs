//! `/api/tokens`: personal access tokens. Making one takes the person's password, never another
//! token.

use std::collections::BTreeSet;
use std::sync::Arc;

use app::App;
use app::tokens::{self, AccessToken, NewToken, TokensError};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use people::scope::Scope;
use serde::{Deserialize, Serialize};
use units::id::AccessTokenId;
use units::{EmailAddress, Timestamp};
use utoipa::ToSchema;
use web::client::Client;
use web::{Caller, Path, Problem, limits};

use crate::operations::{Operations, operations};
use crate::sign_ups::visitor;

pub fn routes() -> Operations {
    Operations::new().routes(operations!(make, list)).routes(operations!(revoke))
}

/// A token as asked for, by somebody who proves who they are.
#[derive(Deserialize, ToSchema)]
struct AskedToken {
    #[schema(format = Email, example = "ada@example.org")]
    email: String,
    #[schema(format = Password)]
    password: String,
    /// What the person calls it.
    #[schema(example = "calendar sync")]
    name: String,
    /// What it may be used for; never more than the person may.
    #[schema(example = json!(["meetings:read"]))]
    scopes: Vec<String>,
    /// 1 to 366; left out: until it is revoked.
    #[schema(minimum = 1, maximum = 366)]
    life_days: Option<u32>,
}

/// A token, as it is listed.
#[derive(Serialize, ToSchema)]
struct Token {
    #[schema(value_type = String, format = "uuid")]
    id: AccessTokenId,
    name: String,
    scopes: Vec<&'static str>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// None: until it is revoked.
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Timestamp>,
    /// To the hour, about.
    #[schema(value_type = Option<String>, format = DateTime)]
    used_at: Option<Timestamp>,
}

/// A token just made.
#[derive(Serialize, ToSchema)]
struct MadeToken {
    #[serde(flatten)]
    token: Token,
    /// Goes into the `Authorization` header after `Bearer `. It is not shown again.
    secret: String,
}

#[derive(Serialize, ToSchema)]
struct Tokens {
    tokens: Vec<Token>,
}

fn token(kept: AccessToken) -> Token {
    Token {
        id: kept.id,
        name: kept.name,
        scopes: kept.scopes.iter().map(|scope| scope.word()).collect(),
        created_at: kept.created_at,
        expires_at: kept.expires_at,
        used_at: kept.used_at,
    }
}

/// Make a token
///
/// With address and password in the body, since there is no token yet. Tried too often, it answers
/// 429.
#[utoipa::path(post, path = "/api/tokens", tag = "tokens", security(()), request_body = AskedToken,
    responses(
        (status = 201, description = "The token, with its secret.", body = MadeToken),
        (status = 401, description = "Address and password do not belong together.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn make(
    State(app): State<Arc<App>>,
    client: Client,
    Json(body): Json<AskedToken>,
) -> Result<(StatusCode, Json<MadeToken>), Problem> {
    let mut buckets = vec![limits::SIGN_IN_BY_NETWORK.for_client(&client)];
    let address = body.email.parse::<EmailAddress>().ok();
    let by_address = address.map(|address| limits::SIGN_IN_BY_ADDRESS.for_address(&address));
    buckets.extend(by_address.clone());
    limits::take(&app, &buckets).await?;
    let who = app::sign_in::prove(&app, &body.email, &body.password, &visitor(&client)).await?;
    if let Some(bucket) = by_address {
        limits::forgive(&app, &bucket).await?;
    }
    let scopes = body.scopes.iter().map(|word| Scope::from_word(word));
    let scopes = scopes.collect::<Option<BTreeSet<Scope>>>();
    let scopes = scopes.ok_or_else(|| Problem::of_fields([("scopes", "scope.unknown")]))?;
    let new = NewToken { name: body.name, scopes, life_days: body.life_days };
    let (kept, secret) = tokens::make(&app, &who, &new).await.map_err(refused)?;
    let made = MadeToken { token: token(kept), secret: secret.secret().to_owned() };
    Ok((StatusCode::CREATED, Json(made)))
}

fn refused(error: TokensError) -> Problem {
    match error.field() {
        Some(field) => Problem::of_fields([(field, error.code())]),
        None => error.into(),
    }
}

/// List tokens
///
/// The person's tokens that hold now, newest first.
#[utoipa::path(get, path = "/api/tokens", tag = "tokens",
    responses(
        (status = 200, description = "The tokens.", body = Tokens),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<Tokens>, Problem> {
    let held = tokens::list(&app, &caller.who).await?;
    Ok(Json(Tokens { tokens: held.into_iter().map(token).collect() }))
}

/// Revoke a token
///
/// It opens nothing from now on; a token may revoke itself.
#[utoipa::path(delete, path = "/api/tokens/{id}", tag = "tokens",
    params(("id" = String, Path, format = "uuid", description = "The token's id.")),
    responses(
        (status = 204, description = "Revoked."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn revoke(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<AccessTokenId>,
) -> Result<StatusCode, Problem> {
    tokens::revoke(&app, &caller.who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
