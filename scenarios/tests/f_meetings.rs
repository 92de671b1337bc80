//! Meetings (F1, A2, B7, E6): scheduled, changed and called off in the browser and over the API,
//! told by mail, reached by link and number.

use std::collections::BTreeSet;

use app::tokens::{NewToken, make};
use axum::http::{Method, StatusCode};
use people::scope::Scope;
use serde_json::{Value as Json, json};
use testkit::http::{Client, Reply};
use testkit::{Persona, Purchase, World, on_each_database};

const NEW: &str = "/meetings";

/// The fields of the form, as a browser sends them.
pub(crate) fn form<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("title", "Rehearsal"),
        ("date", "2027-04-07"),
        ("time", "09:30"),
        ("zone", "Europe/Berlin"),
        ("duration_minutes", "45"),
        ("repeats", "once"),
        ("interval", "1"),
        ("ends", "never"),
        ("invitees", "clara@example.net"),
        ("password", "blue-river"),
    ];
    for (name, value) in changed {
        fields.retain(|(kept, _)| kept != name);
        fields.push((name, value));
    }
    fields
}

/// Everything of a page between the first `start` and the next `end` after it.
pub(crate) fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {text}"));
    rest.split_once(end).map_or(rest, |(found, _)| found)
}

/// A client at the host of `url`, and the path to ask for there.
fn visitor(world: &World, url: &str) -> (Client, String) {
    let rest = url.strip_prefix("http://").expect("an address");
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut client = world.client();
    client.host = host.to_owned();
    (client, format!("/{path}"))
}

pub(crate) async fn opened(world: &World, url: &str) -> Reply {
    let (mut guest, path) = visitor(world, url);
    guest.get(&path).await
}

/// A program of theirs that may read and change meetings.
pub(crate) async fn program(world: &World, persona: &Persona) -> Client {
    let scopes = BTreeSet::from([Scope::MeetingsRead, Scope::MeetingsWrite]);
    let asked = NewToken { name: "meetings".to_owned(), scopes, life_days: None };
    let (_, secret) = make(&world.app, &persona.who, &asked).await.expect("a token");
    let mut client = world.client();
    client.token = Some(secret.secret().to_owned());
    client
}

/// A page as it reads: without the escapes of its markup.
pub(crate) fn read(reply: &Reply) -> String {
    reply.text().replace("&#x2f;", "/").replace('\u{a0}', " ")
}

/// A meeting as a program asks for it.
pub(crate) fn body(title: &str, start: &str) -> Json {
    json!({
        "title": title,
        "start": start,
        "zone": "Europe/Berlin",
        "duration_minutes": 45,
    })
}

/// The address of the meeting's page, and its join link.
pub(crate) async fn schedules(browser: &mut Client, fields: &[(&str, &str)]) -> (String, String) {
    let reply = browser.post(NEW, fields).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
    let page = reply.location();
    let shown = read(&browser.get(&page).await);
    let link = between(&shown, "id=\"join-link\" value=\"", "\"").to_owned();
    (page, link)
}

/// F1, A2: the plan's limit stops a meeting that is too long, beside the field and with the way
/// out; within it the meeting is made once, and its guest is invited.
#[tokio::test]
async fn a_free_host_schedules_within_the_limit_of_the_plan() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner_in("ada@example.org", "Europe/Paris").await;
        let mut browser = ada.signs_in().await;
        let blank = browser.get("/meetings/new").await;
        assert_eq!(blank.status, StatusCode::OK, "{}", blank.text());
        let blank = read(&blank);
        assert!(blank.contains("Up to 50 minutes on the plan Free."), "{blank}");
        let first_zone = between(&blank, "id=\"zone\"", "</option>");
        assert!(first_zone.contains("Europe/Paris"), "{first_zone}");
        let id = between(&blank, "name=\"id\" value=\"", "\"").to_owned();

        let fields = form(&[("duration_minutes", "90"), ("invitees", "clara@, dan"), ("id", &id)]);
        let refused = browser.post(NEW, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = read(&refused);
        let limit = "Meetings on the plan Free last up to 50 minutes.";
        assert!(page.contains(limit) && page.contains("allows 90."), "{page}");
        assert!(page.contains("“clara@” is not an e-mail address."), "all at once: {page}");
        assert!(page.contains("href=\"/plans\""), "the way out");
        assert!(page.contains("value=\"Rehearsal\"") && page.contains("clara@, dan"), "kept");

        let fields = form(&[("id", &id)]);
        let (page, link) = schedules(&mut browser, &fields).await;
        let again = browser.post(NEW, &fields).await;
        assert_eq!(again.location(), page, "a second click makes no second meeting");
        world.settles().await;
        assert_eq!(world.mails_of_kind("clara@example.net", "meeting_invitation").await, 1);
        assert_eq!(world.mails_of_kind("ada@example.org", "meeting_invitation").await, 0);
        let mail = world.newest_mail("clara@example.net", "meeting_invitation").await;
        assert_eq!(mail.subject, "Invitation: Rehearsal");
        let event = mail.calendar();
        assert!(event.contains("METHOD:REQUEST") && event.contains("SEQUENCE:0"), "{event}");
        assert!(event.contains("DTSTART;TZID=Europe/Berlin:20270407T093000"), "{event}");
        assert!(event.contains(&link), "{event}");
        assert_eq!(ada.trail().await.iter().filter(|done| *done == "meeting.scheduled").count(), 1);
        let home = browser.get("/").await.text();
        assert!(home.contains("Rehearsal") && home.contains("Upgrade"), "{home}");
    })
    .await;
}

