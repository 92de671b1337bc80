//! Contacts (F6): kept by hand, imported as previewed, exported, merged; and nobody else's, in the
//! browser and over the API. All people in the files are made up.

use std::collections::BTreeSet;

use app::tokens::{NewToken, make};
use axum::http::{Method, StatusCode};
use people::scope::Scope;
use serde_json::{Value as Json, json};
use testkit::http::{Client, Reply};
use testkit::{PASSWORD, Persona, World, on_each_database};

use crate::customer::subscriber;

const WEBEX: &str = include_str!("../../contacts/tests/files/webex_my_contacts.tsv");
const GOOGLE: &str = include_str!("../../contacts/tests/files/google.csv");
const OUTLOOK_RU: &str = include_str!("../../contacts/tests/files/outlook_ru.csv");

async fn program(persona: &Persona) -> Client {
    let mut client = persona.world.client();
    client.token = Some(persona.token().await);
    client
}

async fn program_with(world: &World, persona: &Persona, scopes: &[Scope]) -> Client {
    let scopes: BTreeSet<Scope> = scopes.iter().copied().collect();
    let asked = NewToken { name: "contacts".to_owned(), scopes, life_days: None };
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

/// The names in the list, in its order.
async fn names(program: &mut Client, query: &str) -> Vec<String> {
    let page = get(program, &format!("/api/contacts{query}")).await;
    let contacts = page["contacts"].as_array().expect("contacts").iter();
    contacts.map(|each| each["name"].as_str().expect("a name").to_owned()).collect()
}

async fn adds(program: &mut Client, body: Json) -> Json {
    let reply = program.api(Method::POST, "/api/contacts", Some(body)).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    reply.json()
}

pub(crate) async fn hands_in(program: &mut Client, bytes: &[u8], query: &str) -> Reply {
    let path = format!("/api/contact-imports{query}");
    let kind = Some("application/octet-stream");
    program.send(Method::POST, &path, kind, bytes.to_vec(), &[]).await
}

pub(crate) async fn commits(program: &mut Client, import: &Json) -> Reply {
    let path = format!("/api/contact-imports/{}/commit", import["id"].as_str().expect("an id"));
    program.api(Method::POST, &path, Some(json!({ "preview": import["preview"] }))).await
}

/// Hands in a file and does it; who shares an address under another name is somebody else.
async fn imports(program: &mut Client, bytes: &[u8]) -> Json {
    let reply = hands_in(program, bytes, "?other_name=separate").await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    let done = commits(program, &reply.json()).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    done.json()
}

/// What the page at `path` says.
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

/// Uploads a file as a browser does; where the answer leads.
async fn uploads(browser: &mut Client, file: &[u8], pasted: &str) -> Reply {
    let blank = page(browser, "/contacts/import").await;
    let id = between(&blank, "name=\"id\" value=\"", "\"").to_owned();
    let mut body = Vec::new();
    for (name, value) in [("id", id.as_str()), ("pasted", pasted)] {
        let head = format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend([head.as_bytes(), value.as_bytes(), b"\r\n"].concat());
    }
    let head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"contacts.csv\"\r\n\
                Content-Type: text/csv\r\n\r\n";
    body.extend([head.as_bytes(), file, b"\r\n--b--\r\n"].concat());
    let kind = Some("multipart/form-data; boundary=b");
    let headers = [("origin", "http://localhost:8080")];
    browser.send(Method::POST, "/contacts/import", kind, body, &headers).await
}

/// F6: a contact is added, refused field by field, changed, found, put into groups, removed and
/// brought back; what stays removed is deleted.
#[tokio::test]
async fn contacts_are_kept_by_hand() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        assert!(page(&mut browser, "/contacts").await.contains("No contacts yet"));
        let blank = page(&mut browser, "/contacts/new").await;
        let id = between(&blank, "name=\"id\" value=\"", "\"").to_owned();
        let mut fields = vec![
            ("id", id.as_str()),
            ("name", "Clara Weiss"),
            ("emails", "clara@\nclara@example.net"),
            ("phone_kind", "mobile"),
            ("phone_number", "12"),
            ("phone_kind", "work"),
            ("phone_number", "+49 30 555 0101"),
            ("groups", "Choir; Berlin"),
        ];
        let refused = browser.post("/contacts", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = read(&refused);
        assert!(text.contains("“clara@” is not an e-mail address."), "{text}");
        assert!(text.contains("“12” is not a phone number."), "{text}");
        assert!(text.contains("+49 30 555 0101") && text.contains("Choir; Berlin"), "kept");
        fields[2].1 = "clara@example.org, clara@example.net";
        fields[4].1 = "+49 170 1234567";
        for _ in 0..2 {
            let added = browser.post("/contacts", &fields).await;
            assert_eq!(added.location(), format!("/contacts/{id}"), "{}", added.text());
        }
        let mut program = program(&ada).await;
        assert_eq!(get(&mut program, "/api/contacts").await["count"], 1, "a second click");
        let shown = page(&mut browser, &format!("/contacts/{id}")).await;
        assert!(shown.contains("Berlin; Choir"), "{shown}");

        let version = between(&shown, "name=\"version\" value=\"", "\"").to_owned();
        let changed = [("version", version.as_str()), ("name", "Clara W."), ("groups", "Choir")];
        let path = format!("/contacts/{id}");
        assert!(browser.post(&path, &changed).await.status.is_redirection());
        let stale = browser.post(&path, &changed).await;
        assert!(stale.text().contains("changed since you opened it"), "{}", stale.text());
        assert!(page(&mut browser, "/contacts?search=CLARA+w").await.contains("Clara W."));
        assert!(page(&mut browser, "/contacts?search=100%25").await.contains("Nobody was found"));

        let groups = get(&mut program, "/api/contact-groups").await;
        let counts: Vec<(&str, i64)> = groups["groups"]
            .as_array()
            .expect("groups")
            .iter()
            .map(|g| (g["name"].as_str().unwrap_or_default(), g["contacts"].as_i64().unwrap_or(-1)))
            .collect();
        assert_eq!(counts, [("Berlin", 0), ("Choir", 1)]);

        assert!(browser.post(&format!("{path}/remove"), &[]).await.status.is_redirection());
        assert!(page(&mut browser, &path).await.contains("Bring back"));
        assert!(page(&mut browser, "/contacts/removed").await.contains("Clara W."));
        assert!(names(&mut program, "").await.is_empty());
        assert!(browser.post(&format!("{path}/restore"), &[]).await.status.is_redirection());
        assert_eq!(names(&mut program, "?search=clara").await, ["Clara W."]);
        let group = groups["groups"][1]["id"].as_str().expect("an id");
        assert_eq!(names(&mut program, &format!("?group={group}")).await, ["Clara W."]);

        browser.post(&format!("{path}/remove"), &[]).await;
        world.runs_until("2027-05-01T08:01Z").await;
        let gone = program.api(Method::GET, &format!("/api{path}"), None).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
        let mut tx = world.store().read().await.expect("a reader");
        let id = id.parse().expect("an id");
        assert!(!store::contact::exists(&mut tx, id).await.expect("an answer"), "deleted for good");
    })
    .await;
}

