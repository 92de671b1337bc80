//! Recordings: which files are taken, what they are called, how much an account may keep, how long
//! (F5).
//!
//! A recording is its owner's own: whoever else is to see it gets a link. Nothing that is kept goes
//! without a mail that says so, and what its owner throws away waits in the trash.

pub mod media;
pub mod transcript;

use units::Timestamp;

use crate::draft::is_strange;

/// Largest file, in bytes.
pub const FILE_MAX_BYTES: u64 = 4_000_000_000;
/// Longest title.
pub const TITLE_MAX_CHARS: usize = 200;
/// Days something waits in the trash.
pub const TRASH_DAYS: i64 = 30;
/// Bytes in a megabyte, as the catalog counts them.
pub const BYTES_PER_MEGABYTE: u64 = 1_000_000;

/// Shortest and longest time an account may keep recordings for.
pub const RETENTION_MIN_DAYS: u32 = 30;
pub const RETENTION_MAX_DAYS: u32 = 3_650;
/// Days between the mail and what it announces.
pub const NOTICE_DAYS: i64 = 14;

/// Longest time a link works for; it may also work until it is withdrawn.
pub const SHARE_MAX_DAYS: u32 = 365;

/// Shortest and longest password of a link.
pub const SHARE_PASSWORD_MIN_CHARS: usize = 6;
pub const SHARE_PASSWORD_MAX_CHARS: usize = 64;

/// What a recording is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Title(String);

/// Why a recording cannot be called so.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotATitle {
    #[error("there is no title")]
    Missing,
    #[error("the title has more than {TITLE_MAX_CHARS} characters")]
    TooLong,
    #[error("the title has characters that cannot be printed")]
    Characters,
}

impl NotATitle {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            NotATitle::Missing => "recording.title_missing",
            NotATitle::TooLong => "recording.title_too_long",
            NotATitle::Characters => "recording.title_characters",
        }
    }
}

impl Title {
    pub fn parse(text: &str) -> Result<Title, NotATitle> {
        let text = text.trim();
        if text.is_empty() {
            return Err(NotATitle::Missing);
        }
        if text.chars().count() > TITLE_MAX_CHARS {
            return Err(NotATitle::TooLong);
        }
        match text.chars().any(is_strange) {
            true => Err(NotATitle::Characters),
            false => Ok(Title(text.to_owned())),
        }
    }

    /// What a file called `name` is called when nobody says anything else; none where its name says
    /// nothing.
    pub fn of_file(name: &str) -> Option<Title> {
        let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
        let plain: String = stem.chars().filter(|c| !is_strange(*c)).collect();
        let words = plain.replace('_', " ");
        Title::parse(&words.trim().chars().take(TITLE_MAX_CHARS).collect::<String>()).ok()
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The name under which a file is saved: the title, without what paths are made of.
pub fn file_name(title: &str, ending: &str) -> String {
    let awkward = |c: char| is_strange(c) || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"');
    let awkward = |c: char| awkward(c) || matches!(c, '<' | '>' | '|');
    let plain: String = title.chars().map(|c| if awkward(c) { '-' } else { c }).collect();
    let stem = plain.trim_matches(['.', ' ', '-']);
    let stem = if stem.is_empty() { "recording" } else { stem };
    format!("{stem}.{ending}")
}

/// How much of its storage an account uses, in bytes. What waits in the trash counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Storage {
    pub used: u64,
    pub allowed: u64,
}

impl Storage {
    /// What still fits. More may be kept than is allowed: a smaller plan takes nothing away.
    pub fn left(self) -> u64 {
        self.allowed.saturating_sub(self.used)
    }
}

/// How long an account keeps recordings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Retention {
    /// None: for good.
    pub days: Option<u32>,
}

/// The number of days is out of bounds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("recordings are kept {RETENTION_MIN_DAYS} to {RETENTION_MAX_DAYS} days, or for good")]
pub struct NotAnOption;

impl Retention {
    pub fn of(days: Option<u32>) -> Result<Retention, NotAnOption> {
        let fits = |days: u32| (RETENTION_MIN_DAYS..=RETENTION_MAX_DAYS).contains(&days);
        match days.is_none_or(fits) {
            true => Ok(Retention { days }),
            false => Err(NotAnOption),
        }
    }

