//! `/profile/room`: the person's own room, its door, its address and its settings (F2).

use std::sync::Arc;

use app::App;
use app::room::{self, Allowed, NAMES_MAX, RoomError};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use meetings::policy::{Effective, Setting};
use meetings::room::door::{Opening, Standing, Wish};
use meetings::room::{
    AUTO_LOCK_MAX_MINUTES, AUTO_LOCK_MIN_MINUTES, Act, RoomDraft, TITLE_MAX_CHARS,
};
use serde::Serialize;
use texts::Args;
use units::Timestamp;
use web::forms::{FieldErrors, Fields};
use web::{Face, Form, Member, PageError, news, urls};

use crate::policy::{self, shortened};

const RENAME: &str = "/profile/room/name";
const RESTORE: &str = "/profile/room/restore";
const DOOR: &str = "/profile/room/door";

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::ROOM, get(show).post(change))
        .route(RENAME, post(rename))
        .route(RESTORE, post(restore))
        .route(DOOR, post(turn))
}

#[derive(Serialize)]
struct RoomPage {
    url: String,
    name: String,
    former: Vec<String>,
    names_max: u32,
    door: DoorLines,
    /// What the plan allows in the room.
    plan: String,
    plan_minutes: Option<u32>,
    plan_participants: u32,
    plan_shortened: Option<String>,
    /// The version that was read.
    version: u32,
    title: String,
    title_max: usize,
    password: String,
    password_why: Why,
    lobby: bool,
    lobby_why: Why,
    auto_lock_minutes: Option<i64>,
    auto_lock_why: Why,
    auto_lock_least: u32,
    auto_lock_most: u32,
    acts: Vec<ActChoice>,
    errors: FieldErrors,
    refusal: Option<String>,
    /// An address that is free, where the one typed is not.
    suggestion: Option<String>,
}

#[derive(Serialize)]
struct ActChoice {
    word: &'static str,
    chosen: bool,
    /// Why it is not possible now.
    hint: Option<String>,
    why: Why,
}

/// Why a setting is as it is (E9).
#[derive(Serialize)]
struct Why {
    /// None: nobody decided anything.
    text: Option<String>,
    locked: bool,
}

/// How the room stands.
#[derive(Serialize)]
struct DoorLines {
    /// `closed`, `open`, `locked`.
    standing: &'static str,
    text: String,
    /// Since when, and what happens by itself.
    facts: Vec<Fact>,
    /// What can be done, as the word of the standing it leads to and the button's label.
    wishes: Vec<WishButton>,
}

#[derive(Serialize)]
struct Fact {
    label: String,
    text: String,
    href: Option<String>,
}

#[derive(Serialize)]
struct WishButton {
    word: &'static str,
    label: String,
}

fn door(app: &App, member: &Member, standing: Standing) -> DoorLines {
    let (locale, zone) = (&member.who.locale, &member.who.zone);
    let today = zone.date(app.now());
    let fact = |key: &str, at: Timestamp| Fact {
        label: member.text(key),
        text: match zone.date(at) == today {
            true => app.texts.time_zone(locale, at, zone),
            false => app.texts.datetime(locale, at, zone),
        },
        href: None,
    };
    let wish = |wish: Wish, key: &str| WishButton { word: wish.word(), label: member.text(key) };
    let (text, facts, wishes) = match standing {
        Standing::Closed => ("room-closed-text", vec![], vec![wish(Wish::Open, "room-open")]),
        Standing::Open { opening: Opening { since, locks }, until } => {
            // Closed by then, it need not be locked.
            let locks = locks.filter(|locks| *locks < until);
            let locks = locks.map(|locks| fact("room-locks", locks));
            let first = [fact("room-since", since)].into_iter().chain(locks);
            let facts: Vec<Fact> = first.chain([fact("room-closes", until)]).collect();
            let wishes = vec![wish(Wish::Lock, "room-lock"), wish(Wish::Close, "room-close")];
            ("room-open-text", facts, wishes)
        }
        Standing::Locked { opening: Opening { since, locks }, until } => {
            let locked = fact("room-locked-since", locks.unwrap_or(since));
            let facts = vec![fact("room-since", since), locked, fact("room-closes", until)];
            let wishes = vec![wish(Wish::Open, "room-unlock"), wish(Wish::Close, "room-close")];
            ("room-locked-text", facts, wishes)
        }
    };
    DoorLines { standing: standing.word(), text: member.text(text), facts, wishes }
}

