//! A series is called something else from one of its meetings on (F1): in the browser and over the
//! API, told to calendars, and shown wherever a meeting is shown, each under its own title.

use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::http::Client;
use testkit::{Mail, World, on_each_database};

use crate::f_meetings::{between, body, form, opened, program, read, schedules};

async fn mails(world: &World, kind: &str) -> Vec<Mail> {
    let all = world.mails_to("clara@example.net").await.into_iter();
    all.filter(|mail| mail.kind == kind).collect()
}

fn uid(event: &str) -> String {
    between(event, "UID:", "\n").trim().to_owned()
}

/// Of two mails one ends the series for calendars and one begins another under other words.
fn ends_and_begins(updates: &[Mail], invited: &str, link: &str) {
    let of = |subject: &str| {
        let found = updates.iter().find(|mail| mail.subject == subject);
        let subjects: Vec<&String> = updates.iter().map(|mail| &mail.subject).collect();
        found.unwrap_or_else(|| panic!("no mail {subject} in {subjects:?}"))
    };
    let ended = of("Until then: Rehearsal").calendar();
    assert_eq!(uid(&ended), uid(invited));
    assert!(ended.contains("UNTIL=20270324T083000Z"), "{ended}");
    assert!(ended.contains("SUMMARY:Rehearsal"), "{ended}");
    let begun = of("Changed from now on: Dress rehearsal");
    assert!(begun.plain().contains("another title or another agenda"), "{}", begun.plain());
    let begun = begun.calendar();
    assert_ne!(uid(&begun), uid(invited), "a series of its own");
    assert!(begun.contains("DTSTART;TZID=Europe/Berlin:20270331T093000"), "{begun}");
    assert!(begun.contains("METHOD:REQUEST") && begun.contains("SEQUENCE:2"), "{begun}");
    assert!(begun.contains("SUMMARY:Dress rehearsal"), "{begun}");
    assert!(begun.contains("DESCRIPTION:In costume"), "{begun}");
    assert!(begun.contains("SUMMARY:General rehearsal"), "one keeps its own: {begun}");
    assert!(begun.contains(link), "the link stays: {begun}");
}

/// A weekly series of which one meeting has a title of its own.
async fn with_one_apart(browser: &mut Client) -> (String, String) {
    let (page, link) =
        schedules(browser, &form(&[("date", "2027-03-17"), ("repeats", "weekly")])).await;
    let apart = [
        ("wish", "move"),
        ("date", "2027-04-07"),
        ("time", "09:30"),
        ("duration_minutes", "45"),
        ("title", "General rehearsal"),
        ("sequence", "0"),
    ];
    let done = browser.post(&format!("{page}/times/3"), &apart).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    (page, link)
}

/// Each page says what is called how on which day.
async fn shows_each_title(world: &World, browser: &mut Client, page: &str, link: &str) {
    let shown = read(&browser.get(page).await);
    assert!(shown.contains("<h1>Rehearsal"), "now: {shown}");
    assert!(shown.contains("Called from Wednesday, 31 March 2027 on"), "{shown}");
    assert!(shown.contains("Dress rehearsal") && shown.contains("General rehearsal"), "{shown}");
    let month = read(&browser.get("/meetings/month?month=2027-03").await);
    assert_eq!(month.matches("Dress rehearsal").count(), 1, "on the 31st: {month}");
    let listed = read(&browser.get("/meetings").await);
    assert!(!listed.contains("Dress rehearsal"), "the next one: {listed}");
    let found = read(&browser.get("/meetings?search=dress").await);
    assert!(found.contains(page), "found by the title to come: {found}");
    let file = browser.get(&format!("{page}/calendar.ics")).await.text();
    assert_eq!(file.matches("BEGIN:VEVENT").count(), 3, "{file}");
    assert!(!read(&opened(world, link).await).contains("Dress rehearsal"));
}

