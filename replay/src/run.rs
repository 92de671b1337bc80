//! A life file lived: accounts begin, events happen in order, the report is what follows.

use billing::change::When;
use billing::life::{Credit, Ends, Event, Life, LifeAccount, LifeTax, Pays, Wanted};
use billing::subscription::AfterTrial;
use catalog::{Catalog, CreditTo, Policy};
use units::{Currency, Money, Timestamp, Zone};

use crate::file::{self, File, What};
use crate::moment::Moment;
use crate::plans::Plans;
use crate::report::Report;
use crate::{Catalogs, Mistake};

/// The account the file itself is about.
const MAIN: &str = "main";

/// An event with its moment and whom it happens to.
struct Dated {
    at: Timestamp,
    account: usize,
    event: Event,
}

pub(crate) fn live(
    file: &File,
    catalogs: Catalogs<'_>,
    until: Option<Moment>,
) -> Result<Report, Mistake> {
    let currency = currency(&file.currency, "currency")?;
    let catalog = file.catalog.as_deref().map(|path| read_catalog(path, catalogs)).transpose()?;
    let policy = policy(file, catalog.as_ref())?;
    let accounts = accounts(file, currency, &policy)?;
    let mut events = events(file, &accounts, catalog.as_ref())?;
    let zone = accounts.first().map_or(Zone::utc(), |account| account.zone.clone());
    let until = until.map(|moment| moment.at(&zone));
    if let Some(until) = until {
        events.retain(|dated| dated.at <= until);
    }
    let begin = events.first().map(|dated| dated.at).or(until);
    let begin = begin.ok_or_else(|| Mistake::at("file", "it has no event"))?;
    let end = until.into_iter().chain(events.last().map(|dated| dated.at)).max().unwrap_or(begin);
    if end.seconds_since(begin) > YEARS_MAX * SECONDS_PER_YEAR {
        return Err(Mistake::at("file", format!("it lasts longer than {YEARS_MAX} years")));
    }
    let mut life = Life::begin(accounts, begin);
    for dated in &events {
        // A decline is a fact of the world, so it stands before what is charged at its moment.
        let fact = dated.event == Event::Decline;
        let before_due = fact && dated.at > life.now;
        life.live_to(if before_due { dated.at.plus_seconds(-1) } else { dated.at });
        life.happen(dated.account, &dated.event);
    }
    life.live_to(end);
    Ok(Report::of(&life))
}

/// Events of one life, at most.
const EVENTS_MAX: usize = 100_000;
/// From the first event to the end, at most.
const YEARS_MAX: i64 = 100;
const SECONDS_PER_YEAR: i64 = 366 * 86_400;
/// Seats and add-ons of one subscription, at most: amounts stay within 64 bits.
const QUANTITY_MAX: u32 = 1_000_000;

fn read_catalog(path: &str, catalogs: Catalogs<'_>) -> Result<Catalog, Mistake> {
    let text = catalogs(path).map_err(|reason| Mistake::at("catalog", reason))?;
    match Catalog::parse(path, &text) {
        Ok((catalog, _)) => Ok(catalog),
        Err(errors) => {
            let all: Vec<String> = errors.iter().map(ToString::to_string).collect();
            Err(Mistake::at("catalog", all.join("; ")))
        }
    }
}

fn currency(text: &str, place: &str) -> Result<Currency, Mistake> {
    text.parse().map_err(|error| Mistake::at(place, format!("{error}")))
}

fn zone(text: &str, place: &str) -> Result<Zone, Mistake> {
    text.parse().map_err(|error| Mistake::at(place, format!("{error}")))
}

/// The catalog's policy, and what the file says otherwise.
fn policy(file: &File, catalog: Option<&Catalog>) -> Result<Policy, Mistake> {
    let base = catalog.map(|catalog| catalog.policy.clone()).unwrap_or_default();
    let policy = file.policy.over(base);
    match policy.net_days {
        0..=NET_DAYS_MAX => Ok(policy),
        _ => Err(Mistake::at("policy", format!("net_days is 0 to {NET_DAYS_MAX}"))),
    }
}

const NET_DAYS_MAX: u32 = 365;

