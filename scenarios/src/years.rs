//! The years machine: random account lives over simulated years on the production code
//! (reliability.md, "The simulator"; docs/simulator.md says how to use it).
//!
//! A seed becomes a `Plan`, which is data; the `stage` plays it on one thread, in one order that
//! the seed decides, with the ports replaced: clock, randomness, gateway, mail, blobs, and a store
//! whose steps may be refused. What must hold is looked at by `oracle` beside an outside truth
//! (the `bank` and the `post` keep their own books) and a `model` written separately. `counts`
//! proves that the dangerous states were reached.

pub mod acts;
pub mod bank;
pub mod counts;
pub mod dice;
pub mod draw;
pub mod house;
pub mod model;
pub mod oracle;
pub mod plan;
pub mod post;
pub mod prices;
pub mod run;
pub mod shrink;
pub mod stage;
pub mod turns;
