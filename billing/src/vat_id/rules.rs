//! How each country forms its VAT numbers: prefix, pattern, check digits.
//!
//! Sources: the structure table of the European Commission's VAT look-up and the tax offices'
//! published check-digit rules. Each `check` is asked only about texts that fit one of its
//! patterns.

use units::Country;

/// One country's numbers.
pub struct Scheme {
    /// Written before every number.
    pub prefix: &'static str,
    /// ISO code of the country.
    country: &'static str,
    /// What may stand at the end.
    pub suffixes: &'static [&'static str],
    /// Whether the first suffix belongs to the number as written by us.
    pub writes_suffix: bool,
    /// `9` a digit, `a` a letter, `*` either, anything else itself.
    pub patterns: &'static [&'static str],
    pub check: fn(&str) -> bool,
    /// Well-formed, for a message.
    pub example: &'static str,
}

impl Scheme {
    pub fn country(&self) -> Country {
        self.country.parse().expect("the table below has officially assigned codes")
    }

    pub fn is_of(&self, country: Country) -> bool {
        self.country == country.code()
    }

    /// Its prefix, and the ISO code where people take it for the prefix.
    pub fn prefixes(&self) -> impl Iterator<Item = &'static str> {
        let iso = if self.prefix == "EL" { Some(self.country) } else { None };
        std::iter::once(self.prefix).chain(iso)
    }
}

const fn scheme(
    prefix: &'static str,
    patterns: &'static [&'static str],
    check: fn(&str) -> bool,
    example: &'static str,
) -> Scheme {
    let (suffixes, writes_suffix): (&[&str], bool) = (&[], false);
    Scheme { prefix, country: prefix, suffixes, writes_suffix, patterns, check, example }
}

const BRITISH: &[&str] = &["999999999", "999999999999", "GD999", "HA999"];
const ROMANIAN: &[&str] =
    &["99", "999", "9999", "99999", "999999", "9999999", "99999999", "999999999", "9999999999"];
const SPANISH: &[&str] = &["99999999a", "a9999999a", "a99999999"];

/// Every country whose numbers are read.
pub const SCHEMES: &[Scheme] = &[
    scheme("AT", &["U99999999"], austria, "ATU13585627"),
    scheme("BE", &["0999999999", "1999999999"], belgium, "BE0428759497"),
    scheme("BG", &["999999999", "9999999999"], bulgaria, "BG175074752"),
    Scheme {
        country: "CH",
        suffixes: &["MWST", "TVA", "IVA", "TPV"],
        ..scheme("CHE", &["999999999"], switzerland, "CHE-107.787.577")
    },
    scheme("CY", &["99999999a"], cyprus, "CY10259033P"),
    scheme("CZ", &["99999999", "999999999", "9999999999"], czechia, "CZ25123891"),
    scheme("DE", &["999999999"], germany, "DE136695976"),
    scheme("DK", &["99999999"], denmark, "DK13585628"),
    scheme("EE", &["999999999"], estonia, "EE100931558"),
    Scheme { country: "GR", ..scheme("EL", &["999999999"], greece, "EL094259216") },
    scheme("ES", SPANISH, spain, "ESB58378431"),
    scheme("FI", &["99999999"], finland, "FI20774740"),
    scheme("FR", &["**999999999"], france, "FR83404833048"),
    scheme("GB", BRITISH, britain, "GB980780684"),
    scheme("HR", &["99999999999"], mod_11_10, "HR33392005961"),
    scheme("HU", &["99999999"], hungary, "HU12892312"),
    scheme("IE", &["9999999a", "9999999aa", "9a99999a"], ireland, "IE6433435F"),
    scheme("IT", &["99999999999"], italy, "IT00743110157"),
    scheme("LT", &["999999999", "999999999999"], lithuania, "LT119511515"),
    scheme("LU", &["99999999"], luxembourg, "LU15027442"),
    scheme("LV", &["99999999999"], latvia, "LV40003521600"),
    scheme("MT", &["99999999"], malta, "MT11679112"),
    scheme("NL", &["999999999B99"], netherlands, "NL004495445B01"),
    Scheme {
        suffixes: &["MVA"],
        writes_suffix: true,
        ..scheme("NO", &["999999999"], norway, "NO974760673MVA")
    },
    scheme("PL", &["9999999999"], poland, "PL8567346215"),
    scheme("PT", &["999999999"], portugal, "PT501964843"),
    scheme("RO", ROMANIAN, romania, "RO18547290"),
    scheme("SE", &["999999999999"], sweden, "SE123456789701"),
    scheme("SI", &["99999999"], slovenia, "SI50223054"),
    scheme("SK", &["9999999999"], slovakia, "SK2022749619"),
    Scheme { country: "GB", ..scheme("XI", BRITISH, britain, "XI980780684") },
];

