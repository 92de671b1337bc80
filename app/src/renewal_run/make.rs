//! The rows that the renewals of a batch leave behind, made portion after portion.

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
use tokio::sync::mpsc;
use units::id::{AccountId, DueWorkId};
use units::{Currency, Money};

use super::decide::{Renewal, read};
use super::facts::Facts;
use crate::app::App;
use crate::effects::{self, Target, Unnumbered};
use crate::invoice_document::WAITS_FOR_PAYMENT_HOURS;
use crate::sheet::{Books, Sheet};
use crate::trail::Done;

/// Renewals of one portion.
pub(super) const PORTION: usize = 128;

/// What some of the batch's renewals leave behind whatever their invoices' numbers are.
pub(super) struct Early {
    /// Subscriptions that changed in more than their period.
    pub changed: Vec<Subscription>,
    pub rows: Vec<Rows>,
}

/// What a sheet cannot hold: written account by account, after the last.
#[derive(Default)]
pub(super) struct Rest {
    /// Invoices of accounts without a payment method.
    pub unpayable: Vec<Issued>,
    /// Work of subscriptions that have ended.
    pub done: Vec<DueWorkId>,
    /// Subscriptions whose planned change has come: before, and after.
    pub planned: Vec<(Subscription, Subscription)>,
    /// Trials that ended without anybody subscribing.
    pub tried: Vec<Subscription>,
    /// Accounts whose currency this invoice fixes.
    pub currencies: Vec<(AccountId, Currency)>,
}

/// How many numbers are wanted of each series, and then the next of each.
pub(super) type Series = BTreeMap<String, i64>;

/// Exactly as many numbers are taken as there are invoices.
pub(super) fn wanted_of(drafts: &[Draft]) -> Series {
    let mut wanted = Series::new();
    for bill in drafts.iter().filter_map(|draft| draft.bill.as_ref()) {
        *wanted.entry(bill.invoice.series().to_owned()).or_default() += 1;
    }
    wanted
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
pub(super) struct Draft {
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

/// Makes the rows of a batch, portion after portion.
pub(super) struct Maker {
    pub app: Arc<App>,
    pub by: By,
    pub facts: Facts,
}

impl Maker {
    /// Hands over what does not depend on numbers; stops early when nobody takes it.
    pub fn draft(
        &self,
        renewals: Vec<Renewal>,
        hand: &mpsc::Sender<Early>,
    ) -> Result<Vec<Draft>, String> {
        let seller = effects::seller(&self.facts.published.catalog);
        let drafter = Drafter { app: &self.app, facts: &self.facts, seller: &seller };
        let mut balances = self.facts.balances.clone();
        let mut drafts = Vec::with_capacity(renewals.len());
        let mut renewals = renewals.into_iter().peekable();
        while renewals.peek().is_some() {
            let (mut sheet, mut changed) = (Sheet::default(), Vec::new());
            for renewal in renewals.by_ref().take(PORTION) {
                let sub = &renewal.subscription;
                let (account, currency) = (sub.account, sub.currency);
                let balance = balances.entry((account, currency)).or_insert(Money::zero(currency));
                let draft = drafter.draft(&mut sheet, balance, renewal)?;
                changed.extend(draft.changed());
                drafts.push(draft);
            }
            if hand.blocking_send(Early { changed, rows: sheet.rows() }).is_err() {
                break;
            }
        }
        Ok(drafts)
    }

    /// Hands over all that names numbers, of which `series` has the next; stops early when nobody
    /// takes it.
    pub fn make(
        self,
        drafts: Vec<Draft>,
        mut series: Series,
        hand: &mpsc::Sender<Vec<Rows>>,
    ) -> Result<Rest, String> {
        let Maker { app, by, mut facts } = self;
        let mut rest = Rest::default();
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
        sheet.entered.push(Entered::of(&after));
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
        self.sheet.periods.push((Entered::of(&after), id));
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
