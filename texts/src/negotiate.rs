//! Which language a browser asks for.

use units::Locale;

use crate::Texts;

/// Of an `Accept-Language` header, how many languages are looked at.
const WISHES_MAX: usize = 20;

impl Texts {
    /// The language spoken here that `accept_language` prefers (RFC 9110, 12.5.4); English when
    /// none is, or when the header makes no sense.
    pub fn negotiate(&self, accept_language: &str) -> Locale {
        let mut wishes: Vec<(u16, &str)> = accept_language
            .split(',')
            .take(WISHES_MAX)
            .filter_map(wish)
            .filter(|(weight, _)| *weight > 0)
            .collect();
        wishes.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        wishes.into_iter().find_map(|(_, tag)| self.closest(tag)).unwrap_or_else(Locale::english)
    }

    /// The very language, else its language without region, else any region of it.
    fn closest(&self, tag: &str) -> Option<Locale> {
        let language = |tag: &str| tag.split('-').next().unwrap_or(tag).to_ascii_lowercase();
        let wanted = language(tag);
        let spoken = || self.tongues.keys();
        spoken()
            .find(|locale| locale.tag().eq_ignore_ascii_case(tag))
            .or_else(|| spoken().find(|locale| locale.tag().eq_ignore_ascii_case(&wanted)))
            .or_else(|| spoken().find(|locale| language(locale.tag()) == wanted))
            .cloned()
    }
}

/// One wish, `fr-CH;q=0.9`, as its weight in thousandths and its tag.
fn wish(text: &str) -> Option<(u16, &str)> {
    let (tag, weight) = match text.split_once(';') {
        None => (text, 1000),
        Some((tag, parameter)) => (tag, thousandths(parameter.trim().strip_prefix("q=")?)?),
    };
    Some((weight, tag.trim()))
}

/// `0.8` as 800; at most three digits after the point.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > 3 || !matches!(whole, "0" | "1") {
        return None;
    }
    let weight: u16 = format!("{whole}{fraction:0<3}").parse().ok()?;
    Some(weight.min(1000))
}
