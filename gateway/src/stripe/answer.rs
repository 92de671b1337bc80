//! Stripe's answers, read into what the trait speaks of, and failures by what may have happened.

use serde_json::Value as Json;
use units::{Currency, Money};

use super::amount::from_stripe;
use super::token;
use crate::card::{CardBrand, Expiry};
use crate::event::{About, EventRefusal, GatewayEvent};
use crate::payment::{ChargeRefusal, DeclineCode, GatewayError, Payment, PaymentState};
use crate::refund::{RefundRecord, RefundRefusal, RefundState};
use crate::set_up::{KeptKind, KeptMethod};

/// Why an intent is cancelled whose payer did not answer the bank, in Stripe's word.
pub const ABANDONED: &str = "abandoned";

/// An answer as it came.
pub struct Answer<'a> {
    pub status: u16,
    pub body: &'a [u8],
}

/// How a call failed.
#[derive(Debug)]
pub enum Failure {
    /// Surely nothing happened.
    NotSent(String),
    /// It may have happened: look it up.
    Lost(String),
    /// The bank said no; the payment intent is there.
    Declined(Box<Json>),
    NotFound,
    /// Stripe understood and refused, with its own code.
    Refused(String),
}

impl Answer<'_> {
    pub fn read(&self) -> Result<Json, Failure> {
        let body: Option<Json> = serde_json::from_slice(self.body).ok();
        if (200..300).contains(&self.status) {
            return body.ok_or_else(|| Failure::Lost("the answer is no JSON".to_owned()));
        }
        let error = body.as_ref().map_or(&Json::Null, |body| &body["error"]);
        let word = |name: &str| error[name].as_str().unwrap_or_default().to_owned();
        let (kind, code) = (word("type"), word("code"));
        let said = format!("status {}, {kind} {code}", self.status);
        Err(match self.status {
            // The key was used with other words, or its first call is still under way.
            _ if kind == "idempotency_error" => Failure::Lost(said),
            409 | 500.. => Failure::Lost(said),
            401 | 403 | 429 => Failure::NotSent(said),
            402 if error["payment_intent"].is_object() => {
                Failure::Declined(Box::new(error["payment_intent"].clone()))
            }
            404 => Failure::NotFound,
            _ => Failure::Refused(code),
        })
    }
}

impl Failure {
    /// Of a charge or of setting up.
    pub fn of_charge(self) -> GatewayError {
        match self {
            Failure::NotSent(reason) => GatewayError::NotSent(reason),
            Failure::Lost(reason) => GatewayError::AnswerLost(reason),
            Failure::NotFound => GatewayError::Refused(ChargeRefusal::UnknownToken),
            Failure::Refused(code) if code == "resource_missing" => {
                GatewayError::Refused(ChargeRefusal::UnknownToken)
            }
            Failure::Refused(_) | Failure::Declined(_) => {
                GatewayError::Refused(ChargeRefusal::NotTaken)
            }
        }
    }

    pub fn of_refund(self) -> GatewayError {
        match self {
            Failure::NotSent(reason) => GatewayError::NotSent(reason),
            Failure::Lost(reason) => GatewayError::AnswerLost(reason),
            Failure::NotFound => RefundRefusal::UnknownPayment.into(),
            Failure::Declined(_) => RefundRefusal::NotCaptured.into(),
            Failure::Refused(_) => RefundRefusal::MoreThanCaptured.into(),
        }
    }

    /// A question changes nothing: however it failed, nothing happened.
    pub fn of_look_up(self) -> GatewayError {
        match self {
            Failure::NotSent(reason) | Failure::Lost(reason) => GatewayError::NotSent(reason),
            Failure::NotFound => GatewayError::NotSent("not found".to_owned()),
            Failure::Refused(code) => GatewayError::NotSent(code),
            Failure::Declined(_) => GatewayError::NotSent("declined".to_owned()),
        }
    }
}

pub fn text(object: &Json, name: &str) -> Result<String, String> {
    object[name].as_str().map(str::to_owned).ok_or_else(|| format!("no {name} in the answer"))
}

pub fn id(object: &Json) -> Result<String, String> {
    text(object, "id")
}

fn money(object: &Json, name: &str) -> Result<Money, String> {
    let currency: Currency = text(object, "currency")?
        .to_ascii_uppercase()
        .parse()
        .map_err(|_| "an unknown currency".to_owned())?;
    let minor = object[name].as_i64().ok_or_else(|| format!("no {name} in the answer"))?;
    from_stripe(minor, currency).ok_or_else(|| format!("{name} is no amount of {currency}"))
}

/// A payment intent as a payment; nothing of it was taken back as far as it says.
pub fn payment(intent: &Json, reference: &str) -> Result<Payment, String> {
    let amount = money(intent, "amount")?;
    Ok(Payment {
        gateway_id: id(intent)?,
        reference: text(&intent["metadata"], reference)?,
        amount,
        state: payment_state(intent)?,
        charged_back: Money::zero(amount.currency),
    })
}

/// Our token of what an intent charged.
pub fn charged_token(intent: &Json) -> Result<String, String> {
    Ok(token(&text(intent, "customer")?, &text(intent, "payment_method")?))
}

