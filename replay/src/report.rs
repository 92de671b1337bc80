//! What follows from a life, as `docs/life-files.md` prints it.

use std::collections::BTreeMap;

use billing::invoice::{InvoiceLine, LineKind};
use billing::life::{Life, LifeAccount, LifeCredit, LifeInvoice, LifeSubscription};
use billing::subscription::SubscriptionState;
use serde::Serialize;
use units::{Timestamp, Zone};

/// Everything printed with `--json`; amounts are minor units.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub invoices: Vec<Invoice>,
    pub credit_notes: Vec<CreditNote>,
    pub refunds: Vec<Refund>,
    /// By account.
    pub credit_balance_minor: BTreeMap<String, i64>,
    pub subscriptions: Vec<Subscription>,
    pub refusals: Vec<Refusal>,
    pub ledger_balances: bool,
    /// By account: the currency amounts are in.
    #[serde(skip)]
    pub(crate) currencies: BTreeMap<String, units::Currency>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Invoice {
    pub number: String,
    pub account: String,
    pub date: String,
    pub lines: Vec<Line>,
    pub tax_minor: i64,
    pub total_minor: i64,
    pub credit_used_minor: i64,
    pub paid_minor: i64,
    pub due_minor: i64,
    /// `open` or `paid`.
    pub state: &'static str,
}

#[derive(Clone, Debug, Serialize)]
pub struct CreditNote {
    pub number: String,
    pub account: String,
    pub date: String,
    /// The invoice given back of.
    pub invoice: String,
    /// Positive amounts.
    pub lines: Vec<Line>,
    pub tax_minor: i64,
    pub total_minor: i64,
}

#[derive(Clone, Debug, Serialize)]
pub struct Line {
    pub kind: LineKind,
    pub subscription: String,
    pub plan: String,
    pub from: String,
    pub to: String,
    pub quantity: u32,
    pub unit_minor: i64,
    /// Billed, of the full period; seconds where the policy counts seconds.
    pub days: [u32; 2],
    pub amount_minor: i64,
}

#[derive(Clone, Debug, Serialize)]
pub struct Refund {
    pub account: String,
    pub date: String,
    pub amount_minor: i64,
}

#[derive(Clone, Debug, Serialize)]
pub struct Subscription {
    pub id: String,
    pub account: String,
    pub state: SubscriptionState,
    pub plan: String,
    pub seats: u32,
    pub period: [String; 2],
    pub renews_on: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Refusal {
    pub at: String,
    pub account: String,
    #[serde(rename = "do")]
    pub what: &'static str,
    pub code: &'static str,
}

impl Report {
    pub(crate) fn of(life: &Life) -> Report {
        let mut report = Report {
            invoices: Vec::new(),
            credit_notes: Vec::new(),
            refunds: Vec::new(),
            credit_balance_minor: BTreeMap::new(),
            subscriptions: Vec::new(),
            refusals: Vec::new(),
            ledger_balances: life.balances(),
            currencies: BTreeMap::new(),
        };
        for account in &life.accounts {
            report.add(account, life.now);
        }
        report
    }

    fn add(&mut self, account: &LifeAccount, now: Timestamp) {
        let name = || account.name.clone();
        self.invoices.extend(account.invoices().map(|each| invoice(account, each)));
        self.credit_notes.extend(account.credit_notes().map(|each| credit(account, each)));
        self.refunds.extend(account.refunds.iter().map(|refund| Refund {
            account: name(),
            date: refund.on.to_string(),
            amount_minor: refund.amount.minor,
        }));
        self.credit_balance_minor.insert(name(), account.balance.minor);
        self.currencies.insert(name(), account.currency);
        let subscriptions = account.subscriptions.iter();
        self.subscriptions.extend(subscriptions.map(|each| subscription(account, each, now)));
        self.refusals.extend(account.refusals.iter().map(|refused| Refusal {
            at: moment(refused.at, &account.zone),
            account: name(),
            what: refused.event,
            code: refused.code,
        }));
    }
}

fn invoice(account: &LifeAccount, invoice: &LifeInvoice) -> Invoice {
    let due = invoice.due();
    Invoice {
        number: invoice.number.clone(),
        account: account.name.clone(),
        date: invoice.issued_on.to_string(),
        lines: lines(account, &invoice.draft.lines),
        tax_minor: invoice.draft.tax.minor,
        total_minor: invoice.draft.total.minor,
        credit_used_minor: invoice.credit_used.minor,
        paid_minor: invoice.paid.minor,
        due_minor: due.minor,
        state: if due.is_zero() { "paid" } else { "open" },
    }
}

fn credit(account: &LifeAccount, credit: &LifeCredit) -> CreditNote {
    CreditNote {
        number: credit.number.clone(),
        account: account.name.clone(),
        date: credit.issued_on.to_string(),
        invoice: credit.of.clone(),
        lines: lines(account, &credit.draft.lines),
        tax_minor: credit.draft.tax.minor,
        total_minor: credit.draft.total.minor,
    }
}

fn lines(account: &LifeAccount, lines: &[InvoiceLine]) -> Vec<Line> {
    let called = |line: &InvoiceLine| {
        let found = account.names.iter().find(|(id, _)| Some(*id) == line.subscription);
        found.map_or(String::new(), |(_, name)| name.clone())
    };
    let line = |line: &InvoiceLine| {
        let (from, to) = match line.exact {
            None => (line.from.to_string(), line.to.to_string()),
            Some(exact) => (exact.service.start().to_string(), exact.service.end().to_string()),
        };
        Line {
            kind: line.kind,
            subscription: called(line),
            plan: line.item.name().to_owned(),
            from,
            to,
            quantity: line.quantity,
            unit_minor: line.unit.minor,
            days: [line.days_billed, line.days_full],
            amount_minor: line.amount.minor,
        }
    };
    lines.iter().map(line).collect()
}

fn subscription(account: &LifeAccount, each: &LifeSubscription, now: Timestamp) -> Subscription {
    let sub = &each.sub;
    let day = |moment: Timestamp| match sub.policy.unit {
        catalog::ProrationUnit::Day => sub.anchor.zone.date(moment).to_string(),
        catalog::ProrationUnit::Second => moment.to_string(),
    };
    let until = match (&sub.cancellation, each.ended_at, sub.policy.unit) {
        (Some(end), Some(_), catalog::ProrationUnit::Day) => end.ends_on.to_string(),
        (_, Some(at), _) => day(at),
        (_, None, _) => day(sub.renews_at()),
    };
    let period = [day(each.served_from), until];
    let renews = sub.state.renews() && !sub.ends_with_period();
    assert!(!renews || sub.renews_at() > now, "a renewal that is due has happened");
    Subscription {
        id: each.name.clone(),
        account: account.name.clone(),
        state: sub.state,
        plan: each.plan.id.clone(),
        seats: sub.seats(),
        period,
        renews_on: renews.then(|| day(sub.renews_at())),
    }
}

/// A date where the moment begins a day, else the moment itself.
fn moment(at: Timestamp, zone: &Zone) -> String {
    let date = zone.date(at);
    if zone.start_of_day(date) == at { date.to_string() } else { at.to_string() }
}
