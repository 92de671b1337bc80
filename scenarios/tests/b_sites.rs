//! Sites of one's own (B7, P1): renamed after a preview, found by every name they had. How they
//! look is `brand`.

mod brand;

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use testkit::http::{Client, Reply};
use testkit::{PASSWORD, Persona, Purchase, World, on_each_database};

const PREVIEW: &str = "/api/site/name/preview";
/// The link on the home page.
const SETTINGS: &str = "href=\"/site\"";

async fn program(persona: &Persona) -> Client {
    let mut client = persona.world.client();
    client.token = Some(persona.token().await);
    client
}

/// Somebody with a site of their own at `name`, and a program of theirs.
async fn at(world: &World, email: &str, name: &'static str) -> (Persona, Client) {
    let owner = world.owner(email).await;
    owner.buys(&Purchase { site_name: Some(name), ..Purchase::default() }).await;
    world.settles().await;
    let program = program(&owner).await;
    (owner, program)
}

async fn site(program: &mut Client) -> Json {
    let reply = program.api(Method::GET, "/api/site", None).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    reply.json()
}

async fn previews(program: &mut Client, name: &str) -> Reply {
    program.api(Method::POST, PREVIEW, Some(json!({ "name": name }))).await
}

async fn renames(program: &mut Client, name: &str, tag: Option<&str>) -> Reply {
    let headers: Vec<(&str, &str)> = tag.map(|tag| ("if-match", tag)).into_iter().collect();
    let body = Some(json!({ "name": name }));
    program.api_with(Method::PUT, "/api/site/name", body, &headers).await
}

/// What a page says, whether or not it was refused.
fn said(reply: &Reply) -> String {
    reply.text().replace("&#x2f;", "/").replace(['\u{a0}', '\u{202f}'], " ")
}

/// Somebody without an account, on the site at `name`.
fn guest(world: &World, name: &str) -> Client {
    let mut guest = world.client();
    guest.host = format!("{name}.my.localhost:8080");
    guest
}

/// P1, B7: the preview says what a renaming does and does nothing; then the old address leads
/// to the new one, rooms stay, owners read of it, and it is taken back the same way.
#[tokio::test]
async fn a_site_is_renamed_after_a_preview() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let (ada, mut program) = at(&world, "ada@example.org", "ada-works").await;
        let room = program.api(Method::GET, "/api/room", None).await.json();
        assert_eq!(room["url"], "http://ada-works.my.localhost:8080/room/ada");
        let first = site(&mut program).await;
        assert_eq!(first["host"], "ada-works.my.localhost");
        assert_eq!((&first["names_left"], &first["version"]), (&json!(4), &json!(1)));
        assert_eq!(first["former_hosts"], json!([]));

        let previewed = previews(&mut program, "Engine").await;
        assert_eq!(previewed.status, StatusCode::OK, "{}", previewed.text());
        assert_eq!(previewed.header("etag"), Some("\"1\""));
        let shown = previewed.json();
        assert_eq!(shown["host_before"], "ada-works.my.localhost");
        assert_eq!(shown["host_after"], "engine.my.localhost");
        assert_eq!(shown["former_hosts"], json!(["ada-works.my.localhost"]));
        assert_eq!((&shown["names_left"], &shown["returns"]), (&json!(3), &json!(false)));
        assert_eq!((&shown["rooms"], &shown["told"]), (&json!(1), &json!(1)));
        assert_eq!(site(&mut program).await, first, "a preview changes nothing");

        let renamed = renames(&mut program, "Engine", Some("\"1\"")).await;
        assert_eq!(renamed.status, StatusCode::OK, "{}", renamed.text());
        assert_eq!(renamed.header("etag"), Some("\"2\""));
        assert_eq!(renamed.json()["former_hosts"], shown["former_hosts"]);
        assert_eq!(ada.trail().await.last().map(String::as_str), Some("site.renamed"));
        world.settles().await;
        let mail = world.newest_mail("ada@example.org", "site_renamed").await;
        assert!(mail.subject.contains("engine.my.localhost"), "{}", mail.subject);

        let mut old = guest(&world, "ada-works");
        assert_eq!(old.get("/").await.location(), "http://engine.my.localhost:8080/");
        let door = "http://engine.my.localhost:8080/room/ada";
        assert_eq!(old.get("/room/ada").await.location(), door);
        let mut alike = guest(&world, "ada-w0rks");
        assert_eq!(alike.get("/").await.location(), "http://engine.my.localhost:8080/");
        assert_eq!(guest(&world, "engine").get("/").await.status, StatusCode::OK);

        // The same name again is no change, and the one before takes it back.
        let same = renames(&mut program, "engine", None).await;
        assert_eq!((same.status, same.header("etag")), (StatusCode::OK, Some("\"2\"")));
        let back = previews(&mut program, "ada-works").await.json();
        assert_eq!((&back["returns"], &back["names_left"]), (&json!(true), &json!(3)));
        let back = renames(&mut program, "ada-works", Some("\"2\"")).await.json();
        assert_eq!(back["host"], first["host"]);
        assert_eq!(back["former_hosts"], json!(["engine.my.localhost"]));
        let home = guest(&world, "engine").get("/").await.location();
        assert_eq!(home, "http://ada-works.my.localhost:8080/");
        world.settles().await;
        assert_eq!(world.mails_of_kind("ada@example.org", "site_renamed").await, 2);
    })
    .await;
}

