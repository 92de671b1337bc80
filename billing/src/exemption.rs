//! Tax exemptions: a certificate that is asked about and decided, and what its granting gives back
//! (A6, D7).
//!
//! A granted certificate counts on the days and in the country it names. What its granting gives
//! back is worked out in `tax_back`. Not known here: files, who decides, locks.

use serde::{Deserialize, Serialize};
use units::{Country, Date};

/// Longest number of a certificate, in characters.
pub const NUMBER_MAX_CHARS: usize = 60;
/// Longest reason of a refusal, in characters.
pub const REASON_MAX_CHARS: usize = 500;
/// Days before the end of a certificate's validity on which it is announced.
pub const REMINDERS_DAYS: [i32; 2] = [30, 7];

/// Where a request stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExemptionState {
    /// Waits for the operator; tax is charged meanwhile.
    Requested,
    /// No tax is charged while the certificate is valid.
    Granted,
    Refused,
    /// Taken back by the account.
    Withdrawn,
    /// Was granted; its validity is over.
    Expired,
}

impl ExemptionState {
    pub const ALL: [ExemptionState; 5] = [
        ExemptionState::Requested,
        ExemptionState::Granted,
        ExemptionState::Refused,
        ExemptionState::Withdrawn,
        ExemptionState::Expired,
    ];

    /// Stable: rows, texts and API clients key on it.
    pub fn word(self) -> &'static str {
        match self {
            ExemptionState::Requested => "requested",
            ExemptionState::Granted => "granted",
            ExemptionState::Refused => "refused",
            ExemptionState::Withdrawn => "withdrawn",
            ExemptionState::Expired => "expired",
        }
    }

    pub fn from_word(word: &str) -> Option<ExemptionState> {
        ExemptionState::ALL.into_iter().find(|state| state.word() == word)
    }

    /// May the account take it back?
    pub fn may_be_withdrawn(self) -> bool {
        matches!(self, ExemptionState::Requested | ExemptionState::Granted)
    }
}

/// What a certificate says, as it was typed beside the file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Certificate {
    /// Whose tax it exempts from.
    pub country: Country,
    pub number: String,
    /// First and last day of its validity; without a last day it does not end.
    pub from: Date,
    pub until: Option<Date>,
}

impl Certificate {
    pub fn is_valid_on(&self, date: Date) -> bool {
        self.from <= date && self.until.is_none_or(|until| date <= until)
    }

    /// Days on which its end is announced, the first first; none for one that does not end.
    pub fn reminder_days(&self) -> Vec<Date> {
        let Some(until) = self.until else { return Vec::new() };
        let before = |days: i32| until.checked_sub(jiff::Span::new().days(days)).ok();
        REMINDERS_DAYS.into_iter().filter_map(before).filter(|day| *day > self.from).collect()
    }

    /// The announcement that is due on `today`, when none has been made since `told` (the day of
    /// the granting, or of the latest announcement): the latest day that has come.
    pub fn reminder_due(&self, told: Date, today: Date) -> Option<Date> {
        let come = self.reminder_days().into_iter().filter(|day| *day > told && *day <= today);
        come.max()
    }

    /// The day something is to be done about its end: an announcement after `today`, or the day
    /// after its last; none for one that does not end.
    pub fn looked_at_next(&self, today: Date) -> Option<Date> {
        let announced = self.reminder_days().into_iter().find(|day| *day > today);
        announced.or_else(|| self.until?.tomorrow().ok())
    }
}

/// Does one of the `granted` certificates exempt a buyer in `country` on `date`?
pub fn exempts(granted: &[Certificate], country: Country, date: Date) -> bool {
    granted.iter().any(|each| each.country == country && each.is_valid_on(date))
}

/// A certificate as typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CertificateDraft {
    pub country: String,
    pub number: String,
    pub from: String,
    pub until: String,
}

/// What is wrong with one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CertificateProblem {
    UnknownCountry,
    /// Invoices are made out to another country.
    OtherCountry,
    NumberMissing,
    NumberTooLong,
    FromMalformed,
    UntilMalformed,
    UntilBeforeFrom,
    /// Its validity is over already.
    Over,
}

impl CertificateProblem {
    /// The field of the form, and of the API.
    pub fn field(self) -> &'static str {
        match self {
            CertificateProblem::UnknownCountry | CertificateProblem::OtherCountry => "country",
            CertificateProblem::NumberMissing | CertificateProblem::NumberTooLong => "number",
            CertificateProblem::FromMalformed => "valid_from",
            CertificateProblem::UntilMalformed
            | CertificateProblem::UntilBeforeFrom
            | CertificateProblem::Over => "valid_until",
        }
    }

    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            CertificateProblem::UnknownCountry => "exemption.country_unknown",
            CertificateProblem::OtherCountry => "exemption.other_country",
            CertificateProblem::NumberMissing => "exemption.number_missing",
            CertificateProblem::NumberTooLong => "exemption.number_too_long",
            CertificateProblem::FromMalformed => "exemption.from_malformed",
            CertificateProblem::UntilMalformed => "exemption.until_malformed",
            CertificateProblem::UntilBeforeFrom => "exemption.until_before_from",
            CertificateProblem::Over => "exemption.over",
        }
    }
}

