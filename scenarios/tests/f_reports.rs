//! Usage reports (F7): files of other services imported as previewed, sums by day, host and
//! meeting, who was there counted once, tables without formulas, and who sees what. All people in
//! the files are made up.

use std::collections::BTreeSet;

use app::reports::record::{Joining, joined, left};
use app::tokens::{NewToken, make};
use axum::http::{Method, StatusCode};
use people::scope::Scope;
use serde_json::{Value as Json, json};
use testkit::http::{Client, Reply};
use testkit::{PASSWORD, Persona, Purchase, World, on_each_database};

use crate::customer::customer;

pub const ZOOM: &str = include_str!("../../usage/tests/files/zoom_report.csv");
const ZOOM_UNIQUE: &str = include_str!("../../usage/tests/files/zoom_unique.csv");
const ZOOM_REPEATED: &str = include_str!("../../usage/tests/files/zoom_repeated.csv");
const ZOOM_ACCOUNT: &str = include_str!("../../usage/tests/files/zoom_account.csv");
const ZOOM_BAD: &str = include_str!("../../usage/tests/files/zoom_bad.csv");
const WEBEX: &str = include_str!("../../usage/tests/files/webex_attendees.tsv");
const GOTO: &str = include_str!("../../usage/tests/files/goto_attendees.csv");
const GOTO_HISTORY: &str = include_str!("../../usage/tests/files/goto_history.csv");

/// All that is in the files.
const YEAR: &str = "from=2026-01-01&to=2026-12-31";

async fn program(persona: &Persona) -> Client {
    let mut client = persona.world.client();
    client.token = Some(persona.token().await);
    client
}

async fn program_with(world: &World, persona: &Persona, scopes: &[Scope]) -> Client {
    let scopes: BTreeSet<Scope> = scopes.iter().copied().collect();
    let asked = NewToken { name: "reports".to_owned(), scopes, life_days: None };
    let (_, secret) = make(&world.app, &persona.who, &asked).await.expect("a token");
    let mut client = world.client();
    client.token = Some(secret.secret().to_owned());
    client
}

async fn get(program: &mut Client, path: &str) -> Json {
    let reply = program.api(Method::GET, path, None).await;
    assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
    reply.json()
}

/// Titles of the meetings in the history, the latest first.
async fn titles(program: &mut Client) -> Vec<String> {
    let page = get(program, &format!("/api/reports/meetings?{YEAR}&limit=100")).await;
    let meetings = page["meetings"].as_array().expect("meetings").iter();
    meetings.map(|each| each["title"].as_str().expect("a title").to_owned()).collect()
}

async fn hands_in(program: &mut Client, bytes: &[u8], query: &str) -> Reply {
    let path = format!("/api/report-imports{query}");
    let kind = Some("application/octet-stream");
    program.send(Method::POST, &path, kind, bytes.to_vec(), &[]).await
}

async fn commits(program: &mut Client, import: &Json) -> Reply {
    let path = format!("/api/report-imports/{}/commit", import["id"].as_str().expect("an id"));
    program.api(Method::POST, &path, Some(json!({ "preview": import["preview"] }))).await
}

/// Hands in a file whose times are in UTC and does it; the counts.
pub async fn imports(program: &mut Client, bytes: &[u8]) -> Json {
    let reply = hands_in(program, bytes, "?zone=UTC&date_order=month_first").await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    let done = commits(program, &reply.json()).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    done.json()
}

async fn page(browser: &mut Client, path: &str) -> String {
    let reply = browser.get(path).await;
    assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
    read(&reply)
}

fn read(reply: &Reply) -> String {
    reply.text().replace("&#x2f;", "/").replace("&lt;", "<").replace("&gt;", ">")
}

/// Everything of a text between the first `start` and the next `end` after it.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {text}"));
    rest.split_once(end).map_or(rest, |(found, _)| found)
}

