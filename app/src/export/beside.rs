//! Files beside an archive's records, for people and other programs: calendars, cards, documents,
//! and what was handed in, byte for byte (G1, R-68, R-69).
//!
//! What is no longer there, or just now being forgotten, is left out and logged; the record that
//! names it stays.

use object_store::path::Path;
use people::export::{Beside, file_name};
use serde_json::Value as Json;
use store::StoreError;
use store::contact::Holder;
use store::export::Export;
use units::id::{ChatId, Id, RecordingId};

use super::write::WriteError;
use crate::app::App;
use crate::effects::InvoiceRef;
use crate::files::{self, Waiting};
use crate::{
    chat, contacts, credit_note_document, exemption, invoice_document, meetings, profile,
    recordings,
};

/// A path in the archive and what stands there.
type Made = (String, Vec<u8>);

/// Records of a portion.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    pub records: &'a [Json],
    /// They are the person's own copy: what they name is theirs, and in no chat of this Plenum.
    pub is_copy: bool,
}

/// The files of `what` for `records`; `portion` counts the calls for it, from 1.
pub(super) async fn files(
    app: &App,
    export: &Export,
    what: Beside,
    Of { records, is_copy }: Of<'_>,
    portion: u32,
) -> Result<Vec<Made>, WriteError> {
    if what == Beside::Cards {
        return cards(app, export, records, portion).await;
    }
    let mut files = Vec::new();
    for record in records {
        let made = match what {
            Beside::Photo => photo(app, export, record).await?,
            Beside::Calendars => calendar(app, export, record).await?,
            Beside::Attachments if is_copy => copied(app, export, record).await?,
            Beside::Attachments => attachment(app, export, record).await?,
            Beside::Media => media(app, export, record).await?,
            Beside::Transcripts => transcript(app, export, record).await?,
            Beside::Invoices => invoice(app, export, record).await?,
            Beside::CreditNotes => credit_note(app, export, record).await?,
            Beside::Certificates => certificate(app, export, record).await?,
            Beside::Brought => brought(app, export, record).await?,
            Beside::Cards => None,
        };
        match made {
            Some(file) => files.push(file),
            None => tracing::debug!(export = %export.id, ?what, "a record has no file"),
        }
    }
    Ok(files)
}

fn id_of<K>(record: &Json, field: &str) -> Option<Id<K>> {
    record[field].as_str()?.parse().ok()
}

fn word<'a>(record: &'a Json, field: &str) -> &'a str {
    record[field].as_str().unwrap_or_default()
}

