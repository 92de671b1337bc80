//! Acts: what customers do, through the production stories alone.
//!
//! Each act is one command under way: it stops where the house stops, and may be cut off at any
//! point by a crash. Whoever was cut off, or heard that the database is not there, does the same
//! again a minute later: same form, same order id.

mod changing;
mod exemptions;
mod licences;
mod paying;
mod refunds;
mod repeating;
mod transfers;

use std::sync::{Arc, Mutex, MutexGuard};

use app::checkout::{Needs, to_accept};
use app::operator::payments::Confirm;
use app::operator::transfers::Received;
use app::order::{Accepted, OrderError, Place, Preview, place, preview};
use app::payment_methods::keep_card;
use app::visitor::Visitor;
use app::{App, Who, sign_in, sign_up};
use billing::invoice::Buyer;
use billing::order::{AddOnAsk, Ask, PlanAsk};
use billing::subscription::AfterTrial;
use gateway::CardDetails;
use people::sign_up::SignUpDraft;
use store::StoreError;
use units::id::{AccountId, PersonId};
use units::{Id, Interval, PostalAddress, Timestamp};

use crate::years::bank::Habit;
use crate::years::counts::Counts;
use crate::years::dice::Dice;
use crate::years::model::{Deal, Deals, Wants};
use crate::years::plan::{Extras, Figure, Plan};
use crate::years::prices::{Prices, STORAGE};

pub use changing::{Intent, confirms, uses_credit, wants};
pub use exemptions::{asks_exemption, decides, does_without};
pub use licences::{assigns, guest_email, invites, joins, readmits, removes, takes_back};
pub use paying::{comes_back, hears, keeps_account, pays_invoice, pays_order, prefers};
pub use refunds::{Back, looks_at_payment, sends_back};
pub use repeating::{Form, Sent, send};
pub use transfers::{enters, is_shown};

/// The password of everybody.
const PASSWORD: &str = "violet harbour 27 kites";

/// What a command came to.
#[derive(Clone, Debug)]
pub struct Said {
    pub text: String,
    /// The database was not there: the same is tried again.
    pub again: bool,
}

impl Said {
    pub(super) fn done(text: impl Into<String>) -> Said {
        Said { text: text.into(), again: false }
    }

    pub(super) fn again(error: &StoreError) -> Said {
        Said { text: format!("{error}; again"), again: true }
    }
}

/// Somebody and what they know.
#[derive(Clone, Debug)]
pub struct Person {
    pub email: String,
    pub who: Option<Who>,
    /// The form of their newest order.
    pub form: Option<usize>,
    /// How often they have pressed the button that pays an invoice.
    pub pays_pressed: usize,
}

/// What everybody knows; commands and stage share it.
pub struct Scene {
    pub seed: u64,
    pub figures: Vec<Figure>,
    pub people: Vec<Person>,
    /// Filled-in order forms, by the step that filled them in.
    pub forms: std::collections::BTreeMap<usize, Place>,
    pub deals: Deals,
    /// Filled-in changes, by the step that filled them in, and what was asked by order.
    pub changes: std::collections::BTreeMap<usize, app::order::change::Commit>,
    pub wants: Wants,
    /// What the seller's bank says came in, by the step that says so.
    pub transfers: std::collections::BTreeMap<usize, Received>,
    /// Steps whose transfer was said to be entered.
    pub entered: std::collections::BTreeSet<usize>,
    /// Refunds as an operator has seen them, by the step that says so, and those that were said to
    /// be on their way.
    pub refunds: std::collections::BTreeMap<usize, Confirm>,
    pub sent_back: std::collections::BTreeSet<usize>,
    /// What was sent and answered, oldest first, and where one form was answered in two ways.
    pub sent: Vec<Sent>,
    pub unlike: Vec<String>,
    /// The newest token that was mailed to an address which is invited.
    pub invited: std::collections::BTreeMap<String, String>,
    /// Whose licences somebody has asked to take.
    pub taken_from: std::collections::BTreeSet<PersonId>,
    pub prices: Prices,
    pub counts: Counts,
}

/// The scene, shared.
pub type Shared = Arc<Mutex<Scene>>;

/// The scene, for a moment; never over an await.
pub fn scene(shared: &Shared) -> MutexGuard<'_, Scene> {
    shared.lock().expect("nobody panics while holding the scene")
}

impl Scene {
    pub fn new(plan: &Plan) -> Scene {
        let person = |place: usize| Person {
            email: format!("life-{place}@example.org"),
            who: None,
            form: None,
            pays_pressed: 0,
        };
        Scene {
            seed: plan.seed,
            figures: plan.people.clone(),
            people: (0..plan.people.len()).map(person).collect(),
            forms: Default::default(),
            deals: Deals::default(),
            changes: Default::default(),
            wants: Wants::default(),
            transfers: Default::default(),
            entered: Default::default(),
            refunds: Default::default(),
            sent_back: Default::default(),
            sent: Vec::new(),
            unlike: Vec::new(),
            invited: Default::default(),
            taken_from: Default::default(),
            prices: Prices { rules: plan.rules.clone(), ..Prices::default() },
            counts: Counts::default(),
        }
    }

