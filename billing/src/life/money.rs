//! Money: payments that arrive, what goes back, what moves to another account.

use units::id::InvoiceId;
use units::{Money, Timestamp};

use crate::billed::{BilledLine, left_of};
use crate::goodwill;
use crate::invoice::InvoiceLine;
use crate::life::account::{LifeAccount, LifeInvoice, LifeRefund};
use crate::life::event::Pays;
use crate::life::{Life, Refusal};

impl Life {
    pub(super) fn refund(
        &mut self,
        account: usize,
        invoice: Option<&str>,
        amount: Option<Money>,
    ) -> Result<(), Refusal> {
        let now = self.now;
        let holder = self.account(account);
        let Some(number) = invoice else {
            let amount = amount.unwrap_or(holder.balance);
            if !amount.is_positive() || amount.minor > holder.balance.minor {
                return Err("refund.more_than_balance");
            }
            holder.send_back(now, amount);
            return Ok(());
        };
        let invoice =
            holder.invoice_mut(|each| each.number == number).ok_or("invoice.not_found")?;
        let id = invoice.id;
        let left = invoice.paid.minus(invoice.refunded);
        let amount = amount.unwrap_or(left);
        if !amount.is_positive() || amount.minor > left.minor {
            return Err("refund.more_than_paid");
        }
        for lines in credit_of(holder, id, amount).ok_or("refund.already_credited")? {
            self.give_credit(account, lines);
        }
        let holder = self.account(account);
        if let Some(invoice) = holder.invoice_mut(|each| each.id == id) {
            invoice.refunded = invoice.refunded.plus(amount);
        }
        holder.send_back(now, amount);
        Ok(())
    }
}

impl LifeAccount {
    /// Would a charge of `amount` go through now? A planned decline is used up.
    pub(super) fn may_take(&mut self, amount: Money) -> Result<(), Refusal> {
        let asked = amount.is_positive() && self.auto_pay && self.policy.net_days == 0;
        match asked && std::mem::take(&mut self.decline_next) {
            true => Err("payment.declined"),
            false => Ok(()),
        }
    }

    pub(super) fn receive(&mut self, id: InvoiceId, amount: Money) {
        self.books.post(&[("cash", amount.minor), ("receivable", -amount.minor)]);
        if let Some(invoice) = self.invoice_mut(|invoice| invoice.id == id) {
            invoice.paid = invoice.paid.plus(amount);
        }
        self.restore_paid();
    }

    /// Money arrives for open invoices; what is too much is refused.
    pub(super) fn pay(&mut self, pays: &Pays, amount: Option<Money>) -> Result<(), Refusal> {
        let wanted = |invoice: &&LifeInvoice| match pays {
            Pays::All => true,
            Pays::Invoice(number) => invoice.number == *number,
        };
        if self.invoices().find(wanted).is_none() {
            return Err("invoice.not_found");
        }
        let open: Vec<(InvoiceId, Money)> = self
            .invoices()
            .filter(wanted)
            .filter(|invoice| invoice.due().is_positive())
            .map(|invoice| (invoice.id, invoice.due()))
            .collect();
        if open.is_empty() {
            return Err("invoice.already_paid");
        }
        let due = Money::sum(self.currency, open.iter().map(|(_, due)| *due));
        let mut left = amount.unwrap_or(due);
        if !left.is_positive() || left.minor > due.minor {
            return Err("payment.more_than_due");
        }
        for (id, due) in open {
            let part = left.with(left.minor.min(due.minor));
            if part.is_positive() {
                self.receive(id, part);
            }
            left = left.minus(part);
        }
        Ok(())
    }

    /// Pays `amount` of the balance out.
    pub(super) fn send_back(&mut self, now: Timestamp, amount: Money) {
        self.books.post(&[("credit", amount.minor), ("cash", -amount.minor)]);
        self.balance = self.balance.minus(amount);
        let on = self.zone.date(now);
        self.refunds.push(LifeRefund { on, amount });
    }

    /// Sends back what can be of `amount`: of each invoice in `credited` no more than was credited
    /// and paid, and has not gone back before (D5). The rest stays balance.
    pub(super) fn send_back_paid(
        &mut self,
        now: Timestamp,
        amount: Money,
        credited: &[(InvoiceId, Money)],
    ) {
        let mut left = amount;
        for (id, total) in credited {
            let Some(invoice) = self.invoice_mut(|invoice| invoice.id == *id) else { continue };
            let there = invoice.paid.minus(invoice.refunded).minor;
            let part = left.with(left.minor.min(total.minor).min(there));
            invoice.refunded = invoice.refunded.plus(part);
            left = left.minus(part);
        }
        let sent = amount.minus(left);
        if sent.is_positive() {
            self.send_back(now, sent);
        }
    }

    pub(super) fn give_balance_away(&mut self) -> Money {
        let moved = self.balance;
        self.books.post(&[("credit", moved.minor), ("moved", -moved.minor)]);
        self.balance = Money::zero(self.currency);
        moved
    }

    pub(super) fn take_balance(&mut self, moved: Money) {
        self.books.post(&[("moved", moved.minor), ("credit", -moved.minor)]);
        self.balance = self.balance.plus(moved);
    }
}

/// Credit notes whose lines (positive) come to `gross`, tax included, of what is left of an
/// invoice; `None` when less is left than that.
fn credit_of(
    holder: &LifeAccount,
    invoice: InvoiceId,
    gross: Money,
) -> Option<Vec<Vec<InvoiceLine>>> {
    let left: Vec<BilledLine> = holder
        .names
        .iter()
        .flat_map(|(sub, _)| left_of(*sub, holder.lines()))
        .filter(|each| each.invoice == invoice && each.amount_left.is_positive())
        .collect();
    goodwill::notes(holder.currency, &left, gross)
}
