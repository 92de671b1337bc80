//! Exports (G1): whole, checked file by file, of the right person and nobody else's, written in
//! parts through crashes, gone after their time.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use app::export::write::Work;
use axum::http::{Method, StatusCode};
use flate2::bufread::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use testkit::http::{Client, read};
use testkit::{PASSWORD, Persona, World, on_each_database};

use crate::customer::subscriber;
use crate::f_contacts::{commits, hands_in};
use crate::f_meetings::body as meeting;
use crate::f_rooms::joins;

/// What may be said to the API.
const EXPORTS: &str = "/api/exports";

pub async fn asks(program: &mut Client, whose: &str) -> String {
    let reply = program.api(Method::POST, EXPORTS, Some(json!({ "whose": whose }))).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    let asked = reply.json();
    assert_eq!((&asked["state"], &asked["whose"]), (&json!("writing"), &json!(whose)));
    format!("{EXPORTS}/{}", asked["id"].as_str().expect("an id"))
}

pub async fn get(program: &mut Client, path: &str) -> Json {
    let reply = program.api(Method::GET, path, None).await;
    assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
    reply.json()
}

pub async fn does(program: &mut Client, method: Method, path: &str, body: Json) -> Json {
    let reply = program.api(method, path, Some(body)).await;
    assert!(reply.status.is_success(), "{path}: {}", reply.text());
    reply.json()
}

async fn refused(program: &mut Client, path: &str, status: StatusCode, code: &str) {
    let reply = program.api(Method::GET, path, None).await;
    assert_eq!((reply.status, &reply.json()["code"]), (status, &json!(code)), "{path}");
}

pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A finished export, read as somebody who downloaded all of it.
pub struct Archive {
    pub manifest: Json,
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Archive {
    /// Downloads the parts of the export at `path`; each is what its checksum says, each file is
    /// what the manifest says, and there is no other.
    pub async fn of(program: &mut Client, path: &str) -> Archive {
        let shown = get(program, path).await;
        assert_eq!(shown["state"], "ready", "{shown}");
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        let mut of_part: BTreeMap<String, u64> = BTreeMap::new();
        for part in shown["parts"].as_array().expect("parts") {
            let number = part["number"].as_u64().expect("a number");
            let reply = program.api(Method::GET, &format!("{path}/parts/{number}"), None).await;
            assert_eq!(reply.status, StatusCode::OK);
            assert_eq!(reply.header("content-type"), Some("application/zip"));
            assert_eq!(part["sha256"], sha256(&reply.bytes), "part {number}");
            assert_eq!(part["bytes"], reply.bytes.len());
            for (path, bytes) in unpacked(&reply.bytes) {
                of_part.insert(path.clone(), number);
                assert!(files.insert(path.clone(), bytes).is_none(), "{path} twice");
            }
        }
        let manifest = files.remove("manifest.json").expect("a manifest");
        let manifest: Json = serde_json::from_slice(&manifest).expect("JSON");
        let listed = manifest["files"].as_array().expect("files");
        assert_eq!(listed.len(), files.len(), "{manifest}");
        for file in listed {
            let path = file["path"].as_str().expect("a path");
            let bytes = &files[path];
            assert_eq!(
                (&file["bytes"], &file["part"]),
                (&json!(bytes.len()), &json!(of_part[path]))
            );
            assert_eq!(file["sha256"], sha256(bytes), "{path}");
        }
        let archive = Archive { manifest, files };
        for kind in archive.manifest["kinds"].as_array().expect("kinds") {
            let name = kind["kind"].as_str().expect("a name");
            assert_eq!(kind["records"], archive.records(name).len(), "{name}");
        }
        archive
    }

    /// The records of a kind, from all its files.
    pub fn records(&self, kind: &str) -> Vec<Json> {
        let start = format!("data/{kind}-");
        let files = self.files.iter().filter(|(path, _)| path.starts_with(&start));
        let text = files.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned());
        let text: String = text.collect();
        text.lines().map(|line| serde_json::from_str(line).expect("a record")).collect()
    }

    /// A member of each record of a kind, as text.
    pub fn all(&self, kind: &str, member: &str) -> Vec<String> {
        let text = |record: &Json| record[member].as_str().unwrap_or_default().to_owned();
        self.records(kind).iter().map(text).collect()
    }

