//! Moments and zones: a moment is whole UTC seconds; a zone turns it into civil dates and back.
//!
//! Nothing here reads a clock. Zone rules come from the database compiled into the program, so the
//! same moment has the same civil date on every machine.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// A moment: whole seconds since 1970-01-01T00:00Z, between the years 0 and 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Timestamp(i64);

/// The text is not a moment in RFC 3339 form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a time: write it like 2027-04-01T09:30:00Z")]
pub struct NotATime(pub String);

impl Timestamp {
    /// From seconds since 1970; the store keeps moments this way.
    pub fn from_seconds(seconds: i64) -> Timestamp {
        Timestamp(seconds)
    }

    pub fn seconds(self) -> i64 {
        self.0
    }

    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Timestamp {
        Timestamp(self.0.checked_add(seconds).expect("a moment left 64 bits"))
    }

    #[must_use]
    pub fn plus_minutes(self, minutes: i64) -> Timestamp {
        self.plus_seconds(minutes * 60)
    }

    #[must_use]
    pub fn plus_hours(self, hours: i64) -> Timestamp {
        self.plus_seconds(hours * 3600)
    }

    /// Days of 24 hours; for civil days go through a zone.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Timestamp {
        self.plus_seconds(days * 86_400)
    }

    /// Seconds from `earlier` to here; negative when `earlier` is later.
    pub fn seconds_since(self, earlier: Timestamp) -> i64 {
        self.0 - earlier.0
    }

    fn jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_second(self.0).expect("a moment outside the years 0 to 9999")
    }
}

impl FromStr for Timestamp {
    type Err = NotATime;

    /// RFC 3339 with an offset; `2027-04-01T00:00Z` without seconds is read too.
    fn from_str(text: &str) -> Result<Timestamp, NotATime> {
        text.parse::<jiff::Timestamp>()
            .map(|moment| Timestamp(moment.as_second()))
            .map_err(|_| NotATime(text.to_owned()))
    }
}

impl TryFrom<String> for Timestamp {
    type Error = NotATime;

    fn try_from(text: String) -> Result<Timestamp, NotATime> {
        text.parse()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.jiff())
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Timestamp> for String {
    fn from(moment: Timestamp) -> String {
        moment.to_string()
    }
}

/// A zone of the IANA database, by name, such as `Europe/Berlin`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone {
    zone: TimeZone,
    name: String,
}

/// The text names no zone of the IANA database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown time zone \"{0}\"")]
pub struct UnknownZone(pub String);

impl Zone {
    pub fn utc() -> Zone {
        Zone { zone: TimeZone::UTC, name: "UTC".to_owned() }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// Every canonical and alias name, sorted: for a list to choose from.
    pub fn all_names() -> &'static [String] {
        static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
            let mut names: Vec<String> =
                jiff::tz::db().available().map(|name| name.to_string()).collect();
            names.sort();
            names
        });
        &NAMES
    }

    /// The civil date at `moment` here.
    pub fn date(&self, moment: Timestamp) -> Date {
        self.civil(moment).date()
    }

    /// The civil date and time at `moment` here.
    pub fn civil(&self, moment: Timestamp) -> DateTime {
        self.zone.to_datetime(moment.jiff())
    }

    /// The first moment of `date` here (after a gap: the first that exists).
    pub fn start_of_day(&self, date: Date) -> Timestamp {
        self.moment(date.to_datetime(jiff::civil::Time::midnight()))
    }

    /// The moment of a civil time here. In a gap it moves forward, in a fold the earlier one counts
    /// (RFC 5545's rule).
    pub fn moment(&self, civil: DateTime) -> Timestamp {
        let zoned = self.zone.to_ambiguous_timestamp(civil).compatible();
        Timestamp(zoned.expect("a civil time outside the years 0 to 9999").as_second())
    }

    /// How far civil time here is ahead of UTC at `moment`, in seconds.
    pub fn offset_seconds(&self, moment: Timestamp) -> i32 {
        self.zone.to_offset(moment.jiff()).seconds()
    }

    /// The zone for calendar arithmetic outside this crate.
    pub fn time_zone(&self) -> &TimeZone {
        &self.zone
    }
}

impl FromStr for Zone {
    type Err = UnknownZone;

    fn from_str(name: &str) -> Result<Zone, UnknownZone> {
        let zone = TimeZone::get(name).map_err(|_| UnknownZone(name.to_owned()))?;
        let canonical = zone.iana_name().unwrap_or(name).to_owned();
        Ok(Zone { zone, name: canonical })
    }
}

impl TryFrom<String> for Zone {
    type Error = UnknownZone;

    fn try_from(name: String) -> Result<Zone, UnknownZone> {
        name.parse()
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> String {
        zone.name
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn berlin_midnight_moves_with_summer_time() {
        let berlin: Zone = "Europe/Berlin".parse().expect("a zone");
        let winter = berlin.start_of_day(jiff::civil::date(2027, 3, 28));
        let summer = berlin.start_of_day(jiff::civil::date(2027, 3, 29));
        assert_eq!(winter.to_string(), "2027-03-27T23:00:00Z");
        assert_eq!(summer.to_string(), "2027-03-28T22:00:00Z");
        assert_eq!(berlin.date(summer), jiff::civil::date(2027, 3, 29));
        assert!("Europe/Nowhere".parse::<Zone>().is_err());
    }

    #[test]
    fn texts_are_read_back() {
        let moment: Timestamp = "2027-04-01T00:00Z".parse().expect("a time");
        assert_eq!(moment.to_string().parse::<Timestamp>().expect("a time"), moment);
        assert!("tomorrow".parse::<Timestamp>().is_err());
    }
}
