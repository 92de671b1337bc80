//! Groups of people, and settings that are a default or locked for everybody or for a group (E9).

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use testkit::http::{Client, Reply};
use testkit::{PASSWORD, Persona, World, on_each_database};

use crate::customer::{Customer, subscriber};

pub async fn program(persona: &Persona) -> Client {
    let mut client = persona.world.client();
    client.token = Some(persona.token().await);
    client
}

pub async fn answers(program: &mut Client, method: Method, path: &str, body: Option<Json>) -> Json {
    let reply = program.api(method, path, body).await;
    assert!(reply.status.is_success(), "{path}: {}", reply.text());
    match reply.status {
        StatusCode::NO_CONTENT => Json::Null,
        _ => reply.json(),
    }
}

/// The rule about one setting.
pub fn rule(setting: &str, value: &str, locked: bool) -> Json {
    json!({ "setting": setting, "value": value, "locked": locked })
}

/// Makes a group with the owner in it.
pub async fn group(program: &mut Client, name: &str, rules: Json) -> String {
    let made = json!({ "name": name });
    let made = answers(program, Method::POST, "/api/groups", Some(made)).await;
    let id = made["id"].as_str().expect("an id").to_owned();
    let body = json!({ "name": name, "people": ["ADA@example.org"], "rules": rules });
    let kept = answers(program, Method::PUT, &format!("/api/groups/{id}"), Some(body)).await;
    assert_eq!(kept["people"][0]["email"], "ada@example.org");
    id
}

pub async fn decides(program: &mut Client, rules: Json) {
    let body = json!({ "rules": rules });
    answers(program, Method::PUT, "/api/policy", Some(body)).await;
}

/// What holds of the caller's `setting`: value, origin, group.
async fn holds(program: &mut Client, setting: &str) -> (String, String, Json) {
    let room = answers(program, Method::GET, "/api/room", None).await;
    let all = room["settings"].as_array().expect("settings");
    let found = all.iter().find(|each| each["setting"] == setting).expect("the setting");
    let text = |member: &str| found[member].as_str().expect("a text").to_owned();
    (text("value"), text("origin"), found["group"].clone())
}

async fn lobby(program: &mut Client) -> (String, String, Json) {
    holds(program, "room_lobby").await
}

fn said(value: &str, origin: &str, group: Option<&str>) -> (String, String, Json) {
    (value.to_owned(), origin.to_owned(), json!(group))
}

pub async fn page(browser: &mut Client, path: &str) -> String {
    let reply = browser.get(path).await;
    assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
    reply.text().replace("&#x2f;", "/")
}

async fn keeps(program: &mut Client, settings: Json) -> Reply {
    program.api(Method::PUT, "/api/room", Some(settings)).await
}