/// Why participants cannot do `act`, whatever the settings say.
fn act_hint(app: &App, member: &Member, allowed: &Allowed, act: Act) -> Option<String> {
    if act != Act::Record || allowed.recording {
        return None;
    }
    let locale = &member.who.locale;
    let args = Args::new().with("plan", allowed.plan.as_str());
    Some(match &allowed.recording_with {
        Some(with) => app.texts.get(locale, "room-record-with", &args.with("with", with.as_str())),
        None => app.texts.get(locale, "room-record-never", &args),
    })
}

/// "Locked by the group Sales."
fn why(app: &App, member: &Member, effective: Option<&Effective>) -> Why {
    Why {
        text: effective.and_then(|it| policy::why(app, &member.who.locale, it)),
        locked: effective.is_some_and(|it| it.origin.is_lock()),
    }
}

/// What was typed, with what is locked as it holds now: such controls cannot be typed into.
fn as_locked(own: &room::Own, typed: RoomDraft) -> RoomDraft {
    let locked = |setting: Setting| {
        own.settings.get(&setting).is_some_and(|effective| effective.origin.is_lock())
    };
    let holds = RoomDraft::of(&own.room);
    let acts = Act::ALL.into_iter().filter(|act| {
        let draft = if locked(Setting::of_act(*act)) { &holds } else { &typed };
        draft.participants_may.iter().any(|word| word == act.word())
    });
    let participants_may = acts.map(|act| act.word().to_owned()).collect();
    let lobby = if locked(Setting::RoomLobby) { holds.lobby } else { typed.lobby };
    let auto_lock_minutes = match locked(Setting::RoomAutoLock) {
        true => holds.auto_lock_minutes,
        false => typed.auto_lock_minutes,
    };
    RoomDraft { participants_may, lobby, auto_lock_minutes, ..typed }
}

/// The page with what is kept; `typed` takes its place where a form was refused.
async fn page(
    app: &App,
    member: &Member,
    typed: Option<&RoomDraft>,
) -> Result<RoomPage, PageError> {
    let own = room::own(app, &member.who).await?;
    let draft = match typed {
        Some(typed) => as_locked(&own, typed.clone()),
        None => RoomDraft::of(&own.room),
    };
    let why = |setting: Setting| why(app, member, own.settings.get(&setting));
    let acts = Act::ALL.into_iter().map(|act| ActChoice {
        word: act.word(),
        chosen: draft.participants_may.iter().any(|word| word == act.word()),
        hint: act_hint(app, member, &own.allowed, act),
        why: why(Setting::of_act(act)),
    });
    let acts: Vec<ActChoice> = acts.collect();
    let shortened = shortened(app, &member.who.locale, own.allowed.shortened_by.as_ref());
    let (lobby_why, auto_lock_why) = (why(Setting::RoomLobby), why(Setting::RoomAutoLock));
    Ok(RoomPage {
        url: own.url,
        name: own.name.to_string(),
        former: own.former.iter().map(ToString::to_string).collect(),
        names_max: NAMES_MAX,
        door: door(app, member, own.standing),
        acts,
        plan: own.allowed.plan,
        plan_minutes: own.allowed.minutes,
        plan_participants: own.allowed.participants,
        plan_shortened: shortened,
        version: own.version,
        title: draft.title,
        title_max: TITLE_MAX_CHARS,
        password: draft.password,
        password_why: why(Setting::RoomPassword),
        lobby: draft.lobby,
        lobby_why,
        auto_lock_minutes: draft.auto_lock_minutes,
        auto_lock_why,
        auto_lock_least: AUTO_LOCK_MIN_MINUTES,
        auto_lock_most: AUTO_LOCK_MAX_MINUTES,
        errors: FieldErrors::default(),
        refusal: None,
        suggestion: None,
    })
}

