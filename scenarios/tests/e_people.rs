//! People of an account, over the API and the portal's forms (E1); `licences` tells of theirs.

mod licences;

use app::licences::{ItemRef, assign, take};
use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use store::audit::Entry;
use testkit::http::{Client, Reply};
use testkit::{PASSWORD, Persona, Purchase, World, on_each_database};
use units::Locale;
use units::id::PersonId;

use crate::customer::{Customer, subscriber, subscriber_of};

/// What the owner's program is told of everybody.
async fn everybody(customer: &mut Customer) -> Json {
    customer.get("/api/people").await
}

/// How many of the first item are assigned.
async fn assigned(customer: &mut Customer) -> i64 {
    everybody(customer).await["items"][0]["assigned"].as_i64().expect("a number")
}

async fn tries(customer: &mut Customer, method: Method, path: &str, body: Json) -> Reply {
    customer.program.api(method, path, Some(body)).await
}

/// Invites `email` as a host; with a seat or without.
async fn invites(customer: &mut Customer, email: &str, with_seat: bool) -> Reply {
    let licences = match with_seat {
        true => json!([{ "subscription": customer.id }]),
        false => json!([]),
    };
    let body = json!({ "email": email, "roles": ["host"], "licences": licences });
    tries(customer, Method::POST, "/api/invitations", body).await
}

/// The same, taken: the id.
async fn invited(customer: &mut Customer, email: &str, with_seat: bool) -> String {
    let reply = invites(customer, email, with_seat).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    reply.json()["id"].as_str().expect("an id").to_owned()
}

async fn token_of(world: &World, email: &str) -> String {
    world.settles().await;
    world.newest_mail(email, "invitation").await.after("/invitation?token=")
}

/// Follows the newest link to `email` and joins.
async fn joins(world: &World, email: &str, name: &str) -> Client {
    let token = token_of(world, email).await;
    let mut browser = world.client();
    let reply = accepts(&mut browser, &token, name, PASSWORD).await;
    assert_eq!(reply.location(), "/", "{}", reply.text());
    browser
}

async fn accepts(browser: &mut Client, token: &str, name: &str, password: &str) -> Reply {
    let fields = [("token", token), ("name", name), ("password", password), ("terms", "yes")];
    browser.post("/invitation", &fields).await
}

fn seat(customer: &Customer) -> ItemRef {
    ItemRef { subscription: customer.id.parse().expect("an id"), add_on: None }
}

/// The longest meeting `person` may hold; none: as long as they like.
async fn longest(ada: &Persona, person: PersonId) -> Option<u32> {
    let mut tx = ada.world.store().read().await.expect("a reader");
    let locale: Locale = "en".parse().expect("a language");
    let holder = (ada.account(), person);
    let plan = app::plan::of_person(&ada.world.app, &mut tx, holder, &locale).await;
    plan.expect("a plan").entitlements.meeting_minutes_max
}

async fn trail(ada: &Persona, action: &str) -> Vec<Entry> {
    let mut tx = ada.world.store().read().await.expect("a reader");
    let all = store::audit::list(&mut tx, ada.account(), 0, 10_000).await.expect("the trail");
    all.into_iter().filter(|entry| entry.action == action).collect()
}

