//! What a large account holds: people, contacts, meetings that were held, and the lists, searches,
//! calendar and reports its owner opens among them.

use app::App;
use contacts::Card;
use store::contact::{self, Holder};
use store::crowd_chats;
use store::held_meeting::{self, Writing};
use units::Timestamp;
use units::id::{ContactId, PersonId};
use usage::{Connection, Held, Source};
use web::{session, urls};

use super::ask::Ask;
use super::made::Made;
use super::scene::{Scene, Story};
use crate::talk;

const PEOPLE: &str = "people";
const PEOPLE_SEARCHED: &str = "people searched";
const CONTACTS: &str = "contacts";
const CONTACTS_SEARCHED: &str = "contacts searched";
const MEETINGS_SEARCHED: &str = "meetings searched";
const MONTH: &str = "month";
const REPORTS: &str = "reports";
pub const NAMES: [&str; 7] =
    [PEOPLE, PEOPLE_SEARCHED, CONTACTS, CONTACTS_SEARCHED, MEETINGS_SEARCHED, MONTH, REPORTS];

/// Rows written in one transaction.
const AT_ONCE: u32 = 5_000;
/// Days over which the held meetings are spread.
const HELD_DAYS: u32 = 730;
const DAY_S: i64 = 86_400;
const SECONDS_HELD: u32 = 1_800;
const SURNAMES: [&str; 8] =
    ["Albers", "Brandt", "Conti", "Dubois", "Ekberg", "Ferrari", "Garnier", "Hansen"];

pub async fn stories(scene: Scene<'_>) -> anyhow::Result<Vec<Story>> {
    let Scene { house, made, size } = scene;
    talk::tell("Writing people, contacts and held meetings");
    people(&house.app, made, size.people).await?;
    contacts(&house.app, made, size.contacts).await?;
    held(&house.app, made, size.meetings).await?;
    let host = house.app.config.base_host().to_owned();
    let cookie = Some(format!("{}={}", session::COOKIE, made.session));
    let own =
        |path: String| Ask { host: host.clone(), path, cookie: cookie.clone(), ..Ask::default() };
    let search = |page: &str, text: &str| own(urls::with_query(page, &[("search", text)]));
    let last = made.last_title.as_str();
    Ok(vec![
        Story::read(PEOPLE, own(urls::PEOPLE.to_owned())),
        Story::read(PEOPLE_SEARCHED, search(urls::PEOPLE, "9")),
        Story::read(CONTACTS, own(urls::CONTACTS.to_owned())),
        Story::read(CONTACTS_SEARCHED, search(urls::CONTACTS, "hansen 77")),
        Story::read(MEETINGS_SEARCHED, search(urls::MEETINGS, last)),
        Story::read(MONTH, own(urls::MEETINGS_MONTH.to_owned())),
        Story::read(REPORTS, own(urls::REPORTS.to_owned())),
    ])
}

/// Numbers from 0 to before `count`, in portions.
fn portions(count: u32) -> impl Iterator<Item = std::ops::Range<u32>> {
    (0..count.div_ceil(AT_ONCE)).map(move |place| {
        let first = place * AT_ONCE;
        first..(first + AT_ONCE).min(count)
    })
}

async fn people(app: &App, made: &Made, count: u32) -> anyhow::Result<()> {
    let who = &made.who;
    for portion in portions(count) {
        let ids: Vec<PersonId> = portion.map(|_| app.id()).collect();
        let mut tx = app.store.begin().await?;
        let speaks = (&who.locale, &who.zone);
        crowd_chats::people(&mut tx, who.account(), &ids, speaks, app.now()).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn contacts(app: &App, made: &Made, count: u32) -> anyhow::Result<()> {
    let holder = Holder { account: made.who.account(), person: made.who.person() };
    for portion in portions(count) {
        let cards = portion.map(|number| Ok((app.id(), card(number)?)));
        let cards = cards.collect::<anyhow::Result<Vec<(ContactId, Card)>>>()?;
        let rows: Vec<(ContactId, &Card)> = cards.iter().map(|(id, card)| (*id, card)).collect();
        let mut tx = app.store.begin().await?;
        let before = contact::lock_book(&mut tx, holder).await?;
        contact::write(&mut tx, holder, &rows, app.now()).await?;
        contact::set_count(&mut tx, holder, before + u32::try_from(rows.len())?).await?;
        tx.commit().await?;
    }
    Ok(())
}

fn card(number: u32) -> anyhow::Result<Card> {
    let surname = surname(number);
    Ok(Card {
        name: format!("{surname} {number}"),
        last_name: surname.to_owned(),
        company: format!("Company {}", number % 500),
        emails: vec![format!("contact-{number}@example.net").parse()?],
        ..Card::default()
    })
}

fn surname(number: u32) -> &'static str {
    let place = usize::try_from(number).unwrap_or(usize::MAX) % SURNAMES.len();
    SURNAMES.get(place).copied().unwrap_or_default()
}

/// Meetings of two connections each, evenly over the last two years.
pub(super) async fn held(app: &App, made: &Made, count: u32) -> anyhow::Result<()> {
    let account = made.who.account();
    let now = app.now();
    for portion in portions(count) {
        let meetings: Vec<Held> =
            portion.map(|number| held_one(made, now, number, count)).collect();
        let rows: Vec<Writing<'_>> = meetings
            .iter()
            .map(|held| Writing {
                id: app.id(),
                host: Some(made.who.person()),
                held,
                connections: held.connections.iter().map(|_| app.id()).collect(),
            })
            .collect();
        let mut tx = app.store.begin().await?;
        held_meeting::write(&mut tx, account, &rows, now).await?;
        tx.commit().await?;
    }
    Ok(())
}

fn held_one(made: &Made, now: Timestamp, number: u32, count: u32) -> Held {
    let ago = i64::from(HELD_DAYS) * DAY_S * i64::from(count - number) / i64::from(count.max(1));
    let started_at = now.plus_seconds(-ago);
    let ended_at = started_at.plus_seconds(i64::from(SECONDS_HELD));
    let comes = |name: String| Connection {
        email: String::new(),
        name,
        joined_at: Some(started_at),
        left_at: Some(ended_at),
        seconds: SECONDS_HELD,
        is_guest: Some(true),
    };
    Held {
        source: Source::Plenum,
        number: format!("{:09}", number % 1_000),
        title: format!("Held {}", number % 1_000),
        host_name: made.who.name.clone(),
        host_email: made.who.email.as_str().to_owned(),
        started_at,
        ended_at,
        participants_stated: None,
        connections: vec![comes(surname(number).to_owned()), comes(surname(number + 1).to_owned())],
    }
}
