//! What the renewals of a batch leave behind: sheets for each portion, one statement per kind of
//! row; numbers are taken once, after all that does without them.
//!
//! The rows of a portion are made on another thread while those of the one before are written:
//! writing is the longer part, and the making no longer waits for it.

use std::collections::BTreeMap;
use std::sync::Arc;

use billing::invoice::Seller;
use billing::subscription::Subscription;
use serde_json::{Value as Json, json};
use store::audit::By;
use store::bulk::Rows;
use store::due::Lane;
use store::invoice::Issued;
use store::payment::{Attempt, Pays};
use store::payment_method::Method;
use store::subscription::Entered;
use store::{StoreError, Tx};
use tokio::sync::{mpsc, oneshot};
use tokio::task::{JoinError, JoinHandle, spawn_blocking};
use units::id::{AccountId, DueWorkId};
use units::{Currency, Money};

use super::decide::{Renewal, read, words_of};
use super::facts::Facts;
use crate::app::App;
use crate::effects::{self, Target, Unnumbered};
use crate::invoice_document::WAITS_FOR_PAYMENT_HOURS;
use crate::licences;
use crate::sheet::{self, Books, Sheet};
use crate::trail::Done;

/// Renewals of one portion.
const PORTION: usize = 128;

/// What some of the batch's renewals leave behind whatever their invoices' numbers are.
struct Early {
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

/// Writes `renewals`, whose facts are `facts`. The numbers are taken in the middle: on PostgreSQL
/// others wait from there on.
pub(super) async fn renewals(
    app: &Arc<App>,
    tx: &mut Tx,
    facts: Facts,
    renewals: Vec<Renewal>,
) -> Result<(), StoreError> {
    if renewals.is_empty() {
        return Ok(());
    }
    let (hand_early, early) = mpsc::channel(1);
    let (hand_wanted, wanted) = oneshot::channel();
    let (numbers, taken) = oneshot::channel();
    let (hand, handed) = mpsc::channel(1);
    let maker = Maker { app: app.clone(), by: By::system(), facts };
    let making = spawn_blocking(move || {
        let drafted = maker.draft(renewals, &hand_early)?;
        drop(hand_early);
        let asked = hand_wanted.send(wanted_of(&drafted.drafts)).is_ok();
        match taken.blocking_recv() {
            Ok(series) if asked => maker.make(drafted, series, &hand),
            _ => Ok(Rest::default()),
        }
    });
    let written = portions(tx, early, (wanted, numbers), handed).await;
    // Before anything is tried again: the maker takes ids.
    let rest = made(making).await;
    // What the maker says first: where it stops, writing only hears that nothing comes any more.
    let rest = rest?;
    written?;
    write_rest(app, tx, rest).await
}

/// How many numbers are wanted of each series, and then the next of each.
type Series = BTreeMap<String, i64>;

async fn portions(
    tx: &mut Tx,
    mut early: mpsc::Receiver<Early>,
    (wanted, numbers): (oneshot::Receiver<Series>, oneshot::Sender<Series>),
    mut handed: mpsc::Receiver<Vec<Rows>>,
) -> Result<(), StoreError> {
    while let Some(Early { changed, rows }) = early.recv().await {
        // First, so that the periods of the sheet stand on what the subscriptions have become.
        for sub in &changed {
            store::subscription::rewrite(tx, sub).await?;
        }
        sheet::write(rows, tx).await?;
    }
    let gone = || StoreError::Other("nothing was made of a batch".to_owned());
    let mut series = wanted.await.map_err(|_| gone())?;
    for (series, count) in &mut series {
        *count = store::invoice::take_running(tx, series, *count).await?;
    }
    numbers.send(series).map_err(|_| gone())?;
    while let Some(rows) = handed.recv().await {
        sheet::write(rows, tx).await?;
    }
    Ok(())
}

/// Exactly as many numbers are taken as there are invoices.
fn wanted_of(drafts: &[Draft]) -> Series {
    let mut wanted = Series::new();
    for bill in drafts.iter().filter_map(|draft| draft.bill.as_ref()) {
        *wanted.entry(bill.invoice.series().to_owned()).or_default() += 1;
    }
    wanted
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

/// A renewal but for its invoice's number.
struct Draft {
    renewal: Renewal,
    after: Subscription,
    /// None when it ends.
    bill: Option<Bill>,
}

struct Bill {
    invoice: Unnumbered,
    /// The intent to charge it; none when there is nothing to charge, or nobody.
    attempt: Option<Attempt>,
    is_unpayable: bool,
}

/// The drafts of a batch, in their order.
struct Drafted {
    drafts: Vec<Draft>,
    rest: Rest,
}

/// Makes the rows of a batch, portion after portion.
struct Maker {
    app: Arc<App>,
    by: By,
    facts: Facts,
}

impl Maker {
    /// Hands over what does not depend on numbers; stops early when nobody takes it.
    fn draft(&self, renewals: Vec<Renewal>, hand: &mpsc::Sender<Early>) -> Result<Drafted, String> {
        let seller = effects::seller(&self.facts.published.catalog);
        let drafter = Drafter { app: &self.app, facts: &self.facts, seller: &seller };
        let mut balances = self.facts.balances.clone();
        let mut drafted =
            Drafted { drafts: Vec::with_capacity(renewals.len()), rest: Rest::default() };
        let mut renewals = renewals.into_iter().peekable();
        while renewals.peek().is_some() {
            let (mut sheet, mut changed) = (Sheet::default(), Vec::new());
            for renewal in renewals.by_ref().take(PORTION) {
                let sub = &renewal.subscription;
                let (account, currency) = (sub.account, sub.currency);
                let balance = balances.entry((account, currency)).or_insert(Money::zero(currency));
                let draft = drafter.draft(&mut sheet, balance, renewal)?;
                changed.extend(draft.changed());
                drafted.drafts.push(draft);
            }
            if hand.blocking_send(Early { changed, rows: sheet.rows() }).is_err() {
                break;
            }
        }
        Ok(drafted)
    }

    /// Hands over all that names numbers, of which `series` has the next; stops early when nobody
    /// takes it.
    fn make(
        self,
        Drafted { drafts, mut rest }: Drafted,
        mut series: Series,
        hand: &mpsc::Sender<Vec<Rows>>,
    ) -> Result<Rest, String> {
        let Maker { app, by, mut facts } = self;
        let mut heads = std::mem::take(&mut facts.heads);
        let mut drafts = drafts.into_iter().peekable();
        while drafts.peek().is_some() {
            let mut sheet = Sheet::default();
            for draft in drafts.by_ref().take(PORTION) {
                let account = draft.after.account;
                let endpoints = facts.endpoints.get(&account).map_or(&[][..], Vec::as_slice);
                let heads = heads.entry(account).or_default();
                let books = Books { by: &by, heads, endpoints };
                let mut pen = Pen { app: &app, sheet: &mut sheet, books, rest: &mut rest };
                let fixes = facts.fixes_currency(account);
                pen.write(draft, fixes, &mut series)?;
            }
            if hand.blocking_send(sheet.rows()).is_err() {
                break;
            }
        }
        Ok(rest)
    }
}

impl Draft {
    /// What became of the subscription, where that is more than another period.
    fn changed(&self) -> Option<Subscription> {
        let before = &self.renewal.subscription;
        // Most renewals change nothing but the period.
        let same =
            self.bill.is_some() && before.scheduled.is_none() && before.state == self.after.state;
        (!same).then(|| self.after.clone())
    }
}

struct Drafter<'a> {
    app: &'a App,
    facts: &'a Facts,
    seller: &'a Seller,
}

impl Drafter<'_> {
    /// One subscription at the end of its period: billed for the next, or at its own end.
    fn draft(
        &self,
        sheet: &mut Sheet,
        balance: &mut Money,
        renewal: Renewal,
    ) -> Result<Draft, String> {
        let after = renewal.proposal.becomes().cloned().ok_or("nothing becomes of it")?;
        if !renewal.is_billed() {
            return Ok(Draft { renewal, after, bill: None });
        }
        let bill = self.bill(sheet, balance, &renewal)?;
        sheet.entered.push(Entered::of(&after, bill.invoice.id()));
        sheet.moved.push((renewal.work, after.renews_at()));
        Ok(Draft { renewal, after, bill: Some(bill) })
    }

