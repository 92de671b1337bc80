//! What the simulated operator publishes: prices and tax rates, in a table of its own and as the
//! catalog text the house is given. The model reads the table, the house reads the text.

use jiff::civil::Date;
use units::{Currency, Interval};

use crate::years::plan::Rule;

/// Prices and rates as they were last published.
#[derive(Clone, Debug, Default)]
pub struct Prices {
    /// Whole euro a meetings pro seat costs more per month than at first.
    pub dearer: i64,
    /// Country, first day, tenths of a percent; later entries win.
    pub rates: Vec<(String, Date, i64)>,
    /// The same through a whole life.
    pub rules: Vec<Rule>,
}

/// Net price of one in minor units for a month: EUR, USD, JPY, KWD. A year costs ten months.
const MONTHLY: [(&str, &str, [i64; 4]); 5] = [
    ("meetings", "starter", [900, 1000, 1400, 3000]),
    ("meetings", "pro", [1400, 1500, 2200, 4500]),
    ("meetings", "plus", [2100, 2300, 3400, 7000]),
    ("webinars", "pro", [3900, 4200, 6300, 13_000]),
    ("webinars", "plus", [6900, 7500, 11_200, 23_000]),
];

/// The add-on that everything is sold with, and what one costs for a month.
pub const STORAGE: &str = "extra_storage";
const STORAGE_MONTHLY: [i64; 4] = [800, 900, 1200, 2500];

/// The one tier that sells a promised year, and what a seat costs for a month of it.
pub const PROMISED: (&str, &str) = ("meetings", "pro");
const PROMISED_MONTHLY: [i64; 4] = [1250, 1350, 1980, 4000];

/// What is sold in a plan: product and tier.
pub const SOLD: [(&str, &str); 4] =
    [("meetings", "starter"), ("meetings", "pro"), ("meetings", "plus"), ("webinars", "pro")];

/// Rates of the shipped catalog from 2027 on, in tenths of a percent.
const RATES: [(&str, i64); 3] = [("DE", 190), ("FR", 200), ("FI", 255)];

const PRO_IN_EURO: &str = "EUR = { monthly = \"14.00\", annual = \"140.00\" }";

impl Prices {
    /// Net price of one seat for a full period, in minor units.
    pub fn unit_minor(
        &self,
        product: &str,
        tier: &str,
        interval: Interval,
        currency: Currency,
    ) -> i64 {
        let column = column(currency);
        let row = MONTHLY.iter().find(|row| (row.0, row.1) == (product, tier));
        let mut monthly = row.expect("something that is sold").2[column];
        if (product, tier, column) == ("meetings", "pro", 0) {
            monthly += self.dearer * 100;
        }
        for_interval(monthly, interval)
    }

    /// The same of a plan that may promise a year; where its tier sells none, by the month.
    pub fn seat(
        &self,
        plan: (&str, &str),
        interval: Interval,
        promised: bool,
        currency: Currency,
    ) -> i64 {
        match promised && plan == PROMISED {
            true => PROMISED_MONTHLY[column(currency)],
            false => self.unit_minor(plan.0, plan.1, interval, currency),
        }
    }

    /// Net price of a pack of storage for a full period, in minor units.
    pub fn storage(&self, interval: Interval, currency: Currency) -> i64 {
        for_interval(STORAGE_MONTHLY[column(currency)], interval)
    }

    /// The rate of `country` on `date`, in tenths of a percent.
    pub fn permille(&self, country: &str, date: Date) -> i64 {
        let first = RATES.iter().find(|rate| rate.0 == country).map_or(0, |rate| rate.1);
        let changed = self.rates.iter().filter(|rate| rate.0 == country && rate.1 <= date);
        changed.max_by_key(|rate| rate.1).map_or(first, |rate| rate.2)
    }

    /// The catalog file that says so.
    pub fn catalog_text(&self) -> String {
        let monthly = 14 + self.dearer;
        let dearer =
            format!("EUR = {{ monthly = \"{monthly}.00\", annual = \"{}.00\" }}", monthly * 10);
        let shipped = catalog::SHIPPED_TEXT;
        assert!(shipped.contains(PRO_IN_EURO), "the shipped catalog sells pro at another price");
        let mut text = shipped.replace(PRO_IN_EURO, &dearer);
        for (from, to) in self.rewritten() {
            assert!(text.contains(from), "the shipped catalog is sold otherwise: {from}");
            text = text.replace(from, to);
        }
        let mut rates = self.rates.clone();
        rates.sort_by_key(|rate| rate.1);
        for (country, from, permille) in rates {
            text = with_rate(&text, &country, from, permille);
        }
        text
    }

