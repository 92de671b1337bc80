//! An account's archive in another Plenum (G1b): kept as history from elsewhere, file by file; groups,
//! settings, endpoints and reports live on; nothing enters the books; exported again it is the same.

use std::collections::BTreeMap;

use app::import::command;
use app::import::report::Why;
use axum::http::{Method, StatusCode};
use people::import::State;
use serde_json::{Value as Json, json};
use testkit::http::{Client, read};
use testkit::{PASSWORD, Persona, Purchase, World, on_each_database};

use crate::customer::subscriber;
use crate::e_policy::{decides, rule};
use crate::f_reports;
use crate::f_rooms::joins;
use crate::g_export::{Archive, does, get, sha256};
use crate::g_import::{
    Folder, Taken, arrives, checks, imports, is_not_found, packed, takes_of, whys,
};

const ARCHIVES: &str = "/api/brought-archives";

/// Kinds of which a fresh account has the very records of the archive.
const ALIKE: [&str; 4] = ["groups", "policy", "held_meetings", "connections"];

/// Ada's account with something of what lives on, a bought plan, and Ben in a group.
async fn full(world: &World) -> (Persona, Client) {
    let (ada, mut customer) = subscriber(world).await;
    joins(world, &mut customer, "ben@example.org", "member").await;
    let mut program = customer.program;
    let made = does(&mut program, Method::POST, "/api/groups", json!({ "name": "Choir" })).await;
    let path = format!("/api/groups/{}", made["id"].as_str().expect("an id"));
    let filled = json!({ "name": "Choir", "people": ["ada@example.org", "ben@example.org"],
        "rules": [rule("room_lobby", "on", true)] });
    does(&mut program, Method::PUT, &path, filled).await;
    decides(&mut program, json!([rule("meeting_minutes", "60", true)])).await;
    let new = app::webhooks::NewEndpoint {
        url: "http://127.0.0.1:9/events".to_owned(),
        kinds: vec!["order.paid".to_owned()],
    };
    app::webhooks::add(&world.app, &ada.who, new).await.expect("an endpoint");
    f_reports::imports(&mut program, f_reports::ZOOM.as_bytes()).await;
    (ada, program)
}

/// Every file of `archive` but those it brought itself, by its path: the checksum.
fn own_files(archive: &Archive) -> BTreeMap<String, String> {
    let is_own =
        |path: &&String| !path.starts_with("brought/") && !path.starts_with("data/brought_");
    let own = archive.files.keys().filter(is_own);
    own.map(|path| (path.clone(), sha256(&archive.files[path]))).collect()
}

/// What `archive` has of the brought archive `id`, without its manifest.
fn brought_files(archive: &Archive, id: &str) -> BTreeMap<String, String> {
    let start = format!("brought/{id}/");
    let files = archive.files.iter().filter_map(|(path, bytes)| {
        let inner = path.strip_prefix(&start)?;
        (inner != "manifest.json").then(|| (inner.to_owned(), sha256(bytes)))
    });
    files.collect()
}

fn id_of(archive: &Archive) -> String {
    archive.manifest["export"].as_str().expect("an id").to_owned()
}

fn alike(archive: &Archive) -> BTreeMap<&'static str, Vec<Json>> {
    ALIKE.iter().map(|kind| (*kind, archive.records(kind))).collect()
}

/// The account has neither invoices nor bookings of its own.
async fn books_are_empty(there: &Persona) {
    assert!(there.invoices().await.is_empty(), "no invoice of this seller");
    let trail = there.trail().await;
    assert!(!trail.iter().any(|action| action == "invoice.issued"), "{trail:?}");
}