/// F6: groups are made, renamed and removed; their contacts stay.
#[tokio::test]
async fn groups_of_contacts() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let mut program = program(&ada).await;
        adds(&mut program, json!({ "name": "Clara", "groups": ["Choir"] })).await;
        assert!(
            browser.post("/contacts/groups", &[("name", "Chess")]).await.status.is_redirection()
        );
        for (name, said) in [("chess", "You have a group"), ("a;b", "semicolon"), ("", "a name")] {
            let refused = browser.post("/contacts/groups", &[("name", name)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.text().contains(said), "{}", refused.text());
        }
        let groups = get(&mut program, "/api/contact-groups").await;
        let (chess, choir) = (groups["groups"][0]["id"].clone(), groups["groups"][1]["id"].clone());
        let path = |id: &Json| format!("/api/contact-groups/{}", id.as_str().expect("an id"));
        let body = Some(json!({ "name": "CHOIR" }));
        let taken = program.api(Method::PUT, &path(&chess), body.clone()).await;
        assert_eq!(taken.status, StatusCode::CONFLICT, "{}", taken.text());
        let same = program.api(Method::PUT, &path(&choir), body).await;
        assert_eq!(same.status, StatusCode::NO_CONTENT);
        let removed = program.api(Method::DELETE, &path(&choir), None).await;
        assert_eq!(removed.status, StatusCode::NO_CONTENT);
        assert_eq!(names(&mut program, "").await, ["Clara"], "it stays");
        let again = program.api(Method::DELETE, &path(&choir), None).await;
        assert_eq!(again.status, StatusCode::NOT_FOUND);
    })
    .await;
}

