//! `/operator/renewals`: how the renewal run stands, what was set aside, and a clock that jumped.

use std::sync::Arc;

use app::App;
use app::operator::due_work;
use app::renewal_status::{self, Status};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;
use texts::Args;
use units::id::DueWorkId;
use units::{Timestamp, Zone};
use web::{Face, Operator, PageError, Path, news, urls};

use super::{AccountLink, console};

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::OPERATOR_RENEWALS, get(show))
        .route("/operator/renewals/{id}/revive", post(revive))
        .route("/operator/renewals/time", post(confirm_time))
}

#[derive(Serialize)]
struct RenewalsPage {
    due: u32,
    next_at: Option<Timestamp>,
    run: Option<Run>,
    set_aside: Vec<SetAside>,
    /// What the clock did, in words.
    halted: Option<String>,
    zone: Zone,
}

#[derive(Serialize)]
struct Run {
    since: Timestamp,
    under_way: bool,
    done: i64,
    failed: i64,
    per_s: Option<i64>,
    /// Done, failed and remaining together: the whole of the progress shown.
    whole: i64,
}

#[derive(Serialize)]
struct SetAside {
    account: AccountLink,
    subscription: String,
    since: Timestamp,
    reason: String,
    revive_href: String,
}

/// `GET /operator/renewals`
async fn show(State(app): State<Arc<App>>, operator: Operator) -> Result<Response, PageError> {
    let found = renewal_status::seen_by(&app, &console(&operator)?).await?;
    let halted = found.halted.map(|halted| {
        let moment = |at| app.texts.datetime(&operator.locale, at, &operator.zone);
        let args =
            Args::new().with("seen", moment(halted.seen)).with("found", moment(halted.found));
        app.texts.get(&operator.locale, "operator-renewals-halted-text", &args)
    });
    let page = page(found, halted, operator.zone.clone());
    operator.page("operator/renewals.html", page).await
}

fn page(found: Status, halted: Option<String>, zone: Zone) -> RenewalsPage {
    let remaining = i64::from(found.due);
    let run = found.run.map(|run| Run {
        since: run.started_at,
        under_way: run.under_way,
        done: run.done,
        failed: run.failed,
        per_s: run.per_s,
        whole: run.done + run.failed + remaining,
    });
    let set_aside = found.set_aside.into_iter().map(|one| SetAside {
        account: AccountLink::to(one.account, &one.account_name),
        subscription: one.subscription,
        since: one.since,
        reason: one.reason,
        revive_href: format!("{}/{}/revive", urls::OPERATOR_RENEWALS, one.work),
    });
    RenewalsPage {
        due: found.due,
        next_at: found.next_at,
        run,
        set_aside: set_aside.collect(),
        halted,
        zone,
    }
}

/// `POST /operator/renewals/{id}/revive`
async fn revive(
    State(app): State<Arc<App>>,
    operator: Operator,
    Path(id): Path<DueWorkId>,
) -> Result<Response, PageError> {
    due_work::revive(&app, &console(&operator)?, id).await?;
    Ok(news::redirect(urls::OPERATOR_RENEWALS, "news-operator-retried"))
}

/// `POST /operator/renewals/time`: the clock is right after all.
async fn confirm_time(
    State(app): State<Arc<App>>,
    operator: Operator,
) -> Result<Response, PageError> {
    renewal_status::time_confirmed_by(&app, &console(&operator)?).await?;
    Ok(news::redirect(urls::OPERATOR_RENEWALS, "news-operator-time-confirmed"))
}
