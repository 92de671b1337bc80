//! `/set-up`: the first operator's account, by the code the program printed when it started.

use std::sync::Arc;

use app::App;
use app::first_run::{self, FirstRunError};
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use people::password::PASSWORD_MIN_CHARS;
use serde::Serialize;
use web::forms::{FieldErrors, Fields};
use web::{Face, Form, PageError, Visit, limits, urls};

use crate::entrance;

pub fn routes() -> Router<Face> {
    Router::new().route(urls::SET_UP, get(show).post(set_up))
}

#[derive(Serialize)]
struct SetUpPage {
    code: String,
    name: String,
    email: String,
    zone: String,
    least: usize,
    errors: FieldErrors,
    refusal: Option<String>,
}

fn page(fields: &Fields, errors: FieldErrors) -> SetUpPage {
    SetUpPage {
        code: fields.text("code").to_owned(),
        name: fields.text("name").to_owned(),
        email: fields.text("email").to_owned(),
        zone: fields.text("time_zone").to_owned(),
        least: PASSWORD_MIN_CHARS,
        errors,
        refusal: None,
    }
}

/// `GET /set-up`
async fn show(State(app): State<Arc<App>>, visit: Visit) -> Result<Response, PageError> {
    if !first_run::is_open(&app).await? {
        return Err(PageError::not_found());
    }
    let page = page(&Fields::default(), FieldErrors::default());
    visit.page("portal/set_up.html", page).await
}

/// `POST /set-up`
async fn set_up(
    State(app): State<Arc<App>>,
    visit: Visit,
    headers: HeaderMap,
    Form(fields): Form,
) -> Result<Response, PageError> {
    limits::take(&app, &[limits::GUESS_BY_NETWORK.for_client(&visit.client)]).await?;
    let draft = entrance::draft(&visit, &fields);
    let (from, before) = (entrance::visitor(&visit), entrance::carried(&headers));
    let code = fields.text("code");
    let errors = match first_run::set_up(&app, code, &draft, &from, before.as_ref()).await {
        Ok(opened) => {
            let said = Some("news-set-up");
            return entrance::enter(&app, &visit, &opened, urls::OPERATOR, said).await;
        }
        Err(FirstRunError::Refused(problems)) => entrance::sign_up_errors(&visit, &problems),
        Err(FirstRunError::WrongCode) => entrance::one(&visit, "code", "first_run.wrong_code"),
        Err(FirstRunError::AddressTaken) => entrance::one(&visit, "email", "email.taken"),
        Err(error) => return Err(error.into()),
    };
    visit.refused_page("portal/set_up.html", page(&fields, errors)).await
}
