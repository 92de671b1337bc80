//! Owners and billing contacts read some days before that a subscription renews, if they want that
//! (F10, E9a, docs/decisions/0052).
//!
//! One walk for the whole deployment over the renewals that are due soon: a subscription has no
//! work of its own for it, and renewing costs nothing more. How far the walk came is kept with the
//! mails.

use billing::order::tax_of_sale;
use billing::renewal;
use billing::subscription::{Subscription, SubscriptionState};
use mail::contexts;
use people::profile::Notification;
use people::roles::Role;
use serde::{Deserialize, Serialize};
use store::due::{Lane, NewDue};
use store::reminder_place::{self, Place};
use store::{StoreError, Tx};
use units::Timestamp;

use crate::app::App;
use crate::effects::SubscriptionRef;
use crate::outbox::{self, Enclosed};
use crate::policy::mails;
use crate::sign_up::envelope_of;
use crate::work::Outcome;

/// Days between the mail and the renewal.
pub const DAYS_BEFORE: i64 = 7;
/// Renewals looked at by one transaction.
const AT_ONCE: u32 = 100;
/// Longest time between two looks: new subscriptions renew later than that, or too soon for a mail.
const LOOKS_EVERY_DAYS: i64 = 7;

/// There is one such work for the deployment, and nothing to say about it.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Walk {}

/// Plans the walk, unless it is there.
pub(crate) async fn ensure(app: &App, tx: &mut Tx, now: Timestamp) -> Result<(), StoreError> {
    let work = NewDue {
        id: app.id(),
        account: None,
        kind: "renewal_reminders",
        key: "all".to_owned(),
        payload: &Walk {},
        due_at: now,
        now,
    };
    store::due::add_all(tx, vec![work.row(Lane::Background)]).await
}

/// Due work: reminds of some renewals that come, and says when to look again.
pub async fn run(app: &App, _: &Walk) -> Outcome {
    match walk(app).await {
        Ok(next) => Outcome::At(next),
        Err(error) => error.into(),
    }
}

async fn walk(app: &App) -> Result<Timestamp, StoreError> {
    let now = app.now();
    let until = now.plus_days(DAYS_BEFORE);
    let mut tx = app.store.begin().await?;
    // The first walk begins here: what renews within the week has nobody reminded of it.
    let place = reminder_place::lock(&mut tx).await?;
    let place = place.unwrap_or(Place { at: until, after: String::new() });
    let coming = store::due::renewals_after(&mut tx, (place.at, &place.after), AT_ONCE).await?;
    let soon = coming.iter().filter(|due| due.due_at <= until).count();
    for due in coming.iter().take(soon) {
        let renewing: SubscriptionRef = due.payload()?;
        remind(app, &mut tx, &renewing).await?;
    }
    let last = coming.iter().take(soon).next_back();
    let place = last.map_or(place, |due| Place { at: due.due_at, after: due.id.to_string() });
    reminder_place::set(&mut tx, &place).await?;
    tx.commit().await?;
    let latest = now.plus_days(LOOKS_EVERY_DAYS);
    let next = coming.get(soon).map(|due| due.due_at.plus_days(-DAYS_BEFORE));
    Ok(match u32::try_from(soon).is_ok_and(|soon| soon < AT_ONCE) {
        true => next.map_or(latest, |next| next.max(now).min(latest)),
        false => now,
    })
}

/// Writes to those who want it; of what does not renew, or takes nothing, nobody is reminded.
async fn remind(app: &App, tx: &mut Tx, renewing: &SubscriptionRef) -> Result<(), StoreError> {
    let SubscriptionRef { account, subscription } = *renewing;
    let found = store::subscription::find(tx, account, subscription).await?;
    let Some(sub) = found.filter(|sub| sub.state == SubscriptionState::Active) else {
        return Ok(());
    };
    let Some(charge) = charge(app, tx, &sub).await? else { return Ok(()) };
    let method = store::payment_method::list(tx, account).await?.into_iter().next();
    for id in store::member::with_roles(tx, account, &[Role::Owner, Role::BillingContact]).await? {
        let Some(person) = store::person::find(tx, account, id).await? else { continue };
        if !mails::wants(tx, &person, Notification::RenewalReminders).await? {
            continue;
        }
        let paid_with = method.as_ref();
        let says = contexts::RenewalReminder {
            plan: crate::plan::with_seats(app, &person.locale, &sub.name(), sub.seats()),
            next: charge.clone(),
            paid_with: paid_with.map(|method| outbox::card_words(app, &person.locale, method)),
            link: app.config.portal_url(&format!("/subscriptions/{}", sub.id)),
        };
        outbox::queue(app, tx, &envelope_of(&person), &says, Enclosed::default()).await?;
    }
    Ok(())
}

async fn charge(
    app: &App,
    tx: &mut Tx,
    sub: &Subscription,
) -> Result<Option<contexts::NextCharge>, StoreError> {
    let account = store::account::find(tx, sub.account).await?;
    let Some(account) = account else { return Ok(None) };
    let Some(buyer) = &account.buyer else { return Ok(None) };
    let published = app.catalog(tx).await?;
    let tax = tax_of_sale(&published.catalog, buyer, &account.exemptions, sub.renews_on());
    let charge = renewal::next_charge(sub, tax).filter(|charge| charge.amount.minor > 0);
    Ok(charge.map(|charge| contexts::NextCharge { date: charge.on, amount: charge.amount }))
}