/// Somebody who was invited into `ada`'s account and has joined, as an admin.
async fn joins(world: &World, program: &mut Client, email: &str) -> Client {
    let body = json!({ "email": email, "roles": ["admin"], "licences": [] });
    let invited = program.api(Method::POST, "/api/invitations", Some(body)).await;
    assert_eq!(invited.status, StatusCode::CREATED, "{}", invited.text());
    world.settles().await;
    let token = world.newest_mail(email, "invitation").await.after("/invitation?token=");
    let mut browser = world.client();
    let fields =
        [("token", token.as_str()), ("name", "Ben"), ("password", PASSWORD), ("terms", "yes")];
    let joined = browser.post("/invitation", &fields).await;
    assert_eq!(joined.location(), "/", "{}", joined.text());
    browser
}

/// F6, R-60: contacts are their person's own: neither the account's owner nor its admins see,
/// change or export those of others, and the trail they read names nobody.
#[tokio::test]
async fn contacts_are_their_persons_own() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        let mut ben = joins(&world, &mut customer.program, "ben@example.org").await;
        let eve = world.owner("eve@example.org").await;
        let clara =
            json!({ "name": "Clara Secret", "emails": ["clara@example.org"], "groups": ["Choir"] });
        let clara = adds(&mut customer.program, clara).await;
        let id = clara["id"].as_str().expect("an id").to_owned();
        let group = get(&mut customer.program, "/api/contact-groups").await;
        let group = group["groups"][0]["id"].as_str().expect("an id").to_owned();
        let import = hands_in(&mut customer.program, WEBEX.as_bytes(), "").await.json();
        let import = import["id"].as_str().expect("an id").to_owned();

        for path in [
            format!("/contacts/{id}"),
            format!("/contacts/import/{import}"),
            format!("/contacts/import/{import}/bad.csv"),
        ] {
            let reply = ben.get(&path).await;
            assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
            assert!(!reply.text().contains("Clara"), "{path}");
        }
        for path in ["", "?search=clara", "/removed", "/duplicates", "/groups"] {
            let text = page(&mut ben, &format!("/contacts{path}")).await;
            assert!(!text.contains("Secret") && !text.contains("Choir"), "{path}: {text}");
        }
        let filtered = page(&mut ben, &format!("/contacts?group={group}")).await;
        assert!(!filtered.contains("Secret"));
        assert!(!read(&ben.get("/contacts/export.csv").await).contains("Secret"));
        for path in [
            format!("/contacts/{id}"),
            format!("/contacts/{id}/remove"),
            format!("/contacts/{id}/restore"),
            format!("/contacts/groups/{group}"),
            format!("/contacts/groups/{group}/remove"),
            format!("/contacts/import/{import}"),
            format!("/contacts/import/{import}/answer"),
        ] {
            let fields = [("name", "Mine"), ("group_name", "Mine"), ("digest", "x")];
            let reply = ben.post(&path, &fields).await;
            assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}: {}", reply.text());
        }
        let merged = ben.post("/contacts/merge", &[("ids", &id), ("ids", &import)]).await;
        assert_eq!(merged.status, StatusCode::UNPROCESSABLE_ENTITY);

        let mut stranger = program(&eve).await;
        let foreign = stranger.api(Method::GET, &format!("/api/contacts/{id}"), None).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
        let trail = page(&mut ben, "/audit").await;
        assert!(trail.contains("Added a contact") && !trail.contains("Secret"), "{trail}");

        let mut reader = program_with(&world, &ada, &[Scope::ContactsRead]).await;
        assert_eq!(names(&mut reader, "").await, ["Clara Secret"]);
        let refused = reader.api(Method::DELETE, &format!("/api/contacts/{id}"), None).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let mut other = program_with(&world, &ada, &[Scope::MeetingsWrite]).await;
        let refused = other.api(Method::GET, "/api/contacts", None).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    })
    .await;
}

