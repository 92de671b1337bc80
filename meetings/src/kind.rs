//! What kind of gathering is scheduled: a meeting, in which everybody speaks, or a webinar, in
//! which the host and the panelists do and all others watch and listen (F1,
//! docs/decisions/0054).

use serde::{Deserialize, Serialize};

/// Chosen when it is scheduled, and never changed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[default]
    Meeting,
    Webinar,
}

impl Kind {
    /// The word kept in rows and given to programs.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Meeting => "meeting",
            Kind::Webinar => "webinar",
        }
    }

    pub fn from_word(word: &str) -> Option<Kind> {
        [Kind::Meeting, Kind::Webinar].into_iter().find(|kind| kind.word() == word)
    }

    pub fn is_webinar(self) -> bool {
        self == Kind::Webinar
    }
}
