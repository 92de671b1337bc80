//! Duplicates: when two cards are one person, and how they become one (docs/decisions/0028).
//!
//! Only what a single person has makes two cards one: an e-mail address, a phone number together
//! with the name, and of cards with neither the name together with the company. The same name alone
//! makes nobody the same. An address under two names may be an office's: that is asked.

use crate::card::{Card, EMAILS_MAX, NOTES_MAX_CHARS, PHONES_MAX, Problem, problem};
use crate::fold::{fold, words};

/// Longest key; a letter may fold into many.
const KEY_MAX_CHARS: usize = 260;

/// What cards are found by; two that share a key may be one.
pub fn keys(card: &Card) -> Vec<String> {
    let name = words(&card.name).join(" ");
    let emails = card.emails.iter().map(|email| format!("e:{}", email.key()));
    let phones = card.phones.iter().map(|phone| format!("p:{}|{name}", phone.key()));
    let mut keys: Vec<String> = emails.chain(phones).collect();
    if keys.is_empty() {
        keys.push(format!("n:{name}|{}", fold(&card.company)));
    }
    let cut = |key: String| key.chars().take(KEY_MAX_CHARS).collect::<String>();
    let mut keys: Vec<String> = keys.into_iter().map(cut).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// Whether the card has a name of its own, and not just an address or a number in its place.
fn is_named(card: &Card) -> bool {
    let name = fold(&card.name);
    let is_email = card.emails.iter().any(|email| fold(email.as_str()) == name);
    let is_phone = card.phones.iter().any(|phone| fold(&phone.number) == name);
    !is_email && !is_phone
}

/// Whether the names can be one person's; a card without a name goes with any.
pub fn names_agree(one: &Card, other: &Card) -> bool {
    !is_named(one) || !is_named(other) || words(&one.name) == words(&other.name)
}

/// What is known already of somebody in a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Found {
    Nobody,
    /// The one at this place of the list.
    Same(usize),
    /// They have one of the addresses, under another name.
    OtherName(usize),
    /// Several of the list are this person.
    Several,
}

/// Looks for `card` among those that share a key with it.
pub fn find(card: &Card, among: &[&Card]) -> Found {
    let agreeing: Vec<usize> =
        (0..).zip(among).filter(|(_, each)| names_agree(card, each)).map(|(at, _)| at).collect();
    match agreeing.as_slice() {
        [] if among.is_empty() => Found::Nobody,
        [] => Found::OtherName(0),
        [one] => Found::Same(*one),
        many => match many.iter().find(|at| among.get(**at).is_some_and(|kept| has(kept, card))) {
            Some(at) => Found::Same(*at),
            None => Found::Several,
        },
    }
}

/// Whether `kept` says all of what `card` says.
fn has(kept: &Card, card: &Card) -> bool {
    merge(kept, card).is_ok_and(|merged| merged == *kept)
}

/// `kept` with what `further` knows besides: what is there stays, what is empty is filled,
/// addresses and numbers are added.
///
/// Refused when there would be more of them than a card holds: nothing is dropped.
pub fn merge(kept: &Card, further: &Card) -> Result<Card, Problem> {
    let or = |kept: &String, further: &String| match kept.is_empty() {
        true => further.clone(),
        false => kept.clone(),
    };
    let mut merged = Card {
        name: match is_named(kept) {
            true => kept.name.clone(),
            false if is_named(further) => further.name.clone(),
            false => kept.name.clone(),
        },
        first_name: or(&kept.first_name, &further.first_name),
        last_name: or(&kept.last_name, &further.last_name),
        company: or(&kept.company, &further.company),
        job_title: or(&kept.job_title, &further.job_title),
        emails: kept.emails.clone(),
        phones: kept.phones.clone(),
        address: match kept.address.is_empty() {
            true => further.address.clone(),
            false => kept.address.clone(),
        },
        website: or(&kept.website, &further.website),
        notes: kept.notes.clone(),
    };
    for email in &further.emails {
        if merged.emails.iter().all(|each| each.key() != email.key()) {
            merged.emails.push(email.clone());
        }
    }
    for phone in &further.phones {
        if merged.phones.iter().all(|each| each.key() != phone.key()) {
            merged.phones.push(phone.clone());
        }
    }
    if !has_notes(&kept.notes, &further.notes) {
        merged.notes = format!("{}\n\n{}", kept.notes, further.notes).trim().to_owned();
    }
    within_limits(merged)
}

/// Whether all paragraphs of `further` stand in `notes` already.
fn has_notes(notes: &str, further: &str) -> bool {
    notes.contains(further)
}