/// G1b, G1, R-59: an account's archive is brought into a Plenum in which nothing has happened yet:
/// every file is in the next archive byte by byte, also one Plenum further; what lives on is the same;
/// nothing is booked; brought in twice it is there once.
#[tokio::test]
async fn an_accounts_archive_goes_from_plenum_to_plenum() {
    on_each_database(async |world| {
        let (ada, mut program) = full(&world).await;
        let first = takes_of(&world, &mut program, "account").await;
        let id = id_of(&first.archive);
        assert!(!first.archive.records("invoices").is_empty());
        assert!(alike(&first.archive).values().all(|records| !records.is_empty()));

        let other = world.another_plenum(7).await;
        other.it_is("2027-01-03T10:00Z");
        let (_folder, paths) = Folder::with(&first.parts);
        let archive = command::open(paths).await.expect("an archive");
        let preview = command::preview(&other.app, &archive).await.expect("a preview");
        assert_eq!((preview.email.as_str(), preview.is_known), ("ada@example.org", false));
        assert!(other.mails_to("ada@example.org").await.is_empty(), "a preview writes nothing");
        let report = imports(&other, &archive).await;
        // With the account its owner is there, who was nobody at the preview.
        let mut expected = preview.report.kinds.clone();
        expected.remove("people");
        let mut came = report.kinds.clone();
        assert_eq!((came["people"].there, came["people"].left), (1, 1));
        came.remove("people");
        assert_eq!(came, expected);
        assert_eq!(report.kinds["invoices"].made, first.archive.records("invoices").len() as u64);

        let (there, mut program) = arrives(&other, "ada@example.org").await;
        assert_eq!(there.account(), ada.account());
        books_are_empty(&there).await;
        let second = takes_of(&other, &mut program, "account").await;
        assert_eq!(brought_files(&second.archive, &id), own_files(&first.archive));
        let manifest = &second.archive.files[&format!("brought/{id}/manifest.json")];
        let manifest: Json = serde_json::from_slice(manifest).expect("JSON");
        assert_eq!(manifest, first.archive.manifest);
        assert_eq!(alike(&second.archive), alike(&first.archive));
        for kind in ["invoices", "payments", "ledger_entries", "orders", "subscriptions"] {
            assert!(second.archive.records(kind).is_empty(), "{kind} of this Plenum");
        }

        let again = imports(&other, &archive).await;
        assert!(again.kinds.values().all(|count| count.made == 0), "{:?}", again.kinds);
        let third = takes_of(&other, &mut program, "account").await;
        assert_eq!(brought_files(&third.archive, &id), own_files(&first.archive));
        assert_eq!(alike(&third.archive), alike(&first.archive), "twice is once");

        let last = world.another_plenum(9).await;
        last.it_is("2027-01-05T10:00Z");
        let (_folder, paths) = Folder::with(&third.parts);
        let archive = command::open(paths).await.expect("an archive");
        imports(&last, &archive).await;
        let (there, mut program) = arrives(&last, "ada@example.org").await;
        let listed = get(&mut program, ARCHIVES).await;
        assert_eq!(listed["archives"].as_array().map(Vec::len), Some(2), "{listed}");
        let fourth = takes_of(&last, &mut program, "account").await;
        assert_eq!(brought_files(&fourth.archive, &id), own_files(&first.archive));
        let both = brought_files(&fourth.archive, &id_of(&third.archive));
        assert_eq!(both, own_files(&third.archive));
        books_are_empty(&there).await;
    })
    .await;
}

