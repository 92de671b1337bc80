//! Personal rooms (F2): settings kept and restored, addresses that stay with their owner, the door.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use testkit::http::{Client, Reply};
use testkit::{PASSWORD, Persona, Purchase, World, on_each_database};

use crate::customer::{Customer, customer, subscriber};

const SITE: &str = "meet-eu.localhost:8080";

async fn program(persona: &Persona) -> Client {
    let mut client = persona.world.client();
    client.token = Some(persona.token().await);
    client
}

async fn room(program: &mut Client) -> Json {
    let reply = program.api(Method::GET, "/api/room", None).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    reply.json()
}

async fn keeps(program: &mut Client, settings: Json) -> Json {
    let reply = program.api(Method::PUT, "/api/room", Some(settings)).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    reply.json()
}

async fn stands(program: &mut Client, standing: &str) -> Json {
    let body = json!({ "standing": standing });
    let reply = program.api(Method::PUT, "/api/room/standing", Some(body)).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    reply.json()
}

/// Somebody without an account, on the site at `host`.
fn guest(world: &World, host: &str) -> Client {
    let mut guest = world.client();
    guest.host = host.to_owned();
    guest
}

/// What the page at `path` says.
async fn page(browser: &mut Client, path: &str) -> String {
    let reply = browser.get(path).await;
    assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
    reply.text().replace("&#x2f;", "/").replace('\u{a0}', " ")
}

/// Everything of a text between the first `start` and the next `end` after it.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {text}"));
    rest.split_once(end).map_or(rest, |(found, _)| found)
}

async fn renames(program: &mut Client, name: &str) -> Reply {
    program.api(Method::PUT, "/api/room/name", Some(json!({ "name": name }))).await
}

/// F2: a room has defaults, keeps what is right, tells all that is wrong, and goes back to its
/// defaults at the address it has; the trail never holds the password.
#[tokio::test]
async fn a_room_keeps_its_settings_and_gets_its_defaults_back() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada.lovelace@analytical.example").await;
        let mut program = program(&ada).await;
        let first = room(&mut program).await;
        assert_eq!(first["name"], "ada-lovelace");
        assert_eq!(first["url"], "http://meet-eu.localhost:8080/room/ada-lovelace");
        assert_eq!((&first["lobby"], &first["password"]), (&json!(true), &json!("")));
        assert_eq!(first["participants_may"], json!(["share", "chat", "unmute"]));

        let asked = json!({
            "title": "Engine room", "password": "tulip-4", "lobby": false,
            "auto_lock_minutes": 10, "participants_may": ["chat", "record"],
        });
        let kept = keeps(&mut program, asked).await;
        assert_eq!((&kept["title"], &kept["lobby"]), (&json!("Engine room"), &json!(false)));
        assert_eq!(
            (&kept["password"], &kept["auto_lock_minutes"]),
            (&json!("tulip-4"), &json!(10))
        );
        assert_eq!(room(&mut program).await, kept);

        let wrong =
            json!({ "password": "abc", "auto_lock_minutes": 61, "participants_may": ["fly"] });
        let refused = program.api(Method::PUT, "/api/room", Some(wrong)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
        let errors = refused.json()["errors"].as_array().map(Vec::len);
        assert_eq!(errors, Some(3), "{}", refused.text());

        let renamed = renames(&mut program, "engine").await;
        assert_eq!(renamed.status, StatusCode::OK, "{}", renamed.text());
        let restored = program.api(Method::DELETE, "/api/room", None).await.json();
        assert_eq!(restored["name"], "engine");
        assert_eq!(restored["participants_may"], first["participants_may"]);
        assert_eq!(restored["password"], "");
        let done = ["room.changed", "room.renamed", "room.restored"];
        assert!(ada.trail().await.ends_with(&done.map(str::to_owned)), "{:?}", ada.trail().await);
        let trail = program.api(Method::GET, "/api/audit", None).await.text();
        assert!(!trail.contains("tulip-4"), "{trail}");
    })
    .await;
}

