//! A change of a subscription, written: what it has become, credit notes, what takes its place, an
//! invoice, money back.

use billing::credit_note::{CreditGoes, CreditNote, CreditOf, CreditedInvoice};
use billing::invoice::{InvoiceDraft, LineKind};
use billing::ledger;
use billing::proposal::{Proposal, Title};
use billing::refund::RefundCause;
use billing::settle::CreditDraft;
use billing::subscription::{Subscription, SubscriptionState};
use serde_json::json;
use store::audit::By;
use store::invoice::Issued;
use store::payment::{Attempt, Pays};
use store::{StoreError, Tx};
use units::Money;
use units::id::{AccountId, InvoiceId};

use super::{Target, issue, open_all, plan_renewal, seller, start};
use crate::app::App;
use crate::licences;
use crate::refund::{self, RefundError, Why};
use crate::trail::{self, Done};

/// The documents a change brought.
#[derive(Clone, Debug)]
pub struct Applied {
    /// What the balance has not paid of it is open.
    pub invoice: Option<Issued>,
    pub credit_notes: Vec<CreditNote>,
    /// What took the place of what was swapped.
    pub opened: Vec<Subscription>,
}

/// Applies a proposal that makes `before`, locked, into something else.
pub async fn apply_change(
    app: &App,
    tx: &mut Tx,
    by: &By,
    target: &Target<'_>,
    before: &Subscription,
    proposal: &Proposal,
) -> Result<Applied, StoreError> {
    let after = proposal.becomes();
    let after = after.ok_or_else(|| StoreError::Other("nothing becomes of it".to_owned()))?;
    store::subscription::rewrite(tx, after).await?;
    if let (taken, None) = proposal.takes() {
        licences::take_within(app, tx, by, before.account, before.id, taken).await?;
    }
    let notes = give_back(app, tx, by, target, proposal).await?;
    let mut draft = proposal.now.clone();
    let opened = open_all(app, tx, by, target, proposal, &mut draft).await?;
    hold_on(app, tx, (before, after), proposal, &opened).await?;
    let issued = match draft.lines.is_empty() {
        true => None,
        false => Some(issue(app, tx, by, target, draft, proposal.balance_used).await?),
    };
    if let Some(amount) = proposal.refund {
        pay_out(app, tx, by, &notes, amount).await?;
    }
    move_periods(app, tx, before, after, issued.as_ref()).await?;
    trail::record(app, tx, by, done(before, after, proposal, &opened)).await?;
    for sub in &opened {
        let invoice = issued.as_ref().ok_or_else(unbilled)?;
        start(app, tx, by, sub, invoice.invoice.id).await?;
    }
    Ok(Applied { invoice: issued, credit_notes: notes, opened })
}

/// Who had a licence goes on with what took its place; what nobody holds is given by itself.
async fn hold_on(
    app: &App,
    tx: &mut Tx,
    (before, after): (&Subscription, &Subscription),
    proposal: &Proposal,
    opened: &[Subscription],
) -> Result<(), StoreError> {
    for sub in opened {
        store::licence::hand_on(tx, after.account, after.id, sub.id).await?;
        licences::begin(app, tx, sub).await?;
    }
    match &proposal.title {
        Title::Resume { .. } => licences::begin(app, tx, after).await,
        _ if after.state == SubscriptionState::Ended => Ok(()),
        _ => licences::follow(app, tx, after, &before.items).await,
    }
}

