//! Records of an archive as values of ours: what each kind may be (G1a, R-70).

use ::contacts::card::{CardDraft, GroupName};
use ::meetings::chat::TEXT_MAX_CHARS;
use ::meetings::chat::attachment::{ATTACHMENT_MAX_BYTES, AttachmentKind, NAME_MAX_CHARS};
use ::meetings::draft::{
    AGENDA_MAX_CHARS, DURATION_MAX_MINUTES, INVITEES_MAX, NAME_MAX_CHARS as INVITEE_MAX_CHARS,
    TITLE_MAX_CHARS,
};
use ::meetings::exception::EXCEPTIONS_MAX;
use ::meetings::policy::{OwnRoom, Setting};
use ::meetings::recording::media::MediaKind;
use ::meetings::recording::transcript::{
    PASSAGE_MAX_CHARS, PASSAGES_MAX, Passage, SPEAKER_MAX_CHARS,
};
use ::meetings::recording::{FILE_MAX_BYTES, Title};
use ::meetings::room::RoomDraft;
use ::meetings::room::door::Opening;
use ::meetings::stretch::STRETCHES_MAX;
use ::meetings::{
    Exception, Instead, Kind as MeetingKind, LinkCode, MeetingNumber, Password, RegistrationPlan,
    Repeat, Schedule, State, Stretch, Template, TemplateDraft, WithPassword,
};
use jiff::civil::DateTime;
use people::import::Unreadable;
use people::name::PersonName;
use people::profile::{BIOGRAPHY_MAX_CHARS, MailWishes};
use people::site::SiteName;
use store::brought_chat::{Attached, Chat, Message};
use store::meeting::Stretches;
use units::id::{
    AccountId, ContactGroupId, ContactId, MeetingId, MeetingTemplateId, PersonId, RecordingId,
};
use units::{EmailAddress, Locale, Timestamp, Zone};

use super::record::Record;

/// Versions and places in lists are counted by people.
pub(super) const COUNT_MAX: u32 = 1_000_000_000;
const WORDS_MAX_CHARS: u32 = 1_000;
const NAME_CHARS: u32 = 300;

pub(super) fn chars(most: usize) -> u32 {
    u32::try_from(most).unwrap_or(u32::MAX)
}

#[derive(Clone, Debug)]
pub(super) struct Profile {
    pub id: PersonId,
    pub account: AccountId,
    pub name: PersonName,
    pub email: EmailAddress,
    pub biography: String,
    pub locale: Locale,
    pub zone: Zone,
    /// As the photo is called among the blobs; an id.
    pub photo: Option<units::Id<units::id::kind::Other>>,
    pub wishes: MailWishes,
    pub created_at: Timestamp,
}

pub(super) fn profile(record: &Record<'_>) -> Result<Profile, Unreadable> {
    let wanted = record.line("notifications", WORDS_MAX_CHARS)?;
    let chosen = record.opt_line("notifications_chosen", WORDS_MAX_CHARS)?;
    Ok(Profile {
        id: record.parsed("id")?,
        account: record.parsed("account_id")?,
        name: record.parsed("name")?,
        email: record.parsed("email")?,
        biography: record.lines("biography", chars(BIOGRAPHY_MAX_CHARS))?,
        locale: record.parsed("locale")?,
        zone: record.parsed("zone")?,
        photo: record.opt_parsed("photo")?,
        wishes: MailWishes::read(&wanted, chosen.as_deref()),
        created_at: record.moment("created_at")?,
    })
}

/// An owner of an account as its list of people has them.
pub(super) fn owner(record: &Record<'_>, account: AccountId) -> Result<Profile, Unreadable> {
    Ok(Profile {
        id: record.parsed("id")?,
        account,
        name: record.parsed("name")?,
        email: record.parsed("email")?,
        biography: String::new(),
        locale: record.parsed("locale")?,
        zone: record.parsed("zone")?,
        photo: None,
        wishes: MailWishes::at_first(),
        created_at: record.moment("created_at")?,
    })
}

/// An address with the moment it was proved.
pub(super) fn address(record: &Record<'_>) -> Result<(EmailAddress, Timestamp), Unreadable> {
    Ok((record.parsed("email")?, record.moment("verified_at")?))
}