/// F2: an address that was somebody's stays theirs, also for look-alikes; a refusal names another.
#[tokio::test]
async fn an_address_of_a_room_rests_with_its_owner_for_ever() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        let bob = world.owner("bob@example.com").await;
        let (mut ada, mut bob) = (program(&ada).await, program(&bob).await);
        assert_eq!(room(&mut ada).await["name"], "ada");
        assert_eq!(room(&mut bob).await["name"], "bob");
        let moved = renames(&mut ada, "Engine").await.json();
        assert_eq!((&moved["name"], &moved["former_names"]), (&json!("engine"), &json!(["ada"])));

        for (asked, code) in [
            ("ada", "site_name.taken"),
            ("a-da", "site_name.taken"),
            ("eng1ne", "site_name.taken"),
            ("admin", "site_name.reserved"),
            ("bob's den", "site_name.character"),
            ("b", "site_name.too_short"),
        ] {
            let refused = renames(&mut bob, asked).await;
            assert!(refused.text().contains(&format!("problem:{code}\"")), "{}", refused.text());
        }
        let taken = renames(&mut bob, "ada").await;
        assert_eq!(taken.status, StatusCode::CONFLICT);
        assert!(taken.text().contains("ada-2"), "{}", taken.text());
        assert_eq!(renames(&mut bob, "ada-2").await.status, StatusCode::OK);

        // Its owner goes back to it, and spells it anew.
        assert_eq!(renames(&mut ada, "a-da").await.json()["name"], "a-da");
        for number in 0..8 {
            let name = format!("salon-{}", ["a", "c", "d", "e", "f", "h", "j", "k"][number]);
            assert_eq!(renames(&mut ada, &name).await.status, StatusCode::OK, "{name}");
        }
        let full = renames(&mut ada, "salon-m").await;
        assert!(full.text().contains("room.too_many_names"), "{}", full.text());
        assert_eq!(renames(&mut ada, "engine").await.status, StatusCode::OK);
    })
    .await;
}

/// F2, R-63: a guest finds the room from every host and by every address it had; the password is
/// asked before anything but the moderator is told.
#[tokio::test]
async fn guests_come_to_the_door_of_a_room() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut ada = program(&ada).await;
        assert_eq!(room(&mut ada).await["name"], "ada");
        let present = renames(&mut ada, "engine").await.json()["url"].clone();
        assert_eq!(present, "http://meet-eu.localhost:8080/room/engine");
        keeps(&mut ada, json!({ "title": "Tea at five", "password": "tulip-4" })).await;

        for path in ["/room/ada", "/room/eng1ne", "/room/engine"] {
            assert_eq!(world.client().get(path).await.location(), present, "{path} on the portal");
        }
        let mut guest = guest(&world, SITE);
        for path in ["/room/ada", "/room/eng1ne"] {
            assert_eq!(guest.get(path).await.location(), present, "{path}");
        }
        let door = guest.get("/room/engine").await;
        assert_eq!(door.status, StatusCode::OK, "{}", door.text());
        assert!(door.text().contains("This room has a password"), "{}", door.text());
        for hidden in ["Tea at five", "tulip", "share their screen", "not come in yet"] {
            assert!(!door.text().contains(hidden), "{hidden}: {}", door.text());
        }
        let wrong = guest.post("/room/engine", &[("password", "tulip-5")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text());
        assert!(wrong.text().contains("This is not the password of the room."), "{}", wrong.text());
        let inside = guest.post("/room/engine", &[("password", "tulip-4")]).await;
        for said in ["Tea at five", "The room is closed", "It has a lobby", "share their screen"] {
            assert!(inside.text().contains(said), "{said}: {}", inside.text());
        }
        assert_eq!(guest.get("/room/nobody-here").await.status, StatusCode::NOT_FOUND);
        assert_eq!(guest.get("/room/no%20name").await.status, StatusCode::NOT_FOUND);
        for _ in 1..20 {
            guest.post("/room/engine", &[("password", "tulip-5")]).await;
        }
        let slowed = guest.post("/room/engine", &[("password", "tulip-4")]).await;
        assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS, "{}", slowed.text());
        assert!(slowed.header("retry-after").is_some());
        world.runs_until("2027-04-01T00:16Z").await;
        let inside = guest.post("/room/engine", &[("password", "tulip-4")]).await;
        assert_eq!(inside.status, StatusCode::OK, "{}", inside.text());
    })
    .await;
}

