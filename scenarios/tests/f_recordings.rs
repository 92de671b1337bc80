//! Recordings (F5): sent, played in ranges, with a transcript that is searched, shared by link,
//! thrown away and taken back, kept as long as the account says and never gone without a mail.

use app::recordings::{self, Recording};
use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use store::recording::insert;
use testkit::http::{Client, Reply};
use testkit::{Persona, World, on_each_database};

use crate::customer::subscriber;
use crate::f_rooms::joins;

const BYTES: Option<&str> = Some("application/octet-stream");
const VTT: &str = "WEBVTT\n\nNOTE of the rehearsal\n\n00:01.000 --> 00:02.500\n<v Ada>We begin with \
    the Élégie, bar twelve.\n\n00:03.000 --> 00:05.000\n<v Ben>Softer & slower?\n\n00:06.000 --> \
    00:07.000\n<v Ada>As the score has it.\n";

async fn program(persona: &Persona) -> Client {
    let mut client = persona.world.client();
    client.token = Some(persona.token().await);
    client
}

/// A sound of `samples` bytes, each with its own value.
pub(crate) fn wav(samples: u32) -> Vec<u8> {
    let mut file = b"RIFF".to_vec();
    file.extend((samples + 36).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data");
    file.extend(samples.to_le_bytes());
    file.extend((0..samples).map(|sample| sample.to_le_bytes()[0] ^ sample.to_le_bytes()[1]));
    file
}

async fn sends(program: &mut Client, query: &str, file: Vec<u8>) -> Reply {
    program.send(Method::POST, &format!("/api/recordings?{query}"), BYTES, file, &[]).await
}

/// Its address in the API.
async fn adds(program: &mut Client, title: &str) -> String {
    let reply = sends(program, &format!("title={title}"), wav(8_000)).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    format!("/api/recordings/{}", reply.json()["id"].as_str().expect("an id"))
}

async fn get(program: &mut Client, path: &str) -> Json {
    let reply = program.api(Method::GET, path, None).await;
    assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
    reply.json()
}

fn titles(page: &Json) -> Vec<String> {
    let recordings = page["recordings"].as_array().expect("recordings").iter();
    recordings.map(|each| each["title"].as_str().expect("a title").to_owned()).collect()
}

fn refused(reply: &Reply, status: StatusCode, code: &str) {
    assert_eq!(reply.status, status, "{}", reply.text());
    assert_eq!(reply.json()["code"], code, "{}", reply.text());
}

/// What the page at `path` says.
async fn page(browser: &mut Client, path: &str) -> String {
    let reply = browser.get(path).await;
    assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
    reply.text().replace("&#x2f;", "/").replace(['\u{a0}', '\u{202f}'], " ")
}

/// A form with one file, as browsers send it.
async fn sends_form(
    browser: &mut Client,
    path: &str,
    fields: &[(&str, &str)],
    (name, file_name, file): (&str, &str, &[u8]),
) -> Reply {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part =
            format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.into_bytes());
    }
    let part = format!(
        "--XX\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    body.extend(part.into_bytes());
    body.extend(file);
    body.extend(b"\r\n--XX--\r\n");
    let origin = format!("http://{}", browser.host);
    let headers = [("origin", origin.as_str())];
    browser.send(Method::POST, path, Some("multipart/form-data; boundary=XX"), body, &headers).await
}

async fn range(client: &mut Client, path: &str, headers: &[(&str, &str)]) -> Reply {
    client.send(Method::GET, path, None, Vec::new(), headers).await
}

