//! Names of sites: one owner at a time, and a rest before the next (I-19).

use app::order::OrderError;
use store::order::OrderState;
use testkit::{Persona, Purchase, World, on_each_database};

const DECLINED: &str = "4000000000000002";

fn named(name: &'static str, card: &'static str) -> Purchase {
    Purchase { site_name: Some(name), card, ..Purchase::default() }
}

async fn tries(buyer: &Persona, purchase: &Purchase) -> Result<OrderState, OrderError> {
    let form = buyer.fills_in(purchase, &buyer.previews(purchase).await).await;
    buyer.places(&form).await.map(|bought| bought.state)
}

/// Ada reserves `ada-works`, never pays, and a day later the order has ended.
async fn given_back(world: &World) -> (Persona, Persona) {
    world.it_is("2027-04-01T00:00Z");
    let ada = world.owner("ada@example.org").await;
    let eve = world.owner("eve@example.org").await;
    ada.buys(&named("ada-works", DECLINED)).await;
    world.runs_until("2027-04-02T01:00Z").await;
    assert!(ada.trail().await.contains(&"order.expired".to_owned()));
    (ada, eve)
}

/// B3: the name of an order that ended unpaid is nobody else's for ninety days, then free.
#[tokio::test]
async fn a_name_given_back_rests() {
    on_each_database(async |world| {
        let (_, eve) = given_back(&world).await;
        for day in ["2027-04-02T02:00Z", "2027-06-30T00:00Z"] {
            world.runs_until(day).await;
            for name in ["ada-works", "ada-w0rks"] {
                let refused = tries(&eve, &named(name, "4242424242424242")).await;
                assert!(matches!(refused, Err(OrderError::SiteNameTaken { .. })), "{refused:?}");
            }
        }
        world.runs_until("2027-07-01T02:00Z").await;
        let bought = tries(&eve, &named("ada-works", "4242424242424242")).await;
        assert_eq!(bought.expect("placed"), OrderState::Paid);
    })
    .await;
}

/// B2, B3: whoever gave the name back is offered it again, and may have it at once.
#[tokio::test]
async fn a_name_given_back_waits_for_its_owner() {
    on_each_database(async |world| {
        let (ada, _) = given_back(&world).await;
        let typed = app::checkout::prefilled(&world.app, &ada.who).await.expect("a form");
        assert_eq!(typed.get("site_name").map(String::as_str), Some("ada-works"));
        let bought = tries(&ada, &named("ada-works", "4242424242424242")).await;
        assert_eq!(bought.expect("placed"), OrderState::Paid);
        world.settles().await;
        let mail = world.newest_mail("ada@example.org", "site_ready").await;
        assert!(mail.subject.contains("ada-works.my."), "{}", mail.subject);
    })
    .await;
}

/// B3: nobody keeps names from others by reserving one after the other.
#[tokio::test]
async fn an_account_keeps_three_resting_names() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let eve = world.owner("eve@example.org").await;
        for name in ["eve-one", "eve-two", "eve-three"] {
            tries(&eve, &named(name, DECLINED)).await.expect("placed, and declined");
        }
        // Placing the fourth would give the third name back.
        match tries(&eve, &named("eve-four", DECLINED)).await {
            Err(OrderError::TooManyNames { resting }) => assert_eq!(resting.len(), 3),
            other => panic!("{other:?}"),
        }
        let bought = tries(&eve, &named("eve-one", "4242424242424242")).await;
        assert_eq!(bought.expect("placed"), OrderState::Paid);
    })
    .await;
}