    /// The bytes of the only file that begins with `start` and ends with `end`.
    pub fn file(&self, start: &str, end: &str) -> &[u8] {
        let fits = |path: &&String| path.starts_with(start) && path.ends_with(end);
        let mut found = self.files.keys().filter(fits);
        let path = found.next().unwrap_or_else(|| panic!("no {start}…{end}"));
        assert!(found.next().is_none(), "more than one {start}…{end}");
        &self.files[path]
    }

    fn says(&self, words: &str) -> bool {
        let mut all = self.files.values();
        all.any(|bytes| String::from_utf8_lossy(bytes).contains(words))
            || self.manifest.to_string().contains(words)
    }
}

/// The files of a ZIP archive; each is what its own checksum says.
pub fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let archive = ZipArchive::from_slice(bytes).expect("an archive");
    let mut entries = archive.entries();
    let mut files = Vec::new();
    while let Some(entry) = entries.next_entry().expect("an entry") {
        let path = entry.file_path().try_normalize().expect("a safe path").as_str().to_owned();
        let found = archive.get_entry(entry.wayfinder()).expect("it is there");
        // What is large is media, which is packed already.
        let plain: Box<dyn Read> = match entry.compression_method() {
            CompressionMethod::STORE => Box::new(found.data()),
            _ => Box::new(DeflateDecoder::new(found.data())),
        };
        let mut read = Vec::new();
        found.verifying_reader(plain).read_to_end(&mut read).expect("it is whole");
        files.push((path, read));
    }
    files
}

/// Opens the chat with `email`; its address in the API.
pub async fn opens(program: &mut Client, email: &str) -> String {
    let chat = does(program, Method::POST, "/api/chats", json!({ "email": email })).await;
    format!("/api/chats/{}", chat["id"].as_str().expect("an id"))
}

/// Writes into a chat; the message's address.
pub async fn writes(program: &mut Client, chat: &str, text: &str) -> String {
    let path = format!("{chat}/messages");
    let message = does(program, Method::POST, &path, json!({ "text": text })).await;
    format!("{path}/{}", message["id"].as_str().expect("an id"))
}

pub async fn attaches(program: &mut Client, message: &str, name: &str, bytes: Vec<u8>) {
    let path = format!("{message}/attachments?name={name}");
    let kind = Some("application/octet-stream");
    let reply = program.send(Method::POST, &path, kind, bytes, &[]).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
}

/// Nothing of any export is among the blobs.
async fn no_bytes_are_left(world: &World, account: units::id::AccountId) {
    let folder = object_store::path::Path::from(format!("exports/{account}"));
    let kept = world.app.blobs.list_with_delimiter(Some(&folder)).await.expect("a list");
    for export in kept.common_prefixes {
        let kept = world.app.blobs.list_with_delimiter(Some(&export)).await.expect("a list");
        assert!(kept.objects.is_empty(), "{:?}", kept.objects);
    }
}

fn holds_everything_of_ada(archive: &Archive, ada: &Persona) {
    let manifest = &archive.manifest;
    assert_eq!((&manifest["format"], &manifest["version"]), (&json!("plenum-export"), &json!(1)));
    assert_eq!(
        (&manifest["whose"], &manifest["person"]),
        (&json!("person"), &json!(ada.who.person()))
    );
    assert_eq!(manifest["as_of"], "2027-01-01T10:00:00Z");
    assert_eq!(archive.all("profile", "email"), ["ada@example.org"]);
    assert_eq!(archive.all("roles", "role"), ["host", "owner"]);
    assert_eq!(archive.all("meetings", "password"), ["blue-river"]);
    assert_eq!(archive.all("meeting_invitees", "email"), ["dora@example.net"]);
    assert_eq!(archive.all("contact_groups", "name"), ["Choir"]);
    assert_eq!(archive.all("contact_group_members", "contact_id"), archive.all("contacts", "id"));
    assert_eq!(archive.all("meeting_templates", "name"), ["Daily"], "not the account's");
    assert_eq!(archive.all("room_names", "name").len(), 1);
    assert_eq!(archive.all("chat_messages", "text"), ["Which pieces do we sing?"]);
    assert_eq!(archive.records("chat_attachments").len(), 1);
    assert!(archive.all("mails", "kind").contains(&"order_placed".to_owned()));
    assert!(archive.all("activity", "action").contains(&"meeting.scheduled".to_owned()));

    assert_eq!(archive.file("chats/", ".pdf"), b"%PDF-1.7 score");
    let calendar = String::from_utf8_lossy(archive.file("meetings/", ".ics")).into_owned();
    assert_eq!(calendar.matches("\r\nBEGIN:VEVENT\r\n").count(), 1, "{calendar}");
    let csv = String::from_utf8_lossy(archive.file("contacts/", ".csv")).into_owned();
    assert!(csv.contains("'=cmd()") && csv.contains("Choir"), "{csv}");
    let cards = String::from_utf8_lossy(archive.file("contacts/", ".vcf")).into_owned();
    assert_eq!(cards.matches("BEGIN:VCARD").count(), 1, "{cards}");
}

