//! What the host's plan and account allow in a meeting, and which plan allows more (A2).

use catalog::Limit;
use meetings::{Draft, Limits};
use store::{StoreError, Tx};
use units::Locale;
use units::id::{AccountId, PersonId};

use crate::app::App;

/// How long, and how many.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Size {
    pub minutes: u32,
    /// The host counts.
    pub people: u32,
}

impl Size {
    /// As large as `draft` asks, as far as its numbers make sense.
    pub fn asked(draft: &Draft) -> Size {
        let minutes = draft.duration_minutes.and_then(|asked| u32::try_from(asked).ok());
        let others = draft.invitees.len() + draft.alternate_hosts.len();
        Size {
            minutes: minutes.unwrap_or_default(),
            people: u32::try_from(others).unwrap_or(u32::MAX).saturating_add(1),
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
    let (product, _) = published.catalog.free_plan();
    let lifted_by = |limit: Limit| {
        published.catalog.lifts(&product.id, limit).map(|tier| tier.name.get(locale).to_owned())
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
        password: policy.meeting_password(),
    })
}
