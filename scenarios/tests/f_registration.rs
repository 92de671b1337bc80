//! Registration for meetings (F1, R-64, R-69): guests ask for a place, the host decides, mails say
//! how somebody stands; the join page asks whoever has no link of their own.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use testkit::http::{Client, Reply};
use testkit::{World, on_each_database};

use crate::f_meetings::{between, body, form, opened, program, read, schedules};

/// A path on the portal of an address in a mail.
fn path(url: &str) -> String {
    url.strip_prefix("http://localhost:8080").expect("on the portal").to_owned()
}

async fn newest(world: &World, address: &str) -> (String, String) {
    let mail = world.newest_mail(address, "registration").await;
    let page = mail.after("http://localhost:8080/registrations/");
    (mail.subject.clone(), format!("/registrations/{page}"))
}

async fn registers(guest: &mut Client, path: &str, name: &str, email: &str) -> Reply {
    guest.post(path, &[("name", name), ("email", email), ("answer_0", "=Works")]).await
}

/// Two places until the sixth of April at noon, and one question.
async fn asks_for_registration(host: &mut Client, settings: &str) {
    let wrong = [("approval", "lottery"), ("places", "many"), ("question_0", "Firm")];
    let refused = host.post(settings, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(read(&refused).contains("Choose who gets a place."), "{}", refused.text());
    assert!(read(&refused).contains("value=\"Firm\""), "what was typed is kept");
    let asked = [
        ("approval", "automatic"),
        ("places", "2"),
        ("closes", "2027-04-06"),
        ("closes_time", "12:00"),
        ("question_0", "Which firm?"),
        ("needed_0", "yes"),
    ];
    let set = host.post(settings, &asked).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text());
}

/// F1: a meeting asks for registration; a guest gets a place and a link of their own by mail, hears
/// of changes, and cancels. Others meet the question at the join page.
#[tokio::test]
async fn guests_register_and_get_a_link_of_their_own() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut host = ada.signs_in().await;
        let (page, link) = schedules(&mut host, &form(&[])).await;
        let settings = format!("{page}/registration");
        asks_for_registration(&mut host, &settings).await;
        let shown = read(&host.get(&settings).await);
        let register = between(&shown, "id=\"registration-link\" value=\"", "\"").to_owned();
        let register = path(&register);

        let door = read(&opened(&world, &link).await);
        assert!(door.contains("This meeting asks for registration"), "{door}");
        assert!(door.contains(&register), "{door}");
        let mut guest = world.client();
        let blank = read(&guest.get(&register).await);
        assert!(blank.contains("Which firm?") && blank.contains("2 places are left"), "{blank}");
        let empty = guest.post(&register, &[("name", ""), ("email", "dora@")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(read(&empty).contains("This is not an e-mail address."), "{}", empty.text());

        let first = registers(&mut guest, &register, "Dora", "dora@example.net").await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text());
        let told = read(&guest.get(&first.location()).await);
        assert!(told.contains("Look into your mail"), "{told}");
        world.settles().await;
        let (subject, own) = newest(&world, "dora@example.net").await;
        assert_eq!(subject, "Your place: Rehearsal");
        let mail = world.newest_mail("dora@example.net", "registration").await;
        let event = mail.calendar();
        assert!(event.contains("METHOD:REQUEST") && event.contains("PARTSTAT=ACCEPTED"), "{event}");
        assert!(!event.contains("clara@example.net"), "nobody else is named: {event}");
        let mine = format!("{link}/{}", own.rsplit('/').next().unwrap_or_default());
        assert!(event.contains(&mine), "{event}");
        let inside = read(&opened(&world, &mine).await);
        assert!(!inside.contains("asks for registration"), "{inside}");

        let again = registers(&mut guest, &register, "Mallory", "dora@example.net").await;
        assert_eq!(again.location(), first.location(), "the same answer");
        world.settles().await;
        assert_eq!(world.mails_of_kind("dora@example.net", "registration").await, 2);
        let list = read(&host.get(&settings).await);
        assert!(list.contains("Dora") && !list.contains("Mallory"), "{list}");
        let table = host.get(&format!("{page}/registrants.csv")).await;
        assert!(table.text().contains("'=Works"), "no formula: {}", table.text());

        let later = form(&[("time", "11:00"), ("sequence", "0")]);
        host.post(&format!("{page}/edit"), &later).await;
        world.settles().await;
        let update = world.newest_mail("dora@example.net", "meeting_updated").await.calendar();
        assert!(update.contains("T110000") && update.contains(&mine), "{update}");

        registers(&mut guest, &register, "Emil", "emil@example.net").await;
        let full = registers(&mut guest, &register, "Fay", "fay@example.net").await;
        assert!(read(&full).contains("No place is left"), "{}", full.text());
        assert_eq!(guest.get(&own).await.status, StatusCode::OK);
        let gone = guest.post(&format!("{own}/cancel"), &[]).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text());
        world.settles().await;
        let (subject, _) = newest(&world, "dora@example.net").await;
        assert_eq!(subject, "Registration cancelled: Rehearsal");
        let mail = world.newest_mail("dora@example.net", "registration").await.calendar();
        assert!(mail.contains("METHOD:CANCEL"), "{mail}");
        assert!(read(&opened(&world, &mine).await).contains("asks for registration"));
        let place = registers(&mut guest, &register, "Fay", "fay@example.net").await;
        assert_eq!(place.status, StatusCode::SEE_OTHER, "her place is free again");
        world.it_is("2027-04-06T12:00Z");
        assert!(read(&guest.get(&register).await).contains("is closed"));
        assert_eq!(
            guest.get("/registrations/0123456789abcdef").await.status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}

