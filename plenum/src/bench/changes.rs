//! A seat more, through the API: previewed, then placed and paid, by accounts that have been here
//! for long: 200 subscriptions each, and five years of invoices.
//!
//! An account places one order at a time, so each of them buys once.

use anyhow::Context as _;
use app::Who;
use app::order::change::{self, Change, Wish};
use serde_json::{Value as Json, json};
use store::crowd::{self, Customer};
use store::payment_method::Method;
use units::id::{OrderId, SubscriptionId};
use units::{Anchor, Currency, Interval};

use super::ask::Ask;
use super::made::token;
use super::orders;
use super::renewals::{renewal, subscription};
use super::scene::{Asks, Kind, Scene, Story};
use crate::demo::history;
use crate::house::House;
use crate::talk;

const PREVIEWED: &str = "change previewed";
const PLACED: &str = "change placed and paid";
pub const NAMES: [&str; 2] = [PREVIEWED, PLACED];

/// Subscriptions of each account.
const SUBSCRIPTIONS: u32 = 200;
/// Days since they were ordered, a little more than five years: each year was invoiced.
const DAYS: i64 = 5 * 366;

pub async fn stories(scene: Scene<'_>) -> anyhow::Result<Vec<Story>> {
    let house = scene.house;
    talk::tell("Making five years of invoices");
    let mut people = Vec::new();
    for number in 0..scene.size.buyers {
        let email = format!("holder-{number}@example.org");
        people.push(history::arrives(house, &email, "Holder", "en").await?);
    }
    // Only now: whoever arrives has everything done that is due, and that would be years of it.
    let mut holders = Vec::new();
    for who in people {
        holders.push(Holder::long_since(house, who).await?);
    }
    house.runner.renew_due().await;
    let mut tx = house.app.store.begin().await?;
    crowd::pay_everything(&mut tx).await?;
    tx.commit().await?;
    let mut placed = Vec::new();
    for holder in &holders {
        placed.push(holder.change(house).await?);
    }
    let previewed = placed.iter().map(|ask| Ask {
        path: format!("{}/preview", ask.path),
        key: None,
        ..ask.clone()
    });
    let previewed = Asks::Once(previewed.collect());
    Ok(vec![
        Story { name: PREVIEWED, kind: Kind::Read, asks: previewed },
        Story { name: PLACED, kind: Kind::Commit, asks: Asks::Once(placed) },
    ])
}

/// An account with much to its name.
struct Holder {
    who: Who,
    method: Method,
    subscription: SubscriptionId,
}

impl Holder {
    /// `who` has had its subscriptions for years: their renewals are due.
    async fn long_since(house: &House, who: Who) -> anyhow::Result<Holder> {
        let app = &house.app;
        let method = orders::card(app, &who).await?;
        let now = app.now();
        let since = who.zone.date(now.plus_days(-DAYS));
        let mut tx = app.store.begin().await?;
        let published = app.catalog(&mut tx).await?;
        let account = store::account::find(&mut tx, who.account()).await?;
        let account = account.context("the account is there")?;
        let subscriptions = (0..SUBSCRIPTIONS).map(|number| {
            let anchor = Anchor::at(since, who.zone.clone(), Interval::Annual);
            subscription(app, &published, account.id, anchor, Currency::EUR, number)
        });
        let subscriptions = subscriptions.collect::<anyhow::Result<Vec<_>>>()?;
        let first = subscriptions.first().context("there is at least one")?.id;
        let renewals = subscriptions.iter().map(|sub| renewal(app, sub)).collect();
        let buyer = history::ask(&who, "holder", false)?.buyer;
        store::account::set_buyer(&mut tx, account.id, &buyer).await?;
        let customer = Customer {
            owner: who.person(),
            method: method.clone(),
            subscriptions,
            renewals,
            account: store::account::Account { buyer: Some(buyer), ..account },
        };
        crowd::subscribe(&mut tx, vec![customer], now).await?;
        tx.commit().await?;
        Ok(Holder { who, method, subscription: first })
    }

    /// One seat more, ready to be placed.
    async fn change(&self, house: &House) -> anyhow::Result<Ask> {
        let app = &house.app;
        let mut tx = app.store.read().await?;
        let sub = store::subscription::find(&mut tx, self.who.account(), self.subscription).await?;
        drop(tx);
        let seats = sub.context("it was subscribed to")?.seats() + 1;
        let wish = Wish::Change(Change { seats: Some(seats), ..Change::default() });
        let seen = change::preview(app, &self.who, self.subscription, &wish).await?;
        let id: OrderId = app.id();
        Ok(Ask {
            host: app.config.base_host().to_owned(),
            path: format!("/api/subscriptions/{}/changes", self.subscription),
            cookie: None,
            token: Some(token(house, &self.who).await?),
            body: Some(self.body(id, seats, &seen.token)),
            key: Some(id.to_string()),
        })
    }

    fn body(&self, id: OrderId, seats: u32, preview: &str) -> Json {
        json!({
            "id": id, "do": "change", "seats": seats, "preview": preview,
            "method": self.method.id,
        })
    }
}
