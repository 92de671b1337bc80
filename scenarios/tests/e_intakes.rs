//! Many people invited from a list, over the API and the portal's forms (E1a).

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use testkit::http::{Client, Reply};
use testkit::{Persona, Purchase, World, on_each_database};

use crate::customer::{Customer, subscriber, subscriber_of};

async fn calls(customer: &mut Customer, method: Method, path: &str, body: Json) -> Reply {
    customer.program.api(method, path, Some(body)).await
}

/// What would become of `list`, everybody a host with a seat.
async fn previews(customer: &mut Customer, list: &str) -> Json {
    let body = json!({
        "list": list, "roles": ["host"], "licences": [{ "subscription": customer.id }],
    });
    let reply = calls(customer, Method::POST, "/api/intakes", body).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    reply.json()
}

async fn commits(customer: &mut Customer, preview: &Json) -> Reply {
    let id = preview["id"].as_str().expect("an id");
    let body = json!({ "signed": preview["signed"] });
    calls(customer, Method::POST, &format!("/api/intakes/{id}/commit"), body).await
}

/// Outcome and reason of each row.
async fn told(customer: &mut Customer, preview: &Json) -> Vec<(String, String)> {
    let id = preview["id"].as_str().expect("an id");
    let rows = customer.get(&format!("/api/intakes/{id}/rows?limit=100")).await;
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    let rows = rows["rows"].as_array().expect("rows").iter();
    rows.map(|row| (text(&row["outcome"]), text(&row["reason"]))).collect()
}

fn counts(intake: &Json) -> [i64; 4] {
    ["invite", "resend", "unchanged", "refused"].map(|word| intake[word].as_i64().expect("a count"))
}

/// Addresses of every open invitation, page by page.
async fn invited(customer: &mut Customer, search: &str) -> Vec<String> {
    let mut found = Vec::new();
    let first = format!("/api/invitations?limit=100&search={search}");
    let mut path = first.clone();
    loop {
        let page = customer.get(&path).await;
        let lines = page["invitations"].as_array().expect("invitations");
        found
            .extend(lines.iter().map(|each| each["email"].as_str().unwrap_or_default().to_owned()));
        let Some(next) = page["next"].as_str() else { return found };
        path = format!("{first}&after={next}");
    }
}

async fn assigned(customer: &mut Customer) -> i64 {
    customer.get("/api/people").await["items"][0]["assigned"].as_i64().expect("a number")
}

async fn mails(world: &World, email: &str) -> usize {
    world.settles().await;
    world.mails_of_kind(email, "invitation").await
}

async fn entries(ada: &Persona, action: &str) -> usize {
    ada.trail().await.iter().filter(|each| *each == action).count()
}

/// E1a, P1, P2, P4, I-12: a pasted list is first told row by row, and nothing has happened; then
/// exactly that happens, once, and never more licences are given than were bought.
#[tokio::test]
async fn a_list_is_told_row_by_row_before_anybody_is_invited() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        let ivy = json!({ "email": "ivy@example.org", "roles": ["host"] });
        let reply = calls(&mut customer, Method::POST, "/api/invitations", ivy).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
        let list = "E-mail;Nom;Prénom;Rôle;Licence;Service\n\
            ben@example.org;Lee;Ben;;;Ventes\n\
            BEN@example.org;Lee;Ben;;;\n\
            not an address;;;;;\n\
            ada@example.org;;;;;\n\
            ivy@example.org;;;;;\n\
            carl@example.org;;Carl;membre;aucune;\n\
            dora@example.org;;Dora;concierge;;\n\
            eve@example.org;;Eve;;;\nfay@example.org;;Fay;;;\ngus@example.org;;Gus;;;\n\
            hal@example.org;;Hal;;;\n";
        let preview = previews(&mut customer, list).await;
        assert_eq!(counts(&preview), [5, 0, 2, 4]);
        assert_eq!(preview["licences"][0]["given"], 4, "five were bought, one is the owner's");
        assert_eq!(preview["unused"], json!(["Service"]));
        let expected = [
            ("invite", ""),
            ("refused", "intake.repeated"),
            ("refused", "email.malformed"),
            ("here", ""),
            ("stays_invited", ""),
            ("invite", ""),
            ("refused", "intake.no_role"),
            ("invite", ""),
            ("invite", ""),
            ("invite", ""),
            ("refused", "intake.none_free"),
        ];
        let told = told(&mut customer, &preview).await;
        let told: Vec<(&str, &str)> = told.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(told, expected);
        assert_eq!(invited(&mut customer, "").await, ["ivy@example.org"], "nothing has happened");
        assert_eq!((assigned(&mut customer).await, mails(&world, "ben@example.org").await), (1, 0));

        let foreign = json!({ "id": preview["id"], "signed": "made.up" });
        assert_eq!(commits(&mut customer, &foreign).await.status, StatusCode::CONFLICT);
        for _ in 0..2 {
            let done = commits(&mut customer, &preview).await;
            assert_eq!(done.status, StatusCode::OK, "{}", done.text());
            let done = done.json();
            assert_eq!((&done["state"], counts(&done)), (&json!("done"), [5, 0, 2, 4]));
        }
        let all: BTreeSet<String> = invited(&mut customer, "").await.into_iter().collect();
        let names = ["ben", "carl", "eve", "fay", "gus", "ivy"];
        assert_eq!(all, names.iter().map(|name| format!("{name}@example.org")).collect());
        assert_eq!(assigned(&mut customer).await, 5);
        assert_eq!(invited(&mut customer, "EVE").await, ["eve@example.org"]);
        for name in ["ben", "carl", "ivy"] {
            assert_eq!(mails(&world, &format!("{name}@example.org")).await, 1, "{name}");
        }
        let mail = world.newest_mail("ben@example.org", "invitation").await.plain();
        assert!(mail.contains("Meetings Pro"), "{mail}");
        assert_eq!(entries(&ada, "person.invited").await, 6);
        assert_eq!(entries(&ada, "licence.assigned").await, 4);
        assert_eq!(entries(&ada, "person.list_invited").await, 1);
        let again = previews(&mut customer, list).await;
        assert_eq!(counts(&again)[0], 0, "all who could be are invited");
        let nothing = commits(&mut customer, &again).await;
        assert_eq!(nothing.json()["code"], "intake.nothing_to_do");
        world.books_are_right().await;
    })
    .await;
}

