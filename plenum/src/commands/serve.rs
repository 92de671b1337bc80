//! `plenum serve`: answers requests and does what is due, until told to end.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use clap::Args;
use tokio::net::TcpListener;
use web::urls;

use super::Place;
use crate::house::{House, Purpose};
use crate::signals::Ending;
use crate::{faces, memory, talk};

/// How long requests under way may take once the process was told to end.
const FINISH_WITHIN: Duration = Duration::from_secs(15);

/// Serve the portal, the API and all sites
#[derive(Args)]
#[command(after_help = "Example: plenum serve --data /var/lib/plenum --listen 127.0.0.1:8080")]
pub struct Serve {
    #[command(flatten)]
    place: Place,
    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
}

impl Serve {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let place = Place { listen: self.listen, ..self.place };
        let house = House::open(place.settings()?, Purpose::Work, None).await?;
        let greeting = greeting(&house).await?;
        serve(house, &greeting).await?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Where we are; and, until there is an operator, how to become it.
async fn greeting(house: &House) -> anyhow::Result<String> {
    let config = &house.app.config;
    Ok(match app::first_run::code(&house.app).await? {
        Some(code) => {
            let set_up = config.portal_url(urls::SET_UP);
            format!("Plenum waits for its operator at {set_up}; the set-up code is {code}")
        }
        None => format!("Plenum is at {}", config.origin()),
    })
}

/// Serves `house`; says `greeting` once it answers.
pub async fn serve(house: House, greeting: &str) -> anyhow::Result<()> {
    let listen = house.settings.listen;
    let listener = TcpListener::bind(listen).await;
    let listener = listener.with_context(|| format!("failed to listen on {listen}"))?;
    app::reconcile::begin(&house.app).await.context("failed to note what to look for")?;
    let router = faces::router(&house)?;
    let ending = Ending::listen()?;
    let runner = house.runner.clone();
    let working = tokio::spawn({
        let ending = ending.clone();
        async move { runner.serve(ending.come()).await }
    });
    let idling = tokio::spawn(memory::give_back());
    talk::say(greeting);
    let serving = web::server::serve(listener, router, ending.clone().come());
    let last = async {
        ending.come().await;
        tokio::time::sleep(FINISH_WITHIN).await;
    };
    tokio::select! {
        served = serving => served.context("failed to serve")?,
        () = last => tracing::warn!("requests were cut short"),
    }
    idling.abort();
    working.await.context("the runner broke off")?;
    house.close().await;
    Ok(())
}
