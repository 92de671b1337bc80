//! Bearer tokens: who calls the API. Cookies count for nothing here.

use app::Who;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use people::roles::Permission;
use people::token::{SecretToken, TokenKind};
use units::id::AccessTokenId;

use crate::client::Client;
use crate::face::Face;
use crate::problem::Problem;

/// A caller with a valid personal access token; what it may do is for `needs` to say.
#[derive(Clone, Debug)]
pub struct Caller {
    pub who: Who,
    pub token: AccessTokenId,
}

impl Caller {
    /// Refuses with 403 unless person and token may.
    pub fn needs(&self, permission: Permission) -> Result<(), Problem> {
        match self.who.actor.may(permission) {
            true => Ok(()),
            false => Err(Problem::of_code("permission.missing")),
        }
    }
}

/// The token in the `Authorization` header, if it has the form of one of ours.
fn token(headers: &HeaderMap) -> Option<SecretToken> {
    let (scheme, text) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let bearer = scheme.eq_ignore_ascii_case("bearer");
    bearer.then(|| SecretToken::read(TokenKind::PersonalAccess, text.trim()).ok())?
}

impl FromRequestParts<Face> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, face: &Face) -> Result<Caller, Problem> {
        if let Some(known) = parts.extensions.get::<Caller>() {
            return Ok(known.clone());
        }
        if !parts.headers.contains_key(AUTHORIZATION) {
            return Err(Problem::of_code("token.missing"));
        }
        let token = token(&parts.headers).ok_or_else(|| Problem::of_code("token.unknown"))?;
        let client = Client::of(&parts.extensions, &parts.headers, &face.proxies);
        let found = app::tokens::who_is(&face.app, &token, &client.ip_text()).await?;
        let (who, token) = found.ok_or_else(|| Problem::of_code("token.unknown"))?;
        let caller = Caller { who, token };
        parts.extensions.insert(caller.clone());
        Ok(caller)
    }
}