/// E1a, P2: what has changed since the preview is shown before anybody is invited; of two who
/// commit at once, both are told what was done, and it was done once.
#[tokio::test]
async fn a_list_that_moved_is_shown_anew() {
    on_each_database(async |world| {
        let bought = Purchase { seats: 3, ..Purchase::default() };
        let (ada, mut customer) = subscriber_of(&world, &bought).await;
        let list = "ben@example.org\ncarl@example.org";
        let preview = previews(&mut customer, list).await;
        assert_eq!(counts(&preview), [2, 0, 0, 0]);
        let dora = json!({
            "email": "dora@example.org", "roles": ["host"],
            "licences": [{ "subscription": customer.id }],
        });
        let reply = calls(&mut customer, Method::POST, "/api/invitations", dora).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
        let moved = commits(&mut customer, &preview).await;
        assert_eq!(
            (moved.status, moved.json()["code"].clone()),
            (StatusCode::CONFLICT, json!("preview.moved"))
        );
        let fresh = moved.json()["preview"].clone();
        assert_eq!(counts(&fresh), [1, 0, 0, 1]);
        assert_eq!(invited(&mut customer, "").await, ["dora@example.org"]);

        let id = fresh["id"].as_str().expect("an id").parse().expect("an id");
        let signed = fresh["signed"].as_str().expect("signed");
        let (one, other) = tokio::join!(
            app::intake::commit(&world.app, &ada.who, id, signed),
            app::intake::commit(&world.app, &ada.who, id, signed),
        );
        let (one, other) = (one.expect("done"), other.expect("done"));
        assert!(one.is_done() && other.is_done() && one.proposal == other.proposal);
        assert_eq!(entries(&ada, "person.list_invited").await, 1);
        assert_eq!(mails(&world, "ben@example.org").await, 1);
        assert_eq!(assigned(&mut customer).await, 3);

        // Once more, with their mail: the link before works no more.
        let again = json!({ "list": list, "roles": ["host"], "resend": true });
        let again = calls(&mut customer, Method::POST, "/api/intakes", again).await.json();
        assert_eq!(counts(&again), [1, 1, 0, 0], "{again}");
        assert_eq!(commits(&mut customer, &again).await.status, StatusCode::OK);
        assert_eq!(mails(&world, "ben@example.org").await, 2);
        assert_eq!(entries(&ada, "person.invited_again").await, 1);

        // Lists hold addresses: they go after a week.
        let path = format!("/api/intakes/{id}");
        assert_eq!(customer.get(&path).await["state"], "done");
        world.runs_until("2027-01-08T11:00Z").await;
        let gone = customer.program.api(Method::GET, &path, None).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
        assert_eq!(invited(&mut customer, "").await.len(), 3, "they stay invited");
    })
    .await;
}

/// E1a: thousands at once, in one step; lists of them come page by page; a free account does not
/// write to thousands of strangers.
#[tokio::test]
async fn thousands_are_invited_at_once() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        let list: String =
            (0..2_000).map(|number| format!("p{number}@example.org,P {number}\n")).collect();
        let body = json!({ "list": list, "roles": ["member"] });
        let preview = calls(&mut customer, Method::POST, "/api/intakes", body).await.json();
        assert_eq!(counts(&preview), [2_000, 0, 0, 0]);
        assert_eq!(commits(&mut customer, &preview).await.status, StatusCode::OK);
        let found: BTreeSet<String> = invited(&mut customer, "").await.into_iter().collect();
        assert_eq!(found.len(), 2_000, "each of them on one page");
        assert_eq!(invited(&mut customer, "p1999").await, ["p1999@example.org"]);

        let mut browser = ada.signs_in().await;
        let first = browser.get("/people?tab=pending").await.text();
        assert_eq!(
            first.matches("/resend\"").count() + first.matches("&#x2f;resend\"").count(),
            100
        );
        assert!(first.contains("after="), "a next page");
        let id = preview["id"].as_str().expect("an id");
        let last = browser.get(&format!("/people/add/{id}?show=invite&from=1950")).await.text();
        assert!(last.contains("1,951 to 2,000 of 2,000"), "{last}");
        assert!(last.contains("p1999@example.org") && !last.contains("p1949@example.org"));

        let eve = world.owner("eve@example.org").await;
        let mut program = world.client();
        program.token = Some(eve.token().await);
        let list: String = (0..501).map(|number| format!("q{number}@example.org\n")).collect();
        let body = json!({ "list": list, "roles": ["member"] });
        let free = program.api(Method::POST, "/api/intakes", Some(body)).await.json();
        assert_eq!(counts(&free), [500, 0, 0, 1], "{free}");
    })
    .await;
}

