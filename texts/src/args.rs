//! What a text is filled with: a small ordered list of names and values.

use std::borrow::Cow;

use jiff::civil::Date;
use units::Money;

/// The values of one text, by the name it knows them by (`seats` for `{ $seats }`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Args(Vec<(Cow<'static, str>, Arg)>);

/// One value. Amounts and dates are written the way the text's language writes them.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    Text(String),
    /// Chooses the plural, and is grouped when it is written. A year is not a number: give it as
    /// text.
    Number(i64),
    Money(Money),
    /// In words, as in "14 April 2027".
    Date(Date),
}

impl Args {
    pub fn new() -> Args {
        Args::default()
    }

    /// These values and one more; a later value of the same name replaces the earlier one.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Arg>) -> Args {
        self.0.push((name.into(), value.into()));
        self
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Arg)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value))
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Arg {
        Arg::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Arg {
        Arg::Text(text)
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Arg {
        Arg::Number(number)
    }
}

impl From<u32> for Arg {
    fn from(number: u32) -> Arg {
        Arg::Number(i64::from(number))
    }
}

impl From<Money> for Arg {
    fn from(amount: Money) -> Arg {
        Arg::Money(amount)
    }
}

impl From<Date> for Arg {
    fn from(date: Date) -> Arg {
        Arg::Date(date)
    }
}
