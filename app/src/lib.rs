//! App: one file per story: authorise, load, propose, compare, apply in one transaction.
//!
//! The outside (clock, randomness, gateway, mailer, blobs) comes in through `App`. Not known here:
//! HTTP, pages, SQL.

pub mod app;
pub mod audit;
pub mod billing_overview;
pub mod cart;
pub mod catalog_in_force;
pub mod checkout;
pub mod clock;
pub mod config;
pub mod credit_note_document;
pub mod credit_use;
pub mod debit;
pub mod deliver_mail;
pub mod deliver_webhook;
pub mod dunning;
pub mod effects;
pub mod exemption;
pub mod first_run;
pub mod home;
pub mod inner_address;
pub mod invitations;
pub mod invoice_document;
pub mod ledger;
pub mod licences;
pub mod meetings;
pub mod members;
pub mod offer;
pub mod operator;
pub mod order;
pub mod order_facts;
pub mod outbox;
pub mod page;
pub mod passkeys;
pub mod password_reset;
pub mod pay;
pub mod payment_methods;
pub mod plan;
pub mod profile;
pub mod provision;
pub mod random;
pub mod refund;
pub mod renew;
pub mod renewal_run;
pub mod renewal_status;
pub mod secrets;
pub mod sessions;
pub mod sheet;
pub mod sign_in;
pub mod sign_up;
pub mod signing;
pub mod time_guard;
pub mod tokens;
pub mod trail;
pub mod trial;
pub mod visitor;
pub mod webhooks;
pub mod who;
pub mod words;
pub mod work;

pub use app::App;
pub use clock::{Clock, SimulatedClock};
pub use config::Config;
pub use random::{Random, SeededRandom};
pub use who::Who;