/// The file's own account first, then the others as they stand.
fn accounts(file: &File, own: Currency, policy: &Policy) -> Result<Vec<LifeAccount>, Mistake> {
    let own_zone = zone(&file.zone, "zone")?;
    let mut accounts =
        vec![LifeAccount::new(MAIN.to_owned(), own, own_zone.clone(), policy.clone())];
    for (index, other) in file.accounts.iter().enumerate() {
        let place = format!("account {}", index + 1);
        if accounts.iter().any(|account| account.name == other.name) {
            return Err(Mistake::at(place, format!("\"{}\" is there twice", other.name)));
        }
        let code = other.currency.as_deref().unwrap_or(own.code());
        let zone_name = other.zone.as_deref().unwrap_or(own_zone.name());
        let (currency, zone) = (currency(code, &place)?, zone(zone_name, &place)?);
        accounts.push(LifeAccount::new(other.name.clone(), currency, zone, policy.clone()));
    }
    for account in &mut accounts {
        account.auto_pay = file.auto_pay;
        for tax in &file.taxes {
            let Moment::Date(from) = tax.from else {
                return Err(Mistake::at("tax", "a rate holds from a date on"));
            };
            account.taxes.push(LifeTax { rate: tax.rate, from });
        }
    }
    Ok(accounts)
}

/// Every event in order of time, those of other accounts' beginnings among them.
fn events(
    file: &File,
    accounts: &[LifeAccount],
    catalog: Option<&Catalog>,
) -> Result<Vec<Dated>, Mistake> {
    let mut dated = Vec::new();
    let plans: Vec<Plans> = accounts
        .iter()
        .map(|account| Plans::gather(&file.plans, catalog, account.currency))
        .collect::<Result<_, _>>()?;
    let mut owner_of: Vec<(String, usize)> = Vec::new();
    if file.events.len() > EVENTS_MAX {
        return Err(Mistake::at("file", format!("it has more than {EVENTS_MAX} events")));
    }
    for (index, other) in file.accounts.iter().enumerate() {
        for subscription in &other.subscriptions {
            let place = format!("account {}", index + 1);
            let begun = begins(&plans, accounts, index + 1, subscription);
            dated.push(begun.map_err(|reason| Mistake::at(place, reason))?);
            owner_of.push((subscription.id.clone(), index + 1));
        }
    }
    dated.sort_by_key(|dated| dated.at);
    let mut told = Vec::new();
    for (number, event) in (1u32..).zip(&file.events) {
        let place = format!("event {number}");
        let read = read(event, &plans, accounts, &mut owner_of);
        let read = read.map_err(|reason| Mistake::at(place.clone(), reason))?;
        if told.last().is_some_and(|last: &Dated| read.at < last.at) {
            return Err(Mistake::at(place, "it happens before the event above it"));
        }
        told.push(read);
    }
    dated.extend(told);
    // Stable: at one moment the order of the file holds.
    dated.sort_by_key(|dated| dated.at);
    Ok(dated)
}

fn begins(
    plans: &[Plans],
    accounts: &[LifeAccount],
    account: usize,
    subscription: &file::Subscription,
) -> Result<Dated, String> {
    let (Some(plans), Some(holder)) = (plans.get(account), accounts.get(account)) else {
        return Err("no such account".to_owned());
    };
    let plan = Some(plans.find(&subscription.plan)?);
    seats(subscription.seats)?;
    let wanted = Wanted { plan, seats: subscription.seats, add_ons: None };
    let event = Event::Subscribe {
        subscription: subscription.id.clone(),
        wanted,
        anchor_day: None,
        trial: Some(AfterTrial::Subscribe),
    };
    Ok(Dated { at: subscription.at.at(&holder.zone), account, event })
}

fn read(
    event: &file::Event,
    plans: &[Plans],
    accounts: &[LifeAccount],
    owner_of: &mut Vec<(String, usize)>,
) -> Result<Dated, String> {
    if let Some(stray) = event.stray_keys().first() {
        return Err(format!("{stray} means nothing here"));
    }
    let by_name = |name: &str| {
        let found = accounts.iter().position(|account| account.name == name);
        found.ok_or_else(|| format!("there is no account \"{name}\""))
    };
    let owner = event.subscription.as_ref().and_then(|wanted| {
        owner_of.iter().find(|(name, _)| name == wanted).map(|(_, account)| *account)
    });
    let account = match (&event.account, event.what) {
        (Some(name), What::Join) => {
            by_name(name)?;
            0
        }
        (Some(name), _) => by_name(name)?,
        (None, _) => owner.unwrap_or_default(),
    };
    if let Some(name) = &event.subscription {
        let known = owner_of.contains(&(name.clone(), account));
        match event.what {
            What::Subscribe if known => {}
            What::Subscribe => owner_of.push((name.clone(), account)),
            _ if known => {}
            _ => return Err(format!("there is no subscription \"{name}\" by then")),
        }
    }
    let (Some(plans), Some(holder)) = (plans.get(account), accounts.get(account)) else {
        return Err("no such account".to_owned());
    };
    let read = read_event(event, plans, holder.currency)?;
    Ok(Dated { at: event.at.at(&holder.zone), account, event: read })
}

