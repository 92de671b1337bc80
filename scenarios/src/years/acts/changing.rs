//! Changing what was bought: seen, then confirmed, as on a subscription's page.

use std::sync::Arc;

use app::credit_use::{self, UseCreditError};
use app::order::change::{Change, Commit, Swap, Wish, commit, preview};
use app::order::{OrderError, Preview};
use app::{App, Who};
use billing::cancel::Cancel;
use billing::change::{ChangeRefusal, When};
use billing::licence::{Loser, StillAssigned};
use billing::order::PlanAsk;
use catalog::CreditTo;
use store::order::OrderState;
use units::{Interval, Timestamp};

use super::paying::preferred;
use super::repeating::used_word;
use super::{Form, Said, Shared, form_id, nobody, scene, storage};
use crate::years::model::Asked;
use crate::years::plan::{At, Back, Want};

/// What somebody wants to change, and the step that says so.
#[derive(Clone, Debug)]
pub struct Intent {
    pub step: usize,
    pub at: Timestamp,
    pub person: usize,
    pub of: u32,
    pub want: Want,
}

/// Looks at what a change would do; the button is pressed by `confirms`.
pub async fn wants(app: Arc<App>, shared: Shared, intent: Intent) -> Said {
    let Some((who, _)) = scene(&shared).person(intent.person) else { return nobody() };
    match seen(&app, &shared, &who, &intent).await {
        Ok(true) => Said::done("previewed"),
        Ok(false) => Said::done("has nothing"),
        Err(error) => refused(&shared, &error),
    }
}

async fn seen(app: &App, shared: &Shared, who: &Who, intent: &Intent) -> Result<bool, OrderError> {
    let mut tx = app.store.read().await?;
    let subs = store::subscription::list(&mut tx, who.account()).await?;
    drop(tx);
    let count = u32::try_from(subs.len()).unwrap_or(u32::MAX);
    let place = intent.of.checked_rem(count).and_then(|place| usize::try_from(place).ok());
    let Some(sub) = place.and_then(|place| subs.get(place)) else { return Ok(false) };
    let mut wish = wish(&intent.want);
    let method = preferred(app, who).await?;
    let mut seen = preview(app, who, sub.id, &wish).await;
    let mut losers = Vec::new();
    if let (Err(OrderError::Change(ChangeRefusal::StillAssigned(still))), Wish::Change(change)) =
        (&seen, &mut wish)
    {
        scene(shared).counts.reach("fewer than are assigned");
        losers = latest(still);
        change.losers.clone_from(&losers);
        seen = preview(app, who, sub.id, &wish).await;
    }
    let preview = seen?.token;
    let losers = losers.into_iter().map(|loser| loser.person).collect();
    let mut scene = scene(shared);
    let order = form_id(scene.seed, intent.step, intent.at);
    let (prices, want) = (scene.prices.clone(), intent.want.clone());
    scene.wants.insert(order, Asked { of: sub.order, want, prices, losers });
    let (subscription, accepted, version) = (sub.id, Vec::new(), None);
    let commit = Commit { order, subscription, wish, method, accepted, preview, version };
    scene.changes.insert(intent.step, commit);
    Ok(true)
}

/// As many as are too many, the latest first: they are chosen to lose theirs.
fn latest(still: &StillAssigned) -> Vec<Loser> {
    let many = usize::try_from(still.too_many()).unwrap_or_default();
    let latest = still.holders.iter().rev().take(many);
    latest.map(|held| Loser { person: held.person, add_on: held.add_on.clone() }).collect()
}

fn refused(shared: &Shared, error: &OrderError) -> Said {
    match error {
        OrderError::Store(error) => return Said::again(error),
        OrderError::Unpaid { .. } | OrderError::UnderWay(_) => {
            scene(shared).counts.reach("refused while unpaid")
        }
        OrderError::Cancel(billing::cancel::CancelRefusal::AlreadyCancelled) => {
            scene(shared).counts.reach("cancelled twice");
        }
        _ => {}
    }
    Said::done(error.code())
}