/// A form of several parts, as the page sends it.
async fn uploads(browser: &mut Client, file: &[u8], licence: &str) -> Reply {
    let mut body = Vec::new();
    for (name, value) in [("list", ""), ("roles", "host"), ("licences", licence)] {
        let part =
            format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"users.csv\"\r\n\
        Content-Type: text/csv\r\n\r\n";
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--b--\r\n");
    let origin = format!("http://{}", browser.host);
    let headers = [("origin", origin.as_str())];
    let kind = Some("multipart/form-data; boundary=b");
    browser.send(Method::POST, "/people/add", kind, body, &headers).await
}

/// E1a: the file another service exports, in UTF-16 with tabs, over the portal's forms; rows that
/// cannot be taken come back with reasons and without formulas, and once put right they are taken.
#[tokio::test]
async fn a_list_of_another_service_in_the_portal() {
    on_each_database(async |world| {
        let (ada, customer) = subscriber(&world).await;
        let mut browser = ada.signs_in().await;
        let form = browser.get("/people/add").await.text();
        assert!(form.contains("name=\"file\"") && form.contains("Zoom, Webex and GoTo"), "{form}");
        let licence = format!("{} ", customer.id);
        let nobody = uploads(&mut browser, b"", &licence).await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        let open = uploads(&mut browser, b"a@example.org\n\"b@example.org", &licence).await;
        assert!(open.text().contains("line 2 is never closed"), "{}", open.text());

        let text = "UserID\tActive\tFirstName\tLastName\tEmail\tHostPrivilege\r\n\
            \tY\tBen\tLee\tben@example.org\tHOST\r\n\
            \tN\tOld\tLee\told@example.org\tHOST\r\n\
            \tY\tCarl\t\"Lee\r\nLi\"\tcarl.example.org\tATTND\r\n\
            \tY\t=1+1\tLee\tnobody\tATTND\r\n";
        let file: Vec<u8> =
            format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let sent = uploads(&mut browser, &file, &licence).await;
        let report = sent.location();
        assert!(report.starts_with("/people/add/"), "{}", sent.text());
        let page = browser.get(&report).await.text();
        for said in ["Send one invitation", "2 rows cannot be taken", "users.csv", "Ben Lee"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(page.contains("Not active where the list comes from"), "{page}");
        let csv = browser.get(&format!("{report}/refused.csv")).await;
        assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
        let table = tables::read(&csv.bytes).expect("a table");
        assert_eq!((table.delimiter, table.rows.len()), ('\t', 3));
        assert_eq!(table.rows[0].cells.last().map(String::as_str), Some("Reason"));
        assert!(table.rows.iter().flat_map(|row| &row.cells).all(|cell| !cell.starts_with('=')));

        let signed = |page: &str| {
            let (_, rest) = page.split_once("name=\"signed\" value=\"").expect("a token");
            rest.split('"').next().expect("a token").to_owned()
        };
        let stale = browser.post(&report, &[("signed", "stale.token")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.text().contains("Nobody was invited"));
        let done = browser.post(&report, &[("signed", &signed(&page))]).await;
        assert_eq!(done.location(), report, "{}", done.text());
        let page = browser.get(&report).await.text();
        assert!(page.contains("One person was invited") && !page.contains("name=\"signed\""));
        assert_eq!(mails(&world, "ben@example.org").await, 1);

        let put_right = String::from_utf8(csv.bytes.clone()).expect("UTF-8");
        let put_right = put_right.replace("carl.example.org", "carl@example.org");
        let sent = uploads(&mut browser, put_right.as_bytes(), &licence).await;
        let page = browser.get(&sent.location()).await.text();
        assert!(page.contains("Send one invitation") && page.contains("Carl Lee Li"), "{page}");
        let removed = browser.post(&format!("{}/remove", sent.location()), &[]).await;
        assert_eq!(removed.location(), "/people");
        assert_eq!(browser.get(&sent.location()).await.status, StatusCode::NOT_FOUND);
        let pending = browser.get("/people?tab=pending&search=ben").await.text();
        assert!(pending.contains("ben@example.org"), "{pending}");
    })
    .await;
}