/// G1, F8b, I-27, R-68, R-69: a person's archive holds what is theirs, with every file its
/// checksum, without secrets, without what is others' and without what came later; nobody else has
/// it, the owner included.
#[tokio::test]
async fn a_persons_archive_holds_what_is_theirs() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        let (mut ben, _) = joins(&world, &mut customer, "ben@example.org", "member").await;
        let (mut cora, _) = joins(&world, &mut customer, "cora@example.org", "member").await;
        let program = &mut customer.program;
        let mut held = meeting("Choir; \"Élégie\", BEGIN:VEVENT", "2027-01-20T09:30");
        held["invitees"] = json!([{ "email": "dora@example.net", "name": "Dora" }]);
        held["password"] = json!("blue-river");
        does(program, Method::POST, "/api/meetings", held).await;
        let card = json!({ "name": "=cmd()", "emails": ["eva@example.net"], "groups": ["Choir"] });
        does(program, Method::POST, "/api/contacts", card).await;
        let templates = "/api/meetings/templates";
        does(program, Method::POST, templates, json!({ "name": "Daily" })).await;
        let shared = json!({ "name": "For everybody", "shared": true });
        does(program, Method::POST, templates, shared).await;
        get(program, "/api/room").await;
        let chat = opens(program, "ben@example.org").await;
        let message = writes(program, &chat, "Which pieces do we sing?").await;
        attaches(program, &message, "..%2F..%2Fscore.pdf", b"%PDF-1.7 score".to_vec()).await;
        let theirs = ben.post("/chats", &[("email", "cora@example.org")]).await.location();
        ben.post(&theirs, &[("text", "Not for Ada: canary")]).await;

        world.settles().await;
        let path = asks(program, "person").await;
        let again = program.api(Method::POST, EXPORTS, Some(json!({ "whose": "person" }))).await;
        assert_eq!(
            (again.status, &again.json()["code"]),
            (StatusCode::CONFLICT, &json!("export.writing"))
        );
        world.it_is("2027-01-01T10:05Z");
        writes(program, &chat, "Written later").await;
        refused(program, &format!("{path}/parts/1"), StatusCode::NOT_FOUND, "export.not_found")
            .await;
        world.settles().await;

        let archive = Archive::of(program, &path).await;
        holds_everything_of_ada(&archive, &ada);

        let secret = program.token.clone().expect("a token");
        for word in
            ["canary", "Written later", "$argon2", PASSWORD, secret.as_str(), "cora@example.org"]
        {
            assert!(!archive.says(word), "the archive says {word}");
        }
        let mail = world.newest_mail("ada@example.org", "export_ready").await;
        assert!(mail.plain().contains("The archive of your data is ready."), "{}", mail.plain());
        assert!(mail.plain().contains("http://localhost:8080/export"), "{}", mail.plain());

        let portal = path.replace("/api/exports", "/export");
        let mut eve = world.owner("eve@example.com").await.signs_in().await;
        for stranger in [&mut ben, &mut cora, &mut eve] {
            let reply = stranger.get(&format!("{portal}/parts/1")).await;
            assert_eq!(reply.status, StatusCode::NOT_FOUND);
            let reply = stranger.post(&format!("{portal}/delete"), &[]).await;
            assert_eq!(reply.status, StatusCode::NOT_FOUND);
        }
        assert!(ada.trail().await.contains(&"export.downloaded".to_owned()));
        ben.post("/export", &[("whose", "person")]).await;
        world.settles().await;
        let own = read(&ben.get("/export").await);
        assert!(own.contains("Ready") && !own.contains("Your account’s data"), "{own}");
        let start = own.split("href=\"/export/").nth(1).expect("a part");
        let ben_path = format!("/export/{}", start.split('"').next().expect("an address"));
        let files = unpacked(&ben.get(&ben_path).await.bytes);
        let all: String =
            files.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
        assert!(all.contains("Not for Ada: canary") && all.contains("Written later"), "{all}");
        assert!(!all.contains("blue-river") && !all.contains("eva@example.net"), "{all}");
        let mut owner = ada.signs_in().await;
        assert_eq!(owner.get(&ben_path).await.status, StatusCode::NOT_FOUND, "of the owner");
    })
    .await;
}

