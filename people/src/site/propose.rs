//! The names proposed to somebody: from their e-mail address, the nicest first (B2).

use units::EmailAddress;

use super::{NAME_MAX_CHARS, SiteName, SiteNameRefusal};

/// The highest number tried behind a name.
const NUMBER_MAX: u32 = 999;

/// Names from `email`, the nicest first, each well-formed and not reserved, always the same ones.
///
/// `ada.lovelace+x@analytical.example` gives `ada-lovelace`, `ada-lovelace-analytical`,
/// `ada-lovelace-2`, `ada-lovelace-3` and so on; an address for an office gives its domain first.
pub fn proposals(email: &EmailAddress) -> impl Iterator<Item = SiteName> {
    let (local, _) = email.local_part().split_once('+').unwrap_or((email.local_part(), ""));
    let local = local.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let domain = registered_label(email.domain());

    let both = format!("{local}-{domain}");
    let of_an_office = SiteName::choose(local) == Err(SiteNameRefusal::Reserved);
    let texts =
        if of_an_office { [domain, both.as_str(), local] } else { [local, both.as_str(), domain] };
    let fallback = format!("{domain}-site");
    let mut plain: Vec<SiteName> = Vec::new();
    for text in texts {
        let name = SiteName::left_of(text).filter(|name| !plain.contains(name));
        plain.extend(name);
    }
    if plain.is_empty() {
        let stem = SiteName::left_of(&fallback);
        plain.push(stem.unwrap_or_else(|| SiteName("our-site".to_owned())));
    }
    let before = plain.clone();
    let numbered = (2..=NUMBER_MAX).filter_map(move |number| {
        numbered(before.first()?, number).filter(|name| !before.contains(name))
    });
    plain.into_iter().chain(numbered)
}

/// The first proposal that is not taken; `None` when a thousand are.
pub fn propose_from(email: &EmailAddress, taken: impl Fn(&SiteName) -> bool) -> Option<SiteName> {
    proposals(email).find(|name| !taken(name))
}

/// The label somebody registered: `analytical` of `mail.analytical.example`, and of `….co.uk`.
fn registered_label(domain: &str) -> &str {
    const SECOND_LEVEL: &[&str] = &["ac", "co", "com", "edu", "gov", "gouv", "net", "or", "org"];
    let mut labels = domain.rsplit('.').skip(1).peekable();
    let first = labels.next().unwrap_or(domain);
    match labels.peek() {
        Some(under) if SECOND_LEVEL.contains(&first) => under,
        _ => first,
    }
}

fn numbered(stem: &SiteName, number: u32) -> Option<SiteName> {
    let end = format!("-{number}");
    let room = NAME_MAX_CHARS - end.len();
    let stem: String = stem.as_str().chars().take(room).collect();
    SiteName::choose(&format!("{}{end}", stem.trim_end_matches('-'))).ok()
}
