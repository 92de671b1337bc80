//! The manifest of an archive: read, and checked against itself.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use units::Timestamp;
use units::id::{AccountId, ExportId, PersonId};

use super::{
    FILE_MAX_BYTES, FILES_MAX, PARTS_MAX, Problem, RECORDS_MAX, RECORDS_MAX_BYTES, Unreadable,
    is_plain_path,
};
use crate::export::{FORMAT, Kind, Step, VERSION, Whose, kinds};

/// What it is called in the last part.
pub const MANIFEST: &str = "manifest.json";
/// Before the files of records.
const RECORDS_FOLDER: &str = "data/";
const SHA256_DIGITS: usize = 64;

/// What an archive says of itself. Members that are not known here are left out: new ones may come.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Manifest {
    pub format: String,
    pub version: u32,
    pub whose: String,
    pub account: AccountId,
    pub person: Option<PersonId>,
    pub export: ExportId,
    pub as_of: Timestamp,
    pub made_by: String,
    pub parts: usize,
    pub kinds: Vec<Counted>,
    pub files: Vec<File>,
}

/// A kind with how many records there are.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Counted {
    pub kind: String,
    pub version: u32,
    pub records: u64,
}

/// A file with what it must be.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct File {
    pub path: String,
    /// From 1.
    pub part: usize,
    pub kind: String,
    /// None in files made for people and other programs.
    pub records: u32,
    pub bytes: u64,
    pub sha256: String,
}

impl File {
    /// Whether it holds records.
    pub fn has_records(&self) -> bool {
        self.path.starts_with(RECORDS_FOLDER)
    }

    /// Its number among those of its kind with records, from 1; none: it has none.
    pub fn number(&self) -> Option<u64> {
        number_of(self)
    }
}

impl Manifest {
    pub fn whose(&self) -> Option<Whose> {
        Whose::from_word(&self.whose).filter(|whose| match whose {
            Whose::Person => self.person.is_some(),
            Whose::Account => self.person.is_none(),
        })
    }

    /// Records of `kind` it counts.
    pub fn count(&self, kind: &str) -> u64 {
        self.kinds.iter().find(|counted| counted.kind == kind).map_or(0, |counted| counted.records)
    }

    /// The files with records of `kind`, in their order.
    pub fn records_of(&self, kind: &str) -> Vec<&File> {
        let of_kind = |file: &&File| file.kind == kind && file.has_records();
        let mut files: Vec<&File> = self.files.iter().filter(of_kind).collect();
        files.sort_by_key(|file| number_of(file));
        files
    }

    /// Refuses what no archive of ours can be, for an archive of which `parts` parts are there.
    pub fn check(&self, parts: usize) -> Result<(), Unreadable> {
        let whole = |problem: Problem| Err(Unreadable::of(problem, MANIFEST));
        if self.format != FORMAT {
            return whole(Problem::Format);
        }
        if self.version > VERSION {
            return whole(Problem::Newer);
        }
        let Some(whose) = self.whose() else { return whole(Problem::Manifest) };
        if parts > PARTS_MAX || self.parts > PARTS_MAX {
            return whole(Problem::TooManyParts);
        }
        if parts != self.parts {
            return whole(Problem::Part);
        }
        if self.files.len() > FILES_MAX {
            return whole(Problem::TooMany);
        }
        self.check_kinds(whose)?;
        self.check_files()
    }

    fn check_kinds(&self, whose: Whose) -> Result<(), Unreadable> {
        let mut seen = BTreeSet::new();
        for counted in &self.kinds {
            let of = |problem: Problem| Err(Unreadable::of(problem, &counted.kind));
            let Some(known) = known(whose, &counted.kind) else { return of(Problem::Kind) };
            if counted.version > known.version {
                return of(Problem::Newer);
            }
            if !seen.insert(counted.kind.as_str()) {
                return of(Problem::Twice);
            }
        }
        Ok(())
    }

    fn check_files(&self) -> Result<(), Unreadable> {
        let mut seen = BTreeSet::new();
        let mut counts: BTreeMap<&str, (u64, u64, u64)> = BTreeMap::new();
        for file in &self.files {
            let of = |problem: Problem| Err(Unreadable::of(problem, &file.path));
            if !is_plain_path(&file.path) || file.path == MANIFEST {
                return of(Problem::Path);
            }
            if !seen.insert(file.path.as_str()) {
                return of(Problem::Twice);
            }
            if file.part == 0 || file.part > self.parts {
                return of(Problem::Part);
            }
            if !self.kinds.iter().any(|counted| counted.kind == file.kind) {
                return of(Problem::Kind);
            }
            let is_digit = |c: char| matches!(c, '0'..='9' | 'a'..='f');
            if file.sha256.len() != SHA256_DIGITS || !file.sha256.chars().all(is_digit) {
                return of(Problem::Checksum);
            }
            match (file.has_records(), number_of(file)) {
                (false, _) if file.records > 0 => return of(Problem::Count),
                (false, _) if file.bytes > FILE_MAX_BYTES => return of(Problem::TooLarge),
                (false, _) => {}
                (true, None) => return of(Problem::Path),
                (true, _) if file.records > RECORDS_MAX => return of(Problem::Count),
                (true, _) if file.bytes > RECORDS_MAX_BYTES => return of(Problem::TooLarge),
                (true, Some(number)) => {
                    let (files, highest, records) = counts.entry(&file.kind).or_default();
                    *files += 1;
                    *highest = (*highest).max(number);
                    *records += u64::from(file.records);
                }
            }
        }
        for counted in &self.kinds {
            let (files, highest, records) =
                counts.get(counted.kind.as_str()).copied().unwrap_or_default();
            if files != highest {
                return Err(Unreadable::of(Problem::Missing, &counted.kind));
            }
            if records != counted.records {
                return Err(Unreadable::of(Problem::Count, &counted.kind));
            }
        }
        Ok(())
    }
}

