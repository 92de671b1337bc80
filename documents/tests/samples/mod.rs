//! Sample invoices and credit notes, for the tests, the example and the foreign judges; no part of
//! the program.
//!
//! Here: every tax treatment, long and prorated invoices. In `changes.rs`: everything that happens
//! to a subscription, in each language and in currencies of 0, 2 and 3 decimals.

mod changes;

use billing::credit_note::CreditNote;
use billing::invoice::{
    Buyer, Invoice, InvoiceDraft, InvoiceLine, Item, LineKind, Seller, Settlement,
};
use billing::payment::PaymentMeans;
use billing::tax::Tax;
use billing::vat_id::VatId;
use units::{Currency, Date, Id, Money, PostalAddress, Timestamp};

use changes::Setting;

/// Every invoice, each with a name for its file.
pub fn invoices() -> Vec<(String, Invoice, Settlement)> {
    let mut all: Vec<_> = treatments()
        .into_iter()
        .map(|(name, invoice, settlement)| (name.to_owned(), invoice, settlement))
        .collect();
    for setting in Setting::all() {
        let named = |(name, invoice, settlement)| (setting.named(name), invoice, settlement);
        all.extend(changes::invoices(&setting).into_iter().map(named));
    }
    all
}

/// Every credit note, each with a name for its file.
pub fn credit_notes() -> Vec<(String, CreditNote, Invoice)> {
    let of = |setting: Setting| {
        let named = |(name, note, invoice)| (setting.named(name), note, invoice);
        changes::credit_notes(&setting).into_iter().map(named).collect::<Vec<_>>()
    };
    Setting::all().into_iter().flat_map(of).collect()
}

/// Every way to be taxed.
fn treatments() -> Vec<(&'static str, Invoice, Settlement)> {
    vec![
        home(),
        reverse_charge(),
        outside_scope(),
        yen(),
        dinar(),
        russian(),
        two_pages(),
        prorated(),
        mixed_rates(),
        exempt(),
    ]
}

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

fn address(parts: [&str; 6]) -> PostalAddress {
    let [name, street, postcode, city, region, country] = parts.map(str::to_owned);
    let country = country.parse().expect("a country");
    PostalAddress { name, street, postcode, city, region, country }
}

fn vat_id(text: &str) -> Option<VatId> {
    Some(VatId::parse(text, None).expect("a VAT number"))
}

fn standard(rate: &str) -> Tax {
    Tax::Standard(rate.parse().expect("a rate"))
}

fn seller() -> Seller {
    Seller {
        address: address(["Plenum GmbH", "Torstraße 1", "10119", "Berlin", "", "DE"]),
        vat_id: vat_id("DE136695976"),
        tax_number: Some("37/123/45678".to_owned()),
        registration: Some("Amtsgericht Charlottenburg, HRB 000000".to_owned()),
        email: "billing@plenum.example".to_owned(),
        iban: None,
        bic: None,
    }
}

/// A full month of `quantity` at `unit` minor units.
fn monthly(name: &str, quantity: u32, unit: Money, tax: Tax) -> InvoiceLine {
    InvoiceLine {
        kind: LineKind::Charge,
        subscription: None,
        item: Item::AddOn { add_on: "sample".to_owned(), name: name.to_owned() },
        from: date("2027-04-14"),
        to: date("2027-05-14"),
        full_from: None,
        exact: None,
        quantity,
        unit,
        days_billed: 30,
        days_full: 30,
        amount: unit.times(quantity),
        tax,
        credits: None,
    }
}

fn invoice(language: &str, buyer: PostalAddress, lines: Vec<InvoiceLine>) -> Invoice {
    let issued_at: Timestamp = "2027-04-14T09:30:00Z".parse().expect("a time");
    let currency = lines[0].amount.currency;
    Invoice {
        id: Id::from_parts(issued_at, [7; 10]),
        account: Id::from_parts(issued_at, [1; 10]),
        number: "P-2027-000042".to_owned(),
        issued_at,
        issued_on: date("2027-04-14"),
        due_on: date("2027-04-28"),
        locale: language.parse().expect("a language"),
        seller: seller(),
        buyer: Buyer { address: buyer, vat_id: None, email: "ada@example.org".to_owned() },
        draft: InvoiceDraft::of(currency, lines),
        order_reference: Some("O-2027-000117".to_owned()),
    }
}

fn paid(invoice: &Invoice) -> Settlement {
    Settlement {
        paid: invoice.total(),
        paid_at: Some(invoice.issued_at),
        means: Some(PaymentMeans::Card),
        ..open(invoice)
    }
}

fn open(invoice: &Invoice) -> Settlement {
    Settlement::none(invoice.draft.currency)
}

fn home() -> (&'static str, Invoice, Settlement) {
    let euros = |minor| Money::new(minor, Currency::EUR);
    let buyer = address(["Lovelace & Byron KG", "Lindenallee 12", "20253", "Hamburg", "", "DE"]);
    let lines = vec![
        monthly("Plenum Pro, organizer", 8, euros(1800), standard("0.19")),
        monthly("Call Me international", 1, euros(2500), standard("0.19")),
    ];
    let mut invoice = invoice("en", buyer, lines);
    invoice.buyer.vat_id = vat_id("DE136695976");
    let settlement = paid(&invoice);
    ("home", invoice, settlement)
}

