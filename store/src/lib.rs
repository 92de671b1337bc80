//! Store: all SQL, for SQLite and PostgreSQL alike, and rows to core types and back.
//!
//! One text per statement, in the subset both understand; the few differences stand in `dialect`.
//! Every row below an account carries its account's id and every statement names it. Not known
//! here: rules, HTTP, the clock.

pub mod acceptance;
pub mod access_token;
pub mod account;
pub mod audit;
pub mod bare;
pub mod bearer;
pub mod bulk;
pub mod cart;
pub mod catalog_version;
pub mod chat;
pub mod chat_attachment;
pub mod chat_message;
pub mod chat_retention;
pub mod contact;
pub mod contact_group;
pub mod contact_import;
pub mod credit_note;
pub mod crowd;
pub mod cursor;
pub mod deployment;
pub mod dialect;
pub mod due;
pub mod error;
pub mod exemption;
mod group;
pub mod idempotency;
pub mod intake;
pub mod interference;
pub mod invitation;
pub mod invoice;
pub mod invoice_list;
pub mod ledger;
pub mod licence;
mod log;
pub mod mail_outbox;
pub mod meeting;
pub mod meeting_list;
pub mod member;
pub mod method_visit;
pub mod migrate;
pub mod operator;
pub mod order;
pub mod passkey;
pub mod password_reset;
pub mod payment;
pub mod payment_method;
pub mod person;
pub mod policy;
pub mod provisioning;
pub mod rate_limit;
mod readers;
pub mod refund;
pub mod renewal;
pub mod renewal_run;
pub mod retry;
pub mod room;
pub mod row;
pub mod session;
pub mod sign_up;
pub mod site;
mod sqlite;
pub mod subscription;
pub mod transfer;
pub mod trial;
pub mod tx;
pub mod value;
pub mod webhook;

pub use error::StoreError;
pub use interference::{Interference, Moment};
pub use row::Row;
pub use tx::{Store, Tx};
pub use value::{Value, json};
