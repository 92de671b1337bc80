//! Contacts: people somebody knows, as they are kept, told apart, merged, read from files and
//! written to them (F6).
//!
//! Everything is found out or asked, nothing guessed: what a column means from the words above it,
//! whether two contacts are one from what only one person has. Rules in memory.
//! Not known here: whose contacts they are, SQL, HTTP, words in any language.

pub mod card;
pub mod charset;
pub mod columns;
pub mod duplicates;
mod fold;
pub mod import;
mod list;
pub mod own;
mod table;
pub mod vcard;
pub mod vcard_write;

pub use card::{Address, Card, CardDraft, GroupName, Phone, PhoneDraft, PhoneKind, Problem};
pub use fold::{fold, spaced, words_of};
