//! Personal access tokens.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use testkit::{PASSWORD, on_each_database};

/// H3: a token is made with the password, does what its scopes name, and opens nothing once revoked.
#[tokio::test]
async fn tokens_do_what_their_scopes_name() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        world.owner("ada@example.org").await;
        let mut program = world.client();
        let asked = |password: &str, scopes: Json| {
            json!({
                "email": "ada@example.org", "password": password, "name": "sync",
                "scopes": scopes, "life_days": 30,
            })
        };
        let tokens = "/api/tokens";
        let wrong = program.api(Method::POST, tokens, Some(asked("no", json!([])))).await;
        assert_eq!(wrong.status, StatusCode::UNAUTHORIZED, "{}", wrong.text());
        for scopes in [json!([]), json!(["operator"]), json!(["everything"])] {
            let reply = program.api(Method::POST, tokens, Some(asked(PASSWORD, scopes))).await;
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", reply.text());
            assert_eq!(reply.json()["errors"][0]["field"], "scopes");
        }
        let scopes = json!(["profile:read"]);
        let made = program.api(Method::POST, tokens, Some(asked(PASSWORD, scopes))).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        program.token = made.json()["secret"].as_str().map(str::to_owned);
        let profile = program.api(Method::GET, "/api/profile", None).await.json();
        assert_eq!(profile["email"], "ada@example.org");
        let new = json!({ "name": "Ada", "locale": "fr", "zone": "Europe/Paris" });
        let denied = program.api(Method::PUT, "/api/profile", Some(new.clone())).await;
        assert_eq!(denied.status, StatusCode::FORBIDDEN);

        let scopes = json!(["profile:write"]);
        let writer = world.client().api(Method::POST, tokens, Some(asked(PASSWORD, scopes))).await;
        let first = program.token.take();
        program.token = writer.json()["secret"].as_str().map(str::to_owned);
        let changed = program.api(Method::PUT, "/api/profile", Some(new)).await.json();
        assert_eq!((&changed["locale"], &changed["name"]), (&json!("fr"), &json!("Ada")));
        let listed = program.api(Method::GET, tokens, None).await.json();
        assert_eq!(listed["tokens"].as_array().map(Vec::len), Some(2));
        let id = made.json()["id"].as_str().expect("an id").to_owned();
        let path = format!("/api/tokens/{id}");
        let gone = program.api(Method::DELETE, &path, None).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT);
        assert_eq!(program.api(Method::DELETE, &path, None).await.status, StatusCode::NOT_FOUND);
        program.token = first;
        let dead = program.api(Method::GET, "/api/profile", None).await;
        assert_eq!(dead.status, StatusCode::UNAUTHORIZED);

        program.token = writer.json()["secret"].as_str().map(str::to_owned);
        world.runs_until("2027-05-01T00:00Z").await;
        let old = program.api(Method::GET, "/api/profile", None).await;
        assert_eq!(old.status, StatusCode::UNAUTHORIZED, "its thirty days are over");
    })
    .await;
}
