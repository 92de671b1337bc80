//! Buying: from a plan's name to a placed order.

use app::debit::{Iban, NewDebit, keep_debit};
use app::order::{Accepted, OrderError, Place, Preview, place, preview};
use app::payment_methods::keep_card;
use billing::invoice::Buyer;
use billing::order::{Ask, PlanAsk};
use billing::subscription::AfterTrial;
use gateway::CardDetails;
use store::order::OrderState;
use units::id::{OrderId, PaymentMethodId};
use units::{Currency, Interval, PostalAddress};

use crate::persona::Persona;

/// What somebody is about to buy; change what the story is about, buy the rest as it stands.
#[derive(Clone, Debug)]
pub struct Purchase {
    pub product: &'static str,
    pub tier: &'static str,
    pub interval: Interval,
    /// A year is promised.
    pub committed: bool,
    pub seats: u32,
    pub currency: Currency,
    /// Number of the sandbox's test card, or the IBAN of its test account.
    pub card: &'static str,
    pub country: &'static str,
    pub vat_id: Option<&'static str>,
    pub site_name: Option<&'static str>,
    /// Tried instead of bought, and how that ends.
    pub trial: Option<AfterTrial>,
}

impl Default for Purchase {
    fn default() -> Purchase {
        Purchase {
            product: "meetings",
            tier: "pro",
            interval: Interval::Monthly,
            committed: false,
            seats: 5,
            currency: Currency::EUR,
            card: "4242424242424242",
            country: "DE",
            vat_id: None,
            site_name: Some("ada-works"),
            trial: None,
        }
    }
}

/// A placed order.
#[derive(Clone, Debug)]
pub struct Bought {
    pub order: OrderId,
    pub state: OrderState,
}

impl Persona {
    /// Keeps a test card and prefers it.
    pub async fn keeps_card(&self, number: &str) -> PaymentMethodId {
        let card = CardDetails {
            holder: self.who.name.clone(),
            number: number.to_owned(),
            expires: "12/49".to_owned(),
            security_code: "123".to_owned(),
        };
        keep_card(&self.world.app, &self.who, card).await.expect("the card is kept").id
    }

    /// Keeps a test account, gives its mandate and prefers it.
    pub async fn keeps_account(&self, iban: &str) -> PaymentMethodId {
        let account = NewDebit {
            holder: self.who.name.clone(),
            iban: Iban(iban.to_owned()),
            mandate_given: true,
            default: true,
        };
        keep_debit(&self.world.app, &self.who, account).await.expect("the account is kept").id
    }

    /// What `purchase` asks for.
    pub fn asks(&self, purchase: &Purchase) -> Ask {
        Ask {
            plans: vec![PlanAsk {
                product: purchase.product.parse().expect("a product"),
                tier: purchase.tier.parse().expect("a tier"),
                interval: purchase.interval,
                seats: purchase.seats,
                add_ons: Vec::new(),
                committed: purchase.committed,
                trial: purchase.trial.is_some(),
            }],
            currency: purchase.currency,
            buyer: self.buyer(purchase),
            site_name: purchase.site_name.map(str::to_owned),
            after_trial: purchase.trial.unwrap_or_default(),
        }
    }

    fn buyer(&self, purchase: &Purchase) -> Buyer {
        Buyer {
            address: PostalAddress {
                name: self.who.name.clone(),
                street: "Lindenweg 7".to_owned(),
                postcode: "10115".to_owned(),
                city: "Berlin".to_owned(),
                region: String::new(),
                country: purchase.country.parse().expect("a country"),
            },
            vat_id: purchase.vat_id.map(|text| text.parse().expect("a VAT number")),
            email: self.who.email.to_string(),
        }
    }

    pub async fn previews(&self, purchase: &Purchase) -> Preview {
        preview(&self.world.app, &self.who, &self.asks(purchase)).await.expect("a preview")
    }

    /// The order as the order page would send it.
    pub async fn fills_in(&self, purchase: &Purchase, preview: &Preview) -> Place {
        let method = match purchase.trial {
            Some(AfterTrial::End) => None,
            _ if purchase.card.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                Some(self.keeps_account(purchase.card).await)
            }
            _ => Some(self.keeps_card(purchase.card).await),
        };
        let now = self.world.now();
        let today = self.who.zone.date(now);
        let mut tx = self.world.store().read().await.expect("a reader");
        let published = self.world.app.catalog(&mut tx).await.expect("a catalog");
        let accepted = [catalog::DocumentKind::Terms, catalog::DocumentKind::Privacy]
            .into_iter()
            .filter_map(|kind| published.catalog.document(kind, today))
            .map(|document| Accepted {
                document: document.kind.word().to_owned(),
                version: document.version.clone(),
            })
            .collect();
        Place {
            order: self.world.app.id(),
            ask: self.asks(purchase),
            particulars: Default::default(),
            accepted,
            method,
            preview: preview.token.clone(),
        }
    }

    pub async fn places(&self, form: &Place) -> Result<Bought, OrderError> {
        let state = place(&self.world.app, &self.who, form).await?;
        Ok(Bought { order: form.order, state })
    }

    /// The whole way: preview, card, order. Due work (provisioning, mails) is left to the story.
    pub async fn orders(&self, purchase: &Purchase) -> Bought {
        let preview = self.previews(purchase).await;
        let form = self.fills_in(purchase, &preview).await;
        self.places(&form).await.expect("the order is placed")
    }

    /// Orders, and everything due that follows.
    pub async fn buys(&self, purchase: &Purchase) -> Bought {
        let bought = self.orders(purchase).await;
        self.world.settles().await;
        bought
    }
}
