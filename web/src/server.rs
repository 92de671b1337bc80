//! The server: every request through the same gates, to the portal, the API or a site.
//!
//! Outermost first: an id, headers, a turn, compression, panics caught, health, hosts told apart;
//! then per face: who it is, where an unsafe request comes from, how large it may be.

use std::future::Future;
use std::net::SocketAddr;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use axum::http::header::HOST;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use people::host::{HostKind, SiteAddress};
use tokio::net::TcpListener;
use tower::ServiceExt;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::compression::{CompressionLayer, CompressionLevel};

use crate::errors::PageError;
use crate::face::Face;
use crate::problem::Problem;
use crate::{assets, headers, idempotency, origin, panics, problem, trace, turns, urls, visit};

/// Largest body of any request, in bytes; handlers take less, and a photo a little.
pub const BODY_MAX_BYTES: usize = 6 * 1024 * 1024;

/// Pages are packed anew each time: the last few per cent of size would cost more than the rest.
const PACKING: CompressionLevel = CompressionLevel::Fastest;

/// The routes of each face.
pub struct Routes {
    /// On the base host.
    pub portal: Router<Face>,
    /// On the base host: paths under `/api/` and for events of gateways; no cookies.
    pub api: Router<Face>,
    /// On the hosts of sites; handlers take `axum::Extension<SiteAddress>`.
    pub site: Router<Face>,
}

/// A site's host, as the request named it: an extension of every request to a site.
pub type Site = SiteAddress;

#[derive(Clone)]
struct Hosts {
    face: Face,
    portal: Router,
    site: Router,
}

/// Everything behind one service: what the binary serves and tests call.
pub fn router(face: &Face, routes: Routes) -> Router {
    let own = Router::new().route("/assets/{version}/{*path}", get(assets::serve));
    let api = routes
        .api
        .route("/api/{*path}", any(async || Problem::of_code("page.not_found")))
        .layer(from_fn_with_state(face.clone(), idempotency::optional))
        .layer(from_fn(trace::tell))
        .layer(from_fn_with_state(face.clone(), problem::attach));
    let portal = paged(face, routes.portal.merge(own.clone())).merge(api);
    let site = paged(face, routes.site.merge(own));
    let hosts = Hosts {
        face: face.clone(),
        portal: limited(portal).with_state(face.clone()),
        site: limited(site).with_state(face.clone()),
    };
    Router::new()
        .route(urls::HEALTH, get(health).with_state(face.clone()))
        .fallback(by_host)
        .with_state(hosts)
        .layer(from_fn(panics::catch))
        .layer(CompressionLayer::new().quality(PACKING).compress_when(worth_packing()))
        .layer(from_fn_with_state(face.clone(), turns::wait))
        .layer(from_fn_with_state(face.clone(), headers::add))
        .layer(from_fn_with_state(face.clone(), trace::follow))
}

/// Recordings are packed already, and players ask for parts of them as they are.
fn worth_packing() -> impl Predicate {
    DefaultPredicate::new()
        .and(NotForContentType::const_new("audio/"))
        .and(NotForContentType::const_new("video/"))
}

/// Pages: who visits is known, unsafe requests come from pages of ours, refusals become pages.
fn paged(face: &Face, routes: Router<Face>) -> Router<Face> {
    routes
        .fallback(async || PageError::not_found())
        .layer(from_fn(panics::catch))
        .layer(from_fn(trace::tell))
        .layer(from_fn_with_state(face.clone(), origin::check))
        .layer(from_fn_with_state(face.clone(), visit::attach))
}

fn limited(routes: Router<Face>) -> Router<Face> {
    routes.layer(DefaultBodyLimit::max(BODY_MAX_BYTES))
}

/// Tells hosts apart; a host that is not ours is answered with 421 and nothing else.
async fn by_host(State(hosts): State<Hosts>, mut request: Request) -> Response {
    let named = request.uri().authority().map(|authority| authority.as_str().to_owned());
    let header = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let host = named.or_else(|| header.map(str::to_owned)).unwrap_or_default();
    let routes = match hosts.face.base.kind_of(&host) {
        HostKind::Base => hosts.portal,
        HostKind::Site(site) => {
            request.extensions_mut().insert::<Site>(site);
            hosts.site
        }
        HostKind::Unknown => return (StatusCode::MISDIRECTED_REQUEST, "").into_response(),
    };
    match routes.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// `GET /healthz` on any host: whether the database answers.
async fn health(State(face): State<Face>) -> Response {
    let asked = async {
        let mut tx = face.app.store.read().await?;
        store::catalog_version::current(&mut tx).await
    };
    match asked.await {
        Ok(_) => (StatusCode::OK, "ok\n").into_response(),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

/// Serves `router` until `until` is over, then lets requests under way finish.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    until: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(until).await
}
