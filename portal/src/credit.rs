//! `/billing/credit`: the credit balance, every cent of it explained (D4).

use std::sync::Arc;

use app::billing_overview::{self, CreditMove, Leaving};
use app::{App, credit_note_document};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use billing::ledger::EntryKind;
use serde::Serialize;
use texts::Args;
use units::id::{CreditNoteId, InvoiceId};
use units::{Date, Money};
use web::{Face, Member, PageError, Path, urls};

use crate::{cards, invoices};

pub fn routes() -> Router<Face> {
    Router::new().route(urls::CREDIT, get(show)).route("/credit-notes/{name}", get(document))
}

#[derive(Serialize)]
struct CreditPage {
    balance: Vec<Money>,
    leaving: Vec<LeavingLine>,
    moves: Vec<Move>,
}

/// Credit on its way back, here and on the billing page.
#[derive(Serialize)]
pub struct LeavingLine {
    text: String,
    arrives: String,
    amount: Money,
}

#[derive(Serialize)]
struct Move {
    on: Date,
    text: String,
    /// The document that is behind it.
    href: Option<String>,
    amount: Money,
}

/// `GET /billing/credit`
async fn show(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    let credit = billing_overview::credit(&app, &member.who).await?;
    let line = |moved: &CreditMove| {
        let args = Args::new().with("number", moved.description.as_str());
        let key = format!("credit-{}", moved.kind.word().replace('_', "-"));
        Move {
            on: member.zone.date(moved.at),
            text: app.texts.get(&member.locale, &key, &args),
            href: match moved.kind {
                EntryKind::CreditNote => moved.reference.parse().ok().map(urls::credit_note_pdf),
                EntryKind::CreditUsed => used_for(&moved.reference).map(urls::invoice),
                _ => None,
            },
            amount: moved.amount,
        }
    };
    let moves = credit.moves.iter().map(line).collect();
    let leaving = leaving(&app, &member, &credit.leaving);
    let page = CreditPage { balance: credit.balance, leaving, moves };
    member.page("portal/credit.html", page).await
}

/// Where each goes and when it is expected there.
pub fn leaving(app: &App, member: &Member, all: &[Leaving]) -> Vec<LeavingLine> {
    let line = |each: &Leaving| {
        let days =
            Args::new().with("earliest", each.arrival.earliest).with("latest", each.arrival.latest);
        let text = match &each.method {
            Some(method) => {
                let to = cards::words(&app.texts, &member.locale, method);
                app.texts.get(&member.locale, "credit-leaving-to", &Args::new().with("method", to))
            }
            None => member.text("credit-leaving"),
        };
        let arrives = app.texts.get(&member.locale, "credit-leaving-arrives", &days);
        LeavingLine { text, arrives, amount: each.amount }
    };
    all.iter().map(line).collect()
}

/// The invoice that the credit paid: its id, and behind it which of its uses this was.
fn used_for(reference: &str) -> Option<InvoiceId> {
    let (invoice, _) = reference.split_once('/').unwrap_or((reference, ""));
    invoice.parse().ok()
}

/// `GET /credit-notes/{id}.pdf`, or `.xml` (UBL)
async fn document(
    State(app): State<Arc<App>>,
    member: Member,
    Path(name): Path<String>,
) -> Result<Response, PageError> {
    let none = || PageError::of_code("credit_note.not_found");
    let (id, ending) = name.split_once('.').ok_or_else(none)?;
    let id: CreditNoteId = id.parse().map_err(|_| none())?;
    let note = billing_overview::credit_note(&app, &member.who, id).await?;
    match ending {
        "pdf" => {
            let bytes = credit_note_document::pdf(&app, &note).await?;
            Ok(invoices::file(&note.number, ending, "application/pdf", bytes))
        }
        "xml" => {
            let bytes = credit_note_document::ubl(&app, &note).await?;
            Ok(invoices::file(&note.number, ending, "application/xml", bytes))
        }
        _ => Err(none()),
    }
}
