//! Stripe: the first gateway outside, behind the same trait as the sandbox.
//!
//! Our reference is the idempotency key and stands in the metadata of what it made, so that the
//! same reference takes or returns money once and is found again. No card number comes by: a
//! customer leaves a way to pay on Stripe's own page. What Stripe understood and refused did
//! nothing; what is not known to have been refused is to be looked up. See docs/stripe.md.

mod amount;
mod answer;
mod client;
mod signature;

use async_trait::async_trait;
use serde_json::Value as Json;
use units::Timestamp;

pub use client::{StripeSettings, StripeSettingsError};

use crate::Gateway;
use crate::event::{EventRefusal, GatewayEvent};
use crate::payment::{Charge, ChargeRefusal, GatewayError, Listed, Payment};
use crate::refund::{ListedRefund, Refund, RefundRecord, RefundRefusal};
use crate::set_up::{HostedEntry, KeptMethod, MethodEntry, SetUp, SetUpPage};
use answer::Failure;
use client::Client;

/// The key our reference has in Stripe's metadata.
const REFERENCE: &str = "plenum_reference";
/// The most refunds of one payment that are looked through.
const REFUNDS_MAX: &str = "100";
/// Payments or refunds asked for at once: the most that Stripe lists.
const LISTED_AT_ONCE: &str = "100";

/// Stripe; clones share connections.
#[derive(Clone)]
pub struct Stripe {
    client: Client,
}

impl Stripe {
    pub fn new(settings: StripeSettings) -> Result<Stripe, StripeSettingsError> {
        Ok(Stripe { client: Client::new(settings)? })
    }

    /// The payment intent that carries our `reference`.
    async fn intent(&self, reference: &str) -> Result<Option<Json>, GatewayError> {
        // The reference is ours: checked to be plain, so nothing in it ends the quotes.
        let query = format!("metadata['{REFERENCE}']:'{reference}'");
        let fields = [
            ("query", query),
            ("limit", "1".to_owned()),
            ("expand[]", "data.latest_charge".to_owned()),
        ];
        let found = self.client.get("/v1/payment_intents/search", &fields).await;
        let found = found.map_err(Failure::of_look_up)?;
        Ok(found["data"].get(0).cloned())
    }

    /// An intent as a payment, with what was taken back of it.
    async fn payment(&self, intent: &Json) -> Result<Payment, GatewayError> {
        let disputed = intent["latest_charge"]["disputed"].as_bool().unwrap_or(false);
        let mut payment = answer::payment(intent, REFERENCE).map_err(GatewayError::AnswerLost)?;
        if disputed {
            let id = payment.gateway_id.clone();
            let fields = [("payment_intent", id), ("limit", REFUNDS_MAX.to_owned())];
            let disputes = self.client.get("/v1/disputes", &fields).await;
            let disputes = disputes.map_err(Failure::of_look_up)?;
            payment.charged_back = answer::taken_back(&disputes, payment.amount);
        }
        Ok(payment)
    }

    /// Everything under `path` that was made from `since` on and carries a reference of ours, to
    /// the last page; `whole` is told along.
    async fn made_since(
        &self,
        path: &str,
        whole: &str,
        since: Timestamp,
    ) -> Result<Vec<Json>, GatewayError> {
        let mut made = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let mut fields = vec![
                ("created[gte]", since.seconds().to_string()),
                ("limit", LISTED_AT_ONCE.to_owned()),
                ("expand[]", whole.to_owned()),
            ];
            fields.extend(after.map(|after| ("starting_after", after)));
            let page = self.client.get(path, &fields).await.map_err(Failure::of_look_up)?;
            let all = page["data"].as_array().map(Vec::as_slice).unwrap_or_default();
            let ours = all.iter().filter(|one| one["metadata"][REFERENCE].is_string());
            made.extend(ours.cloned());
            after = all.last().and_then(|last| last["id"].as_str()).map(str::to_owned);
            if page["has_more"] != true || after.is_none() {
                return Ok(made);
            }
        }
    }

    /// A customer of Stripe's for one way to pay: what is charged without the payer present must
    /// belong to one.
    async fn customer(&self, set_up: &SetUp) -> Result<String, GatewayError> {
        let fields = [
            ("email", set_up.email.clone()),
            (&*format!("metadata[{REFERENCE}]"), set_up.reference.clone()),
        ];
        let key = format!("customer-{}", set_up.reference);
        let customer = self.client.post("/v1/customers", &key, &fields).await;
        let customer = customer.map_err(Failure::of_charge)?;
        answer::id(&customer).map_err(GatewayError::AnswerLost)
    }
}

