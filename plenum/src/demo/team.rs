//! Clara's company in the demo: forty people who join by invitation, some with a licence, who hold
//! meetings, keep contacts and write to each other.

use std::collections::BTreeSet;

use anyhow::Context as _;
use app::chat::To;
use app::invitations::{self, NewInvitation};
use app::visitor::Visitor;
use app::{Who, members};
use contacts::card::{CardDraft, PhoneDraft};
use people::profile::{Notification, ProfileDraft};
use people::roles::Role;

use super::history::{meets, series, signs_in};
use super::{PASSWORD, letters};
use crate::house::House;

/// Where the people of the company have their addresses.
const DOMAIN: &str = "winter.example";

/// First and last name, what they are in the account, language.
type Colleague = (&'static str, &'static str, Role, &'static str);

/// Everybody but Clara. The hosts take her subscription's other licences.
const COLLEAGUES: [Colleague; 39] = [
    ("Jonas", "Adler", Role::Admin, "en"),
    ("Marie", "Lefort", Role::Host, "fr"),
    ("Pavel", "Orlov", Role::Host, "ru"),
    ("Ines", "Prado", Role::Host, "en"),
    ("Karl", "Vogt", Role::BillingContact, "en"),
    ("Aino", "Laine", Role::Member, "en"),
    ("Anton", "Belov", Role::Member, "ru"),
    ("Beate", "Kern", Role::Member, "en"),
    ("Bruno", "Conti", Role::Member, "en"),
    ("Camille", "Roche", Role::Member, "fr"),
    ("Daria", "Sokol", Role::Member, "ru"),
    ("David", "Frank", Role::Member, "en"),
    ("Elena", "Marin", Role::Member, "en"),
    ("Emil", "Strand", Role::Member, "en"),
    ("Esther", "Vermeer", Role::Member, "en"),
    ("Fatima", "Haddad", Role::Member, "fr"),
    ("Felix", "Brandt", Role::Member, "en"),
    ("Greta", "Holm", Role::Member, "en"),
    ("Hugo", "Meyer", Role::Member, "en"),
    ("Igor", "Stepanov", Role::Member, "ru"),
    ("Irene", "Costa", Role::Member, "en"),
    ("Jan", "Novak", Role::Member, "en"),
    ("Julie", "Perrin", Role::Member, "fr"),
    ("Katja", "Busch", Role::Member, "en"),
    ("Lars", "Nygaard", Role::Member, "en"),
    ("Lea", "Simon", Role::Member, "fr"),
    ("Luca", "Ferri", Role::Member, "en"),
    ("Mara", "Lindt", Role::Member, "en"),
    ("Mehmet", "Aydin", Role::Member, "en"),
    ("Nadia", "Petrova", Role::Member, "ru"),
    ("Nils", "Bergman", Role::Member, "en"),
    ("Olivia", "Grant", Role::Member, "en"),
    ("Oskar", "Weber", Role::Member, "en"),
    ("Petra", "Kolar", Role::Member, "en"),
    ("Rosa", "Vidal", Role::Member, "en"),
    ("Samuel", "Okoye", Role::Member, "en"),
    ("Simone", "Girard", Role::Member, "fr"),
    ("Theo", "Janssen", Role::Member, "en"),
    ("Yuki", "Tanaka", Role::Member, "en"),
];

/// Customers and suppliers: name, company, position, telephone, groups.
type Outsider = (&'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

const OUTSIDERS: [Outsider; 12] = [
    ("Agnes Thiel", "Thiel & Sohn", "Managing director", "+49 30 5550101", &["Customers"]),
    ("Bogdan Ilic", "Ilic Carpentry", "Owner", "+49 30 5550102", &["Suppliers"]),
    ("Carla Monti", "Monti Tessuti", "Sales", "+39 02 5550103", &["Suppliers"]),
    ("Denis Chauvet", "Hôtel du Lac", "Director", "+33 1 55 50 01 04", &["Customers"]),
    ("Eva Lorenz", "Lorenz Lighting", "Engineer", "+49 40 5550105", &["Suppliers"]),
    ("Frida Sand", "Nordlys Hotels", "Purchasing", "+47 22 55 01 06", &["Customers", "Abroad"]),
    ("Georg Haas", "City of Potsdam", "Building office", "+49 331 5550107", &["Customers"]),
    ("Hana Dvorak", "Studio Dvorak", "Architect", "+420 2 5550108", &["Abroad"]),
    ("Ivo Marek", "Marek Glass", "Owner", "+420 2 5550109", &["Suppliers", "Abroad"]),
    ("Judith Engel", "Engel Law", "Lawyer", "+49 30 5550110", &[]),
    ("Kemal Demir", "Demir Transport", "Dispatcher", "+49 30 5550111", &["Suppliers"]),
    ("Lucie Faure", "Galerie Faure", "Curator", "+33 1 55 50 01 12", &["Customers", "Abroad"]),
];

fn name(&(first, last, _, _): &Colleague) -> String {
    format!("{first} {last}")
}

fn email(&(first, last, _, _): &Colleague) -> String {
    format!("{}.{}@{DOMAIN}", first.to_lowercase(), last.to_lowercase())
}

/// Name and address of the one at `place`, counted round.
pub fn colleague(place: usize) -> (String, String) {
    let found = COLLEAGUES.iter().cycle().nth(place % COLLEAGUES.len());
    found.map(|found| (name(found), email(found))).unwrap_or_default()
}

/// Clara invites everybody, and everybody comes.
pub async fn comes(house: &House, clara: &Who) -> anyhow::Result<()> {
    let seats = members::items(&house.app, clara).await?;
    let seat = seats.iter().find(|item| item.item.add_on.is_none()).context("seats")?.item.clone();
    for colleague in &COLLEAGUES {
        let licences = if colleague.2 == Role::Host { vec![seat.clone()] } else { Vec::new() };
        let new = NewInvitation {
            email: email(colleague),
            name: name(colleague),
            roles: BTreeSet::from([colleague.2]),
            licences,
        };
        invitations::invite(&house.app, clara, &new).await?;
    }
    house.runner.run_due().await?;
    for colleague in &COLLEAGUES {
        let token = letters::after(&house.app, &email(colleague), "/invitation?token=").await?;
        let chosen = invitations::Accept {
            name: name(colleague),
            password: PASSWORD.to_owned(),
            locale: colleague.3.parse()?,
        };
        let accepted =
            invitations::accept(&house.app, &token, &chosen, &Visitor::house(), None).await?;
        if colleague.2 == Role::Member {
            wants_no_reminders(house, &accepted.who).await?;
        }
    }
    house.runner.run_due().await?;
    Ok(())
}

/// Their calendars remind them: two years of mails to each would be all one sees in the outbox.
async fn wants_no_reminders(house: &House, who: &Who) -> anyhow::Result<()> {
    let person = app::profile::own(&house.app, who).await?.person;
    let wanted = person.notifications.wanted.iter();
    let others = wanted.filter(|mail| **mail != Notification::MeetingReminders);
    let draft = ProfileDraft {
        name: person.name,
        biography: person.biography,
        locale: person.locale.to_string(),
        zone: person.zone.name().to_owned(),
        notifications: others.map(|mail| mail.word().to_owned()).collect(),
    };
    app::profile::change(&house.app, who, &draft).await?;
    Ok(())
}

/// The hosts' own series, some with everybody of a team.
pub async fn meets_regularly(house: &House) -> anyhow::Result<()> {
    let team = |from: usize, to: usize| -> Vec<String> {
        COLLEAGUES.iter().skip(from).take(to - from).map(email).collect()
    };
    let plans = [
        (1, "Réunion d’équipe", "weekly", 2, "10:00", 30, team(9, 16)),
        (2, "Планёрка", "weekly", 1, "09:00", 45, team(5, 12)),
        (3, "Design review", "weekly", 4, "15:00", 60, team(16, 24)),
        (3, "Town hall", "monthly", 9, "11:00", 60, team(0, 39)),
    ];
    for (host, title, frequency, days, time, minutes, invitees) in plans {
        let host = COLLEAGUES.get(host).context("a host")?;
        let host = signs_in(house, &email(host)).await?;
        let invitees: Vec<&str> = invitees.iter().map(String::as_str).collect();
        let draft = series(title, frequency, &invitees);
        meets(house, &host, days, time, minutes, draft).await?;
    }
    Ok(())
}

/// Clara's address book.
pub async fn knows_people(house: &House, clara: &Who) -> anyhow::Result<()> {
    for (name, company, position, phone, groups) in OUTSIDERS {
        let local = name.to_lowercase().replace(' ', ".");
        let domain = company.to_lowercase().replace(|one: char| !one.is_ascii_lowercase(), "");
        let draft = CardDraft {
            name: name.to_owned(),
            company: company.to_owned(),
            job_title: position.to_owned(),
            emails: vec![format!("{local}@{domain}.example")],
            phones: vec![PhoneDraft { kind: "work".to_owned(), number: phone.to_owned() }],
            groups: groups.iter().map(|&group| group.to_owned()).collect(),
            ..CardDraft::default()
        };
        app::contacts::add(&house.app, clara, None, &draft).await?;
    }
    Ok(())
}

/// What is said between Clara (true) and whom she writes to.
type Talk = (usize, &'static [(bool, &'static str)]);

