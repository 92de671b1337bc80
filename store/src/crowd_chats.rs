//! Colleagues who write to each other, made up and written in bulk for `plenum bench`.

use contacts::fold;
use units::id::{AccountId, ChatId, PersonId};
use units::{Locale, Timestamp, Zone};

use crate::args;
use crate::bulk::{self, Shape};
use crate::chat_message::Message;
use crate::error::StoreError;
use crate::tx::Tx;
use crate::value::Value;

/// A chat of two people, in the order of their ids, in which `written` messages are.
#[derive(Clone, Debug)]
pub struct MadeChat {
    pub id: ChatId,
    pub two: [PersonId; 2],
    pub written: u32,
    pub last_at: Timestamp,
}

/// Writes `people` of `account`, who have no role and no way to sign in.
pub async fn people(
    tx: &mut Tx,
    account: AccountId,
    people: &[PersonId],
    (locale, zone): (&Locale, &Zone),
    now: Timestamp,
) -> Result<(), StoreError> {
    const SHAPE: Shape = Shape {
        before: "insert into person (id, account_id, name, email, biography, locale, zone,
                                     notifications, created_at) values ",
        after: "",
        columns: 9,
    };
    let values = people.iter().flat_map(|person| {
        [
            (*person).into(),
            account.into(),
            format!("Colleague {person}").into(),
            format!("{person}@example.org").into(),
            "".into(),
            Value::from(locale),
            Value::from(zone),
            "".into(),
            now.into(),
        ]
    });
    bulk::write(tx, SHAPE, values.collect()).await?;
    Ok(())
}

/// Writes `chats` of `account` without their messages.
pub async fn chats(
    tx: &mut Tx,
    account: AccountId,
    chats: &[MadeChat],
    now: Timestamp,
) -> Result<(), StoreError> {
    const SHAPE: Shape = Shape {
        before: "insert into chat (id, account_id, first_id, second_id, written, last_at,
                                   created_at) values ",
        after: "",
        columns: 7,
    };
    let values = chats.iter().flat_map(|chat| {
        let [first, second] = chat.two;
        [
            chat.id.into(),
            account.into(),
            first.into(),
            second.into(),
            chat.written.into(),
            chat.last_at.into(),
            now.into(),
        ]
    });
    bulk::write(tx, SHAPE, values.collect()).await?;
    Ok(())
}

/// Writes `messages` as they would have been written one by one, read by everybody.
pub async fn messages(
    tx: &mut Tx,
    account: AccountId,
    messages: &[Message],
) -> Result<(), StoreError> {
    const MESSAGES: Shape = Shape {
        before: "insert into chat_message (id, chat_id, account_id, number, author_id, author_name,
                                           text, written_at) values ",
        after: "",
        columns: 8,
    };
    const TEXTS: Shape = Shape {
        before: "insert into chat_text (chat_id, written_at, message_id, account_id, text) values ",
        after: "",
        columns: 5,
    };
    let rows = messages.iter().flat_map(|message| {
        [
            message.id.into(),
            message.chat.into(),
            account.into(),
            message.number.into(),
            message.author.into(),
            Value::from(&message.author_name),
            Value::from(&message.text),
            message.written_at.into(),
        ]
    });
    bulk::write(tx, MESSAGES, rows.collect()).await?;
    let texts = messages.iter().flat_map(|message| {
        [
            message.chat.into(),
            message.written_at.into(),
            message.id.into(),
            account.into(),
            fold(&message.text).into(),
        ]
    });
    bulk::write(tx, TEXTS, texts.collect()).await?;
    Ok(())
}

/// How much was written in `chat`, and when last.
pub async fn written(tx: &mut Tx, account: AccountId, chat: &MadeChat) -> Result<(), StoreError> {
    tx.execute(
        "update chat set written = $3, last_at = $4 where account_id = $1 and id = $2",
        args![account, chat.id, chat.written, chat.last_at],
    )
    .await?;
    Ok(())
}
