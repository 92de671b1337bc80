//! What happens in the demo's years, told with the same stories people's buttons tell.

use anyhow::Context as _;
use app::order::{Accepted, Place, place, preview};
use app::payment_methods::keep_card;
use app::sign_up;
use app::visitor::Visitor;
use app::{App, Who};
use billing::invoice::Buyer;
use billing::order::{AddOnAsk, Ask, PlanAsk};
use billing::subscription::AfterTrial;
use catalog::DocumentKind;
use gateway::CardDetails;
use meetings::Draft;
use people::sign_up::SignUpDraft;
use store::order::Particulars;
use units::{Currency, Interval, PostalAddress};

use super::{PASSWORD, held, letters, recordings, team};
use crate::house::House;

/// Something that happens on one day.
#[derive(Clone, Copy, Debug)]
pub enum Chapter {
    OlgaRunsIt,
    ClaraSignsUpAndMeets,
    ClaraBuys,
    ClarasTeamComes,
    ClarasTeamWrites(u8),
    ClaraRecords(usize),
    TheTeamMeets(usize),
    DoraBuysWithACardThatWillFail,
    BenSignsUpAndMeets,
    ClaraMeetsThisWeek,
}

/// Those that happen once, with how many days before the demo's present.
const CHAPTERS: [(i64, Chapter); 13] = [
    (800, Chapter::OlgaRunsIt),
    (795, Chapter::ClaraSignsUpAndMeets),
    (783, Chapter::ClaraBuys),
    (770, Chapter::ClarasTeamComes),
    (400, Chapter::ClarasTeamWrites(0)),
    (399, Chapter::ClaraRecords(0)),
    (90, Chapter::ClaraRecords(1)),
    (60, Chapter::DoraBuysWithACardThatWillFail),
    (20, Chapter::BenSignsUpAndMeets),
    (16, Chapter::ClarasTeamWrites(1)),
    (15, Chapter::ClaraRecords(2)),
    (2, Chapter::ClarasTeamWrites(2)),
    (1, Chapter::ClaraMeetsThisWeek),
];

/// Each chapter with how many days before the demo's present it happens, in order.
pub fn chapters() -> Vec<(i64, Chapter)> {
    let weeks = (1_i64..).step_by(7).zip(0..held::WEEKS);
    let weekly = weeks.map(|(days, week)| (days + 3, Chapter::TheTeamMeets(week)));
    let mut all: Vec<(i64, Chapter)> = CHAPTERS.into_iter().chain(weekly).collect();
    all.sort_by_key(|&(days, _)| -days);
    all
}

pub async fn tell(house: &House, chapter: Chapter) -> anyhow::Result<()> {
    let clara = "clara@example.org";
    match chapter {
        Chapter::OlgaRunsIt => {
            let olga = arrives(house, "olga@example.org", "Olga Sorokina", "ru").await?;
            let (account, person) = (olga.account(), olga.person());
            app::first_run::make_operator(&house.app, account, person).await?;
        }
        Chapter::ClaraSignsUpAndMeets => {
            let clara = arrives(house, clara, "Clara Winter", "en").await?;
            let weekly = series("Team meeting", "weekly", &["ben@example.org"]);
            meets(house, &clara, 3, "09:30", 45, weekly).await?;
        }
        Chapter::ClaraBuys => {
            let clara = signs_in(house, clara).await?;
            buys(house, &clara, "4242424242424242", "winter-studio", true).await?;
            let monthly = series("Board meeting", "monthly", &["dora@example.org"]);
            meets(house, &clara, 10, "14:00", 120, monthly).await?;
        }
        Chapter::ClarasTeamComes => {
            let clara = signs_in(house, clara).await?;
            team::comes(house, &clara).await?;
            team::meets_regularly(house).await?;
            team::knows_people(house, &clara).await?;
        }
        Chapter::ClarasTeamWrites(day) => {
            let clara = signs_in(house, clara).await?;
            team::writes(house, &clara, day).await?;
        }
        Chapter::ClaraRecords(number) => {
            let clara = signs_in(house, clara).await?;
            let recorded = recordings::RECORDED.get(number).context("a recording")?;
            recordings::keeps(&house.app, &clara, recorded).await?;
        }
        Chapter::TheTeamMeets(week) => {
            let clara = signs_in(house, clara).await?;
            held::weekly(house, &clara, week).await?;
        }
        Chapter::DoraBuysWithACardThatWillFail => {
            let dora = arrives(house, "dora@example.org", "Dora Lenz", "en").await?;
            buys(house, &dora, "4000000000000341", "lenz-yoga", false).await?;
        }
        Chapter::BenSignsUpAndMeets => {
            let ben = arrives(house, "ben@example.org", "Ben Moreau", "fr").await?;
            let weekly = series("Point hebdomadaire", "weekly", &["clara@example.org"]);
            meets(house, &ben, 1, "11:00", 30, weekly).await?;
        }
        Chapter::ClaraMeetsThisWeek => {
            let clara = signs_in(house, clara).await?;
            let once = series("Interview: junior designer", "", &["ben@example.org"]);
            meets(house, &clara, 2, "10:00", 60, once).await?;
        }
    }
    Ok(())
}

