//! Renewals in bulk: how many a second, beside what the database itself can write (C9).
//!
//! A made-up crowd with due monthly subscriptions is renewed by the run that serves production,
//! and then the same rows are written once more as bare multi-row inserts. Charges are queued,
//! not made.

use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use app::App;
use app::app::PublishedCatalog;
use billing::invoice::Buyer;
use billing::subscription::{SubscribedItem, Subscription, SubscriptionState};
use jobs::Runner;
use serde::Serialize;
use store::account::Account;
use store::bare;
use store::crowd::{self, Customer};
use store::due::{Lane, NewDue};
use store::payment_method::Method;
use units::id::{AccountId, SiteId, SubscriptionId};
use units::{Anchor, Currency, Date, Interval, Money, PostalAddress, Timestamp, Zone};

/// Customers written in one transaction.
const CUSTOMERS_AT_ONCE: u32 = 500;

/// What was found. Rates are per second of the clock on the wall.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub database: &'static str,
    pub subscriptions: u32,
    pub seconds: Decimal,
    pub renewals_per_s: u64,
    pub rows: u64,
    pub rows_per_s: u64,
    pub bare_rows_per_s: u64,
    /// `rows_per_s` beside `bare_rows_per_s`.
    pub ratio: Decimal,
    /// Seconds of this process's processor time for 1,000 renewals; PostgreSQL's own not counted.
    pub cpu_s_per_1000: Option<Decimal>,
    /// The most memory this process has held, the making of the crowd included.
    pub rss_max_mb: Option<u64>,
    pub goals: Goals,
}

/// What we want on two cores: shown beside what was found, never enforced.
#[derive(Clone, Debug, Serialize)]
pub struct Goals {
    pub renewals_per_s: u64,
    pub ratio: Decimal,
    pub rss_max_mb: u64,
}

/// Thousandths, written as a decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal(pub u64);

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{:03}", self.0 / 1_000, self.0 % 1_000)
    }
}

impl Serialize for Decimal {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number: serde_json::Number =
            self.to_string().parse().map_err(serde::ser::Error::custom)?;
        number.serialize(serializer)
    }
}

/// Renews `subscriptions` made-up ones in the empty deployment of `app`; `tell` hears what is done.
pub async fn measure(
    app: &Arc<App>,
    runner: &Runner,
    subscriptions: u32,
    tell: impl Fn(&str),
) -> anyhow::Result<Report> {
    tell("Making the crowd");
    make(app, subscriptions).await?;
    tell("Renewing");
    let (cpu, begun) = (cpu_ms(), Instant::now());
    let ran = runner.renew_due().await;
    let took = begun.elapsed();
    let cpu_used = cpu.zip(cpu_ms()).map(|(before, after)| after - before);
    let rss_max_mb = rss_max_mb();
    anyhow::ensure!(
        ran.done == u64::from(subscriptions) && ran.given_up == 0,
        "not all were renewed: {ran:?}"
    );
    tell("Writing the same rows bare");
    let (rows, bare_took) = write_bare(app).await?;
    let renewals = u64::from(subscriptions);
    let (rows_per_s, bare_rows_per_s) = (per_s(rows, took), per_s(rows, bare_took));
    Ok(Report {
        database: match app.store.dialect() {
            store::dialect::Dialect::Sqlite => "sqlite",
            store::dialect::Dialect::Postgres => "postgres",
        },
        subscriptions,
        seconds: Decimal(millis(took)),
        renewals_per_s: per_s(renewals, took),
        rows,
        rows_per_s,
        bare_rows_per_s,
        ratio: Decimal(rows_per_s * 1_000 / bare_rows_per_s.max(1)),
        cpu_s_per_1000: cpu_used.map(|ms| Decimal(ms * 1_000 / renewals.max(1))),
        rss_max_mb,
        goals: Goals { renewals_per_s: 10_000, ratio: Decimal(500), rss_max_mb: 500 },
    })
}

