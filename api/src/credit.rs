//! `/api/credit`: what the account has to its credit, and the credit notes it came from (D4).

use std::sync::Arc;

use app::App;
use app::billing_overview::{self, CreditMove, Leaving};
use app::credit_note_document;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Json, Response};
use serde::Serialize;
use units::id::{CreditNoteId, InvoiceId};
use units::{Date, Money, Timestamp};
use utoipa::ToSchema;
use web::{Caller, Path, Problem};

use crate::operations::{Operations, operations};
use crate::shapes::Amount;

pub fn routes() -> Operations {
    Operations::new().routes(operations!(show)).routes(operations!(notes)).routes(operations!(note))
}

/// What the next invoices take before anything is charged.
#[derive(Serialize, ToSchema)]
struct Credit {
    /// What can be used, by currency; empty when there is none.
    #[schema(value_type = Vec<Amount>)]
    balance: Vec<Money>,
    /// What is on its way back to where it was paid from, oldest first; it pays nothing any more.
    leaving: Vec<OnItsWay>,
    /// How it came about, newest first, the last two hundred.
    moves: Vec<Move>,
}

/// Credit that goes back, and the days between which it usually arrives.
#[derive(Serialize, ToSchema)]
struct OnItsWay {
    #[schema(value_type = Amount)]
    amount: Money,
    #[schema(value_type = String, format = Date)]
    earliest: Date,
    #[schema(value_type = String, format = Date)]
    latest: Date,
}

impl From<Leaving> for OnItsWay {
    fn from(leaving: Leaving) -> OnItsWay {
        let (amount, arrival) = (leaving.amount, leaving.arrival);
        OnItsWay { amount, earliest: arrival.earliest, latest: arrival.latest }
    }
}

#[derive(Serialize, ToSchema)]
struct Move {
    /// `credit_note`, `credit_used`, `refund` or `refund_returned`.
    kind: &'static str,
    /// The number of the document.
    description: String,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Positive: to the account's credit.
    #[schema(value_type = Amount)]
    amount: Money,
}

impl From<CreditMove> for Move {
    fn from(moved: CreditMove) -> Move {
        let CreditMove { kind, description, at, amount, .. } = moved;
        Move { kind: kind.word(), description, at, amount }
    }
}

#[derive(Serialize, ToSchema)]
struct CreditNotes {
    credit_notes: Vec<CreditNote>,
}

/// What was given back of an invoice.
#[derive(Serialize, ToSchema)]
struct CreditNote {
    #[schema(value_type = String, format = "uuid")]
    id: CreditNoteId,
    number: String,
    #[schema(value_type = String, format = Date)]
    issued_on: Date,
    #[schema(value_type = String, format = "uuid")]
    invoice: InvoiceId,
    invoice_number: String,
    /// Why, such as `seats_reduced`; each line has its own as well.
    cause: &'static str,
    /// Tax included.
    #[schema(value_type = Amount)]
    total: Money,
}

impl From<billing_overview::CreditNote> for CreditNote {
    fn from(note: billing_overview::CreditNote) -> CreditNote {
        CreditNote {
            id: note.id,
            invoice: note.invoice.id,
            cause: note.cause.word(),
            total: note.draft.total,
            issued_on: note.issued_on,
            invoice_number: note.invoice.number,
            number: note.number,
        }
    }
}

/// Show the credit balance
#[utoipa::path(get, path = "/api/credit", tag = "billing",
    responses(
        (status = 200, description = "The balance and how it came about.", body = Credit),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<Credit>, Problem> {
    let credit = billing_overview::credit(&app, &caller.who).await?;
    let moves = credit.moves.into_iter().map(Move::from).collect();
    let leaving = credit.leaving.into_iter().map(OnItsWay::from).collect();
    Ok(Json(Credit { balance: credit.balance, leaving, moves }))
}

/// List credit notes
#[utoipa::path(get, path = "/api/credit-notes", tag = "billing",
    responses(
        (status = 200, description = "Newest first, the last hundred.", body = CreditNotes),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn notes(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<CreditNotes>, Problem> {
    let notes = billing_overview::credit_notes(&app, &caller.who).await?;
    Ok(Json(CreditNotes { credit_notes: notes.into_iter().map(CreditNote::from).collect() }))
}

/// Show a credit note
///
/// With `.pdf` after the id: the PDF, which is a Factur-X credit note at the same time. With
/// `.xml`: the credit note as UBL 2.1, where EN 16931 can say it.
#[utoipa::path(get, path = "/api/credit-notes/{id}", tag = "billing",
    params(("id" = String, Path,
        description = "The credit note's id, or the id and `.pdf` or `.xml`.")),
    responses(
        (status = 200, description = "The credit note.", content(
            (CreditNote = "application/json"), (Vec<u8> = "application/pdf"),
            (String = "application/xml"))),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn note(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let (id, ending) = name.split_once('.').unwrap_or((&name, ""));
    let none = || Problem::of_code("credit_note.not_found");
    let id: CreditNoteId = id.parse().map_err(|_| none())?;
    let note = billing_overview::credit_note(&app, &caller.who, id).await?;
    let (content_type, bytes) = match ending {
        "" => return Ok(Json(CreditNote::from(note)).into_response()),
        "pdf" => ("application/pdf", credit_note_document::pdf(&app, &note).await?),
        "xml" => ("application/xml", credit_note_document::ubl(&app, &note).await?),
        _ => return Err(none()),
    };
    let file = format!("attachment; filename=\"{}.{ending}\"", note.number);
    let headers = [(CONTENT_TYPE, content_type.to_owned()), (CONTENT_DISPOSITION, file)];
    Ok((headers, bytes).into_response())
}
