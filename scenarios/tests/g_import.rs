//! Imports (G1a): a person's archive comes into another Plenum and is the same there; twice is
//! once; a crash loses a portion; hostile archives are refused; nobody gets what is another's.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use app::import::command;
use app::import::report::Why;
use axum::http::{Method, StatusCode};
use documents::archive::Archive as Read;
use people::import::{BROUGHT, State};
use serde_json::{Value as Json, json};
use testkit::http::{Client, Reply, read};
use testkit::{PASSWORD, Persona, Purchase, World, on_each_database};

use crate::customer::subscriber;
use crate::f_meetings::body as meeting;
use crate::f_rooms::joins;
use crate::g_export::{Archive, asks, attaches, does, get, opens, sha256, writes};

const BYTES: Option<&str> = Some("application/octet-stream");
const IMPORTS: &str = "/api/imports";
const VTT: &str = "WEBVTT\n\n00:01.000 --> 00:02.500\n<v Ada>We begin with the Élégie.\n\n\
    00:03.000 --> 00:05.000\nSofter & slower?\n";

/// A sound of `samples` bytes.
pub fn wav(samples: u32) -> Vec<u8> {
    let mut file = b"RIFF".to_vec();
    file.extend((samples + 36).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data");
    file.extend(samples.to_le_bytes());
    file.extend((0..samples).map(|sample| sample.to_le_bytes()[0] ^ sample.to_le_bytes()[1]));
    file
}

pub async fn records(program: &mut Client, title: &str, samples: u32) -> String {
    let path = format!("/api/recordings?title={title}");
    let reply = program.send(Method::POST, &path, BYTES, wav(samples), &[]).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    format!("/api/recordings/{}", reply.json()["id"].as_str().expect("an id"))
}

/// Dora answers to all of a series and to one meeting of it, and registers.
async fn guests_answer(world: &World, host: &mut Client, meeting: &str) {
    world.settles().await;
    let mail = world.newest_mail("dora@example.net", "meeting_invitation").await;
    let code = mail.after("http://localhost:8080/answers/");
    let path = format!("/api/answers/{}", code.split('?').next().unwrap_or_default());
    let mut guest = world.client();
    for answer in [
        json!({ "answer": "yes", "note": "With pleasure,\nDora" }),
        json!({ "answer": "no", "time": 2 }),
    ] {
        let said = guest.api(Method::PUT, &path, Some(answer)).await;
        assert_eq!(said.status, StatusCode::OK, "{}", said.text());
    }
    let settings = json!({ "approval": "manual", "places": 3,
        "questions": [{ "text": "Which voice?", "needed": true }] });
    let path = format!("{meeting}/registration");
    let set = does(host, Method::PUT, &path, settings).await;
    let url = set["url"].as_str().expect("an address").to_owned();
    let path = format!("/api{}", url.strip_prefix("http://localhost:8080").expect("a path"));
    for (name, email) in [("Élise", "elise@example.net"), ("Fay", "fay@example.net")] {
        let new = json!({ "name": name, "email": email, "answers": ["Alto"] });
        let sent = guest.api(Method::POST, &path, Some(new)).await;
        assert_eq!(sent.status, StatusCode::ACCEPTED, "{}", sent.text());
    }
    world.settles().await;
    let listed = get(host, &format!("{meeting}/registrants")).await;
    let id = listed["registrants"][0]["id"].as_str().expect("an id");
    does(host, Method::POST, &format!("{meeting}/registrants/{id}/approve"), Json::Null).await;
}

/// Ada with something of every kind that goes along.
async fn full(world: &World) -> (Persona, Client) {
    let (ada, mut customer) = subscriber(world).await;
    let (product, seats, site_name) = ("webinars", 1, None);
    ada.buys(&Purchase { product, seats, site_name, ..Purchase::default() }).await;
    joins(world, &mut customer, "ben@example.org", "member").await;
    let mut program = customer.program;
    let profile = json!({ "name": "Ada Lovelace", "biography": "Mathematician.\nPoet.",
        "locale": "fr", "zone": "Europe/Paris", "notifications": ["news", "meeting_changes"] });
    does(&mut program, Method::PUT, "/api/profile", profile).await;
    let mut held = meeting("Choir; \"Élégie\"", "2027-01-20T09:30");
    held["invitees"] = json!([
        { "email": "dora@example.net", "name": "Dora" }, { "email": "ben@example.org", "name": "" }
    ]);
    held["password"] = json!("blue-river");
    held["alternate_hosts"] = json!(["eva@example.net"]);
    held["repeats"] = json!({ "frequency": "weekly", "days": ["WE"], "ends": "after", "count": 6 });
    let held = program.api(Method::POST, "/api/meetings", Some(held)).await;
    guests_answer(world, &mut program, &held.location()).await;
    does(&mut program, Method::POST, "/api/meetings", meeting("Alone", "2027-02-01T12:00")).await;
    let mut webinar = meeting("Launch", "2027-02-02T12:00");
    webinar["kind"] = json!("webinar");
    webinar["panelists"] = json!([{ "email": "paul@example.net", "name": "Paul" }]);
    does(&mut program, Method::POST, "/api/meetings", webinar).await;
    for (name, email) in [("Eva Élan", "eva@example.net"), ("=cmd()", "cmd@example.net")] {
        let card = json!({ "name": name, "emails": [email], "groups": ["Choir"],
            "phones": [{ "kind": "mobile", "number": "+33 6 12 34 56 78" }], "notes": "one\ntwo" });
        does(&mut program, Method::POST, "/api/contacts", card).await;
    }
    let kept = json!({ "name": "Daily", "title": "Choir", "duration_minutes": 45,
        "repeats": { "frequency": "weekly", "days": ["MO"] }, "password": "always",
        "kind": "webinar", "panelists": [{ "email": "paul@example.net", "name": "Paul" }],
        "registration": { "approval": "manual", "places": 12, "closes_minutes_before": 60,
            "questions": [{ "text": "Diet?", "needed": true }] },
        "invitees": [{ "email": "dora@example.net", "name": "Dora" }] });
    does(&mut program, Method::POST, "/api/meetings/templates", kept).await;
    get(&mut program, "/api/room").await;
    let chat = opens(&mut program, "ben@example.org").await;
    let message = writes(&mut program, &chat, "Which pieces\ndo we sing?").await;
    attaches(&mut program, &message, "score.pdf", b"%PDF-1.7 score".to_vec()).await;
    writes(&mut program, &chat, "Élégie").await;
    let recording = records(&mut program, "Rehearsal", 9_000).await;
    let path = format!("{recording}/transcript");
    let put = program.send(Method::PUT, &path, Some("text/vtt"), VTT.into(), &[]).await;
    assert!(put.status.is_success(), "{}", put.text());
    let trashed = records(&mut program, "Mistake", 500).await;
    let thrown = program.api(Method::DELETE, &trashed, None).await;
    assert!(thrown.status.is_success(), "{}", thrown.text());
    (ada, program)
}

/// A finished export: read and checked, and its parts as they were downloaded.
pub struct Taken {
    pub archive: Archive,
    pub parts: Vec<Vec<u8>>,
}

async fn takes(world: &World, program: &mut Client) -> Taken {
    takes_of(world, program, "person").await
}

/// The same of the person or the account.
pub async fn takes_of(world: &World, program: &mut Client, whose: &str) -> Taken {
    world.settles().await;
    let path = asks(program, whose).await;
    world.settles().await;
    // A second for each part.
    while get(program, &path).await["state"] == "writing" {
        world.runs_to(world.now().plus_seconds(5)).await;
    }
    let archive = Archive::of(program, &path).await;
    let mut parts = Vec::new();
    for part in get(program, &path).await["parts"].as_array().expect("parts") {
        let path = format!("{path}/parts/{}", part["number"]);
        parts.push(program.api(Method::GET, &path, None).await.bytes.to_vec());
    }
    does(program, Method::DELETE, &path, Json::Null).await;
    Taken { archive, parts }
}

/// Parts as files of their own; removed with it.
pub struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Folder {
    pub fn with(parts: &[Vec<u8>]) -> (Folder, Vec<PathBuf>) {
        // Not by an id: the worlds of two tests may come to the same ones.
        static FOLDERS: AtomicU32 = AtomicU32::new(0);
        let name =
            format!("plenum_import_{}_{}", process::id(), FOLDERS.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).expect("a folder");
        let mut paths = Vec::new();
        for (number, part) in parts.iter().enumerate() {
            let path = folder.join(format!("part-{number}.zip"));
            std::fs::write(&path, part).expect("written");
            paths.push(path);
        }
        (Folder(folder), paths)
    }
}

/// As `plenum import` does it; the report.
pub async fn imports(world: &World, archive: &Arc<Read>) -> app::import::report::Report {
    let mut import = command::begin(&world.app, archive).await.expect("it begins");
    while import.state != State::Done {
        import = command::advance(&world.app, archive, import).await.expect("it goes on");
    }
    command::report(&import).expect("a report")
}

/// Somebody whose account came with an archive chooses a password by the mailed link.
pub async fn arrives(world: &World, email: &str) -> (Persona, Client) {
    world.settles().await;
    let mail = world.newest_mail(email, "reset_password").await;
    let token = mail.after("reset-password?token=");
    let visitor = app::visitor::Visitor::house();
    let opened = app::password_reset::set(&world.app, &token, PASSWORD, &visitor, None).await;
    let persona = Persona { world: world.clone(), who: opened.expect("a session").who };
    let mut program = world.client();
    program.token = Some(persona.token().await);
    (persona, program)
}

/// The bytes of every file of records that goes along, and of the files beside them.
fn going(archive: &Archive) -> BTreeMap<String, String> {
    let goes = |path: &str| {
        BROUGHT.iter().any(|kind| path.starts_with(&format!("data/{kind}-0")))
            || ["chats/", "recordings/", "transcripts/", "contacts/", "profile/"]
                .iter()
                .any(|folder| path.starts_with(folder))
    };
    let files = archive.files.iter().filter(|(path, _)| goes(path));
    files.map(|(path, bytes)| (path.clone(), text(path, bytes))).collect()
}

fn text(path: &str, bytes: &[u8]) -> String {
    match path.starts_with("data/") {
        true => String::from_utf8_lossy(bytes).into_owned(),
        false => sha256(bytes),
    }
}

fn counts(archive: &Archive) -> BTreeMap<&'static str, usize> {
    BROUGHT.iter().map(|kind| (*kind, archive.records(kind).len())).collect()
}

