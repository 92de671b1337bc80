//! Reliability against attackers (reliability.md, R-52, R-60 to R-68), over HTTP.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use testkit::http::Client;
use testkit::{PASSWORD, Persona, Purchase, World, on_each_database};

/// Operations a stranger may call: everything else answers 401 without a token.
const PUBLIC: [&str; 14] = [
    "GET /api/register/{code}",
    "POST /api/register/{code}",
    "GET /api/registrations/{code}",
    "DELETE /api/registrations/{code}",
    "GET /api/answers/{code}",
    "PUT /api/answers/{code}",
    "POST /api/invitations/accept",
    "POST /api/password-resets",
    "POST /api/password-resets/confirm",
    "POST /api/sign-ups",
    "POST /api/sign-ups/confirm",
    "POST /api/sign-ups/again",
    "POST /api/tokens",
    "GET /api/catalog",
];

/// A client with a token of `persona` that may do everything a token can.
async fn with_token(world: &World, persona: &Persona) -> Client {
    let mut client = world.client();
    client.token = Some(persona.token().await);
    client
}

/// Method, path template and whether it has an id of the tenant's in its path.
fn operations(document: &Json) -> Vec<(Method, String)> {
    let paths = document["paths"].as_object().expect("paths");
    let mut operations = Vec::new();
    for (path, methods) in paths {
        for method in methods.as_object().expect("methods").keys() {
            if let Ok(method) = method.to_uppercase().parse::<Method>()
                && matches!(method.as_str(), "GET" | "POST" | "PUT" | "PATCH" | "DELETE")
            {
                operations.push((method, path.clone()));
            }
        }
    }
    operations
}

/// The path with ids of `ada`'s own things in place of its parameters.
fn filled(path: &str, things: &[(&str, String)]) -> String {
    let mut filled = path.to_owned();
    while let Some((before, rest)) = filled.split_once('{') {
        let (_, after) = rest.split_once('}').expect("a closing brace");
        let id = things
            .iter()
            .find(|(part, _)| before.contains(part))
            .map_or("018f0000-0000-7000-8000-000000000000", |(_, id)| id.as_str());
        filled = format!("{before}{id}{after}");
    }
    filled
}

/// every operation of the API, without a token and with another account's: nothing of Ada's
/// is shown or touched.
#[tokio::test]
async fn no_operation_gives_a_strangers_things_away() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        let bought = ada.buys(&Purchase::default()).await;
        let eve = world.owner("eve@example.org").await;
        let invoice = ada.invoices().await[0].invoice.id.to_string();
        let subscription = ada.subscriptions().await[0].id.to_string();
        let method = app::payment_methods::list(&world.app, &ada.who).await.expect("a list");
        let method = method[0].method.id.to_string();
        let things = [
            ("/payment-methods/", method),
            ("/orders/", bought.order.to_string()),
            ("/invoices/", invoice),
            ("/subscriptions/", subscription),
            ("/people/", ada.who.person().to_string()),
        ];
        let mut stranger = world.client();
        let mut other = with_token(&world, &eve).await;
        let document = stranger.get("/api/openapi.json").await.json();
        let operations = operations(&document);
        assert!(operations.len() > 20, "the document lists the API");
        for (method, path) in operations {
            let name = format!("{method} {path}");
            let concrete = filled(&path, &things);
            let body = (method != Method::GET).then(|| json!({}));
            let reply = stranger.api(method.clone(), &concrete, body.clone()).await;
            if !PUBLIC.contains(&name.as_str()) {
                assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{name} without a token");
            }
            let reply = other.api(method.clone(), &concrete, body).await;
            if path.contains('{') && !PUBLIC.contains(&name.as_str()) {
                assert!(!reply.status.is_success(), "{name} with another account's token");
            }
            if path.contains('{') && method == Method::GET {
                assert_eq!(reply.status, StatusCode::NOT_FOUND, "{name}: a foreign id");
            }
            let text = reply.text();
            for (_, id) in &things {
                let echo = text.matches(id.as_str()).count();
                assert!(echo <= 1, "{name} tells about {id}: {text}");
            }
            if path.starts_with("/api/operator") {
                let hidden = matches!(reply.status.as_u16(), 404 | 415 | 422);
                assert!(hidden, "{name} is the operator's: {}", reply.status);
            }
        }
    })
    .await;
}

/// forms sent from a foreign site are refused, and nothing changes by GET.
#[tokio::test]
async fn foreign_sites_cannot_post() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let kind = Some("application/x-www-form-urlencoded");
        for origin in ["https://evil.example", "http://localhost:8080.evil.example", "null"] {
            let headers = [("origin", origin)];
            let post = browser.send(Method::POST, "/sign-out", kind, Vec::new(), &headers).await;
            assert_eq!(post.status, StatusCode::FORBIDDEN, "from {origin}");
        }
        let silent = browser.send(Method::POST, "/sign-out", kind, Vec::new(), &[]).await;
        assert_eq!(silent.status, StatusCode::FORBIDDEN, "from nowhere");
        assert_eq!(browser.get("/sign-out").await.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(browser.get("/profile").await.status, StatusCode::OK, "still signed in");
    })
    .await;
}