/// E9: defaults of the account, of groups in their order, one's own choice, locks of groups and of
/// the account: what holds says why, whoever is locked is refused, and their choice comes back.
#[tokio::test]
async fn what_holds_says_who_decided() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut program = program(&ada).await;
        assert_eq!(lobby(&mut program).await, said("on", "shipped", None));
        decides(&mut program, json!([rule("room_lobby", "off", false)])).await;
        assert_eq!(lobby(&mut program).await, said("off", "account_default", None));
        let rules = json!([rule("room_lobby", "on", false)]);
        let sales = group(&mut program, "Sales", rules).await;
        assert_eq!(lobby(&mut program).await, said("on", "group_default", Some("Sales")));
        let rules = json!([rule("room_lobby", "off", false), rule("room_chat", "off", true)]);
        let north = group(&mut program, "North", rules).await;
        assert_eq!(lobby(&mut program).await, said("on", "group_default", Some("Sales")));
        let raise = format!("/api/groups/{north}/raise");
        for _ in 0..2 {
            answers(&mut program, Method::POST, &raise, Some(json!({}))).await;
            assert_eq!(lobby(&mut program).await, said("off", "group_default", Some("North")));
        }

        let acts = ["share", "unmute"];
        let own = keeps(&mut program, json!({ "lobby": true, "participants_may": acts })).await;
        assert_eq!(own.status, StatusCode::OK, "{}", own.text());
        assert_eq!(lobby(&mut program).await, said("on", "own", None));
        let chat = holds(&mut program, "room_chat").await;
        assert_eq!(chat, said("off", "group_lock", Some("North")));
        let talk = json!({ "lobby": false, "participants_may": ["share", "unmute", "chat"] });
        let refused = keeps(&mut program, talk).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
        assert_eq!(refused.json()["errors"][0]["field"], "participants_may");
        assert_eq!(refused.json()["errors"][0]["code"], "room.setting_locked");
        assert_eq!(lobby(&mut program).await, said("on", "own", None), "nothing was kept");

        decides(&mut program, json!([rule("room_lobby", "off", true)])).await;
        assert_eq!(lobby(&mut program).await, said("off", "account_lock", None));
        decides(&mut program, json!([])).await;
        assert_eq!(lobby(&mut program).await, said("on", "own", None), "it was kept meanwhile");
        answers(&mut program, Method::DELETE, "/api/room", None).await;
        assert_eq!(lobby(&mut program).await, said("off", "group_default", Some("North")));
        for id in [&north, &sales] {
            answers(&mut program, Method::DELETE, &format!("/api/groups/{id}"), None).await;
        }
        assert_eq!(lobby(&mut program).await, said("on", "shipped", None));
        let trail = ada.trail().await;
        for done in ["policy.changed", "group.added", "group.changed", "group.raised"] {
            assert!(trail.iter().any(|action| action == done), "{done}: {trail:?}");
        }
        assert_eq!(trail.last().map(String::as_str), Some("group.removed"));
    })
    .await;
}

/// E9, F2: guests find a room as its account decided, the moment it is decided, and it locks so.
#[tokio::test]
async fn a_room_obeys_its_group() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut program = program(&ada).await;
        let free = keeps(&mut program, json!({ "lobby": false })).await;
        assert_eq!(free.status, StatusCode::OK, "{}", free.text());
        let rules = json!([
            rule("room_lobby", "on", true),
            rule("room_auto_lock", "5", false),
            rule("room_share", "off", true),
        ]);
        let id = group(&mut program, "Sales", rules).await;
        let open = json!({ "standing": "open" });
        let open = answers(&mut program, Method::PUT, "/api/room/standing", Some(open)).await;
        assert_eq!(open["locks_at"], "2027-04-01T08:05:00Z");
        let mut guest = world.client();
        guest.host = "meet-eu.localhost:8080".to_owned();
        let door = page(&mut guest, "/room/ada").await;
        assert!(door.contains("The room has a lobby"), "{door}");
        assert!(!door.contains("share their screen"), "{door}");
        answers(&mut program, Method::DELETE, &format!("/api/groups/{id}"), None).await;
        let door = page(&mut guest, "/room/ada").await;
        assert!(door.contains("you may come in"), "{door}");
        assert!(door.contains("share their screen"), "{door}");
    })
    .await;
}

/// E9: the owner makes groups in the portal, is told what is wrong beside its field, and people
/// see at their room who locked what; a form from before the lock is refused and says so.
#[tokio::test]
async fn groups_are_made_and_explained_in_the_portal() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        assert!(page(&mut browser, "/people").await.contains("/people/groups"));
        let refused = browser.post("/people/groups", &[("name", " ")]).await;
        assert!(refused.text().contains("Give the group a name."), "{}", refused.text());
        let made = browser.post("/people/groups", &[("name", "Sales")]).await;
        let here = made.location().to_owned();
        assert!(here.starts_with("/people/groups/"), "{here}");
        let twice = browser.post("/people/groups", &[("name", "SALES")]).await;
        assert!(twice.text().contains("a group of this name"), "{}", twice.text());

        let locked = [("room_lobby", "locked off")];
        let mut wrong = vec![("name", "Sales"), ("people", "ada@example.org, ben@example.org")];
        wrong.extend(locked);
        wrong.extend([("room_auto_lock_force", "default"), ("room_auto_lock", "99")]);
        let refused = browser.post(&here, &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("Choose 1 to 60 minutes"), "{}", refused.text());
        wrong.pop();
        let refused = browser.post(&here, &wrong).await;
        assert!(refused.text().contains("ben@example.org. Correct them"), "{}", refused.text());
        let mut right = vec![("name", "Sales"), ("people", "ada@example.org")];
        right.extend(locked);
        assert_eq!(browser.post(&here, &right).await.location(), here);
        assert!(page(&mut browser, "/people/groups").await.contains("off, locked"));

        let own = page(&mut browser, "/profile/room").await;
        assert!(own.contains("Locked by the group Sales."), "{own}");
        let late = [("title", "Tea"), ("lobby", "yes"), ("participants_may", "share")];
        let late = browser.post("/profile/room", &late).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", late.text());
        assert!(late.text().contains("has locked this setting meanwhile"), "{}", late.text());
        assert!(late.text().contains("value=\"Tea\""), "{}", late.text());
        let now = browser.post("/profile/room", &[("title", "Tea")]).await;
        assert_eq!(now.location(), "/profile/room", "{}", now.text());
    })
    .await;
}

