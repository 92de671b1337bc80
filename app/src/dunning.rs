//! Dunning: an unpaid renewal is charged again, suspended, ended, as its policy says (C10).
//!
//! Nothing is done while a payment of the invoice is unsettled, and nothing is charged by
//! itself on a card the bank has refused for good. Each step is counted in the transaction
//! that does it, so that a step is done once.

use billing::dunning::{self, Planned, Step};
use billing::payment::AttemptState;
use billing::subscription::{Cancellation, Subscription, SubscriptionState};
use catalog::Dunning;
use gateway::DeclineCode;
use mail::contexts::{Changed, SubscriptionChanged};
use serde_json::json;
use store::audit::By;
use store::due::{Lane, NewDue};
use store::invoice::Issued;
use store::payment::{Attempt, Pays};
use store::payment_method::Method;
use store::{StoreError, Tx};
use units::id::AccountId;
use units::{Money, Timestamp};

use crate::app::App;
use crate::effects::InvoiceRef;
use crate::outbox::{self, Enclosed, Envelope};
use crate::renew::billed_by;
use crate::trail::{self, Done};
use crate::work::Outcome;

/// How long dunning waits for a payment whose end is not known.
const UNSETTLED_WAITS_HOURS: i64 = 1;

/// Begins the dunning of `issued`, unless it has begun; when the charge is tried again, if it is.
pub(crate) async fn begin(
    app: &App,
    tx: &mut Tx,
    issued: &Issued,
    subs: &[Subscription],
) -> Result<Option<Timestamp>, StoreError> {
    let Some(sub) = subs.first() else { return Ok(None) };
    let (account, invoice) = (issued.invoice.account, issued.invoice.id);
    let (since, done) = match issued.dunning_since {
        Some(since) => (since, issued.dunning_steps),
        None => {
            store::invoice::begin_dunning(tx, account, invoice, app.now()).await?;
            (app.now(), 0)
        }
    };
    let dunning = &sub.policy.dunning;
    if issued.dunning_since.is_none()
        && let Some(first) = dunning::next(dunning, since, done)
    {
        plan(app, tx, issued, first.at).await?;
    }
    match is_chargeable(tx, issued).await? {
        Some(_) => Ok(dunning::next_retry(dunning, since, done)),
        None => Ok(None),
    }
}

async fn plan(app: &App, tx: &mut Tx, issued: &Issued, at: Timestamp) -> Result<(), StoreError> {
    let (account, invoice) = (issued.invoice.account, issued.invoice.id);
    let work = NewDue {
        id: app.id(),
        account: Some(account),
        kind: "dunning",
        key: invoice.to_string(),
        payload: &InvoiceRef { account, invoice },
        due_at: at,
        now: app.now(),
    };
    store::due::plan(tx, work.row(Lane::Background)).await
}

/// The method a retry would charge; none when there is none, or the bank has refused it for good.
async fn is_chargeable(tx: &mut Tx, issued: &Issued) -> Result<Option<Method>, StoreError> {
    let account = issued.invoice.account;
    let currency = issued.invoice.draft.currency;
    let kept = store::payment_method::list(tx, account).await?;
    let Some(method) = kept.into_iter().find(|method| method.takes(currency)) else {
        return Ok(None);
    };
    let attempts = store::payment::attempts(tx, account, Pays::Invoice(issued.invoice.id)).await?;
    let is_refused = |attempt: &Attempt| attempt.method == method.id && is_hard(attempt);
    Ok((!attempts.iter().any(is_refused)).then_some(method))
}

fn is_hard(attempt: &Attempt) -> bool {
    let code = attempt.decline_code.as_deref().and_then(DeclineCode::from_word);
    attempt.state == AttemptState::Declined && code.is_some_and(DeclineCode::is_hard)
}

/// Due work: the next step of an unpaid invoice.
pub async fn run(app: &App, work: &InvoiceRef) -> Outcome {
    match step(app, work).await {
        Ok(outcome) => outcome,
        Err(error) => error.into(),
    }
}

async fn step(app: &App, work: &InvoiceRef) -> Result<Outcome, StoreError> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, work.account).await?;
    let issued = store::invoice::lock(&mut tx, work.account, work.invoice).await?;
    let Some(issued) = issued.filter(|issued| !issued.is_paid()) else { return Ok(Outcome::Done) };
    let subs = billed_by(&mut tx, &issued).await?;
    let live = subs.iter().find(|sub| sub.state != SubscriptionState::Ended);
    let (Some(since), Some(sub)) = (issued.dunning_since, live) else { return Ok(Outcome::Done) };
    let pays = Pays::Invoice(issued.invoice.id);
    let attempts = store::payment::attempts(&mut tx, work.account, pays).await?;
    if attempts.iter().any(|attempt| !attempt.state.is_settled()) {
        return Ok(Outcome::At(now.plus_hours(UNSETTLED_WAITS_HOURS)));
    }
    let dunning: Dunning = sub.policy.dunning.clone();
    let Some(planned) = dunning::next(&dunning, since, issued.dunning_steps) else {
        return Ok(Outcome::Done);
    };
    if planned.at > now {
        return Ok(Outcome::At(planned.at));
    }
    carry_out(app, &mut tx, planned, &issued, &subs).await?;
    store::invoice::dunned(&mut tx, work.account, work.invoice).await?;
    tx.commit().await?;
    let next = dunning::next(&dunning, since, issued.dunning_steps + 1);
    Ok(next.map_or(Outcome::Done, |next| Outcome::At(next.at)))
}

