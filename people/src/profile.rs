//! Profile: what a person shows of themselves, and how they want to be reached (F10).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use units::{Locale, Zone};

use crate::name::{NAME_MAX_CHARS, NameProblem, PersonName, is_unprintable};

pub const BIOGRAPHY_MAX_CHARS: usize = 2_000;

/// A checked profile. Whether there is a photo the store knows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Profile {
    pub name: PersonName,
    /// Several lines; may be empty.
    pub biography: String,
    pub locale: Locale,
    pub zone: Zone,
    pub notifications: BTreeSet<Notification>,
}

/// Mails a person can do without. Those about security and money are always sent.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notification {
    /// Some time before a meeting of theirs starts.
    MeetingReminders,
    /// Invitations to meetings, their changes and cancellations.
    MeetingChanges,
    /// Some days before a subscription renews.
    RenewalReminders,
    /// What is new in Plenum.
    News,
}

impl Notification {
    pub const ALL: [Notification; 4] = [
        Notification::MeetingReminders,
        Notification::MeetingChanges,
        Notification::RenewalReminders,
        Notification::News,
    ];

    /// The word in rows, API, forms and keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Notification::MeetingReminders => "meeting_reminders",
            Notification::MeetingChanges => "meeting_changes",
            Notification::RenewalReminders => "renewal_reminders",
            Notification::News => "news",
        }
    }

    pub fn from_word(word: &str) -> Option<Notification> {
        Notification::ALL.into_iter().find(|each| each.word() == word)
    }

    /// What a new person gets: everything but news, which is asked for.
    pub fn at_first() -> BTreeSet<Notification> {
        Notification::ALL.into_iter().filter(|each| *each != Notification::News).collect()
    }

    /// Reads the text kept in a row; words of a later version are left out.
    pub fn read(text: &str) -> BTreeSet<Notification> {
        text.split_whitespace().filter_map(Notification::from_word).collect()
    }

    /// The text `read` reads: words with blanks between.
    pub fn write(set: &BTreeSet<Notification>) -> String {
        set.iter().map(|each| each.word()).collect::<Vec<&str>>().join(" ")
    }
}

/// The mails somebody wants of those they can do without.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MailWishes {
    pub wanted: BTreeSet<Notification>,
    /// What they decided themselves; about the rest they follow what is decided for them.
    pub chosen: BTreeSet<Notification>,
}

impl MailWishes {
    /// Of a new person, who has decided nothing.
    pub fn at_first() -> MailWishes {
        MailWishes { wanted: Notification::at_first(), chosen: BTreeSet::new() }
    }

    /// Reads the texts kept in a row. Without `chosen` it is from before there was anything to
    /// follow: what is not as at first was chosen.
    pub fn read(wanted: &str, chosen: Option<&str>) -> MailWishes {
        let wanted = Notification::read(wanted);
        let chosen = match chosen {
            Some(chosen) => Notification::read(chosen),
            None => wanted.symmetric_difference(&Notification::at_first()).copied().collect(),
        };
        MailWishes { wanted, chosen }
    }
}

/// A profile as typed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
pub struct ProfileDraft {
    pub name: String,
    pub biography: String,
    pub locale: String,
    pub zone: String,
    /// Words of `Notification`.
    #[serde(default)]
    pub notifications: Vec<String>,
}

/// What is wrong with one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProfileProblem {
    #[error(transparent)]
    Name(#[from] NameProblem),
    #[error("the biography is longer than {BIOGRAPHY_MAX_CHARS} characters")]
    BiographyTooLong,
    #[error("the biography has characters that cannot be printed")]
    BiographyUnprintable,
    #[error("the language is none that is offered")]
    Language,
    #[error("the time zone is unknown")]
    Zone,
    #[error("a notification is unknown")]
    Notification,
    /// The account or a group has decided about it (E9).
    #[error("a notification is locked")]
    NotificationLocked,
}

