//! What people are written about an order: it was placed, its payment is being confirmed or was
//! declined, a subscription was changed. To whoever placed it, or to the owners, in their language.

use billing::proposal::Title;
use billing::settle::CreditDraft;
use mail::contexts::{
    Changed, NextCharge, OrderEnded, OrderPlaced, PaymentConfirming, PaymentTooLate, Purpose,
    StatementLine, SubscriptionChanged,
};
use store::order::Order;
use store::payment::Attempt;
use store::payment_method::Method;
use store::person::Person;
use store::{StoreError, Tx};
use units::Locale;

use crate::app::App;
use crate::effects::Applied;
use crate::outbox::{self, Enclosed, Envelope};
use crate::sign_up::envelope_of;
use crate::words::{Words, order_number};

/// The order as its page showed it.
pub(super) async fn placed(
    app: &App,
    tx: &mut Tx,
    order: &Order,
    method: Option<&Method>,
) -> Result<(), StoreError> {
    let buyer = buyer(tx, order).await?;
    let published = app.catalog(tx).await?;
    let words = Words { texts: &app.texts, locale: &buyer.locale, catalog: &published.catalog };
    let draft = &order.proposal.now;
    let items = draft.lines.iter();
    let items = items.map(|line| StatementLine { label: words.line(line), amount: line.amount });
    let taxes = draft.taxes.iter();
    let taxes = taxes.map(|tax| StatementLine { label: words.tax(tax), amount: tax.amount });
    let paid = order.total.is_positive();
    let next = order.proposal.next.as_ref();
    let says = OrderPlaced {
        number: order_number(order.id),
        lines: items.chain(taxes).collect(),
        total: order.total,
        paid_with: method
            .filter(|_| paid)
            .map(|method| outbox::card_words(app, &buyer.locale, method)),
        next: next.map(|next| NextCharge { date: next.on, amount: next.amount }),
        link: link(app, order),
    };
    outbox::queue(app, tx, &envelope_of(&buyer), &says, Enclosed::default()).await
}

/// The bank has not answered: nothing is to be done, and nothing is charged twice.
pub(super) async fn confirming(
    app: &App,
    tx: &mut Tx,
    order: &Order,
    attempt: &Attempt,
) -> Result<(), StoreError> {
    let buyer = buyer(tx, order).await?;
    let says = PaymentConfirming {
        number: order_number(order.id),
        amount: attempt.amount,
        link: link(app, order),
    };
    outbox::queue(app, tx, &envelope_of(&buyer), &says, Enclosed::default()).await
}

/// What was charged, in words.
async fn paid_with(
    app: &App,
    tx: &mut Tx,
    locale: &Locale,
    attempt: &Attempt,
) -> Result<String, StoreError> {
    let method = store::payment_method::find(tx, attempt.account, attempt.method).await?;
    let words = method.map(|method| outbox::card_words(app, locale, &method));
    Ok(words.unwrap_or_default())
}

/// The money came when nothing could be done with it any more: what that means, and that it is not
/// lost.
pub(super) async fn too_late(
    app: &App,
    tx: &mut Tx,
    order: &Order,
    attempt: &Attempt,
) -> Result<(), StoreError> {
    let buyer = buyer(tx, order).await?;
    let paid_with = paid_with(app, tx, &buyer.locale, attempt).await?;
    let what = if order.changes.is_some() { "change" } else { "order" };
    let says = PaymentTooLate {
        number: order_number(order.id),
        what: what.to_owned(),
        amount: attempt.amount,
        paid_with,
        link: link(app, order),
    };
    outbox::queue(app, tx, &envelope_of(&buyer), &says, Enclosed::default()).await
}

/// It was worked out with tax, which is not to be paid any more: what happened, and what to do.
pub(super) async fn ended_by_exemption(
    app: &App,
    tx: &mut Tx,
    order: &Order,
) -> Result<(), StoreError> {
    let buyer = buyer(tx, order).await?;
    let (what, path) = match &order.changes {
        Some(sub) => ("change", format!("/subscriptions/{}", sub.id)),
        None => ("order", "/plans".to_owned()),
    };
    let says = OrderEnded {
        number: order_number(order.id),
        what: what.to_owned(),
        amount: order.total,
        link: app.config.portal_url(&path),
    };
    outbox::queue(app, tx, &envelope_of(&buyer), &says, Enclosed::default()).await
}

