//! Chats (F8): between two people and among those of a meeting, read by nobody else; searched,
//! turned page by page, changed and taken back for an hour, kept as long as the account says.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use testkit::http::{Client, Reply};
use testkit::{Persona, on_each_database};

use crate::customer::subscriber;
use crate::f_rooms::joins;

pub async fn program(persona: &Persona) -> Client {
    let mut client = persona.world.client();
    client.token = Some(persona.token().await);
    client
}

pub async fn get(program: &mut Client, path: &str) -> Json {
    let reply = program.api(Method::GET, path, None).await;
    assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
    reply.json()
}

/// Opens the chat as `body` says; its address in the API.
pub async fn opens(program: &mut Client, body: Json) -> String {
    let reply = program.api(Method::POST, "/api/chats", Some(body)).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    format!("/api/chats/{}", reply.json()["id"].as_str().expect("an id"))
}

pub async fn writes(program: &mut Client, chat: &str, text: &str) -> Json {
    let path = format!("{chat}/messages");
    let reply = program.api(Method::POST, &path, Some(json!({ "text": text }))).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    reply.json()
}

/// What the messages of a page say, in its order.
fn said(page: &Json) -> Vec<String> {
    let messages = page["messages"].as_array().expect("messages").iter();
    messages.map(|each| each["text"].as_str().expect("a text").to_owned()).collect()
}

async fn found(program: &mut Client, search: &str) -> Vec<String> {
    said(&get(program, &format!("/api/chat-messages?search={search}")).await)
}

pub fn refused(reply: &Reply, status: StatusCode, code: &str) {
    assert_eq!(reply.status, status, "{}", reply.text());
    assert_eq!(reply.json()["code"], code, "{}", reply.text());
}

/// What the page at `path` says.
pub async fn page(browser: &mut Client, path: &str) -> String {
    let reply = browser.get(path).await;
    assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
    reply.text().replace("&#x2f;", "/").replace('\u{a0}', " ")
}

/// Everything of a text between the first `start` and the next `end` after it.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {text}"));
    rest.split_once(end).map_or(rest, |(found, _)| found)
}