/// Signs up and follows the mailed link.
pub(crate) async fn arrives(
    house: &House,
    email: &str,
    name: &str,
    locale: &str,
) -> anyhow::Result<Who> {
    let draft = SignUpDraft {
        email: email.to_owned(),
        name: name.to_owned(),
        password: PASSWORD.to_owned(),
        locale: locale.to_owned(),
        zone: "Europe/Berlin".to_owned(),
    };
    sign_up::ask(&house.app, &draft, None).await?;
    house.runner.run_due().await?;
    let token = letters::after(&house.app, email, "confirm-email?token=").await?;
    let confirmed = sign_up::confirm(&house.app, &token, PASSWORD, &Visitor::house(), None).await?;
    house.runner.run_due().await?;
    Ok(confirmed.opened.who)
}

pub(super) async fn signs_in(house: &House, email: &str) -> anyhow::Result<Who> {
    let visitor = Visitor::house();
    let opened = app::sign_in::with_password(&house.app, email, PASSWORD, &visitor, None).await?;
    Ok(opened.who)
}

/// A meeting that repeats `frequency` (empty: happens once).
pub(super) fn series(title: &str, frequency: &str, invitees: &[&str]) -> Draft {
    let mut draft = Draft { title: title.to_owned(), ..Draft::default() };
    draft.repeats.frequency = frequency.to_owned();
    draft.invitees = meetings::invitees::parse_list(&invitees.join("\n"));
    draft
}

/// Schedules `draft`, for the first time in `days` days.
pub(super) async fn meets(
    house: &House,
    host: &Who,
    days: i64,
    time: &str,
    minutes: i64,
    draft: Draft,
) -> anyhow::Result<()> {
    let day = host.zone.date(house.app.now().plus_days(days));
    let draft = Draft {
        start: format!("{day}T{time}"),
        zone: host.zone.name().to_owned(),
        duration_minutes: Some(minutes),
        ..draft
    };
    app::meetings::schedule::schedule(&house.app, host, None, &draft).await?;
    house.runner.run_due().await?;
    Ok(())
}

/// Buys Meetings Pro, with Call Me if `calls`, on a site of its own.
async fn buys(
    house: &House,
    buyer: &Who,
    card: &str,
    site_name: &str,
    calls: bool,
) -> anyhow::Result<()> {
    let app = &house.app;
    let details = CardDetails {
        holder: buyer.name.clone(),
        number: card.to_owned(),
        expires: "12/49".to_owned(),
        security_code: "123".to_owned(),
    };
    let method = keep_card(app, buyer, details).await?;
    let ask = ask(buyer, site_name, calls)?;
    let seen = preview(app, buyer, &ask).await?;
    let order = Place {
        order: app.id(),
        ask,
        particulars: Particulars::default(),
        accepted: accepted(app, buyer).await?,
        method: Some(method.id),
        preview: seen.token,
    };
    place(app, buyer, &order).await?;
    house.runner.run_due().await?;
    Ok(())
}

pub(crate) fn ask(buyer: &Who, site_name: &str, calls: bool) -> anyhow::Result<Ask> {
    let call_me = AddOnAsk { add_on: "call_me_domestic".parse()?, quantity: 2 };
    let plan = PlanAsk {
        product: "meetings".parse()?,
        tier: "pro".parse()?,
        interval: Interval::Monthly,
        seats: 5,
        add_ons: if calls { vec![call_me] } else { Vec::new() },
        committed: false,
        trial: false,
    };
    let address = PostalAddress {
        name: buyer.name.clone(),
        street: "Lindenweg 7".to_owned(),
        postcode: "10115".to_owned(),
        city: "Berlin".to_owned(),
        region: String::new(),
        country: "DE".parse()?,
    };
    Ok(Ask {
        plans: vec![plan],
        currency: Currency::EUR,
        buyer: Buyer { address, vat_id: None, email: buyer.email.to_string() },
        site_name: Some(site_name.to_owned()),
        after_trial: AfterTrial::Subscribe,
    })
}

/// Every document that could be asked for, in its version of today.
pub(crate) async fn accepted(app: &App, buyer: &Who) -> anyhow::Result<Vec<Accepted>> {
    let today = buyer.zone.date(app.now());
    let mut tx = app.store.read().await?;
    let published = app.catalog(&mut tx).await?;
    let kinds = [DocumentKind::Terms, DocumentKind::Privacy, DocumentKind::EmergencyCalls];
    kinds
        .into_iter()
        .map(|kind| {
            let document = published.catalog.document(kind, today);
            let document = document.context("the shipped catalog has every document")?;
            Ok(Accepted { document: kind.word().to_owned(), version: document.version.clone() })
        })
        .collect()
}
