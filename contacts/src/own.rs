//! Our own table: what is exported is imported again as it was. Cells that a spreadsheet would take
//! for a formula are made safe by `tables`, and read back without what made them so.

use crate::card::{Card, CardDraft, EMAILS_MAX, PHONES_MAX, PhoneDraft};

/// The words above its columns.
pub fn header() -> Vec<String> {
    let front = ["Name", "First name", "Last name", "Company", "Job title"];
    let back = ["Street", "City", "Region", "Postal code", "Country", "Website", "Groups", "Notes"];
    let emails = (1..=EMAILS_MAX).map(|number| format!("E-mail {number}"));
    let phones = (1..=PHONES_MAX)
        .flat_map(|number| [format!("Phone {number} type"), format!("Phone {number}")]);
    let front = front.into_iter().map(str::to_owned);
    front.chain(emails).chain(phones).chain(back.into_iter().map(str::to_owned)).collect()
}

/// One contact's cells.
pub fn row(card: &Card, groups: &[String]) -> Vec<String> {
    let draft = CardDraft { groups: groups.to_vec(), ..CardDraft::from(card) };
    row_of(&draft)
}

/// The cells of a draft, also of one that is wrong; what is too much for the columns is left out.
pub fn row_of(draft: &CardDraft) -> Vec<String> {
    let none = PhoneDraft::default();
    let emails = (0..EMAILS_MAX).map(|at| draft.emails.get(at).cloned().unwrap_or_default());
    let phones = (0..PHONES_MAX).flat_map(|at| {
        let phone = draft.phones.get(at).unwrap_or(&none);
        [phone.kind.clone(), phone.number.clone()]
    });
    let front =
        [&draft.name, &draft.first_name, &draft.last_name, &draft.company, &draft.job_title];
    let groups = draft.groups.join("; ");
    let back = [
        &draft.street,
        &draft.city,
        &draft.region,
        &draft.postcode,
        &draft.country,
        &draft.website,
        &groups,
        &draft.notes,
    ];
    front
        .into_iter()
        .cloned()
        .chain(emails)
        .chain(phones)
        .chain(back.into_iter().cloned())
        .collect()
}
