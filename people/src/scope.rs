//! Scopes: what a personal access token may be used for.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// One thing a token may do; never more than its person may.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Scope {
    #[serde(rename = "profile:read")]
    ProfileRead,
    #[serde(rename = "profile:write")]
    ProfileWrite,
    #[serde(rename = "meetings:read")]
    MeetingsRead,
    #[serde(rename = "meetings:write")]
    MeetingsWrite,
    #[serde(rename = "contacts:read")]
    ContactsRead,
    #[serde(rename = "contacts:write")]
    ContactsWrite,
    #[serde(rename = "chats:read")]
    ChatsRead,
    #[serde(rename = "chats:write")]
    ChatsWrite,
    #[serde(rename = "recordings:read")]
    RecordingsRead,
    #[serde(rename = "recordings:write")]
    RecordingsWrite,
    #[serde(rename = "reports:read")]
    ReportsRead,
    #[serde(rename = "reports:write")]
    ReportsWrite,
    #[serde(rename = "billing:read")]
    BillingRead,
    #[serde(rename = "billing:write")]
    BillingWrite,
    #[serde(rename = "site:write")]
    SiteWrite,
    #[serde(rename = "people:write")]
    PeopleWrite,
    #[serde(rename = "audit:read")]
    AuditRead,
    #[serde(rename = "webhooks:write")]
    WebhooksWrite,
    #[serde(rename = "exports:write")]
    ExportsWrite,
    #[serde(rename = "imports:write")]
    ImportsWrite,
    #[serde(rename = "operator")]
    Operator,
}

/// The text names no scope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown scope \"{0}\"")]
pub struct UnknownScope(pub String);

impl Scope {
    pub const ALL: [Scope; 21] = [
        Scope::ProfileRead,
        Scope::ProfileWrite,
        Scope::MeetingsRead,
        Scope::MeetingsWrite,
        Scope::ContactsRead,
        Scope::ContactsWrite,
        Scope::ChatsRead,
        Scope::ChatsWrite,
        Scope::RecordingsRead,
        Scope::RecordingsWrite,
        Scope::ReportsRead,
        Scope::ReportsWrite,
        Scope::BillingRead,
        Scope::BillingWrite,
        Scope::SiteWrite,
        Scope::PeopleWrite,
        Scope::AuditRead,
        Scope::WebhooksWrite,
        Scope::ExportsWrite,
        Scope::ImportsWrite,
        Scope::Operator,
    ];

    /// As in tokens, rows and the API's description.
    pub fn word(self) -> &'static str {
        match self {
            Scope::ProfileRead => "profile:read",
            Scope::ProfileWrite => "profile:write",
            Scope::MeetingsRead => "meetings:read",
            Scope::MeetingsWrite => "meetings:write",
            Scope::ContactsRead => "contacts:read",
            Scope::ContactsWrite => "contacts:write",
            Scope::ChatsRead => "chats:read",
            Scope::ChatsWrite => "chats:write",
            Scope::RecordingsRead => "recordings:read",
            Scope::RecordingsWrite => "recordings:write",
            Scope::ReportsRead => "reports:read",
            Scope::ReportsWrite => "reports:write",
            Scope::BillingRead => "billing:read",
            Scope::BillingWrite => "billing:write",
            Scope::SiteWrite => "site:write",
            Scope::PeopleWrite => "people:write",
            Scope::AuditRead => "audit:read",
            Scope::WebhooksWrite => "webhooks:write",
            Scope::ExportsWrite => "exports:write",
            Scope::ImportsWrite => "imports:write",
            Scope::Operator => "operator",
        }
    }

    pub fn from_word(word: &str) -> Option<Scope> {
        Scope::ALL.into_iter().find(|scope| scope.word() == word)
    }

    /// Whether having this scope is enough where `needed` is asked for: writing includes reading.
    pub fn covers(self, needed: Scope) -> bool {
        let reads = match self {
            Scope::ProfileWrite => Some(Scope::ProfileRead),
            Scope::MeetingsWrite => Some(Scope::MeetingsRead),
            Scope::ContactsWrite => Some(Scope::ContactsRead),
            Scope::ChatsWrite => Some(Scope::ChatsRead),
            Scope::RecordingsWrite => Some(Scope::RecordingsRead),
            Scope::ReportsWrite => Some(Scope::ReportsRead),
            Scope::BillingWrite => Some(Scope::BillingRead),
            _ => None,
        };
        self == needed || reads == Some(needed)
    }
}

/// Scopes as kept in a row: their words with blanks between; the first unknown one is told.
pub fn read_scopes(text: &str) -> Result<BTreeSet<Scope>, UnknownScope> {
    text.split_whitespace()
        .map(|word| Scope::from_word(word).ok_or_else(|| UnknownScope(word.to_owned())))
        .collect()
}

/// The text `read_scopes` reads.
pub fn write_scopes(scopes: &BTreeSet<Scope>) -> String {
    scopes.iter().map(|scope| scope.word()).collect::<Vec<&str>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_read_back() {
        let all: BTreeSet<Scope> = Scope::ALL.into_iter().collect();
        assert_eq!(read_scopes(&write_scopes(&all)), Ok(all));
        assert_eq!(read_scopes(""), Ok(BTreeSet::new()));
        assert_eq!(read_scopes("profile:read x"), Err(UnknownScope("x".to_owned())));
    }

    #[test]
    fn writing_includes_reading_and_nothing_else() {
        for scope in Scope::ALL {
            let covered: Vec<&str> = Scope::ALL
                .into_iter()
                .filter(|each| scope.covers(*each))
                .map(Scope::word)
                .collect();
            let with_read = scope.word().replace(":write", ":read");
            for each in covered {
                assert!(each == scope.word() || each == with_read, "{} {each}", scope.word());
            }
        }
        assert!(Scope::BillingWrite.covers(Scope::BillingRead));
        assert!(!Scope::BillingRead.covers(Scope::BillingWrite));
    }
}
