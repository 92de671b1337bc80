//! `/plans`: what is sold, at which price, side by side (A3). Public; made from the catalog alone.

use std::borrow::Cow;
use std::sync::Arc;

use app::offer::Offer as Offered;
use app::{App, Who, offer};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use catalog::{Catalog, EntitlementValue, Offer, Product, ProductId, Term, Tier};
use serde::Serialize;
use texts::{Args, Texts};
use units::{Currency, Interval, Locale, Money};
use web::forms::Asked;
use web::{Face, PageError, Visit, urls};

use crate::plan_form::term_key;
use crate::{allowance, commitment};

pub fn routes() -> Router<Face> {
    Router::new().route(urls::PLANS, get(show))
}

/// `GET /plans?product=&interval=&currency=`
async fn show(
    State(app): State<Arc<App>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let offered = offer::look_at(&app, visit.who.as_ref().map(Who::account)).await?;
    let catalog = &offered.published.catalog;
    let product = asked.parsed::<ProductId>("product");
    let product = product.and_then(|id| catalog.product(&id)).or(catalog.products.first());
    let product = product.ok_or_else(|| PageError::broken("a catalog without products"))?;
    let view = View {
        texts: &app.texts,
        locale: &visit.locale,
        signed_in: visit.who.is_some(),
        term: Term::from_word(asked.text("interval")).unwrap_or(Term::MONTHLY),
        currency: currency(&offered, asked.parsed("currency")),
        offered: &offered,
        product,
    };
    visit.page("portal/plans.html", view.page()).await
}

/// The account's own currency, else the one asked for, else the catalog's first.
fn currency(offered: &Offered, asked: Option<Currency>) -> Currency {
    let catalog = &offered.published.catalog;
    let sold = |currency: &Currency| catalog.currencies.contains(currency);
    let own = offered.currency.filter(sold);
    own.or(asked.filter(sold)).unwrap_or_else(|| catalog.default_currency())
}

#[derive(Serialize)]
struct PlansPage {
    products: Vec<Switch>,
    intervals: Vec<Switch>,
    currencies: Vec<Choice>,
    currency: Currency,
    /// What the form of currencies sends along.
    keep: Vec<Hidden>,
    /// What one has without paying; none where there is nothing of the kind.
    free: Option<Plain>,
    tiers: Vec<Column>,
    quoted: Option<Plain>,
    table: Table,
    tax_note: String,
    retention_days: u32,
}

#[derive(Serialize)]
struct Switch {
    label: String,
    href: String,
    current: bool,
    note: Option<String>,
}

/// One option of a list.
#[derive(Clone, Serialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

/// A field of a form that is not shown.
#[derive(Clone, Serialize)]
pub struct Hidden {
    pub name: Cow<'static, str>,
    pub value: String,
}

#[derive(Serialize)]
struct Column {
    name: String,
    for_whom: String,
    price: Money,
    per: String,
    billed: String,
    saving: Option<String>,
    features: Vec<String>,
    current: bool,
    recommended: bool,
    /// The form that puts it into the cart; none: the account has a plan of this product.
    /// Where a subscription becomes it.
    change: Option<Way>,
    buy: Option<Buy>,
    /// The same for a trial; none where there is none, or no other one.
    tries: Option<Buy>,
}

#[derive(Serialize)]
struct Way {
    label: String,
    href: String,
}

#[derive(Serialize)]
struct Buy {
    label: String,
    fields: Vec<Hidden>,
}

/// A tier that is not bought here, said in a line.
#[derive(Serialize)]
struct Plain {
    name: String,
    text: String,
    features: Vec<String>,
    current: bool,
    action: Option<Way>,
}

#[derive(Serialize)]
struct Table {
    tiers: Vec<String>,
    rows: Vec<TableRow>,
}

#[derive(Serialize)]
struct TableRow {
    label: String,
    cells: Vec<Cell>,
}

#[derive(Serialize)]
struct Cell {
    value: &'static str,
    text: Option<String>,
}

/// What is being looked at, and by whom.
struct View<'a> {
    texts: &'a Texts,
    locale: &'a Locale,
    signed_in: bool,
    term: Term,
    currency: Currency,
    offered: &'a Offered,
    product: &'a Product,
}

