//! Licences: never more than were bought, and who loses theirs when there are fewer (A4, C2a).

use app::licences::{self, LicenceError};
use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use testkit::{Persona, Purchase, World, on_each_database};
use units::id::PersonId;

use super::{assigned, everybody, invited, invites, joins, longest, seat, trail, tries};
use crate::customer::{Customer, subscriber, subscriber_of};

/// A4, R-33, I-12: one free licence, two who are given it at once: one has it, one is refused with
/// the numbers and the way to more.
#[tokio::test]
async fn the_last_licence_is_given_once() {
    on_each_database(async |world| {
        let bought = Purchase { seats: 2, ..Purchase::default() };
        let (ada, mut customer) = subscriber_of(&world, &bought).await;
        let ben: PersonId =
            invited(&mut customer, "ben@example.org", false).await.parse().expect("an id");
        let carl: PersonId =
            invited(&mut customer, "carl@example.org", false).await.parse().expect("an id");
        let item = seat(&customer);
        let (one, other) = tokio::join!(
            licences::assign(&world.app, &ada.who, &item, ben),
            licences::assign(&world.app, &ada.who, &item, carl),
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        let refused = one.and(other).expect_err("one of them");
        assert!(matches!(refused, LicenceError::NoneFree { bought: 2, assigned: 2, .. }));
        assert_eq!(assigned(&mut customer).await, 2);

        let body = json!({ "subscription": customer.id, "person": world.app.id::<units::id::kind::Person>() });
        let nobody = tries(&mut customer, Method::POST, "/api/licences", body).await;
        assert_eq!(nobody.status, StatusCode::NOT_FOUND);
        let full = invites(&mut customer, "dora@example.org", true).await;
        assert_eq!(full.status, StatusCode::CONFLICT);
        let full = full.json();
        assert_eq!(full["code"], "licences.none_free");
        let change = format!("/subscriptions/{}/change", customer.id);
        assert!(full["fix"].to_string().contains(&change), "{full}");
        assert!(full["detail"].as_str().is_some_and(|text| text.contains("All 2")), "{full}");
        let all = everybody(&mut customer).await;
        let pending = &all["invitations"];
        assert_eq!(pending.as_array().map(Vec::len), Some(2), "Dora was not invited by halves");
        world.books_are_right().await;
    })
    .await;
}

/// R-49, E1, I-12: where no licence is free, whoever is invited comes all the same and waits for
/// one; it is bought, or given back by somebody, and never are more assigned than there are.
#[tokio::test]
async fn without_a_free_licence_one_comes_and_waits() {
    on_each_database(async |world| {
        let bought = Purchase { seats: 2, ..Purchase::default() };
        let (ada, mut customer) = subscriber_of(&world, &bought).await;
        invited(&mut customer, "ben@example.org", true).await;
        let carl = invited(&mut customer, "carl@example.org", false).await;
        let mut browser = joins(&world, "carl@example.org", "Carl").await;
        assert_eq!(browser.get("/").await.status, StatusCode::OK, "as the free plan lets them");
        let carl: PersonId = carl.parse().expect("an id");
        assert!(longest(&ada, carl).await.is_some());
        assert_eq!(assigned(&mut customer).await, 2, "Ada's, and the one that is held for Ben");

        let body = json!({ "subscription": customer.id, "person": carl });
        let waits = tries(&mut customer, Method::POST, "/api/licences", body.clone()).await;
        assert_eq!(waits.json()["code"], "licences.none_free");
        customer.does(json!({ "do": "change", "seats": 3 })).await;
        let given = tries(&mut customer, Method::POST, "/api/licences", body).await;
        assert_eq!(given.status, StatusCode::NO_CONTENT, "{}", given.text());
        assert_eq!(longest(&ada, carl).await, longest(&ada, ada.who.person()).await);
        joins(&world, "ben@example.org", "Ben").await;
        assert_eq!(assigned(&mut customer).await, 3);
        let full = invites(&mut customer, "dora@example.org", true).await;
        assert_eq!(full.status, StatusCode::CONFLICT);
        world.books_are_right().await;
    })
    .await;
}

/// Eight with a licence on the 20th of January: the owner and seven who are invited.
async fn team(world: &World) -> (Persona, Customer, Vec<String>) {
    let bought = Purchase { seats: 8, ..Purchase::default() };
    let (ada, mut customer) = subscriber_of(world, &bought).await;
    world.runs_until("2027-01-20T10:00Z").await;
    let mut others = Vec::new();
    for number in 1..=7 {
        let email = format!("person-{number}@example.org");
        others.push(invited(&mut customer, &email, true).await);
    }
    (ada, customer, others)
}

fn fewer(seats: u32, losers: &[String]) -> Json {
    let loses: Vec<Json> = losers.iter().map(|person| json!({ "person": person })).collect();
    json!({ "do": "change", "seats": seats, "loses": loses })
}

/// C2a, R-32, I-12, P1, P3: from eight licences to five, all assigned: refused with the list;
/// planned for the renewal with three who are chosen, named before, taken back, and taken then.
#[tokio::test]
async fn fewer_licences_than_are_assigned() {
    on_each_database(async |world| {
        let (ada, mut customer, others) = team(&world).await;
        let refused = customer.tries_preview(&json!({ "do": "change", "seats": 5 })).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        let refused = refused.json();
        assert_eq!(refused["code"], "change.seats_still_assigned");
        assert_eq!(
            (&refused["choose"], refused["holders"].as_array().map(Vec::len)),
            (&json!(3), Some(8))
        );
        customer.refused(&fewer(5, &others[..2]), "change.seats_still_assigned").await;

        let wish = fewer(5, &others[..3]);
        let preview = customer.preview(&wish).await;
        let planned = &preview["proposal"]["effects"][0]["scheduled"]["losing"];
        assert_eq!(planned.as_array().map(Vec::len), Some(3), "{preview}");
        customer.does(wish.clone()).await;
        let all = everybody(&mut customer).await;
        assert_eq!(
            (&all["items"][0]["assigned"], &all["items"][0]["planned"]),
            (&json!(8), &json!(5))
        );
        let ends = all["invitations"].as_array().expect("a list").iter();
        let ends = ends.filter(|each| each["licences"][0]["ends_on"] == json!("2027-02-01"));
        assert_eq!(ends.count(), 3);

        // Nobody gets one that the renewal would have to take.
        let (dora, item) = (others[6].clone(), seat(&customer));
        let dora: PersonId = dora.parse().expect("an id");
        licences::take(&world.app, &ada.who, &item, dora).await.expect("a free one");
        let carl = invited(&mut customer, "carl@example.org", false).await;
        let carl: PersonId = carl.parse().expect("an id");
        licences::assign(&world.app, &ada.who, &item, carl).await.expect("in Dora's place");
        let first: PersonId = others[0].parse().expect("an id");
        licences::take(&world.app, &ada.who, &item, first).await.expect("taken early");
        let refused = licences::assign(&world.app, &ada.who, &item, dora).await;
        assert!(
            matches!(refused, Err(LicenceError::PlannedFewer { planned: 5, .. })),
            "{refused:?}"
        );

        // Taken back: nothing is planned, and the choice is forgotten.
        customer.does(json!({ "do": "withdraw" })).await;
        licences::assign(&world.app, &ada.who, &item, dora).await.expect("nothing is planned");
        let held = everybody(&mut customer).await["items"][0].clone();
        assert_eq!((&held["assigned"], &held["planned"]), (&json!(8), &Json::Null));

        customer.does(fewer(5, &others[1..4])).await;
        world.runs_until("2027-02-01T01:00Z").await;
        let all = everybody(&mut customer).await;
        assert_eq!(
            (&all["items"][0]["bought"], &all["items"][0]["assigned"]),
            (&json!(5), &json!(5))
        );
        let taken = trail(&ada, "licence.taken").await;
        let lost = |id: &String| taken.iter().any(|entry| entry.subject == *id);
        assert!(others[1..4].iter().all(lost), "three lose theirs with the renewal");
        assert!(!lost(&others[4]));
        world.books_are_right().await;
    })
    .await;
}

/// C2a, P2: fewer at once takes the licences in the same step; without need nobody loses theirs.
#[tokio::test]
async fn fewer_licences_at_once() {
    on_each_database(async |world| {
        let (ada, mut customer, others) = team(&world).await;
        let mut wish = fewer(6, &others[..2]);
        wish["when"] = json!("now");
        let body = customer.filled(&wish).await;
        // Somebody gives theirs back after the preview: what was signed is not what would happen.
        let item = seat(&customer);
        let third: PersonId = others[2].parse().expect("an id");
        licences::take(&world.app, &ada.who, &item, third).await.expect("taken");
        let moved = customer.places(&body).await;
        assert_eq!(moved.status, StatusCode::CONFLICT, "{}", moved.text());
        licences::assign(&world.app, &ada.who, &item, third).await.expect("given again");
        customer.does(wish).await;
        let held = everybody(&mut customer).await["items"][0].clone();
        assert_eq!((&held["bought"], &held["assigned"]), (&json!(6), &json!(6)));

        // It ends and comes back: the same people have theirs.
        customer.does(json!({ "do": "cancel", "when": "now" })).await;
        assert_eq!(longest(&ada, ada.who.person()).await, longest(&ada, world.app.id()).await);
        customer.does(json!({ "do": "resume" })).await;
        let held = everybody(&mut customer).await["items"][0].clone();
        assert_eq!((&held["bought"], &held["assigned"]), (&json!(6), &json!(6)));
        customer.does(json!({ "do": "change", "tier": "plus" })).await;
        assert_eq!(assigned(&mut customer).await, 6, "a dearer tier keeps them");
        world.books_are_right().await;
    })
    .await;
}

fn swapped(seats: u32, losers: &[String]) -> Json {
    let loses: Vec<Json> = losers.iter().map(|person| json!({ "person": person })).collect();
    json!({
        "do": "swap", "product": "webinars", "tier": "pro", "seats": seats, "loses": loses,
    })
}

/// C4, C2a, R-32, I-12, P1, P2: what takes the place has fewer licences than are assigned: refused
/// with the list; who is chosen loses theirs in the moment of the swap, which is that of its
/// payment, and everybody else goes on.
#[tokio::test]
async fn a_swap_to_fewer_licences_than_are_assigned() {
    on_each_database(async |world| {
        let (ada, mut customer, others) = team(&world).await;
        let refused = customer.tries_preview(&swapped(6, &[])).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        let refused = refused.json();
        assert_eq!(refused["code"], "change.seats_still_assigned");
        assert_eq!(
            (&refused["choose"], refused["holders"].as_array().map(Vec::len)),
            (&json!(2), Some(8))
        );
        customer.refused(&swapped(6, &others[..1]), "change.seats_still_assigned").await;
        let without_need = customer.preview(&swapped(8, &others[..2])).await;
        assert!(!without_need.to_string().contains("take_licences"), "{without_need}");

        let mut browser = ada.signs_in().await;
        let asked = format!(
            "/subscriptions/{}/review?do=swap&product=webinars&webinars_tier=pro&webinars_seats=6",
            customer.id
        );
        let form = browser.get(&asked).await;
        assert_eq!(form.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = form.text();
        assert!(text.contains("Choose 2 people") && text.contains("name=\"loses\""), "{text}");
        let ticked = format!("{asked}&loses={}&loses={}", others[0], others[1]);
        let statement = browser.get(&ticked).await;
        assert_eq!(statement.status, StatusCode::OK, "{}", statement.text());
        let text = statement.text();
        assert!(text.contains("person-1@example.org loses the licence at once"), "{text}");

        // The card is declined: until the swap is paid, all eight have theirs.
        let good = customer.card.clone();
        customer.card = ada.keeps_card("4000000000000002").await.to_string();
        let order = customer.does(swapped(6, &others[..2])).await;
        assert_eq!(order["state"], "awaiting_payment");
        assert_eq!(assigned(&mut customer).await, 8);
        let path = format!("/api/orders/{}/payments", order["id"].as_str().expect("an id"));
        let body = Some(json!({ "method": good }));
        let key = [("idempotency-key", "another card")];
        let paid = customer.program.api_with(Method::POST, &path, body, &key).await;
        assert!(paid.status.is_success(), "{}", paid.text());
        world.settles().await;
        let all = everybody(&mut customer).await;
        assert_eq!(
            (&all["items"][0]["bought"], &all["items"][0]["assigned"]),
            (&json!(6), &json!(6)),
            "{all}"
        );
        let taken = trail(&ada, "licence.taken").await;
        let lost = |id: &String| taken.iter().any(|entry| entry.subject == *id);
        assert!(others[..2].iter().all(lost), "two lose theirs with the swap");
        assert!(!others[2..].iter().any(lost), "and nobody else");
        world.books_are_right().await;
    })
    .await;
}

/// A4, E1: licences of an add-on are assigned beside the seats, one to a person; in an account of
/// one person they are theirs by itself; all go with the add-on.
#[tokio::test]
async fn add_on_licences_are_assigned() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        let add_on = |quantity: u32| {
            let wanted = json!([{ "add_on": "call_me_domestic", "quantity": quantity }]);
            json!({ "do": "change", "add_ons": wanted })
        };
        customer.does(add_on(1)).await;
        let all = everybody(&mut customer).await;
        assert_eq!(all["items"][1]["add_on"], "call_me_domestic");
        assert_eq!(all["items"][1]["assigned"], 1, "the owner's, who is alone");
        let ben = invited(&mut customer, "ben@example.org", true).await;
        joins(&world, "ben@example.org", "Ben").await;
        let body = json!({
            "subscription": customer.id, "add_on": "call_me_domestic", "person": ben,
        });
        let none = tries(&mut customer, Method::POST, "/api/licences", body.clone()).await;
        assert_eq!(none.json()["code"], "licences.none_free");
        customer.does(add_on(2)).await;
        for _ in 0..2 {
            let given = tries(&mut customer, Method::POST, "/api/licences", body.clone()).await;
            assert_eq!(given.status, StatusCode::NO_CONTENT, "{}", given.text());
        }
        assert_eq!(everybody(&mut customer).await["items"][1]["assigned"], 2, "once each");
        let pack = json!({
            "subscription": customer.id, "add_on": "extra_storage", "person": ben,
        });
        let pack = tries(&mut customer, Method::POST, "/api/licences", pack).await;
        assert_eq!(pack.status, StatusCode::NOT_FOUND, "nobody's");

        customer.refused(&add_on(1), "change.seats_still_assigned").await;
        let mut wish = add_on(1);
        wish["loses"] = json!([{ "person": ben, "add_on": "call_me_domestic" }]);
        customer.does(wish).await;
        world.runs_until("2027-02-01T01:00Z").await;
        assert_eq!(everybody(&mut customer).await["items"][1]["assigned"], 1);
        // Where none is left, there is nobody to choose.
        customer.does(json!({ "do": "change", "add_ons": [] })).await;
        world.runs_until("2027-03-01T01:00Z").await;
        assert_eq!(everybody(&mut customer).await["items"].as_array().map(Vec::len), Some(1));
        assert!(trail(&ada, "licence.taken").await.len() >= 2);
        world.books_are_right().await;
    })
    .await;
}