    /// At `now`, the owners of recordings added before this moment are to be told that they go;
    /// none: nothing goes.
    pub fn tells_before(self, now: Timestamp) -> Option<Timestamp> {
        self.days.map(|days| now.plus_days(NOTICE_DAYS - i64::from(days)))
    }

    /// When a recording added at `added` goes, of which its owner is told at `now`: at its time,
    /// and never within the notice.
    pub fn erases_at(self, added: Timestamp, now: Timestamp) -> Option<Timestamp> {
        self.days.map(|days| added.plus_days(i64::from(days)).max(now.plus_days(NOTICE_DAYS)))
    }
}

/// How long a link works, as its owner asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a link works for 1 to {SHARE_MAX_DAYS} days, or until it is withdrawn")]
pub struct NotADuration;

/// The moment a link shared at `now` for `days` ends; none: when it is withdrawn.
pub fn share_ends(days: Option<u32>, now: Timestamp) -> Result<Option<Timestamp>, NotADuration> {
    match days {
        None => Ok(None),
        Some(days) if (1..=SHARE_MAX_DAYS).contains(&days) => {
            Ok(Some(now.plus_days(i64::from(days))))
        }
        Some(_) => Err(NotADuration),
    }
}

#[cfg(test)]
mod tests {
    use proptest::option;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_file_gives_its_recording_a_title() {
        let title = |name: &str| Title::of_file(name).map(|title| title.as_str().to_owned());
        assert_eq!(
            title("C:\\clips\\Sectional_rehearsal.MP4").as_deref(),
            Some("Sectional rehearsal")
        );
        assert_eq!(title("notes").as_deref(), Some("notes"));
        assert_eq!(title("a.b.wav").as_deref(), Some("a.b"));
        assert_eq!(title(".mp3"), None);
        assert_eq!(title(""), None);
        assert_eq!(title(&"x".repeat(300)).map(|title| title.len()), Some(TITLE_MAX_CHARS));
    }

    #[test]
    fn titles_are_a_line() {
        assert_eq!(Title::parse(" "), Err(NotATitle::Missing));
        assert_eq!(Title::parse("a\nb"), Err(NotATitle::Characters));
        assert_eq!(Title::parse(&"x".repeat(201)), Err(NotATitle::TooLong));
        assert_eq!(Title::parse(" Élégie ").map(|title| title.0), Ok("Élégie".to_owned()));
    }

    #[test]
    fn links_work_for_a_year_at_most() {
        let now = Timestamp::from_seconds(1_000);
        assert_eq!(share_ends(None, now), Ok(None));
        assert_eq!(share_ends(Some(1), now), Ok(Some(now.plus_days(1))));
        assert_eq!(share_ends(Some(365), now), Ok(Some(now.plus_days(365))));
        assert_eq!(share_ends(Some(0), now), Err(NotADuration));
        assert_eq!(share_ends(Some(366), now), Err(NotADuration));
    }

    proptest! {
        /// F5: whatever a recording is called, the name of its file is one part of a path.
        #[test]
        fn names_of_files_are_safe(title in ".{0,220}") {
            let name = file_name(&title, "mp4");
            prop_assert!(name.ends_with(".mp4") && !name.starts_with('.'));
            prop_assert!(!name.contains(['/', '\\', ':', '"']) && !name.chars().any(is_strange));
        }

        /// F5: nothing goes before its time, nor within the notice; what is to go is told in time.
        #[test]
        fn nothing_goes_unannounced(days in option::of(0u32..5_000), added in 0i64..1_000_000, later in 0i64..4_000) {
            let Ok(retention) = Retention::of(days) else {
                let days = days.expect("for good is an option");
                prop_assert!(!(RETENTION_MIN_DAYS..=RETENTION_MAX_DAYS).contains(&days));
                return Ok(());
            };
            let added = Timestamp::from_seconds(added);
            let now = added.plus_days(later);
            let told = retention.tells_before(now).is_some_and(|before| added < before);
            match (retention.days, retention.erases_at(added, now)) {
                (None, at) => prop_assert!(at.is_none() && !told),
                (Some(days), Some(at)) => {
                    prop_assert!(at >= added.plus_days(i64::from(days)));
                    prop_assert!(at >= now.plus_days(NOTICE_DAYS));
                    prop_assert_eq!(told, added.plus_days(i64::from(days)) < now.plus_days(NOTICE_DAYS));
                }
                (Some(_), None) => prop_assert!(false, "kept for a time, and never erased"),
            }
        }
    }
}
