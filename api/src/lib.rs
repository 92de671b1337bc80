//! API: everything the portal can do, for programs. Handlers only: parse, one call into `app`,
//! JSON.
//!
//! One file per noun, each with `routes()`; the OpenAPI document is made from the same handlers.
//! Not known here: SQL, rules.

mod answers;
mod audit;
mod brought_chats;
mod catalog;
mod chats;
mod contacts;
mod credit;
mod exemptions;
mod exports;
mod gateway_events;
mod history;
mod imports;
mod invoices;
mod mail_in;
mod meetings;
mod method_visits;
mod operations;
mod operator;
mod orders;
mod paging;
mod password_resets;
mod payment_methods;
mod people;
mod policy;
mod profile;
mod recordings;
mod registration;
mod registration_plan;
mod reports;
mod roles;
mod room;
mod sessions;
mod shapes;
mod sign_ups;
mod site;
mod subscriptions;
mod tokens;
mod version;
mod webhooks;

use std::sync::LazyLock;

use axum::Router;
use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use web::Face;

use crate::operations::Operations;

/// What the document says beside its operations.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Plenum",
        description = "Online meetings with their business side: accounts, sites, meetings, \
                       orders, subscriptions, invoices.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    security(("token" = []))
)]
struct Frame;

/// Every operation; one line per noun.
fn operations() -> Operations {
    Operations::new()
        .merge(answers::routes())
        .merge(audit::routes())
        .merge(catalog::routes())
        .merge(brought_chats::routes())
        .merge(chats::routes())
        .merge(crate::contacts::routes())
        .merge(credit::routes())
        .merge(exemptions::routes())
        .merge(exports::routes())
        .merge(history::routes())
        .merge(imports::routes())
        .merge(invoices::routes())
        .merge(mail_in::routes())
        .merge(meetings::routes())
        .merge(method_visits::routes())
        .merge(operator::routes())
        .merge(orders::routes())
        .merge(password_resets::routes())
        .merge(payment_methods::routes())
        .merge(crate::people::routes())
        .merge(policy::routes())
        .merge(profile::routes())
        .merge(recordings::routes())
        .merge(registration::routes())
        .merge(roles::routes())
        .merge(crate::reports::routes())
        .merge(room::routes())
        .merge(sessions::routes())
        .merge(sign_ups::routes())
        .merge(site::routes())
        .merge(subscriptions::routes())
        .merge(tokens::routes())
        .merge(webhooks::routes())
}

/// The routes of the API, its own description among them.
pub fn routes() -> Router<Face> {
    let router = operations().into_router();
    router.route("/api/openapi.json", get(described)).merge(gateway_events::routes())
}

/// Made when the first one asks.
async fn described() -> impl IntoResponse {
    static DOCUMENT: LazyLock<Bytes> = LazyLock::new(|| {
        Bytes::from(document().to_json().expect("a document of ours has a JSON form"))
    });
    ([(CONTENT_TYPE, "application/json")], DOCUMENT.clone())
}

/// The OpenAPI document, as it is checked in.
pub fn document() -> Document {
    finished(operations().describe(Frame::openapi()))
}

/// Adds how callers prove who they are.
fn finished(mut document: Document) -> Document {
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("A personal access token with the scopes an operation needs."))
        .build();
    document
        .components
        .get_or_insert_default()
        .add_security_scheme("token", SecurityScheme::Http(bearer));
    document
}
