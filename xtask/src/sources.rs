//! The files of the tree that people write: found, read, and sorted into kinds.
//!
//! What is generated, installed or built is left out by folder name, so that the tools work in a
//! plain copy of the tree too, without git.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

/// Folders whose content nobody wrote by hand.
const NOT_OURS: &[&str] =
    &[".git", ".venv", ".cache", "target", "node_modules", "dist", "data", "snapshots"];

/// Files larger than this are pictures, fonts and the like, never something to read; in bytes.
const LARGEST_TEXT: u64 = 1_000_000;

/// One text file: its path from the workspace's root with `/`, and its content.
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    /// The ending after the last dot of the file's name, or nothing.
    pub fn ending(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or("");
        name.rsplit_once('.').map_or("", |(_, ending)| ending)
    }

    /// The top folder; for Rust files that is the crate.
    pub fn room(&self) -> &str {
        self.path.split('/').next().unwrap_or("")
    }

    pub fn is_rust(&self) -> bool {
        self.ending() == "rs"
    }

    /// Whether the whole file is there for tests only.
    pub fn is_test(&self) -> bool {
        let test_room = ["testkit", "scenarios"].contains(&self.room());
        let test_name = self.path.ends_with("/tests.rs") || self.path.ends_with("_tests.rs");
        test_room || test_name || self.path.contains("/tests/")
    }
}

/// The workspace's root: the folder above this crate's.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Every text file below `root`, sorted by path.
pub fn read_all(root: &Path) -> anyhow::Result<Vec<Source>> {
    let mut found = Vec::new();
    let mut open = vec![root.to_path_buf()];
    while let Some(folder) = open.pop() {
        let entries =
            fs::read_dir(&folder).with_context(|| format!("read {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            let kind = entry.file_type()?;
            let name = entry.file_name();
            if kind.is_dir() && !NOT_OURS.contains(&name.to_string_lossy().as_ref()) {
                open.push(entry.path());
            } else if kind.is_file() && entry.metadata()?.len() <= LARGEST_TEXT {
                found.extend(read(root, &entry.path())?);
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// The file as a source; nothing when it isn't text.
fn read(root: &Path, path: &Path) -> anyhow::Result<Option<Source>> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        // Somebody's editor or build took it away between listing and reading.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("read {}", path.display())),
    };
    let relative = path.strip_prefix(root).unwrap_or(path);
    let path = relative.to_string_lossy().replace('\\', "/");
    Ok(String::from_utf8(bytes).ok().map(|text| Source { path, text }))
}