/// F5: a file is sent and comes back whole and in ranges, byte for byte, under a good name; nobody
/// but its owner sees it, neither a colleague nor a stranger.
#[tokio::test]
async fn a_recording_is_sent_played_and_downloaded() {
    on_each_database(async |world| {
        let (persona, mut customer) = subscriber(&world).await;
        let (mut ben, _) = joins(&world, &mut customer, "ben@example.org", "member").await;
        let eve = world.owner("eve@example.com").await;
        let mut eve = program(&eve).await;
        let file = wav(100_000);
        let ada = &mut customer.program;
        let sent = sends(ada, "name=..%2F%C3%89l%C3%A9gie_two.MP3", file.clone()).await;
        assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
        let kept = sent.json();
        assert_eq!(
            (&kept["title"], &kept["media_type"]),
            (&json!("Élégie two"), &json!("audio/wav"))
        );
        let digest: String =
            Sha256::digest(&file).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!((&kept["bytes"], &kept["sha256"]), (&json!(100_044), &json!(digest)));
        let api = format!("/api/recordings/{}", kept["id"].as_str().expect("an id"));
        let portal = api.trim_start_matches("/api").to_owned();

        let mut browser = persona.signs_in().await;
        for path in [format!("{portal}/file"), format!("{portal}/download")] {
            let whole = range(&mut browser, &path, &[("accept-encoding", "gzip")]).await;
            assert_eq!((whole.status, &whole.bytes), (StatusCode::OK, &file));
            assert_eq!(whole.header("content-type"), Some("audio/wav"));
            assert_eq!(whole.header("content-length"), Some("100044"));
            assert_eq!(whole.header("accept-ranges"), Some("bytes"));
            assert_eq!(whole.header("content-encoding"), None, "packed already");
            let tag = whole.header("etag").expect("a tag").to_owned();
            let known = range(&mut browser, &path, &[("if-none-match", &tag)]).await;
            assert_eq!((known.status, known.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
            let named = whole.header("content-disposition").expect("a name").to_owned();
            let shown = if path.ends_with("file") { "inline" } else { "attachment" };
            assert!(named.starts_with(shown), "{named}");
            assert!(named.ends_with("filename*=UTF-8''%C3%89l%C3%A9gie%20two.wav"), "{named}");
        }
        let api_file = format!("{api}/file");
        for (asked, told, part) in [
            ("bytes=0-0", "bytes 0-0/100044", 0..1),
            ("bytes=70000-70009", "bytes 70000-70009/100044", 70_000..70_010),
            ("bytes=100000-", "bytes 100000-100043/100044", 100_000..100_044),
            ("bytes=-44", "bytes 100000-100043/100044", 100_000..100_044),
        ] {
            let reply = range(ada, &api_file, &[("range", asked)]).await;
            assert_eq!(reply.status, StatusCode::PARTIAL_CONTENT, "{asked}");
            assert_eq!(reply.header("content-range"), Some(told));
            assert_eq!(reply.bytes, file[part], "{asked}");
        }
        let outside = range(ada, &api_file, &[("range", "bytes=100044-")]).await;
        assert_eq!(outside.status, StatusCode::RANGE_NOT_SATISFIABLE);
        assert_eq!(outside.header("content-range"), Some("bytes */100044"));

        assert_eq!(titles(&get(&mut eve, "/api/recordings").await), Vec::<String>::new());
        for (method, rest) in [
            (Method::GET, ""),
            (Method::DELETE, ""),
            (Method::GET, "/file"),
            (Method::GET, "/transcript"),
            (Method::DELETE, "/share"),
        ] {
            let reply = eve.api(method, &format!("{api}{rest}"), None).await;
            refused(&reply, StatusCode::NOT_FOUND, "recording.not_found");
        }
        for rest in ["", "/file", "/download"] {
            let reply = ben.get(&format!("{portal}{rest}")).await;
            assert_eq!(reply.status, StatusCode::NOT_FOUND, "a colleague");
        }
        assert!(page(&mut ben, "/recordings").await.contains("No recordings yet"));
    })
    .await;
}

/// F5: on the portal a recording is sent with a form, stands at its meeting, is renamed and put to
/// another one; meetings of others are none of one's own.
#[tokio::test]
async fn a_recording_is_of_a_meeting_or_of_none() {
    on_each_database(async |world| {
        let (persona, mut customer) = subscriber(&world).await;
        let eve = world.owner("eve@example.com").await;
        let mut eve = program(&eve).await;
        let meeting = |title: &str| {
            json!({ "title": title, "start": "2027-02-01T10:00", "zone": "Europe/Berlin",
                    "duration_minutes": 30 })
        };
        let mut ids = Vec::new();
        for (program, title) in [(&mut customer.program, "Rehearsal"), (&mut eve, "Elsewhere")] {
            let made = program.api(Method::POST, "/api/meetings", Some(meeting(title))).await;
            assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
            ids.push(made.json()["id"].as_str().expect("an id").to_owned());
        }
        let mut browser = persona.signs_in().await;
        let file = wav(3_000);
        let fields = [("title", "First take"), ("meeting", ids[0].as_str())];
        let sent = sends_form(&mut browser, "/recordings", &fields, ("file", "a.wav", &file)).await;
        let path = sent.location();
        assert!(path.starts_with("/recordings/"), "{}", sent.text());
        let shown = page(&mut browser, &path).await;
        assert!(shown.contains("<audio class=\"player\""), "{shown}");
        assert!(shown.contains(&format!("{path}/file")), "{shown}");
        let at_meeting = page(&mut browser, &format!("/meetings/{}", ids[0])).await;
        assert!(at_meeting.contains(&format!("href=\"{path}\">First take")), "{at_meeting}");

        let fields = [("title", ""), ("meeting", ids[1].as_str())];
        let none = sends_form(&mut browser, "/recordings", &fields, ("file", "a.wav", &file)).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "another account's meeting");
        let moved = browser.post(&path, &[("title", "Second take"), ("meeting", "")]).await;
        assert_eq!(moved.location(), path, "{}", moved.text());
        assert!(page(&mut browser, "/recordings").await.contains("Second take"));
        let at_meeting = page(&mut browser, &format!("/meetings/{}", ids[0])).await;
        assert!(!at_meeting.contains("take"), "{at_meeting}");
        let unnamed = browser.post(&path, &[("title", " "), ("meeting", "")]).await;
        assert_eq!(unnamed.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unnamed.text().contains("Give it a title."), "{}", unnamed.text());
    })
    .await;
}

/// Leaves room for `left` bytes in the account of `persona`.
async fn fills(world: &World, persona: &Persona, api: &str, left: u64) {
    let id = api.trim_start_matches("/api/recordings/").parse().expect("an id");
    let shown = recordings::show(&world.app, &persona.who, id).await.expect("a recording");
    let room = recordings::storage::show(&world.app, &persona.who).await.expect("room");
    let bytes = room.storage.left() - left;
    let large = Recording { id: world.app.id(), bytes, ..shown.recording };
    let mut tx = world.store().begin().await.expect("a writer");
    insert(&mut tx, &large).await.expect("a row");
    tx.commit().await.expect("kept");
}

/// How many files of recordings the account has among the blobs.
async fn files(world: &World, persona: &Persona) -> usize {
    use object_store::ObjectStore;
    let folder = object_store::path::Path::from(format!("recordings/{}", persona.account()));
    let found = world.app.blobs.list_with_delimiter(Some(&folder)).await.expect("a list");
    found.objects.len()
}

/// F5, A2: what is no recording, needs another plan or has no room is refused, says why, and leaves
/// nothing behind; of two that each fit alone one is taken.
#[tokio::test]
async fn what_does_not_fit_is_refused() {
    on_each_database(async |world| {
        let (persona, mut customer) = subscriber(&world).await;
        let free = world.owner("eve@example.com").await;
        let mut eve = program(&free).await;
        let sent = sends(&mut eve, "title=x", wav(100)).await;
        refused(&sent, StatusCode::CONFLICT, "recording.not_in_plan");
        assert!(sent.text().contains("Starter"), "the plan that has them: {}", sent.text());
        let mut browser = free.signs_in().await;
        let closed = page(&mut browser, "/recordings").await;
        assert!(closed.contains("has no recordings") && closed.contains("Starter"), "{closed}");

        let ada = &mut customer.program;
        for (query, file, status, code) in [
            ("title=x", b"\x89PNG\r\n\x1a\n".to_vec(), 422, "recording.other_kind"),
            (
                "title=x",
                [b"<html>".to_vec(), vec![b' '; 9_000]].concat(),
                422,
                "recording.other_kind",
            ),
            ("title=x", Vec::new(), 422, "recording.file_missing"),
        ] {
            let reply = sends(ada, query, file).await;
            assert_eq!(reply.status.as_u16(), status, "{}", reply.text());
            assert_eq!(reply.json()["code"], code, "{}", reply.text());
        }
        assert_eq!(sends(ada, "", wav(10)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let mut form = persona.signs_in().await;
        let empty =
            sends_form(&mut form, "/recordings", &[("title", "Kept")], ("file", "", b"")).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.text().contains("value=\"Kept\""), "what was typed: {}", empty.text());

        let api = adds(ada, "Take").await;
        let storage = get(ada, "/api/recording-storage").await;
        assert_eq!(
            storage,
            json!({ "used": 8_044, "allowed": 50_000_000_000_u64, "may_add": true })
        );
        fills(&world, &persona, &api, 20_000).await;
        let full = sends(ada, "title=Large", wav(20_000)).await;
        refused(&full, StatusCode::CONFLICT, "recording.full");
        let (mut one, mut two) = (ada.clone(), ada.clone());
        let (first, second) = tokio::join!(
            sends(&mut one, "title=One", wav(15_000)),
            sends(&mut two, "title=Two", wav(15_000))
        );
        let mut taken = [first.status.as_u16(), second.status.as_u16()];
        taken.sort_unstable();
        assert_eq!(taken, [201, 409], "{} {}", first.text(), second.text());
        let used = get(ada, "/api/recording-storage").await;
        assert_eq!(used["used"], json!(50_000_000_000_u64 - 20_000 + 15_044));
        world.runs_to(world.now().plus_days(3)).await;
        assert_eq!(files(&world, &persona).await, 2, "the first, and one of two");
    })
    .await;
}

/// F5: a transcript stands beside its recording, leads to each moment, is found inside and across,
/// comes back as WebVTT; what cannot be read is refused with its line.
#[tokio::test]
async fn a_transcript_is_searched_and_leads_to_its_moments() {
    on_each_database(async |world| {
        let (persona, mut customer) = subscriber(&world).await;
        let ada = &mut customer.program;
        let (api, other) = (adds(ada, "Rehearsal").await, adds(ada, "Interview").await);
        let portal = api.trim_start_matches("/api").to_owned();
        let path = format!("{api}/transcript");
        refused(
            &ada.api(Method::GET, &path, None).await,
            StatusCode::NOT_FOUND,
            "transcript.not_found",
        );
        let vtt = Some("text/vtt");
        let wrong = b"WEBVTT\n\n00:01.000 --> 00:02.000\nyes\n\n00:03 --> 00:04\nno\n".to_vec();
        let wrong = ada.send(Method::PUT, &path, vtt, wrong, &[]).await;
        refused(&wrong, StatusCode::UNPROCESSABLE_ENTITY, "transcript.time");
        assert!(wrong.text().contains("Line 6"), "{}", wrong.text());
        let set = ada.send(Method::PUT, &path, vtt, VTT.as_bytes().to_vec(), &[]).await;
        assert_eq!((set.status, &set.json()["passages"]), (StatusCode::OK, &json!(3)));

        let file = ada.api(Method::GET, &path, None).await;
        assert_eq!(file.header("content-type"), Some("text/vtt; charset=utf-8"));
        assert!(file.text().contains("00:00:03.000 --> 00:00:05.000\n<v Ben>Softer &amp; slower?"));
        let again = ada.send(Method::PUT, &path, vtt, file.bytes.clone(), &[]).await;
        assert_eq!(again.json()["passages"], 3, "{}", again.text());
        assert_eq!(ada.api(Method::GET, &path, None).await.text(), file.text(), "a round trip");

        let found = get(ada, "/api/recordings?search=ELEGIE").await;
        assert_eq!(titles(&found), ["Rehearsal"]);
        let passage = &found["recordings"][0]["found"][0];
        assert_eq!((&passage["number"], &passage["start_ms"]), (&json!(1), &json!(1_000)));
        assert_eq!(titles(&get(ada, "/api/recordings?search=interview").await), ["Interview"]);
        assert!(titles(&get(ada, "/api/recordings?search=100%25").await).is_empty(), "no pattern");
        let inside = get(ada, &format!("{api}/passages?search=ada")).await;
        assert_eq!(inside["passages"].as_array().map(Vec::len), Some(2), "by who says it");

        let mut browser = persona.signs_in().await;
        let shown = page(&mut browser, &portal).await;
        assert!(shown.contains(&format!("href=\"{portal}/file#t=3.000\"")), "{shown}");
        assert!(shown.contains("<strong>Ben</strong> Softer &amp; slower?"), "{shown}");
        let one = page(&mut browser, &format!("{portal}?search=softer")).await;
        assert!(one.contains("1 of 3 passages") && !one.contains("bar twelve"), "{one}");
        let across = page(&mut browser, "/recordings?search=bar+twelve").await;
        assert!(across.contains(&format!("href=\"{portal}#p1\">0:01")), "{across}");
        let captions = browser.get(&format!("{portal}/transcript.vtt")).await;
        assert!(captions.text().starts_with("WEBVTT\n"), "{}", captions.text());
        let form = format!("{portal}/transcript");
        let bad = sends_form(&mut browser, &form, &[], ("transcript", "a.vtt", b"WEBVTT\n")).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.text().contains("Nothing is said in this file."), "{}", bad.text());

        let gone = ada.api(Method::DELETE, &path, None).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT);
        assert!(titles(&get(ada, "/api/recordings?search=elegie").await).is_empty());
        assert_eq!(get(ada, &other).await["passages"], 0);
    })
    .await;
}

