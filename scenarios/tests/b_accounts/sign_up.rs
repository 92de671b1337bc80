//! Signing up, confirming the address, setting a deployment up (B1, H2, I-22).

use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::{PASSWORD, on_each_database};

use super::{OTHER_PASSWORD, is_in, post, sign_up_form, signs_in};

/// B1, I-22: a stranger signs up, follows the mailed link, and is at home; the link works once.
#[tokio::test]
async fn a_stranger_opens_a_free_account() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let mut browser = world.client();
        assert_eq!(browser.get("/sign-up").await.status, StatusCode::OK);
        let reply = post(&mut browser, "/sign-up", &sign_up_form("ada@example.org")).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
        let page = browser.get(&reply.location()).await;
        assert!(page.text().contains("ada@example.org"), "{}", page.text());
        world.settles().await;
        let mail = world.newest_mail("ada@example.org", "confirm_email").await;
        let token = mail.after("/confirm-email?token=");

        // Scanners follow links: looking changes nothing.
        let link = format!("/confirm-email?token={token}");
        for _ in 0..2 {
            let page = browser.get(&link).await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.text());
            assert!(page.text().contains("ada@example.org"));
        }
        assert!(!is_in(&mut browser).await);
        let fields = [("token", token.as_str()), ("password", PASSWORD)];
        let reply = browser.post("/confirm-email", &fields).await;
        assert_eq!((reply.status, reply.location()), (StatusCode::SEE_OTHER, "/".to_owned()));
        assert!(is_in(&mut browser).await);
        world.settles().await;
        let welcome = world.newest_mail("ada@example.org", "welcome").await;
        assert!(welcome.plain().contains("meet-eu.localhost"));

        let again = world.client().post("/confirm-email", &fields).await;
        assert_eq!(again.status, StatusCode::GONE);
        assert_eq!(world.client().get(&link).await.status, StatusCode::GONE);
        let page = browser.get("/profile").await.text();
        assert!(page.contains("Paris\" selected") && page.contains("Ada Example"));
    })
    .await;
}

/// B1: whether an address is known is told by mail, and by mail alone.
#[tokio::test]
async fn known_addresses_are_not_given_away() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        world.owner("ada@example.org").await;
        let (mut one, mut other) = (world.client(), world.client());
        let known = post(&mut one, "/sign-up", &sign_up_form("Ada@Example.org")).await;
        let unknown = post(&mut other, "/sign-up", &sign_up_form("Eva@Example.org")).await;
        assert_eq!(known.status, unknown.status);
        assert_eq!(known.location(), unknown.location().replace("Eva", "Ada"));
        world.settles().await;
        assert_eq!(world.mails_of_kind("Ada@Example.org", "already_registered").await, 1);
        assert_eq!(world.mails_of_kind("Eva@Example.org", "confirm_email").await, 1);

        for address in ["ada@example.org", "nobody@example.org"] {
            let reply = world.client().post("/forgot-password", &[("email", address)]).await;
            assert_eq!(reply.status, StatusCode::SEE_OTHER);
        }
        world.settles().await;
        assert_eq!(world.mails_of_kind("ada@example.org", "reset_password").await, 1);
        assert_eq!(world.mails_to("nobody@example.org").await.len(), 0);
        let mut answers = Vec::new();
        for email in ["ada@example.org", "nobody@example.org"] {
            let (_, reply) = signs_in(&world, email, "wrong wrong wrong").await;
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
            answers.push(reply.text().replace(email, ""));
        }
        assert_eq!(answers.first(), answers.last());
    })
    .await;
}

/// Two links for one address, both followed at once: one account.
#[tokio::test]
async fn one_address_is_one_account() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let mut tokens = Vec::new();
        for _ in 0..2 {
            post(&mut world.client(), "/sign-up", &sign_up_form("ada@example.org")).await;
            world.settles().await;
            let mails = world.mails_to("ada@example.org").await;
            let found: Vec<String> =
                mails.iter().map(|mail| mail.after("/confirm-email?token=")).collect();
            tokens = found;
        }
        let (mut one, mut other) = (world.client(), world.client());
        let [first, second] = [tokens[0].clone(), tokens[1].clone()];
        assert_ne!(first, second);
        let fields = |token| [("token", token), ("password", PASSWORD)];
        let (first_fields, second_fields) = (fields(first.as_str()), fields(second.as_str()));
        let (a, b) = tokio::join!(
            one.post("/confirm-email", &first_fields),
            other.post("/confirm-email", &second_fields),
        );
        let mut statuses = [a.status, b.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::GONE]);
        let mut tx = world.store().read().await.expect("a reader");
        assert_eq!(store::account::list(&mut tx, 10).await.expect("accounts").len(), 1);
    })
    .await;
}

