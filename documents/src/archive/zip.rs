//! One part of an archive, read as the stranger's file it is.
//!
//! The list of what is in it is read first, and refused where a path leads out, a file is a link,
//! encrypted or packed in another way than ours, or where it would unpack to more than a part can
//! hold. Then files are unpacked one by one, each no further than the list says and checked against
//! its checksum.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, ErrorKind, Read, Write};
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use flate2::bufread::DeflateDecoder;
use people::import::{
    PART_MAX_FILES, PART_SPARE_BYTES, Problem, RATIO_MAX, Unreadable, is_plain_path,
};
use rawzip::{
    CompressionMethod, MAX_CENTRAL_DIRECTORY_RECORD_SIZE, ReaderAt, ZipArchive,
    ZipArchiveEntryWayfinder, ZipLocator,
};

/// Where the bytes of a part are; read at any place.
pub trait Source: Send + Sync {
    /// As many bytes from `offset` on as there are and fit; none: it is the end.
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> std::io::Result<usize>;

    /// How many there are.
    fn bytes(&self) -> u64;
}

/// A part that is a file on this machine.
pub struct OnDisk {
    file: File,
    bytes: u64,
}

impl OnDisk {
    pub fn open(path: &std::path::Path) -> std::io::Result<OnDisk> {
        let file = File::open(path)?;
        let bytes = file.metadata()?.len();
        Ok(OnDisk { file, bytes })
    }
}

impl Source for OnDisk {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> std::io::Result<usize> {
        self.file.read_at(buffer, offset)
    }

    fn bytes(&self) -> u64 {
        self.bytes
    }
}

/// A part in memory.
impl Source for Vec<u8> {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> std::io::Result<usize> {
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        let mut left = self.get(start..).unwrap_or_default();
        left.read(buffer)
    }

    fn bytes(&self) -> u64 {
        u64::try_from(self.len()).unwrap_or(u64::MAX)
    }
}

/// Why something was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The archive is to blame.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// Where it lies is.
    #[error("the archive cannot be read: {0}")]
    Io(std::io::Error),
}

impl ReadError {
    fn of(problem: Problem, path: &str) -> ReadError {
        ReadError::Unreadable(Unreadable::of(problem, path))
    }

    /// What is wrong with the bytes is the archive's; everything else is not.
    fn from_io(error: std::io::Error, problem: Problem, path: &str) -> ReadError {
        match error.kind() {
            ErrorKind::InvalidData | ErrorKind::UnexpectedEof | ErrorKind::InvalidInput => {
                ReadError::of(problem, path)
            }
            _ => ReadError::Io(error),
        }
    }

    fn from_zip(error: rawzip::Error, problem: Problem, path: &str) -> ReadError {
        match error.into_kind() {
            rawzip::ErrorKind::IO(error) => ReadError::from_io(error, problem, path),
            _ => ReadError::of(problem, path),
        }
    }
}

struct At(Arc<dyn Source>);

impl ReaderAt for At {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> std::io::Result<usize> {
        self.0.read_at(buffer, offset)
    }
}

#[derive(Clone, Copy)]
struct Entry {
    way: ZipArchiveEntryWayfinder,
    is_packed: bool,
    /// As it says.
    plain_bytes: u64,
}

/// A part whose list is read.
pub struct Zip {
    archive: ZipArchive<At>,
    entries: BTreeMap<String, Entry>,
}

/// Read at once of what is packed.
const BUFFER_BYTES: usize = 256 * 1024;
/// Read at once of what is unpacked.
const PIECE_BYTES: usize = 64 * 1024;

impl Zip {
    pub fn open(source: Arc<dyn Source>) -> Result<Zip, ReadError> {
        let bytes = source.bytes();
        let mut buffer = vec![0; MAX_CENTRAL_DIRECTORY_RECORD_SIZE];
        let found = ZipLocator::new().locate_in_reader(At(source), &mut buffer, bytes);
        let not_zip = |error| ReadError::from_zip(error, Problem::NotZip, "");
        let archive = found.map_err(|(_, error)| not_zip(error))?;
        let mut entries = BTreeMap::new();
        let (mut plain, mut packed) = (0u64, 0u64);
        let mut list = archive.entries(&mut buffer);
        while let Some(record) = list.next_entry().map_err(not_zip)? {
            let raw = record.file_path();
            let path = std::str::from_utf8(raw.as_bytes())
                .map_err(|_| ReadError::of(Problem::Path, "?"))?
                .to_owned();
            let of = |problem: Problem| Err(ReadError::of(problem, &path));
            let plain_path = path.strip_suffix('/').unwrap_or(&path);
            if !is_plain_path(plain_path) {
                return of(Problem::Path);
            }
            if record.mode().is_symlink() {
                return of(Problem::Link);
            }
            if record.flags().is_encrypted() {
                return of(Problem::Encrypted);
            }
            if path.ends_with('/') {
                // A folder, which whoever packs a part again puts in.
                continue;
            }
            let is_packed = match record.compression_method() {
                CompressionMethod::STORE => false,
                CompressionMethod::DEFLATE => true,
                _ => return of(Problem::Method),
            };
            let plain_bytes = record.uncompressed_size_hint();
            plain = plain.saturating_add(plain_bytes);
            packed = packed.saturating_add(record.compressed_size_hint());
            if packed > bytes
                || plain > PART_SPARE_BYTES.saturating_add(bytes.saturating_mul(RATIO_MAX))
            {
                return of(Problem::Bomb);
            }
            let entry = Entry { way: record.wayfinder(), is_packed, plain_bytes };
            if entries.insert(path.clone(), entry).is_some() {
                return of(Problem::Twice);
            }
            if entries.len() > PART_MAX_FILES {
                return of(Problem::TooMany);
            }
        }
        Ok(Zip { archive, entries })
    }

    /// Each file in it with how large it says to be.
    pub fn files(&self) -> impl Iterator<Item = (&str, u64)> {
        self.entries.iter().map(|(path, entry)| (path.as_str(), entry.plain_bytes))
    }

    /// Unpacks the file at `path` into `to`, piece by piece.
    pub fn copy(&self, path: &str, to: &mut dyn Write) -> Result<(), ReadError> {
        let missing = || ReadError::of(Problem::Missing, path);
        let entry = self.entries.get(path).ok_or_else(missing)?;
        let broken = |error| ReadError::from_zip(error, Problem::Checksum, path);
        let found = self.archive.get_entry(entry.way).map_err(broken)?;
        let packed = BufReader::with_capacity(BUFFER_BYTES, found.reader());
        let mut unpacked: Box<dyn Read + '_> = match entry.is_packed {
            true => Box::new(found.verifying_reader(DeflateDecoder::new(packed))),
            false => Box::new(found.verifying_reader(packed)),
        };
        let mut piece = vec![0; PIECE_BYTES];
        let mut left = entry.plain_bytes;
        loop {
            let read = unpacked.read(&mut piece);
            let read = read.map_err(|error| ReadError::from_io(error, Problem::Checksum, path))?;
            let Some(some) = piece.get(..read).filter(|some| !some.is_empty()) else { break };
            left = left
                .checked_sub(u64::try_from(read).unwrap_or(u64::MAX))
                .ok_or_else(|| ReadError::of(Problem::Size, path))?;
            to.write_all(some).map_err(ReadError::Io)?;
        }
        match left {
            0 => Ok(()),
            _ => Err(ReadError::of(Problem::Size, path)),
        }
    }
}