/// F6, P2, R-69: a Webex file says before anything is done what would happen to each row; what is
/// not clear is asked; bad rows come back with reasons; done twice it is done once.
#[tokio::test]
async fn a_file_is_imported_as_it_was_previewed() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let mut program = program(&ada).await;
        for (name, email) in
            [("Clara Weiss", "clara.weiss@example.org"), ("Daniel", "dan@example.net")]
        {
            adds(&mut program, json!({ "name": name, "emails": [email] })).await;
        }
        let wide: Vec<u8> =
            format!("\u{feff}{WEBEX}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let handed = uploads(&mut browser, &wide, "").await;
        let path = handed.location();
        assert!(path.starts_with("/contacts/import/"), "{}", handed.text());
        let preview = page(&mut browser, &path).await;
        for said in [
            "Webex contacts",
            "divided by tabs",
            "You have: Daniel",
            "“not an address” is not an e-mail address.",
            "Time Zone, Language, Locale",
            "Line 5",
            "Who are they?",
        ] {
            assert!(preview.contains(said), "{said}: {preview}");
        }
        assert!(!preview.contains("name=\"digest\""), "an answer is missing");
        assert_eq!(names(&mut program, "").await.len(), 2, "nothing is done yet");

        let answered = browser.post(&format!("{path}/answer"), &[("other_name", "separate")]).await;
        assert_eq!(answered.location(), path);
        let preview = page(&mut browser, &path).await;
        let digest = between(&preview, "name=\"digest\" value=\"", "\"").to_owned();
        assert!(preview.contains("Import 3 contacts"), "{preview}");

        adds(&mut program, json!({ "name": "Eva Lund", "emails": ["eva@example.org"] })).await;
        let moved = browser.post(&path, &[("digest", &digest)]).await;
        assert_eq!(moved.status, StatusCode::UNPROCESSABLE_ENTITY);
        let moved = read(&moved);
        assert!(moved.contains("Your contacts have changed meanwhile"), "{moved}");
        let digest = between(&moved, "name=\"digest\" value=\"", "\"").to_owned();
        for _ in 0..2 {
            let done = browser.post(&path, &[("digest", &digest)]).await;
            assert_eq!(done.location(), path, "{}", done.text());
        }
        let all = names(&mut program, "").await;
        assert_eq!(all, ["Clara Weiss", "Dan Okafor", "Daniel", "Eva \"Evi\" Lund", "Eva Lund"]);
        let done = page(&mut browser, &path).await;
        assert!(done.contains("What the import did") && done.contains("Bad rows"), "{done}");
        let bad = read(&browser.get(&format!("{path}/bad.csv")).await);
        assert!(bad.contains("Bad Row\"\tnot") || bad.contains("not an address"), "{bad}");
        assert!(bad.contains("is not an e-mail address."), "{bad}");
        let trail = ada.trail().await;
        assert_eq!(trail.iter().filter(|action| *action == "contacts.imported").count(), 1);

        let again = hands_in(&mut program, WEBEX.as_bytes(), "?other_name=skip").await.json();
        assert_eq!((&again["counts"]["new"], &again["counts"]["merged"]), (&json!(0), &json!(0)));
        world.runs_until("2027-04-09T08:00Z").await;
        assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "the file is deleted");
    })
    .await;
}

