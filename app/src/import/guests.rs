//! What people said to invitations to meetings that come in with an archive, and who registered for
//! them. They come with their meeting: who answered or registered was told there, so nobody is told
//! here. Links of registrants are new, as any link is that an archive does not hold.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use ::meetings::LinkCode;
use ::meetings::answer::{Answer, By, Given, NOTE_MAX_CHARS};
use ::meetings::registration::{
    ANSWER_MAX_CHARS, Answered, Approval, NAME_MAX_CHARS, PLACES_MAX, QUESTION_MAX_CHARS,
    QUESTIONS_MAX, Question, REGISTRANTS_MAX, Settings, Standing,
};
use documents::archive::Line;
use people::import::{File, Unreadable};
use store::import::Known;
use store::import_rows::{self, Owned};
use store::registration::{self, Registrant};
use store::{StoreError, Tx};
use units::id::{MeetingId, RegistrantId};
use units::{EmailAddress, Locale, Timestamp};

use super::ImportError;
use super::bring::{On, all};
use super::meetings::{KIND as MEETINGS, counted, made};
use super::read::{COUNT_MAX, chars};
use super::record::Record;
use super::report::Report;

const ANSWERS: &str = "meeting_answers";
const SETTINGS: &str = "meeting_registrations";
const REGISTRANTS: &str = "registrants";

/// An answer to the meeting with this id.
pub(super) fn answer(record: &Record<'_>) -> Result<(String, Given), Unreadable> {
    let meeting: MeetingId = record.parsed("meeting_id")?;
    let email: EmailAddress = record.parsed("email_key")?;
    let time = match record.integer("place")? {
        -1 => None,
        _ => Some(record.number("place", COUNT_MAX)?),
    };
    let given = Given {
        email_key: email.key(),
        time,
        answer: record.word("answer", Answer::from_word)?,
        note: record.lines("note", chars(NOTE_MAX_CHARS))?,
        by: record.word("way", By::from_word)?,
        sequence: record.number("sequence", COUNT_MAX)?,
        written_at: record.moment("written_at")?,
        came_at: record.moment("came_at")?,
    };
    Ok((meeting.to_string(), given))
}

/// What the registration for the meeting with this id is like, and since when.
pub(super) fn registration(
    record: &Record<'_>,
) -> Result<(String, Settings, Timestamp), Unreadable> {
    let meeting: MeetingId = record.parsed("meeting_id")?;
    let questions: Vec<Question> = record.document("questions")?;
    let is_question = |it: &Question| is_text(&it.text, QUESTION_MAX_CHARS) && !it.text.is_empty();
    if questions.len() > QUESTIONS_MAX || !questions.iter().all(is_question) {
        return Err(record.refuse("questions"));
    }
    let places = record.opt_number("places", PLACES_MAX)?;
    if places == Some(0) {
        return Err(record.refuse("places"));
    }
    let settings = Settings {
        approval: record.word("approval", Approval::from_word)?,
        places,
        closes_at: record.opt_moment("closes_at")?,
        questions,
    };
    Ok((meeting.to_string(), settings, record.moment("changed_at")?))
}

/// Somebody who registered for the meeting with this id.
#[derive(Clone, Debug)]
pub(super) struct Registered {
    pub id: String,
    pub meeting: String,
    pub email: EmailAddress,
    pub name: String,
    pub locale: Locale,
    pub answers: Vec<Answered>,
    pub standing: Standing,
    pub asked_at: Timestamp,
    pub decided_at: Option<Timestamp>,
}

pub(super) fn registrant(record: &Record<'_>) -> Result<Registered, Unreadable> {
    let id: RegistrantId = record.parsed("id")?;
    let meeting: MeetingId = record.parsed("meeting_id")?;
    let answers: Vec<Answered> = record.document("answers")?;
    let is_answer = |it: &Answered| {
        is_text(&it.question, QUESTION_MAX_CHARS)
            && it.answer.chars().count() <= ANSWER_MAX_CHARS
            && !it.answer.contains('\0')
    };
    if answers.len() > QUESTIONS_MAX || !answers.iter().all(is_answer) {
        return Err(record.refuse("answers"));
    }
    Ok(Registered {
        id: id.to_string(),
        meeting: meeting.to_string(),
        email: record.parsed("email")?,
        name: record.line("name", chars(NAME_MAX_CHARS))?,
        locale: record.parsed("locale")?,
        answers,
        standing: record.word("standing", Standing::from_word)?,
        asked_at: record.moment("asked_at")?,
        decided_at: record.opt_moment("decided_at")?,
    })
}