/// Writes what the run wrote into bare tables; how many rows, and the time their writing took.
async fn write_bare(app: &App) -> anyhow::Result<(u64, Duration)> {
    let mut progress = bare::make(&app.store).await?;
    let (mut rows, mut took) = (0, Duration::ZERO);
    loop {
        let portion = bare::read(&app.store, &mut progress).await?;
        if portion.rows == 0 {
            return Ok((rows, took));
        }
        rows += portion.rows;
        let begun = Instant::now();
        bare::write(&app.store, portion).await?;
        took += begun.elapsed();
    }
}

/// Where a customer lives: country, zone, currency, a VAT number or none, out of a hundred.
const PLACES: [(&str, &str, Currency, Option<&str>, u32); 8] = [
    ("DE", "Europe/Berlin", Currency::EUR, None, 30),
    ("DE", "Europe/Berlin", Currency::EUR, Some("DE136695976"), 15),
    ("FR", "Europe/Paris", Currency::EUR, None, 15),
    ("FR", "Europe/Paris", Currency::EUR, Some("FR83404833048"), 10),
    ("US", "America/New_York", Currency::USD, None, 15),
    ("GB", "Europe/London", Currency::EUR, None, 8),
    ("JP", "Asia/Tokyo", Currency::JPY, None, 4),
    ("US", "America/Los_Angeles", Currency::USD, None, 3),
];

async fn make(app: &App, subscriptions: u32) -> anyhow::Result<()> {
    let mut tx = app.store.begin().await?;
    let kind = store::site::SiteKind::Regional;
    let site = store::site::by_name(&mut tx, kind, &app.config.region).await?;
    let site = site.context("no regional site")?.id;
    let published = app.catalog(&mut tx).await?;
    drop(tx);
    let (mut made, mut number) = (0, 0);
    while made < subscriptions {
        let mut customers = Vec::new();
        while customers.len() < usize::try_from(CUSTOMERS_AT_ONCE)? && made < subscriptions {
            // Every fourth customer has two subscriptions.
            let wanted = if number % 4 == 3 { 2 } else { 1 }.min(subscriptions - made);
            customers.push(customer(app, &published, site, number, wanted)?);
            made += wanted;
            number += 1;
        }
        let mut tx = app.store.begin().await?;
        crowd::insert(&mut tx, customers, app.now()).await?;
        tx.commit().await?;
    }
    Ok(())
}

fn customer(
    app: &App,
    published: &PublishedCatalog,
    site: SiteId,
    number: u32,
    subscriptions: u32,
) -> anyhow::Result<Customer> {
    // 37 and 100 have no common factor: every place comes, in no order.
    let mut lot = number.wrapping_mul(37) % 100;
    let place = PLACES.iter().find(|place| {
        let found = lot < place.4;
        lot = lot.saturating_sub(place.4);
        found
    });
    let (country, zone, currency, vat_id, _) = *place.unwrap_or(&PLACES[0]);
    let (zone, country): (Zone, _) = (zone.parse()?, country.parse()?);
    let id: AccountId = app.id();
    let name = format!("Customer {number} of many");
    let address = PostalAddress {
        name: name.clone(),
        street: format!("Lindenweg {}", number % 90 + 1),
        postcode: "10115".to_owned(),
        city: "Berlin".to_owned(),
        region: String::new(),
        country,
    };
    let vat_id = vat_id.and_then(|text| billing::vat_id::VatId::parse(text, None).ok());
    let buyer = Buyer { address, vat_id, email: format!("{id}@example.org") };
    let now = app.now();
    let account = Account {
        id,
        site,
        name,
        zone: zone.clone(),
        locale: "en".parse()?,
        currency: Some(currency),
        buyer: Some(buyer),
        exemptions: Vec::new(),
        created_at: now,
    };
    let method = Method {
        id: app.id(),
        account: id,
        gateway: "sandbox".to_owned(),
        token: format!("tok_{id}"),
        brand: "visa".to_owned(),
        last4: "4242".to_owned(),
        expires: "12/49".to_owned(),
        means: billing::payment::PaymentMeans::Card,
        mandate: None,
        created_at: now,
        removed_at: None,
    };
    let anchor_date = started(&zone, now);
    let subs = (0..subscriptions).map(|place| {
        let anchor = Anchor::at(anchor_date, zone.clone(), Interval::Monthly);
        subscription(app, published, id, anchor, currency, number + place)
    });
    let subscriptions = subs.collect::<anyhow::Result<Vec<_>>>()?;
    let renewals = subscriptions.iter().map(|sub| renewal(app, sub)).collect();
    Ok(Customer { account, owner: app.id(), method, subscriptions, renewals })
}