/// A token of ours for Stripe's customer and payment method together.
fn token(customer: &str, method: &str) -> String {
    format!("{customer}:{method}")
}

#[async_trait]
impl HostedEntry for Stripe {
    fn pages_at(&self) -> &str {
        self.client.pages()
    }

    async fn start_set_up(&self, set_up: &SetUp) -> Result<SetUpPage, GatewayError> {
        let customer = self.customer(set_up).await?;
        let fields = [
            ("mode", "setup".to_owned()),
            ("customer", customer),
            ("payment_method_types[0]", "card".to_owned()),
            ("payment_method_types[1]", "sepa_debit".to_owned()),
            ("locale", set_up.language.clone()),
            ("success_url", set_up.return_url.clone()),
            ("cancel_url", set_up.cancel_url.clone()),
            (&*format!("metadata[{REFERENCE}]"), set_up.reference.clone()),
        ];
        let page = self.client.post("/v1/checkout/sessions", &set_up.reference, &fields).await;
        let page = page.map_err(Failure::of_charge)?;
        let id = answer::id(&page).map_err(GatewayError::AnswerLost)?;
        let url = answer::text(&page, "url").map_err(GatewayError::AnswerLost)?;
        Ok(SetUpPage { gateway_id: id, url })
    }

    async fn finish_set_up(&self, gateway_id: &str) -> Result<Option<KeptMethod>, GatewayError> {
        if !gateway_id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            return Ok(None);
        }
        let path = format!("/v1/checkout/sessions/{gateway_id}");
        let fields = [("expand[]", "setup_intent.payment_method".to_owned())];
        let session = match self.client.get(&path, &fields).await {
            Ok(session) => session,
            Err(Failure::NotFound) => return Ok(None),
            Err(other) => return Err(other.of_look_up()),
        };
        let done =
            session["status"] == "complete" && session["setup_intent"]["status"] == "succeeded";
        if !done {
            return Ok(None);
        }
        answer::kept_method(&session).map(Some).map_err(GatewayError::AnswerLost)
    }
}