    /// The invoice of the next period, and the intent to charge it.
    fn bill(
        &self,
        sheet: &mut Sheet,
        balance: &mut Money,
        renewal: &Renewal,
    ) -> Result<Bill, String> {
        let (app, now) = (self.app, self.app.now());
        let target = target(self.facts, renewal)?;
        let draft = renewal.proposal.now.clone();
        let mut invoice = Unnumbered::of(app, &target, self.seller, draft);
        let used = balance.with(balance.minor.min(invoice.due().minor));
        invoice.use_credit(used);
        *balance = balance.minus(used);
        let (account, due) = (target.account.id, invoice.due());
        let method = self.method(account, due.currency)?.filter(|_| !due.is_zero());
        let attempt = method.map(|method| {
            let pays = Pays::Invoice(invoice.id());
            let (attempt, work) = crate::pay::intent(app, method, pays, due, Lane::Background, now);
            sheet.due.push(work);
            attempt
        });
        let waits = if due.is_zero() { 0 } else { WAITS_FOR_PAYMENT_HOURS };
        let document_at = now.plus_hours(waits);
        sheet.plan_document(app, account, invoice.id(), Lane::Background, document_at);
        let is_unpayable = attempt.is_none() && !due.is_zero();
        Ok(Bill { invoice, attempt, is_unpayable })
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
}

/// Writes down what numbers are in.
struct Pen<'a> {
    app: &'a App,
    sheet: &'a mut Sheet,
    books: Books<'a>,
    rest: &'a mut Rest,
}

