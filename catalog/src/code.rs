//! Codes: the short words by which files, rows and addresses name products, tiers and add-ons.
//!
//! A code never changes once it was published: subscriptions name it for as long as they live.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The code of one `K`: 1 to 40 of `a`-`z`, `0`-`9` and `_`, beginning with a letter.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String", bound = "K: Clone")]
pub struct Code<K> {
    word: String,
    kind: PhantomData<K>,
}

/// What codes name.
pub mod kind {
    #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum Product {}
    #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum Tier {}
    #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum AddOn {}
}

/// Names a product, unique in a catalog: `meetings`.
pub type ProductId = Code<kind::Product>;
/// Names a tier, unique in its product: `pro`.
pub type TierId = Code<kind::Tier>;
/// Names an add-on, unique in a catalog: `call_me_domestic`.
pub type AddOnId = Code<kind::AddOn>;

/// The text is not a code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is not an id: write small letters a to z, digits and _, at most 40, a letter first"
)]
pub struct NotACode(pub String);

const CODE_MAX_BYTES: usize = 40;

impl<K> Code<K> {
    pub fn as_str(&self) -> &str {
        &self.word
    }
}

impl<K> FromStr for Code<K> {
    type Err = NotACode;

    fn from_str(word: &str) -> Result<Code<K>, NotACode> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let well_formed = word.len() <= CODE_MAX_BYTES
            && word.starts_with(|first: char| first.is_ascii_lowercase())
            && word.bytes().all(allowed);
        if well_formed {
            Ok(Code { word: word.to_owned(), kind: PhantomData })
        } else {
            Err(NotACode(word.to_owned()))
        }
    }
}

impl<K> TryFrom<String> for Code<K> {
    type Error = NotACode;

    fn try_from(word: String) -> Result<Code<K>, NotACode> {
        word.parse()
    }
}

impl<K> From<Code<K>> for String {
    fn from(code: Code<K>) -> String {
        code.word
    }
}

impl<K> fmt::Display for Code<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.word)
    }
}

impl<K> fmt::Debug for Code<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.word)
    }
}
