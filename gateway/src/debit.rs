//! Bank accounts for direct debit: what a person types, checked before it goes anywhere, and what
//! is kept of it. The account's number lives only in `DebitDetails`, as a card's does in its own.

use std::fmt;

/// An account as typed, with the mandate its holder gave.
#[derive(Clone)]
pub struct DebitDetails {
    pub holder: String,
    /// Blanks don't matter.
    pub iban: String,
    /// Our own reference of the mandate: 1 to 35 letters, digits and hyphens, unique for ever.
    pub mandate: String,
}

impl fmt::Debug for DebitDetails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DebitDetails(…)")
    }
}

/// What Plenum keeps of an account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptDebit {
    pub token: String,
    /// The last four characters of the number.
    pub last4: String,
}

/// What is wrong with one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DebitProblem {
    #[error("the holder's name is missing or longer than 70 characters")]
    Holder,
    #[error("the IBAN has a wrong character or too few")]
    Iban,
    #[error("the account's country takes no part in SEPA")]
    NotSepa,
}

impl DebitProblem {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            DebitProblem::Holder => "debit.holder",
            DebitProblem::Iban => "debit.iban",
            DebitProblem::NotSepa => "debit.not_sepa",
        }
    }

    /// The field of `DebitDetails` it stands beside.
    pub fn field(self) -> &'static str {
        match self {
            DebitProblem::Holder => "holder",
            DebitProblem::Iban | DebitProblem::NotSepa => "iban",
        }
    }
}

/// Why an account is not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DebitRefusal {
    /// Every problem at once; never empty.
    #[error("failed to read the account: {0:?}")]
    Invalid(Vec<DebitProblem>),
    /// The sandbox takes its documented accounts only.
    #[error("failed to keep the account: it is none of the test accounts")]
    NotATestAccount,
    /// Nothing was kept; the same may be tried again.
    #[error("failed to reach the gateway: {0}")]
    Unavailable(String),
}

impl DebitRefusal {
    /// Stable; the first problem's when fields are wrong.
    pub fn code(&self) -> &'static str {
        match self {
            DebitRefusal::Invalid(problems) => {
                problems.first().map_or("debit.iban", |first| first.code())
            }
            DebitRefusal::NotATestAccount => "debit.not_a_test_account",
            DebitRefusal::Unavailable(_) => "card.unavailable",
        }
    }

    /// What to say beside which field; empty when it is not about a field.
    pub fn problems(&self) -> &[DebitProblem] {
        match self {
            DebitRefusal::Invalid(problems) => problems,
            DebitRefusal::NotATestAccount | DebitRefusal::Unavailable(_) => &[],
        }
    }
}

/// An account that passed `DebitDetails::check`; not kept anywhere.
pub(crate) struct CheckedDebit {
    pub iban: String,
}

impl CheckedDebit {
    pub fn last4(&self) -> String {
        let skipped = self.iban.len().saturating_sub(4);
        self.iban.chars().skip(skipped).collect()
    }
}

/// The SEPA scheme's limit.
const HOLDER_MAX_CHARS: usize = 70;
const IBAN_CHARS: std::ops::RangeInclusive<usize> = 15..=34;
/// Countries whose banks take part in SEPA direct debit, as IBANs name them.
const SEPA: [&str; 36] = [
    "AD", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GI", "GR",
    "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MT", "NL", "NO", "PL", "PT", "RO",
    "SE", "SI", "SK", "SM",
];

impl DebitDetails {
    /// Every problem at once, or the account in a form that is worth asking a bank about.
    pub(crate) fn check(&self) -> Result<CheckedDebit, DebitRefusal> {
        let mut problems = Vec::new();
        if !(1..=HOLDER_MAX_CHARS).contains(&self.holder.trim().chars().count()) {
            problems.push(DebitProblem::Holder);
        }
        let iban: String = self.iban.chars().filter(|c| !c.is_whitespace()).collect();
        let iban = iban.to_ascii_uppercase();
        if !IBAN_CHARS.contains(&iban.len()) || !passes_mod_97(&iban) {
            problems.push(DebitProblem::Iban);
        } else if !SEPA.iter().any(|country| iban.starts_with(country)) {
            problems.push(DebitProblem::NotSepa);
        }
        match problems.is_empty() {
            true => Ok(CheckedDebit { iban }),
            false => Err(DebitRefusal::Invalid(problems)),
        }
    }
}

/// The check digits of ISO 13616: with the first four characters put last and letters read as 10 to
/// 35, the number leaves 1 when divided by 97.
pub(crate) fn passes_mod_97(iban: &str) -> bool {
    if !iban.bytes().all(|byte| byte.is_ascii_alphanumeric()) || iban.len() < 5 {
        return false;
    }
    let (first, rest) = iban.split_at(4);
    let mut remainder: u32 = 0;
    for c in rest.chars().chain(first.chars()) {
        let Some(value) = c.to_digit(36) else {
            return false;
        };
        let shift = if value < 10 { 10 } else { 100 };
        remainder = (remainder * shift + value) % 97;
    }
    remainder == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_read_as_people_type_it() {
        let typed = |holder: &str, iban: &str| {
            let details = DebitDetails {
                holder: holder.to_owned(),
                iban: iban.to_owned(),
                mandate: "M-1".to_owned(),
            };
            assert!(!format!("{details:?}").contains("0440"));
            details.check()
        };
        let good = typed("Ada", "de89 3704 0044 0532 0130 00").expect("an account");
        assert_eq!(good.last4(), "3000");
        let problems = |answer: Result<CheckedDebit, DebitRefusal>| match answer {
            Err(DebitRefusal::Invalid(problems)) => problems,
            _ => Vec::new(),
        };
        let wrong = problems(typed(" ", "DE89 3704 0044 0532 0130 01"));
        assert_eq!(wrong, [DebitProblem::Holder, DebitProblem::Iban]);
        let abroad = problems(typed("Ada", "BR1500000000000010932840814P2"));
        assert_eq!(abroad, [DebitProblem::NotSepa]);
        assert_eq!(problems(typed("Ada", "")), [DebitProblem::Iban]);
    }
}
