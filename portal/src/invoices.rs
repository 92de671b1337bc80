//! `/invoices`: every invoice, each on screen and as the PDF, and paying one that is open (D2).

use std::sync::Arc;

use app::billing_overview::{self, InvoiceView, Issued};
use app::page::Cursor;
use app::words::{self, order_number};
use app::{App, invoice_document, renew};
use axum::Router;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use billing::invoice::{Invoice, InvoiceLine as BilledLine, Item};
use billing::payment::AttemptState;
use billing::tax::Tax;
use people::roles::Permission;
use serde::Serialize;
use texts::Args;
use units::id::{InvoiceId, kind};
use units::{Date, Money, PostalAddress, Timestamp, Zone};
use web::forms::{Asked, FieldErrors};
use web::{Face, Form, Member, PageError, Path, limits, urls};

use crate::audit::Paging;
use crate::cards::{self, Chosen, MethodChoice, TestNumber};
use crate::credit_use::{self, CreditPart};
use crate::debits::{self, DebitForm};
use crate::invoice_payment::{Fact, Pay, TransferLine, bank, pay_part, transfer_line};
use crate::order::Standing;

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::INVOICES, get(list))
        .route("/invoices/{name}", get(show))
        .route("/invoices/{id}/payments", post(pay))
}

/// An invoice in a list.
#[derive(Serialize)]
pub struct InvoiceLine {
    number: String,
    href: String,
    pdf_href: String,
    issued_on: Date,
    state: Standing,
    total: Money,
}

#[derive(Serialize)]
struct InvoicesPage {
    invoices: Vec<InvoiceLine>,
    paging: Paging,
}

#[derive(Serialize)]
struct InvoicePage {
    number: String,
    issued_on: Date,
    due_on: Date,
    state: Standing,
    pdf_href: String,
    ubl_href: String,
    /// Set while something is left to pay and the person may pay it.
    pay: Option<Pay>,
    /// What the credit balance could pay of it.
    credit: Option<CreditPart>,
    methods: Vec<MethodChoice>,
    form: Chosen,
    errors: FieldErrors,
    test_cards: Vec<TestNumber>,
    /// Where a new one is left on the gateway's own page.
    add_at: Option<cards::AddAt>,
    debit: Option<DebitForm>,
    seller: Vec<String>,
    buyer: Vec<String>,
    facts: Vec<Fact>,
    lines: Vec<Line>,
    net: Money,
    taxes: Vec<TaxRow>,
    total: Money,
    paid: Option<Paid>,
    left: Option<Money>,
    /// When a debit under way is expected to be through.
    collects_on: Option<Date>,
    /// What the account's credit paid of it.
    credit_used: Option<Money>,
    credit_notes: Vec<NoteLine>,
    /// What came by bank transfer.
    transfers: Vec<TransferLine>,
    /// Where to transfer what is open; empty where nobody should.
    bank: Vec<Fact>,
    notes: Vec<String>,
}

/// What was given back of the invoice.
#[derive(Serialize)]
struct NoteLine {
    number: String,
    on: Date,
    total: Money,
    pdf_href: String,
}

#[derive(Serialize)]
struct Line {
    name: String,
    period: String,
    days: Option<String>,
    quantity: u32,
    unit: Money,
    tax: String,
    amount: Money,
}

#[derive(Serialize)]
struct TaxRow {
    label: String,
    amount: Money,
}

#[derive(Serialize)]
struct Paid {
    on: Timestamp,
    zone: Zone,
    method: String,
    amount: Money,
}

/// Invoices of one page of the list.
const PAGE: u32 = 25;

/// `GET /invoices?after=…`
async fn list(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let after: Option<Cursor<kind::Invoice>> = asked.parsed("after");
    let page = billing_overview::invoice_lines(&app, &member.who, after, PAGE).await?;
    let today = member.zone.date(app.now());
    let invoices = page.lines.iter().map(|issued| line(&member, issued, today)).collect();
    let paging = Paging::after(urls::INVOICES, after.is_some(), page.next.as_ref());
    member.page("portal/invoices.html", InvoicesPage { invoices, paging }).await
}

/// `issued` as a line of a list.
pub fn line(member: &Member, issued: &billing_overview::InvoiceLine, today: Date) -> InvoiceLine {
    InvoiceLine {
        number: issued.number.clone(),
        href: urls::invoice(issued.id),
        pdf_href: urls::invoice_pdf(issued.id),
        issued_on: issued.issued_on,
        state: standing(member, issued, today),
        total: issued.total,
    }
}

