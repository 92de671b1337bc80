//! An account's subscriptions as they must be by now, from what happened to them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use units::Timestamp;
use units::id::{OrderId, PersonId};

use super::change::Terms;
use super::contract::Contract;
use super::{Deal, Deals, Line, Wants};
use crate::years::plan::{Rule, Want};
use crate::years::prices::Prices;

/// Something that happened to a subscription, named by the order that opened it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fact {
    /// An order was carried out that buys or tries.
    Bought(OrderId),
    /// An order was carried out that changes something, as it was seen at that moment.
    Changed(OrderId, Timestamp),
    Suspended(OrderId),
    Restored(OrderId),
    /// It ended because nobody paid.
    EndedUnpaid(OrderId),
    /// An invoice of these lines is paid; if it is too late, what was not served from that day on
    /// comes back.
    Paid(OrderId, Date, Vec<Line>),
    /// An exemption was granted for these days, or the one for them is done without.
    Exempted(Date, Option<Date>),
    Taxed(Date, Option<Date>),
    /// Somebody was given a seat.
    Given(OrderId, PersonId),
    /// Somebody's seat was taken; whether anybody had asked for that.
    Taken(OrderId, PersonId, bool),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Happened {
    pub at: Timestamp,
    pub fact: Fact,
}

/// How often the trail must say what; periods that began with a change are `fresh periods`.
pub type Tally = BTreeMap<&'static str, usize>;

/// Plays what happened, in order of time, and everything that falls due by `now`. Who never
/// ordered what happened is an error.
pub fn replay(
    (deals, wants): (&Deals, &Wants),
    (rules, rates): (&[Rule], &Prices),
    happened: &[Happened],
    now: Timestamp,
) -> Result<(BTreeMap<OrderId, Contract>, Tally), String> {
    let mut contracts: BTreeMap<OrderId, Contract> = BTreeMap::new();
    let mut tally = Tally::new();
    let mut exempt: Vec<(Date, Option<Date>)> = Vec::new();
    for Happened { at, fact } in happened {
        let unknown = || format!("nobody asked for {fact:?}");
        let (of, asked) = match fact {
            Fact::Bought(order) => {
                let deal = deals.get(order).ok_or_else(unknown)?;
                let deal = Deal { exempt: exempt.clone(), ..deal.clone() };
                contracts.insert(*order, Contract::open(&deal));
                continue;
            }
            Fact::Exempted(from, to) => {
                exempt.push((*from, *to));
                for contract in contracts.values_mut() {
                    contract.advance(*at, rates);
                    contract.exempt((*from, *to));
                }
                continue;
            }
            Fact::Taxed(from, to) => {
                exempt.retain(|days| *days != (*from, *to));
                for contract in contracts.values_mut() {
                    contract.advance(*at, rates);
                    contract.exempt.clone_from(&exempt);
                }
                continue;
            }
            Fact::Changed(order, _) => {
                let asked = wants.get(order).ok_or_else(unknown)?;
                (&asked.of, Some((order, asked)))
            }
            Fact::Suspended(of) | Fact::Restored(of) | Fact::EndedUnpaid(of) => (of, None),
            Fact::Paid(of, ..) | Fact::Given(of, _) | Fact::Taken(of, ..) => (of, None),
        };
        let contract = contracts.get_mut(of).ok_or_else(unknown)?;
        match (fact, asked) {
            (Fact::Changed(_, as_of), Some((order, asked))) => {
                contract.advance(*as_of, rates);
                let terms = Terms { as_of: *as_of, rules, rates };
                let periods = contract.periods.len();
                let opened = contract.apply(asked, terms);
                *tally.entry("fresh periods").or_default() += contract.periods.len() - periods;
                *tally.entry(action(&asked.want, contract)).or_default() += 1;
                if let Some(opened) = opened {
                    contracts.insert(*order, opened);
                }
            }
            _ => befalls(contract, fact, *at, rates)?,
        }
    }
    for contract in contracts.values_mut() {
        contract.advance(now, rates);
    }
    Ok((contracts, tally))
}

/// What happens to a contract without anybody's wish for another one.
fn befalls(
    contract: &mut Contract,
    fact: &Fact,
    at: Timestamp,
    rates: &Prices,
) -> Result<(), String> {
    match fact {
        Fact::Suspended(_) => {
            contract.advance(at, rates);
            contract.suspended = true;
        }
        Fact::Restored(_) => contract.suspended = false,
        Fact::Paid(_, cut, lines) if contract.ended && contract.ended_unserved => {
            contract.billed.give_unserved_back(lines, *cut);
        }
        Fact::Paid(..) => {}
        Fact::Given(_, person) => {
            contract.advance(at, rates);
            contract.give_seat(*person)?;
        }
        Fact::Taken(_, person, asked) => {
            contract.advance(at, rates);
            contract.take_seat(*person, *asked)?;
        }
        _ => {
            contract.end();
            contract.suspended = false;
            contract.ends_on = Some(contract.zone.date(at));
        }
    }
    Ok(())
}

/// What the trail calls it.
fn action(want: &Want, after: &Contract) -> &'static str {
    match want {
        Want::Cancel | Want::CancelWithPromise => "subscription.cancelled",
        Want::CancelNow { .. } => "ended at once",
        Want::Withdraw => "subscription.withdrawn",
        Want::Resume => "subscription.resumed",
        Want::EndTrial => "trial ended at once",
        Want::KeepAfterTrial => "subscription.trial_kept",
        Want::Swap { .. } => "subscription.swapped",
        _ if after.planned.is_some() => "subscription.change_planned",
        _ => "subscription.changed",
    }
}
