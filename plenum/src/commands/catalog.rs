//! `plenum catalog`: checks what an operator sells, and publishes it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ::catalog::CatalogError;
use anyhow::Context as _;
use app::catalog_in_force::{self, NotPublished};
use clap::{Args, Subcommand};
use serde::Serialize;

use super::Place;
use crate::talk;

/// Check a catalog file, or publish it for everybody who buys from now on
#[derive(Args)]
#[command(after_help = "Examples: plenum catalog check catalogs/plenum.toml
          plenum catalog publish catalogs/plenum.toml --data /var/lib/plenum")]
pub struct Catalog {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Say what is wrong, a line each: file:line: reason
    Check {
        file: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Publish; subscriptions keep the price they were bought at
    Publish {
        file: PathBuf,
        #[command(flatten)]
        place: Place,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Serialize)]
struct Judged {
    valid: bool,
    /// `file:line: reason`
    errors: Vec<String>,
    warnings: Vec<String>,
    /// The version published under, if it was.
    number: Option<i64>,
}

impl Catalog {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let (judged, json) = match self.what {
            What::Check { file, json } => (check(&file)?, json),
            What::Publish { file, place, json } => (publish(&file, &place).await?, json),
        };
        talk::result(json, &judged, || words(&judged));
        Ok(if judged.valid { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn read(file: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("failed to read {}", file.display()))
}

fn check(file: &Path) -> anyhow::Result<Judged> {
    let text = read(file)?;
    Ok(match ::catalog::Catalog::parse(&file.display().to_string(), &text) {
        Ok((_, warnings)) => Judged {
            valid: true,
            errors: Vec::new(),
            warnings: warnings.iter().map(ToString::to_string).collect(),
            number: None,
        },
        Err(errors) => refused(&errors),
    })
}

async fn publish(file: &Path, place: &Place) -> anyhow::Result<Judged> {
    let text = read(file)?;
    let house = place.look().await?;
    let name = file.display().to_string();
    let published = catalog_in_force::publish(&house.app, &name, &text, "plenum").await;
    let judged = match published {
        Ok(published) => Judged {
            valid: true,
            errors: Vec::new(),
            warnings: published.warnings.iter().map(ToString::to_string).collect(),
            number: Some(published.number),
        },
        Err(NotPublished::Invalid(errors)) => refused(&errors),
        Err(NotPublished::Store(error)) => return Err(error.into()),
    };
    house.close().await;
    Ok(judged)
}

fn refused(errors: &[CatalogError]) -> Judged {
    Judged {
        valid: false,
        errors: errors.iter().map(ToString::to_string).collect(),
        warnings: Vec::new(),
        number: None,
    }
}

fn words(judged: &Judged) -> String {
    let mut lines: Vec<String> = judged.errors.clone();
    lines.extend(judged.warnings.iter().cloned());
    lines.push(match (judged.number, judged.valid) {
        (Some(number), _) => format!("Published as version {number}"),
        (None, true) => "The catalog is valid".to_owned(),
        (None, false) => format!("{} errors; nothing was published", judged.errors.len()),
    });
    lines.join("\n")
}