/// E9, F1: where it is locked that meetings have a password, none is scheduled without, and the
/// form says who decided it; as a default it decides what the form begins with.
#[tokio::test]
async fn meetings_have_a_password_where_it_is_locked() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let (mut browser, mut program) = (ada.signs_in().await, program(&ada).await);
        let begins = "name=\"password\" type=\"text\" autocomplete=\"off\" value=\"\"";
        assert!(!page(&mut browser, "/meetings/new").await.contains(begins));
        decides(&mut program, json!([rule("meeting_password", "off", false)])).await;
        let form = page(&mut browser, "/meetings/new").await;
        assert!(form.contains(begins), "{form}");
        assert!(form.contains("Default of your account."), "{form}");
        let id = group(&mut program, "Sales", json!([rule("meeting_password", "on", true)])).await;
        let form = page(&mut browser, "/meetings/new").await;
        assert!(!form.contains(begins), "{form}");
        assert!(form.contains("Locked by the group Sales."), "{form}");
        let open = json!({ "title": "Open day", "start": "2027-04-02T09:30",
            "zone": "Europe/Berlin", "duration_minutes": 45 });
        let refused = program.api(Method::POST, "/api/meetings", Some(open.clone())).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
        assert!(refused.text().contains("meeting.password_needed_by_group"), "{}", refused.text());
        answers(&mut program, Method::DELETE, &format!("/api/groups/{id}"), None).await;
        answers(&mut program, Method::POST, "/api/meetings", Some(open)).await;
        let body = json!({ "rules": [rule("meeting_password", "off", true)] });
        let refused = program.api(Method::PUT, "/api/policy", Some(body)).await;
        assert!(refused.text().contains("policy.locked_off"), "{}", refused.text());
    })
    .await;
}

/// Invites somebody, who joins as a host.
pub async fn joins(world: &World, customer: &mut Customer, email: &str) -> Client {
    let body = json!({ "email": email, "roles": ["host"], "licences": [] });
    let sent = customer.program.api(Method::POST, "/api/invitations", Some(body)).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    world.settles().await;
    let token = world.newest_mail(email, "invitation").await.after("/invitation?token=");
    let mut browser = world.client();
    let fields = [("token", &*token), ("name", "Carl"), ("password", PASSWORD), ("terms", "yes")];
    assert_eq!(browser.post("/invitation", &fields).await.location(), "/");
    browser
}