/// What was kept; none when it is gone.
fn kept(found: Result<Vec<u8>, object_store::Error>) -> Result<Option<Vec<u8>>, WriteError> {
    match found {
        Ok(bytes) => Ok(Some(bytes)),
        Err(object_store::Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn photo(app: &App, export: &Export, record: &Json) -> Result<Option<Made>, WriteError> {
    let (Some(person), Some(name)) = (export.subject.person, record["photo"].as_str()) else {
        return Ok(None);
    };
    let bytes = kept(profile::photo_bytes(app, person, name).await)?;
    Ok(bytes.map(|bytes| {
        let ending = people::photo::check(&bytes)
            .ok()
            .and_then(|kind| kind.media_type().split_once('/'))
            .map_or("bin", |(_, ending)| ending);
        (format!("profile/photo.{ending}"), bytes)
    }))
}

async fn calendar(app: &App, export: &Export, record: &Json) -> Result<Option<Made>, WriteError> {
    let Some(id) = id_of(record, "id") else { return Ok(None) };
    let account = export.subject.account;
    let file = meetings::list::calendar_to_keep(app, account, id).await?;
    Ok(file.map(|text| (format!("meetings/{id}.ics"), text.into_bytes())))
}

async fn cards(
    app: &App,
    export: &Export,
    records: &[Json],
    portion: u32,
) -> Result<Vec<Made>, WriteError> {
    let Some(person) = export.subject.person else { return Ok(Vec::new()) };
    let holder = Holder { account: export.subject.account, person };
    let ids: Vec<_> = records.iter().filter_map(|record| id_of(record, "id")).collect();
    let (vcards, csv) = contacts::export::of(app, holder, &ids).await?;
    Ok(vec![
        (format!("contacts/contacts-{portion:04}.vcf"), vcards),
        (format!("contacts/contacts-{portion:04}.csv"), csv),
    ])
}

async fn attachment(app: &App, export: &Export, record: &Json) -> Result<Option<Made>, WriteError> {
    let (Some(person), Some(chat), Some(file)) =
        (export.subject.person, id_of(record, "chat_id"), id_of(record, "id"))
    else {
        return Ok(None);
    };
    let chat: ChatId = chat;
    let mut tx = app.store.read().await?;
    let Some(found) = store::chat::find(&mut tx, person, chat).await? else { return Ok(None) };
    drop(tx);
    let bytes = kept(chat::attachments::bytes(app, found.account, file).await)?;
    let name = file_name(word(record, "name"));
    Ok(bytes.map(|bytes| (format!("chats/{chat}/{file}-{name}"), bytes)))
}

/// A file beside a message of a chat that was brought in.
async fn copied(app: &App, export: &Export, record: &Json) -> Result<Option<Made>, WriteError> {
    let (Some(person), Some(chat), Some(file)) =
        (export.subject.person, id_of(record, "chat_id"), id_of(record, "id"))
    else {
        return Ok(None);
    };
    let chat: ChatId = chat;
    let bytes = kept(chat::brought::bytes(app, person, file).await)?;
    let name = file_name(word(record, "name"));
    Ok(bytes.map(|bytes| (format!("chats/{chat}/{file}-{name}"), bytes)))
}

/// Where the bytes of a recording of whose archive it is lie.
async fn place(app: &App, export: &Export, id: RecordingId) -> Result<Option<Path>, StoreError> {
    let Some(person) = export.subject.person else { return Ok(None) };
    let holder = store::recording::Holder { account: export.subject.account, person };
    recordings::place(app, holder, id).await
}

/// Where a recording stands in the archive, and its bytes; none when they are gone.
pub(super) async fn media_source(
    app: &App,
    export: &Export,
    record: &Json,
) -> Result<Option<(String, Waiting)>, WriteError> {
    let Some(id) = id_of(record, "id") else { return Ok(None) };
    let Some(path) = place(app, export, id).await? else { return Ok(None) };
    let found = Waiting::open(app.blobs.clone(), path).await?;
    let ending = file_name(word(record, "kind"));
    Ok(found.map(|found| (format!("recordings/{id}.{ending}"), found)))
}

/// A recording that is small enough to be packed with other files.
async fn media(app: &App, export: &Export, record: &Json) -> Result<Option<Made>, WriteError> {
    let Some(id) = id_of(record, "id") else { return Ok(None) };
    let Some(path) = place(app, export, id).await? else { return Ok(None) };
    let bytes = files::whole(&*app.blobs, &path).await?;
    let ending = file_name(word(record, "kind"));
    Ok(bytes.map(|bytes| (format!("recordings/{id}.{ending}"), bytes)))
}

async fn transcript(app: &App, export: &Export, record: &Json) -> Result<Option<Made>, WriteError> {
    let Some(id) = id_of(record, "id") else { return Ok(None) };
    let text = recordings::transcript::text(app, export.subject.account, id).await?;
    Ok(text.map(|text| (format!("transcripts/{id}.vtt"), text.into_bytes())))
}

async fn invoice(app: &App, export: &Export, record: &Json) -> Result<Option<Made>, WriteError> {
    let Some(invoice) = id_of(record, "id") else { return Ok(None) };
    let account = export.subject.account;
    let bytes = invoice_document::pdf(app, &InvoiceRef { account, invoice }).await?;
    Ok(Some((format!("invoices/{}.pdf", file_name(word(record, "number"))), bytes)))
}

async fn credit_note(
    app: &App,
    export: &Export,
    record: &Json,
) -> Result<Option<Made>, WriteError> {
    let Some(id) = id_of(record, "id") else { return Ok(None) };
    let mut tx = app.store.read().await?;
    let found = store::credit_note::find(&mut tx, export.subject.account, id).await?;
    drop(tx);
    let Some(note) = found else { return Ok(None) };
    let bytes = credit_note_document::pdf(app, &note).await?;
    Ok(Some((format!("credit-notes/{}.pdf", file_name(word(record, "number"))), bytes)))
}

async fn certificate(
    app: &App,
    export: &Export,
    record: &Json,
) -> Result<Option<Made>, WriteError> {
    let Some(id) = id_of(record, "id") else { return Ok(None) };
    let mut tx = app.store.read().await?;
    let found = store::exemption::find(&mut tx, export.subject.account, id).await?;
    drop(tx);
    let Some(asked) = found else { return Ok(None) };
    let bytes = kept(exemption::read(app, &asked).await)?;
    let path = format!("tax-exemptions/{id}.{}", asked.file_kind.word());
    Ok(bytes.map(|bytes| (path, bytes)))
}

/// A file of an archive the account brought from elsewhere, as it came.
async fn brought(app: &App, export: &Export, record: &Json) -> Result<Option<Made>, WriteError> {
    let Some(id) = id_of(record, "archive_id") else { return Ok(None) };
    let sum = word(record, "sha256");
    let bytes = crate::history::bytes(app, export.subject.account, id, sum).await?;
    Ok(bytes.map(|bytes| (people::history::place_of(id, word(record, "path")), bytes)))
}
