//! `/sign-in/passkey`, `/security/passkeys`: the server's half of `web/client/passkeys.ts`, and the
//! forms that rename and remove a passkey.

use std::sync::Arc;

use app::App;
use app::passkeys;
use axum::Router;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::post;
use serde_json::{Value, json};
use units::id::PasskeyId;
use web::refusal::{Refusal, text_key};
use web::{Face, Form, Member, PageError, Path, Visit, limits, news, session, urls};

use crate::entrance;

pub fn routes() -> Router<Face> {
    Router::new()
        .route("/sign-in/passkey/start", post(begin_sign_in))
        .route("/sign-in/passkey/finish", post(finish_sign_in))
        .route("/security/passkeys/start", post(begin_adding))
        .route("/security/passkeys/finish", post(finish_adding))
        .route("/security/passkeys/{id}/rename", post(rename))
        .route("/security/passkeys/{id}/remove", post(remove))
}

type Sent = Result<Json<Value>, JsonRejection>;

/// What a script posted; nonsense is told as any refused passkey is.
fn read(sent: Sent) -> Value {
    sent.map(|Json(value)| value).unwrap_or_default()
}

/// A refusal in the words of the person, for the script to show.
fn told(visit: &Visit, refused: &impl Refusal) -> Response {
    let texts = visit.face().texts();
    let detail = texts.get(&visit.locale, &text_key(refused.code()), &refused.args());
    let body = json!({ "code": refused.code(), "detail": detail });
    (StatusCode::UNPROCESSABLE_ENTITY, Json(body)).into_response()
}

/// `POST /sign-in/passkey/start`
async fn begin_sign_in(State(app): State<Arc<App>>, visit: Visit) -> Result<Response, PageError> {
    limits::take(&app, &[limits::SIGN_IN_BY_NETWORK.for_client(&visit.client)]).await?;
    match passkeys::begin_sign_in(&app).await {
        Ok(options) => Ok(Json(options).into_response()),
        Err(refused) => Ok(told(&visit, &refused)),
    }
}

/// `POST /sign-in/passkey/finish`
async fn finish_sign_in(
    State(app): State<Arc<App>>,
    visit: Visit,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, PageError> {
    let (from, before) = (entrance::visitor(&visit), entrance::carried(&headers));
    match passkeys::finish_sign_in(&app, &read(sent), &from, before.as_ref()).await {
        Ok(opened) => {
            if let Some(cart) = visit.cart {
                app::cart::adopt(&app, opened.who.account(), cart).await?;
            }
            // The button knows where to go on.
            let entered = session::carry(Json(json!({}))).signed_in(&opened.secret);
            Ok(entered.without_cart().into_response())
        }
        Err(refused) => Ok(told(&visit, &refused)),
    }
}

/// `POST /security/passkeys/start`
async fn begin_adding(State(app): State<Arc<App>>, member: Member, sent: Sent) -> Response {
    let sent = read(sent);
    let name = sent.get("label").and_then(Value::as_str).unwrap_or_default();
    match passkeys::begin_adding(&app, &member.who, name).await {
        Ok(options) => Json(options).into_response(),
        Err(refused) => told(member.visit(), &refused),
    }
}

/// `POST /security/passkeys/finish`
async fn finish_adding(State(app): State<Arc<App>>, member: Member, sent: Sent) -> Response {
    match passkeys::finish_adding(&app, &member.who, &read(sent)).await {
        Ok(_) => Json(json!({ "next": urls::SECURITY })).into_response(),
        Err(refused) => told(member.visit(), &refused),
    }
}

/// `POST /security/passkeys/{id}/rename`
async fn rename(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<PasskeyId>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    passkeys::rename(&app, &member.who, id, fields.text("label")).await?;
    Ok(news::redirect(urls::SECURITY, "news-passkey-renamed"))
}

/// `POST /security/passkeys/{id}/remove`
async fn remove(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<PasskeyId>,
) -> Result<Response, PageError> {
    passkeys::remove(&app, &member.who, id).await?;
    Ok(news::redirect(urls::SECURITY, "news-passkey-removed"))
}
