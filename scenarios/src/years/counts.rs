//! Counts: how often a dangerous state was reached ("sometimes").
//!
//! A night of many seeds in which one of `MUST` was never reached has shown nothing about it, and
//! fails.

use std::collections::BTreeMap;

/// What a night must reach at least once, and what it means.
pub const MUST: &[(&str, &str)] = &[
    ("account opened", "somebody signed up and followed the link"),
    ("link followed twice", "two tabs followed one link, one of them in vain"),
    ("order paid", "an order was paid and applied"),
    ("double click", "an order's button was pressed twice at once"),
    ("old tab", "a settled order's button was pressed again"),
    ("price moved", "a price changed between preview and order"),
    ("order expired", "an order ended unpaid"),
    ("declined softly", "a charge was declined softly"),
    ("declined for good", "a charge was declined for good"),
    ("past due", "a renewal's invoice stood open"),
    ("two invoices open", "a second period was billed while one stood open"),
    ("paid late", "an open invoice was paid by its customer"),
    ("pays twice at once", "an invoice's button was pressed twice at once"),
    ("being confirmed", "paying again was refused while a payment was unsettled"),
    ("bank asked", "the bank asked the payer"),
    ("question ignored", "the payer never answered the bank"),
    ("pending", "a payment was under way for hours"),
    ("answer lost", "a charge was carried out and its answer lost"),
    ("request lost", "a charge never arrived and nobody could know"),
    ("unknown for a day", "an attempt was unknown for more than a day"),
    ("slow answer", "an answer came after the look-up had begun"),
    ("bank down", "the bank was down while something was due"),
    ("note twice", "one event arrived more than once"),
    ("note late", "an event arrived an hour late or later"),
    ("note refused", "an event's time was too far off and it was refused"),
    ("crash before commit", "the process died before a commit"),
    ("crash after commit", "the process died after a commit"),
    ("crash before call", "the process died before an outside call"),
    ("crash after call", "the process died between an outside call and its record"),
    ("crash between writes", "the process died inside a transaction"),
    ("commit's answer lost", "a commit was on disk and its caller heard an error"),
    ("busy", "the database was locked"),
    ("disk full", "a write met a full disk"),
    ("down for days", "the process was down for more than a day"),
    ("down for a month", "the process was down for more than 31 days"),
    ("several periods caught up", "one subscription was renewed twice at one moment"),
    ("clock back", "the machine's clock went back"),
    ("second node", "two runners worked at once"),
    ("mail down", "the mail server was down while a mail was due"),
    ("mail handed over twice", "a mail was handed over again, under the same id"),
    ("tax changed", "a renewal was taxed at another rate than the period before"),
    ("month end", "a subscription from the 29th or later was renewed on an earlier day"),
    ("leap day", "a period covered a 29 February"),
    ("clocks forward", "a period covered a day of 23 hours"),
    ("clocks back", "a period covered a day of 25 hours"),
    ("year turned", "invoices were numbered in more than one series"),
    ("retried", "a customer's command failed and was tried again"),
];

/// How often each thing was reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(BTreeMap<&'static str, u64>);

impl Counts {
    /// Panics on a name that `MUST` does not explain.
    pub fn reach(&mut self, name: &'static str) {
        assert!(MUST.iter().any(|must| must.0 == name), "nobody explains \"{name}\"");
        *self.0.entry(name).or_default() += 1;
    }

    pub fn of(&self, name: &str) -> u64 {
        self.0.get(name).copied().unwrap_or_default()
    }

    pub fn add(&mut self, other: &Counts) {
        for (name, times) in &other.0 {
            *self.0.entry(name).or_default() += times;
        }
    }

    /// What was never reached.
    pub fn missing(&self) -> Vec<&'static str> {
        MUST.iter().map(|must| must.0).filter(|name| self.of(name) == 0).collect()
    }

    /// One line per name, in the order of `MUST`.
    pub fn table(&self) -> String {
        let line =
            |must: &(&str, &str)| format!("{:>9}  {:<26} {}\n", self.of(must.0), must.0, must.1);
        MUST.iter().map(line).collect()
    }
}