/// Uploads a file as a browser does, with its times in UTC; where the answer leads.
async fn uploads(browser: &mut Client, file: &[u8]) -> Reply {
    let blank = page(browser, "/reports/import").await;
    let id = between(&blank, "name=\"id\" value=\"", "\"").to_owned();
    let mut body = Vec::new();
    for (name, value) in [("id", id.as_str()), ("zone", "UTC")] {
        let head = format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend([head.as_bytes(), value.as_bytes(), b"\r\n"].concat());
    }
    let head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"report.csv\"\r\n\
                Content-Type: text/csv\r\n\r\n";
    body.extend([head.as_bytes(), file, b"\r\n--b--\r\n"].concat());
    let kind = Some("multipart/form-data; boundary=b");
    let headers = [("origin", "http://localhost:8080")];
    browser.send(Method::POST, "/reports/import", kind, body, &headers).await
}

/// Somebody who was invited into the account of `program` and has joined with `role`.
async fn joins(
    world: &World,
    program: &mut Client,
    (email, role): (&str, &str),
) -> (Client, Client) {
    let body = json!({ "email": email, "roles": [role], "licences": [] });
    let invited = program.api(Method::POST, "/api/invitations", Some(body)).await;
    assert_eq!(invited.status, StatusCode::CREATED, "{}", invited.text());
    world.settles().await;
    let token = world.newest_mail(email, "invitation").await.after("/invitation?token=");
    let mut browser = world.client();
    let fields =
        [("token", token.as_str()), ("name", "Mia"), ("password", PASSWORD), ("terms", "yes")];
    let joined = browser.post("/invitation", &fields).await;
    assert_eq!(joined.location(), "/", "{}", joined.text());
    let body = json!({ "email": email, "password": PASSWORD, "name": "x",
        "scopes": ["reports:write"] });
    let made = world.client().api(Method::POST, "/api/tokens", Some(body)).await.json();
    let mut program = world.client();
    program.token = made["secret"].as_str().map(str::to_owned);
    (browser, program)
}

/// F7, P2, R-69: a Webex file says before anything is done what would happen to each meeting; done
/// twice it is done once, and so is handing the file in again; bad rows come back with reasons.
#[tokio::test]
async fn a_report_is_imported_as_it_was_previewed() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let mut program = program(&ada).await;
        let empty = page(&mut browser, "/reports").await;
        assert!(empty.contains("No meetings in the history yet"), "{empty}");

        let wide: Vec<u8> =
            format!("\u{feff}{WEBEX}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let handed = uploads(&mut browser, &wide).await;
        let path = handed.location();
        assert!(path.starts_with("/reports/import/"), "{}", handed.text());
        let preview = page(&mut browser, &path).await;
        for said in ["Webex report", "divided by tabs", "Seminar: numbers", "Import 2 meetings"] {
            assert!(preview.contains(said), "{said}: {preview}");
        }
        assert!(titles(&mut program).await.is_empty(), "nothing is done yet");
        let digest = between(&preview, "name=\"digest\" value=\"", "\"").to_owned();

        let (first_week, _) = WEBEX.rsplit_once("2512").expect("four rows");
        imports(&mut program, first_week.as_bytes()).await;
        let moved = browser.post(&path, &[("digest", &digest)]).await;
        assert_eq!(moved.status, StatusCode::UNPROCESSABLE_ENTITY);
        let moved = read(&moved);
        assert!(moved.contains("The history has changed in the meantime"), "{moved}");
        assert!(moved.contains("Import 1 meeting"), "{moved}");
        let digest = between(&moved, "name=\"digest\" value=\"", "\"").to_owned();
        for _ in 0..2 {
            let done = browser.post(&path, &[("digest", &digest)]).await;
            assert_eq!(done.location(), path, "{}", done.text());
        }
        let done = page(&mut browser, &path).await;
        assert!(done.contains("What the import did"), "{done}");
        assert_eq!(titles(&mut program).await.len(), 2);
        let again = imports(&mut program, WEBEX.as_bytes()).await;
        assert_eq!(again, json!({ "new": 0, "completed": 0, "known": 2, "bad": 0 }));
        assert_eq!(titles(&mut program).await.len(), 2);

        let bad = uploads(&mut browser, ZOOM_BAD.as_bytes()).await.location();
        let preview = page(&mut browser, &bad).await;
        assert!(preview.contains("“soon” under “Join Time” is no date and time."), "{preview}");
        assert!(preview.contains("is before the beginning."), "{preview}");
        let file = read(&browser.get(&format!("{bad}/bad.csv")).await);
        assert!(file.contains("Comments") && file.contains("'=HYPERLINK"), "{file}");
        let trail = ada.trail().await;
        assert_eq!(trail.iter().filter(|action| *action == "reports.imported").count(), 3);

        world.runs_until("2027-04-09T08:00Z").await;
        assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "the file is deleted");
        assert_eq!(titles(&mut program).await.len(), 2, "what it brought stays");
    })
    .await;
}

