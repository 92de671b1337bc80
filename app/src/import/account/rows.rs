//! Records of an account's archive as values of ours (G1b, R-70).

use std::collections::BTreeMap;

use ::meetings::policy::{self, Choice, RuleDraft, Rules};
use people::group::GroupName;
use people::import::Unreadable;
use people::site::welcome::Welcome;
use store::history::Archive;
use store::import_account::{Group, Reported};
use units::id::{AccountId, ExportId, GroupId, ImportId, PersonId};
use units::{EmailAddress, Id, Timestamp};
use url::Url;
use usage::{Connection, Held, Source};

use crate::import::read::COUNT_MAX;
use crate::import::record::Record;
use crate::webhooks::URL_MAX_BYTES;

const NAME_MAX_CHARS: u32 = 300;
const WORDS_MAX_CHARS: u32 = 4_000;
const ADDRESS_MAX_CHARS: u32 = 1_000;
const SUM_DIGITS: u32 = 64;

/// The account's id there, and its name.
pub(super) fn account(record: &Record<'_>) -> Result<(AccountId, String), Unreadable> {
    Ok((record.parsed("id")?, record.line("name", NAME_MAX_CHARS)?))
}

/// Somebody's id there, and their role.
pub(super) fn role(record: &Record<'_>) -> Result<(PersonId, String), Unreadable> {
    Ok((record.parsed("person_id")?, record.line("role", NAME_MAX_CHARS)?))
}

/// Somebody of the account there.
pub(super) struct Person {
    pub id: PersonId,
    pub email: EmailAddress,
    pub is_active: bool,
}

pub(super) fn person(record: &Record<'_>) -> Result<Person, Unreadable> {
    record.line("name", NAME_MAX_CHARS)?;
    Ok(Person {
        id: record.parsed("id")?,
        email: record.parsed("email")?,
        is_active: record.opt_moment("deactivated_at")?.is_none(),
    })
}

/// The rules in `member`, as whoever decides them could have.
fn rules(record: &Record<'_>, member: &'static str) -> Result<Rules, Unreadable> {
    let rules: Rules = record.document(member)?;
    let draft = |(setting, rule): (&policy::Setting, &policy::Rule)| RuleDraft {
        setting: setting.word().to_owned(),
        value: match rule.choice {
            Choice::Switch(true) => "on".to_owned(),
            Choice::Switch(false) => "off".to_owned(),
            Choice::Minutes(Some(minutes)) => minutes.to_string(),
            Choice::Minutes(None) => "never".to_owned(),
        },
        locked: rule.locked,
    };
    let drafts: Vec<RuleDraft> = rules.iter().map(draft).collect();
    match policy::check(&drafts) {
        Ok(checked) if checked == rules => Ok(rules),
        _ => Err(record.refuse(member)),
    }
}

pub(super) fn group(record: &Record<'_>) -> Result<Group, Unreadable> {
    let name: GroupName = record.parsed("name")?;
    Ok(Group {
        id: record.parsed("id")?,
        name,
        place: record.number("place", COUNT_MAX)?,
        rules: rules(record, "rules")?,
        created_at: record.moment("created_at")?,
    })
}

/// The ids of a group and of somebody in it.
pub(super) fn member(record: &Record<'_>) -> Result<(String, String), Unreadable> {
    let group: GroupId = record.parsed("group_id")?;
    let person: PersonId = record.parsed("person_id")?;
    Ok((group.to_string(), person.to_string()))
}

/// What is decided for everybody, and since when.
pub(super) fn policy(record: &Record<'_>) -> Result<(Rules, Timestamp), Unreadable> {
    Ok((rules(record, "rules")?, record.moment("changed_at")?))
}

/// How many days messages were kept; none: for good.
pub(super) fn retention(record: &Record<'_>) -> Result<Option<u32>, Unreadable> {
    record.opt_number("days", COUNT_MAX)
}

/// What the site greeted its guests with.
pub(super) fn welcome(record: &Record<'_>) -> Result<Option<Welcome>, Unreadable> {
    record.opt_parsed("welcome")
}

