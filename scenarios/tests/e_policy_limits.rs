//! What an account decides about passwords of rooms and how long meetings last (E9).

use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::on_each_database;

use crate::customer::subscriber;
use crate::e_policy::{answers, decides, group, joins, page, program, rule};

/// E9, F2: where rooms must have a password, one without is closed, also when it was open before,
/// and is opened once it has one; new rooms come with one, and who decided it is said.
#[tokio::test]
async fn rooms_have_a_password_where_it_is_decided() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let (mut browser, mut program) = (ada.signs_in().await, program(&ada).await);
        let open = json!({ "standing": "open" });
        let standing = "/api/room/standing";
        let room = answers(&mut program, Method::PUT, standing, Some(open.clone())).await;
        assert_eq!((&room["standing"], &room["password"]), (&json!("open"), &json!("")));
        let id = group(&mut program, "Sales", json!([rule("room_password", "on", true)])).await;

        let room = answers(&mut program, Method::GET, "/api/room", None).await;
        assert_eq!(room["standing"], "closed");
        let settings = room["settings"].as_array().expect("settings");
        let said = settings.iter().find(|each| each["setting"] == "room_password");
        let said = said.expect("the setting");
        assert_eq!((&said["origin"], &said["group"]), (&json!("group_lock"), &json!("Sales")));
        let mut guest = world.client();
        guest.host = "meet-eu.localhost:8080".to_owned();
        assert!(!page(&mut guest, "/room/ada").await.contains("The room has a lobby"));
        let refused = program.api(Method::PUT, standing, Some(open)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
        assert_eq!(refused.json()["code"], "room.password_needed");
        let own = page(&mut browser, "/profile/room").await;
        assert!(own.contains("Your room stays closed until it has one."), "{own}");
        let refused = browser.post("/profile/room/door", &[("standing", "open")]).await;
        assert!(refused.text().contains("decided that rooms have a password"));
        let refused = browser.post("/profile/room", &[("title", "Tea"), ("lobby", "yes")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("value=\"Tea\""), "{}", refused.text());
        let safe = [("title", "Tea"), ("lobby", "yes"), ("password", "tea-time")];
        let safe = browser.post("/profile/room", &safe).await;
        assert_eq!(safe.location(), "/profile/room", "{}", safe.text());
        let room = answers(&mut program, Method::GET, "/api/room", None).await;
        assert_eq!(room["standing"], "open", "it was open, and may be again");

        answers(&mut program, Method::DELETE, "/api/room", None).await;
        let room = answers(&mut program, Method::GET, "/api/room", None).await;
        assert_eq!(room["password"], "tea-time", "defaults have one too");
        answers(&mut program, Method::DELETE, &format!("/api/groups/{id}"), None).await;
        let bare = browser.post("/profile/room", &[("title", "Tea"), ("lobby", "yes")]).await;
        assert_eq!(bare.location(), "/profile/room", "{}", bare.text());

        let bob = world.owner("bob@example.com").await;
        let mut bob = crate::e_policy::program(&bob).await;
        decides(&mut bob, json!([rule("room_password", "on", false)])).await;
        let room = answers(&mut bob, Method::GET, "/api/room", None).await;
        assert_eq!(room["password"].as_str().map(str::len), Some(8), "a new room has one");
        let bare = json!({ "password": "" });
        let bare = answers(&mut bob, Method::PUT, "/api/room", Some(bare)).await;
        assert_eq!(bare["password"], "", "a default is no lock");
    })
    .await;
}