/// F7: what 10/05 means, which zone times are in and which letters an old file has is asked, never
/// guessed; what is no report is refused in words.
#[tokio::test]
async fn what_a_file_does_not_say_is_asked() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let mut program = program(&ada).await;
        let path = uploads(&mut browser, ZOOM_REPEATED.as_bytes()).await.location();
        let asked = page(&mut browser, &path).await;
        assert!(asked.contains("The file says “10/05/2026 05:55:00 PM”."), "{asked}");
        assert!(!asked.contains("name=\"digest\""), "an answer is missing");
        let answer = format!("{path}/answer");
        browser.post(&answer, &[("date_order", "day_first")]).await;
        assert!(page(&mut browser, &path).await.contains("10 May 2026"));
        browser.post(&answer, &[("date_order", "month_first")]).await;
        browser.post(&answer, &[("zone", "America/New_York")]).await;
        let preview = page(&mut browser, &path).await;
        assert!(preview.contains("5 October 2026"), "{preview}");
        let digest = between(&preview, "name=\"digest\" value=\"", "\"").to_owned();
        browser.post(&path, &[("digest", &digest)]).await;
        let held = get(&mut program, &format!("/api/reports/meetings?{YEAR}")).await;
        assert_eq!(held["meetings"][1]["started_at"], "2026-10-05T21:55:00Z", "{held}");

        let asks = hands_in(&mut program, ZOOM_REPEATED.as_bytes(), "").await.json();
        assert_eq!(asks["needs_date_order"], "10/05/2026 05:55:00 PM", "{asks}");
        let id = asks["id"].as_str().expect("an id");
        let early = json!({ "preview": "" });
        let early = program
            .api(Method::POST, &format!("/api/report-imports/{id}/commit"), Some(early))
            .await;
        assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.text());
        let body = json!({ "date_order": "month_first", "zone": "America/New_York" });
        let path = format!("/api/report-imports/{id}");
        let answered = program.api(Method::PUT, &path, Some(body)).await.json();
        assert_eq!(answered["counts"]["known"], 2, "{answered}");

        let old = ZOOM.replace("Élise", "Elise").replace("Room 4", "Zimmer Sud");
        let old: Vec<u8> =
            old.bytes().map(|byte| if byte == b'S' { 0xDC } else { byte }).collect();
        let asks = hands_in(&mut program, &old, "").await.json();
        assert_eq!(asks["needs_charset"], true, "{asks}");

        for (text, code) in [
            ("Price,Amount\n1,2\n", "report.file_no_columns"),
            ("", "report.file_empty"),
            ("Name (Original Name),Join Time,Leave Time\nAda,2026-01-01 10:00,2026-01-01 11:00\n",
                "report.file_no_meeting"),
        ] {
            let refused = hands_in(&mut program, text.as_bytes(), "").await;
            assert_eq!(refused.json()["code"], code, "{}", refused.text());
        }
        let refused = uploads(&mut browser, b"Price,Amount\n1,2\n").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("none of the reports we know"), "{}", refused.text());
    })
    .await;
}

