//! A passkey in software: answers challenges as a browser with an authenticator does (WebAuthn).
//!
//! One P-256 key, no attestation. What it sends is written out by hand, so that our reading of it
//! is tested against the standard's words and not against the same library.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value as Json, json};

const ORIGIN: &str = "http://localhost:8080";
const RP_ID: &str = "localhost";
/// The person was there, and was recognised.
const PRESENT_AND_VERIFIED: u8 = 0x05;
const WITH_CREDENTIAL: u8 = 0x40;

pub struct Device {
    key: EcdsaKeyPair,
    id: [u8; 16],
    /// Whose it is, as told when it was registered.
    user: String,
    pub counter: u32,
}

impl Device {
    pub fn new(id: [u8; 16]) -> Device {
        let random = SystemRandom::new();
        let kind = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let key = EcdsaKeyPair::generate_pkcs8(kind, &random).expect("a key");
        let key = EcdsaKeyPair::from_pkcs8(kind, key.as_ref(), &random).expect("the key");
        Device { key, id, user: String::new(), counter: 1 }
    }

    /// The answer to creation options.
    pub fn registers(&mut self, options: &Json) -> Json {
        let asked = &options["publicKey"];
        assert_eq!(asked["rp"]["id"], RP_ID);
        assert_eq!(asked["authenticatorSelection"]["residentKey"], "required");
        self.user = asked["user"]["id"].as_str().expect("whose it is").to_owned();
        let client_data = client_data("webauthn.create", asked);
        let mut data = self.authenticator_data(PRESENT_AND_VERIFIED | WITH_CREDENTIAL);
        data.extend([0; 16]);
        data.extend([0, 16]);
        data.extend(self.id);
        data.extend(self.public_key());
        let mut attestation = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        attestation.push(u8::try_from(data.len()).expect("short"));
        attestation.extend(data);
        json!({
            "id": encode(&self.id),
            "rawId": encode(&self.id),
            "type": "public-key",
            "response": {
                "clientDataJSON": encode(client_data.as_bytes()),
                "attestationObject": encode(&attestation),
                "transports": ["internal"],
            },
            "clientExtensionResults": {},
        })
    }

    /// The answer to request options; each one counts.
    pub fn signs(&mut self, options: &Json) -> Json {
        self.counter += 1;
        let client_data = client_data("webauthn.get", &options["publicKey"]);
        let data = self.authenticator_data(PRESENT_AND_VERIFIED);
        let hashed = digest(&SHA256, client_data.as_bytes());
        let signed = [data.as_slice(), hashed.as_ref()].concat();
        let signature = self.key.sign(&SystemRandom::new(), &signed).expect("a signature");
        json!({
            "id": encode(&self.id),
            "rawId": encode(&self.id),
            "type": "public-key",
            "response": {
                "clientDataJSON": encode(client_data.as_bytes()),
                "authenticatorData": encode(&data),
                "signature": encode(signature.as_ref()),
                "userHandle": self.user,
            },
            "clientExtensionResults": {},
        })
    }

    fn authenticator_data(&self, flags: u8) -> Vec<u8> {
        let mut data = digest(&SHA256, RP_ID.as_bytes()).as_ref().to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// COSE: an elliptic curve key for ES256 on P-256, with its two coordinates.
    fn public_key(&self) -> Vec<u8> {
        let (x, y) = self.key.public_key().as_ref()[1..].split_at(32);
        let head: &[u8] = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20";
        [head, x, b"\x22\x58\x20", y].concat()
    }
}

fn client_data(kind: &str, asked: &Json) -> String {
    let challenge = &asked["challenge"];
    json!({ "type": kind, "challenge": challenge, "origin": ORIGIN, "crossOrigin": false })
        .to_string()
}

fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
