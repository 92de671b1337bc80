//! Checkout: from what was typed to an order that can be previewed (B3).
//!
//! Every field is read; all that is wrong is told at once, by field and code.

use std::collections::BTreeMap;

use billing::invoice::Buyer;
use billing::order::Ask;
use billing::subscription::AfterTrial;
use billing::vat_id::VatId;
use catalog::{Document, DocumentKind};
use people::site::SiteName;
use store::StoreError;
use store::order::{Calling, Particulars};
use units::id::PaymentMethodId;
use units::{Country, EmailAddress, PostalAddress};

use crate::app::App;
use crate::cart::Cart;
use crate::order::Accepted;
use crate::{Who, order_facts};

/// One field that cannot stay as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    pub field: String,
    /// Stable: texts and API clients key on it.
    pub code: &'static str,
}

/// What the checkout form said, read.
#[derive(Clone, Debug)]
pub struct Checkout {
    pub ask: Ask,
    pub particulars: Particulars,
    pub accepted: Vec<Accepted>,
    pub method: Option<PaymentMethodId>,
}

/// What the form needs to know before it is shown or read.
#[derive(Clone, Copy, Debug)]
pub struct Needs {
    /// The account has no site of its own yet: a name is asked.
    pub site_name: bool,
    /// A telephone add-on is in the cart: preferences and the emergency policy are asked.
    pub phone: bool,
    /// Something in the cart is bought: a way to pay is asked.
    pub buys: bool,
    /// Something is tried: how that ends is asked, and how it is then paid.
    pub tries: bool,
}

impl Needs {
    /// Is a way to pay needed, now or at the end of a trial?
    pub fn pays(self, after_trial: AfterTrial) -> bool {
        self.buys || (self.tries && after_trial == AfterTrial::Subscribe)
    }
}

/// What the cart of `who` asks for.
pub async fn needs(app: &App, who: &Who, cart: &Cart) -> Result<Needs, StoreError> {
    let mut tx = app.store.read().await?;
    let published = app.catalog(&mut tx).await?;
    let phone =
        cart.plans.iter().flat_map(|plan| &plan.add_ons).any(|wanted| {
            published.catalog.add_on(&wanted.add_on).is_some_and(|add_on| add_on.phone)
        });
    Ok(Needs {
        site_name: order_facts::needs_site(&mut tx, who.account()).await?,
        phone,
        buys: cart.plans.iter().any(|plan| !plan.trial),
        tries: cart.plans.iter().any(|plan| plan.trial),
    })
}

/// What the form is filled in with the first time: what the account was billed as before, the
/// person's name and address, a free site name.
pub async fn prefilled(app: &App, who: &Who) -> Result<BTreeMap<String, String>, StoreError> {
    let mut tx = app.store.read().await?;
    let mut typed = BTreeMap::new();
    let mut fill = |name: &str, text: &str| typed.insert(name.to_owned(), text.to_owned());
    fill("billing_email", who.email.as_str());
    fill("billing_name", &who.name);
    fill("service_same", "on");
    let account = store::account::find(&mut tx, who.account()).await?;
    if let Some(buyer) = account.and_then(|account| account.buyer) {
        fill("billing_name", &buyer.address.name);
        fill("billing_street", &buyer.address.street);
        fill("billing_postcode", &buyer.address.postcode);
        fill("billing_city", &buyer.address.city);
        fill("billing_region", &buyer.address.region);
        fill("billing_country", buyer.address.country.code());
        fill("billing_email", &buyer.email);
        fill("vat_id", buyer.vat_id.as_ref().map_or("", VatId::as_str));
    }
    // A name reserved before and given back is still theirs to take.
    let now = app.now();
    let resting = store::site::resting(&mut tx, who.account(), now).await?;
    let name = match resting.into_iter().next() {
        Some(name) => name,
        None => order_facts::suggest(&mut tx, who.account(), &who.email, now).await?,
    };
    typed.insert("site_name".to_owned(), name);
    Ok(typed)
}

/// Reads the form; `Err` lists every field that is wrong.
pub fn read(cart: &Cart, needs: Needs) -> Result<Checkout, Vec<FieldProblem>> {
    let mut reader = Reader { typed: &cart.typed, problems: Vec::new() };
    let address = reader.address("billing");
    let email = reader.email("billing_email");
    let vat_id = reader.vat_id(address.as_ref().map(|address| address.country));
    let service_address =
        if reader.is_on("service_same") { None } else { reader.address("service") };
    let calling = if needs.phone { reader.calling() } else { None };
    let site_name = if needs.site_name { reader.site_name() } else { None };
    let after_trial = if needs.tries { reader.after_trial() } else { AfterTrial::default() };
    let method = if needs.pays(after_trial) { reader.method() } else { None };
    let accepted = reader.accepted(needs);
    match (address, email) {
        (Some(address), Some(email)) if reader.problems.is_empty() => Ok(Checkout {
            ask: Ask {
                plans: cart.plans.clone(),
                currency: cart.currency,
                buyer: Buyer { address, vat_id, email: email.to_string() },
                site_name: site_name.clone(),
                after_trial,
            },
            particulars: Particulars { site_name, service_address, calling },
            accepted,
            method,
        }),
        _ => Err(reader.problems),
    }
}