/// What the trail says: the action by what was asked, and both sides of it.
fn done(
    before: &Subscription,
    after: &Subscription,
    proposal: &Proposal,
    opened: &[Subscription],
) -> Done<'static> {
    let action = match &proposal.title {
        Title::Cancel { .. } if after.state == SubscriptionState::Ended => "subscription.ended",
        Title::Cancel { .. } => "subscription.cancelled",
        Title::Withdraw { .. } => "subscription.withdrawn",
        Title::Resume { .. } => "subscription.resumed",
        Title::EndTrial { .. } => "subscription.trial_ended",
        Title::Swap { .. } => "subscription.swapped",
        Title::KeepAfterTrial { .. } => "subscription.trial_kept",
        Title::Change { from: Some(_), .. } => "subscription.change_planned",
        Title::Change { .. }
        | Title::Order { .. }
        | Title::Trial { .. }
        | Title::Renewal { .. } => "subscription.changed",
    };
    let side = |sub: &Subscription| {
        json!({
            "product": sub.product, "tier": sub.tier, "interval": sub.anchor.interval,
            "seats": sub.seats(), "state": sub.state.word(), "price": sub.price(),
            "renews_on": sub.renews_on(),
        })
    };
    let mut change = match opened.first() {
        // What took its place is what it has become.
        Some(new) => json!({ "before": side(before), "after": side(new), "subscription": new.id }),
        None => json!({ "before": side(before), "after": side(after) }),
    };
    let fee = proposal.now.lines.iter().find(|line| line.kind == LineKind::Fee);
    if let (Some(fee), Some(change)) = (fee, change.as_object_mut()) {
        change.insert("fee".to_owned(), json!(fee.amount));
    }
    if let (Some(planned), Some(change)) = (&after.scheduled, change.as_object_mut()) {
        change
            .insert("planned".to_owned(), json!({ "tier": planned.tier, "items": planned.items }));
    }
    Done { account: after.account, action, subject: after.id.to_string(), change }
}

/// Where a new period has begun, the one before ends there; where the subscription has ended, its
/// last one does. What is due next moves with it.
async fn move_periods(
    app: &App,
    tx: &mut Tx,
    before: &Subscription,
    after: &Subscription,
    issued: Option<&Issued>,
) -> Result<(), StoreError> {
    let (account, id) = (after.account, after.id);
    // The first period keeps its number: nothing was billed in the trial.
    let trial_over = before.in_trial() && !after.in_trial();
    if after.state == SubscriptionState::Ended {
        if let Some(cancellation) = &after.cancellation {
            let at = after.anchor.moment(cancellation.ends_on);
            store::subscription::cut_period(tx, account, id, before.period_index, at).await?;
        }
    } else if after.period_index != before.period_index || trial_over {
        let start = after.period().start();
        store::subscription::cut_period(tx, account, id, before.period_index, start).await?;
        let invoice = issued.ok_or_else(unbilled)?;
        store::subscription::enter_period(tx, after, invoice.invoice.id).await?;
    }
    // An ended one is looked at once more by the renewal run, which finds nothing to do.
    plan_renewal(app, tx, after).await
}

fn unbilled() -> StoreError {
    StoreError::Other("a period without an invoice".to_owned())
}

/// Issues the credit notes of `proposal`, one for each invoice that is credited.
async fn give_back(
    app: &App,
    tx: &mut Tx,
    by: &By,
    target: &Target<'_>,
    proposal: &Proposal,
) -> Result<Vec<CreditNote>, StoreError> {
    let mut issued = Vec::new();
    let Some(credit) = &proposal.credit else { return Ok(issued) };
    let goes = match proposal.refund {
        Some(_) => CreditGoes::ToPayer,
        None => CreditGoes::ToBalance,
    };
    for (of, draft) in credit.notes() {
        issued.push(issue_note(app, tx, by, target, (of, draft), goes).await?);
    }
    Ok(issued)
}

