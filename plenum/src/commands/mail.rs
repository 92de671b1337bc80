//! `plenum mail`: what a mail server hands to the deployment.

use std::io::{self, Read as _};
use std::process::ExitCode;

use anyhow::Context as _;
use app::mail_in::{self, MAIL_MAX_BYTES, Taken};
use clap::{Args, Subcommand};
use serde_json::json;

use super::Place;
use crate::talk;

/// What mail servers know as "try again later" (sysexits.h).
const TRY_AGAIN: u8 = 75;

/// Take in mails
#[derive(Args)]
#[command(after_help = "Example: plenum mail take --to answers+0123@example.org < message.eml")]
pub struct Mail {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Take in one mail from standard input, as a mail server's pipe does: the answer of a calendar
    /// program counts, anything else is set aside for an operator. Ends with 75 where the mail
    /// server should try again later
    Take {
        #[command(flatten)]
        place: Place,
        /// The address it was delivered to [default: what the mail's headers say]
        #[arg(long, value_name = "ADDRESS")]
        to: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

impl Mail {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let What::Take { place, to, json } = self.what;
        match taken(&place, to.as_deref()).await {
            Ok(taken) => {
                let (word, reason) = match taken {
                    Taken::Answered => ("answered", None),
                    Taken::Nothing => ("nothing_new", None),
                    Taken::SetAside(reason) => ("set_aside", Some(reason)),
                };
                let value = json!({ "taken": word, "reason": reason });
                talk::result(json, &value, || match reason {
                    Some(reason) => format!("{word}: {reason}"),
                    None => word.to_owned(),
                });
                Ok(ExitCode::SUCCESS)
            }
            // The mail server still has it: nothing is lost.
            Err(error) => {
                talk::tell(&format!("plenum: {error:#}"));
                Ok(ExitCode::from(TRY_AGAIN))
            }
        }
    }
}

async fn taken(place: &Place, to: Option<&str>) -> anyhow::Result<Taken> {
    let most = u64::try_from(MAIL_MAX_BYTES)?.saturating_add(1);
    let mut source = Vec::new();
    io::stdin().lock().take(most).read_to_end(&mut source).context("failed to read the mail")?;
    let house = place.look().await?;
    let taken = mail_in::take(&house.app, &source, to).await;
    house.close().await;
    Ok(taken?)
}