/// F1: updates and cancellations go to those they concern, with a higher sequence each time.
#[tokio::test]
async fn guests_hear_of_changes_and_of_the_end() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let fields = form(&[("invitees", "clara@example.net, dan@example.net")]);
        let (page, link) = schedules(&mut browser, &fields).await;
        let edit = read(&browser.get(&format!("{page}/edit")).await);
        assert!(
            edit.contains("value=\"2027-04-07\"") && edit.contains("dan@example.net"),
            "{edit}"
        );

        let changed = form(&[("time", "11:00"), ("sequence", "0")]);
        let reply = browser.post(&format!("{page}/edit"), &changed).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
        world.settles().await;
        let update = world.newest_mail("clara@example.net", "meeting_updated").await.calendar();
        assert!(update.contains("METHOD:REQUEST") && update.contains("SEQUENCE:1"), "{update}");
        let gone = world.newest_mail("dan@example.net", "meeting_cancelled").await.calendar();
        assert!(gone.contains("METHOD:CANCEL") && !gone.contains("STATUS:CANCELLED"), "{gone}");
        let gone_mail = world.newest_mail("dan@example.net", "meeting_cancelled").await;
        assert_eq!(gone_mail.subject, "No longer invited: Rehearsal");
        assert!(gone.contains("dan@example.net") && !gone.contains("clara@example.net"), "{gone}");

        let stale = form(&[("time", "12:00"), ("sequence", "0")]);
        let refused = browser.post(&format!("{page}/edit"), &stale).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("value=\"12:00\""), "what was typed is kept");

        let asked = browser.get(&format!("{page}/cancel")).await.text();
        assert!(asked.contains("One person is told by mail"), "{asked}");
        assert_eq!(browser.get(&page).await.status, StatusCode::OK, "asking changes nothing");
        let reply = browser.post(&format!("{page}/cancel"), &[("sequence", "1")]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
        world.settles().await;
        let end = world.newest_mail("clara@example.net", "meeting_cancelled").await.calendar();
        assert!(end.contains("METHOD:CANCEL") && end.contains("SEQUENCE:2"), "{end}");
        assert!(end.contains("STATUS:CANCELLED"), "{end}");
        assert_eq!(world.mails_of_kind("dan@example.net", "meeting_cancelled").await, 1);
        let shown = opened(&world, &link).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.text().contains("The meeting was cancelled"), "{}", shown.text());
        assert!(browser.get("/meetings?tab=past").await.text().contains("Cancelled"));
    })
    .await;
}