fn read_event(event: &file::Event, plans: &Plans, currency: Currency) -> Result<Event, String> {
    let named = || event.subscription.clone().ok_or("subscription is missing".to_owned());
    let wanted = || wanted(event, plans);
    let amount = event.amount_minor.map(|minor| Money::new(minor, currency));
    Ok(match event.what {
        What::Subscribe => Event::Subscribe {
            subscription: named()?,
            wanted: match wanted()? {
                Wanted { plan: None, .. } => return Err("plan is missing".to_owned()),
                wanted => wanted,
            },
            anchor_day: anchor_day(event.anchor_day)?,
            trial: match event.trial {
                Some(false) => None,
                _ => Some(event.after_trial.unwrap_or_default()),
            },
        },
        What::Change => Event::Change {
            subscription: named()?,
            wanted: match wanted()? {
                Wanted { plan: None, seats: None, add_ons: None } => {
                    return Err("plan, seats or add_ons is missing".to_owned());
                }
                wanted => wanted,
            },
            when: match event.when.as_deref() {
                None => None,
                Some("now") => Some(When::Now),
                Some("renewal") => Some(When::Renewal),
                Some(other) => return Err(format!("when is now or renewal, not \"{other}\"")),
            },
            anchor: event.anchor,
            credit: credit_to(event.credit.as_deref())?,
        },
        What::Cancel => Event::Cancel {
            subscription: named()?,
            ends: ends(event.when.as_deref())?,
            credit: match event.credit.as_deref() {
                Some("none") => Some(Credit::Nowhere),
                other => credit_to(other)?.map(Credit::To),
            },
        },
        What::Withdraw => Event::Withdraw { subscription: named()? },
        What::Resume => Event::Resume { subscription: named()? },
        What::EndTrial => Event::EndTrial { subscription: named()? },
        What::KeepAfterTrial => Event::KeepAfterTrial { subscription: named()? },
        What::Pay => Event::Pay {
            pays: match event.invoice.as_ref().map(file::Number::text).as_deref() {
                None | Some("all") => Pays::All,
                Some(number) => Pays::Invoice(number.to_owned()),
            },
            amount,
        },
        What::Refund => {
            Event::Refund { invoice: event.invoice.as_ref().map(file::Number::text), amount }
        }
        What::Decline => Event::Decline,
        What::Join => Event::Join {
            account: event.account.clone().ok_or("account is missing".to_owned())?,
            value: credit_to(event.value.as_deref())?.unwrap_or(CreditTo::Balance),
        },
        What::Advance => Event::Advance,
    })
}

/// When a cancellation takes effect.
fn ends(when: Option<&str>) -> Result<Ends, String> {
    match when {
        None | Some("period_end") => Ok(Ends::Period),
        Some("commitment_end") => Ok(Ends::Commitment),
        Some("now") => Ok(Ends::Now),
        Some(other) => Err(format!("when is period_end, commitment_end or now, not \"{other}\"")),
    }
}

fn wanted(event: &file::Event, plans: &Plans) -> Result<Wanted, String> {
    let plan = event.plan.as_deref().map(|id| plans.find(id)).transpose()?;
    let add_ons = match &event.add_ons {
        None => None,
        Some(wanted) => {
            let mut add_ons = Vec::new();
            for (id, quantity) in wanted {
                let id = id.parse().map_err(|error| format!("{error}"))?;
                if !plans.sell(&id) {
                    return Err(format!("there is no add-on \"{id}\""));
                }
                if *quantity > QUANTITY_MAX {
                    return Err(format!("{id} is at most {QUANTITY_MAX}"));
                }
                add_ons.push((id, *quantity));
            }
            Some(add_ons)
        }
    };
    seats(event.seats)?;
    Ok(Wanted { plan, seats: event.seats, add_ons })
}

fn seats(seats: Option<u32>) -> Result<(), String> {
    match seats {
        Some(0) => Err("seats is at least 1".to_owned()),
        Some(seats) if seats > QUANTITY_MAX => Err(format!("seats is at most {QUANTITY_MAX}")),
        _ => Ok(()),
    }
}

fn anchor_day(day: Option<i8>) -> Result<Option<i8>, String> {
    match day {
        Some(day) if !(1..=31).contains(&day) => Err("anchor_day is 1 to 31".to_owned()),
        day => Ok(day),
    }
}

fn credit_to(word: Option<&str>) -> Result<Option<CreditTo>, String> {
    match word {
        None => Ok(None),
        Some("balance" | "credit") => Ok(Some(CreditTo::Balance)),
        Some("refund") => Ok(Some(CreditTo::Refund)),
        Some(other) => Err(format!("\"{other}\" is neither balance nor refund")),
    }
}
