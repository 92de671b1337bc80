//! What leaving does, in words: the page, the mails and the statement before say the same.

use people::leaving::{Belongings, Line, Proposal, Thing};
use texts::{Args, Texts};
use units::Locale;

const BYTES_PER_MEGABYTE: u64 = 1_000_000;

/// How many there are of a kind of thing.
pub fn count(belongings: &Belongings, thing: Thing) -> u32 {
    match thing {
        Thing::Meetings => belongings.meetings.saturating_add(belongings.series),
        Thing::Hosting => belongings.hosting,
        Thing::Recordings => belongings.recordings,
        Thing::Licences => u32::try_from(belongings.licences.len()).unwrap_or(u32::MAX),
    }
}

/// Whole megabytes, rounded up: what is there is never nothing.
pub fn megabytes(bytes: u64) -> i64 {
    i64::try_from(bytes.div_ceil(BYTES_PER_MEGABYTE)).unwrap_or(i64::MAX)
}

/// "3 meetings and 2 series"
pub fn what(texts: &Texts, locale: &Locale, belongings: &Belongings, thing: Thing) -> String {
    let args = Args::new()
        .with("count", count(belongings, thing))
        .with("meetings", belongings.meetings)
        .with("series", belongings.series)
        .with("megabytes", megabytes(belongings.recording_bytes))
        .with("names", belongings.licences.join(", "));
    texts.get(locale, &format!("leaving-what-{}", thing.word()), &args)
}

/// A line for each kind of thing of which there is something.
pub fn lines(texts: &Texts, locale: &Locale, proposal: &Proposal) -> Vec<String> {
    let there = |line: &&Line| count(&proposal.belongings, line.thing) > 0;
    proposal.lines.iter().filter(there).map(|each| line(texts, locale, proposal, each)).collect()
}

fn line(texts: &Texts, locale: &Locale, proposal: &Proposal, line: &Line) -> String {
    let what = what(texts, locale, &proposal.belongings, line.thing);
    let (thing, fate) = (line.thing.word(), line.fate.word().replace('_', "-"));
    let heir = line.heir.clone().unwrap_or_default();
    let args = Args::new().with("what", what).with("heir", heir);
    texts.get(locale, &format!("leaving-line-{thing}-{fate}"), &args)
}
