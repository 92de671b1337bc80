//! What happens to a subscription, as it is billed and given back: one sample of each case.
//!
//! A `Setting` is a language and a currency; every case exists in every setting, with amounts that
//! are the same number of minor units.

use billing::credit_note::{CreditCause, CreditGoes, CreditNote, CreditOf, CreditedInvoice};
use billing::invoice::{Invoice, InvoiceDraft, InvoiceLine, LineKind, Settlement};
use billing::payment::PaymentMeans;
use billing::tax::Tax;
use units::{Currency, Id, Money, PostalAddress, Rounding, proration};

use super::{address, date, invoice, monthly, open, paid, standard, vat_id};

const DAYS: u32 = 30;
/// Of the period's days, how many are left when a change happens.
const LEFT: u32 = 17;

/// A language and a currency.
pub struct Setting {
    language: &'static str,
    currency: &'static str,
}

type Case = (&'static str, Invoice, Settlement);
type NoteCase = (&'static str, CreditNote, Invoice);

impl Setting {
    /// Each language with each number of decimals.
    pub fn all() -> Vec<Setting> {
        let pairs = |language| ["EUR", "JPY", "KWD"].map(|currency| Setting { language, currency });
        ["en", "fr", "ru"].into_iter().flat_map(pairs).collect()
    }

    /// `case` in this setting, as a file name.
    pub fn named(&self, case: &str) -> String {
        format!("{case}-{}-{}", self.language, self.currency.to_lowercase())
    }

    fn money(&self, minor: i64) -> Money {
        let currency: Currency = self.currency.parse().expect("a currency");
        Money::new(minor, currency)
    }

    fn plan(&self, tier: &str) -> String {
        let seat = match self.language {
            "fr" => "organisateur",
            "ru" => "организатор",
            _ => "organizer",
        };
        format!("Meetings {tier}, {seat}")
    }

    fn buyer(&self) -> PostalAddress {
        match self.language {
            "fr" => {
                let name = "Atelier des Œuvres Réunies SARL";
                address([name, "8 bis, rue de l’Église", "75011", "Paris", "", "FR"])
            }
            "ru" => address([
                "SIA «Щукин и Ёлкина»",
                "Brīvības iela 7\n3. stāvs",
                "LV-1010",
                "Rīga",
                "",
                "LV",
            ]),
            _ => address(["Lovelace & Byron KG", "Lindenallee 12", "20253", "Hamburg", "", "DE"]),
        }
    }

    /// The tax of sales to the buyer: at home, or a consumer's abroad.
    fn tax(&self) -> Tax {
        match self.language {
            "fr" => standard("0.20"),
            "ru" => standard("0.21"),
            _ => standard("0.19"),
        }
    }

    /// A full month of `quantity` seats of `tier`.
    fn month(&self, tier: &str, quantity: u32, unit_minor: i64) -> InvoiceLine {
        monthly(&self.plan(tier), quantity, self.money(unit_minor), self.tax())
    }

    fn invoice(&self, lines: Vec<InvoiceLine>) -> Invoice {
        let mut invoice = invoice(self.language, self.buyer(), lines);
        invoice.seller.iban = Some("DE89370400440532013000".to_owned());
        invoice.seller.bic = Some("COBADEFFXXX".to_owned());
        invoice
    }
}

/// The last days of `line`'s period, billed by themselves.
fn left_of(mut line: InvoiceLine) -> InvoiceLine {
    let used = DAYS - LEFT;
    line.amount =
        proration::part(line.amount, used.into(), DAYS.into(), DAYS.into(), Rounding::HalfUp);
    line.days_billed = LEFT;
    line.from = date("2027-04-27");
    line
}

/// `line` given back, as a negative line of an invoice.
fn given_back(line: InvoiceLine, number: u32, cause: CreditCause) -> InvoiceLine {
    let billed = Id::from_parts("2027-04-14T09:30:00Z".parse().expect("a time"), [8; 10]);
    let credits =
        Some(CreditOf { invoice: billed, number: "P-2027-000031".to_owned(), line: number, cause });
    InvoiceLine { kind: LineKind::Credit, amount: line.amount.negated(), credits, ..line }
}

/// Invoices of this setting.
pub fn invoices(setting: &Setting) -> Vec<Case> {
    vec![
        seats_added(setting),
        plan_changed(setting),
        terminated_early(setting),
        discounted(setting),
        tax_changed(setting),
        credit_used(setting),
        credit_pays_all(setting),
        net_terms(setting),
        by_direct_debit(setting),
        reverse_charge(setting),
    ]
}

/// Three more seats for the rest of the period.
fn seats_added(setting: &Setting) -> Case {
    let invoice = setting.invoice(vec![left_of(setting.month("Pro", 3, 1200))]);
    let settlement = paid(&invoice);
    ("seats-added", invoice, settlement)
}

/// What is left of the old plan comes back, the new one begins a period of its own.
fn plan_changed(setting: &Setting) -> Case {
    let unused = left_of(setting.month("Pro", 5, 1200));
    let mut plus = setting.month("Plus", 8, 1800);
    (plus.from, plus.to) = (date("2027-04-27"), date("2027-05-27"));
    let lines = vec![given_back(unused, 1, CreditCause::PlanChanged), plus];
    let invoice = setting.invoice(lines);
    let settlement = paid(&invoice);
    ("plan-changed", invoice, settlement)
}

/// An annual commitment paid monthly ends before its year does.
fn terminated_early(setting: &Setting) -> Case {
    let mut fee = setting.month("Pro", 1, 14_400);
    fee.kind = LineKind::Fee;
    (fee.from, fee.to) = (date("2027-05-14"), date("2027-12-14"));
    (fee.days_billed, fee.days_full) = (1, 1);
    let invoice = setting.invoice(vec![fee]);
    let settlement = paid(&invoice);
    ("terminated-early", invoice, settlement)
}

fn discounted(setting: &Setting) -> Case {
    let mut discount = setting.month("Pro", 10, 240);
    discount.kind = LineKind::Discount;
    discount.amount = discount.amount.negated();
    let invoice = setting.invoice(vec![setting.month("Pro", 10, 1200), discount]);
    let settlement = paid(&invoice);
    ("discounted", invoice, settlement)
}

/// The rate rises inside the period: each part carries its own.
fn tax_changed(setting: &Setting) -> Case {
    let mut before = setting.month("Pro", 7, 1299);
    let mut after = before.clone();
    before.to = date("2027-05-01");
    (before.days_billed, after.days_billed) = (17, 13);
    after.from = before.to;
    before.amount = proration::part(before.amount, 0, 17, DAYS.into(), Rounding::HalfUp);
    after.amount = proration::part(after.amount, 17, DAYS.into(), DAYS.into(), Rounding::HalfUp);
    after.tax = standard("0.225");
    let invoice = setting.invoice(vec![before, after]);
    let settlement = paid(&invoice);
    ("tax-changed", invoice, settlement)
}

/// The credit balance takes part of it, the card the rest.
fn credit_used(setting: &Setting) -> Case {
    let invoice = setting.invoice(vec![setting.month("Pro", 5, 1200)]);
    let credit = setting.money(2428);
    let settlement =
        Settlement { paid: invoice.total().minus(credit), credit_used: credit, ..paid(&invoice) };
    ("credit-used", invoice, settlement)
}

/// The credit balance takes all of it.
fn credit_pays_all(setting: &Setting) -> Case {
    let invoice = setting.invoice(vec![setting.month("Pro", 1, 1200)]);
    let settlement = Settlement { credit_used: invoice.total(), ..open(&invoice) };
    ("credit-pays-all", invoice, settlement)
}

/// To be transferred within thirty days; some of it has come.
fn net_terms(setting: &Setting) -> Case {
    let mut invoice = setting.invoice(vec![setting.month("Enterprise", 120, 2100)]);
    invoice.due_on = date("2027-05-14");
    let settlement = Settlement {
        paid: setting.money(100_000),
        paid_at: Some(invoice.issued_at),
        means: Some(PaymentMeans::Transfer),
        ..open(&invoice)
    };
    ("net-terms", invoice, settlement)
}

fn by_direct_debit(setting: &Setting) -> Case {
    let invoice = setting.invoice(vec![setting.month("Pro", 5, 1200)]);
    let settlement = Settlement { means: Some(PaymentMeans::DirectDebit), ..paid(&invoice) };
    ("by-direct-debit", invoice, settlement)
}

/// A business in another member state, which its VAT number also addresses in the Peppol network.
fn reverse_charge(setting: &Setting) -> Case {
    let mut line = setting.month("Business", 25, 1999);
    line.tax = Tax::ReverseCharge;
    let mut invoice = setting.invoice(vec![line]);
    invoice.buyer.vat_id = vat_id("FR83404833048");
    invoice.buyer.address = Setting { language: "fr", ..*setting }.buyer();
    let settlement = open(&invoice);
    ("reverse-charge", invoice, settlement)
}

/// Credit notes of this setting, each with the invoice it gives back of.
pub fn credit_notes(setting: &Setting) -> Vec<NoteCase> {
    let note = |name, goes, cause, lines: &[InvoiceLine]| {
        let (note, invoice) = credit_note(setting, goes, cause, lines.to_vec());
        (name, note, invoice)
    };
    let seats = left_of(setting.month("Pro", 3, 1200));
    let mut abroad = setting.month("Pro", 2, 1200);
    abroad.tax = Tax::OutsideScope;
    let mut old_rate = setting.month("Plus", 4, 1850);
    old_rate.tax = standard("0.16");
    let mut within_union = setting.month("Business", 5, 1999);
    within_union.tax = Tax::ReverseCharge;
    let within_union = left_of(within_union);
    vec![
        reverse_charge_note(setting, within_union),
        note(
            "credit-note-seats",
            CreditGoes::ToBalance,
            CreditCause::SeatsReduced,
            std::slice::from_ref(&seats),
        ),
        note("credit-note-refunded", CreditGoes::ToPayer, CreditCause::Ended, &[abroad]),
        note(
            "credit-note-two-rates",
            CreditGoes::OffInvoice,
            CreditCause::Corrected,
            &[seats, left_of(old_rate)],
        ),
    ]
}

/// To a business in another member state; Peppol takes it too.
fn reverse_charge_note(setting: &Setting, line: InvoiceLine) -> NoteCase {
    let (mut note, mut invoice) =
        credit_note(setting, CreditGoes::ToBalance, CreditCause::SeatsReduced, vec![line]);
    invoice.buyer.vat_id = vat_id("FR83404833048");
    invoice.buyer.address = Setting { language: "fr", ..*setting }.buyer();
    note.buyer = invoice.buyer.clone();
    ("credit-note-reverse-charge", note, invoice)
}

/// A note that gives back `lines`, and the invoice that billed whole months of them.
fn credit_note(
    setting: &Setting,
    goes: CreditGoes,
    cause: CreditCause,
    lines: Vec<InvoiceLine>,
) -> (CreditNote, Invoice) {
    let whole = |line: &InvoiceLine| InvoiceLine {
        amount: line.unit.times(line.quantity),
        days_billed: DAYS,
        from: date("2027-04-14"),
        ..line.clone()
    };
    let invoice = setting.invoice(lines.iter().map(whole).collect());
    let credited = |(line, number): (InvoiceLine, u32)| InvoiceLine {
        kind: LineKind::Credit,
        credits: Some(CreditOf {
            invoice: invoice.id,
            number: invoice.number.clone(),
            line: number,
            cause,
        }),
        ..line
    };
    let lines = lines.into_iter().zip(1..).map(credited).collect();
    let note = CreditNote {
        id: Id::from_parts(invoice.issued_at, [9; 10]),
        account: invoice.account,
        series: "CN-2027".to_owned(),
        number: "CN-2027-000007".to_owned(),
        issued_at: "2027-04-27T08:00:00Z".parse().expect("a time"),
        issued_on: date("2027-04-27"),
        locale: invoice.locale.clone(),
        seller: invoice.seller.clone(),
        buyer: invoice.buyer.clone(),
        invoice: CreditedInvoice {
            id: invoice.id,
            number: invoice.number.clone(),
            issued_on: invoice.issued_on,
            order_reference: invoice.order_reference.clone(),
        },
        cause,
        goes,
        draft: InvoiceDraft::of(invoice.draft.currency, lines),
    };
    (note, invoice)
}