fn standing(member: &Member, issued: &billing_overview::InvoiceLine, today: Date) -> Standing {
    let (key, tone) = match (issued.is_paid(), issued.due_on < today) {
        (true, _) => ("invoices-state-paid", "good"),
        (false, _) if issued.collects_on.is_some() => ("invoices-state-debited", "warning"),
        (false, true) => ("invoices-state-overdue", "danger"),
        (false, false) => ("invoices-state-open", "warning"),
    };
    Standing { text: member.text(key), tone: Some(tone) }
}

/// `GET /invoices/{id}`, and with `.pdf` or `.xml` (UBL) the document itself
async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Path(name): Path<String>,
) -> Result<Response, PageError> {
    let (id, ending) = name.split_once('.').unwrap_or((&name, ""));
    let id: InvoiceId = id.parse().map_err(|_| PageError::of_code("invoice.not_found"))?;
    let view = billing_overview::invoice(&app, &member.who, id).await?;
    let number = &view.issued.invoice.number;
    match ending {
        "" => {
            let mut page = page(&app, &member, &view, FieldErrors::default()).await?;
            page.credit = credit_use::part(&app, &member, id).await?;
            member.page("portal/invoice.html", page).await
        }
        "pdf" => {
            let bytes = invoice_document::download(&app, &member.who, id).await?;
            Ok(file(number, ending, "application/pdf", bytes))
        }
        "xml" => {
            let bytes = invoice_document::download_ubl(&app, &member.who, id).await?;
            Ok(file(number, ending, "application/xml", bytes))
        }
        _ => Err(PageError::of_code("invoice.not_found")),
    }
}

/// A file to be kept under the invoice's number, which has letters, digits and hyphens only.
pub fn file(number: &str, ending: &str, content_type: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{number}.{ending}\"");
    let headers = [(CONTENT_TYPE, content_type.to_owned()), (CONTENT_DISPOSITION, disposition)];
    (headers, bytes).into_response()
}

/// `POST /invoices/{id}/payments`
async fn pay(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<InvoiceId>,
    Form(form): Form,
) -> Result<Response, PageError> {
    member.needs(Permission::ManageBilling)?;
    let view = billing_overview::invoice(&app, &member.who, id).await?;
    limits::take(&app, &[limits::ORDER_BY_ACCOUNT.for_account(member.who.account())]).await?;
    let mut errors = FieldErrors::default();
    let chosen = cards::chosen(&app, &member.who, &member.locale, &form, &mut errors).await?;
    let Some(method) = chosen else {
        let mut page = page(&app, &member, &view, errors).await?;
        page.credit = credit_use::part(&app, &member, id).await?;
        return member.refused_page("portal/invoice.html", page).await;
    };
    renew::pay_invoice(&app, &member.who, id, method).await?;
    Ok(Redirect::to(&urls::invoice(id)).into_response())
}

async fn page(
    app: &App,
    member: &Member,
    view: &InvoiceView,
    errors: FieldErrors,
) -> Result<InvoicePage, PageError> {
    let issued = &view.issued;
    let invoice = &issued.invoice;
    let draft = &invoice.draft;
    let today = member.zone.date(app.now());
    let open = !issued.is_paid();
    let may_pay = open && member.who.actor.may(Permission::ManageBilling);
    let methods = cards::choices(app, &member.locale, &view.methods, draft.currency);
    let first = methods.first().map(|method| method.value.clone());
    let seller_vat = invoice.seller.vat_id.as_ref().map(ToString::to_string);
    let buyer_vat = invoice.buyer.vat_id.as_ref().map(ToString::to_string);
    Ok(InvoicePage {
        number: invoice.number.clone(),
        issued_on: invoice.issued_on,
        due_on: invoice.due_on,
        state: standing(member, &issued.into(), today),
        pdf_href: urls::invoice_pdf(invoice.id),
        ubl_href: urls::invoice_ubl(invoice.id),
        pay: may_pay.then(|| pay_part(member, view)),
        credit: None,
        form: cards::preset(first, &errors),
        methods,
        errors,
        debit: debits::form(app, member.face(), &member.locale, draft.currency).await?,
        add_at: cards::add_at(app, &urls::invoice(invoice.id)),
        test_cards: cards::test_cards(member.face(), &member.locale),
        seller: address_lines(member, &invoice.seller.address, seller_vat),
        buyer: address_lines(member, &invoice.buyer.address, buyer_vat),
        facts: facts(member, issued),
        lines: draft.lines.iter().map(|line| billed_line(member, line)).collect(),
        net: draft.net,
        taxes: draft
            .taxes
            .iter()
            .map(|tax| TaxRow {
                label: tax_label(member, tax.tax, tax.taxable),
                amount: tax.amount,
            })
            .collect(),
        total: draft.total,
        paid: paid(member, view),
        left: open.then(|| issued.open()),
        collects_on: issued.settlement.collects_on.filter(|_| open),
        credit_used: Some(issued.settlement.credit_used).filter(|used| used.is_positive()),
        credit_notes: view.credit_notes.iter().map(note_line).collect(),
        transfers: view.transfers.iter().map(transfer_line).collect(),
        bank: bank(member, issued),
        notes: notes(member, invoice),
    })
}

