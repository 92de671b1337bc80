//! News of the deployment: written by whoever runs it, looked at, and sent to those who want them,
//! in their language where it is written in it (F10, E9a).

use mail::contexts;
use people::news::{News, NewsDraft, NotNews};
use people::profile::Notification;
use serde::{Deserialize, Serialize};
use store::due::{Lane, NewDue};
pub use store::news::Kept;
use store::{StoreError, news};
use units::Locale;
use units::id::NewsId;

use super::{Console, OperatorError};
use crate::app::App;
use crate::outbox::{self, Enclosed, Envelope};
use crate::policy::mails;
use crate::work::Outcome;

/// People looked at by one transaction.
const AT_ONCE: u32 = 200;
/// News that are listed.
const LISTED_MAX: u32 = 50;

/// Why news were not sent.
#[derive(Debug, thiserror::Error)]
pub enum NewsError {
    #[error(transparent)]
    Refused(#[from] NotNews),
    #[error(transparent)]
    Operator(#[from] OperatorError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl NewsError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            NewsError::Refused(refusal) => refusal.code(),
            NewsError::Operator(error) => error.code(),
            NewsError::Store(_) => "store.unavailable",
        }
    }
}

/// Which news are to be sent.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Work {
    pub news: NewsId,
}

fn languages(app: &App) -> Vec<Locale> {
    app.texts.languages().iter().map(|language| language.locale.clone()).collect()
}

/// The latest news, and how many people they went to.
pub async fn list(app: &App, _: &Console) -> Result<Vec<Kept>, NewsError> {
    let mut tx = app.store.read().await?;
    Ok(news::list(&mut tx, LISTED_MAX).await?)
}

/// What `draft` would send; nothing happens.
pub fn look(app: &App, _: &Console, draft: &NewsDraft) -> Result<News, NewsError> {
    Ok(News::check(draft, &languages(app))?)
}

/// Sends `draft` from now on. `id` is made with the form, so that a second click sends no more.
pub async fn send(
    app: &App,
    console: &Console,
    id: Option<NewsId>,
    draft: &NewsDraft,
) -> Result<NewsId, NewsError> {
    let checked = News::check(draft, &languages(app))?;
    let (id, now) = (id.unwrap_or_else(|| app.id()), app.now());
    let Some(written_by) = console.by.person else {
        return Err(OperatorError::NotAllowed.into());
    };
    let kept = Kept {
        id,
        written_by,
        news: checked,
        created_at: now,
        after: String::new(),
        told: 0,
        sent_at: None,
    };
    let mut tx = app.store.begin().await?;
    match news::insert(&mut tx, &kept).await {
        Err(error) if error.is_taken() => return Ok(id),
        other => other?,
    }
    let work = NewDue {
        id: app.id(),
        account: None,
        kind: "news",
        key: id.to_string(),
        payload: &Work { news: id },
        due_at: now,
        now,
    };
    store::due::add_all(&mut tx, vec![work.row(Lane::Background)]).await?;
    tx.commit().await?;
    Ok(id)
}

/// Due work: writes to some of those who want news, each once.
pub async fn run(app: &App, work: &Work) -> Outcome {
    match portion(app, work).await {
        Ok(true) => Outcome::Done,
        Ok(false) => Outcome::At(app.now()),
        Err(error) => error.into(),
    }
}

/// True: everybody was looked at.
async fn portion(app: &App, work: &Work) -> Result<bool, StoreError> {
    let mut tx = app.store.begin().await?;
    let Some(mut kept) = news::lock(&mut tx, work.news).await? else { return Ok(true) };
    if kept.sent_at.is_some() {
        return Ok(true);
    }
    let mut people = news::people_after(&mut tx, &kept.after, AT_ONCE).await?;
    let is_last = u32::try_from(people.len()).is_ok_and(|found| found < AT_ONCE);
    if let Some(last) = people.last() {
        kept.after = last.person.to_string();
    }
    mails::resolve(&mut tx, &mut people).await?;
    people.retain(|person| person.notifications.wanted.contains(&Notification::News));
    let languages = languages(app);
    for person in &people {
        let Some(piece) = kept.news.piece(&person.locale, &languages) else { continue };
        let says = contexts::News {
            title: piece.title.clone(),
            paragraphs: piece.paragraphs(),
            link: app.config.portal_url("/"),
        };
        let envelope = Envelope {
            account: Some(person.account),
            to: person.email.clone(),
            to_name: person.name.clone(),
            locale: person.locale.clone(),
        };
        outbox::queue(app, &mut tx, &envelope, &says, Enclosed::default()).await?;
        kept.told += 1;
    }
    kept.sent_at = is_last.then(|| app.now());
    news::set_place(&mut tx, &kept).await?;
    tx.commit().await?;
    Ok(is_last)
}