impl ProfileProblem {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            ProfileProblem::Name(problem) => problem.code(),
            ProfileProblem::BiographyTooLong => "biography.too_long",
            ProfileProblem::BiographyUnprintable => "biography.unprintable",
            ProfileProblem::Language => "locale.unknown",
            ProfileProblem::Zone => "zone.unknown",
            ProfileProblem::Notification => "notifications.unknown",
            ProfileProblem::NotificationLocked => "notifications.locked",
        }
    }

    /// The field of `ProfileDraft` it stands beside.
    pub fn field(self) -> &'static str {
        match self {
            ProfileProblem::Name(_) => "name",
            ProfileProblem::BiographyTooLong | ProfileProblem::BiographyUnprintable => "biography",
            ProfileProblem::Language => "locale",
            ProfileProblem::Zone => "zone",
            ProfileProblem::Notification | ProfileProblem::NotificationLocked => "notifications",
        }
    }

    /// The bound that was passed, for the message.
    pub fn limit(self) -> Option<usize> {
        match self {
            ProfileProblem::Name(NameProblem::TooLong) => Some(NAME_MAX_CHARS),
            ProfileProblem::BiographyTooLong => Some(BIOGRAPHY_MAX_CHARS),
            _ => None,
        }
    }
}

impl ProfileDraft {
    /// The profile, or every problem at once. `languages` are those the deployment has texts in.
    pub fn check(&self, languages: &[Locale]) -> Result<Profile, Vec<ProfileProblem>> {
        let name = self.name.parse::<PersonName>().map_err(ProfileProblem::Name);
        let biography = checked_biography(&self.biography);
        let locale = offered(&self.locale, languages).ok_or(ProfileProblem::Language);
        let zone = self.zone.parse::<Zone>().map_err(|_| ProfileProblem::Zone);
        let words = self.notifications.iter().map(|word| Notification::from_word(word));
        let notifications =
            words.collect::<Option<BTreeSet<Notification>>>().ok_or(ProfileProblem::Notification);
        match (name, biography, locale, zone, notifications) {
            (Ok(name), Ok(biography), Ok(locale), Ok(zone), Ok(notifications)) => {
                Ok(Profile { name, biography, locale, zone, notifications })
            }
            (name, biography, locale, zone, notifications) => {
                let problems =
                    [name.err(), biography.err(), locale.err(), zone.err(), notifications.err()];
                Err(problems.into_iter().flatten().collect())
            }
        }
    }
}

/// The language among those offered.
pub(crate) fn offered(tag: &str, languages: &[Locale]) -> Option<Locale> {
    languages.iter().find(|language| language.tag() == tag).cloned()
}

fn checked_biography(text: &str) -> Result<String, ProfileProblem> {
    let text = text.replace("\r\n", "\n");
    let text: String = text.trim().nfc().take(BIOGRAPHY_MAX_CHARS + 1).collect();
    if text.chars().count() > BIOGRAPHY_MAX_CHARS {
        return Err(ProfileProblem::BiographyTooLong);
    }
    if text.chars().any(|c| is_unprintable(c) && !matches!(c, '\n' | '\t')) {
        return Err(ProfileProblem::BiographyUnprintable);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages() -> Vec<Locale> {
        ["en", "fr", "ru"].iter().map(|tag| tag.parse().expect("a tag")).collect()
    }

    fn draft() -> ProfileDraft {
        ProfileDraft {
            name: " Ada ".to_owned(),
            biography: "\r\nMathematician.\r\nPoet.\r\n".to_owned(),
            locale: "fr".to_owned(),
            zone: "Europe/London".to_owned(),
            notifications: vec!["news".to_owned()],
        }
    }

    #[test]
    fn a_good_profile_is_tidied() {
        let profile = draft().check(&languages()).expect("a profile");
        assert_eq!(profile.name.as_str(), "Ada");
        assert_eq!(profile.biography, "Mathematician.\nPoet.");
        assert_eq!(profile.notifications, BTreeSet::from([Notification::News]));
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let wrong = ProfileDraft {
            name: String::new(),
            biography: "a".repeat(2_001),
            locale: "de".to_owned(),
            zone: "Europe/Nowhere".to_owned(),
            notifications: vec!["spam".to_owned()],
        };
        let problems = wrong.check(&languages()).expect_err("refused");
        let told: Vec<(&str, &str)> =
            problems.iter().map(|each| (each.field(), each.code())).collect();
        assert_eq!(
            told,
            [
                ("name", "name.missing"),
                ("biography", "biography.too_long"),
                ("locale", "locale.unknown"),
                ("zone", "zone.unknown"),
                ("notifications", "notifications.unknown"),
            ]
        );
        assert_eq!(problems.get(1).and_then(|each| each.limit()), Some(2_000));
    }

    #[test]
    fn notifications_are_read_back() {
        let at_first = Notification::at_first();
        assert_eq!(Notification::read(&Notification::write(&at_first)), at_first);
        assert!(!at_first.contains(&Notification::News));
        assert_eq!(Notification::read("carrier_pigeon news"), BTreeSet::from([Notification::News]));
    }
}
