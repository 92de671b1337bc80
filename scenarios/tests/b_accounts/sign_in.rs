//! Ways in and out: passwords, passkeys, sessions (B1, R-64, R-72).

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use testkit::http::{Client, Reply};
use testkit::{PASSWORD, on_each_database};

use super::{OTHER_PASSWORD, is_in, signs_in};
use crate::passkey_device::Device;

/// A forgotten password: one link, one hour, once; every other session ends, and a mail tells.
#[tokio::test]
async fn a_forgotten_password_is_set_anew() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut elsewhere = ada.signs_in().await;
        let asks = async || {
            world.client().post("/forgot-password", &[("email", "ada@example.org")]).await;
            world.settles().await;
            let mail = world.newest_mail("ada@example.org", "reset_password").await;
            mail.after("/reset-password?token=")
        };
        let token = asks().await;
        world.runs_until("2027-04-01T01:00Z").await;
        let link = format!("/reset-password?token={token}");
        assert_eq!(world.client().get(&link).await.status, StatusCode::GONE, "too old");

        let token = asks().await;
        let mut browser = world.client();
        let weak = [("token", token.as_str()), ("password", "qwertyuiop")];
        let reply = browser.post("/reset-password", &weak).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(is_in(&mut elsewhere).await, "nothing was changed");
        let good = [("token", token.as_str()), ("password", OTHER_PASSWORD)];
        let reply = browser.post("/reset-password", &good).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
        assert!(is_in(&mut browser).await);
        assert!(!is_in(&mut elsewhere).await);
        let again = world.client().post("/reset-password", &good).await;
        assert_eq!(again.status, StatusCode::GONE);
        world.settles().await;
        assert_eq!(world.mails_of_kind("ada@example.org", "password_changed").await, 1);
        let (_, old) = signs_in(&world, "ada@example.org", PASSWORD).await;
        let (_, new) = signs_in(&world, "ada@example.org", OTHER_PASSWORD).await;
        assert_eq!((old.status.as_u16(), new.status.as_u16()), (422, 303));
    })
    .await;
}

/// guessing is throttled per address, over a restart too, and forgiven by waiting.
#[tokio::test]
async fn guessing_is_throttled() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        world.owner("ada@example.org").await;
        world.owner("ben@example.org").await;
        for _ in 0..10 {
            let (_, reply) = signs_in(&world, "ada@example.org", "wrong wrong wrong").await;
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let node = world.another_node(9).await;
        let (_, reply) = signs_in(&node, "ada@example.org", PASSWORD).await;
        assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(reply.header("retry-after").is_some());
        let (_, reply) = signs_in(&world, "ben@example.org", PASSWORD).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "others are not concerned");
        world.runs_until("2027-04-01T00:11Z").await;
        let (_, reply) = signs_in(&world, "ada@example.org", PASSWORD).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER);
    })
    .await;
}

/// Sessions are listed, ended one by one or all others at once, and end by themselves.
#[tokio::test]
async fn sessions_end() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        let eve = world.owner("eve@example.org").await;
        let (mut here, mut there) = (ada.signs_in().await, ada.signs_in().await);
        let held = app::sessions::list(&world.app, &ada.who).await.expect("sessions");
        assert_eq!(held.len(), 3, "one from confirming the address, two from signing in");

        // Nobody ends a session of somebody else's.
        let foreign = format!("/security/sessions/{}/end", held[0].id);
        let reply = eve.signs_in().await.post(&foreign, &[]).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND);
        assert!(is_in(&mut here).await && is_in(&mut there).await);

        let reply = here.post("/security/sessions/end-others", &[]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER);
        assert!(is_in(&mut here).await);
        assert!(!is_in(&mut there).await);
        let cookies = here.cookies.clone();
        here.post("/sign-out", &[]).await;
        here.cookies = cookies;
        assert!(!is_in(&mut here).await, "the cookie is worth nothing any more");

        let mut kept = ada.signs_in().await;
        for day in ["2027-04-29T00:00Z", "2027-05-28T00:00Z"] {
            world.runs_until(day).await;
            assert!(is_in(&mut kept).await, "used within thirty days, on {day}");
        }
        world.runs_until("2027-06-28T00:00Z").await;
        assert!(!is_in(&mut kept).await, "not used for thirty days");
    })
    .await;
}