/// How the trials of the order end: by themselves, unless the form says otherwise. None for a word
/// nobody can mean.
pub fn after_trial(typed: &BTreeMap<String, String>) -> Option<AfterTrial> {
    match typed.get("after_trial").map_or("", |word| word.trim()) {
        "" => Some(AfterTrial::End),
        word => AfterTrial::from_word(word),
    }
}

/// Longest line of an address, in characters.
const LINE_MAX_CHARS: usize = 100;

struct Reader<'a> {
    typed: &'a BTreeMap<String, String>,
    problems: Vec<FieldProblem>,
}

impl Reader<'_> {
    fn text(&self, field: &str) -> &str {
        self.typed.get(field).map_or("", |text| text.trim())
    }

    fn is_on(&self, field: &str) -> bool {
        !self.text(field).is_empty()
    }

    fn problem(&mut self, field: &str, code: &'static str) {
        self.problems.push(FieldProblem { field: field.to_owned(), code });
    }

    fn line(&mut self, field: &str, required: bool) -> Option<String> {
        let text = self.text(field).to_owned();
        if text.is_empty() && required {
            self.problem(field, "field.required");
            return None;
        }
        if text.chars().count() > LINE_MAX_CHARS {
            self.problem(field, "field.too_long");
            return None;
        }
        if text.chars().any(char::is_control) {
            self.problem(field, "field.characters");
            return None;
        }
        Some(text)
    }

    fn address(&mut self, prefix: &str) -> Option<PostalAddress> {
        let field = |name: &str| format!("{prefix}_{name}");
        let name = self.line(&field("name"), true);
        let street = self.line(&field("street"), true);
        let postcode = self.line(&field("postcode"), false);
        let city = self.line(&field("city"), true);
        let region = self.line(&field("region"), false);
        let country = self.country(&field("country"));
        Some(PostalAddress {
            name: name?,
            street: street?,
            postcode: postcode?,
            city: city?,
            region: region?,
            country: country?,
        })
    }

    fn country(&mut self, field: &str) -> Option<Country> {
        let country = self.text(field).parse().ok();
        if country.is_none() {
            self.problem(field, "field.country");
        }
        country
    }

    fn email(&mut self, field: &str) -> Option<EmailAddress> {
        let email = self.text(field).parse().ok();
        if email.is_none() {
            self.problem(field, "field.email");
        }
        email
    }

    fn vat_id(&mut self, country: Option<Country>) -> Option<VatId> {
        let text = self.text("vat_id");
        if text.is_empty() {
            return None;
        }
        match VatId::parse(text, country) {
            Ok(vat_id) => Some(vat_id),
            Err(refusal) => {
                self.problem("vat_id", refusal.code());
                None
            }
        }
    }

    fn calling(&mut self) -> Option<Calling> {
        let country = self.country("caller_country")?;
        let area = self.line("caller_area", false)?;
        Some(Calling { country, area })
    }

    fn site_name(&mut self) -> Option<String> {
        match SiteName::choose(self.text("site_name")) {
            Ok(name) => Some(name.as_str().to_owned()),
            Err(refusal) => {
                self.problem("site_name", refusal.code());
                None
            }
        }
    }

    fn after_trial(&mut self) -> AfterTrial {
        after_trial(self.typed).unwrap_or_else(|| {
            self.problem("after_trial", "change.unknown");
            AfterTrial::End
        })
    }

    fn method(&mut self) -> Option<PaymentMethodId> {
        let method = self.text("method").parse().ok();
        if method.is_none() {
            self.problem("method", "payment.no_method");
        }
        method
    }

    /// A ticked box carries the version that was shown.
    fn accepted(&mut self, needs: Needs) -> Vec<Accepted> {
        let mut documents = vec!["terms", "privacy"];
        if needs.phone {
            documents.push("emergency_calls");
        }
        let mut accepted = Vec::new();
        for document in documents {
            let field = format!("accept_{document}");
            let version = self.text(&field).to_owned();
            if version.is_empty() {
                self.problem(&field, "order.not_accepted");
            } else {
                accepted.push(Accepted { document: document.to_owned(), version });
            }
        }
        accepted
    }
}

/// The documents the buyer must accept, in their versions of today.
pub async fn to_accept(app: &App, who: &Who, needs: Needs) -> Result<Vec<Document>, StoreError> {
    let mut tx = app.store.read().await?;
    let published = app.catalog(&mut tx).await?;
    let account = store::account::find(&mut tx, who.account()).await?;
    let zone = account.map_or_else(|| who.zone.clone(), |account| account.zone);
    let today = zone.date(app.now());
    let mut kinds = vec![DocumentKind::Terms, DocumentKind::Privacy];
    if needs.phone {
        kinds.push(DocumentKind::EmergencyCalls);
    }
    let documents = kinds.into_iter().filter_map(|kind| published.catalog.document(kind, today));
    Ok(documents.cloned().collect())
}

/// A free name like `name`, when that one belongs to somebody else; none when it can be had.
pub async fn taken_name(app: &App, who: &Who, name: &str) -> Result<Option<String>, StoreError> {
    let Ok(wanted) = SiteName::choose(name) else { return Ok(None) };
    let mut tx = app.store.read().await?;
    let (account, now) = (who.account(), app.now());
    let own = store::site::own(&mut tx, account).await?;
    let keeps = own.is_some_and(|site| site.name == wanted.as_str());
    if keeps || store::site::is_free(&mut tx, account, &wanted.skeleton(), now).await? {
        return Ok(None);
    }
    order_facts::suggest_like(&mut tx, account, wanted.as_str(), now).await.map(Some)
}
