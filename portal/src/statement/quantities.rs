//! What a change adds and takes away of what is counted: licences, packs.

use billing::billed::item_of;
use billing::proposal::Proposal;
use billing::subscription::{SubscribedItem, Subscription};
use texts::Args;

use super::{Reader, Row, Statement, text_row};

/// Says first among what is gained and lost of which item there is more or less afterwards:
/// "Meetings Pro: 8 organizers, until now 5 organizers". `present` is the subscription as it
/// stands.
pub fn tell(
    statement: &mut Statement,
    reader: Reader<'_>,
    present: &Subscription,
    proposal: &Proposal,
) {
    let Some(after) = proposal.becomes() else { return };
    let after = after.scheduled.as_ref().map_or(&after.items, |planned| &planned.items);
    let (mut gained, mut lost) = (Vec::new(), Vec::new());
    let ended = present.items.iter().filter(|old| after.iter().all(|new| !alike(old, new)));
    for item in after.iter().chain(ended) {
        let of = |items: &[SubscribedItem]| {
            items.iter().find(|other| alike(other, item)).map_or(0, |found| found.quantity)
        };
        let (before, then) = (of(&present.items), of(after));
        let row = || row(reader, present, item, (before, then));
        match before.cmp(&then) {
            std::cmp::Ordering::Less => gained.push(row()),
            std::cmp::Ordering::Greater => lost.push(row()),
            std::cmp::Ordering::Equal => {}
        }
    }
    put_first(statement, "gain", gained);
    put_first(statement, "lose", lost);
}

/// The same thing is counted: seats stay seats in another tier.
fn alike(one: &SubscribedItem, other: &SubscribedItem) -> bool {
    one.add_on == other.add_on
}

fn row(
    reader: Reader<'_>,
    present: &Subscription,
    item: &SubscribedItem,
    (before, then): (u32, u32),
) -> Row {
    let counted = item_of(present.product.as_str(), present.tier.as_str(), item);
    let args = Args::new()
        .with("entitlement", item.name.as_str())
        .with("before", reader.counted(Some(&counted), before))
        .with("after", reader.counted(Some(&counted), then));
    let key = match (before, then) {
        (0, _) => "statement-gain-new-value",
        (_, 0) => "statement-lose-gone",
        _ => "statement-gain-line",
    };
    text_row(reader.texts.get(reader.locale, key, &args))
}

fn put_first(statement: &mut Statement, key: &str, rows: Vec<Row>) {
    let section = statement.sections.iter_mut().find(|section| section.key == key);
    let Some(section) = section.filter(|_| !rows.is_empty()) else { return };
    if section.empty {
        section.rows.clear();
        section.empty = false;
    }
    section.rows.splice(0..0, rows);
}
