//! The operator's console, the demo's pages and the account's own trail and webhooks, over HTTP
//! (H2, P4, P5).

use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::{Purchase, World, on_each_database};

const PAGES: [&str; 12] = [
    "/operator",
    "/operator/accounts?search=ada",
    "/operator/orders",
    "/operator/provisioning",
    "/operator/exemptions?view=decided",
    "/operator/catalog",
    "/operator/mails?state=delivered",
    "/operator/jobs?state=done",
    "/operator/renewals",
    "/operator/webhooks",
    "/operator/ledger",
    "/operator/clock",
];

/// A page with its slashes as browsers read them.
fn unescaped(text: &str) -> String {
    text.replace("&#x2f;", "/")
}

/// An operator who reads `locale`.
async fn operator(world: &World, address: &str, locale: &str) -> testkit::Persona {
    let persona = world.owner_speaking(address, "Europe/Paris", locale).await;
    app::first_run::make_operator(&world.app, persona.account(), persona.who.person())
        .await
        .expect("made an operator");
    persona
}

/// H2, H4: every page of the console shows in every language, to operators and to nobody else.
#[tokio::test]
async fn the_console_is_there_for_operators_alone() {
    on_each_database(async |world| {
        let ada = world.owner("ada@example.org").await;
        ada.buys(&Purchase::default()).await;
        let mut stranger = world.client();
        let mut owner = ada.signs_in().await;
        for page in PAGES {
            assert_eq!(stranger.get(page).await.status, StatusCode::SEE_OTHER, "{page}");
            assert_eq!(owner.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
        }
        for locale in ["en", "fr", "ru"] {
            let olga = operator(&world, &format!("olga-{locale}@example.org"), locale).await;
            let mut browser = olga.signs_in().await;
            for page in PAGES.into_iter().map(str::to_owned).chain([
                format!("/operator/accounts/{}", ada.account()),
                "/operator/ledger/journal".to_owned(),
                "/operator/catalog/1".to_owned(),
            ]) {
                let reply = browser.get(&page).await;
                assert_eq!(reply.status, StatusCode::OK, "{page} {}", reply.text());
            }
        }
    })
    .await;
}

/// P5, demo: mails can be read and the clock be moved without signing in.
#[tokio::test]
async fn a_demo_shows_its_mails_and_its_clock() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T10:00Z");
        world.owner("ada@example.org").await;
        let mut anybody = world.client();
        let list = unescaped(&anybody.get("/demo/mails").await.text());
        assert!(list.contains("ada@example.org"));
        let start = list.find("/demo/mails/").expect("a mail");
        let href: String = list[start..].chars().take_while(|c| *c != '"').collect();
        let page = anybody.get(&href).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        let raw = anybody.get(&format!("{href}.eml")).await;
        assert_eq!(raw.header("content-type"), Some("message/rfc822"));
        assert!(raw.text().contains("To: "));
        let html = anybody.get(&format!("{href}/html")).await;
        assert!(html.header("content-security-policy").expect("a policy").ends_with("sandbox"));

        assert!(anybody.get("/demo/clock").await.text().contains("1 April 2027, 10:00"));
        let moved = anybody.post("/demo/clock", &[("by", "month")]).await;
        assert_eq!(moved.status, StatusCode::SEE_OTHER);
        assert_eq!(world.now().to_string(), "2027-05-01T10:00:00Z");
        let after = anybody.get(&moved.location()).await.text();
        assert!(after.contains("It was"), "{after}");
        let odd = anybody.post("/demo/clock", &[("by", "century")]).await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

/// A1: a catalog with mistakes comes back as typed, with the line of each.
#[tokio::test]
async fn a_broken_catalog_comes_back_with_its_lines() {
    on_each_database(async |world| {
        let olga = world.operator("olga@example.org").await;
        let mut browser = olga.signs_in().await;
        let shipped = browser.get("/operator/catalog/1").await.text();
        let broken = format!("{shipped}\nnonsense = \"kept as typed\"\n");
        let refused =
            browser.post("/operator/catalog", &[("text", &broken), ("do", "publish")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("Line ") && refused.text().contains("kept as typed"));
        let next = format!("# Next.\n{shipped}");
        let checked = browser.post("/operator/catalog", &[("text", &next), ("do", "check")]).await;
        assert!(checked.text().contains("No mistake was found"), "{}", checked.text());
        let done = browser.post("/operator/catalog", &[("text", &next), ("do", "publish")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        assert_eq!(browser.get("/operator/catalog/2").await.text(), next);
    })
    .await;
}

/// P4: the account's own pages: an endpoint is added, its secret is seen once, the trail tells.
#[tokio::test]
async fn an_owner_keeps_webhooks_and_reads_the_trail() {
    on_each_database(async |world| {
        for locale in ["en", "fr", "ru"] {
            let address = format!("ada-{locale}@example.org");
            let ada = world.owner_speaking(&address, "Europe/Paris", locale).await;
            let mut browser = ada.signs_in().await;
            let refused =
                browser.post("/webhooks", &[("url", "no address"), ("kinds", "order.paid")]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.text().contains("no address"));
            let added = browser.post("/webhooks", &[("url", "http://127.0.0.1:9/hook")]).await;
            assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
            assert!(added.text().contains("whsec_"));
            let list = unescaped(&browser.get("/webhooks").await.text());
            assert!(list.contains("http://127.0.0.1:9/hook"));
            let start = list.find("href=\"/webhooks/").expect("the endpoint") + 6;
            let href: String = list[start..].chars().take_while(|c| *c != '"').collect();
            let tested = browser.post(&format!("{href}/test"), &[]).await;
            assert_eq!(tested.location(), href);
            world.settles().await;
            let page = browser.get(&href).await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.text());
            assert!(page.text().contains("webhook.test") && !page.text().contains("whsec_"));
            let gone = browser.post(&format!("{href}/remove"), &[]).await;
            assert_eq!(gone.location(), "/webhooks");
            assert_eq!(browser.get(&href).await.status, StatusCode::NOT_FOUND);

            let trail = browser.get("/audit?verify").await;
            assert_eq!(trail.status, StatusCode::OK, "{}", trail.text());
            assert!(!trail.text().contains("webhook_endpoint.added"), "actions are said in words");
        }
    })
    .await;
}

/// The same for programs.
#[tokio::test]
async fn programs_have_the_console_too() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T10:00Z");
        let olga = world.operator("olga@example.org").await;
        let mut who = olga.clone();
        who.who.actor.operator = true;
        let mut program = world.client();
        let scopes = people::scope::Scope::ALL.into_iter().collect();
        let new = app::tokens::NewToken { name: "console".to_owned(), scopes, life_days: None };
        let (_, secret) = app::tokens::make(&world.app, &who.who, &new).await.expect("a token");
        program.token = Some(secret.secret().to_owned());
        for path in [
            "/api/operator/accounts?search=olga",
            "/api/operator/orders",
            "/api/operator/provisioning",
            "/api/operator/jobs",
            "/api/operator/mails?state=delivered",
            "/api/operator/ledger/check",
            "/api/operator/clock",
            "/api/operator/catalog",
            "/api/audit",
            "/api/audit/verify",
            "/api/webhooks",
        ] {
            let reply = program.api(Method::GET, path, None).await;
            assert_eq!(reply.status, StatusCode::OK, "{path} {}", reply.text());
            assert!(reply.json().is_object(), "{path}");
        }
        let moved = json!({ "by": "day" });
        let moved = program.api(Method::POST, "/api/operator/clock/advance", Some(moved)).await;
        assert_eq!(moved.json()["now"], "2027-04-02T10:00:00Z");
        let back = json!({ "to": "2027-04-01T00:00:00Z" });
        let back = program.api(Method::POST, "/api/operator/clock/advance", Some(back)).await;
        assert_eq!(back.status, StatusCode::CONFLICT);
        let hook = json!({ "url": "http://127.0.0.1:9/", "kinds": ["order.paid"] });
        let hook = program.api(Method::POST, "/api/webhooks", Some(hook)).await;
        assert_eq!(hook.status, StatusCode::CREATED, "{}", hook.text());
        let odd = json!({ "url": "ftp://127.0.0.1/" });
        let odd = program.api(Method::POST, "/api/webhooks", Some(odd)).await;
        assert_eq!(odd.json()["errors"][0]["code"], "webhook.not_https");

        let ada = world.owner("ada@example.org").await;
        let mut other = world.client();
        let scopes = [people::scope::Scope::AuditRead].into();
        let new = app::tokens::NewToken { name: "reader".to_owned(), scopes, life_days: None };
        let (_, secret) = app::tokens::make(&world.app, &ada.who, &new).await.expect("a token");
        other.token = Some(secret.secret().to_owned());
        let unseen = other.api(Method::GET, "/api/operator/clock", None).await;
        assert_eq!(unseen.status, StatusCode::NOT_FOUND);
        let unread = other.api(Method::GET, "/api/webhooks", None).await;
        assert_eq!(unread.status, StatusCode::FORBIDDEN);
    })
    .await;
}

