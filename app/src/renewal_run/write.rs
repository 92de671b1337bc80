//! What the renewals of a batch leave behind: numbers taken once, a sheet for each portion, one
//! statement per kind of row.
//!
//! The rows of a portion are made on another thread while those of the one before are written:
//! writing is the longer part, and the making no longer waits for it.

use std::collections::BTreeMap;
use std::sync::Arc;

use billing::invoice::Seller;
use billing::subscription::Subscription;
use serde_json::json;
use store::audit::By;
use store::bulk::Rows;
use store::due::Lane;
use store::invoice::Issued;
use store::payment::Pays;
use store::payment_method::Method;
use store::renewal::Heads;
use store::subscription::Entered;
use store::{StoreError, Tx};
use tokio::sync::mpsc;
use tokio::task::{JoinError, JoinHandle, spawn_blocking};
use units::id::{AccountId, DueWorkId, InvoiceId};
use units::{Currency, Money};

use super::decide::{Renewal, read, words_of};
use super::facts::Facts;
use crate::app::App;
use crate::effects::{self, Numbers, Target};
use crate::invoice_document::WAITS_FOR_PAYMENT_HOURS;
use crate::licences;
use crate::sheet::{self, Books, Sheet};
use crate::trail::Done;

/// Renewals of one portion.
const PORTION: usize = 128;

/// What some of the batch's renewals leave behind, ready to be written.
struct Portion {
    /// Subscriptions that changed in more than their period.
    changed: Vec<Subscription>,
    rows: Vec<Rows>,
}

/// What a sheet cannot hold: written account by account, after the last.
#[derive(Default)]
struct Rest {
    /// Invoices of accounts without a payment method.
    unpayable: Vec<Issued>,
    /// Work of subscriptions that have ended.
    done: Vec<DueWorkId>,
    /// Subscriptions whose planned change has come: before, and after.
    planned: Vec<(Subscription, Subscription)>,
    /// Trials that ended without anybody subscribing.
    tried: Vec<Subscription>,
    /// Accounts whose currency this invoice fixes.
    currencies: Vec<(AccountId, Currency)>,
}

/// Writes `renewals`, whose facts are `facts`.
pub(super) async fn renewals(
    app: &Arc<App>,
    tx: &mut Tx,
    facts: Facts,
    renewals: Vec<Renewal>,
) -> Result<(), StoreError> {
    if renewals.is_empty() {
        return Ok(());
    }
    let series = take_numbers(app, tx, &facts, &renewals).await?;
    let (hand, mut handed) = mpsc::channel(1);
    let maker = Maker { app: app.clone(), by: By::system(), facts, series };
    let making = spawn_blocking(move || maker.make(renewals, &hand));
    let written = portions(tx, &mut handed).await;
    // Before anything is tried again: the maker takes ids.
    drop(handed);
    let rest = made(making).await;
    written?;
    write_rest(app, tx, rest?).await
}

async fn portions(tx: &mut Tx, handed: &mut mpsc::Receiver<Portion>) -> Result<(), StoreError> {
    while let Some(Portion { changed, rows }) = handed.recv().await {
        // First, so that the periods of the sheet stand on what the subscriptions have become.
        for sub in &changed {
            store::subscription::rewrite(tx, sub).await?;
        }
        sheet::write(rows, tx).await?;
    }
    Ok(())
}

/// What the maker leaves. A broken invariant names itself.
async fn made(making: JoinHandle<Result<Rest, String>>) -> Result<Rest, StoreError> {
    let words = |ended: JoinError| match ended.try_into_panic() {
        Ok(panic) => words_of(&*panic),
        Err(ended) => ended.to_string(),
    };
    making.await.map_err(words).and_then(|made| made).map_err(StoreError::Other)
}