/// G1a, G1, R-59: an archive is brought into a Plenum in which nothing has happened yet; what is
/// exported there is what was brought in, file by file and byte by byte; brought in again it stays
/// the same.
#[tokio::test]
async fn a_second_export_equals_the_first() {
    on_each_database(async |world| {
        let (ada, mut program) = full(&world).await;
        let first = takes(&world, &mut program).await;
        let had = counts(&first.archive);
        assert!(had.values().all(|count| *count > 0), "{had:?}");

        let other = world.another_plenum(7).await;
        other.it_is("2027-01-03T10:00Z");
        let (_folder, paths) = Folder::with(&first.parts);
        let archive = command::open(paths.clone()).await.expect("an archive");
        let preview = command::preview(&other.app, &archive).await.expect("a preview");
        assert_eq!((preview.email.as_str(), preview.is_known), ("ada@example.org", false));
        for (kind, count) in &had {
            let found = preview.report.kinds[*kind];
            assert_eq!((found.made, found.there, found.left), (*count as u64, 0, 0), "{kind}");
        }
        assert!(other.mails_to("ada@example.org").await.is_empty(), "a preview writes nothing");
        let report = imports(&other, &archive).await;
        assert_eq!(report.kinds, preview.report.kinds);
        assert!(report.notes.is_empty(), "{:?}", report.notes);

        let (there, mut program) = arrives(&other, "ada@example.org").await;
        assert_eq!(
            (there.who.person(), there.who.account()),
            (ada.who.person(), ada.who.account())
        );
        let second = takes(&other, &mut program).await;
        assert_eq!(going(&second.archive), going(&first.archive));
        assert_eq!(counts(&second.archive), had);

        let again = imports(&other, &archive).await;
        assert!(again.kinds.values().all(|count| count.made == 0), "{:?}", again.kinds);
        let preview = command::preview(&other.app, &archive).await.expect("a preview");
        assert!(preview.is_known);
        assert!(preview.report.kinds.values().all(|count| count.made == 0));
        let third = takes(&other, &mut program).await;
        assert_eq!(going(&third.archive), going(&first.archive), "twice is once");
        let trail = there.trail().await;
        assert_eq!(trail.iter().filter(|action| *action == "import.done").count(), 2);

        let meetings = get(&mut program, "/api/meetings").await;
        let meetings = meetings["meetings"].as_array().expect("meetings").clone();
        assert_eq!(meetings.len(), 3, "{meetings:?}");
        let webinar = meetings.iter().find(|each| each["kind"] == "webinar").expect("a webinar");
        let webinar = format!("/api/meetings/{}", webinar["id"].as_str().expect("an id"));
        let webinar = get(&mut program, &webinar).await;
        assert_eq!(webinar["panelists"][0]["email"], "paul@example.net", "{webinar}");
        assert_eq!(webinar["licensed"], false, "the licence stays behind: {webinar}");
        other.runs_until("2027-01-22T00:00Z").await;
        let later = get(&mut program, "/api/meetings").await;
        assert_eq!(later["meetings"].as_array().map(Vec::len), Some(3), "the series goes on");
    })
    .await;
}

