//! The profile and a person's addresses (F10, E11).

use axum::http::{Method, StatusCode};
use testkit::http::Client;
use testkit::{PASSWORD, on_each_database};

use super::{is_in, signs_in};

/// F10: name, biography, language, zone and notifications are kept; a photo is a picture and
/// nothing else.
#[tokio::test]
async fn a_profile_is_kept() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        let eve = world.owner("eve@example.org").await;
        let mut browser = ada.signs_in().await;
        let fields = [
            ("name", "Ada L."),
            ("biography", "Mathematician.\nPoet."),
            ("locale", "ru"),
            ("zone", "Asia/Tokyo"),
            ("notifications", "news"),
            ("notifications", "meeting_changes"),
        ];
        let reply = browser.post("/profile", &fields).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
        let page = browser.get("/profile").await.text();
        assert!(page.contains("lang=\"ru\"") && page.contains("Mathematician.\nPoet."), "{page}");
        let mut poor = fields;
        poor[0].1 = "http://evil.example";
        poor[3].1 = "Mars/Olympus";
        let page = browser.post("/profile", &poor).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text().contains("name-error") && page.text().contains("zone-error"));

        let uploads = async |browser: &mut Client, file: &[u8]| {
            let head = "--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\n\
                        Content-Type: image/png\r\n\r\n";
            let body = [head.as_bytes(), file, b"\r\n--b--\r\n"].concat();
            let kind = Some("multipart/form-data; boundary=b");
            let headers = [("origin", "http://localhost:8080")];
            browser.send(Method::POST, "/profile/photo", kind, body, &headers).await
        };
        let refused = uploads(&mut browser, b"<svg onload=alert(1)>").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
        let mut head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR".to_vec();
        head.extend([0, 0, 0, 64, 0, 0, 0, 64, 8, 6, 0, 0, 0, 1, 2, 3, 4]);
        let place = b"\x00\x00\x00\x11tEXtplace\x00Paris, home1234";
        let end = b"\x00\x00\x00\x00IEND\xaeB`\x82";
        let cut = uploads(&mut browser, &head).await;
        assert_eq!(cut.status, StatusCode::UNPROCESSABLE_ENTITY, "its end is missing");
        let kept = uploads(&mut browser, &[&head[..], place, end].concat()).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
        let own = app::profile::own(&world.app, &ada.who).await.expect("a profile");
        let person = own.person;
        let path = app::who::photo_path(person.id, &person.photo.expect("a photo"));
        let shown = browser.get(&path).await;
        assert_eq!(shown.bytes, [&head[..], end].concat(), "the picture, not where it was taken");
        assert_eq!(shown.header("content-type"), Some("image/png"));
        assert_eq!(shown.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(eve.signs_in().await.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.client().get(&path).await.status, StatusCode::NOT_FOUND);
        browser.post("/profile/photo/remove", &[]).await;
        assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

/// E11: a person has several addresses, each proved; they sign in with any and change the preferred
/// one without losing anything.
#[tokio::test]
async fn a_person_is_not_an_address() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        let eve = world.owner("eve@example.org").await;
        let mut browser = ada.signs_in().await;
        let asks = |email: &'static str| [("new_address", email)];
        browser.post("/profile/addresses", &asks("ada@work.example")).await;
        browser.post("/profile/addresses", &asks("eve@example.org")).await;
        world.settles().await;
        assert_eq!(world.mails_of_kind("eve@example.org", "already_registered").await, 1);
        let mail = world.newest_mail("ada@work.example", "confirm_email").await;
        let token = mail.after("/profile/addresses/confirm?token=");
        let confirm = "/profile/addresses/confirm";
        let stolen = eve.signs_in().await.post(confirm, &[("token", &token)]).await;
        assert_eq!(stolen.status, StatusCode::GONE, "a link is its person's alone");
        assert_eq!(browser.get(&format!("{confirm}?token={token}")).await.status, StatusCode::OK);
        let reply = browser.post(confirm, &[("token", &token)]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
        let (_, reply) = signs_in(&world, "ADA@work.example", PASSWORD).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER);

        let keep = [("email", "ada@example.org")];
        let refused = browser.post("/profile/addresses/remove", &keep).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "mails go there");
        browser.post("/profile/addresses/prefer", &[("email", "ada@work.example")]).await;
        let removed = browser.post("/profile/addresses/remove", &keep).await;
        assert_eq!(removed.status, StatusCode::SEE_OTHER);
        let (_, old) = signs_in(&world, "ada@example.org", PASSWORD).await;
        assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(is_in(&mut browser).await);
    })
    .await;
}
