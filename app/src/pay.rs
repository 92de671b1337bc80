//! Payments: record the intent, call the gateway, record the answer (design.md, R-01 to R-03).
//!
//! No call is made inside a transaction. Whatever is learnt, from the answer, a look-up or an
//! event, goes through `learn`; so it does not matter how often or in which order we hear it.

use billing::payment::{AttemptState, CHALLENGE_VALID_HOURS, needs_a_person, next_look_up};
pub use gateway::sandbox::{Challenge, ChallengeAnswer, TEST_CARDS, TestCard};
use gateway::{About, Charge, DeclineCode, GatewayError, Payment, PaymentState};
use serde::{Deserialize, Serialize};
use store::audit::By;
use store::due::{Lane, NewDue, NewRow};
use store::payment::{Attempt, Pays};
use store::payment_method::Method;
use store::retry::Tries;
use store::{StoreError, Tx};
use units::id::{AccountId, PaymentAttemptId};
use units::{Money, Timestamp};

use crate::app::App;
use crate::work::Outcome;

/// Names an attempt in due work.
#[derive(Serialize, Deserialize)]
pub struct AttemptRef {
    pub account: AccountId,
    pub attempt: PaymentAttemptId,
}

/// Seconds until the house looks after an attempt whose caller should have finished long ago.
const CALLER_GONE_S: i64 = 5 * 60;

/// Records the intent to take `amount`, and the work that settles it should we die before the
/// answer. Refused as taken while another attempt for the same thing is unsettled (I-09).
///
/// `by_caller`: the caller makes the gateway call itself right after; otherwise it is due at once.
pub async fn intend(
    app: &App,
    tx: &mut Tx,
    method: &Method,
    pays: Pays,
    amount: Money,
    by_caller: bool,
) -> Result<Attempt, StoreError> {
    let now = app.now();
    let due_at = if by_caller { now.plus_seconds(CALLER_GONE_S) } else { now };
    let (attempt, work) = intent(app, method, pays, amount, Lane::Prompt, due_at);
    store::payment::insert_attempt(tx, &attempt).await?;
    store::due::add_all(tx, vec![work]).await?;
    Ok(attempt)
}

/// The intent to take `amount`, and the work that settles it from `due_at` on.
pub(crate) fn intent(
    app: &App,
    method: &Method,
    pays: Pays,
    amount: Money,
    lane: Lane,
    due_at: Timestamp,
) -> (Attempt, NewRow) {
    let now = app.now();
    let attempt = Attempt {
        id: app.id(),
        account: method.account,
        pays,
        method: method.id,
        amount,
        state: AttemptState::Created,
        gateway_id: None,
        challenge_url: None,
        decline_code: None,
        look_ups: 0,
        refunded: Money::zero(amount.currency),
        charged_back: Money::zero(amount.currency),
        created_at: now,
        updated_at: now,
    };
    let payload = AttemptRef { account: attempt.account, attempt: attempt.id };
    let work = NewDue {
        id: app.id(),
        account: Some(attempt.account),
        kind: "settle_payment",
        key: attempt.id.to_string(),
        payload: &payload,
        due_at,
        now,
    };
    (attempt, work.row(lane))
}

/// Calls the gateway for an attempt whose intent is committed, and records the answer.
pub async fn send(
    app: &App,
    attempt: &Attempt,
    method: &Method,
    customer_present: bool,
) -> Result<AttemptState, StoreError> {
    let charge = Charge {
        reference: attempt.id.to_string(),
        token: method.token.clone(),
        amount: attempt.amount,
        description: "Plenum".to_owned(),
        customer_present,
        return_url: return_url(app, attempt),
    };
    let seen = match app.gateway.charge(&charge).await {
        Ok(payment) => Seen::of(payment),
        Err(GatewayError::AnswerLost(reason)) => {
            tracing::warn!(attempt = %attempt.id, reason, "the gateway's answer was lost");
            Seen::lost()
        }
        Err(GatewayError::NotSent(reason)) => {
            tracing::warn!(attempt = %attempt.id, reason, "the gateway was not reached");
            Seen::lost()
        }
        Err(error @ (GatewayError::Refused(_) | GatewayError::RefundRefused(_))) => {
            tracing::error!(attempt = %attempt.id, %error, "the gateway refused a charge");
            Seen::declined(DeclineCode::CardDeclined)
        }
    };
    learn(app, attempt.account, attempt.id, seen).await
}

fn return_url(app: &App, attempt: &Attempt) -> String {
    match attempt.pays {
        Pays::Order(order) => app.config.portal_url(&format!("/orders/{order}")),
        Pays::Invoice(invoice) => app.config.portal_url(&format!("/invoices/{invoice}")),
    }
}

/// What was seen of a payment.
#[derive(Clone, Debug)]
pub struct Seen {
    state: AttemptState,
    gateway_id: Option<String>,
    challenge_url: Option<String>,
    decline: Option<DeclineCode>,
    /// What the payer's bank took back, in all; none when that was not seen.
    charged_back: Option<Money>,
}

