//! `/api/invoices`: every invoice as data and as the PDF, and paying one that is open (D2).

use std::sync::Arc;

use app::billing_overview::{self, InvoiceView, Issued};
use app::{App, Who, credit_use, invoice_document, renew};
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Json, Response};
use billing::invoice::{Item, LineKind};
use billing::payment::PaymentMeans;
use people::roles::Permission;
use serde::{Deserialize, Serialize};
use units::id::kind::Other;
use units::id::{InvoiceId, OrderId, PaymentMethodId};
use units::{Date, Id, Money, Timestamp};
use utoipa::ToSchema;
use web::{Caller, Path, Problem, limits};

use crate::operations::{Operations, operations};
use crate::orders::{Payment, needs_key};
use crate::paging::AskedPage;
use crate::shapes::{Address, Amount};

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(list))
        .routes(operations!(show))
        .routes(operations!(pay))
        .routes(operations!(preview_credit))
        .routes(operations!(use_credit))
}

#[derive(Serialize, ToSchema)]
struct Invoice {
    #[schema(value_type = String, format = "uuid")]
    id: InvoiceId,
    /// Numbers of a series have no gaps.
    #[schema(example = "INV-2027-000042")]
    number: String,
    /// `open` or `paid`.
    state: &'static str,
    #[schema(value_type = String, format = Date)]
    issued_on: Date,
    #[schema(value_type = String, format = Date)]
    due_on: Date,
    /// The language it is written in.
    locale: String,
    #[schema(value_type = Option<String>, format = "uuid")]
    order: Option<OrderId>,
    buyer: Party,
    seller: Party,
    lines: Vec<Line>,
    taxes: Vec<TaxLine>,
    #[schema(value_type = Amount)]
    net: Money,
    #[schema(value_type = Amount)]
    tax: Money,
    #[schema(value_type = Amount)]
    total: Money,
    /// Still to pay.
    #[schema(value_type = Amount)]
    open: Money,
    #[schema(value_type = Option<String>, format = DateTime)]
    paid_at: Option<Timestamp>,
    /// `card`, `direct_debit` or `transfer`; none: not paid, or in several ways.
    paid_by: Option<&'static str>,
    /// While a direct debit of what is open is under way: the day by which it is expected to be
    /// through.
    #[schema(value_type = Option<String>, format = Date)]
    collects_on: Option<Date>,
}

#[derive(Serialize, ToSchema)]
struct Party {
    address: Address,
    vat_id: Option<String>,
    email: String,
}

#[derive(Serialize, ToSchema)]
struct Line {
    /// `charge`, `credit`, `fee` or `discount`.
    kind: &'static str,
    /// None for the tier's seats.
    add_on: Option<String>,
    name: String,
    /// Of the service period.
    #[schema(value_type = String, format = Date)]
    from: Date,
    /// Does not belong to the period.
    #[schema(value_type = String, format = Date)]
    to: Date,
    quantity: u32,
    /// Of one, for the full period, net.
    #[schema(value_type = Amount)]
    unit: Money,
    days_billed: u32,
    days_full: u32,
    /// Net; negative for a credit.
    #[schema(value_type = Amount)]
    amount: Money,
}

/// All lines of one tax, taxed once.
#[derive(Serialize, ToSchema)]
struct TaxLine {
    /// UNTDID 5305: `S`, `Z`, `AE`, `E` or `O`.
    category: &'static str,
    #[schema(example = "19")]
    percent: String,
    #[schema(value_type = Amount)]
    taxable: Money,
    #[schema(value_type = Amount)]
    amount: Money,
}

#[derive(Serialize, ToSchema)]
struct Invoices {
    invoices: Vec<Invoice>,
    /// For `after`: the next page. Absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Which card pays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PayWith {
    #[schema(value_type = String, format = "uuid")]
    pub method: PaymentMethodId,
}

/// An invoice and how its last payment stands.
#[derive(Serialize, ToSchema)]
struct PaidInvoice {
    invoice: Invoice,
    payment: Option<Payment>,
}

