//! `/tokens`: personal access tokens. The secret stands on the one page that answers its making.

use std::collections::BTreeSet;
use std::sync::Arc;

use app::App;
use app::tokens::{self, NewToken, TokensError};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use people::scope::Scope;
use people::token::SecretToken;
use serde::Serialize;
use units::Timestamp;
use units::id::AccessTokenId;
use web::forms::{FieldErrors, Fields};
use web::{Face, Form, Member, PageError, Path, news, urls};

use crate::entrance;

/// Lives that are offered, in days; 0: until it is revoked.
const LIVES_DAYS: [u32; 4] = [30, 90, 366, 0];

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::TOKENS, get(show).post(make))
        .route("/tokens/{id}/revoke", post(revoke))
}

#[derive(Serialize)]
struct TokensPage {
    zone: String,
    tokens: Vec<TokenLine>,
    /// Shown this once.
    made: Option<Made>,
    name: String,
    scopes: Vec<ScopeChoice>,
    lives: Vec<Life>,
    life: u32,
    errors: FieldErrors,
    refusal: Option<String>,
}

#[derive(Serialize)]
struct TokenLine {
    id: AccessTokenId,
    name: String,
    scopes: Vec<&'static str>,
    made: Timestamp,
    expires: Option<Timestamp>,
    used: Option<Timestamp>,
}

#[derive(Serialize)]
struct Made {
    name: String,
    secret: String,
}

#[derive(Serialize)]
struct ScopeChoice {
    word: &'static str,
    /// The part of its text's key: `profile-read`.
    key: String,
    chosen: bool,
}

#[derive(Serialize)]
struct Life {
    days: u32,
}

/// `GET /tokens`
async fn show(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    let page = page(&app, &member, &Fields::default(), None).await?;
    member.page("portal/tokens.html", page).await
}

async fn page(
    app: &App,
    member: &Member,
    fields: &Fields,
    made: Option<Made>,
) -> Result<TokensPage, PageError> {
    let held = tokens::list(app, &member.who).await?;
    let tokens = held.into_iter().map(|token| TokenLine {
        id: token.id,
        name: token.name,
        scopes: token.scopes.iter().map(|scope| scope.word()).collect(),
        made: token.created_at,
        expires: token.expires_at,
        used: token.used_at,
    });
    let offered = Scope::ALL
        .into_iter()
        .filter(|scope| *scope != Scope::Operator || member.who.actor.operator);
    let scopes = offered.map(|scope| ScopeChoice {
        word: scope.word(),
        key: scope.word().replace(':', "-"),
        chosen: fields.all("scopes").any(|word| word == scope.word()),
    });
    Ok(TokensPage {
        zone: member.who.zone.to_string(),
        tokens: tokens.collect(),
        made,
        name: fields.text("name").to_owned(),
        scopes: scopes.collect(),
        lives: LIVES_DAYS.into_iter().map(|days| Life { days }).collect(),
        life: fields.parsed("life_days").unwrap_or(LIVES_DAYS[1]),
        errors: FieldErrors::default(),
        refusal: None,
    })
}

/// `POST /tokens`
async fn make(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let scopes = fields.all("scopes").filter_map(Scope::from_word);
    let new = NewToken {
        name: fields.text("name").to_owned(),
        scopes: scopes.collect::<BTreeSet<Scope>>(),
        life_days: fields.parsed::<u32>("life_days").filter(|days| *days > 0),
    };
    match tokens::make(&app, &member.who, &new).await {
        Ok((token, secret)) => {
            let made = Made { name: token.name, secret: shown(&secret) };
            let page = page(&app, &member, &Fields::default(), Some(made)).await?;
            member.page("portal/tokens.html", page).await
        }
        Err(TokensError::Store(error)) => Err(error.into()),
        Err(refused) => {
            let mut page = page(&app, &member, &fields, None).await?;
            match refused.field() {
                Some(field) => page.errors = entrance::one(&member, field, refused.code()),
                None => page.refusal = Some(entrance::sentence(&member, refused.code())),
            }
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            member.page_as(status, "portal/tokens.html", page).await
        }
    }
}

fn shown(secret: &SecretToken) -> String {
    secret.secret().to_owned()
}

/// `POST /tokens/{id}/revoke`
async fn revoke(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<AccessTokenId>,
) -> Result<Response, PageError> {
    tokens::revoke(&app, &member.who, id).await?;
    Ok(news::redirect(urls::TOKENS, "news-token-revoked"))
}
