//! What was reached in an account's life, counted once each ("sometimes").

use std::collections::BTreeMap;

use billing::payment::AttemptState;
use billing::subscription::SubscriptionState;
use store::order::OrderState;

use crate::years::acts::scene;
use crate::years::oracle::{Books, changed};
use crate::years::stage::Stage;

/// Counts what was reached.
pub fn look(stage: &mut Stage, books: &Books) {
    let mut names: Vec<(String, &'static str)> = Vec::new();
    for order in &books.orders {
        let name = match order.state {
            OrderState::Paid => "order paid",
            OrderState::Expired => "order expired",
            OrderState::AwaitingPayment => continue,
        };
        names.push((order.id.to_string(), name));
    }
    for sub in books.subscriptions.iter().filter(|sub| sub.state == SubscriptionState::PastDue) {
        names.push((format!("past due {} {}", sub.id, sub.period_index), "past due"));
    }
    let open: Vec<_> = books.invoices.iter().filter(|issued| !issued.is_paid()).collect();
    if let [.., last] = open.as_slice()
        && open.len() > 1
    {
        names.push((format!("open {}", last.invoice.id), "two invoices open"));
    }
    for attempt in &books.attempts {
        let age = stage.house.sky.now().seconds_since(attempt.created_at);
        match attempt.state {
            AttemptState::Unknown if age > 86_400 => {
                names.push((format!("unknown {}", attempt.id), "unknown for a day"));
            }
            AttemptState::RequiresAction => {
                names.push((format!("asked {}", attempt.id), "bank asked"));
            }
            AttemptState::Pending => names.push((format!("pending {}", attempt.id), "pending")),
            AttemptState::Declined => {
                let name = match attempt.decline_code.as_deref() {
                    Some("authentication_expired") => "question ignored",
                    Some("expired_card" | "lost_card" | "stolen_card") => "declined for good",
                    _ => "declined softly",
                };
                names.push((format!("declined {}", attempt.id), name));
            }
            _ => {}
        }
    }
    names.extend(calendar(books));
    names.extend(changed::reached(stage, books));
    let fresh: Vec<&'static str> = names
        .into_iter()
        .filter(|(key, _)| stage.memory_mut().counted.insert(key.clone()))
        .map(|(_, name)| name)
        .collect();
    let mut scene = scene(&stage.scene);
    fresh.into_iter().for_each(|name| scene.counts.reach(name));
}

/// What the calendar brought: leap days, the clocks' changes, month ends, taxes, years.
fn calendar(books: &Books) -> Vec<(String, &'static str)> {
    let mut names = Vec::new();
    let mut lines: BTreeMap<String, Vec<&billing::invoice::InvoiceLine>> = BTreeMap::new();
    for issued in &books.invoices {
        let series = issued.invoice.number.rsplit_once('-').map_or("", |(series, _)| series);
        let first = books.invoices.first().map(|first| first.invoice.number.starts_with(series));
        if first == Some(false) {
            names.push((format!("series {series}"), "year turned"));
        }
        for line in &issued.invoice.draft.lines {
            let key = line.subscription.map(|id| id.to_string()).unwrap_or_default();
            lines.entry(key).or_default().push(line);
        }
    }
    for sub in &books.subscriptions {
        let billed = lines.get(&sub.id.to_string()).cloned().unwrap_or_default();
        for line in &billed {
            let mut day = line.from;
            while day < line.to {
                let next = day.tomorrow().expect("a day of four digits");
                let zone = &sub.anchor.zone;
                let hours = zone.start_of_day(next).seconds_since(zone.start_of_day(day)) / 3600;
                let key = |what: &str| format!("{what} {} {}", sub.id, line.from);
                match hours {
                    23 => names.push((key("23"), "clocks forward")),
                    25 => names.push((key("25"), "clocks back")),
                    _ => {}
                }
                if (day.month(), day.day()) == (2, 29) {
                    names.push((key("leap"), "leap day"));
                }
                day = next;
            }
            if line.from.day() < sub.anchor.date.day() {
                names.push((format!("end {} {}", sub.id, line.from), "month end"));
            }
        }
        for pair in billed.windows(2).filter(|pair| pair[0].tax != pair[1].tax) {
            names.push((format!("tax {} {}", sub.id, pair[1].from), "tax changed"));
        }
    }
    names
}
