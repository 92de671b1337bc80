//! A program that calls the API over the network, and may never hear the answer.

use std::time::Duration;

use reqwest::header::{AUTHORIZATION, HOST, ORIGIN};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value as Json, json};

/// Longer than any answer takes.
const ANSWER_WITHIN: Duration = Duration::from_secs(20);
const PASSWORD: &str = "violet harbour 27 kites";
/// Pages of meetings read at most.
const PAGES_MAX: usize = 1_000;

/// What came back.
#[derive(Clone, Debug)]
pub enum Heard {
    /// It is done, and this is its id.
    Acknowledged(String),
    /// The process died: whether it is done, nobody knows.
    Nothing,
    /// There was no process: it is not done.
    NotThere,
}

/// A program with a token.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    port: u16,
    token: String,
    /// When the meetings are that it schedules.
    start: String,
}

impl Client {
    pub fn new(port: u16, token: String, start: String) -> Client {
        Client { http: http(), port, token, start }
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        request(&self.http, method, self.port, path)
            .header(AUTHORIZATION, format!("Bearer {}", self.token))
    }

    /// Schedules a meeting; its title is its idempotency key.
    pub async fn schedules(&self, title: &str) -> Heard {
        let body = json!({
            "title": title, "start": self.start, "zone": "UTC", "duration_minutes": 30,
        });
        match self.posts("/api/meetings", title, &body).await {
            Ok((StatusCode::CREATED, meeting)) => {
                Heard::Acknowledged(meeting["id"].as_str().expect("an id").to_owned())
            }
            Ok((status, body)) => panic!("{status}: {body}"),
            Err(heard) => heard,
        }
    }

    /// Posts `body` with `key`; the answer, if one came.
    pub async fn posts(
        &self,
        path: &str,
        key: &str,
        body: &Json,
    ) -> Result<(StatusCode, Json), Heard> {
        let request = self.request(Method::POST, path).header("idempotency-key", key);
        let answer = match request.json(body).send().await {
            Ok(answer) => answer,
            Err(error) if error.is_connect() => return Err(Heard::NotThere),
            Err(_) => return Err(Heard::Nothing),
        };
        let status = answer.status();
        answer.json().await.map(|body| (status, body)).map_err(|_| Heard::Nothing)
    }

    /// What is there; panics without an answer.
    pub async fn gets(&self, path: &str) -> Json {
        let answer = self.request(Method::GET, path).send().await.expect("an answer");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        answer.json().await.expect("JSON")
    }

    /// Title and id of every meeting to come.
    pub async fn meetings(&self) -> Vec<(String, String)> {
        let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
        let mut all = Vec::new();
        let mut path = "/api/meetings?limit=100".to_owned();
        for _ in 0..PAGES_MAX {
            let page = self.gets(&path).await;
            let listed = page["meetings"].as_array().expect("meetings");
            all.extend(listed.iter().map(|each| (text(&each["title"]), text(&each["id"]))));
            let Some(next) = page["next"].as_str() else { return all };
            path = format!("/api/meetings?limit=100&after={next}");
        }
        panic!("more than {PAGES_MAX} pages");
    }
}

/// Every request on a connection of its own: one that is refused was never sent.
fn http() -> reqwest::Client {
    // The first provider stays; a second one is refused and does no harm.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = reqwest::Client::builder().pool_max_idle_per_host(0).timeout(ANSWER_WITHIN);
    builder.redirect(reqwest::redirect::Policy::none()).build().expect("a client")
}

fn request(http: &reqwest::Client, method: Method, port: u16, path: &str) -> RequestBuilder {
    let url = format!("http://127.0.0.1:{port}{path}");
    http.request(method, url).header(HOST, format!("localhost:{port}"))
}

/// The first person's account, by the code the program printed.
pub async fn set_up(port: u16, code: &str, email: &str) {
    let fields = [
        ("code", code),
        ("name", "Ada Example"),
        ("email", email),
        ("password", PASSWORD),
        ("time_zone", "UTC"),
    ];
    let request = request(&http(), Method::POST, port, "/set-up");
    let request = request.header(ORIGIN, format!("http://localhost:{port}"));
    let answer = request.form(&fields).send().await.expect("an answer");
    assert!(answer.status().is_redirection(), "{}", answer.status());
}
