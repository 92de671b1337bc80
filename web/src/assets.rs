//! Assets: styles, scripts, fonts and pictures in the program, served under one version.
//!
//! The version is a hash of all of them and part of their address, so that browsers keep them for
//! good and never see a mixture. `npm run build` in `web/` makes the files.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderMap, IF_NONE_MATCH};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use include_dir::{Dir, DirEntry, include_dir};
use sha2::{Digest, Sha256};

use crate::errors::PageError;
use crate::face::Face;
use crate::path::Path;

static DIST: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/dist");

/// A year: the version in the address changes when a file does.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";
/// Under another version's address: asked for again each time.
const ONCE: &str = "public, no-cache";
/// Digits of the version.
const VERSION_CHARS: usize = 12;

/// The files by path, and their version.
#[derive(Clone)]
pub struct Assets {
    files: BTreeMap<&'static str, &'static [u8]>,
    version: String,
}

impl Assets {
    /// What is in the program.
    pub fn embedded() -> Assets {
        let mut files = BTreeMap::new();
        collect(&DIST, &mut files);
        let mut hash = Sha256::new();
        for (path, bytes) in &files {
            hash.update(path.as_bytes());
            hash.update(Sha256::digest(bytes));
        }
        let digest = hash.finalize();
        let mut version: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        version.truncate(VERSION_CHARS);
        Assets { files, version }
    }

    /// The address of each file by its plain name, for `Pages::new`.
    pub fn addresses(&self) -> BTreeMap<String, String> {
        let address = |path: &&str| format!("/assets/{}/{path}", self.version);
        self.files.keys().map(|path| ((*path).to_owned(), address(path))).collect()
    }
}

fn collect(folder: &'static Dir<'static>, files: &mut BTreeMap<&'static str, &'static [u8]>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, files),
            DirEntry::File(file) => {
                files.extend(file.path().to_str().map(|path| (path, file.contents())));
            }
        }
    }
}

/// `GET /assets/{version}/{path}`
pub(crate) async fn serve(
    State(face): State<Face>,
    Path((version, path)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let assets = &face.assets;
    let Some(bytes) = assets.files.get(path.as_str()) else {
        return PageError::not_found().into_response();
    };
    let tag = format!("\"{}\"", assets.version);
    let keep = if version == assets.version { FOR_GOOD } else { ONCE };
    let known: [(HeaderName, String); 2] = [(CACHE_CONTROL, keep.to_owned()), (ETAG, tag.clone())];
    if headers.get(IF_NONE_MATCH).is_some_and(|known| known == tag.as_str()) {
        return (StatusCode::NOT_MODIFIED, known).into_response();
    }
    (known, [(CONTENT_TYPE, media_type(&path))], *bytes).into_response()
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "png" => "image/png",
        "json" => "application/json",
        "map" => "application/json",
        _ => "application/octet-stream",
    }
}
