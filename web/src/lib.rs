//! Web: what the portal and the API share about HTTP: sessions, tokens, errors, limits, pages.
//!
//! Knows no rules: what may be done is decided in `app` and below. What the two faces say and which
//! routes they have is theirs.

pub mod assets;
pub mod attachment;
pub mod bearer;
pub mod brand;
pub mod chrome;
pub mod client;
pub mod cookies;
pub mod errors;
pub mod face;
pub mod forms;
pub mod headers;
pub mod idempotency;
pub mod incoming;
pub mod limits;
pub mod markup;
pub mod news;
pub mod next;
mod origin;
pub mod pages;
mod panics;
pub mod path;
pub mod problem;
pub mod ranges;
pub mod refusal;
pub mod server;
pub mod session;
mod stories;
mod trace;
mod turns;
pub mod urls;
pub mod visit;

pub use bearer::Caller;
pub use errors::PageError;
pub use face::Face;
pub use forms::{Fields, Form};
pub use markup::Markup;
pub use next::Next;
pub use path::Path;
pub use problem::Problem;
pub use visit::{Member, Operator, Visit};
