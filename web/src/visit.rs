//! A visit: who looks at a page, in which language, from where; and the page they get.
//!
//! `attach` finds it out once per request; handlers take `Visit` (anybody), `Member` (signed in) or
//! `Operator` as an argument.

use std::ops::Deref;
use std::sync::Arc;

use app::Who;
use app::cart::Shopper;
use app::operator::Console;
use app::sessions::SignedIn;
use app::visitor::Visitor;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, REFERER, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next as Rest;
use axum::response::{Html, IntoResponse, Redirect, Response};
use people::roles::Permission;
use serde::Serialize;
use units::id::{CartId, SessionId};
use units::{Locale, Zone};
use url::Url;

use crate::chrome::Chrome;
use crate::client::Client;
use crate::errors::{self, PageError};
use crate::face::Face;
use crate::next::Next;
use crate::refusal::Refused;
use crate::server::Site;
use crate::session;
use crate::trace::RequestId;
use crate::{news, urls};

/// One request for a page.
#[derive(Clone)]
pub struct Visit {
    face: Face,
    pub locale: Locale,
    /// The person's zone; UTC for a stranger.
    pub zone: Zone,
    pub who: Option<Who>,
    pub session: Option<SessionId>,
    /// The cart a visitor carries around.
    pub cart: Option<CartId>,
    pub client: Client,
    /// Without query.
    pub path: String,
    /// The site it came to; none: the portal.
    pub site: Option<Site>,
    /// Where to come back to after signing in: the path with its query, or the page a form was on.
    pub back: Next,
    pub(crate) news: Option<String>,
    pub(crate) request_id: String,
}

impl Visit {
    /// Finds out whose request it is. A store that is away leaves a stranger and the reason.
    async fn read(face: &Face, request: &Parts) -> (Visit, Option<Refused>) {
        let headers = &request.headers;
        let client = Client::of(&request.extensions, headers, &face.proxies);
        let (signed_in, refused) = match session::find(face, headers, &client).await {
            Ok(found) => (found, None),
            Err(error) => (None, Some(Refused::of(&error))),
        };
        let request_id = request.extensions.get::<RequestId>();
        let (who, session) = match signed_in {
            Some(SignedIn { who, session }) => (Some(who), Some(session)),
            None => (None, None),
        };
        let visit = Visit {
            face: face.clone(),
            locale: locale(face, who.as_ref(), headers),
            zone: who.as_ref().map_or_else(Zone::utc, |who| who.zone.clone()),
            who,
            session,
            cart: session::cart(headers),
            client,
            path: request.uri.path().to_owned(),
            site: request.extensions.get::<Site>().cloned(),
            back: back(request),
            news: news::key(headers),
            request_id: request_id.map(|id| id.0.clone()).unwrap_or_default(),
        };
        (visit, refused)
    }

    pub fn face(&self) -> &Face {
        &self.face
    }

    /// Whose carts are looked at.
    pub fn shopper(&self) -> Shopper {
        Shopper { account: self.who.as_ref().map(Who::account), cart: self.cart }
    }

    /// As the stories of signing up and in know the other end.
    pub fn visitor(&self) -> Visitor {
        Visitor {
            ip: self.client.ip_text(),
            user_agent: self.client.user_agent.clone(),
            via: "portal",
        }
    }

    /// The plain text of `key` in the visitor's language.
    pub fn text(&self, key: &str) -> String {
        self.face.texts().plain(&self.locale, key)
    }

    /// `template` showing `page`.
    pub async fn page(&self, template: &str, page: impl Serialize) -> Result<Response, PageError> {
        self.page_as(StatusCode::OK, template, page).await
    }

    /// The page of a form that was refused (422), with what was typed still in it.
    pub async fn refused_page(
        &self,
        template: &str,
        page: impl Serialize,
    ) -> Result<Response, PageError> {
        self.page_as(StatusCode::UNPROCESSABLE_ENTITY, template, page).await
    }

    /// `template` showing `page`, answered with `status`.
    pub async fn page_as(
        &self,
        status: StatusCode,
        template: &str,
        page: impl Serialize,
    ) -> Result<Response, PageError> {
        let chrome = self.chrome().await?;
        let html = self.face.pages.render(template, &self.locale, &chrome, page)?;
        let mut response = (status, Html(html)).into_response();
        if let Some(header) = self.news.as_ref().and_then(|_| news::said()) {
            response.headers_mut().append(SET_COOKIE, header);
        }
        Ok(response)
    }