/// B7: a join link that was sent before leads to its meeting at the site's present name.
#[tokio::test]
async fn join_links_survive_a_renaming() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let (_, mut program) = at(&world, "ada@example.org", "ada-works").await;
        let meeting = json!({
            "title": "Rehearsal", "start": "2027-04-02T10:00", "zone": "Europe/Berlin",
            "duration_minutes": 30,
        });
        let meeting = program.api(Method::POST, "/api/meetings", Some(meeting)).await;
        assert_eq!(meeting.status, StatusCode::CREATED, "{}", meeting.text());
        let link = meeting.json()["join_url"].as_str().expect("a link").to_owned();
        let (_, path) = link.split_once(":8080").expect("a path");
        assert_eq!(previews(&mut program, "engine").await.json()["meetings"], 1);
        assert_eq!(renames(&mut program, "engine", None).await.status, StatusCode::OK);
        let moved = guest(&world, "ada-works").get(path).await.location();
        assert_eq!(moved, format!("http://engine.my.localhost:8080{path}"));
        let shown = said(&guest(&world, "engine").get(path).await);
        assert!(shown.contains("Rehearsal"), "{shown}");
    })
    .await;
}

/// B7, P1: names and look-alikes of others are refused, a name that a site had is never another's,
/// and a site has five names at most but goes back to any of them.
#[tokio::test]
async fn names_of_a_site_stay_with_it_and_are_few() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let (_, mut ada) = at(&world, "ada@example.org", "ada-works").await;
        let (_, mut bob) = at(&world, "bob@example.com", "bob-works").await;
        assert_eq!(renames(&mut ada, "engine", None).await.status, StatusCode::OK);
        for (asked, code) in [
            ("ada-works", "site_name.taken"),
            ("eng1ne", "site_name.taken"),
            ("admin", "site_name.reserved"),
            ("meet-eu", "site_name.reserved"),
            ("bob's den", "site_name.character"),
            ("b", "site_name.too_short"),
            ("bob-works", "site.same_name"),
        ] {
            let refused = previews(&mut bob, asked).await;
            assert_eq!(refused.json()["code"], code, "{asked}: {}", refused.text());
        }
        let taken = renames(&mut bob, "ada-works", None).await;
        assert_eq!(taken.status, StatusCode::CONFLICT, "{}", taken.text());

        // Spelt anew, it is the same name; the spelling before leads there too.
        assert_eq!(renames(&mut ada, "en-gine", None).await.json()["names_left"], 3);
        let spelt = guest(&world, "engine").get("/").await.location();
        assert_eq!(spelt, "http://en-gine.my.localhost:8080/");
        for name in ["harbour", "lighthouse", "dunes"] {
            assert_eq!(renames(&mut ada, name, None).await.status, StatusCode::OK, "{name}");
        }
        let full = renames(&mut ada, "meadow", None).await;
        assert_eq!(full.json()["code"], "site.too_many_names", "{}", full.text());
        let back = renames(&mut ada, "harbour", None).await;
        assert_eq!((back.status, &back.json()["names_left"]), (StatusCode::OK, &json!(0)));

        // To and fro: owners are not written to without end, and the preview says so too.
        for name in ["dunes", "harbour", "dunes", "harbour"] {
            assert_eq!(renames(&mut ada, name, None).await.status, StatusCode::OK, "{name}");
        }
        for refused in [previews(&mut ada, "dunes").await, renames(&mut ada, "dunes", None).await] {
            assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "{}", refused.text());
        }
        world.runs_until("2027-04-02T09:00Z").await;
        assert_eq!(renames(&mut ada, "dunes", None).await.status, StatusCode::OK);
    })
    .await;
}

