//! `/api/site/brand`: the site's logo and accent colour, seen before they are kept (P1, B7).
//!
//! A logo is uploaded first, then named; guests see it when it is kept.

use std::sync::Arc;

use app::App;
use app::site::brand;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Json, Response};
use people::site::brand::{Brand, Draft};
use people::site::colour::{Colour, Palette, Shades};
use serde::{Deserialize, Serialize};
use units::id::SiteLogoId;
use utoipa::ToSchema;
use web::{Caller, Problem, urls};

use super::{OwnSite, answer, expected, refused, tagged};
use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(upload))
        .routes(operations!(preview))
        .routes(operations!(keep))
}

/// How the site looks to its guests.
#[derive(Serialize, ToSchema)]
pub(super) struct SiteBrand {
    /// None: the service's own colours.
    #[schema(example = "#1f6f64")]
    accent: Option<String>,
    logo: Option<ShownLogo>,
}

/// The logo that guests see.
#[derive(Serialize, ToSchema)]
struct ShownLogo {
    #[schema(value_type = String, format = "uuid")]
    id: SiteLogoId,
    /// Path of the picture, on the portal and on every site.
    path: String,
    /// Said to those who do not see it.
    alternative: String,
}

/// A picture that was uploaded, for `logo` of the brand.
#[derive(Serialize, ToSchema)]
struct UploadedLogo {
    #[schema(value_type = String, format = "uuid")]
    id: SiteLogoId,
    #[schema(example = "image/png")]
    media_type: &'static str,
    /// Size of what is kept of the file.
    bytes: u32,
}

/// A brand to look at or to keep. What is left out is taken away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SiteBrandDraft {
    /// `#` and six hexadecimal digits, or three.
    #[serde(default)]
    #[schema(example = "#1f6f64")]
    accent: Option<String>,
    /// Of a picture that was uploaded.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "uuid")]
    logo: Option<SiteLogoId>,
    /// Needed with a logo: up to 100 characters for those who do not see it.
    #[serde(default)]
    alternative: String,
}

/// A body that is an object and nothing else: a list of its fields would be read as one otherwise.
type Body = Json<serde_json::Map<String, serde_json::Value>>;

fn read(Json(fields): Body) -> Result<SiteBrandDraft, Problem> {
    let draft = serde_json::from_value(serde_json::Value::Object(fields));
    draft.map_err(|_| Problem::of_code("request.unreadable"))
}

/// What keeping a brand would do.
#[derive(Serialize, ToSchema)]
struct SiteBrandPreview {
    /// The site's host.
    host: String,
    brand: SiteBrand,
    /// What becomes of the colour, so that it can be read; none without one.
    colours: Option<SiteColours>,
    /// It is as the site looks now.
    same: bool,
    /// For `If-Match`; also the `ETag`.
    version: u32,
}

/// Shades of a colour. Contrasts are those of WCAG in hundredths, rounded down; none is below 450.
#[derive(Serialize, ToSchema)]
struct SiteColours {
    /// As it was chosen: on buttons and bands.
    fill: String,
    /// What is written on it: white, or black where white could not be read.
    on_fill: String,
    contrast_hundredths: u32,
    light: SiteShades,
    dark: SiteShades,
}

/// On a light page or a dark one.
#[derive(Serialize, ToSchema)]
struct SiteShades {
    /// For links, outlines and marks.
    ink: String,
    /// For the same when they stand out more.
    strong: String,
    /// A ground that hints at the colour.
    wash: String,
    /// What is written on `ink`.
    on_ink: String,
}

impl From<&Brand> for SiteBrand {
    fn from(brand: &Brand) -> SiteBrand {
        SiteBrand {
            accent: brand.accent.map(|accent| accent.to_string()),
            logo: brand.logo.as_ref().map(|logo| ShownLogo {
                id: logo.id,
                path: urls::site_logo(logo.id),
                alternative: logo.alternative.to_string(),
            }),
        }
    }
}

impl From<Palette> for SiteColours {
    fn from(palette: Palette) -> SiteColours {
        let shades = |shades: Shades| {
            let Shades { ink, strong, wash, on_ink } = shades;
            let [ink, strong, wash, on_ink] =
                [ink, strong, wash, on_ink].map(|colour: Colour| colour.to_string());
            SiteShades { ink, strong, wash, on_ink }
        };
        SiteColours {
            fill: palette.fill.to_string(),
            on_fill: palette.on_fill.to_string(),
            contrast_hundredths: palette.fill.contrast(palette.on_fill),
            light: shades(palette.light),
            dark: shades(palette.dark),
        }
    }
}

impl From<brand::Preview> for SiteBrandPreview {
    fn from(preview: brand::Preview) -> SiteBrandPreview {
        SiteBrandPreview {
            brand: SiteBrand::from(&preview.brand),
            colours: preview.palette.map(SiteColours::from),
            same: preview.is_same,
            host: preview.host,
            version: preview.version,
        }
    }
}

impl From<SiteBrandDraft> for Draft {
    fn from(body: SiteBrandDraft) -> Draft {
        Draft {
            accent: body.accent.unwrap_or_default(),
            logo: body.logo,
            alternative: body.alternative,
        }
    }
}

/// Upload a logo
///
/// PNG or JPEG, told by its content; up to 512 KiB, each edge from 16 to 2000 pixels. What stands
/// in the file beside the picture is not kept. Guests see it once it is kept as the site's logo;
/// of the others the latest five stay to be named.
#[utoipa::path(post, path = "/api/site/logos", tag = "site",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 201, description = "The logo, to be named.", body = UploadedLogo),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn upload(
    State(app): State<Arc<App>>,
    caller: Caller,
    file: Bytes,
) -> Result<(StatusCode, Json<UploadedLogo>), Problem> {
    let uploaded = brand::upload(&app, &caller.who, &file).await?;
    let media_type = uploaded.kind.media_type();
    let body = UploadedLogo { id: uploaded.id, media_type, bytes: uploaded.bytes };
    Ok((StatusCode::CREATED, Json(body)))
}

/// Preview logo and colour of the site
///
/// Nothing happens. What is refused here would be refused when it is kept.
#[utoipa::path(post, path = "/api/site/brand/preview", tag = "site",
    request_body = SiteBrandDraft,
    responses(
        (status = 200, description = "How the site would look.", body = SiteBrandPreview,
            headers(("ETag" = String))),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn preview(
    State(app): State<Arc<App>>,
    caller: Caller,
    body: Body,
) -> Result<Response, Problem> {
    let body = read(body)?;
    let previewed = brand::preview(&app, &caller.who, &body.into()).await.map_err(refused)?;
    let previewed = SiteBrandPreview::from(previewed);
    let version = previewed.version;
    Ok(tagged(previewed, version))
}

/// Keep logo and colour of the site
///
/// A logo that is replaced or taken away is deleted. What the site looks like already is no change.
#[utoipa::path(put, path = "/api/site/brand", tag = "site", request_body = SiteBrandDraft,
    params(("If-Match" = Option<String>, Header,
        description = "The `ETag` of the preview.")),
    responses(
        (status = 200, description = "The site as kept.", body = OwnSite,
            headers(("ETag" = String))),
        (status = 412, description = "It was changed since it was read.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn keep(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let body = read(body)?;
    let kept = brand::keep(&app, &caller.who, &body.into(), expected(&headers)?).await;
    kept.map_err(refused)?;
    answer(&app, &caller).await
}
