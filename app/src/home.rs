//! The home page: what is on, what needs the person, and where the plan stands.

use billing::subscription::SubscriptionState;
use catalog::Limit;
use meetings::policy::Origin;
use people::roles::Permission;
use people::site::SiteName;
use store::meeting_list::{self, Asked, Line, Tab};
use store::site::{Site, SiteKind};
use store::{StoreError, Tx};
use units::id::{OrderId, SubscriptionId};
use units::{Date, Money};

use crate::Who;
use crate::app::App;
use crate::plan::{self, PlanInForce};

/// Most upcoming meetings shown.
const MEETINGS_MAX: u32 = 20;

/// Everything on the home page.
#[derive(Clone, Debug)]
pub struct Home {
    pub needs: Vec<Need>,
    /// Upcoming, soonest first.
    pub meetings: Vec<Line>,
    pub plan: PlanInForce,
    /// Longest meeting in minutes, by plan and account; none: as long as one likes.
    pub longest_meeting_minutes: Option<u32>,
    /// Who decided that it is no longer, where the plan would allow it (E9).
    pub shortened_by: Option<Origin>,
    /// The plan that would allow longer meetings or more people, if one does.
    pub next_plan: Option<String>,
    pub site: Site,
    pub host: String,
    /// The name of the person's room, once they have looked for it.
    pub room: Option<SiteName>,
}

/// Something only the person can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// An order waits for its payment.
    OrderOpen {
        order: OrderId,
        total: Money,
    },
    Unpaid {
        count: u32,
        amount: Money,
    },
    /// The renewal's payment was declined; it is tried again.
    PastDue {
        name: String,
    },
    Ending {
        name: String,
        on: Date,
    },
    /// A trial that ends by itself, unless somebody subscribes.
    Trial {
        name: String,
        last_day: Date,
        subscription: SubscriptionId,
    },
}

/// What `who` sees first.
pub async fn load(app: &App, who: &Who) -> Result<Home, StoreError> {
    let mut tx = app.store.read().await?;
    let account = store::account::find(&mut tx, who.account()).await?;
    let missing = |what: &str| StoreError::Other(format!("the person's {what} is gone"));
    let account = account.ok_or_else(|| missing("account"))?;
    let site = store::site::find(&mut tx, account.site).await?.ok_or_else(|| missing("site"))?;
    let plan = plan::of_person(app, &mut tx, (account.id, who.person()), &who.locale).await?;
    let needs = match who.actor.may(Permission::SeeBilling) {
        true => needs(&mut tx, who, &plan).await?,
        false => Vec::new(),
    };
    let person = who.person();
    let asked = Asked { tab: Tab::Upcoming, search: "", after: None, most: MEETINGS_MAX };
    let meetings = meeting_list::page(&mut tx, person, asked, app.now()).await?;
    let room = store::room::find(&mut tx, account.id, person).await?;
    let policy = store::policy::of_person(&mut tx, account.id, person).await?;
    let (longest, shortened_by) = policy.longest_meeting(plan.entitlements.meeting_minutes_max);
    Ok(Home {
        longest_meeting_minutes: longest,
        shortened_by,
        room: room.map(|kept| kept.name),
        needs,
        meetings,
        next_plan: next_plan(app, &mut tx, who, &plan).await?,
        host: plan::site_address(app, &site),
        site,
        plan,
    })
}

impl Home {
    /// Whether the site is shared with others.
    pub fn on_shared_site(&self) -> bool {
        self.site.kind == SiteKind::Regional
    }
}

async fn needs(tx: &mut Tx, who: &Who, plan: &PlanInForce) -> Result<Vec<Need>, StoreError> {
    let account = who.account();
    let mut needs = Vec::new();
    for order in store::order::awaiting(tx, account).await? {
        needs.push(Need::OrderOpen { order: order.id, total: order.total });
    }
    for amount in store::invoice::open_totals(tx, account).await? {
        let invoices = store::invoice::open(tx, account).await?;
        let open = invoices.iter().map(|issued| issued.open());
        let open = open.filter(|open| !open.is_zero() && open.currency == amount.currency);
        let count = u32::try_from(open.count()).unwrap_or(u32::MAX).max(1);
        needs.push(Need::Unpaid { count, amount });
    }
    for sub in &plan.subscriptions {
        let name = sub.items.first().map(|item| item.name.clone()).unwrap_or_default();
        match sub.state {
            SubscriptionState::PastDue => needs.push(Need::PastDue { name }),
            SubscriptionState::PendingCancellation => {
                let on = sub.ends_on().unwrap_or(sub.renews_on());
                needs.push(Need::Ending { name, on });
            }
            SubscriptionState::Trialing => {
                if let Some(trial) = sub.trial.as_ref().filter(|_| sub.ends_with_trial()) {
                    let (last_day, subscription) = (trial.last_day(), sub.id);
                    needs.push(Need::Trial { name, last_day, subscription });
                }
            }
            _ => {}
        }
    }
    Ok(needs)
}

async fn next_plan(
    app: &App,
    tx: &mut Tx,
    who: &Who,
    plan: &PlanInForce,
) -> Result<Option<String>, StoreError> {
    let published = app.catalog(tx).await?;
    let (product, _) = published.catalog.free_plan();
    let limit = match plan.entitlements.meeting_minutes_max {
        Some(minutes) => Limit::meeting_minutes(minutes.saturating_add(1)),
        None => Limit::participants(plan.entitlements.participants_max.saturating_add(1)),
    };
    let tier = published.catalog.lifts(&product.id, limit);
    Ok(tier.map(|tier| tier.name.get(&who.locale).to_owned()))
}
