//! `/import`: a person brings the archive of their data from another Plenum, an owner that of an
//! account: parts are handed in, what would come in is shown, and then it comes in (G1a, G1b).

use std::sync::Arc;

use app::App;
use app::import::hand_in::{self, Shown};
use app::import::report::{Note, Report};
use app::import::{ImportError, Part};
use axum::Router;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use people::export::Whose;
use people::import::{KEPT_DAYS, State as Standing, UPLOADED_MAX_BYTES, Unreadable};
use people::roles::Permission;
use serde::Serialize;
use texts::Args;
use units::id::ImportId;
use units::{Timestamp, Zone};
use web::forms::FieldErrors;
use web::refusal::{Refused, text_key};
use web::{Face, Member, PageError, Path, incoming, news, urls};

use crate::state::State as Stand;

const FORM_MAX_BYTES: u64 = 64 * 1024;

pub fn routes() -> Router<Face> {
    let largest = usize::try_from(UPLOADED_MAX_BYTES + FORM_MAX_BYTES).unwrap_or(usize::MAX);
    Router::new()
        .route(urls::IMPORT, get(show).post(hand_in_parts))
        .layer(DefaultBodyLimit::max(largest))
        .route("/import/{id}/parts/{part}/remove", post(remove))
        .route("/import/{id}/check", post(check))
        .route("/import/{id}/bring", post(bring))
        .route("/import/{id}/cancel", post(cancel))
}

#[derive(Serialize)]
struct ImportPage {
    /// The one that is open; none: parts of a new one can be handed in.
    open: Option<OpenImport>,
    /// Those that have ended, the latest first.
    ended: Vec<EndedImport>,
    /// Parts can be handed in.
    takes_parts: bool,
    /// An account's archive is taken as well.
    may_bring_accounts: bool,
    kept_days: i64,
    zone: Zone,
    /// Something happens by itself: the page asks for itself again.
    is_moving: bool,
    errors: FieldErrors,
    refusal: Option<String>,
}

#[derive(Serialize)]
struct OpenImport {
    state: &'static str,
    stand: Stand,
    parts: Vec<PartLine>,
    check_href: Option<String>,
    bring_href: Option<String>,
    cancel_href: Option<String>,
    problem: Option<String>,
    /// It is an account's archive.
    of_account: bool,
    /// What would come in.
    found: Option<Sums>,
    /// While it comes in.
    progress: Option<Progress>,
    expires_at: Timestamp,
}

#[derive(Serialize)]
struct PartLine {
    name: String,
    size: String,
    sha256: String,
    remove_href: Option<String>,
}

#[derive(Serialize)]
struct Progress {
    done: u32,
    total: u32,
}

#[derive(Serialize)]
struct EndedImport {
    stand: Stand,
    begun_at: Timestamp,
    of_account: bool,
    /// What came in, of one that is done.
    brought: Option<Sums>,
}

/// A report in words.
#[derive(Serialize)]
struct Sums {
    kinds: Vec<KindLine>,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct KindLine {
    name: String,
    made: u64,
    there: u64,
    left: u64,
}

fn stand(member: &Member, state: Standing) -> Stand {
    let text = member.text(&format!("imports-state-{}", state.word()));
    match state {
        Standing::Done => Stand::good(text),
        Standing::Refused => Stand::danger(text),
        Standing::Checking | Standing::Bringing | Standing::Ready => Stand::warning(text),
        Standing::Open | Standing::Cancelled | Standing::Expired => Stand::plain(text),
    }
}

fn sums(member: &Member, whose: Whose, report: Report) -> Sums {
    let line = |kind: &'static str| {
        let count = report.kinds.get(kind)?;
        let name = kind_name(member, kind);
        Some(KindLine { name, made: count.made, there: count.there, left: count.left })
    };
    let kinds = whose.brought().into_iter().filter_map(line).collect();
    let note = |note: &Note| {
        let key = format!("imports-note-{}", note.why.word().replace('_', "-"));
        let args = Args::new().with("about", note.about.as_str());
        member.face().texts().get(&member.locale, &key, &args)
    };
    let mut notes: Vec<String> = report.notes.iter().map(note).collect();
    if let Some(more) = i64::try_from(report.more_notes).ok().filter(|more| *more > 0) {
        let args = Args::new().with("count", more);
        notes.push(member.face().texts().get(&member.locale, "imports-notes-more", &args));
    }
    Sums { kinds, notes }
}

/// What records of `kind` are called.
pub(crate) fn kind_name(member: &Member, kind: &str) -> String {
    member.text(&format!("imports-kind-{}", kind.replace('_', "-")))
}

/// What is wrong with the archive, and where.
fn sentence(member: &Member, unreadable: &Unreadable) -> String {
    let what = member.text(&text_key(unreadable.problem.code()));
    let args = Args::new().with("what", what.as_str()).with("file", unreadable.file.as_str());
    match (unreadable.file.as_str(), unreadable.line) {
        ("", _) => what,
        (_, None) => member.face().texts().get(&member.locale, "imports-problem-file", &args),
        (_, Some(line)) => {
            let args = args.with("line", i64::from(line));
            member.face().texts().get(&member.locale, "imports-problem-line", &args)
        }
    }
}

