//! `Face`: what every handler of the portal and of the API has at hand.

use std::net::IpAddr;
use std::ops::Deref;
use std::sync::Arc;

use app::App;
use axum::extract::FromRef;
use jobs::Runner;
use people::host::BaseDomain;
use texts::Texts;

use crate::assets::Assets;
use crate::pages::Pages;
use crate::turns::Turns;

/// The state of every router; clones share everything.
#[derive(Clone)]
pub struct Face {
    parts: Arc<Parts>,
    pub(crate) turns: Turns,
}

/// What a face is made of.
pub struct Parts {
    pub app: Arc<App>,
    pub pages: Pages,
    pub assets: Assets,
    /// Due work: told when something becomes due; moves a simulated clock.
    pub runner: Runner,
    /// Hosts of ours stand under it.
    pub base: BaseDomain,
    /// Whose forwarding headers are believed.
    pub proxies: Arc<[IpAddr]>,
}

impl Face {
    pub fn new(parts: Parts) -> Face {
        let turns = Turns::of(parts.app.store.dialect());
        Face { parts: Arc::new(parts), turns }
    }

    pub fn texts(&self) -> &Texts {
        &self.app.texts
    }

    /// Whether people reach us over a protected connection.
    pub fn is_https(&self) -> bool {
        self.app.config.base_url.scheme() == "https"
    }
}

impl Deref for Face {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.parts
    }
}

impl FromRef<Face> for Arc<App> {
    fn from_ref(face: &Face) -> Arc<App> {
        face.app.clone()
    }
}
