//! The faces put together: pages, assets, and the routes of portal, API and sites behind one
//! server.

use std::sync::Arc;

use anyhow::Context as _;
use axum::Router;
use web::Face;
use web::assets::Assets;
use web::face::Parts;
use web::pages::Pages;
use web::server::{self, Routes};

use crate::house::{self, House};

/// Everything that answers requests.
pub fn router(house: &House) -> anyhow::Result<Router> {
    let face = face(house)?;
    let routes =
        Routes { portal: portal::routes(), api: api::routes(), site: portal::site_routes() };
    Ok(server::router(&face, routes))
}

/// What handlers have at hand.
fn face(house: &House) -> anyhow::Result<Face> {
    let assets = Assets::embedded();
    let own = house::templates(&house.settings)?;
    let pages = Pages::new(&house.app.texts, assets.addresses(), own);
    Ok(Face::new(Parts {
        app: house.app.clone(),
        pages: pages.context("failed to read the pages")?,
        assets,
        runner: house.runner.clone(),
        base: house.settings.base.clone(),
        proxies: Arc::from(house.settings.proxies.as_slice()),
    }))
}
