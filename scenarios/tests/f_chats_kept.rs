//! Chats (F8c, F8d): what is new to whom, until they read it; a chat kept as a file.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use testkit::http::Client;
use testkit::on_each_database;

use crate::customer::subscriber;
use crate::f_chats::{get, opens, page, program, refused, writes};
use crate::f_rooms::joins;

const IN_THE_MENU: &str = "with new messages)";

async fn answers(browser: &mut Client, chat: &str, text: &str) {
    let sent = browser.post(chat, &[("text", text)]).await;
    assert_eq!(sent.location(), format!("{chat}#write"), "{}", sent.text());
}

/// Marks the chat as read up to a message; how many stay unread.
async fn reads(program: &mut Client, chat: &str, number: u64) -> u64 {
    let body = Some(json!({ "number": number }));
    let reply = program.api(Method::PUT, &format!("{chat}/read"), body).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    reply.json()["unread"].as_u64().expect("a number")
}

/// F8c: what others write is new in the list, on every page's menu and in the chat, until one opens
/// it at its end; what is taken back is not new, nor what one wrote oneself.
#[tokio::test]
async fn what_is_not_read_is_marked() {
    on_each_database(async |world| {
        let (_, mut customer) = subscriber(&world).await;
        let (mut ben, _) = joins(&world, &mut customer, "ben@example.org", "member").await;
        let (mut cora, _) = joins(&world, &mut customer, "cora@example.org", "member").await;
        let ada = &mut customer.program;
        let chat = opens(ada, json!({ "email": "ben@example.org" })).await;
        let portal = chat.trim_start_matches("/api").to_owned();
        for text in ["One", "Two", "Three"] {
            writes(ada, &chat, text).await;
        }
        assert_eq!(get(ada, &chat).await["unread"], 0, "one's own are read");
        for path in ["/chats", "/meetings"] {
            assert!(page(&mut ben, path).await.contains("(1 with new messages)"), "{path}");
            assert!(!page(&mut cora, path).await.contains(IN_THE_MENU), "{path}");
        }
        assert!(page(&mut ben, "/chats").await.contains("3 new"));
        page(&mut ben, &format!("{portal}?before=2")).await;
        assert!(page(&mut ben, "/chats").await.contains("3 new"), "an earlier page marks nothing");

        let opened = page(&mut ben, &portal).await;
        assert_eq!(opened.matches(">New</span>").count(), 3, "{opened}");
        assert!(!opened.contains(IN_THE_MENU), "{opened}");
        let again = page(&mut ben, &portal).await;
        assert!(!again.contains(">New</span>") && !again.contains(IN_THE_MENU), "{again}");

        let fourth = writes(ada, &chat, "Wrong chat").await;
        assert!(page(&mut ben, "/chats").await.contains("1 new"));
        let path = format!("{chat}/messages/{}", fourth["id"].as_str().expect("an id"));
        let removed = ada.api(Method::DELETE, &path, None).await;
        assert_eq!(removed.status, StatusCode::OK, "{}", removed.text());
        let list = page(&mut ben, "/chats").await;
        assert!(!list.contains("1 new") && !list.contains(IN_THE_MENU), "{list}");
        assert!(!page(&mut ben, &portal).await.contains(">New</span>"));
    })
    .await;
}

/// F8c: programs see what is new, mark it as read up to a message, and never what they have not
/// seen; a stranger marks nothing.
#[tokio::test]
async fn programs_mark_what_they_read() {
    on_each_database(async |world| {
        let (_, mut customer) = subscriber(&world).await;
        let (mut ben, _) = joins(&world, &mut customer, "ben@example.org", "member").await;
        let eve = world.owner("eve@example.com").await;
        let mut eve = program(&eve).await;
        let ada = &mut customer.program;
        let chat = opens(ada, json!({ "email": "ben@example.org" })).await;
        let portal = chat.trim_start_matches("/api").to_owned();
        answers(&mut ben, &portal, "One").await;
        answers(&mut ben, &portal, "Two").await;
        let list = get(ada, "/api/chats").await;
        assert_eq!((&list["unread_chats"], &list["chats"][0]["unread"]), (&json!(1), &json!(2)));
        for _ in 0..2 {
            let messages = get(ada, &format!("{chat}/messages")).await;
            let news = messages["messages"].as_array().expect("messages").iter();
            let news: Vec<&Json> = news.map(|message| &message["is_new"]).collect();
            assert_eq!(news, [&json!(true), &json!(true)], "reading marks nothing here");
        }
        let body = Some(json!({ "number": 2 }));
        let strange = eve.api(Method::PUT, &format!("{chat}/read"), body).await;
        refused(&strange, StatusCode::NOT_FOUND, "chat.not_found");
        assert_eq!(reads(ada, &chat, 1).await, 1);
        assert_eq!(reads(ada, &chat, 2).await, 0);
        assert_eq!(get(ada, "/api/chats").await["unread_chats"], 0);

        // Whoever comes first: what is written meanwhile is not taken for read.
        for number in 2..12 {
            let (read, ()) =
                tokio::join!(reads(ada, &chat, number), answers(&mut ben, &portal, "Meanwhile"),);
            assert!(read <= 1, "{read}");
            assert_eq!(get(ada, &chat).await["unread"], 1, "{number}");
        }
        for _ in 0..110 {
            answers(&mut ben, &portal, "Many").await;
        }
        assert_eq!(get(ada, &chat).await["unread"], 100, "many");
    })
    .await;
}

