//! Signed previews: the moment and the digest a person has seen, sealed so that neither can be
//! made up (P2).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use billing::proposal::{PREVIEW_VALID_S, Proposal};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use units::Timestamp;

/// The key previews and challenges are sealed with; one per deployment.
#[derive(Clone)]
pub struct SigningSecret(pub [u8; 32]);

/// What a person signed: as of when it was worked out, and its digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    pub as_of: Timestamp,
    pub digest: String,
}

/// The text is not a preview of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the preview was not made here")]
pub struct NotSigned;

impl SigningSecret {
    fn mac(&self, text: &str) -> Hmac<Sha256> {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("any key length makes an HMAC");
        mac.update(text.as_bytes());
        mac
    }

    /// Seals any short text for `purpose`; open it with `open`.
    pub fn seal(&self, purpose: &str, text: &str) -> String {
        let mac = self.mac(&format!("{purpose}|{text}")).finalize().into_bytes();
        format!("{}.{}", URL_SAFE_NO_PAD.encode(text), URL_SAFE_NO_PAD.encode(mac))
    }

    /// The text inside a seal made for `purpose`.
    pub fn open(&self, purpose: &str, sealed: &str) -> Result<String, NotSigned> {
        let (text, mac) = sealed.split_once('.').ok_or(NotSigned)?;
        let text = URL_SAFE_NO_PAD.decode(text).map_err(|_| NotSigned)?;
        let text = String::from_utf8(text).map_err(|_| NotSigned)?;
        let mac = URL_SAFE_NO_PAD.decode(mac).map_err(|_| NotSigned)?;
        let expected = self.mac(&format!("{purpose}|{text}"));
        expected.verify_slice(&mac).map_err(|_| NotSigned)?;
        Ok(text)
    }

    /// The token of a preview; `subject` binds it to what it is about, e.g. the account.
    pub fn sign(&self, subject: &str, proposal: &Proposal) -> String {
        let text = format!("{} {}", proposal.as_of.seconds(), proposal.digest());
        self.seal(&format!("preview {subject}"), &text)
    }

    /// What was signed in `token` about `subject`.
    pub fn read(&self, subject: &str, token: &str) -> Result<Signed, NotSigned> {
        let text = self.open(&format!("preview {subject}"), token)?;
        let (as_of, digest) = text.split_once(' ').ok_or(NotSigned)?;
        let seconds = as_of.parse().map_err(|_| NotSigned)?;
        Ok(Signed { as_of: Timestamp::from_seconds(seconds), digest: digest.to_owned() })
    }
}

impl Signed {
    /// The moment to propose as of: a fresh preview is honoured to the second it was made, an old
    /// one is worked out again.
    pub fn as_of_at(&self, now: Timestamp) -> Timestamp {
        let age_s = now.seconds_since(self.as_of);
        if (0..=PREVIEW_VALID_S).contains(&age_s) { self.as_of } else { now }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_opens_for_its_purpose_only() {
        let secret = SigningSecret([7; 32]);
        let sealed = secret.seal("preview ada", "12 abc");
        assert_eq!(secret.open("preview ada", &sealed), Ok("12 abc".to_owned()));
        assert_eq!(secret.open("preview ben", &sealed), Err(NotSigned));
        assert_eq!(SigningSecret([8; 32]).open("preview ada", &sealed), Err(NotSigned));
        assert_eq!(secret.open("preview ada", "x.y"), Err(NotSigned));
    }
}
