//! The journal: the sandbox's entries, one JSON line each, only ever appended.
//!
//! An entry counts when its line, newline included, is on disk. A last line without its newline was
//! never acknowledged: it is cut off when the journal is opened. After a write that failed nothing
//! more is written until the journal is opened again, because what reached the disk is not known.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::books::Entry;

/// Where entries go.
pub enum Journal {
    /// Nowhere: gone with the process.
    Memory,
    /// `sound` until a write fails.
    File { file: File, sound: bool },
}

/// Why a journal cannot be opened or written.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    #[error("failed to open the sandbox journal: {0}")]
    Open(io::Error),
    #[error("failed to open the sandbox journal: another process has it")]
    InUse,
    #[error("failed to read line {line} of the sandbox journal: {reason}")]
    Damaged { line: usize, reason: String },
    #[error("failed to write the sandbox journal: {0}")]
    Write(io::Error),
    #[error("failed to write the sandbox journal: an earlier write failed")]
    Unsound,
}

impl Journal {
    /// Opens or creates the file for this process alone, and reads what is in it.
    pub fn open(path: &Path) -> Result<(Journal, Vec<Entry>), JournalError> {
        let new = !path.exists();
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(JournalError::Open)?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => JournalError::InUse,
            TryLockError::Error(error) => JournalError::Open(error),
        })?;
        if new {
            sync_folder(path).map_err(JournalError::Open)?;
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(JournalError::Open)?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
        if whole < bytes.len() {
            bytes.truncate(whole);
            let end = u64::try_from(whole).expect("a length fits 64 bits");
            file.set_len(end).and_then(|()| file.sync_all()).map_err(JournalError::Open)?;
        }
        file.seek(SeekFrom::End(0)).map_err(JournalError::Open)?;
        let entries = read(&bytes)?;
        Ok((Journal::File { file, sound: true }, entries))
    }

    /// Puts `entry` on disk before it returns.
    pub fn append(&mut self, entry: &Entry) -> Result<(), JournalError> {
        let Journal::File { file, sound } = self else {
            return Ok(());
        };
        if !*sound {
            return Err(JournalError::Unsound);
        }
        let mut line =
            serde_json::to_vec(entry).map_err(|error| JournalError::Write(error.into()))?;
        line.push(b'\n');
        let written = file.write_all(&line).and_then(|()| file.sync_data());
        *sound = written.is_ok();
        written.map_err(JournalError::Write)
    }
}

/// Makes a new file's name durable too.
fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

fn read(bytes: &[u8]) -> Result<Vec<Entry>, JournalError> {
    let lines = bytes.split(|byte| *byte == b'\n').enumerate();
    let written = lines.filter(|(_, line)| !line.is_empty());
    written
        .map(|(index, line)| {
            serde_json::from_slice(line).map_err(|error| JournalError::Damaged {
                line: index + 1,
                reason: error.to_string(),
            })
        })
        .collect()
}
