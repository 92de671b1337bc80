//! Imports (G1a, G1b, R-59, R-70): what an archive must be to be read, and what of it goes along.
//!
//! An archive is a stranger's file: every path, count, size and version in its manifest is checked
//! before anything of it is used, and every limit has a name here. What is read of a ZIP file is
//! `documents`'; whether the records fit what is there, the stories'.

mod manifest;

use crate::export::{Step, Whose};
pub use manifest::{Counted, File, MANIFEST, Manifest};

/// Parts of one archive.
pub const PARTS_MAX: usize = 2_000;
/// The manifest is held in memory.
pub const MANIFEST_MAX_BYTES: u64 = 64 * 1024 * 1024;
/// Files it may list.
pub const FILES_MAX: usize = 500_000;
/// A file of records is held in memory.
pub const RECORDS_MAX_BYTES: u64 = 32 * 1024 * 1024;
/// Records in one file.
pub const RECORDS_MAX: u32 = 1_000;
/// The largest file beside records: that of a recording.
pub const FILE_MAX_BYTES: u64 = 4_000_000_000;
/// The largest part, packed: a recording with what is around it.
pub const PART_MAX_BYTES: u64 = FILE_MAX_BYTES + 64 * 1024 * 1024;
/// All parts of an import that is handed in.
pub const UPLOADED_MAX_BYTES: u64 = 20_000_000_000;
/// Files in one part.
pub const PART_MAX_FILES: usize = 1_000;
/// What is in a part may be larger than the part by so much, whatever it is.
pub const PART_SPARE_BYTES: u64 = 64 * 1024 * 1024;
/// And by so many times. Parts that are larger hold recordings, which hardly pack.
pub const RATIO_MAX: u64 = 20;
/// Days the parts of an import are kept.
pub const KEPT_DAYS: i64 = 7;
/// Imports one person begins in a day.
pub const BEGUN_A_DAY_MAX: u32 = 5;

/// Kinds of a person's archive whose records become theirs here, in the order they are brought in.
/// All others tell what somebody was and did in the Plenum they come from, and stay in the archive.
pub const BROUGHT: &[&str] = &[
    "profile",
    "addresses",
    "meetings",
    "meeting_panelists",
    "meeting_invitees",
    "meeting_alternate_hosts",
    "meeting_answers",
    "meeting_registrations",
    "registrants",
    "meeting_templates",
    "room",
    "room_names",
    "contacts",
    "contact_groups",
    "contact_group_members",
    "chats",
    "chat_messages",
    "chat_attachments",
    "recordings",
    "recording_passages",
];

impl Whose {
    /// The kinds an import of such an archive counts, in the order in which they are brought in.
    pub fn brought(self) -> Vec<&'static str> {
        match self {
            Whose::Person => BROUGHT.to_vec(),
            Whose::Account => self.steps().iter().filter_map(Step::records).collect(),
        }
    }
}

/// How an import stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Parts are handed in.
    Open,
    /// Every file is read and compared with its checksum, and with what is here.
    Checking,
    /// It is known what would come in; nothing has.
    Ready,
    /// The archive is not read.
    Refused,
    /// It comes in.
    Bringing,
    /// All is in.
    Done,
    /// Somebody does not want it any more.
    Cancelled,
    /// Its time was over.
    Expired,
}

impl State {
    pub const ALL: [State; 8] = [
        State::Open,
        State::Checking,
        State::Ready,
        State::Refused,
        State::Bringing,
        State::Done,
        State::Cancelled,
        State::Expired,
    ];

    pub fn word(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Checking => "checking",
            State::Ready => "ready",
            State::Refused => "refused",
            State::Bringing => "bringing",
            State::Done => "done",
            State::Cancelled => "cancelled",
            State::Expired => "expired",
        }
    }

    pub fn from_word(word: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Parts may come and go.
    pub fn takes_parts(self) -> bool {
        matches!(self, State::Open | State::Ready | State::Refused)
    }

    /// It can be given up.
    pub fn may_end(self) -> bool {
        matches!(self, State::Open | State::Checking | State::Ready | State::Refused)
    }

    /// Something happens to it by itself.
    pub fn is_moving(self) -> bool {
        matches!(self, State::Checking | State::Bringing)
    }
}

