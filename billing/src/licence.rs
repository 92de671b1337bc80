//! Licences: a seat, or a licence of an add-on, assigned to a person (E1, A4, I-12).
//!
//! One rule: who would be without a licence when fewer are bought is named before it happens.
//! Not known here: who may assign, and whether the holder has come yet or is invited only.

use catalog::AddOnId;
use serde::{Deserialize, Serialize};
use units::id::PersonId;

use crate::subscription::SubscribedItem;

/// Somebody's licence of one item of a subscription.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Licence {
    /// None: a seat of the tier.
    pub add_on: Option<AddOnId>,
    pub person: PersonId,
    /// What the person is called, or else their address.
    pub name: String,
}

/// Who is chosen to lose a licence.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Loser {
    pub person: PersonId,
    /// None: a seat.
    #[serde(default)]
    pub add_on: Option<AddOnId>,
}

/// More people hold an item than there would be of it, and who loses theirs is not chosen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StillAssigned {
    pub add_on: Option<AddOnId>,
    pub wanted: u32,
    pub holders: Vec<Licence>,
}

impl StillAssigned {
    pub fn assigned(&self) -> u32 {
        count(self.holders.len())
    }

    /// How many must be chosen.
    pub fn too_many(&self) -> u32 {
        self.assigned().saturating_sub(self.wanted)
    }
}

/// How many of `add_on`, or seats, there are among `items`.
pub fn quantity(items: &[SubscribedItem], add_on: Option<&AddOnId>) -> u32 {
    items.iter().find(|item| item.add_on.as_ref() == add_on).map_or(0, |item| item.quantity)
}

/// Which of `held` are lost when `items` is all there is. Of an item that goes altogether everybody
/// loses theirs; of one that becomes less, exactly so many must be among `chosen` as are too many.
/// Who is chosen without need keeps theirs.
pub fn losing(
    held: &[Licence],
    chosen: &[Loser],
    items: &[SubscribedItem],
) -> Result<Vec<Licence>, StillAssigned> {
    let mut kinds: Vec<Option<&AddOnId>> = held.iter().map(|each| each.add_on.as_ref()).collect();
    kinds.sort();
    kinds.dedup();
    let mut lost = Vec::new();
    for add_on in kinds {
        let holders = held.iter().filter(|each| each.add_on.as_ref() == add_on);
        let holders: Vec<Licence> = holders.cloned().collect();
        let wanted = quantity(items, add_on);
        let is_chosen = |each: &&Licence| {
            wanted == 0
                || chosen.iter().any(|one| one.person == each.person && one.add_on == each.add_on)
        };
        let still = StillAssigned { add_on: add_on.cloned(), wanted, holders };
        if still.too_many() == 0 {
            continue;
        }
        let losers: Vec<Licence> = still.holders.iter().filter(is_chosen).cloned().collect();
        if count(losers.len()) != still.too_many() {
            return Err(still);
        }
        lost.extend(losers);
    }
    Ok(lost)
}

/// Why one more cannot be assigned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoneFree {
    /// All that are bought are assigned.
    Now { bought: u32, assigned: u32 },
    /// One is free, but not after the change that is planned.
    Planned { planned: u32 },
}

/// May one more of an item be assigned? `bought` of it, `planned` from the next renewal on; `held`
/// are its licences, of which `losing` end with that renewal (I-12).
pub fn one_more(
    bought: u32,
    planned: Option<u32>,
    held: &[Licence],
    losing: &[Licence],
) -> Result<(), NoneFree> {
    let assigned = count(held.len());
    if assigned >= bought {
        return Err(NoneFree::Now { bought, assigned });
    }
    let lost = |each: &&Licence| losing.iter().any(|lost| same(lost, each));
    let staying = assigned.saturating_sub(count(held.iter().filter(lost).count()));
    match planned {
        Some(planned) if staying >= planned => Err(NoneFree::Planned { planned }),
        _ => Ok(()),
    }
}

fn same(a: &Licence, b: &Licence) -> bool {
    a.person == b.person && a.add_on == b.add_on
}

fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use units::{Currency, Id, Money, Timestamp};

    use super::*;

    fn holder(number: u8) -> Licence {
        let mut random = [0; 10];
        random[9] = number;
        let person = Id::from_parts(Timestamp::from_seconds(0), random);
        Licence { add_on: None, person, name: format!("Person {number}") }
    }

    fn seats(quantity: u32) -> Vec<SubscribedItem> {
        let unit = Money::new(1_000, Currency::EUR);
        vec![SubscribedItem { add_on: None, name: "Pro".to_owned(), quantity, unit }]
    }

    fn loser(number: u8) -> Loser {
        Loser { person: holder(number).person, add_on: None }
    }

    /// eight assigned, five wanted.
    #[test]
    fn exactly_those_who_are_too_many_are_chosen() {
        let held: Vec<Licence> = (1..=8).map(holder).collect();
        let none = losing(&held, &[], &seats(5)).expect_err("nobody is chosen");
        assert_eq!((none.assigned(), none.wanted, none.too_many()), (8, 5, 3));
        let two = [loser(1), loser(2)];
        assert!(losing(&held, &two, &seats(5)).is_err());
        let strangers = [loser(1), loser(2), loser(9)];
        assert!(losing(&held, &strangers, &seats(5)).is_err());
        let three = [loser(6), loser(2), loser(8)];
        let lost = losing(&held, &three, &seats(5)).expect("three lose theirs");
        assert_eq!(lost, [holder(2), holder(6), holder(8)]);
        assert_eq!(losing(&held, &three, &seats(8)), Ok(Vec::new()), "nobody needs to");
        assert_eq!(losing(&held, &[], &[]), Ok(held), "everybody");
    }

    #[test]
    fn one_more_needs_a_free_one_now_and_after_what_is_planned() {
        let held: Vec<Licence> = (1..=5).map(holder).collect();
        assert_eq!(one_more(5, None, &held, &[]), Err(NoneFree::Now { bought: 5, assigned: 5 }));
        assert_eq!(one_more(6, None, &held, &[]), Ok(()));
        assert_eq!(one_more(6, Some(5), &held, &[]), Err(NoneFree::Planned { planned: 5 }));
        assert_eq!(one_more(6, Some(5), &held, &[holder(3)]), Ok(()));
        assert_eq!(
            one_more(6, Some(5), &held, &[holder(9)]),
            Err(NoneFree::Planned { planned: 5 })
        );
    }
}
