//! Answers as calendar programs write them, and as somebody hostile would.

use proptest::prelude::*;

use super::*;

/// As Google's calendar writes it.
const ONE: &str = "BEGIN:VCALENDAR\r\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\r\n\
VERSION:2.0\r\nCALSCALE:GREGORIAN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nDTSTART:20270401T073000Z\r\n\
DTEND:20270401T081500Z\r\nDTSTAMP:20270320T101500Z\r\nORGANIZER;CN=Ada:mailto:answers+x@example.org\r\n\
UID:0190-3@example.org\r\nATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACC\r\n EPTED;\
CN=\"Clara: C; Dr.\";X-NUM-GUESTS=0:mailto:clara%2Bwork@example.net\r\nCOMMENT:Gladly\\, at nine.\\n\
Clara\r\nSEQUENCE:2\r\nSUMMARY:Planning\r\nBEGIN:VALARM\r\nATTENDEE:mailto:nobody@example.net\r\n\
UID:of-the-alarm\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

fn with(from: &str, to: &str) -> Result<Vec<Reply>, Unreadable> {
    assert!(ONE.contains(from), "{from}");
    read(&ONE.replace(from, to))
}

#[test]
fn an_answer_is_read_as_calendars_write_it() {
    let replies = read(ONE).expect("an answer");
    let clara = "clara+work@example.net".parse().expect("an address");
    let expected = Reply {
        uid: "0190-3@example.org".to_owned(),
        sequence: 2,
        stamped: "2027-03-20T10:15:00Z".parse().expect("a moment"),
        recurrence: None,
        attendee: clara,
        answer: Answer::Yes,
        comment: "Gladly, at nine.\nClara".to_owned(),
    };
    assert_eq!(replies, [expected]);
    let lines = ONE.replace("\r\n", "\n");
    assert_eq!(read(&lines), read(ONE), "bare line feeds");
    assert_eq!(with("SEQUENCE:2\r\n", "").expect("an answer")[0].sequence, 0);
    assert_eq!(with("ACC\r\n EPTED", "declined").expect("one")[0].answer, Answer::No);
    assert_eq!(with("ACC\r\n EPTED", "TENTATIVE").expect("one")[0].answer, Answer::Maybe);
}

#[test]
fn one_meeting_is_named_in_each_form() {
    let recurrence = |line: &str| {
        let replies = with("SEQUENCE:2", &format!("SEQUENCE:2\r\n{line}"));
        replies.map(|replies| replies[0].recurrence.clone())
    };
    let at = "2027-04-08T09:30".parse().expect("a wall time");
    let zone = Some("Europe/Berlin".to_owned());
    assert_eq!(
        recurrence("RECURRENCE-ID;TZID=Europe/Berlin:20270408T093000"),
        Ok(Some(Recurrence::Civil { at, zone }))
    );
    let zone = Some("W. Europe Standard Time".to_owned());
    assert_eq!(
        recurrence("RECURRENCE-ID;TZID=\"W. Europe Standard Time\":20270408T093000"),
        Ok(Some(Recurrence::Civil { at, zone }))
    );
    let moment = "2027-04-08T07:30:00Z".parse().expect("a moment");
    assert_eq!(recurrence("RECURRENCE-ID:20270408T073000Z"), Ok(Some(Recurrence::Moment(moment))));
    let day = "2027-04-08".parse().expect("a day");
    assert_eq!(recurrence("RECURRENCE-ID;VALUE=DATE:20270408"), Ok(Some(Recurrence::Day(day))));
    assert_eq!(recurrence("RECURRENCE-ID:2027"), Err(Unreadable::Malformed));
    let all_later = "RECURRENCE-ID;RANGE=THISANDFUTURE:20270408T073000Z";
    assert_eq!(recurrence(all_later), Err(Unreadable::Malformed));
}

