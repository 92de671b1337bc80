//! The ledger: double entry, append only, a chain of hashes per account (D3, I-01 to I-03).
//!
//! An entry says what happened once (an invoice issued, a payment received), in one currency, and
//! its legs add up to zero. Debits are positive. Built here, written by the store, exported as a
//! journal that `hledger check` accepts.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use units::id::AccountId;
use units::{Country, Currency, Date, Money, Rate, Timestamp};

use crate::credit_note::CreditNote;
use crate::invoice::{Buyer, Invoice, InvoiceDraft, Item};
use crate::refund::RefundCause;
use crate::transfer::Split;

/// Where an amount stands. The text form is the account name of the journal.
#[derive(Clone, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum LedgerAccount {
    /// What the customer owes.
    Receivable,
    /// What was sold, by product or add-on.
    Revenue { item: String },
    /// Tax collected for a country, at a rate.
    Tax { country: Country, rate: Rate },
    /// Money at a payment gateway.
    Cash { gateway: String },
    /// Money on the seller's bank account.
    Bank,
    /// What the account has to its credit.
    Credit,
}

impl fmt::Display for LedgerAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LedgerAccount::Receivable => f.write_str("assets:receivable"),
            LedgerAccount::Revenue { item } => write!(f, "revenues:{item}"),
            LedgerAccount::Tax { country, rate } => {
                write!(f, "liabilities:tax:{country}:{}", rate.percent())
            }
            LedgerAccount::Cash { gateway } => write!(f, "assets:gateway:{gateway}"),
            LedgerAccount::Bank => f.write_str("assets:bank"),
            LedgerAccount::Credit => f.write_str("liabilities:credit"),
        }
    }
}

/// What an entry says happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    Invoice,
    CreditNote,
    /// The credit balance has paid of an invoice.
    CreditUsed,
    Payment,
    Refund,
    /// A refund that had succeeded came back.
    RefundReturned,
    /// The payer's bank took a payment back.
    Chargeback,
    /// Money came to the seller's bank account.
    Transfer,
    /// The gateway has a payment that our books had lost.
    PaymentFound,
}

impl EntryKind {
    pub const ALL: [EntryKind; 9] = [
        EntryKind::Invoice,
        EntryKind::CreditNote,
        EntryKind::CreditUsed,
        EntryKind::Payment,
        EntryKind::Refund,
        EntryKind::RefundReturned,
        EntryKind::Chargeback,
        EntryKind::Transfer,
        EntryKind::PaymentFound,
    ];

    /// Stable: rows, hashes, journals and texts hold it.
    pub fn word(self) -> &'static str {
        match self {
            EntryKind::Invoice => "invoice",
            EntryKind::CreditNote => "credit_note",
            EntryKind::CreditUsed => "credit_used",
            EntryKind::Payment => "payment",
            EntryKind::Refund => "refund",
            EntryKind::RefundReturned => "refund_returned",
            EntryKind::Chargeback => "chargeback",
            EntryKind::Transfer => "transfer",
            EntryKind::PaymentFound => "payment_found",
        }
    }

    pub fn from_word(word: &str) -> Option<EntryKind> {
        EntryKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl fmt::Display for EntryKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// One side of an entry: positive is a debit, negative a credit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Leg {
    pub account: String,
    pub amount: Money,
}

/// What happened, once per `kind` and `reference`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    pub account: AccountId,
    pub kind: EntryKind,
    /// Id of the invoice, credit note, payment attempt, refund, chargeback or transfer.
    pub reference: String,
    /// Number of the document, for readers of the journal.
    pub description: String,
    pub currency: Currency,
    pub at: Timestamp,
    pub legs: Vec<Leg>,
}

impl Entry {
    fn new(
        account: AccountId,
        kind: EntryKind,
        reference: String,
        description: String,
        at: Timestamp,
        legs: Vec<(LedgerAccount, Money)>,
        currency: Currency,
    ) -> Entry {
        let sum = Money::sum(currency, legs.iter().map(|(_, amount)| *amount));
        assert!(sum.is_zero(), "{kind} {reference} does not balance: {sum}");
        let legs = legs
            .into_iter()
            .filter(|(_, amount)| !amount.is_zero())
            .map(|(account, amount)| Leg { account: account.to_string(), amount })
            .collect();
        Entry { account, kind, reference, description, currency, at, legs }
    }

