//! Character sets of old files: what one byte meant before UTF-8. Which one a file has cannot be
//! told from its bytes, so it is asked, or said by a vCard itself.

/// The sets that are read besides Unicode.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Charset {
    Utf8,
    /// Western Europe; Latin-1 is a part of it.
    Windows1252,
    /// Cyrillic.
    Windows1251,
}

/// 0x80 to 0x9F of Windows-1252.
const WESTERN: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
/// 0x80 to 0xBF of Windows-1251; the alphabet follows.
const CYRILLIC: &str =
    "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{98}™љ›њќћџ\u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{ad}®Ї°±Ііґµ¶·ё№є»јЅѕї";
const CYRILLIC_ALPHABET: u32 = 0x0410;

impl Charset {
    /// The word in forms and the API.
    pub fn word(self) -> &'static str {
        match self {
            Charset::Utf8 => "utf-8",
            Charset::Windows1252 => "windows-1252",
            Charset::Windows1251 => "windows-1251",
        }
    }

    pub fn from_word(word: &str) -> Option<Charset> {
        match word.trim().to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" | "us-ascii" | "ascii" => Some(Charset::Utf8),
            "windows-1252" | "cp1252" | "iso-8859-1" | "iso-8859-15" | "latin1" => {
                Some(Charset::Windows1252)
            }
            "windows-1251" | "cp1251" => Some(Charset::Windows1251),
            _ => None,
        }
    }

    /// The text of `bytes`; none when they cannot be of this set.
    pub fn decode(self, bytes: &[u8]) -> Option<String> {
        match self {
            Charset::Utf8 => std::str::from_utf8(bytes).ok().map(str::to_owned),
            Charset::Windows1252 => Some(bytes.iter().map(|byte| western(*byte)).collect()),
            Charset::Windows1251 => Some(bytes.iter().map(|byte| cyrillic(*byte)).collect()),
        }
    }
}

fn western(byte: u8) -> char {
    match byte {
        0x80..=0x9f => at(WESTERN, byte),
        other => char::from(other),
    }
}

fn cyrillic(byte: u8) -> char {
    match byte {
        0x00..=0x7f => char::from(byte),
        0x80..=0xbf => at(CYRILLIC, byte),
        letter => char::from_u32(CYRILLIC_ALPHABET + u32::from(letter - 0xc0)).unwrap_or('?'),
    }
}

fn at(table: &str, byte: u8) -> char {
    table.chars().nth(usize::from(byte - 0x80)).unwrap_or('?')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_bytes_are_read() {
        let western = Charset::Windows1252.decode(b"Jos\xe9 \x80 Zo\xeb");
        assert_eq!(western.as_deref(), Some("José € Zoë"));
        let cyrillic = Charset::Windows1251.decode(b"\xc0\xed\xed\xe0 \xb8 \xb9 \xff");
        assert_eq!(cyrillic.as_deref(), Some("Анна ё № я"));
        assert_eq!(Charset::Utf8.decode(b"\xff"), None);
        assert_eq!((WESTERN.chars().count(), CYRILLIC.chars().count()), (32, 64));
    }
}