pub(super) async fn issue_note(
    app: &App,
    tx: &mut Tx,
    by: &By,
    target: &Target<'_>,
    (of, draft): (CreditOf, InvoiceDraft),
    goes: CreditGoes,
) -> Result<CreditNote, StoreError> {
    let (account, now) = (target.account, app.now());
    let credited = store::invoice::find(tx, account.id, of.invoice).await?;
    let credited = credited.ok_or_else(|| StoreError::Other(format!("no {}", of.number)))?;
    let issued_on = account.zone.date(now);
    let prefix = &target.published.catalog.seller.credit_note_prefix;
    let series = format!("{prefix}-{}", issued_on.year());
    let running = store::invoice::take_running(tx, &series, 1).await?;
    let note = CreditNote {
        id: app.id(),
        account: account.id,
        number: format!("{series}-{running:06}"),
        series,
        issued_at: now,
        issued_on,
        locale: credited.invoice.locale.clone(),
        seller: seller(&target.published.catalog),
        buyer: target.buyer.clone(),
        invoice: CreditedInvoice {
            id: credited.invoice.id,
            number: credited.invoice.number.clone(),
            issued_on: credited.invoice.issued_on,
            order_reference: credited.invoice.order_reference.clone(),
        },
        cause: of.cause,
        goes,
        draft,
    };
    note.check(&credited.invoice).map_err(|fault| StoreError::Other(fault.to_string()))?;
    store::credit_note::insert(tx, &note, running).await?;
    store::ledger::post(tx, app.id(), &ledger::credit_note_issued(&note)).await?;
    let change = json!({
        "number": note.number, "invoice": note.invoice.number, "total": note.draft.total,
        "cause": note.cause,
    });
    let subject = note.id.to_string();
    let done = Done { account: account.id, action: "credit_note.issued", subject, change };
    trail::record(app, tx, by, done).await?;
    Ok(note)
}

/// Sends `amount` of the credit back on the payments of the invoices that `notes` credit. What
/// they cannot take any more stays as balance: never more goes back than came (I-08).
async fn pay_out(
    app: &App,
    tx: &mut Tx,
    by: &By,
    notes: &[CreditNote],
    amount: Money,
) -> Result<(), StoreError> {
    let mut rest = amount;
    for note in notes {
        for payment in payments_of(tx, note.account, note.invoice.id).await? {
            let left = left_of(&payment);
            let part = rest.with(rest.minor.min(left.minor));
            if !part.is_positive() {
                continue;
            }
            let reference = Some(note.id.to_string());
            let why = Why { cause: RefundCause::Balance, reference, note: note.number.clone() };
            match refund::ask(app, tx, by, &payment, part, why).await {
                Ok(_) => rest = rest.minus(part),
                Err(RefundError::Store(error)) => return Err(error),
                Err(refused) => tracing::warn!(%refused, "a refund stays as balance"),
            }
        }
    }
    Ok(())
}

/// What can still go back on the payments of the invoices that `credit` credits.
pub async fn refundable(
    tx: &mut Tx,
    account: AccountId,
    credit: &CreditDraft,
) -> Result<Money, StoreError> {
    let mut left = Money::zero(credit.draft.currency);
    for (of, _) in credit.notes() {
        for payment in payments_of(tx, account, of.invoice).await? {
            left = left.plus(left_of(&payment));
        }
    }
    Ok(left)
}

/// What of a payment has not left it again.
fn left_of(payment: &Attempt) -> Money {
    payment.amount.minus(payment.refunded).minus(payment.charged_back)
}

/// Has nothing come in for `invoice` but `payment`? Else one before was sent back or taken back.
pub(crate) async fn is_paid_first(
    tx: &mut Tx,
    payment: &Attempt,
    invoice: InvoiceId,
) -> Result<bool, StoreError> {
    let all = payments_of(tx, payment.account, invoice).await?;
    Ok(all.iter().all(|each| each.id == payment.id))
}

/// The payments that came in for `invoice`.
async fn payments_of(
    tx: &mut Tx,
    account: AccountId,
    invoice: InvoiceId,
) -> Result<Vec<Attempt>, StoreError> {
    let mut all = store::payment::attempts(tx, account, Pays::Invoice(invoice)).await?;
    let credited = store::invoice::find(tx, account, invoice).await?;
    if let Some(order) = credited.and_then(|issued| issued.order) {
        all.extend(store::payment::attempts(tx, account, Pays::Order(order)).await?);
    }
    all.retain(|attempt| attempt.state == billing::payment::AttemptState::Succeeded);
    Ok(all)
}
