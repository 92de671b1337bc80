//! Usage: meetings that were held, who was connected to them and for how long; what counts as one
//! person and as one meeting; the files other services report them in, and our own (F7).
//!
//! Everything is found out or asked, nothing guessed: which column means what from the words above
//! it, whether 10/05 is in May or in October from the other dates of the file or from whoever hands
//! it in. Rules in memory.
//! Not known here: whose account it is, who may see it, SQL, HTTP, the clock.

pub mod attendance;
pub mod chart;
mod columns;
pub mod days;
pub mod held;
pub mod import;
pub mod own;
pub mod read;
mod row;
pub mod times;
mod words;

pub use attendance::{Attendee, attendees};
pub use columns::Language;
pub use held::{Connection, Held, Source};
pub use times::DateOrder;