/// B7: the form and the join page say whose meeting it is, on which site and plan, and which limit
/// applies; after an upgrade the old link leads to the new site (I-18).
#[tokio::test]
async fn old_links_lead_to_the_present_site() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let blank = read(&browser.get("/meetings/new").await);
        for said in ["On meet-eu.localhost, plan Free", "Up to 50 minutes on the plan Free"] {
            assert!(blank.contains(said), "{said}: {blank}");
        }
        let (page, link) = schedules(&mut browser, &form(&[])).await;
        assert!(link.starts_with("http://meet-eu.localhost:8080/j/"), "{link}");
        let shown = read(&opened(&world, &link).await);
        for said in ["Rehearsal", "A meeting of Ada Example", "plan Free", "after 50 minutes"] {
            assert!(shown.contains(said), "{said}: {shown}");
        }
        assert!(!shown.contains("blue-river"), "the password is not shown");
        let (mut guest, path) = visitor(&world, &format!("{link}/calendar.ics"));
        let file = guest.get(&path).await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(file.text().contains("METHOD:PUBLISH") && !file.text().contains("blue-river"));

        ada.buys(&Purchase::default()).await;
        let moved = opened(&world, &link).await;
        assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.text());
        let present = moved.location();
        assert!(present.starts_with("http://ada-works.my.localhost:8080/j/"), "{present}");
        let shown = read(&opened(&world, &present).await);
        assert!(shown.contains("Rehearsal") && !shown.contains("after 50 minutes"), "{shown}");
        let change = read(&browser.get(&format!("{page}/edit")).await);
        assert!(change.contains("On ada-works.my.localhost, plan Meetings Pro"), "{change}");
        let code = present.rsplit('/').next().unwrap_or_default();
        let elsewhere = opened(&world, &format!("http://localhost:8080/j/{code}")).await;
        assert_eq!(elsewhere.location(), present);
        let longer = form(&[("duration_minutes", "90"), ("sequence", "0")]);
        let reply = browser.post(&format!("{page}/edit"), &longer).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "limits are lifted: {}", reply.text());

        let nothing = opened(&world, "http://meet-eu.localhost:8080/j/0123456789abcdef").await;
        assert_eq!(nothing.status, StatusCode::NOT_FOUND);
        assert!(!nothing.text().contains("Rehearsal"));
        let no_site = opened(&world, "http://nobody.my.localhost:8080/").await;
        assert_eq!(no_site.status, StatusCode::NOT_FOUND);
        assert!(no_site.text().contains("There is no site at this address"));
    })
    .await;
}

/// a wrong password, a meeting without one and no meeting at all are one answer; guessing is
/// slowed down for the number, whoever guesses, and the link goes on working.
#[tokio::test]
async fn numbers_cannot_be_guessed() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut api = program(&world, &ada).await;
        let mut locked = body("Locked", "2027-04-07T09:30");
        locked["password"] = json!("blue-river");
        let locked = api.api(Method::POST, "/api/meetings", Some(locked)).await.json();
        let open = body("Open", "2027-04-07T09:30");
        let open = api.api(Method::POST, "/api/meetings", Some(open)).await.json();
        let number = |meeting: &Json| meeting["number"].as_str().unwrap_or_default().to_owned();
        let link = locked["join_url"].as_str().unwrap_or_default().to_owned();

        let (mut guest, _) = visitor(&world, "http://meet-eu.localhost:8080/");
        let front = guest.get("/").await;
        assert!(front.text().contains("Meeting number or join link"), "{}", front.text());
        let mut answers = Vec::new();
        for number in [number(&locked), number(&open), "12345678901".to_owned()] {
            let fields = [("target", number.as_str()), ("password", "wrong")];
            let reply = guest.post("/join", &fields).await;
            answers.push((reply.status, reply.text().replace(&number, "N")));
        }
        assert_eq!(answers[0].0, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answers[0].1.contains("There is no meeting with this number and password."));
        assert_eq!(answers[0], answers[1], "locked and open");
        assert_eq!(answers[0], answers[2], "locked and absent");

        let right = [("target", number(&locked)), ("password", "blue-river".to_owned())];
        let right: Vec<(&str, &str)> = right.iter().map(|(n, v)| (*n, v.as_str())).collect();
        assert_eq!(guest.post("/join", &right).await.location(), link);
        let pasted = guest.post("/join", &[("target", &link)]).await;
        assert!(link.ends_with(&pasted.location()), "{}", pasted.location());

        let (known, absent) = (number(&locked), "12345678901");
        for number in [known.as_str(), absent] {
            for _ in 0..19 {
                guest.post("/join", &[("target", number), ("password", "guess")]).await;
            }
        }
        let known_now = guest.post("/join", &right).await;
        let fields = [("target", absent), ("password", "blue-river")];
        let absent_now = guest.post("/join", &fields).await;
        assert_eq!(known_now.status, StatusCode::TOO_MANY_REQUESTS, "{}", known_now.text());
        assert!(known_now.header("retry-after").is_some());
        assert_eq!(
            known_now.text().replace(&known, "N"),
            absent_now.text().replace(absent, "N"),
            "absent and locked wait alike"
        );
        assert_eq!(opened(&world, &link).await.status, StatusCode::OK, "links go on working");
        world.runs_until("2027-04-01T08:16Z").await;
        assert_eq!(guest.post("/join", &right).await.location(), link);
    })
    .await;
}

