//! Templates that bring more than a form's words (F1): of webinars with their panelists, and of
//! meetings that ask for registration.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use testkit::http::Client;
use testkit::{Purchase, on_each_database};

use crate::f_meetings::{between, body, form, opened, program, read, schedules};

const TEMPLATES: &str = "/meetings/templates";
const API: &str = "/api/meetings/templates";

fn webinars() -> Purchase {
    Purchase { product: "webinars", seats: 1, site_name: None, ..Purchase::default() }
}

async fn page(browser: &mut Client, path: &str) -> String {
    let reply = browser.get(path).await;
    assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
    read(&reply).replace("&lt;", "<").replace("&gt;", ">")
}

/// The name and the value of every field that a browser would send of a filled form.
fn fields(page: &str) -> Vec<(String, String)> {
    let form = between(page, "data-once novalidate>", "</form>");
    let mut fields = Vec::new();
    let value = |tag: &str, name: &str| {
        let start = format!(" {name}=\"");
        tag.contains(&start).then(|| between(tag, &start, "\"").to_owned())
    };
    for tag in form.split("<input").skip(1).map(|tag| tag.split('>').next().unwrap_or(tag)) {
        let choice = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"");
        if let Some(name) = value(tag, "name").filter(|_| !choice || tag.contains(" checked")) {
            fields.push((name, value(tag, "value").unwrap_or_default()));
        }
    }
    for area in form.split("<textarea").skip(1) {
        let name = value(area, "name").expect("a name");
        fields.push((name, between(area, ">", "</textarea>").replace("&quot;", "\"")));
    }
    for select in form.split("<select").skip(1) {
        let select = select.split("</select>").next().unwrap_or(select);
        let name = value(select, "name").expect("a name");
        let chosen = select.split("<option").find(|option| option.contains(" selected"));
        if let Some(chosen) = chosen {
            fields.push((name, value(chosen, "value").unwrap_or_default()));
        }
    }
    fields
}