/// Presses the button; a changed preview is looked at and taken.
pub async fn confirms(app: Arc<App>, shared: Shared, person: usize, step: usize) -> Said {
    let known = scene(&shared).person(person);
    let form = scene(&shared).changes.get(&step).cloned();
    let (Some((who, _)), Some(form)) = (known, form) else { return nobody() };
    match commit(&app, &who, &form).await {
        Ok(state) => {
            scene(&shared).heard(person, Form::Change(form), app.now(), state.word());
            let done = state == OrderState::Paid;
            Said::done(if done { "done" } else { state.word() })
        }
        Err(OrderError::Moved(fresh)) => {
            moved(&shared, step, *fresh);
            Said { text: "preview.moved".to_owned(), again: true }
        }
        Err(error) => refused(&shared, &error),
    }
}

/// The new preview was seen, at the prices of now.
fn moved(shared: &Shared, step: usize, fresh: Preview) {
    let mut scene = scene(shared);
    let prices = scene.prices.clone();
    let Some(form) = scene.changes.get_mut(&step) else { return };
    form.preview = fresh.token;
    let order = form.order;
    if let Some(asked) = scene.wants.get_mut(&order) {
        asked.prices = prices;
    }
}

/// What the page asks the house for.
fn wish(want: &Want) -> Wish {
    let change = |change: Change, at: At| {
        let when = match at {
            At::AsTheRulesSay => None,
            At::Now => Some(When::Now),
            At::Renewal => Some(When::Renewal),
        };
        Wish::Change(Change { when, ..change })
    };
    let nothing = Change::default();
    match want {
        Want::Seats { seats, when } => change(Change { seats: Some(*seats), ..nothing }, *when),
        Want::Tier { tier, when } => {
            let tier = tier.parse().expect("a tier");
            change(Change { tier: Some(tier), ..nothing }, *when)
        }
        Want::Interval { annual, when } => {
            change(Change { interval: Some(interval(*annual)), ..nothing }, *when)
        }
        Want::Storage { packs, when } => {
            change(Change { add_ons: Some(storage(*packs)), ..nothing }, *when)
        }
        Want::Promise => {
            let (interval, committed) = (Some(Interval::Monthly), Some(true));
            change(Change { interval, committed, ..nothing }, At::AsTheRulesSay)
        }
        Want::Cancel => Wish::Cancel(Cancel::PeriodEnd),
        Want::CancelWithPromise => Wish::Cancel(Cancel::CommitmentEnd),
        Want::CancelNow { back } => {
            let credit = match back {
                Back::Nowhere => None,
                Back::ToBalance => Some(CreditTo::Balance),
                Back::ToPayer => Some(CreditTo::Refund),
            };
            Wish::Cancel(Cancel::Now { credit })
        }
        Want::Withdraw => Wish::Withdraw,
        Want::Resume => Wish::Resume,
        Want::EndTrial => Wish::EndTrial,
        Want::KeepAfterTrial => Wish::KeepAfterTrial,
        Want::Swap { product, tier, annual, seats } => {
            let plan = PlanAsk {
                product: product.parse().expect("a product"),
                tier: tier.parse().expect("a tier"),
                interval: interval(*annual),
                seats: *seats,
                add_ons: Vec::new(),
                committed: false,
                trial: false,
            };
            Wish::Swap(Swap { plan, credit: None, losers: Vec::new() })
        }
    }
}

fn interval(annual: bool) -> Interval {
    if annual { Interval::Annual } else { Interval::Monthly }
}

/// The credit balance pays the oldest open invoice.
pub async fn uses_credit(app: Arc<App>, shared: Shared, person: usize) -> Said {
    let Some((who, _)) = scene(&shared).person(person) else { return nobody() };
    let tried = async {
        let mut tx = app.store.read().await?;
        let open = store::invoice::open(&mut tx, who.account()).await?;
        drop(tx);
        let Some(oldest) = open.first() else { return Ok("nothing open") };
        let invoice = oldest.invoice.id;
        let seen = credit_use::preview(&app, &who, invoice).await?;
        let (id, token) = (seen.id, seen.token);
        credit_use::commit(&app, &who, invoice, id, &token).await?;
        let mut scene = scene(&shared);
        scene.counts.reach("credit used on request");
        let form = Form::Credit { invoice, id, token };
        scene.heard(person, form, app.now(), &used_word(invoice));
        Ok("used")
    };
    match tried.await {
        Ok(text) => Said::done(text),
        Err(UseCreditError::Store(error)) => Said::again(&error),
        Err(error) => Said::done(error.code()),
    }
}
