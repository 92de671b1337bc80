//! An archive read back: its parts in whatever order, held together by the manifest (G1a).
//!
//! What is in memory is the manifest and one file of records at a time; larger files go by in
//! pieces. Nothing is used of which the checksum was not right.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::sync::Arc;

use people::import::{
    File, MANIFEST, MANIFEST_MAX_BYTES, Manifest, PARTS_MAX, Problem, Unreadable,
};
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

use super::hex;
use super::zip::{ReadError, Source, Zip};

/// A whole archive whose manifest is right.
pub struct Archive {
    parts: Vec<Zip>,
    /// In which part each file is.
    place: BTreeMap<String, usize>,
    manifest: Manifest,
    /// The listed files by their paths: places in the manifest's list.
    listed: BTreeMap<String, usize>,
    /// The same by kind: those with records in their order, then the others by their paths.
    of_kind: BTreeMap<String, Vec<usize>>,
    /// Of the manifest.
    sha256: String,
    manifest_bytes: u64,
}

/// A record with the line it stands in, from 1.
pub type Line = (u32, Map<String, Json>);

impl Archive {
    /// Opens the parts; refused unless they are all there is, and nothing else.
    pub fn open(sources: Vec<Arc<dyn Source>>) -> Result<Archive, ReadError> {
        if sources.len() > PARTS_MAX {
            return Err(Unreadable::whole(Problem::TooManyParts).into());
        }
        let mut parts = Vec::new();
        let mut place = BTreeMap::new();
        for source in sources {
            let zip = Zip::open(source)?;
            for (path, _) in zip.files() {
                if place.insert(path.to_owned(), parts.len()).is_some() {
                    return Err(Unreadable::of(Problem::Twice, path).into());
                }
            }
            parts.push(zip);
        }
        let no_manifest = || Unreadable::whole(Problem::NoManifest);
        let part = place.get(MANIFEST).and_then(|at| parts.get(*at)).ok_or_else(no_manifest)?;
        let mut read = Limited { kept: Vec::new(), most: MANIFEST_MAX_BYTES };
        part.copy(MANIFEST, &mut read).map_err(|error| too_large(error, MANIFEST))?;
        let sha256 = super::sha256(&read.kept);
        let manifest_bytes = u64::try_from(read.kept.len()).unwrap_or(u64::MAX);
        let not_read = |_| Unreadable::of(Problem::Manifest, MANIFEST);
        let manifest: Manifest = serde_json::from_slice(&read.kept).map_err(not_read)?;
        manifest.check(parts.len())?;
        let mut listed = BTreeMap::new();
        for (at, file) in manifest.files.iter().enumerate() {
            listed.insert(file.path.clone(), at);
        }
        let of_kind = by_kind(&manifest);
        let archive = Archive { parts, place, manifest, listed, of_kind, sha256, manifest_bytes };
        archive.check()?;
        Ok(archive)
    }

    /// What is listed is there, as large as it is said to be, and nothing besides.
    fn check(&self) -> Result<(), Unreadable> {
        let listed: BTreeSet<&str> =
            self.manifest.files.iter().map(|it| it.path.as_str()).collect();
        for part in &self.parts {
            for (path, bytes) in part.files().filter(|(path, _)| *path != MANIFEST) {
                if !listed.contains(path) {
                    return Err(Unreadable::of(Problem::Unlisted, path));
                }
                if self.file(path).is_some_and(|file| file.bytes != bytes) {
                    return Err(Unreadable::of(Problem::Size, path));
                }
            }
        }
        let missing = listed.into_iter().find(|path| !self.place.contains_key(*path));
        missing.map_or(Ok(()), |path| Err(Unreadable::of(Problem::Missing, path)))
    }

    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The SHA-256 of the manifest, which names all that is in the archive.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The manifest as a file like the others.
    pub fn manifest_file(&self) -> File {
        File {
            path: MANIFEST.to_owned(),
            part: self.parts.len(),
            kind: "manifest".to_owned(),
            records: 0,
            bytes: self.manifest_bytes,
            sha256: self.sha256.clone(),
        }
    }

    /// The file of `kind` at this place, from 0: first come those with records, in their order.
    pub fn file_of(&self, kind: &str, at: usize) -> Option<&File> {
        let place = self.of_kind.get(kind)?.get(at)?;
        self.manifest.files.get(*place)
    }

