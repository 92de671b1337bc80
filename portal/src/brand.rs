//! `/brand/…`: logos of sites and style sheets of their colours, the same on every host: a page may
//! load from its own only.

use std::sync::Arc;

use app::App;
use app::site::brand;
use axum::Router;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use people::site::colour::{Colour, Palette};
use units::id::SiteLogoId;
use web::{Face, PageError, Path, Visit};

/// A picture never changes under its id.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";
/// Nobody but the person who asked may keep what guests are not shown.
const FOR_ONE: &str = "private, max-age=3600";
/// A later version may make other shades of a colour.
const FOR_A_DAY: &str = "public, max-age=86400";

pub fn routes() -> Router<Face> {
    Router::new().route("/brand/logos/{id}", get(logo)).route("/brand/colours/{file}", get(colours))
}

/// `GET /brand/logos/{id}`
async fn logo(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(id): Path<SiteLogoId>,
) -> Result<Response, PageError> {
    let found = brand::logo(&app, visit.who.as_ref(), id).await?;
    let kept = if found.is_shown { FOR_GOOD } else { FOR_ONE };
    let headers = [(CONTENT_TYPE, found.kind.media_type()), (CACHE_CONTROL, kept)];
    Ok((headers, found.picture).into_response())
}

/// `GET /brand/colours/{digits}.css`: it is all in the address, so nothing is looked up.
async fn colours(Path(file): Path<String>) -> Result<Response, PageError> {
    let digits = file.strip_suffix(".css").ok_or_else(PageError::not_found)?;
    let colour: Colour = digits.parse().map_err(|_| PageError::not_found())?;
    // One address for each colour.
    if colour.digits() != digits {
        return Err(PageError::not_found());
    }
    let headers = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, FOR_A_DAY)];
    Ok((headers, sheet(&colour.palette())).into_response())
}

/// The variables of `web/styles/tokens.css` that hold the accent, for whatever is `branded`.
fn sheet(palette: &Palette) -> String {
    let Palette { fill, on_fill, light, dark } = palette;
    let both = |light: Colour, dark: Colour| format!("light-dark({light}, {dark})");
    let lines = [
        ("brand", fill.to_string()),
        ("on-brand", on_fill.to_string()),
        ("accent", both(light.ink, dark.ink)),
        ("accent-strong", both(light.strong, dark.strong)),
        ("accent-wash", both(light.wash, dark.wash)),
        ("on-accent", both(light.on_ink, dark.on_ink)),
    ];
    let lines = lines.map(|(name, value)| format!("  --{name}: {value};\n"));
    format!(".branded {{\n{}}}\n", lines.concat())
}