/// F8: two people have one chat, whoever opens it; a second click writes nothing more; neither the
/// owner of their account nor a stranger finds it.
#[tokio::test]
async fn a_chat_is_between_two_people() {
    on_each_database(async |world| {
        let (_, mut customer) = subscriber(&world).await;
        let (mut ben, _) = joins(&world, &mut customer, "ben@example.org", "member").await;
        let (mut cora, _) = joins(&world, &mut customer, "cora@example.org", "member").await;
        let eve = world.owner("eve@example.com").await;
        for nobody in ["eve@example.com", "ben@example.org", "nobody@example.org", "x"] {
            let reply = ben.post("/chats", &[("email", nobody)]).await;
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{nobody}");
            assert!(reply.text().contains("Nobody else in your account"), "{}", reply.text());
        }
        let chat = ben.post("/chats", &[("email", "cora@example.org")]).await.location();
        assert!(page(&mut cora, "/chats").await.contains("No chats yet"), "nothing is written");
        let again = cora.post("/chats", &[("email", "ben@example.org")]).await.location();
        assert_eq!(chat, again, "one chat");

        let blank = page(&mut ben, &chat).await;
        let id = between(&blank, "name=\"id\" value=\"", "\"").to_owned();
        let fields = [("id", id.as_str()), ("text", "See you\r\nat ten <b>")];
        for _ in 0..2 {
            let sent = ben.post(&chat, &fields).await;
            assert_eq!(sent.location(), format!("{chat}#write"), "{}", sent.text());
        }
        assert!(page(&mut cora, "/chats").await.contains(&format!("href=\"{chat}#write\"")));
        let read = page(&mut cora, &chat).await;
        assert_eq!(read.matches("See you").count(), 1, "a second click: {read}");
        assert!(read.contains("at ten &lt;b&gt;"), "{read}");
        assert!(!read.contains("Change, attach or remove"), "it is Ben's");
        let empty = cora.post(&chat, &[("text", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.text().contains("Write something."), "{}", empty.text());

        let mut stranger = program(&eve).await;
        for program in [&mut customer.program, &mut stranger] {
            let api = format!("/api{chat}");
            let body = || Some(json!({ "text": "Hello" }));
            let message = format!("{api}/messages/{id}");
            for (method, path, body) in [
                (Method::GET, api.clone(), None),
                (Method::GET, format!("{api}/messages"), None),
                (Method::POST, format!("{api}/messages"), body()),
                (Method::PUT, message.clone(), body()),
                (Method::DELETE, message, None),
            ] {
                let reply = program.api(method, &path, body).await;
                refused(&reply, StatusCode::NOT_FOUND, "chat.not_found");
            }
            assert!(found(program, "see").await.is_empty());
            let chats = get(program, "/api/chats").await;
            assert_eq!(chats["chats"], json!([]));
        }
        assert!(page(&mut cora, "/chats?search=SEE+YOU").await.contains("at ten"));
    })
    .await;
}

/// F8: for an hour its author changes a message or takes it back, and nobody else; both leave a
/// trace.
#[tokio::test]
async fn messages_are_changed_and_taken_back_for_an_hour() {
    on_each_database(async |world| {
        let (_, mut customer) = subscriber(&world).await;
        let (mut ben, _) = joins(&world, &mut customer, "ben@example.org", "member").await;
        let ada = &mut customer.program;
        let chat = opens(ada, json!({ "email": "ben@example.org" })).await;
        let portal = chat.trim_start_matches("/api").to_owned();
        let first = writes(ada, &chat, "At nine").await;
        let second = writes(ada, &chat, "Bring the scores").await;
        assert_eq!((&first["number"], &second["number"]), (&json!(1), &json!(2)));
        let path = |message: &Json| format!("/messages/{}", message["id"].as_str().expect("an id"));
        let (first, second) = (path(&first), path(&second));

        let others = ben.post(&format!("{portal}{first}"), &[("text", "At noon")]).await;
        assert_eq!(others.status, StatusCode::FORBIDDEN, "{}", others.text());
        let text = Some(json!({ "text": "At ten" }));
        let changed = ada.api(Method::PUT, &format!("{chat}{first}"), text.clone()).await;
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.text());
        assert_eq!(changed.json()["text"], "At ten");
        assert!(changed.json()["edited_at"].is_string(), "{}", changed.text());
        for _ in 0..2 {
            let removed = ada.api(Method::DELETE, &format!("{chat}{second}"), None).await;
            assert_eq!(removed.status, StatusCode::OK, "{}", removed.text());
            assert_eq!(removed.json()["text"], "");
        }
        let edited = ada.api(Method::PUT, &format!("{chat}{second}"), text.clone()).await;
        refused(&edited, StatusCode::CONFLICT, "chat.message_removed");
        assert!(found(ada, "scores").await.is_empty(), "what is taken back is not found");
        let read = page(&mut ben, &portal).await;
        assert!(read.contains("At ten") && read.contains("Changed, "), "{read}");
        assert!(read.contains("Removed by its author") && !read.contains("scores"), "{read}");

        world.runs_until("2027-01-01T11:30Z").await;
        for method in [Method::PUT, Method::DELETE] {
            let body = (method == Method::PUT).then(|| json!({ "text": "At noon" }));
            let late = ada.api(method, &format!("{chat}{first}"), body).await;
            refused(&late, StatusCode::CONFLICT, "chat.too_late");
        }
    })
    .await;
}

/// F8: those of a meeting have one chat: host and invitees with an account, whatever account; who
/// is taken off reads nothing more, and a cancelled meeting is read and not written.
#[tokio::test]
async fn those_of_a_meeting_have_a_chat() {
    on_each_database(async |world| {
        world.it_is("2027-01-01T10:00Z");
        let ada = world.owner("ada@example.org").await;
        let eve = world.owner("eve@example.com").await;
        let mallory = world.owner("mallory@example.com").await;
        let (mut ada, mut eve) = (program(&ada).await, program(&eve).await);
        let mut body = json!({
            "title": "Rehearsal",
            "start": "2027-02-07T09:30",
            "zone": "Europe/Berlin",
            "duration_minutes": 45,
            "invitees": [{ "email": "eve@example.com" }],
        });
        let made = ada.api(Method::POST, "/api/meetings", Some(body.clone())).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        let meeting = made.json()["id"].as_str().expect("an id").to_owned();
        let with = json!({ "meeting": meeting });
        let chat = opens(&mut ada, with.clone()).await;
        assert_eq!(opens(&mut eve, with.clone()).await, chat);
        let mut mallory = program(&mallory).await;
        let strange = mallory.api(Method::POST, "/api/chats", Some(with)).await;
        refused(&strange, StatusCode::NOT_FOUND, "meeting.not_found");
        writes(&mut eve, &chat, "Which pieces?").await;
        let shown = get(&mut ada, "/api/chats").await;
        assert_eq!(shown["chats"][0]["title"], "Rehearsal");
        assert_eq!(found(&mut ada, "pieces").await, ["Which pieces?"]);

        body["invitees"] = json!([]);
        let path = format!("/api/meetings/{meeting}");
        let changed = ada.api(Method::PUT, &path, Some(body)).await;
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.text());
        let gone = eve.api(Method::GET, &chat, None).await;
        refused(&gone, StatusCode::NOT_FOUND, "chat.not_found");
        assert!(found(&mut eve, "pieces").await.is_empty());
        let kept = get(&mut ada, &format!("{chat}/messages")).await;
        assert_eq!(said(&kept), ["Which pieces?"], "what they wrote stays");

        let cancelled = ada.api(Method::DELETE, &path, None).await;
        assert!(cancelled.status.is_success(), "{}", cancelled.text());
        assert_eq!(get(&mut ada, &chat).await["closed"], "chat.meeting_cancelled");
        let body = Some(json!({ "text": "Too bad" }));
        let late = ada.api(Method::POST, &format!("{chat}/messages"), body).await;
        refused(&late, StatusCode::CONFLICT, "chat.meeting_cancelled");
    })
    .await;
}