/// E1, A4, I-12: the owner has a licence by itself; whoever is invited gets theirs with the mail,
/// holds it from then on, and can do with it what the plan allows.
#[tokio::test]
async fn invited_people_come_with_their_licence() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        assert_eq!(assigned(&mut customer).await, 1, "the owner's own");
        let free = invited(&mut customer, "carl@example.org", false).await;
        let ben = invited(&mut customer, "ben@example.org", true).await;
        assert_eq!(assigned(&mut customer).await, 2, "held before they come");

        let token = token_of(&world, "ben@example.org").await;
        let mut browser = world.client();
        let link = format!("/invitation?token={token}");
        for _ in 0..2 {
            let page = browser.get(&link).await;
            assert_eq!(page.status, StatusCode::OK);
            let text = page.text();
            assert!(text.contains("ben@example.org") && text.contains("Meetings Pro"), "{text}");
        }
        let weak = accepts(&mut browser, &token, "", "short").await;
        assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
        let reply = accepts(&mut browser, &token, "Ben", PASSWORD).await;
        assert_eq!((reply.status, reply.location()), (StatusCode::SEE_OTHER, "/".to_owned()));
        assert_eq!(browser.get("/people").await.status, StatusCode::FORBIDDEN, "a host");

        let all = everybody(&mut customer).await;
        let people = all["people"].as_array().expect("people");
        assert_eq!(people.len(), 2);
        let found = people.iter().find(|each| each["id"] == json!(ben)).expect("the same id");
        assert_eq!((&found["name"], &found["roles"]), (&json!("Ben"), &json!(["host"])));
        assert_eq!(found["licences"][0]["subscription"], json!(customer.id));
        assert_eq!(all["invitations"][0]["id"], json!(free), "Carl has not come");
        assert_eq!(assigned(&mut customer).await, 2);

        joins(&world, "carl@example.org", "Carl").await;
        let (ben, carl) = (ben.parse().expect("an id"), free.parse().expect("an id"));
        assert_eq!(longest(&ada, ben).await, longest(&ada, ada.who.person()).await);
        assert!(longest(&ada, carl).await.is_some(), "as the free plan says");
        assert_ne!(longest(&ada, carl).await, longest(&ada, ben).await);
        assign(&world.app, &ada.who, &seat(&customer), carl).await.expect("a third");
        assert_eq!(longest(&ada, carl).await, longest(&ada, ben).await);
        take(&world.app, &ada.who, &seat(&customer), ben).await.expect("taken");
        assert!(longest(&ada, ben).await.is_some());
        assert_eq!(trail(&ada, "licence.assigned").await.len(), 2);
        assert_eq!(trail(&ada, "person.joined").await.len(), 2);
    })
    .await;
}

/// E1, R-39, R-40: a link is used once and by one; revoked, sent anew or expired, it says so and
/// nothing else, and what was held is free.
#[tokio::test]
async fn a_link_to_join_is_used_once() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        let ben = invited(&mut customer, "ben@example.org", true).await;
        let first = token_of(&world, "ben@example.org").await;
        let path = format!("/api/invitations/{ben}/resend");
        let again = tries(&mut customer, Method::POST, &path, json!({})).await;
        assert_eq!(again.status, StatusCode::NO_CONTENT, "{}", again.text());
        let second = token_of(&world, "ben@example.org").await;
        assert_ne!(first, second);
        let old = world.client().get(&format!("/invitation?token={first}")).await;
        assert_eq!(old.status, StatusCode::GONE);
        assert!(!old.text().contains("ben@example.org"), "nothing new is told");

        let mut browser = world.client();
        accepts(&mut browser, &second, "Ben", PASSWORD).await;
        let same = accepts(&mut world.client(), &second, "Ben", PASSWORD).await;
        assert_eq!(same.location(), "/", "the same result");
        let other = accepts(&mut world.client(), &second, "Eve", "another harbour 28").await;
        assert!(!other.status.is_redirection(), "nobody else");
        assert_eq!(everybody(&mut customer).await["people"].as_array().map(Vec::len), Some(2));

        let eve = invited(&mut customer, "eve@example.org", true).await;
        let token = token_of(&world, "eve@example.org").await;
        let path = format!("/api/invitations/{eve}");
        let revoked = tries(&mut customer, Method::DELETE, &path, json!({})).await;
        assert_eq!(revoked.status, StatusCode::NO_CONTENT);
        assert_eq!(assigned(&mut customer).await, 2);
        let body = json!({ "token": token, "name": "Eve", "password": PASSWORD, "locale": "en",
            "terms_accepted": true });
        let refused = world.client().api(Method::POST, "/api/invitations/accept", Some(body)).await;
        assert_eq!(refused.status, StatusCode::GONE);
        assert_eq!(refused.json()["code"], "invitation.expired");

        invited(&mut customer, "dora@example.org", true).await;
        let token = token_of(&world, "dora@example.org").await;
        assert_eq!(assigned(&mut customer).await, 3);
        world.runs_until("2027-01-16T10:00Z").await;
        assert_eq!(assigned(&mut customer).await, 2, "it expired");
        let gone = accepts(&mut world.client(), &token, "Dora", PASSWORD).await;
        assert_eq!(gone.status, StatusCode::GONE);
        let all = everybody(&mut customer).await;
        let pending = &all["invitations"];
        assert_eq!(pending[0]["state"], "expired");
        assert_eq!(trail(&ada, "person.invitation_expired").await.len(), 1);
    })
    .await;
}