/// F1, H4: an alternate host by a proved address, of whatever account, may change the meeting; each
/// guest is written to in their own language.
#[tokio::test]
async fn alternate_hosts_and_guests_with_accounts() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let ben = world.owner("ben@example.org").await;
        let clara = world.owner_speaking("clara@example.org", "Europe/Paris", "fr").await;
        let mut browser = ada.signs_in().await;
        let fields = form(&[
            ("repeats", "weekly"),
            ("invitees", "clara@example.org"),
            ("alternate_hosts", "ben@example.org, eva@example.net"),
        ]);
        let (page, _) = schedules(&mut browser, &fields).await;
        world.settles().await;
        let shown = read(&browser.get(&page).await);
        assert!(shown.contains("eva@example.net (no account here yet)"), "{shown}");
        assert!(shown.contains("Every week on Wednesday"), "{shown}");

        let mail = world.newest_mail("clara@example.org", "meeting_invitation").await;
        assert!(
            mail.subject.replace('\u{a0}', " ").starts_with("Invitation : "),
            "French: {}",
            mail.subject
        );
        assert!(mail.calendar().contains("Rejoindre"), "{}", mail.calendar());
        let lists = clara.signs_in().await.get("/meetings").await.text();
        assert!(lists.contains("Rehearsal") && lists.contains("Ada Example"), "{lists}");
        let strangers = clara.signs_in().await.get(&page).await;
        assert_eq!(strangers.status, StatusCode::NOT_FOUND, "guests do not hold it");

        let mut bens = ben.signs_in().await;
        assert!(bens.get("/meetings").await.text().contains("You are alternate host."));
        let changed = form(&[
            ("title", "General rehearsal"),
            ("repeats", "weekly"),
            ("invitees", "clara@example.org"),
            ("alternate_hosts", "ben@example.org, eva@example.net"),
        ]);
        let reply = bens.post(&format!("{page}/edit"), &changed).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
        assert!(ada.trail().await.contains(&"meeting.updated".to_owned()));
        assert!(!ben.trail().await.contains(&"meeting.updated".to_owned()));
    })
    .await;
}

/// F1: whoever is named before they have an account finds their meetings once they have one: an
/// alternate host theirs to change, an invitee in the list.
#[tokio::test]
async fn those_named_before_they_sign_up_find_their_meetings() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let fields = form(&[
            ("repeats", "weekly"),
            ("invitees", "clara@example.org"),
            ("alternate_hosts", "eva@example.org"),
        ]);
        let (page, _) = schedules(&mut browser, &fields).await;
        let over = form(&[("date", "2027-04-02"), ("alternate_hosts", "eva@example.org")]);
        schedules(&mut browser, &over).await;
        world.runs_until("2027-04-03T08:00Z").await;

        let eva = world.owner("eva@example.org").await;
        let mut evas = eva.signs_in().await;
        let list = evas.get("/meetings").await.text();
        assert!(list.contains("You are alternate host."), "{list}");
        assert_eq!(list.matches(">Rehearsal</a>").count(), 1, "none that is over: {list}");
        let changed = form(&[
            ("title", "General rehearsal"),
            ("repeats", "weekly"),
            ("invitees", "clara@example.org"),
            ("alternate_hosts", "eva@example.org"),
        ]);
        let reply = evas.post(&format!("{page}/edit"), &changed).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
        let shown = read(&browser.get(&page).await);
        assert!(!shown.contains("no account here yet"), "{shown}");

        let clara = world.owner("clara@example.org").await;
        let mut claras = clara.signs_in().await;
        assert!(claras.get("/meetings").await.text().contains("General rehearsal"));
        assert_eq!(claras.get(&page).await.status, StatusCode::NOT_FOUND, "she does not hold it");
        world.settles().await;
        assert_eq!(world.mails_of_kind("clara@example.org", "meeting_updated").await, 1);
    })
    .await;
}

