//! The credit note as a document: made when it is first asked for, then kept (D2, I-10).
//!
//! It says the same from the day it is issued, so whenever it is made it is the same bytes. Who may
//! see a note is settled by whoever hands it in.

use billing::credit_note::CreditNote;
use documents::invoice::{Bill, InvoiceWords, Rendered};
use object_store::path::Path;
use object_store::{ObjectStoreExt, PutPayload};

use crate::app::App;
use crate::files;
use crate::invoice_document::{DocumentError, typeset};

/// The bytes of the note's PDF, with the electronic form inside: for the mail and the download.
pub async fn pdf(app: &App, note: &CreditNote) -> Result<Vec<u8>, DocumentError> {
    kept_or_made(app, note, "pdf", |made| Ok(made.pdf)).await
}

/// The note as UBL.
///
/// Errors: `NotElectronic` where EN 16931 cannot say it; there is only the PDF then.
pub async fn ubl(app: &App, note: &CreditNote) -> Result<Vec<u8>, DocumentError> {
    kept_or_made(app, note, "ubl.xml", |made| match made.ubl {
        Ok(ubl) => Ok(ubl.into_bytes()),
        Err(reason) => Err(DocumentError::NotElectronic(reason)),
    })
    .await
}

async fn kept_or_made(
    app: &App,
    note: &CreditNote,
    ending: &str,
    wanted: impl FnOnce(Rendered) -> Result<Vec<u8>, DocumentError>,
) -> Result<Vec<u8>, DocumentError> {
    let path = Path::from(format!("credit-notes/{}/{}.{ending}", note.account, note.id));
    if let Some(kept) = files::whole(&*app.blobs, &path).await? {
        return Ok(kept);
    }
    let bytes = wanted(make(app, note).await?)?;
    app.blobs.put(&path, PutPayload::from(bytes.clone())).await?;
    Ok(bytes)
}

async fn make(app: &App, note: &CreditNote) -> Result<Rendered, DocumentError> {
    let note = note.clone();
    typeset(app, note.account, move |texts, zone| {
        let words = InvoiceWords::new(texts, &note.locale, zone);
        documents::invoice::render(&Bill::of_credit_note(&note), &words)
    })
    .await
}