/// Whether `body` has the form of `pattern`.
pub fn fits(body: &str, pattern: &str) -> bool {
    body.chars().count() == pattern.len()
        && body.chars().zip(pattern.chars()).all(|(c, form)| match form {
            '9' => c.is_ascii_digit(),
            'a' => c.is_ascii_uppercase(),
            '*' => c.is_ascii_digit() || c.is_ascii_uppercase(),
            itself => c == itself,
        })
}

/// The digits in `text`, in order.
fn digits(text: &str) -> impl DoubleEndedIterator<Item = u32> + '_ {
    text.chars().filter_map(|c| c.to_digit(10))
}

/// Each digit times its weight, added up; what has no weight doesn't count.
fn weighted(text: &str, weights: &[u32]) -> u32 {
    digits(text).zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// The number that characters `from..to` write.
fn value(text: &str, from: usize, to: usize) -> u64 {
    let part = text.get(from..to).unwrap_or_default();
    digits(part).fold(0, |sum, digit| sum * 10 + u64::from(digit))
}

/// The digit at a place; the patterns see to it that there is one.
fn digit(text: &str, place: usize) -> u32 {
    let found = text.chars().nth(place).and_then(|c| c.to_digit(10));
    found.expect("the pattern has a digit there")
}

fn last(text: &str) -> u32 {
    digits(text).next_back().expect("the pattern has a digit")
}

/// The digits of every second digit doubled, added up; the first digit counts `first` times.
fn doubled_sum(digits: impl Iterator<Item = u32>, first: u32) -> u32 {
    let mut factor = first;
    let mut sum = 0;
    for digit in digits {
        let product = digit * factor;
        sum += product / 10 + product % 10;
        factor = 3 - factor;
    }
    sum
}

/// The check digit also used on cards.
fn luhn(text: &str) -> bool {
    doubled_sum(digits(text).rev(), 1).is_multiple_of(10)
}

/// ISO 7064 modulus 11,10: Germany and Croatia.
fn mod_11_10(text: &str) -> bool {
    let before_last = text.len().saturating_sub(1);
    let product = digits(text).take(before_last).fold(10, |product, digit| {
        let sum = (digit + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10 == last(text)
}

fn austria(text: &str) -> bool {
    let sum = doubled_sum(digits(text).take(7), 1);
    (96 - sum) % 10 == last(text)
}

fn belgium(text: &str) -> bool {
    97 - value(text, 0, 8) % 97 == value(text, 8, 10)
}

fn bulgaria(text: &str) -> bool {
    if text.len() == 9 {
        let first = weighted(text, &[1, 2, 3, 4, 5, 6, 7, 8]) % 11;
        let second = weighted(text, &[3, 4, 5, 6, 7, 8, 9, 10]) % 11;
        return (if first == 10 { second } else { first }) % 10 == last(text);
    }
    // A citizen's number (months of the 1800s and 2000s have 20 and 40 added), a foreigner's,
    // others'.
    let month = value(text, 2, 4);
    let has_date = (1..=12).contains(&(month % 20)) && month < 53;
    let has_date = has_date && (1..=31).contains(&value(text, 4, 6));
    let citizen = weighted(text, &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == last(text);
    let foreigner = weighted(text, &[21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 == last(text);
    let other = (11 - weighted(text, &[4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 == last(text);
    has_date && citizen || foreigner || other
}

fn switzerland(text: &str) -> bool {
    (11 - weighted(text, &[5, 4, 3, 2, 7, 6, 5, 4]) % 11) % 11 == last(text)
}

fn cyprus(text: &str) -> bool {
    let odd_value = |digit| match digit {
        0 => 1,
        1 => 0,
        2 => 5,
        3 => 7,
        4 => 9,
        digit => 2 * digit + 3,
    };
    let places = digits(text).enumerate();
    let sum: u32 =
        places.map(|(place, digit)| if place % 2 == 0 { odd_value(digit) } else { digit }).sum();
    !text.starts_with("12") && letter_is(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", u64::from(sum % 26))
}

/// Whether `text` ends with the letter at `place` of `letters`.
fn letter_is(text: &str, letters: &str, place: u64) -> bool {
    let expected = usize::try_from(place).ok().and_then(|place| letters.chars().nth(place));
    expected.is_some() && text.chars().next_back() == expected
}

fn czechia(text: &str) -> bool {
    match text.len() {
        8 => {
            let check = (11 - weighted(text, &[8, 7, 6, 5, 4, 3, 2]) % 11) % 11;
            let check = if check == 0 { 1 } else { check % 10 };
            !text.starts_with('9') && check == last(text)
        }
        9 if text.starts_with('6') => {
            let sum = weighted(text, &[0, 8, 7, 6, 5, 4, 3, 2]) % 11;
            // Published as a table of the eleven remainders.
            (8 - (10 - i64::from(sum))).rem_euclid(10) == i64::from(last(text))
        }
        9 => value(text, 0, 2) < 54 && is_birth_date(text),
        _ => value(text, 0, 9) % 11 % 10 == u64::from(last(text)) && is_birth_date(text),
    }
}

/// The start of a Czech birth number: women have 50 added to the month, full days 20.
fn is_birth_date(text: &str) -> bool {
    (1..=12).contains(&(value(text, 2, 4) % 50 % 20)) && (1..=31).contains(&value(text, 4, 6))
}

fn germany(text: &str) -> bool {
    !text.starts_with('0') && mod_11_10(text)
}

fn denmark(text: &str) -> bool {
    !text.starts_with('0') && weighted(text, &[2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
}

fn estonia(text: &str) -> bool {
    weighted(text, &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10)
}

fn greece(text: &str) -> bool {
    weighted(text, &[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == last(text)
}

fn spain(text: &str) -> bool {
    const PERSON_LETTERS: &str = "TRWAGMYFPDXBNJZSQVHLCKE";
    let kind = text.chars().next().unwrap_or_default();
    let person = |leading: u64| {
        letter_is(text, PERSON_LETTERS, (leading * 10_000_000 + value(text, 1, 8)) % 23)
    };
    match kind {
        '0'..='9' => letter_is(text, PERSON_LETTERS, value(text, 0, 8) % 23),
        'K' | 'L' | 'M' | 'X' => person(0),
        'Y' => person(1),
        'Z' => person(2),
        'A'..='H' | 'J' | 'N' | 'P'..='S' | 'U' | 'V' | 'W' => {
            let check = (10 - doubled_sum(digits(text).take(7), 2) % 10) % 10;
            let as_digit = text.chars().next_back().and_then(|c| c.to_digit(10)) == Some(check);
            as_digit || letter_is(text, "JABCDEFGHI", u64::from(check))
        }
        _ => false,
    }
}

fn finland(text: &str) -> bool {
    weighted(text, &[7, 9, 10, 5, 8, 4, 2, 1]).is_multiple_of(11)
}

fn france(text: &str) -> bool {
    const KEY_LETTERS: &str = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let (Some(key), Some(siren)) = (text.get(..2), text.get(2..)) else { return false };
    let siren_value = value(text, 2, 11);
    // Monaco's numbers start with 000 and have no check digit of their own.
    if !siren.starts_with("000") && !luhn(siren) {
        return false;
    }
    if key.bytes().all(|byte| byte.is_ascii_digit()) {
        return (12 + 3 * (siren_value % 97)) % 97 == value(text, 0, 2);
    }
    let mut places = key.chars().map(|c| KEY_LETTERS.chars().position(|letter| letter == c));
    let (Some(Some(first)), Some(Some(second))) = (places.next(), places.next()) else {
        return false;
    };
    let check = if first < 10 { first * 24 + second - 10 } else { first * 34 + second - 100 };
    u64::try_from(check).is_ok_and(|check| (siren_value + 1 + check / 11) % 11 == check % 11)
}

fn britain(text: &str) -> bool {
    if let Some(department) = text.strip_prefix("GD") {
        return value(department, 0, 3) < 500;
    }
    if let Some(authority) = text.strip_prefix("HA") {
        return value(authority, 0, 3) >= 500;
    }
    // The remainder 0 is the old rule; the newer ones hold for numbers from 100 on.
    let remainder = weighted(text, &[8, 7, 6, 5, 4, 3, 2, 10, 1]) % 97;
    remainder == 0 || value(text, 0, 3) >= 100 && matches!(remainder, 42 | 55)
}

fn hungary(text: &str) -> bool {
    weighted(text, &[9, 7, 3, 1, 9, 7, 3, 1]).is_multiple_of(10)
}

fn ireland(text: &str) -> bool {
    const LETTERS: &str = "WABCDEFGHIJKLMNOPQRSTUV";
    let letter_value =
        |place| text.chars().nth(place).and_then(|c| LETTERS.chars().position(|each| each == c));
    let weights = &[8, 7, 6, 5, 4, 3, 2];
    let old = text.chars().nth(1).is_some_and(|c| c.is_ascii_uppercase());
    let sum = if old {
        // The number of today is 0, the five digits, the first digit.
        weighted(text.get(2..7).unwrap_or_default(), &[7, 6, 5, 4, 3]) + digit(text, 0) * 2
    } else {
        weighted(text, weights)
    };
    let second = match (text.len(), letter_value(8).map(u32::try_from)) {
        (9, Some(Ok(value))) => value,
        (9, _) => return false,
        _ => 0,
    };
    let check = usize::try_from((sum + 9 * second) % 23).ok();
    check.is_some() && letter_value(7) == check
}

fn italy(text: &str) -> bool {
    let office = value(text, 7, 10);
    let office_known = (1..=100).contains(&office) || matches!(office, 120 | 121 | 888 | 999);
    value(text, 0, 7) > 0 && office_known && luhn(text)
}

fn lithuania(text: &str) -> bool {
    let before_last = text.len().saturating_sub(1);
    let sum = |first: u32| -> u32 {
        let weights = (0..).map(|place| 1 + (place + first) % 9);
        digits(text).take(before_last).zip(weights).map(|(digit, weight)| digit * weight).sum()
    };
    let check = sum(0) % 11;
    let check = if check == 10 { sum(2) % 11 % 10 } else { check };
    digit(text, before_last - 1) == 1 && check == last(text)
}

fn luxembourg(text: &str) -> bool {
    value(text, 0, 6) % 89 == value(text, 6, 8)
}

fn latvia(text: &str) -> bool {
    if digit(text, 0) > 3 {
        return weighted(text, &[9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 == 3;
    }
    // A person's code: a date of birth, or 32 since 2017.
    let dated = (1..=31).contains(&value(text, 0, 2)) && (1..=12).contains(&value(text, 2, 4));
    let check = (1 + weighted(text, &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11 % 10;
    (dated || text.starts_with("32")) && check == last(text)
}

fn malta(text: &str) -> bool {
    !text.starts_with('0') && weighted(text, &[3, 4, 6, 7, 8, 9, 10, 1]).is_multiple_of(37)
}

fn netherlands(text: &str) -> bool {
    let part_numbered = value(text, 0, 9) > 0 && value(text, 10, 12) > 0;
    // Companies: the ninth digit is the check of eight.
    let company = weighted(text, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11 == digit(text, 8);
    // Sole traders since 2020: letters as 10 to 35 (N 23, L 21, B 11), the whole modulo 97 is 1.
    let whole = digits("2321").chain(digits(text).take(9)).chain(digits("11"));
    let whole = whole.chain(digits(text).skip(9)).fold(0, |rest, digit| (rest * 10 + digit) % 97);
    part_numbered && (company || whole == 1)
}

fn norway(text: &str) -> bool {
    weighted(text, &[3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
}

fn poland(text: &str) -> bool {
    weighted(text, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == last(text)
}

fn portugal(text: &str) -> bool {
    let check = (11 - weighted(text, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10;
    !text.starts_with('0') && check == last(text)
}

fn romania(text: &str) -> bool {
    let padded = format!("{text:0>10}");
    let check = weighted(&padded, &[7, 5, 3, 2, 1, 7, 5, 3, 2]) * 10 % 11 % 10;
    !text.starts_with('0') && check == last(text)
}

fn sweden(text: &str) -> bool {
    (1..=94).contains(&value(text, 10, 12)) && text.get(..10).is_some_and(luhn)
}

fn slovenia(text: &str) -> bool {
    let check = 11 - weighted(text, &[8, 7, 6, 5, 4, 3, 2]) % 11;
    !text.starts_with('0') && check < 11 && check % 10 == last(text)
}

fn slovakia(text: &str) -> bool {
    !text.starts_with('0')
        && matches!(digit(text, 2), 2 | 3 | 4 | 7 | 8 | 9)
        && value(text, 0, 10).is_multiple_of(11)
}
