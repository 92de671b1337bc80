//! Imports (G1a, G1b): a person's archive, made by this or another Plenum, becomes theirs here; an
//! account's is kept as history, and lives on where it can (`account`).
//!
//! What an archive must be is `people::import`, how it is read `documents::archive`. Everything is
//! read and compared first (`survey`), and shown; then it comes in portion by portion (`bring`),
//! from files handed in (`hand_in`, `run`) or at the command line (`command`).

pub(crate) mod account;
mod bring;
mod chats;
pub mod command;
mod contacts;
mod guests;
pub mod hand_in;
mod meetings;
mod person;
mod read;
mod record;
mod recordings;
pub mod report;
pub mod run;
mod survey;
mod templates;

use std::sync::Arc;

use documents::archive::{Archive, ReadError};
use people::import::{BEGUN_A_DAY_MAX, File, Unreadable};
use store::StoreError;
pub use store::import::{Import, Part};

use crate::files;

/// Why an import was not begun, shown, or brought in.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("the person may not")]
    NotAllowed,
    /// Also when it is somebody else's: a stranger must not learn that there is one.
    #[error("no such import, or no such part of it")]
    NotFound,
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// It stands otherwise than it must for what was asked.
    #[error("the import is being read or brought in, or has ended")]
    NotOpen,
    #[error("no part was handed in")]
    NoParts,
    #[error("more than {BEGUN_A_DAY_MAX} in a day")]
    TooMany,
    /// Somebody else brought the portion in.
    #[error("the import moved on meanwhile")]
    Moved,
    #[error("an archive or a file cannot be kept or read: {0}")]
    Blobs(#[from] object_store::Error),
    #[error("an archive cannot be read: {0}")]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ReadError> for ImportError {
    fn from(error: ReadError) -> ImportError {
        match error {
            ReadError::Unreadable(unreadable) => ImportError::Unreadable(unreadable),
            ReadError::Io(error) => ImportError::Io(error),
        }
    }
}

impl ImportError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            ImportError::NotAllowed => "permission.missing",
            ImportError::NotFound => "import.not_found",
            ImportError::Unreadable(unreadable) => unreadable.problem.code(),
            ImportError::NotOpen | ImportError::Moved => "import.not_open",
            ImportError::NoParts => "import.no_parts",
            ImportError::TooMany => "import.too_many",
            ImportError::Blobs(_) | ImportError::Io(_) | ImportError::Store(_) => {
                "store.unavailable"
            }
        }
    }
}

/// A file of the archive, whole; refused beyond `most` bytes.
async fn unpacked(
    archive: &Arc<Archive>,
    file: &File,
    most: usize,
) -> Result<Vec<u8>, ImportError> {
    let (archive, file) = (archive.clone(), file.clone());
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    Ok(files::waiting(move || archive.read(&file, most)).await??)
}
