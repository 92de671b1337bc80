//! Transcripts read as they are written, whatever is in them.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::*;

fn said(file: &str) -> Vec<(u32, u32, Option<String>, String)> {
    let passages = read(file.as_bytes()).expect("a transcript");
    passages.into_iter().map(|it| (it.start_ms, it.end_ms, it.speaker, it.text)).collect()
}

#[test]
fn a_file_as_meetings_make_them() {
    let file = "\u{feff}WEBVTT - of a rehearsal\r\nKind: captions\r\n\r\nNOTE nobody\r\nreads this\r\n\r\n\
        STYLE\r\n::cue { color: red }\r\n\r\n1\r\n00:01.000 --> 00:04.500 align:start position:10%\r\n\
        <v Konrad Baton>From <i>bar</i> twelve,\r\nplease.\r\n\r\n01:00:00.000 --> 01:00:02.000\r\n\
        <v.loud Alma>Tom &amp; I &lt;3 it</v> (laughter)\r\n";
    let name = |text: &str| Some(text.to_owned());
    assert_eq!(
        said(file),
        [
            (1_000, 4_500, name("Konrad Baton"), "From bar twelve,\nplease.".to_owned()),
            (3_600_000, 3_602_000, name("Alma"), "Tom & I <3 it".to_owned()),
            (3_600_000, 3_602_000, None, "(laughter)".to_owned()),
        ]
    );
}

#[test]
fn passages_stand_by_their_start() {
    let file = "WEBVTT\n\n00:05.000 --> 00:06.000\nsecond\n\n00:01.000 --> 00:02.000\nfirst";
    let texts: Vec<String> = said(file).into_iter().map(|passage| passage.3).collect();
    assert_eq!(texts, ["first", "second"]);
}

#[test]
fn what_cannot_be_read_is_refused_with_its_line() {
    let check = |file: &str, expected: NotATranscript| {
        assert_eq!(read(file.as_bytes()), Err(expected), "{file}");
    };
    check("", NotATranscript::NotWebVtt);
    check("WEBVTTX\n", NotATranscript::NotWebVtt);
    check("1\n00:00:01,000 --> 00:00:02,000\nsubtitles of another kind", NotATranscript::NotWebVtt);
    check("WEBVTT\n\n00:01,000 --> 00:02.000\nx", NotATranscript::Time { line: 3 });
    check("WEBVTT\n\n00:61.000 --> 01:02.000\nx", NotATranscript::Time { line: 3 });
    check("WEBVTT\n\nid\n00:01.000 -->\nx", NotATranscript::Time { line: 4 });
    check("WEBVTT\n\nonly words", NotATranscript::Time { line: 3 });
    check("WEBVTT\n\n00:02.000 --> 00:02.000\nx", NotATranscript::Ends { line: 3 });
    check("WEBVTT\n\n00:01.000 --> 00:02.000\n<i></i>", NotATranscript::Empty);
    check("WEBVTT\n", NotATranscript::Empty);
    let long = "x".repeat(PASSAGE_MAX_CHARS + 1);
    let file = format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{long}");
    check(&file, NotATranscript::TooLong { line: 3 });
    let many = "\n00:01.000 --> 00:02.000\nx\n".repeat(PASSAGES_MAX + 1);
    check(&format!("WEBVTT\n{many}"), NotATranscript::TooMany);
    assert_eq!(read(&vec![b' '; TRANSCRIPT_MAX_BYTES + 1]), Err(NotATranscript::TooLarge));
    assert_eq!(read(b"WEBVTT\n\n\xff"), Err(NotATranscript::NotWebVtt));
}

#[test]
fn times_are_read_by_people() {
    assert_eq!(clock(0), "0:00");
    assert_eq!(clock(123_456), "2:03");
    assert_eq!(clock(3_723_999), "1:02:03");
}

fn any_passage() -> impl Strategy<Value = Passage> {
    let text = prop_oneof![".{1,60}", "(?s).{1,60}", "[<>&v /\n-]{1,30}", "NOTE[ a-z\n>-]{0,20}"];
    (0u32..3_000_000_000, 1u32..100_000, option::of(prop_oneof![".{1,30}", "[<>&; a]{1,9}"]), text)
        .prop_filter_map("says nothing", |(start_ms, length, name, text)| {
            let text = lines(&text);
            let end_ms = start_ms + length;
            let speaker = name.as_deref().and_then(speaker);
            (!text.is_empty()).then_some(Passage { start_ms, end_ms, speaker, text })
        })
}

proptest! {
    /// F5: what is written is read back, word for word.
    #[test]
    fn transcripts_come_back(mut passages in vec(any_passage(), 1..8)) {
        passages.sort_by_key(|passage| passage.start_ms);
        prop_assert_eq!(read(write(&passages).as_bytes()), Ok(passages));
    }

    /// F5: no file stops us; what is read from it keeps its promises.
    #[test]
    fn any_bytes_have_an_answer(file in vec(any::<u8>(), 0..400)) {
        let _ = read(&file);
    }

    #[test]
    fn anything_like_a_transcript_has_an_answer(
        parts in vec(prop_oneof!["[0-9:.]{0,12}", " --> ", "\n{1,3}", "<v A>", "</v>", "&[a-z]{0,5};?", ".{0,10}"], 0..30)
    ) {
        let file = format!("WEBVTT\n\n{}", parts.concat());
        if let Ok(passages) = read(file.as_bytes()) {
            prop_assert!(passages.is_sorted_by_key(|passage| passage.start_ms));
            for passage in &passages {
                prop_assert!(passage.start_ms < passage.end_ms);
                prop_assert_eq!(&lines(&passage.text), &passage.text);
                prop_assert!(!passage.text.is_empty());
            }
            prop_assert_eq!(read(write(&passages).as_bytes()), Ok(passages));
        }
    }
}
