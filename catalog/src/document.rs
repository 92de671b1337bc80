//! The documents a buyer accepts, by version and date (B3). Their texts live elsewhere.

use serde::{Deserialize, Serialize};
use units::Date;

/// One version of one document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Document {
    pub kind: DocumentKind,
    /// Recorded with each acceptance.
    pub version: String,
    /// The first day it is in force.
    pub from: Date,
    /// Where its text is: an `https` address or a path of the portal.
    pub url: String,
}

/// What is accepted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    Terms,
    Privacy,
    /// Where telephone numbers are involved: calls to emergency services.
    EmergencyCalls,
}

impl DocumentKind {
    pub const ALL: [DocumentKind; 3] =
        [DocumentKind::Terms, DocumentKind::Privacy, DocumentKind::EmergencyCalls];

    /// The word of the file, for text keys.
    pub fn word(self) -> &'static str {
        match self {
            DocumentKind::Terms => "terms",
            DocumentKind::Privacy => "privacy",
            DocumentKind::EmergencyCalls => "emergency_calls",
        }
    }
}
