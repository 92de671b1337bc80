//! Gateway: the outside that takes money, behind one trait.
//!
//! Every charge carries a reference of our own, made before the call; the same reference never
//! takes money twice. An answer that got lost is settled by `look_up`, never by a second charge.
//! Events coming in are hints only: their signature is checked, then the payment itself is looked
//! up. Not known here: orders, invoices, the store, HTTP routes, the clock (time is an argument).

pub mod card;
pub mod debit;
pub mod event;
pub mod payment;
pub mod refund;
pub mod sandbox;
pub mod set_up;
pub mod stripe;

use async_trait::async_trait;
use units::Timestamp;

pub use card::{CardBrand, CardDetails, CardProblem, CardRefusal, Expiry, KeptCard};
pub use debit::{DebitDetails, DebitProblem, DebitRefusal, KeptDebit};
pub use event::{About, EventRefusal, GatewayEvent, SignedEvent, SigningKey};
pub use payment::{Charge, DeclineCode, GatewayError, Listed, Payment, PaymentState};
pub use refund::{Arrival, ListedRefund, Refund, RefundRecord, RefundRefusal, RefundState};
pub use sandbox::Sandbox;
pub use set_up::{HostedEntry, KeptKind, KeptMethod, MethodEntry, SetUp, SetUpPage, TypedEntry};
pub use stripe::{Stripe, StripeSettings, StripeSettingsError};

/// A payment service: the sandbox inside the program, or one outside.
#[async_trait]
pub trait Gateway: Send + Sync {
    /// The word it is stored and configured under, such as `sandbox`.
    fn name(&self) -> &'static str;

    /// How a customer leaves a way to pay.
    fn entry(&self) -> MethodEntry<'_>;

    /// Takes money from a kept card or account, at most once per `charge.reference`: asked again
    /// with the same reference and the same charge, it answers with the payment that exists.
    async fn charge(&self, charge: &Charge) -> Result<Payment, GatewayError>;

    /// The present state of the payment under our `reference`; `None` when the gateway never heard
    /// of it.
    async fn look_up(&self, reference: &str) -> Result<Option<Payment>, GatewayError>;

    /// All payments charged from `since` on, whatever became of them: for finding those that our
    /// own books have lost.
    async fn charged_since(&self, since: Timestamp) -> Result<Vec<Listed>, GatewayError>;

    /// All refunds asked for from `since` on, whatever became of them, likewise.
    async fn refunded_since(&self, since: Timestamp) -> Result<Vec<ListedRefund>, GatewayError>;

    /// Stops waiting for the payer of the payment under our `reference`, and tells where it stands
    /// then. It may have been paid in the meantime; a payer who answers after that pays nothing.
    async fn give_up(&self, reference: &str) -> Result<Option<Payment>, GatewayError>;

    /// Sends money back to where a payment came from, at most once per `refund.reference`: asked
    /// again with the same reference and the same refund, it answers with the refund that exists.
    /// Refused when less than that is left of the payment.
    async fn refund(&self, refund: &Refund) -> Result<RefundRecord, GatewayError>;

    /// The present state of `refund`, found by its reference (and its payment's, where a gateway
    /// keeps refunds with their payments); `None` when the gateway never heard of it.
    async fn look_up_refund(&self, refund: &Refund) -> Result<Option<RefundRecord>, GatewayError>;

    /// Checks an event that came in. `headers` gives a header's value by lower-case name.
    ///
    /// What it says is only *which* payment or refund to look up: events come twice, late and out
    /// of order.
    fn read_event(
        &self,
        headers: &dyn Fn(&str) -> Option<String>,
        body: &[u8],
        now: Timestamp,
    ) -> Result<GatewayEvent, EventRefusal>;
}
