//! Values bound to statements: text and 64-bit integers, nothing else (see docs/decisions).

use std::fmt::Display;

use units::{Country, Currency, Date, EmailAddress, Id, Interval, Locale, Timestamp, Zone};

/// One bound value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    Text(String),
    Int(i64),
    NoText,
    NoInt,
}

/// Builds the values of a statement: `args![account, id, "open"]`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => {
        &[$($crate::Value::from($value)),*] as &[$crate::Value]
    };
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}
impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}
impl From<&String> for Value {
    fn from(text: &String) -> Value {
        Value::Text(text.clone())
    }
}
impl From<i64> for Value {
    fn from(number: i64) -> Value {
        Value::Int(number)
    }
}
impl From<u32> for Value {
    fn from(number: u32) -> Value {
        Value::Int(i64::from(number))
    }
}
impl<K> From<Id<K>> for Value {
    fn from(id: Id<K>) -> Value {
        Value::Text(id.to_string())
    }
}
impl From<Timestamp> for Value {
    fn from(moment: Timestamp) -> Value {
        Value::Int(moment.seconds())
    }
}
impl From<Date> for Value {
    fn from(date: Date) -> Value {
        text(date)
    }
}
impl From<Currency> for Value {
    fn from(currency: Currency) -> Value {
        text(currency)
    }
}
impl From<Country> for Value {
    fn from(country: Country) -> Value {
        text(country)
    }
}
impl From<Interval> for Value {
    fn from(interval: Interval) -> Value {
        Value::Text(interval.word())
    }
}
impl From<&Zone> for Value {
    fn from(zone: &Zone) -> Value {
        text(zone)
    }
}
impl From<&Locale> for Value {
    fn from(locale: &Locale) -> Value {
        text(locale)
    }
}
impl From<&EmailAddress> for Value {
    fn from(email: &EmailAddress) -> Value {
        text(email)
    }
}
impl From<Option<&str>> for Value {
    fn from(maybe: Option<&str>) -> Value {
        maybe.map_or(Value::NoText, Value::from)
    }
}
impl From<Option<String>> for Value {
    fn from(maybe: Option<String>) -> Value {
        maybe.map_or(Value::NoText, Value::from)
    }
}
impl From<Option<Value>> for Value {
    /// A text column's value, or nothing.
    fn from(maybe: Option<Value>) -> Value {
        maybe.unwrap_or(Value::NoText)
    }
}
impl<K> From<Option<Id<K>>> for Value {
    fn from(maybe: Option<Id<K>>) -> Value {
        maybe.map_or(Value::NoText, Value::from)
    }
}
impl From<Option<Timestamp>> for Value {
    fn from(maybe: Option<Timestamp>) -> Value {
        maybe.map_or(Value::NoInt, Value::from)
    }
}
impl From<Option<Currency>> for Value {
    fn from(maybe: Option<Currency>) -> Value {
        maybe.map_or(Value::NoText, Value::from)
    }
}
impl From<Option<i64>> for Value {
    fn from(maybe: Option<i64>) -> Value {
        maybe.map_or(Value::NoInt, Value::from)
    }
}

fn text(value: impl Display) -> Value {
    Value::Text(value.to_string())
}

/// `value` as the JSON text a document column keeps.
///
/// Cannot fail for our own types: their maps have text keys.
pub fn json(value: &impl serde::Serialize) -> Value {
    Value::Text(serde_json::to_string(value).expect("our types have a JSON form"))
}
