//! Dates and moments as life files write them: a TOML date, or a text of either.

use std::str::FromStr;

use serde::de::{
    Deserialize, Deserializer, Error, MapAccess, Visitor, value::MapAccessDeserializer,
};
use units::{Date, Timestamp, Zone};

/// A civil date (its first moment in the account's zone) or an exact moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Moment {
    Date(Date),
    Exact(Timestamp),
}

impl Moment {
    pub(crate) fn at(self, zone: &Zone) -> Timestamp {
        match self {
            Moment::Date(date) => zone.start_of_day(date),
            Moment::Exact(moment) => moment,
        }
    }
}

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Moment, String> {
        if let Ok(date) = text.parse::<Date>()
            && !text.contains(['T', 't', ' '])
        {
            return Ok(Moment::Date(date));
        }
        let text = text.replacen(' ', "T", 1);
        text.parse().map(Moment::Exact).map_err(|_| {
            format!("\"{text}\" is no date and no time with an offset, like 2027-04-01T09:30:00Z")
        })
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = Moment;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a date, or a time with an offset")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Moment, E> {
                text.parse().map_err(E::custom)
            }

            // How TOML's own dates arrive.
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Moment, A::Error> {
                let read = MapAccessDeserializer::new(map);
                let date = toml::value::Datetime::deserialize(read)?;
                date.to_string().parse().map_err(A::Error::custom)
            }
        }

        deserializer.deserialize_any(Either)
    }
}