/// wherever one wants to go after signing in, one stays here.
#[tokio::test]
async fn next_never_leads_away() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        world.owner("ada@example.org").await;
        for next in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/%2F/evil.example",
            "/%5Cevil.example",
            "http:evil.example",
            "javascript:alert(1)",
            "/\tevil.example",
            "/\n/evil.example",
            " //evil.example",
            "//evil.example/%2e%2e",
            "///evil.example",
            "/.//evil.example",
            "@evil.example",
            "https:///evil.example",
        ] {
            let mut browser = world.client();
            let fields =
                [("email", "ada@example.org"), ("password", PASSWORD), ("return_to", next)];
            let reply = browser.post("/sign-in", &fields).await;
            assert_eq!(reply.status, StatusCode::SEE_OTHER, "{next:?}");
            let to = reply.location();
            let inside = to.starts_with('/') && !to.starts_with("//") && !to.contains('\\');
            assert!(inside && !to.contains("evil"), "{next:?} leads to {to:?}");
        }
    })
    .await;
}

/// signing in gives a new session, whatever the browser brought along; the old one is dead.
#[tokio::test]
async fn sessions_are_never_taken_over() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let first = browser.cookies.get("__Host-plenum").cloned().expect("a session");
        let fields = [("email", "ada@example.org"), ("password", PASSWORD), ("return_to", "/")];
        browser.post("/sign-in", &fields).await;
        let second = browser.cookies.get("__Host-plenum").cloned().expect("a session");
        assert_ne!(first, second);
        let mut old = world.client();
        old.cookies.insert("__Host-plenum".to_owned(), first);
        assert_ne!(old.get("/profile").await.status, StatusCode::OK, "the old one is dead");
    })
    .await;
}

/// a forged host is refused, and mails carry the configured address.
#[tokio::test]
async fn forged_hosts_change_no_link() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        world.owner("ada@example.org").await;
        let mut forged = world.client();
        forged.host = "evil.example".to_owned();
        let reply = forged.post("/forgot-password", &[("email", "ada@example.org")]).await;
        assert_eq!(reply.status, StatusCode::MISDIRECTED_REQUEST);
        let mut honest = world.client();
        let kind = Some("application/x-www-form-urlencoded");
        let headers = [
            ("origin", "http://localhost:8080"),
            ("x-forwarded-host", "evil.example"),
            ("forwarded", "host=evil.example"),
        ];
        let body = b"email=ada%40example.org".to_vec();
        honest.send(Method::POST, "/forgot-password", kind, body, &headers).await;
        world.settles().await;
        let mail = world.newest_mail("ada@example.org", "reset_password").await;
        assert!(!mail.plain().contains("evil"));
        assert!(mail.plain().contains("http://localhost:8080/reset-password"));
    })
    .await;
}

/// R-05, H3, I-21: a used key with another body is 422, without a key 400, while the first still runs
/// 409, the same again the same bytes.
#[tokio::test]
async fn idempotency_keys_hold() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut program = with_token(&world, &ada).await;
        let ask = ada.order_body(&Purchase::default()).await;
        let path = "/api/orders";
        let without = program.api(Method::POST, path, Some(ask.clone())).await;
        assert_eq!(without.status, StatusCode::BAD_REQUEST, "{}", without.text());
        let key = [("idempotency-key", "order-2027-1")];
        let mut twin = program.clone();
        let posts = tokio::join!(
            program.api_with(Method::POST, path, Some(ask.clone()), &key),
            twin.api_with(Method::POST, path, Some(ask.clone()), &key),
        );
        let (first, running) = match posts {
            (first, second) if first.status.is_success() => (first, second),
            (first, second) => (second, first),
        };
        assert!(first.status.is_success(), "{} {}", first.status, first.text());
        assert_eq!(running.status, StatusCode::CONFLICT, "{}", running.text());
        let again = program.api_with(Method::POST, path, Some(ask.clone()), &key).await;
        assert_eq!((again.status, again.bytes), (first.status, first.bytes.clone()));
        let mut other = ask;
        other["plans"][0]["seats"] = json!(9);
        let clash = program.api_with(Method::POST, path, Some(other), &key).await;
        assert_eq!(clash.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", clash.text());
        assert_eq!(clash.header("content-type"), Some("application/problem+json"));
        world.settles().await;
        assert_eq!(ada.invoices().await.len(), 1);
    })
    .await;
}