/// G1a, R-59: whatever crashes on the way, what was brought in is whole in the end and there once.
#[tokio::test]
async fn a_crash_in_the_middle_is_gone_on_from() {
    on_each_database(async |world| {
        let (_, mut program) = full(&world).await;
        let first = takes(&world, &mut program).await;
        let other = world.another_plenum(7).await;
        other.it_is("2027-01-03T10:00Z");
        let (_folder, paths) = Folder::with(&first.parts);
        let archive = command::open(paths).await.expect("an archive");
        let (mut crashes, mut steps) = (0, 0);
        for writes in (0..40).chain([1_000]) {
            other.store().crash_after_writes(writes);
            if let Ok(mut import) = command::begin(&other.app, &archive).await {
                while import.state != State::Done {
                    match command::advance(&other.app, &archive, import.clone()).await {
                        Ok(next) => import = next,
                        Err(_) => break,
                    }
                }
                let step = import.place["step"].as_u64().expect("a step");
                assert!(step >= steps || import.state == State::Done, "it went back");
                steps = step;
                if import.state == State::Done && !other.store().recover() {
                    break;
                }
            }
            crashes += u32::from(other.store().recover());
        }
        assert!(crashes >= 5, "{crashes}");
        let (_, mut program) = arrives(&other, "ada@example.org").await;
        let second = takes(&other, &mut program).await;
        assert_eq!(going(&second.archive), going(&first.archive));
    })
    .await;
}