/// C9, H2: the console shows how renewals stand and what was set aside, with another try; after a
/// jump of the clock it asks the operator.
#[tokio::test]
async fn renewals_are_shown_and_tried_again() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        ada.buys(&Purchase::default()).await;
        let mut nobody = crate::c_renewals::twin(&ada).await;
        nobody.account.buyer = None;
        nobody.account.name = "Nobody to bill".to_owned();
        crate::c_renewals::come(&world, vec![nobody]).await;
        world.it_is("2027-05-01T00:00Z");
        world.runner.renew_due().await;
        let olga = operator(&world, "olga@example.org", "en").await;
        let mut browser = olga.signs_in().await;
        let page = browser.get("/operator/renewals").await.text();
        assert!(page.contains("Nobody to bill"), "{page}");
        assert!(page.contains("the account has nobody to bill"), "{page}");
        let action = unescaped(&page);
        let (_, action) = action.split_once("action=\"/operator/renewals/").expect("a form");
        let (id, _) = action.split_once("/revive\"").expect("another try");
        let reply = browser.post(&format!("/operator/renewals/{id}/revive"), &[]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER);
        let found = app::renewal_status::status(&world.app).await.expect("a status");
        assert_eq!((found.due, found.set_aside.len()), (1, 0));

        let seen = world.now();
        let clock = testkit::MachineClock::saying(seen.plus_days(30), None);
        let node = world.another_node_by(std::sync::Arc::new(clock), 2).await;
        app::time_guard::see(&world.app, seen).await.expect("seen");
        assert!(!app::time_guard::may_bill(&node.app).await.expect("looked"));
        let page = browser.get("/operator/renewals").await.text();
        assert!(page.contains("The clock has jumped ahead"), "{page}");
        let reply = browser.post("/operator/renewals/time", &[]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER);
        let page = browser.get("/operator/renewals").await.text();
        assert!(!page.contains("The clock has jumped ahead"), "{page}");
    })
    .await;
}
