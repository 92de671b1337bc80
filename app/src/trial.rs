//! Trials as they go: begun, their end announced, over without anybody subscribing (A5).
//!
//! The core decides what a trial's end brings. Here it is noted that a product was tried, for good,
//! and owners are written to. Announcements are one piece of due work for each trial; each is
//! counted in the transaction that makes it, so that it is made once, and one that comes late
//! speaks for those before it.

use billing::order::tax_of_sale;
use billing::subscription::{AfterTrial, Subscription, SubscriptionState};
use billing::trial;
use mail::contexts::{NextCharge, Trial, TrialNews};
use serde_json::json;
use store::account::Account;
use store::audit::By;
use store::due::{Lane, NewDue};
use store::payment_method::Method;
use store::{StoreError, Tx};
use units::id::PaymentMethodId;
use units::{Currency, Timestamp};

use crate::app::App;
use crate::effects::{self, SubscriptionRef};
use crate::order::OrderError;
use crate::outbox::{self, Enclosed, Envelope};
use crate::trail::{self, Done};
use crate::work::Outcome;
use crate::{Who, payment_methods};

/// The end of a trial will charge `method` in `currency`, or what is the default already: it
/// becomes that, because renewals charge the default. Refused when there is none.
pub(crate) async fn will_pay(
    app: &App,
    tx: &mut Tx,
    who: &Who,
    method: Option<PaymentMethodId>,
    currency: Currency,
) -> Result<(), OrderError> {
    let methods = store::payment_method::list(tx, who.account()).await?;
    let Some(wanted) = method else {
        let can_pay = methods.iter().any(|kept| kept.takes(currency));
        return if can_pay { Ok(()) } else { Err(OrderError::NoMethod) };
    };
    let kept = methods.iter().find(|kept| kept.id == wanted).ok_or(OrderError::NoMethod)?;
    if !kept.takes(currency) {
        return Err(OrderError::OtherCurrency);
    }
    payment_methods::prefer(app, tx, &payment_methods::Hand::of(who), kept).await?;
    Ok(())
}

/// The trial of `sub`, just opened, begins: its end is due, and announced before.
pub(crate) async fn begin(
    app: &App,
    tx: &mut Tx,
    by: &By,
    sub: &Subscription,
) -> Result<(), StoreError> {
    let now = app.now();
    store::trial::insert(tx, sub.account, &sub.product, sub.id, now).await?;
    effects::plan_renewal(app, tx, sub).await?;
    if let Some(at) = trial::next_reminder(sub, now) {
        plan(app, tx, sub, at).await?;
    }
    let change = json!({
        "product": sub.product, "tier": sub.tier, "seats": sub.seats(), "trial": sub.trial,
        "price": sub.price(),
    });
    let (account, subject) = (sub.account, sub.id.to_string());
    let action = "subscription.trial_started";
    trail::record(app, tx, by, Done { account, action, subject, change }).await?;
    tell(app, tx, sub, TrialNews::Started).await
}

async fn plan(app: &App, tx: &mut Tx, sub: &Subscription, at: Timestamp) -> Result<(), StoreError> {
    let payload = SubscriptionRef { account: sub.account, subscription: sub.id };
    let work = NewDue {
        id: app.id(),
        account: Some(sub.account),
        kind: "trial_reminder",
        key: sub.id.to_string(),
        payload: &payload,
        due_at: at,
        now: app.now(),
    };
    store::due::plan(tx, work.row(Lane::Background)).await
}

/// Due work: announces the end of a trial.
pub async fn run(app: &App, work: &SubscriptionRef) -> Outcome {
    match announce(app, work).await {
        Ok(outcome) => outcome,
        Err(error) => error.into(),
    }
}

async fn announce(app: &App, work: &SubscriptionRef) -> Result<Outcome, StoreError> {
    let now = app.now();
    let SubscriptionRef { account, subscription } = *work;
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, account).await?;
    let sub = store::subscription::lock(&mut tx, account, subscription).await?;
    let Some(sub) = sub.filter(Subscription::in_trial) else { return Ok(Outcome::Done) };
    let announced = store::trial::announced(&mut tx, account, subscription).await?;
    let come = trial::reminders_by(&sub, now);
    // Whoever has cancelled knows when it ends.
    let wanted = sub.state == SubscriptionState::Trialing && now < sub.renews_at();
    if announced.is_some_and(|announced| announced < come) {
        store::trial::set_announced(&mut tx, account, subscription, come).await?;
        if wanted {
            let change = json!({ "trial": sub.trial });
            let (action, subject) = ("subscription.trial_ending", sub.id.to_string());
            let done = Done { account, action, subject, change };
            trail::record(app, &mut tx, &By::system(), done).await?;
            tell(app, &mut tx, &sub, TrialNews::EndsSoon).await?;
        }
    }
    tx.commit().await?;
    Ok(trial::next_reminder(&sub, now).map_or(Outcome::Done, Outcome::At))
}

/// The trial of `sub` has ended and nobody subscribed: nothing was charged, nothing is deleted.
pub(crate) async fn over(app: &App, tx: &mut Tx, sub: &Subscription) -> Result<(), StoreError> {
    tell(app, tx, sub, TrialNews::Over).await
}

/// Writes to the account's owners.
async fn tell(
    app: &App,
    tx: &mut Tx,
    sub: &Subscription,
    what: TrialNews,
) -> Result<(), StoreError> {
    let Some(trial) = &sub.trial else { return Ok(()) };
    let account = store::account::find(tx, sub.account).await?;
    let account =
        account.ok_or_else(|| StoreError::Other(format!("no account {}", sub.account)))?;
    let charge = charge(app, tx, &account, sub).await?;
    let method = store::payment_method::list(tx, sub.account).await?.into_iter().next();
    let pays = trial.then == AfterTrial::Subscribe;
    let days_left =
        trial.to.since(sub.anchor.zone.date(app.now())).map_or(0, |span| span.get_days());
    let reminders = trial::reminder_days(&sub.policy.trial, trial);
    for owner in store::account::people_with_role(tx, sub.account, "owner").await? {
        let card = |method: &Method| outbox::card_words(app, &owner.locale, method);
        let says = Trial {
            what,
            then: trial.then.word().to_owned(),
            plan: crate::plan::with_seats(app, &owner.locale, &sub.name(), sub.seats()),
            last_day: trial.last_day(),
            to: trial.to,
            days_left: i64::from(days_left),
            charge: charge.clone(),
            paid_with: method.as_ref().filter(|_| pays).map(card),
            reminders: if what == TrialNews::Started { reminders.clone() } else { Vec::new() },
            link: app.config.portal_url(&format!("/subscriptions/{}", sub.id)),
        };
        let envelope = Envelope::to_contact(sub.account, &owner);
        outbox::queue(app, tx, &envelope, &says, Enclosed::default()).await?;
    }
    Ok(())
}

/// What the first period takes, or would take if the trial was kept; none once it is over.
async fn charge(
    app: &App,
    tx: &mut Tx,
    account: &Account,
    sub: &Subscription,
) -> Result<Option<NextCharge>, StoreError> {
    let Some(buyer) = &account.buyer else { return Ok(None) };
    let published = app.catalog(tx).await?;
    let exemptions = &account.exemptions;
    let tax = tax_of_sale(&published.catalog, buyer, exemptions, sub.renews_on());
    let charge = trial::charge_if_kept(sub, tax);
    Ok(charge.map(|charge| NextCharge { date: charge.on, amount: charge.amount }))
}
