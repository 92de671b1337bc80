//! What is wrong with a catalog file, collected by line while it is read.

use std::cell::RefCell;
use std::collections::BTreeSet;

use units::Locale;

use crate::local_text::LocalText;

/// Why a catalog is refused: one place in the file and what to change there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct CatalogError {
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    pub message: String,
}

impl CatalogError {
    /// Stable: API clients key on it.
    pub fn code(&self) -> &'static str {
        "catalog.invalid"
    }
}

/// Something allowed that is probably not meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    pub message: String,
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: warning: {}", self.file, self.line, self.message)
    }
}

/// Most errors, and most warnings, that are kept; a file with more is fixed in steps.
const PROBLEMS_MAX: usize = 500;

/// Collects; knows the line of every byte.
pub(crate) struct Problems {
    file: String,
    /// The byte each line starts at, but the first.
    line_starts: Vec<usize>,
    errors: RefCell<Vec<CatalogError>>,
    warnings: RefCell<Vec<Warning>>,
    /// Every text with its place, its name and its languages.
    texts: RefCell<Vec<(usize, String, BTreeSet<Locale>)>>,
}

impl Problems {
    pub fn new(file: &str, text: &str) -> Problems {
        let line_starts = text.match_indices('\n').map(|(at, _)| at + 1).collect();
        Problems {
            file: file.to_owned(),
            line_starts,
            errors: RefCell::default(),
            warnings: RefCell::default(),
            texts: RefCell::default(),
        }
    }

    /// The line of byte `at`, counted from 1.
    fn line(&self, at: usize) -> usize {
        1 + self.line_starts.partition_point(|start| *start <= at)
    }

    pub fn error(&self, at: usize, message: impl Into<String>) {
        let mut errors = self.errors.borrow_mut();
        if errors.len() < PROBLEMS_MAX {
            errors.push(CatalogError {
                file: self.file.clone(),
                line: self.line(at),
                message: message.into(),
            });
        }
    }

    pub fn warning(&self, at: usize, message: impl Into<String>) {
        let mut warnings = self.warnings.borrow_mut();
        if warnings.len() < PROBLEMS_MAX {
            warnings.push(Warning {
                file: self.file.clone(),
                line: self.line(at),
                message: message.into(),
            });
        }
    }

    /// Remembers in which languages a text is written.
    pub fn text_was_read(&self, at: usize, name: &str, text: &LocalText) {
        let languages = text.languages().cloned().collect();
        self.texts.borrow_mut().push((at, name.to_owned(), languages));
    }

    /// Warns of each text that lacks a language in which another one is written.
    pub fn warn_of_missing_languages(&self) {
        let texts = self.texts.borrow();
        let all: BTreeSet<&Locale> = texts.iter().flat_map(|(.., written)| written).collect();
        for (at, name, written) in texts.iter() {
            let missing = all.iter().filter(|language| !written.contains(**language));
            for language in missing {
                let message = format!("{name}: no text in {language}; English is shown instead");
                self.warning(*at, message);
            }
        }
    }

    pub fn any_error(&self) -> bool {
        !self.errors.borrow().is_empty()
    }

    /// Both by line.
    pub fn into_sorted(self) -> (Vec<CatalogError>, Vec<Warning>) {
        let (mut errors, mut warnings) = (self.errors.into_inner(), self.warnings.into_inner());
        errors.sort();
        warnings.sort();
        errors.dedup();
        warnings.dedup();
        (errors, warnings)
    }
}