/// B7, P2: two who want one name at once are not both given it, and who previewed before somebody
/// else renamed the site is shown the new preview instead.
#[tokio::test]
async fn one_name_of_a_site_is_given_once() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let (persona, mut ada) = at(&world, "ada@example.org", "ada-works").await;
        let (_, mut bob) = at(&world, "bob@example.com", "bob-works").await;
        let (adas, bobs) =
            tokio::join!(renames(&mut ada, "harbour", None), renames(&mut bob, "harb0ur", None));
        let mut statuses = [adas.status, bobs.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::OK, StatusCode::CONFLICT], "{}", bobs.text());

        assert_eq!(renames(&mut ada, "engine", None).await.status, StatusCode::OK);
        for tag in ["\"1\"", "\"x\"", "2"] {
            let late = renames(&mut ada, "meadow", Some(tag)).await;
            assert_eq!(late.status, StatusCode::PRECONDITION_FAILED, "{tag}");
            assert_eq!(late.json()["code"], "site.changed");
        }
        let mut browser = persona.signs_in().await;
        let fields = [("name", "meadow"), ("version", "1")];
        let late = browser.post("/site/rename", &fields).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        let text = said(&late);
        assert!(text.contains("Somebody changed the site"), "{text}");
        assert_eq!(site(&mut ada).await["host"], "engine.my.localhost");
    })
    .await;
}

/// B7, P1: in the portal one sees what a renaming does before it is done; whoever has no site of
/// their own yet reads why.
#[tokio::test]
async fn a_site_is_renamed_in_the_portal() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let eve = world.owner("eve@example.com").await;
        let mut free = eve.signs_in().await;
        assert!(!said(&free.get("/").await).contains(SETTINGS));
        assert!(said(&free.get("/site").await).contains("meets on the shared address"));
        let mut eves = program(&eve).await;
        let shared = eves.api(Method::GET, "/api/site", None).await;
        assert_eq!(shared.status, StatusCode::CONFLICT, "{}", shared.text());
        assert_eq!(shared.json()["code"], "site.shared");

        let (ada, mut program) = at(&world, "ada@example.org", "ada-works").await;
        let mut browser = ada.signs_in().await;
        assert!(said(&browser.get("/").await).contains(SETTINGS));
        let wrong = browser.get("/site/rename?name=admin").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(said(&wrong).contains("kept for the service itself"), "{}", wrong.text());
        let shown = said(&browser.get("/site/rename?name=engine").await);
        for part in ["from ada-works.my.localhost to engine.my.localhost", "Nothing. Plan, price"] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
        assert_eq!(site(&mut program).await["name"], "ada-works", "looking changes nothing");
        let fields = [("name", "engine"), ("version", "1")];
        assert_eq!(browser.post("/site/rename", &fields).await.location(), "/site");
        let settings = said(&browser.get("/site").await);
        for part in ["Your site has its new address.", "ada-works.my.localhost"] {
            assert!(settings.contains(part), "{part}: {settings}");
        }
    })
    .await;
}

