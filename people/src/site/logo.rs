//! A site's logo: which bytes are taken for one. As with photos, told by what the file says, and
//! kept without what stands beside the picture.

use crate::photo::{self, Bounds, PhotoKind, PhotoProblem};

/// Largest file, in bytes: guests load it with every first page.
pub const LOGO_MAX_BYTES: usize = 512 * 1024;
/// Smallest and largest edge, in pixels.
pub const LOGO_EDGE_MIN_PX: u32 = 16;
pub const LOGO_EDGE_MAX_PX: u32 = 2_000;

const BOUNDS: Bounds = Bounds {
    bytes_max: LOGO_MAX_BYTES,
    edge_min_px: LOGO_EDGE_MIN_PX,
    edge_max_px: LOGO_EDGE_MAX_PX,
};

/// Why a file is not taken as a logo.
/// The text is for logs; people read the message of `code` in their own language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LogoProblem {
    #[error("there is no file, or it is empty")]
    Missing,
    #[error("the file is larger than {LOGO_MAX_BYTES} bytes")]
    TooLarge,
    #[error("the file is neither PNG nor JPEG, or is damaged")]
    OtherKind,
    #[error("an edge is shorter than {LOGO_EDGE_MIN_PX} or longer than {LOGO_EDGE_MAX_PX} pixels")]
    Edges,
}

impl LogoProblem {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            LogoProblem::Missing => "logo.missing",
            LogoProblem::TooLarge => "logo.too_large",
            LogoProblem::OtherKind => "logo.other_kind",
            LogoProblem::Edges => "logo.edges",
        }
    }
}

impl From<PhotoProblem> for LogoProblem {
    fn from(problem: PhotoProblem) -> LogoProblem {
        match problem {
            PhotoProblem::TooLarge => LogoProblem::TooLarge,
            PhotoProblem::OtherKind => LogoProblem::OtherKind,
            PhotoProblem::Edges => LogoProblem::Edges,
        }
    }
}

/// The logo in `file` with nothing in it but the picture, and its kind.
pub fn cleaned(file: &[u8]) -> Result<(PhotoKind, Vec<u8>), LogoProblem> {
    if file.is_empty() {
        return Err(LogoProblem::Missing);
    }
    let kind = photo::check_within(file, &BOUNDS)?;
    Ok((kind, photo::cleaned_within(file, &BOUNDS)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32) -> Vec<u8> {
        let header = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR";
        let rest = b"\x00\x00\x00\x10\x08\x06\x00\x00\x00sum!\x00\x00\x00\x00IENDsum!";
        [&header[..], &width.to_be_bytes(), rest].concat()
    }

    #[test]
    fn logos_are_small_pictures() {
        assert_eq!(cleaned(&png(64)), Ok((PhotoKind::Png, png(64))));
        let with_more = [png(64), b"and a film".to_vec()].concat();
        assert_eq!(cleaned(&with_more), Ok((PhotoKind::Png, png(64))));
        assert_eq!(cleaned(b""), Err(LogoProblem::Missing));
        assert_eq!(cleaned(b"<svg/>"), Err(LogoProblem::OtherKind));
        assert_eq!(cleaned(&png(15)), Err(LogoProblem::Edges));
        assert_eq!(cleaned(&png(2_001)), Err(LogoProblem::Edges));
        let mut large = png(64);
        large.resize(LOGO_MAX_BYTES + 1, 0);
        assert_eq!(cleaned(&large), Err(LogoProblem::TooLarge));
        let cut = png(64);
        assert_eq!(cleaned(&cut[..cut.len() - 3]), Err(LogoProblem::OtherKind));
    }
}
