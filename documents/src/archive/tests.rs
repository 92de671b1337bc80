//! Archives written and read back, and hostile ones refused (G1a, R-70).

use std::io::{Read, Write};
use std::sync::Arc;

use flate2::Compression;
use flate2::bufread::DeflateDecoder;
use flate2::write::DeflateEncoder;
use people::import::Problem;
use proptest::prelude::*;
use rawzip::path::EntryPath;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveWriter};
use serde_json::{Value as Json, json};

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

/// Files of an archive and the manifest that lists them.
struct Made {
    files: Vec<(String, Vec<u8>)>,
    manifest: Json,
}

impl Made {
    fn of(files: &[(&str, &str, &[u8])]) -> Made {
        let mut kinds = std::collections::BTreeMap::from([("contacts", 0), ("recordings", 0)]);
        let mut listed = Vec::new();
        for (path, kind, bytes) in files {
            let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
            let records = if path.starts_with("data/") { lines } else { 0 };
            *kinds.entry(*kind).or_default() += records;
            listed.push(json!({ "path": path, "part": 1, "kind": kind, "records": records,
                "bytes": bytes.len(), "sha256": sha256(bytes) }));
        }
        let kinds: Vec<Json> = kinds
            .into_iter()
            .map(|(kind, records)| json!({ "kind": kind, "version": 1, "records": records }))
            .collect();
        let id = "01941f29-7c00-7000-8000-000000000001";
        let manifest = json!({ "format": "plenum-export", "version": 1, "whose": "person",
            "account": id, "person": id, "export": id, "as_of": "2027-01-01T10:00:00Z",
            "made_by": "http://localhost", "parts": 1, "kinds": kinds, "files": listed });
        let files =
            files.iter().map(|(path, _, bytes)| ((*path).to_owned(), bytes.to_vec())).collect();
        Made { files, manifest }
    }

    fn usual() -> Made {
        Made::of(&[
            ("data/contacts-0001.ndjson", "contacts", b"{\"id\":1}\n{\"id\":2}\n"),
            ("recordings/a.mp4", "recordings", b"moving pictures"),
        ])
    }

    fn part(&self) -> Vec<u8> {
        let mut part = Part::default();
        for (path, bytes) in &self.files {
            part.add(path, bytes).expect("it is packed");
        }
        part.add("manifest.json", self.manifest.to_string().as_bytes()).expect("it is packed");
        part.finish().expect("a part")
    }
}

fn open(parts: Vec<Vec<u8>>) -> Result<Archive, ReadError> {
    Archive::open(parts.into_iter().map(|part| Arc::new(part) as Arc<dyn Source>).collect())
}

fn problem<T>(result: Result<T, ReadError>) -> Problem {
    match result {
        Err(ReadError::Unreadable(found)) => found.problem,
        Err(ReadError::Io(error)) => panic!("{error}"),
        Ok(_) => panic!("it is read"),
    }
}

#[test]
fn an_archive_is_read_back() {
    let made = Made::usual();
    let archive = open(vec![made.part()]).expect("an archive");
    let records = archive.records(archive.manifest().records_of("contacts")[0]).expect("records");
    let ids: Vec<(u32, &Json)> = records.iter().map(|(line, it)| (*line, &it["id"])).collect();
    assert_eq!(ids, [(1, &json!(1)), (2, &json!(2))]);
    let file = archive.file_from("recordings/a").expect("a file");
    assert_eq!(archive.read(file, 100).expect("its bytes"), b"moving pictures");
    assert!(archive.file_from("recordings/b").is_none());
    assert_eq!(problem(archive.read(file, 3)), Problem::TooLarge);
}

/// A file that is larger than memory should hold stands in a part of its own.
#[test]
fn a_large_file_goes_by_in_pieces() {
    let large = b"moving pictures ".repeat(100_000);
    let mut part = Vec::new();
    let packed = write_large("recordings/a.mp4", &mut large.as_slice(), &mut part);
    let packed = packed.expect("it is written");
    let mut made = Made::of(&[("recordings/a.mp4", "recordings", &large)]);
    assert_eq!((packed.bytes, packed.sha256.as_str()), (1_600_000, sha256(&large).as_str()));
    made.files.clear();
    made.manifest["parts"] = json!(2);
    let archive = open(vec![made.part(), part]).expect("in any order");
    let mut read = Vec::new();
    archive.copy(archive.file("recordings/a.mp4").expect("it"), &mut read).expect("its bytes");
    assert_eq!(read, large);
}

/// A ZIP file with entries as `write` makes them.
fn hostile(write: impl FnOnce(&mut ZipArchiveWriter<Vec<u8>>)) -> Vec<u8> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    write(&mut archive);
    archive.finish().expect("a ZIP file")
}

fn put(archive: &mut ZipArchiveWriter<Vec<u8>>, path: &str, mode: u32, bytes: &[u8]) {
    let file = archive.new_file(EntryPath::verbatim(path.as_bytes().to_vec()));
    let file = file.compression_method(CompressionMethod::DEFLATE).unix_permissions(mode);
    let (mut entry, config) = file.start().expect("an entry");
    let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::best()));
    writer.write_all(bytes).expect("written");
    let (encoder, descriptor) = writer.finish().expect("whole");
    encoder.finish().expect("packed");
    entry.finish(descriptor).expect("an entry");
}

