//! Archives: the parts of an export as ZIP files (G1), and parts read back (G1a). Bytes in, bytes
//! out.
//!
//! Each part is a whole archive of its own, opened by whatever opens ZIP files. The structure is
//! written by `rawzip`, the packing is `flate2`'s; both are in memory, so the caller closes a part
//! while it is small. Files have no date of their own: the same content is the same bytes.

mod read;
#[cfg(test)]
mod tests;
mod zip;

use std::io::{Read, Write};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::{CompressionMethod, ZipArchiveWriter};
use sha2::{Digest, Sha256};

pub use read::{Archive, Line, lines};
pub use zip::{OnDisk, ReadError, Source};

/// A part that is being written.
pub struct Part {
    archive: ZipArchiveWriter<Vec<u8>>,
    files: usize,
    plain_bytes: u64,
}

/// A file as a manifest lists it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Packed {
    pub path: String,
    /// Before packing.
    pub bytes: u64,
    /// Of the file before packing, in small hexadecimal letters.
    pub sha256: String,
}

/// The archive could not be written: a path it does not take, or more than the form holds.
#[derive(Debug, thiserror::Error)]
#[error("an archive could not be written: {0}")]
pub struct NotPacked(String);

impl From<rawzip::Error> for NotPacked {
    fn from(error: rawzip::Error) -> NotPacked {
        NotPacked(error.to_string())
    }
}

impl From<std::io::Error> for NotPacked {
    fn from(error: std::io::Error) -> NotPacked {
        NotPacked(error.to_string())
    }
}

impl Default for Part {
    fn default() -> Part {
        Part { archive: ZipArchiveWriter::new(Vec::new()), files: 0, plain_bytes: 0 }
    }
}

impl Part {
    /// Files added so far.
    pub fn files(&self) -> usize {
        self.files
    }

    /// Bytes added so far, before packing.
    pub fn plain_bytes(&self) -> u64 {
        self.plain_bytes
    }

    /// Adds a file at `path`: relative, with `/` between its parts, and not in it yet.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> Result<Packed, NotPacked> {
        let file = self.archive.new_file(path).compression_method(CompressionMethod::DEFLATE);
        let (mut entry, config) = file.start()?;
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
        writer.write_all(bytes)?;
        let (encoder, descriptor) = writer.finish()?;
        encoder.finish()?;
        entry.finish(descriptor)?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.files += 1;
        self.plain_bytes = self.plain_bytes.saturating_add(length);
        Ok(Packed { path: path.to_owned(), bytes: length, sha256: sha256(bytes) })
    }

    /// The whole part.
    pub fn finish(self) -> Result<Vec<u8>, NotPacked> {
        Ok(self.archive.finish()?)
    }
}

/// Bytes that go by at once.
const PIECE_BYTES: usize = 256 * 1024;

/// Writes a part of its own to `to`, with one file at `path` in it that is read from `from` piece
/// by piece and not packed: it is larger than memory should hold, and packed in a way of its own.
pub fn write_large(
    path: &str,
    from: &mut dyn Read,
    to: &mut dyn Write,
) -> Result<Packed, NotPacked> {
    let mut archive = ZipArchiveWriter::new(to);
    let file = archive.new_file(path).compression_method(CompressionMethod::STORE);
    let (mut entry, config) = file.start()?;
    let mut writer = config.wrap(&mut entry);
    let (mut hash, mut bytes) = (Sha256::new(), 0u64);
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let read = from.read(&mut piece)?;
        let Some(some) = piece.get(..read).filter(|some| !some.is_empty()) else { break };
        hash.update(some);
        bytes = bytes.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        writer.write_all(some)?;
    }
    let (_, descriptor) = writer.finish()?;
    entry.finish(descriptor)?;
    archive.finish()?;
    Ok(Packed { path: path.to_owned(), bytes, sha256: hex(&hash.finalize()) })
}

/// The SHA-256 of `bytes`, in small hexadecimal letters.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
