//! `plenum replay`: a customer's life from a file, through the core that production runs.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use replay::{Form, LifeFile, Report, differences, words};

use crate::talk;

/// Live a customer's life from a file: print every invoice, credit note, refund, balance and date
///
/// A mistake in the file ends with status 2 and its line. Where the file has an `expect` table,
/// differences are printed and end with status 1.
#[derive(Args)]
#[command(after_help = "Examples: plenum replay lives/examples/annual-takes-over.toml
          plenum replay life.toml --json --until 2028-01-01")]
pub struct Replay {
    /// Life file, .toml or .json
    file: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Live on to this date or moment [default: the last event]
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
}

/// The file is wrong.
const MISTAKEN: u8 = 2;

impl Replay {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let (life, report) = match self.live() {
            Ok(lived) => lived,
            Err(error) => {
                talk::tell(&format!("{}: {error:#}", self.file.display()));
                return Ok(ExitCode::from(MISTAKEN));
            }
        };
        talk::result(self.json, &report, || words(&report));
        let Some(expected) = life.expects() else { return Ok(ExitCode::SUCCESS) };
        let found = serde_json::to_value(&report)?;
        let differences = differences(expected, &found);
        for line in &differences {
            talk::tell(&format!("{}: {line}", self.file.display()));
        }
        Ok(if differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    fn live(&self) -> anyhow::Result<(LifeFile, Report)> {
        let form = Form::of(&self.file.display().to_string());
        let form = form.context("a life file ends with .toml or .json")?;
        let source = std::fs::read_to_string(&self.file).context("failed to read it")?;
        let life = LifeFile::read(&source, form)?;
        let catalogs = |path: &str| read_catalog(&self.file, path);
        let report = life.live(&catalogs, self.until.as_deref())?;
        Ok((life, report))
    }
}

/// A catalog's path is looked for from here, then from the life file's folder.
fn read_catalog(life: &Path, path: &str) -> Result<String, String> {
    let beside = life.parent().map(|folder| folder.join(path));
    let tried = [Some(PathBuf::from(path)), beside];
    let found = tried.into_iter().flatten().find(|path| path.is_file());
    let found = found.ok_or_else(|| format!("there is no file {path}"))?;
    std::fs::read_to_string(&found).map_err(|error| format!("{}: {error}", found.display()))
}
