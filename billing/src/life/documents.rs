//! Documents: invoices and credit notes are issued, and stand in the books.

use units::id::InvoiceId;
use units::{Id, Money};

use crate::credit_note::CreditOf;
use crate::invoice::{InvoiceDraft, InvoiceLine};
use crate::life::account::{Document, LifeCredit, LifeInvoice};
use crate::life::{Life, seed};
use crate::settle::CreditDraft;

impl Life {
    /// Issues the invoice of `draft`, pays `balance_used` of it from the balance, and charges the
    /// rest when it is due. Without lines there is none.
    pub(super) fn invoice(&mut self, account: usize, draft: InvoiceDraft, balance_used: Money) {
        if draft.lines.is_empty() {
            return;
        }
        let now = self.now;
        let id = Id::from_parts(now, seed(self.number()));
        let holder = self.account(account);
        let number = (holder.invoices().count() + 1).to_string();
        let due_at = now.plus_days(i64::from(holder.policy.net_days));
        let zero = Money::zero(holder.currency);
        holder.books.document(&draft, "receivable", 1);
        holder.books.post(&[("credit", balance_used.minor), ("receivable", -balance_used.minor)]);
        holder.balance = holder.balance.minus(balance_used);
        holder.documents.push(Document::Invoice(LifeInvoice {
            id,
            number,
            issued_at: now,
            issued_on: holder.zone.date(now),
            due_at,
            draft,
            credit_used: balance_used,
            paid: zero,
            refunded: zero,
            declined: false,
        }));
        if due_at == now && holder.auto_pay {
            self.charge(account, id);
        }
    }

    /// Issues a credit note for each invoice that `lines` (positive) give back of; the money is
    /// balance then. Returns the invoices with what each note comes to.
    pub(super) fn give_credit(
        &mut self,
        account: usize,
        lines: Vec<InvoiceLine>,
    ) -> Vec<(InvoiceId, Money)> {
        let now = self.now;
        let holder = self.account(account);
        let mut credited = Vec::new();
        let credit = CreditDraft { draft: InvoiceDraft::of(holder.currency, lines) };
        for (CreditOf { invoice, number: of, .. }, draft) in credit.notes() {
            holder.books.document(&draft, "credit", -1);
            holder.balance = holder.balance.plus(draft.total);
            credited.push((invoice, draft.total));
            let number = format!("C{}", holder.credit_notes().count() + 1);
            let issued_on = holder.zone.date(now);
            let note = LifeCredit { number, invoice, of, issued_on, draft };
            holder.documents.push(Document::Credit(note));
        }
        credited
    }
}
