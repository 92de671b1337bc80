//! Bytes become text. A mark at the beginning says how; without one, bytes that are zero say
//! UTF-16, since a table has line breaks and delimiters in it, and everything else must be UTF-8.

use crate::Unreadable;

/// How the characters of a file were written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    Utf8,
    /// With the mark that spreadsheets put first.
    Utf8Marked,
    Utf16Le,
    Utf16Be,
}

/// How far zeros are looked for in a file without a mark.
const LOOKED_AT_BYTES: usize = 4096;

/// The text of `bytes`, without its mark.
pub fn decode(bytes: &[u8]) -> Result<(Encoding, String), Unreadable> {
    let (encoding, rest) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (Encoding::Utf8Marked, rest),
        [0xFF, 0xFE, rest @ ..] => (Encoding::Utf16Le, rest),
        [0xFE, 0xFF, rest @ ..] => (Encoding::Utf16Be, rest),
        unmarked => (guess(unmarked), unmarked),
    };
    let text = match encoding {
        Encoding::Utf8 | Encoding::Utf8Marked => utf8(rest)?,
        Encoding::Utf16Le => utf16(rest, u16::from_le_bytes)?,
        Encoding::Utf16Be => utf16(rest, u16::from_be_bytes)?,
    };
    if text.contains('\0') { Err(Unreadable::NotText) } else { Ok((encoding, text)) }
}

fn guess(bytes: &[u8]) -> Encoding {
    let looked_at = bytes.get(..LOOKED_AT_BYTES).unwrap_or(bytes);
    let zeros = |from: usize| looked_at.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    match (zeros(0), zeros(1)) {
        (0, 0) => Encoding::Utf8,
        (even, odd) if even > odd => Encoding::Utf16Be,
        _ => Encoding::Utf16Le,
    }
}

fn utf8(bytes: &[u8]) -> Result<String, Unreadable> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            Err(Unreadable::Encoding { line: line_after(&String::from_utf8_lossy(before)) })
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Unreadable> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    for letter in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match letter {
            Ok(letter) => text.push(letter),
            Err(_) => return Err(Unreadable::Encoding { line: line_after(&text) }),
        }
    }
    match rest {
        [] => Ok(text),
        _ => Err(Unreadable::Encoding { line: line_after(&text) }),
    }
}

/// The line on which comes what follows `text`.
fn line_after(text: &str) -> u32 {
    let breaks = text.bytes().filter(|byte| *byte == b'\n').count();
    u32::try_from(breaks).map_or(u32::MAX, |breaks| breaks.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn every_encoding_is_found_out() {
        let text = "имя,address\nÉlise,elise@example.org\n";
        let ok = |encoding| Ok((encoding, text.to_owned()));
        assert_eq!(decode(text.as_bytes()), ok(Encoding::Utf8));
        assert_eq!(decode(format!("\u{feff}{text}").as_bytes()), ok(Encoding::Utf8Marked));
        for text in [text.to_owned(), format!("\u{feff}{text}")] {
            assert_eq!(decode(&units(&text, u16::to_le_bytes)), ok(Encoding::Utf16Le));
            assert_eq!(decode(&units(&text, u16::to_be_bytes)), ok(Encoding::Utf16Be));
        }
        assert_eq!(decode(b""), Ok((Encoding::Utf8, String::new())));
    }

    #[test]
    fn what_is_no_text_is_told_with_its_line() {
        let latin1 = b"name\nJos\xE9\n";
        assert_eq!(decode(latin1), Err(Unreadable::Encoding { line: 2 }));
        assert_eq!(decode(b"\xFF\xFEa\0\n\0b"), Err(Unreadable::Encoding { line: 2 }));
        assert_eq!(decode(b"\xFF\xFEa\0\0\0"), Err(Unreadable::NotText));
        assert_eq!(decode(b"\xEF\xBB\xBFa\0"), Err(Unreadable::NotText));
    }
}
