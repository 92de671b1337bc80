//! Files handed in for an import: kept among the blobs, so that each preview is made anew from the
//! file and from what is there, until they are forgotten (F6, F7, P2).

use object_store::path::Path;
use object_store::{ObjectStoreExt, PutPayload};
use serde::Serialize;
use sha2::{Digest, Sha256};
use store::StoreError;

use crate::app::App;
use crate::files;

/// Largest file, in bytes.
pub const FILE_MAX_BYTES: usize = 5 * 1024 * 1024;

/// Days a file is kept, so that its bad rows can still be fetched.
pub const FILE_KEPT_DAYS: i64 = 7;

/// Of everything a plan would do: what was seen is what is done.
pub fn digest(plan: &impl Serialize) -> String {
    let text = serde_json::to_string(plan).expect("our types have a JSON form");
    billing::ledger::hex(&Sha256::digest(text.as_bytes()))
}

/// Keeps `bytes` at `path` together with the import's row, which `row` writes, or neither. False:
/// the id is taken, by the first of two clicks or by somebody else.
pub async fn keep<E>(
    app: &App,
    path: &Path,
    bytes: Vec<u8>,
    row: impl Future<Output = Result<(), StoreError>>,
) -> Result<bool, E>
where
    E: From<StoreError> + From<object_store::Error>,
{
    app.blobs.put(path, PutPayload::from(bytes)).await?;
    match row.await {
        Ok(()) => Ok(true),
        Err(error) => {
            files::delete(&*app.blobs, path).await?;
            match error.is_taken() {
                true => Ok(false),
                false => Err(error.into()),
            }
        }
    }
}
