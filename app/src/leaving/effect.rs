//! A departure takes effect: an archive first, then things are handed on a portion at a time, then
//! the person goes with the rest, then those in their meetings learn the new address (E7).
//!
//! Each portion is one transaction under the account's lock, so everything has one owner at every
//! moment, and a crash loses nothing but the portion.

use people::export::{State as ExportState, Subject};
use people::leaving::{Ask, Fate, Thing, fits};
use serde_json::json;
use store::account::Account;
use store::audit::By;
use store::departure::{self, Departure, State};
use store::site::SiteKind;
use store::{StoreError, Tx, departure_move};
use units::Timestamp;
use units::id::{AccountId, PersonId};

use super::{Progress, Work, done, load, mails};
use crate::app::App;
use crate::licences::{self, ItemRef, LicenceError};
use crate::meetings::hand_over::{self, Heir};
use crate::trail::{self, Done};
use crate::work::Outcome;

/// Meetings handed on, or told of, by one transaction.
const AT_ONCE: u32 = 25;
/// How often it is looked whether an archive is there.
const LOOKS_EVERY_S: i64 = 60;

impl Progress {
    fn of(departure: &Departure) -> Result<Progress, StoreError> {
        serde_json::from_value(departure.progress.clone())
            .map_err(|error| StoreError::Other(format!("a departure's progress: {error}")))
    }

    /// How many of `thing` were handed on.
    pub(super) fn count(&self, thing: Thing) -> u32 {
        match thing {
            Thing::Meetings => self.meetings,
            Thing::Hosting => self.hosting,
            Thing::Recordings => self.recordings,
            Thing::Licences => self.licences,
        }
    }
}

/// Due work: the next portion.
pub async fn run(app: &App, work: &Work) -> Outcome {
    match advance(app, work).await {
        Ok(Some(next)) => Outcome::At(next),
        Ok(None) => Outcome::Done,
        Err(error) => error.into(),
    }
}

/// When to go on; none: it is over.
async fn advance(app: &App, work: &Work) -> Result<Option<Timestamp>, StoreError> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, work.account).await?;
    let Some(departure) = departure::lock(&mut tx, work.account, work.departure).await? else {
        return Ok(None);
    };
    let next = match departure.state {
        State::Planned if departure.takes_effect_at > now => Some(departure.takes_effect_at),
        State::Planned => begin(app, &mut tx, departure).await?,
        State::UnderWay => step(app, &mut tx, departure).await?,
        State::Done | State::TakenBack | State::Stopped => return Ok(None),
    };
    tx.commit().await?;
    Ok(next)
}

/// Its moment has come: it fits as it did, or it is stopped; the archive comes before everything.
async fn begin(
    app: &App,
    tx: &mut Tx,
    mut departure: Departure,
) -> Result<Option<Timestamp>, StoreError> {
    let (account, person) = (departure.account, departure.person);
    let ask = Ask {
        heirs: departure
            .proposal
            .lines
            .iter()
            .filter_map(|line| Some((line.thing, line.fate.heir()?)))
            .collect(),
        archive: departure.proposal.archive,
        notice_days: departure.proposal.notice_days,
    };
    let heirs = ask.heirs.values().copied().collect();
    let Some(loaded) = load(app, tx, (account, person), heirs).await? else { return Ok(None) };
    if let Err(refusal) = fits(&loaded.facts(), &ask) {
        departure.state = State::Stopped;
        departure::update(tx, &departure, Some(app.now())).await?;
        let mut stopped = done(&departure, &loaded.member, "person.leaving_stopped");
        stopped.change["reason"] = json!(refusal.code());
        trail::record(app, tx, &By::system(), stopped).await?;
        mails::tell(app, tx, &departure, "stopped", "").await?;
        return Ok(None);
    }
    if !archive_is_there(app, tx, &mut departure).await? {
        return Ok(Some(app.now().plus_seconds(LOOKS_EVERY_S)));
    }
    departure.state = State::UnderWay;
    step(app, tx, departure).await
}