/// E9: who is in no group is not touched by it; only admins see and make groups, and those of
/// another account are not found.
#[tokio::test]
async fn groups_are_for_those_in_them_and_their_admins() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        let mut carl = joins(&world, &mut customer, "carl@example.org").await;
        let rules = json!([rule("room_lobby", "off", true)]);
        let id = group(&mut customer.program, "Sales", rules).await;
        assert!(!page(&mut carl, "/profile/room").await.contains("Locked by the group"));
        let here = format!("/people/groups/{id}");
        for path in ["/people/groups", here.as_str()] {
            assert_eq!(carl.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        let body = json!({ "name": "Sales", "people": ["carl@example.org"], "rules": [
            rule("room_lobby", "off", true)] });
        let path = format!("/api/groups/{id}");
        let kept = answers(&mut customer.program, Method::PUT, &path, Some(body)).await;
        let person = kept["people"][0]["id"].as_str().expect("an id").to_owned();
        let held = page(&mut ada.signs_in().await, &format!("/people/{person}")).await;
        assert!(held.contains("off, locked by the group Sales"), "{held}");
        let settings = format!("/api/people/{person}/settings");
        let held = answers(&mut customer.program, Method::GET, &settings, None).await;
        assert_eq!(held["settings"][0]["origin"], "group_lock");
        assert!(page(&mut carl, "/profile/room").await.contains("Locked by the group Sales."));

        let bob = world.owner("bob@example.com").await;
        let mut bob = program(&bob).await;
        let body = json!({ "name": "Mine", "people": [], "rules": [] });
        for (method, path, body) in [
            (Method::GET, path.clone(), None),
            (Method::PUT, path.clone(), Some(body)),
            (Method::DELETE, path.clone(), None),
            (Method::GET, settings, None),
            (Method::POST, format!("{path}/raise"), Some(json!({}))),
        ] {
            let reply = bob.api(method, &path, body).await;
            assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}: {}", reply.text());
        }
        let foreign = json!({ "name": "Bobs" });
        let made = answers(&mut bob, Method::POST, "/api/groups", Some(foreign)).await;
        let mine = format!("/api/groups/{}", made["id"].as_str().expect("an id"));
        let body = json!({ "name": "Bobs", "people": ["carl@example.org"], "rules": [] });
        let refused = bob.api(Method::PUT, &mine, Some(body)).await;
        assert!(refused.text().contains("group.unknown_people"), "{}", refused.text());
    })
    .await;
}

/// E9: of two groups of one name that are made at once there is one, and the order of groups stays
/// an order when two are moved at once.
#[tokio::test]
async fn groups_made_at_once_are_one() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let (mut first, mut second) = (program(&ada).await, program(&ada).await);
        let body = Some(json!({ "name": "Sales" }));
        let (one, other) = tokio::join!(
            first.api(Method::POST, "/api/groups", body.clone()),
            second.api(Method::POST, "/api/groups", body)
        );
        let mut statuses = [one.status, other.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::CREATED, StatusCode::CONFLICT], "{}", other.text());
        let b = group(&mut first, "North", json!([])).await;
        let c = group(&mut first, "South", json!([])).await;
        let (b, c) = (format!("/api/groups/{b}/raise"), format!("/api/groups/{c}/raise"));
        let nothing = Some(json!({}));
        let (one, other) = tokio::join!(
            first.api(Method::POST, &b, nothing.clone()),
            second.api(Method::POST, &c, nothing)
        );
        assert_eq!([one.status, other.status], [StatusCode::NO_CONTENT; 2]);
        let all = answers(&mut first, Method::GET, "/api/policy", None).await;
        let groups = all["groups"].as_array().expect("groups");
        let names: Vec<&str> = groups.iter().filter_map(|each| each["name"].as_str()).collect();
        // After Sales, North, South: North passes Sales and South passes Sales; or South passes
        // North and North passes South.
        let orders = [["North", "South", "Sales"], ["Sales", "North", "South"]];
        assert!(orders.iter().any(|order| names == *order), "{names:?}");
    })
    .await;
}

