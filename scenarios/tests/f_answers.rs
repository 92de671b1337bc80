//! Answers to invitations (F1, H2, R-61): on the page that the mail links to, by a program, by the
//! mail of a calendar program; what the host sees, and what becomes of mails that are no answer.

use app::mail_in::{self, Taken};
use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::http::{Client, Reply};
use testkit::{World, on_each_database};

use crate::f_meetings::{between, body, form, program, read, schedules};

const GUESTS: &str = "Clara <clara@example.net>, dan@example.net";

/// The path of the page where the newest invitation of `address` is answered.
pub(crate) async fn answer_page(world: &World, address: &str) -> String {
    let mail = world.newest_mail(address, "meeting_invitation").await;
    let code = mail.after("http://localhost:8080/answers/");
    format!("/answers/{}", code.split('?').next().unwrap_or_default())
}

/// Where the calendar of the newest invitation of `address` sends its answer.
pub(crate) async fn reply_address(world: &World, address: &str) -> String {
    let event = world.newest_mail(address, "meeting_invitation").await.calendar();
    let organizer = between(&event, "ORGANIZER", "\n").to_owned();
    let (_, to) = organizer.rsplit_once("mailto:").expect("an address");
    to.to_owned()
}

async fn answers(guest: &mut Client, path: &str, fields: &[(&str, &str)]) -> Reply {
    let page = read(&guest.get(path).await);
    let sequence = between(&page, "name=\"sequence\" value=\"", "\"").to_owned();
    let mut all = vec![("sequence", sequence.as_str())];
    all.extend_from_slice(fields);
    guest.post(path, &all).await
}

/// The answers on a meeting's page.
pub(crate) async fn seen(host: &mut Client, page: &str) -> String {
    let shown = read(&host.get(page).await);
    between(&shown, "<h2>Answers</h2>", "</section>").to_owned()
}