/// The bank said no: why, and where another card can be given.
pub(super) async fn declined(
    app: &App,
    tx: &mut Tx,
    order: &Order,
    attempt: &Attempt,
) -> Result<(), StoreError> {
    let buyer = buyer(tx, order).await?;
    let paid_with = paid_with(app, tx, &buyer.locale, attempt).await?;
    let says = outbox::declined_context(
        Purpose::Order,
        attempt.decline_code.as_deref().unwrap_or("card_declined"),
        attempt.amount,
        paid_with,
        link(app, order),
    );
    outbox::queue(app, tx, &envelope_of(&buyer), &says, Enclosed::default()).await
}

/// What was done, to every owner: the proof of a cancellation (C5, P4), of a swap (C4), and of
/// whatever cost nothing. With the credit notes it brought.
pub(super) async fn changed(
    app: &App,
    tx: &mut Tx,
    order: &Order,
    applied: &Applied,
) -> Result<(), StoreError> {
    let proposal = &order.proposal;
    let Some(became) = proposal.becomes() else { return Ok(()) };
    // A swap is told by what took the place.
    let after = applied.opened.first().unwrap_or(became);
    let (what, from) = match &proposal.title {
        Title::Cancel { ends_on, .. } if after.is_ending() => (Changed::Cancelled, *ends_on),
        Title::Cancel { ends_on, .. } => (Changed::Ended, *ends_on),
        Title::Withdraw { .. } => (Changed::Withdrawn, after.renews_on()),
        Title::Change { from: Some(from), .. } => (Changed::Planned, *from),
        Title::Swap { on, .. } => (Changed::Swapped, *on),
        Title::KeepAfterTrial { on, .. } => (Changed::Kept, *on),
        Title::Resume { .. } => (Changed::Resumed, after.anchor.zone.date(order.placed_at)),
        _ => (Changed::Changed, after.anchor.zone.date(order.placed_at)),
    };
    let planned = after.scheduled.as_ref().filter(|_| what == Changed::Planned);
    let items = planned.map_or(&after.items, |planned| &planned.items);
    let seats = items.iter().find(|item| item.add_on.is_none());
    let (name, seats) = seats.map_or(("", 0), |item| (item.name.as_str(), item.quantity));
    let given = proposal.credit.as_ref().map(CreditDraft::total);
    let refunded = proposal.refund;
    let credited = given.map(|given| given.minus(refunded.unwrap_or(given.with(0))));
    let charged = Some(proposal.now.total);
    let by = buyer(tx, order).await?.name;
    for owner in store::account::people_with_role(tx, order.account, "owner").await? {
        let next = proposal.next.as_ref();
        let says = SubscriptionChanged {
            what,
            plan: crate::plan::with_seats(app, &owner.locale, name, seats),
            from,
            asked: order.placed_at,
            zone: owner.zone.clone(),
            by: Some(by.clone()),
            replaced: (what == Changed::Swapped).then(|| became.name()),
            charged: charged.filter(|charged| charged.is_positive()),
            credited: credited.filter(|credited| credited.is_positive()),
            refunded,
            next: next.map(|next| NextCharge { date: next.on, amount: next.amount }),
            link: app.config.portal_url(&format!("/subscriptions/{}", after.id)),
        };
        let envelope = Envelope::to_contact(order.account, &owner);
        let credit_notes =
            applied.credit_notes.iter().map(|note| (note.number.clone(), note.id)).collect();
        let enclosed = Enclosed { credit_notes, ..Enclosed::default() };
        outbox::queue(app, tx, &envelope, &says, enclosed).await?;
    }
    Ok(())
}

async fn buyer(tx: &mut Tx, order: &Order) -> Result<Person, StoreError> {
    let mut person = store::person::find(tx, order.account, order.person).await?;
    if person.is_none() {
        // Who ordered has left the account: its first owner hears of it.
        let owners = store::account::people_with_role(tx, order.account, "owner").await?;
        if let Some(owner) = owners.first() {
            person = store::person::find(tx, order.account, owner.person).await?;
        }
    }
    person.ok_or_else(|| StoreError::Other(format!("order {} has no buyer", order.id)))
}

fn link(app: &App, order: &Order) -> String {
    app.config.portal_url(&format!("/orders/{}", order.id))
}
