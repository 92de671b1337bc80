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
    ("change paid first", "a change cost something and happened once it was paid"),
    ("seats added", "seats were added at once"),
    ("seats taken away", "seats were taken away at once"),
    ("tier changed at once", "another tier took over inside a period"),
    ("interval changed at once", "another interval took over inside a period"),
    ("add-on changed at once", "an add-on was bought, or there was less of it, inside a period"),
    ("change planned", "a change waited for the renewal"),
    ("anchor moved", "a change began the periods anew"),
    ("two changes on one day", "something was changed twice on one day"),
    ("charge less a credit", "one invoice charged the new and gave back the old"),
    ("upgrade gave way to a cancellation", "something was cancelled while an upgrade waited"),
    ("success after the end of its order", "money came for an order that had ended"),
    ("cancelled", "a subscription was cancelled for its period's end"),
    ("cancelled twice", "a cancellation was asked for again"),
    ("cancelled while past due", "somebody cancelled instead of paying"),
    ("cancellation taken back", "a cancellation was taken back"),
    ("ended with its period", "a cancelled subscription came to its end"),
    ("ended at once", "a subscription was ended inside its period"),
    ("came back", "a subscription that had ended was taken up again"),
    ("trial begun", "something was tried"),
    ("trial kept", "a trial that was to end was kept"),
    ("trial ended at once", "the first period was begun before the trial's end"),
    ("trial became paid", "a trial's first period was billed"),
    ("trial became paid after an outage", "a trial's end was noticed a day late or later"),
    ("trial ended, nothing paid", "a trial ended by itself or was cancelled"),
    ("year promised", "a year was promised inside a life"),
    ("cancelled with its promise", "a promised year was cancelled for its end"),
    ("fee for an early end", "a promised year was ended early and cost its fee"),
    ("fee given back", "a cancellation that had cost a fee was taken back"),
    ("product swapped", "one product took the place of another"),
    ("credit given", "something was given back by a credit note"),
    ("credit used", "the credit balance paid something"),
    ("paid in part with credit", "an invoice was paid with credit and money"),
    ("order paid with credit alone", "the credit balance paid all of an order"),
    ("credit used on request", "the credit balance paid an open invoice when asked"),
    ("money sent back", "a change sent money back to where it was paid from"),
    ("refund in trouble", "a refund's request or answer was to get lost"),
    ("refused while unpaid", "a change that moves money was refused: an invoice stood open"),
    ("default changed", "another way to pay became the default"),
    ("debit under way", "a debit was under way for days"),
    ("bought while a debit was under way", "an order was carried out before its debit was paid"),
    ("debit failed", "a debit failed after days"),
    ("debit taken back", "a debit was taken back weeks after it was paid"),
    ("suspended", "nobody paid for two weeks and service stopped"),
    ("paid after suspension", "a suspended subscription was paid and served again"),
    ("ended unpaid", "nobody paid for two months and the subscription ended"),
    ("paid after the end", "an invoice was paid after its subscription had ended unpaid"),
    ("retried by dunning", "an unpaid invoice was charged again on one of the days for that"),
    ("retried for what was left", "credit had paid a part, and the retry asked for the rest"),
    ("unserved given back", "what was paid after the end and not served came back as credit"),
    ("exemption granted", "somebody was exempted from tax"),
    ("tax given back", "a granted exemption gave the open period's tax back"),
    ("renewed without tax", "a renewal was billed without tax under an exemption"),
    ("exemption ran out", "the validity of an exemption was over"),
    ("taxed again", "somebody did without their exemption"),
    ("part of thirty days", "a part of a period was counted in months of thirty days"),
    ("part rounded to even", "a part of a period was rounded to the even neighbour"),
    ("transferred in part", "a bank transfer paid a part of an invoice"),
    ("transferred in full", "a bank transfer paid all that was open of an invoice"),
    ("transferred too much", "more was transferred than was open, and stands to the credit"),
    ("transfer while a payment was under way", "a transfer was refused until that was settled"),
    ("sent again", "what had been sent was sent once more, and answered alike"),
    ("sent again long after", "the same, a month later or more"),
    (
        "sent again with something else asked",
        "the id of something sent was used for something else",
    ),
    ("sent by somebody else", "the id of something sent was used from another account"),
    ("found after it was cut off", "a form was sent again after a crash, and had been carried out"),
    ("payment sent back", "an operator sent a payment back"),
    ("payment sent back in part", "an operator sent a part of a payment back"),
    ("more than is left", "a refund was refused: so much was not left of its payment"),
    ("open again", "an invoice was open again: its payment had been sent back"),
    ("paid again", "an invoice was paid again after its payment had been sent back"),
    ("sent back to what has ended", "a payment was sent back for a subscription that had ended"),
    ("somebody invited", "somebody was invited to an account"),
    ("invitation accepted", "somebody who was invited came"),
    ("invitation ran out", "an invitation that nobody answered gave its seat back"),
    ("licence given", "somebody was given a seat"),
    ("licences given at once", "several were given a seat at one moment"),
    ("no licence free", "a seat was refused: all were assigned"),
    ("no licence after the renewal", "a seat was refused: fewer are planned"),
    ("licence taken back", "a seat was taken back and is free"),
    ("fewer than are assigned", "fewer seats were refused before it was said who loses theirs"),
    ("licence lost at once", "a seat was lost with a change, as it was chosen"),
    ("licence lost at the renewal", "a seat was lost with a planned change when it came"),
    ("licences handed on", "what took a product's place was its holders' at once"),
    ("came back with its holders", "what was taken up again was whose it had been"),
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