/// F2: the moderator opens, locks and closes, and comes in whenever they like; guests are told how
/// the room stands and what to do. It locks as decided, and closes when the plan's time is over.
#[tokio::test]
async fn a_locked_room_lets_its_moderator_in_and_nobody_else() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let mut program = program(&ada).await;
        keeps(&mut program, json!({ "lobby": false, "auto_lock_minutes": 10 })).await;
        let mut guest = guest(&world, SITE);
        let own = page(&mut browser, "/profile/room").await;
        assert!(own.contains("Guests see that you are not there yet."), "{own}");
        assert!(page(&mut guest, "/room/ada").await.contains("Ada Example has not come in yet."));

        assert!(page(&mut guest, "/room/ada").await.contains("10 minutes after it was opened"));
        let opened = browser.post("/profile/room/door", &[("standing", "open")]).await;
        assert_eq!(opened.location(), "/profile/room", "{}", opened.text());
        assert!(page(&mut guest, "/room/ada").await.contains("is there, and you may come in."));
        let open = room(&mut program).await;
        assert_eq!((&open["standing"], &open["door"]), (&json!("open"), &json!("enters")));
        assert_eq!(open["locks_at"], "2027-04-01T08:10:00Z");
        assert_eq!(open["closes_at"], "2027-04-01T08:50:00Z", "fifty minutes on the plan Free");

        world.runs_until("2027-04-01T08:10Z").await;
        let locked = room(&mut program).await;
        assert_eq!((&locked["standing"], &locked["door"]), (&json!("locked"), &json!("enters")));
        let own = page(&mut browser, "/profile/room").await;
        for said in ["You come in whenever you like.", "Unlock the room"] {
            assert!(own.contains(said), "{said}: {own}");
        }
        let door = page(&mut guest, "/room/ada").await;
        assert!(door.contains("Ask Ada Example to unlock the room"), "{door}");
        let unlocked = stands(&mut program, "open").await;
        assert_eq!((&unlocked["standing"], &unlocked["locks_at"]), (&json!("open"), &Json::Null));
        keeps(&mut program, json!({ "lobby": true, "password": "tulip-4" })).await;
        assert!(page(&mut guest, "/room/ada").await.contains("This room has a password"));
        let given = [("password", "tulip-4")];
        let waits = guest.post("/room/ada", &given).await.text();
        assert!(waits.contains("until Ada Example lets you in"), "{waits}");
        assert_eq!(stands(&mut program, "locked").await["locks_at"], "2027-04-01T08:10:00Z");
        assert!(guest.post("/room/ada", &given).await.text().contains("The room is locked"));

        world.runs_until("2027-04-01T08:50Z").await;
        assert_eq!(room(&mut program).await["standing"], "closed");
        assert_eq!(stands(&mut program, "open").await["opened_at"], "2027-04-01T08:50:00Z");
        assert_eq!(stands(&mut program, "closed").await["opened_at"], Json::Null);
        let body = Some(json!({ "standing": "ajar" }));
        let refused = program.api(Method::PUT, "/api/room/standing", body).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
    })
    .await;
}