/// F6: what is no file of contacts is refused in words; an old character set is asked for; a list
/// of addresses is pasted.
#[tokio::test]
async fn files_that_need_a_word() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let refused = uploads(&mut browser, b"Price,Amount\n1,2\n", "").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("No heading says which column"), "{}", refused.text());
        let open = uploads(&mut browser, b"Name,E-mail\n\"Ada,ada@example.org\n", "").await;
        assert!(open.text().contains("line 2 is never closed"), "{}", open.text());

        let old = uploads(&mut browser, b"Name;E-Mail\nJos\xe9;jose@example.org\n", "").await;
        let path = old.location();
        let asked = page(&mut browser, &path).await;
        assert!(asked.contains("Which letters are in it?"), "{asked}");
        browser.post(&format!("{path}/answer"), &[("charset", "windows-1252")]).await;
        let preview = page(&mut browser, &path).await;
        assert!(preview.contains("José"), "{preview}");
        let digest = between(&preview, "name=\"digest\" value=\"", "\"").to_owned();
        browser.post(&path, &[("digest", &digest)]).await;

        let pasted = uploads(&mut browser, b"", "Ben Lee ben@example.org; eva@example.org").await;
        let preview = page(&mut browser, &pasted.location()).await;
        assert!(
            preview.contains("A list of addresses") && preview.contains("Ben Lee"),
            "{preview}"
        );
        let mut program = program(&ada).await;
        assert_eq!(names(&mut program, "").await, ["José"]);
        let empty = hands_in(&mut program, b"", "").await;
        assert_eq!(empty.json()["code"], "contacts.file_empty", "{}", empty.text());
    })
    .await;
}

/// F6, R-69: our own export is imported again to the same, formulas made harmless on the way;
/// vCards hold the same.
#[tokio::test]
async fn exports_come_back_as_they_were() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut program = program(&ada).await;
        imports(&mut program, GOOGLE.as_bytes()).await;
        imports(&mut program, OUTLOOK_RU.as_bytes()).await;
        let odd = json!({ "name": "=HYPERLINK(\"x\")", "company": "'+1",
            "phones": [{ "number": "+49 30 1234" }],
            "notes": "a\n-b;\"c\"", "groups": ["@home"] });
        adds(&mut program, odd).await;
        let table = program.api(Method::GET, "/api/contacts/export.csv", None).await;
        let text = read(&table);
        assert_eq!(table.header("content-type"), Some("text/csv; charset=utf-8"));
        for line in text.trim_start_matches('\u{feff}').lines() {
            for cell in line.split(',').map(|cell| cell.trim_start_matches('"')) {
                assert!(!cell.starts_with(['=', '+', '@']), "a formula: {line}");
            }
        }
        let cards = read(&program.api(Method::GET, "/api/contacts/export.vcf", None).await);
        assert!(cards.starts_with("BEGIN:VCARD\r\nVERSION:3.0\r\n"), "{cards}");

        for (email, file) in [("eve@example.org", &text), ("fay@example.org", &cards)] {
            let other = world.owner(email).await;
            let mut other = self::program(&other).await;
            let counts = imports(&mut other, file.as_bytes()).await;
            assert_eq!(counts["bad"], 0, "{counts}");
            let again = other.api(Method::GET, "/api/contacts/export.csv", None).await;
            assert_eq!(read(&again), text, "{email}");
            let once_more = hands_in(&mut other, file.as_bytes(), "?other_name=separate").await;
            let once_more = once_more.json();
            assert_eq!(once_more["counts"]["unchanged"], counts["new"], "{once_more}");
        }
    })
    .await;
}

