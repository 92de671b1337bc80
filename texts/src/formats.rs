//! Amounts, numbers, dates, times and countries, as each language writes them.
//!
//! The patterns are texts too (`locales/<tag>/formats.ftl`), so a new language brings its own.
//! Digits are Arabic and grouped by threes. Nothing is rounded here, and nothing reads a clock.

use jiff::civil::{Date, DateTime};
use units::money::Rate;
use units::{Country, Locale, Money, Timestamp, Zone};

use crate::load::group_digits;
use crate::{Args, Texts};

impl Texts {
    /// `EUR 1,130.90`; in French `1 130,90 EUR`. The currency by its code, a loss with a true
    /// minus.
    pub fn money(&self, locale: &Locale, amount: Money) -> String {
        let decimal = amount.decimal();
        let (key, size) = match decimal.strip_prefix('-') {
            Some(size) => ("format-money-negative", size),
            None => ("format-money", decimal.as_str()),
        };
        let args = Args::new()
            .with("amount", self.digits(locale, size))
            .with("currency", amount.currency.code());
        self.get(locale, key, &args)
    }

    /// The amount without its currency, for columns that name it above.
    pub fn amount(&self, locale: &Locale, amount: Money) -> String {
        self.signed(locale, &amount.decimal())
    }

    /// `1,130`.
    pub fn number(&self, locale: &Locale, number: i64) -> String {
        self.signed(locale, &number.to_string())
    }

    /// `19 %`, `5.5 %`.
    pub fn percent(&self, locale: &Locale, rate: Rate) -> String {
        let number = self.digits(locale, &rate.percent());
        self.get(locale, "format-percent", &Args::new().with("number", number))
    }

    /// `14 April 2027`.
    pub fn date(&self, locale: &Locale, date: Date) -> String {
        self.get(locale, "format-date", &self.date_args(locale, date))
    }

    /// `14 April`.
    pub fn day_month(&self, locale: &Locale, date: Date) -> String {
        self.get(locale, "format-day-month", &self.date_args(locale, date))
    }

    /// `April 2027`.
    pub fn month_year(&self, locale: &Locale, date: Date) -> String {
        let month = self.plain(locale, &format!("format-month-alone-{}", date.month()));
        let args = Args::new().with("month", month).with("year", date.year().to_string());
        self.get(locale, "format-month-year", &args)
    }

    /// `Wednesday, 14 April 2027`.
    pub fn weekday_date(&self, locale: &Locale, date: Date) -> String {
        let args = Args::new()
            .with("weekday", self.weekday(locale, date))
            .with("date", self.date(locale, date));
        self.get(locale, "format-weekday-date", &args)
    }

    /// `Wednesday`.
    pub fn weekday(&self, locale: &Locale, date: Date) -> String {
        let number = date.weekday().to_monday_one_offset();
        self.plain(locale, &format!("format-weekday-{number}"))
    }

    /// In numbers, for tables: `2027-04-14`, `14/04/2027`.
    pub fn date_short(&self, locale: &Locale, date: Date) -> String {
        let args = Args::new()
            .with("day", format!("{:02}", date.day()))
            .with("month", format!("{:02}", date.month()))
            .with("year", format!("{:04}", date.year()));
        self.get(locale, "format-date-short", &args)
    }

    /// `14 April 2027, 14:32 (Europe/Berlin)`.
    pub fn datetime(&self, locale: &Locale, moment: Timestamp, zone: &Zone) -> String {
        let civil = zone.civil(moment);
        let args = Args::new()
            .with("date", self.date(locale, civil.date()))
            .with("time", self.civil_time(locale, civil))
            .with("zone", zone_name(zone));
        self.get(locale, "format-date-time-zone", &args)
    }

    /// `14 April 2027, 14:32`, where the page says which zone.
    pub fn datetime_local(&self, locale: &Locale, moment: Timestamp, zone: &Zone) -> String {
        let civil = zone.civil(moment);
        let args = Args::new()
            .with("date", self.date(locale, civil.date()))
            .with("time", self.civil_time(locale, civil));
        self.get(locale, "format-date-time", &args)
    }

    /// `14:32`.
    pub fn time(&self, locale: &Locale, moment: Timestamp, zone: &Zone) -> String {
        self.civil_time(locale, zone.civil(moment))
    }

