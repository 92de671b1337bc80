//! What was refused or went wrong, with its stable code; words for it in the reader's language.
//!
//! A story's error becomes a page or a problem document by its code alone: the code decides the
//! status here, and names the sentence in `locales/`: `order.not_found` is `error-order-not-found`.

use std::borrow::Cow;

use axum::http::StatusCode;
use texts::{Args, Texts};
use units::Locale;

/// An error of a story. `?` in a handler turns it into the face's own error.
pub trait Refusal: std::error::Error {
    /// Stable: API clients and translations key on it.
    fn code(&self) -> &'static str;

    /// What the sentence of `code` is filled with.
    fn args(&self) -> Args {
        Args::new()
    }

    /// Where to go from here, when there is a better place than the status suggests.
    fn way(&self) -> Option<Way> {
        None
    }
}

/// A way on: a link and the key of its label.
#[derive(Clone, PartialEq, Debug)]
pub struct Way {
    pub label: &'static str,
    /// A path of ours.
    pub href: String,
}

/// One field that was refused.
#[derive(Clone, PartialEq, Debug)]
pub struct RefusedField {
    pub field: Cow<'static, str>,
    pub code: Cow<'static, str>,
    pub args: Args,
}

/// A refusal on its way to the reader.
#[derive(Clone, PartialEq, Debug)]
pub struct Refused {
    pub code: Cow<'static, str>,
    pub status: StatusCode,
    pub args: Args,
    pub way: Option<Way>,
    pub fields: Vec<RefusedField>,
    pub retry_after_s: Option<i64>,
    /// For programmers, where there is no sentence: what a parser said.
    pub detail: Option<String>,
    /// For programmers: further members of the problem document, such as the new preview.
    pub members: Vec<(&'static str, serde_json::Value)>,
    /// For the log alone.
    pub inside: Option<String>,
}

/// Longest wait told to clients while the store is busy.
const STORE_RETRY_S: i64 = 2;

impl Refused {
    pub fn of_code(code: impl Into<Cow<'static, str>>) -> Refused {
        let code = code.into();
        let status = status_of(&code);
        let retry_after_s = (status == StatusCode::SERVICE_UNAVAILABLE).then_some(STORE_RETRY_S);
        Refused {
            code,
            status,
            args: Args::new(),
            way: None,
            fields: Vec::new(),
            retry_after_s,
            detail: None,
            members: Vec::new(),
            inside: None,
        }
    }

    /// Of an answer that is a bare status, such as a route that does not exist.
    pub fn of_status(status: StatusCode, detail: Option<String>) -> Refused {
        Refused { status, detail, ..Refused::of_code(code_of(status)) }
    }

    pub fn of(error: &impl Refusal) -> Refused {
        let refused = Refused::of_code(error.code());
        let inside = refused.status.is_server_error().then(|| error.to_string());
        Refused { args: error.args(), way: error.way(), inside, ..refused }
    }

    /// The sentence of the code, or of the status when the code has none.
    pub(crate) fn text(&self, texts: &Texts, locale: &Locale) -> String {
        let key = text_key(&self.code);
        match texts.has(&key) {
            true => texts.get(locale, &key, &self.args),
            false => texts.plain(locale, self.keys().text),
        }
    }

    /// The few words above it.
    pub(crate) fn title(&self, texts: &Texts, locale: &Locale) -> String {
        texts.plain(locale, self.keys().title)
    }

    /// Where to go from here.
    pub(crate) fn way_on(&self) -> Way {
        let usual = || match self.status {
            StatusCode::UNAUTHORIZED => Way { label: "layout-sign-in", href: "/sign-in".into() },
            _ => Way { label: "error-way-home", href: "/".into() },
        };
        self.way.clone().unwrap_or_else(usual)
    }

    /// Says what the reader is not told, once.
    pub(crate) fn log(&self) {
        if self.status.is_server_error() {
            tracing::error!(code = &*self.code, inside = self.inside, "a request failed");
        }
    }