impl Seen {
    fn of(payment: Payment) -> Seen {
        let (state, challenge_url, decline) = match payment.state {
            PaymentState::Succeeded => (AttemptState::Succeeded, None, None),
            PaymentState::Pending => (AttemptState::Pending, None, None),
            PaymentState::RequiresAction { challenge_url } => {
                (AttemptState::RequiresAction, Some(challenge_url), None)
            }
            PaymentState::Declined { code, .. } => (AttemptState::Declined, None, Some(code)),
        };
        Seen {
            state,
            gateway_id: Some(payment.gateway_id),
            challenge_url,
            decline,
            charged_back: Some(payment.charged_back),
        }
    }

    fn lost() -> Seen {
        Seen::without_answer(AttemptState::Unknown, None)
    }

    fn declined(code: DeclineCode) -> Seen {
        Seen::without_answer(AttemptState::Declined, Some(code))
    }

    fn without_answer(state: AttemptState, decline: Option<DeclineCode>) -> Seen {
        Seen { state, gateway_id: None, challenge_url: None, decline, charged_back: None }
    }
}

/// Records what was seen and does what follows from it, once. The gateway has spoken: a conflict in
/// the database is no reason to forget it.
pub async fn learn(
    app: &App,
    account: AccountId,
    id: PaymentAttemptId,
    seen: Seen,
) -> Result<AttemptState, StoreError> {
    let mut tries = Tries::new();
    loop {
        match try_learn(app, account, id, seen.clone()).await {
            Err(error) if tries.again(&error) => {}
            ended => return ended,
        }
    }
}

async fn try_learn(
    app: &App,
    account: AccountId,
    id: PaymentAttemptId,
    seen: Seen,
) -> Result<AttemptState, StoreError> {
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, account).await?;
    let Some(mut attempt) = store::payment::lock_attempt(&mut tx, account, id).await? else {
        return Err(StoreError::Other(format!("no attempt {id}")));
    };
    if let Some(state) = attempt.state.learn(seen.state) {
        attempt.state = state;
        attempt.gateway_id = seen.gateway_id.or(attempt.gateway_id);
        attempt.challenge_url = seen.challenge_url;
        attempt.decline_code = seen.decline.map(|code| code.word().to_owned());
        attempt.updated_at = app.now();
        store::payment::update_attempt(&mut tx, &attempt).await?;
        follow(app, &mut tx, &attempt).await?;
    }
    if let Some(total) = seen.charged_back {
        crate::refund::charged_back(app, &mut tx, &attempt, total).await?;
    }
    tx.commit().await?;
    Ok(attempt.state)
}

/// What an attempt's new state means for what it pays.
async fn follow(app: &App, tx: &mut Tx, attempt: &Attempt) -> Result<(), StoreError> {
    let by = By::system();
    match (attempt.state, attempt.pays) {
        (AttemptState::Succeeded, Pays::Order(order)) => {
            crate::order::paid(app, tx, &by, attempt, order).await
        }
        (AttemptState::Succeeded, Pays::Invoice(invoice)) => {
            crate::renew::paid(app, tx, &by, attempt, invoice).await
        }
        (AttemptState::Declined, Pays::Order(order)) => {
            crate::order::declined(app, tx, &by, attempt, order).await
        }
        (AttemptState::Unknown, Pays::Order(order)) => {
            crate::order::confirming(app, tx, attempt, order).await
        }
        (AttemptState::Pending, _) => crate::debit::under_way(app, tx, &by, attempt).await,
        (AttemptState::Declined, Pays::Invoice(invoice)) => {
            crate::renew::declined(app, tx, &by, attempt, invoice).await
        }
        _ => Ok(()),
    }
}

/// Due work: settles an attempt nobody has settled yet.
pub async fn settle(app: &App, work: &AttemptRef) -> Outcome {
    match try_settle(app, work).await {
        Ok(outcome) => outcome,
        Err(error) => error.into(),
    }
}

async fn try_settle(app: &App, work: &AttemptRef) -> Result<Outcome, StoreError> {
    let Some((attempt, method)) = load(app, work).await? else { return Ok(Outcome::Done) };
    if attempt.state.is_settled() {
        return Ok(Outcome::Done);
    }
    let state = match app.gateway.look_up(&attempt.id.to_string()).await {
        Ok(Some(payment)) => learn(app, attempt.account, attempt.id, Seen::of(payment)).await?,
        // It never arrived: the same reference is sent, so that it is taken at most once.
        Ok(None) => send(app, &attempt, &method, false).await?,
        Err(error) => {
            tracing::warn!(attempt = %attempt.id, %error, "a look-up failed");
            attempt.state
        }
    };
    let question_ends = attempt.created_at.plus_hours(CHALLENGE_VALID_HOURS);
    let overdue = state == AttemptState::RequiresAction && app.now() >= question_ends;
    let state = if overdue { give_up(app, &attempt, state).await? } else { state };
    if state.is_settled() {
        return Ok(Outcome::Done);
    }
    after_look_up(app, work, overdue).await
}