/// G1, D2, D3, I-27: an account's archive has its people, its orders and its books, invoices as
/// they were issued, no secret and no chat, meeting or contact; it is for owners alone.
#[tokio::test]
async fn an_accounts_archive_is_its_owners() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        let (mut ben, _) = joins(&world, &mut customer, "ben@example.org", "admin").await;
        let program = &mut customer.program;
        does(program, Method::POST, "/api/meetings", meeting("Reading", "2027-01-20T09:30")).await;
        does(program, Method::POST, "/api/contacts", json!({ "name": "Contact canary" })).await;
        let templates = "/api/meetings/templates";
        does(program, Method::POST, templates, json!({ "name": "Template canary" })).await;
        let shared = json!({ "name": "For everybody", "shared": true });
        does(program, Method::POST, templates, shared).await;
        let chat = opens(program, "ben@example.org").await;
        writes(program, &chat, "Chat canary").await;
        let new = app::webhooks::NewEndpoint {
            url: "http://127.0.0.1:9/events".to_owned(),
            kinds: Vec::new(),
        };
        let hook = app::webhooks::add(&world.app, &ada.who, new).await.expect("an endpoint");
        world.settles().await;
        let refused_to = ben.post("/export", &[("whose", "account")]).await;
        assert_eq!(refused_to.status, StatusCode::FORBIDDEN);
        let path = asks(program, "account").await;
        world.settles().await;

        let archive = Archive::of(program, &path).await;
        assert_eq!(archive.manifest["person"], Json::Null);
        assert_eq!(archive.all("account", "id"), [ada.account().to_string()]);
        assert_eq!(archive.all("people", "email"), ["ada@example.org", "ben@example.org"]);
        assert_eq!(archive.all("meeting_templates", "name"), ["For everybody"]);
        assert_eq!(archive.all("subscriptions", "state"), ["active"]);
        assert!(archive.all("payment_methods", "last4").contains(&"4242".to_owned()));
        assert_eq!(archive.all("webhook_endpoints", "url"), ["http://127.0.0.1:9/events"]);
        let invoices = ada.invoices().await;
        let numbers: Vec<String> =
            invoices.iter().map(|each| each.invoice.number.clone()).collect();
        assert_eq!(archive.all("invoices", "number"), numbers);
        let reference =
            app::effects::InvoiceRef { account: ada.account(), invoice: invoices[0].invoice.id };
        let pdf = app::invoice_document::pdf(&world.app, &reference).await.expect("a PDF");
        assert_eq!(archive.file("invoices/", ".pdf"), pdf);
        let mut sums: BTreeMap<(String, String), i64> = BTreeMap::new();
        for leg in archive.records("ledger_legs") {
            let text = |member: &str| leg[member].as_str().expect("a text").to_owned();
            let amount = leg["amount_minor"].as_i64().expect("an amount");
            *sums.entry((text("entry_id"), text("currency"))).or_default() += amount;
        }
        assert_eq!(sums.len(), archive.records("ledger_entries").len());
        assert!(sums.values().all(|sum| *sum == 0), "{sums:?}");
        let actions = archive.all("trail", "action");
        assert_eq!(actions.last().map(String::as_str), Some("export.asked"));
        assert_eq!(actions, ada.trail().await[..actions.len()]);
        let mut methods = Vec::new();
        for one in app::payment_methods::list(&world.app, &ada.who).await.expect("methods") {
            methods.push(one.method.token);
        }
        let secrets = methods.into_iter().chain([hook.secret]);
        for word in secrets.chain(["canary".to_owned(), "$argon2".to_owned()]) {
            assert!(!archive.says(&word), "the archive says {word}");
        }

        let portal = path.replace("/api/exports", "/export");
        assert_eq!(ben.get(&format!("{portal}/parts/1")).await.status, StatusCode::NOT_FOUND);
        let mail = world.newest_mail("ada@example.org", "export_ready").await;
        assert!(mail.plain().contains("asked for it"), "{}", mail.plain());
        let mut browser = ada.signs_in().await;
        let page = read(&browser.get("/export").await);
        assert!(page.contains("Your account’s data") && page.contains("SHA-256"), "{page}");
        let kept = browser.get(&format!("{portal}/parts/1")).await;
        assert_eq!(kept.status, StatusCode::OK);
        let named = kept.header("content-disposition").expect("a disposition");
        assert!(named.contains("plenum-account-2027-01-01-1-of-1.zip"), "{named}");
    })
    .await;
}