    /// The rules of the shipped catalog that are others here.
    fn rewritten(&self) -> Vec<(&'static str, &'static str)> {
        let mut changes = Vec::new();
        if !self.rules.contains(&Rule::Dunning) {
            // People pay when the plan says so: nothing is tried again or ends by itself.
            changes.extend([
                ("retry_days   = [1, 3, 5, 7]", "retry_days = []"),
                ("suspend_days = 14", "suspend_days = 3649"),
                ("end_days     = 60", "end_days = 3650"),
            ]);
        }
        changes.extend(self.rules.iter().filter_map(|rule| match rule {
            Rule::Dunning => None,
            Rule::DecreaseNow => {
                Some(("decrease           = \"at_renewal\"", "decrease = \"now\""))
            }
            Rule::KeepAnchor => {
                Some(("anchor_on_increase = \"reset\"", "anchor_on_increase = \"keep\""))
            }
            Rule::OldDay => Some(("change_day         = \"new\"", "change_day = \"old\"")),
            Rule::UsedDay => Some(("cancel_day         = \"unused\"", "cancel_day = \"used\"")),
            Rule::Refund => Some(("credit             = \"balance\"", "credit = \"refund\"")),
            Rule::Month30 => Some(("day_count          = \"actual\"", "day_count = \"fixed-30\"")),
            Rule::HalfEven => {
                Some(("rounding           = \"half_up\"", "rounding = \"half_even\""))
            }
        }));
        changes
    }
}

fn column(currency: Currency) -> usize {
    match currency.code() {
        "EUR" => 0,
        "USD" => 1,
        "JPY" => 2,
        _ => 3,
    }
}

fn for_interval(monthly: i64, interval: Interval) -> i64 {
    match interval {
        Interval::Annual => monthly * 10,
        _ => monthly,
    }
}

/// `text` with one more rate at the end of the country's list.
fn with_rate(text: &str, country: &str, from: Date, permille: i64) -> String {
    let at = text.find(&format!("country  = \"{country}\"")).expect("the country is taxed");
    let (before, after) = text.split_at(at);
    let (list, rest) = after.split_once(']').expect("a list of rates");
    let comma = if list.trim_end().ends_with(',') { "" } else { "," };
    let rate = format!("0.{permille:03}");
    let rate = rate.trim_end_matches('0');
    format!("{before}{list}{comma} {{ from = {from}, rate = \"{rate}\" }},]{rest}")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_published_can_be_read() {
        let rates = vec![
            ("DE".to_owned(), date(2028, 7, 1), 160),
            ("FI".to_owned(), date(2029, 1, 1), 240),
            ("DE".to_owned(), date(2028, 12, 1), 190),
        ];
        let rules = vec![Rule::Dunning, Rule::DecreaseNow, Rule::KeepAnchor, Rule::OldDay];
        let prices = Prices { dearer: 3, rates, rules };
        let text = prices.catalog_text();
        let (catalog, _) = catalog::Catalog::parse("years.toml", &text).expect("a catalog");
        for (country, day, percent) in [
            ("DE", date(2028, 6, 30), "19"),
            ("DE", date(2028, 7, 1), "16"),
            ("DE", date(2029, 1, 1), "19"),
            ("FI", date(2029, 1, 1), "24"),
        ] {
            let country = country.parse().expect("a country");
            assert_eq!(catalog.tax_rate(country, day).rate.percent(), percent);
        }
        assert_eq!(catalog.policy.decrease, catalog::DecreaseTime::Now);
        assert_eq!(catalog.policy.dunning, catalog::Dunning::default());
        let unit = |interval| prices.unit_minor("meetings", "pro", interval, Currency::EUR);
        assert_eq!((unit(Interval::Monthly), unit(Interval::Annual)), (1700, 17_000));
    }
}