async fn write_rest(app: &App, tx: &mut Tx, rest: Rest) -> Result<(), StoreError> {
    let by = By::system();
    for (before, after) in &rest.planned {
        let losing = before.scheduled.as_ref().map_or(&[][..], |planned| planned.losing.as_slice());
        licences::take_within(app, tx, &by, after.account, after.id, losing).await?;
        licences::follow(app, tx, after, &before.items).await?;
    }
    for work in rest.done {
        store::due::done(tx, work, app.now()).await?;
    }
    for (account, currency) in rest.currencies {
        store::account::fix_currency(tx, account, currency).await?;
    }
    for sub in &rest.tried {
        crate::trial::over(app, tx, sub).await?;
    }
    for issued in rest.unpayable {
        crate::renew::past_due(app, tx, &by, &issued, ("no_method", None)).await?;
    }
    Ok(())
}

/// Next number of each series; exactly as many are taken as there are invoices.
async fn take_numbers(
    app: &App,
    tx: &mut Tx,
    facts: &Facts,
    renewals: &[Renewal],
) -> Result<BTreeMap<String, i64>, StoreError> {
    let mut wanted: BTreeMap<String, i64> = BTreeMap::new();
    for renewal in renewals.iter().filter(|renewal| renewal.is_billed()) {
        let target = target(facts, renewal).map_err(StoreError::Other)?;
        *wanted.entry(effects::series(app, &target)).or_default() += 1;
    }
    for (series, count) in &mut wanted {
        *count = store::invoice::take_running(tx, series, *count).await?;
    }
    Ok(wanted)
}

fn target<'a>(facts: &'a Facts, renewal: &Renewal) -> Result<Target<'a>, String> {
    let account = facts.accounts.get(&renewal.subscription.account);
    let account = read(account.ok_or("the account is gone")?)?;
    Ok(Target {
        account,
        buyer: account.buyer.as_ref().ok_or("the account has nobody to bill")?,
        locale: &account.locale,
        order: None,
        published: &facts.published,
    })
}

/// Makes the rows of a batch, portion after portion.
struct Maker {
    app: Arc<App>,
    by: By,
    facts: Facts,
    /// Next number of each series.
    series: BTreeMap<String, i64>,
}

impl Maker {
    /// Hands the portions over; stops early when nobody takes them.
    fn make(
        mut self,
        renewals: Vec<Renewal>,
        hand: &mpsc::Sender<Portion>,
    ) -> Result<Rest, String> {
        let seller = effects::seller(&self.facts.published.catalog);
        let mut heads = std::mem::take(&mut self.facts.heads);
        let mut balances = std::mem::take(&mut self.facts.balances);
        let mut rest = Rest::default();
        let pen = Pen { app: &self.app, by: &self.by, facts: &self.facts, seller: &seller };
        let mut renewals = renewals.into_iter().peekable();
        while renewals.peek().is_some() {
            let (mut sheet, mut changed) = (Sheet::default(), Vec::new());
            for renewal in renewals.by_ref().take(PORTION) {
                let sub = &renewal.subscription;
                let (account, currency) = (sub.account, sub.currency);
                let heads = heads.entry(account).or_default();
                let balance = balances.entry((account, currency)).or_insert(Money::zero(currency));
                let mut leaves =
                    Leaves { sheet: &mut sheet, changed: &mut changed, rest: &mut rest };
                pen.write(&mut leaves, (heads, balance), &mut self.series, renewal)?;
            }
            if hand.blocking_send(Portion { changed, rows: sheet.rows() }).is_err() {
                break;
            }
        }
        Ok(rest)
    }
}

/// Where one renewal is written down.
struct Leaves<'a> {
    sheet: &'a mut Sheet,
    changed: &'a mut Vec<Subscription>,
    rest: &'a mut Rest,
}

struct Pen<'a> {
    app: &'a App,
    by: &'a By,
    facts: &'a Facts,
    seller: &'a Seller,
}

