//! A report for people: one block a document, amounts in customary units.

use units::Money;

use crate::report::{Invoice, Line, Report};

/// The whole report as plain text.
pub fn words(report: &Report) -> String {
    let mut lines = Vec::new();
    for invoice in &report.invoices {
        lines.extend(invoice_words(report, invoice));
    }
    for note in &report.credit_notes {
        let total = report.money(&note.account, note.total_minor);
        let (number, of) = (&note.number, &note.invoice);
        lines.push(format!("{}  Credit note {number} of invoice {of}: {total}", note.date));
        lines.extend(note.lines.iter().map(|line| report.line(&note.account, line)));
    }
    for refund in &report.refunds {
        let amount = report.money(&refund.account, refund.amount_minor);
        lines.push(format!("{}  Refund to {}: {amount}", refund.date, refund.account));
    }
    for refusal in &report.refusals {
        lines.push(format!("{}  Refused: {}, {}", refusal.at, refusal.what, refusal.code));
    }
    for each in &report.subscriptions {
        let state = format!("{:?}", each.state);
        let [from, to] = &each.period;
        let renews = each
            .renews_on
            .as_ref()
            .map_or("does not renew".to_owned(), |on| format!("renews on {on}"));
        lines.push(format!(
            "Subscription {}: {state}, {} seats of {}, {from} to {to}, {renews}",
            each.id, each.seats, each.plan
        ));
    }
    for (account, minor) in &report.credit_balance_minor {
        lines.push(format!("Credit balance of {account}: {}", report.money(account, *minor)));
    }
    let balance = if report.ledger_balances { "balances" } else { "does NOT balance" };
    lines.push(format!("The ledger {balance}"));
    lines.join("\n")
}

fn invoice_words(report: &Report, invoice: &Invoice) -> Vec<String> {
    let money = |minor| report.money(&invoice.account, minor);
    let mut lines = vec![format!(
        "{}  Invoice {} to {}: {}, {}",
        invoice.date,
        invoice.number,
        invoice.account,
        money(invoice.total_minor),
        invoice.state
    )];
    lines.extend(invoice.lines.iter().map(|line| report.line(&invoice.account, line)));
    let rest = [
        ("tax", invoice.tax_minor),
        ("from the credit balance", invoice.credit_used_minor),
        ("still to pay", invoice.due_minor),
    ];
    for (what, minor) in rest {
        if minor != 0 {
            lines.push(format!("    {what}: {}", money(minor)));
        }
    }
    lines
}

impl Report {
    fn money(&self, account: &str, minor: i64) -> String {
        match self.currencies.get(account) {
            Some(currency) => Money::new(minor, *currency).to_string(),
            None => minor.to_string(),
        }
    }

    fn line(&self, account: &str, line: &Line) -> String {
        let [billed, full] = line.days;
        format!(
            "    {} to {}  {} x {} at {}, {billed}/{full}: {}",
            line.from,
            line.to,
            line.quantity,
            line.plan,
            self.money(account, line.unit_minor),
            self.money(account, line.amount_minor)
        )
    }
}