fn note_line(note: &billing_overview::CreditNote) -> NoteLine {
    NoteLine {
        number: note.number.clone(),
        on: note.issued_on,
        total: note.draft.total,
        pdf_href: urls::credit_note_pdf(note.id),
    }
}

fn facts(member: &Member, issued: &Issued) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(order) = issued.order {
        facts.push(Fact { label: member.text("invoices-order"), text: order_number(order) });
    }
    facts
}

fn billed_line(member: &Member, line: &BilledLine) -> Line {
    let texts = member.face().texts();
    let last = line.to.yesterday().unwrap_or(line.to).max(line.from);
    let args = Args::new().with("billed", line.days_billed).with("full", line.days_full);
    let part = line.days_billed != line.days_full;
    let share = if line.exact.is_some() { "invoices-seconds" } else { "invoices-days" };
    Line {
        name: match &line.item {
            Item::EarlyEnd { name, .. } => {
                let args = Args::new().with("name", name.as_str());
                texts.get(&member.locale, "statement-line-fee-back", &args)
            }
            item => item.name().to_owned(),
        },
        period: texts.period(&member.locale, line.from, last),
        days: app::words::fee(texts, &member.locale, line)
            .or_else(|| part.then(|| texts.get(&member.locale, share, &args))),
        quantity: line.quantity,
        unit: line.unit,
        tax: texts.percent(&member.locale, line.tax.rate()),
        amount: line.amount,
    }
}

/// "VAT 19 % on EUR 110.00", as in the statement.
fn tax_label(member: &Member, tax: Tax, taxable: Money) -> String {
    let texts = member.face().texts();
    match tax {
        Tax::Standard(rate) => {
            let rate = texts.percent(&member.locale, rate);
            let args = Args::new().with("rate", rate).with("net", taxable);
            texts.get(&member.locale, "statement-tax-standard", &args)
        }
        Tax::Zero => member.text("statement-tax-zero"),
        Tax::ReverseCharge => member.text("statement-tax-reverse-charge"),
        Tax::Exempt => member.text("statement-tax-exempt"),
        Tax::OutsideScope => member.text("statement-tax-outside-scope"),
    }
}

fn paid(member: &Member, view: &InvoiceView) -> Option<Paid> {
    let settlement = &view.issued.settlement;
    let on = settlement.paid_at.filter(|_| settlement.paid.is_positive())?;
    let taken = view.attempts.iter().find(|each| each.state == AttemptState::Succeeded);
    let method = taken.and_then(|attempt| {
        let method = view.methods.iter().find(|method| method.id == attempt.method)?;
        Some(cards::words(member.face().texts(), &member.locale, method))
    });
    Some(Paid {
        on,
        zone: member.zone.clone(),
        method: method.unwrap_or_else(|| {
            words::paid_by(member.face().texts(), &member.locale, settlement.means)
        }),
        amount: settlement.paid,
    })
}

/// What the law wants said beside the amounts.
fn notes(member: &Member, invoice: &Invoice) -> Vec<String> {
    let key = |tax: Tax| match tax {
        Tax::ReverseCharge => Some("invoice-document-note-reverse-charge"),
        Tax::Exempt => Some("invoice-document-note-exempt"),
        Tax::OutsideScope => Some("invoice-document-note-outside-scope"),
        Tax::Standard(_) | Tax::Zero => None,
    };
    invoice.draft.taxes.iter().filter_map(|tax| key(tax.tax)).map(|key| member.text(key)).collect()
}

/// An address as on an envelope, the country in the reader's language, the VAT number last.
pub fn address_lines(
    member: &Member,
    address: &PostalAddress,
    vat_id: Option<String>,
) -> Vec<String> {
    let texts = member.face().texts();
    let mut lines = vec![
        address.name.clone(),
        address.street.clone(),
        format!("{} {}", address.postcode, address.city).trim().to_owned(),
        address.region.clone(),
        texts.country_name(&member.locale, address.country),
    ];
    if let Some(number) = vat_id {
        let args = Args::new().with("number", number);
        lines.push(texts.get(&member.locale, "invoices-vat-id", &args));
    }
    lines.retain(|line| !line.is_empty());
    lines
}