/// G1b, E1a: what was brought is seen by owners alone, with a search and its documents; its people
/// are invited by somebody who looks at the list, and come into their groups when they join.
#[tokio::test]
async fn brought_history_is_read_and_its_people_are_invited() {
    on_each_database(async |world| {
        let (ada, mut program) = full(&world).await;
        let number = ada.invoices().await[0].invoice.number.clone();
        let first = takes_of(&world, &mut program, "account").await;
        let other = world.another_plenum(7).await;
        other.it_is("2027-01-03T10:00Z");
        let (_folder, paths) = Folder::with(&first.parts);
        let archive = command::open(paths).await.expect("an archive");
        imports(&other, &archive).await;
        let (_, mut program) = arrives(&other, "ada@example.org").await;

        let listed = get(&mut program, ARCHIVES).await;
        let one = &listed["archives"][0];
        assert_eq!(one["id"], id_of(&first.archive));
        assert_eq!(one["kinds"]["invoices"], first.archive.records("invoices").len());
        let path = format!("{ARCHIVES}/{}", id_of(&first.archive));
        let records = format!("{path}/records?kind=invoices&search={number}");
        let found = get(&mut program, &records).await;
        let invoice = &found["records"][0];
        assert_eq!(invoice["title"], number, "{found}");
        assert_eq!(invoice["record"], first.archive.records("invoices")[0]);
        let document = format!("{path}/files/{}", invoice["document"].as_str().expect("a sum"));
        let kept = program.api(Method::GET, &document, None).await;
        assert_eq!(kept.header("content-type"), Some("application/pdf"));
        assert_eq!(&kept.bytes[..], first.archive.file("invoices/", ".pdf"));
        let none = format!("{path}/records?kind=invoices&search=%25nothing%25");
        assert_eq!(get(&mut program, &none).await["records"], json!([]));
        let endpoints = get(&mut program, "/api/webhooks").await;
        assert!(endpoints.to_string().contains("http://127.0.0.1:9/events"), "{endpoints}");

        let mut stranger = other.client();
        stranger.token = Some(other.owner("mallory@example.com").await.token().await);
        for path in [records.clone(), document.clone(), format!("{path}/files")] {
            is_not_found(&mut stranger, Method::GET, &path).await;
        }
        let mut browser = other.client();
        let fields = [("email", "ada@example.org"), ("password", PASSWORD), ("return_to", "/")];
        browser.post("/sign-in", &fields).await;
        let page = read(&browser.get("/brought").await);
        assert!(page.contains("Brought from elsewhere") && page.contains("Invoices"), "{page}");
        let portal = path.replace(ARCHIVES, "/brought");
        let page = read(&browser.get(&format!("{portal}?kind=invoices")).await);
        assert!(page.contains(&number) && page.contains("From http"), "{page}");
        let page = read(&browser.get(&format!("{portal}/files")).await);
        assert!(page.contains("data/ledger_entries-0001.ndjson"), "{page}");
        let own = read(&browser.get("/invoices").await);
        assert!(!own.contains(&number), "not among the account's own: {own}");

        ben_is_invited(&other, &mut browser, &mut program, &portal).await;
    })
    .await;
}

/// Nobody is invited before the list is looked at; who joins comes into their group.
async fn ben_is_invited(world: &World, browser: &mut Client, program: &mut Client, portal: &str) {
    let groups = get(program, "/api/policy").await;
    let group = format!("/api/groups/{}", groups["groups"][0]["id"].as_str().expect("an id"));
    let before = get(program, &group).await;
    assert_eq!(before["people"].as_array().map(Vec::len), Some(1), "Ada alone: {before}");
    let list = browser.post(&format!("{portal}/people"), &[]).await;
    assert_eq!(list.status, StatusCode::SEE_OTHER, "{}", list.text());
    assert!(world.mails_to("ben@example.org").await.is_empty(), "nobody is invited yet");
    let shown = read(&browser.get(&list.location()).await);
    assert!(shown.contains("ben@example.org"), "{shown}");
    let id = list.location().rsplit('/').next().expect("an id").to_owned();
    let preview = get(program, &format!("/api/intakes/{id}")).await;
    let signed = json!({ "signed": preview["signed"] });
    does(program, Method::POST, &format!("/api/intakes/{id}/commit"), signed).await;
    world.settles().await;
    let token =
        world.newest_mail("ben@example.org", "invitation").await.after("/invitation?token=");
    let mut ben = world.client();
    let fields = [("token", &*token), ("name", "Ben"), ("password", PASSWORD), ("terms", "yes")];
    assert_eq!(ben.post("/invitation", &fields).await.location(), "/");
    let after = get(program, &group).await;
    assert_eq!(after["people"].as_array().map(Vec::len), Some(2), "{after}");
    assert_eq!(ben.get("/brought").await.status, StatusCode::FORBIDDEN, "a member sees none of it");
}

/// G1b, R-59: whatever crashes on the way, what was brought in is whole in the end and there once.
#[tokio::test]
async fn a_crash_while_an_account_comes_in_is_gone_on_from() {
    on_each_database(async |world| {
        let (_, mut program) = full(&world).await;
        let first = takes_of(&world, &mut program, "account").await;
        let other = world.another_plenum(7).await;
        other.it_is("2027-01-03T10:00Z");
        let (_folder, paths) = Folder::with(&first.parts);
        let archive = command::open(paths).await.expect("an archive");
        let mut crashes = 0;
        for writes in (0..40).chain([10_000]) {
            other.store().crash_after_writes(writes);
            let mut state = None;
            if let Ok(mut import) = command::begin(&other.app, &archive).await {
                while import.state != State::Done {
                    match command::advance(&other.app, &archive, import.clone()).await {
                        Ok(next) => import = next,
                        Err(_) => break,
                    }
                }
                state = Some(import.state);
            }
            let crashed = other.store().recover();
            crashes += u32::from(crashed);
            if state == Some(State::Done) && !crashed {
                break;
            }
        }
        assert!(crashes >= 5, "{crashes}");
        let (_, mut program) = arrives(&other, "ada@example.org").await;
        let second = takes_of(&other, &mut program, "account").await;
        let id = id_of(&first.archive);
        assert_eq!(brought_files(&second.archive, &id), own_files(&first.archive));
        assert_eq!(alike(&second.archive), alike(&first.archive));
    })
    .await;
}