/// B7: hosts and members neither see nor change the names of the site.
#[tokio::test]
async fn sites_are_renamed_by_owners_and_admins() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let (_, mut program) = at(&world, "ada@example.org", "ada-works").await;
        let body = json!({ "email": "carl@example.org", "roles": ["host"], "licences": [] });
        let sent = program.api(Method::POST, "/api/invitations", Some(body)).await;
        assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
        world.settles().await;
        let mail = world.newest_mail("carl@example.org", "invitation").await;
        let token = mail.after("/invitation?token=");
        let mut carl = world.client();
        let fields =
            [("token", &*token), ("name", "Carl"), ("password", PASSWORD), ("terms", "yes")];
        assert_eq!(carl.post("/invitation", &fields).await.location(), "/");
        assert!(!said(&carl.get("/").await).contains(SETTINGS));
        for path in ["/site", "/site/rename?name=engine"] {
            assert_eq!(carl.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        let posted = carl.post("/site/rename", &[("name", "engine")]).await;
        assert_eq!(posted.status, StatusCode::FORBIDDEN);
        assert_eq!(site(&mut program).await["name"], "ada-works");
    })
    .await;
}

async fn greets(program: &mut Client, welcome: &str, tag: Option<&str>) -> Reply {
    let headers: Vec<(&str, &str)> = tag.map(|tag| ("if-match", tag)).into_iter().collect();
    let body = Some(json!({ "welcome": welcome }));
    program.api_with(Method::PUT, "/api/site", body, &headers).await
}

/// B7: what a site greets its guests with stands where they come in, as text and nothing else; it
/// stays when the site is renamed, is changed by one at a time, and is taken away again.
#[tokio::test]
async fn a_site_greets_its_guests() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let (ada, mut program) = at(&world, "ada@example.org", "ada-works").await;
        at(&world, "bob@example.com", "bob-works").await;
        program.api(Method::GET, "/api/room", None).await;
        assert_eq!(site(&mut program).await["welcome"], "");
        let meeting = json!({
            "title": "Rehearsal", "start": "2027-04-02T10:00", "zone": "Europe/Berlin",
            "duration_minutes": 30,
        });
        let meeting = program.api(Method::POST, "/api/meetings", Some(meeting)).await.json();
        let link = meeting["join_url"].as_str().expect("a link").to_owned();
        let (_, join) = link.split_once(":8080").expect("a path");

        let kept = greets(&mut program, " Come in,\n<b>friends</b>. ", Some("\"1\"")).await;
        assert_eq!((kept.status, kept.header("etag")), (StatusCode::OK, Some("\"2\"")));
        assert_eq!(kept.json()["welcome"], "Come in, <b>friends</b>.");
        assert_eq!(ada.trail().await.last().map(String::as_str), Some("site.changed"));
        let same = greets(&mut program, "Come in, <b>friends</b>.", None).await;
        assert_eq!(same.header("etag"), Some("\"2\""), "nothing changed");
        let late = greets(&mut program, "Somebody else", Some("\"1\"")).await;
        assert_eq!(late.status, StatusCode::PRECONDITION_FAILED, "{}", late.text());

        assert_eq!(renames(&mut program, "engine", Some("\"2\"")).await.status, StatusCode::OK);
        let mut here = guest(&world, "engine");
        for path in ["/", "/room/ada", join] {
            let shown = said(&here.get(path).await);
            assert!(shown.contains("Come in, &lt;b&gt;friends&lt;/b&gt;."), "{path}: {shown}");
        }
        let mistyped = here.post("/join", &[("target", "what")]).await;
        assert!(said(&mistyped).contains("Come in, &lt;b&gt;friends"), "{}", mistyped.text());
        assert!(!said(&guest(&world, "bob-works").get("/").await).contains("friends"));

        let mut browser = ada.signs_in().await;
        let long = "a".repeat(301);
        let refused = browser.post("/site", &[("version", "3"), ("welcome", long.as_str())]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = said(&refused);
        assert!(text.contains("Use at most 300 characters.") && text.contains(&long), "{text}");
        let late = browser.post("/site", &[("version", "2"), ("welcome", "Hello")]).await;
        assert!(said(&late).contains("Saving now goes over that change."), "{}", late.text());
        let none = [("version", "3"), ("welcome", " ")];
        assert_eq!(browser.post("/site", &none).await.location(), "/site");
        assert!(!said(&here.get("/").await).contains("friends"));
    })
    .await;
}
