//! `/operator/exemptions`: requests for exemption from tax, each decided after a look at what comes
//! back (A6).

use std::sync::Arc;

use app::App;
use app::exemption::ExemptionState;
use app::operator::exemptions::{self, DecideError, Exemption, Line, Review};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use billing::exemption::REASON_MAX_CHARS;
use billing::tax_back::TaxBack;
use serde::Serialize;
use texts::Args;
use units::id::TaxExemptionId;
use units::{Date, Money};
use web::forms::{Asked, FieldErrors};
use web::{Face, Form, Operator, PageError, Path, Visit, news, urls};

use super::{AccountLink, Fact, Tab, account_href, console};
use crate::exemption::{attachment, file_words, state};
use crate::state::State as Stand;

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::OPERATOR_EXEMPTIONS, get(list))
        .route("/operator/exemptions/{id}", get(show))
        .route("/operator/exemptions/{id}/certificate", get(certificate))
        .route("/operator/exemptions/{id}/grant", post(grant))
        .route("/operator/exemptions/{id}/refuse", post(refuse))
}

#[derive(Serialize)]
struct ExemptionsPage {
    tabs: Vec<Tab>,
    requests: Vec<RequestLine>,
    waiting: bool,
}

#[derive(Serialize)]
struct RequestLine {
    href: String,
    number: String,
    account: AccountLink,
    country: String,
    asked_on: Date,
    state: Stand,
}

/// `GET /operator/exemptions?view=decided`
async fn list(
    State(app): State<Arc<App>>,
    operator: Operator,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let console = console(&operator)?;
    let waiting = asked.text("view") != "decided";
    let found = match waiting {
        true => exemptions::waiting(&app, &console).await?,
        false => exemptions::decided(&app, &console).await?,
    };
    let visit = operator.visit();
    let tab = |key: &str, href: String, current: bool| Tab {
        label: visit.text(key),
        href,
        current,
        note: None,
    };
    let decided = urls::with_query(urls::OPERATOR_EXEMPTIONS, &[("view", "decided")]);
    let page = ExemptionsPage {
        tabs: vec![
            tab("exemption-tab-waiting", urls::OPERATOR_EXEMPTIONS.to_owned(), waiting),
            tab("exemption-tab-decided", decided, !waiting),
        ],
        requests: found.iter().map(|line| request_line(visit, line)).collect(),
        waiting,
    };
    operator.page("operator/exemptions.html", page).await
}

fn request_line(visit: &Visit, line: &Line) -> RequestLine {
    let one = &line.exemption;
    let country = one.certificate.country;
    RequestLine {
        href: urls::operator_exemption(one.id),
        number: one.certificate.number.clone(),
        account: AccountLink::to(one.account, &line.account_name),
        country: visit.face().texts().country_name(&visit.locale, country),
        asked_on: visit.zone.date(one.asked_at),
        state: state(visit, one),
    }
}

#[derive(Serialize)]
struct ExemptionPage {
    facts: Vec<Fact>,
    state: Stand,
    certificate_href: String,
    certificate: String,
    /// Both are none once it is decided.
    grant: Option<GrantPart>,
    refuse: Option<RefusePart>,
    errors: FieldErrors,
    /// What comes back has changed since the preview that was signed.
    moved: bool,
}

#[derive(Serialize)]
struct GrantPart {
    action: String,
    token: String,
    button: String,
    /// What comes back, document by document; empty where no tax was charged.
    rows: Vec<Row>,
    /// Why nothing comes back, where nothing does.
    nothing: String,
}

#[derive(Serialize)]
struct Row {
    text: String,
    amount: Money,
}

#[derive(Serialize)]
struct RefusePart {
    action: String,
    reason: String,
    reason_max: usize,
}

/// `GET /operator/exemptions/{id}`
async fn show(
    State(app): State<Arc<App>>,
    operator: Operator,
    Path(id): Path<TaxExemptionId>,
) -> Result<Response, PageError> {
    let review = exemptions::review(&app, &console(&operator)?, id).await?;
    operator.page("operator/exemption.html", page(operator.visit(), &review, "")).await
}

fn page(visit: &Visit, review: &Review, reason: &str) -> ExemptionPage {
    let one = &review.exemption;
    let waits = one.state == ExemptionState::Requested;
    let here = urls::operator_exemption(one.id);
    let refuse = RefusePart {
        action: format!("{here}/refuse"),
        reason: reason.to_owned(),
        reason_max: REASON_MAX_CHARS,
    };
    ExemptionPage {
        facts: facts(visit, review),
        state: state(visit, one),
        certificate_href: format!("{here}/certificate"),
        certificate: file_words(visit, one),
        grant: waits.then(|| grant_part(visit, review, &here)),
        refuse: waits.then_some(refuse),
        errors: FieldErrors::default(),
        moved: false,
    }
}

