//! Who is told of a departure: whoever goes, those who get something, and owners of whoever goes by
//! themselves (P4).

use mail::contexts;
use store::account::Contact;
use store::departure::Departure;
use store::person::Person;
use store::{StoreError, Tx};
use texts::Args;
use units::id::{AccountId, PersonId};

use super::{Progress, words};
use crate::app::App;
use crate::outbox::{self, Enclosed, Envelope};
use crate::sign_up::envelope_of;

/// It is planned, taken back or stopped: `what` says which, `by` whose doing it is.
pub(super) async fn tell(
    app: &App,
    tx: &mut Tx,
    departure: &Departure,
    what: &str,
    by: &str,
) -> Result<(), StoreError> {
    let account = departure.account;
    let Some(person) = store::person::find(tx, account, departure.person).await? else {
        return Ok(());
    };
    tell_person(app, tx, departure, what, (&person, by)).await?;
    let mut others = Vec::new();
    if departure.proposal.leaves {
        others = store::account::people_with_role(tx, account, "owner").await?;
    } else if what == "stopped" {
        others.extend(store::person::find(tx, account, departure.asked_by).await?.map(contact));
    }
    let name = account_name(tx, account).await?;
    for other in others.into_iter().filter(|other| other.person != departure.person) {
        let link = app.config.portal_url(&format!("/people/{}", departure.person));
        let says = contexts::Departure {
            to: "others".to_owned(),
            zone: other.zone.clone(),
            lines: words::lines(&app.texts, &other.locale, &departure.proposal),
            ..says(departure, what, (&person.name, by), &name, link)
        };
        let envelope = Envelope::to_contact(account, &other);
        outbox::queue(app, tx, &envelope, &says, Enclosed::default()).await?;
    }
    Ok(())
}

async fn tell_person(
    app: &App,
    tx: &mut Tx,
    departure: &Departure,
    what: &str,
    (person, by): (&Person, &str),
) -> Result<(), StoreError> {
    let name = account_name(tx, departure.account).await?;
    let link = app.config.portal_url(if what == "done" { "/" } else { "/leave" });
    let says = contexts::Departure {
        zone: person.zone.clone(),
        lines: words::lines(&app.texts, &person.locale, &departure.proposal),
        ..says(departure, what, (&person.name, by), &name, link)
    };
    outbox::queue(app, tx, &envelope_of(person), &says, Enclosed::default()).await
}

fn says(
    departure: &Departure,
    what: &str,
    (person, by): (&str, &str),
    account: &str,
    link: String,
) -> contexts::Departure {
    contexts::Departure {
        what: what.to_owned(),
        to: "them".to_owned(),
        how: if departure.proposal.leaves { "leaves" } else { "removed" }.to_owned(),
        person: person.to_owned(),
        by: by.to_owned(),
        account: account.to_owned(),
        at: departure.takes_effect_at,
        zone: units::Zone::utc(),
        lines: Vec::new(),
        archive: departure.proposal.archive,
        link,
    }
}

/// It has taken effect: `person` is in an account of their own, and `heirs` have what they got.
pub(super) async fn done(
    app: &App,
    tx: &mut Tx,
    departure: &Departure,
    progress: &Progress,
    person: &Person,
) -> Result<(), StoreError> {
    tell_person(app, tx, departure, "done", (person, "")).await?;
    let name = account_name(tx, departure.account).await?;
    for heir in departure.proposal.heirs() {
        let heir = store::person::find(tx, departure.account, heir).await?;
        let Some(heir) = heir else { continue };
        let says = contexts::HandedOver {
            from: person.name.clone(),
            account: name.clone(),
            lines: got(app, departure, progress, &heir),
            link: app.config.portal_url("/meetings"),
        };
        if !says.lines.is_empty() {
            outbox::queue(app, tx, &envelope_of(&heir), &says, Enclosed::default()).await?;
        }
    }
    Ok(())
}

/// What `heir` has from now on, counted as it was handed on.
fn got(app: &App, departure: &Departure, progress: &Progress, heir: &Person) -> Vec<String> {
    let mut lines = Vec::new();
    for line in &departure.proposal.lines {
        let many = progress.count(line.thing);
        if line.fate.heir() == Some(heir.id) && many > 0 {
            let args = Args::new().with("count", many);
            let key = format!("leaving-got-{}", line.thing.word());
            lines.push(app.texts.get(&heir.locale, &key, &args));
        }
    }
    lines
}

async fn account_name(tx: &mut Tx, account: AccountId) -> Result<String, StoreError> {
    let account = store::account::find(tx, account).await?;
    Ok(account.map(|account| account.name).unwrap_or_default())
}

fn contact(person: Person) -> Contact {
    let Person { id, name, email, locale, zone, .. } = person;
    let person: PersonId = id;
    Contact { person, name, email, locale, zone }
}