/// One line of at most `most` characters.
fn is_text(text: &str, most: usize) -> bool {
    text.chars().count() <= most && !text.chars().any(char::is_control)
}

/// The meetings that records of `kind` come with.
pub(super) fn meetings_of(
    kind: &str,
    file: &File,
    lines: &[Line],
) -> Result<Vec<String>, Unreadable> {
    Ok(match kind {
        ANSWERS => all(file, lines, answer)?.into_iter().map(|it| it.0).collect(),
        SETTINGS => all(file, lines, registration)?.into_iter().map(|it| it.0).collect(),
        _ => all(file, lines, registrant)?.into_iter().map(|it| it.meeting).collect(),
    })
}

/// What the meetings `given` are here.
async fn known<'a>(
    on: &On<'_>,
    tx: &mut Tx,
    given: impl Iterator<Item = &'a String>,
) -> Result<BTreeMap<String, Known>, StoreError> {
    let given: BTreeSet<&String> = given.collect();
    let given: Vec<String> = given.into_iter().cloned().collect();
    store::import::known(tx, on.import, MEETINGS, &given).await
}

pub(super) async fn answers(
    on: &On<'_>,
    tx: &mut Tx,
    answers: Vec<(String, Given)>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let known = known(on, tx, answers.iter().map(|it| &it.0)).await?;
    let all = answers.len();
    let mut rows = Vec::new();
    for (meeting, given) in answers {
        if let Some(meeting) = made(&known, &meeting)? {
            rows.push((meeting, given));
        }
    }
    let added = import_rows::add_answers(tx, on.holder.account, &rows).await?;
    report.count(ANSWERS, counted(added, all));
    Ok(())
}

pub(super) async fn registrations(
    on: &On<'_>,
    tx: &mut Tx,
    settings: Vec<(String, Settings, Timestamp)>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let known = known(on, tx, settings.iter().map(|it| &it.0)).await?;
    for (meeting, settings, changed_at) in settings {
        match made(&known, &meeting)? {
            None => report.there(SETTINGS),
            Some(meeting) => {
                let account = on.holder.account;
                registration::set(tx, account, meeting, &settings, changed_at).await?;
                report.made(SETTINGS);
            }
        }
    }
    Ok(())
}

pub(super) async fn registrants(
    on: &On<'_>,
    tx: &mut Tx,
    registered: Vec<Registered>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let meetings = known(on, tx, registered.iter().map(|it| &it.meeting)).await?;
    let ids: Vec<String> = registered.iter().map(|it| it.id.clone()).collect();
    let ids = on.ids(tx, (REGISTRANTS, Owned::Registrants), &ids).await?;
    let account = on.holder.account;
    let mut room: BTreeMap<MeetingId, u32> = BTreeMap::new();
    let (mut rows, mut come) = (Vec::new(), 0);
    for it in registered {
        let Some(meeting) = made(&meetings, &it.meeting)? else {
            report.there(REGISTRANTS);
            continue;
        };
        if let Entry::Vacant(place) = room.entry(meeting) {
            let there = registration::count(tx, account, meeting, None).await?;
            place.insert(REGISTRANTS_MAX.saturating_sub(there));
        }
        let left = room.entry(meeting).or_default();
        let Some(less) = left.checked_sub(1) else {
            report.left(REGISTRANTS);
            continue;
        };
        *left = less;
        come += 1;
        let id = ids.get(&it.id).map(Known::id).transpose()?;
        let code = LinkCode::from_random(on.app.random_bytes());
        rows.extend(id.map(|id| it.here((account, meeting), id, code)));
    }
    let added = import_rows::add_registrants(tx, account, &rows).await?;
    report.count(REGISTRANTS, counted(added, come));
    Ok(())
}

impl Registered {
    fn here(
        self,
        (account, meeting): (units::id::AccountId, MeetingId),
        id: RegistrantId,
        code: LinkCode,
    ) -> Registrant {
        Registrant {
            id,
            account,
            meeting,
            code,
            email: self.email,
            name: self.name,
            locale: self.locale,
            answers: self.answers,
            standing: self.standing,
            asked_at: self.asked_at,
            decided_at: self.decided_at,
        }
    }
}