/// B1, I-22: a stranger signs somebody else's address up while the owner's own sign-up is pending:
/// the stranger's link opens nothing for the owner, the owner's own does.
#[tokio::test]
async fn a_strangers_sign_up_takes_nobodys_address() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        post(&mut world.client(), "/sign-up", &sign_up_form("ada@example.org")).await;
        world.settles().await;
        let own = world.newest_mail("ada@example.org", "confirm_email").await;
        world.runs_until("2027-04-01T00:10Z").await;
        let mut strangers = sign_up_form("ada@example.org");
        strangers[2].1 = OTHER_PASSWORD.to_owned();
        post(&mut world.client(), "/sign-up", &strangers).await;
        world.settles().await;
        let foreign = world.newest_mail("ada@example.org", "confirm_email").await;
        let [own, foreign] = [own, foreign].map(|mail| mail.after("/confirm-email?token="));
        assert_ne!(own, foreign);

        let mut browser = world.client();
        for password in [PASSWORD, ""] {
            let fields = [("token", foreign.as_str()), ("password", password)];
            let reply = browser.post("/confirm-email", &fields).await;
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", reply.text());
            assert!(reply.text().contains("password-error"), "{}", reply.text());
            assert!(!is_in(&mut browser).await);
        }
        let fields = [("token", own.as_str()), ("password", PASSWORD)];
        let reply = browser.post("/confirm-email", &fields).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
        assert!(is_in(&mut browser).await);
        let fields = [("token", foreign.as_str()), ("password", OTHER_PASSWORD)];
        let late = world.client().post("/confirm-email", &fields).await;
        assert_eq!(late.status, StatusCode::GONE, "one address, one account");
        let (_, reply) = signs_in(&world, "ada@example.org", OTHER_PASSWORD).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

/// What cannot be taken is said beside its field, with everything else still typed.
#[tokio::test]
async fn a_poor_sign_up_comes_back_filled_in() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        for password in ["short", "Password123", "aaaaaaaaaaaaaaa", "Ada Example"] {
            let mut form = sign_up_form("ada@example.org");
            form[2].1 = password.to_owned();
            let reply = post(&mut world.client(), "/sign-up", &form).await;
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{password}");
            let page = reply.text();
            assert!(page.contains("password-error") && page.contains("ada@example.org"), "{page}");
            let sent_back = format!("name=\"password\" type=\"password\" value=\"{password}");
            assert!(!page.contains(&sent_back), "the password stays here");
            assert!(!page.contains('⟦'), "every text is there");
        }
        let mut form = sign_up_form("ada@example.org");
        form.pop();
        let reply = post(&mut world.client(), "/sign-up", &form).await;
        assert!(reply.text().contains("terms-error"));
        world.settles().await;
        assert_eq!(world.mails_to("ada@example.org").await.len(), 0);
    })
    .await;
}

/// Signing in before confirming says so to whoever knows the password, and sends the mail again; an
/// old link does nothing, a new one does.
#[tokio::test]
async fn an_unconfirmed_address_gets_another_link() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        post(&mut world.client(), "/sign-up", &sign_up_form("ada@example.org")).await;
        world.settles().await;
        let first = world.newest_mail("ada@example.org", "confirm_email").await;
        let first = first.after("/confirm-email?token=");
        world.runs_until("2027-04-03T00:00Z").await;
        let fields = |token| [("token", token), ("password", PASSWORD)];
        let late = world.client().post("/confirm-email", &fields(first.as_str())).await;
        assert_eq!(late.status, StatusCode::GONE);

        let (_, wrong) = signs_in(&world, "ada@example.org", "not the password").await;
        let (_, right) = signs_in(&world, "ada@example.org", PASSWORD).await;
        assert!(wrong.text().contains("do not belong together"));
        assert!(right.text().contains("not confirmed yet"), "{}", right.text());
        world.settles().await;
        assert_eq!(world.mails_of_kind("ada@example.org", "confirm_email").await, 2);
        let again = world.newest_mail("ada@example.org", "confirm_email").await;
        let mut browser = world.client();
        let token = again.after("/confirm-email?token=");
        let reply = browser.post("/confirm-email", &fields(token.as_str())).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER);
        assert!(is_in(&mut browser).await);
    })
    .await;
}

