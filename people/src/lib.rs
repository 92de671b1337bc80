//! People: who somebody is, what they may do, where they meet; rules only.
//!
//! Site names and hosts, roles and permissions, names of groups, lists of people to invite,
//! passwords, profiles, certificates' files, sign-up drafts, secret tokens, what an export holds,
//! what an account brings from elsewhere, what leaving does, news.
//! Not known here: SQL, HTTP, the clock, randomness, words in any language.

pub mod certificate;
pub mod export;
pub mod group;
pub mod history;
pub mod host;
pub mod import;
pub mod intake;
pub mod leaving;
pub mod membership;
pub mod name;
pub mod news;
pub mod password;
pub mod photo;
pub mod profile;
pub mod reports;
pub mod roles;
pub mod scope;
pub mod sign_up;
pub mod site;
pub mod token;
