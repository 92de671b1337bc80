//! What is said when a bank transfer has come in.

use serde::{Deserialize, Serialize};
use units::{Date, Money};

use super::Context;
use crate::kind::MailKind;

/// To the owners.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TransferReceived {
    /// Of the invoice.
    pub number: String,
    pub amount: Money,
    pub received_on: Date,
    /// Still to pay of the invoice; `None` when it is paid.
    pub left: Option<Money>,
    /// What was too much, and stands to the account's credit.
    pub credit: Option<Money>,
    pub link: String,
}

impl Context for TransferReceived {
    const KIND: MailKind = MailKind::TransferReceived;
}
