//! Rules as they were filled in, and what is wrong with them, all of it at once.

use super::{Choice, Rule, Rules, Setting};

/// A rule as it was filled in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleDraft {
    /// Word of a `Setting`.
    pub setting: String,
    /// `on` or `off`; of minutes a number, or `never`.
    pub value: String,
    pub locked: bool,
}

/// What is wrong with a rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RuleProblem {
    UnknownSetting,
    /// There are two rules about it.
    Twice(Setting),
    /// Neither on nor off.
    NotASwitch(Setting),
    /// No number from 1 to 60, nor `never`.
    NotMinutes(Setting),
    /// No number from 5 to 1440.
    NotALength(Setting),
    /// It can only be locked.
    NoDefault(Setting),
    /// Nobody is kept from giving a meeting or a room a password.
    LockedOff(Setting),
}

impl RuleProblem {
    /// The names of form fields and JSON members.
    pub fn field(self) -> &'static str {
        match self {
            RuleProblem::UnknownSetting => "rules",
            RuleProblem::Twice(setting)
            | RuleProblem::NotASwitch(setting)
            | RuleProblem::NotMinutes(setting)
            | RuleProblem::NotALength(setting)
            | RuleProblem::NoDefault(setting)
            | RuleProblem::LockedOff(setting) => setting.word(),
        }
    }

    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            RuleProblem::UnknownSetting => "policy.unknown_setting",
            RuleProblem::Twice(_) => "policy.twice",
            RuleProblem::NotASwitch(_) => "policy.not_a_switch",
            RuleProblem::NotMinutes(_) => "policy.not_minutes",
            RuleProblem::NotALength(_) => "policy.not_a_length",
            RuleProblem::NoDefault(_) => "policy.no_default",
            RuleProblem::LockedOff(_) => "policy.locked_off",
        }
    }
}

impl Choice {
    /// As in forms and the API; read back by `Choice::read`.
    pub fn word(self) -> String {
        match self {
            Choice::Switch(true) => "on".to_owned(),
            Choice::Switch(false) => "off".to_owned(),
            Choice::Minutes(None) => "never".to_owned(),
            Choice::Minutes(Some(minutes)) => minutes.to_string(),
        }
    }

    fn read(setting: Setting, word: &str) -> Result<Choice, RuleProblem> {
        if let Some(bounds) = setting.minutes() {
            let minutes = word.parse::<u32>().ok().filter(|minutes| bounds.contains(minutes));
            return match (minutes, setting) {
                (Some(minutes), _) => Ok(Choice::Minutes(Some(minutes))),
                (None, Setting::RoomAutoLock) if word == "never" => Ok(Choice::Minutes(None)),
                (None, Setting::RoomAutoLock) => Err(RuleProblem::NotMinutes(setting)),
                (None, _) => Err(RuleProblem::NotALength(setting)),
            };
        }
        match word {
            "on" => Ok(Choice::Switch(true)),
            "off" => Ok(Choice::Switch(false)),
            _ => Err(RuleProblem::NotASwitch(setting)),
        }
    }
}

/// The rules, or everything that is wrong with them.
pub fn check(drafts: &[RuleDraft]) -> Result<Rules, Vec<RuleProblem>> {
    let (mut rules, mut problems) = (Rules::new(), Vec::new());
    for draft in drafts {
        let Some(setting) = Setting::from_word(&draft.setting) else {
            problems.push(RuleProblem::UnknownSetting);
            continue;
        };
        match Choice::read(setting, draft.value.trim()) {
            Ok(Choice::Switch(false)) if setting.is_password() && draft.locked => {
                problems.push(RuleProblem::LockedOff(setting));
            }
            Ok(_) if !setting.has_default() && !draft.locked => {
                problems.push(RuleProblem::NoDefault(setting));
            }
            Ok(choice) => {
                let rule = Rule { choice, locked: draft.locked };
                if rules.insert(setting, rule).is_some() {
                    problems.push(RuleProblem::Twice(setting));
                }
            }
            Err(problem) => problems.push(problem),
        }
    }
    match problems.is_empty() {
        true => Ok(rules),
        false => Err(problems),
    }
}
