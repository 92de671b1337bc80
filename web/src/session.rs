//! Sessions and the other things a browser carries for us: who is signed in, which cart, which
//! language.
//!
//! The cookie holds the secret, the store its SHA-256 alone. A new session gets a new secret each
//! time; what ends a session is decided in `app`.

use app::sessions::SignedIn;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use people::token::{SecretToken, TokenKind};
use store::StoreError;
use units::Locale;
use units::id::CartId;

use crate::client::Client;
use crate::cookies::{self, Cookie};
use crate::face::Face;

/// The session's cookie. Browsers take this name from this very host over a safe connection only.
pub const COOKIE: &str = "__Host-plenum";
const CART: &str = "__Host-cart";
const LANGUAGE: &str = "__Host-lang";

/// How long the browser keeps each; the store decides how long a session really lives.
const SESSION_KEPT_S: i64 = 30 * 86_400;
const CART_KEPT_S: i64 = 30 * 86_400;
const LANGUAGE_KEPT_S: i64 = 400 * 86_400;

/// The session's secret, as the browser sent it.
pub fn secret(headers: &HeaderMap) -> Option<SecretToken> {
    SecretToken::read(TokenKind::Session, cookies::read(headers, COOKIE)?).ok()
}

/// Who is signed in with the request's cookie.
pub(crate) async fn find(
    face: &Face,
    headers: &HeaderMap,
    client: &Client,
) -> Result<Option<SignedIn>, StoreError> {
    let Some(token) = secret(headers) else { return Ok(None) };
    app::sessions::who_is(&face.app, &token, &client.ip_text()).await
}

/// The cart the browser carries.
pub(crate) fn cart(headers: &HeaderMap) -> Option<CartId> {
    cookies::read(headers, CART)?.parse().ok()
}

/// The language chosen on this browser.
pub(crate) fn language(headers: &HeaderMap) -> Option<Locale> {
    cookies::read(headers, LANGUAGE)?.parse().ok()
}

/// Changes what the browser carries, along with `answer`.
#[must_use]
pub struct Carry<R> {
    answer: R,
    cookies: Vec<HeaderValue>,
}

/// A redirect to `path`, to be given cookies.
pub fn redirect(path: &str) -> Carry<Redirect> {
    carry(Redirect::to(path))
}

/// `answer`, to be given cookies.
pub fn carry<R>(answer: R) -> Carry<R> {
    Carry { answer, cookies: Vec::new() }
}

impl<R> Carry<R> {
    /// Signed in by the session with this secret.
    pub fn signed_in(self, secret: &SecretToken) -> Carry<R> {
        self.set(COOKIE, secret.secret(), SESSION_KEPT_S)
    }

    /// Nobody is signed in any more, and no cart is left lying about.
    pub fn signed_out(self) -> Carry<R> {
        self.set(COOKIE, "", 0).set(CART, "", 0)
    }

    pub fn cart(self, cart: CartId) -> Carry<R> {
        self.set(CART, &cart.to_string(), CART_KEPT_S)
    }

    /// The cart became an order or belongs to the account now.
    pub fn without_cart(self) -> Carry<R> {
        self.set(CART, "", 0)
    }

    pub fn language(self, locale: &Locale) -> Carry<R> {
        self.set(LANGUAGE, locale.tag(), LANGUAGE_KEPT_S)
    }

    fn set(mut self, name: &str, value: &str, max_age_s: i64) -> Carry<R> {
        let cookie = Cookie { name, value, max_age_s: Some(max_age_s) };
        self.cookies.extend(cookie.header());
        self
    }
}

impl<R: IntoResponse> IntoResponse for Carry<R> {
    fn into_response(self) -> Response {
        let mut response = self.answer.into_response();
        for cookie in self.cookies {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
        response
    }
}