#[derive(Clone, Debug)]
pub(super) struct Meeting {
    pub id: MeetingId,
    pub kind: MeetingKind,
    pub title: String,
    pub agenda: String,
    pub schedule: Schedule,
    pub password: Option<Password>,
    pub number: MeetingNumber,
    pub link: LinkCode,
    pub sequence: u32,
    pub state: State,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

pub(super) fn meeting(record: &Record<'_>) -> Result<Meeting, Unreadable> {
    let title = record.line("title", TITLE_MAX_CHARS)?;
    if title.is_empty() {
        return Err(record.refuse("title"));
    }
    Ok(Meeting {
        id: record.parsed("id")?,
        // Archives from before there were webinars say nothing.
        kind: match record.opt_line("kind", WORDS_MAX_CHARS)? {
            None => MeetingKind::Meeting,
            Some(_) => record.word("kind", MeetingKind::from_word)?,
        },
        title,
        agenda: record.lines("agenda", AGENDA_MAX_CHARS)?,
        schedule: schedule(record)?,
        password: record.opt_parsed("password")?,
        number: record.parsed("number")?,
        link: record.parsed("link")?,
        sequence: record.number("sequence", COUNT_MAX)?,
        state: record.word("state", State::from_word)?,
        created_at: record.moment("created_at")?,
        updated_at: record.moment("updated_at")?,
    })
}

fn schedule(record: &Record<'_>) -> Result<Schedule, Unreadable> {
    let start: DateTime = record.parsed("starts_local")?;
    let zone: Zone = record.parsed("zone")?;
    let duration = record.number("duration_minutes", DURATION_MAX_MINUTES)?;
    let rule: Option<Repeat> = record.opt_parsed("rule")?;
    if duration == 0 || !is_known_year(start) {
        return Err(record.refuse("starts_local"));
    }
    let stretches: Option<Stretches> = record.opt_document("stretches")?;
    let Stretches { earlier, since } = stretches.unwrap_or_default();
    if earlier.len() > STRETCHES_MAX || !earlier.iter().all(is_stretch) {
        return Err(record.refuse("stretches"));
    }
    let exceptions: Option<Vec<Exception>> = record.opt_document("exceptions")?;
    let exceptions = exceptions.unwrap_or_default();
    if exceptions.len() > EXCEPTIONS_MAX || !exceptions.iter().all(is_exception) {
        return Err(record.refuse("exceptions"));
    }
    let schedule = Schedule::new(start, zone, duration, rule.unwrap_or(Repeat::Once));
    Ok(schedule.after_stretches(earlier, since).with_exceptions(exceptions))
}

fn is_known_year(at: DateTime) -> bool {
    (1990..2200).contains(&at.year())
}

fn is_duration(minutes: u32) -> bool {
    (1..=DURATION_MAX_MINUTES).contains(&minutes)
}

/// A rule that reads as it is written is one we can have written.
fn is_stretch(stretch: &Stretch) -> bool {
    let repeats = stretch.repeats();
    let is_rule = match repeats.text().as_str() {
        "" => *repeats == Repeat::Once,
        text => text.parse::<Repeat>().is_ok_and(|read| read == *repeats),
    };
    let (title, agenda) = stretch.words();
    is_rule
        && is_duration(stretch.duration_minutes())
        && is_known_year(stretch.start())
        && are_words(title, agenda)
}

/// Title and agenda, where there are some.
fn are_words(title: Option<&str>, agenda: Option<&str>) -> bool {
    let within = |text: &str, most: u32| chars(text.chars().count()) <= most;
    let is_title =
        |title: &str| within(title, TITLE_MAX_CHARS) && !title.chars().any(char::is_control);
    let is_agenda = |agenda: &str| within(agenda, AGENDA_MAX_CHARS) && !agenda.contains('\0');
    title.is_none_or(is_title) && agenda.is_none_or(is_agenda)
}

fn is_exception(exception: &Exception) -> bool {
    let at = match exception.instead {
        Instead::At { start, duration_minutes } => {
            is_known_year(start) && is_duration(duration_minutes)
        }
        Instead::Nothing | Instead::AsPlanned => true,
    };
    at && are_words(exception.title.as_deref(), exception.agenda.as_deref())
}

/// Somebody invited, a panelist, or an alternate host.
#[derive(Clone, Debug)]
pub(super) struct Invited {
    pub meeting: String,
    pub position: u32,
    pub email: EmailAddress,
    /// Empty of an alternate host.
    pub name: String,
}

pub(super) fn invited(record: &Record<'_>) -> Result<Invited, Unreadable> {
    let meeting: MeetingId = record.parsed("meeting_id")?;
    Ok(Invited {
        meeting: meeting.to_string(),
        position: record.number("position", chars(INVITEES_MAX))?,
        email: record.parsed("email")?,
        name: record.opt_line("name", INVITEE_MAX_CHARS)?.unwrap_or_default(),
    })
}

#[derive(Clone, Debug)]
pub(super) struct Room {
    pub name: Option<SiteName>,
    pub own: OwnRoom,
    pub version: u32,
    pub opening: Option<Opening>,
    pub changed_at: Timestamp,
}

pub(super) fn room(record: &Record<'_>) -> Result<Room, Unreadable> {
    let room: ::meetings::room::Room = record.document("settings")?;
    if RoomDraft::of(&room).check().ok().as_ref() != Some(&room) {
        return Err(record.refuse("settings"));
    }
    let chosen: Option<std::collections::BTreeSet<Setting>> = record.opt_document("chosen")?;
    let own = match chosen {
        Some(chosen) => OwnRoom { room, chosen },
        None => OwnRoom::from_before(room),
    };
    let locks = record.opt_moment("locks_at")?;
    let since = record.opt_moment("opened_at")?;
    Ok(Room {
        name: record.opt_parsed("name")?,
        own,
        version: record.number("version", COUNT_MAX)?,
        opening: since.map(|since| Opening { since, locks }),
        changed_at: record.moment("changed_at")?,
    })
}

pub(super) fn room_name(record: &Record<'_>) -> Result<(SiteName, Timestamp), Unreadable> {
    Ok((record.parsed("name")?, record.moment("since")?))
}

pub(super) fn contact(record: &Record<'_>) -> Result<store::contact::Contact, Unreadable> {
    let card: ::contacts::Card = record.document("card")?;
    let checked = CardDraft::from(&card).check();
    let (card, _) = checked.map_err(|_| record.refuse("card"))?;
    Ok(store::contact::Contact {
        id: record.parsed("id")?,
        card,
        version: record.number("version", COUNT_MAX)?,
        created_at: record.moment("created_at")?,
        updated_at: record.moment("updated_at")?,
        removed_at: None,
    })
}

pub(super) struct MeetingTemplate {
    pub id: MeetingTemplateId,
    pub template: Template,
    pub version: u32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

pub(super) fn meeting_template(record: &Record<'_>) -> Result<MeetingTemplate, Unreadable> {
    let registration: Option<RegistrationPlan> = record.opt_document("registration")?;
    let draft = TemplateDraft {
        name: record.line("name", NAME_CHARS)?,
        password: record.word("password", WithPassword::from_word)?,
        draft: record.document("draft")?,
        registration: registration.as_ref().map(RegistrationPlan::to_draft),
    };
    Ok(MeetingTemplate {
        id: record.parsed("id")?,
        template: draft.check().map_err(|_| record.refuse("draft"))?,
        version: record.number("version", COUNT_MAX)?,
        created_at: record.moment("created_at")?,
        updated_at: record.moment("updated_at")?,
    })
}

pub(super) struct ContactGroup {
    pub id: ContactGroupId,
    pub name: GroupName,
    pub created_at: Timestamp,
}

pub(super) fn contact_group(record: &Record<'_>) -> Result<ContactGroup, Unreadable> {
    let name = record.line("name", NAME_CHARS)?;
    let name = GroupName::parse(&name).map_err(|_| record.refuse("name"))?;
    Ok(ContactGroup { id: record.parsed("id")?, name, created_at: record.moment("created_at")? })
}

/// Ids of the group and of the contact in it.
pub(super) fn group_member(record: &Record<'_>) -> Result<(String, String), Unreadable> {
    let group: ContactGroupId = record.parsed("group_id")?;
    let contact: ContactId = record.parsed("contact_id")?;
    Ok((group.to_string(), contact.to_string()))
}

pub(super) fn chat(record: &Record<'_>) -> Result<Chat, Unreadable> {
    let meeting: Option<MeetingId> = record.opt_parsed("meeting_id")?;
    let first: Option<PersonId> = record.opt_parsed("first_id")?;
    let second: Option<PersonId> = record.opt_parsed("second_id")?;
    Ok(Chat {
        id: record.parsed("id")?,
        meeting: meeting.map(|id| id.to_string()),
        first: first.map(|id| id.to_string()),
        second: second.map(|id| id.to_string()),
        meeting_title: record.opt_line("meeting_title", TITLE_MAX_CHARS)?,
        first_name: record.opt_line("first_name", NAME_CHARS)?,
        second_name: record.opt_line("second_name", NAME_CHARS)?,
        created_at: record.moment("created_at")?,
        last_at: record.opt_moment("last_at")?,
    })
}

pub(super) fn message(record: &Record<'_>) -> Result<Message, Unreadable> {
    let id: units::id::ChatMessageId = record.parsed("id")?;
    Ok(Message {
        id: id.to_string(),
        chat: record.parsed("chat_id")?,
        number: record.number("number", COUNT_MAX)?,
        author: record.parsed("author_id")?,
        author_name: record.line("author_name", NAME_CHARS)?,
        text: record.lines("text", chars(TEXT_MAX_CHARS))?,
        written_at: record.moment("written_at")?,
        edited_at: record.opt_moment("edited_at")?,
        removed_at: record.opt_moment("removed_at")?,
    })
}

pub(super) fn attached(record: &Record<'_>) -> Result<Attached, Unreadable> {
    let message: units::id::ChatMessageId = record.parsed("message_id")?;
    let kind = record.word("kind", AttachmentKind::from_word)?;
    Ok(Attached {
        id: record.parsed("id")?,
        chat: record.parsed("chat_id")?,
        message: message.to_string(),
        author: record.parsed("author_id")?,
        name: record.line("name", chars(2 * NAME_MAX_CHARS))?,
        kind: kind.word().to_owned(),
        bytes: record.number("bytes", chars(ATTACHMENT_MAX_BYTES))?,
        attached_at: record.moment("attached_at")?,
    })
}

#[derive(Clone, Debug)]
pub(super) struct Recording {
    pub id: RecordingId,
    pub meeting: Option<String>,
    pub title: Title,
    pub kind: MediaKind,
    pub passages: u32,
    pub added_at: Timestamp,
    pub trashed_at: Option<Timestamp>,
}

pub(super) fn recording(record: &Record<'_>) -> Result<Recording, Unreadable> {
    let title = record.line("title", NAME_CHARS)?;
    let meeting: Option<MeetingId> = record.opt_parsed("meeting_id")?;
    if record.large("bytes")? > FILE_MAX_BYTES {
        return Err(record.refuse("bytes"));
    }
    Ok(Recording {
        id: record.parsed("id")?,
        meeting: meeting.map(|id| id.to_string()),
        title: Title::parse(&title).map_err(|_| record.refuse("title"))?,
        kind: record.word("kind", MediaKind::from_word)?,
        passages: record.number("passages", chars(PASSAGES_MAX))?,
        added_at: record.moment("added_at")?,
        trashed_at: record.opt_moment("trashed_at")?,
    })
}

pub(super) struct Placed {
    pub recording: String,
    pub number: u32,
    pub passage: Passage,
}

pub(super) fn passage(record: &Record<'_>) -> Result<Placed, Unreadable> {
    let recording: RecordingId = record.parsed("recording_id")?;
    let number = record.number("number", chars(PASSAGES_MAX))?;
    if number == 0 {
        return Err(record.refuse("number"));
    }
    let passage = Passage {
        start_ms: record.number("start_ms", u32::MAX)?,
        end_ms: record.number("end_ms", u32::MAX)?,
        speaker: record.opt_line("speaker", chars(SPEAKER_MAX_CHARS))?,
        text: record.lines("text", chars(PASSAGE_MAX_CHARS))?,
    };
    Ok(Placed { recording: recording.to_string(), number, passage })
}
