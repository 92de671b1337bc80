//! `/api/mail-in`: mails that a mail service hands over (F1, docs/decisions/0056). Whoever shows
//! the operator's secret may; it is no token of a person.

use std::sync::Arc;

use app::App;
use app::mail_in::{self, MAIL_MAX_BYTES, Taken};
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Json;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Problem, incoming};

use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new().routes(operations!(take))
}

/// Where a mail was delivered to.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Delivered {
    /// The address it was delivered to. What the mail's headers say when left out.
    to: Option<String>,
}

/// What became of a mail.
#[derive(Serialize, ToSchema)]
struct MailTaken {
    /// `answered`, `nothing_new` (a later answer stands, or the same) or `set_aside`.
    taken: &'static str,
    /// Why it was set aside for an operator to look at.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

/// Whether the operator's secret was shown: asked before anything of the body is read. Where there
/// is none, nothing opens.
fn opens(app: &App, headers: &HeaderMap) -> Result<(), Problem> {
    let secret = app.config.mail_in_token.as_ref();
    let shown = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let shown = shown.and_then(|text| text.split_once(' '));
    let shown = shown.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    match shown.zip(secret).is_some_and(|((_, shown), secret)| secret.is(shown.trim())) {
        true => Ok(()),
        false => Err(Problem::of_code("mail_in.token_unknown")),
    }
}

fn is_mail(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("message/rfc822")
}

async fn whole(mut body: Body) -> Result<Vec<u8>, Problem> {
    let mut source = Vec::new();
    while let Some(piece) = incoming::next(&mut body).await? {
        if source.len() + piece.len() > MAIL_MAX_BYTES {
            return Err(Problem::of_code("body.too_large"));
        }
        source.extend_from_slice(&piece);
    }
    Ok(source)
}

/// Hand over a mail
///
/// For mail services, with the operator's `mail.in_token` as bearer token. The body is the mail as
/// it came (RFC 5322), up to 10 MiB. The answer of a calendar program counts, anything else is set
/// aside for an operator; either way it is taken. The same answer twice counts once.
#[utoipa::path(post, path = "/api/mail-in", tag = "operator",
    request_body(content = Vec<u8>, content_type = "message/rfc822"), params(Delivered),
    responses(
        (status = 202, description = "Taken.", body = MailTaken),
        (status = 401, description = "Not the secret, or there is none.",
            content_type = "application/problem+json"),
        (status = 413, description = "Too large.", content_type = "application/problem+json"),
        (status = 503, description = "Not taken: hand it over again.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn take(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Query(delivered): Query<Delivered>,
    body: Body,
) -> Result<(StatusCode, Json<MailTaken>), Problem> {
    opens(&app, &headers)?;
    if !is_mail(&headers) {
        return Err(Problem::of_code("body.wrong_type"));
    }
    let source = whole(body).await?;
    let taken = mail_in::take(&app, &source, delivered.to.as_deref()).await;
    let taken = taken.map_err(|error| {
        // The mail service has it still, and hands it over again.
        tracing::warn!(%error, "a mail could not be taken in");
        Problem::of_code("store.unavailable")
    })?;
    let (taken, reason) = match taken {
        Taken::Answered => ("answered", None),
        Taken::Nothing => ("nothing_new", None),
        Taken::SetAside(reason) => ("set_aside", Some(reason)),
    };
    Ok((StatusCode::ACCEPTED, Json(MailTaken { taken, reason })))
}
