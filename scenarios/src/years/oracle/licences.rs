//! Seats and who has them (I-12): never more than are bought, each with somebody who is there or is
//! invited, and with those alone whom the model has.

use std::collections::BTreeSet;

use billing::subscription::{Subscription, SubscriptionState};
use units::id::PersonId;

use crate::years::model::Contract;
use crate::years::oracle::{Books, Findings};
use crate::years::stage::Stage;

/// Holds at any instant; `quiet`: nobody is waited for any more whose time to come is over.
pub fn look(stage: &Stage, books: &Books, quiet: bool, findings: &mut Findings) {
    let now = stage.house.sky.now();
    let invited = books.invitations.iter();
    let invited = invited.filter(|invited| !quiet || invited.is_usable(now));
    let here: BTreeSet<PersonId> =
        books.active.iter().copied().chain(invited.map(|invited| invited.id)).collect();
    for sub in &books.subscriptions {
        let held = held(books, sub);
        let bought = usize::try_from(sub.seats()).unwrap_or_default();
        findings.rule("I-12", held.len() <= bought, || {
            format!("{} seats of {} are assigned, of {bought}", held.len(), sub.name())
        });
        let strangers: Vec<&PersonId> = held.iter().filter(|held| !here.contains(held)).collect();
        findings.rule("I-12", strangers.is_empty(), || {
            format!("{strangers:?} have a seat of {} and are not here", sub.name())
        });
        if let Some(planned) = &sub.scheduled {
            let stays =
                |person: &&PersonId| planned.losing.iter().all(|lost| lost.person != **person);
            let staying = held.iter().filter(stays).count();
            let seats = planned.items.iter().find(|item| item.add_on.is_none());
            let seats = seats.map_or(0, |item| usize::try_from(item.quantity).unwrap_or_default());
            findings.rule("I-12", staying <= seats, || {
                format!("{staying} stay, {seats} seats of {} are planned", sub.name())
            });
        }
    }
}

/// Who has a seat of `sub`.
fn held(books: &Books, sub: &Subscription) -> Vec<PersonId> {
    let of_it = books.licences.iter().filter(|(of, held)| *of == sub.id && held.add_on.is_none());
    of_it.map(|(_, held)| held.person).collect()
}

/// Whom the model has, and nobody else.
pub fn as_modelled(
    books: &Books,
    sub: &Subscription,
    contract: &Contract,
    findings: &mut Findings,
) {
    // The model may be ahead of a clock.
    if contract.ended && sub.state != SubscriptionState::Ended {
        return;
    }
    let ours: BTreeSet<PersonId> = held(books, sub).into_iter().collect();
    findings.rule("I-12", ours == contract.holders, || {
        format!("{} is {ours:?}'s, not {:?}'s", sub.name(), contract.holders)
    });
}