/// F8: a chat is read a page at a time; a search finds what is meant, on both databases alike.
#[tokio::test]
async fn chats_are_searched_and_turned_page_by_page() {
    on_each_database(async |world| {
        let (_, mut customer) = subscriber(&world).await;
        joins(&world, &mut customer, "ben@example.org", "member").await;
        let ada = &mut customer.program;
        let chat = opens(ada, json!({ "email": "ben@example.org" })).await;
        for text in ["Élise GROSS", "СЕМЁН пришёл", "100% sure", "a_b", "axb", "last"] {
            writes(ada, &chat, text).await;
        }
        for (search, expected) in [
            ("elise", "Élise GROSS"),
            ("gro%C3%9F", "Élise GROSS"),
            ("%D1%81%D0%B5%D0%BC%D0%B5%D0%BD", "СЕМЁН пришёл"),
            ("0%25", "100% sure"),
            ("A_B", "a_b"),
        ] {
            assert_eq!(found(ada, search).await, [expected], "{search}");
        }
        let mut seen = Vec::new();
        let mut next = Json::Null;
        for _ in 0..3 {
            let before = next.as_u64().map(|at| format!("&before={at}")).unwrap_or_default();
            let page = get(ada, &format!("{chat}/messages?limit=2{before}")).await;
            seen.extend(said(&page));
            next = page["next"].clone();
        }
        assert_eq!(next, Json::Null, "three pages of two");
        assert_eq!(seen.first().map(String::as_str), Some("last"), "the latest first");
        assert_eq!(seen.len(), 6);
        let first = get(ada, "/api/chat-messages?search=s&limit=1").await;
        let after = first["next"].as_str().expect("another page").to_owned();
        let second = get(ada, &format!("/api/chat-messages?search=s&limit=1&after={after}")).await;
        assert_ne!(said(&first), said(&second));
    })
    .await;
}

/// F8, P4, P5: who keeps messages for a shorter time tells owners and admins; nothing is erased in
/// the fourteen days after, then what is older, and nothing else.
#[tokio::test]
async fn messages_are_kept_as_long_as_the_account_says() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        let (mut ben, _) = joins(&world, &mut customer, "ben@example.org", "member").await;
        let program = &mut customer.program;
        let chat = opens(program, json!({ "email": "ben@example.org" })).await;
        writes(program, &chat, "Old").await;
        assert_eq!(ben.get("/chats/retention").await.status, StatusCode::FORBIDDEN);
        let days = |days: Json| Some(json!({ "days": days }));
        let few = program.api(Method::PUT, "/api/chat-retention", days(json!(29))).await;
        assert_eq!(few.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", few.text());

        world.runs_until("2027-03-01T10:00Z").await;
        writes(program, &chat, "New").await;
        let set = program.api(Method::PUT, "/api/chat-retention", days(json!(30))).await;
        assert_eq!(set.json()["erases_from"], "2027-03-15T10:00:00Z", "{}", set.text());
        world.settles().await;
        let mail = world.newest_mail("ada@example.org", "chat_retention").await;
        assert!(mail.plain().contains("kept for 30 days"), "{}", mail.plain());
        assert!(mail.plain().contains("15 March 2027"), "{}", mail.plain());
        assert!(ada.trail().await.contains(&"chats.retention_changed".to_owned()));

        world.runs_until("2027-03-15T09:59Z").await;
        let messages = format!("{chat}/messages");
        assert_eq!(said(&get(program, &messages).await), ["New", "Old"], "not before");
        world.runs_until("2027-03-15T10:01Z").await;
        assert_eq!(said(&get(program, &messages).await), ["New"]);
        assert!(found(program, "old").await.is_empty());

        // A longer time needs no notice.
        program.api(Method::PUT, "/api/chat-retention", days(json!(60))).await;
        world.settles().await;
        assert_eq!(world.mails_of_kind("ada@example.org", "chat_retention").await, 1);
        world.runs_until("2027-04-20T10:00Z").await;
        assert_eq!(said(&get(program, &messages).await), ["New"]);
        world.runs_until("2027-05-02T10:00Z").await;
        assert!(said(&get(program, &messages).await).is_empty());
        assert_eq!(get(program, "/api/chats").await["chats"], json!([]));
    })
    .await;
}

