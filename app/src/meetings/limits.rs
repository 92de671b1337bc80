//! What the host's plan and account allow in a meeting or webinar, and which plan allows more (A2).

use catalog::{Catalog, Limit, Offer};
use meetings::{Draft, Kind, Limits};
use store::{StoreError, Tx};
use units::Locale;
use units::id::{AccountId, PersonId};

use crate::app::App;

/// Of what kind, how long, and how many.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Size {
    pub kind: Kind,
    pub minutes: u32,
    /// The host counts; of a webinar those who watch alone.
    pub people: u32,
}

impl Size {
    /// As small as one of `kind` can be.
    pub fn least(kind: Kind) -> Size {
        Size { kind, minutes: 0, people: 1 }
    }

    /// As large as `draft` of `kind` asks, as far as its numbers make sense.
    pub fn asked(draft: &Draft, kind: Kind) -> Size {
        let minutes = draft.duration_minutes.and_then(|asked| u32::try_from(asked).ok());
        let people = match kind {
            Kind::Meeting => draft.invitees.len() + draft.alternate_hosts.len() + 1,
            Kind::Webinar => draft.invitees.len().max(1),
        };
        Size {
            kind,
            minutes: minutes.unwrap_or_default(),
            people: u32::try_from(people).unwrap_or(u32::MAX),
        }
    }
}

/// The limits of the plan of `host`, a person of `account`, and what is decided for them (E9). The
/// plans that lift them allow at least `asked`, and more than the present one; names are in
/// `locale`.
pub async fn load(
    app: &App,
    tx: &mut Tx,
    (account, host): (AccountId, PersonId),
    locale: &Locale,
    asked: Size,
) -> Result<Limits, StoreError> {
    let plan = crate::plan::of_person(app, tx, (account, host), locale).await?;
    let policy = store::policy::of_person(tx, account, host).await?;
    let published = app.catalog(tx).await?;
    let catalog = &published.catalog;
    let password = policy.meeting_password();
    if asked.kind.is_webinar() {
        let most = plan.entitlements.attendees_max;
        // No plan ends webinars; the account may.
        let (longest, shortened_by) = policy.longest_meeting(None);
        let wanted = asked.people.max(most.saturating_add(1));
        return Ok(Limits {
            plan: plan.webinars.unwrap_or(plan.name),
            longest_meeting_minutes: longest,
            shortened_by,
            longer_with: None,
            most_participants: Some(most),
            larger_with: more_attendees(catalog, most > 0, wanted, locale),
            registered: 0,
            password,
        });
    }
    let (product, _) = catalog.free_plan();
    let lifted_by = |limit: Limit| {
        catalog.lifts(&product.id, limit).map(|tier| tier.name.get(locale).to_owned())
    };
    let (longest, shortened_by) = policy.longest_meeting(plan.entitlements.meeting_minutes_max);
    let most = plan.entitlements.participants_max;
    // No plan lifts what the account has decided.
    let of_plan = longest.filter(|_| shortened_by.is_none());
    let longer = of_plan.map(|limit| asked.minutes.max(limit.saturating_add(1)));
    Ok(Limits {
        plan: plan.name,
        longest_meeting_minutes: longest,
        shortened_by,
        longer_with: longer.and_then(|minutes| lifted_by(Limit::meeting_minutes(minutes))),
        most_participants: Some(most),
        larger_with: lifted_by(Limit::participants(asked.people.max(most.saturating_add(1)))),
        registered: 0,
        password,
    })
}

/// What gives a webinar room for `wanted` attendees: a plan one can buy; for who `has` one already,
/// an add-on where no such plan does; then a plan by quote.
fn more_attendees(catalog: &Catalog, has: bool, wanted: u32, locale: &Locale) -> Option<String> {
    let limit = Limit::attendees(wanted);
    let lifts = catalog.products.iter().filter_map(|product| {
        let tier = catalog.lifts(&product.id, limit)?;
        Some((tier, format!("{} {}", product.name.get(locale), tier.name.get(locale))))
    });
    let plans: Vec<_> = lifts.collect();
    let bought = plans.iter().find(|(tier, _)| tier.offer != Offer::Quote);
    if let Some((_, name)) = bought {
        return Some(name.clone());
    }
    let add_ons = catalog.add_ons.iter().filter(|add_on| add_on.attendees_max >= wanted);
    let add_on = add_ons.min_by_key(|add_on| add_on.attendees_max).filter(|_| has);
    let add_on = add_on.map(|add_on| add_on.name.get(locale).to_owned());
    add_on.or_else(|| plans.first().map(|(_, name)| name.clone()))
}

/// Whether any plan has webinars.
pub async fn sells_webinars(app: &App) -> Result<bool, StoreError> {
    let mut tx = app.store.read().await?;
    sells(app, &mut tx).await
}

pub(super) async fn sells(app: &App, tx: &mut Tx) -> Result<bool, StoreError> {
    let published = app.catalog(tx).await?;
    let mut tiers = published.catalog.products.iter().flat_map(|product| &product.tiers);
    Ok(tiers.any(|tier| tier.entitlements.attendees_max > 0))
}
