//! Events: signed notes that something happened, in the form of the Standard Webhooks
//! specification.
//!
//! The signature covers id, time and body. A note that is forged, altered, old or from the future
//! is refused and changes nothing (R-13). That a note comes twice is the receiver's matter: its id
//! is unique in the schema (R-11).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use units::Timestamp;

/// Farthest the signed time may lie from now, either way.
pub const TOLERANCE_S: i64 = 300;
/// Largest body read.
pub const BODY_MAX_BYTES: usize = 65_536;
/// Most signatures tried; several occur while a key is changed.
const SIGNATURES_MAX: usize = 8;
const ID_MAX_BYTES: usize = 128;
/// Shortest key, in bytes.
const KEY_MIN_BYTES: usize = 24;

pub const ID_HEADER: &str = "webhook-id";
pub const TIMESTAMP_HEADER: &str = "webhook-timestamp";
pub const SIGNATURE_HEADER: &str = "webhook-signature";

/// What an event is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum About {
    /// A payment changed, or its money was taken back by the payer's bank.
    #[serde(rename = "payment.changed")]
    Payment,
    #[serde(rename = "refund.changed")]
    Refund,
    /// As `Payment`, named by the gateway's own id.
    #[serde(skip)]
    PaymentAtGateway,
    /// Something was left on the gateway's page.
    #[serde(skip)]
    SetUp,
    /// Nothing that matters here.
    #[serde(skip)]
    Other,
}

/// A checked event: what to look up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GatewayEvent {
    /// The gateway's, the same each time the event is sent.
    pub id: String,
    pub about: About,
    /// Ours, of the payment, the refund or the visit; the gateway's where `about` says so; empty
    /// of others.
    pub reference: String,
}

/// An event ready to be posted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedEvent {
    pub id: String,
    /// Names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// JSON.
    pub body: Vec<u8>,
}

/// Why an event that came in is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EventRefusal {
    #[error("a signature header is missing or malformed")]
    HeaderMissing,
    #[error("the body is too large")]
    TooLarge,
    #[error("the signature is not ours")]
    Forged,
    #[error("the signed time is more than five minutes from now")]
    NotNow,
    #[error("the body names no payment and no refund")]
    Unreadable,
}

impl EventRefusal {
    /// Stable.
    pub fn code(self) -> &'static str {
        match self {
            EventRefusal::HeaderMissing => "event.header_missing",
            EventRefusal::TooLarge => "event.too_large",
            EventRefusal::Forged => "event.forged",
            EventRefusal::NotNow => "event.not_now",
            EventRefusal::Unreadable => "event.unreadable",
        }
    }
}

/// The key both ends share; at least 24 bytes. Never printed.
#[derive(Clone)]
pub struct SigningKey(Vec<u8>);

/// The key is shorter than 24 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("failed to take the signing key: it needs {KEY_MIN_BYTES} bytes or more")]
pub struct KeyTooShort;

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

impl SigningKey {
    pub fn new(key: Vec<u8>) -> Result<SigningKey, KeyTooShort> {
        if key.len() < KEY_MIN_BYTES { Err(KeyTooShort) } else { Ok(SigningKey(key)) }
    }

    /// The three headers that sign `body` as message `id` at `at`.
    pub fn sign(&self, id: &str, at: Timestamp, body: &[u8]) -> Vec<(&'static str, String)> {
        let seconds = at.seconds().to_string();
        let signature = self.hmac(id, &seconds, body).finalize().into_bytes();
        vec![
            (ID_HEADER, id.to_owned()),
            (TIMESTAMP_HEADER, seconds),
            (SIGNATURE_HEADER, format!("v1,{}", STANDARD.encode(signature))),
        ]
    }

    /// Checks the signature and the time; answers with the message's id.
    pub fn verify(
        &self,
        headers: &dyn Fn(&str) -> Option<String>,
        body: &[u8],
        now: Timestamp,
    ) -> Result<String, EventRefusal> {
        let header = |name: &str| headers(name).ok_or(EventRefusal::HeaderMissing);
        let (id, seconds) = (header(ID_HEADER)?, header(TIMESTAMP_HEADER)?);
        let signatures = header(SIGNATURE_HEADER)?;
        let signed_at: i64 = seconds.parse().map_err(|_| EventRefusal::HeaderMissing)?;
        if id.is_empty() || id.len() > ID_MAX_BYTES {
            return Err(EventRefusal::HeaderMissing);
        }
        if body.len() > BODY_MAX_BYTES {
            return Err(EventRefusal::TooLarge);
        }
        let genuine = signatures
            .split(' ')
            .take(SIGNATURES_MAX)
            .filter_map(|signature| signature.strip_prefix("v1,"))
            .filter_map(|text| STANDARD.decode(text).ok())
            .any(|bytes| self.hmac(&id, &seconds, body).verify_slice(&bytes).is_ok());
        if !genuine {
            return Err(EventRefusal::Forged);
        }
        if signed_at.abs_diff(now.seconds()) > TOLERANCE_S.unsigned_abs() {
            return Err(EventRefusal::NotNow);
        }
        Ok(id)
    }