/// what leads out, is a link, or unpacks to far more than it is, is refused before anything
/// is unpacked.
#[test]
fn hostile_parts_are_refused() {
    const FILE: u32 = 0o100_644;
    let check = |expected: Problem, part: Vec<u8>| assert_eq!(problem(open(vec![part])), expected);
    for path in ["../../etc/passwd", "/etc/passwd", "a/../../b", "C:\\windows\\a", "a\\..\\b"] {
        check(Problem::Path, hostile(|zip| put(zip, path, FILE, b"x")));
    }
    check(Problem::Link, hostile(|zip| put(zip, "data/a", 0o120_777, b"/etc/passwd")));
    let twice = |zip: &mut _| {
        put(zip, "data/a", FILE, b"one");
        put(zip, "data/a", FILE, b"two");
    };
    check(Problem::Twice, hostile(twice));
    let bomb = vec![0; 80 * 1024 * 1024];
    check(Problem::Bomb, hostile(|zip| put(zip, "data/a", FILE, &bomb)));
    let many = |zip: &mut _| (0..1_100).for_each(|at| put(zip, &format!("a{at}"), FILE, b""));
    check(Problem::TooMany, hostile(many));
    check(Problem::NotZip, b"PK\x03\x04 and so on".to_vec());
    check(Problem::NotZip, Vec::new());
    check(Problem::NoManifest, hostile(|zip| put(zip, "data/a", FILE, b"x")));
    let large = vec![b' '; 66 * 1024 * 1024];
    let is_refused = problem(open(vec![hostile(|zip| put(zip, "manifest.json", FILE, &large))]));
    assert!(matches!(is_refused, Problem::Bomb | Problem::TooLarge), "{is_refused:?}");
    let stored = hostile(|zip| {
        let file = zip.new_file("a").compression_method(CompressionMethod::LZMA);
        let (mut entry, config) = file.start().expect("an entry");
        let mut writer = config.wrap(&mut entry);
        writer.write_all(b"x").expect("written");
        let (_, descriptor) = writer.finish().expect("whole");
        entry.finish(descriptor).expect("an entry");
    });
    check(Problem::Method, stored);
}

/// whatever differs from the manifest is found, and named.
#[test]
fn what_differs_from_the_manifest_is_named() {
    let mut other = Made::usual();
    other.files[0].1 = b"{\"id\":1}\n{\"id\":3}\n".to_vec();
    let archive = open(vec![other.part()]).expect("as large as it was");
    let file = archive.manifest().records_of("contacts")[0].clone();
    assert_eq!(problem(archive.records(&file)), Problem::Checksum);

    let mut more = Made::usual();
    more.files.push(("data/x-0001.ndjson".to_owned(), Vec::new()));
    assert_eq!(problem(open(vec![more.part()])), Problem::Unlisted);
    let mut less = Made::usual();
    less.files.remove(1);
    assert_eq!(problem(open(vec![less.part()])), Problem::Missing);
    let mut longer = Made::usual();
    longer.files[1].1.push(b'!');
    assert_eq!(problem(open(vec![longer.part()])), Problem::Size);
    let mut missing = Made::usual();
    missing.manifest["parts"] = json!(2);
    assert_eq!(problem(open(vec![missing.part()])), Problem::Part);
    assert_eq!(problem(open(vec![missing.part(), missing.part()])), Problem::Twice);
    let mut newer = Made::usual();
    newer.manifest["version"] = json!(2);
    assert_eq!(problem(open(vec![newer.part()])), Problem::Newer);
    let mut broken = Made::usual();
    broken.manifest = json!([1]);
    assert_eq!(problem(open(vec![broken.part()])), Problem::Manifest);

    let no_record = Made::of(&[("data/contacts-0001.ndjson", "contacts", b"{\"id\":1}\n[2]\n")]);
    let archive = open(vec![no_record.part()]).expect("an archive");
    let refused = archive.records(archive.manifest().records_of("contacts")[0]);
    match refused {
        Err(ReadError::Unreadable(found)) => {
            let expected = "data/contacts-0001.ndjson, line 2: this line is no record";
            assert_eq!(found.to_string(), expected);
        }
        other => panic!("{other:?}"),
    }
}

proptest! {
    /// a part that is cut or changed anywhere is refused or read as it was, and never panics.
    #[test]
    fn damaged_parts_are_refused(at in 0usize..2_000, change in 1u8.., cut in any::<bool>()) {
        let mut part = Made::usual().part();
        let at = at % part.len();
        match cut {
            true => part.truncate(at),
            false => part[at] ^= change,
        }
        if let Ok(archive) = open(vec![part]) {
            for file in &archive.manifest().files {
                if let Ok(bytes) = archive.read(file, 1_000) {
                    prop_assert_eq!(sha256(&bytes), file.sha256.clone());
                }
            }
        }
    }
}