/// F2, A2, I-18: a room keeps its addresses, its settings and whatever is going on in it through an
/// upgrade, a change of plan and its end; what participants may do follows the plan.
#[tokio::test]
async fn a_room_stays_the_same_on_every_plan() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut program = program(&ada).await;
        room(&mut program).await;
        renames(&mut program, "engine").await;
        let acts = ["chat", "record"];
        keeps(&mut program, json!({ "lobby": false, "participants_may": acts })).await;
        let before = stands(&mut program, "open").await;
        assert_eq!(before["plan"]["recording"], false);
        let mut old = guest(&world, SITE);
        let door = page(&mut old, "/room/engine").await;
        for said in ["write in the chat", "Meetings up to 50 minutes, with 100 participants"] {
            assert!(door.contains(said), "{said}: {door}");
        }
        assert!(!door.contains(", record"), "nothing is recorded on the plan Free: {door}");
        let mut browser = ada.signs_in().await;
        let own = page(&mut browser, "/profile/room").await;
        assert!(own.contains("On Starter it is,"), "{own}");

        let stays = |now: &Json| {
            for member in ["name", "former_names", "participants_may", "version", "lobby"] {
                assert_eq!(now[member], before[member], "{member}");
            }
        };
        ada.buys(&Purchase::default()).await;
        world.runs_until("2027-04-01T09:00Z").await;
        let now = room(&mut program).await;
        stays(&now);
        assert_eq!(now["opened_at"], before["opened_at"], "it is still open");
        assert_eq!((&now["standing"], &now["plan"]["minutes"]), (&json!("open"), &Json::Null));
        let url = "http://ada-works.my.localhost:8080/room/engine";
        assert_eq!(now["url"], url);
        for path in ["/room/ada", "/room/engine"] {
            assert_eq!(old.get(path).await.location(), url, "{path} on the site before");
            assert_eq!(world.client().get(path).await.location(), url, "{path} on the portal");
        }
        let mut new = guest(&world, "ada-works.my.localhost:8080");
        let door = page(&mut new, "/room/engine").await;
        for said in ["write in the chat, record", "Meetings of any length"] {
            assert!(door.contains(said), "{said}: {door}");
        }
        assert!(page(&mut browser, "/").await.contains("ada-works.my.localhost/room/engine"));

        let mut customer = customer(&ada).await;
        customer.does(json!({ "do": "change", "tier": "plus" })).await;
        stays(&room(&mut program).await);
        customer.does(json!({ "do": "cancel", "when": "now", "credit": "refund" })).await;
        let after = room(&mut program).await;
        stays(&after);
        assert_eq!((&after["plan"]["recording"], &after["url"]), (&json!(false), &json!(url)));
        assert!(!page(&mut new, "/room/engine").await.contains(", record"));
        assert_eq!(new.get("/room/ada").await.location(), url);
    })
    .await;
}

/// F2: who saves what they read before somebody else's change is told, in a page that keeps
/// what they typed, and with 412 over the API.
#[tokio::test]
async fn two_tabs_do_not_go_over_each_others_room() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let (mut browser, mut program) = (ada.signs_in().await, program(&ada).await);
        let read = page(&mut browser, "/profile/room").await;
        let version = between(&read, "name=\"version\" value=\"", "\"").to_owned();
        let first = [("version", version.as_str()), ("title", "First"), ("lobby", "yes")];
        assert_eq!(browser.post("/profile/room", &first).await.location(), "/profile/room");
        let second = [("version", version.as_str()), ("title", "Second")];
        let late = browser.post("/profile/room", &second).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        let late = late.text();
        assert!(late.contains("changed since you opened this page"), "{late}");
        assert!(late.contains("value=\"Second\""), "{late}");
        assert_eq!(room(&mut program).await["title"], "First");
        let version = between(&late, "name=\"version\" value=\"", "\"").to_owned();
        let wrong = [("version", "1"), ("title", "Second"), ("password", "abc")];
        let wrong = browser.post("/profile/room", &wrong).await.text();
        assert_eq!(between(&wrong, "name=\"version\" value=\"", "\""), "1", "as it was read");
        let again = [("version", version.as_str()), ("title", "Second")];
        assert_eq!(browser.post("/profile/room", &again).await.location(), "/profile/room");

        let shown = program.api(Method::GET, "/api/room", None).await;
        assert_eq!(
            (shown.header("etag"), &shown.json()["title"]),
            (Some("\"3\""), &json!("Second"))
        );
        let settings = json!({ "title": "Third" });
        for tag in ["\"2\"", "\"x\"", "3"] {
            for (method, path, body) in [
                (Method::PUT, "/api/room", Some(settings.clone())),
                (Method::PUT, "/api/room/name", Some(json!({ "name": "engine" }))),
                (Method::DELETE, "/api/room", None),
            ] {
                let late = program.api_with(method, path, body, &[("if-match", tag)]).await;
                assert_eq!(late.status, StatusCode::PRECONDITION_FAILED, "{path}");
                assert_eq!(late.json()["code"], "room.changed");
            }
        }
        let tag = [("if-match", "\"3\"")];
        let done = program.api_with(Method::PUT, "/api/room", Some(settings.clone()), &tag).await;
        assert_eq!(done.header("etag"), Some("\"4\""), "{}", done.text());
        let same = program.api(Method::PUT, "/api/room", Some(settings)).await;
        assert_eq!(same.header("etag"), Some("\"4\""), "nothing changed");
    })
    .await;
}

