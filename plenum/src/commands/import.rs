//! `plenum import`: brings a person's archive in, for somebody who has an account here or for whom
//! one is made.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use app::import::command;
use app::import::report::{Note, Report};
use clap::Args;
use people::import::{BROUGHT, State};
use serde_json::json;

use super::Place;
use crate::talk;

/// Bring in an archive of a person's data that this or another Plenum has made
///
/// Give all parts, in any order. Nothing is written before every file was read and compared with
/// its checksum. Whatever is here already stays as it is: a run that was broken off is run again.
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
            "email": email, "is_known": is_known, "is_preview": self.preview, "report": report,
        });
        talk::result(self.json, &value, || words(&email, is_known, self.preview, &report));
        Ok(ExitCode::SUCCESS)
    }
}

fn words(email: &str, is_known: bool, is_preview: bool, report: &Report) -> String {
    let whose = match (is_known, is_preview) {
        (true, _) => format!("{email} has an account here."),
        (false, true) => format!("{email} has no account here: one would be made."),
        (false, false) => {
            format!("{email} has a new account; a mail says how to choose a password.")
        }
    };
    let mut lines = vec![whose];
    for kind in BROUGHT {
        let Some(count) = report.kinds.get(*kind) else { continue };
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
    lines.push(
        "Roles, licences, sessions, passkeys, tokens, mails and the trail stay in the archive."
            .to_owned(),
    );
    lines.join("\n")
}