/// B1 over the API: sign up, confirm, make a token.
#[tokio::test]
async fn a_program_signs_somebody_up() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let mut program = world.client();
        let body = json!({
            "email": "ada@example.org", "name": "Ada", "password": "short",
            "terms_accepted": true,
        });
        let poor = program.api(Method::POST, "/api/sign-ups", Some(body.clone())).await;
        assert_eq!(poor.json()["errors"][0]["code"], "password.too_short");
        let mut body = body;
        body["password"] = json!(PASSWORD);
        let taken = program.api(Method::POST, "/api/sign-ups", Some(body)).await;
        assert_eq!(taken.status, StatusCode::ACCEPTED, "{}", taken.text());
        world.settles().await;
        let mail = world.newest_mail("ada@example.org", "confirm_email").await;
        let token = mail.after("/confirm-email?token=");
        let path = "/api/sign-ups/confirm";
        let foreign = json!({ "token": token, "password": OTHER_PASSWORD });
        let foreign = program.api(Method::POST, path, Some(foreign)).await;
        assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", foreign.text());
        let error = foreign.json()["errors"][0].clone();
        assert_eq!(
            (&error["field"], &error["code"]),
            (&json!("password"), &json!("sign_up.wrong_password"))
        );
        let token = json!({ "token": token, "password": PASSWORD });
        let opened = program.api(Method::POST, path, Some(token.clone())).await;
        assert_eq!(opened.status, StatusCode::CREATED, "{}", opened.text());
        let again = program.api(Method::POST, path, Some(token)).await;
        assert_eq!(again.status, StatusCode::GONE);

        let forgotten = json!({ "email": "ada@example.org" });
        let asked = program.api(Method::POST, "/api/password-resets", Some(forgotten)).await;
        assert_eq!(asked.status, StatusCode::ACCEPTED);
        world.settles().await;
        let mail = world.newest_mail("ada@example.org", "reset_password").await;
        let token = mail.after("/reset-password?token=");
        let path = "/api/password-resets/confirm";
        let weak = json!({ "token": token, "password": "qwertyuiop" });
        let weak = program.api(Method::POST, path, Some(weak)).await;
        assert_eq!(weak.json()["errors"][0]["field"], "password", "{}", weak.text());
        let good = json!({ "token": token, "password": OTHER_PASSWORD });
        let set = program.api(Method::POST, path, Some(good.clone())).await;
        assert_eq!(set.status, StatusCode::NO_CONTENT, "{}", set.text());
        let again = program.api(Method::POST, path, Some(good)).await;
        assert_eq!(again.status, StatusCode::GONE);
        let (_, reply) = signs_in(&world, "ada@example.org", OTHER_PASSWORD).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER);
    })
    .await;
}

/// H2: whoever started the program sets the deployment up with the printed code, once.
#[tokio::test]
async fn a_deployment_is_set_up_once() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let old = app::first_run::code(&world.app).await.expect("a code").expect("none yet");
        let code = app::first_run::code(&world.app).await.expect("a code").expect("none yet");
        let form = |code: &str| {
            let mut form = sign_up_form("op@example.org");
            form.push(("code", code.to_owned()));
            form
        };
        let mut browser = world.client();
        assert_eq!(browser.get("/set-up").await.status, StatusCode::OK);
        let wrong = post(&mut browser, "/set-up", &form(&old)).await;
        assert!(wrong.text().contains("code-error"), "only the newest code counts");
        let reply = post(&mut browser, "/set-up", &form(&code.to_uppercase())).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
        assert_eq!(reply.location(), "/operator");
        assert!(is_in(&mut browser).await);
        assert_eq!(world.client().get("/set-up").await.status, StatusCode::NOT_FOUND);
        let late = post(&mut world.client(), "/set-up", &form(&code)).await;
        assert_eq!(late.status, StatusCode::NOT_FOUND);
        assert!(app::first_run::code(&world.app).await.expect("asked").is_none());
    })
    .await;
}