#[test]
fn what_is_no_answer_is_refused() {
    assert_eq!(read(""), Err(Unreadable::NotACalendar));
    assert_eq!(read("BEGIN:VCARD\r\nEND:VCARD\r\n"), Err(Unreadable::NotACalendar));
    assert_eq!(with("METHOD:REPLY", "METHOD:REQUEST"), Err(Unreadable::NotAReply));
    assert_eq!(with("METHOD:REPLY\r\n", ""), Err(Unreadable::NotAReply));
    assert_eq!(with("UID:0190-3@example.org\r\n", ""), Err(Unreadable::NotOneMeeting));
    assert_eq!(with("ACC\r\n EPTED", "NEEDS-ACTION"), Err(Unreadable::NoAnswer));
    assert_eq!(with("ACC\r\n EPTED", "DELEGATED"), Err(Unreadable::NoAnswer));
    assert_eq!(with("DTSTAMP:20270320T101500Z\r\n", ""), Err(Unreadable::NoStamp));
    assert_eq!(with("20270320T101500Z", "20270320T101500"), Err(Unreadable::Malformed));
    assert_eq!(with("SEQUENCE:2", "SEQUENCE:-2"), Err(Unreadable::Malformed));
    assert_eq!(with("clara%2Bwork@example.net", "clara%2"), Err(Unreadable::Malformed));
    assert_eq!(with("END:VEVENT\r\n", ""), Err(Unreadable::Malformed));
    let two = "SEQUENCE:2\r\nATTENDEE;PARTSTAT=DECLINED:mailto:dan@example.net";
    assert_eq!(with("SEQUENCE:2", two), Err(Unreadable::NotOneAttendee));
    let event = &ONE[ONE.find("BEGIN:VEVENT").expect("one")..ONE.find("END:VCAL").expect("one")];
    let other = event.replace("0190-3", "0190-4");
    assert_eq!(
        with("END:VCALENDAR", &format!("{other}END:VCALENDAR")),
        Err(Unreadable::NotOneMeeting),
        "two meetings in one answer"
    );
    let same = format!("{event}END:VCALENDAR");
    assert_eq!(with("END:VCALENDAR", &same).map(|replies| replies.len()), Ok(2));
    let many = format!("{}END:VCALENDAR", event.repeat(60));
    assert_eq!(with("END:VCALENDAR", &many), Err(Unreadable::NotOneMeeting));
    let deep = "BEGIN:X\r\n".repeat(2_000);
    assert_eq!(with("SEQUENCE:2", &deep), Err(Unreadable::Malformed));
    let long = format!("COMMENT:{}\r\nSEQUENCE:2", "x".repeat(REPLY_MAX_BYTES));
    assert_eq!(with("SEQUENCE:2", &long), Err(Unreadable::TooLong));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text: String) {
        let _ = read(&text);
        let _ = with("SEQUENCE:2", &text);
        let _ = with("PARTSTAT=ACC\r\n EPTED", &text);
    }

    #[test]
    fn folding_anywhere_changes_nothing(at in 0usize..ONE.len()) {
        let lines = ONE.replace("\r\n ", "");
        let at = at.min(lines.len() - 1);
        // A line that begins with a space would be a fold of ours already.
        prop_assume!(lines.is_char_boundary(at) && !lines[at..].starts_with(['\r', '\n']));
        prop_assume!(at > 0 && !lines[..at].ends_with(['\n', '\r']));
        let folded = format!("{}\r\n {}", &lines[..at], &lines[at..]);
        prop_assert_eq!(read(&folded), read(ONE));
    }

    #[test]
    fn what_a_person_wrote_comes_back(comment in "[a-zA-Z ,;\\\\\\n]{0,60}") {
        let escaped = comment.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;")
            .replace('\n', "\\n");
        let read = with("COMMENT:Gladly\\, at nine.\\nClara", &format!("COMMENT:{escaped}"));
        prop_assert_eq!(&read.expect("an answer")[0].comment, &comment);
    }
}