/// Why an archive is not read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Problem {
    #[error("this is no ZIP file, or not all of it")]
    NotZip,
    #[error("a file in it is encrypted")]
    Encrypted,
    #[error("it is packed in a way that is not read")]
    Method,
    #[error("it is a link, and an archive has none")]
    Link,
    #[error("its path leads out of the archive, or means different things to different programs")]
    Path,
    #[error("it is there twice")]
    Twice,
    #[error("there are too many files")]
    TooMany,
    #[error("it is larger than an archive's file can be")]
    TooLarge,
    #[error("it unpacks to far more than it is")]
    Bomb,
    #[error("there are too many parts")]
    TooManyParts,
    #[error("no part has the manifest: the last part is missing")]
    NoManifest,
    #[error("the manifest cannot be read")]
    Manifest,
    #[error("this is no archive of a Plenum")]
    Format,
    #[error("it was made by a newer Plenum than this")]
    Newer,
    #[error("it is of a kind this Plenum does not know")]
    Kind,
    #[error("a part is missing, or there is one too many")]
    Part,
    #[error("the manifest lists it, and it is in no part")]
    Missing,
    #[error("it is in a part, and the manifest does not list it")]
    Unlisted,
    #[error("it is not as large as the manifest says")]
    Size,
    #[error("its checksum is another one than the manifest's")]
    Checksum,
    #[error("there are more or fewer records than the manifest says")]
    Count,
    #[error("this line is no record")]
    Line,
    #[error("a member of this record is not what it can be")]
    Record,
    #[error("it is the archive of an account, which an owner of the account here brings in")]
    OfAccount,
    #[error("it was made here, of this very account: all that is in it is here")]
    OwnAccount,
    #[error("another archive with its id is here already")]
    Changed,
}

impl Problem {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            Problem::NotZip => "import.not_zip",
            Problem::Encrypted => "import.encrypted",
            Problem::Method => "import.method",
            Problem::Link => "import.link",
            Problem::Path => "import.path",
            Problem::Twice => "import.twice",
            Problem::TooMany => "import.too_many_files",
            Problem::TooLarge => "import.too_large",
            Problem::Bomb => "import.bomb",
            Problem::TooManyParts => "import.too_many_parts",
            Problem::NoManifest => "import.no_manifest",
            Problem::Manifest => "import.manifest",
            Problem::Format => "import.format",
            Problem::Newer => "import.newer",
            Problem::Kind => "import.kind",
            Problem::Part => "import.part_missing",
            Problem::Missing => "import.file_missing",
            Problem::Unlisted => "import.file_unlisted",
            Problem::Size => "import.size",
            Problem::Checksum => "import.checksum",
            Problem::Count => "import.count",
            Problem::Line => "import.line",
            Problem::Record => "import.record",
            Problem::OfAccount => "import.of_account",
            Problem::OwnAccount => "import.own_account",
            Problem::Changed => "import.archive_changed",
        }
    }

    pub fn from_code(code: &str) -> Option<Problem> {
        ALL.into_iter().find(|problem| problem.code() == code)
    }
}

const ALL: [Problem; 26] = [
    Problem::NotZip,
    Problem::Encrypted,
    Problem::Method,
    Problem::Link,
    Problem::Path,
    Problem::Twice,
    Problem::TooMany,
    Problem::TooLarge,
    Problem::Bomb,
    Problem::TooManyParts,
    Problem::NoManifest,
    Problem::Manifest,
    Problem::Format,
    Problem::Newer,
    Problem::Kind,
    Problem::Part,
    Problem::Missing,
    Problem::Unlisted,
    Problem::Size,
    Problem::Checksum,
    Problem::Count,
    Problem::Line,
    Problem::Record,
    Problem::OfAccount,
    Problem::OwnAccount,
    Problem::Changed,
];

