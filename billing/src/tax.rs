//! Tax: which category and rate a sale carries, decided from who sells to whom and when (D7).
//!
//! The rates are data (the catalog's `[[tax]]` table); the rule is here. In: countries, a checked
//! VAT number, a date. Out: a treatment. Not known: amounts of anything already issued, which keep
//! the rate they were issued with.

use serde::{Deserialize, Serialize};
use units::{Country, Money, Rate};

use crate::vat_id::VatId;

/// How a line is taxed: the EN 16931 category (UNTDID 5305) with its rate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, PartialOrd, Ord)]
#[serde(rename_all = "snake_case", tag = "category", content = "rate")]
pub enum Tax {
    /// `S`: taxed at a rate above zero.
    Standard(Rate),
    /// `Z`: taxed at zero.
    Zero,
    /// `AE`: the buyer accounts for the tax (a business in another member state).
    ReverseCharge,
    /// `E`: exempt, by a certificate the operator granted.
    Exempt,
    /// `O`: outside the scope of tax where the seller is.
    OutsideScope,
}

impl Tax {
    pub fn rate(self) -> Rate {
        match self {
            Tax::Standard(rate) => rate,
            _ => Rate::ZERO,
        }
    }

    /// The UNTDID 5305 code.
    pub fn category_code(self) -> &'static str {
        match self {
            Tax::Standard(_) => "S",
            Tax::Zero => "Z",
            Tax::ReverseCharge => "AE",
            Tax::Exempt => "E",
            Tax::OutsideScope => "O",
        }
    }
}

/// The facts the treatment depends on.
pub struct Sale<'a> {
    pub seller: Country,
    pub buyer: Country,
    pub buyer_vat_id: Option<&'a VatId>,
    pub exempt: bool,
    /// The rate in the seller's country at the tax point.
    pub seller_rate: Rate,
    /// The rate in the buyer's country at the tax point; zero where none is known.
    pub buyer_rate: Rate,
}

/// The treatment of an electronically supplied service.
///
/// At home the seller's rate holds. A business elsewhere in the Union with a valid number accounts
/// for the tax itself (Art. 196 of the VAT directive); a consumer there pays the rate of where they
/// live (Art. 58). Outside the Union the sale is outside the scope, unless the catalog lists a rate
/// for the buyer's country. An exemption takes off tax that would be charged; where there is none,
/// the sale stays what it is.
pub fn treatment(sale: &Sale<'_>) -> Tax {
    let standard = |rate: Rate| if rate.is_zero() { Tax::Zero } else { Tax::Standard(rate) };
    let within_union = sale.seller.in_european_union() && sale.buyer.in_european_union();
    let tax = if sale.buyer == sale.seller {
        standard(sale.seller_rate)
    } else if within_union {
        match sale.buyer_vat_id {
            Some(id) if id.country() == sale.buyer => Tax::ReverseCharge,
            _ => standard(sale.buyer_rate),
        }
    } else if sale.buyer_rate.is_zero() {
        Tax::OutsideScope
    } else {
        Tax::Standard(sale.buyer_rate)
    };
    match tax {
        Tax::Standard(_) if sale.exempt => Tax::Exempt,
        other => other,
    }
}

/// One line of the tax summary: all net amounts of one treatment, taxed once (BG-23).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TaxLine {
    pub tax: Tax,
    pub taxable: Money,
    pub amount: Money,
}

/// The tax summary of `lines`: net amounts are added by treatment, then rounded once each.
pub fn summary(lines: impl IntoIterator<Item = (Tax, Money)>) -> Vec<TaxLine> {
    let mut sums: Vec<(Tax, Money)> = Vec::new();
    for (tax, net) in lines {
        match sums.iter_mut().find(|(known, _)| *known == tax) {
            Some((_, sum)) => *sum = sum.plus(net),
            None => sums.push((tax, net)),
        }
    }
    sums.sort_by_key(|(tax, _)| *tax);
    sums.into_iter()
        .map(|(tax, taxable)| TaxLine { tax, taxable, amount: tax.rate().of(taxable) })
        .collect()
}

#[cfg(test)]
mod tests {
    use units::Currency;

    use super::*;

    fn check(seller: &str, buyer: &str, vat_id: Option<&str>, expected: &str) {
        check_with(seller, buyer, vat_id, false, expected);
    }

    fn check_with(seller: &str, buyer: &str, vat_id: Option<&str>, exempt: bool, expected: &str) {
        let country = |code: &str| code.parse::<Country>().expect("a country");
        let id = vat_id.map(|text| VatId::parse(text, None).expect("a VAT number"));
        let rate = |code: &str| match code {
            "DE" => "0.19",
            "FR" => "0.20",
            "GB" => "0.20",
            _ => "0",
        };
        let parse = |text: &str| text.parse::<Rate>().expect("a rate");
        let sale = Sale {
            seller: country(seller),
            buyer: country(buyer),
            buyer_vat_id: id.as_ref(),
            exempt,
            seller_rate: parse(rate(seller)),
            buyer_rate: parse(rate(buyer)),
        };
        let tax = treatment(&sale);
        let text = format!("{} {}", tax.category_code(), tax.rate().percent());
        assert_eq!(text, expected, "{seller} to {buyer}, {vat_id:?}");
    }

    /// D7: home, abroad with and without a number, outside the Union.
    #[test]
    fn treatments() {
        check("DE", "DE", None, "S 19");
        check("DE", "DE", Some("DE136695976"), "S 19");
        check("DE", "FR", None, "S 20");
        check("DE", "FR", Some("FR83404833048"), "AE 0");
        check("DE", "FR", Some("DE136695976"), "S 20");
        check("DE", "US", None, "O 0");
        check("DE", "GB", None, "S 20");
    }

    /// A6: an exemption takes off what would be charged, and nothing else.
    #[test]
    fn exemptions() {
        check_with("DE", "DE", None, true, "E 0");
        check_with("DE", "FR", None, true, "E 0");
        check_with("DE", "FR", Some("FR83404833048"), true, "AE 0");
        check_with("DE", "US", None, true, "O 0");
        check_with("DE", "GB", None, true, "E 0");
    }

    #[test]
    fn the_summary_rounds_each_rate_once() {
        let vat = Tax::Standard("0.19".parse().expect("a rate"));
        let cents = |minor| Money::new(minor, Currency::EUR);
        let summary = summary([(vat, cents(3)), (vat, cents(3)), (vat, cents(2))]);
        assert_eq!(summary, [TaxLine { tax: vat, taxable: cents(8), amount: cents(2) }]);
    }
}
