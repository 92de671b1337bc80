//! Testkit: a whole deployment in a test: simulated clock, either database, mailbox, sandbox.
//!
//! `on_each_database` runs a story on SQLite and, where `PLENUM_TEST_POSTGRES_URL` is set, on a
//! database of its own on PostgreSQL. Everything else is the production code.

mod arrive;
mod database;
mod faces;
pub mod http;
mod machine_clock;
mod mailbox;
mod persona;
mod shop;
mod world;

pub use arrive::PASSWORD;
pub use database::on_each_database;
pub use machine_clock::MachineClock;
pub use mailbox::Mail;
pub use persona::Persona;
pub use shop::{Bought, Purchase};
pub use world::{MAIL_IN_SECRET, World};

use units::{Currency, Money, Timestamp};

/// "15.00" euro.
pub fn eur(text: &str) -> Money {
    money(text, Currency::EUR)
}

/// An amount as text, exact: panics on anything else, it is a test's own mistake.
pub fn money(text: &str, currency: Currency) -> Money {
    catalog::amount(text, currency).expect("an amount")
}

/// A moment as text, e.g. `2027-04-01T00:00Z`.
pub fn moment(text: &str) -> Timestamp {
    text.parse().expect("a time")
}