/// F6: contacts that share an address are shown and made one; nothing is lost, and the others can
/// be brought back.
#[tokio::test]
async fn duplicates_are_found_and_merged() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let mut program = program(&ada).await;
        let first = json!({ "name": "Clara Weiss", "emails": ["clara@example.org"],
            "groups": ["Choir"] });
        let first = adds(&mut program, first).await;
        let second = json!({ "name": "Weiss, Clara",
            "emails": ["CLARA@example.org", "cw@example.net"],
            "company": "Weiss", "groups": ["Berlin"] });
        let second = adds(&mut program, second).await;
        adds(&mut program, json!({ "name": "Front desk", "emails": ["clara@example.org"] })).await;
        adds(&mut program, json!({ "name": "Clara Weiss", "emails": ["other@example.org"] })).await;
        let found = get(&mut program, "/api/contacts/duplicates").await;
        let sets = found["duplicates"].as_array().expect("sets");
        assert_eq!((sets.len(), sets[0]["contacts"].as_array().map(Vec::len)), (1, Some(3)));
        assert_eq!(sets[0]["names_agree"], false, "the desk");
        assert!(page(&mut browser, "/contacts/duplicates").await.contains("under different names"));

        let id = |contact: &Json| contact["id"].as_str().expect("an id").to_owned();
        let fields = [("ids", id(&second)), ("ids", id(&first))];
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, id)| (*name, id.as_str())).collect();
        let merged = browser.post("/contacts/merge", &fields).await;
        assert_eq!(merged.location(), "/contacts/duplicates", "{}", merged.text());
        let kept = get(&mut program, &format!("/api/contacts/{}", id(&first))).await;
        assert_eq!(kept["emails"], json!(["clara@example.org", "cw@example.net"]));
        assert_eq!(kept["company"], "Weiss");
        assert_eq!(kept["groups"], json!(["Berlin", "Choir"]));
        assert_eq!(get(&mut program, "/api/contacts").await["count"], 3);
        let again = browser.post("/contacts/merge", &fields).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "they are one already");

        let path = format!("/api/contacts/{}/restore", id(&second));
        let back = program.api(Method::POST, &path, Some(json!({}))).await;
        assert_eq!(back.status, StatusCode::OK, "{}", back.text());
        assert_eq!(back.json()["groups"], json!(["Berlin"]));
    })
    .await;
}

/// F6: thousands are imported at once and turned page by page, in order, nobody twice, nobody left
/// out; two commits of one import are one.
#[tokio::test]
async fn many_contacts_are_turned_page_by_page() {
    const MANY: usize = 1_500;
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut program = program(&ada).await;
        let mut file = String::from("Name,E-mail,Groups\n");
        for number in 0..MANY {
            file.push_str(&format!("Person {number:04},person{number}@example.org,All\n"));
        }
        let import = hands_in(&mut program, file.as_bytes(), "").await.json();
        let mut twin = program.clone();
        let (one, other) =
            tokio::join!(commits(&mut program, &import), commits(&mut twin, &import));
        assert_eq!(
            (one.status, other.status),
            (StatusCode::OK, StatusCode::OK),
            "{}",
            other.text()
        );
        let mut all = Vec::new();
        let mut query = "?limit=100".to_owned();
        loop {
            let page = get(&mut program, &format!("/api/contacts{query}")).await;
            assert_eq!(page["count"], MANY);
            let contacts = page["contacts"].as_array().expect("contacts");
            all.extend(
                contacts.iter().map(|each| each["name"].as_str().unwrap_or_default().to_owned()),
            );
            let Some(next) = page["next"].as_str() else { break };
            query = format!("?limit=100&after={}", next.replace(' ', "%20"));
        }
        let expected: Vec<String> = (0..MANY).map(|number| format!("Person {number:04}")).collect();
        assert_eq!(all, expected);
        assert_eq!(names(&mut program, "?search=person1499@").await, ["Person 1499"]);
        let mut browser = ada.signs_in().await;
        let text = page(&mut browser, "/contacts").await;
        assert!(text.contains("500 contacts") && text.contains("rel=\"next\""), "{text}");
    })
    .await;
}

