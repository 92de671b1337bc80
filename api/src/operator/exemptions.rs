//! `/api/operator/tax-exemptions`: requests for exemption from tax, granted after a preview or
//! refused with a reason (A6).

use std::sync::Arc;

use app::App;
use app::operator::exemptions::{self, Line, Review};
use axum::extract::{Query, State};
use axum::response::{Json, Response};
use serde::{Deserialize, Serialize};
use units::Money;
use units::id::{AccountId, TaxExemptionId};
use utoipa::{IntoParams, ToSchema};
use web::{Caller, Path, Problem};

use super::console;
use crate::exemptions::{TaxExemption, attachment};
use crate::operations::{Operations, operations};
use crate::shapes::Amount;

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(list))
        .routes(operations!(show))
        .routes(operations!(certificate))
        .routes(operations!(grant))
        .routes(operations!(refuse))
}

#[derive(Serialize, ToSchema)]
struct OperatorTaxExemption {
    #[schema(value_type = String, format = Uuid)]
    account: AccountId,
    account_name: String,
    request: TaxExemption,
}

impl From<&Line> for OperatorTaxExemption {
    fn from(line: &Line) -> OperatorTaxExemption {
        OperatorTaxExemption {
            account: line.exemption.account,
            account_name: line.account_name.clone(),
            request: TaxExemption::from(&line.exemption),
        }
    }
}

#[derive(Serialize, ToSchema)]
struct OperatorTaxExemptions {
    tax_exemptions: Vec<OperatorTaxExemption>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AskedView {
    /// `waiting` (as left out) or `decided`.
    #[serde(default)]
    view: String,
}

/// List requests for tax exemption
///
/// Those that wait, oldest first, or those that were decided, newest first; at most a hundred.
#[utoipa::path(get, path = "/api/operator/tax-exemptions", tag = "operator", params(AskedView),
    responses(
        (status = 200, description = "The requests.", body = OperatorTaxExemptions),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<AskedView>,
) -> Result<Json<OperatorTaxExemptions>, Problem> {
    let console = console(&caller)?;
    let found = match asked.view.as_str() {
        "decided" => exemptions::decided(&app, &console).await?,
        _ => exemptions::waiting(&app, &console).await?,
    };
    let tax_exemptions = found.iter().map(OperatorTaxExemption::from).collect();
    Ok(Json(OperatorTaxExemptions { tax_exemptions }))
}

/// A request, and what granting it would give back.
#[derive(Serialize, ToSchema)]
struct TaxExemptionReview {
    #[schema(value_type = String, format = Uuid)]
    account: AccountId,
    account_name: String,
    /// Who asked.
    asked_by: String,
    request: TaxExemption,
    /// None where no tax of the open period was charged, or it is decided.
    tax_back: Option<TaxBackBody>,
    /// To be said when it is granted.
    preview: String,
}

/// The tax of the open period that comes back.
#[derive(Serialize, ToSchema)]
struct TaxBackBody {
    credit_notes: Vec<CreditNoteToCome>,
    /// Of the one invoice without tax that takes their place.
    #[schema(value_type = Amount)]
    billed_instead: Money,
    /// The tax: what the credit notes come to beyond that.
    #[schema(value_type = Amount)]
    tax: Money,
    /// What of the tax stays on the credit balance; the rest pays invoices that are open.
    #[schema(value_type = Amount)]
    to_balance: Money,
}

#[derive(Serialize, ToSchema)]
struct CreditNoteToCome {
    /// Number of the invoice it gives back of.
    invoice: String,
    #[schema(value_type = Amount)]
    total: Money,
}

fn body(review: &Review) -> TaxExemptionReview {
    let tax_back = review.back.as_ref().map(|back| {
        let notes = back.credit.notes();
        let notes = notes.into_iter();
        TaxBackBody {
            credit_notes: notes
                .map(|(of, note)| CreditNoteToCome { invoice: of.number, total: note.total })
                .collect(),
            billed_instead: back.instead.total,
            tax: back.tax(),
            to_balance: back.to_balance,
        }
    });
    TaxExemptionReview {
        account: review.account.id,
        account_name: review.account.name.clone(),
        asked_by: review.asked_by.clone(),
        request: TaxExemption::from(&review.exemption),
        tax_back,
        preview: review.token.clone(),
    }
}

/// Show a request for tax exemption
///
/// With what granting it now would give back.
#[utoipa::path(get, path = "/api/operator/tax-exemptions/{id}", tag = "operator",
    params(("id" = String, Path, format = Uuid, description = "The request's id.")),
    responses(
        (status = 200, description = "The request.", body = TaxExemptionReview),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<TaxExemptionId>,
) -> Result<Json<TaxExemptionReview>, Problem> {
    let review = exemptions::review(&app, &console(&caller)?, id).await?;
    Ok(Json(body(&review)))
}

/// Download the certificate of a request
#[utoipa::path(get, path = "/api/operator/tax-exemptions/{id}/certificate", tag = "operator",
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
    let (found, bytes) = exemptions::file(&app, &console(&caller)?, id).await?;
    Ok(attachment(&found, bytes))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Granted {
    /// Of the request as it was shown.
    preview: String,
}

/// Grant a tax exemption
///
/// What the preview said, or 409 and nothing done when it has changed since. Orders of the account
/// that wait for their payment end. Granted before, it stays as it is.
#[utoipa::path(post, path = "/api/operator/tax-exemptions/{id}/grant", tag = "operator",
    request_body = Granted,
    params(("id" = String, Path, format = Uuid, description = "The request's id.")),
    responses(
        (status = 200, description = "It is granted.", body = TaxExemption),
        (status = 409, description = "It does not wait any more, what comes back has changed, or a \
            payment is being confirmed.", content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn grant(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<TaxExemptionId>,
    Json(said): Json<Granted>,
) -> Result<Json<TaxExemption>, Problem> {
    let granted = exemptions::grant(&app, &console(&caller)?, id, &said.preview).await?;
    Ok(Json(TaxExemption::from(&granted)))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Refused {
    /// The account reads it; up to 500 characters.
    reason: String,
}

/// Refuse a tax exemption
#[utoipa::path(post, path = "/api/operator/tax-exemptions/{id}/refuse", tag = "operator",
    request_body = Refused,
    params(("id" = String, Path, format = Uuid, description = "The request's id.")),
    responses(
        (status = 200, description = "It is refused, now or before.", body = TaxExemption),
        (status = 409, description = "It does not wait any more.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn refuse(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<TaxExemptionId>,
    Json(said): Json<Refused>,
) -> Result<Json<TaxExemption>, Problem> {
    let refused = exemptions::refuse(&app, &console(&caller)?, id, &said.reason).await?;
    Ok(Json(TaxExemption::from(&refused)))
}