fn payment_state(intent: &Json) -> Result<PaymentState, String> {
    let error = &intent["last_payment_error"];
    Ok(match text(intent, "status")?.as_str() {
        "succeeded" => PaymentState::Succeeded,
        "processing" | "requires_confirmation" | "requires_capture" => PaymentState::Pending,
        "requires_action" => {
            let redirect = &intent["next_action"]["redirect_to_url"];
            match redirect["url"].as_str() {
                Some(url) => PaymentState::RequiresAction { challenge_url: url.to_owned() },
                None => PaymentState::Pending,
            }
        }
        "canceled" if intent["cancellation_reason"] == ABANDONED => {
            PaymentState::declined(DeclineCode::AuthenticationExpired)
        }
        "canceled" => PaymentState::declined(DeclineCode::CardDeclined),
        "requires_payment_method" if error.is_object() => {
            let (code, decline) = (error["code"].as_str(), error["decline_code"].as_str());
            PaymentState::declined(declined(code.unwrap_or_default(), decline))
        }
        "requires_payment_method" => PaymentState::declined(DeclineCode::CardDeclined),
        other => return Err(format!("an unknown status: {other}")),
    })
}

/// Stripe's error code and its bank's decline code as one of ours.
pub fn declined(code: &str, decline: Option<&str>) -> DeclineCode {
    match (code, decline) {
        (_, Some("insufficient_funds")) => DeclineCode::InsufficientFunds,
        (_, Some("lost_card")) => DeclineCode::LostCard,
        (_, Some("stolen_card" | "pickup_card" | "restricted_card")) => DeclineCode::StolenCard,
        ("expired_card", _) | (_, Some("expired_card")) => DeclineCode::ExpiredCard,
        ("authentication_required", _) | (_, Some("authentication_required")) => {
            DeclineCode::AuthenticationFailed
        }
        ("payment_intent_authentication_failure", _) => DeclineCode::AuthenticationFailed,
        _ => DeclineCode::CardDeclined,
    }
}

/// What disputes took of a payment of `amount`: those that are open or were lost. A warning has
/// taken nothing yet, and what was won is back.
pub fn taken_back(disputes: &Json, amount: Money) -> Money {
    let all = disputes["data"].as_array().map(Vec::as_slice).unwrap_or_default();
    let taken = all.iter().filter(|one| {
        matches!(one["status"].as_str(), Some("needs_response" | "under_review" | "lost"))
    });
    let taken = taken.filter_map(|one| money(one, "amount").ok());
    let sum = Money::sum(amount.currency, taken.filter(|one| one.currency == amount.currency));
    if sum.minor < amount.minor { sum } else { amount }
}

pub fn refund(object: &Json, reference: &str) -> Result<RefundRecord, String> {
    Ok(RefundRecord {
        gateway_id: id(object)?,
        reference: text(&object["metadata"], reference)?,
        amount: money(object, "amount")?,
        state: match text(object, "status")?.as_str() {
            "succeeded" => RefundState::Succeeded,
            "pending" | "requires_action" => RefundState::Pending,
            "failed" | "canceled" => RefundState::Failed,
            other => return Err(format!("an unknown status: {other}")),
        },
    })
}

/// What a finished page of Stripe's left us: a card or an account, and whose it is.
pub fn kept_method(session: &Json) -> Result<KeptMethod, String> {
    let method = &session["setup_intent"]["payment_method"];
    let token = token(&text(session, "customer")?, &id(method)?);
    let kind = match text(method, "type")?.as_str() {
        "card" => {
            let card = &method["card"];
            let year = card["exp_year"].as_i64().ok_or("no exp_year in the answer")?;
            let month = card["exp_month"].as_i64().ok_or("no exp_month in the answer")?;
            let expires: Expiry =
                format!("{year:04}-{month:02}").parse().map_err(|_| "no expiry date")?;
            KeptKind::Card { brand: brand(card["brand"].as_str().unwrap_or_default()), expires }
        }
        "sepa_debit" => KeptKind::Debit,
        other => return Err(format!("a way to pay we do not know: {other}")),
    };
    let of = if kind == KeptKind::Debit { &method["sepa_debit"] } else { &method["card"] };
    Ok(KeptMethod {
        reference: text(&session["metadata"], super::REFERENCE)?,
        token,
        last4: text(of, "last4")?,
        kind,
    })
}

fn brand(word: &str) -> CardBrand {
    match word {
        "visa" => CardBrand::Visa,
        "mastercard" => CardBrand::Mastercard,
        "amex" => CardBrand::AmericanExpress,
        _ => CardBrand::Other,
    }
}

/// What an event that was verified is about. Kinds that say nothing to us are read as `Other`.
pub fn event(body: &[u8], reference: &str) -> Result<GatewayEvent, EventRefusal> {
    let event: Json = serde_json::from_slice(body).map_err(|_| EventRefusal::Unreadable)?;
    let id = id(&event).map_err(|_| EventRefusal::Unreadable)?;
    let object = &event["data"]["object"];
    let ours = object["metadata"][reference].as_str();
    let about = |about: About, reference: &str| GatewayEvent {
        id: id.clone(),
        about,
        reference: reference.to_owned(),
    };
    Ok(match (object["object"].as_str(), ours) {
        (Some("payment_intent"), Some(ours)) => about(About::Payment, ours),
        (Some("refund"), Some(ours)) => about(About::Refund, ours),
        (Some("checkout.session"), Some(ours)) => about(About::SetUp, ours),
        (Some("charge" | "dispute"), _) => match object["payment_intent"].as_str() {
            Some(intent) => about(About::PaymentAtGateway, intent),
            None => about(About::Other, ""),
        },
        _ => about(About::Other, ""),
    })
}