/// G1b, I-27, R-68: an owner brings an account's archive to the account they have: seen before it
/// comes in; what is here stays; the next invoice has the next number of this seller.
#[tokio::test]
async fn an_owner_brings_an_account_to_the_one_they_have() {
    on_each_database(async |world| {
        let (_, mut program) = full(&world).await;
        let taken = takes_of(&world, &mut program, "account").await;
        // In the same Plenum, to another account: every id and address is somebody's.
        let eve = world.owner("eve@example.com").await;
        eve.buys(&Purchase { site_name: Some("eve-works"), ..Purchase::default() }).await;
        let mut hers = world.client();
        hers.token = Some(eve.token().await);
        does(&mut hers, Method::POST, "/api/groups", json!({ "name": "choir" })).await;
        decides(&mut hers, json!([rule("room_chat", "off", true)])).await;
        let mut browser = eve.signs_in().await;
        let invoices = eve.invoices().await;
        let trail = eve.trail().await;

        let (import, shown) = checks(&world, &mut hers, &taken.parts).await;
        assert_eq!((&shown["state"], &shown["whose"]), (&json!("ready"), &json!("account")));
        let found = whys(&shown, "found");
        for why in [Why::GroupThere, Why::PolicyKept, Why::EndpointOff, Why::PeopleProposed] {
            assert!(found.contains(&why.word().to_owned()), "{why:?} in {found:?}");
        }
        assert_eq!(get(&mut hers, ARCHIVES).await["archives"], json!([]), "nothing came in");
        let page = read(&browser.get("/import").await);
        assert!(page.contains("as history from elsewhere"), "{page}");
        does(&mut hers, Method::POST, &format!("{import}/bring"), Json::Null).await;
        world.settles().await;
        let shown = get(&mut hers, &import).await;
        assert_eq!((&shown["state"], &shown["parts"]), (&json!("done"), &json!([])), "{shown}");
        assert_eq!(shown["brought"]["kinds"], shown["found"]["kinds"]);
        assert_eq!(eve.invoices().await.len(), invoices.len(), "no invoice more");
        let after = eve.trail().await;
        assert_eq!(after[..trail.len()], trail[..]);
        assert_eq!(after[trail.len()..], ["import.begun", "import.done"].map(str::to_owned));
        let kept = get(&mut hers, "/api/policy").await;
        assert!(!kept.to_string().contains("meeting_minutes\",\"value\":\"60"), "{kept}");
        assert_eq!(get(&mut program, ARCHIVES).await["archives"], json!([]), "Ada has none");
        let held = get(&mut program, "/api/reports/meetings?from=2026-01-01&to=2026-12-31").await;
        let same = get(&mut hers, "/api/reports/meetings?from=2026-01-01&to=2026-12-31").await;
        let titles = |page: &Json| -> Vec<Json> {
            let meetings = page["meetings"].as_array().expect("meetings").iter();
            meetings.map(|each| each["title"].clone()).collect()
        };
        assert_eq!(titles(&same), titles(&held));
        let (_, shown) = checks(&world, &mut hers, &taken.parts).await;
        for (kind, count) in shown["found"]["kinds"].as_object().expect("kinds") {
            assert_eq!(count["made"], 0, "{kind}: {count}");
        }
    })
    .await;
}

/// A part of an import at `import` is taken out again.
async fn empties(program: &mut Client, import: &str, shown: &Json) {
    for part in shown["parts"].as_array().expect("parts") {
        let path = format!("{import}/parts/{}", part["id"].as_str().expect("an id"));
        does(program, Method::DELETE, &path, Json::Null).await;
    }
}

