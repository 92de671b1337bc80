//! Meetings in the calendar of a month, and found by what people remember of them (F1).

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use testkit::on_each_database;

use crate::f_meetings::{body, program, read};

/// Titles and days of an answer of times.
fn told(times: &Json) -> Vec<(String, String)> {
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    let times = times["times"].as_array().expect("times").iter();
    times.map(|time| (text(&time["day"]), text(&time["title"]))).collect()
}

/// F1: a month shows each time of each meeting on its day in the reader's zone, also what was moved
/// into it; what is cancelled does not stand there.
#[tokio::test]
async fn a_month_shows_meetings_on_their_days() {
    on_each_database(async |world| {
        world.it_is("2027-03-28T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let tokyo = world.owner_in("kenji@example.org", "Asia/Tokyo").await;
        let mut api = program(&world, &ada).await;
        let mut weekly = body("Rehearsal", "2027-03-29T18:00");
        weekly["repeats"] = json!({ "frequency": "weekly" });
        weekly["invitees"] = json!([{ "email": "kenji@example.org" }]);
        let made = api.api(Method::POST, "/api/meetings", Some(weekly)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        let path = made.location();
        let single = body("Concert", "2027-04-30T23:30");
        api.api(Method::POST, "/api/meetings", Some(single)).await;
        let gone = api.api(Method::POST, "/api/meetings", Some(body("Gone", "2027-04-08T10:00")));
        let gone = gone.await.location();
        assert_eq!(api.api(Method::DELETE, &gone, None).await.status, StatusCode::NO_CONTENT);
        let moved =
            json!({ "change": "move", "start": "2027-04-20T18:00", "duration_minutes": 45 });
        let done = api.api(Method::PUT, &format!("{path}/times/6"), Some(moved)).await;
        assert_eq!(done.status, StatusCode::OK, "from May: {}", done.text());
        let off = json!({ "change": "cancel" });
        api.api(Method::PUT, &format!("{path}/times/2"), Some(off)).await;

        let april = "/api/meetings/times?from=2027-04-01&until=2027-05-01";
        let times = api.api(Method::GET, april, None).await;
        assert_eq!(times.status, StatusCode::OK, "{}", times.text());
        let day = |day: &str, title: &str| (format!("2027-04-{day}"), title.to_owned());
        let expected = [
            day("05", "Rehearsal"),
            day("19", "Rehearsal"),
            day("20", "Rehearsal"),
            day("26", "Rehearsal"),
            day("30", "Concert"),
        ];
        assert_eq!(told(&times.json()), expected);
        let mut kenjis = program(&world, &tokyo).await;
        let times = kenjis.api(Method::GET, april, None).await.json();
        assert_eq!(times["zone"], "Asia/Tokyo");
        assert_eq!(told(&times)[0], day("06", "Rehearsal"), "past midnight there: {times}");
        assert_eq!(told(&times).len(), 4, "what he is invited to: {times}");
        let long = "/api/meetings/times?from=2027-04-01&until=2028-04-01";
        assert_eq!(api.api(Method::GET, long, None).await.status, StatusCode::UNPROCESSABLE_ENTITY);

        let mut browser = ada.signs_in().await;
        let page = read(&browser.get("/meetings/month?month=2027-04").await);
        assert!(page.contains("<h2 id=\"month\">April 2027</h2>"), "{page}");
        assert_eq!(
            page.matches(">Rehearsal</a>").count(),
            5,
            "with 29 March and not 3 May: {page}"
        );
        assert_eq!(page.matches(">Concert</a>").count(), 1);
        assert!(!page.contains("Gone") && !page.contains("aria-current=\"date\""), "{page}");
        assert!(page.contains("/meetings/month?month=2027-03"), "{page}");
        let page = read(&browser.get("/meetings/month").await);
        assert!(page.contains("March 2027") && page.contains("aria-current=\"date\""), "{page}");
        let page = read(&browser.get("/meetings/month?month=2026-12").await);
        assert!(page.contains("No meetings in December 2026"), "{page}");
        let page = read(&browser.get("/meetings/month?month=nonsense").await);
        assert!(page.contains("March 2027"), "this month instead: {page}");
    })
    .await;
}

/// F1: a day with many meetings shows the first five and how many more, and opens on its own.
#[tokio::test]
async fn a_full_day_of_a_month_opens() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut api = program(&world, &ada).await;
        for hour in 9..17 {
            let meeting = body(&format!("Talk {hour}"), &format!("2027-04-08T{hour:02}:00"));
            api.api(Method::POST, "/api/meetings", Some(meeting)).await;
        }
        for hour in 9..15 {
            let meeting = body(&format!("Visit {hour}"), &format!("2027-04-09T{hour:02}:00"));
            api.api(Method::POST, "/api/meetings", Some(meeting)).await;
        }
        let mut browser = ada.signs_in().await;
        let page = read(&browser.get("/meetings/month").await);
        assert_eq!(page.matches(">Talk ").count(), 5, "{page}");
        assert!(page.contains(">Talk 9</a>") && page.contains(">3 more</a>"), "{page}");
        assert!(page.contains("3 more meetings on "), "told in full to readers: {page}");
        assert_eq!(page.matches(">Visit ").count(), 6, "one more takes no less room: {page}");
        let open = "/meetings/month?month=2027-04&amp;day=2027-04-08#day-2027-04-08";
        assert!(page.contains(open), "{page}");
        let page = read(&browser.get("/meetings/month?month=2027-04&day=2027-04-08").await);
        assert_eq!(page.matches(">Talk ").count(), 8, "{page}");
        assert!(!page.contains(" more</a>"), "{page}");
    })
    .await;
}