/// E1, R-42: an address that has an account elsewhere is answered like any other; its owner alone
/// learns what that means, and nothing of theirs moves.
#[tokio::test]
async fn known_addresses_are_invited_like_others() {
    on_each_database(async |world| {
        let (_, mut customer) = subscriber(&world).await;
        let eve = world.owner("eve@example.org").await;
        let known = invites(&mut customer, "eve@example.org", true).await;
        let unknown = invites(&mut customer, "fritz@example.org", true).await;
        assert_eq!((known.status, unknown.status), (StatusCode::CREATED, StatusCode::CREATED));
        let (known, unknown) = (known.json(), unknown.json());
        for field in ["state", "roles", "expires_at"] {
            assert_eq!(known[field], unknown[field]);
        }
        world.settles().await;
        let mail = world.newest_mail("eve@example.org", "invitation").await.plain();
        assert!(mail.contains("not possible yet") && !mail.contains("invitation?token="), "{mail}");
        let mail = world.newest_mail("fritz@example.org", "invitation").await.plain();
        assert!(mail.contains("invitation?token="), "{mail}");

        // Whoever opens an account of their own meanwhile stays there.
        let token = token_of(&world, "fritz@example.org").await;
        let fritz = world.owner("fritz@example.org").await;
        let reply = accepts(&mut world.client(), &token, "Fritz", PASSWORD).await;
        assert_eq!(reply.status, StatusCode::CONFLICT, "{}", reply.text());
        assert_ne!(fritz.account(), eve.account());
        assert_eq!(everybody(&mut customer).await["people"].as_array().map(Vec::len), Some(1));

        let twice = invites(&mut customer, "Fritz@example.org", false).await;
        assert_eq!(twice.json()["code"], "invitation.already_invited");
        let own = invites(&mut customer, "ada@example.org", false).await;
        assert_eq!(own.json()["code"], "invitation.already_here");
    })
    .await;
}