/// `fields` with some of them said differently.
fn with(mut fields: Vec<(String, String)>, changed: &[(&str, &str)]) -> Vec<(String, String)> {
    for (name, value) in changed {
        fields.retain(|(kept, _)| kept != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

async fn posts(browser: &mut Client, path: &str, fields: &[(String, String)]) -> String {
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let reply = browser.post(path, &fields).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{path}: {}", reply.text());
    reply.location()
}

/// The settings of the registration for the meeting at `page`.
async fn registration(api: &mut Client, page: &str) -> Json {
    let path = format!("/api{page}/registration");
    let shown = api.api(Method::GET, &path, None).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text());
    shown.json()
}

/// What is asked in the form of a meeting's registration.
const ASKED: [(&str, &str); 6] = [
    ("approval", "manual"),
    ("places", "20"),
    ("closes", "2027-04-06"),
    ("closes_time", "18:00"),
    ("question_0", "Which voice do you sing?"),
    ("needed_0", "yes"),
];

/// F1: a template made from a meeting with registration brings its questions, places, approval and
/// how long before the start it closes, and nobody who registered; who does not want it unticks it.
#[tokio::test]
async fn a_template_brings_what_registration_asks() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut host = ada.signs_in().await;
        let mut api = program(&world, &ada).await;
        let (meeting, link) = schedules(&mut host, &form(&[])).await;
        let set = host.post(&format!("{meeting}/registration"), &ASKED).await;
        assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text());
        let register = format!("/register/{}", link.rsplit('/').next().unwrap_or_default());
        let dora = [("name", "Dora"), ("email", "dora@example.net"), ("answer_0", "Alto")];
        let sent = world.client().post(&register, &dora).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());

        let save = format!("{TEMPLATES}/new?meeting={}", meeting.replace("/meetings/", ""));
        let blank = page(&mut host, &save).await;
        for kept in [
            "value=\"20\"",
            "Which voice do you sing?",
            "name=\"registration\" value=\"yes\" checked",
        ] {
            assert!(blank.contains(kept), "{kept}: {blank}");
        }
        // 18:00 the day before 9:30 is 15 hours and a half.
        assert!(between(&blank, "id=\"closes_before\"", ">").contains("value=\"930\""), "{blank}");
        assert!(!blank.contains("2027-04-06") && !blank.contains("dora@example.net"), "{blank}");
        let wrong = with(fields(&blank), &[("closes_before", "-1"), ("places", "many")]);
        let wrong: Vec<(&str, &str)> =
            wrong.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let refused = host.post(TEMPLATES, &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for place in ["href=\"#places\"", "href=\"#closes_before\"", "Which voice do you sing?"] {
            assert!(read(&refused).contains(place), "{place}: {}", refused.text());
        }
        posts(&mut host, TEMPLATES, &with(fields(&blank), &[("name", "Choir")])).await;
        let list = page(&mut host, TEMPLATES).await;
        assert!(list.contains("Asks for registration."), "{list}");

        let chosen = format!("/meetings/new?template={}", between(&list, "?template=", "\""));
        let filled = page(&mut host, &chosen).await;
        for said in ["Only whom I approve", "20 places.", "Closes 15 h 30 min before the start."] {
            assert!(filled.replace('\u{a0}', " ").contains(said), "{said}: {filled}");
        }
        let next = [("date", "2027-05-05"), ("time", "19:00")];
        let made = posts(&mut host, "/meetings", &with(fields(&filled), &next)).await;
        let settings = registration(&mut api, &made).await;
        assert_eq!((&settings["approval"], &settings["places"]), (&json!("manual"), &json!(20)));
        let asked = json!([{ "text": "Which voice do you sing?", "needed": true }]);
        assert_eq!(settings["questions"], asked, "{settings}");
        let start = settings["closes_at"].as_str().expect("a moment").to_owned();
        assert!(start.starts_with("2027-05-05T"), "15 hours and a half before: {start}");
        assert_eq!(settings["waiting"], 0, "nobody who registered there: {settings}");

        let mut unticked = with(fields(&page(&mut host, &chosen).await), &next);
        unticked.retain(|(name, _)| name != "registration");
        let made = posts(&mut host, "/meetings", &unticked).await;
        let none = api.api(Method::GET, &format!("/api{made}/registration"), None).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND, "{}", none.text());
        let late = [("date", "2027-04-01"), ("time", "19:00")];
        let late = with(fields(&page(&mut host, &chosen).await), &late);
        let made = posts(&mut host, "/meetings", &late).await;
        let settings = registration(&mut api, &made).await;
        assert_eq!((&settings["closes_at"], &settings["state"]), (&Json::Null, &json!("open")));
    })
    .await;
}

