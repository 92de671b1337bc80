//! Life files: what happens to a customer, read from TOML or JSON, lived through the core that
//! production runs, and reported (`plenum replay`).
//!
//! A file names a policy, plans or a catalog, and dated events; `docs/life-files.md` lists them.
//! Mistakes of the file are errors with their line or path; what the core refuses is part of the
//! report. Not known here: where files come from. Reading a catalog is the caller's `Catalogs`.

mod check;
mod file;
mod moment;
mod plans;
mod report;
mod run;
mod words;

pub use check::differences;
pub use report::Report;
pub use words::words;

use moment::Moment;

/// The form of a life file, by its ending.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    Toml,
    Json,
}

impl Form {
    /// Of a file name; `None` for other endings.
    pub fn of(name: &str) -> Option<Form> {
        match name.rsplit_once('.')?.1 {
            "toml" => Some(Form::Toml),
            "json" => Some(Form::Json),
            _ => None,
        }
    }
}

/// What is wrong with a life file: where, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct Mistake {
    /// `line 12` or `event 3`.
    pub place: String,
    pub reason: String,
}

impl Mistake {
    fn at(place: impl Into<String>, reason: impl Into<String>) -> Mistake {
        Mistake { place: place.into(), reason: reason.into() }
    }
}

/// Gives the text of a catalog that a life file names, by the path as written there.
pub type Catalogs<'a> = &'a dyn Fn(&str) -> Result<String, String>;

/// A life file, read.
pub struct LifeFile {
    file: file::File,
    source: String,
    form: Form,
}

impl LifeFile {
    /// Reads `source`; unknown keys and values of the wrong kind are mistakes.
    pub fn read(source: &str, form: Form) -> Result<LifeFile, Mistake> {
        let file = match form {
            Form::Toml => toml::from_str(source).map_err(|error| {
                let line = error.span().map(|span| line_of(source, span.start));
                let place = line.map_or("file".to_owned(), |line| format!("line {line}"));
                Mistake::at(place, error.message().to_owned())
            })?,
            Form::Json => serde_json::from_str(source).map_err(|error| {
                Mistake::at(format!("line {}", error.line()), error.to_string())
            })?,
        };
        Ok(LifeFile { file, source: source.to_owned(), form })
    }

    /// Lives it: up to `until` (a date or a moment), or else to its last event.
    pub fn live(&self, catalogs: Catalogs<'_>, until: Option<&str>) -> Result<Report, Mistake> {
        let until = until
            .map(|text| text.parse::<Moment>().map_err(|reason| Mistake::at("--until", reason)))
            .transpose()?;
        run::live(&self.file, catalogs, until).map_err(|mistake| self.placed(mistake))
    }

    /// What the file expects of its report, if it says.
    pub fn expects(&self) -> Option<&serde_json::Value> {
        self.file.expect.as_ref()
    }

    /// A mistake in an event of a TOML file is told by line.
    fn placed(&self, mistake: Mistake) -> Mistake {
        let number = mistake.place.strip_prefix("event ").and_then(|number| number.parse().ok());
        let (Form::Toml, Some(number)) = (self.form, number) else { return mistake };
        let lines = self.source.lines().zip(1usize..);
        let mut headers = lines.filter(|(line, _)| line.trim_start().starts_with("[[event]]"));
        let number: usize = number;
        match headers.nth(number.saturating_sub(1)) {
            Some((_, line)) => Mistake::at(format!("line {line}"), mistake.reason),
            None => mistake,
        }
    }
}

/// The line of byte `at`, from 1.
fn line_of(source: &str, at: usize) -> usize {
    source.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}