impl CertificateDraft {
    /// The certificate, or everything that is wrong with it. `billed_in`: the country invoices are
    /// made out to, once known.
    pub fn check(
        &self,
        billed_in: Option<Country>,
        today: Date,
    ) -> Result<Certificate, Vec<CertificateProblem>> {
        let mut problems = Vec::new();
        let country: Option<Country> = self.country.trim().parse().ok();
        match (country, billed_in) {
            (None, _) => problems.push(CertificateProblem::UnknownCountry),
            (Some(one), Some(billed)) if one != billed => {
                problems.push(CertificateProblem::OtherCountry);
            }
            _ => {}
        }
        let number: String = self.number.split_whitespace().collect::<Vec<_>>().join(" ");
        if number.is_empty() {
            problems.push(CertificateProblem::NumberMissing);
        } else if number.chars().count() > NUMBER_MAX_CHARS || number.contains(char::is_control) {
            problems.push(CertificateProblem::NumberTooLong);
        }
        let from: Option<Date> = self.from.trim().parse().ok();
        if from.is_none() {
            problems.push(CertificateProblem::FromMalformed);
        }
        let until = match self.until.trim() {
            "" => None,
            text => match text.parse::<Date>() {
                Ok(until) => Some(until),
                Err(_) => {
                    problems.push(CertificateProblem::UntilMalformed);
                    None
                }
            },
        };
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            problems.push(CertificateProblem::UntilBeforeFrom);
        } else if until.is_some_and(|until| until < today) {
            problems.push(CertificateProblem::Over);
        }
        match (country, from) {
            (Some(country), Some(from)) if problems.is_empty() => {
                Ok(Certificate { country, number, from, until })
            }
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a date")
    }

    fn draft() -> CertificateDraft {
        CertificateDraft {
            country: "DE".to_owned(),
            number: " FR  2027/118 ".to_owned(),
            from: "2027-01-01".to_owned(),
            until: "2027-12-31".to_owned(),
        }
    }

    fn germany() -> Country {
        "DE".parse().expect("a country")
    }

    /// A6: what is typed is a certificate, or everything that is wrong with it is said.
    #[test]
    fn certificates_are_checked() {
        let read = draft().check(Some(germany()), day("2027-03-01")).expect("a certificate");
        assert_eq!(read.number, "FR 2027/118");
        let endless = CertificateDraft { until: String::new(), ..draft() };
        assert_eq!(endless.check(None, day("2027-03-01")).expect("a certificate").until, None);
        let codes = |draft: CertificateDraft| -> Vec<&'static str> {
            let checked = draft.check(Some(germany()), day("2027-03-01"));
            checked.expect_err("refused").into_iter().map(CertificateProblem::code).collect()
        };
        assert_eq!(
            codes(CertificateDraft::default()),
            ["exemption.country_unknown", "exemption.number_missing", "exemption.from_malformed"]
        );
        let france = CertificateDraft { country: "FR".to_owned(), ..draft() };
        assert_eq!(codes(france), ["exemption.other_country"]);
        let turned = CertificateDraft { until: "2026-12-31".to_owned(), ..draft() };
        assert_eq!(codes(turned), ["exemption.until_before_from"]);
        let over = CertificateDraft { until: "2027-02-28".to_owned(), ..draft() };
        assert_eq!(codes(over), ["exemption.over"]);
        let long = CertificateDraft { number: "1".repeat(61), ..draft() };
        assert_eq!(codes(long), ["exemption.number_too_long"]);
    }

    /// A6: it counts on its days and in its country, and its end is announced.
    #[test]
    fn a_certificate_counts_on_its_days() {
        let granted = [draft().check(None, day("2027-03-01")).expect("a certificate")];
        for (on, expected) in [
            ("2026-12-31", false),
            ("2027-01-01", true),
            ("2027-12-31", true),
            ("2028-01-01", false),
        ] {
            assert_eq!(exempts(&granted, germany(), day(on)), expected, "{on}");
        }
        assert!(!exempts(&granted, "FR".parse().expect("a country"), day("2027-05-01")));
        let [one] = granted;
        assert_eq!(one.reminder_days(), [day("2027-12-01"), day("2027-12-24")]);
        assert_eq!(one.looked_at_next(day("2027-03-01")), Some(day("2027-12-01")));
        assert_eq!(one.looked_at_next(day("2027-12-24")), Some(day("2028-01-01")));
        assert_eq!(one.reminder_due(day("2027-03-01"), day("2027-12-30")), Some(day("2027-12-24")));
        assert_eq!(one.reminder_due(day("2027-12-24"), day("2027-12-30")), None);
        assert_eq!(one.reminder_due(day("2027-12-10"), day("2027-12-20")), None);
    }

    #[test]
    fn words_are_read_back() {
        for state in ExemptionState::ALL {
            assert_eq!(ExemptionState::from_word(state.word()), Some(state));
        }
    }
}