async fn refused(member: &Member, page: RoomPage) -> Result<Response, PageError> {
    member.page_as(StatusCode::UNPROCESSABLE_ENTITY, "portal/room.html", page).await
}

/// `GET /profile/room`
async fn show(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    let page = page(&app, &member, None).await?;
    member.page("portal/room.html", page).await
}

fn typed(fields: &Fields) -> RoomDraft {
    let minutes = fields.text("auto_lock_minutes");
    RoomDraft {
        title: fields.text("title").to_owned(),
        password: fields.text("password").to_owned(),
        lobby: fields.has("lobby"),
        // What is no number is as wrong as a number out of bounds.
        auto_lock_minutes: (!minutes.is_empty()).then(|| minutes.parse().unwrap_or(-1)),
        participants_may: fields.all("participants_may").map(str::to_owned).collect(),
    }
}

/// `POST /profile/room`
async fn change(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let draft = typed(&fields);
    match room::change(&app, &member.who, &draft, fields.parsed("version")).await {
        Ok(()) => Ok(news::redirect(urls::ROOM, "news-room-saved")),
        Err(RoomError::Changed) => {
            // What was typed is kept, and saving again goes over the other change.
            let mut page = page(&app, &member, Some(&draft)).await?;
            page.refusal = Some(member.text("error-room-changed"));
            refused(&member, page).await
        }
        Err(RoomError::Refused(problems)) => {
            let mut page = page(&app, &member, Some(&draft)).await?;
            // Still the version that was read: somebody else's change is not gone over unseen.
            page.version = fields.parsed("version").unwrap_or(page.version);
            let locale = &member.who.locale;
            for problem in problems {
                let (field, code) = (problem.field(), problem.code());
                page.errors.add(&app.texts, locale, field, code, &Args::new());
            }
            refused(&member, page).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /profile/room/name`
async fn rename(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let asked = fields.text("name");
    match room::rename(&app, &member.who, asked, None).await {
        Ok(()) => Ok(news::redirect(urls::ROOM, "news-room-renamed")),
        Err(error @ (RoomError::Name(_) | RoomError::TooManyNames)) => {
            let mut page = page(&app, &member, None).await?;
            page.name = asked.to_owned();
            page.suggestion = error.suggestion().map(|name| name.to_string());
            let args = match &page.suggestion {
                Some(name) => Args::new().with("suggestion", name.as_str()),
                None => Args::new(),
            };
            page.errors.add(&app.texts, &member.who.locale, "name", error.code(), &args);
            refused(&member, page).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /profile/room/restore`
async fn restore(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    room::restore(&app, &member.who, None).await?;
    Ok(news::redirect(urls::ROOM, "news-room-restored"))
}

/// `POST /profile/room/door`
async fn turn(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let news = match Wish::from_word(fields.text("standing")) {
        None => return Err(PageError::of_code("request.invalid")),
        Some(wish) => {
            match room::turn(&app, &member.who, wish).await {
                Err(error @ RoomError::PasswordNeeded) => {
                    let mut page = page(&app, &member, None).await?;
                    let locale = &member.who.locale;
                    page.errors.add(&app.texts, locale, "password", error.code(), &Args::new());
                    return refused(&member, page).await;
                }
                other => other?,
            }
            match wish {
                Wish::Open => "news-room-open",
                Wish::Lock => "news-room-locked",
                Wish::Close => "news-room-closed",
            }
        }
    };
    Ok(news::redirect(urls::ROOM, news))
}