/// Whoever is no longer invited has no page, and what is cancelled takes no answer.
async fn the_uninvited_answer_nothing(
    world: &World,
    (host, page): (&mut Client, &str),
    (clara, path): (&mut Client, &str),
) {
    let without = form(&[("invitees", "dan@example.net"), ("time", "14:00")]);
    host.post(&format!("{page}/edit"), &without).await;
    assert_eq!(clara.get(path).await.status, StatusCode::NOT_FOUND, "no longer invited");
    assert_eq!(clara.get("/answers/0123456789abcdef").await.status, StatusCode::NOT_FOUND);
    host.post(&format!("{page}/cancel"), &[]).await;
    let dans = answer_page(world, "dan@example.net").await;
    let off = clara.get(&dans).await.text();
    assert!(off.contains("This meeting was cancelled."), "{off}");
    let refused = clara.post(&dans, &[("answer", "yes")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// F1, R-61: opening a link answers nothing; the form does, and the host sees who said what. A
/// changed time asks anew; a changed title does not, and calendars keep the answer.
#[tokio::test]
async fn whoever_is_invited_answers_on_the_page() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut host = ada.signs_in().await;
        let (page, _) = schedules(&mut host, &form(&[("invitees", GUESTS)])).await;
        world.settles().await;
        let mail = world.newest_mail("clara@example.net", "meeting_invitation").await;
        assert!(mail.plain().contains("Can you come?"), "{}", mail.plain());
        let path = answer_page(&world, "clara@example.net").await;
        assert_ne!(path, answer_page(&world, "dan@example.net").await, "each has their own");

        let mut clara = world.client();
        for answer in ["yes", "maybe", "no"] {
            let opened = clara.get(&format!("{path}?answer={answer}")).await;
            assert_eq!(opened.status, StatusCode::OK, "{}", opened.text());
            assert!(read(&opened).contains("clara@example.net"));
        }
        let mails_before = world.mails_to("ada@example.org").await.len();
        let nothing = seen(&mut host, &page).await;
        assert!(nothing.contains("0 yes, 0 maybe, 0 no, 2 have not answered"), "{nothing}");

        let empty = answers(&mut clara, &path, &[("note", "Kept")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let empty = read(&empty);
        assert!(empty.contains("Choose yes, maybe or no.") && empty.contains("Kept"), "{empty}");
        let long = "x".repeat(501);
        let long = answers(&mut clara, &path, &[("answer", "yes"), ("note", &long)]).await;
        assert!(read(&long).contains("At most 500 characters"), "{}", long.text());

        let note = "Later,\n<b>ten</b>";
        let done = answers(&mut clara, &path, &[("answer", "yes"), ("note", note)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let told = read(&clara.get(&done.location()).await);
        assert!(told.contains("Your answer is kept."), "{told}");
        let one = seen(&mut host, &page).await;
        assert!(one.contains("1 yes, 0 maybe, 0 no, one has not answered"), "{one}");
        assert!(one.contains("Clara") && one.contains("Later,"), "{one}");
        assert!(!one.contains("<b>ten"), "what they wrote is text: {one}");
        world.settles().await;
        let mails = world.mails_to("ada@example.org").await.len();
        assert_eq!(mails, mails_before, "no mail for each answer");

        let titled = form(&[("invitees", GUESTS), ("title", "Dress rehearsal"), ("sequence", "0")]);
        host.post(&format!("{page}/edit"), &titled).await;
        world.settles().await;
        let update = world.newest_mail("clara@example.net", "meeting_updated").await;
        assert!(!update.plain().contains("Can you come?"), "{}", update.plain());
        let event = update.calendar();
        let of = |name: &str| between(&event, name, "\n").to_owned();
        assert!(event.contains("PARTSTAT=ACCEPTED;RSVP=TRUE;CN=\"Clara\""), "{event}");
        assert!(of("PARTSTAT=NEEDS-ACTION").contains("dan@example.net"), "{event}");

        let read_before = read(&clara.get(&path).await);
        let before = between(&read_before, "name=\"sequence\" value=\"", "\"").to_owned();
        let moved = form(&[("invitees", GUESTS), ("time", "14:00"), ("sequence", "1")]);
        host.post(&format!("{page}/edit"), &moved).await;
        world.settles().await;
        let update = world.newest_mail("clara@example.net", "meeting_updated").await;
        assert!(update.plain().contains("Can you come?"), "{}", update.plain());
        assert!(!update.calendar().contains("PARTSTAT=ACCEPTED;RSVP=TRUE"), "asked anew");
        let old = seen(&mut host, &page).await;
        assert!(old.contains("0 yes, 0 maybe, 0 no, 2 have not answered"), "{old}");
        assert!(old.contains("To another time"), "{old}");
        let late = clara.post(&path, &[("sequence", &before), ("answer", "yes")]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(read(&late).contains("The time was changed after you opened"), "{}", late.text());
        let anew = answers(&mut clara, &path, &[("answer", "no")]).await;
        assert_eq!(anew.status, StatusCode::SEE_OTHER, "{}", anew.text());
        assert!(seen(&mut host, &page).await.contains("0 yes, 0 maybe, 1 no"));

        the_uninvited_answer_nothing(&world, (&mut host, &page), (&mut clara, &path)).await;
    })
    .await;
}

/// F1, P1: a program answers for one meeting of a series and for all; the host's program reads who
/// said what. An answer to one meeting counts for that one, and to the old time for none.
#[tokio::test]
async fn programs_answer_and_read_answers() {
    on_each_database(async |world| {
        world.it_is("2027-03-10T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut api = program(&world, &ada).await;
        let mut asked = body("Rehearsal", "2027-03-17T09:30");
        asked["repeats"] = json!({ "frequency": "weekly", "ends": "after", "count": 4 });
        asked["invitees"] = json!([{ "email": "clara@example.net" }, { "email": "d@example.net" }]);
        let made = api.api(Method::POST, "/api/meetings", Some(asked)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        let meeting = made.location();
        world.settles().await;
        let path = format!("/api{}", answer_page(&world, "clara@example.net").await);

        let mut clara = world.client();
        let seen = clara.api(Method::GET, &path, None).await.json();
        assert_eq!(seen["times"].as_array().map(Vec::len), Some(4), "{seen}");
        assert_eq!(seen["answers"], json!([]), "{seen}");
        let yes = json!({ "answer": "yes", "sequence": 0 });
        let done = clara.api(Method::PUT, &path, Some(yes)).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text());
        let no = json!({ "answer": "no", "time": 2, "note": "Away" });
        let done = clara.api(Method::PUT, &path, Some(no)).await.json();
        assert_eq!(done["answers"].as_array().map(Vec::len), Some(2), "{done}");
        for (wrong, code) in [
            (json!({ "answer": "perhaps" }), "request.invalid"),
            (json!({ "answer": "yes", "time": 9 }), "meeting.no_such_time"),
            (json!({ "answer": "yes", "who": "dan" }), "request.unreadable"),
        ] {
            let refused = clara.api(Method::PUT, &path, Some(wrong)).await;
            assert!(refused.status.is_client_error(), "{}", refused.text());
            assert!(refused.text().contains(code) || code == "request.unreadable");
        }

        let told = format!("{meeting}/answers");
        let found = api.api(Method::GET, &told, None).await.json();
        assert_eq!(found["counts"], json!({ "yes": 1, "maybe": 0, "no": 0, "unanswered": 1 }));
        assert_eq!(found["times"][0]["index"], 2, "{found}");
        assert_eq!(found["times"][0]["counts"]["no"], 1, "{found}");
        assert_eq!(found["invited"][0]["answers"][1]["note"], "Away", "{found}");
        assert_eq!(found["invited"][1]["answers"], json!([]), "{found}");

        let moved =
            json!({ "change": "move", "start": "2027-03-31T14:00", "duration_minutes": 45 });
        let done = api.api(Method::PUT, &format!("{meeting}/times/2"), Some(moved)).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text());
        let found = api.api(Method::GET, &told, None).await.json();
        assert_eq!(found["counts"]["yes"], 1, "the series is as it was: {found}");
        assert_eq!(found["times"][0]["counts"]["unanswered"], 2, "{found}");
        assert_eq!(found["invited"][0]["answers"][1]["outdated"], true, "{found}");

        let ben = world.owner("ben@example.org").await;
        let mut bens = program(&world, &ben).await;
        let foreign = bens.api(Method::GET, &told, None).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
        for _ in 0..60 {
            clara.api(Method::GET, "/api/answers/0123456789abcdef", None).await;
        }
        let wait = clara.api(Method::GET, "/api/answers/0123456789abcdef", None).await;
        assert_eq!(wait.status, StatusCode::TOO_MANY_REQUESTS, "codes are not guessed");
        assert_eq!(clara.api(Method::GET, &path, None).await.status, StatusCode::OK);
    })
    .await;
}

/// A mail as a calendar program writes it.
pub(crate) fn reply(to: &str, attendee: &str, uid: &str, lines: &str) -> String {
    format!(
        "From: {attendee}\r\nTo: {to}\r\nSubject: Accepted\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/calendar; charset=utf-8; method=REPLY\r\n\r\n\
         BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{uid}\r\n\
         {lines}\r\nORGANIZER:mailto:{to}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

pub(crate) fn says(partstat: &str, stamp: &str, attendee: &str) -> String {
    format!("DTSTAMP:{stamp}\r\nSEQUENCE:0\r\nATTENDEE;PARTSTAT={partstat}:mailto:{attendee}")
}

/// The list has each with its reason; a mail is read, taken as a file, and removed.
async fn operators_see_what_was_set_aside(world: &World) {
    let olga = world.operator("olga@example.org").await;
    let mut operator = olga.signs_in().await;
    let list = read(&operator.get("/operator/set-aside").await);
    assert!(list.contains("Undeliverable") && list.contains("MAILER-DAEMON"), "{list}");
    assert!(list.contains("Of somebody else than the one who was invited"), "{list}");
    let (before, _) = list.split_once("MAILER-DAEMON").expect("its row");
    let (_, href) = before.rsplit_once("href=\"").expect("a link");
    let href = href.split('"').next().unwrap_or_default().to_owned();
    let mail = operator.get(&href).await.text();
    assert!(mail.contains("No such user."), "{mail}");
    let source = operator.get(&format!("{href}.eml")).await;
    assert_eq!(source.header("content-type"), Some("message/rfc822"));
    let removed = operator.post(&format!("{href}/remove"), &[]).await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER, "{}", removed.text());
    assert_eq!(operator.get(&href).await.status, StatusCode::NOT_FOUND);
}

/// F1, H2: the mail of a calendar program counts where it comes to the address that only the
/// invited person was told; everything else is set aside, and an operator sees it.
#[tokio::test]
async fn calendars_answer_by_mail() {
    on_each_database(async |world| {
        world.it_is("2027-03-10T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut host = ada.signs_in().await;
        let weekly = [("date", "2027-03-17"), ("repeats", "weekly"), ("invitees", GUESTS)];
        let (page, _) = schedules(&mut host, &form(&weekly)).await;
        world.settles().await;
        let clara = "clara@example.net";
        let to = reply_address(&world, clara).await;
        assert!(to.starts_with("answers+") && to.ends_with("@example.org"), "{to}");
        let event = world.newest_mail(clara, "meeting_invitation").await.calendar();
        let uid = between(&event, "UID:", "\n").to_owned();
        let take = async |mail: &str, to: Option<&str>| {
            mail_in::take(&world.app, mail.as_bytes(), to).await.expect("a store")
        };

        let yes = reply(&to, clara, &uid, &says("ACCEPTED", "20270310T080000Z", clara));
        assert_eq!(take(&yes, None).await, Taken::Answered);
        assert_eq!(take(&yes, Some(&to)).await, Taken::Nothing, "the same once more");
        let early = reply(&to, clara, &uid, &says("DECLINED", "20270309T080000Z", clara));
        assert_eq!(take(&early, None).await, Taken::Nothing, "written before the other");
        let shown = seen(&mut host, &page).await;
        assert!(shown.contains("1 yes") && shown.contains("by mail"), "{shown}");

        world.it_is("2027-03-10T08:10Z");
        let one = says("DECLINED", "20270310T080500Z", clara);
        let windows = "RECURRENCE-ID;TZID=\"W. Europe Standard Time\":20270324T093000\r\nCOMMENT:";
        let one = reply(&to, clara, &uid, &format!("{windows}Away\\, sorry\r\n{one}"));
        assert_eq!(take(&one, None).await, Taken::Answered);
        let shown = seen(&mut host, &page).await;
        assert!(shown.contains("1 yes, 0 maybe, 0 no"), "of the series: {shown}");
        assert!(shown.contains("0 yes, 0 maybe, 1 no"), "of the one: {shown}");
        assert!(shown.contains("Away, sorry"), "{shown}");

        let aside = async |mail: &str, to: Option<&str>, reason: &'static str| {
            assert_eq!(take(mail, to).await, Taken::SetAside(reason));
        };
        let eve = "eve@example.net";
        let stranger = reply(&to, eve, &uid, &says("ACCEPTED", "20270310T080600Z", eve));
        aside(&stranger, None, "not_invited").await;
        let dan = "dan@example.net";
        let other = reply(&to, dan, &uid, &says("ACCEPTED", "20270310T080600Z", dan));
        aside(&other, None, "not_invited").await;
        let bare = reply("answers@example.org", clara, &uid, &says("DECLINED", "20270310T080600Z", clara));
        aside(&bare, None, "no_code").await;
        let gone = "answers+0123456789abcdef@example.org";
        aside(&yes, Some(gone), "unknown_code").await;
        let elsewhere = uid.replace("localhost", "example.com");
        let foreign = reply(&to, clara, &elsewhere, &says("DECLINED", "20270310T080600Z", clara));
        aside(&foreign, None, "other_meeting").await;
        let later = says("DECLINED", "20270310T080600Z", clara).replace("SEQUENCE:0", "SEQUENCE:7");
        aside(&reply(&to, clara, &uid, &later), None, "unknown_version").await;
        let never = format!("RECURRENCE-ID:20270325T083000Z\r\n{later}");
        let never = never.replace("SEQUENCE:7", "SEQUENCE:0");
        aside(&reply(&to, clara, &uid, &never), None, "no_such_time").await;
        aside("", None, "unreadable").await;
        aside(&format!("From: {clara}\r\n\r\nI'll come."), Some(&to), "no_answer_inside").await;
        let bounce = "From: MAILER-DAEMON@example.net\r\nSubject: Undeliverable\r\n\
            Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\nNo such user.\r\n--b--\r\n";
        aside(bounce, None, "report").await;
        let huge = "x".repeat(mail_in::MAIL_MAX_BYTES + 1);
        aside(&huge, Some(&to), "too_large").await;
        let same = seen(&mut host, &page).await;
        assert!(same.contains("1 yes, 0 maybe, 0 no, one has not answered"), "{same}");

        operators_see_what_was_set_aside(&world).await;
        assert_eq!(host.get("/operator/set-aside").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

/// F1: an answer to the time before a change comes late: it is kept, marked, and not counted; an
/// answer to the part of a series that was moved counts.
#[tokio::test]
async fn late_mails_answer_to_the_old_time() {
    on_each_database(async |world| {
        world.it_is("2027-03-10T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut host = ada.signs_in().await;
        let weekly = [("date", "2027-03-17"), ("repeats", "weekly")];
        let (page, _) = schedules(&mut host, &form(&weekly)).await;
        world.settles().await;
        let clara = "clara@example.net";
        let to = reply_address(&world, clara).await;
        let event = world.newest_mail(clara, "meeting_invitation").await.calendar();
        let uid = between(&event, "UID:", "\n").to_owned();
        let moved = [
            ("wish", "move_following"),
            ("following_date", "2027-04-01"),
            ("following_time", "09:30"),
            ("following_minutes", "45"),
            ("sequence", "0"),
        ];
        let done = host.post(&format!("{page}/times/2"), &moved).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        world.settles().await;

        let old = reply(&to, clara, &uid, &says("ACCEPTED", "20270310T080000Z", clara));
        let taken = mail_in::take(&world.app, old.as_bytes(), None).await.expect("a store");
        assert_eq!(taken, Taken::Answered);
        let shown = seen(&mut host, &page).await;
        assert!(shown.contains("0 yes") && shown.contains("To another time"), "{shown}");

        let mail = world.newest_mail(clara, "meeting_updated").await;
        let parts = mail.calendar();
        let part = world.mails_to(clara).await.into_iter().map(|mail| mail.calendar());
        let new = part.chain([parts]).find(|part| part.contains(&format!("{}-1@", &uid[..36])));
        let new = between(&new.expect("the moved part"), "UID:", "\n").to_owned();
        let says = says("TENTATIVE", "20270310T080000Z", clara).replace("SEQUENCE:0", "SEQUENCE:1");
        let one = format!("RECURRENCE-ID;TZID=Europe/Berlin:20270408T093000\r\n{says}");
        let one = reply(&to, clara, &new, &one);
        let taken = mail_in::take(&world.app, one.as_bytes(), None).await.expect("a store");
        assert_eq!(taken, Taken::Answered);
        let shown = seen(&mut host, &page).await;
        assert!(shown.contains("0 yes, 1 maybe, 0 no, 0 have not answered"), "{shown}");
    })
    .await;
}
