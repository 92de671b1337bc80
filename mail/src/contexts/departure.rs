//! What is said when somebody leaves an account, or is removed from it.

use serde::{Deserialize, Serialize};
use units::{Timestamp, Zone};

use super::Context;
use crate::kind::MailKind;

/// To whoever goes; of those who go by themselves to owners; of what is stopped to whoever asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Departure {
    /// `planned`, `taken_back`, `stopped`, `done`.
    pub what: String,
    /// `them`: the recipient is the one who goes; else `others`.
    pub to: String,
    /// `leaves`: they go by themselves; else `removed`.
    pub how: String,
    /// Who goes, by name.
    pub person: String,
    /// Who did it, by name; empty when nobody did.
    pub by: String,
    /// The account's name.
    pub account: String,
    /// When it takes effect.
    pub at: Timestamp,
    pub zone: Zone,
    /// What becomes of their things, in the recipient's language.
    pub lines: Vec<String>,
    /// An archive is made for them before.
    pub archive: bool,
    pub link: String,
}

impl Context for Departure {
    const KIND: MailKind = MailKind::Departure;
}

/// To whoever got something of somebody who left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandedOver {
    /// Who left, by name.
    pub from: String,
    /// The account's name.
    pub account: String,
    /// What they have from now on, in the recipient's language.
    pub lines: Vec<String>,
    pub link: String,
}

impl Context for HandedOver {
    const KIND: MailKind = MailKind::HandedOver;
}
