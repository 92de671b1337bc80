//! Single meetings of a series (F1): moved, called off and put back in the browser and over the
//! API, told to calendars one by one, shown wherever the series is shown.

use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::http::Client;
use testkit::{Mail, World, on_each_database};

use crate::f_meetings::{between, body, form, opened, program, read, schedules};

/// A weekly series over the night when summer time comes; its third meeting is after it.
async fn series(browser: &mut Client) -> (String, String) {
    let fields = form(&[("date", "2027-03-17"), ("repeats", "weekly")]);
    schedules(browser, &fields).await
}

/// Mails of one kind to `address`, newest first.
async fn mails(world: &World, address: &str, kind: &str) -> Vec<Mail> {
    let all = world.mails_to(address).await.into_iter();
    all.filter(|mail| mail.kind == kind).collect()
}

/// The entry for calendars moves one meeting of the series it was invited to, and no other.
fn moves_one(event: &str, invited: &str, link: &str) {
    assert!(event.contains("METHOD:REQUEST") && event.contains("SEQUENCE:1"), "{event}");
    assert!(event.contains("RECURRENCE-ID;TZID=Europe/Berlin:20270331T093000"), "{event}");
    assert!(event.contains("DTSTART;TZID=Europe/Berlin:20270327T180000"), "{event}");
    assert!(event.contains("DTEND;TZID=Europe/Berlin:20270327T184000"), "{event}");
    assert!(!event.contains("RRULE:FREQ=WEEKLY"), "the others are not touched: {event}");
    assert_eq!(between(event, "UID:", "\n"), between(invited, "UID:", "\n"));
    assert!(event.contains(link), "the link stays: {event}");
}

/// F1, P1, P2, P3: one meeting is moved over the night of summer time, after a preview; page, join
/// page and calendar say so, an old preview does nothing, and it is put back.
#[tokio::test]
async fn one_meeting_of_a_series_is_moved_and_put_back() {
    on_each_database(async |world| {
        world.it_is("2027-03-10T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let (page, link) = series(&mut browser).await;
        world.settles().await;
        let invited = world.newest_mail("clara@example.net", "meeting_invitation").await.calendar();

        let time = format!("{page}/times/2");
        let blank = read(&browser.get(&time).await);
        assert!(blank.contains("value=\"2027-03-31\"") && blank.contains("value=\"09:30\""));
        let preview = format!("{time}/preview");
        let wish = [
            ("wish", "move"),
            ("date", "2027-03-27"),
            ("time", "18:00"),
            ("duration_minutes", "40"),
            ("title", "Rehearsal"),
        ];
        let long = [wish[0], wish[1], wish[2], wish[4], ("duration_minutes", "90")];
        let refused = browser.post(&preview, &long).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let refused = read(&refused);
        assert!(refused.contains("last up to 50 minutes"), "{refused}");
        assert!(refused.contains("value=\"2027-03-27\""), "what was typed is kept: {refused}");

        let shown = browser.post(&preview, &wish).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.text());
        let shown = read(&shown);
        assert!(shown.contains("One person is told by mail"), "{shown}");
        assert_eq!(between(&shown, "name=\"sequence\" value=\"", "\""), "0");
        world.settles().await;
        assert_eq!(world.mails_of_kind("clara@example.net", "meeting_updated").await, 0);

        let confirmed = [wish[0], wish[1], wish[2], wish[3], wish[4], ("sequence", "0")];
        let done = browser.post(&time, &confirmed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        world.settles().await;
        let mail = world.newest_mail("clara@example.net", "meeting_updated").await;
        assert_eq!(mail.subject, "Moved once: Rehearsal");
        let told = mail.plain().replace('\u{a0}', " ");
        assert!(told.contains("moved one meeting"), "{told}");
        assert!(told.contains("27 March") && told.contains("31 March"), "both times: {told}");
        let event = mail.calendar();
        moves_one(&event, &invited, &link);
        let of_series = read(&browser.get(&page).await);
        assert!(of_series.contains("Not as in the series"), "{of_series}");

        let late = browser.post(&time, &confirmed).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.text().contains("Nothing changes"), "the preview anew: {}", late.text());
        world.it_is("2027-03-25T08:00Z");
        let joined = read(&opened(&world, &link).await);
        assert!(joined.contains("27 March"), "{joined}");

        world.it_is("2027-03-25T08:05Z");
        let mut browser = ada.signs_in().await;
        let back = [("wish", "put_back"), ("sequence", "1")];
        let done = browser.post(&time, &back).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        world.settles().await;
        let mail = world.newest_mail("clara@example.net", "meeting_updated").await;
        assert_eq!(mail.subject, "Put back: Rehearsal");
        let event = mail.calendar();
        assert!(event.contains("RECURRENCE-ID;TZID=Europe/Berlin:20270331T093000"), "{event}");
        assert!(event.contains("DTSTART;TZID=Europe/Berlin:20270331T093000"), "{event}");
        assert!(read(&opened(&world, &link).await).contains("31 March"));
        let trail = ada.trail().await;
        for action in ["meeting.time_moved", "meeting.time_put_back"] {
            assert_eq!(trail.iter().filter(|done| *done == action).count(), 1, "{trail:?}");
        }
    })
    .await;
}