    /// How often the button that pays an invoice was pressed in an account.
    pub fn pays_pressed(&self, account: AccountId) -> usize {
        let of_it =
            |person: &&Person| person.who.as_ref().is_some_and(|who| who.account() == account);
        self.people.iter().filter(of_it).map(|person| person.pays_pressed).sum()
    }

    /// Who owns the account.
    pub(super) fn whose(&self, account: AccountId) -> usize {
        let owns =
            |person: &Person| person.who.as_ref().is_some_and(|who| who.account() == account);
        self.people.iter().position(owns).expect("an account of somebody's")
    }

    pub(super) fn person(&self, person: usize) -> Option<(Who, String)> {
        let known = self.people.get(person)?;
        Some((known.who.clone()?, known.email.clone()))
    }
}

pub(super) fn nobody() -> Said {
    Said::done("nobody is signed in")
}

pub async fn signs_up(app: Arc<App>, shared: Shared, person: usize) -> Said {
    let draft = {
        let scene = scene(&shared);
        let figure = &scene.figures[person];
        SignUpDraft {
            email: scene.people[person].email.clone(),
            name: "Ada Example".to_owned(),
            password: PASSWORD.to_owned(),
            locale: figure.locale.clone(),
            zone: figure.zone.clone(),
        }
    };
    match sign_up::ask(&app, &draft, None).await {
        Ok(()) => Said::done("asked"),
        Err(sign_up::SignUpError::Store(error)) => Said::again(&error),
        Err(error) => Said::done(error.code()),
    }
}

/// Follows the mailed link; whose link is used up signs in instead.
pub async fn follows(app: Arc<App>, shared: Shared, person: usize, token: String) -> Said {
    let visitor = Visitor::house();
    match sign_up::confirm(&app, &token, PASSWORD, &visitor, None).await {
        Ok(confirmed) => {
            let mut scene = scene(&shared);
            scene.people[person].who = Some(confirmed.opened.who);
            scene.counts.reach("account opened");
            Said::done("confirmed")
        }
        Err(sign_up::ConfirmError::Store(error)) => Said::again(&error),
        Err(error @ sign_up::ConfirmError::WrongPassword) => Said::done(error.code()),
        Err(sign_up::ConfirmError::Expired) => {
            let email = scene(&shared).people[person].email.clone();
            match sign_in::with_password(&app, &email, PASSWORD, &visitor, None).await {
                Ok(opened) => {
                    let mut scene = scene(&shared);
                    scene.counts.reach("link followed twice");
                    scene.people[person].who = Some(opened.who);
                    Said::done("signed in")
                }
                Err(sign_in::SignInError::Store(error)) => Said::again(&error),
                Err(error) => Said::done(error.code()),
            }
        }
    }
}

pub async fn keeps_card(app: Arc<App>, shared: Shared, person: usize, habit: Habit) -> Said {
    let Some((who, email)) = scene(&shared).person(person) else { return nobody() };
    let card = CardDetails {
        holder: email,
        number: habit.card_number(),
        expires: "12/79".to_owned(),
        security_code: "123".to_owned(),
    };
    match keep_card(&app, &who, card).await {
        Ok(_) => Said::done("kept"),
        Err(app::payment_methods::KeepCardError::Store(error)) => Said::again(&error),
        Err(error) => Said::done(error.to_string()),
    }
}

/// What an order asks for.
#[derive(Clone, Debug)]
pub struct Wish {
    pub step: usize,
    pub at: Timestamp,
    pub person: usize,
    pub product: String,
    pub tier: String,
    pub interval: Interval,
    pub seats: u32,
    pub extras: Extras,
}

/// Looks at the order page and fills it in; the button is pressed by `presses`.
pub async fn fills_in(app: Arc<App>, shared: Shared, wish: Wish) -> Said {
    let known = scene(&shared).person(wish.person);
    let Some((who, _)) = known else { return nobody() };
    match filled(&app, &shared, &who, &wish).await {
        Ok(true) => Said::done("previewed"),
        Ok(false) => Said::done("no card"),
        Err(OrderError::Store(error)) => Said::again(&error),
        Err(error) => Said::done(error.code()),
    }
}

async fn filled(app: &App, shared: &Shared, who: &Who, wish: &Wish) -> Result<bool, OrderError> {
    let mut tx = app.store.read().await?;
    let site_name = match app::order_facts::needs_site(&mut tx, who.account()).await? {
        true => Some(site_name(wish)),
        false => None,
    };
    let methods = store::payment_method::list(&mut tx, who.account()).await?;
    drop(tx);
    let ends = wish.extras.trial == Some(AfterTrial::End);
    let method = methods.first().map(|method| method.id).filter(|_| !ends);
    if method.is_none() && !ends {
        return Ok(false);
    }
    let ask = ask(&scene(shared), who, wish, site_name);
    let seen = preview(app, who, &ask).await?;
    let order = form_id(scene(shared).seed, wish.step, wish.at);
    let deal = deal(&scene(shared), who, wish, &seen);
    let site_name = ask.site_name.is_some();
    let tries = wish.extras.trial.is_some();
    let needs = Needs { site_name, phone: false, buys: !tries, tries };
    let accepted = to_accept(app, who, needs).await?.into_iter().map(|document| Accepted {
        document: document.kind.word().to_owned(),
        version: document.version.clone(),
    });
    let place = Place {
        order,
        particulars: Default::default(),
        accepted: accepted.collect(),
        method,
        preview: seen.token,
        ask,
    };
    let mut scene = scene(shared);
    scene.forms.insert(wish.step, place);
    scene.deals.insert(order, deal);
    scene.people[wish.person].form = Some(wish.step);
    Ok(true)
}