/// F1: lists come in pages that hold each meeting once; a series moves on as its times pass.
#[tokio::test]
async fn lists_are_turned_page_by_page() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut api = program(&world, &ada).await;
        for day in 2..12 {
            let single = body(&format!("Single {day}"), &format!("2027-04-{day:02}T10:00"));
            let made = api.api(Method::POST, "/api/meetings", Some(single)).await;
            assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        }
        let mut weekly = body("Series", "2027-04-05T12:00");
        weekly["repeats"] = json!({ "frequency": "weekly", "ends": "after", "count": 3 });
        let made = api.api(Method::POST, "/api/meetings", Some(weekly)).await;
        assert_eq!(made.json()["rule"], "FREQ=WEEKLY;BYDAY=MO;COUNT=3");

        let mut titles = Vec::new();
        let mut path = "/api/meetings?limit=3".to_owned();
        loop {
            let page = api.api(Method::GET, &path, None).await.json();
            let meetings = page["meetings"].as_array().expect("a list").clone();
            assert!(meetings.len() <= 3);
            titles.extend(meetings.iter().map(|each| each["title"].clone()));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/api/meetings?limit=3&after={next}");
        }
        assert_eq!(titles.len(), 11, "{titles:?}");
        assert_eq!(titles[4], json!("Series"), "by start: {titles:?}");

        world.runs_until("2027-04-06T08:00Z").await;
        let page = api.api(Method::GET, "/api/meetings?limit=100", None).await.json();
        let rest = page["meetings"].as_array().expect("a list").clone();
        assert_eq!(rest.len(), 7, "{rest:?}");
        assert_eq!(rest[6]["start"], "2027-04-12T10:00:00Z", "the series moved on: {rest:?}");
        world.runs_until("2027-05-01T08:00Z").await;
        let past = api.api(Method::GET, "/api/meetings?tab=past&limit=100", None).await.json();
        assert_eq!(past["meetings"][0]["title"], "Series", "latest first");
        assert_eq!(past["meetings"].as_array().map(Vec::len), Some(11));
    })
    .await;
}

/// R-31 for meetings, I-21: changes name the version they were made on; a retry has one effect.
#[tokio::test]
async fn programs_change_the_version_they_read() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut api = program(&world, &ada).await;
        let asked = body("Rehearsal", "2027-04-07T09:30");
        let key = [("idempotency-key", "rehearsal-1")];
        let first = api.api_with(Method::POST, "/api/meetings", Some(asked.clone()), &key).await;
        let second = api.api_with(Method::POST, "/api/meetings", Some(asked.clone()), &key).await;
        assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
        assert_eq!(first.bytes, second.bytes);
        assert_eq!(first.header("etag"), Some("\"0\""));
        let path = first.location();

        let mut changed = asked.clone();
        changed["title"] = json!("General rehearsal");
        let tag = [("if-match", "\"0\"")];
        let done = api.api_with(Method::PUT, &path, Some(changed.clone()), &tag).await;
        assert_eq!(done.header("etag"), Some("\"1\""), "{}", done.text());
        let late = api.api_with(Method::PUT, &path, Some(asked.clone()), &tag).await;
        assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
        assert_eq!(late.json()["code"], "meeting.changed");
        let same = api.api(Method::PUT, &path, Some(changed)).await;
        assert_eq!(same.header("etag"), Some("\"1\""), "nothing changed");

        let mut wrong = asked.clone();
        wrong["zone"] = json!("Europe/Nowhere");
        wrong["duration_minutes"] = json!(51);
        let refused = api.api(Method::POST, "/api/meetings", Some(wrong)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let told = refused.json();
        let codes: Vec<&Json> =
            told["errors"].as_array().expect("errors").iter().map(|each| &each["code"]).collect();
        assert_eq!(codes, ["meeting.unknown_zone", "meeting.plan_minutes"], "{told}");

        let ben = world.owner("ben@example.org").await;
        let mut bens = program(&world, &ben).await;
        for method in [Method::GET, Method::DELETE] {
            assert_eq!(bens.api(method, &path, None).await.status, StatusCode::NOT_FOUND);
        }
        let gone = api.api(Method::DELETE, &path, None).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT);
        let again = api.api(Method::DELETE, &path, None).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert_eq!(again.json()["code"], "meeting.cancelled");
    })
    .await;
}
