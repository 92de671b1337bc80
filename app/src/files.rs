//! The room where large files are kept: taken in piece by piece, handed out in ranges (F5).
//!
//! Whatever its size, a file on its way in or out takes the memory of one part. Coming in, it lies
//! under another name until its last byte is there; then it is whole under its own, or not at all
//! (the folder of a deployment puts it on disk before it says so). What never ends leaves nothing
//! behind; what a killed process leaves is for `forget_unfinished`. Where files lie is
//! `App::blobs`: a folder, or a store of objects.

use std::io::{self, Read, Write};
use std::ops::Range;
use std::sync::Arc;

use documents::archive::Source;
use object_store::path::Path;
use object_store::{
    Error, GetOptions, GetRange, GetResult, MultipartUpload, ObjectStore, ObjectStoreExt,
    PutPayload,
};
use sha2::{Digest, Sha256};
use tokio::runtime::Handle;

/// Bytes written at once; stores of objects take no smaller ones but at the end.
const PART_BYTES: usize = 8 * 1024 * 1024;

/// A file coming in. Dropped before it is finished, it never was.
pub struct Incoming {
    upload: Box<dyn MultipartUpload>,
    part: Vec<u8>,
    hash: Sha256,
    bytes: u64,
}

/// A file that is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    pub bytes: u64,
    /// In hexadecimal digits.
    pub sha256: String,
}

impl Incoming {
    /// A file that will lie at `path`.
    pub async fn begin(blobs: &dyn ObjectStore, path: &Path) -> Result<Incoming, Error> {
        let upload = blobs.put_multipart(path).await?;
        Ok(Incoming { upload, part: Vec::new(), hash: Sha256::new(), bytes: 0 })
    }

    /// How many bytes came so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    pub async fn write(&mut self, chunk: &[u8]) -> Result<(), Error> {
        self.hash.update(chunk);
        self.bytes = self.bytes.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        self.part.extend_from_slice(chunk);
        match self.part.len() >= PART_BYTES {
            true => self.put().await,
            false => Ok(()),
        }
    }

    async fn put(&mut self) -> Result<(), Error> {
        let part = std::mem::replace(&mut self.part, Vec::with_capacity(PART_BYTES));
        self.upload.put_part(PutPayload::from(part)).await
    }

    /// That was its last byte: from here on the file is there.
    pub async fn finish(mut self) -> Result<Kept, Error> {
        if !self.part.is_empty() {
            self.put().await?;
        }
        self.upload.complete().await?;
        Ok(Kept { bytes: self.bytes, sha256: billing::ledger::hex(&self.hash.finalize()) })
    }
}

/// Bytes of a file on their way out: `into_stream` of it reads them piece by piece.
pub struct Outgoing(pub GetResult);