/// E1, I-28, P4: roles go as far as one has them, the last owner stays, and whoever is deactivated
/// is out at once, on the screen and with tokens; their licence is free.
#[tokio::test]
async fn roles_and_access() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        let ben = invited(&mut customer, "ben@example.org", true).await;
        let mut browser = joins(&world, "ben@example.org", "Ben").await;
        let own = ada.who.person();
        let roles = |id: &str| format!("/api/people/{id}/roles");
        let admin = json!({ "roles": ["admin", "host"] });
        let made = tries(&mut customer, Method::PUT, &roles(&ben), admin).await;
        assert_eq!(made.status, StatusCode::NO_CONTENT, "{}", made.text());
        let alone = json!({ "roles": ["host"] });
        let last = tries(&mut customer, Method::PUT, &roles(&own.to_string()), alone).await;
        assert_eq!(
            (last.status, &last.json()["code"]),
            (StatusCode::CONFLICT, &json!("person.last_owner"))
        );

        // An admin gives what an admin has, and touches no owner.
        let page = browser.get(&format!("/people/{own}")).await.text();
        assert!(page.contains("ada@example.org") && !page.contains("/deactivate"), "{page}");
        let shut = browser.post(&format!("/people/{own}/deactivate"), &[]).await;
        assert_eq!(shut.status, StatusCode::UNPROCESSABLE_ENTITY);
        let up = [("roles", "owner"), ("roles", "host")];
        let up = browser.post(&format!("/people/{ben}/roles"), &up).await;
        assert!(up.text().contains("do not have yourself"), "{}", up.text());

        let fields = [("email", "ben@example.org"), ("password", PASSWORD), ("return_to", "/")];
        let body = json!({ "email": "ben@example.org", "password": PASSWORD, "name": "x",
            "scopes": ["people:write"] });
        let made = world.client().api(Method::POST, "/api/tokens", Some(body)).await.json();
        let mut program = world.client();
        program.token = made["secret"].as_str().map(str::to_owned);
        assert_eq!(program.api(Method::GET, "/api/people", None).await.status, StatusCode::OK);

        let out = format!("/api/people/{ben}/deactivate");
        for _ in 0..2 {
            let done = tries(&mut customer, Method::POST, &out, json!({})).await;
            assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.text());
        }
        assert_eq!(assigned(&mut customer).await, 1);
        let gone = program.api(Method::GET, "/api/people", None).await;
        assert_eq!(gone.status, StatusCode::UNAUTHORIZED);
        assert!(browser.get("/profile").await.status.is_redirection(), "signed out");
        let refused = world.client().post("/sign-in", &fields).await;
        assert!(!refused.status.is_redirection(), "and stays out");
        let given = json!({ "subscription": customer.id, "person": ben });
        let given = tries(&mut customer, Method::POST, "/api/licences", given).await;
        assert_eq!(given.json()["code"], "person.not_found");
        let back = format!("/api/people/{ben}/reactivate");
        tries(&mut customer, Method::POST, &back, json!({})).await;
        assert!(world.client().post("/sign-in", &fields).await.status.is_redirection());
        assert_eq!(assigned(&mut customer).await, 1, "without a licence");
        assert_eq!(trail(&ada, "person.deactivated").await.len(), 1);
    })
    .await;
}