/// F7: a period is summed up by day, host and meeting in the reader's zone; who comes back is one
/// person with two connections; two reports of one meeting tell more together.
#[tokio::test]
async fn reports_sum_up_by_day_host_and_meeting() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let mut program = program(&ada).await;
        for file in [ZOOM_UNIQUE, ZOOM, ZOOM_ACCOUNT, GOTO_HISTORY, GOTO] {
            imports(&mut program, file.as_bytes()).await;
        }
        let all = get(&mut program, &format!("/api/reports?{YEAR}")).await;
        assert_eq!(all["step"], "month", "{all}");
        assert_eq!(all["total"]["meetings"], 5, "{all}");
        assert_eq!(all["total"]["participants"], 4 + 2 + 1 + 2 + 2, "{all}");
        let hosts: Vec<(&str, i64)> = all["hosts"]
            .as_array()
            .expect("hosts")
            .iter()
            .map(|host| {
                (host["key"].as_str().expect("a key"), host["meetings"].as_i64().expect("a number"))
            })
            .collect();
        assert_eq!(hosts, [("mia.berger@example.org", 4), ("leo@example.org", 1)]);
        let april = get(&mut program, "/api/reports?from=2026-04-13&to=2026-04-16").await;
        let days: Vec<i64> = april["steps"]
            .as_array()
            .expect("steps")
            .iter()
            .map(|step| step["meetings"].as_i64().unwrap_or(-1))
            .collect();
        assert_eq!(days, [0, 1, 1, 0], "{april}");
        let leo = format!("/api/reports/meetings?{YEAR}&host=leo%40example.org");
        assert_eq!(get(&mut program, &leo).await["meetings"][0]["participants"], 2);

        let march = get(&mut program, "/api/reports/meetings?from=2026-03-01&to=2026-03-31").await;
        let budget = &march["meetings"][0];
        assert_eq!((&budget["participants"], &budget["connections"]), (&json!(4), &json!(5)));
        let id = budget["id"].as_str().expect("an id").to_owned();
        let shown = get(&mut program, &format!("/api/reports/meetings/{id}")).await;
        let ben = shown["people"]
            .as_array()
            .expect("people")
            .iter()
            .find(|person| person["email"] == "ben@example.net")
            .expect("Ben was there");
        assert_eq!(ben["connections"].as_array().map(Vec::len), Some(2), "{ben}");
        assert_eq!(ben["seconds"], (18 * 60 + 55) + (37 * 60 + 30), "{ben}");

        let report = page(&mut browser, "/reports?from=2026-03-01&to=2026-04-16").await;
        for said in
            ["role=\"img\"", "<rect", "In figures", "21 March 2026", "Budget, first reading"]
        {
            assert!(report.contains(said), "{said}: {report}");
        }
        let meeting = page(&mut browser, &format!("/reports/{id}")).await;
        assert!(meeting.contains("2 connections") && meeting.contains("Room 4"), "{meeting}");
        let turned = browser.get("/reports?from=2026-03-02&to=2026-03-01").await;
        assert_eq!(turned.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(read(&turned).contains("The last day is before the first."));
        let long =
            program.api(Method::GET, "/api/reports?from=2020-01-01&to=2026-01-01", None).await;
        assert_eq!(long.json()["code"], "report.period_too_long", "{}", long.text());
    })
    .await;
}

/// F7: the list of meetings is turned page by page, and no meeting is told twice or left out.
#[tokio::test]
async fn many_held_meetings_are_turned_page_by_page() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut program = program(&ada).await;
        let mut file = "Meeting ID,Topic,Start Time,End Time,User Email,Participants\n".to_owned();
        for number in 0..130 {
            let day = number % 28 + 1;
            file.push_str(&format!(
                "9000000{number},M{number},2026-02-{day:02} 10:00:00,2026-02-{day:02} 11:00:00,,3\n"
            ));
        }
        assert_eq!(imports(&mut program, file.as_bytes()).await["new"], 130);
        let mut seen = BTreeSet::new();
        let mut after = String::new();
        for _ in 0..4 {
            let path = format!("/api/reports/meetings?{YEAR}&limit=50{after}");
            let page = get(&mut program, &path).await;
            for meeting in page["meetings"].as_array().expect("meetings") {
                assert!(seen.insert(meeting["title"].to_string()), "{meeting} twice");
            }
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert_eq!(seen.len(), 130);
        let table =
            program.api(Method::GET, &format!("/api/reports/meetings.csv?{YEAR}"), None).await;
        assert_eq!(table.text().lines().count(), 131);
    })
    .await;
}

