//! How an open invoice is paid: at the screen, by a debit under way, by bank transfer (D1, D1a).

use app::billing_overview::{self, InvoiceView, Issued, Method};
use billing::payment::AttemptState;
use serde::Serialize;
use texts::Args;
use units::{Date, Money};
use web::{Member, urls};

use crate::cards;
use crate::order::reason;

#[derive(Serialize)]
pub struct TransferLine {
    on: Date,
    amount: Money,
    reference: String,
}

#[derive(Serialize)]
pub struct Pay {
    label: String,
    href: String,
    /// How the last try ended, when it did not end well.
    said: Option<String>,
    /// The bank's page, when the bank wants to hear from the payer.
    challenge: Option<String>,
    /// A payment is under way: nothing more can be paid now.
    waits: bool,
    /// It takes days: nobody waits at the screen.
    for_days: bool,
    /// One failed before.
    again: bool,
}

#[derive(Serialize)]
pub struct Fact {
    pub label: String,
    pub text: String,
}

pub fn transfer_line(transfer: &billing_overview::Transfer) -> TransferLine {
    TransferLine {
        on: transfer.received_on,
        amount: transfer.amount,
        reference: transfer.reference.clone(),
    }
}

/// The seller's bank account and the reference to give, while something is open that no debit
/// collects.
pub fn bank(member: &Member, issued: &Issued) -> Vec<Fact> {
    let seller = &issued.invoice.seller;
    let asks = !issued.is_paid() && issued.settlement.collects_on.is_none();
    let Some(iban) = seller.iban.as_deref().filter(|_| asks) else { return Vec::new() };
    let fact = |key: &str, text: String| Fact { label: member.text(key), text };
    let mut facts = vec![
        fact("invoice-document-transfer-holder", seller.address.name.clone()),
        fact("invoice-document-transfer-iban", grouped(iban)),
    ];
    let bic = seller.bic.clone();
    facts.extend(bic.map(|bic| fact("invoice-document-transfer-bic", bic)));
    facts.push(fact("invoice-document-transfer-reference", issued.invoice.number.clone()));
    facts
}

/// In groups of four, as printed on paper.
fn grouped(iban: &str) -> String {
    let characters: Vec<char> = iban.chars().filter(|c| !c.is_whitespace()).collect();
    let groups = characters.chunks(4).map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<String>>().join(" ")
}

pub fn pay_part(member: &Member, view: &InvoiceView) -> Pay {
    let texts = member.face().texts();
    let id = view.issued.invoice.id;
    let args = Args::new().with("amount", view.issued.open());
    let last = view.attempts.first();
    let state = last.map(|attempt| attempt.state);
    let method =
        last.and_then(|attempt| view.methods.iter().find(|method| method.id == attempt.method));
    let collected = view.issued.settlement.collects_on.zip(method);
    let again = view.issued.dunning_since.is_some();
    let said = match (state, last) {
        (Some(AttemptState::Pending), _) if collected.is_some() => collected.map(|(on, method)| {
            let args = Args::new()
                .with("amount", view.issued.open())
                .with("date", on)
                .with("account", cards::words(texts, &member.locale, method));
            let key = if again { "debit-under-way-again" } else { "debit-under-way" };
            texts.get(&member.locale, key, &args)
        }),
        (Some(AttemptState::Declined), Some(attempt)) => {
            let is_debit = method.is_some_and(Method::is_debit);
            let args = Args::new().with("reason", reason(member, attempt, is_debit));
            Some(texts.get(&member.locale, "invoices-declined", &args))
        }
        (Some(AttemptState::RequiresAction), _) => Some(member.text("invoices-needs-action")),
        (Some(AttemptState::Succeeded) | None, _) => None,
        (Some(_), _) => Some(member.text("invoices-being-confirmed")),
    };
    Pay {
        label: texts.get(&member.locale, "invoices-pay", &args),
        href: format!("{}/payments", urls::invoice(id)),
        said,
        challenge: last
            .filter(|attempt| attempt.state == AttemptState::RequiresAction)
            .and_then(|attempt| attempt.challenge_url.clone()),
        waits: state.is_some_and(|state| !state.is_settled()),
        for_days: collected.is_some(),
        again,
    }
}