/// Whether the person's archive has been written, if one is wanted; begins it.
async fn archive_is_there(
    app: &App,
    tx: &mut Tx,
    departure: &mut Departure,
) -> Result<bool, StoreError> {
    // Whatever is being written of theirs is read from where it is now.
    if departure::is_exporting(tx, departure.person).await? {
        return Ok(false);
    }
    let mut progress = Progress::of(departure)?;
    if !departure.proposal.archive {
        return Ok(true);
    }
    if let Some(export) = progress.export {
        let found = store::export::find(tx, departure.account, export).await?;
        return Ok(found.is_none_or(|export| export.state != ExportState::Writing));
    }
    let subject = Subject { account: departure.account, person: Some(departure.person) };
    let export = crate::export::begin(app, tx, subject, departure.person, &By::system()).await?;
    progress.export = Some(export.id);
    departure.progress = json!(progress);
    departure::update(tx, departure, None).await?;
    Ok(false)
}

async fn step(
    app: &App,
    tx: &mut Tx,
    mut departure: Departure,
) -> Result<Option<Timestamp>, StoreError> {
    let mut progress = Progress::of(&departure)?;
    let is_over = if let Some(own) = progress.moved_to {
        tell_portion(app, tx, &departure, own, &mut progress).await?
    } else if hand_portion(app, tx, &departure, &mut progress).await? {
        false
    } else {
        go(app, tx, &departure, &mut progress).await?
    };
    departure.progress = json!(progress);
    if is_over {
        departure.state = State::Done;
    }
    departure::update(tx, &departure, is_over.then(|| app.now())).await?;
    Ok((!is_over).then(|| app.now()))
}

/// Who gets `thing`; nobody when it goes along, goes back, or they are gone this very moment.
async fn heir(
    tx: &mut Tx,
    departure: &Departure,
    thing: Thing,
) -> Result<Option<Heir>, StoreError> {
    match departure.proposal.fate(thing) {
        Fate::HandOver(id) => Heir::load(tx, departure.account, id).await,
        Fate::Keep | Fate::End => Ok(None),
    }
}

/// Hands some meetings on. False: there are none left.
async fn hand_portion(
    app: &App,
    tx: &mut Tx,
    departure: &Departure,
    progress: &mut Progress,
) -> Result<bool, StoreError> {
    let (whose, now, by) = ((departure.account, departure.person), app.now(), By::system());
    let (account, person) = whose;
    let mut handed = 0;
    if let Some(heir) = heir(tx, departure, Thing::Meetings).await? {
        for id in departure::hosted(tx, whose, now, AT_ONCE).await? {
            handed += u32::from(hand_over::hand_over(app, tx, &by, (account, id), &heir).await?);
        }
        progress.meetings += handed;
    }
    if handed == 0 {
        let heir = heir(tx, departure, Thing::Hosting).await?;
        for id in departure::also_held(tx, whose, now, AT_ONCE).await? {
            let next = (person, heir.as_ref());
            let replaced = hand_over::replace_alternate(app, tx, &by, (account, id), next).await?;
            handed += u32::from(replaced);
        }
        progress.hosting += handed;
    }
    Ok(handed > 0)
}

