//! `/api/audit`: what happened on the account, and whether it was altered since.

use std::sync::Arc;

use app::App;
use app::audit::{self, Trail};
use axum::extract::{Query, State};
use axum::response::Json;
use serde::{Deserialize, Serialize};
use units::Timestamp;
use units::id::{AuditEntryId, PersonId};
use utoipa::{IntoParams, ToSchema};
use web::{Caller, Problem};

use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new().routes(operations!(list)).routes(operations!(verify))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AskedTrail {
    /// Entries older than this one: `older` of the page before.
    #[param(minimum = 1)]
    pub before: Option<i64>,
}

/// Something that was done.
#[derive(Serialize, ToSchema)]
pub struct AuditEntry {
    #[schema(value_type = String, format = Uuid)]
    id: AuditEntryId,
    /// Counts the account's entries, from 1.
    sequence: i64,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    #[schema(value_type = Option<String>, format = Uuid)]
    person: Option<PersonId>,
    /// The person's name as it was then, or `system`.
    actor: String,
    /// `portal`, `api`, `job` or `command`.
    via: String,
    /// Empty if unknown.
    ip: String,
    action: String,
    /// What it was done to.
    subject: String,
    /// Before and after, or the particulars.
    #[schema(value_type = Object)]
    change: serde_json::Value,
    /// The hash of the entry before; empty for the first.
    previous_hash: String,
    hash: String,
}

/// Fifty entries, newest first.
#[derive(Serialize, ToSchema)]
pub struct AuditPage {
    entries: Vec<AuditEntry>,
    /// `before` of the next page; none when this is the last.
    older: Option<i64>,
}

/// Whether the chain of entries holds.
#[derive(Serialize, ToSchema)]
struct AuditVerified {
    /// Entries looked at.
    entries: i64,
    /// The newest entry that does not fit the one before it.
    broken_at: Option<i64>,
}

/// A trail, as the API says it.
pub fn audit_page(trail: Trail) -> AuditPage {
    let entries = trail.entries.into_iter().map(|entry| AuditEntry {
        id: entry.id,
        sequence: entry.sequence,
        at: entry.at,
        person: entry.person,
        actor: entry.actor,
        via: entry.via,
        ip: entry.ip,
        action: entry.action,
        subject: entry.subject,
        change: entry.change,
        previous_hash: entry.previous_hash,
        hash: entry.hash,
    });
    AuditPage { entries: entries.collect(), older: trail.older }
}

/// List the account's audit trail
///
/// Newest first, fifty entries a page.
#[utoipa::path(get, path = "/api/audit", tag = "audit", params(AskedTrail),
    responses(
        (status = 200, description = "A page.", body = AuditPage),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<AskedTrail>,
) -> Result<Json<AuditPage>, Problem> {
    if asked.before.is_some_and(|before| before < 1) {
        return Err(Problem::of_fields([("before", "request.invalid")]));
    }
    Ok(Json(audit_page(audit::page(&app, &caller.who, asked.before).await?)))
}

/// Verify the account's audit trail
///
/// Walks the whole chain of hashes.
#[utoipa::path(get, path = "/api/audit/verify", tag = "audit",
    responses(
        (status = 200, description = "What the walk showed.", body = AuditVerified),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn verify(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Json<AuditVerified>, Problem> {
    let verified = audit::verify(&app, &caller.who).await?;
    Ok(Json(AuditVerified { entries: verified.entries, broken_at: verified.broken_at }))
}
