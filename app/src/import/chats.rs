//! Chats that come in with an archive: as copies of the person's own, in which nobody writes and
//! which nobody else sees (docs/decisions/0046). A chat of this Plenum the person takes part in is
//! left as it is.

use std::collections::BTreeSet;

use ::meetings::chat::attachment::{self, ATTACHMENT_MAX_BYTES};
use object_store::{ObjectStoreExt, PutPayload};
use store::Tx;
use store::brought_chat::{self, Attached, Chat, Message};
use store::import::{Import, Known};

use super::bring::{self, On, Place};
use super::meetings::counted;
use super::report::{Report, Why};
use super::{ImportError, unpacked};
use crate::chat::brought;

const KIND: &str = "chats";
const FILES: &str = "chat_attachments";

pub(super) async fn bring(
    on: &On<'_>,
    tx: &mut Tx,
    chats: Vec<Chat>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let given: Vec<String> = chats.iter().map(|chat| chat.id.to_string()).collect();
    let here = store::import_rows::chats_of(tx, on.holder.person, &given).await?;
    let here: BTreeSet<String> = here.into_iter().collect();
    let own = |id: Option<String>| match (&id, on.given) {
        (Some(id), Some(given)) if *id == given.to_string() => Some(on.holder.person.to_string()),
        _ => id,
    };
    let (mut copies, mut noted) = (Vec::new(), Vec::new());
    let all = chats.len();
    for chat in chats {
        let given = chat.id.to_string();
        let is_made = !here.contains(&given);
        noted.push(Known { kept: given.clone(), given, is_made });
        if is_made {
            copies.push(Chat { first: own(chat.first), second: own(chat.second), ..chat });
        }
    }
    let added = brought_chat::add(tx, on.holder, &copies).await?;
    store::import::know(tx, on.import, KIND, &noted).await?;
    report.count(KIND, counted(added, all));
    Ok(())
}

pub(super) async fn messages(
    on: &On<'_>,
    tx: &mut Tx,
    messages: Vec<Message>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let given: BTreeSet<String> = messages.iter().map(|it| it.chat.to_string()).collect();
    let given: Vec<String> = given.into_iter().collect();
    let known = store::import::known(tx, on.import, KIND, &given).await?;
    let all = messages.len();
    let is_copied =
        |it: &Message| known.get(&it.chat.to_string()).is_some_and(|known| known.is_made);
    let own = |it: Message| Message { author: on.person(it.author), ..it };
    let copies: Vec<Message> = messages.into_iter().filter(is_copied).map(own).collect();
    let added = brought_chat::add_messages(tx, on.holder, &copies).await?;
    report.count("chat_messages", counted(added, all));
    Ok(())
}

/// A file beside a message, a portion of its own.
pub(super) async fn bring_file(
    on: &On<'_>,
    next: &Place,
    file: Attached,
) -> Result<Import, ImportError> {
    let chat = file.chat.to_string();
    let mut tx = on.app.store.read().await?;
    let known = store::import::known(&mut tx, on.import, KIND, std::slice::from_ref(&chat)).await?;
    let there = brought_chat::file(&mut tx, on.holder, file.id).await?.is_some();
    drop(tx);
    let is_copied = known.get(&chat).is_some_and(|known| known.is_made);
    let listed = on.archive.file_from(&format!("chats/{chat}/{}-", file.id)).cloned();
    let mut why = None;
    if is_copied && !there {
        match listed {
            None => why = Some(Why::FileMissing),
            Some(listed) => {
                let bytes = unpacked(on.archive, &listed, ATTACHMENT_MAX_BYTES).await?;
                match attachment::check(&bytes) {
                    Ok(kind) if kind.word() == file.kind => {
                        let path = brought::blob(on.holder, file.id);
                        on.app.blobs.put(&path, PutPayload::from(bytes)).await?;
                    }
                    _ => why = Some(Why::OtherKind),
                }
            }
        }
    }
    let (mut tx, mut import, mut report) = bring::begin(on).await?;
    if let Some(why) = why {
        report.note(why, &file.name);
    }
    match (is_copied, why) {
        (true, None | Some(Why::FileMissing)) => {
            let author = on.person(file.author);
            let file = Attached { author, ..file };
            let added = brought_chat::add_file(&mut tx, on.holder, &file).await?;
            report.count(FILES, counted(added, 1));
        }
        (true, Some(_)) => report.left(FILES),
        (false, _) => report.there(FILES),
    }
    bring::commit(tx, &mut import, next, &report).await?;
    Ok(import)
}