/// F1, P1, P2: a program calls one meeting off and puts it back; whoever is invited in between
/// hears of the series without it.
#[tokio::test]
async fn one_meeting_of_a_series_is_called_off_and_put_back() {
    on_each_database(async |world| {
        world.it_is("2027-03-10T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut api = program(&world, &ada).await;
        let mut asked = body("Rehearsal", "2027-03-17T09:30");
        asked["repeats"] = json!({ "frequency": "weekly", "ends": "after", "count": 3 });
        asked["invitees"] = json!([{ "email": "clara@example.net" }]);
        let made = api.api(Method::POST, "/api/meetings", Some(asked.clone())).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        let (path, number) = (made.location(), made.json()["number"].clone());
        let time = format!("{path}/times/1");

        let cancel = json!({ "change": "cancel" });
        let preview = format!("{time}/preview");
        let shown = api.api(Method::POST, &preview, Some(cancel.clone())).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.text());
        let shown = shown.json();
        assert_eq!(shown["before"]["start"], "2027-03-24T08:30:00Z", "{shown}");
        assert!(shown.get("after").is_none() && shown["people_told"] == 1, "{shown}");

        let stale = [("if-match", "\"7\"")];
        let late = api.api_with(Method::PUT, &time, Some(cancel.clone()), &stale).await;
        assert_eq!(late.status, StatusCode::PRECONDITION_FAILED, "{}", late.text());
        let seen = [("if-match", "\"0\"")];
        let done = api.api_with(Method::PUT, &time, Some(cancel.clone()), &seen).await;
        assert_eq!(done.header("etag"), Some("\"1\""), "{}", done.text());
        let done = done.json();
        assert_eq!(done["changed_times"][0]["index"], 1, "{done}");
        assert_eq!(done["times"].as_array().map(Vec::len), Some(2), "{done}");
        assert_eq!(done["number"], number);
        world.settles().await;
        let mail = world.newest_mail("clara@example.net", "meeting_cancelled").await;
        assert_eq!(mail.subject, "Cancelled once: Rehearsal");
        let event = mail.calendar();
        assert!(event.contains("METHOD:CANCEL") && event.contains("STATUS:CANCELLED"), "{event}");
        assert!(event.contains("RECURRENCE-ID;TZID=Europe/Berlin:20270324T093000"), "{event}");

        asked["invitees"] =
            json!([{ "email": "clara@example.net" }, { "email": "dan@example.net" }]);
        let changed = api.api(Method::PUT, &path, Some(asked)).await;
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.text());
        world.settles().await;
        let event = world.newest_mail("dan@example.net", "meeting_invitation").await.calendar();
        assert!(event.contains("EXDATE;TZID=Europe/Berlin:20270324T093000"), "{event}");

        world.runs_until("2027-03-18T08:00Z").await;
        let page = api.api(Method::GET, "/api/meetings", None).await.json();
        let listed = &page["meetings"][0];
        assert_eq!(listed["start"], "2027-03-31T07:30:00Z", "the next one is off: {page}");
        let last = api.api(Method::PUT, &format!("{path}/times/2"), Some(cancel)).await;
        assert_eq!(last.status, StatusCode::CONFLICT, "{}", last.text());
        assert_eq!(last.json()["code"], "meeting.only_time");

        let back = json!({ "change": "put_back" });
        let done = api.api(Method::PUT, &time, Some(back.clone())).await.json();
        assert_eq!(done["changed_times"], json!([]), "{done}");
        world.settles().await;
        let event = world.newest_mail("dan@example.net", "meeting_updated").await.calendar();
        assert!(event.contains("RRULE:FREQ=WEEKLY") && !event.contains("EXDATE"), "{event}");
        let page = api.api(Method::GET, "/api/meetings", None).await.json();
        assert_eq!(page["meetings"][0]["start"], "2027-03-24T08:30:00Z", "{page}");

        let none = api.api(Method::PUT, &format!("{path}/times/3"), Some(back.clone())).await;
        assert_eq!(none.json()["code"], "meeting.no_such_time", "{}", none.text());
        let ben = world.owner("ben@example.org").await;
        let mut bens = program(&world, &ben).await;
        let foreign = bens.api(Method::PUT, &time, Some(back.clone())).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
        let foreign = bens.api(Method::POST, &preview, Some(back)).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    })
    .await;
}