    pub(crate) async fn chrome(&self) -> Result<Chrome, store::StoreError> {
        Chrome::load(self).await
    }

    pub(crate) fn bare_chrome(&self) -> Chrome {
        Chrome::bare(self)
    }
}

/// The person's own language, else the one chosen on this browser, else what the browser asks for.
fn locale(face: &Face, who: Option<&Who>, headers: &HeaderMap) -> Locale {
    let texts = face.texts();
    let own = who.map(|who| who.locale.clone()).filter(|own| texts.speaks(own));
    let chosen = || session::language(headers).filter(|chosen| texts.speaks(chosen));
    let asked = || {
        let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        texts.negotiate(header.unwrap_or_default())
    };
    own.or_else(chosen).unwrap_or_else(asked)
}

/// The page to come back to: this one, or for a form the one it stood on.
fn back(request: &Parts) -> Next {
    if request.method == Method::GET {
        let path = request.uri.path_and_query().map(|path| path.as_str());
        return Next::or_home(path);
    }
    let referer = request.headers.get(REFERER).and_then(|value| value.to_str().ok());
    let from = referer.and_then(|text| Url::parse(text).ok());
    let path = from.map(|url| match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    });
    Next::or_home(path.as_deref())
}

/// Finds out who visits, answers, and puts refusals into the visitor's words.
pub(crate) async fn attach(State(face): State<Face>, request: Request, rest: Rest) -> Response {
    let (mut parts, body) = request.into_parts();
    let (visit, refused) = Visit::read(&face, &parts).await;
    if let Some(refused) = refused {
        return errors::page(&visit, &refused).await;
    }
    let changes = !parts.method.is_safe();
    parts.extensions.insert(visit.clone());
    let response = rest.run(Request::from_parts(parts, body)).await;
    if changes {
        face.runner.wake();
    }
    match refusal_in(&response) {
        Some(refused) => {
            let mut page = errors::page(&visit, &refused).await;
            for (name, value) in response.headers() {
                if !page.headers().contains_key(name) {
                    page.headers_mut().insert(name, value.clone());
                }
            }
            page
        }
        None => response,
    }
}

/// What an answer carries that is to be put into words: a refusal of ours, or a bare status.
fn refusal_in(response: &Response) -> Option<Arc<Refused>> {
    if let Some(refused) = response.extensions().get::<Arc<Refused>>() {
        return Some(refused.clone());
    }
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    let bare = errors::is_bare(response);
    (failed && bare).then(|| Arc::new(Refused::of_status(status, None)))
}

impl FromRequestParts<Face> for Visit {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &Face) -> Result<Visit, PageError> {
        let visit = parts.extensions.get::<Visit>().cloned();
        visit.ok_or_else(|| PageError::broken("a page's router is not under visit::attach"))
    }
}

/// A visit by somebody signed in. Others are sent to sign in and come back.
#[derive(Clone)]
pub struct Member {
    visit: Visit,
    pub who: Who,
    pub session: SessionId,
}

impl Member {
    /// Refuses with 403 unless the person may.
    pub fn needs(&self, permission: Permission) -> Result<(), PageError> {
        match self.who.actor.may(permission) {
            true => Ok(()),
            false => Err(PageError::of_code("permission.missing")),
        }
    }

    pub fn visit(&self) -> &Visit {
        &self.visit
    }
}

impl Deref for Member {
    type Target = Visit;

    fn deref(&self) -> &Visit {
        &self.visit
    }
}

impl FromRequestParts<Face> for Member {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, face: &Face) -> Result<Member, Response> {
        let visit = Visit::from_request_parts(parts, face).await;
        let visit = visit.map_err(IntoResponse::into_response)?;
        match (visit.who.clone(), visit.session) {
            (Some(who), Some(session)) => Ok(Member { visit, who, session }),
            _ => Err(Redirect::to(&urls::sign_in(Some(&visit.back))).into_response()),
        }
    }
}

/// A visit by somebody who runs the deployment. To others the page does not exist.
#[derive(Clone)]
pub struct Operator {
    member: Member,
    /// The proof that stories of the console ask for.
    pub console: Console,
}

impl Deref for Operator {
    type Target = Member;

    fn deref(&self) -> &Member {
        &self.member
    }
}

impl FromRequestParts<Face> for Operator {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, face: &Face) -> Result<Operator, Response> {
        let member = Member::from_request_parts(parts, face).await?;
        match Console::of(&member.who) {
            Ok(console) => Ok(Operator { member, console }),
            Err(error) => Err(PageError::from(error).into_response()),
        }
    }
}