/// The kind `name` as archives of `whose` have it.
fn known(whose: Whose, name: &str) -> Option<&'static Kind> {
    let of_archive = whose.steps().iter().filter_map(Step::records).any(|kind| kind == name);
    kinds::ALL.iter().copied().find(|kind| of_archive && kind.name == name)
}

/// The number in `data/<kind>-<number>.ndjson`; none: it is called otherwise.
fn number_of(file: &File) -> Option<u64> {
    let name = file.path.strip_prefix(RECORDS_FOLDER)?.strip_suffix(".ndjson")?;
    let number = name.strip_prefix(file.kind.as_str())?.strip_prefix('-')?;
    let is_number = number.len() >= 4 && number.chars().all(|c| c.is_ascii_digit());
    let number: u64 = number.parse().ok().filter(|_| is_number)?;
    (number > 0).then_some(number)
}

#[cfg(test)]
mod tests {
    use units::Id;

    use super::*;

    fn file(path: &str, kind: &str, records: u32) -> File {
        let (path, kind) = (path.to_owned(), kind.to_owned());
        File { path, part: 1, kind, records, bytes: 10, sha256: "0a".repeat(32) }
    }

    fn manifest() -> Manifest {
        let now = Timestamp::from_seconds(0);
        let counted = |kind: &str, records| Counted { kind: kind.to_owned(), version: 1, records };
        Manifest {
            format: FORMAT.to_owned(),
            version: 1,
            whose: "person".to_owned(),
            account: Id::from_parts(now, [1; 10]),
            person: Some(Id::from_parts(now, [2; 10])),
            export: Id::from_parts(now, [3; 10]),
            as_of: now,
            made_by: "http://localhost".to_owned(),
            parts: 1,
            kinds: vec![counted("profile", 1), counted("contacts", 3)],
            files: vec![
                file("data/contacts-0002.ndjson", "contacts", 1),
                file("data/contacts-0001.ndjson", "contacts", 2),
                file("data/profile-0001.ndjson", "profile", 1),
                file("profile/photo.png", "profile", 0),
            ],
        }
    }

    fn refused(change: impl Fn(&mut Manifest), problem: Problem) {
        let mut changed = manifest();
        change(&mut changed);
        let refused = changed.check(1).expect_err("it is refused");
        assert_eq!(refused.problem, problem, "{refused}");
    }

    /// whatever is wrong is refused, and said by name.
    #[test]
    fn what_contradicts_itself_is_refused() {
        manifest().check(1).expect("it is right");
        let order: Vec<String> =
            manifest().records_of("contacts").iter().map(|file| file.path.clone()).collect();
        assert_eq!(order, ["data/contacts-0001.ndjson", "data/contacts-0002.ndjson"]);
        assert_eq!(manifest().check(2).expect_err("one too many").problem, Problem::Part);
        refused(|it| it.format = "other".to_owned(), Problem::Format);
        refused(|it| it.version = VERSION + 1, Problem::Newer);
        refused(|it| it.kinds[1].version = 99, Problem::Newer);
        refused(|it| it.kinds[1].kind = "invoices".to_owned(), Problem::Kind);
        refused(|it| it.kinds[1].kind = "profile".to_owned(), Problem::Twice);
        refused(|it| it.person = None, Problem::Manifest);
        refused(|it| it.parts = 2, Problem::Part);
        refused(|it| it.files[0].part = 2, Problem::Part);
        refused(|it| it.files[0].path = "../../etc/passwd".to_owned(), Problem::Path);
        refused(|it| it.files[0].path = "data/others-0001.ndjson".to_owned(), Problem::Path);
        refused(|it| it.files[0].path = it.files[1].path.clone(), Problem::Twice);
        refused(|it| it.files[0].sha256 = "0A".repeat(32), Problem::Checksum);
        refused(|it| it.files[0].bytes = RECORDS_MAX_BYTES + 1, Problem::TooLarge);
        refused(|it| it.files[3].bytes = FILE_MAX_BYTES + 1, Problem::TooLarge);
        refused(|it| it.files[0].records = 7, Problem::Count);
        refused(|it| it.files[3].records = 1, Problem::Count);
        refused(|it| it.files[1].path = "data/contacts-0003.ndjson".to_owned(), Problem::Missing);
        refused(|it| drop(it.files.remove(2)), Problem::Count);
    }
}
