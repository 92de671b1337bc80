//! `/billing/exemption`: asking for exemption from tax with a certificate, and what became of it
//! (A6).

use std::sync::Arc;

use app::App;
use app::exemption::{
    self, CERTIFICATE_MAX_BYTES, CertificateDraft, Exemption, ExemptionError, ExemptionState,
    Exemptions,
};
use axum::Router;
use axum::extract::{Multipart, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use people::roles::Permission;
use serde::Serialize;
use texts::Args;
use units::Date;
use units::id::TaxExemptionId;
use web::forms::FieldErrors;
use web::{Face, Member, PageError, Path, Visit, news, urls};

use crate::checkout::countries;
use crate::plans::Choice;
use crate::state::State as Stand;

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::EXEMPTION, get(show).post(ask))
        .route("/billing/exemption/{id}/certificate", get(certificate))
        .route("/billing/exemption/{id}/withdraw", post(withdraw))
}

/// Longest text field of the form, in bytes.
const FIELD_MAX_BYTES: usize = 1_000;
const BYTES_PER_MEGABYTE: usize = 1024 * 1024;

#[derive(Serialize)]
struct ExemptionPage {
    requests: Vec<RequestLine>,
    /// The form; none while a request waits, and for those who may only look.
    form: Option<FormPart>,
    errors: FieldErrors,
    refusal: Option<String>,
}

#[derive(Serialize)]
struct RequestLine {
    number: String,
    country: String,
    state: Stand,
    asked_on: Date,
    from: Date,
    until: Option<Date>,
    certificate_href: String,
    certificate: String,
    reason: Option<String>,
    credit_notes: Vec<String>,
    /// Where it is taken back, while it can be; and whether it counts until then.
    withdraw: Option<String>,
    granted: bool,
}

#[derive(Serialize)]
struct FormPart {
    countries: Vec<Choice>,
    country: String,
    number: String,
    valid_from: String,
    valid_until: String,
    max_megabytes: usize,
}

/// `GET /billing/exemption`
async fn show(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    let found = exemption::list(&app, &member.who).await?;
    let draft = CertificateDraft {
        country: found.billed_in.map(|country| country.to_string()).unwrap_or_default(),
        ..CertificateDraft::default()
    };
    let page = page(&member, &found, &draft);
    member.page("portal/exemption.html", page).await
}

fn page(member: &Member, found: &Exemptions, draft: &CertificateDraft) -> ExemptionPage {
    let may_ask = member.who.actor.may(Permission::ManageBilling);
    let line = |one: &Exemption| request_line(member, one, may_ask);
    // Of no other country's tax is there anything to be exempt from.
    let among = |country| found.billed_in.is_none_or(|billed| billed == country);
    let form = FormPart {
        countries: countries(member, among),
        country: draft.country.clone(),
        number: draft.number.clone(),
        valid_from: draft.from.clone(),
        valid_until: draft.until.clone(),
        max_megabytes: CERTIFICATE_MAX_BYTES / BYTES_PER_MEGABYTE,
    };
    ExemptionPage {
        requests: found.requests.iter().map(line).collect(),
        form: (may_ask && !found.waits).then_some(form),
        errors: FieldErrors::default(),
        refusal: None,
    }
}

fn request_line(member: &Member, one: &Exemption, may_withdraw: bool) -> RequestLine {
    let texts = member.face().texts();
    let certificate = &one.certificate;
    let withdraw = format!("{}/{}/withdraw", urls::EXEMPTION, one.id);
    RequestLine {
        number: certificate.number.clone(),
        country: texts.country_name(&member.locale, certificate.country),
        state: state(member, one),
        asked_on: member.zone.date(one.asked_at),
        from: certificate.from,
        until: certificate.until,
        certificate_href: format!("{}/{}/certificate", urls::EXEMPTION, one.id),
        certificate: file_words(member, one),
        reason: one.reason.clone(),
        credit_notes: one.credited.clone(),
        withdraw: (may_withdraw && one.state.may_be_withdrawn()).then_some(withdraw),
        granted: one.state == ExemptionState::Granted,
    }
}

/// "PDF, 184 kB"
pub(crate) fn file_words(visit: &Visit, one: &Exemption) -> String {
    let kilobytes = one.file_bytes.div_ceil(1024);
    let args =
        Args::new().with("kind", one.file_kind.word().to_uppercase()).with("kilobytes", kilobytes);
    visit.face().texts().get(&visit.locale, "exemption-file-words", &args)
}

/// How a request stands, with its badge.
pub(crate) fn state(visit: &Visit, one: &Exemption) -> Stand {
    let word = visit.text(&format!("exemption-state-{}", one.state.word()));
    match one.state {
        ExemptionState::Requested => Stand::warning(word),
        ExemptionState::Granted => Stand::good(word),
        ExemptionState::Refused => Stand::danger(word),
        ExemptionState::Withdrawn | ExemptionState::Expired => Stand::plain(word),
    }
}

/// The certificate of `one` to be kept; never shown as a page, whatever is in it.
pub(crate) fn attachment(one: &Exemption, bytes: Vec<u8>) -> Response {
    let name = format!("certificate-{}.{}", one.id, one.file_kind.word());
    let headers = [
        (CONTENT_TYPE, one.file_kind.media_type().to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}

/// `POST /billing/exemption`: the certificate and what it says, in a form of several parts.
async fn ask(
    State(app): State<Arc<App>>,
    member: Member,
    form: Multipart,
) -> Result<Response, PageError> {
    let (draft, file) = read(form).await?;
    match exemption::ask(&app, &member.who, &draft, file).await {
        Ok(_) => Ok(news::redirect(urls::EXEMPTION, "news-exemption-asked")),
        Err(ExemptionError::Refused(problems)) => {
            let found = exemption::list(&app, &member.who).await?;
            let mut page = page(&member, &found, &draft);
            let texts = member.face().texts();
            for (field, code) in problems {
                page.errors.add(texts, &member.locale, field, code, &Args::new());
            }
            member.refused_page("portal/exemption.html", page).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What was typed, and the file.
async fn read(mut form: Multipart) -> Result<(CertificateDraft, Vec<u8>), PageError> {
    let unreadable = |_| PageError::of_code("request.unreadable");
    let too_large = || PageError::of_code("body.too_large");
    let (mut draft, mut file) = (CertificateDraft::default(), Vec::new());
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        let name = part.name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(|_| too_large())?;
        if name == "certificate" {
            file = bytes.to_vec();
            continue;
        }
        if bytes.len() > FIELD_MAX_BYTES {
            return Err(too_large());
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        match name.as_str() {
            "country" => draft.country = text,
            "number" => draft.number = text,
            "valid_from" => draft.from = text,
            "valid_until" => draft.until = text,
            _ => {}
        }
    }
    Ok((draft, file))
}

/// `GET /billing/exemption/{id}/certificate`
async fn certificate(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<TaxExemptionId>,
) -> Result<Response, PageError> {
    let (found, bytes) = exemption::file(&app, &member.who, id).await?;
    Ok(attachment(&found, bytes))
}

/// `POST /billing/exemption/{id}/withdraw`
async fn withdraw(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<TaxExemptionId>,
) -> Result<Response, PageError> {
    exemption::withdraw(&app, &member.who, id).await?;
    Ok(news::redirect(urls::EXEMPTION, "news-exemption-withdrawn"))
}
