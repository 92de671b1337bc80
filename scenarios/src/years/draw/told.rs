//! A life told by hand: three accounts in seven months that reach what chance seldom brings together.
//!
//! The gate plays it, so that no state of other people in an account, of dunned amounts, transfers
//! and exemptions goes unseen between two nights.

use jiff::civil::date;
use units::{Currency, Interval, Timestamp, Zone};

use crate::years::bank::Habit;
use crate::years::plan::{Again, At, Back, Extras, Figure, Plan, Rule, Step, Want, What};

/// What it must reach.
pub const REACHES: [&str; 38] = [
    "retried by dunning",
    "retried for what was left",
    "paid after the end",
    "unserved given back",
    "transferred in part",
    "transferred in full",
    "transferred too much",
    "transfer while a payment was under way",
    "exemption granted",
    "tax given back",
    "renewed without tax",
    "exemption ran out",
    "taxed again",
    "part of thirty days",
    "somebody invited",
    "invitation accepted",
    "invitation ran out",
    "licence given",
    "licences given at once",
    "no licence free",
    "no licence after the renewal",
    "licence taken back",
    "fewer than are assigned",
    "licence lost at once",
    "licence lost at the renewal",
    "licences handed on",
    "came back with its holders",
    "sent again",
    "sent again long after",
    "sent again with something else asked",
    "sent by somebody else",
    "found after it was cut off",
    "payment sent back",
    "payment sent back in part",
    "more than is left",
    "open again",
    "paid again",
    "sent back to what has ended",
];

/// Points from the press of an order's button to the call of the bank.
const PLACED: u64 = 16;

/// The plan of it; `even`: halves are rounded to the even neighbour.
pub fn told(even: bool) -> Plan {
    let figure = Figure {
        zone: "UTC".to_owned(),
        locale: "en".to_owned(),
        country: "DE".to_owned(),
        currency: Currency::EUR,
        vat_id: None,
    };
    let mut steps = of_licences();
    steps.extend(of_money());
    steps.extend(of_repeats());
    steps.sort_by_key(|step| step.at);
    let mut rules = vec![Rule::Dunning, Rule::Month30];
    rules.extend(Some(Rule::HalfEven).filter(|_| even));
    let (begins, ends) = (at(3, 1, 0), at(10, 5, 0));
    Plan {
        seed: 7,
        begins,
        ends,
        people: vec![figure.clone(), figure.clone(), figure],
        rules,
        steps,
    }
}

fn at(month: i8, day: i8, hour: i64) -> Timestamp {
    Zone::utc().start_of_day(date(2027, month, day)).plus_hours(hour)
}

fn told_of(steps: Vec<(Timestamp, What)>) -> Vec<Step> {
    steps.into_iter().map(|(at, what)| Step { at, what }).collect()
}

fn order(person: usize, (product, tier): (&str, &str), seats: u32) -> What {
    let (product, tier, interval) = (product.to_owned(), tier.to_owned(), Interval::Monthly);
    let (clicks, wait_s, extras) = (1, 60, Extras::default());
    What::Order { person, product, tier, interval, seats, clicks, wait_s, extras }
}

fn change(want: Want) -> What {
    What::Change { person: 0, of: 0, want, clicks: 1, wait_s: 60 }
}

fn seats(seats: u32, when: At) -> What {
    change(Want::Seats { seats, when })
}

