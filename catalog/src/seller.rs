//! Who sells: the operator's company as invoices print it.

use serde::{Deserialize, Serialize};
use units::{EmailAddress, PostalAddress};

/// The seller of every invoice made under this catalog.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Seller {
    pub address: PostalAddress,
    /// With its country prefix; none for a seller outside VAT.
    pub vat_number: Option<String>,
    /// Where the company is registered and under which number, as printed.
    pub registration: Option<String>,
    pub email: EmailAddress,
    pub phone: Option<String>,
    pub website: Option<String>,
    /// Where transfers go; none: bank transfer is not offered.
    pub bank: Option<Bank>,
    /// Begins every invoice number: 1 to 8 capital letters and digits.
    pub invoice_prefix: String,
    /// Begins every credit note's number; differs from the other.
    pub credit_note_prefix: String,
}

/// The account transfers go to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Bank {
    pub name: String,
    /// Checked by its check digits, without spaces.
    pub iban: String,
    pub bic: Option<String>,
}

impl Bank {
    /// The account number in groups of four, as people read it.
    pub fn iban_in_groups(&self) -> String {
        let letters: Vec<char> = self.iban.chars().collect();
        let groups = letters.chunks(4).map(|group| group.iter().collect::<String>());
        groups.collect::<Vec<_>>().join(" ")
    }
}

/// Whether `iban` (without spaces) has the right form and check digits (ISO 13616).
pub(crate) fn is_iban(iban: &str) -> bool {
    let well_formed = (15..=34).contains(&iban.len())
        && iban.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let Some((head, tail)) = iban.split_at_checked(4) else {
        return false;
    };
    let country_first = head.bytes().take(2).all(|byte| byte.is_ascii_uppercase());
    let remainder = tail.chars().chain(head.chars()).fold(0, |sum, letter| {
        let value = letter.to_digit(36).unwrap_or_default();
        let shift = if value < 10 { 10 } else { 100 };
        (sum * shift + value) % 97
    });
    well_formed && country_first && remainder == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn account_numbers_are_checked() {
        assert!(is_iban("DE89370400440532013000"));
        assert!(is_iban("GB82WEST12345698765432"));
        assert!(!is_iban("DE88370400440532013000"));
        assert!(!is_iban("DE89"));
        assert!(!is_iban("dé89370400440532013000"));
    }
}