/// G1, R-59: a large archive is written part by part; whatever crashes on the way, every file is
/// in it once, and nothing else stays behind.
#[tokio::test]
async fn a_crash_loses_one_part_and_no_more() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        joins(&world, &mut customer, "ben@example.org", "member").await;
        let program = &mut customer.program;
        let chat = opens(program, "ben@example.org").await;
        for name in ["one", "two", "three", "four", "five"] {
            let message = writes(program, &chat, name).await;
            let large = format!("The {name} score.\n").repeat(280_000);
            attaches(program, &message, &format!("{name}.txt"), large.into_bytes()).await;
        }
        world.settles().await;
        let path = asks(program, "person").await;
        let id = path.rsplit('/').next().expect("an id").parse().expect("an id");
        let work = Work { account: ada.account(), export: id };
        let (mut crashes, mut seen) = (0, 0);
        // Before the first write, at the part, at its files, never; and the same for the last part.
        for writes in [0, 1, 3, 100, 1, 5, 100] {
            world.store().crash_after_writes(writes);
            app::export::write::run(&world.app, &work).await;
            crashes += u32::from(world.store().recover());
            let steps = get(program, &path).await["steps_done"].as_u64().expect("a number");
            assert!(steps >= seen, "it went back");
            seen = steps;
        }
        assert_eq!(crashes, 5);
        let shown = get(program, &path).await;
        assert_eq!(shown["parts"].as_array().map(Vec::len), Some(2), "{shown}");
        let archive = Archive::of(program, &path).await;
        for name in ["one", "two", "three", "four", "five"] {
            let file = archive.file("chats/", &format!("-{name}.txt"));
            assert!(file.starts_with(format!("The {name} score.\n").as_bytes()), "{name}");
        }
        assert_eq!(archive.all("chat_messages", "text").len(), 5);

        let twice = app::export::write::run(&world.app, &work).await;
        assert!(matches!(twice, app::work::Outcome::At(_)), "{twice:?}");
        does(program, Method::DELETE, &path, Json::Null).await;
        world.settles().await;
        no_bytes_are_left(&world, ada.account()).await;
    })
    .await;
}

