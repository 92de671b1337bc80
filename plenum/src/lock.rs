//! One serving process per data folder.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use anyhow::Context as _;

/// The folder is ours until this is dropped or the process ends, however it ends.
pub struct Lock {
    _file: File,
}

/// Locks `folder`; `None` when another process serves from it.
pub fn take(folder: &Path) -> anyhow::Result<Option<Lock>> {
    let path = folder.join("plenum.lock");
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .with_context(|| format!("failed to open {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock { _file: file })),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("failed to lock {}", path.display()))
        }
    }
}
