//! What programs of an account hear of guests (F1, P4): answers to invitations, by page, program
//! and mail, and who registers or cancels; and how a mail service hands their mails over.

use app::mail_in::{self, Taken};
use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::{MAIL_IN_SECRET, on_each_database};

use crate::f_answers::{answer_page, reply, reply_address, says, seen};
use crate::f_meetings::{between, body, form, program, read, schedules};
use crate::p_webhooks::{Receiver, adds};

const CLARA: &str = "clara@example.net";
const DAN: &str = "dan@example.net";

/// F1, P4: each answer that is kept is told once, whichever way it came; the same once more is not,
/// and the trail of the account says nothing of it.
#[tokio::test]
async fn programs_hear_of_answers() {
    on_each_database(async |world| {
        world.it_is("2027-03-10T08:00Z");
        let receiver = Receiver::start().await;
        let ada = world.owner("ada@example.org").await;
        adds(&ada, &receiver.url, &["meeting.answered"]).await.expect("added");
        let mut host = ada.signs_in().await;
        let guests = format!("{CLARA}, {DAN}");
        let weekly = [("date", "2027-03-17"), ("repeats", "weekly"), ("invitees", guests.as_str())];
        schedules(&mut host, &form(&weekly)).await;
        world.settles().await;

        let path = answer_page(&world, CLARA).await;
        let mut clara = world.client();
        let sequence =
            between(&read(&clara.get(&path).await), "name=\"sequence\" value=\"", "\"").to_owned();
        assert_eq!(receiver.told("meeting.answered").len(), 0, "opening a page answers nothing");
        let yes = [("sequence", sequence.as_str()), ("answer", "yes"), ("note", "Between us")];
        for _ in 0..2 {
            let done = clara.post(&path, &yes).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        }
        let no = json!({ "answer": "no", "time": 2 });
        let done = clara.api(Method::PUT, &format!("/api{path}"), Some(no)).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text());

        let to = reply_address(&world, DAN).await;
        let event = world.newest_mail(DAN, "meeting_invitation").await.calendar();
        let uid = between(&event, "UID:", "\n").to_owned();
        let maybe = reply(&to, DAN, &uid, &says("TENTATIVE", "20270310T080000Z", DAN));
        for expected in [Taken::Answered, Taken::Nothing] {
            let taken = mail_in::take(&world.app, maybe.as_bytes(), None).await;
            assert_eq!(taken.expect("a store"), expected);
        }
        world.settles().await;

        let mut told = receiver.told("meeting.answered");
        told.sort_by_key(|data| {
            (data["change"]["email"].to_string(), data["change"]["time"].to_string())
        });
        assert!(told.iter().all(|data| data["account"] == json!(ada.who.account())), "{told:?}");
        let changes: Vec<_> = told.iter().map(|data| data["change"].clone()).collect();
        let said = |email: &str, answer: &str, time: Option<u32>, by: &str| {
            json!({
                "title": "Rehearsal", "email": email, "answer": answer, "time": time, "by": by,
                "outdated": false,
            })
        };
        let expected = [
            said(CLARA, "no", Some(2), "page"),
            said(CLARA, "yes", None, "page"),
            said(DAN, "maybe", None, "mail"),
        ];
        assert_eq!(changes, expected);
        assert!(!ada.trail().await.iter().any(|done| done == "meeting.answered"));
    })
    .await;
}

/// F1, P4: whoever registers or cancels is told, with how they stand; the form sent again with the
/// same address tells nothing, and an approval is told as the host's.
#[tokio::test]
async fn programs_hear_of_registrations() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let receiver = Receiver::start().await;
        let ada = world.owner("ada@example.org").await;
        adds(&ada, &receiver.url, &[]).await.expect("added");
        let mut api = program(&world, &ada).await;
        let asked = body("Rehearsal", "2027-04-07T09:30");
        let meeting = api.api(Method::POST, "/api/meetings", Some(asked)).await.location();
        let settings = json!({ "approval": "manual", "places": 5, "questions": [] });
        let set = api.api(Method::PUT, &format!("{meeting}/registration"), Some(settings)).await;
        assert_eq!(set.status, StatusCode::OK, "{}", set.text());
        let url = set.json()["url"].as_str().expect("an address").to_owned();
        let public = url.replace("http://localhost:8080", "/api");

        let mut guest = world.client();
        for name in ["Dora", "Mallory"] {
            let new = json!({ "name": name, "email": "dora@example.net" });
            let sent = guest.api(Method::POST, &public, Some(new)).await;
            assert_eq!(sent.status, StatusCode::ACCEPTED, "{}", sent.text());
        }
        world.settles().await;
        let told = receiver.told("meeting.registered");
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0]["change"]["standing"], "waiting", "{told:?}");
        let registrant = told[0]["change"]["registrant"].as_str().expect("an id").to_owned();
        assert!(!told[0].to_string().contains("dora"), "its id alone: {told:?}");

        let approve = format!("{meeting}/registrants/{registrant}/approve");
        let approved = api.api(Method::POST, &approve, None).await;
        assert_eq!(approved.json()["standing"], "approved", "{}", approved.text());
        let mail = world.newest_mail("dora@example.net", "registration").await;
        let own = mail.after("http://localhost:8080/registrations/");
        for _ in 0..2 {
            guest.api(Method::DELETE, &format!("/api/registrations/{own}"), None).await;
        }
        world.settles().await;
        assert_eq!(receiver.told("meeting.registrant_approved").len(), 1);
        let told = receiver.told("meeting.registrant_cancelled");
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0]["change"]["standing"], "cancelled", "{told:?}");
        assert_eq!(told[0]["change"]["registrant"], registrant, "{told:?}");
    })
    .await;
}