/// F1, F6: invitees are chosen from the contacts without a script; what was typed into the
/// meeting's form stays.
#[tokio::test]
async fn invitees_are_chosen_from_contacts() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let mut program = program(&ada).await;
        adds(&mut program, json!({ "name": "Clara \"C\" Weiss", "emails": ["clara@example.org"] }))
            .await;
        adds(&mut program, json!({ "name": "No Address", "phones": [{ "number": "12345" }] }))
            .await;
        let typed = [("title", "Rehearsal"), ("invitees", "ben@example.org"), ("repeats", "once")];
        let reply = browser.post("/meetings/choose", &typed).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
        let text = read(&reply);
        assert!(text.contains("name=\"title\" value=\"Rehearsal\""), "{text}");
        assert!(!text.contains("No Address"), "nobody could write to them");
        let pick = between(&text, "name=\"pick\" value=\"", "\">").replace("&quot;", "\"");
        let pick = pick.replace("&#x27;", "'");
        let fields = [typed.as_slice(), &[("pick", pick.as_str())]].concat();
        let form = browser.post("/meetings/form", &fields).await;
        assert_eq!(form.status, StatusCode::OK, "{}", form.text());
        let text = read(&form);
        let invitees = between(&text, "id=\"invitees\"", "</textarea>");
        assert!(invitees.contains("ben@example.org\n"), "{invitees}");
        assert!(invitees.contains("<clara@example.org>"), "{invitees}");
        assert!(text.contains("value=\"Rehearsal\""), "{text}");
    })
    .await;
}

/// F1, F6: panelists and alternate hosts are chosen from the contacts as invitees are, each into
/// its own list; nobody stands there twice, also when a search comes in between.
#[tokio::test]
async fn panelists_and_alternate_hosts_are_chosen_from_contacts() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let mut program = program(&ada).await;
        for (name, email) in [("Clara Weiss", "clara@example.org"), ("Ben", "ben@example.org")] {
            adds(&mut program, json!({ "name": name, "emails": [email] })).await;
        }
        let typed = [
            ("kind", "webinar"),
            ("title", "Launch"),
            ("panelists", "ben@example.org"),
            ("alternate_hosts", "dora@example.org"),
        ];
        let (clara, ben) = ("Clara Weiss <clara@example.org>", "Ben <ben@example.org>");
        for (into, title, chosen) in [
            (
                "panelists",
                "Choose panelists",
                "ben@example.org\n&quot;Clara Weiss&quot; <clara@example.org>",
            ),
            (
                "alternate_hosts",
                "Choose alternate hosts",
                "dora@example.org, clara@example.org, ben@example.org",
            ),
        ] {
            let asked = [typed.as_slice(), &[("into", into)]].concat();
            let page = read(&browser.post("/meetings/choose", &asked).await);
            assert!(page.contains(title), "{page}");
            assert!(page.contains(&format!("name=\"into\" value=\"{into}\"")), "{page}");
            // Whoever is ticked and not found by the next search goes along.
            let away = [asked.as_slice(), &[("pick", clara), ("search", "Ben")]].concat();
            let page = read(&browser.post("/meetings/choose", &away).await);
            let kept = between(&page, &format!("name=\"{into}\" value=\""), "\"").to_owned();
            assert!(kept.contains("clara@example.org"), "{kept}");
            let picks = [asked.as_slice(), &[("pick", clara), ("pick", ben)]].concat();
            let form = browser.post("/meetings/form", &picks).await;
            assert_eq!(form.status, StatusCode::OK, "{}", form.text());
            let form = read(&form).replace("&lt;", "<").replace("&gt;", ">");
            assert!(form.contains(chosen), "{chosen}: {form}");
            assert!(!between(&form, "id=\"invitees\"", "</textarea>").contains("clara"), "{form}");
        }
    })
    .await;
}