/// The person goes, with everything that was not handed on. True: nothing is left to be told.
async fn go(
    app: &App,
    tx: &mut Tx,
    departure: &Departure,
    progress: &mut Progress,
) -> Result<bool, StoreError> {
    let (account, person, now) = (departure.account, departure.person, app.now());
    let member = store::member::find(tx, account, person).await?;
    let member = member.ok_or_else(|| StoreError::Other("who leaves is gone".to_owned()))?;
    if let Fate::HandOver(heir) = departure.proposal.fate(Thing::Recordings) {
        let handed = departure::hand_recordings(tx, account, person, heir).await?;
        progress.recordings = u32::try_from(handed).unwrap_or(u32::MAX);
    }
    progress.licences = hand_licences(app, tx, departure, &member.name).await?;
    let before = store::account::find(tx, account).await?;
    let own = open_account(app, tx, departure).await?;
    departure_move::move_person(tx, (account, person), (own.id, own.site), now).await?;
    progress.moved_to = Some(own.id);
    let moved = store::person::find(tx, own.id, person).await?;
    let moved = moved.ok_or_else(|| StoreError::Other("who left did not arrive".to_owned()))?;
    let mut left = done(departure, &member, "person.left");
    left.change["handed_over"] = json!({
        "meetings": progress.meetings, "hosting": progress.hosting,
        "recordings": progress.recordings, "licences": progress.licences,
    });
    trail::record(app, tx, &By::system(), left).await?;
    let change = json!({ "name": own.name, "owner": person, "after": "leaving" });
    let subject = own.id.to_string();
    let opened = Done { account: own.id, action: "account.opened", subject, change };
    trail::record(app, tx, &By::system(), opened).await?;
    mails::done(app, tx, departure, progress, &moved).await?;
    Ok(before.is_some_and(|before| before.site == own.site))
}

/// A free account of the person's own, on the site of the region.
async fn open_account(
    app: &App,
    tx: &mut Tx,
    departure: &Departure,
) -> Result<Account, StoreError> {
    let person = store::person::find(tx, departure.account, departure.person).await?;
    let person = person.ok_or_else(|| StoreError::Other("who leaves is gone".to_owned()))?;
    let site = store::site::by_name(tx, SiteKind::Regional, &app.config.region).await?;
    let site = site.ok_or_else(|| StoreError::Other("there is no regional site".to_owned()))?;
    let account = Account {
        id: app.id(),
        site: site.id,
        name: person.name,
        zone: person.zone,
        locale: person.locale,
        currency: None,
        buyer: None,
        exemptions: Vec::new(),
        created_at: app.now(),
    };
    store::account::insert(tx, &account).await?;
    Ok(account)
}

/// The person's licences are free, or their heir's where these have none of the kind; returns how
/// many were handed on.
async fn hand_licences(
    app: &App,
    tx: &mut Tx,
    departure: &Departure,
    name: &str,
) -> Result<u32, StoreError> {
    let (account, person, by) = (departure.account, departure.person, By::system());
    let held = store::licence::of_person(tx, account, person).await?;
    licences::take_everything(app, tx, &by, account, (person, name)).await?;
    let Fate::HandOver(heir) = departure.proposal.fate(Thing::Licences) else { return Ok(0) };
    let Some(found) = store::person::find(tx, account, heir).await? else { return Ok(0) };
    let before = store::licence::of_person(tx, account, heir).await?;
    let mut handed = 0;
    for (subscription, add_on) in held {
        if before.contains(&(subscription, add_on.clone())) {
            continue;
        }
        let item = ItemRef { subscription, add_on };
        let next = (heir, found.name.as_str());
        match licences::assign_within(app, tx, &by, account, &item, next).await {
            Ok(()) => handed += 1,
            Err(LicenceError::Store(error)) => return Err(error),
            // A change that is planned leaves fewer: it stays free.
            Err(_) => {}
        }
    }
    Ok(handed)
}

/// Tells those in some of the person's meetings where they are joined now. True: all were told.
async fn tell_portion(
    app: &App,
    tx: &mut Tx,
    departure: &Departure,
    own: AccountId,
    progress: &mut Progress,
) -> Result<bool, StoreError> {
    let person: PersonId = departure.person;
    // They may have closed this account, or left it, since: then it is told there.
    let Some(host) = store::person::find(tx, own, person).await? else { return Ok(true) };
    let after = progress.told_after;
    let some = departure::hosted_after(tx, (own, person), after, app.now(), AT_ONCE).await?;
    for id in &some {
        hand_over::tell_address(app, tx, (own, *id), &host).await?;
        progress.told_after = Some(*id);
    }
    Ok(u32::try_from(some.len()).is_ok_and(|told| told < AT_ONCE))
}