    fn keys(&self) -> Keys {
        match self.status.as_u16() {
            401 => Keys { title: "error-401-title", text: "error-401-text" },
            403 => Keys { title: "error-403-title", text: "error-403-text" },
            404 | 405 => Keys { title: "error-404-title", text: "error-404-text" },
            409 | 412 => Keys { title: "error-409-title", text: "error-409-text" },
            413 => Keys { title: "error-413-title", text: "error-413-text" },
            421 => Keys { title: "error-421-title", text: "error-421-text" },
            429 => Keys { title: "error-429-title", text: "error-429-text" },
            503 => Keys { title: "error-503-title", text: "error-503-text" },
            400..500 => Keys { title: "error-422-title", text: "error-422-text" },
            _ => Keys { title: "error-500-title", text: "error-500-text" },
        }
    }
}

struct Keys {
    title: &'static str,
    text: &'static str,
}

/// The key of the sentence for `code`.
pub fn text_key(code: &str) -> String {
    format!("error-{}", code.replace(['.', '_'], "-"))
}

/// The status of a code: the one place where stories' codes meet HTTP.
fn status_of(code: &str) -> StatusCode {
    match code {
        "request.unreadable" | "idempotency.key_missing" | "idempotency.key_malformed" => {
            StatusCode::BAD_REQUEST
        }
        "session.missing"
        | "token.missing"
        | "token.unknown"
        | "mail_in.token_unknown"
        | "sign_in.refused" => StatusCode::UNAUTHORIZED,
        "sign_in.unconfirmed" => StatusCode::FORBIDDEN,
        "permission.missing"
        | "token.scope_missing"
        | "origin.foreign"
        | "person.above_you"
        | "chat.not_yours" => StatusCode::FORBIDDEN,
        "subscription.changed" => StatusCode::PRECONDITION_FAILED,
        _ if is_conflict(code) || is_conflict_between_people(code) => StatusCode::CONFLICT,
        "challenge.expired"
        | "sign_up.expired"
        | "invitation.expired"
        | "password_reset.expired"
        | "address.expired"
        | "passkey.expired" => StatusCode::GONE,
        "rate.limited" => StatusCode::TOO_MANY_REQUESTS,
        "host.unknown" => StatusCode::MISDIRECTED_REQUEST,
        "body.too_large" | "import.too_large" | "recording.too_large" | "transcript.too_large" => {
            StatusCode::PAYLOAD_TOO_LARGE
        }
        "body.wrong_type" => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "method.not_allowed" => StatusCode::METHOD_NOT_ALLOWED,
        "store.unavailable"
        | "clock.gateway_silent"
        | "card.unavailable"
        | "challenge.unavailable"
        | "passkey.unavailable" => StatusCode::SERVICE_UNAVAILABLE,
        "invariant.broken" => StatusCode::INTERNAL_SERVER_ERROR,
        "challenge.unknown" | "refund.no_payment" | "meeting.no_such_time" => StatusCode::NOT_FOUND,
        _ if code.ends_with(".not_found") => StatusCode::NOT_FOUND,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// Does `code` refuse what is fine by itself, but not as things stand?
fn is_conflict(code: &str) -> bool {
    matches!(
        code,
        "preview.moved"
            | "payment.being_confirmed"
            | "order.id_used"
            | "order.settled"
            | "order.already_subscribed"
            | "change.unpaid_invoice"
            | "change.debit_under_way"
            | "change.payment_under_way"
            | "change.nothing_to_change"
            | "change.seats_still_assigned"
            | "licences.none_free"
            | "licences.planned_fewer"
            | "person.last_owner"
            | "person.yourself"
            | "leaving.planned"
            | "leaving.nothing_planned"
            | "leaving.under_way"
            | "invitation.already_here"
            | "invitation.already_invited"
            | "invitation.address_taken"
            | "invitation.too_many"
            | "intake.nothing_to_do"
            | "change.subscription_ended"
            | "change.subscription_ending"
            | "change.subscription_suspended"
            | "cancel.already_cancelled"
            | "cancel.subscription_ended"
            | "withdraw.nothing_pending"
            | "resume.not_ended"
            | "trial.none"
            | "trial.kept_already"
            | "trial.tried_before"
            | "cancel.ends_with_trial"
            | "invoice.already_paid"
            | "credit.none"
            | "payment_method.needed"
            | "payment_method.no_default_chosen"
            | "payment_method.under_way"
            | "payment_method.typed_here"
            | "refund.nothing_left"
            | "refund.id_used"
            | "transfer.id_used"
            | "exemption.already_asked"
            | "exemption.not_pending"
    ) || is_other_conflict(code)
}

/// The same outside of money and membership.
fn is_other_conflict(code: &str) -> bool {
    matches!(
        code,
        "site_name.taken"
            | "site.shared"
            | "site.not_open"
            | "site.changed"
            | "site.same_name"
            | "site.taken"
            | "site.too_many_names"
            | "policy.changed"
            | "group.changed"
            | "group.name_taken"
            | "group.too_many"
            | "room.changed"
            | "room.name_taken"
            | "room.too_many_names"
            | "contact.changed"
            | "contacts.too_many"
            | "contacts.nothing_to_merge"
            | "contacts.unanswered"
            | "contact_group.taken"
            | "contact_group.too_many"
            | "idempotency.running"
            | "clock.past"
            | "webhook.already_there"
            | "webhook.disabled"
            | "challenge.answered"
            | "email.taken"
            | "passkey.taken"
    )
}

/// As `is_conflict`, of meetings, chats, recordings and exports.
fn is_conflict_between_people(code: &str) -> bool {
    matches!(
        code,
        "meeting.cancelled"
            | "meeting.changed"
            | "meeting.time_over"
            | "meeting.only_time"
            | "meeting.too_many_exceptions"
            | "template.changed"
            | "template.too_many"
            | "template.too_many_shared"
            | "registration.closed"
            | "registration.full"
            | "registration.over"
            | "registration.meeting_cancelled"
            | "registration.they_cancelled"
            | "registration.refused"
            | "registration.too_many"
            | "answer.over"
            | "answer.time_changed"
            | "chat.other_gone"
            | "chat.meeting_cancelled"
            | "chat.message_removed"
            | "chat.too_late"
            | "chat.too_many"
            | "chat.too_many_files"
            | "chat.too_many_files_today"
            | "recording.not_in_plan"
            | "recording.not_in_any_plan"
            | "recording.full"
            | "recording.too_many_today"
            | "recording.in_trash"
            | "recording.not_in_trash"
            | "export.writing"
            | "export.too_many"
            | "import.not_open"
            | "import.too_many"
            | "report.charset_needed"
            | "report.date_order_needed"
    )
}

/// The code of an answer that is a bare status.
fn code_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::BAD_REQUEST => "request.unreadable",
        StatusCode::UNAUTHORIZED => "session.missing",
        StatusCode::FORBIDDEN => "permission.missing",
        StatusCode::NOT_FOUND => "page.not_found",
        StatusCode::METHOD_NOT_ALLOWED => "method.not_allowed",
        StatusCode::PAYLOAD_TOO_LARGE => "body.too_large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "body.wrong_type",
        StatusCode::TOO_MANY_REQUESTS => "rate.limited",
        StatusCode::SERVICE_UNAVAILABLE => "store.unavailable",
        status if status.is_server_error() => "invariant.broken",
        _ => "request.invalid",
    }
}
