//! Chats of an account in which very much was written: a list, a chat, and searches for what
//! everybody says, for what was said once, and for what nobody said.
//!
//! Each two of its people have a chat, so the owner takes part in as many as there are colleagues.

use app::App;
use store::chat::With;
use store::chat_message::Message;
use store::crowd_chats::{self, MadeChat};
use units::Timestamp;
use units::id::{ChatId, PersonId};
use web::{session, urls};

use super::ask::Ask;
use super::made::Made;
use super::scene::{Scene, Story};
use crate::talk;

const LIST: &str = "chats";
const ONE: &str = "chat";
const OFTEN: &str = "chats searched, often";
const ONCE: &str = "chats searched, once";
const NEVER: &str = "chats searched, never";
pub const NAMES: [&str; 5] = [LIST, ONE, OFTEN, ONCE, NEVER];

/// People who write, the owner among them: 19,900 chats.
const PEOPLE: u32 = 200;
/// Messages written in one transaction.
const AT_ONCE: usize = 10_000;
/// Between two messages of the account.
const SECONDS_BETWEEN: i64 = 30;
/// Words of a message.
const WORDS: u32 = 12;
const SYLLABLES: [&str; 16] = [
    "ka", "lo", "mi", "ne", "pu", "ra", "so", "ti", "ve", "zu", "bri", "chan", "dor", "fel", "gon",
    "har",
];
/// Said by the owner in the first message of their first chat, and never again.
const SAID_ONCE: &str = "quetzalcoatl";

pub async fn stories(scene: Scene<'_>) -> anyhow::Result<Vec<Story>> {
    let Scene { house, made, size } = scene;
    talk::tell("Writing the messages");
    let chat = write_all(&house.app, made, size.messages).await?;
    let host = house.app.config.base_host().to_owned();
    let cookie = Some(format!("{}={}", session::COOKIE, made.session));
    let own =
        |path: String| Ask { host: host.clone(), path, cookie: cookie.clone(), ..Ask::default() };
    let search = |text: &str| own(urls::with_query(urls::CHATS, &[("search", text)]));
    Ok(vec![
        Story::read(LIST, own(urls::CHATS.to_owned())),
        Story::read(ONE, own(urls::chat(chat))),
        Story::read(OFTEN, search("kamine")),
        Story::read(ONCE, search(SAID_ONCE)),
        Story::read(NEVER, search("nowhere at all")),
    ])
}

/// Makes the people and their chats, and writes `count` messages, one chat after the other and
/// round again; returns a chat of the owner.
pub(super) async fn write_all(app: &App, made: &Made, count: u32) -> anyhow::Result<ChatId> {
    let (who, now) = (&made.who, app.now());
    let colleagues: Vec<PersonId> = (1..PEOPLE).map(|_| app.id()).collect();
    let mut people = vec![who.person()];
    people.extend(&colleagues);
    let mut chats: Vec<MadeChat> = Vec::new();
    for (place, one) in people.iter().enumerate() {
        for other in people.iter().skip(place + 1) {
            if let With::Two(first, second) = With::two(*one, *other) {
                let two = [first, second];
                chats.push(MadeChat { id: app.id(), two, written: 0, last_at: now });
            }
        }
    }
    let mut tx = app.store.begin().await?;
    let speaks = (&who.locale, &who.zone);
    crowd_chats::people(&mut tx, who.account(), &colleagues, speaks, now).await?;
    crowd_chats::chats(&mut tx, who.account(), &chats, now).await?;
    tx.commit().await?;

    let begin = now.plus_seconds(-i64::from(count) * SECONDS_BETWEEN);
    let mut portion = Vec::new();
    for number in 0..count {
        let at = begin.plus_seconds(i64::from(number) * SECONDS_BETWEEN);
        let place = usize::try_from(number)? % chats.len();
        if let Some(chat) = chats.get_mut(place) {
            portion.push(message(app, chat, number, at));
        }
        if portion.len() >= AT_ONCE {
            write(app, made, std::mem::take(&mut portion)).await?;
            talk::tell(&format!("{number} of {count} messages"));
        }
    }
    write(app, made, portion).await?;
    let mut tx = app.store.begin().await?;
    for chat in &chats {
        crowd_chats::written(&mut tx, who.account(), chat).await?;
    }
    tx.commit().await?;
    Ok(chats.first().map(|chat| chat.id).unwrap_or_else(|| app.id()))
}

async fn write(app: &App, made: &Made, messages: Vec<Message>) -> anyhow::Result<()> {
    let mut tx = app.store.begin().await?;
    crowd_chats::messages(&mut tx, made.who.account(), &messages).await?;
    Ok(tx.commit().await?)
}

/// The next message of `chat`: words made of syllables, the same for the same `number`.
fn message(app: &App, chat: &mut MadeChat, number: u32, at: Timestamp) -> Message {
    chat.written += 1;
    chat.last_at = at;
    let [first, second] = chat.two;
    let mut words = Vec::new();
    let mut state = u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    for _ in 0..WORDS {
        let mut word = String::new();
        for _ in 0..3 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let place = usize::try_from(state % 16).unwrap_or_default();
            word.push_str(SYLLABLES.get(place).copied().unwrap_or_default());
        }
        words.push(word);
    }
    if number == 0 {
        words.push(SAID_ONCE.to_owned());
    }
    Message {
        id: app.id(),
        chat: chat.id,
        number: chat.written,
        author: if number.is_multiple_of(2) { first } else { second },
        author_name: "Colleague".to_owned(),
        text: words.join(" "),
        written_at: at,
        edited_at: None,
        removed_at: None,
    }
}
