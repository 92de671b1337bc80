//! `/site/brand`: the site's logo and accent colour, seen as guests will before they are kept (B7,
//! P1).
//!
//! A file that is taken stays uploaded while the rest is put right: nobody chooses it twice.

use std::sync::Arc;

use app::App;
use app::site::brand::{self, Preview};
use app::site::{self, SiteError};
use axum::Router;
use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use people::site::brand::{ALTERNATIVE_MAX_CHARS, Brand, Draft};
use people::site::colour::{Colour, Palette, Shades};
use people::site::logo::LogoProblem;
use serde::Serialize;
use texts::Args;
use units::id::SiteLogoId;
use web::brand::BrandLine;
use web::forms::{Asked, FieldErrors, Fields};
use web::{Face, Form, Member, PageError, news, urls};

/// Longest text field of the form, in bytes.
const FIELD_MAX_BYTES: usize = 4_000;
/// The white of paper and the dark of screens, against which contrasts are told.
const PAPERS: [&str; 2] = ["#ffffff", "#0e1615"];

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::SITE_BRAND, get(show).post(keep))
        .route(urls::SITE_BRAND_PREVIEW, get(preview).post(hand_in))
}

/// The form.
#[derive(Serialize)]
struct BrandPage {
    back_href: &'static str,
    preview_href: &'static str,
    /// The logo of the draft, by id and address; none: there is none.
    logo: Option<LogoChoice>,
    /// As typed, or as it is.
    alternative: String,
    alternative_max: usize,
    accent: String,
    /// The style sheet of the colour, where it is one.
    colours_href: Option<String>,
    errors: FieldErrors,
    refusal: Option<String>,
}

#[derive(Serialize)]
struct LogoChoice {
    id: SiteLogoId,
    href: String,
}

/// What guests will see.
#[derive(Serialize)]
struct PreviewPage {
    back_href: &'static str,
    change_href: String,
    keep_href: &'static str,
    /// What the draft was, for the form.
    fields: Vec<Field>,
    brand: BrandLine,
    /// What becomes of the colour where it must be read.
    colours: Vec<String>,
    is_same: bool,
    /// Somebody changed the site after this was previewed.
    moved: bool,
}

#[derive(Serialize)]
struct Field {
    name: &'static str,
    value: String,
}

/// The form with `draft` in it.
fn page(draft: &Draft) -> BrandPage {
    let colour = draft.accent.parse::<Colour>().ok();
    BrandPage {
        back_href: urls::SITE,
        preview_href: urls::SITE_BRAND_PREVIEW,
        logo: draft.logo.map(|id| LogoChoice { id, href: urls::site_logo(id) }),
        alternative: draft.alternative.clone(),
        alternative_max: ALTERNATIVE_MAX_CHARS,
        accent: draft.accent.clone(),
        colours_href: colour.map(urls::site_colours),
        errors: FieldErrors::default(),
        refusal: None,
    }
}

/// What a form or an address says of a brand.
fn draft(fields: &Fields) -> Draft {
    Draft {
        accent: fields.text("accent").to_owned(),
        logo: fields.parsed("logo"),
        alternative: fields.text("alternative").to_owned(),
    }
}

/// The fields `draft` reads.
fn fields(draft: &Draft) -> Vec<Field> {
    let logo = draft.logo.map(|id| id.to_string()).unwrap_or_default();
    vec![
        Field { name: "logo", value: logo },
        Field { name: "alternative", value: draft.alternative.clone() },
        Field { name: "accent", value: draft.accent.clone() },
    ]
}

fn with_draft(path: &str, draft: &Draft) -> String {
    let fields = fields(draft);
    let pairs: Vec<(&str, &str)> =
        fields.iter().map(|field| (field.name, field.value.as_str())).collect();
    urls::with_query(path, &pairs)
}

/// `GET /site/brand`: as it is; with a draft in the address: as that has it.
async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let own = site::own(&app, &member.who).await?;
    let kept = match asked.has("accent") {
        true => draft(&asked),
        false => draft_of(&app, &member, &own.brand).await?,
    };
    member.page("portal/site_brand.html", page(&kept)).await
}

/// The brand as it is; a logo that comes is called like the account.
async fn draft_of(app: &App, member: &Member, brand: &Brand) -> Result<Draft, PageError> {
    let alternative = match &brand.logo {
        Some(logo) => logo.alternative.to_string(),
        None => brand::account_name(app, &member.who).await?,
    };
    Ok(Draft {
        accent: brand.accent.map(|accent| accent.to_string()).unwrap_or_default(),
        logo: brand.logo.as_ref().map(|logo| logo.id),
        alternative,
    })
}

/// The form again, with what is wrong.
async fn refused(
    app: &App,
    member: &Member,
    draft: &Draft,
    error: SiteError,
) -> Result<Response, PageError> {
    let mut page = page(draft);
    let locale = &member.who.locale;
    let mut say = |field: &'static str, code: &str| {
        page.errors.add(&app.texts, locale, field, code, &Args::new());
    };
    match error {
        SiteError::Brand(problems) => {
            for problem in problems {
                say(problem.field(), problem.code());
            }
            if page.errors.about("logo").is_some() {
                page.logo = None;
            }
        }
        SiteError::Logo(problem) => say("file", problem.code()),
        SiteError::TooOften => page.refusal = Some(member.text("error-rate-limited")),
        other => return Err(other.into()),
    }
    member.page_as(StatusCode::UNPROCESSABLE_ENTITY, "portal/site_brand.html", page).await
}