/// F1, P1, P2, P4: from a meeting on a series has another title and agenda, after a preview that
/// says who keeps words of their own; link and times stay, and each day shows its own title.
#[tokio::test]
async fn a_series_is_called_something_else_from_a_meeting_on() {
    on_each_database(async |world| {
        world.it_is("2027-03-10T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let (page, link) = with_one_apart(&mut browser).await;
        world.settles().await;
        let invited = world.newest_mail("clara@example.net", "meeting_invitation").await.calendar();
        let before = mails(&world, "meeting_updated").await.len();

        let time = format!("{page}/times/2");
        let blank = read(&browser.get(&time).await);
        let title = between(&blank, "name=\"following_title\"", ">");
        assert!(title.contains("value=\"Rehearsal\""), "{title}");
        let wish = [
            ("wish", "reword_following"),
            ("following_title", "Dress rehearsal"),
            ("following_agenda", "In costume"),
        ];
        let preview = format!("{time}/preview");
        let refused = browser.post(&preview, &[wish[0], ("following_title", " ")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("href=\"#following_title\""), "{}", refused.text());
        let same = browser.post(&preview, &[wish[0], ("following_title", "Rehearsal")]).await;
        assert!(same.text().contains("Nothing changes"), "{}", same.text());
        let shown = browser.post(&preview, &wish).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.text());
        let shown = read(&shown);
        assert!(shown.contains("has words of its own, and keeps them"), "{shown}");
        assert!(shown.contains("One person is told by mail"), "{shown}");
        assert!(shown.contains("In costume") && shown.contains("31 March"), "{shown}");

        let done = browser.post(&time, &[wish[0], wish[1], wish[2], ("sequence", "1")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        world.settles().await;
        let updates = mails(&world, "meeting_updated").await;
        assert_eq!(updates.len(), before + 2, "one for each entry");
        ends_and_begins(&updates, &invited, &link);
        shows_each_title(&world, &mut browser, &page, &link).await;
        assert!(ada.trail().await.contains(&"meeting.following_reworded".to_owned()));
        let late = browser.post(&time, &[wish[0], wish[1], wish[2], ("sequence", "1")]).await;
        assert!(late.text().contains("Nothing changes"), "the preview anew: {}", late.text());

        world.runs_until("2027-03-25T08:00Z").await;
        let mut browser = ada.signs_in().await;
        assert!(read(&browser.get(&page).await).contains("<h1>Dress rehearsal"));
        assert!(read(&browser.get("/").await).contains("Dress rehearsal"), "the home page");
        assert!(read(&browser.get("/meetings").await).contains("Dress rehearsal"));
        assert!(read(&opened(&world, &link).await).contains("Dress rehearsal"), "the same link");
        // The form of the series is about what it has now.
        let fields = form(&[
            ("title", "Dress rehearsal"),
            ("agenda", "In costume"),
            ("date", "2027-03-31"),
            ("repeats", "weekly"),
            ("invitees", "clara@example.net, dan@example.net"),
            ("sequence", "2"),
        ]);
        let more = browser.post(&format!("{page}/edit"), &fields).await;
        assert_eq!(more.status, StatusCode::SEE_OTHER, "{}", more.text());
        world.settles().await;
        assert_eq!(world.mails_of_kind("dan@example.net", "meeting_invitation").await, 1);
    })
    .await;
}

/// F1, P1, P2: a program does the same; words planned for later meetings give way, moving them
/// leaves what they are called, and an agenda that is not asked for stays.
#[tokio::test]
async fn a_program_rewords_a_meeting_and_all_that_follow() {
    on_each_database(async |world| {
        world.it_is("2027-03-10T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut api = program(&world, &ada).await;
        let mut asked = body("Rehearsal", "2027-03-17T09:30");
        asked["repeats"] = json!({ "frequency": "weekly", "ends": "after", "count": 8 });
        asked["agenda"] = json!("The score");
        asked["invitees"] = json!([{ "email": "clara@example.net" }]);
        let made = api.api(Method::POST, "/api/meetings", Some(asked)).await;
        let (path, link) = (made.location(), made.json()["join_url"].clone());
        let reword = |title: &str| json!({ "change": "reword_following", "title": title });

        let late = format!("{path}/times/5");
        let done = api.api(Method::PUT, &late, Some(reword("General rehearsal"))).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text());
        assert_eq!(done.json()["earlier_rules"][0]["title"], "Rehearsal", "{}", done.text());
        let time = format!("{path}/times/2");
        let preview = format!("{time}/preview");
        let shown = api.api(Method::POST, &preview, Some(reword("Dress rehearsal"))).await.json();
        assert_eq!(shown["title"], "Dress rehearsal", "{shown}");
        assert_eq!(shown["replaces_words"], true, "{shown}");
        assert_eq!((&shown["own_words"], &shown["people_told"]), (&json!(0), &json!(1)));
        assert_eq!(shown["before"], shown["after"], "{shown}");
        let stale = [("if-match", "\"0\"")];
        let body = Some(reword("Dress rehearsal"));
        let refused = api.api_with(Method::PUT, &time, body.clone(), &stale).await;
        assert_eq!(refused.status, StatusCode::PRECONDITION_FAILED);
        let done = api.api_with(Method::PUT, &time, body, &[("if-match", "\"1\"")]).await;
        assert_eq!(done.header("etag"), Some("\"2\""), "{}", done.text());
        let done = done.json();
        assert_eq!(
            (&done["title"], &done["agenda"]),
            (&json!("Dress rehearsal"), &json!("The score"))
        );
        assert_eq!(done["join_url"], link);

        let move_on = json!({ "change": "move_following", "start": "2027-03-25T11:00",
            "duration_minutes": 45 });
        let moved = api.api(Method::PUT, &format!("{path}/times/1"), Some(move_on)).await;
        assert_eq!(moved.status, StatusCode::OK, "{}", moved.text());
        let days = "/api/meetings/times?from=2027-03-01&until=2027-05-15";
        let times = api.api(Method::GET, days, None).await.json();
        let times = times["times"].as_array().expect("times");
        let titles: Vec<&str> =
            times.iter().map(|time| time["title"].as_str().expect("a title")).collect();
        let expected = [&["Rehearsal"; 2][..], &["Dress rehearsal"; 6]].concat();
        assert_eq!(titles, expected, "as many as before, each under its words");

        world.settles().await;
        let ended = json!({ "change": "cancel_following" });
        let ended = api.api(Method::PUT, &time, Some(ended)).await.json();
        assert_eq!(ended["title"], "Rehearsal", "what is left has its own: {ended}");
        let refused = api.api(Method::PUT, &format!("{path}/times/0"), Some(reword(""))).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.json()["errors"][0]["field"], "title", "{}", refused.text());
    })
    .await;
}