/// G1, R-59: many records stand in several files, each record once, whatever its name sorts by.
#[tokio::test]
async fn many_records_are_read_portion_by_portion() {
    const MANY: usize = 1_200;
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut program = world.client();
        program.token = Some(ada.token().await);
        let names = ["Ägir", "agir", "Zoë O'Neil", "o neil", "de la Cruz", "Ёлкин", "_x", "Same"];
        let mut file = String::from("Name,E-mail,Groups\n");
        for (number, name) in names.iter().cycle().take(MANY).enumerate() {
            file.push_str(&format!("{name},person{number}@example.org,All\n"));
        }
        let import = hands_in(&mut program, file.as_bytes(), "").await.json();
        let done = commits(&mut program, &import).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text());
        world.settles().await;
        let kept = get(&mut program, "/api/contacts").await["count"].clone();
        let path = asks(&mut program, "person").await;
        world.settles().await;

        let archive = Archive::of(&mut program, &path).await;
        let ids = archive.all("contacts", "id");
        let apart: BTreeSet<&String> = ids.iter().collect();
        assert_eq!((kept, ids.len()), (json!(apart.len()), apart.len()));
        assert!(ids.len() > 1_000, "{}", ids.len());
        assert_eq!(archive.records("contact_group_members").len(), ids.len());
        let files = archive.files.keys().filter(|path| path.starts_with("data/contacts-"));
        assert_eq!(files.count(), 3);
        let cards: usize = ["0001", "0002", "0003"]
            .map(|number| archive.file("contacts/", &format!("{number}.vcf")))
            .map(|cards| String::from_utf8_lossy(cards).matches("BEGIN:VCARD").count())
            .iter()
            .sum();
        assert_eq!(cards, ids.len());
    })
    .await;
}

/// G1: an archive goes after seven days, or when one says so, and then it is gone; five are begun
/// in a day; one that is being written is stopped.
#[tokio::test]
async fn archives_are_deleted_after_their_time() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let mut program = world.client();
        program.token = Some(ada.token().await);
        world.settles().await;

        let asked = browser.post("/export", &[("whose", "person")]).await;
        assert_eq!(asked.location(), "/export", "{}", asked.text());
        let page = read(&browser.get("/export").await);
        assert!(
            page.contains("Your archive is being made.") && page.contains("Step 0 of"),
            "{page}"
        );
        let twice = browser.post("/export", &[("whose", "person")]).await;
        assert_eq!(twice.location(), "/export", "a second click");
        world.settles().await;
        let page = read(&browser.get("/export").await);
        assert!(page.contains("Ready") && page.contains("Here until"), "{page}");
        let listed = get(&mut program, EXPORTS).await;
        assert_eq!(listed["may_ask"], json!(["person", "account"]));
        assert_eq!(listed["exports"].as_array().map(Vec::len), Some(1));
        let first = format!("{EXPORTS}/{}", listed["exports"][0]["id"].as_str().expect("an id"));
        assert_eq!(listed["exports"][0]["expires_at"], "2027-04-08T08:00:00Z");

        let stopped = asks(&mut program, "account").await;
        let portal = stopped.replace("/api/exports", "/export");
        assert_eq!(browser.post(&format!("{portal}/delete"), &[]).await.location(), "/export");
        world.settles().await;
        assert_eq!(get(&mut program, &stopped).await["state"], "cancelled");
        for _ in 0..4 {
            let next = asks(&mut program, "account").await;
            let deleted = program.api(Method::DELETE, &next, None).await;
            assert_eq!(deleted.json()["state"], "cancelled", "{}", deleted.text());
        }
        let sixth = program.api(Method::POST, EXPORTS, Some(json!({ "whose": "account" }))).await;
        assert_eq!(
            (sixth.status, &sixth.json()["code"]),
            (StatusCode::CONFLICT, &json!("export.too_many"))
        );
        let sixth = browser.post("/export", &[("whose", "account")]).await;
        assert!(sixth.status == StatusCode::CONFLICT && sixth.text().contains("five archives"));
        let other = program.api(Method::POST, EXPORTS, Some(json!({ "whose": "choir" }))).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);

        world.runs_until("2027-04-08T07:59Z").await;
        assert_eq!(get(&mut program, &first).await["state"], "ready");
        world.runs_until("2027-04-08T08:01Z").await;
        let gone = get(&mut program, &first).await;
        assert_eq!((&gone["state"], &gone["parts"]), (&json!("expired"), &json!([])));
        let part = format!("{first}/parts/1");
        refused(&mut program, &part, StatusCode::NOT_FOUND, "export.not_found").await;
        no_bytes_are_left(&world, ada.account()).await;
        let trail = ada.trail().await;
        for action in ["export.asked", "export.ready", "export.cancelled", "export.expired"] {
            assert!(trail.contains(&action.to_owned()), "{action} in {trail:?}");
        }
    })
    .await;
}
