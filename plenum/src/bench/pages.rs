//! The ten pages people open most.

use anyhow::Context as _;
use app::cart::Shopper;
use url::Url;
use web::{session, urls};

use super::ask::Ask;
use super::made::Made;
use super::scene::{Scene, Story};
use crate::demo::history;
use crate::house::House;

pub async fn stories(scene: Scene<'_>) -> anyhow::Result<Vec<Story>> {
    let Scene { house, made, .. } = scene;
    let invoice = invoice(house, made).await?;
    fill_cart(house, made).await?;
    let host = house.app.config.base_host().to_owned();
    let cookie = Some(format!("{}={}", session::COOKIE, made.session));
    let own = |path: &str| Ask {
        host: host.clone(),
        path: path.to_owned(),
        cookie: cookie.clone(),
        ..Ask::default()
    };
    let join: Url = made.join.parse().context("the join link")?;
    let join_host = join.host_str().unwrap_or_default().to_owned();
    let pages = [
        ("home", own(urls::HOME)),
        ("meetings", own(urls::MEETINGS)),
        ("meeting", own(&format!("{}/{}", urls::MEETINGS, made.last_meeting))),
        ("join", Ask { host: join_host, cookie: None, ..own(join.path()) }),
        ("plans", Ask { cookie: None, ..own(urls::PLANS) }),
        ("cart", own(urls::CART)),
        ("billing", own(urls::BILLING)),
        ("invoices", own(urls::INVOICES)),
        ("invoice", own(&urls::invoice(invoice))),
        ("profile", own(urls::PROFILE)),
    ];
    Ok(pages.into_iter().map(|(name, page)| Story::read(name, page)).collect())
}

/// The owner thinks of buying once more.
async fn fill_cart(house: &House, made: &Made) -> anyhow::Result<()> {
    let ask = history::ask(&made.who, "", true)?;
    let shopper = Shopper { account: Some(made.who.account()), cart: None };
    for plan in ask.plans {
        app::cart::put(&house.app, shopper, plan, ask.currency).await?;
    }
    Ok(())
}

async fn invoice(house: &House, made: &Made) -> anyhow::Result<units::id::InvoiceId> {
    let mut tx = house.app.store.read().await?;
    let invoices = store::invoice::list(&mut tx, made.who.account(), 1).await?;
    let newest = invoices.into_iter().next().context("the owner has no invoice")?;
    Ok(newest.invoice.id)
}
