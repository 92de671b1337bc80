//! The faces over HTTP: the very router the binary serves, called in the process.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST, ORIGIN, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use serde_json::Value as Json;
use tower::ServiceExt;
use web::Face;
use web::assets::Assets;
use web::face::Parts;
use web::pages::Pages;
use web::server::{Routes, router};

use crate::world::World;

/// The portal's host in tests.
pub const HOST_NAME: &str = "localhost:8080";
/// Largest answer read.
const BODY_MAX_BYTES: usize = 32 * 1024 * 1024;

/// An answer.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Reply {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as JSON; panics when it is none.
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text()))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Where a redirect leads.
    pub fn location(&self) -> String {
        self.header("location").unwrap_or_default().to_owned()
    }
}

/// A browser or program with its cookies and perhaps a token.
#[derive(Clone)]
pub struct Client {
    router: Router,
    pub cookies: BTreeMap<String, String>,
    pub token: Option<String>,
    pub host: String,
}

/// A page as it is read, with plain spaces. It must have come.
pub fn read(reply: &Reply) -> String {
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    reply.text().replace(['\u{a0}', '\u{202f}'], " ").replace("&#x2f;", "/")
}

impl World {
    /// A fresh client of this deployment.
    pub fn client(&self) -> Client {
        Client {
            router: self.router(),
            cookies: BTreeMap::new(),
            token: None,
            host: HOST_NAME.to_owned(),
        }
    }

    fn router(&self) -> Router {
        // Read once for all clients: it takes longer than many a story.
        static PAGES: OnceLock<(Assets, Pages)> = OnceLock::new();
        let read = || {
            let assets = Assets::embedded();
            let pages = Pages::new(&self.app.texts, assets.addresses(), BTreeMap::new());
            (assets, pages.expect("templates"))
        };
        let (assets, pages) = PAGES.get_or_init(read).clone();
        let base = self.app.config.base_host().parse().expect("a base domain");
        let face = Face::new(Parts {
            app: self.app.clone(),
            pages,
            assets,
            runner: self.runner.clone(),
            base,
            proxies: Arc::new([]),
        });
        let routes =
            Routes { portal: portal::routes(), api: api::routes(), site: portal::site_routes() };
        router(&face, routes)
    }
}

impl Client {
    pub async fn get(&mut self, path: &str) -> Reply {
        self.send(Method::GET, path, None, Vec::new(), &[]).await
    }

    /// Posts a form as a page of ours does.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let body = form(fields);
        let kind = "application/x-www-form-urlencoded";
        let origin = format!("http://{}", self.host);
        let headers = [("origin", origin.as_str())];
        self.send(Method::POST, path, Some(kind), body, &headers).await
    }

    /// Calls the API with the client's token.
    pub async fn api(&mut self, method: Method, path: &str, body: Option<Json>) -> Reply {
        self.api_with(method, path, body, &[]).await
    }

    pub async fn api_with(
        &mut self,
        method: Method,
        path: &str,
        body: Option<Json>,
        headers: &[(&str, &str)],
    ) -> Reply {
        let kind = body.is_some().then_some("application/json");
        let bytes = body.map(|body| body.to_string().into_bytes()).unwrap_or_default();
        self.send(method, path, kind, bytes, headers).await
    }

    /// Any request at all.
    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        content_type: Option<&str>,
        body: Vec<u8>,
        headers: &[(&str, &str)],
    ) -> Reply {
        let mut request = Request::builder().method(method).uri(path).header(HOST, &self.host);
        for (name, value) in headers {
            let name = if *name == "origin" { ORIGIN.as_str() } else { name };
            request = request.header(name, *value);
        }
        if let Some(kind) = content_type {
            request = request.header(CONTENT_TYPE, kind);
        }
        if !self.cookies.is_empty() {
            let all: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(COOKIE, all.join("; "));
        }
        if let Some(token) = &self.token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        let request = request.body(Body::from(body)).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("infallible");
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(SET_COOKIE) {
            self.keep_cookie(cookie.to_str().unwrap_or_default());
        }
        let bytes = to_bytes(body, BODY_MAX_BYTES).await.expect("a body").to_vec();
        Reply { status: parts.status, headers: parts.headers, bytes }
    }

    fn keep_cookie(&mut self, header: &str) {
        let pair = header.split(';').next().unwrap_or_default();
        let Some((name, value)) = pair.split_once('=') else { return };
        if header.to_lowercase().contains("max-age=0") || value.is_empty() {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}

/// Fields as a browser encodes them.
fn form(fields: &[(&str, &str)]) -> Vec<u8> {
    let encode = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                    char::from(byte).to_string()
                }
                other => format!("%{other:02X}"),
            })
            .collect()
    };
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    pairs.join("&").into_bytes()
}