/// Where events went.
pub(super) struct Endpoint {
    pub id: String,
    pub url: String,
    pub kinds: String,
    pub is_removed: bool,
}

pub(super) fn endpoint(record: &Record<'_>) -> Result<Endpoint, Unreadable> {
    let id: units::id::WebhookEndpointId = record.parsed("id")?;
    let url = record.line("url", ADDRESS_MAX_CHARS)?;
    let is_address = Url::parse(&url)
        .is_ok_and(|url| matches!(url.scheme(), "https" | "http") && url.host().is_some());
    if !is_address || url.len() > URL_MAX_BYTES {
        return Err(record.refuse("url"));
    }
    let kinds = record.line("kinds", WORDS_MAX_CHARS)?;
    let is_kind = |c: char| c.is_ascii_lowercase() || matches!(c, '.' | '_' | ' ');
    if !kinds.chars().all(is_kind) {
        return Err(record.refuse("kinds"));
    }
    let reason = record.opt_line("disabled_reason", NAME_MAX_CHARS)?;
    let is_removed = reason.as_deref() == Some(store::webhook::REMOVED);
    Ok(Endpoint { id: id.to_string(), url, kinds, is_removed })
}

/// A held meeting, and the id of its host there.
pub(super) fn held(record: &Record<'_>) -> Result<Reported, Unreadable> {
    let id: units::id::HeldMeetingId = record.parsed("id")?;
    let held = Held {
        source: record.word("source", Source::from_word)?,
        number: record.line("number", NAME_MAX_CHARS)?,
        title: record.line("title", NAME_MAX_CHARS)?,
        host_name: record.line("host_name", NAME_MAX_CHARS)?,
        host_email: record.line("host_email", NAME_MAX_CHARS)?,
        started_at: record.moment("started_at")?,
        ended_at: record.moment("ended_at")?,
        participants_stated: record.opt_number("participants_stated", COUNT_MAX)?,
        connections: Vec::new(),
    };
    if held.ended_at < held.started_at {
        return Err(record.refuse("ended_at"));
    }
    let person_seconds = record.large("person_seconds")?;
    if person_seconds > u64::from(u32::MAX) {
        return Err(record.refuse("person_seconds"));
    }
    Ok(Reported {
        id: id.to_string(),
        host: record.opt_parsed("host_id")?,
        held,
        participants: record.number("participants", COUNT_MAX)?,
        person_seconds,
        connections: record.number("connections", COUNT_MAX)?,
    })
}

/// Ids of a connection and of its meeting, and the connection.
pub(super) fn connection(record: &Record<'_>) -> Result<(String, String, Connection), Unreadable> {
    let id: units::id::ConnectionId = record.parsed("id")?;
    let held: units::id::HeldMeetingId = record.parsed("held_id")?;
    let connection = Connection {
        name: record.line("name", NAME_MAX_CHARS)?,
        email: record.line("email", NAME_MAX_CHARS)?,
        joined_at: record.opt_moment("joined_at")?,
        left_at: record.opt_moment("left_at")?,
        seconds: record.number("seconds", COUNT_MAX)?,
        is_guest: record.opt_number("is_guest", 1)?.map(|guest| guest == 1),
    };
    Ok((id.to_string(), held.to_string(), connection))
}

/// An archive that the account there had brought itself. Account and import are filled in later.
pub(super) fn archive(record: &Record<'_>) -> Result<Archive, Unreadable> {
    let id: ExportId = record.parsed("id")?;
    let nobody: AccountId = Id::from_parts(Timestamp::from_seconds(0), [0; 10]);
    let nothing: ImportId = Id::from_parts(Timestamp::from_seconds(0), [0; 10]);
    Ok(Archive {
        id,
        account: nobody,
        import: nothing,
        made_by: record.line("made_by", ADDRESS_MAX_CHARS)?,
        origin: record.parsed("account_id")?,
        origin_name: record.line("account_name", NAME_MAX_CHARS)?,
        as_of: record.moment("as_of")?,
        manifest: record.line("manifest", SUM_DIGITS)?,
        kinds: BTreeMap::new(),
        files: 0,
        bytes: 0,
        brought_at: None,
    })
}