async fn hands_in(program: &mut Client, import: &str, name: &str, part: &[u8]) -> Reply {
    let path = format!("{import}/parts?name={name}");
    program.send(Method::POST, &path, BYTES, part.to_vec(), &[]).await
}

pub async fn begins(program: &mut Client) -> String {
    let begun = program.api(Method::POST, IMPORTS, None).await;
    assert!(begun.status.is_success(), "{}", begun.text());
    format!("{IMPORTS}/{}", begun.json()["id"].as_str().expect("an id"))
}

/// Hands `parts` in and has them read; the import as it is then.
pub async fn checks(world: &World, program: &mut Client, parts: &[Vec<u8>]) -> (String, Json) {
    let import = begins(program).await;
    for (number, part) in parts.iter().enumerate() {
        let reply = hands_in(program, &import, &format!("part-{number}.zip"), part).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    }
    does(program, Method::POST, &format!("{import}/check"), Json::Null).await;
    world.settles().await;
    let shown = get(program, &import).await;
    (import, shown)
}

pub fn whys(shown: &Json, report: &str) -> Vec<String> {
    let notes = shown[report]["notes"].as_array().expect("notes").iter();
    notes.map(|note| note["why"].as_str().expect("why").to_owned()).collect()
}

/// G1a, I-27, R-68: a person brings their archive to an account they have: seen before it comes in,
/// within their plan, with addresses that are still to be proved; numbers and room addresses that
/// are others' here stay theirs, and chats come as copies nobody else sees.
#[tokio::test]
async fn a_person_brings_their_own_archive() {
    on_each_database(async |world| {
        let (_, mut program) = full(&world).await;
        let taken = takes(&world, &mut program).await;
        // In the same Plenum, to another account of theirs: every id, number and address is taken.
        let eve = world.owner("eve@example.com").await;
        let mut hers = world.client();
        hers.token = Some(eve.token().await);
        let (import, shown) = checks(&world, &mut hers, &taken.parts).await;
        assert_eq!(shown["state"], "ready", "{shown}");
        let found = whys(&shown, "found");
        for why in [
            Why::AddressTaken,
            Why::NumberTaken,
            Why::LinkTaken,
            Why::NameTaken,
            Why::NotInPlan,
            Why::ProfileKept,
        ] {
            assert!(found.contains(&why.word().to_owned()), "{why:?} in {found:?}");
        }
        assert_eq!(get(&mut hers, "/api/contacts").await["count"], 0, "nothing came in");
        let mut stranger = world.client();
        stranger.token = Some(world.owner("mallory@example.com").await.token().await);
        for (method, path) in [
            (Method::GET, import.clone()),
            (Method::POST, format!("{import}/bring")),
            (Method::POST, format!("{import}/check")),
            (Method::DELETE, import.clone()),
        ] {
            is_not_found(&mut stranger, method, &path).await;
        }
        does(&mut hers, Method::POST, &format!("{import}/bring"), Json::Null).await;
        world.settles().await;
        let shown = get(&mut hers, &import).await;
        assert_eq!((&shown["state"], &shown["parts"]), (&json!("done"), &json!([])), "{shown}");
        assert_eq!(shown["brought"]["kinds"], shown["found"]["kinds"]);
        assert_eq!(get(&mut hers, "/api/contacts").await["count"], 2);
        assert_eq!(get(&mut program, "/api/contacts").await["count"], 2, "Ada keeps hers");
        has_the_template_of(&mut hers, &mut program).await;
        let listed = get(&mut hers, "/api/meetings").await;
        assert_eq!(listed["meetings"].as_array().map(Vec::len), Some(3), "{listed}");

        let chats = get(&mut hers, "/api/brought-chats").await;
        let chats = chats["chats"].as_array().expect("chats").clone();
        assert_eq!(chats.len(), 1, "{chats:?}");
        let path = format!("/api/brought-chats/{}", chats[0]["id"].as_str().expect("an id"));
        let chat = get(&mut hers, &path).await;
        assert_eq!(chat["messages"][1]["text"], "Élégie");
        let file = &chat["messages"][0]["attachments"][0];
        assert_eq!(file["name"], "score.pdf");
        let file = format!("{path}/attachments/{}", file["id"].as_str().expect("an id"));
        let kept = hers.api(Method::GET, &file, None).await;
        assert_eq!((kept.status, &kept.bytes[..]), (StatusCode::OK, &b"%PDF-1.7 score"[..]));
        for path in [&path, &file] {
            is_not_found(&mut stranger, Method::GET, path).await;
            is_not_found(&mut program, Method::GET, path).await;
        }
        let own = takes(&world, &mut hers).await;
        assert_eq!(own.archive.records("chat_messages").len(), 2);
        assert_eq!(own.archive.file("chats/", ".pdf"), b"%PDF-1.7 score");
        assert!(eve.trail().await.contains(&"import.done".to_owned()));

        let (import, shown) = checks(&world, &mut hers, &taken.parts).await;
        let found = shown["found"]["kinds"].as_object().expect("kinds").clone();
        for (kind, count) in found {
            assert_eq!(count["made"], 0, "{kind}: {count}");
        }
        does(&mut hers, Method::DELETE, &import, Json::Null).await;
        assert_eq!(get(&mut hers, &import).await["state"], "cancelled");
    })
    .await;
}

