//! Billing: subscriptions, orders, invoices, tax, payments and the ledger, as state and `propose`.
//!
//! One pure function per change: facts, ask and moment in, a `Proposal` or a `Refusal` out. Not
//! known here: SQL, HTTP, the clock, randomness, words in any language.

pub mod billed;
pub mod cancel;
pub mod change;
pub mod commitment;
pub mod credit_note;
pub mod dunning;
pub mod exemption;
pub mod goodwill;
pub mod invoice;
pub mod ledger;
pub mod licence;
pub mod life;
pub mod order;
pub mod payment;
pub mod proposal;
pub mod refund;
pub mod renewal;
pub mod settle;
pub mod stretch;
pub mod subscription;
pub mod swap;
pub mod tax;
pub mod tax_back;
pub mod transfer;
pub mod trial;
pub mod vat_id;
