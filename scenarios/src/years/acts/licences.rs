//! People of an account and their seats: invited, given one, without it again (E1, A4, I-12).

use std::collections::BTreeSet;
use std::sync::Arc;

use app::invitations::{Accept, AcceptError, InviteError, NewInvitation, accept, invite, revoke};
use app::licences::{ItemRef, LicenceError, assign, take};
use app::members::{MembersError, deactivate, reactivate};
use app::visitor::Visitor;
use app::{App, Who};
use people::roles::Role;
use store::StoreError;
use units::EmailAddress;
use units::id::PersonId;

use super::{PASSWORD, Said, Shared, nobody, scene};

/// Where a guest of somebody's account reads their mail.
pub fn guest_email(person: usize, guest: u32) -> String {
    format!("guest-{person}-{guest}@example.org")
}

/// The seats of the subscription in place `of`.
async fn seat(app: &App, who: &Who, of: u32) -> Result<Option<ItemRef>, StoreError> {
    let mut tx = app.store.read().await?;
    let subs = store::subscription::list(&mut tx, who.account()).await?;
    let place = usize::try_from(of).unwrap_or_default().checked_rem(subs.len());
    let sub = place.and_then(|place| subs.get(place));
    Ok(sub.map(|sub| ItemRef { subscription: sub.id, add_on: None }))
}

/// The guest's id; `true`: they have come.
async fn found(
    app: &App,
    who: &Who,
    (person, guest): (usize, u32),
) -> Result<Option<(PersonId, bool)>, StoreError> {
    if guest == 0 {
        return Ok(Some((who.person(), true)));
    }
    let email: EmailAddress = guest_email(person, guest).parse().expect("an address");
    let mut tx = app.store.read().await?;
    if let Some(known) = store::person::by_address(&mut tx, &email).await? {
        return Ok(Some((known.id, true)));
    }
    let open = store::invitation::open_for(&mut tx, who.account(), &email).await?;
    Ok(open.map(|open| (open.id, false)))
}

pub async fn invites(
    app: Arc<App>,
    shared: Shared,
    (person, guest): (usize, u32),
    of: Option<u32>,
) -> Said {
    let Some((who, _)) = scene(&shared).person(person) else { return nobody() };
    let tried = async {
        let mut licences = Vec::new();
        if let Some(of) = of {
            licences.extend(seat(&app, &who, of).await?);
        }
        let (email, name) = (guest_email(person, guest), String::new());
        let roles = BTreeSet::from([Role::Host]);
        invite(&app, &who, &NewInvitation { email, name, roles, licences }).await?;
        scene(&shared).counts.reach("somebody invited");
        Ok("invited")
    };
    match tried.await {
        Ok(text) => Said::done(text),
        Err(InviteError::Store(error)) => Said::again(&error),
        Err(InviteError::Licence(error)) => refused(&shared, &error),
        Err(error) => Said::done(error.code()),
    }
}

/// A refusal of a licence, counted.
fn refused(shared: &Shared, error: &LicenceError) -> Said {
    match error {
        LicenceError::Store(error) => return Said::again(error),
        LicenceError::NoneFree { .. } => scene(shared).counts.reach("no licence free"),
        LicenceError::PlannedFewer { .. } => {
            scene(shared).counts.reach("no licence after the renewal");
        }
        _ => {}
    }
    Said::done(error.code())
}

pub async fn joins(app: Arc<App>, shared: Shared, (person, guest): (usize, u32)) -> Said {
    let token = scene(&shared).invited.get(&guest_email(person, guest)).cloned();
    let Some(token) = token else { return Said::done("no mail yet") };
    let (name, password) = ("Grace Example".to_owned(), PASSWORD.to_owned());
    let locale = "en".parse().expect("a language");
    let chosen = Accept { name, password, locale };
    match accept(&app, &token, &chosen, &Visitor::house(), None).await {
        Ok(_) => {
            scene(&shared).counts.reach("invitation accepted");
            Said::done("joined")
        }
        Err(AcceptError::Store(error)) => Said::again(&error),
        Err(error) => Said::done(error.code()),
    }
}

pub async fn assigns(
    app: Arc<App>,
    shared: Shared,
    (person, guest): (usize, u32),
    of: u32,
) -> Said {
    let Some((who, _)) = scene(&shared).person(person) else { return nobody() };
    let tried = async {
        let whom = found(&app, &who, (person, guest)).await?;
        let (Some(item), Some((whom, _))) = (seat(&app, &who, of).await?, whom) else {
            return Ok("nothing, or nobody");
        };
        assign(&app, &who, &item, whom).await?;
        Ok("assigned")
    };
    match tried.await {
        Ok(text) => Said::done(text),
        Err(error) => refused(&shared, &error),
    }
}

pub async fn takes_back(
    app: Arc<App>,
    shared: Shared,
    (person, guest): (usize, u32),
    of: u32,
) -> Said {
    let Some((who, _)) = scene(&shared).person(person) else { return nobody() };
    let tried = async {
        let whom = found(&app, &who, (person, guest)).await?;
        let (Some(item), Some((whom, _))) = (seat(&app, &who, of).await?, whom) else {
            return Ok("nothing, or nobody");
        };
        scene(&shared).taken_from.insert(whom);
        take(&app, &who, &item, whom).await?;
        Ok("taken")
    };
    match tried.await {
        Ok(text) => Said::done(text),
        Err(error) => refused(&shared, &error),
    }
}

/// Deactivates somebody, or takes their invitation back.
pub async fn removes(app: Arc<App>, shared: Shared, (person, guest): (usize, u32)) -> Said {
    let Some((who, _)) = scene(&shared).person(person) else { return nobody() };
    let whom = match found(&app, &who, (person, guest)).await {
        Ok(Some(whom)) => whom,
        Ok(None) => return Said::done("nobody"),
        Err(error) => return Said::again(&error),
    };
    scene(&shared).taken_from.insert(whom.0);
    if !whom.1 {
        return match revoke(&app, &who, whom.0).await {
            Ok(()) => Said::done("revoked"),
            Err(InviteError::Store(error)) => Said::again(&error),
            Err(error) => Said::done(error.code()),
        };
    }
    match deactivate(&app, &who, whom.0).await {
        Ok(()) => Said::done("deactivated"),
        Err(MembersError::Store(error)) => Said::again(&error),
        Err(error) => Said::done(error.code()),
    }
}

pub async fn readmits(app: Arc<App>, shared: Shared, (person, guest): (usize, u32)) -> Said {
    let Some((who, _)) = scene(&shared).person(person) else { return nobody() };
    let whom = match found(&app, &who, (person, guest)).await {
        Ok(Some((whom, true))) => whom,
        Ok(_) => return Said::done("nobody"),
        Err(error) => return Said::again(&error),
    };
    match reactivate(&app, &who, whom).await {
        Ok(()) => Said::done("in again"),
        Err(MembersError::Store(error)) => Said::again(&error),
        Err(error) => Said::done(error.code()),
    }
}