impl View<'_> {
    fn catalog(&self) -> &Catalog {
        &self.offered.published.catalog
    }

    fn page(&self) -> PlansPage {
        let catalog = self.catalog();
        let of = |offer: Offer| self.product.tiers.iter().filter(move |tier| tier.offer == offer);
        let sold: Vec<&Tier> = of(Offer::SelfService).collect();
        // The middle one: the page's one filled button.
        let recommended = sold.get(sold.len() / 2).copied();
        let tax_note =
            if catalog.prices_include_tax { "plans-tax-included" } else { "plans-tax-added" };
        PlansPage {
            products: self.products(),
            intervals: self.terms(),
            currencies: self.currencies(),
            currency: self.currency,
            keep: vec![
                Hidden { name: "product".into(), value: self.product.id.to_string() },
                Hidden { name: "interval".into(), value: self.term.word() },
            ],
            free: of(Offer::Free).next().map(|tier| self.free(tier)),
            tiers: sold.iter().filter_map(|tier| self.column(tier, recommended)).collect(),
            quoted: of(Offer::Quote).next().map(|tier| self.quoted(tier)),
            table: self.table(),
            tax_note: self.texts.plain(self.locale, tax_note),
            retention_days: catalog.retention_days,
        }
    }

    fn products(&self) -> Vec<Switch> {
        let switch = |product: &Product| Switch {
            label: product.name.get(self.locale).to_owned(),
            href: self.href(product, self.term),
            current: product.id == self.product.id,
            note: None,
        };
        self.catalog().products.iter().map(switch).collect()
    }

    /// A year that is promised is there where a tier sells one.
    fn terms(&self) -> Vec<Switch> {
        let sold = |term: &Term| {
            let prices = || self.product.tiers.iter().filter_map(|tier| self.price(tier, *term));
            !term.committed || prices().next().is_some()
        };
        Term::ALL.into_iter().filter(sold).map(|term| self.term_switch(term)).collect()
    }

    fn price(&self, tier: &Tier, term: Term) -> Option<Money> {
        tier.price_of(self.currency, term).map(|price| price.unit)
    }

    fn term_switch(&self, term: Term) -> Switch {
        let savings =
            self.product.tiers.iter().filter_map(|tier| tier.annual_saving(self.currency));
        let saving =
            savings.max_by_key(|saving| saving.minor).filter(|saving| saving.is_positive());
        let saving = saving.filter(|_| term.interval == Interval::Annual);
        Switch {
            label: self.texts.plain(self.locale, &term_key(term)),
            href: self.href(self.product, term),
            current: term == self.term,
            note: saving.map(|saving| {
                let args = Args::new().with("amount", saving);
                self.texts.get(self.locale, "plans-annual-saving", &args)
            }),
        }
    }

    fn href(&self, product: &Product, term: Term) -> String {
        let word = term.word();
        let pairs = [
            ("product", product.id.as_str()),
            ("interval", word.as_str()),
            ("currency", self.currency.code()),
        ];
        urls::with_query(urls::PLANS, &pairs)
    }

    /// An account that was billed before is offered its own currency alone.
    fn currencies(&self) -> Vec<Choice> {
        let sold = self.catalog().currencies.iter();
        let mine = |currency: &&Currency| self.offered.currency.is_none_or(|own| own == **currency);
        let choice = |currency: &Currency| Choice {
            value: currency.code().to_owned(),
            label: currency.code().to_owned(),
        };
        sold.filter(mine).map(choice).collect()
    }

    /// None for a tier without a price in this currency.
    fn column(&self, tier: &Tier, recommended: Option<&Tier>) -> Option<Column> {
        let price = self.price(tier, self.term)?;
        let subscribed = self.subscribed();
        let name = tier.name.get(self.locale).to_owned();
        // Going from one paid plan to another is a change of the subscription, not a purchase.
        let buy = subscribed.is_none().then(|| self.buy(tier, &name));
        let is_tried = self.offered.tried.contains(&self.product.id);
        let tries = (subscribed.is_none() && tier.trial_days > 0 && !is_tried)
            .then(|| self.tries(tier, &name));
        Some(Column {
            name,
            for_whom: tier.description.get(self.locale).to_owned(),
            price,
            per: self.per(),
            billed: self.billed(tier),
            saving: self.saving(tier),
            features: self.features(tier),
            current: subscribed == Some(&tier.id),
            change: self.change(tier, tier.name.get(self.locale)),
            recommended: recommended.is_some_and(|best| best.id == tier.id) && buy.is_some(),
            buy,
            tries,
        })
    }

    fn free(&self, tier: &Tier) -> Plain {
        let name = tier.name.get(self.locale).to_owned();
        let start = Way {
            label: self.with_name("plans-start-free", &name),
            href: urls::SIGN_UP.to_owned(),
        };
        Plain {
            text: tier.description.get(self.locale).to_owned(),
            features: self.features(tier),
            current: self.signed_in && self.subscribed().is_none(),
            action: (!self.signed_in).then_some(start),
            name,
        }
    }

    /// The tier of this product the account has.
    fn subscribed(&self) -> Option<&catalog::TierId> {
        let mut own = self.offered.subscribed.iter();
        own.find(|(product, ..)| *product == self.product.id).map(|(_, tier, _)| tier)
    }

    /// Where the subscription to this product is changed to `tier`.
    fn change(&self, tier: &Tier, name: &str) -> Option<Way> {
        let mut own = self.offered.subscribed.iter();
        let (_, present, id) = own.find(|(product, ..)| *product == self.product.id)?;
        let (key, interval) = (self.product.id.as_str(), self.term.word());
        let (tier_field, interval_field) = (format!("{key}_tier"), format!("{key}_interval"));
        let fields =
            [("do", "change"), (&*tier_field, tier.id.as_str()), (&*interval_field, &*interval)];
        let href = urls::with_query(&urls::change_subscription(*id), &fields);
        (*present != tier.id).then(|| Way { label: self.with_name("plans-change", name), href })
    }

    fn buy(&self, tier: &Tier, name: &str) -> Buy {
        Buy { label: self.with_name("plans-buy", name), fields: self.cart_fields(tier, "buy") }
    }

    fn tries(&self, tier: &Tier, name: &str) -> Buy {
        let args = Args::new().with("name", name).with("days", tier.trial_days);
        let label = self.texts.get(self.locale, "plans-try", &args);
        Buy { label, fields: self.cart_fields(tier, "try") }
    }

    /// What puts `tier` into the cart, to buy or to try.
    fn cart_fields(&self, tier: &Tier, mode: &str) -> Vec<Hidden> {
        vec![
            Hidden { name: "product".into(), value: self.product.id.to_string() },
            Hidden { name: "tier".into(), value: tier.id.to_string() },
            Hidden { name: "interval".into(), value: self.term.word() },
            Hidden { name: "currency".into(), value: self.currency.code().to_owned() },
            Hidden { name: "mode".into(), value: mode.to_owned() },
            Hidden { name: "then".into(), value: "put".to_owned() },
        ]
    }

    fn with_name(&self, key: &str, name: &str) -> String {
        self.texts.get(self.locale, key, &Args::new().with("name", name))
    }

    fn per(&self) -> String {
        let noun = format!("plans-unit-{}", self.product.seat.word());
        let args = Args::new().with("noun", self.texts.plain(self.locale, &noun));
        let key = match self.term.interval {
            Interval::Annual => "plans-per-seat-year",
            // Catalogs sell by the month or by the year.
            _ => "plans-per-seat-month",
        };
        self.texts.get(self.locale, key, &args)
    }

    fn billed(&self, tier: &Tier) -> String {
        let promised = tier.commitment.as_ref().filter(|_| self.term.committed);
        if let Some(terms) = promised.and_then(|promised| promised.terms(self.currency)) {
            return commitment::hint(self.texts, self.locale, terms.fee);
        }
        let key = match self.term.interval {
            Interval::Annual => "plans-billed-once-a-year",
            _ => "plans-billed-monthly",
        };
        self.texts.plain(self.locale, key)
    }

    fn saving(&self, tier: &Tier) -> Option<String> {
        let saving = tier.annual_saving(self.currency).filter(|saving| saving.is_positive())?;
        let args = Args::new().with("amount", saving);
        let annual = self.term.interval == Interval::Annual;
        annual.then(|| self.texts.get(self.locale, "plans-saves", &args))
    }

    fn features(&self, tier: &Tier) -> Vec<String> {
        let kinds = catalog::EntitlementKind::ALL.into_iter();
        let feature = |kind| {
            let value = tier.entitlements.value(kind);
            allowance::feature(self.texts, self.locale, kind, value)
        };
        kinds.filter_map(feature).collect()
    }

    fn quoted(&self, tier: &Tier) -> Plain {
        let seller = &self.catalog().seller;
        Plain {
            name: tier.name.get(self.locale).to_owned(),
            text: self.texts.plain(self.locale, "plans-quoted"),
            features: Vec::new(),
            current: self.subscribed() == Some(&tier.id),
            action: Some(Way {
                label: self.texts.plain(self.locale, "plans-quoted-ask"),
                href: format!("mailto:{}", seller.email),
            }),
        }
    }

    fn table(&self) -> Table {
        let comparison = self.product.compare();
        let rows = comparison.rows.iter().map(|row| TableRow {
            label: allowance::label(self.texts, self.locale, row.kind),
            cells: row.values.iter().map(|value| self.cell(*value)).collect(),
        });
        let names = comparison.tiers.iter().map(|tier| tier.name.get(self.locale).to_owned());
        Table { tiers: names.collect(), rows: rows.collect() }
    }

    fn cell(&self, value: EntitlementValue) -> Cell {
        match value {
            EntitlementValue::No => Cell { value: "no", text: None },
            EntitlementValue::Yes => Cell { value: "yes", text: None },
            other => Cell {
                value: "text",
                text: Some(allowance::amount(self.texts, self.locale, other)),
            },
        }
    }
}
