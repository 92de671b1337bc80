//! Documents: what leaves the house as a file: invoices as PDF with their XML inside, calendar
//! files, parts of exports.
//!
//! Facts and words in, bytes out. Not known here: the database, the network, the clock. The only
//! crate that knows typst.

pub mod archive;
pub mod calendar;
pub mod invoice;
