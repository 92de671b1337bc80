//! Exemption from tax: asked for with a certificate, decided by an operator, done without (A6).

use std::sync::Arc;

use app::App;
use app::exemption::{CertificateDraft, ExemptionError, ExemptionState, ask, list, withdraw};
use app::operator::Console;
use app::operator::exemptions::{DecideError, grant, refuse, review, waiting};

use super::{Said, Shared, nobody, scene};
use crate::years::model::days_later;

pub async fn asks_exemption(
    app: Arc<App>,
    shared: Shared,
    (person, days): (usize, Option<i64>),
) -> Said {
    let Some((who, _)) = scene(&shared).person(person) else { return nobody() };
    let today = who.zone.date(app.now());
    let draft = CertificateDraft {
        country: scene(&shared).figures[person].country.clone(),
        number: "EX 1".to_owned(),
        from: today.to_string(),
        until: days.map_or_else(String::new, |days| days_later(today, days).to_string()),
    };
    match ask(&app, &who, &draft, b"%PDF-1.7 a certificate".to_vec()).await {
        Ok(_) => Said::done("previewed"),
        Err(ExemptionError::Store(error)) => Said::again(&error),
        Err(error) => Said::done(error.code()),
    }
}

/// The operator decides whatever waits of an account.
pub async fn decides(app: Arc<App>, shared: Shared, (person, granted): (usize, bool)) -> Said {
    let Some((who, _)) = scene(&shared).person(person) else { return nobody() };
    let console = Console::of_demo(&app).expect("the house is a demo");
    let decided = async {
        let all = waiting(&app, &console).await?;
        let of_it = all.iter().find(|line| line.exemption.account == who.account());
        let Some(line) = of_it else { return Ok("nothing waits") };
        if !granted {
            refuse(&app, &console, line.exemption.id, "it cannot be read").await?;
            return Ok("refused");
        }
        let seen = review(&app, &console, line.exemption.id).await?;
        grant(&app, &console, line.exemption.id, &seen.token).await?;
        Ok("granted")
    };
    match decided.await {
        Ok(text) => Said::done(text),
        Err(DecideError::Store(error)) => Said::again(&error),
        Err(error @ (DecideError::BeingConfirmed | DecideError::Moved(_))) => {
            Said { text: error.code().to_owned(), again: true }
        }
        Err(error) => Said::done(error.code()),
    }
}

pub async fn does_without(app: Arc<App>, shared: Shared, person: usize) -> Said {
    let Some((who, _)) = scene(&shared).person(person) else { return nobody() };
    let done = async {
        let known = list(&app, &who).await?;
        let granted = known.requests.iter().find(|each| each.state == ExemptionState::Granted);
        let Some(granted) = granted else { return Ok("nothing granted") };
        withdraw(&app, &who, granted.id).await?;
        Ok("taxed again")
    };
    match done.await {
        Ok(text) => Said::done(text),
        Err(ExemptionError::Store(error)) => Said::again(&error),
        Err(error) => Said::done(error.code()),
    }
}
