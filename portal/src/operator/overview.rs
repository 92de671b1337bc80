//! `/operator`: queues that need a person first, numbers second (H2).

use std::sync::Arc;

use app::App;
use app::operator::overview::{self, Attempt, Exemption, Overview, Queues, Revenue, TierCount};
use app::operator::payments::{Chargeback, Refund};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;
use texts::Args;
use units::{Date, Money, Timestamp};
use web::{Face, Operator, PageError, Visit, urls};

use super::payments::payments_href;
use super::{account_href, console};

pub fn routes() -> Router<Face> {
    Router::new().route(urls::OPERATOR, get(show))
}

/// Objects named in one queue; the rest is behind its link.
const OBJECTS: usize = 5;
/// Height of the chart, and width of a day in it, in its own units.
const CHART_HEIGHT: i64 = 100;
const DAY_WIDTH: usize = 10;

#[derive(Serialize)]
struct OverviewPage {
    queues: Vec<Queue>,
    accounts: u32,
    tiers: Vec<TierCount>,
    revenue: Vec<RevenueChart>,
}

#[derive(Serialize)]
struct Queue {
    text: String,
    count: usize,
    href: String,
    objects: Vec<Object>,
}

#[derive(Serialize)]
struct Object {
    text: String,
    href: Option<String>,
}

#[derive(Serialize)]
struct RevenueChart {
    label: String,
    total: Money,
    bars: Vec<Bar>,
    /// Days on which something was invoiced, latest first.
    days: Vec<Day>,
}

#[derive(Serialize)]
struct Bar {
    x: usize,
    y: i64,
    height: i64,
}

#[derive(Serialize)]
struct Day {
    day: Date,
    amount: Money,
}

/// `GET /operator`
async fn show(State(app): State<Arc<App>>, operator: Operator) -> Result<Response, PageError> {
    let found = overview::load(&app, &console(&operator)?, &operator.locale).await?;
    let visit = operator.visit();
    let page = OverviewPage {
        queues: queues(visit, &found.queues),
        accounts: found.accounts,
        revenue: found.revenue.iter().map(|one| chart(visit, &found, one)).collect(),
        tiers: found.tiers,
    };
    operator.page("operator/overview.html", page).await
}

/// Those that are not empty.
fn queues(visit: &Visit, found: &Queues) -> Vec<Queue> {
    let queue = |key: &str, href: &str, count: usize, objects: Vec<Object>| Queue {
        text: visit.text(&format!("operator-queue-{key}")),
        count,
        href: href.to_owned(),
        objects,
    };
    let payments = |attempts: &[Attempt]| -> Vec<Object> {
        attempts.iter().take(OBJECTS).map(|attempt| payment(visit, attempt)).collect()
    };
    let set_ups = found.failing_set_ups.iter().take(OBJECTS).map(|set_up| Object {
        text: match set_up.failing().and_then(|step| step.error.as_deref()) {
            Some(error) => format!("{}: {error}", set_up.account_name),
            None => set_up.account_name.clone(),
        },
        href: Some(account_href(set_up.account)),
    });
    let given_up = found.given_up.iter().take(OBJECTS).map(|work| Object {
        text: format!("{}: {}", work.kind, work.last_error.as_deref().unwrap_or_default()),
        href: work.account.map(account_href),
    });
    let (unknown, late) = (&found.unknown_payments, &found.late_payments);
    let count = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    let undeliverable = urls::with_query(urls::OPERATOR_MAILS, &[("state", "undeliverable")]);
    let mut queues = vec![
        queue("unknown-payments", urls::OPERATOR_ORDERS, unknown.len(), payments(unknown)),
        queue("late-payments", urls::OPERATOR_ORDERS, late.len(), payments(late)),
        queue(
            "chargebacks",
            urls::OPERATOR_ACCOUNTS,
            found.chargebacks.len(),
            found.chargebacks.iter().take(OBJECTS).map(|one| chargeback(visit, one)).collect(),
        ),
        queue(
            "refunds",
            urls::OPERATOR_ACCOUNTS,
            found.troubled_refunds.len(),
            found.troubled_refunds.iter().take(OBJECTS).map(|one| refund(visit, one)).collect(),
        ),
        queue(
            "exemptions",
            urls::OPERATOR_EXEMPTIONS,
            found.exemptions.len(),
            found.exemptions.iter().take(OBJECTS).map(|one| exemption(visit, one)).collect(),
        ),
        queue(
            "set-ups",
            urls::OPERATOR_PROVISIONING,
            found.failing_set_ups.len(),
            set_ups.collect(),
        ),
        queue("given-up", urls::OPERATOR_JOBS, found.given_up.len(), given_up.collect()),
        queue("mails", &undeliverable, count(found.undeliverable_mails), Vec::new()),
        queue("webhooks", urls::OPERATOR_WEBHOOKS, count(found.disabled_endpoints), Vec::new()),
    ];
    queues.retain(|queue| queue.count > 0);
    queues
}

fn payment(visit: &Visit, attempt: &Attempt) -> Object {
    object(visit, attempt.amount, attempt.created_at, account_href(attempt.account))
}

fn chargeback(visit: &Visit, one: &Chargeback) -> Object {
    object(visit, one.amount, one.seen_at, payments_href(one.account))
}

fn refund(visit: &Visit, one: &Refund) -> Object {
    object(visit, one.amount, one.asked_at, payments_href(one.account))
}

fn exemption(visit: &Visit, one: &Exemption) -> Object {
    let at = visit.face().texts().datetime(&visit.locale, one.asked_at, &visit.zone);
    let text = format!("{}, {at}", one.certificate.number);
    Object { text, href: Some(urls::operator_exemption(one.id)) }
}

fn object(visit: &Visit, amount: Money, at: Timestamp, href: String) -> Object {
    let texts = visit.face().texts();
    let amount = texts.money(&visit.locale, amount);
    let at = texts.datetime(&visit.locale, at, &visit.zone);
    Object { text: format!("{amount}, {at}"), href: Some(href) }
}

fn chart(visit: &Visit, found: &Overview, revenue: &Revenue) -> RevenueChart {
    let texts = visit.face().texts();
    let day_of = |index: usize| {
        let days = i64::try_from(index).unwrap_or_default();
        visit.zone.date(found.since.plus_days(days + 1))
    };
    let last = revenue.days.len().saturating_sub(1);
    let args =
        Args::new().with("from", day_of(0)).with("to", day_of(last)).with("total", revenue.total);
    let highest = revenue.days.iter().map(|amount| amount.minor).max().unwrap_or_default().max(1);
    let bars = revenue.days.iter().enumerate().map(|(index, amount)| {
        let height = scaled(amount.minor.max(0), highest);
        Bar { x: index * DAY_WIDTH + 1, y: CHART_HEIGHT - height, height }
    });
    let days = revenue.days.iter().enumerate().rev().filter(|(_, amount)| !amount.is_zero());
    RevenueChart {
        label: texts.get(&visit.locale, "operator-revenue-chart", &args),
        total: revenue.total,
        bars: bars.collect(),
        days: days.map(|(index, amount)| Day { day: day_of(index), amount: *amount }).collect(),
    }
}

/// `part` of `highest` in the chart's units; anything above nothing is seen.
fn scaled(part: i64, highest: i64) -> i64 {
    let units = i128::from(part) * i128::from(CHART_HEIGHT) / i128::from(highest);
    let height = i64::try_from(units).unwrap_or(CHART_HEIGHT);
    if part > 0 { height.max(1) } else { 0 }
}
