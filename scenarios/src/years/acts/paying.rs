//! Paying, coming back from the bank's page, and the bank's notes.

use std::sync::Arc;

use app::debit::{Iban, KeepDebitError, NewDebit, keep_debit};
use app::order::{OrderError, pay_again};
use app::payment_methods::{MethodsError, make_default};
use app::renew::PayInvoiceError;
use app::{App, Who};
use store::StoreError;
use store::order::OrderState;
use units::Timestamp;
use units::id::PaymentMethodId;

use super::{Said, Shared, nobody, scene};
use crate::years::bank::{Debited, Note};

pub(super) async fn preferred(app: &App, who: &Who) -> Result<Option<PaymentMethodId>, StoreError> {
    let mut tx = app.store.read().await?;
    let methods = store::payment_method::list(&mut tx, who.account()).await?;
    Ok(methods.first().map(|method| method.id))
}

pub async fn pays_order(app: Arc<App>, shared: Shared, person: usize) -> Said {
    let Some((who, _)) = scene(&shared).person(person) else { return nobody() };
    let tried = async {
        let Some(method) = preferred(&app, &who).await? else { return Ok("no card".to_owned()) };
        let orders = app::order::list(&app, &who, None, 100).await?;
        let waits = orders.lines.iter().find(|order| order.state == OrderState::AwaitingPayment);
        let Some(order) = waits else { return Ok("no order waits".to_owned()) };
        let state = pay_again(&app, &who, order.id, method).await?;
        Ok(state.word().to_owned())
    };
    match tried.await {
        Ok(text) => Said::done(text),
        Err(OrderError::Store(error)) => Said::again(&error),
        Err(error) => Said::done(error.code()),
    }
}

pub async fn pays_invoice(app: Arc<App>, shared: Shared, person: usize) -> Said {
    let Some((who, _)) = scene(&shared).person(person) else { return nobody() };
    scene(&shared).people[person].pays_pressed += 1;
    let tried = async {
        let Some(method) = preferred(&app, &who).await? else { return Ok("no card".to_owned()) };
        let mut tx = app.store.read().await?;
        let mut invoices = store::invoice::list(&mut tx, who.account(), 10_000).await?;
        drop(tx);
        invoices.retain(|issued| !issued.is_paid());
        let Some(oldest) = invoices.last() else { return Ok("nothing open".to_owned()) };
        let state = app::renew::pay_invoice(&app, &who, oldest.invoice.id, method).await?;
        if state == billing::payment::AttemptState::Succeeded {
            scene(&shared).counts.reach("paid late");
        }
        Ok(state.word().to_owned())
    };
    match tried.await {
        Ok(text) => Said::done(text),
        Err(PayInvoiceError::Store(error)) => Said::again(&error),
        Err(error) => Said::done(error.code()),
    }
}

/// Keeps an account to debit, its mandate given.
pub async fn keeps_account(
    app: Arc<App>,
    shared: Shared,
    person: usize,
    (ends, default): (Debited, bool),
) -> Said {
    let Some((who, email)) = scene(&shared).person(person) else { return nobody() };
    let iban = Iban(ends.iban());
    let new = NewDebit { holder: email, iban, mandate_given: true, default };
    match keep_debit(&app, &who, new).await {
        Ok(_) => Said::done("kept"),
        Err(KeepDebitError::Store(error)) => Said::again(&error),
        Err(error) => Said::done(error.code()),
    }
}

/// Makes another way to pay the default.
pub async fn prefers(app: Arc<App>, shared: Shared, person: usize, place: u32) -> Said {
    let Some((who, _)) = scene(&shared).person(person) else { return nobody() };
    let tried = async {
        let mut tx = app.store.read().await?;
        let methods = store::payment_method::list(&mut tx, who.account()).await?;
        drop(tx);
        let place = usize::try_from(place).unwrap_or_default().checked_rem(methods.len());
        let Some(method) = place.and_then(|place| methods.get(place)) else {
            return Ok("no way to pay");
        };
        make_default(&app, &who, method.id).await?;
        scene(&shared).counts.reach("default changed");
        Ok("preferred")
    };
    match tried.await {
        Ok(text) => Said::done(text),
        Err(MethodsError::Store(error)) => Said::again(&error),
        Err(error) => Said::done(error.to_string()),
    }
}

/// The payer is back from the bank's page.
pub async fn comes_back(app: Arc<App>, reference: String) -> Said {
    match app::pay::returned(&app, &reference).await {
        Ok(()) => Said::done("back"),
        Err(error) => Said::again(&error),
    }
}

/// The bank's note is posted; `again`: it was not taken in.
pub async fn hears(app: Arc<App>, shared: Shared, note: Note, sent: Timestamp) -> Said {
    let event = note.signed(sent);
    let header = |wanted: &str| {
        let found = event.headers.iter().find(|(name, _)| *name == wanted);
        found.map(|(_, value)| value.clone())
    };
    match app::pay::on_event(&app, &header, &event.body).await {
        Ok(()) => Said::done("taken in"),
        Err(app::pay::EventError::Refused(refusal)) => {
            scene(&shared).counts.reach("note refused");
            Said { text: refusal.code().to_owned(), again: true }
        }
        Err(error) => Said { text: error.to_string(), again: true },
    }
}
