//! What is said when the ways an account pays change.

use serde::{Deserialize, Serialize};
use units::{Timestamp, Zone};

use super::Context;
use crate::kind::MailKind;

/// To whoever may change how the account pays.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaymentMethodChanged {
    pub what: MethodNews,
    /// The one it is about, in words: "Visa ending 4242".
    pub method: String,
    /// What is charged by itself from now on.
    pub default: String,
    /// What renews with the default, in words; empty when nothing does.
    pub renews: Vec<String>,
    /// The reference of the mandate just given.
    #[serde(default)]
    pub mandate: Option<String>,
    /// Who did it.
    pub by: String,
    pub when: Timestamp,
    pub zone: Zone,
    pub link: String,
}

impl Context for PaymentMethodChanged {
    const KIND: MailKind = MailKind::PaymentMethodChanged;
}

/// What became of a way to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MethodNews {
    Default,
    Removed,
    /// An account was kept for direct debits.
    Mandate,
}
