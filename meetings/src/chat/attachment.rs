//! Files beside messages: which are taken, and what they are called (F8).
//!
//! What a file is, is told by its beginning, never by its name; the name gets the ending of what it
//! is, so that nobody opens something else than they were shown.

use crate::draft::is_strange;

/// Largest file, in bytes.
pub const ATTACHMENT_MAX_BYTES: usize = 5 * 1024 * 1024;
/// Most files beside one message.
pub const ATTACHMENTS_MAX: u32 = 5;
/// Longest name of a file, its ending apart.
pub const NAME_MAX_CHARS: usize = 100;

/// What the bytes are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AttachmentKind {
    Pdf,
    Png,
    Jpeg,
    Text,
}

impl AttachmentKind {
    pub const ALL: [AttachmentKind; 4] =
        [AttachmentKind::Pdf, AttachmentKind::Png, AttachmentKind::Jpeg, AttachmentKind::Text];

    /// Stable: rows hold it; the ending of the file's name as well.
    pub fn word(self) -> &'static str {
        match self {
            AttachmentKind::Pdf => "pdf",
            AttachmentKind::Png => "png",
            AttachmentKind::Jpeg => "jpg",
            AttachmentKind::Text => "txt",
        }
    }

    pub fn from_word(word: &str) -> Option<AttachmentKind> {
        AttachmentKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    pub fn media_type(self) -> &'static str {
        match self {
            AttachmentKind::Pdf => "application/pdf",
            AttachmentKind::Png => "image/png",
            AttachmentKind::Jpeg => "image/jpeg",
            AttachmentKind::Text => "text/plain; charset=utf-8",
        }
    }
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAttached {
    #[error("there is no file, or it is empty")]
    Missing,
    #[error("the file is larger than {ATTACHMENT_MAX_BYTES} bytes")]
    TooLarge,
    #[error("the file is neither PDF nor PNG nor JPEG nor plain text")]
    OtherKind,
    #[error("the message has {ATTACHMENTS_MAX} files")]
    TooMany,
}

impl NotAttached {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            NotAttached::Missing => "chat.file_missing",
            NotAttached::TooLarge => "chat.file_too_large",
            NotAttached::OtherKind => "chat.file_other_kind",
            NotAttached::TooMany => "chat.too_many_files",
        }
    }
}

/// The kind of `file`, if it is one that is taken.
pub fn check(file: &[u8]) -> Result<AttachmentKind, NotAttached> {
    if file.is_empty() {
        return Err(NotAttached::Missing);
    }
    if file.len() > ATTACHMENT_MAX_BYTES {
        return Err(NotAttached::TooLarge);
    }
    let beginnings: [(&[u8], AttachmentKind); 3] = [
        (b"%PDF-", AttachmentKind::Pdf),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR", AttachmentKind::Png),
        (b"\xff\xd8\xff", AttachmentKind::Jpeg),
    ];
    let known = beginnings.into_iter().find(|(beginning, _)| file.starts_with(beginning));
    match known {
        Some((_, kind)) => Ok(kind),
        None if is_plain(file) => Ok(AttachmentKind::Text),
        None => Err(NotAttached::OtherKind),
    }
}

fn is_plain(file: &[u8]) -> bool {
    let allowed = |c: char| matches!(c, '\n' | '\r' | '\t') || !is_strange(c);
    std::str::from_utf8(file).is_ok_and(|text| text.chars().all(allowed))
}

/// The name under which a file of `kind` is kept and handed out: the last part of `name`, without
/// what cannot be printed, with the ending of what it is.
pub fn file_name(name: &str, kind: AttachmentKind) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !is_strange(*c)).collect();
    let (stem, ending) = plain.rsplit_once('.').unwrap_or((plain.as_str(), ""));
    let ending = ending.to_lowercase();
    let fits = ending == kind.word() || (kind == AttachmentKind::Jpeg && ending == "jpeg");
    let stem = if fits { stem } else { plain.as_str() };
    let stem: String = stem.trim_matches(['.', ' ']).chars().take(NAME_MAX_CHARS).collect();
    let stem = if stem.is_empty() { "file" } else { stem.as_str() };
    format!("{stem}.{}", kind.word())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn files_are_known_by_their_beginning() {
        assert_eq!(check(b"%PDF-1.7 and so on"), Ok(AttachmentKind::Pdf));
        assert_eq!(check("Élégie\r\n\tscore".as_bytes()), Ok(AttachmentKind::Text));
        assert_eq!(check(b"PK\x03\x04"), Err(NotAttached::OtherKind));
        assert_eq!(check(b"MZ\x90\x00"), Err(NotAttached::OtherKind));
        assert_eq!(check(b""), Err(NotAttached::Missing));
        assert_eq!(check(&vec![b'a'; ATTACHMENT_MAX_BYTES]), Ok(AttachmentKind::Text));
        assert_eq!(check(&vec![b'a'; ATTACHMENT_MAX_BYTES + 1]), Err(NotAttached::TooLarge));
    }

    #[test]
    fn names_end_as_what_they_are() {
        assert_eq!(file_name("C:\\scores\\Élégie.PDF", AttachmentKind::Pdf), "Élégie.pdf");
        assert_eq!(file_name("page.html", AttachmentKind::Text), "page.html.txt");
        assert_eq!(file_name("photo.jpeg", AttachmentKind::Jpeg), "photo.jpg");
        assert_eq!(file_name("../..", AttachmentKind::Png), "file.png");
        assert_eq!(file_name("a\u{202e}fdp.exe", AttachmentKind::Text), "afdp.exe.txt");
    }

    proptest! {
        /// F8: whatever a file is called, its name is one part of a path and can be printed.
        #[test]
        fn names_are_safe(name in ".{0,200}") {
            let kept = file_name(&name, AttachmentKind::Text);
            prop_assert!(kept.ends_with(".txt") && !kept.starts_with('.'));
            prop_assert!(!kept.contains(['/', '\\']) && !kept.chars().any(is_strange));
            prop_assert!(kept.chars().count() <= NAME_MAX_CHARS + 4);
        }
    }
}