    /// The file with records of `kind` at this place, from 0.
    pub fn records_of(&self, kind: &str, at: usize) -> Option<&File> {
        self.file_of(kind, at).filter(|file| file.has_records())
    }

    /// The listed file at `path`.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.listed.get(path).and_then(|at| self.manifest.files.get(*at))
    }

    /// The first listed file whose path begins with `start`.
    pub fn file_from(&self, start: &str) -> Option<&File> {
        let (path, _) = self.listed.range(start.to_owned()..).next()?;
        self.file(path).filter(|_| path.starts_with(start))
    }

    /// Unpacks `file` into `to`; refused at the end when it is not what the manifest says.
    pub fn copy(&self, file: &File, to: &mut dyn Write) -> Result<(), ReadError> {
        let part = self.place.get(&file.path).and_then(|at| self.parts.get(*at));
        let part = part.ok_or_else(|| Unreadable::of(Problem::Missing, &file.path))?;
        let mut hashing = Hashing { hash: Sha256::new(), to };
        part.copy(&file.path, &mut hashing)?;
        match hex(&hashing.hash.finalize()) == file.sha256 {
            true => Ok(()),
            false => Err(Unreadable::of(Problem::Checksum, &file.path).into()),
        }
    }

    /// `file` whole; refused beyond `most` bytes.
    pub fn read(&self, file: &File, most: u64) -> Result<Vec<u8>, ReadError> {
        if file.bytes > most {
            return Err(Unreadable::of(Problem::TooLarge, &file.path).into());
        }
        let mut read = Limited { kept: Vec::new(), most };
        self.copy(file, &mut read).map_err(|error| too_large(error, &file.path))?;
        Ok(read.kept)
    }

    /// The records of a file of records.
    pub fn records(&self, file: &File) -> Result<Vec<Line>, ReadError> {
        let records = lines(&self.read(file, file.bytes)?, &file.path)?;
        match u32::try_from(records.len()) == Ok(file.records) {
            true => Ok(records),
            false => Err(Unreadable::of(Problem::Count, &file.path).into()),
        }
    }
}

/// Records in the bytes of the file at `path`: a line of JSON each.
pub fn lines(bytes: &[u8], path: &str) -> Result<Vec<Line>, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::of(Problem::Line, path))?;
    let mut records = Vec::new();
    for (number, line) in (1u32..).zip(text.lines()) {
        let record = serde_json::from_str(line);
        let record = record.map_err(|_| Unreadable::at(Problem::Line, path, number))?;
        records.push((number, record));
    }
    Ok(records)
}

fn by_kind(manifest: &Manifest) -> BTreeMap<String, Vec<usize>> {
    let mut of_kind: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, file) in manifest.files.iter().enumerate() {
        of_kind.entry(file.kind.clone()).or_default().push(at);
    }
    for places in of_kind.values_mut() {
        places.sort_by_cached_key(|at| {
            let file = manifest.files.get(*at);
            file.map(|file| (!file.has_records(), file.number(), file.path.clone()))
        });
    }
    of_kind
}

/// Keeps what is written until it is more than `most`.
struct Limited {
    kept: Vec<u8>,
    most: u64,
}

impl Write for Limited {
    fn write(&mut self, some: &[u8]) -> std::io::Result<usize> {
        let after = self.kept.len().saturating_add(some.len());
        if u64::try_from(after).is_ok_and(|after| after <= self.most) {
            self.kept.extend_from_slice(some);
            return Ok(some.len());
        }
        Err(std::io::Error::from(std::io::ErrorKind::FileTooLarge))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn too_large(error: ReadError, path: &str) -> ReadError {
    match error {
        ReadError::Io(error) if error.kind() == std::io::ErrorKind::FileTooLarge => {
            Unreadable::of(Problem::TooLarge, path).into()
        }
        other => other,
    }
}

struct Hashing<'a> {
    hash: Sha256,
    to: &'a mut dyn Write,
}

impl Write for Hashing<'_> {
    fn write(&mut self, some: &[u8]) -> std::io::Result<usize> {
        let written = self.to.write(some)?;
        self.hash.update(some.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.to.flush()
    }
}
