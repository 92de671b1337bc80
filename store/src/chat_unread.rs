//! What is new to whom (F8): a row for each person and chat of which something is not read, with
//! the number of its first message. Messages of one's own, and those taken back or erased, are not
//! new.

use units::id::{AccountId, ChatId, PersonId};

use crate::args;
use crate::error::StoreError;
use crate::tx::Tx;

/// The message `number` of `chat`, by `author`, is new to the others who take part now. The caller
/// holds the chat.
pub async fn mark(
    tx: &mut Tx,
    account: AccountId,
    chat: ChatId,
    number: u32,
    author: PersonId,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into chat_unread (person_id, chat_id, account_id, first_number)
         select p.person_id, $2, $1, $3 from (
                select first_id as person_id from chat
                 where id = $2 and account_id = $1 and first_id is not null
                 union select second_id from chat
                 where id = $2 and account_id = $1 and second_id is not null
                 union select q.person_id from chat c
                  join meeting_person q on q.meeting_id = c.meeting_id
                 where c.id = $2 and c.account_id = $1) p
          where p.person_id <> $4
         on conflict (person_id, chat_id) do nothing",
        args![account, chat, number, author],
    )
    .await?;
    Ok(())
}

/// `person` has read `chat` up to the message `number`; what came after it stays new. The caller
/// holds the chat.
pub async fn read(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    chat: ChatId,
    number: u32,
) -> Result<(), StoreError> {
    tx.execute(
        "update chat_unread set first_number = $4 + 1
          where account_id = $1 and person_id = $2 and chat_id = $3 and first_number <= $4",
        args![account, person, chat, number],
    )
    .await?;
    tx.execute(
        "delete from chat_unread
          where account_id = $1 and person_id = $2 and chat_id = $3 and not exists (
                select 1 from chat_message x
                 where x.chat_id = $3 and x.number >= chat_unread.first_number
                   and x.author_id <> $2 and x.removed_at is null)",
        args![account, person, chat],
    )
    .await?;
    Ok(())
}

/// In how many chats in which `person` takes part something is new; counted up to `most`.
pub async fn chats(tx: &mut Tx, person: PersonId, most: u32) -> Result<u32, StoreError> {
    let row = tx
        .row(
            "select count(*) as chats from (
                select u.chat_id from chat_unread u join chat c on c.id = u.chat_id
                 where u.person_id = $1
                   and (c.meeting_id is null or exists (select 1 from meeting_person q
                         where q.meeting_id = c.meeting_id and q.person_id = $1))
                   and exists (select 1 from chat_message x
                         where x.chat_id = u.chat_id and x.number >= u.first_number
                           and x.author_id <> $1 and x.removed_at is null)
                 limit $2) new",
            args![person, most],
        )
        .await?;
    row.map_or(Ok(0), |row| row.count("chats"))
}