/// E9: of two admins who change one thing at once neither goes over the other unseen: whoever is
/// later is refused, keeps what they typed, sees what was saved beside it, and may then decide.
#[tokio::test]
async fn no_admin_goes_over_another_unseen() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let (mut browser, mut program) = (ada.signs_in().await, program(&ada).await);
        decides(&mut program, json!([rule("room_chat", "off", false)])).await;
        let rules = [("version", "0"), ("room_chat", "locked on")];
        let late = browser.post("/people/groups/account", &rules).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", late.text());
        let shown = late.text();
        assert!(shown.contains("Somebody else changed the settings for everybody"), "{shown}");
        assert!(shown.contains("Saved meanwhile: off, as a default"), "{shown}");
        assert!(shown.contains("name=\"version\" value=\"1\""), "{shown}");
        assert!(shown.contains("<option value=\"locked on\" selected>"), "{shown}");
        let again = [("version", "1"), ("room_chat", "locked on")];
        let again = browser.post("/people/groups/account", &again).await;
        assert_eq!(again.location(), "/people/groups");

        let id = group(&mut program, "Sales", json!([])).await;
        let here = format!("/people/groups/{id}");
        let typed = [
            ("version", "1"),
            ("name", "Sales EMEA"),
            ("people", "ada@example.org"),
            ("room_lobby", "locked on"),
        ];
        let body = json!({ "name": "Sales West", "people": [], "rules": [] });
        let path = format!("/api/groups/{id}");
        let kept = program.api_with(Method::PUT, &path, Some(body), &[("if-match", "\"2\"")]).await;
        assert_eq!(kept.status, StatusCode::OK, "{}", kept.text());
        assert_eq!(kept.json()["version"], 3);
        let late = browser.post(&here, &typed).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", late.text());
        let shown = late.text();
        for part in [
            "Somebody else changed the group",
            "value=\"Sales EMEA\"",
            "Saved meanwhile: Sales West",
            "Saved meanwhile: nobody",
            "Saved meanwhile: nothing decided",
        ] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
        let remove = format!("{here}/remove");
        let late = browser.post(&remove, &[("version", "2")]).await;
        assert!(late.text().contains("so it was not removed"), "{}", late.text());
        assert_eq!(browser.post(&remove, &[("version", "3")]).await.location(), "/people/groups");
        let gone = browser.post(&here, &typed).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND, "{}", gone.text());
        assert!(gone.text().contains("value=\"Sales EMEA\""), "{}", gone.text());
    })
    .await;
}

/// E9: programs that name the version they read are refused with 412 once there is a newer one; of
/// two changes from one version made at once, one is made.
#[tokio::test]
async fn of_two_changes_from_one_version_one_is_made() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let (mut first, mut second) = (program(&ada).await, program(&ada).await);
        let id = group(&mut first, "Sales", json!([])).await;
        let path = format!("/api/groups/{id}");
        let read = second.api(Method::GET, &path, None).await;
        let tag = read.header("etag").unwrap_or_default().to_owned();
        assert_eq!(tag, "\"2\"", "made, then changed");
        let tag = [("if-match", tag.as_str())];
        let one = json!({ "name": "North", "people": [], "rules": [] });
        let other = json!({ "name": "South", "people": [], "rules": [] });
        let (one, other) = tokio::join!(
            first.api_with(Method::PUT, &path, Some(one), &tag),
            second.api_with(Method::PUT, &path, Some(other), &tag)
        );
        let mut statuses = [one.status, other.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::OK, StatusCode::PRECONDITION_FAILED]);
        let removed = first.api_with(Method::DELETE, &path, None, &tag).await;
        assert_eq!(removed.status, StatusCode::PRECONDITION_FAILED, "{}", removed.text());
        assert_eq!(removed.json()["code"], "group.changed");

        let body = json!({ "rules": [rule("room_share", "off", true)] });
        for tag in ["\"3\"", "nonsense"] {
            let tag = [("if-match", tag)];
            let refused =
                first.api_with(Method::PUT, "/api/policy", Some(body.clone()), &tag).await;
            assert_eq!(refused.status, StatusCode::PRECONDITION_FAILED, "{}", refused.text());
            assert_eq!(refused.json()["code"], "policy.changed");
        }
        let tag = [("if-match", "\"0\"")];
        let (one, other) = tokio::join!(
            first.api_with(Method::PUT, "/api/policy", Some(body), &tag),
            second.api_with(Method::PUT, "/api/policy", Some(json!({ "rules": [] })), &tag)
        );
        // Nothing was decided before, so deciding nothing is no change; it loses where it is later.
        assert_eq!(one.status, StatusCode::OK, "{}", one.text());
        let late = [StatusCode::OK, StatusCode::PRECONDITION_FAILED];
        assert!(late.contains(&other.status), "{}", other.text());
        let all = first.api(Method::GET, "/api/policy", None).await;
        assert_eq!(all.json()["rules"][0]["setting"], "room_share");
        assert_eq!(all.header("etag"), Some("\"1\""));
    })
    .await;
}