/// What is wrong, and where: the file in the archive, the line of it, the member of its record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unreadable {
    pub problem: Problem,
    /// Empty: the archive as a whole.
    pub file: String,
    pub line: Option<u32>,
    pub member: Option<&'static str>,
}

impl Unreadable {
    pub fn whole(problem: Problem) -> Unreadable {
        Unreadable { problem, file: String::new(), line: None, member: None }
    }

    pub fn of(problem: Problem, file: &str) -> Unreadable {
        let file = file.chars().filter(|c| !c.is_control()).take(SHOWN_MAX_CHARS).collect();
        Unreadable { problem, file, line: None, member: None }
    }

    pub fn at(problem: Problem, file: &str, line: u32) -> Unreadable {
        Unreadable { line: Some(line), ..Unreadable::of(problem, file) }
    }
}

/// Of a path that is shown; it is a stranger's.
const SHOWN_MAX_CHARS: usize = 120;

impl std::error::Error for Unreadable {}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.file.as_str(), self.line) {
            ("", _) => {}
            (file, None) => write!(f, "{file}: ")?,
            (file, Some(line)) => write!(f, "{file}, line {line}: ")?,
        }
        if let Some(member) = self.member {
            write!(f, "{member}: ")?;
        }
        write!(f, "{}", self.problem)
    }
}

/// Is `path` one an archive may hold: relative, of plain parts, the same to every program?
pub fn is_plain_path(path: &str) -> bool {
    const PATH_MAX_BYTES: usize = 600;
    let plain_part = |part: &str| !part.is_empty() && part != "." && part != "..";
    let is_strange = |c: char| c.is_control() || matches!(c, '\\' | ':' | '\u{202e}' | '\u{feff}');
    path.len() <= PATH_MAX_BYTES && path.split('/').all(plain_part) && !path.contains(is_strange)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::export::kinds::{ALL as KINDS, OF_PERSON};

    #[test]
    fn what_is_brought_is_in_a_persons_archive() {
        let mut before = 0;
        for kind in BROUGHT {
            assert!(KINDS.iter().any(|known| known.name == *kind), "{kind}");
            let at = OF_PERSON.iter().position(|step| step.records() == Some(kind));
            let at = at.unwrap_or_else(|| panic!("{kind} is not a person's"));
            assert!(at >= before, "{kind} comes later than in the archive");
            before = at;
        }
    }

    #[test]
    fn paths_that_lead_out_are_refused() {
        for path in
            ["", "/etc/passwd", "../a", "a/../../b", "a//b", "./a", "a/.", "C:\\a", "a\\b", "a\0b"]
        {
            assert!(!is_plain_path(path), "{path:?}");
        }
        for path in ["manifest.json", "data/people-0001.ndjson", "chats/é/a b.txt", "a/..b"] {
            assert!(is_plain_path(path), "{path:?}");
        }
    }

    #[test]
    fn problems_are_read_back() {
        for state in State::ALL {
            assert_eq!(State::from_word(state.word()), Some(state));
        }
        for problem in ALL {
            assert_eq!(Problem::from_code(problem.code()), Some(problem));
        }
        let at =
            Unreadable { member: Some("number"), ..Unreadable::at(Problem::Record, "a\u{7}", 3) };
        let said = "a, line 3: number: a member of this record is not what it can be";
        assert_eq!(at.to_string(), said);
    }

    proptest! {
        /// whatever a path is, if it is plain it stays below the folder it is put in.
        #[test]
        fn plain_paths_stay_below(path in "[a./\\\\:é ]{0,12}") {
            if is_plain_path(&path) {
                let mut depth = 0i32;
                for part in path.split('/') {
                    depth += if part == ".." { -1 } else { 1 };
                    prop_assert!(depth > 0 && !part.is_empty());
                }
                prop_assert!(!path.starts_with('/') && !path.contains('\\'));
            }
        }
    }
}