/// The one template came in with all it holds.
async fn has_the_template_of(hers: &mut Client, whose: &mut Client) {
    let templates = get(hers, "/api/meetings/templates").await;
    assert_eq!(templates["templates"][0]["name"], "Daily", "{templates}");
    assert_eq!(templates["templates"].as_array().map(Vec::len), Some(1), "{templates}");
    let theirs = get(whose, "/api/meetings/templates").await;
    for kept in ["kind", "panelists", "registration"] {
        let (here, there) = (&templates["templates"][0][kept], &theirs["templates"][0][kept]);
        assert!(here == there && !here.is_null(), "{kept}: {templates}");
    }
}

pub async fn is_not_found(client: &mut Client, method: Method, path: &str) {
    let reply = client.api(method, path, None).await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
}

/// G1a, R-70: what is no archive, or not as it was written, is refused by name, and nothing of it
/// comes in.
#[tokio::test]
async fn archives_that_were_changed_are_refused() {
    on_each_database(async |world| {
        let (_, mut program) = full(&world).await;
        let taken = takes(&world, &mut program).await;
        let other = world.another_plenum(7).await;
        other.it_is("2027-01-03T10:00Z");
        let mut hers = other.client();
        hers.token = Some(other.owner("eve@example.com").await.token().await);
        let changed = |from: &str, to: &str| {
            let swap = |bytes: &[u8]| match String::from_utf8(bytes.to_vec()) {
                Ok(text) if text.contains(from) => text.replace(from, to).into_bytes(),
                _ => bytes.to_vec(),
            };
            vec![packed(&taken.archive, swap)]
        };
        let mut cut = taken.parts.clone();
        for part in &mut cut {
            part.truncate(part.len() / 2);
        }
        let cases = [
            (cut, "import.not_zip", ""),
            (vec![b"%PDF-1.7".to_vec()], "import.not_zip", ""),
            (
                changed("\"state\":\"scheduled\"", "\"state\":\"whatever\""),
                "import.record",
                "data/meetings-0001.ndjson",
            ),
            (changed("blue-river", "blue\\nriver"), "import.record", "data/meetings-0001.ndjson"),
            (changed("Which pieces", "\\u0000"), "import.record", "data/chat_messages-0001.ndjson"),
        ];
        for (parts, code, file) in cases {
            let (import, shown) = checks(&other, &mut hers, &parts).await;
            assert_eq!(
                (&shown["state"], &shown["problem"]["code"]),
                (&json!("refused"), &json!(code)),
                "{shown}"
            );
            assert_eq!(shown["problem"]["file"], file, "{shown}");
            let early = hers.api(Method::POST, &format!("{import}/bring"), None).await;
            assert_eq!(
                (early.status, &early.json()["code"]),
                (StatusCode::CONFLICT, &json!("import.not_open"))
            );
            for part in shown["parts"].as_array().expect("parts") {
                let path = format!("{import}/parts/{}", part["id"].as_str().expect("an id"));
                does(&mut hers, Method::DELETE, &path, Json::Null).await;
            }
        }
        assert_eq!(get(&mut hers, "/api/contacts").await["count"], 0);
        let (_, shown) = checks(&other, &mut hers, &changed("nothing", "at all")).await;
        assert_eq!(shown["state"], "ready", "{shown}");

        let mut browser = other.owner("frida@example.com").await.signs_in().await;
        let page = read(&browser.get("/import").await);
        assert!(page.contains("Bring your data here"), "{page}");
    })
    .await;
}