    /// `14:32 (Europe/Berlin)`.
    pub fn time_zone(&self, locale: &Locale, moment: Timestamp, zone: &Zone) -> String {
        let args =
            Args::new().with("time", self.time(locale, moment, zone)).with("zone", zone_name(zone));
        self.get(locale, "format-time-zone", &args)
    }

    /// The days `from` and `to` and what is between, said as short as it can be:
    /// `3 to 17 April 2027`, `14 April to 14 May 2027`, `14 December 2027 to 14 January 2028`.
    ///
    /// Both are shown as given; whoever means a half-open period decides which last day to show.
    pub fn period(&self, locale: &Locale, from: Date, to: Date) -> String {
        let year = to.year().to_string();
        if from.year() != to.year() {
            let args =
                Args::new().with("from", self.date(locale, from)).with("to", self.date(locale, to));
            return self.get(locale, "format-period", &args);
        }
        if from.month() != to.month() {
            let args = Args::new()
                .with("from", self.day_month(locale, from))
                .with("to", self.day_month(locale, to))
                .with("year", year);
            return self.get(locale, "format-period-year", &args);
        }
        let args = Args::new()
            .with("from", i64::from(from.day()))
            .with("to", i64::from(to.day()))
            .with("month", self.month(locale, to))
            .with("year", year);
        self.get(locale, "format-period-month", &args)
    }

    /// `50 minutes`, `2 hours`, `1 h 30 min`. `minutes` is not negative (asserted).
    pub fn duration_minutes(&self, locale: &Locale, minutes: i64) -> String {
        assert!(minutes >= 0, "a length of {minutes} minutes");
        let (hours, rest) = (minutes / 60, minutes % 60);
        let args = Args::new().with("hours", hours).with("minutes", rest);
        let key = match (hours, rest) {
            (0, _) => "format-minutes",
            (_, 0) => "format-hours",
            _ => "format-hours-minutes",
        };
        self.get(locale, key, &args)
    }

    /// The name people use; the code where no language names it.
    pub fn country_name(&self, locale: &Locale, country: Country) -> String {
        self.plain(locale, &format!("country-{country}"))
    }

    /// Every country with its name, in the order the language lists them.
    pub fn countries(&self, locale: &Locale) -> Vec<(Country, String)> {
        let order = self
            .tongues_for(locale)
            .map(|(_, tongue)| &tongue.countries)
            .find(|countries| !countries.is_empty());
        let named = |country: &Country| (*country, self.country_name(locale, *country));
        order.into_iter().flatten().map(named).collect()
    }

    fn month(&self, locale: &Locale, date: Date) -> String {
        self.plain(locale, &format!("format-month-{}", date.month()))
    }

    fn date_args(&self, locale: &Locale, date: Date) -> Args {
        Args::new()
            .with("day", i64::from(date.day()))
            .with("month", self.month(locale, date))
            .with("year", date.year().to_string())
    }

    fn civil_time(&self, locale: &Locale, civil: DateTime) -> String {
        let args = Args::new()
            .with("hour", format!("{:02}", civil.hour()))
            .with("minute", format!("{:02}", civil.minute()));
        self.get(locale, "format-time", &args)
    }

    fn signed(&self, locale: &Locale, decimal: &str) -> String {
        match decimal.strip_prefix('-') {
            Some(size) => {
                let args = Args::new().with("number", self.digits(locale, size));
                self.get(locale, "format-number-negative", &args)
            }
            None => self.digits(locale, decimal),
        }
    }

    /// `1130.90` with the language's marks.
    fn digits(&self, locale: &Locale, decimal: &str) -> String {
        let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
        let marks = self
            .tongues_for(locale)
            .next()
            .map_or((".", ","), |(_, tongue)| (tongue.decimal.as_str(), tongue.group.as_str()));
        let mut written = group_digits(whole, marks.1);
        if !fraction.is_empty() {
            written.push_str(marks.0);
            written.push_str(fraction);
        }
        written
    }
}

/// A zone as people read it: `America/New York`.
pub fn zone_name(zone: &Zone) -> String {
    zone.name().replace('_', " ")
}