impl From<&Issued> for Invoice {
    fn from(issued: &Issued) -> Invoice {
        let invoice = &issued.invoice;
        let draft = &invoice.draft;
        let (buyer, seller) = (&invoice.buyer, &invoice.seller);
        Invoice {
            id: invoice.id,
            number: invoice.number.clone(),
            state: if issued.is_paid() { "paid" } else { "open" },
            issued_on: invoice.issued_on,
            due_on: invoice.due_on,
            locale: invoice.locale.to_string(),
            order: issued.order,
            buyer: Party {
                address: Address::from(&buyer.address),
                vat_id: buyer.vat_id.as_ref().map(ToString::to_string),
                email: buyer.email.clone(),
            },
            seller: Party {
                address: Address::from(&seller.address),
                vat_id: seller.vat_id.as_ref().map(ToString::to_string),
                email: seller.email.clone(),
            },
            lines: draft.lines.iter().map(Line::from).collect(),
            taxes: draft
                .taxes
                .iter()
                .map(|tax| TaxLine {
                    category: tax.tax.category_code(),
                    percent: tax.tax.rate().percent(),
                    taxable: tax.taxable,
                    amount: tax.amount,
                })
                .collect(),
            net: draft.net,
            tax: draft.tax,
            total: draft.total,
            open: issued.open(),
            paid_at: issued.settlement.paid_at,
            paid_by: issued.settlement.means.map(PaymentMeans::word),
            collects_on: issued.settlement.collects_on,
        }
    }
}

impl From<&billing::invoice::InvoiceLine> for Line {
    fn from(line: &billing::invoice::InvoiceLine) -> Line {
        Line {
            kind: match line.kind {
                LineKind::Charge => "charge",
                LineKind::Credit => "credit",
                LineKind::Fee => "fee",
                LineKind::Discount => "discount",
            },
            add_on: match &line.item {
                Item::Seats { .. } | Item::EarlyEnd { .. } => None,
                Item::AddOn { add_on, .. } => Some(add_on.clone()),
            },
            name: line.item.name().to_owned(),
            from: line.from,
            to: line.to,
            quantity: line.quantity,
            unit: line.unit,
            days_billed: line.days_billed,
            days_full: line.days_full,
            amount: line.amount,
        }
    }
}

/// List invoices
///
/// Newest first, a page at a time.
#[utoipa::path(get, path = "/api/invoices", tag = "billing", params(AskedPage),
    responses(
        (status = 200, description = "The invoices.", body = Invoices),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<AskedPage>,
) -> Result<Json<Invoices>, Problem> {
    let (after, limit) = asked.read()?;
    let page = billing_overview::invoices(&app, &caller.who, after, limit).await?;
    Ok(Json(Invoices {
        invoices: page.lines.iter().map(Invoice::from).collect(),
        next: page.next.map(|next| next.to_string()),
    }))
}

/// Show an invoice
///
/// With `.pdf` after the id: the PDF, which is a Factur-X invoice at the same time. With `.xml`:
/// the invoice as UBL 2.1, where EN 16931 can say it.
#[utoipa::path(get, path = "/api/invoices/{id}", tag = "billing",
    params(("id" = String, Path,
        description = "The invoice's id, or the id and `.pdf` or `.xml`.")),
    responses(
        (status = 200, description = "The invoice.", content(
            (Invoice = "application/json"), (Vec<u8> = "application/pdf"),
            (String = "application/xml"))),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let (id, ending) = name.split_once('.').unwrap_or((&name, ""));
    let id: InvoiceId = id.parse().map_err(|_| Problem::of_code("invoice.not_found"))?;
    let view = billing_overview::invoice(&app, &caller.who, id).await?;
    let (content_type, bytes) = match ending {
        "" => return Ok(Json(Invoice::from(&view.issued)).into_response()),
        "pdf" => ("application/pdf", invoice_document::download(&app, &caller.who, id).await?),
        "xml" => ("application/xml", invoice_document::download_ubl(&app, &caller.who, id).await?),
        _ => return Err(Problem::of_code("invoice.not_found")),
    };
    let file = format!("attachment; filename=\"{}.{ending}\"", view.issued.invoice.number);
    let headers = [(CONTENT_TYPE, content_type.to_owned()), (CONTENT_DISPOSITION, file)];
    Ok((headers, bytes).into_response())
}