async fn carry_out(
    app: &App,
    tx: &mut Tx,
    planned: Planned,
    issued: &Issued,
    subs: &[Subscription],
) -> Result<(), StoreError> {
    match planned.step {
        Step::Retry => {
            if let Some(method) = is_chargeable(tx, issued).await? {
                let pays = Pays::Invoice(issued.invoice.id);
                crate::pay::intend(app, tx, &method, pays, issued.open(), false).await?;
            }
        }
        Step::Suspend => {
            for sub in subs.iter().filter(|sub| sub.state == SubscriptionState::PastDue) {
                let after = Subscription { state: SubscriptionState::Suspended, ..sub.clone() };
                turn(app, tx, issued, &after, Changed::Suspended).await?;
            }
        }
        Step::End => {
            for sub in subs.iter().filter(|sub| sub.state == SubscriptionState::Suspended) {
                let (now, before) = (app.now(), sub.state);
                let ends_on = sub.anchor.zone.date(now);
                let cancellation = Some(Cancellation { asked_at: now, ends_on, before });
                let state = SubscriptionState::Ended;
                // What was planned for its renewal will not come.
                let after = Subscription { state, cancellation, scheduled: None, ..sub.clone() };
                turn(app, tx, issued, &after, Changed::Ended).await?;
            }
        }
    }
    Ok(())
}

/// Writes `after`, the trail of it, and the mail that says what to do.
async fn turn(
    app: &App,
    tx: &mut Tx,
    issued: &Issued,
    after: &Subscription,
    what: Changed,
) -> Result<(), StoreError> {
    let account: AccountId = after.account;
    store::subscription::rewrite(tx, after).await?;
    let action = match what {
        Changed::Suspended => "subscription.suspended",
        _ => "subscription.ended",
    };
    let change = json!({ "invoice": issued.invoice.number, "open": issued.open() });
    let done = Done { account, action, subject: after.id.to_string(), change };
    trail::record(app, tx, &By::system(), done).await?;
    let link = match what {
        Changed::Suspended => format!("/invoices/{}", issued.invoice.id),
        _ => format!("/subscriptions/{}", after.id),
    };
    tell(app, tx, after, (what, None), &link).await
}

/// Writes to the owners what became of `sub`, and what came to their credit by it.
async fn tell(
    app: &App,
    tx: &mut Tx,
    sub: &Subscription,
    (what, credited): (Changed, Option<Money>),
    link: &str,
) -> Result<(), StoreError> {
    let ended = sub.cancellation.as_ref().filter(|_| sub.state == SubscriptionState::Ended);
    let today = sub.anchor.zone.date(app.now());
    for owner in store::account::people_with_role(tx, sub.account, "owner").await? {
        let name = sub.name();
        let says = SubscriptionChanged {
            what,
            plan: crate::plan::with_seats(app, &owner.locale, &name, sub.seats()),
            from: ended.map_or(today, |cancellation| cancellation.ends_on),
            asked: app.now(),
            zone: owner.zone.clone(),
            by: None,
            replaced: None,
            charged: None,
            credited,
            refunded: None,
            next: None,
            link: app.config.portal_url(link),
        };
        let envelope = Envelope::to_contact(sub.account, &owner);
        outbox::queue(app, tx, &envelope, &says, Enclosed::default()).await?;
    }
    Ok(())
}

/// The invoice is paid: what was past due or suspended for it serves again, its dates unmoved. What
/// has ended for it stays ended, and what was not served goes to the credit.
pub(crate) async fn restore(
    app: &App,
    tx: &mut Tx,
    by: &By,
    (sub, issued): (&Subscription, &Issued),
) -> Result<(), StoreError> {
    if let Some(credited) = crate::effects::give_rest_back(app, tx, by, sub, issued).await? {
        return tell(app, tx, sub, (Changed::Ended, Some(credited)), "/billing/credit").await;
    }
    let was_suspended = sub.state == SubscriptionState::Suspended;
    if sub.state != SubscriptionState::PastDue && !was_suspended {
        return Ok(());
    }
    // One that is cancelled for a later day goes on towards it.
    store::subscription::set_state(tx, sub.account, sub.id, sub.in_order()).await?;
    if was_suspended {
        // Its renewal was set aside; what fell due meanwhile follows in order.
        crate::effects::plan_renewal(app, tx, sub).await?;
        let change = json!({ "renews_on": sub.renews_on() });
        let (account, subject) = (sub.account, sub.id.to_string());
        let action = "subscription.restored";
        trail::record(app, tx, by, Done { account, action, subject, change }).await?;
    }
    Ok(())
}
