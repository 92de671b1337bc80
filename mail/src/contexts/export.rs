//! What is said when an archive of somebody's data is there.

use serde::{Deserialize, Serialize};
use units::{Timestamp, Zone};

use super::Context;
use crate::kind::MailKind;

/// To the person whose data it is; of an account's, to its owners.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportReady {
    /// The account's as a whole, not the recipient's own.
    pub of_account: bool,
    /// Who asked for it, by name.
    pub by: String,
    pub parts: i64,
    /// Of all parts, rounded, at least one.
    pub megabytes: i64,
    /// When it is deleted.
    pub until: Timestamp,
    pub zone: Zone,
    /// Where it is downloaded; only who is signed in and may gets it.
    pub link: String,
}

impl Context for ExportReady {
    const KIND: MailKind = MailKind::ExportReady;
}