fn within_limits(card: Card) -> Result<Card, Problem> {
    if card.emails.len() > EMAILS_MAX {
        return Err(problem("emails", "contact.too_many_emails", ""));
    }
    if card.phones.len() > PHONES_MAX {
        return Err(problem("phones", "contact.too_many_phones", ""));
    }
    match card.notes.chars().count() > NOTES_MAX_CHARS {
        true => Err(problem("notes", "contact.too_long", "")),
        false => Ok(card),
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::card::{CardDraft, PhoneDraft};

    fn card(name: &str, email: &str, number: &str) -> Card {
        let phones = vec![PhoneDraft { kind: String::new(), number: number.to_owned() }];
        let draft = CardDraft {
            name: name.to_owned(),
            emails: vec![email.to_owned()],
            phones,
            ..CardDraft::default()
        };
        draft.check().expect("a card").0
    }

    fn check(one: &Card, other: &Card, expected: Found) {
        let shared = keys(one).iter().any(|key| keys(other).contains(key));
        let among: &[&Card] = if shared { &[other] } else { &[] };
        assert_eq!(find(one, among), expected, "{one:?} {other:?}");
    }

    #[test]
    fn an_address_or_a_number_with_the_name_is_one_person() {
        let ada = card("Ada Lovelace", "ada@example.org", "+49 30 12345678");
        check(&ada, &card("Lovelace, Ada", "ADA@example.org", ""), Found::Same(0));
        check(&ada, &card("", "ada@example.org", ""), Found::Same(0));
        check(&ada, &card("Ada Lovelace", "ada@example.net", "030 12345678"), Found::Same(0));
        check(&ada, &card("Ada Lovelace", "ada@example.net", ""), Found::Nobody);
        check(&ada, &card("Ben Lee", "ben@example.org", "+49 30 12345678"), Found::Nobody);
        check(&ada, &card("Ben Lee", "ada@example.org", ""), Found::OtherName(0));
        check(&card("Ada", "", ""), &card("ADA", "", ""), Found::Same(0));
        check(&card("Ada", "", ""), &card("Ada", "ada@example.org", ""), Found::Nobody);
    }

    #[test]
    fn two_that_are_one_already_are_told() {
        let card_of = |company: &str| {
            let ada = card("Ada", "ada@example.org", "");
            Card { company: company.to_owned(), ..ada }
        };
        let (one, other) = (card_of("Engines"), card_of("Looms"));
        assert_eq!(find(&card_of(""), &[&one, &other]), Found::Same(0), "nothing new");
        let more = card("Ada", "ada@example.org", "123456");
        assert_eq!(find(&more, &[&one, &other]), Found::Several);
    }

    #[test]
    fn nothing_is_lost_and_nothing_is_overwritten() {
        let mut kept = card("ada@example.org", "ada@example.org", "123456");
        kept.notes = "Plays chess".to_owned();
        let mut further = card("Ada", "ada@example.net", "123-456");
        further.company = "Engines".to_owned();
        further.notes = "Met in May".to_owned();
        let merged = merge(&kept, &further).expect("room");
        assert_eq!((merged.name.as_str(), merged.company.as_str()), ("Ada", "Engines"));
        assert_eq!((merged.emails.len(), merged.phones.len()), (2, 1));
        assert_eq!(merged.notes, "Plays chess\n\nMet in May");
    }

    #[test]
    fn too_many_addresses_are_refused_rather_than_dropped() {
        let mut kept = card("Ada", "ada@example.org", "");
        for number in 1..EMAILS_MAX {
            let email = format!("ada{number}@example.org").parse().expect("an address");
            kept.emails.push(email);
        }
        let refused = merge(&kept, &card("Ada", "other@example.org", ""));
        assert_eq!(refused.map_err(|each| each.code), Err("contact.too_many_emails".to_owned()));
    }

    fn any_card() -> impl Strategy<Value = Card> {
        let emails = vec("[ab]@example\\.(org|net)", 0..3);
        let phones = vec("[0-9]{6,9}", 0..3);
        let texts = ("[A-C ]{0,3}", "[A-C]{0,2}", "[a-c\n]{0,6}");
        (emails, phones, texts).prop_filter_map("empty", |(emails, numbers, texts)| {
            let phones = numbers
                .into_iter()
                .map(|number| PhoneDraft { kind: "work".to_owned(), number })
                .collect();
            let (name, company, notes) = texts;
            let draft = CardDraft { name, company, notes, emails, phones, ..CardDraft::default() };
            draft.check().ok().map(|(card, _)| card)
        })
    }

    proptest! {
        /// F6: merging with itself changes nothing, and merging again changes nothing more.
        #[test]
        fn merging_twice_is_merging_once(one in any_card(), other in any_card()) {
            let same = merge(&one, &one).expect("room");
            prop_assert_eq!(&same, &one);
            let merged = merge(&one, &other).expect("room");
            let again = merge(&merged, &other).expect("room");
            prop_assert_eq!(&again, &merged);
            for email in one.emails.iter().chain(&other.emails) {
                prop_assert!(merged.emails.iter().any(|kept| kept.key() == email.key()));
            }
        }

        /// F6: who was found once is found again after the merge.
        #[test]
        fn a_merged_card_is_found_again(one in any_card(), other in any_card()) {
            if names_agree(&one, &other) {
                let merged = merge(&one, &other).expect("room");
                let shared = keys(&other).iter().any(|key| keys(&merged).contains(key));
                let had = !other.emails.is_empty();
                prop_assert!(shared || !had);
            }
        }
    }
}
