//! What those invited have answered, on a meeting's page (F1).

use app::App;
use app::Who;
use app::meetings::answer::{Answers, Line};
use meetings::Occurrence;
use meetings::answer::{Counts, Given};
use serde::Serialize;
use texts::Args;
use units::Timestamp;

#[derive(Serialize)]
pub(super) struct AnswersShown {
    /// "3 yes, 1 maybe, 2 no, 4 have not answered"
    counts: String,
    times: Vec<TimeCounts>,
    lines: Vec<Answered>,
}

/// A meeting of a series that somebody has answered by itself.
#[derive(Serialize)]
struct TimeCounts {
    at: Timestamp,
    counts: String,
}

/// What one person has said.
#[derive(Serialize)]
struct Answered {
    who: String,
    /// None: to the whole.
    time: Option<Timestamp>,
    answer: String,
    tone: Option<&'static str>,
    note: Vec<String>,
    by_mail: bool,
    came_at: Timestamp,
    outdated: bool,
}

/// None: nobody is invited.
pub(super) fn shown(app: &App, who: &Who, found: &Answers) -> Option<AnswersShown> {
    let counted = |counts: Counts| {
        let args = Args::new()
            .with("yes", counts.yes)
            .with("maybe", counts.maybe)
            .with("no", counts.no)
            .with("unanswered", counts.unanswered);
        app.texts.get(&who.locale, "answers-counts", &args)
    };
    let times = found.times.iter();
    (!found.lines.is_empty()).then(|| AnswersShown {
        counts: counted(found.counts),
        times: times
            .map(|(time, counts)| TimeCounts { at: time.start, counts: counted(*counts) })
            .collect(),
        lines: found.lines.iter().flat_map(|line| answered(app, who, line)).collect(),
    })
}

fn answered(app: &App, who: &Who, line: &Line) -> Vec<Answered> {
    let name = if line.name.is_empty() { line.email.as_str() } else { &line.name };
    let one = |time: Option<&Occurrence>, given: &Given, outdated: bool| Answered {
        who: name.to_owned(),
        time: time.map(|time| time.start),
        answer: app.texts.plain(&who.locale, &format!("answer-{}", given.answer.word())),
        tone: match given.answer {
            meetings::Answer::Yes if !outdated => Some("good"),
            _ => None,
        },
        note: given.note.lines().map(str::to_owned).collect(),
        by_mail: given.by == meetings::answer::By::Mail,
        came_at: given.came_at,
        outdated,
    };
    let whole = line.given.iter().map(|given| one(None, given, line.outdated));
    let single = line.single.iter().map(|(time, given, old)| one(Some(time), given, *old));
    whole.chain(single).collect()
}