async fn registrants(api: &mut Client, meeting: &str) -> Json {
    api.api(Method::GET, &format!("{meeting}/registrants"), None).await.json()
}

/// F1, P1: a program asks for registration and decides about each who registers; places are never
/// given twice, and strangers see nothing of it.
#[tokio::test]
async fn a_program_decides_who_gets_a_place() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut api = program(&world, &ada).await;
        let asked = body("Rehearsal", "2027-04-07T09:30");
        let made = api.api(Method::POST, "/api/meetings", Some(asked)).await;
        let meeting = made.location();
        let here = format!("{meeting}/registration");
        let none = api.api(Method::GET, &here, None).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
        let settings =
            json!({ "approval": "manual", "places": 1, "questions": [{ "text": "Why?" }] });
        let set = api.api(Method::PUT, &here, Some(settings)).await;
        assert_eq!(set.status, StatusCode::OK, "{}", set.text());
        let url = set.json()["url"].as_str().expect("an address").to_owned();
        let public = format!("/api{}", path(&url));

        let mut guest = world.client();
        let seen = guest.api(Method::GET, &public, None).await.json();
        assert_eq!(seen["questions"][0]["text"], "Why?", "{seen}");
        for name in ["dora", "emil"] {
            let new = json!({ "name": name, "email": format!("{name}@example.net") });
            let sent = guest.api(Method::POST, &public, Some(new)).await;
            assert_eq!(sent.status, StatusCode::ACCEPTED, "{}", sent.text());
        }
        world.settles().await;
        let (subject, own) = newest(&world, "dora@example.net").await;
        assert_eq!(subject, "Registered, to be decided: Rehearsal");
        let list = registrants(&mut api, &meeting).await;
        assert_eq!(list["registrants"][0]["standing"], "waiting", "{list}");
        let id = |place: usize| list["registrants"][place]["id"].as_str().expect("an id");
        let decide =
            |place: usize, what: &str| format!("{meeting}/registrants/{}/{what}", id(place));
        let approved = api.api(Method::POST, &decide(1, "approve"), None).await;
        assert_eq!(approved.json()["standing"], "approved", "{}", approved.text());
        let full = api.api(Method::POST, &decide(0, "approve"), None).await;
        assert_eq!(full.status, StatusCode::CONFLICT, "{}", full.text());
        assert_eq!(full.json()["code"], "registration.full");
        let refused = api.api(Method::POST, &decide(0, "refuse"), None).await;
        assert_eq!(refused.json()["standing"], "refused", "{}", refused.text());
        world.settles().await;
        assert_eq!(newest(&world, "dora@example.net").await.0, "Your place: Rehearsal");
        assert_eq!(newest(&world, "emil@example.net").await.0, "No place: Rehearsal");

        let mine = guest.api(Method::GET, &format!("/api{own}"), None).await.json();
        assert!(mine["join_url"].as_str().is_some_and(|url| url.contains("/j/")), "{mine}");
        let ben = world.owner("ben@example.org").await;
        let mut bens = program(&world, &ben).await;
        for foreign in [here.clone(), format!("{meeting}/registrants")] {
            let reply = bens.api(Method::GET, &foreign, None).await;
            assert_eq!(reply.status, StatusCode::NOT_FOUND, "{foreign}");
        }
        let foreign = bens.api(Method::POST, &decide(0, "approve"), None).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
        let cancelled = guest.api(Method::DELETE, &format!("/api{own}"), None).await;
        assert_eq!(cancelled.json()["standing"], "cancelled", "{}", cancelled.text());
        let trail = ada.trail().await;
        for action in ["meeting.registration_changed", "meeting.registrant_refused"] {
            assert!(trail.iter().any(|done| done == action), "{trail:?}");
        }
        let ended = api.api(Method::DELETE, &here, None).await;
        assert_eq!(ended.status, StatusCode::NO_CONTENT);
        assert_eq!(guest.api(Method::GET, &public, None).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}
