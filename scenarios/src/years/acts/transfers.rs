//! Bank transfers: an operator enters against an invoice what came to the seller's bank (D1a).

use std::sync::Arc;

use app::App;
use app::operator::Console;
use app::operator::transfers::{Received, TransferError, enter};
use store::StoreError;
use units::{Money, Timestamp};

use super::{Form, Said, Shared, form_id, nobody, scene};

/// The operator looks at the oldest open invoice of an account, of which `percent` have come.
pub async fn is_shown(
    app: Arc<App>,
    shared: Shared,
    (step, at): (usize, Timestamp),
    (person, percent): (usize, i64),
) -> Said {
    let Some((who, _)) = scene(&shared).person(person) else { return nobody() };
    let tried = async {
        let mut tx = app.store.read().await?;
        let open = store::invoice::open(&mut tx, who.account()).await?;
        drop(tx);
        let Some(oldest) = open.first() else { return Ok::<_, StoreError>("nothing open") };
        let left = oldest.open();
        let mut scene = scene(&shared);
        let received = Received {
            id: form_id(scene.seed, step, at),
            account: who.account(),
            invoice: oldest.invoice.id,
            amount: Money::new((left.minor * percent / 100).max(1), left.currency),
            received_on: oldest.invoice.issued_on,
            reference: format!("step {step}"),
            // Whoever enters all of it has looked.
            open_seen: Some(left).filter(|_| percent == 100),
        };
        scene.transfers.insert(step, received);
        Ok("previewed")
    };
    match tried.await {
        Ok(text) => Said::done(text),
        Err(error) => Said::again(&error),
    }
}

/// The operator presses the button.
pub async fn enters(app: Arc<App>, shared: Shared, step: usize) -> Said {
    let form = scene(&shared).transfers.get(&step).cloned();
    let Some(form) = form else { return nobody() };
    let console = Console::of_demo(&app).expect("the house is a demo");
    match enter(&app, &console, &form).await {
        Ok(entered) => {
            let mut scene = scene(&shared);
            scene.entered.insert(step);
            let (whose, heard) = (scene.whose(form.account), format!("{entered:?}"));
            scene.heard(whose, Form::Transfer(form), app.now(), &heard);
            Said::done("entered")
        }
        Err(TransferError::Store(error)) => Said::again(&error),
        Err(error @ TransferError::UnderWay) => {
            scene(&shared).counts.reach("transfer while a payment was under way");
            Said::done(error.code())
        }
        Err(error) => Said::done(error.code()),
    }
}
