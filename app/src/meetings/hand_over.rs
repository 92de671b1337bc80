//! Meetings of somebody who leaves: handed to another host, or told of anew at the address they
//! have gone along to (E7, E6). A meeting and everyone being told of it are one transaction.

use meetings::{Changed, KnownPerson, Meeting};
use serde_json::json;
use store::audit::By;
use store::meeting::Kept;
use store::meeting_list;
use store::person::Person;
use store::{StoreError, Tx};
use units::EmailAddress;
use units::id::{AccountId, MeetingId, PersonId};

use super::schedule::{addresses, parts};
use super::tell::{self, News};
use super::{join_url, listed, move_on, registration, site_of};
use crate::app::App;
use crate::policy::mails;
use crate::trail::{self, Done};

/// Somebody who gets meetings, with all of their addresses.
pub(crate) struct Heir {
    person: Person,
    addresses: Vec<KnownPerson>,
}

impl Heir {
    pub async fn load(
        tx: &mut Tx,
        account: AccountId,
        id: PersonId,
    ) -> Result<Option<Heir>, StoreError> {
        let Some(person) = store::person::find(tx, account, id).await? else { return Ok(None) };
        let addresses = store::person::addresses(tx, account, id).await?;
        let known = |email: EmailAddress| KnownPerson { person: id, email };
        let addresses = addresses.into_iter().map(|each| known(each.email)).collect();
        Ok(Some(Heir { person, addresses }))
    }
}

/// `heir` hosts the meeting from now on; everybody else in it gets an update for their calendars.
/// False: it is over or cancelled by now.
pub(crate) async fn hand_over(
    app: &App,
    tx: &mut Tx,
    by: &By,
    (account, id): (AccountId, MeetingId),
    heir: &Heir,
) -> Result<bool, StoreError> {
    let Some(kept) = store::meeting::lock(tx, account, id).await? else { return Ok(false) };
    let now = app.now();
    let changed =
        meetings::hand_over::hand_over(&kept.meeting, heir.person.id, &heir.addresses, now);
    let Some(changed) = changed else { return Ok(false) };
    store::meeting::set_host(tx, account, id, heir.person.id).await?;
    let before = kept.meeting.identity.host;
    finish(app, tx, &kept, &changed, &heir.person, &[]).await?;
    let change = json!({
        "title": changed.meeting.title, "before": before, "after": heir.person.id,
        "host": heir.person.name, "people_told": changed.notify.len(),
    });
    let subject = id.to_string();
    let done = Done { account, action: "meeting.handed_over", subject, change };
    trail::record(app, tx, by, done).await?;
    Ok(true)
}

/// `heir`, or nobody, is alternate host of the meeting in the place of `person`.
pub(crate) async fn replace_alternate(
    app: &App,
    tx: &mut Tx,
    by: &By,
    (account, id): (AccountId, MeetingId),
    (person, heir): (PersonId, Option<&Heir>),
) -> Result<bool, StoreError> {
    let Some(kept) = store::meeting::lock(tx, account, id).await? else { return Ok(false) };
    let next = heir.map(|heir| heir.person.id);
    let theirs = heir.map(|heir| heir.addresses.as_slice()).unwrap_or_default();
    let changed =
        meetings::hand_over::replace_alternate(&kept.meeting, person, next, theirs, app.now());
    let Some(changed) = changed else { return Ok(false) };
    let host = store::person::find(tx, account, changed.meeting.identity.host).await?;
    let host = host.ok_or_else(|| StoreError::Other("a meeting's host is gone".to_owned()))?;
    let named =
        heir.map(|heir| KnownPerson { person: heir.person.id, email: heir.person.email.clone() });
    finish(app, tx, &kept, &changed, &host, named.as_slice()).await?;
    let change = json!({
        "title": changed.meeting.title, "before": person, "after": next,
        "host": heir.map(|heir| heir.person.name.clone()),
    });
    let subject = id.to_string();
    let done = Done { account, action: "meeting.alternate_host_replaced", subject, change };
    trail::record(app, tx, by, done).await?;
    Ok(true)
}

/// The meeting has gone along with its host, and is joined at another address: everybody it
/// concerns is told; the address before leads there.
pub(crate) async fn tell_address(
    app: &App,
    tx: &mut Tx,
    (account, id): (AccountId, MeetingId),
    host: &Person,
) -> Result<bool, StoreError> {
    let Some(kept) = store::meeting::lock(tx, account, id).await? else { return Ok(false) };
    let changed = meetings::schedule::readdress(&kept.meeting, app.now());
    let Some(changed) = changed else { return Ok(false) };
    finish(app, tx, &kept, &changed, host, &[]).await?;
    Ok(true)
}

/// Rows, lists, due work and mails. `more` are alternate hosts it did not have before.
async fn finish(
    app: &App,
    tx: &mut Tx,
    kept: &Kept,
    changed: &Changed,
    host: &Person,
    more: &[KnownPerson],
) -> Result<(), StoreError> {
    let now = app.now();
    let meeting: &Meeting = &changed.meeting;
    let named: Vec<KnownPerson> = kept.known.iter().chain(more).cloned().collect();
    let mut wanted = addresses(&meetings::Draft::default(), Some(kept));
    wanted.extend(more.iter().map(|known| known.email.clone()));
    let mut known = meeting_list::known(tx, &wanted).await?;
    mails::resolve(tx, &mut known).await?;
    store::meeting::update(tx, meeting, &named, now).await?;
    if meeting.kind.is_webinar() {
        registration::ensure_host_code(app, tx, meeting, &host.email).await?;
    }
    let parts = parts(meeting, &known);
    store::meeting::list_for(tx, (meeting, &named), &parts, listed(meeting, now)).await?;
    move_on::plan(app, tx, meeting, now).await?;
    let site = site_of(tx, kept.site).await?;
    let news = News {
        changed,
        single: None,
        before: Some(&kept.meeting),
        host,
        known: &known,
        url: join_url(app, meeting, &site),
    };
    tell::queue(app, tx, &news).await?;
    Ok(())
}