/// F7, R-69: tables hold no formulas, and ours is imported into another account as it was.
#[tokio::test]
async fn tables_of_reports_hold_no_formulas_and_come_back() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let mut program = program(&ada).await;
        for file in [ZOOM, ZOOM_ACCOUNT, WEBEX, GOTO] {
            imports(&mut program, file.as_bytes()).await;
        }
        let path = format!("/api/reports/participants.csv?{YEAR}");
        let table = program.api(Method::GET, &path, None).await;
        assert_eq!(table.header("content-type"), Some("text/csv; charset=utf-8"));
        let text = table.text();
        assert!(text.contains("'=1+1 Élise Roy"), "{text}");
        assert!(!text.contains(",=1+1") && !text.contains("\"=1+1"), "{text}");
        let same = browser.get(&format!("/reports/participants.csv?{YEAR}")).await;
        assert_eq!(same.text(), text, "the page gives the same table");
        let meetings = browser.get(&format!("/reports/meetings.csv?{YEAR}")).await.text();
        assert_eq!(meetings.lines().count(), 1 + 6, "{meetings}");

        let eve = world.owner("eve@example.org").await;
        let mut other = self::program(&eve).await;
        assert_eq!(imports(&mut other, text.as_bytes()).await["new"], 6);
        let again = other.api(Method::GET, &path, None).await;
        assert_eq!(again.text(), text);
        let known = imports(&mut program, text.as_bytes()).await;
        assert_eq!((&known["new"], &known["completed"]), (&json!(0), &json!(0)), "{known}");
        let trail = ada.trail().await;
        assert_eq!(trail.iter().filter(|action| *action == "reports.exported").count(), 3);
    })
    .await;
}

/// F7, R-60: owners and admins see all meetings, a host their own, members none; only owners
/// and admins import; another account finds nothing.
#[tokio::test]
async fn who_sees_which_reports() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut owner = program(&ada).await;
        let host = ("mia.berger@example.org", "host");
        let (mut mia, mut hosting) = joins(&world, &mut owner, host).await;
        let (_, mut admin) = joins(&world, &mut owner, ("admin@example.org", "admin")).await;
        let (mut member, mut plain) =
            joins(&world, &mut owner, ("leo.m@example.org", "member")).await;
        imports(&mut owner, GOTO_HISTORY.as_bytes()).await;
        imports(&mut owner, WEBEX.as_bytes()).await;
        assert_eq!(titles(&mut owner).await.len(), 4);
        assert_eq!(titles(&mut admin).await.len(), 4);
        assert_eq!(titles(&mut hosting).await, ["Planning"]);

        let all = get(&mut owner, &format!("/api/reports/meetings?{YEAR}")).await;
        let all = all["meetings"].as_array().expect("meetings").clone();
        for meeting in &all {
            let id = meeting["id"].as_str().expect("an id");
            let own = meeting["title"] == "Planning";
            let expected = if own { StatusCode::OK } else { StatusCode::NOT_FOUND };
            for path in [format!("/reports/{id}"), format!("/reports/{id}/participants.csv")] {
                assert_eq!(mia.get(&path).await.status, expected, "{path}");
            }
            let path = format!("/api/reports/meetings/{id}");
            assert_eq!(hosting.api(Method::GET, &path, None).await.status, expected);
        }
        let report = page(&mut mia, &format!("/reports?{YEAR}&host=leo%40example.org")).await;
        assert!(!report.contains("Call with"), "{report}");
        let table = mia.get(&format!("/reports/participants.csv?{YEAR}")).await.text();
        assert!(!table.contains("Seminar"), "{table}");
        let sum = get(&mut hosting, &format!("/api/reports?{YEAR}")).await;
        assert_eq!(sum["total"]["meetings"], 1, "{sum}");

        for (path, person) in [("/reports/import", &mut mia), ("/reports", &mut member)] {
            assert_eq!(person.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        for program in [&mut hosting, &mut plain] {
            let refused = hands_in(program, ZOOM.as_bytes(), "").await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text());
        }
        let refused = plain.api(Method::GET, "/api/reports", None).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let mut reader = program_with(&world, &ada, &[Scope::ReportsRead]).await;
        assert_eq!(titles(&mut reader).await.len(), 4);
        let refused = hands_in(&mut reader, ZOOM.as_bytes(), "").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);

        let eve = world.owner("eve@example.org").await;
        let mut stranger = program(&eve).await;
        assert!(titles(&mut stranger).await.is_empty());
        let id = all[0]["id"].as_str().expect("an id");
        let foreign = stranger.api(Method::GET, &format!("/api/reports/meetings/{id}"), None).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
        let import = hands_in(&mut owner, ZOOM.as_bytes(), "").await.json();
        let foreign = commits(&mut stranger, &import).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND, "{}", foreign.text());
    })
    .await;
}