impl Pen<'_> {
    /// A renewal; its invoice `fixes` the account's currency, or not.
    fn write(&mut self, draft: Draft, fixes: bool, series: &mut Series) -> Result<(), String> {
        let Draft { renewal, after, bill } = draft;
        let Some(bill) = bill else {
            self.end(&renewal, &after);
            return Ok(());
        };
        let id = bill.invoice.id();
        if fixes {
            self.rest.currencies.push((after.account, bill.invoice.currency()));
        }
        let number = self.bill(bill, series)?;
        self.sheet.periods.push(Entered::of(&after, id));
        let change = json!({ "invoice": number, "period_end": after.period().end() });
        let before = renewal.subscription;
        let action = match before.in_trial() {
            true => "subscription.trial_ended",
            false => "subscription.renewed",
        };
        self.record(&after, action, change);
        if before.scheduled.is_some() {
            self.rest.planned.push((before, after));
        }
        Ok(())
    }

    /// A cancelled subscription, or a trial nobody subscribed in, has come to its end (C5, A5).
    fn end(&mut self, renewal: &Renewal, after: &Subscription) {
        if renewal.subscription.in_trial() {
            self.rest.tried.push(after.clone());
        }
        let trial = after.trial.as_ref();
        let change = json!({ "product": after.product, "tier": after.tier, "trial": trial });
        self.record(after, "subscription.ended", change);
        self.rest.done.push(renewal.work);
    }

    fn record(&mut self, sub: &Subscription, action: &'static str, change: Json) {
        let (account, subject) = (sub.account, sub.id.to_string());
        let done = Done { account, action, subject, change };
        self.sheet.record(self.app, &mut self.books, done);
    }

    /// Gives the invoice its number, which comes back.
    fn bill(&mut self, bill: Bill, series: &mut Series) -> Result<String, String> {
        let next = series.get_mut(bill.invoice.series()).ok_or("no number was taken")?;
        let numbered = bill.invoice.take(*next);
        *next += 1;
        let number = numbered.invoice.number.clone();
        if bill.is_unpayable {
            self.rest.unpayable.push(effects::issued(&numbered));
        }
        self.sheet.attempts.extend(bill.attempt);
        self.sheet.issue(self.app, &mut self.books, numbered);
        Ok(number)
    }
}