/// The first account: guests and their seats, and no tax for a while.
fn of_licences() -> Vec<Step> {
    let person = 0;
    let invite = |guest, seat| What::Invite { person, guest, seat };
    let give = |guests| What::Assign { person, of: 0, guests };
    let take = |guest| What::TakeBack { person, of: 0, guest };
    let (product, tier) = ("webinars".to_owned(), "pro".to_owned());
    told_of(vec![
        (at(3, 1, 1), What::SignUp { person, tabs: 1 }),
        (at(3, 1, 3), What::KeepCard { person, habit: Habit::Pays }),
        (at(3, 1, 5), order(person, ("meetings", "pro"), 3)),
        (at(3, 2, 1), invite(1, Some(0))),
        (at(3, 2, 2), invite(2, Some(0))),
        (at(3, 2, 3), invite(3, Some(0))),
        // Nobody answers this one.
        (at(3, 2, 4), invite(4, None)),
        (at(3, 3, 1), What::Join { person, guest: 1 }),
        (at(3, 3, 2), What::Join { person, guest: 2 }),
        (at(3, 4, 1), take(2)),
        (at(3, 5, 1), give(vec![1, 2])),
        (at(3, 11, 1), seats(2, At::Now)),
        (at(3, 13, 1), seats(1, At::Renewal)),
        (at(3, 14, 1), take(1)),
        (at(3, 14, 2), give(vec![2])),
        (at(3, 20, 1), What::Exempt { person, days: Some(30), granted: true }),
        (at(4, 10, 1), seats(3, At::Now)),
        (at(4, 11, 1), give(vec![1])),
        (at(4, 11, 2), give(vec![2])),
        (at(4, 15, 1), seats(2, At::Renewal)),
        (at(5, 4, 1), change(Want::CancelNow { back: Back::ToBalance })),
        (at(5, 5, 1), change(Want::Resume)),
        (at(5, 28, 1), change(Want::Swap { product, tier, annual: false, seats: 3 })),
        (at(6, 10, 1), What::Exempt { person, days: None, granted: true }),
        (at(6, 15, 1), What::Unexempt { person }),
    ])
}

/// The second account: cards that fail, and what comes all the same.
fn of_money() -> Vec<Step> {
    let person = 1;
    let fails = |days| What::CardFails { person, days, hard: false };
    let comes = |percent| What::Transfer { person, percent, clicks: 1 };
    told_of(vec![
        (at(3, 1, 2), What::SignUp { person, tabs: 1 }),
        (at(3, 1, 4), What::KeepCard { person, habit: Habit::Pays }),
        (at(3, 1, 6), order(person, ("meetings", "plus"), 2)),
        (at(3, 25, 1), fails(85)),
        (at(4, 3, 1), comes(60)),
        // It has ended on the last of May.
        (at(6, 20, 1), What::PayInvoice { person, clicks: 1 }),
        (at(6, 27, 1), order(person, ("webinars", "pro"), 1)),
        (at(7, 20, 1), fails(60)),
        (at(7, 28, 1), comes(100)),
        (at(8, 28, 1), comes(130)),
        (at(9, 20, 1), What::KeepCard { person, habit: Habit::Pending }),
        (at(9, 27, 2), comes(100)),
    ])
}

/// The third account: what is sent once more, and payments that an operator sends back.
fn of_repeats() -> Vec<Step> {
    let person = 2;
    let again = |back, how| What::Repeat { person, back, how };
    let back = |of, percent, clicks| What::SendBack { person, of, percent, clicks };
    let pays = What::PayInvoice { person, clicks: 1 };
    let ends = Want::CancelNow { back: Back::Nowhere };
    let ends = What::Change { person, of: 0, want: ends, clicks: 1, wait_s: 60 };
    told_of(vec![
        (at(3, 1, 7), What::SignUp { person, tabs: 1 }),
        (at(3, 1, 8), What::KeepCard { person, habit: Habit::Pays }),
        // The process dies when the order is placed, and its card is about to be charged.
        (at(3, 1, 9).plus_seconds(59), What::Crash { after: PLACED }),
        (at(3, 1, 9), order(person, ("meetings", "pro"), 2)),
        (at(3, 2, 5), again(0, Again::Alike)),
        (at(3, 2, 6), again(0, Again::Otherwise)),
        (at(3, 2, 7), again(0, Again::BySomebodyElse)),
        // Two operators at once, one of whom presses twice.
        (at(3, 10, 5), back(0, 100, 2)),
        (at(3, 10, 5), back(0, 100, 1)),
        (at(3, 14, 5), pays),
        (at(3, 16, 5), again(0, Again::Alike)),
        (at(3, 16, 6), again(0, Again::Otherwise)),
        (at(3, 20, 5), back(0, 40, 1)),
        (at(3, 25, 5), What::Transfer { person, percent: 100, clicks: 2 }),
        (at(3, 26, 5), again(0, Again::Alike)),
        (at(3, 26, 6), again(0, Again::Otherwise)),
        (at(4, 10, 5), ends),
        (at(4, 12, 5), back(0, 100, 1)),
        (at(5, 20, 5), again(0, Again::Alike)),
        (at(5, 20, 6), again(9, Again::Alike)),
    ])
}
