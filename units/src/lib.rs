//! Units: money, time, periods, ids, addresses: types that cannot be wrong, with their arithmetic.
//!
//! Everything else in the house is built from these. Not known here: accounts, plans, SQL, HTTP,
//! the clock, randomness. A value of these types has been checked when it was made.

pub mod address;
pub mod anchor;
pub mod country;
pub mod email;
pub mod id;
pub mod locale;
pub mod money;
pub mod period;
pub mod proration;
pub mod time;

pub use address::PostalAddress;
pub use anchor::{Anchor, Interval};
pub use country::Country;
pub use email::EmailAddress;
pub use id::Id;
pub use jiff::civil::Date;
pub use locale::Locale;
pub use money::{Currency, Money, Rate};
pub use period::Period;
pub use proration::Rounding;
pub use time::{Timestamp, Zone};