    /// The link of the chain: this entry sealed with the hash before it.
    pub fn hash(&self, sequence: i64, previous: &str) -> String {
        let legs: Vec<String> =
            self.legs.iter().map(|leg| format!("{}={}", leg.account, leg.amount.minor)).collect();
        let text = format!(
            "{previous}|{}|{sequence}|{}|{}|{}|{}|{}|{}",
            self.account,
            self.kind,
            self.reference,
            self.description,
            self.currency,
            self.at.seconds(),
            legs.join(",")
        );
        hex(&Sha256::digest(text.as_bytes()))
    }
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

/// The customer owes the total; the parts are revenue and tax.
pub fn invoice_issued(invoice: &Invoice) -> Entry {
    let draft = &invoice.draft;
    let mut legs = vec![(LedgerAccount::Receivable, draft.total)];
    let sold = sold(draft, tax_country(&invoice.buyer));
    legs.extend(sold.into_iter().map(|(account, amount)| (account, amount.negated())));
    Entry::new(
        invoice.account,
        EntryKind::Invoice,
        invoice.id.to_string(),
        invoice.number.clone(),
        invoice.issued_at,
        legs,
        draft.currency,
    )
}

/// Revenue and tax go back, and stand to the account's credit.
pub fn credit_note_issued(note: &CreditNote) -> Entry {
    let draft = &note.draft;
    let mut legs = sold(draft, tax_country(&note.buyer));
    legs.push((LedgerAccount::Credit, draft.total.negated()));
    Entry::new(
        note.account,
        EntryKind::CreditNote,
        note.id.to_string(),
        note.number.clone(),
        note.issued_at,
        legs,
        draft.currency,
    )
}

/// The credit balance pays `amount` of `invoice` as it is issued.
pub fn credit_used(invoice: &Invoice, amount: Money) -> Entry {
    let legs = vec![(LedgerAccount::Credit, amount), (LedgerAccount::Receivable, amount.negated())];
    Entry::new(
        invoice.account,
        EntryKind::CreditUsed,
        invoice.id.to_string(),
        invoice.number.clone(),
        invoice.issued_at,
        legs,
        amount.currency,
    )
}

/// The credit balance pays `amount` of `invoice` some time after it was issued; `reference` begins
/// with the invoice's id and names this use of the credit.
pub fn credit_used_for(
    invoice: &Invoice,
    reference: String,
    amount: Money,
    at: Timestamp,
) -> Entry {
    Entry { reference, at, ..credit_used(invoice, amount) }
}

/// What `draft` sells, by revenue account and by tax, as it stands on the document.
fn sold(draft: &InvoiceDraft, country: Country) -> Vec<(LedgerAccount, Money)> {
    let revenue = draft.lines.iter().map(|line| {
        let item = match &line.item {
            Item::Seats { product, tier, .. } => format!("{product}:{tier}"),
            Item::AddOn { add_on, .. } => format!("add-on:{add_on}"),
            Item::EarlyEnd { product, tier, .. } => format!("early-end:{product}:{tier}"),
        };
        (LedgerAccount::Revenue { item }, line.amount)
    });
    let tax = draft.taxes.iter().map(|tax| {
        let account = LedgerAccount::Tax { country, rate: tax.tax.rate() };
        (account, tax.amount)
    });
    revenue.chain(tax).collect()
}

/// Tax at a rate belongs to the buyer's country within one-stop rules, which at home is the same.
fn tax_country(buyer: &Buyer) -> Country {
    buyer.address.country
}

/// Money came in against what the customer owes.
pub fn payment_received(
    account: AccountId,
    attempt: String,
    invoice_number: String,
    gateway: &str,
    amount: Money,
    at: Timestamp,
) -> Entry {
    let cash = LedgerAccount::Cash { gateway: gateway.to_owned() };
    let legs = vec![(cash, amount), (LedgerAccount::Receivable, amount.negated())];
    Entry::new(account, EntryKind::Payment, attempt, invoice_number, at, legs, amount.currency)
}

/// Money went back on a payment; `cause` says against what it had stood.
pub fn refund_sent(
    account: AccountId,
    refund: String,
    description: String,
    gateway: &str,
    cause: RefundCause,
    amount: Money,
    at: Timestamp,
) -> Entry {
    let cash = LedgerAccount::Cash { gateway: gateway.to_owned() };
    let legs = vec![(refunded_from(cause), amount), (cash, amount.negated())];
    Entry::new(account, EntryKind::Refund, refund, description, at, legs, amount.currency)
}

/// A refund that had succeeded came back: its entry the other way round.
pub fn refund_returned(
    account: AccountId,
    refund: String,
    description: String,
    gateway: &str,
    cause: RefundCause,
    amount: Money,
    at: Timestamp,
) -> Entry {
    let cash = LedgerAccount::Cash { gateway: gateway.to_owned() };
    let legs = vec![(cash, amount), (refunded_from(cause), amount.negated())];
    Entry::new(account, EntryKind::RefundReturned, refund, description, at, legs, amount.currency)
}

/// A credit note and a payment have lowered what the customer owes; a refund raises it again.
fn refunded_from(cause: RefundCause) -> LedgerAccount {
    match cause {
        RefundCause::Balance => LedgerAccount::Credit,
        RefundCause::CreditNote | RefundCause::LatePayment | RefundCause::PaymentReversed => {
            LedgerAccount::Receivable
        }
    }
}

/// The payer's bank took `amount` of a payment back: the customer owes it again.
pub fn charged_back(
    account: AccountId,
    chargeback: String,
    description: String,
    gateway: &str,
    amount: Money,
    at: Timestamp,
) -> Entry {
    let cash = LedgerAccount::Cash { gateway: gateway.to_owned() };
    let legs = vec![(LedgerAccount::Receivable, amount), (cash, amount.negated())];
    Entry::new(account, EntryKind::Chargeback, chargeback, description, at, legs, amount.currency)
}

/// Money came by bank transfer: against what the customer owes, and what is too much to their
/// credit.
pub fn transfer_received(
    account: AccountId,
    transfer: String,
    invoice_number: String,
    split: Split,
    at: Timestamp,
) -> Entry {
    let Split { applied, excess } = split;
    let legs = vec![
        (LedgerAccount::Bank, applied.plus(excess)),
        (LedgerAccount::Receivable, applied.negated()),
        (LedgerAccount::Credit, excess.negated()),
    ];
    let currency = applied.currency;
    Entry::new(account, EntryKind::Transfer, transfer, invoice_number, at, legs, currency)
}

/// The gateway took `amount` under `reference`, and what it paid is lost: it goes to the
/// customer's credit.
pub fn payment_found(
    account: AccountId,
    reference: String,
    gateway: &str,
    amount: Money,
    at: Timestamp,
) -> Entry {
    let cash = LedgerAccount::Cash { gateway: gateway.to_owned() };
    let legs = vec![(cash, amount), (LedgerAccount::Credit, amount.negated())];
    let kind = EntryKind::PaymentFound;
    Entry::new(account, kind, reference.clone(), reference, at, legs, amount.currency)
}

/// An entry as read back, for the check and the export.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Posted {
    pub account: AccountId,
    pub sequence: i64,
    pub kind: EntryKind,
    pub reference: String,
    pub description: String,
    pub currency: Currency,
    pub at: Timestamp,
    pub previous_hash: String,
    pub hash: String,
    pub legs: Vec<(String, i64)>,
}