/// The first day of last month in `zone`: one period has ended since, and not two.
fn started(zone: &Zone, now: Timestamp) -> Date {
    let first = zone.date(now).first_of_month();
    first.yesterday().map_or(first, |last| last.first_of_month())
}

/// A subscription of one to three lines, active in its first period.
pub(super) fn subscription(
    app: &App,
    published: &PublishedCatalog,
    account: AccountId,
    anchor: Anchor,
    currency: Currency,
    number: u32,
) -> anyhow::Result<Subscription> {
    // One, two or three lines: two on average.
    let lines = 1 + [0, 1, 1, 2][usize::try_from(number % 4)?];
    let price = |major: i64| Money::new(major * currency.minor_per_unit(), currency);
    let seats = SubscribedItem {
        add_on: None,
        name: "Pro".to_owned(),
        quantity: 1 + number % 25,
        unit: price(14),
    };
    let more = [("call_me_domestic", "Domestic", 3), ("call_me_international", "World", 8)];
    let mut items = vec![seats];
    for (add_on, name, major) in more.into_iter().take(lines - 1) {
        items.push(SubscribedItem {
            add_on: Some(add_on.parse()?),
            name: name.to_owned(),
            quantity: 1 + number % 3,
            unit: price(major),
        });
    }
    Ok(Subscription {
        id: app.id(),
        account,
        order: app.id(),
        product: "meetings".parse()?,
        tier: "pro".parse()?,
        currency,
        anchor,
        policy: published.catalog.policy.clone(),
        catalog_number: published.number,
        period_index: 0,
        state: SubscriptionState::Active,
        items,
        scheduled: None,
        cancellation: None,
        trial: None,
        commitment: None,
    })
}

#[derive(Serialize)]
struct Ref {
    account: AccountId,
    subscription: SubscriptionId,
}

/// The work that renews `sub` when its period ends.
pub(super) fn renewal(app: &App, sub: &Subscription) -> store::due::NewRow {
    let payload = Ref { account: sub.account, subscription: sub.id };
    let work = NewDue {
        id: app.id(),
        account: Some(sub.account),
        kind: "renew",
        key: sub.id.to_string(),
        payload: &payload,
        due_at: sub.renews_at(),
        now: app.now(),
    };
    work.row(Lane::Renewal)
}

pub(super) fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX).max(1)
}

pub(super) fn per_s(count: u64, time: Duration) -> u64 {
    count * 1_000 / millis(time)
}

/// Processor time of this process so far, in milliseconds; none where the system does not tell.
fn cpu_ms() -> Option<u64> {
    /// The system counts in hundredths of a second.
    const TICK_MS: u64 = 10;
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name in parentheses may hold spaces; user and system time are 12th and 13th after it.
    let (_, after) = stat.rsplit_once(')')?;
    let ticks = after.split_whitespace().skip(11).take(2).map(str::parse::<u64>);
    Some(ticks.collect::<Result<Vec<u64>, _>>().ok()?.iter().sum::<u64>() * TICK_MS)
}

fn rss_max_mb() -> Option<u64> {
    super::memory::kib("VmHWM:").map(|kib| kib / 1_024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousandths_are_decimals() {
        let json = |thousandths| serde_json::to_string(&Decimal(thousandths)).expect("JSON");
        assert_eq!(json(1_050), "1.05");
        assert_eq!(json(7), "0.007");
        assert_eq!(Decimal(12_034).to_string(), "12.034");
    }
}
