//! An order's body, read by the very reader of the checkout form: what is wrong with a field there
//! is wrong here, under the body's own name for it.

use std::collections::BTreeMap;

use app::cart::Cart;
use app::checkout::{self, Checkout, FieldProblem};
use app::order::{Accepted, OrderError, Place};
use app::{App, Who};
use billing::order::{AddOnAsk, PlanAsk};
use serde::Deserialize;
use units::id::{OrderId, PaymentMethodId};
use units::{Currency, Interval};
use utoipa::ToSchema;
use web::Problem;

use crate::shapes::Address;

/// An order as asked for. `id`, `preview`, `accepted` and `method` are needed to place it, not to
/// preview it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOrder {
    /// One for each product.
    #[schema(min_items = 1, max_items = 10)]
    plans: Vec<Plan>,
    /// ISO 4217, one of the catalog's.
    #[schema(example = "EUR")]
    currency: String,
    buyer: NewBuyer,
    /// The label of the account's own site; needed while it has none.
    #[schema(example = "ada-works")]
    site_name: Option<String>,
    /// Where the service is used, when that is not the billing address.
    service_address: Option<Address>,
    /// Needed with a telephone add-on.
    calling: Option<NewCalling>,
    /// How trials in the order end: `end` by themselves, with nothing charged, or `subscribe`, with
    /// the first period charged to the account's card. Left out: `end`.
    #[schema(example = "end")]
    after_trial: Option<String>,
    /// The order's own id, a fresh UUID: sent again it orders once.
    #[schema(value_type = Option<String>, format = "uuid")]
    id: Option<OrderId>,
    /// The token of the preview.
    preview: Option<String>,
    /// The documents the buyer has accepted, by version.
    #[serde(default)]
    accepted: Vec<AcceptedDocument>,
    /// The card that pays, now or at the end of a trial; not needed where nothing is charged.
    #[schema(value_type = Option<String>, format = "uuid")]
    method: Option<PaymentMethodId>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Plan {
    #[schema(example = "meetings")]
    product: String,
    #[schema(example = "pro")]
    tier: String,
    /// `monthly` or `annual`.
    #[schema(example = "monthly")]
    interval: String,
    /// Promise a year, paid `monthly`: where the tier's `commitment` sells it so.
    #[serde(default)]
    committed: bool,
    #[schema(example = 5)]
    seats: u32,
    #[serde(default)]
    #[schema(max_items = 50)]
    add_ons: Vec<PlanAddOn>,
    /// Tried for the tier's `trial_days` instead of bought: once for each product.
    #[serde(default)]
    trial: bool,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PlanAddOn {
    #[schema(example = "call_me_domestic")]
    add_on: String,
    #[schema(minimum = 1, example = 2)]
    quantity: u32,
}

/// Whom the invoices are made out to.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewBuyer {
    address: Address,
    /// Checked offline by the country's pattern and check digits.
    #[schema(example = "DE136695976")]
    vat_id: Option<String>,
    /// Where the invoices go.
    #[schema(format = Email, example = "ada@example.org")]
    email: String,
}

/// Preferences for telephone calls.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewCalling {
    /// ISO 3166-1.
    #[schema(example = "DE")]
    country: String,
    /// City or area code wanted; may be empty.
    #[serde(default)]
    area: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptedDocument {
    /// `terms`, `privacy` or `emergency_calls`.
    #[schema(example = "terms")]
    document: String,
    #[schema(example = "2026-11")]
    version: String,
}

impl From<&AcceptedDocument> for Accepted {
    fn from(said: &AcceptedDocument) -> Accepted {
        Accepted { document: said.document.clone(), version: said.version.clone() }
    }
}

/// Most add-ons of one plan.
const ADD_ONS_MAX: usize = 50;

/// The body as a preview takes it: what only placing needs is not asked for.
pub async fn read_for_preview(app: &App, who: &Who, body: &NewOrder) -> Result<Checkout, Problem> {
    let later =
        |problem: &FieldProblem| problem.field == "method" || problem.field.starts_with("accept_");
    let read = read(app, who, body, later).await?;
    if let Some(name) = &read.ask.site_name
        && let Some(suggestion) = checkout::taken_name(app, who, name).await?
    {
        return Err(OrderError::SiteNameTaken { suggestion }.into());
    }
    Ok(read)
}

/// The body as an order.
pub async fn read_for_order(app: &App, who: &Who, body: &NewOrder) -> Result<Place, Problem> {
    let required = [("id", body.id.is_none()), ("preview", body.preview.is_none())];
    let missing: Vec<_> = required.into_iter().filter(|(_, missing)| *missing).collect();
    if !missing.is_empty() {
        return Err(Problem::of_fields(
            missing.into_iter().map(|(field, _)| (field, "field.required")),
        ));
    }
    let checkout = read(app, who, body, |_| false).await?;
    let (Some(order), Some(preview)) = (body.id, body.preview.clone()) else {
        return Err(Problem::of_fields([("id", "field.required")]));
    };
    Ok(Place {
        order,
        ask: checkout.ask,
        particulars: checkout.particulars,
        accepted: checkout.accepted,
        method: checkout.method,
        preview,
    })
}

