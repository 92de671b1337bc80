//! What was held under another title (F1, F5, F8): recordings say what their meeting was called and
//! are found by every title of its series; the chat of a series is called as it is now.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use testkit::http::Client;
use testkit::on_each_database;

use crate::customer::subscriber;
use crate::f_chats::{opens, writes};
use crate::f_meetings::{body, read};
use crate::f_recordings::wav;

async fn get(program: &mut Client, path: &str) -> Json {
    let reply = program.api(Method::GET, path, None).await;
    assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
    reply.json()
}

/// A recording of the meeting, by its address in the portal.
async fn records(program: &mut Client, title: &str, meeting: &str) -> String {
    let path = format!("/api/recordings?title={title}&meeting={meeting}");
    let kind = Some("application/octet-stream");
    let sent = program.send(Method::POST, &path, kind, wav(256), &[]).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    format!("/recordings/{}", sent.json()["id"].as_str().expect("an id"))
}

async fn found(program: &mut Client, search: &str) -> Vec<String> {
    let page = get(program, &format!("/api/recordings?search={search}")).await;
    let recordings = page["recordings"].as_array().expect("recordings").iter();
    let mut titles: Vec<String> =
        recordings.map(|each| each["title"].as_str().expect("a title").to_owned()).collect();
    titles.sort();
    titles
}

/// F1, F5, F8: a series is called something else from its third meeting on. A recording of the
/// second says the former title, one of the third the new; both are found by either title; the
/// series' chat has the title of the meeting that comes next.
#[tokio::test]
async fn what_was_held_keeps_the_title_it_had() {
    on_each_database(async |world| {
        let (persona, mut customer) = subscriber(&world).await;
        world.it_is("2027-01-10T08:00Z");
        let api = &mut customer.program;
        let mut asked = body("Rehearsal", "2027-01-13T09:30");
        asked["repeats"] = json!({ "frequency": "weekly", "ends": "after", "count": 8 });
        let made = api.api(Method::POST, "/api/meetings", Some(asked)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        let (path, id) = (made.location(), made.json()["id"].as_str().expect("an id").to_owned());
        let wish = json!({ "change": "reword_following", "title": "Premiere" });
        let done = api.api(Method::PUT, &format!("{path}/times/2"), Some(wish)).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text());
        let chat = opens(api, json!({ "meeting": id })).await;
        writes(api, &chat, "Who has the score?").await;
        let now_called = async |api: &mut Client| {
            let listed = get(api, "/api/chats").await["chats"][0]["title"].clone();
            let found = get(api, "/api/chat-messages?search=score").await;
            assert_eq!(found["messages"][0]["title"], listed, "{found}");
            assert_eq!(get(api, &chat).await["title"], listed);
            listed
        };
        assert_eq!(now_called(api).await, "Rehearsal", "the other title is still to come");

        world.it_is("2027-01-20T12:00Z");
        let second = records(api, "Take-one", &id).await;
        assert_eq!(now_called(api).await, "Premiere", "the next meeting is called so");
        world.it_is("2027-01-27T12:00Z");
        let third = records(api, "Take-two", &id).await;
        let mut browser = persona.signs_in().await;
        for (recording, title) in [(&second, "Rehearsal"), (&third, "Premiere")] {
            let shown = browser.get(recording).await;
            assert_eq!(shown.status, StatusCode::OK, "{}", shown.text());
            let said = format!("<a href=\"/meetings/{id}\">{title}</a>");
            assert!(read(&shown).contains(&said), "{title}: {}", shown.text());
        }
        for search in ["rehearsal", "premiere"] {
            assert_eq!(found(api, search).await, ["Take-one", "Take-two"], "{search}");
        }
        assert_eq!(found(api, "take-two").await, ["Take-two"]);
    })
    .await;
}
