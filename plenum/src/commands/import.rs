//! `plenum import`: brings a person's or an account's archive in, for somebody who has an account
//! here or for whom one is made.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use app::import::command;
use app::import::report::{Note, Report};
use clap::Args;
use people::export::Whose;
use people::import::State;
use serde_json::json;

use super::Place;
use crate::talk;

/// Bring in an archive of a person's or an account's data that this or another Plenum has made
///
/// Give all parts, in any order. Nothing is written before every file was read and compared with
/// its checksum. Whatever is here already stays as it is: a run that was broken off is run again.
/// An account's archive comes into the account of an owner in it who is here, or into a new one;
/// invoices, payments, books and trail are kept beside its own, as history.
#[derive(Args)]
#[command(after_help = "Examples: plenum import --preview ~/plenum-person-*.zip --data data/mine
          plenum import ~/plenum-person-*.zip --data data/mine")]
pub struct Import {
    /// The parts of the archive
    #[arg(required = true, value_name = "PART")]
    parts: Vec<PathBuf>,
    #[command(flatten)]
    place: Place,
    /// Say what would be brought in, and write nothing
    #[arg(long)]
    preview: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Import {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let archive = command::open(self.parts).await.context("failed to read the archive")?;
        let house = self.place.look().await?;
        let app = &house.app;
        let preview = command::preview(app, &archive).await;
        let preview = preview.context("failed to read the archive")?;
        let (email, is_known) = (preview.email, preview.is_known);
        let whose = archive.manifest().whose().unwrap_or(Whose::Person);
        let report = match self.preview {
            true => preview.report,
            false => {
                let mut import = command::begin(app, &archive).await?;
                while import.state != State::Done {
                    import = command::advance(app, &archive, import).await?;
                }
                command::report(&import)?
            }
        };
        house.close().await;
        let value = json!({
            "whose": whose.word(), "email": email, "is_known": is_known,
            "is_preview": self.preview, "report": report,
        });
        let told = || words(whose, (&email, is_known), self.preview, &report);
        talk::result(self.json, &value, told);
        Ok(ExitCode::SUCCESS)
    }
}

fn words(
    whose: Whose,
    (email, is_known): (&str, bool),
    is_preview: bool,
    report: &Report,
) -> String {
    let receiver = match (is_known, is_preview) {
        (true, _) => format!("{email} has an account here."),
        (false, true) => format!("{email} has no account here: one would be made."),
        (false, false) => {
            format!("{email} has a new account; a mail says how to choose a password.")
        }
    };
    let mut lines = vec![receiver];
    for kind in whose.brought() {
        let Some(count) = report.kinds.get(kind) else { continue };
        let name = kind.replace('_', " ");
        lines.push(format!(
            "{name}: {} new, {} here already, {} not brought in",
            count.made, count.there, count.left
        ));
    }
    for Note { why, about } in &report.notes {
        let about = if about.is_empty() { String::new() } else { format!(": {about}") };
        lines.push(format!("{}{about}", why.word().replace('_', " ")));
    }
    if report.more_notes > 0 {
        lines.push(format!("and {} more", report.more_notes));
    }
    let stays = match whose {
        Whose::Person => {
            "Roles, licences, sessions, passkeys, tokens, mails and the trail stay in the archive."
        }
        Whose::Account => "All files are kept as history; no book of this Plenum knows them.",
    };
    lines.push(stays.to_owned());
    lines.join("\n")
}