/// The archive in one part, each file as `swap` makes it, with a manifest that fits.
pub fn packed(archive: &Archive, swap: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut manifest = archive.manifest.clone();
    let mut part = documents::archive::Part::default();
    manifest["parts"] = json!(1);
    for file in manifest["files"].as_array_mut().expect("files") {
        let path = file["path"].as_str().expect("a path").to_owned();
        let bytes = swap(&archive.files[&path]);
        part.add(&path, &bytes).expect("packed");
        file["part"] = json!(1);
        file["bytes"] = json!(bytes.len());
        file["sha256"] = json!(sha256(&bytes));
    }
    part.add("manifest.json", manifest.to_string().as_bytes()).expect("packed");
    part.finish().expect("a part")
}

/// G1a: parts are handed in on the page, one can be taken out again, and what nobody brings in is
/// deleted after a week.
#[tokio::test]
async fn what_is_handed_in_is_deleted_after_a_week() {
    on_each_database(async |world| {
        let (_, mut program) = full(&world).await;
        let taken = takes(&world, &mut program).await;
        world.it_is("2027-01-02T10:00Z");
        let (import, shown) = checks(&world, &mut program, &taken.parts).await;
        assert_eq!(shown["state"], "ready", "{shown}");
        let again = hands_in(&mut program, &import, "again.zip", &taken.parts[0]).await;
        assert_eq!(again.status, StatusCode::CREATED, "{}", again.text());
        assert_eq!(again.json()["parts"].as_array().map(Vec::len), Some(taken.parts.len()));
        assert_eq!(begins(&mut program).await, import, "there is one at a time");
        world.runs_until("2027-01-09T09:59Z").await;
        assert_eq!(get(&mut program, &import).await["state"], "ready");
        world.runs_until("2027-01-09T10:01Z").await;
        let gone = get(&mut program, &import).await;
        assert_eq!((&gone["state"], &gone["parts"]), (&json!("expired"), &json!([])), "{gone}");
        let late = program.api(Method::POST, &format!("{import}/bring"), None).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
    })
    .await;
}