/// F7, B2, C5: reports are counted on the free plan from the first day, and stay through an upgrade
/// and after the subscription has ended.
#[tokio::test]
async fn history_stays_when_the_plan_changes() {
    on_each_database(async |world| {
        world.it_is("2027-01-01T10:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut program = program(&ada).await;
        imports(&mut program, GOTO_HISTORY.as_bytes()).await;
        let free = get(&mut program, &format!("/api/reports?{YEAR}")).await;
        assert_eq!(free["total"]["meetings"], 2);
        ada.buys(&Purchase::default()).await;
        world.settles().await;
        assert_eq!(get(&mut program, &format!("/api/reports?{YEAR}")).await, free);
        let mut customer = customer(&ada).await;
        customer.does(json!({ "do": "cancel" })).await;
        world.runs_until("2027-06-01T10:00Z").await;
        assert_eq!(get(&mut program, &format!("/api/reports?{YEAR}")).await, free);
    })
    .await;
}

/// F7, P5: whoever comes into a meeting held here is written down with their coming and going; who
/// comes back counts once, and two who come at the same moment come to one meeting.
#[tokio::test]
async fn connections_are_recorded_as_people_come_and_go() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut program = program(&ada).await;
        let app = &world.app;
        let comes = |name: &'static str, email: &'static str| Joining {
            account: ada.account(),
            number: "812345678",
            title: "Choir",
            host: ada.who.person(),
            name,
            email,
            is_guest: name != "Ada",
        };
        let (own, ben) = (comes("Ada", "ada@example.org"), comes("Ben", ""));
        let (own, ben) = tokio::join!(joined(app, &own), joined(app, &ben));
        let (own, ben) = (own.expect("Ada is in"), ben.expect("Ben is in"));
        assert_eq!(own.meeting, ben.meeting, "one meeting");
        world.runs_until("2027-04-01T08:10Z").await;
        left(app, &ben).await.expect("Ben left");
        world.runs_until("2027-04-01T08:12Z").await;
        left(app, &ben).await.expect("told twice, the first time counts");
        let back = joined(app, &comes("Ben", "")).await.expect("Ben is back");
        let path = format!("/api/reports/meetings/{}", own.meeting);
        let shown = get(&mut program, &path).await;
        assert_eq!(shown["meeting"]["participants"], 2, "{shown}");
        assert_eq!(shown["people"][0]["last_left_at"], Json::Null, "Ada is still there");
        world.runs_until("2027-04-01T08:32Z").await;
        for each in [back, own] {
            left(app, &each).await.expect("left");
        }
        let shown = get(&mut program, &path).await;
        assert_eq!(shown["meeting"]["source"], "plenum");
        assert_eq!(shown["meeting"]["ended_at"], "2027-04-01T08:32:00Z");
        assert_eq!(shown["meeting"]["person_seconds"], (32 + 10 + 20) * 60, "{shown}");
        assert_eq!(shown["meeting"]["connections"], 3);

        world.runs_until("2027-04-01T10:00Z").await;
        let next = joined(app, &comes("Ben", "")).await.expect("Ben is in");
        assert_ne!(next.meeting, own.meeting, "an hour later it is another one");
        let sum = get(&mut program, "/api/reports?from=2027-04-01&to=2027-04-01").await;
        assert_eq!(
            (&sum["total"]["meetings"], &sum["total"]["participants"]),
            (&json!(2), &json!(3))
        );
    })
    .await;
}
