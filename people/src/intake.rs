//! Intakes: many people are asked to join at once, from a list pasted or saved by a spreadsheet or
//! another service (E1a).
//!
//! `read` makes a list of a table, whoever wrote it; `propose` says what becomes of each of its
//! rows, as the account stands. The preview shows that, and the commit does exactly that.
//! Not known here: files, the account's rows, words in any language.

mod columns;
mod list;
mod propose;
mod words;

pub use list::{Entry, List, ListProblem, ROWS_MAX, read};
pub use propose::{
    Ask, Counts, Facts, Invited, Outcome, Pool, PoolUse, Proposal, RowProblem, propose,
};