/// What `/proc/self/status` says of this process, in kilobytes.
fn memory_kb(what: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|line| line.starts_with(what)).expect("a line");
    line.split_whitespace().nth(1).and_then(|kb| kb.parse().ok()).expect("a number")
}

/// an archive is read by portions: what memory holds does not grow with its records. Memory is
/// measured in a process of its own, in which no other test runs.
#[test]
fn memory_does_not_grow_with_the_archive() {
    let own = std::env::current_exe().expect("this program");
    let args = ["--exact", "--ignored", "--nocapture", "g_import::memory_in_a_process_of_its_own"];
    let run = std::process::Command::new(own).args(args).output().expect("it runs");
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{said}{}", String::from_utf8_lossy(&run.stderr));
    assert!(said.contains("1 passed"), "{said}");
}

/// Measured by the test above.
#[tokio::test]
#[ignore = "run in a process of its own by the test above"]
async fn memory_in_a_process_of_its_own() {
    /// All their records together are more than what may be added.
    const FILES: u32 = 200;
    const MORE_MAX_KB: u64 = 40_000;
    on_each_database(async |world| {
        let (_, mut program) = full(&world).await;
        let taken = takes(&world, &mut program).await;
        let other = world.another_plenum(7).await;
        let chat = taken.archive.records("chats")[0].clone();
        let first = taken.archive.records("chat_messages")[0].clone();
        let parts = large(&taken.archive, &chat, &first, FILES);
        let (_folder, paths) = Folder::with(&parts);
        drop(parts);
        let archive = command::open(paths).await.expect("an archive");
        let before = memory_kb("VmRSS:");
        let report = imports(&other, &archive).await;
        let grown = memory_kb("VmRSS:").saturating_sub(before);
        println!("{} messages: {grown} kB more", report.kinds["chat_messages"].made);
        assert_eq!(report.kinds["chat_messages"].made, u64::from(FILES) * 500);
        assert!(grown < MORE_MAX_KB, "{grown} kB");
    })
    .await;
}

