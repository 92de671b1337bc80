//! Accounts: signing up, in and out; passwords, passkeys, sessions, tokens (B1, F10, E11, I-22). A
//! file per page; here is what they share.

mod pages;
mod profile;
mod sign_in;
mod sign_up;
mod tokens;

use axum::http::StatusCode;
use testkit::http::{Client, Reply};
use testkit::{PASSWORD, World};

pub const OTHER_PASSWORD: &str = "nine slow herons wade";

pub fn sign_up_form(email: &str) -> Vec<(&'static str, String)> {
    vec![
        ("email", email.to_owned()),
        ("name", "Ada Example".to_owned()),
        ("password", PASSWORD.to_owned()),
        ("time_zone", "Europe/Paris".to_owned()),
        ("terms", "yes".to_owned()),
    ]
}

pub async fn post(browser: &mut Client, path: &str, fields: &[(&str, String)]) -> Reply {
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
    browser.post(path, &fields).await
}

pub async fn signs_in(world: &World, email: &str, password: &str) -> (Client, Reply) {
    let mut browser = world.client();
    let reply = browser.post("/sign-in", &[("email", email), ("password", password)]).await;
    (browser, reply)
}

/// Whether the browser is signed in: otherwise the page sends it to sign in.
pub async fn is_in(browser: &mut Client) -> bool {
    browser.get("/security").await.status == StatusCode::OK
}