/// F1, A4: a template made from a webinar makes webinars with its panelists; without a licence the
/// form it fills in says so and what lifts it; more places than the plan has are told in the form.
#[tokio::test]
async fn a_template_of_a_webinar_makes_webinars() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut host = ada.signs_in().await;
        let mut api = program(&world, &ada).await;
        let kept = json!({ "name": "Launch", "kind": "webinar", "title": "Launch",
            "panelists": [{ "email": "paul@example.net", "name": "Paul" }],
            "duration_minutes": 60, "registration": { "places": 400 } });
        let made = api.api(Method::POST, API, Some(kept)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        let id = made.json()["id"].as_str().expect("an id").to_owned();
        let chosen = format!("/meetings/new?template={id}");
        let unlicensed = page(&mut host, &chosen).await;
        for said in [
            "Schedule a webinar",
            "You have no licence for webinars: the plan Free has none. Webinars Pro has them.",
            "paul@example.net",
        ] {
            assert!(unlicensed.contains(said), "{said}: {unlicensed}");
        }
        let asked = with(fields(&unlicensed), &[]);
        let asked: Vec<(&str, &str)> =
            asked.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let refused = host.post("/meetings", &asked).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let refused = read(&refused);
        assert!(refused.contains("With a licence of Webinars Pro you can schedule this."));
        assert!(refused.contains("400 places."), "what it would ask is still there: {refused}");

        ada.buys(&webinars()).await;
        let filled = fields(&page(&mut host, &chosen).await);
        let made = posts(&mut host, "/meetings", &filled).await;
        let shown = page(&mut host, &made).await;
        assert!(
            shown.contains(">Webinar<") && shown.contains("Paul <paul@example.net>"),
            "{shown}"
        );
        assert_eq!(registration(&mut api, &made).await["places"], 400);
        let many = with(filled, &[("places", "900"), ("id", "")]);
        let many: Vec<(&str, &str)> =
            many.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let refused = host.post("/meetings", &many).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let refused = read(&refused);
        assert!(refused.contains("href=\"#registration\""), "{refused}");
        assert!(refused.contains("Webinars Plus has room for 900."), "{refused}");

        // A webinar that is there becomes a template in its turn.
        let save = format!("{TEMPLATES}/new?meeting={}", made.replace("/meetings/", ""));
        let blank = page(&mut host, &save).await;
        assert!(blank.contains("<option value=\"webinar\" selected>"), "{blank}");
        assert!(blank.contains("&quot;Paul&quot; <paul@example.net>"), "{blank}");
        let as_meeting = with(fields(&blank), &[("kind", "meeting")]);
        let as_meeting: Vec<(&str, &str)> =
            as_meeting.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let refused = host.post(TEMPLATES, &as_meeting).await;
        assert!(read(&refused).contains("Only a webinar has panelists."), "{}", refused.text());
        posts(&mut host, TEMPLATES, &with(fields(&blank), &[("name", "Second")])).await;
        let list = page(&mut host, TEMPLATES).await;
        assert_eq!(list.matches(">Webinar<").count(), 2, "{list}");
    })
    .await;
}

/// F1: a program reads a template, and asks for a meeting with what it holds, registration and all;
/// what is wrong is told by its place.
#[tokio::test]
async fn programs_ask_for_registration_with_a_new_meeting() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut api = program(&world, &ada).await;
        let planned = json!({ "approval": "manual", "places": 12, "closes_minutes_before": 1440,
            "questions": [{ "text": "Diet?", "needed": false }] });
        let kept = json!({ "name": "Dinner", "title": "Dinner", "registration": planned });
        let made = api.api(Method::POST, API, Some(kept)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        let template = made.json();
        assert_eq!((&template["kind"], &template["registration"]), (&json!("meeting"), &planned));

        let mut meeting = body("Dinner", "2027-04-07T19:00");
        meeting["registration"] = template["registration"].clone();
        let made = api.api(Method::POST, "/api/meetings", Some(meeting.clone())).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        let path = made.location();
        let link = made.json()["join_url"].as_str().expect("a link").to_owned();
        assert!(read(&opened(&world, &link).await).contains("asks for registration"));
        let settings = api.api(Method::GET, &format!("{path}/registration"), None).await.json();
        assert_eq!(settings["closes_at"], "2027-04-06T17:00:00Z", "{settings}");
        let again = api.api(Method::PUT, &path, Some(meeting.clone())).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "it has its own address");
        assert_eq!(again.json()["errors"][0]["field"], "registration");

        let wrong = json!({ "approval": "lottery", "closes_minutes_before": 525_601 });
        meeting["registration"] = wrong.clone();
        let kept = json!({ "name": "", "kind": "party", "registration": wrong });
        let asked = [(API, kept), ("/api/meetings", meeting)];
        for (path, asked) in asked {
            let refused = api.api(Method::POST, path, Some(asked)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            let refused = refused.json().to_string();
            for field in ["registration.approval", "registration.closes_minutes_before"] {
                assert!(refused.contains(field), "{path}: {refused}");
            }
        }
    })
    .await;
}
