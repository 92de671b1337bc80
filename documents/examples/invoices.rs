//! Writes sample invoices and credit notes into a folder, to be looked at and judged by foreign
//! tools: `cargo build --workspace --example invoices`, then
//! `target/debug/examples/invoices DIR`. Each is NAME.pdf with its Factur-X
//! inside, NAME.cii.xml and NAME.ubl.xml. With `judged` after DIR the only PDFs are those in
//! English and euros, which is quick; with `measure` it says how long each takes.

use std::path::{Path, PathBuf};
use std::time::Instant;

use documents::invoice::{Bill, InvoiceWords, cii, render, ubl};
use texts::Texts;
use units::Zone;

#[path = "../tests/samples/mod.rs"]
mod samples;

/// How often each sample is set to measure the time.
const ROUNDS: u32 = 20;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    std::fs::create_dir_all(&folder)?;
    let texts = Texts::embedded();
    let zone: Zone = "Europe/Berlin".parse()?;
    let mode = std::env::args().nth(2);
    let (measure, few) = (mode.as_deref() == Some("measure"), mode.as_deref() == Some("judged"));
    let pdf = |name: &str| !few || name.ends_with("-en-eur");
    for (name, invoice, settlement) in &samples::invoices() {
        let bill = Bill::of_invoice(invoice, settlement);
        let words = InvoiceWords::new(&texts, &invoice.locale, &zone);
        write(Path::new(&folder).join(name), &bill, &words, pdf(name))?;
        if measure {
            time(name, &bill, &words);
        }
    }
    for (name, note, _) in &samples::credit_notes() {
        let bill = Bill::of_credit_note(note);
        let words = InvoiceWords::new(&texts, &note.locale, &zone);
        write(Path::new(&folder).join(name), &bill, &words, pdf(name))?;
    }
    Ok(())
}

fn write(
    path: PathBuf,
    bill: &Bill<'_>,
    words: &InvoiceWords<'_>,
    pdf: bool,
) -> Result<(), Box<dyn std::error::Error>> {
    if pdf {
        std::fs::write(path.with_extension("pdf"), render(bill, words)?.pdf)?;
    }
    match (cii(bill, words), ubl(bill, words)) {
        (Ok(cii), Ok(ubl)) => {
            std::fs::write(path.with_extension("cii.xml"), cii)?;
            std::fs::write(path.with_extension("ubl.xml"), ubl)?;
        }
        (Err(reason), _) | (_, Err(reason)) => println!("{}: no XML, {reason}", path.display()),
    }
    Ok(())
}

fn time(name: &str, bill: &Bill<'_>, words: &InvoiceWords<'_>) {
    let start = Instant::now();
    for _ in 0..ROUNDS {
        assert!(render(bill, words).is_ok());
    }
    println!("{name}: {:.2?} each", start.elapsed() / ROUNDS);
}
