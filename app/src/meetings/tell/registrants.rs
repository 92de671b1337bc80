//! Mails to people who registered for a meeting: how they stand, and what becomes of it (F1).
//!
//! Each hears of themselves alone: their calendar names the host and them, nobody else.

use mail::contexts::Registration;
use meetings::registration::Standing;
use meetings::{Notice, NoticeKind, Party};
use store::registration::{self as rows, Registrant};
use store::{StoreError, Tx};

use super::{Entry, Method, News, Recipient, enclosed, envelope, queue_part};
use crate::app::App;
use crate::meetings::registration::{guest, own_url};
use crate::outbox::{self, Enclosed};

/// Read at a time.
const READ_AT_ONCE: u32 = 500;

fn recipient(news: &News<'_>, registrant: &Registrant) -> Recipient {
    Recipient {
        email: registrant.email.clone(),
        name: registrant.name.clone(),
        locale: registrant.locale.clone(),
        zone: news.changed.meeting.schedule.zone().clone(),
        code: None,
        answer: Some(meetings::Answer::Yes),
        link: Some(guest::personal_url(&news.url, &registrant.code)),
        alone: true,
    }
}

/// Those who have a place and are no party of the meeting, with what everybody is told.
pub(super) async fn told(
    tx: &mut Tx,
    news: &News<'_>,
) -> Result<Vec<(Notice, Recipient)>, StoreError> {
    let host = Party::Person(news.host.id);
    // The host stands for everybody the meeting concerns as it is.
    let kind = news.changed.notify.iter().find(|notice| notice.to == host);
    let kind = kind.map(|notice| notice.kind).filter(|kind| *kind != NoticeKind::Invited);
    let Some(kind) = kind else { return Ok(Vec::new()) };
    let meeting = &news.changed.meeting;
    let whose = (meeting.identity.account, meeting.identity.id);
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let some = rows::page(tx, whose, Some(Standing::Approved), after, READ_AT_ONCE).await?;
        let last = some.last().map(|last| store::cursor::Cursor { at: last.asked_at, id: last.id });
        let full = some.len() >= usize::try_from(READ_AT_ONCE).unwrap_or(usize::MAX);
        for registrant in &some {
            let key = registrant.email.key();
            let mut named = meeting.panelists.iter().chain(&meeting.invitees);
            let is_party = named.any(|named| named.email.key() == key);
            if !is_party {
                let to = Party::Address(registrant.email.clone());
                all.push((Notice { to, kind }, recipient(news, registrant)));
            }
        }
        after = last;
        if !full {
            return Ok(all);
        }
    }
}

/// Tells `registrant` how they stand now; with a place, calendars enter it, and drop it when they
/// had one `before`.
pub(in crate::meetings) async fn write(
    app: &App,
    tx: &mut Tx,
    news: &News<'_>,
    registrant: &Registrant,
    before: Standing,
) -> Result<(), StoreError> {
    let to = recipient(news, registrant);
    let (method, kind) = match (registrant.standing, before) {
        (Standing::Approved, _) => (Some(Method::Request), NoticeKind::Invited),
        (_, Standing::Approved) => (Some(Method::Uninvite), NoticeKind::Uninvited),
        _ => (None, NoticeKind::Uninvited),
    };
    let mut parts = news.parts(NoticeKind::Invited, app.now()).into_iter();
    let Some(first) = parts.next() else { return Ok(()) };
    let enclosed = match method {
        Some(method) => enclosed(app, news, &to, &Entry { method, part: &first, only: None }),
        None => Enclosed::default(),
    };
    let says = Registration {
        standing: registrant.standing.word().to_owned(),
        meeting: news.told(app, &to, &first),
        page_link: own_url(app, &registrant.code),
    };
    outbox::queue(app, tx, &envelope(news, &to), &says, enclosed).await?;
    // To calendars each rule of a series is a series of its own.
    for part in parts.filter(|_| method.is_some()) {
        queue_part(app, tx, news, kind, &to, &part).await?;
    }
    Ok(())
}
