//! Stripe's signature of an event: `Stripe-Signature: t=seconds,v1=hex,v1=hex…`.
//!
//! Each `v1` is HMAC-SHA256 over `seconds.body`; several stand there while a secret is changed. A
//! time too far from now is refused even when genuine.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use units::Timestamp;

use crate::event::{BODY_MAX_BYTES, EventRefusal, TOLERANCE_S};

pub const HEADER: &str = "stripe-signature";
/// Most signatures tried.
const SIGNATURES_MAX: usize = 8;

pub fn verify(
    secret: &str,
    headers: &dyn Fn(&str) -> Option<String>,
    body: &[u8],
    now: Timestamp,
) -> Result<(), EventRefusal> {
    let header = headers(HEADER).ok_or(EventRefusal::HeaderMissing)?;
    if body.len() > BODY_MAX_BYTES {
        return Err(EventRefusal::TooLarge);
    }
    let parts = || header.split(',').filter_map(|part| part.trim().split_once('='));
    let seconds = parts().find(|(name, _)| *name == "t").map(|(_, value)| value);
    let seconds = seconds.ok_or(EventRefusal::HeaderMissing)?;
    let signed_at: i64 = seconds.parse().map_err(|_| EventRefusal::HeaderMissing)?;
    let genuine = parts()
        .filter(|(name, _)| *name == "v1")
        .take(SIGNATURES_MAX)
        .filter_map(|(_, hex)| unhex(hex))
        .any(|bytes| mac(secret, seconds, body).verify_slice(&bytes).is_ok());
    if !genuine {
        return Err(EventRefusal::Forged);
    }
    match signed_at.abs_diff(now.seconds()) > TOLERANCE_S.unsigned_abs() {
        true => Err(EventRefusal::NotNow),
        false => Ok(()),
    }
}

fn mac(secret: &str, seconds: &str, body: &[u8]) -> Hmac<Sha256> {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(seconds.as_bytes());
    mac.update(b".");
    mac.update(body);
    mac
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    let byte = |pair: &[u8]| {
        let pair = std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?;
        u8::from_str_radix(pair, 16).ok()
    };
    pairs.map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        Timestamp::from_seconds(1_800_000_000)
    }

    fn signed(secret: &str, seconds: i64, body: &[u8]) -> String {
        let bytes = mac(secret, &seconds.to_string(), body).finalize().into_bytes();
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("t={seconds},v1={hex},v0=00")
    }

    /// forged, altered, old and early events are refused.
    #[test]
    fn only_fresh_genuine_events_pass() {
        let good = signed("whsec_a", now().seconds(), b"{}");
        let check = |header: Option<String>, body: &[u8], at: Timestamp| {
            verify("whsec_a", &|_| header.clone(), body, at)
        };
        assert_eq!(check(Some(good.clone()), b"{}", now()), Ok(()));
        assert_eq!(check(Some(good.clone()), b"{ }", now()), Err(EventRefusal::Forged));
        let other = signed("whsec_b", now().seconds(), b"{}");
        assert_eq!(check(Some(other.clone()), b"{}", now()), Err(EventRefusal::Forged));
        let both = format!("{good},{}", other.split_once(',').expect("two parts").1);
        assert_eq!(check(Some(both), b"{}", now()), Ok(()));
        for seconds in [-301, 301] {
            let header = Some(good.clone());
            assert_eq!(
                check(header, b"{}", now().plus_seconds(seconds)),
                Err(EventRefusal::NotNow)
            );
        }
        for broken in [None, Some("v1=00".to_owned()), Some("t=x,v1=00".to_owned())] {
            assert_eq!(check(broken, b"{}", now()), Err(EventRefusal::HeaderMissing));
        }
        assert_eq!(
            check(Some("t=1800000000,v1=zz".to_owned()), b"{}", now()),
            Err(EventRefusal::Forged)
        );
    }
}