fn open_import(member: &Member, shown: Shown) -> OpenImport {
    let Shown { import, parts, problem, found, steps_done, steps, .. } = shown;
    let (id, state) = (import.id, import.state);
    let takes = state.takes_parts();
    let line = |part: Part| PartLine {
        size: crate::exports::size(member, part.bytes),
        remove_href: takes.then(|| urls::remove_import_part(id, &part.blob)),
        name: part.name,
        sha256: part.sha256,
    };
    let is_new = state == Standing::Open && !parts.is_empty();
    let progress = Progress { done: steps_done, total: steps };
    OpenImport {
        state: state.word(),
        stand: stand(member, state),
        parts: parts.into_iter().map(line).collect(),
        check_href: is_new.then(|| urls::import_step(id, "check")),
        bring_href: (state == Standing::Ready).then(|| urls::import_step(id, "bring")),
        cancel_href: state.may_end().then(|| urls::import_step(id, "cancel")),
        problem: problem.map(|problem| sentence(member, &problem)),
        of_account: import.whose == Whose::Account,
        found: found.map(|found| sums(member, import.whose, found)),
        progress: (state == Standing::Bringing).then_some(progress),
        expires_at: import.expires_at,
    }
}

async fn page(app: &App, member: &Member) -> Result<ImportPage, PageError> {
    let all = hand_in::list(app, &member.who).await?;
    let is_open = |state: Standing| state.may_end() || state == Standing::Bringing;
    let (open, ended): (Vec<Shown>, Vec<Shown>) =
        all.into_iter().partition(|shown| is_open(shown.import.state));
    let open = open.into_iter().next();
    let takes_parts = open.as_ref().is_none_or(|shown| shown.import.state.takes_parts());
    let is_moving = open.as_ref().is_some_and(|shown| shown.import.state.is_moving());
    let ended = ended.into_iter().map(|shown| EndedImport {
        stand: stand(member, shown.import.state),
        begun_at: shown.import.begun_at,
        of_account: shown.import.whose == Whose::Account,
        brought: (shown.import.state == Standing::Done)
            .then(|| sums(member, shown.import.whose, shown.brought)),
    });
    Ok(ImportPage {
        ended: ended.collect(),
        open: open.map(|shown| open_import(member, shown)),
        takes_parts,
        may_bring_accounts: member.who.actor.may(Permission::ImportAccount),
        kept_days: KEPT_DAYS,
        zone: member.zone.clone(),
        is_moving,
        errors: FieldErrors::default(),
        refusal: None,
    })
}

/// `GET /import`
async fn show(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    let page = page(&app, &member).await?;
    member.page("portal/import.html", page).await
}

/// What came of a form that was refused.
enum Refusing {
    Story(ImportError),
    Page(PageError),
}

impl From<ImportError> for Refusing {
    fn from(error: ImportError) -> Refusing {
        Refusing::Story(error)
    }
}

/// `POST /import`: one part or several, in one form.
async fn hand_in_parts(
    State(app): State<Arc<App>>,
    member: Member,
    form: Multipart,
) -> Result<Response, PageError> {
    match taken(&app, &member, form).await {
        Ok(()) => Ok(news::redirect(urls::IMPORT, "news-import-part")),
        Err(Refusing::Page(error)) => Err(error),
        Err(Refusing::Story(error)) => {
            let text = match &error {
                ImportError::Unreadable(unreadable) => sentence(&member, unreadable),
                ImportError::NoParts | ImportError::TooMany | ImportError::NotOpen => {
                    member.text(&text_key(error.code()))
                }
                _ => return Err(error.into()),
            };
            let mut page = page(&app, &member).await?;
            page.refusal = Some(text);
            member.page_as(StatusCode::UNPROCESSABLE_ENTITY, "portal/import.html", page).await
        }
    }
}

async fn taken(app: &App, member: &Member, mut form: Multipart) -> Result<(), Refusing> {
    let unreadable = |_| Refusing::Page(PageError::of_code("request.unreadable"));
    let mut count = 0u32;
    let mut import = None;
    while let Some(mut field) = form.next_field().await.map_err(unreadable)? {
        if field.name() != Some("part") || field.file_name().unwrap_or_default().is_empty() {
            continue;
        }
        let id = match import {
            Some(id) => id,
            None => hand_in::begin(app, &member.who).await?.import.id,
        };
        import = Some(id);
        let kept = part(app, member, id, &mut field).await;
        if kept.is_err() {
            incoming::read_on(&mut field).await;
        }
        kept?;
        count += 1;
    }
    match count {
        0 => Err(ImportError::NoParts.into()),
        _ => Ok(()),
    }
}

async fn part(
    app: &App,
    member: &Member,
    id: ImportId,
    field: &mut Field<'_>,
) -> Result<(), Refusing> {
    let name = field.file_name().unwrap_or_default().to_owned();
    let mut upload = hand_in::take(app, &member.who, id, &name).await?;
    let page = |refused: Refused| Refusing::Page(PageError::from(refused));
    while let Some(piece) = incoming::next_of_field(field).await.map_err(page)? {
        upload.write(&piece).await?;
    }
    upload.finish(app, &member.who).await?;
    Ok(())
}

/// `POST /import/{id}/parts/{part}/remove`
async fn remove(
    State(app): State<Arc<App>>,
    member: Member,
    Path((id, part)): Path<(ImportId, String)>,
) -> Result<Response, PageError> {
    hand_in::remove(&app, &member.who, id, &part).await?;
    Ok(news::redirect(urls::IMPORT, "news-import-part-removed"))
}

/// `POST /import/{id}/check`
async fn check(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<ImportId>,
) -> Result<Response, PageError> {
    hand_in::check(&app, &member.who, id).await?;
    Ok(news::redirect(urls::IMPORT, "news-import-checking"))
}

/// `POST /import/{id}/bring`
async fn bring(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<ImportId>,
) -> Result<Response, PageError> {
    hand_in::bring(&app, &member.who, id).await?;
    Ok(news::redirect(urls::IMPORT, "news-import-bringing"))
}

/// `POST /import/{id}/cancel`
async fn cancel(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<ImportId>,
) -> Result<Response, PageError> {
    hand_in::cancel(&app, &member.who, id).await?;
    Ok(news::redirect(urls::IMPORT, "news-import-cancelled"))
}