/// E1, A4, C2a: the same with the portal's forms: inviting, assigning, and choosing who loses
/// theirs in the form of the change, which keeps what was typed.
#[tokio::test]
async fn people_and_licences_in_the_portal() {
    on_each_database(async |world| {
        let bought = Purchase { seats: 2, ..Purchase::default() };
        let (ada, customer) = subscriber_of(&world, &bought).await;
        let mut browser = ada.signs_in().await;
        let home = browser.get("/").await.text();
        assert!(home.contains("href=\"/people\""), "the menu leads there");
        let empty = browser.post("/people/invite", &[("email", "nobody")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let licence = format!("{} ", customer.id);
        let fields = [
            ("email", "ben@example.org"),
            ("name", "Ben Example"),
            ("roles", "host"),
            ("licences", licence.as_str()),
        ];
        let sent = browser.post("/people/invite", &fields).await;
        assert_eq!(sent.location(), "/people?tab=pending", "{}", sent.text());
        let pending = browser.get("/people?tab=pending").await.text();
        assert!(
            pending.contains("Ben Example") && pending.contains("2 of 2 assigned"),
            "{pending}"
        );
        let full =
            [("email", "eve@example.org"), ("roles", "host"), ("licences", licence.as_str())];
        let full = browser.post("/people/invite", &full).await;
        assert_eq!(full.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = full.text();
        assert!(text.contains("All 2 licences") && text.contains("Add licences"), "{text}");
        assert!(text.contains("eve@example.org"), "what was typed is kept");
        joins(&world, "ben@example.org", "Ben Example").await;

        // One licence instead of two.
        let asked = format!("/subscriptions/{}/review?do=change&meetings_seats=1", customer.id);
        let form = browser.get(&asked).await;
        assert_eq!(form.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = form.text();
        assert!(text.contains("Choose one person") && text.contains("name=\"loses\""), "{text}");
        assert!(text.contains("name=\"meetings_seats\"") && text.contains("value=\"1\""), "{text}");
        let ben = {
            let found = browser.get("/people?search=ben%40").await.text().replace("&#x2f;", "/");
            assert!(!found.contains("ada@example.org</p>"), "{found}");
            let (_, rest) = found.split_once("href=\"/people/0").expect("a link");
            format!("0{}", rest.split('"').next().expect("an id"))
        };
        let statement = browser.get(&format!("{asked}&loses={ben}")).await;
        assert_eq!(statement.status, StatusCode::OK, "{}", statement.text());
        let text = statement.text();
        assert!(text.contains("Ben Example loses the licence on 1 February 2027"), "{text}");

        let page = browser.get(&format!("/people/{ben}")).await.text();
        assert!(page.contains("Take back"), "{page}");
        let take = [("subscription", customer.id.as_str()), ("add_on", ""), ("do", "take")];
        let path = format!("/people/{ben}/licences");
        assert!(browser.post(&path, &take).await.status.is_redirection());
        assert!(browser.get(&format!("/people/{ben}")).await.text().contains("Assign"));
        let give = [("subscription", customer.id.as_str()), ("add_on", ""), ("do", "assign")];
        assert!(browser.post(&path, &give).await.status.is_redirection());
        let shut = browser.post(&format!("/people/{ben}/deactivate"), &[]).await;
        assert!(shut.status.is_redirection());
        assert!(browser.get("/people").await.text().contains("Deactivated"));
    })
    .await;
}

/// E1: one table says what each role may do, on a page for everybody and over the API, and it
/// holds: whoever has the permission gets in, whoever does not is refused.
#[tokio::test]
async fn what_each_role_may_do_is_one_table() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        invited(&mut customer, "ben@example.org", true).await;
        let mut ben = joins(&world, "ben@example.org", "Ben").await;
        let mut ada = ada.signs_in().await;
        let table = customer.program.api(Method::GET, "/api/roles", None).await;
        assert_eq!(table.status, StatusCode::OK, "{}", table.text());
        let table = table.json();
        let may = |role: &str, permission: &str| {
            let roles = table["roles"].as_array().expect("roles");
            let role = roles.iter().find(|each| each["role"] == role).expect("the role");
            let held = role["permissions"].as_array().expect("permissions");
            held.iter().any(|each| each["permission"] == permission)
        };
        for (permission, path) in [
            ("manage_people", "/people"),
            ("see_billing", "/billing"),
            ("see_audit", "/audit"),
            ("manage_webhooks", "/webhooks"),
            ("schedule_meetings", "/meetings/new"),
            ("see_contacts", "/contacts"),
        ] {
            for (browser, role) in [(&mut ada, "owner"), (&mut ben, "host")] {
                let reply = browser.get(path).await;
                let expected = match may(role, permission) {
                    true => StatusCode::OK,
                    false => StatusCode::FORBIDDEN,
                };
                assert_eq!(reply.status, expected, "{role} {path}: {}", reply.text());
            }
        }
        assert!(!may("admin", "manage_billing") && may("billing_contact", "manage_billing"));
        let page = ben.get("/people/roles").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        let text = page.text();
        assert!(text.contains("buy, change, cancel and pay"), "{text}");
        // Each has its row, in words; running the deployment is no role's.
        let rows = people::roles::Permission::ALL.len() - 1;
        assert_eq!(text.matches("data-label=\"Billing contact\"").count(), rows, "{text}");
        assert!(!text.contains(">roles-"), "a permission has no words: {text}");
        assert!(!text.contains("href=\"/people\""), "ben sees no people: {text}");
    })
    .await;
}