fn reverse_charge() -> (&'static str, Invoice, Settlement) {
    let euros = |minor| Money::new(minor, Currency::EUR);
    let name = "Société d’Études Élémentaires de l’Île-de-France et des Œuvres Réunies SARL";
    let buyer = address([name, "8 bis, rue de l’Église", "75011", "Paris", "", "FR"]);
    let line = monthly("Plenum Business, organisateur", 125, euros(1999), Tax::ReverseCharge);
    let mut invoice = invoice("fr", buyer, vec![line]);
    invoice.buyer.vat_id = vat_id("FR83404833048");
    invoice.seller.iban = Some("DE89370400440532013000".to_owned());
    let settlement = open(&invoice);
    ("reverse-charge", invoice, settlement)
}

fn outside_scope() -> (&'static str, Invoice, Settlement) {
    let dollars = |minor| Money::new(minor, Currency::USD);
    let buyer =
        address(["Analytical Engines Inc.", "548 Market St", "94104", "San Francisco", "CA", "US"]);
    let lines = vec![monthly("Plenum Pro, organizer", 5, dollars(1200), Tax::OutsideScope)];
    let invoice = invoice("en", buyer, lines);
    let settlement = paid(&invoice);
    ("outside-scope", invoice, settlement)
}

fn yen() -> (&'static str, Invoice, Settlement) {
    let yen = |minor| Money::new(minor, Currency::JPY);
    let buyer =
        address(["Hoshi Design K.K.", "1-2-3 Jingumae", "150-0001", "Shibuya", "Tokyo", "JP"]);
    let lines = vec![monthly("Plenum Pro, organizer", 5, yen(2200), standard("0.10"))];
    let invoice = invoice("en", buyer, lines);
    let settlement = paid(&invoice);
    ("yen", invoice, settlement)
}

fn dinar() -> (&'static str, Invoice, Settlement) {
    let dinars = |minor| Money::new(minor, Currency::KWD);
    let buyer = address(["Gulf Studio WLL", "Block 3, Street 12", "", "Kuwait City", "", "KW"]);
    let lines = vec![monthly("Plenum Pro, organizer", 5, dinars(5525), Tax::OutsideScope)];
    let invoice = invoice("en", buyer, lines);
    let settlement = paid(&invoice);
    ("dinar", invoice, settlement)
}

fn russian() -> (&'static str, Invoice, Settlement) {
    let euros = |minor| Money::new(minor, Currency::EUR);
    let buyer = address([
        "ООО «Щукин и Ёлкина»",
        "ул. Тверская, д. 7, кв. 15",
        "125009",
        "Москва",
        "",
        "RU",
    ]);
    let mut line = monthly("Plenum Pro, организатор", 1250, euros(1200), Tax::OutsideScope);
    line.days_billed = 17;
    line.amount = euros(850_000);
    let mut invoice = invoice("ru", buyer, vec![line]);
    invoice.seller.iban = Some("DE89370400440532013000".to_owned());
    let settlement = Settlement {
        paid: euros(50_000),
        paid_at: Some(invoice.issued_at),
        means: Some(PaymentMeans::Transfer),
        ..open(&invoice)
    };
    ("russian", invoice, settlement)
}

fn two_pages() -> (&'static str, Invoice, Settlement) {
    let euros = |minor| Money::new(minor, Currency::EUR);
    let buyer = address(["Lovelace & Byron KG", "Lindenallee 12", "20253", "Hamburg", "", "DE"]);
    let line = |number: i64| {
        let name = format!("Plenum Pro, organizer, department {number}");
        monthly(&name, 3, euros(1200 + number), standard("0.19"))
    };
    let invoice = invoice("en", buyer, (1..=40).map(line).collect());
    let settlement = open(&invoice);
    ("two-pages", invoice, settlement)
}

fn prorated() -> (&'static str, Invoice, Settlement) {
    let euros = |minor| Money::new(minor, Currency::EUR);
    let buyer = address(["Lovelace & Byron KG", "Lindenallee 12", "20253", "Hamburg", "", "DE"]);
    let mut unused = monthly("Plenum Pro, organizer", 5, euros(1200), standard("0.19"));
    unused.kind = LineKind::Credit;
    unused.from = date("2027-04-27");
    unused.days_billed = 17;
    unused.amount = euros(-3400);
    let lines = vec![unused, monthly("Plenum Plus, organizer", 8, euros(1800), standard("0.19"))];
    let invoice = invoice("en", buyer, lines);
    let settlement = paid(&invoice);
    ("prorated", invoice, settlement)
}

fn mixed_rates() -> (&'static str, Invoice, Settlement) {
    let euros = |minor| Money::new(minor, Currency::EUR);
    let buyer = address(["Ada Lovelace", "12 rue des Lilas", "69003", "Lyon", "", "FR"]);
    let lines = vec![
        monthly("Plenum Pro, organisateur", 2, euros(1200), standard("0.20")),
        monthly("Manuel imprimé", 1, euros(2900), standard("0.055")),
        monthly("Appels d’urgence", 1, euros(0), Tax::Zero),
    ];
    let invoice = invoice("fr", buyer, lines);
    let settlement = paid(&invoice);
    ("mixed-rates", invoice, settlement)
}

fn exempt() -> (&'static str, Invoice, Settlement) {
    let euros = |minor| Money::new(minor, Currency::EUR);
    let buyer = address(["Schule am See e.V.", "Seeweg 3", "14467", "Potsdam", "", "DE"]);
    let lines = vec![monthly("Plenum Pro, organizer", 12, euros(1200), Tax::Exempt)];
    let mut invoice = invoice("en", buyer, lines);
    invoice.seller.iban = Some("DE89370400440532013000".to_owned());
    let settlement = open(&invoice);
    ("exempt", invoice, settlement)
}
