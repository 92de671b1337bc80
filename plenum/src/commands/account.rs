//! `plenum account`: what the operator does for one person from the command line.

use std::collections::BTreeSet;
use std::process::ExitCode;

use anyhow::Context as _;
use app::tokens::{self, NewToken};
use app::{App, Who};
use clap::{Args, Subcommand};
use people::roles::{Actor, Via};
use people::scope::Scope;
use serde_json::json;
use units::EmailAddress;

use super::Place;
use crate::talk;

/// Do something for one account
#[derive(Args)]
#[command(after_help = "Example: plenum account token --data data/demo --email clara@example.org")]
pub struct Account {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Make an access token for a person and print it, once
    Token {
        #[command(flatten)]
        place: Place,
        /// Whose token it is
        #[arg(long)]
        email: EmailAddress,
        /// What it may do, such as meetings:read [default: all its person may]
        #[arg(long = "scope", value_name = "SCOPE", value_parser = scope)]
        scopes: Vec<Scope>,
        /// Days until it expires
        #[arg(long, value_name = "DAYS", default_value_t = 30)]
        days: u32,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

fn scope(word: &str) -> Result<Scope, String> {
    let known = || Scope::ALL.map(Scope::word).join(", ");
    Scope::from_word(word).ok_or_else(|| format!("not one of {}", known()))
}

impl Account {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let What::Token { place, email, scopes, days, json } = self.what;
        let house = place.look().await?;
        let who = who(&house.app, &email).await?;
        let mut scopes: BTreeSet<Scope> = scopes.into_iter().collect();
        if scopes.is_empty() {
            let operator = who.actor.operator;
            let all = Scope::ALL.into_iter().filter(|scope| operator || *scope != Scope::Operator);
            scopes = all.collect();
        }
        let new = NewToken { name: "Command line".to_owned(), scopes, life_days: Some(days) };
        let (token, secret) = tokens::make(&house.app, &who, &new).await?;
        house.close().await;
        let value =
            json!({ "id": token.id, "token": secret.secret(), "expires_at": token.expires_at });
        talk::result(json, &value, || secret.secret().to_owned());
        Ok(ExitCode::SUCCESS)
    }
}

/// The person of `email`, as if at the screen: whoever runs this command runs the machine.
async fn who(app: &App, email: &EmailAddress) -> anyhow::Result<Who> {
    let mut tx = app.store.read().await?;
    let person = store::person::by_address(&mut tx, email).await?;
    let person = person.with_context(|| format!("nobody has the address {email}"))?;
    let roles = store::person::roles(&mut tx, person.account, person.id).await?;
    let operator = store::operator::is(&mut tx, person.id).await?;
    Ok(Who {
        actor: Actor {
            person: person.id,
            account: person.account,
            roles,
            operator,
            via: Via::Session,
        },
        name: person.name,
        email: person.email,
        locale: person.locale,
        zone: person.zone,
        photo: None,
        via: "command",
        ip: String::new(),
    })
}