/// The payer has had their time. Only the gateway can end the payment: were it declined by
/// our word alone, a late answer would take the money beside whatever was paid instead.
async fn give_up(
    app: &App,
    attempt: &Attempt,
    state: AttemptState,
) -> Result<AttemptState, StoreError> {
    match app.gateway.give_up(&attempt.id.to_string()).await {
        Ok(Some(payment)) => learn(app, attempt.account, attempt.id, Seen::of(payment)).await,
        Ok(None) => Ok(state),
        Err(error) => {
            tracing::warn!(attempt = %attempt.id, %error, "a payment could not be given up");
            Ok(state)
        }
    }
}

async fn load(app: &App, work: &AttemptRef) -> Result<Option<(Attempt, Method)>, StoreError> {
    let mut tx = app.store.read().await?;
    let Some(attempt) = store::payment::attempt(&mut tx, work.account, work.attempt).await? else {
        return Ok(None);
    };
    let method = store::payment_method::find(&mut tx, work.account, attempt.method).await?;
    Ok(method.map(|method| (attempt, method)))
}

/// Counts a look-up that settled nothing. What the gateway could not yet give up is tried hourly.
async fn after_look_up(app: &App, work: &AttemptRef, overdue: bool) -> Result<Outcome, StoreError> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let Some(mut attempt) =
        store::payment::lock_attempt(&mut tx, work.account, work.attempt).await?
    else {
        return Ok(Outcome::Done);
    };
    let again = if overdue { now.plus_hours(1) } else { next_look_up(now, attempt.look_ups) };
    attempt.look_ups += 1;
    store::payment::update_attempt(&mut tx, &attempt).await?;
    tx.commit().await?;
    if needs_a_person(attempt.look_ups) {
        tracing::error!(attempt = %attempt.id, "a payment is unknown for more than a week");
    }
    Ok(Outcome::At(again))
}

/// The payer is back from the bank's page: what the gateway says of `reference` now is learnt at
/// once, so that the page they land on is not behind. A reference of nobody's is no error.
pub async fn returned(app: &App, reference: &str) -> Result<(), StoreError> {
    let Ok(attempt) = reference.parse::<PaymentAttemptId>() else { return Ok(()) };
    let mut tx = app.store.read().await?;
    let account = store::payment::account_of(&mut tx, attempt).await?;
    drop(tx);
    let Some(account) = account else { return Ok(()) };
    match app.gateway.look_up(reference).await {
        Ok(Some(payment)) => {
            learn(app, account, attempt, Seen::of(payment)).await?;
        }
        Ok(None) => {}
        // The event that follows, or the planned look-up, tells it later.
        Err(error) => tracing::warn!(%attempt, %error, "a payer came back and a look-up failed"),
    }
    Ok(())
}

/// Why a gateway's event was not taken.
#[derive(Debug, thiserror::Error)]
pub enum EventError {
    #[error(transparent)]
    Refused(#[from] gateway::EventRefusal),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the gateway cannot be asked: {0}")]
    Gateway(#[from] GatewayError),
}

/// A gateway's event: a hint only. What it names is fetched, and what that says now is learnt; the
/// event's id makes sure that it counts once.
pub async fn on_event(
    app: &App,
    headers: &(dyn Fn(&str) -> Option<String> + Sync),
    body: &[u8],
) -> Result<(), EventError> {
    let event = app.gateway.read_event(headers, body, app.now())?;
    match event.about {
        About::Payment => payment_changed(app, &event.reference).await?,
        About::PaymentAtGateway => {
            let mut tx = app.store.read().await?;
            let found = store::payment::at_gateway(&mut tx, &event.reference).await?;
            drop(tx);
            if let Some(attempt) = found {
                payment_changed(app, &attempt.to_string()).await?;
            }
        }
        About::Refund => crate::refund::on_event(app, &event.reference).await?,
        About::SetUp => crate::method_visit::on_event(app, &event.reference).await?,
        About::Other => {}
    }
    let mut tx = app.store.begin().await?;
    store::payment::note_event(&mut tx, &event.id, &event.reference, app.now()).await?;
    tx.commit().await?;
    Ok(())
}

async fn payment_changed(app: &App, reference: &str) -> Result<(), EventError> {
    let Ok(attempt) = reference.parse::<PaymentAttemptId>() else { return Ok(()) };
    let mut tx = app.store.read().await?;
    let account = store::payment::account_of(&mut tx, attempt).await?;
    drop(tx);
    let Some(account) = account else { return Ok(()) };
    if let Some(payment) = app.gateway.look_up(reference).await? {
        learn(app, account, attempt, Seen::of(payment)).await?;
    }
    Ok(())
}