/// What was handed in: fields, and the file where one was chosen.
struct HandedIn {
    draft: Draft,
    file: Option<Result<Vec<u8>, LogoProblem>>,
    without_logo: bool,
}

/// Reads the form. The file stands last, so that a file too large to be read loses nothing typed.
async fn read(mut form: Multipart) -> Result<HandedIn, PageError> {
    let mut handed = HandedIn { draft: Draft::default(), file: None, without_logo: false };
    loop {
        let (name, bytes) = match part(&mut form).await {
            Ok(Some(part)) => part,
            Ok(None) => return Ok(handed),
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                handed.file = Some(Err(LogoProblem::TooLarge));
                return Ok(handed);
            }
            Err(_) => return Err(PageError::of_code("request.unreadable")),
        };
        if name == "file" {
            handed.file = (!bytes.is_empty()).then(|| Ok(bytes.to_vec()));
            continue;
        }
        if bytes.len() > FIELD_MAX_BYTES {
            return Err(PageError::of_code("body.too_large"));
        }
        let text = String::from_utf8_lossy(&bytes).trim().to_owned();
        match name.as_str() {
            "accent" => handed.draft.accent = text,
            "alternative" => handed.draft.alternative = text,
            "logo" => handed.draft.logo = text.parse().ok(),
            "without_logo" => handed.without_logo = true,
            _ => {}
        }
    }
}

/// The next part of the form: its name, and all of it.
async fn part(form: &mut Multipart) -> Result<Option<(String, Bytes)>, MultipartError> {
    let Some(part) = form.next_field().await? else { return Ok(None) };
    let name = part.name().unwrap_or_default().to_owned();
    Ok(Some((name, part.bytes().await?)))
}

/// `POST /site/brand/preview`: a form of several parts.
async fn hand_in(
    State(app): State<Arc<App>>,
    member: Member,
    form: Multipart,
) -> Result<Response, PageError> {
    let HandedIn { mut draft, file, without_logo } = read(form).await?;
    if without_logo {
        draft.logo = None;
    }
    let uploaded = match file {
        None => Ok(None),
        Some(Err(problem)) => Err(SiteError::Logo(problem)),
        Some(Ok(file)) => brand::upload(&app, &member.who, &file).await.map(Some),
    };
    match uploaded {
        Ok(Some(uploaded)) => draft.logo = Some(uploaded.id),
        Ok(None) => {}
        Err(error) => return refused(&app, &member, &draft, error).await,
    }
    match brand::preview(&app, &member.who, &draft).await {
        Ok(_) => {
            let path = with_draft(urls::SITE_BRAND_PREVIEW, &draft);
            Ok(Redirect::to(&path).into_response())
        }
        Err(error) => refused(&app, &member, &draft, error).await,
    }
}

/// `GET /site/brand/preview`: nothing happens.
async fn preview(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    previewed(&app, &member, &draft(&asked), false).await
}

async fn previewed(
    app: &App,
    member: &Member,
    draft: &Draft,
    moved: bool,
) -> Result<Response, PageError> {
    let preview = match brand::preview(app, &member.who, draft).await {
        Ok(preview) => preview,
        Err(error) => return refused(app, member, draft, error).await,
    };
    let mut kept = fields(draft);
    kept.push(Field { name: "version", value: preview.version.to_string() });
    let page = PreviewPage {
        back_href: urls::SITE,
        change_href: with_draft(urls::SITE_BRAND, draft),
        keep_href: urls::SITE_BRAND,
        fields: kept,
        colours: colours(app, member, &preview),
        brand: BrandLine::of(preview.host, &preview.brand),
        is_same: preview.is_same,
        moved,
    };
    let status = if moved { StatusCode::CONFLICT } else { StatusCode::OK };
    member.page_as(status, "portal/site_brand_preview.html", page).await
}

/// How well the colour can be read, in words.
fn colours(app: &App, member: &Member, preview: &Preview) -> Vec<String> {
    let Some(palette) = &preview.palette else { return Vec::new() };
    let Palette { fill, on_fill, light, dark } = palette;
    let locale = &member.who.locale;
    let with_ratio = |args: Args, hundredths: u32| {
        let tenths = hundredths / 10;
        args.with("whole", tenths / 10).with("tenth", tenths % 10)
    };
    let is_white = on_fill.to_string() == PAPERS[0];
    let key = if is_white { "site-brand-white-on-it" } else { "site-brand-black-on-it" };
    let on_it = with_ratio(Args::new(), fill.contrast(*on_fill));
    let mut said = vec![app.texts.get(locale, key, &on_it)];
    let pages: [(&Shades, &str, &str, &str); 2] = [
        (light, PAPERS[0], "site-brand-light-same", "site-brand-light-darker"),
        (dark, PAPERS[1], "site-brand-dark-same", "site-brand-dark-lighter"),
    ];
    for (shades, paper, same, other) in pages {
        let Ok(paper) = paper.parse::<Colour>() else { continue };
        let key = if shades.ink == *fill { same } else { other };
        let args = Args::new().with("colour", shades.ink.to_string());
        let args = with_ratio(args, shades.ink.contrast(paper));
        said.push(app.texts.get(locale, key, &args));
    }
    said
}

/// `POST /site/brand`: the preview was seen, the button pressed.
async fn keep(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let draft = draft(&fields);
    match brand::keep(&app, &member.who, &draft, fields.parsed("version")).await {
        Ok(()) => Ok(news::redirect(urls::SITE, "news-site-brand-saved")),
        Err(SiteError::Changed) => previewed(&app, &member, &draft, true).await,
        Err(error) => refused(&app, &member, &draft, error).await,
    }
}