#[async_trait]
impl Gateway for Stripe {
    fn name(&self) -> &'static str {
        "stripe"
    }

    fn entry(&self) -> MethodEntry<'_> {
        MethodEntry::Hosted(self)
    }

    async fn charge(&self, charge: &Charge) -> Result<Payment, GatewayError> {
        charge.check().map_err(GatewayError::Refused)?;
        let refused = |refusal| Err(GatewayError::Refused(refusal));
        let Some((customer, method)) = charge.token.split_once(':') else {
            return refused(ChargeRefusal::UnknownToken);
        };
        let Some(amount) = amount::to_stripe(charge.amount) else {
            return refused(ChargeRefusal::AmountNotTaken);
        };
        let fields = [
            ("amount", amount.to_string()),
            ("currency", charge.amount.currency.code().to_ascii_lowercase()),
            ("customer", customer.to_owned()),
            ("payment_method", method.to_owned()),
            ("payment_method_types[0]", "card".to_owned()),
            ("payment_method_types[1]", "sepa_debit".to_owned()),
            ("confirm", "true".to_owned()),
            ("off_session", (!charge.customer_present).to_string()),
            ("return_url", charge.return_url.clone()),
            ("description", charge.description.clone()),
            (&*format!("metadata[{REFERENCE}]"), charge.reference.clone()),
            ("expand[]", "latest_charge".to_owned()),
        ];
        let answered = self.client.post("/v1/payment_intents", &charge.reference, &fields).await;
        match answered {
            Ok(intent) => self.payment(&intent).await,
            // The bank said no: the payment is there, and says why.
            Err(Failure::Declined(intent)) => self.payment(&intent).await,
            Err(other) => Err(other.of_charge()),
        }
    }

    async fn look_up(&self, reference: &str) -> Result<Option<Payment>, GatewayError> {
        if !plain(reference) {
            return Ok(None);
        }
        match self.intent(reference).await? {
            Some(intent) => self.payment(&intent).await.map(Some),
            None => Ok(None),
        }
    }

    async fn charged_since(&self, since: Timestamp) -> Result<Vec<Listed>, GatewayError> {
        let mut listed = Vec::new();
        let whole = "data.latest_charge";
        for intent in self.made_since("/v1/payment_intents", whole, since).await? {
            let token = answer::charged_token(&intent).map_err(GatewayError::AnswerLost)?;
            listed.push(Listed { payment: self.payment(&intent).await?, token });
        }
        Ok(listed)
    }

    async fn refunded_since(&self, since: Timestamp) -> Result<Vec<ListedRefund>, GatewayError> {
        let made = self.made_since("/v1/refunds", "data.payment_intent", since).await?;
        let read = |object: &Json| {
            let of = &object["payment_intent"]["metadata"];
            let payment_reference = answer::text(of, REFERENCE)?;
            let refund = answer::refund(object, REFERENCE)?;
            Ok(ListedRefund { refund, payment_reference })
        };
        let listed: Result<Vec<ListedRefund>, String> = made.iter().map(read).collect();
        listed.map_err(GatewayError::AnswerLost)
    }

    async fn give_up(&self, reference: &str) -> Result<Option<Payment>, GatewayError> {
        if !plain(reference) {
            return Ok(None);
        }
        let Some(found) = self.intent(reference).await? else {
            return Ok(None);
        };
        let path =
            format!("/v1/payment_intents/{}", answer::id(&found).map_err(GatewayError::NotSent)?);
        let whole = [("expand[]", "latest_charge".to_owned())];
        let mut fields = whole.to_vec();
        fields.push(("cancellation_reason", answer::ABANDONED.to_owned()));
        let key = format!("cancel-{reference}");
        let cancelled = self.client.post(&format!("{path}/cancel"), &key, &fields).await;
        let intent = match cancelled {
            Ok(intent) => intent,
            // Paid, declined or cancelled before: it says so itself, which the search may not yet.
            Err(Failure::Refused(_)) => {
                self.client.get(&path, &whole).await.map_err(Failure::of_look_up)?
            }
            Err(other) => return Err(other.of_look_up()),
        };
        self.payment(&intent).await.map(Some)
    }

    async fn refund(&self, refund: &Refund) -> Result<RefundRecord, GatewayError> {
        refund.check()?;
        let intent = match plain(&refund.payment_reference) {
            true => self.intent(&refund.payment_reference).await?,
            false => None,
        };
        let intent = intent.ok_or(RefundRefusal::UnknownPayment)?;
        let id = answer::id(&intent).map_err(GatewayError::NotSent)?;
        let amount = amount::to_stripe(refund.amount).ok_or(RefundRefusal::NothingToRefund)?;
        let fields = [
            ("payment_intent", id),
            ("amount", amount.to_string()),
            (&*format!("metadata[{REFERENCE}]"), refund.reference.clone()),
        ];
        let answered = self.client.post("/v1/refunds", &refund.reference, &fields).await;
        let record = answered.map_err(Failure::of_refund)?;
        answer::refund(&record, REFERENCE).map_err(GatewayError::AnswerLost)
    }

    async fn look_up_refund(&self, refund: &Refund) -> Result<Option<RefundRecord>, GatewayError> {
        if !plain(&refund.payment_reference) {
            return Ok(None);
        }
        let Some(intent) = self.intent(&refund.payment_reference).await? else {
            return Ok(None);
        };
        let id = answer::id(&intent).map_err(GatewayError::NotSent)?;
        let fields = [("payment_intent", id), ("limit", REFUNDS_MAX.to_owned())];
        let listed = self.client.get("/v1/refunds", &fields).await.map_err(Failure::of_look_up)?;
        let all = listed["data"].as_array().map(Vec::as_slice).unwrap_or_default();
        let ours = all.iter().find(|one| one["metadata"][REFERENCE] == refund.reference.as_str());
        ours.map(|one| answer::refund(one, REFERENCE).map_err(GatewayError::AnswerLost)).transpose()
    }

    fn read_event(
        &self,
        headers: &dyn Fn(&str) -> Option<String>,
        body: &[u8],
        now: Timestamp,
    ) -> Result<GatewayEvent, EventRefusal> {
        signature::verify(self.client.webhook_secret(), headers, body, now)?;
        answer::event(body, REFERENCE)
    }
}

/// Whether a reference can stand inside a search as it is.
fn plain(reference: &str) -> bool {
    let fits = (1..=Charge::REFERENCE_MAX).contains(&reference.len());
    fits && reference.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
