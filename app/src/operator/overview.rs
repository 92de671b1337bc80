//! The console's first page: queues that need a person, then numbers (H2).

use store::due::Due;
pub use store::exemption::Exemption;
pub use store::payment::Attempt;
pub use store::refund::{Chargeback, Refund};
use store::{StoreError, Tx};
use units::{Currency, Money, Timestamp};

use super::orders::{SetUp, set_ups};
use super::{Console, OperatorError, ROWS_MAX};
use crate::app::App;

/// Days the numbers look back.
pub const DAYS: u32 = 30;
/// Given-up work read for the queue.
const GIVEN_UP_MAX: u32 = 20;

/// What needs a person, each queue empty when all is well.
#[derive(Clone, Debug)]
pub struct Queues {
    /// Payments whose outcome nobody knows yet, oldest first.
    pub unknown_payments: Vec<Attempt>,
    /// Money that came for orders that had ended, newest first.
    pub late_payments: Vec<Attempt>,
    /// Payments whose payers' banks took money back, newest first.
    pub chargebacks: Vec<Chargeback>,
    /// Refunds that failed, or of which nobody knows yet, newest first.
    pub troubled_refunds: Vec<Refund>,
    /// Requests for exemption from tax, oldest first.
    pub exemptions: Vec<Exemption>,
    /// Sites whose set-up fails.
    pub failing_set_ups: Vec<SetUp>,
    /// The latest work that was given up.
    pub given_up: Vec<Due>,
    pub undeliverable_mails: u32,
    pub disabled_endpoints: u32,
}

/// Subscriptions of one tier that have not ended.
#[derive(Clone, Debug, serde::Serialize)]
pub struct TierCount {
    /// Name of the tier in the catalog in force, else its id.
    pub name: String,
    pub subscriptions: u32,
    pub seats: u32,
}

/// What was invoiced in one currency, tax included.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Revenue {
    pub currency: Currency,
    pub total: Money,
    /// One amount for each of the last `DAYS` days, oldest first.
    pub days: Vec<Money>,
}

#[derive(Clone, Debug)]
pub struct Overview {
    pub queues: Queues,
    pub accounts: u32,
    pub tiers: Vec<TierCount>,
    /// The first of the days in `revenue`; the last one ends now.
    pub since: Timestamp,
    pub revenue: Vec<Revenue>,
}

/// Everything the first page shows.
pub async fn load(
    app: &App,
    _: &Console,
    locale: &units::Locale,
) -> Result<Overview, OperatorError> {
    let since = app.now().plus_days(-i64::from(DAYS)).plus_seconds(1);
    let mut tx = app.store.read().await?;
    let published = app.catalog(&mut tx).await?;
    let mut tiers = Vec::new();
    for (product, tier, subscriptions, seats) in store::subscription::by_tier(&mut tx).await? {
        let sold = product.parse().ok().zip(tier.parse().ok());
        let sold = sold.and_then(|(product, tier)| published.catalog.tier(&product, &tier));
        let name = match sold {
            Some(tier) => tier.name.get(locale).to_owned(),
            None => format!("{product}/{tier}"),
        };
        tiers.push(TierCount { name, subscriptions, seats });
    }
    Ok(Overview {
        queues: queues(&mut tx).await?,
        accounts: store::account::count(&mut tx).await?,
        tiers,
        since,
        revenue: revenue(&mut tx, since).await?,
    })
}

async fn queues(tx: &mut Tx) -> Result<Queues, StoreError> {
    let mut failing_set_ups = set_ups(tx).await?;
    failing_set_ups.retain(|set_up| set_up.failing().is_some());
    let disabled = store::webhook::disabled_endpoints(tx).await?;
    Ok(Queues {
        unknown_payments: store::payment::unknown_attempts(tx).await?,
        late_payments: store::payment::late_payments(tx).await?,
        chargebacks: store::refund::waiting_chargebacks(tx).await?,
        troubled_refunds: store::refund::troubled(tx).await?,
        exemptions: store::exemption::waiting(tx, ROWS_MAX).await?,
        failing_set_ups,
        given_up: store::due::list(tx, "given_up", GIVEN_UP_MAX).await?,
        undeliverable_mails: store::mail_outbox::count_in(tx, "undeliverable").await?,
        disabled_endpoints: u32::try_from(disabled.len()).unwrap_or(u32::MAX),
    })
}

async fn revenue(tx: &mut Tx, since: Timestamp) -> Result<Vec<Revenue>, StoreError> {
    let mut found: Vec<Revenue> = Vec::new();
    for (day, amount) in store::invoice::invoiced_by_day(tx, since).await? {
        let currency = amount.currency;
        if found.last().is_none_or(|last| last.currency != currency) {
            let days = (0..DAYS).map(|_| Money::zero(currency)).collect();
            found.push(Revenue { currency, total: Money::zero(currency), days });
        }
        let Some(last) = found.last_mut() else { continue };
        last.total = last.total.plus(amount);
        let index = usize::try_from(day).unwrap_or(usize::MAX);
        if let Some(of_day) = last.days.get_mut(index) {
            *of_day = of_day.plus(amount);
        }
    }
    Ok(found)
}