/// The bytes `range` of the file at `path`; none: there is no such file.
pub async fn read(
    blobs: &dyn ObjectStore,
    path: &Path,
    range: Range<u64>,
) -> Result<Option<Outgoing>, Error> {
    let options = GetOptions { range: Some(GetRange::Bounded(range)), ..GetOptions::default() };
    match blobs.get_opts(path, options).await {
        Ok(found) => Ok(Some(Outgoing(found))),
        Err(Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The whole file at `path`, of those that fit in memory; none: there is no such file.
pub async fn whole(blobs: &dyn ObjectStore, path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match blobs.get(path).await {
        Ok(found) => Ok(Some(found.bytes().await?.to_vec())),
        Err(Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What a process that was killed left of a file on its way to `path` in `folder`: it lies beside
/// its place, under its name with `#` and a number, which the folder's store neither lists nor
/// deletes.
/// None: files are kept elsewhere, by somebody with rules of their own for what was never finished.
pub async fn forget_unfinished(
    folder: Option<&std::path::Path>,
    path: &Path,
) -> Result<(), std::io::Error> {
    let Some(folder) = folder else { return Ok(()) };
    let whole = folder.join(path.as_ref());
    let (Some(place), Some(name)) = (whole.parent(), whole.file_name()) else { return Ok(()) };
    let start = format!("{}#", name.to_string_lossy());
    let mut beside = match tokio::fs::read_dir(place).await {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        other => other?,
    };
    while let Some(entry) = beside.next_entry().await? {
        let found = entry.file_name();
        let number = found.to_str().and_then(|found| found.strip_prefix(&start));
        if number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit())) {
            tokio::fs::remove_file(entry.path()).await?;
        }
    }
    Ok(())
}

/// The file at `path` is gone, also when it never was there.
pub async fn delete(blobs: &dyn ObjectStore, path: &Path) -> Result<(), Error> {
    match blobs.delete(path).await {
        Err(Error::NotFound { .. }) => Ok(()),
        other => other,
    }
}

/// A file that is kept, for code that waits while it reads: used on threads that may wait, and on
/// no other.
pub struct Waiting {
    blobs: Arc<dyn ObjectStore>,
    path: Path,
    bytes: u64,
    handle: Handle,
}

impl Waiting {
    /// The file at `path`; none: there is no such file.
    pub async fn open(blobs: Arc<dyn ObjectStore>, path: Path) -> Result<Option<Waiting>, Error> {
        let bytes = match blobs.head(&path).await {
            Ok(found) => found.size,
            Err(Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(error),
        };
        Ok(Some(Waiting { blobs, path, bytes, handle: Handle::current() }))
    }

    /// From its beginning to its end.
    pub fn into_read(self) -> impl Read + Send {
        InOrder { file: self, at: 0 }
    }
}

impl Source for Waiting {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let wanted = u64::try_from(buffer.len()).unwrap_or(u64::MAX);
        let end = offset.saturating_add(wanted).min(self.bytes);
        if offset >= end {
            return Ok(0);
        }
        let found = self.handle.block_on(async {
            match read(&*self.blobs, &self.path, offset..end).await? {
                Some(Outgoing(found)) => found.bytes().await.map(Some),
                None => Ok(None),
            }
        });
        let found = found.map_err(io::Error::other)?;
        let found = found.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        let mut some: &[u8] = &found;
        some.read(buffer)
    }

    fn bytes(&self) -> u64 {
        self.bytes
    }
}

struct InOrder {
    file: Waiting,
    at: u64,
}

impl Read for InOrder {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read_at(buffer, self.at)?;
        self.at = self.at.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        Ok(read)
    }
}

/// A file coming in from code that waits while it writes, as `Waiting`.
pub struct WaitingIn {
    pub incoming: Incoming,
    handle: Handle,
}

impl WaitingIn {
    pub fn new(incoming: Incoming) -> WaitingIn {
        WaitingIn { incoming, handle: Handle::current() }
    }
}

impl Write for WaitingIn {
    fn write(&mut self, some: &[u8]) -> io::Result<usize> {
        let WaitingIn { incoming, handle } = self;
        handle.block_on(incoming.write(some)).map_err(io::Error::other)?;
        Ok(some.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Runs `work` on a thread that may wait.
pub async fn waiting<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, io::Error> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use object_store::local::LocalFileSystem;

    use super::*;

    fn folder(name: &str) -> (std::path::PathBuf, LocalFileSystem) {
        let path = std::env::temp_dir().join(format!("plenum_files_{name}_{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        let blobs = LocalFileSystem::new_with_prefix(&path).expect("a store").with_fsync(true);
        (path, blobs)
    }

    async fn bytes(blobs: &LocalFileSystem, path: &Path, range: Range<u64>) -> Vec<u8> {
        let found = read(blobs, path, range).await.expect("read").expect("a file");
        found.0.bytes().await.expect("bytes").to_vec()
    }

    #[tokio::test]
    async fn a_file_is_there_whole_or_not_at_all() {
        let (folder, blobs) = folder("whole");
        let path = Path::from("recordings/one");
        let piece: Vec<u8> = (0..1_000_000u32).flat_map(u32::to_be_bytes).collect();
        let mut incoming = Incoming::begin(&blobs, &path).await.expect("begun");
        for _ in 0..6 {
            incoming.write(&piece).await.expect("written");
        }
        assert!(read(&blobs, &path, 0..1).await.expect("asked").is_none(), "not yet");
        let kept = incoming.finish().await.expect("finished");
        assert_eq!(kept.bytes, 24_000_000);
        let whole = piece.repeat(6);
        assert_eq!(kept.sha256, billing::ledger::hex(&Sha256::digest(&whole)));
        assert_eq!(bytes(&blobs, &path, 0..24_000_000).await, whole);
        assert_eq!(bytes(&blobs, &path, 9_999_998..10_000_003).await, whole[9_999_998..10_000_003]);

        // As if the process had been killed: nothing tidies up after itself.
        let killed = Path::from("recordings/three");
        let mut incoming = Incoming::begin(&blobs, &killed).await.expect("begun");
        for _ in 0..3 {
            incoming.write(&piece).await.expect("written");
        }
        std::mem::forget(incoming);
        let beside = || std::fs::read_dir(folder.join("recordings")).expect("a folder").count();
        let before = beside();
        for other in ["recordings/thre", "recordings/one", "nowhere/three"] {
            let other = Path::from(other);
            forget_unfinished(Some(&folder), &other).await.expect("looked");
        }
        assert_eq!(beside(), before, "of others nothing goes");
        forget_unfinished(Some(&folder), &killed).await.expect("looked");
        assert_eq!(beside() + 1, before, "what it left is gone");
        forget_unfinished(None, &killed).await.expect("nothing to look at");

        let given_up = Path::from("recordings/two");
        let mut incoming = Incoming::begin(&blobs, &given_up).await.expect("begun");
        incoming.write(&piece).await.expect("written");
        drop(incoming);
        assert!(read(&blobs, &given_up, 0..1).await.expect("asked").is_none());
        for _ in 0..2 {
            delete(&blobs, &path).await.expect("gone");
        }
        assert!(read(&blobs, &path, 0..1).await.expect("asked").is_none());
        let _ = std::fs::remove_dir_all(&folder);
    }
}
