//! `/invoices/{id}/credit`: the credit balance pays an open invoice, as its page said (D4).

use std::sync::Arc;

use app::App;
use app::credit_use::{self, CreditPreview, UseCreditError};
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use serde::Serialize;
use texts::Args;
use units::Money;
use units::id::InvoiceId;
use web::{Face, Form, Member, PageError, Path, Visit, limits, news, urls};

pub fn routes() -> Router<Face> {
    Router::new().route("/invoices/{id}/credit", post(take))
}

/// The preview on the invoice's page.
#[derive(Serialize)]
pub struct CreditPart {
    action: String,
    used: Money,
    left: Money,
    /// What stays on the balance.
    balance: Money,
    button: String,
    id: String,
    token: String,
}

/// What the credit could pay of `invoice`; none where it cannot.
pub async fn part(
    app: &App,
    member: &Member,
    invoice: InvoiceId,
) -> Result<Option<CreditPart>, PageError> {
    let preview = credit_use::offer(app, &member.who, invoice).await?;
    Ok(preview.map(|preview| shown(member, &preview)))
}

fn shown(visit: &Visit, preview: &CreditPreview) -> CreditPart {
    let args = Args::new().with("amount", preview.used);
    CreditPart {
        action: format!("{}/credit", urls::invoice(preview.invoice)),
        used: preview.used,
        left: preview.left,
        balance: preview.balance,
        button: visit.face().texts().get(&visit.locale, "invoices-credit-use", &args),
        id: preview.id.to_string(),
        token: preview.token.clone(),
    }
}

/// `POST /invoices/{id}/credit`: what the page said; where that has changed, the page says anew.
async fn take(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<InvoiceId>,
    Form(form): Form,
) -> Result<Response, PageError> {
    limits::take(&app, &[limits::ORDER_BY_ACCOUNT.for_account(member.who.account())]).await?;
    let Some(this) = form.parsed("credit") else {
        return Ok(Redirect::to(&urls::invoice(id)).into_response());
    };
    match credit_use::commit(&app, &member.who, id, this, form.text("preview")).await {
        Ok(_) => Ok(news::redirect(&urls::invoice(id), "news-credit-used")),
        Err(UseCreditError::Moved(_)) => {
            Ok(news::redirect(&urls::invoice(id), "news-credit-moved"))
        }
        Err(error) => Err(error.into()),
    }
}