const TALKS: [(u8, Talk); 6] = [
    (
        0,
        (
            0,
            &[
                (true, "Can sales have a group of their own? They want the lobby."),
                (false, "Done. The lobby is on for all of them, and locked."),
                (true, "Perfect, thank you."),
            ],
        ),
    ),
    (
        0,
        (
            3,
            &[
                (false, "The review moves to Thursdays at 15:00, for good."),
                (true, "Fine by me. Please take Greta along, she knows the hotel’s floor plans."),
                (false, "She is on the list."),
            ],
        ),
    ),
    (
        1,
        (
            1,
            &[
                (false, "Hôtel du Lac a validé les croquis, sauf le bar."),
                (true, "Great news! What is wrong with the bar?"),
                (false, "Trop sombre. Ils veulent voir deux autres bois."),
                (true, "Oak and cherry, then. I will ask Bogdan for samples today."),
            ],
        ),
    ),
    (
        1,
        (
            4,
            &[
                (true, "Did last month’s invoice arrive? I only find the credit note."),
                (false, "It did, on the 3rd: Billing, Invoices, the second one."),
            ],
        ),
    ),
    (
        2,
        (
            3,
            &[
                (true, "How did the review go?"),
                (false, "Short version: they love it. Long version on Monday."),
                (true, "Then Monday it is."),
            ],
        ),
    ),
    (
        2,
        (
            17,
            &[
                (false, "Is tomorrow’s interview in your room or by the meeting’s link?"),
                (true, "By the link; my room is for us."),
            ],
        ),
    ),
];

/// What is written on the `day`th of the days on which the demo looks in.
pub async fn writes(house: &House, clara: &Who, day: u8) -> anyhow::Result<()> {
    for (_, (other, lines)) in TALKS.into_iter().filter(|&(on, _)| on == day) {
        let other = email(COLLEAGUES.get(other).context("a colleague")?);
        let app = &house.app;
        let chat = app::chat::open(app, clara, &To::Address(other.parse()?)).await?;
        let them = signs_in(house, &other).await?;
        for &(by_clara, text) in lines {
            let author = if by_clara { clara } else { &them };
            app::chat::write(app, author, chat, None, text).await?;
        }
    }
    Ok(())
}