/// F1: meetings are found by title, number and people; who is invited is for those who hold the
/// meeting alone to find.
#[tokio::test]
async fn meetings_are_found_by_title_number_and_people() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let ben = world.owner("ben@example.org").await;
        let mut api = program(&world, &ada).await;
        let mut first = body("Répétition générale", "2027-04-07T09:30");
        first["invitees"] = json!([
            { "email": "ben@example.org" },
            { "email": "clara@example.net", "name": "Клара Осипова" },
        ]);
        let first = api.api(Method::POST, "/api/meetings", Some(first)).await.json();
        for title in ["100% of it", "1000 of it"] {
            api.api(Method::POST, "/api/meetings", Some(body(title, "2027-04-08T09:30"))).await;
        }
        let number = first["number"].as_str().unwrap_or_default();
        let spaced = format!("{} {}", &number[..3], &number[3..]);
        for search in ["RÉPÉTITION", "клара", "clara@", "Ben@Example.org", number, &spaced] {
            let search: String = url::form_urlencoded::byte_serialize(search.as_bytes()).collect();
            let path = format!("/api/meetings?search={search}");
            let page = api.api(Method::GET, &path, None).await.json();
            assert_eq!(page["meetings"].as_array().map(Vec::len), Some(1), "{search}: {page}");
            assert_eq!(page["meetings"][0]["number"], number, "{search}");
        }
        let page = api.api(Method::GET, "/api/meetings?search=100%25", None).await.json();
        assert_eq!(page["meetings"].as_array().map(Vec::len), Some(1), "taken as typed: {page}");
        let past = api.api(Method::GET, "/api/meetings?search=clara&tab=past", None).await.json();
        assert_eq!(past["meetings"], json!([]));
        let long = format!("/api/meetings?search={}", "x".repeat(101));
        let refused = api.api(Method::GET, &long, None).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);

        let mut bens = program(&world, &ben).await;
        let by_title = bens.api(Method::GET, "/api/meetings?search=g%C3%A9n", None).await.json();
        assert_eq!(by_title["meetings"].as_array().map(Vec::len), Some(1), "{by_title}");
        let by_guest = bens.api(Method::GET, "/api/meetings?search=clara", None).await.json();
        assert_eq!(by_guest["meetings"], json!([]), "an invitee does not learn who else is");

        let mut browser = ada.signs_in().await;
        let page = read(&browser.get("/meetings?search=clara").await);
        assert!(page.contains("Répétition générale") && !page.contains("1000 of it"), "{page}");
        assert!(page.contains("value=\"clara\"") && page.contains("search=clara"), "{page}");
        let page = read(&browser.get("/meetings?search=nobody").await);
        assert!(page.contains("Nothing found") && page.contains("Show all"), "{page}");
    })
    .await;
}