/// Reads everything; problems that `later` knows are left for later.
async fn read(
    app: &App,
    who: &Who,
    body: &NewOrder,
    later: impl Fn(&FieldProblem) -> bool,
) -> Result<Checkout, Problem> {
    let mut cart = cart(app, body)?;
    let needs = checkout::needs(app, who, &cart).await?;
    if let Err(problems) = checkout::read(&cart, needs) {
        let (later, now): (Vec<_>, Vec<_>) = problems.into_iter().partition(later);
        if !now.is_empty() {
            let named = now.into_iter().map(|problem| (body_field(&problem.field), problem.code));
            return Err(Problem::of_fields(named));
        }
        // Nothing a preview says depends on these.
        for problem in later {
            let text = app.id::<units::id::kind::Other>().to_string();
            cart.typed.insert(problem.field, text);
        }
    }
    let read = checkout::read(&cart, needs);
    read.map_err(|problems| {
        Problem::of_fields(problems.into_iter().map(|each| (body_field(&each.field), each.code)))
    })
}

/// The body as the cart and the form it would be in the portal.
fn cart(app: &App, body: &NewOrder) -> Result<Cart, Problem> {
    let wrong = |field: &'static str, code: &'static str| Problem::of_fields([(field, code)]);
    let currency: Currency =
        body.currency.parse().map_err(|_| wrong("currency", "order.not_sold"))?;
    let plans: Option<Vec<PlanAsk>> = body.plans.iter().map(plan).collect();
    let mut typed = BTreeMap::new();
    let mut fill = |field: &str, text: &str| typed.insert(field.to_owned(), text.to_owned());
    fill("billing_email", &body.buyer.email);
    fill("vat_id", body.buyer.vat_id.as_deref().unwrap_or_default());
    fill("site_name", body.site_name.as_deref().unwrap_or_default());
    fill("after_trial", body.after_trial.as_deref().unwrap_or_default());
    if let Some(calling) = &body.calling {
        fill("caller_country", &calling.country);
        fill("caller_area", &calling.area);
    }
    if let Some(method) = body.method {
        fill("method", &method.to_string());
    }
    for said in &body.accepted {
        fill(&format!("accept_{}", said.document), &said.version);
    }
    fill_address(&mut typed, "billing", &body.buyer.address);
    match &body.service_address {
        Some(address) => fill_address(&mut typed, "service", address),
        None => {
            typed.insert("service_same".to_owned(), "on".to_owned());
        }
    }
    Ok(Cart {
        order: body.id.unwrap_or_else(|| app.id()),
        currency,
        plans: plans.ok_or_else(|| wrong("plans", "order.not_sold"))?,
        typed,
    })
}

fn fill_address(typed: &mut BTreeMap<String, String>, kind: &str, address: &Address) {
    let fields = [
        ("name", &address.name),
        ("street", &address.street),
        ("postcode", &address.postcode),
        ("city", &address.city),
        ("region", &address.region),
        ("country", &address.country),
    ];
    for (name, text) in fields {
        typed.insert(format!("{kind}_{name}"), text.clone());
    }
}

/// None when a code in it could never be one of the catalog's.
fn plan(plan: &Plan) -> Option<PlanAsk> {
    let add_on = |each: &PlanAddOn| {
        Some(AddOnAsk { add_on: each.add_on.parse().ok()?, quantity: each.quantity })
    };
    if plan.add_ons.len() > ADD_ONS_MAX {
        return None;
    }
    Some(PlanAsk {
        product: plan.product.parse().ok()?,
        tier: plan.tier.parse().ok()?,
        interval: Interval::from_word(&plan.interval)?,
        seats: plan.seats,
        add_ons: plan.add_ons.iter().map(add_on).collect::<Option<_>>()?,
        committed: plan.committed,
        trial: plan.trial,
    })
}

/// The body's name of a field of the checkout form.
fn body_field(field: &str) -> String {
    if let Some(document) = field.strip_prefix("accept_") {
        return format!("accepted.{document}");
    }
    if field == "billing_email" {
        return "buyer.email".to_owned();
    }
    if let Some(name) = field.strip_prefix("billing_") {
        return format!("buyer.address.{name}");
    }
    if let Some(name) = field.strip_prefix("service_") {
        return format!("service_address.{name}");
    }
    if let Some(name) = field.strip_prefix("caller_") {
        return format!("calling.{name}");
    }
    match field {
        "vat_id" => "buyer.vat_id".to_owned(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_named_as_in_the_body() {
        let names = [
            ("billing_street", "buyer.address.street"),
            ("billing_email", "buyer.email"),
            ("service_city", "service_address.city"),
            ("caller_country", "calling.country"),
            ("vat_id", "buyer.vat_id"),
            ("accept_terms", "accepted.terms"),
            ("site_name", "site_name"),
            ("method", "method"),
        ];
        for (form, body) in names {
            assert_eq!(body_field(form), body);
        }
    }
}