/// R-59, F5: a recording above 16 MiB stands in a part of its own, goes out and comes in a piece at
/// a time, and is the same there.
#[tokio::test]
async fn a_large_recording_goes_along() {
    const BYTES: u32 = 18 * 1024 * 1024;
    on_each_database(async |world| {
        let (ada, customer) = subscriber(&world).await;
        let mut program = customer.program;
        let long = records(&mut program, "Long", BYTES).await;
        let path = format!("{long}/transcript");
        let put = program.send(Method::PUT, &path, Some("text/vtt"), VTT.into(), &[]).await;
        assert!(put.status.is_success(), "{}", put.text());
        records(&mut program, "Short", 500).await;
        let first = takes(&world, &mut program).await;
        let sizes: Vec<usize> = first.parts.iter().map(Vec::len).collect();
        let own: Vec<&Vec<u8>> =
            first.parts.iter().filter(|part| part.len() > 16 * 1024 * 1024).collect();
        assert!(own.len() == 1 && sizes.len() > 1, "{sizes:?}");
        assert_eq!(crate::g_export::unpacked(own[0]).len(), 1, "a part of its own");
        let id = long.rsplit('/').next().expect("an id");
        let file = first.archive.file(&format!("recordings/{id}"), "");
        assert_eq!(file, wav(BYTES), "as it was");

        let other = world.another_plenum(7).await;
        other.it_is("2027-01-03T10:00Z");
        let (_folder, paths) = Folder::with(&first.parts);
        let archive = command::open(paths).await.expect("an archive");
        let report = imports(&other, &archive).await;
        assert_eq!(report.kinds["recordings"].made, 2, "{:?}", report.notes);
        let (there, mut program) = arrives(&other, "ada@example.org").await;
        assert_eq!(there.who.person(), ada.who.person());
        let kept = program.api(Method::GET, &format!("{long}/file"), None).await;
        assert_eq!((kept.status, sha256(&kept.bytes)), (StatusCode::OK, sha256(file)));
        let second = takes(&other, &mut program).await;
        assert_eq!(going(&second.archive), going(&first.archive));
    })
    .await;
}

/// The archive with `files` times 500 messages more, in parts.
fn large(archive: &Archive, chat: &Json, first: &Json, files: u32) -> Vec<Vec<u8>> {
    let mut manifest = archive.manifest.clone();
    let mut parts = Vec::new();
    let mut part = documents::archive::Part::default();
    let listed = manifest["files"].as_array_mut().expect("files");
    listed.retain(|file| !file["path"].as_str().expect("a path").starts_with("data/chat_messages"));
    for file in listed.iter_mut() {
        let path = file["path"].as_str().expect("a path");
        part.add(path, &archive.files[path]).expect("packed");
        file["part"] = json!(1);
    }
    for number in 1..=files {
        let mut lines = String::new();
        for line in 0..500u32 {
            let at = (number - 1) * 500 + line + 1;
            let mut message = first.clone();
            message["id"] = json!(format!("01941f29-7c00-7000-8000-{at:012x}"));
            message["chat_id"] = chat["id"].clone();
            message["number"] = json!(at);
            lines.push_str(&format!("{message}\n"));
        }
        let path = format!("data/chat_messages-{number:04}.ndjson");
        if part.files() >= 250 {
            let full = std::mem::take(&mut part);
            parts.push(full.finish().expect("a part"));
        }
        part.add(&path, lines.as_bytes()).expect("packed");
        listed.push(json!({ "path": path, "part": parts.len() + 1, "kind": "chat_messages",
            "records": 500, "bytes": lines.len(), "sha256": sha256(lines.as_bytes()) }));
    }
    for kind in manifest["kinds"].as_array_mut().expect("kinds") {
        if kind["kind"] == "chat_messages" {
            kind["records"] = json!(files * 500);
        }
    }
    manifest["parts"] = json!(parts.len() + 1);
    part.add("manifest.json", manifest.to_string().as_bytes()).expect("packed");
    parts.push(part.finish().expect("a part"));
    parts
}
