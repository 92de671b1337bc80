//! Reading a catalog file: every key asked for by name, every error kept with its line.
//!
//! Order: the house (version, currencies, policy, seller, documents, tax), then products, then
//! add-ons, which refer to products.

mod add_ons;
mod commitment;
mod house;
mod plans;
pub(crate) mod problems;
mod section;
mod suggest;

use toml::de::DeTable;

use crate::catalog::Catalog;
use problems::{CatalogError, Problems, Warning};
use section::Section;

/// Largest file, in bytes.
const FILE_MAX_BYTES: usize = 1_000_000;

/// Reads the whole file; see `Catalog::parse`.
pub(crate) fn catalog(
    file_name: &str,
    text: &str,
) -> Result<(Catalog, Vec<Warning>), Vec<CatalogError>> {
    let problems = Problems::new(file_name, text);
    if text.len() > FILE_MAX_BYTES {
        problems.error(0, format!("the file is larger than {FILE_MAX_BYTES} bytes"));
        return Err(problems.into_sorted().0);
    }
    let catalog = read(text, &problems);
    let (errors, warnings) = problems.into_sorted();
    if errors.is_empty() {
        Ok((catalog.expect("reading reports why it fails"), warnings))
    } else {
        Err(errors)
    }
}

fn read(text: &str, problems: &Problems) -> Option<Catalog> {
    let (document, mistakes) = DeTable::parse_recoverable(text);
    for mistake in &mistakes {
        let at = mistake.span().map_or(0, |span| span.start);
        let message: Vec<&str> = mistake.message().lines().collect();
        problems.error(at, message.join("; "));
    }
    // Half a file would raise errors of its own about what is not there.
    if problems.any_error() {
        return None;
    }

    let mut top = Section::top(document.get_ref(), problems);
    let version = house::version(&mut top);
    let currencies = house::currencies(&mut top);
    let prices_include_tax = top.yes("prices_include_tax");
    let retention_days = house::retention_days(&mut top);
    let policy = house::policy(&mut top);
    let seller = house::seller(&mut top);
    let taxes = house::taxes(&mut top);
    let products = plans::products(&mut top, &currencies);
    let add_ons = add_ons::add_ons(&mut top, &currencies, &products);
    let phone_is_sold = add_ons.iter().any(|add_on| add_on.phone);
    let documents = house::documents(&mut top, phone_is_sold);
    top.finish();
    problems.warn_of_missing_languages();

    Some(Catalog {
        version,
        currencies,
        prices_include_tax,
        retention_days,
        policy,
        seller: seller?,
        documents,
        taxes,
        products,
        add_ons,
        text: text.to_owned(),
    })
}
