//! Transcripts: what was said when, read from WebVTT and written as WebVTT (F5).
//!
//! A passage is what one speaker said in one stretch. Of a cue its time, its speakers (`<v Name>`)
//! and its words are kept; styles, positions, regions and notes are not. What cannot be read is
//! refused with its line: half a transcript would be worse than none. Source: WebVTT, W3C
//! Candidate Recommendation of 4 April 2019.

use crate::draft::is_strange;

/// Largest file, in bytes.
pub const TRANSCRIPT_MAX_BYTES: usize = 4_000_000;
/// Most passages.
pub const PASSAGES_MAX: usize = 10_000;
/// Longest passage.
pub const PASSAGE_MAX_CHARS: usize = 4_000;
/// Longest name of a speaker.
pub const SPEAKER_MAX_CHARS: usize = 100;
/// Most hours a time of ours has.
const HOURS_MAX: u32 = 999;

const MS_PER_S: u32 = 1_000;
const S_PER_MINUTE: u32 = 60;
const S_PER_HOUR: u32 = 3_600;

/// What was said from one moment to another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passage {
    /// Milliseconds from the beginning of the recording.
    pub start_ms: u32,
    /// After the start.
    pub end_ms: u32,
    pub speaker: Option<String>,
    /// Lines of words, none of them blank.
    pub text: String,
}

/// Why a transcript is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotATranscript {
    #[error("the file is larger than {TRANSCRIPT_MAX_BYTES} bytes")]
    TooLarge,
    #[error("the file is not text in UTF-8 that begins with WEBVTT")]
    NotWebVtt,
    #[error("line {line}: no time can be read")]
    Time { line: usize },
    #[error("line {line}: the passage ends before it begins")]
    Ends { line: usize },
    #[error("line {line}: the passage has more than {PASSAGE_MAX_CHARS} characters")]
    TooLong { line: usize },
    #[error("there are more than {PASSAGES_MAX} passages")]
    TooMany,
    #[error("nothing is said in it")]
    Empty,
}

impl NotATranscript {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            NotATranscript::TooLarge => "transcript.too_large",
            NotATranscript::NotWebVtt => "transcript.not_webvtt",
            NotATranscript::Time { .. } => "transcript.time",
            NotATranscript::Ends { .. } => "transcript.ends",
            NotATranscript::TooLong { .. } => "transcript.too_long",
            NotATranscript::TooMany => "transcript.too_many",
            NotATranscript::Empty => "transcript.empty",
        }
    }

    /// The line it is about, from 1.
    pub fn line(self) -> Option<usize> {
        match self {
            NotATranscript::Time { line }
            | NotATranscript::Ends { line }
            | NotATranscript::TooLong { line } => Some(line),
            _ => None,
        }
    }
}

/// The passages of a WebVTT file, by their start.
pub fn read(file: &[u8]) -> Result<Vec<Passage>, NotATranscript> {
    if file.len() > TRANSCRIPT_MAX_BYTES {
        return Err(NotATranscript::TooLarge);
    }
    let text = std::str::from_utf8(file).map_err(|_| NotATranscript::NotWebVtt)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let after = text.strip_prefix("WEBVTT").ok_or(NotATranscript::NotWebVtt)?;
    if !(after.is_empty() || after.starts_with(['\n', ' ', '\t'])) {
        return Err(NotATranscript::NotWebVtt);
    }
    let mut passages = Vec::new();
    for block in blocks(&text) {
        read_block(&block, &mut passages)?;
        if passages.len() > PASSAGES_MAX {
            return Err(NotATranscript::TooMany);
        }
    }
    if passages.is_empty() {
        return Err(NotATranscript::Empty);
    }
    passages.sort_by_key(|passage| passage.start_ms);
    Ok(passages)
}

/// Lines with their numbers up to the next blank one; the header is the first block.
fn blocks(text: &str) -> Vec<Vec<(usize, &str)>> {
    let mut blocks = vec![Vec::new()];
    for (number, line) in (1..).zip(text.split('\n')) {
        match (line.is_empty(), blocks.last_mut()) {
            (true, _) => blocks.push(Vec::new()),
            (false, Some(block)) => block.push((number, line)),
            (false, None) => {}
        }
    }
    // The header, and nothing between two blank lines.
    blocks.into_iter().skip(1).filter(|block| !block.is_empty()).collect()
}

/// One cue; notes, styles and regions say nothing.
fn read_block(block: &[(usize, &str)], into: &mut Vec<Passage>) -> Result<(), NotATranscript> {
    let is_timing = |line: &&(usize, &str)| line.1.contains("-->");
    // An identifier may stand before the times.
    let Some(found) = block.iter().take(2).position(|line| is_timing(&line)) else {
        let (line, first) = block.first().copied().unwrap_or((1, ""));
        let says_nothing = ["NOTE", "STYLE", "REGION"].into_iter().any(|word| {
            let rest = first.strip_prefix(word);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
        });
        return if says_nothing { Ok(()) } else { Err(NotATranscript::Time { line }) };
    };
    let mut lines = block.iter().skip(found);
    let (number, timing) = lines.next().copied().unwrap_or((1, ""));
    let (start_ms, end_ms) = times(timing).ok_or(NotATranscript::Time { line: number })?;
    if end_ms <= start_ms {
        return Err(NotATranscript::Ends { line: number });
    }
    let payload: Vec<&str> = lines.map(|(_, line)| *line).collect();
    for (speaker, text) in spoken(&payload.join("\n")) {
        if text.chars().count() > PASSAGE_MAX_CHARS {
            return Err(NotATranscript::TooLong { line: number });
        }
        into.push(Passage { start_ms, end_ms, speaker, text });
    }
    Ok(())
}

