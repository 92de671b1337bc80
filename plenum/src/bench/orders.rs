//! Orders through the API: previewed, then placed and paid, each by an account of its own.

use anyhow::Context as _;
use app::billing_overview::Method;
use app::order::preview;
use app::payment_methods::keep_card;
use app::{App, Who};
use gateway::CardDetails;
use serde_json::{Value as Json, json};

use super::ask::Ask;
use super::made::token;
use super::scene::{Asks, Kind, Scene, Story};
use crate::demo::history;
use crate::house::House;

pub async fn stories(scene: Scene<'_>) -> anyhow::Result<Vec<Story>> {
    let mut orders = Vec::new();
    for number in 0..scene.size.buyers {
        orders.push(order(scene.house, number).await?);
    }
    let previewed = orders.iter().map(|order| Ask {
        path: "/api/orders/preview".to_owned(),
        key: None,
        ..order.clone()
    });
    let previewed = Asks::Once(previewed.collect());
    Ok(vec![
        Story { name: "order preview", kind: Kind::Read, asks: previewed },
        Story { name: "order placed and paid", kind: Kind::Commit, asks: Asks::Once(orders) },
    ])
}

/// An order of an account of its own, ready to be placed.
async fn order(house: &House, number: u32) -> anyhow::Result<Ask> {
    let app = &house.app;
    let email = format!("buyer-{number}@example.org");
    let who = history::arrives(house, &email, "Buyer", "en").await?;
    let method = card(app, &who).await?.id;
    let wanted = history::ask(&who, &format!("bench-house-{number}"), false)?;
    let preview = preview(app, &who, &wanted).await?.token;
    let id: units::id::OrderId = app.id();
    let mut body = body(&who, &wanted)?;
    let accepted = history::accepted(app, &who).await?;
    let rest = json!({ "id": id, "method": method, "preview": preview, "accepted": accepted });
    let fields = body.as_object_mut().zip(rest.as_object()).context("both are objects")?;
    fields.0.extend(fields.1.clone());
    Ok(Ask {
        host: app.config.base_host().to_owned(),
        path: "/api/orders".to_owned(),
        cookie: None,
        token: Some(token(house, &who).await?),
        body: Some(body),
        key: Some(id.to_string()),
    })
}

/// A card that pays whatever it is asked for.
pub(super) async fn card(app: &App, who: &Who) -> anyhow::Result<Method> {
    let details = CardDetails {
        holder: who.name.clone(),
        number: "4242424242424242".to_owned(),
        expires: "12/49".to_owned(),
        security_code: "123".to_owned(),
    };
    Ok(keep_card(app, who, details).await?)
}

/// What is wanted, as the API takes it.
fn body(who: &Who, wanted: &billing::order::Ask) -> anyhow::Result<Json> {
    let plan = wanted.plans.first().context("a plan")?;
    let address = &wanted.buyer.address;
    Ok(json!({
        "plans": [{
            "product": plan.product.as_str(), "tier": plan.tier.as_str(),
            "interval": plan.interval.word(), "seats": plan.seats,
        }],
        "currency": wanted.currency.to_string(),
        "buyer": {
            "email": who.email.as_str(),
            "address": {
                "name": address.name, "street": address.street, "postcode": address.postcode,
                "city": address.city, "country": address.country.code(),
            },
        },
        "site_name": wanted.site_name,
    }))
}