/// F2: two who want one address at once are not both given it, and whoever looks for their room
/// twice at once has one.
#[tokio::test]
async fn one_address_of_a_room_is_given_once() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let bob = world.owner("bob@example.com").await;
        let (mut first, mut second) = (program(&ada).await, program(&ada).await);
        let (one, other) = tokio::join!(room(&mut first), room(&mut second));
        assert_eq!((&one, &one["name"]), (&other, &json!("ada")));
        let mut bobs = program(&bob).await;
        let (adas, bobs) =
            tokio::join!(renames(&mut first, "harbour"), renames(&mut bobs, "harb0ur"));
        let mut statuses = [adas.status, bobs.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::OK, StatusCode::CONFLICT], "{}", bobs.text());
    })
    .await;
}

/// Invites somebody who joins as Carl: their browser, and their id.
pub async fn joins(
    world: &World,
    customer: &mut Customer,
    email: &str,
    role: &str,
) -> (Client, String) {
    let body = json!({ "email": email, "roles": [role], "licences": [] });
    let sent = customer.program.api(Method::POST, "/api/invitations", Some(body)).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    world.settles().await;
    let token = world.newest_mail(email, "invitation").await.after("/invitation?token=");
    let mut browser = world.client();
    let fields = [("token", &*token), ("name", "Carl"), ("password", PASSWORD), ("terms", "yes")];
    assert_eq!(browser.post("/invitation", &fields).await.location(), "/");
    (browser, sent.json()["id"].as_str().expect("an id").to_owned())
}

/// F2: whoever may not hold meetings has no room; an address leads nowhere while its owner is
/// deactivated, and nobody else gets it.
#[tokio::test]
async fn rooms_are_for_those_who_hold_meetings() {
    on_each_database(async |world| {
        let (_, mut customer) = subscriber(&world).await;
        let (mut ben, _) = joins(&world, &mut customer, "ben@example.org", "member").await;
        let (mut carl, id) = joins(&world, &mut customer, "carl@example.org", "host").await;
        assert_eq!(ben.get("/profile/room").await.status, StatusCode::FORBIDDEN);
        for path in ["/", "/profile"] {
            assert!(!page(&mut ben, path).await.contains("/profile/room"), "{path}");
            assert!(page(&mut carl, path).await.contains("/profile/room"), "{path}");
        }
        assert!(page(&mut carl, "/profile/room").await.contains("/room/carl"));

        let mut guest = guest(&world, "ada-works.my.localhost:8080");
        assert!(page(&mut guest, "/room/carl").await.contains("Room of Carl"));
        let out = format!("/api/people/{id}/deactivate");
        let out = customer.program.api(Method::POST, &out, Some(json!({}))).await;
        assert!(out.status.is_success(), "{}", out.text());
        assert_eq!(guest.get("/room/carl").await.status, StatusCode::NOT_FOUND);
        let taken = renames(&mut customer.program, "carl").await;
        assert_eq!(taken.status, StatusCode::CONFLICT, "{}", taken.text());
    })
    .await;
}