impl Posted {
    /// Does this entry balance and continue the chain from `previous`?
    pub fn verify(&self, sequence: i64, previous: &str) -> Result<(), String> {
        let sum: i128 = self.legs.iter().map(|(_, minor)| i128::from(*minor)).sum();
        if sum != 0 {
            return Err(format!("{} {} does not balance by {sum}", self.kind, self.description));
        }
        let entry = Entry {
            account: self.account,
            kind: self.kind,
            reference: self.reference.clone(),
            description: self.description.clone(),
            currency: self.currency,
            at: self.at,
            legs: self
                .legs
                .iter()
                .map(|(account, minor)| Leg {
                    account: account.clone(),
                    amount: Money::new(*minor, self.currency),
                })
                .collect(),
        };
        let chained = self.sequence == sequence
            && self.previous_hash == previous
            && entry.hash(sequence, previous) == self.hash;
        if chained {
            Ok(())
        } else {
            Err(format!("{} {} breaks the chain of its account", self.kind, self.description))
        }
    }

    /// The entry in hledger's journal format; `date` is its civil date for the reader.
    pub fn journal(&self, date: Date) -> String {
        let mut text = format!("{date} ({}) {} {}\n", self.reference, self.kind, self.description);
        for (account, minor) in &self.legs {
            let amount = Money::new(*minor, self.currency).decimal();
            text.push_str(&format!("    {account}:{}  {} {amount}\n", self.account, self.currency));
        }
        text.push('\n');
        text
    }
}
