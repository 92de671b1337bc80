//! `/api/catalog`: what is sold, at which price, and what each tier allows (A1 to A4). Public.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::{App, offer};
use axum::extract::State;
use axum::response::Json;
use catalog::{Catalog, EntitlementKind, EntitlementValue, Entitlements, LocalText, Price};
use serde::Serialize;
use units::{Country, Interval, Money};
use utoipa::ToSchema;
use web::Problem;

use crate::operations::{Operations, operations};
use crate::shapes::Amount;

pub fn routes() -> Operations {
    Operations::new().routes(operations!(show))
}

/// Everything that is sold now.
#[derive(Serialize, ToSchema)]
struct Offered {
    /// The operator's label of this version.
    version: String,
    #[schema(example = json!(["EUR", "USD"]))]
    currencies: Vec<String>,
    prices_include_tax: bool,
    /// How long everything stays readable after a subscription ended.
    retention_days: u32,
    products: Vec<OfferedProduct>,
    add_ons: Vec<OfferedAddOn>,
    documents: Vec<OfferedDocument>,
}

#[derive(Serialize, ToSchema)]
struct OfferedProduct {
    id: String,
    /// By language.
    name: BTreeMap<String, String>,
    /// What its seats are called: `organizer`, `agent` or `expert`.
    seat: &'static str,
    tiers: Vec<OfferedTier>,
}

#[derive(Serialize, ToSchema)]
struct OfferedTier {
    id: String,
    name: BTreeMap<String, String>,
    description: BTreeMap<String, String>,
    /// `free`, `self_service` or `quote`.
    offer: &'static str,
    /// Free days before the first paid period, once for each product; 0: no trial.
    trial_days: u32,
    seats_min: u32,
    seats_max: u32,
    prices: Vec<OfferedPrice>,
    /// A year that is promised and paid monthly, where it is sold so.
    commitment: Option<OfferedCommitment>,
    /// What is allowed, by kind. A number: that many (minutes, people, megabytes, countries);
    /// `true`: it is there; `"unlimited"`. What is not allowed is left out.
    #[schema(value_type = Object, additional_properties)]
    entitlements: BTreeMap<&'static str, serde_json::Value>,
}

/// A year that is promised and paid monthly.
#[derive(Serialize, ToSchema)]
struct OfferedCommitment {
    /// How long one promise lasts; the next follows it.
    months: u16,
    prices: Vec<OfferedPrice>,
    /// What ending it early costs for each seat, by currency: `{"kind": "none"}`,
    /// `{"kind": "fixed", "unit"}`, or `{"kind": "reducing", "share"}` of what is left to pay.
    /// Never more than is left to pay.
    #[schema(value_type = Object, additional_properties)]
    early_fees: BTreeMap<&'static str, serde_json::Value>,
}

#[derive(Serialize, ToSchema)]
struct OfferedAddOn {
    id: String,
    name: BTreeMap<String, String>,
    description: BTreeMap<String, String>,
    /// `licence`: assigned to a person; `pack`: for the whole subscription.
    unit: &'static str,
    /// The tiers it can be bought with, by product.
    goes_with: BTreeMap<String, Vec<String>>,
    /// Telephone calls are involved: preferences and the emergency-call policy are asked for.
    phone: bool,
    countries: Vec<String>,
    prices: Vec<OfferedPrice>,
}

/// What one seat or add-on costs for one interval.
#[derive(Serialize, ToSchema)]
struct OfferedPrice {
    /// `monthly` or `annual`.
    interval: String,
    #[schema(value_type = Amount)]
    unit: Money,
}

/// A document in its version of today; an order accepts it by both.
#[derive(Serialize, ToSchema)]
struct OfferedDocument {
    /// `terms`, `privacy` or `emergency_calls`.
    kind: &'static str,
    version: String,
    /// An `https` address or a path of the portal.
    url: String,
}

/// Show what is sold
///
/// Subscriptions that exist keep the price they were bought at.
#[utoipa::path(get, path = "/api/catalog", tag = "catalog", security(()),
    responses((status = 200, description = "Everything that is sold now.", body = Offered)))]