/// F1, H2: a mail service hands mails over by HTTP, with the operator's secret and nothing else.
#[tokio::test]
async fn mail_services_hand_mails_over() {
    on_each_database(async |world| {
        world.it_is("2027-03-10T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut host = ada.signs_in().await;
        let (page, _) = schedules(&mut host, &form(&[("invitees", CLARA)])).await;
        world.settles().await;
        let to = reply_address(&world, CLARA).await;
        let event = world.newest_mail(CLARA, "meeting_invitation").await.calendar();
        let uid = between(&event, "UID:", "\n").to_owned();
        let yes = reply(&to, CLARA, &uid, &says("ACCEPTED", "20270310T080000Z", CLARA));

        let mut service = world.client();
        let mail = Some("message/rfc822");
        let (here, delivered) =
            ("/api/mail-in", format!("/api/mail-in?to={}", to.replace('+', "%2B")));
        let persons = format!("Bearer {}", ada.token().await);
        let other = format!("Bearer {}", MAIL_IN_SECRET.to_uppercase());
        for wrong in ["Bearer ", &persons, &other, MAIL_IN_SECRET] {
            let shown = [("authorization", wrong)];
            let bytes = yes.clone().into_bytes();
            let refused = service.send(Method::POST, here, mail, bytes, &shown).await;
            assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{wrong}: {}", refused.text());
            assert_eq!(refused.json()["code"], "mail_in.token_unknown");
        }
        assert!(seen(&mut host, &page).await.contains("0 yes"), "nothing was taken");

        let secret = format!("Bearer {MAIL_IN_SECRET}");
        let shown = [("authorization", secret.as_str())];
        let huge = vec![b'x'; mail_in::MAIL_MAX_BYTES + 1];
        let refused = service.send(Method::POST, here, mail, huge, &shown).await;
        assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", refused.text());
        let text = Some("text/plain");
        let refused =
            service.send(Method::POST, here, text, yes.clone().into_bytes(), &shown).await;
        assert_eq!(refused.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{}", refused.text());

        for (path, became) in [(delivered.as_str(), "answered"), (here, "nothing_new")] {
            let bytes = yes.clone().into_bytes();
            let taken = service.send(Method::POST, path, mail, bytes, &shown).await;
            assert_eq!(taken.status, StatusCode::ACCEPTED, "{}", taken.text());
            assert_eq!(taken.json(), json!({ "taken": became }));
        }
        let shown_now = seen(&mut host, &page).await;
        assert!(shown_now.contains("1 yes") && shown_now.contains("by mail"), "{shown_now}");
        let stray = b"From: someone@example.net\r\n\r\nHello.".to_vec();
        let aside = service.send(Method::POST, here, mail, stray, &shown).await;
        assert_eq!(aside.status, StatusCode::ACCEPTED, "{}", aside.text());
        assert_eq!(aside.json(), json!({ "taken": "set_aside", "reason": "no_answer_inside" }));
    })
    .await;
}

/// H2: where the operator has set no secret, nobody hands mails over, whatever they show.
#[tokio::test]
async fn without_a_secret_no_mail_is_taken() {
    on_each_database(async |world| {
        let closed = world.without_mail_service().await;
        let ours = format!("Bearer {MAIL_IN_SECRET}");
        for shown in ["Bearer ", "Bearer", ours.as_str()] {
            let mut service = closed.client();
            let (kind, bytes) = (Some("message/rfc822"), b"From: ada@example.org".to_vec());
            let shown = [("authorization", shown)];
            let refused = service.send(Method::POST, "/api/mail-in", kind, bytes, &shown).await;
            assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{}", refused.text());
            assert_eq!(refused.json()["code"], "mail_in.token_unknown", "{}", refused.text());
        }
        let bare = Some("message/rfc822");
        let refused = closed.client().send(Method::POST, "/api/mail-in", bare, vec![], &[]).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{}", refused.text());
    })
    .await;
}
