//! Leaving a way to pay: typed into our own pages, or on a page of the gateway.
//!
//! A gateway outside shows its own page, so that no card number comes by here. We send the customer
//! there and learn afterwards what they left.

use async_trait::async_trait;

use crate::card::{CardBrand, CardDetails, CardRefusal, Expiry, KeptCard};
use crate::debit::{DebitDetails, DebitRefusal, KeptDebit};
use crate::payment::GatewayError;

/// Where a customer says how they pay.
#[derive(Clone, Copy)]
pub enum MethodEntry<'g> {
    /// In forms of ours; the gateway keeps what is typed.
    Typed(&'g dyn TypedEntry),
    /// On a page of the gateway.
    Hosted(&'g dyn HostedEntry),
}

/// A gateway that keeps what was typed into our forms.
#[async_trait]
pub trait TypedEntry: Send + Sync {
    /// Keeps a card and answers with a token for it. The number is never stored by Plenum.
    async fn keep_card(&self, card: CardDetails) -> Result<KeptCard, CardRefusal>;

    /// Keeps a bank account whose holder gave a mandate, and answers with a token for it.
    async fn keep_debit(&self, debit: DebitDetails) -> Result<KeptDebit, DebitRefusal>;
}

/// A gateway with a page of its own.
#[async_trait]
pub trait HostedEntry: Send + Sync {
    /// Scheme and host of its pages, such as `https://pay.example.org`.
    fn pages_at(&self) -> &str;

    /// Makes the page for one visit.
    async fn start_set_up(&self, set_up: &SetUp) -> Result<SetUpPage, GatewayError>;

    /// What the customer left on the page `gateway_id`; `None` while they have left nothing, and
    /// when there is no such page.
    async fn finish_set_up(&self, gateway_id: &str) -> Result<Option<KeptMethod>, GatewayError>;
}

/// A visit to the gateway's page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SetUp {
    /// Our own, unique for ever. 1 to 64 letters, digits and hyphens.
    pub reference: String,
    pub email: String,
    /// The page's language, such as `fr`.
    pub language: String,
    /// Where the gateway sends the customer when they are done: an absolute address of ours.
    pub return_url: String,
    /// And when they gave up.
    pub cancel_url: String,
}

/// The page, and what it is asked about by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SetUpPage {
    pub gateway_id: String,
    pub url: String,
}

/// What a customer left there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptMethod {
    /// Ours, of the visit.
    pub reference: String,
    pub token: String,
    /// Of the card's number or the account's.
    pub last4: String,
    pub kind: KeptKind,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeptKind {
    Card {
        brand: CardBrand,
        expires: Expiry,
    },
    /// A bank account with a SEPA mandate.
    Debit,
}