async fn is_refused(
    world: &World,
    program: &mut Client,
    parts: &[Vec<u8>],
    code: &str,
    file: &str,
) {
    let (import, shown) = checks(world, program, parts).await;
    assert_eq!(
        (&shown["state"], &shown["problem"]["code"], &shown["problem"]["file"]),
        (&json!("refused"), &json!(code), &json!(file)),
        "{shown}"
    );
    let early = program.api(Method::POST, &format!("{import}/bring"), None).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    empties(program, &import, &shown).await;
}

/// The archive with one text in place of another, and a manifest that fits.
fn changed(taken: &Taken, from: &str, to: &str) -> Vec<Vec<u8>> {
    let swap = |bytes: &[u8]| match String::from_utf8(bytes.to_vec()) {
        Ok(text) if text.contains(from) => text.replace(from, to).into_bytes(),
        _ => bytes.to_vec(),
    };
    vec![packed(&taken.archive, swap)]
}

/// G1b, R-70: an archive that is damaged, was changed, is of this very account, or comes from
/// somebody who owns none is refused by name, and nothing of it comes in.
#[tokio::test]
async fn an_accounts_archive_that_is_not_right_changes_nothing() {
    on_each_database(async |world| {
        let (_, mut program) = full(&world).await;
        let taken = takes_of(&world, &mut program, "account").await;
        is_refused(&world, &mut program, &taken.parts, "import.own_account", "").await;

        let eve = world.owner("eve@example.com").await;
        let mut hers = world.client();
        hers.token = Some(eve.token().await);
        let cases = [
            (
                changed(&taken, "\"issued_at\":", "\"issued_on\":"),
                "import.record",
                "data/invoices-0001.ndjson",
            ),
            (
                changed(&taken, "\"host_name\":", "\"host_nom\":"),
                "import.record",
                "data/held_meetings-0001.ndjson",
            ),
            (
                changed(&taken, "http://127.0.0.1:9/events", "javascript:alert(1)"),
                "import.record",
                "data/webhook_endpoints-0001.ndjson",
            ),
        ];
        for (parts, code, file) in cases {
            is_refused(&world, &mut hers, &parts, code, file).await;
        }
        let mut cut = taken.parts.clone();
        cut[0].truncate(1_000);
        is_refused(&world, &mut hers, &cut, "import.not_zip", "").await;
        assert_eq!(get(&mut hers, ARCHIVES).await["archives"], json!([]));
        assert_eq!(get(&mut hers, "/api/policy").await["groups"], json!([]));

        let (import, shown) = checks(&world, &mut hers, &taken.parts).await;
        assert_eq!(shown["state"], "ready", "{shown}");
        does(&mut hers, Method::POST, &format!("{import}/bring"), Json::Null).await;
        world.settles().await;
        let other = changed(&taken, "\"name\":\"Choir\"", "\"name\":\"Band\"");
        is_refused(&world, &mut hers, &other, "import.archive_changed", "").await;
    })
    .await;
}

/// G1b, E1: who owns no account brings none in.
#[tokio::test]
async fn only_owners_bring_an_account() {
    on_each_database(async |world| {
        let (_, mut program) = full(&world).await;
        let taken = takes_of(&world, &mut program, "account").await;
        let other = world.another_plenum(7).await;
        let (_, mut customer) = subscriber(&other).await;
        let (mut carl, _) = joins(&other, &mut customer, "carl@example.org", "admin").await;
        assert_eq!(carl.get("/brought").await.status, StatusCode::FORBIDDEN);
        let page = read(&carl.get("/import").await);
        assert!(!page.contains("As an owner"), "{page}");
        let asked = json!({ "email": "carl@example.org", "password": PASSWORD, "name": "import",
            "scopes": ["imports:write"] });
        let made = other.client().api(Method::POST, "/api/tokens", Some(asked)).await.json();
        let mut program = other.client();
        program.token = made["secret"].as_str().map(str::to_owned);
        is_refused(&other, &mut program, &taken.parts, "import.of_account", "").await;
        let list = program.api(Method::GET, ARCHIVES, None).await;
        assert_eq!(list.status, StatusCode::FORBIDDEN);
        let (import, shown) = checks(&other, &mut customer.program, &taken.parts).await;
        assert_eq!(shown["state"], "ready", "{shown}");
        does(&mut customer.program, Method::DELETE, &import, Json::Null).await;
        other.settles().await;
    })
    .await;
}