/// `00:01.000 --> 00:04.000 align:start`: start and end, in milliseconds.
fn times(line: &str) -> Option<(u32, u32)> {
    let (start, rest) = line.split_once("-->")?;
    let end = rest.split_whitespace().next()?;
    Some((time(start.trim())?, time(end)?))
}

/// `[hours:]minutes:seconds.milliseconds`.
fn time(text: &str) -> Option<u32> {
    let (clock, thousandths) = text.split_once('.')?;
    let number = |text: &str, digits: std::ops::RangeInclusive<usize>| -> Option<u32> {
        let fits = digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if fits { text.parse().ok() } else { None }
    };
    let mut parts = clock.rsplit(':');
    let seconds = number(parts.next()?, 2..=2)?;
    let minutes = number(parts.next()?, 2..=2)?;
    let hours = parts.next().map_or(Some(0), |hours| number(hours, 2..=3))?;
    let thousandths = number(thousandths, 3..=3)?;
    if parts.next().is_some() || minutes >= 60 || seconds >= 60 || hours > HOURS_MAX {
        return None;
    }
    let whole = hours * S_PER_HOUR + minutes * S_PER_MINUTE + seconds;
    whole.checked_mul(MS_PER_S)?.checked_add(thousandths)
}

/// The words of a cue by who says them.
fn spoken(payload: &str) -> Vec<(Option<String>, String)> {
    let mut said: Vec<(Option<String>, String)> = vec![(None, String::new())];
    let mut rest = payload;
    while let Some((before, tag)) = rest.split_once('<') {
        add(&mut said, before);
        // A tag that never ends takes the rest of the cue, as the standard has it.
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        match voice(tag) {
            Some(Voice::Begins(speaker)) => said.push((speaker, String::new())),
            Some(Voice::Ends) => said.push((None, String::new())),
            None => {}
        }
        rest = after;
    }
    add(&mut said, rest);
    let lines = said.into_iter().map(|(speaker, text)| (speaker, lines(&text)));
    lines.filter(|(_, text)| !text.is_empty()).collect()
}

fn add(said: &mut [(Option<String>, String)], text: &str) {
    if let Some((_, last)) = said.last_mut() {
        last.push_str(&unescaped(text));
    }
}

enum Voice {
    Begins(Option<String>),
    Ends,
}

/// What the inside of a tag says about who speaks: `v.loud Ada`, `/v`.
fn voice(tag: &str) -> Option<Voice> {
    if tag == "/v" {
        return Some(Voice::Ends);
    }
    let (name, annotation) = tag.split_once([' ', '\t', '\n']).unwrap_or((tag, ""));
    let is_voice = name == "v" || name.starts_with("v.");
    is_voice.then(|| Voice::Begins(speaker(&unescaped(annotation))))
}

/// A name as it is kept: one line, no blanks around it; none where nothing is left.
pub fn speaker(text: &str) -> Option<String> {
    let plain: String = text.chars().map(|c| if is_strange(c) { ' ' } else { c }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let name: String = words.join(" ").chars().take(SPEAKER_MAX_CHARS).collect();
    let name = name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// Words as they are kept: no blank lines, no blanks around a line, nothing that cannot be printed.
pub fn lines(text: &str) -> String {
    let printed = |line: &str| -> String { line.chars().filter(|c| !is_strange(*c)).collect() };
    let lines = text.split('\n').map(printed).map(|line| line.trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect::<Vec<String>>().join("\n")
}

/// What stands for characters that mean something else here.
const ESCAPES: [(&str, &str); 8] = [
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&nbsp;", "\u{a0}"),
    ("&quot;", "\""),
    ("&apos;", "'"),
    ("&lrm;", "\u{200e}"),
    ("&rlm;", "\u{200f}"),
    ("&amp;", "&"),
];

fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        let known = ESCAPES
            .into_iter()
            .find_map(|(escape, meant)| from.strip_prefix(escape).map(|after| (meant, after)));
        // What stands for nothing stands for itself.
        let (meant, after) = known.unwrap_or_else(|| ("&", from.strip_prefix('&').unwrap_or(from)));
        plain.push_str(meant);
        rest = after;
    }
    plain.push_str(rest);
    plain
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A WebVTT file of `passages`.
pub fn write(passages: &[Passage]) -> String {
    let mut file = "WEBVTT\n".to_owned();
    for passage in passages {
        let (start, end) = (clock_ms(passage.start_ms), clock_ms(passage.end_ms));
        let voice = passage.speaker.as_deref().map(|name| format!("<v {}>", escaped(name)));
        let voice = voice.unwrap_or_default();
        file.push_str(&format!("\n{start} --> {end}\n{voice}{}\n", escaped(&passage.text)));
    }
    file
}

/// `01:02:03.456`.
fn clock_ms(at_ms: u32) -> String {
    let (seconds, thousandths) = (at_ms / MS_PER_S, at_ms % MS_PER_S);
    let (minutes, hours) = (seconds / S_PER_MINUTE % S_PER_MINUTE, seconds / S_PER_HOUR);
    format!("{hours:02}:{minutes:02}:{:02}.{thousandths:03}", seconds % S_PER_MINUTE)
}

/// As people read it: `2:03`, `1:02:03`.
pub fn clock(at_ms: u32) -> String {
    let seconds = at_ms / MS_PER_S;
    let (minutes, hours) = (seconds / S_PER_MINUTE % S_PER_MINUTE, seconds / S_PER_HOUR);
    let seconds = seconds % S_PER_MINUTE;
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        hours => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

#[cfg(test)]
mod tests;