/// The password is changed by somebody who knows it; the browser at hand stays signed in.
#[tokio::test]
async fn a_password_is_changed_at_the_screen() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        let (mut here, mut there) = (ada.signs_in().await, ada.signs_in().await);
        let fields = [("present_password", "a guess"), ("new_password", OTHER_PASSWORD)];
        let reply = here.post("/security/password", &fields).await;
        assert!(reply.text().contains("present_password-error"), "{}", reply.text());
        let fields = [("present_password", PASSWORD), ("new_password", OTHER_PASSWORD)];
        let reply = here.post("/security/password", &fields).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER);
        assert!(is_in(&mut here).await);
        assert!(!is_in(&mut there).await);
        let (_, reply) = signs_in(&world, "ada@example.org", OTHER_PASSWORD).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER);
    })
    .await;
}

async fn sends(browser: &mut Client, path: &str, body: &Json) -> Reply {
    let headers = [("origin", "http://localhost:8080")];
    let kind = Some("application/json");
    browser.send(Method::POST, path, kind, body.to_string().into_bytes(), &headers).await
}

/// B1: a passkey is a second way in; each answer is taken once, and a removed one opens nothing.
#[tokio::test]
async fn a_passkey_opens_the_door() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let mut device = Device::new([7; 16]);
        let start = "/security/passkeys/start";
        let options = sends(&mut browser, start, &json!({ "label": "Phone" })).await.json();
        let made = device.registers(&options);
        let finish = "/security/passkeys/finish";

        // Another's session cannot finish what Ada began.
        let eve = world.owner("eve@example.org").await;
        let stolen = sends(&mut eve.signs_in().await, finish, &made).await;
        assert_eq!(stolen.status, StatusCode::UNPROCESSABLE_ENTITY);
        let reply = sends(&mut browser, finish, &made).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
        let again = sends(&mut browser, finish, &made).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "a challenge is taken once");
        world.settles().await;
        let mail = world.newest_mail("ada@example.org", "passkey_added").await;
        assert!(mail.plain().contains("Phone"));
        assert!(browser.get("/security").await.text().contains("Phone"));

        let enter = async |device: &mut Device| {
            let mut fresh = world.client();
            let options = sends(&mut fresh, "/sign-in/passkey/start", &json!({})).await.json();
            let answer = device.signs(&options);
            let reply = sends(&mut fresh, "/sign-in/passkey/finish", &answer).await;
            (fresh, answer, reply)
        };
        let (mut fresh, answer, reply) = enter(&mut device).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
        assert!(is_in(&mut fresh).await);
        let replayed = sends(&mut world.client(), "/sign-in/passkey/finish", &answer).await;
        assert_eq!(replayed.status, StatusCode::UNPROCESSABLE_ENTITY);

        // A copy of the device that counts from an earlier number is found out.
        device.counter = 0;
        let (mut cloned, _, reply) = enter(&mut device).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", reply.text());
        assert!(!is_in(&mut cloned).await);
        device.counter = 50;
        assert_eq!(enter(&mut device).await.2.status, StatusCode::OK);

        let id = app::passkeys::list(&world.app, &ada.who).await.expect("passkeys")[0].id;
        let rename = format!("/security/passkeys/{id}/rename");
        assert_eq!(eve.signs_in().await.post(&rename, &[("label", "Mine")]).await.status, 404);
        browser.post(&rename, &[("label", "Old phone")]).await;
        assert!(browser.get("/security").await.text().contains("Old phone"));
        browser.post(&format!("/security/passkeys/{id}/remove"), &[]).await;
        let (_, _, reply) = enter(&mut device).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}