/// Pay an open invoice
///
/// Refused while another payment for it is not settled. The answer says how the payment stands;
/// the bank may want to hear from the payer at `challenge_url`.
#[utoipa::path(post, path = "/api/invoices/{id}/payments", tag = "billing", request_body = PayWith,
    params(
        ("id" = String, Path, format = "uuid", description = "The invoice's id."),
        ("Idempotency-Key" = String, Header, description = "1 to 255 characters.")),
    responses(
        (status = 200, description = "How it stands now.", body = PaidInvoice),
        (status = 409, description = "It is paid, or a payment is being confirmed.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn pay(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<InvoiceId>,
    headers: HeaderMap,
    Json(body): Json<PayWith>,
) -> Result<Json<PaidInvoice>, Problem> {
    caller.needs(Permission::ManageBilling)?;
    needs_key(&headers)?;
    let who: &Who = &caller.who;
    limits::take(&app, &[limits::ORDER_BY_ACCOUNT.for_account(who.account())]).await?;
    renew::pay_invoice(&app, who, id, body.method).await?;
    let InvoiceView { issued, attempts, .. } = billing_overview::invoice(&app, who, id).await?;
    Ok(Json(PaidInvoice {
        invoice: Invoice::from(&issued),
        payment: attempts.first().map(Payment::from),
    }))
}

/// What using the credit balance would do.
#[derive(Serialize, ToSchema)]
struct InvoiceCreditPreview {
    /// To be said when it is used, so that asking twice is asking once.
    #[schema(value_type = String, format = Uuid)]
    id: Id<Other>,
    /// What the credit pays.
    #[schema(value_type = Amount)]
    used: Money,
    /// Still to pay then.
    #[schema(value_type = Amount)]
    left: Money,
    /// What stays on the credit balance.
    #[schema(value_type = Amount)]
    balance: Money,
    /// To be said when it is used.
    preview: String,
}

/// Preview paying an open invoice with credit
#[utoipa::path(post, path = "/api/invoices/{id}/credit/preview", tag = "billing",
    params(("id" = String, Path, format = Uuid, description = "The invoice's id.")),
    responses(
        (status = 200, description = "What it would do.", body = InvoiceCreditPreview),
        (status = 409, description = "It is paid, a payment is being confirmed, or there is no \
            credit.", content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn preview_credit(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<InvoiceId>,
) -> Result<Json<InvoiceCreditPreview>, Problem> {
    let preview = credit_use::preview(&app, &caller.who, id).await?;
    Ok(Json(InvoiceCreditPreview {
        id: preview.id,
        used: preview.used,
        left: preview.left,
        balance: preview.balance,
        preview: preview.token,
    }))
}

/// The use of credit as its preview said it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UsedCredit {
    #[schema(value_type = String, format = Uuid)]
    id: Id<Other>,
    preview: String,
}

/// Pay an open invoice with credit
///
/// What the preview said, or 409 and nothing done when it has changed since. The same id again
/// changes nothing more.
#[utoipa::path(post, path = "/api/invoices/{id}/credit", tag = "billing",
    request_body = UsedCredit,
    params(("id" = String, Path, format = Uuid, description = "The invoice's id.")),
    responses(
        (status = 200, description = "The invoice as it stands now.", body = Invoice),
        (status = 409, description = "It is paid, has changed since the preview, a payment is \
            being confirmed, or there is no credit.", content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn use_credit(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<InvoiceId>,
    Json(body): Json<UsedCredit>,
) -> Result<Json<Invoice>, Problem> {
    let issued = credit_use::commit(&app, &caller.who, id, body.id, &body.preview).await?;
    Ok(Json(Invoice::from(&issued)))
}