fn facts(visit: &Visit, review: &Review) -> Vec<Fact> {
    let (texts, locale) = (visit.face().texts(), &visit.locale);
    let (one, account) = (&review.exemption, &review.account);
    let fact = |key: &str, text: String| Fact { label: visit.text(key), text, href: None };
    let certificate = &one.certificate;
    let until = certificate
        .until
        .map_or_else(|| visit.text("exemption-endless"), |until| texts.date(locale, until));
    let href = Some(account_href(account.id));
    let label = visit.text("operator-account");
    let mut facts = vec![
        Fact { label, text: account.name.clone(), href },
        fact("exemption-asked-by", review.asked_by.clone()),
        fact("exemption-asked-at", texts.datetime(locale, one.asked_at, &visit.zone)),
        fact("exemption-number", certificate.number.clone()),
        fact("exemption-country", texts.country_name(locale, certificate.country)),
        fact("exemption-from", texts.date(locale, certificate.from)),
        fact("exemption-until", until),
    ];
    if let Some(buyer) = &account.buyer {
        let address = &buyer.address;
        let country = texts.country_name(locale, address.country);
        facts.insert(1, fact("billing-billed-to", format!("{}, {country}", address.name)));
    }
    facts.extend(decision(visit, one));
    facts
}

/// Who decided, when and why.
fn decision(visit: &Visit, one: &Exemption) -> Vec<Fact> {
    let fact = |key: &str, text: String| Fact { label: visit.text(key), text, href: None };
    let (Some(by), Some(at)) = (&one.decided_by, one.decided_at) else { return Vec::new() };
    let at = visit.face().texts().datetime(&visit.locale, at, &visit.zone);
    let mut facts = vec![fact("exemption-decided", format!("{by}, {at}"))];
    facts.extend(one.reason.clone().map(|reason| fact("exemption-reason-given", reason)));
    if !one.credited.is_empty() {
        facts.push(fact("exemption-credit-notes", one.credited.join(", ")));
    }
    facts
}

fn grant_part(visit: &Visit, review: &Review, here: &str) -> GrantPart {
    let (texts, locale) = (visit.face().texts(), &visit.locale);
    let tax = review.back.as_ref().map(TaxBack::tax);
    let button = match tax {
        Some(tax) => texts.get(locale, "exemption-grant-credit", &Args::new().with("tax", tax)),
        None => visit.text("exemption-grant"),
    };
    GrantPart {
        action: format!("{here}/grant"),
        token: review.token.clone(),
        button,
        rows: review.back.as_ref().map(|back| rows(visit, back)).unwrap_or_default(),
        nothing: visit.text(nothing(visit, review)),
    }
}

/// Why granting it now gives nothing back, by key.
fn nothing(visit: &Visit, review: &Review) -> &'static str {
    let (certificate, account) = (&review.exemption.certificate, &review.account);
    let today = account.zone.date(visit.face().app.now());
    let buyer = account.buyer.as_ref();
    match buyer.is_none_or(|buyer| buyer.address.country == certificate.country) {
        false => "exemption-nothing-elsewhere",
        true if certificate.is_valid_on(today) => "exemption-nothing-back",
        true => "exemption-nothing-today",
    }
}

fn rows(visit: &Visit, back: &TaxBack) -> Vec<Row> {
    let (texts, locale) = (visit.face().texts(), &visit.locale);
    let numbered =
        |key: &str, number: &str| texts.get(locale, key, &Args::new().with("number", number));
    let mut rows: Vec<Row> = back
        .credit
        .notes()
        .iter()
        .map(|(of, note)| Row {
            text: numbered("exemption-row-note", &of.number),
            amount: note.total,
        })
        .collect();
    rows.push(Row {
        text: visit.text("exemption-row-instead"),
        amount: back.instead.total.negated(),
    });
    rows.extend(back.off.iter().map(|off| Row {
        text: numbered("exemption-row-off", &off.number),
        amount: off.amount.negated(),
    }));
    rows.push(Row { text: visit.text("exemption-row-balance"), amount: back.to_balance });
    rows
}

/// `GET /operator/exemptions/{id}/certificate`
async fn certificate(
    State(app): State<Arc<App>>,
    operator: Operator,
    Path(id): Path<TaxExemptionId>,
) -> Result<Response, PageError> {
    let (found, bytes) = exemptions::file(&app, &console(&operator)?, id).await?;
    Ok(attachment(&found, bytes))
}

/// `POST /operator/exemptions/{id}/grant`: what the preview said, or the new preview.
async fn grant(
    State(app): State<Arc<App>>,
    operator: Operator,
    Path(id): Path<TaxExemptionId>,
    Form(form): Form,
) -> Result<Response, PageError> {
    match exemptions::grant(&app, &console(&operator)?, id, form.text("preview")).await {
        Ok(_) => Ok(news::redirect(&urls::operator_exemption(id), "news-exemption-granted")),
        Err(DecideError::Moved(fresh)) => {
            let mut page = page(operator.visit(), &fresh, "");
            page.moved = true;
            operator.page_as(StatusCode::CONFLICT, "operator/exemption.html", page).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /operator/exemptions/{id}/refuse`
async fn refuse(
    State(app): State<Arc<App>>,
    operator: Operator,
    Path(id): Path<TaxExemptionId>,
    Form(form): Form,
) -> Result<Response, PageError> {
    let console = console(&operator)?;
    match exemptions::refuse(&app, &console, id, form.text("reason")).await {
        Ok(_) => Ok(news::redirect(&urls::operator_exemption(id), "news-exemption-refused")),
        Err(DecideError::NoReason) => {
            let review = exemptions::review(&app, &console, id).await?;
            let mut page = page(operator.visit(), &review, form.text("reason"));
            let (texts, locale) = (operator.face().texts(), &operator.locale);
            page.errors.add(texts, locale, "reason", "exemption.no_reason", &Args::new());
            operator.refused_page("operator/exemption.html", page).await
        }
        Err(error) => Err(error.into()),
    }
}
