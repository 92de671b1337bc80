//! Archives: the parts of an export as ZIP files (G1). Bytes in, bytes out.
//!
//! Each part is a whole archive of its own, opened by whatever opens ZIP files. The structure is
//! written by `rawzip`, the packing is `flate2`'s; both are in memory, so the caller closes a part
//! while it is small. Files have no date of their own: the same content is the same bytes.

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::{CompressionMethod, ZipArchiveWriter};
use sha2::{Digest, Sha256};

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

/// The SHA-256 of `bytes`, in small hexadecimal letters.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::bufread::DeflateDecoder;
    use rawzip::ZipArchive;

    use super::*;

    #[test]
    fn what_goes_in_comes_out() {
        let mut part = Part::default();
        let long = "a line that is said again\n".repeat(10_000);
        let files = [("data/people-0001.ndjson", long.as_bytes()), ("chats/é ö.txt", b"")];
        for (path, bytes) in files {
            let packed = part.add(path, bytes).expect("it is packed");
            assert_eq!(packed.path, path);
            assert_eq!(usize::try_from(packed.bytes), Ok(bytes.len()));
        }
        assert_eq!((part.files(), usize::try_from(part.plain_bytes())), (2, Ok(long.len())));
        let bytes = part.finish().expect("a part");
        assert!(bytes.len() < 5_000, "{}", bytes.len());

        let archive = ZipArchive::from_slice(&bytes).expect("an archive");
        let mut entries = archive.entries();
        for (path, expected) in files {
            let entry = entries.next_entry().expect("an entry").expect("one more");
            assert_eq!(entry.file_path().try_normalize().expect("a path").as_str(), path);
            let found = archive.get_entry(entry.wayfinder()).expect("it is there");
            let mut read = Vec::new();
            let unpacked = DeflateDecoder::new(found.data());
            found.verifying_reader(unpacked).read_to_end(&mut read).expect("it is whole");
            assert_eq!(read, expected);
        }
        assert!(entries.next_entry().expect("the end").is_none());
    }

    #[test]
    fn the_same_content_is_the_same_bytes() {
        let made = || {
            let mut part = Part::default();
            part.add("manifest.json", b"{}").expect("it is packed");
            part.finish().expect("a part")
        };
        assert_eq!(made(), made());
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(sha256(b""), empty);
    }
}