/// F8c: a meeting's chat is new to those who take part now, of whatever account; who is taken off
/// hears no more of it.
#[tokio::test]
async fn news_of_a_meeting_are_for_those_who_take_part() {
    on_each_database(async |world| {
        world.it_is("2027-01-01T10:00Z");
        let ada = world.owner("ada@example.org").await;
        let eve = world.owner("eve@example.com").await;
        let fay = world.owner("fay@example.com").await;
        let (mut ada, mut eve, mut fay) =
            (program(&ada).await, program(&eve).await, program(&fay).await);
        let invitee = |email: &str| json!({ "email": email });
        let mut body = json!({
            "title": "Rehearsal",
            "start": "2027-02-07T09:30",
            "zone": "Europe/Berlin",
            "duration_minutes": 45,
            "invitees": [invitee("eve@example.com"), invitee("fay@example.com")],
        });
        let made = ada.api(Method::POST, "/api/meetings", Some(body.clone())).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        let meeting = made.json()["id"].as_str().expect("an id").to_owned();
        let chat = opens(&mut ada, json!({ "meeting": meeting })).await;
        writes(&mut ada, &chat, "Which pieces?").await;
        for other in [&mut eve, &mut fay] {
            assert_eq!(get(other, "/api/chats").await["unread_chats"], 1);
        }
        writes(&mut eve, &chat, "Mine").await;
        assert_eq!(get(&mut ada, &chat).await["unread"], 1);
        assert_eq!(get(&mut eve, &chat).await["unread"], 1, "writing is not reading");
        assert_eq!(get(&mut fay, &chat).await["unread"], 2);

        body["invitees"] = json!([invitee("eve@example.com")]);
        let path = format!("/api/meetings/{meeting}");
        let changed = ada.api(Method::PUT, &path, Some(body)).await;
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.text());
        let list = get(&mut fay, "/api/chats").await;
        assert_eq!((&list["unread_chats"], &list["chats"]), (&json!(0), &json!([])));
    })
    .await;
}

/// F8d: who takes part keeps a chat as a file, as text or as JSON, whole and in order, with the
/// traces of what was changed and taken back; nobody else gets it.
#[tokio::test]
async fn a_chat_is_kept_as_a_file() {
    const MESSAGES: usize = 205;
    on_each_database(async |world| {
        let (_, mut customer) = subscriber(&world).await;
        let (mut ben, _) = joins(&world, &mut customer, "ben@example.org", "member").await;
        let (mut cora, _) = joins(&world, &mut customer, "cora@example.org", "member").await;
        let ada = &mut customer.program;
        let chat = opens(ada, json!({ "email": "ben@example.org" })).await;
        let portal = chat.trim_start_matches("/api").to_owned();
        let mut ids = Vec::new();
        for number in 1..=MESSAGES {
            let message = writes(ada, &chat, &format!("Message {number}.\nIts \"end\"")).await;
            ids.push(message["id"].as_str().expect("an id").to_owned());
        }
        let removed = ada.api(Method::DELETE, &format!("{chat}/messages/{}", ids[101]), None).await;
        assert_eq!(removed.status, StatusCode::OK, "{}", removed.text());
        let path = format!("{chat}/messages/{}/attachments?name=score", ids[MESSAGES - 1]);
        let kind = Some("application/octet-stream");
        let attached = ada.send(Method::POST, &path, kind, b"%PDF-1.7".to_vec(), &[]).await;
        assert_eq!(attached.status, StatusCode::CREATED, "{}", attached.text());

        let read = page(&mut ben, &portal).await;
        assert!(read.contains(&format!("href=\"{portal}/download.txt\"")), "{read}");
        let kept = ben.get(&format!("{portal}/download.txt")).await;
        assert_eq!(kept.header("content-type"), Some("text/plain; charset=utf-8"));
        let named = kept.header("content-disposition").expect("a disposition").to_owned();
        assert!(named.starts_with("attachment; filename=\"") && named.contains(".txt"), "{named}");
        let text = kept.text();
        let found: Vec<usize> =
            (1..=MESSAGES).filter_map(|each| text.find(&format!("Message {each}.\n"))).collect();
        assert_eq!(found.len(), MESSAGES - 1, "one was taken back");
        assert!(found.is_sorted(), "the oldest first");
        assert_eq!(text.matches("Removed by its author").count(), 1);
        assert!(text.contains("score.pdf (1 kB)"), "the file is named");

        let kept = ben.get(&format!("{portal}/download.json")).await;
        assert_eq!(kept.header("content-type"), Some("application/json"));
        let kept = kept.json();
        let messages = kept["messages"].as_array().expect("messages");
        let numbers: Vec<u64> =
            messages.iter().filter_map(|each| each["number"].as_u64()).collect();
        let whole: Vec<u64> = (1..=205).collect();
        assert_eq!(numbers, whole);
        assert_eq!(messages[0]["text"], "Message 1.\nIts \"end\"");
        assert_eq!(messages[101]["text"], "");
        assert!(messages[101]["removed_at"].is_string());
        assert_eq!(messages[MESSAGES - 1]["attachments"][0]["name"], "score.pdf");

        for ending in ["txt", "json"] {
            let strange = cora.get(&format!("{portal}/download.{ending}")).await;
            assert_eq!(strange.status, StatusCode::NOT_FOUND, "{ending}");
        }
    })
    .await;
}