/// F1, P1: this one and all that follow are called off, the earlier ones stay; a later end of the
/// series has them back.
#[tokio::test]
async fn a_series_ends_before_one_of_its_meetings() {
    on_each_database(async |world| {
        world.it_is("2027-03-10T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let (page, link) = series(&mut browser).await;
        let time = format!("{page}/times/2");
        let wish = [("wish", "cancel_following")];
        let shown = browser.post(&format!("{time}/preview"), &wish).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.text());
        let shown = read(&shown);
        assert!(shown.contains("The last of the series is on Wednesday, 24 March 2027"), "{shown}");
        assert!(shown.contains("One person is told by mail"), "{shown}");
        let done = browser.post(&time, &[wish[0], ("sequence", "0")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        world.settles().await;
        let mail = world.newest_mail("clara@example.net", "meeting_cancelled").await;
        assert_eq!(mail.subject, "Series ends: Rehearsal");
        let event = mail.calendar();
        assert!(event.contains("METHOD:REQUEST") && event.contains("SEQUENCE:1"), "{event}");
        assert!(event.contains("RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20270324T083000Z"), "{event}");

        world.it_is("2027-03-25T08:00Z");
        let joined = read(&opened(&world, &link).await);
        assert!(!joined.contains("31 March"), "{joined}");
        let mut browser = ada.signs_in().await;
        let again = form(&[("date", "2027-03-17"), ("repeats", "weekly"), ("sequence", "1")]);
        let longer = browser.post(&format!("{page}/edit"), &again).await;
        assert_eq!(longer.status, StatusCode::SEE_OTHER, "{}", longer.text());
        assert!(read(&opened(&world, &link).await).contains("31 March"), "the same link");
        let first = browser.post(&format!("{page}/times/0"), &wish).await;
        assert_eq!(first.status, StatusCode::UNPROCESSABLE_ENTITY, "it is over");
    })
    .await;
}

fn uid(event: &str) -> String {
    between(event, "UID:", "\n").trim().to_owned()
}

/// Of two mails one ends the series for calendars and one begins another, which is given back.
fn ends_and_begins(updates: &[Mail], invited: &str, link: &str) -> String {
    let of = |subject: &str| {
        let found = updates.iter().find(|mail| mail.subject == subject);
        found.unwrap_or_else(|| panic!("no mail {subject}"))
    };
    let ended = of("Until then: Rehearsal").calendar();
    assert_eq!(uid(&ended), uid(invited));
    assert!(ended.contains("UNTIL=20270324T083000Z"), "{ended}");
    let begun = of("Moved from now on: Rehearsal");
    let told = begun.plain().replace('\u{a0}', " ");
    assert!(told.contains("31 March") && told.contains("1 April"), "both times: {told}");
    let begun = begun.calendar();
    assert_ne!(uid(&begun), uid(invited), "a series of its own");
    assert!(begun.contains("DTSTART;TZID=Europe/Berlin:20270401T110000"), "{begun}");
    assert!(begun.lines().any(|line| line.trim() == "RRULE:FREQ=WEEKLY;BYDAY=TH"), "{begun}");
    assert!(begun.contains("METHOD:REQUEST") && begun.contains("SEQUENCE:1"), "{begun}");
    assert!(begun.contains(link), "the link stays: {begun}");
    begun
}

/// F1, P1, P2, P4: a meeting and all that follow move over the change to summer time; link and
/// number stay, calendars get the end of one series and another, and those invited later both.
#[tokio::test]
async fn this_meeting_and_all_that_follow_are_moved() {
    on_each_database(async |world| {
        world.it_is("2027-03-10T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let (page, link) = series(&mut browser).await;
        world.settles().await;
        let invited = world.newest_mail("clara@example.net", "meeting_invitation").await.calendar();

        let time = format!("{page}/times/2");
        let shown = read(&browser.get(&time).await);
        assert!(shown.contains("name=\"following_date\""), "{shown}");
        let wish = [
            ("wish", "move_following"),
            ("following_date", "2027-04-01"),
            ("following_time", "11:00"),
            ("following_minutes", "40"),
        ];
        let early = [wish[0], ("following_date", "2027-03-24"), wish[2], wish[3]];
        let refused = browser.post(&format!("{time}/preview"), &early).await;
        assert_eq!(refused.status, StatusCode::OK, "after the one before: {}", refused.text());
        let early = [wish[0], ("following_date", "2027-03-23"), wish[2], wish[3]];
        let refused = browser.post(&format!("{time}/preview"), &early).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("Choose a time after 24"), "{}", refused.text());
        let shown = browser.post(&format!("{time}/preview"), &wish).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.text());
        let shown = read(&shown);
        assert!(shown.contains("Every week on Thursday"), "the rule in words: {shown}");
        assert!(shown.contains("their calendar moves these meetings."), "{shown}");
        let confirmed = [wish[0], wish[1], wish[2], wish[3], ("sequence", "0")];
        let done = browser.post(&time, &confirmed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        world.settles().await;

        let updates = mails(&world, "clara@example.net", "meeting_updated").await;
        assert_eq!(updates.len(), 2, "one for each entry");
        let begun = ends_and_begins(&updates, &invited, &link);
        let shown = read(&browser.get(&page).await);
        assert!(shown.contains("Every week on Wednesday, until 24 March 2027"), "{shown}");
        assert!(shown.contains("Every week on Thursday"), "{shown}");
        assert!(shown.contains(&format!("{page}/times/3")), "places stay: {shown}");
        let file = browser.get(&format!("{page}/calendar.ics")).await.text();
        assert_eq!(file.matches("BEGIN:VEVENT").count(), 2, "{file}");
        assert!(ada.trail().await.contains(&"meeting.following_moved".to_owned()));

        let fields = form(&[
            ("date", "2027-04-01"),
            ("time", "11:00"),
            ("duration_minutes", "40"),
            ("repeats", "weekly"),
            ("days", "TH"),
            ("invitees", "clara@example.net, dan@example.net"),
            ("sequence", "1"),
        ]);
        let more = browser.post(&format!("{page}/edit"), &fields).await;
        assert_eq!(more.status, StatusCode::SEE_OTHER, "{}", more.text());
        world.settles().await;
        let both = mails(&world, "dan@example.net", "meeting_invitation").await;
        assert_eq!(both.len(), 2, "an entry for each rule");
        assert_eq!(world.mails_of_kind("clara@example.net", "meeting_updated").await, 2);

        world.runs_until("2027-03-26T08:00Z").await;
        assert!(read(&opened(&world, &link).await).contains("1 April"));
        let mut browser = ada.signs_in().await;
        let listed = read(&browser.get("/meetings").await);
        assert!(listed.contains("Every week on Thursday"), "moved on to the new rule: {listed}");
        let all = browser.post(&format!("{page}/cancel"), &[("sequence", "2")]).await;
        assert_eq!(all.status, StatusCode::SEE_OTHER, "{}", all.text());
        world.settles().await;
        let off = mails(&world, "clara@example.net", "meeting_cancelled").await;
        assert_eq!(off.len(), 1, "the first entry is over");
        assert_eq!(uid(&off[0].calendar()), uid(&begun));
    })
    .await;
}

/// F1, P1: a program gives one meeting of a series a title and an agenda of its own, which lists,
/// join page and calendars say, and takes them back.
#[tokio::test]
async fn one_meeting_of_a_series_has_words_of_its_own() {
    on_each_database(async |world| {
        world.it_is("2027-03-10T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut api = program(&world, &ada).await;
        let mut asked = body("Rehearsal", "2027-03-17T09:30");
        asked["repeats"] = json!({ "frequency": "weekly" });
        asked["invitees"] = json!([{ "email": "clara@example.net" }]);
        let made = api.api(Method::POST, "/api/meetings", Some(asked)).await;
        let (path, link) = (made.location(), made.json()["join_url"].clone());
        let link = link.as_str().unwrap_or_default().to_owned();
        let time = format!("{path}/times/0");
        let wish = json!({
            "change": "move", "start": "2027-03-17T09:30", "duration_minutes": 45,
            "title": "Dress rehearsal", "agenda": "In costume",
        });
        let preview = format!("{time}/preview");
        let shown = api.api(Method::POST, &preview, Some(wish.clone())).await.json();
        assert_eq!(shown["title"], "Dress rehearsal", "{shown}");
        assert_eq!(shown["before"], shown["after"], "the time stays: {shown}");
        let done = api.api(Method::PUT, &time, Some(wish)).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text());
        let done = done.json();
        assert_eq!(done["changed_times"][0]["title"], "Dress rehearsal", "{done}");
        assert_eq!(done["title"], "Rehearsal", "of the series: {done}");
        world.settles().await;
        let mail = world.newest_mail("clara@example.net", "meeting_updated").await;
        assert_eq!(mail.subject, "Changed once: Dress rehearsal");
        let event = mail.calendar();
        assert!(event.contains("RECURRENCE-ID;TZID=Europe/Berlin:20270317T093000"), "{event}");
        assert!(event.contains("SUMMARY:Dress rehearsal"), "{event}");
        assert!(event.contains("DESCRIPTION:In costume"), "{event}");
        assert!(read(&opened(&world, &link).await).contains("Dress rehearsal"));
        let page = api.api(Method::GET, "/api/meetings", None).await.json();
        assert_eq!(page["meetings"][0]["title"], "Dress rehearsal", "{page}");

        let back = json!({ "change": "put_back" });
        let done = api.api(Method::PUT, &time, Some(back)).await.json();
        assert_eq!(done["changed_times"], json!([]), "{done}");
        assert!(!read(&opened(&world, &link).await).contains("Dress rehearsal"));
        let none = json!({
            "change": "move", "start": "2027-03-17T09:30", "duration_minutes": 45, "title": "",
        });
        let refused = api.api(Method::PUT, &time, Some(none)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.json()["errors"][0]["field"], "title", "{}", refused.text());
    })
    .await;
}
