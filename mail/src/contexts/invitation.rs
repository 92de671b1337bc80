//! What is said to somebody who is asked to join an account.

use serde::{Deserialize, Serialize};
use units::{Timestamp, Zone};

use super::Context;
use crate::kind::MailKind;

/// To the address that was invited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Invitation {
    pub inviter: String,
    pub inviter_email: String,
    /// The account's name.
    pub account: String,
    /// What they have from the start, as it was bought.
    pub licences: Vec<String>,
    /// Where one joins; none for somebody who has an account of their own, and cannot.
    pub link: Option<String>,
    pub expires: Timestamp,
    pub zone: Zone,
}

impl Context for Invitation {
    const KIND: MailKind = MailKind::Invitation;
}
