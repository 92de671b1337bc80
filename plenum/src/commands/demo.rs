//! `plenum demo`: a deployment to try, with accounts that have a history.

use std::net::SocketAddr;
use std::process::ExitCode;

use clap::Args;

use super::{Place, serve};
use crate::clocks::machine_time;
use crate::demo::{HISTORY_DAYS, PASSWORD, PERSONAS, prepare};
use crate::house::{House, Purpose};
use crate::settings::ClockKind;

/// Make demo accounts by living through their history, then serve them
#[derive(Args)]
#[command(after_help = "Example: plenum demo --data data/demo")]
pub struct Demo {
    #[command(flatten)]
    place: Place,
    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
}

impl Demo {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let clock = Some(ClockKind::Simulated);
        let place = Place { listen: self.listen, clock, demo: Some(true), ..self.place };
        let today = machine_time();
        let begins = today.plus_days(-HISTORY_DAYS);
        let house = House::open(place.settings()?, Purpose::Work, Some(begins)).await?;
        prepare(&house, today).await?;
        let greeting = greeting(&house.app.config.origin());
        serve::serve(house, &greeting).await?;
        Ok(ExitCode::SUCCESS)
    }
}

fn greeting(origin: &str) -> String {
    let personas = PERSONAS.map(|persona| format!("{} ({})", persona.email, persona.about));
    format!("Open {origin} and sign in as {}; password: {PASSWORD}", personas.join(", "))
}