fn ask(scene: &Scene, who: &Who, wish: &Wish, site_name: Option<String>) -> Ask {
    let figure = &scene.figures[wish.person];
    let vat_id = figure.vat_id.as_ref().map(|text| text.parse().expect("a VAT number"));
    Ask {
        plans: vec![PlanAsk {
            product: wish.product.parse().expect("a product"),
            tier: wish.tier.parse().expect("a tier"),
            interval: wish.interval,
            seats: wish.seats,
            add_ons: storage(wish.extras.storage),
            committed: wish.extras.promised,
            trial: wish.extras.trial.is_some(),
        }],
        currency: figure.currency,
        buyer: Buyer {
            address: PostalAddress {
                name: who.name.clone(),
                street: "Lindenweg 7".to_owned(),
                postcode: "10115".to_owned(),
                city: "Berlin".to_owned(),
                region: String::new(),
                country: figure.country.parse().expect("a country"),
            },
            vat_id,
            email: who.email.to_string(),
        },
        site_name,
        after_trial: wish.extras.trial.unwrap_or_default(),
    }
}

/// So many packs of storage, as an order asks for them.
pub(super) fn storage(packs: u32) -> Vec<AddOnAsk> {
    let add_on = STORAGE.parse().expect("an add-on");
    Some(AddOnAsk { add_on, quantity: packs }).filter(|_| packs > 0).into_iter().collect()
}

/// A name no other wish of this life has, and that looks like no other.
fn site_name(wish: &Wish) -> String {
    let letters: Vec<char> = "bcdfghkmnprstvwx".chars().collect();
    let mut name = "life-".to_owned();
    let mut left = wish.step * 64 + wish.person;
    for _ in 0..6 {
        name.push(letters[left % letters.len()]);
        left /= letters.len();
    }
    name
}

/// The id made with the form: the same however often the step is played.
pub(super) fn form_id<K>(seed: u64, step: usize, at: Timestamp) -> Id<K> {
    let purpose = u64::try_from(step).unwrap_or(u64::MAX);
    let mut dice = Dice::new(seed, 1_000_000 + purpose);
    let mut random = [0u8; 10];
    for part in random.chunks_mut(8) {
        let eight = dice.draw().to_le_bytes();
        part.copy_from_slice(&eight[..part.len()]);
    }
    Id::from_parts(at, random)
}

fn deal(scene: &Scene, who: &Who, wish: &Wish, seen: &Preview) -> Deal {
    let figure = &scene.figures[wish.person];
    let (product, tier) = (wish.product.clone(), wish.tier.clone());
    let currency = figure.currency;
    Deal {
        person: wish.person,
        owner: who.person(),
        prices: scene.prices.clone(),
        storage: wish.extras.storage,
        promised: wish.extras.promised,
        trial: wish.extras.trial,
        product,
        tier,
        interval: wish.interval,
        seats: wish.seats,
        currency,
        zone: who.zone.clone(),
        country: figure.country.clone(),
        reverse_charge: figure.vat_id.is_some() && figure.country != "DE",
        exempt: Vec::new(),
        begins: who.zone.date(seen.proposal.as_of),
    }
}

/// Presses the order's button; a changed preview is looked at and taken.
pub async fn presses(app: Arc<App>, shared: Shared, person: usize, step: usize) -> Said {
    let known = scene(&shared).person(person);
    let form = scene(&shared).forms.get(&step).cloned();
    let (Some((who, _)), Some(form)) = (known, form) else { return nobody() };
    match place(&app, &who, &form).await {
        Ok(state) => {
            scene(&shared).heard(person, Form::Order(Box::new(form)), app.now(), state.word());
            Said::done(state.word())
        }
        Err(OrderError::Store(error)) => Said::again(&error),
        Err(OrderError::Moved(fresh)) => {
            let mut scene = scene(&shared);
            scene.counts.reach("price moved");
            moved(&mut scene, &who, step, *fresh);
            Said { text: "preview.moved".to_owned(), again: true }
        }
        Err(error) => Said::done(error.code()),
    }
}

/// The new preview was seen: the deal is what it says now.
fn moved(scene: &mut Scene, who: &Who, step: usize, fresh: Preview) {
    let Some(form) = scene.forms.get_mut(&step) else { return };
    form.preview = fresh.token;
    let order = form.order;
    let prices = scene.prices.clone();
    if let Some(deal) = scene.deals.get_mut(&order) {
        deal.begins = who.zone.date(fresh.proposal.as_of);
        deal.prices = prices;
    }
}