/// E9a, B7: meetings are no longer than the account or a group has decided, where the plan would
/// allow it; the form, the refusal, the room, home and the join page say whose limit it is.
#[tokio::test]
async fn meetings_are_no_longer_than_decided() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let (mut browser, mut program) = (ada.signs_in().await, program(&ada).await);
        let meeting = |minutes: u32| {
            json!({ "title": "Open day", "start": "2027-04-02T09:30",
                "zone": "Europe/Berlin", "duration_minutes": minutes })
        };
        let before = answers(&mut program, Method::POST, "/api/meetings", Some(meeting(40))).await;
        decides(&mut program, json!([rule("meeting_minutes", "30", true)])).await;
        for (minutes, code) in [(31, "meeting.decided_minutes"), (51, "meeting.decided_minutes")] {
            let body = Some(meeting(minutes));
            let refused = program.api(Method::POST, "/api/meetings", body).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
            assert_eq!(refused.json()["errors"][0]["code"], code);
        }
        answers(&mut program, Method::POST, "/api/meetings", Some(meeting(30))).await;
        let form = page(&mut browser, "/meetings/new").await;
        assert!(form.contains("Up to 30 minutes, as your account has decided."), "{form}");
        let home = page(&mut browser, "/").await;
        assert!(home.contains("Your account has decided how long; the plan allows more."));
        let room = answers(&mut program, Method::GET, "/api/room", None).await;
        assert_eq!(room["plan"]["minutes"], 30);
        let id = before["id"].as_str().expect("an id");
        let shown = page(&mut browser, &format!("/meetings/{id}")).await;
        assert!(shown.contains("Your account has decided that meetings end after"), "{shown}");
        let join = before["join_url"].as_str().expect("a link");
        let (host, path) = join.trim_start_matches("http://").split_once('/').expect("a path");
        let mut guest = world.client();
        guest.host = host.to_owned();
        let join = page(&mut guest, &format!("/{path}")).await;
        assert!(join.contains("The host’s account ends meetings after 30 minutes."), "{join}");

        decides(&mut program, json!([])).await;
        group(&mut program, "Sales", json!([rule("meeting_minutes", "20", true)])).await;
        let refused = program.api(Method::POST, "/api/meetings", Some(meeting(30))).await;
        let code = refused.json()["errors"][0]["code"].clone();
        assert_eq!(code, "meeting.decided_minutes_by_group", "{}", refused.text());
        let form = page(&mut browser, "/meetings/new").await;
        assert!(form.contains("Up to 20 minutes, as the group Sales has decided."), "{form}");
        decides(&mut program, json!([rule("meeting_minutes", "1440", true)])).await;
        let refused = program.api(Method::POST, "/api/meetings", Some(meeting(60))).await;
        assert_eq!(refused.json()["errors"][0]["code"], "meeting.plan_minutes", "the plan's own");
        for (rule, code) in [
            (rule("meeting_minutes", "30", false), "policy.no_default"),
            (rule("meeting_minutes", "never", true), "policy.not_a_length"),
        ] {
            let body = json!({ "rules": [rule] });
            let refused = program.api(Method::PUT, "/api/policy", Some(body)).await;
            assert_eq!(refused.json()["errors"][0]["code"], code, "{}", refused.text());
        }
    })
    .await;
}

/// E9a, F10: mails one can do without follow what is decided: a default until one chooses oneself,
/// a lock whatever one chose; meetings write to nobody for whom it is locked off.
#[tokio::test]
async fn mails_follow_what_is_decided() {
    on_each_database(async |world| {
        let (_ada, mut customer) = subscriber(&world).await;
        let mut carl = joins(&world, &mut customer, "carl@example.org").await;
        let program = &mut customer.program;
        let invited = async || world.mails_of_kind("carl@example.org", "meeting_invitation").await;
        let meeting = json!({ "title": "Open day", "start": "2027-04-20T09:30",
            "zone": "Europe/Berlin", "duration_minutes": 30,
            "invitees": [{ "email": "carl@example.org" }] });
        answers(program, Method::POST, "/api/meetings", Some(meeting.clone())).await;
        world.settles().await;
        assert_eq!(invited().await, 1, "the default is shipped");
        let rules =
            json!([rule("mail_meeting_changes", "off", true), rule("mail_news", "on", false),]);
        decides(program, rules).await;
        answers(program, Method::POST, "/api/meetings", Some(meeting.clone())).await;
        world.settles().await;
        assert_eq!(invited().await, 1, "locked off");

        let own = page(&mut carl, "/profile").await;
        assert!(own.contains("Locked by your account."), "{own}");
        assert!(own.contains("value=\"news\" checked"), "{own}");
        let fields = |mails: &[&'static str]| {
            let kept = [("name", "Carl"), ("locale", "en"), ("zone", "Europe/Berlin")];
            let mails = mails.iter().map(|mail| ("notifications", *mail));
            kept.into_iter().chain(mails).collect::<Vec<(&str, &str)>>()
        };
        let wants = fields(&["meeting_changes", "news"]);
        let refused = carl.post("/profile", &wants).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
        assert!(refused.text().contains("has locked one of these mails meanwhile"));
        let without = fields(&["meeting_reminders", "renewal_reminders"]);
        assert_eq!(carl.post("/profile", &without).await.location(), "/profile");
        let own = page(&mut carl, "/profile").await;
        assert!(own.contains("Your own choice."), "{own}");
        assert!(!own.contains("value=\"news\" checked"), "a default is no lock: {own}");

        decides(program, json!([rule("mail_meeting_changes", "on", true)])).await;
        answers(program, Method::POST, "/api/meetings", Some(meeting)).await;
        world.settles().await;
        assert_eq!(invited().await, 2);
        let own = answers(program, Method::GET, "/api/profile", None).await;
        let settings = own["settings"].as_array().expect("settings");
        let said = settings.iter().find(|each| each["setting"] == "mail_meeting_changes");
        assert_eq!(said.expect("the setting")["origin"], "account_lock");
    })
    .await;
}
