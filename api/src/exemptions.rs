//! `/api/tax-exemptions`: asking for exemption from tax with a certificate, and what became of it
//! (A6).

use std::sync::Arc;

use app::App;
use app::exemption::{self, CertificateDraft, Exemption, ExemptionError};
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Json, Response};
use serde::{Deserialize, Serialize};
use units::id::TaxExemptionId;
use units::{Date, Timestamp};
use utoipa::{IntoParams, ToSchema};
use web::{Caller, Path, Problem};

use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(list, ask))
        .routes(operations!(show))
        .routes(operations!(certificate))
        .routes(operations!(withdraw))
}

/// A request for exemption from tax.
#[derive(Serialize, ToSchema)]
pub struct TaxExemption {
    #[schema(value_type = String, format = Uuid)]
    id: TaxExemptionId,
    /// `requested`, `granted`, `refused`, `withdrawn` or `expired`.
    state: &'static str,
    /// Of the certificate, as its other members.
    number: String,
    /// Whose tax it exempts from: ISO 3166-1, two capital letters.
    #[schema(example = "DE")]
    country: String,
    #[schema(value_type = String, format = Date)]
    valid_from: Date,
    /// The last day; none for a certificate that does not end.
    #[schema(value_type = Option<String>, format = Date)]
    valid_until: Option<Date>,
    #[schema(value_type = String, format = DateTime)]
    asked_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Timestamp>,
    /// Why it was refused.
    reason: Option<String>,
    /// Numbers of the credit notes that gave tax of the open period back.
    credit_notes: Vec<String>,
}

impl From<&Exemption> for TaxExemption {
    fn from(one: &Exemption) -> TaxExemption {
        let certificate = &one.certificate;
        TaxExemption {
            id: one.id,
            state: one.state.word(),
            number: certificate.number.clone(),
            country: certificate.country.to_string(),
            valid_from: certificate.from,
            valid_until: certificate.until,
            asked_at: one.asked_at,
            decided_at: one.decided_at,
            reason: one.reason.clone(),
            credit_notes: one.credited.clone(),
        }
    }
}

#[derive(Serialize, ToSchema)]
struct TaxExemptions {
    tax_exemptions: Vec<TaxExemption>,
}

/// List the requests for tax exemption
///
/// Newest first, at most a hundred.
#[utoipa::path(get, path = "/api/tax-exemptions", tag = "billing",
    responses(
        (status = 200, description = "The requests.", body = TaxExemptions),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<TaxExemptions>, Problem> {
    let found = exemption::list(&app, &caller.who).await?;
    let tax_exemptions = found.requests.iter().map(TaxExemption::from).collect();
    Ok(Json(TaxExemptions { tax_exemptions }))
}

/// What the certificate says.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Said {
    /// Of the certificate; up to 60 characters.
    #[serde(default)]
    number: String,
    /// Whose tax it exempts from: that of the billing address. ISO 3166-1, two capital letters.
    #[serde(default)]
    country: String,
    /// The first day of its validity, as 2027-01-31.
    #[serde(default)]
    valid_from: String,
    /// The last day; left out for a certificate that does not end.
    #[serde(default)]
    valid_until: String,
}

/// Ask for exemption from tax
///
/// The body is the certificate: PDF, PNG or JPEG, told by its content, up to 5 MiB. Tax is charged
/// until the operator grants it. One request waits at a time.
#[utoipa::path(post, path = "/api/tax-exemptions", tag = "billing", params(Said),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 201, description = "The operator decides.", body = TaxExemption),
        (status = 409, description = "Another request waits.",
            content_type = "application/problem+json"),
        (status = 422, description = "What is wrong with which field, the file among them.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn ask(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(said): Query<Said>,
    file: Bytes,
) -> Result<(StatusCode, Json<TaxExemption>), Problem> {
    let draft = CertificateDraft {
        country: said.country,
        number: said.number,
        from: said.valid_from,
        until: said.valid_until,
    };
    let asked = exemption::ask(&app, &caller.who, &draft, file.to_vec()).await.map_err(refused)?;
    Ok((StatusCode::CREATED, Json(TaxExemption::from(&asked))))
}

fn refused(error: ExemptionError) -> Problem {
    match error {
        ExemptionError::Refused(problems) => Problem::of_fields(problems),
        other => other.into(),
    }
}

/// Show a request for tax exemption
#[utoipa::path(get, path = "/api/tax-exemptions/{id}", tag = "billing",
    params(("id" = String, Path, format = Uuid, description = "The request's id.")),
    responses(
        (status = 200, description = "The request.", body = TaxExemption),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<TaxExemptionId>,
) -> Result<Json<TaxExemption>, Problem> {
    let found = exemption::find(&app, &caller.who, id).await?;
    Ok(Json(TaxExemption::from(&found)))
}

/// Download the certificate of a request
#[utoipa::path(get, path = "/api/tax-exemptions/{id}/certificate", tag = "billing",
    params(("id" = String, Path, format = Uuid, description = "The request's id.")),
    responses(
        (status = 200, description = "The file, byte for byte.", content(
            (Vec<u8> = "application/pdf"), (Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"))),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn certificate(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<TaxExemptionId>,
) -> Result<Response, Problem> {
    let (found, bytes) = exemption::file(&app, &caller.who, id).await?;
    Ok(attachment(&found, bytes))
}

/// The certificate of `one`, to be kept and not shown.
pub fn attachment(one: &Exemption, bytes: Vec<u8>) -> Response {
    let name = format!("certificate-{}.{}", one.id, one.file_kind.word());
    let headers = [
        (CONTENT_TYPE, one.file_kind.media_type().to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, bytes).into_response()
}

/// Withdraw a request, or do without its exemption
///
/// From the next invoice on tax is charged again; what was credited stays.
#[utoipa::path(post, path = "/api/tax-exemptions/{id}/withdraw", tag = "billing",
    params(("id" = String, Path, format = Uuid, description = "The request's id.")),
    responses(
        (status = 200, description = "It is withdrawn, now or before.", body = TaxExemption),
        (status = 409, description = "It was refused, or has expired.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn withdraw(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<TaxExemptionId>,
) -> Result<Json<TaxExemption>, Problem> {
    let withdrawn = exemption::withdraw(&app, &caller.who, id).await?;
    Ok(Json(TaxExemption::from(&withdrawn)))
}
