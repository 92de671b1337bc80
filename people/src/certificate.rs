//! A certificate's file: which bytes are taken for one (A6).
//!
//! Told by what the file says at its beginning, never by its name: PDF, PNG or JPEG, within a size.
//! It is kept byte for byte, as it is proof, and never shown as part of a page.

/// Largest file, in bytes.
pub const CERTIFICATE_MAX_BYTES: usize = 5 * 1024 * 1024;

/// What the bytes are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CertificateKind {
    Pdf,
    Png,
    Jpeg,
}

impl CertificateKind {
    pub const ALL: [CertificateKind; 3] =
        [CertificateKind::Pdf, CertificateKind::Png, CertificateKind::Jpeg];

    /// Stable: rows hold it; the ending of the file's name as well.
    pub fn word(self) -> &'static str {
        match self {
            CertificateKind::Pdf => "pdf",
            CertificateKind::Png => "png",
            CertificateKind::Jpeg => "jpg",
        }
    }

    pub fn from_word(word: &str) -> Option<CertificateKind> {
        CertificateKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    pub fn media_type(self) -> &'static str {
        match self {
            CertificateKind::Pdf => "application/pdf",
            CertificateKind::Png => "image/png",
            CertificateKind::Jpeg => "image/jpeg",
        }
    }
}

/// Why a file is not taken as a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FileProblem {
    #[error("there is no file, or it is empty")]
    Missing,
    #[error("the file is larger than {CERTIFICATE_MAX_BYTES} bytes")]
    TooLarge,
    #[error("the file is neither PDF nor PNG nor JPEG")]
    OtherKind,
}

impl FileProblem {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            FileProblem::Missing => "certificate.missing",
            FileProblem::TooLarge => "certificate.too_large",
            FileProblem::OtherKind => "certificate.other_kind",
        }
    }
}

/// The kind of certificate in `file`, if it is one that is taken.
pub fn check(file: &[u8]) -> Result<CertificateKind, FileProblem> {
    if file.is_empty() {
        return Err(FileProblem::Missing);
    }
    if file.len() > CERTIFICATE_MAX_BYTES {
        return Err(FileProblem::TooLarge);
    }
    let beginnings: [(&[u8], CertificateKind); 3] = [
        (b"%PDF-", CertificateKind::Pdf),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR", CertificateKind::Png),
        (b"\xff\xd8\xff", CertificateKind::Jpeg),
    ];
    let kind = beginnings.into_iter().find(|(beginning, _)| file.starts_with(beginning));
    kind.map(|(_, kind)| kind).ok_or(FileProblem::OtherKind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificates_are_told_by_their_beginning() {
        assert_eq!(check(b"%PDF-1.7\n"), Ok(CertificateKind::Pdf));
        let png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR....";
        assert_eq!(check(png), Ok(CertificateKind::Png));
        assert_eq!(check(b"\xff\xd8\xff\xe0"), Ok(CertificateKind::Jpeg));
        for kind in CertificateKind::ALL {
            assert_eq!(CertificateKind::from_word(kind.word()), Some(kind));
        }
    }

    #[test]
    fn other_files_are_refused() {
        assert_eq!(check(b""), Err(FileProblem::Missing));
        for file in ["<html>%PDF-1.7", "<svg/>", "PK\u{3}\u{4}", "GIF89a", " %PDF-1.7"] {
            assert_eq!(check(file.as_bytes()), Err(FileProblem::OtherKind), "{file}");
        }
        let mut large = b"%PDF-1.7\n".to_vec();
        large.resize(CERTIFICATE_MAX_BYTES + 1, 0);
        assert_eq!(check(&large), Err(FileProblem::TooLarge));
    }
}
