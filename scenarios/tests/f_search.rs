//! Searches among much that is somebody's: by the beginnings of words, the same whichever way they
//! are found, and right after everything that changes what is there (F1, F6).

use axum::http::Method;
use serde_json::{Value as Json, json};
use store::args;
use store::contact::{Cursor, Holder};
use store::contact_list::{self, Asked};
use testkit::http::Client;
use testkit::{Persona, World, on_each_database};

use crate::f_contacts::{commits, hands_in};
use crate::f_meetings;

const SURNAMES: [&str; 7] = ["Hansen", "Conti", "O'Brien", "Petrova", "Sørensen", "Son", "Ng"];

async fn program(persona: &Persona) -> Client {
    let mut client = persona.world.client();
    client.token = Some(persona.token().await);
    client
}

/// The name and the address of contact `number`.
fn person(number: usize) -> (String, String) {
    let surname = SURNAMES[number % SURNAMES.len()];
    (format!("{surname} {number}"), format!("mail{number}@post.example"))
}

async fn imports(program: &mut Client, many: usize) {
    let mut file = String::from("Name,E-mail\n");
    for (name, email) in (0..many).map(person) {
        file.push_str(&format!("{name},{email}\n"));
    }
    let import = hands_in(program, file.as_bytes(), "").await.json();
    let done = commits(program, &import).await;
    assert!(done.status.is_success(), "{}", done.text());
}

/// Names of all that are found, in their order, read in pages of `most`.
async fn found(world: &World, holder: Holder, search: &str, most: u32) -> Vec<String> {
    let mut tx = world.store().read().await.expect("a reader");
    let mut names = Vec::new();
    let mut after: Option<Cursor> = None;
    loop {
        let asked = Asked { holder, search, group: None, after: after.as_ref(), most };
        let page = contact_list::page(&mut tx, asked).await.expect("a page");
        names.extend(page.iter().map(|contact| contact.card.name.clone()));
        match page.last() {
            Some(last) if page.len() == most as usize => after = Some(last.cursor()),
            _ => return names,
        }
    }
}

/// What is found by beginnings: each part begins a word of the name or of the address.
fn begins(name: &str, email: &str, search: &str) -> bool {
    let text = format!("{name} {email}").to_lowercase();
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    search.to_lowercase().split(' ').all(|part| words.iter().any(|word| word.starts_with(part)))
}

/// F6: a search finds what has words that begin so, in any order and whole: a word few contacts
/// have, one that many have, and several that each are everywhere; what nothing begins with is
/// found inside of words.
#[tokio::test]
async fn a_search_finds_the_beginnings_of_words() {
    const MANY: usize = 2_200;
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        imports(&mut program(&ada).await, MANY).await;
        let holder = Holder { account: ada.who.account(), person: ada.who.person() };
        for search in ["hansen 77", "77 hansen", "HAN", "7", "post", "mail12 son", "conti post"] {
            let names = found(&world, holder, search, 50).await;
            let expected = (0..MANY).map(person);
            let expected = expected.filter(|(name, email)| begins(name, email, search)).count();
            assert_eq!(names.len(), expected, "{search}");
            assert_eq!(found(&world, holder, search, 7).await, names, "{search}: other pages");
        }
        assert_eq!(found(&world, holder, "post example", 500).await.len(), MANY);
        assert_eq!(found(&world, holder, "mail7@post.example", 50).await, ["Hansen 7"]);
        assert_eq!(found(&world, holder, "o'brien 2 mail2@", 50).await, ["O'Brien 2"]);
        assert_eq!(found(&world, holder, "ETROVA 3", 50).await[0], "Petrova 3", "inside a word");
        assert!(found(&world, holder, "hansen nobody", 50).await.is_empty());
        assert!(found(&world, holder, "%", 50).await.is_empty());
        let ben = world.owner("ben@example.org").await;
        let holder = Holder { account: ben.who.account(), person: ben.who.person() };
        assert!(found(&world, holder, "hansen", 50).await.is_empty(), "nobody else's");
    })
    .await;
}

async fn count(program: &mut Client, path: &str, of: &str) -> usize {
    let reply = program.api(Method::GET, path, None).await;
    assert!(reply.status.is_success(), "{path}: {}", reply.text());
    reply.json()[of].as_array().map_or(0, Vec::len)
}

fn body(title: &str) -> Json {
    let mut body = f_meetings::body(title, "2027-04-07T09:30");
    body["invitees"] = json!([{ "email": "clara@example.net" }]);
    body
}

async fn schedules(program: &mut Client, title: &str) -> Json {
    program.api(Method::POST, "/api/meetings", Some(body(title))).await.json()
}

/// F1, F6: what was there before there were rows of words is found like everything else.
#[tokio::test]
async fn what_was_there_before_is_found_too() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut program = program(&ada).await;
        imports(&mut program, 30).await;
        schedules(&mut program, "Répétition générale").await;
        let mut tx = world.store().begin().await.expect("a writer");
        for sql in [
            "drop table contact_word",
            "drop table meeting_word",
            "delete from migration where name = '0218_words'",
            "update contact set search_text = trim(replace(search_text, '@ ', '@'))",
            "update meeting_person set search_text = trim(search_text)",
        ] {
            tx.execute(sql, args![]).await.expect("as it was before");
        }
        tx.commit().await.expect("committed");
        let applied = store::migrate::migrate(world.store(), world.app.now()).await;
        assert_eq!(applied.expect("migrated"), ["0218_words"]);
        assert_eq!(count(&mut program, "/api/contacts?search=son+1", "contacts").await, 2);
        let one = "/api/contacts?search=mail5%40post.example";
        assert_eq!(count(&mut program, one, "contacts").await, 1);
        let generale = "/api/meetings?search=generale+rep";
        assert_eq!(count(&mut program, generale, "meetings").await, 1);
    })
    .await;
}

/// F1: a meeting is found by what it is called now, by whoever has it in their list, in any order
/// of words, and by a piece of its number.
#[tokio::test]
async fn meetings_are_found_by_their_present_words() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T08:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut program = program(&ada).await;
        let meeting = schedules(&mut program, "Planning the harbour").await;
        for number in 0..5 {
            schedules(&mut program, &format!("Weekly {number}")).await;
        }
        let search = async |program: &mut Client, text: &str| {
            count(program, &format!("/api/meetings?search={text}"), "meetings").await
        };
        assert_eq!(search(&mut program, "harb+plan").await, 1);
        assert_eq!(search(&mut program, "arbour").await, 1, "inside a word");
        let number = meeting["number"].as_str().expect("a number");
        assert_eq!(search(&mut program, &number[2..]).await, 1);
        let path = format!("/api/meetings/{}", meeting["id"].as_str().expect("an id"));
        let changed = program.api(Method::PUT, &path, Some(body("Bridges"))).await;
        assert!(changed.status.is_success(), "{}", changed.text());
        assert_eq!(search(&mut program, "harbour").await, 0);
        assert_eq!(search(&mut program, "bridges+clara").await, 1);
    })
    .await;
}
