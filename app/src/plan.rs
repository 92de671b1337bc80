//! What an account has and may do now: its plan, its entitlements, its site (A2).

use billing::subscription::{SubscribedItem, Subscription};
use catalog::{AddOn, AddOnId, AddOnUnit, Catalog, Entitlements, Holding, entitlements_of};
use store::site::{Site, SiteKind};
use store::{StoreError, Tx};
use texts::Args;
use units::Locale;
use units::id::{AccountId, PersonId, SubscriptionId};

use crate::app::App;

/// The host of `site`, without port: `meet-eu.<base>` or `<name>.my.<base>`.
pub fn site_address(app: &App, site: &Site) -> String {
    match site.kind {
        SiteKind::Regional => format!("{}.{}", site.name, app.config.base_host()),
        SiteKind::Own => own_address(app, &site.name),
    }
}

/// The host an account's own site has under `name`.
pub fn own_address(app: &App, name: &str) -> String {
    format!("{name}.my.{}", app.config.base_host())
}

impl App {
    /// The host of the regional site.
    pub fn regional_host(&self) -> String {
        format!("{}.{}", self.config.region, self.config.base_host())
    }
}

/// What an account holds, for pages and limits.
#[derive(Clone, Debug)]
pub struct PlanInForce {
    /// Name of the tier in the asker's language: "Free", "Meetings Pro".
    pub name: String,
    pub is_free: bool,
    pub seats: u32,
    pub entitlements: Entitlements,
    /// Name of the subscription that gives the most attendees of webinars; none: no webinars.
    pub webinars: Option<String>,
    pub subscriptions: Vec<Subscription>,
}

/// The plan of `account`: its subscriptions that entitle, on top of the free tier.
pub async fn in_force(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    locale: &Locale,
) -> Result<PlanInForce, StoreError> {
    let published = app.catalog(tx).await?;
    let catalog = &published.catalog;
    let subscriptions = store::subscription::list(tx, account).await?;
    let (_, free) = catalog.free_plan();
    let paid = subscriptions.iter().find(|sub| sub.state.entitles());
    let name = match paid.and_then(|sub| sub.items.first()) {
        Some(item) => item.name.clone(),
        None => free.name.get(locale).to_owned(),
    };
    Ok(PlanInForce {
        name,
        is_free: paid.is_none(),
        seats: paid.map_or(1, Subscription::seats),
        entitlements: allowed(catalog, &subscriptions),
        webinars: webinars(catalog, &subscriptions),
        subscriptions,
    })
}

/// The same as it holds for `person`: what the subscriptions give whose seats are theirs, with the
/// add-ons they have a licence of. Whoever has no seat has what the free tier gives (E1, A4).
pub async fn of_person(
    app: &App,
    tx: &mut Tx,
    (account, person): (AccountId, PersonId),
    locale: &Locale,
) -> Result<PlanInForce, StoreError> {
    let plan = in_force(app, tx, account, locale).await?;
    let held = store::licence::of_person(tx, account, person).await?;
    let published = app.catalog(tx).await?;
    let theirs = of_holder(&published.catalog, &plan.subscriptions, &held);
    let name = match theirs.iter().find(|sub| sub.state.entitles()) {
        Some(sub) => sub.name(),
        None => published.catalog.free_plan().1.name.get(locale).to_owned(),
    };
    let entitlements = allowed(&published.catalog, &theirs);
    let webinars = webinars(&published.catalog, &theirs);
    Ok(PlanInForce { name, entitlements, webinars, ..plan })
}

/// `subscriptions` as far as they are for whoever holds `held`: packs are for everybody, of what is
/// assigned there is one at most.
fn of_holder(
    catalog: &Catalog,
    subscriptions: &[Subscription],
    held: &[(SubscriptionId, Option<AddOnId>)],
) -> Vec<Subscription> {
    let holds = |sub: &Subscription, add_on: &Option<AddOnId>| {
        held.iter().any(|(id, held)| *id == sub.id && held == add_on)
    };
    let is_pack = |add_on: &Option<AddOnId>| {
        let found = add_on.as_ref().and_then(|id| catalog.add_on(id));
        found.is_some_and(|found| found.unit == AddOnUnit::Pack)
    };
    let theirs = subscriptions.iter().filter(|sub| holds(sub, &None));
    theirs
        .cloned()
        .map(|mut sub| {
            let all = std::mem::take(&mut sub.items);
            let mine = |item: &SubscribedItem| is_pack(&item.add_on) || holds(&sub, &item.add_on);
            sub.items = all.into_iter().filter(mine).collect();
            sub
        })
        .collect()
}

/// Which of `subscriptions` gives the most attendees of webinars; none when none does.
fn webinars(catalog: &Catalog, subscriptions: &[Subscription]) -> Option<String> {
    let attendees = |sub: &Subscription| {
        let held = holding(catalog, sub).map(|held| entitlements_of(&[held]));
        held.map(|allowed| allowed.attendees_max).filter(|most| *most > 0)
    };
    let with = subscriptions.iter().filter_map(|sub| Some((attendees(sub)?, sub)));
    with.max_by_key(|(most, _)| *most).map(|(_, sub)| sub.name())
}

/// Megabytes of recordings an account may keep: what the free tier gives once, what each plan gives
/// for each of its seats, and its packs (A4, F5).
pub(crate) fn storage_mb(catalog: &Catalog, subscriptions: &[Subscription]) -> u64 {
    let (_, free) = catalog.free_plan();
    let of_one = |sub: &Subscription| {
        let held = holding(catalog, sub)?;
        let seats = held.tier.entitlements.recording_storage_mb;
        let seats = seats.saturating_mul(u64::from(sub.seats()));
        let packs = held
            .add_ons
            .iter()
            .map(|(add_on, quantity)| add_on.entitlements(*quantity).recording_storage_mb);
        Some(packs.fold(seats, u64::saturating_add))
    };
    let all = subscriptions.iter().filter_map(of_one);
    all.fold(free.entitlements.recording_storage_mb, u64::saturating_add)
}

/// What `subscriptions` and the free tier allow together.
pub(crate) fn allowed(catalog: &Catalog, subscriptions: &[Subscription]) -> Entitlements {
    let (_, free) = catalog.free_plan();
    let mut holdings = vec![Holding { tier: free, add_ons: Vec::new() }];
    holdings.extend(subscriptions.iter().filter_map(|sub| holding(catalog, sub)));
    entitlements_of(&holdings)
}

/// What a subscription gives; none when it gives nothing now or its tier is not sold any more.
fn holding<'c>(catalog: &'c Catalog, sub: &Subscription) -> Option<Holding<'c>> {
    if !sub.state.entitles() {
        return None;
    }
    let tier = catalog.tier(&sub.product, &sub.tier)?;
    let add_ons: Vec<(&AddOn, u32)> = sub
        .items
        .iter()
        .filter_map(|item| Some((catalog.add_on(item.add_on.as_ref()?)?, item.quantity)))
        .collect();
    Some(Holding { tier, add_ons })
}

/// "Meetings Pro, 8 organizers" in `locale`.
pub async fn summary(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    locale: &Locale,
) -> Result<String, StoreError> {
    let plan = in_force(app, tx, account, locale).await?;
    Ok(with_seats(app, locale, &plan.name, plan.seats))
}

/// `plan` and its seats, as `summary` says them.
pub fn with_seats(app: &App, locale: &Locale, plan: &str, seats: u32) -> String {
    let args = Args::new().with("plan", plan).with("seats", seats);
    app.texts.get(locale, "plan-with-seats", &args)
}