/// Shares as `body` says; where the link leads on the portal.
async fn shares(program: &mut Client, api: &str, body: Json) -> String {
    let reply = program.api(Method::PUT, &format!("{api}/share"), Some(body)).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    let url = reply.json()["share"]["url"].as_str().expect("a link").to_owned();
    let (_, path) = url.split_once("/shared/").expect("a link of ours");
    format!("/shared/{path}")
}

/// F5, R-64: whoever has the link plays the recording, with its password where it has one; wrong
/// ones are counted; it ends, is withdrawn, and does not work from the trash.
#[tokio::test]
async fn a_recording_is_shared_by_link() {
    on_each_database(async |world| {
        let (_, mut customer) = subscriber(&world).await;
        let ada = &mut customer.program;
        let api = adds(ada, "Rehearsal").await;
        let vtt = Some("text/vtt");
        ada.send(Method::PUT, &format!("{api}/transcript"), vtt, VTT.as_bytes().to_vec(), &[])
            .await;
        let link = shares(ada, &api, json!({})).await;
        let mut guest = world.client();
        let open = page(&mut guest, &link).await;
        assert!(open.contains("Rehearsal") && open.contains("bar twelve"), "{open}");
        let part = range(&mut guest, &format!("{link}/file"), &[("range", "bytes=0-3")]).await;
        assert_eq!((part.status, part.text()), (StatusCode::PARTIAL_CONTENT, "RIFF".to_owned()));
        assert_eq!(guest.get("/shared/0123456789abcdef").await.status, StatusCode::NOT_FOUND);

        for (body, code) in [
            (json!({ "password": "short" }), "recording.share_password"),
            (json!({ "days": 366 }), "recording.share_days"),
        ] {
            let reply = ada.api(Method::PUT, &format!("{api}/share"), Some(body)).await;
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(reply.text().contains(code), "{}", reply.text());
        }
        let with = json!({ "password": "violets in june", "days": 2 });
        assert_eq!(shares(ada, &api, with).await, link, "the same link");
        let asks = page(&mut guest, &link).await;
        assert!(asks.contains("asks for a password") && !asks.contains("Rehearsal"), "{asks}");
        for rest in ["/file", "/download", "/transcript.vtt"] {
            assert_eq!(guest.get(&format!("{link}{rest}")).await.status, StatusCode::NOT_FOUND);
        }
        let wrong = guest.post(&link, &[("password", "roses in june")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let right = [("password", "violets in june")];
        assert_eq!(guest.post(&link, &right).await.location(), link);
        assert!(page(&mut guest, &link).await.contains("Rehearsal"));
        assert_eq!(guest.get(&format!("{link}/file")).await.status, StatusCode::OK);

        let other = json!({ "password": "another bouquet", "days": 2 });
        shares(ada, &api, other).await;
        assert!(page(&mut guest, &link).await.contains("asks for a password"), "another password");
        for _ in 0..19 {
            let wrong = world.client().post(&link, &right).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let full = guest.post(&link, &[("password", "another bouquet")]).await;
        assert_eq!(full.status, StatusCode::TOO_MANY_REQUESTS, "nobody guesses on");
        assert!(full.header("retry-after").is_some());
        world.runs_to(world.now().plus_minutes(16)).await;
        assert_eq!(guest.post(&link, &[("password", "another bouquet")]).await.location(), link);

        let trashed = ada.api(Method::DELETE, &api, None).await;
        assert_eq!(trashed.status, StatusCode::NO_CONTENT);
        assert_eq!(guest.get(&link).await.status, StatusCode::NOT_FOUND, "in the trash");
        ada.api(Method::POST, &format!("{api}/restore"), Some(json!({}))).await;
        assert_eq!(guest.get(&link).await.status, StatusCode::OK, "restored as it was");
        world.runs_to(world.now().plus_days(2)).await;
        assert_eq!(guest.get(&link).await.status, StatusCode::NOT_FOUND, "it has ended");
        shares(ada, &api, json!({})).await;
        assert_eq!(guest.get(&link).await.status, StatusCode::OK);
        for _ in 0..2 {
            let withdrawn = ada.api(Method::DELETE, &format!("{api}/share"), None).await;
            assert_eq!(withdrawn.status, StatusCode::NO_CONTENT);
        }
        assert_eq!(guest.get(&link).await.status, StatusCode::NOT_FOUND);
        assert_ne!(shares(ada, &api, json!({})).await, link, "a withdrawn link stays withdrawn");
    })
    .await;
}

/// Whether the bytes of a recording are still among the blobs.
async fn has_bytes(world: &World, persona: &Persona, api: &str) -> bool {
    use object_store::ObjectStoreExt;
    let id = api.trim_start_matches("/api/recordings/");
    let path = format!("recordings/{}/{id}", persona.account());
    world.app.blobs.head(&object_store::path::Path::from(path)).await.is_ok()
}

/// F5, P3, P4: what is thrown away comes back for thirty days, then its bytes are gone; so they are
/// at once when its owner erases it. The trail says so, and names no title.
#[tokio::test]
async fn the_trash_gives_back_for_thirty_days() {
    on_each_database(async |world| {
        let (persona, mut customer) = subscriber(&world).await;
        let ada = &mut customer.program;
        let (first, second) = (adds(ada, "First").await, adds(ada, "Second").await);
        let portal = first.trim_start_matches("/api").to_owned();
        let mut browser = persona.signs_in().await;
        assert_eq!(browser.post(&format!("{portal}/trash"), &[]).await.location(), portal);
        assert_eq!(titles(&get(ada, "/api/recordings").await), ["Second"]);
        assert_eq!(titles(&get(ada, "/api/recordings?trash=true").await), ["First"]);
        assert!(page(&mut browser, "/recordings/trash").await.contains("First"));
        let body = json!({ "title": "Renamed", "meeting": null });
        let held = ada.api(Method::PUT, &first, Some(body)).await;
        refused(&held, StatusCode::CONFLICT, "recording.in_trash");
        world.runs_to(world.now().plus_days(29)).await;
        assert_eq!(browser.post(&format!("{portal}/restore"), &[]).await.location(), portal);
        world.runs_to(world.now().plus_days(2)).await;
        assert_eq!(get(ada, &first).await["trashed_at"], Json::Null, "it was taken out");

        assert_eq!(ada.api(Method::DELETE, &first, None).await.status, StatusCode::NO_CONTENT);
        assert_eq!(get(ada, "/api/recording-storage").await["used"], 16_088, "the trash counts");
        world.runs_to(world.now().plus_days(29)).await;
        assert!(has_bytes(&world, &persona, &first).await);
        world.runs_to(world.now().plus_days(2)).await;
        let gone = ada.api(Method::GET, &first, None).await;
        refused(&gone, StatusCode::NOT_FOUND, "recording.not_found");
        assert!(!has_bytes(&world, &persona, &first).await);

        let early = ada.api(Method::POST, &format!("{second}/restore"), Some(json!({}))).await;
        refused(&early, StatusCode::CONFLICT, "recording.not_in_trash");
        for _ in 0..2 {
            assert_eq!(ada.api(Method::DELETE, &second, None).await.status, StatusCode::NO_CONTENT);
        }
        world.settles().await;
        assert!(!has_bytes(&world, &persona, &second).await, "erased at once");
        assert_eq!(get(ada, "/api/recording-storage").await["used"], 0);
        let trail = persona.trail().await;
        for action in ["added", "trashed", "restored", "erased"] {
            let action = format!("recording.{action}");
            assert!(trail.iter().any(|entry| entry.contains(&action)), "{action}: {trail:?}");
        }
    })
    .await;
}

/// F5: admins decide how long recordings are kept; their owners are told fourteen days before, and
/// nothing goes unannounced.
#[tokio::test]
async fn nothing_is_erased_without_a_mail() {
    on_each_database(async |world| {
        let (persona, mut customer) = subscriber(&world).await;
        let (mut ben, _) = joins(&world, &mut customer, "ben@example.org", "member").await;
        let ada = &mut customer.program;
        let path = "/api/recording-retention";
        let (old, kept) = (adds(ada, "Old").await, adds(ada, "Kept").await);
        assert_eq!(get(ada, path).await, json!({ "days": null }));
        let member = ben.post("/recordings/retention", &[("days", "30")]).await;
        assert_eq!(member.status, StatusCode::FORBIDDEN);
        let wrong = ada.api(Method::PUT, path, Some(json!({ "days": 29 }))).await;
        assert!(wrong.text().contains("recording.retention_days"), "{}", wrong.text());

        world.runs_to(world.now().plus_days(60)).await;
        let set = ada.api(Method::PUT, path, Some(json!({ "days": 30 }))).await;
        assert_eq!((set.status, set.json()), (StatusCode::OK, json!({ "days": 30 })));
        world.settles().await;
        let mail = world.newest_mail("ada@example.org", "recording_erasure").await;
        assert!(mail.plain().contains("Old"), "{}", mail.plain());
        assert!(get(ada, &old).await["erases_at"].is_string());
        world.runs_to(world.now().plus_days(13)).await;
        assert_eq!(titles(&get(ada, "/api/recordings").await), ["Kept", "Old"]);
        assert_eq!(world.mails_of_kind("ada@example.org", "recording_erasure").await, 1, "once");

        // Keeping for good calls it off; what is announced anew has its fourteen days again.
        ada.api(Method::PUT, path, Some(json!({ "days": null }))).await;
        world.runs_to(world.now().plus_days(10)).await;
        assert_eq!(get(ada, &old).await["erases_at"], Json::Null);
        ada.api(Method::PUT, path, Some(json!({ "days": 100 }))).await;
        let young = adds(ada, "Young").await;
        world.runs_to(world.now().plus_days(5)).await;
        assert_eq!(world.mails_of_kind("ada@example.org", "recording_erasure").await, 2);
        assert!(ada.api(Method::DELETE, &kept, None).await.status.is_success());
        world.runs_to(world.now().plus_days(13)).await;
        let gone = ada.api(Method::GET, &old, None).await;
        refused(&gone, StatusCode::NOT_FOUND, "recording.not_found");
        assert!(!has_bytes(&world, &persona, &old).await);
        assert!(get(ada, &kept).await["trashed_at"].is_string(), "the trash has its own time");
        assert_eq!(get(ada, &young).await["erases_at"], Json::Null);
    })
    .await;
}