async fn show(State(app): State<Arc<App>>) -> Result<Json<Offered>, Problem> {
    let offered = offer::look_at(&app, None).await?;
    let catalog = &offered.published.catalog;
    let today = units::Zone::utc().date(app.now());
    let documents = catalog::DocumentKind::ALL.into_iter();
    let documents = documents.filter_map(|kind| catalog.document(kind, today));
    Ok(Json(Offered {
        version: catalog.version.clone(),
        currencies: catalog.currencies.iter().map(|each| each.code().to_owned()).collect(),
        prices_include_tax: catalog.prices_include_tax,
        retention_days: catalog.retention_days,
        products: products(catalog),
        add_ons: add_ons(catalog),
        documents: documents
            .map(|document| OfferedDocument {
                kind: document.kind.word(),
                version: document.version.clone(),
                url: document.url.clone(),
            })
            .collect(),
    }))
}

fn products(catalog: &Catalog) -> Vec<OfferedProduct> {
    let tier = |tier: &catalog::Tier| OfferedTier {
        id: tier.id.to_string(),
        name: words(&tier.name),
        description: words(&tier.description),
        offer: tier.offer.word(),
        trial_days: tier.trial_days,
        seats_min: tier.seats_min,
        seats_max: tier.seats_max,
        prices: prices(&tier.prices),
        commitment: tier.commitment.as_ref().map(commitment),
        entitlements: entitlements(&tier.entitlements),
    };
    let product = |product: &catalog::Product| OfferedProduct {
        id: product.id.to_string(),
        name: words(&product.name),
        seat: product.seat.word(),
        tiers: product.tiers.iter().map(tier).collect(),
    };
    catalog.products.iter().map(product).collect()
}

fn commitment(commitment: &catalog::Commitment) -> OfferedCommitment {
    let fee = |(currency, fee): &(units::Currency, catalog::EarlyFee)| {
        (currency.code(), serde_json::to_value(fee).expect("a fee has a JSON form"))
    };
    OfferedCommitment {
        months: catalog::COMMITMENT_MONTHS,
        prices: prices(&commitment.prices),
        early_fees: commitment.fees.iter().map(fee).collect(),
    }
}

fn add_ons(catalog: &Catalog) -> Vec<OfferedAddOn> {
    let goes_with = |add_on: &catalog::AddOn| {
        let pairs = add_on.goes_with.iter().map(|(product, tiers)| {
            (product.to_string(), tiers.iter().map(ToString::to_string).collect())
        });
        pairs.collect()
    };
    let add_on = |add_on: &catalog::AddOn| OfferedAddOn {
        id: add_on.id.to_string(),
        name: words(&add_on.name),
        description: words(&add_on.description),
        unit: add_on.unit.word(),
        goes_with: goes_with(add_on),
        phone: add_on.phone,
        countries: add_on.countries.iter().map(Country::to_string).collect(),
        prices: prices(&add_on.prices),
    };
    catalog.add_ons.iter().map(add_on).collect()
}

fn words(text: &LocalText) -> BTreeMap<String, String> {
    text.languages().map(|locale| (locale.to_string(), text.get(locale).to_owned())).collect()
}

fn prices(prices: &[Price]) -> Vec<OfferedPrice> {
    let price =
        |price: &Price| OfferedPrice { interval: Interval::word(price.interval), unit: price.unit };
    prices.iter().map(price).collect()
}

fn entitlements(allowed: &Entitlements) -> BTreeMap<&'static str, serde_json::Value> {
    let said = |kind: EntitlementKind| {
        let value = match allowed.value(kind) {
            EntitlementValue::No => return None,
            EntitlementValue::Yes => true.into(),
            EntitlementValue::Unlimited => "unlimited".into(),
            EntitlementValue::Minutes(count)
            | EntitlementValue::People(count)
            | EntitlementValue::Countries(count) => count.into(),
            EntitlementValue::Megabytes(size) => size.into(),
        };
        Some((kind.word(), value))
    };
    EntitlementKind::ALL.into_iter().filter_map(said).collect()
}