impl Pen<'_> {
    /// One subscription at the end of its period: billed for the next, or at its own end.
    fn write(
        &self,
        leaves: &mut Leaves<'_>,
        (heads, balance): (&mut Heads, &mut Money),
        series: &mut BTreeMap<String, i64>,
        renewal: Renewal,
    ) -> Result<(), String> {
        let after = renewal.proposal.becomes().cloned().ok_or("nothing becomes of it")?;
        let endpoints = self.facts.endpoints.get(&after.account).map_or(&[][..], Vec::as_slice);
        let mut books = Books { by: self.by, heads, endpoints };
        if !renewal.is_billed() {
            if renewal.subscription.in_trial() {
                leaves.rest.tried.push(after.clone());
            }
            self.end(leaves, &mut books, renewal.work, after);
            return Ok(());
        }
        let bill = self.bill(leaves, &mut books, (series, balance), &renewal);
        let (invoice, number) = bill?;
        leaves.sheet.periods.push(Entered::of(&after, invoice));
        leaves.sheet.moved.push((renewal.work, after.renews_at()));
        let change = json!({ "invoice": number, "period_end": after.period().end() });
        let (account, subject) = (after.account, after.id.to_string());
        let before = &renewal.subscription;
        let action = match before.in_trial() {
            true => "subscription.trial_ended",
            false => "subscription.renewed",
        };
        leaves.sheet.record(self.app, &mut books, Done { account, action, subject, change });
        if before.scheduled.is_some() {
            leaves.rest.planned.push((before.clone(), after.clone()));
        }
        // Most renewals change nothing but the period.
        if before.scheduled.is_some() || before.state != after.state {
            leaves.changed.push(after);
        }
        Ok(())
    }

    /// A cancelled subscription, or a trial nobody subscribed in, has come to its end (C5, A5).
    fn end(
        &self,
        leaves: &mut Leaves<'_>,
        books: &mut Books<'_>,
        work: DueWorkId,
        after: Subscription,
    ) {
        let trial = after.trial.as_ref();
        let change = json!({ "product": after.product, "tier": after.tier, "trial": trial });
        let (account, subject) = (after.account, after.id.to_string());
        let done = Done { account, action: "subscription.ended", subject, change };
        leaves.sheet.record(self.app, books, done);
        leaves.rest.done.push(work);
        leaves.changed.push(after);
    }

    /// The default of `account`; where that cannot pay in `currency`, the next that can.
    fn method(&self, account: AccountId, currency: Currency) -> Result<Option<&Method>, String> {
        let kept = self.facts.methods.get(&account).map_or(&[][..], Vec::as_slice);
        for method in kept.iter().rev() {
            let method = read(method)?;
            if method.takes(currency) {
                return Ok(Some(method));
            }
        }
        Ok(None)
    }

    /// The invoice of the next period, and the intent to charge it.
    fn bill(
        &self,
        leaves: &mut Leaves<'_>,
        books: &mut Books<'_>,
        (series, balance): (&mut BTreeMap<String, i64>, &mut Money),
        renewal: &Renewal,
    ) -> Result<(InvoiceId, String), String> {
        let (app, now) = (self.app, self.app.now());
        let target = target(self.facts, renewal)?;
        let name = effects::series(app, &target);
        let next = series.get_mut(&name).ok_or("no number was taken")?;
        let numbers = Numbers { series: name, running: *next };
        *next += 1;
        let draft = renewal.proposal.now.clone();
        let mut numbered = effects::number(app, &target, self.seller, numbers, draft);
        numbered.credit_used = balance.with(balance.minor.min(numbered.due().minor));
        *balance = balance.minus(numbered.credit_used);
        let due = numbered.due();
        let invoice = &numbered.invoice;
        let billed = (invoice.id, invoice.number.clone());
        let method = self.method(invoice.account, due.currency)?;
        match method {
            _ if due.is_zero() => {}
            Some(method) => {
                let pays = Pays::Invoice(invoice.id);
                let (attempt, work) =
                    crate::pay::intent(app, method, pays, due, Lane::Background, now);
                leaves.sheet.attempts.push(attempt);
                leaves.sheet.due.push(work);
            }
            None => leaves.rest.unpayable.push(effects::issued(&numbered)),
        }
        if target.account.currency.is_none() {
            leaves.rest.currencies.push((invoice.account, invoice.draft.currency));
        }
        let waits = if due.is_zero() { 0 } else { WAITS_FOR_PAYMENT_HOURS };
        let document_at = now.plus_hours(waits);
        leaves.sheet.issue(app, books, numbered, Lane::Background, document_at);
        Ok(billed)
    }
}
