//! Plans and prices: what the public page says is what the catalog says (A1, A3).

use app::operator::{self, Console};
use axum::http::Method;
use catalog::{Catalog, Offer};
use serde_json::json;
use testkit::http::read;
use testkit::{Purchase, World, eur, on_each_database};
use units::{Interval, Locale};

async fn catalog(world: &World) -> Catalog {
    let mut tx = world.store().read().await.expect("a reader");
    world.app.catalog(&mut tx).await.expect("a catalog").catalog.clone()
}

/// Publishes the catalog in force with `from` replaced by `to`.
async fn publishes(world: &World, from: &str, to: &str) {
    let mut who = world.owner("operator@example.org").await.who;
    who.actor.operator = true;
    let console = Console::of(&who).expect("an operator");
    let before = operator::catalog::view(&world.app, &console).await.expect("the catalog").source;
    assert!(before.contains(from), "{from} is in the catalog");
    let source = before.replace(from, to);
    let published = operator::catalog::publish(&world.app, &console, "a.toml", &source).await;
    published.expect("published");
}

/// A3: a stranger finds every plan on sale with its price in each currency and interval, and all of
/// them compared; a program finds the same.
#[tokio::test]
async fn the_plans_page_is_made_from_the_catalog() {
    on_each_database(async |world| {
        let (texts, english) = (world.app.texts.clone(), Locale::english());
        let catalog = catalog(&world).await;
        let product = catalog.products.first().expect("a product");
        let sold: Vec<_> =
            product.tiers.iter().filter(|tier| tier.offer == Offer::SelfService).collect();
        assert!(sold.len() >= 3 && catalog.currencies.len() >= 4);
        let mut stranger = world.client();
        let offered = stranger.api(Method::GET, "/api/catalog", None).await.json();
        for currency in &catalog.currencies {
            for interval in Interval::ALL {
                let path = format!("/plans?currency={currency}&interval={}", interval.word());
                let page = read(&stranger.get(&path).await);
                for tier in &sold {
                    let unit = tier.price(*currency, interval).expect("a price").unit;
                    let said = texts.money(&english, unit).replace('\u{a0}', " ");
                    assert!(page.contains(&said), "{said} for {} at {path}", tier.id);
                    let price = json!({ "interval": interval.word(),
                        "unit": { "minor": unit.minor, "currency": currency.code() } });
                    let tiers = offered["products"][0]["tiers"].as_array().expect("tiers");
                    let same = tiers.iter().find(|each| each["id"] == json!(tier.id));
                    let prices = same.and_then(|each| each["prices"].as_array()).expect("prices");
                    assert!(prices.contains(&price), "{price} is not in {prices:?}");
                }
            }
        }
        let page = read(&stranger.get("/plans").await);
        for name in product.tiers.iter().map(|tier| tier.name.get(&english)) {
            assert!(page.contains(&format!("<th scope=\"col\">{name}</th>")), "{name} is compared");
        }
        for said in ["Longest meeting", "50 minutes", "Participants", "Recording"] {
            assert!(page.contains(said), "{said}: {page}");
        }
    })
    .await;
}

/// A1, A3: a new price is on the page at once and paid by newcomers; who subscribed before renews
/// at the price they bought.
#[tokio::test]
async fn a_new_price_touches_no_subscription() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        ada.buys(&Purchase::default()).await;
        publishes(&world, "monthly = \"14.00\"", "monthly = \"16.00\"").await;
        let page = read(&world.client().get("/plans").await);
        assert!(page.contains("EUR 16.00") && !page.contains("EUR 14.00"), "{page}");

        let ben = world.owner("ben@example.org").await;
        let preview = ben.previews(&Purchase { site_name: None, ..Purchase::default() }).await;
        assert_eq!(preview.proposal.now.net, eur("80.00"), "5 seats at EUR 16.00");
        world.runs_until("2027-05-01T12:00Z").await;
        let invoices = ada.invoices().await;
        let nets: Vec<_> = invoices.iter().map(|each| each.invoice.draft.net).collect();
        assert_eq!(nets, [eur("70.00"), eur("70.00")], "5 seats at EUR 14.00");
    })
    .await;
}
