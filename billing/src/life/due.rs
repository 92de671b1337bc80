//! What falls due by itself: renewals, and charges of invoices that wait for their day.

use units::Timestamp;
use units::id::{InvoiceId, SubscriptionId};

use crate::life::Life;
use crate::life::account::LifeInvoice;
use crate::renewal;
use crate::subscription::SubscriptionState;

/// What falls due by itself.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    Renew(usize),
    Charge(InvoiceId),
}

impl Life {
    /// The first thing due: when, whose, what. The earlier subscription first at one moment.
    pub(crate) fn next_due(&self) -> Option<(Timestamp, usize, Step)> {
        let mut first: Option<(Timestamp, usize, Step)> = None;
        for (index, account) in self.accounts.iter().enumerate() {
            let renewals = account.subscriptions.iter().enumerate().filter_map(|(at, each)| {
                let ends = matches!(
                    each.sub.state,
                    SubscriptionState::Ended | SubscriptionState::Suspended
                );
                (!ends).then(|| (each.sub.renews_at(), index, Step::Renew(at)))
            });
            let charges = account.invoices().filter_map(|invoice| {
                let waits = account.auto_pay && !invoice.declined && invoice.due().is_positive();
                waits.then_some((invoice.due_at, index, Step::Charge(invoice.id)))
            });
            for due in renewals.chain(charges) {
                if first.is_none_or(|(earliest, _, _)| due.0 < earliest) {
                    first = Some(due);
                }
            }
        }
        first
    }

    pub(crate) fn do_due(&mut self, account: usize, step: Step) {
        match step {
            Step::Renew(index) => self.renew(account, index),
            Step::Charge(invoice) => self.charge(account, invoice),
        }
    }

    fn renew(&mut self, account: usize, index: usize) {
        let now = self.now;
        let holder = self.account(account);
        let Some(each) = holder.subscriptions.get(index) else { return };
        let tax = holder.tax_on(each.sub.renews_on());
        let Ok(proposal) = renewal::propose(&each.sub, tax, now) else { return };
        let planned = each.planned.clone().filter(|_| !each.sub.ends_with_period());
        self.apply(account, Some(index), proposal, planned, true);
    }

    /// Charges what is open of an invoice: it is paid, or its subscriptions are past due.
    pub(super) fn charge(&mut self, account: usize, id: InvoiceId) {
        let holder = self.account(account);
        let open = holder.invoices().find(|invoice| invoice.id == id).map(LifeInvoice::due);
        // What the balance covers is closed without asking anybody.
        let Some(due) = open.filter(|due| due.is_positive()) else { return };
        let declined = std::mem::take(&mut holder.decline_next);
        let Some(invoice) = holder.invoice_mut(|invoice| invoice.id == id) else { return };
        if !declined {
            holder.receive(id, due);
            return;
        }
        invoice.declined = true;
        let billed: Vec<SubscriptionId> =
            invoice.draft.lines.iter().filter_map(|line| line.subscription).collect();
        for each in &mut holder.subscriptions {
            let served = [SubscriptionState::Active, SubscriptionState::PendingCancellation];
            if served.contains(&each.sub.state) && billed.contains(&each.sub.id) {
                each.sub.state = SubscriptionState::PastDue;
            }
        }
    }
}