/// F8: when one of two is deactivated, the other reads the history, and writes no more.
#[tokio::test]
async fn the_history_stays_when_somebody_goes() {
    on_each_database(async |world| {
        let (_, mut customer) = subscriber(&world).await;
        let (mut ben, id) = joins(&world, &mut customer, "ben@example.org", "member").await;
        let ada = &mut customer.program;
        let chat = opens(ada, json!({ "email": "ben@example.org" })).await;
        let portal = chat.trim_start_matches("/api").to_owned();
        assert!(ben.post(&portal, &[("text", "Farewell")]).await.status.is_redirection());
        let out = format!("/api/people/{id}/deactivate");
        let out = ada.api(Method::POST, &out, Some(json!({}))).await;
        assert!(out.status.is_success(), "{}", out.text());
        assert_ne!(ben.get(&portal).await.status, StatusCode::OK, "they are out");
        let kept = get(ada, &format!("{chat}/messages")).await;
        assert_eq!(said(&kept), ["Farewell"]);
        assert_eq!(kept["messages"][0]["author_name"], "Carl");
        assert_eq!(found(ada, "farewell").await, ["Farewell"]);
        let body = Some(json!({ "text": "Hello?" }));
        let refusal = ada.api(Method::POST, &format!("{chat}/messages"), body).await;
        refused(&refusal, StatusCode::CONFLICT, "chat.other_gone");
    })
    .await;
}

/// F8a: its author puts files beside a message, of some kinds and so many; whoever reads the chat
/// gets them as files, a stranger does not, and they go with the message.
#[tokio::test]
async fn files_are_beside_messages() {
    on_each_database(async |world| {
        let (_, mut customer) = subscriber(&world).await;
        let (mut ben, _) = joins(&world, &mut customer, "ben@example.org", "member").await;
        let eve = world.owner("eve@example.com").await;
        let mut eve = program(&eve).await;
        let ada = &mut customer.program;
        let chat = opens(ada, json!({ "email": "ben@example.org" })).await;
        let portal = chat.trim_start_matches("/api").to_owned();
        let message = writes(ada, &chat, "The score").await;
        let message = format!("/messages/{}", message["id"].as_str().expect("an id"));
        let path = format!("{chat}{message}/attachments?name=..%2F%C3%89l%C3%A9gie.html");
        let kind = Some("application/octet-stream");
        let pdf = b"%PDF-1.7 score".to_vec();
        for (bytes, code) in
            [(Vec::new(), "chat.file_missing"), (b"PK\x03\x04".to_vec(), "chat.file_other_kind")]
        {
            let reply = ada.send(Method::POST, &path, kind, bytes, &[]).await;
            refused(&reply, StatusCode::UNPROCESSABLE_ENTITY, code);
        }
        let mut ids = Vec::new();
        for _ in 0..5 {
            let reply = ada.send(Method::POST, &path, kind, pdf.clone(), &[]).await;
            assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
            assert_eq!(reply.json()["name"], "Élégie.html.pdf");
            ids.push(reply.json()["id"].as_str().expect("an id").to_owned());
        }
        let sixth = ada.send(Method::POST, &path, kind, pdf.clone(), &[]).await;
        refused(&sixth, StatusCode::CONFLICT, "chat.too_many_files");
        let strange = eve.send(Method::POST, &path, kind, pdf, &[]).await;
        refused(&strange, StatusCode::NOT_FOUND, "chat.not_found");

        let file = format!("/attachments/{}", ids[0]);
        let read = page(&mut ben, &portal).await;
        assert!(read.contains(&format!("href=\"{portal}{file}\"")), "{read}");
        let got = ben.get(&format!("{portal}{file}")).await;
        assert_eq!((got.status, got.text()), (StatusCode::OK, "%PDF-1.7 score".to_owned()));
        assert_eq!(got.header("content-type"), Some("application/pdf"));
        assert_eq!(got.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(got.header("content-security-policy"), Some("default-src 'none'; sandbox"));
        let named = got.header("content-disposition").expect("a disposition");
        assert!(named.starts_with("attachment; filename=\"_l_gie.html.pdf\""), "{named}");
        let strange = eve.api(Method::GET, &format!("{chat}{file}"), None).await;
        refused(&strange, StatusCode::NOT_FOUND, "chat.not_found");

        let removed = ada.api(Method::DELETE, &format!("{chat}{message}"), None).await;
        assert_eq!(removed.json()["attachments"], json!([]), "{}", removed.text());
        world.settles().await;
        let gone = ada.api(Method::GET, &format!("{chat}{file}"), None).await;
        refused(&gone, StatusCode::NOT_FOUND, "chat_file.not_found");
    })
    .await;
}