    /// A name nobody can guess without the key, always the same for `what`: 32 hex digits.
    pub(crate) fn name_for(&self, what: &str) -> String {
        let mut mac = self.keyed();
        mac.update(b"name:");
        mac.update(what.as_bytes());
        mac.finalize().into_bytes().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }

    fn hmac(&self, id: &str, seconds: &str, body: &[u8]) -> Hmac<Sha256> {
        let mut mac = self.keyed();
        mac.update(id.as_bytes());
        mac.update(b".");
        mac.update(seconds.as_bytes());
        mac.update(b".");
        mac.update(body);
        mac
    }

    fn keyed(&self) -> Hmac<Sha256> {
        Hmac::new_from_slice(&self.0).expect("HMAC takes keys of any length")
    }
}

/// The body of a sandbox event.
#[derive(Serialize, Deserialize)]
struct Body {
    r#type: About,
    timestamp: Timestamp,
    data: BodyData,
}

#[derive(Serialize, Deserialize)]
struct BodyData {
    reference: String,
}

/// The JSON saying that what is under `reference` changed at `at`.
pub(crate) fn body(about: About, reference: &str, at: Timestamp) -> Vec<u8> {
    let data = BodyData { reference: reference.to_owned() };
    let body = Body { r#type: about, timestamp: at, data };
    serde_json::to_vec(&body).expect("plain text and numbers")
}

/// What is named by a body that was verified.
pub(crate) fn named_in(body: &[u8]) -> Result<(About, String), EventRefusal> {
    let body: Body = serde_json::from_slice(body).map_err(|_| EventRefusal::Unreadable)?;
    Ok((body.r#type, body.data.reference))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        Timestamp::from_seconds(1_614_265_330)
    }

    /// The example of the Standard Webhooks libraries.
    #[test]
    fn the_published_example_is_signed_alike() {
        let key = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("base64");
        let key = SigningKey::new(key).expect("long enough");
        let signed = key.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", now(), br#"{"test": 2432232314}"#);
        let (_, signature) = signed.last().expect("three headers");
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    /// R-13: forged, altered, old and early notes are refused.
    #[test]
    fn only_fresh_genuine_notes_pass() {
        let key = SigningKey::new(vec![7; 32]).expect("long enough");
        let other = SigningKey::new(vec![8; 32]).expect("long enough");
        let body = body(About::Payment, "ref-1", now());
        let check =
            |by: &SigningKey, body: &[u8], at: Timestamp, name: &str, value: Option<&str>| {
                let noted = super::body(About::Payment, "ref-1", now());
                let signed = by.sign("msg_1", now(), &noted);
                let find = |wanted: &str| {
                    let kept = signed.iter().find(|(header, _)| *header == wanted);
                    let kept = kept.map(|(_, value)| value.clone());
                    if wanted == name { value.map(str::to_owned) } else { kept }
                };
                key.verify(&find, body, at)
            };
        assert_eq!(check(&key, &body, now(), "", None), Ok("msg_1".to_owned()));
        assert_eq!(named_in(&body), Ok((About::Payment, "ref-1".to_owned())));

        assert_eq!(check(&other, &body, now(), "", None), Err(EventRefusal::Forged));
        assert_eq!(check(&key, b"{}", now(), "", None), Err(EventRefusal::Forged));
        assert_eq!(check(&key, &body, now(), ID_HEADER, Some("msg_2")), Err(EventRefusal::Forged));
        let later = (now().seconds() + 1).to_string();
        let moved = check(&key, &body, now(), TIMESTAMP_HEADER, Some(&later));
        assert_eq!(moved, Err(EventRefusal::Forged));
        let none = check(&key, &body, now(), SIGNATURE_HEADER, None);
        assert_eq!(none, Err(EventRefusal::HeaderMissing));
        for wrong_time in [now().plus_seconds(301), now().plus_seconds(-301)] {
            assert_eq!(check(&key, &body, wrong_time, "", None), Err(EventRefusal::NotNow));
        }
        assert!(check(&key, &body, now().plus_seconds(300), "", None).is_ok());
    }

    #[test]
    fn a_changed_key_signs_beside_the_old_one() {
        let key = SigningKey::new(vec![7; 32]).expect("long enough");
        let signed = key.sign("msg_1", now(), b"x");
        let find = |wanted: &str| {
            let (_, value) = signed.iter().find(|(header, _)| *header == wanted)?;
            let rotated = format!("v1,AAAA v1a,BBBB {value}");
            Some(if wanted == SIGNATURE_HEADER { rotated } else { value.clone() })
        };
        assert_eq!(key.verify(&find, b"x", now()), Ok("msg_1".to_owned()));
    }
}
