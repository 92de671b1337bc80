//! A person's photo: which bytes are taken for one (F10).
//!
//! Told by what the file says at its beginning, never by its name: PNG or JPEG, within bounds. The
//! picture itself is not decoded. What stands beside it in the file is not kept (`strip`).

mod strip;

/// Largest file, in bytes.
pub const PHOTO_MAX_BYTES: usize = 2 * 1024 * 1024;
/// Smallest and largest edge, in pixels.
pub const EDGE_MIN_PX: u32 = 32;
pub const EDGE_MAX_PX: u32 = 4_096;
/// What a photo may be.
const PHOTO: Bounds =
    Bounds { bytes_max: PHOTO_MAX_BYTES, edge_min_px: EDGE_MIN_PX, edge_max_px: EDGE_MAX_PX };
/// Parts of a JPEG looked at before its frame.
const SEGMENTS_MAX: usize = 200;

/// How large a picture may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    pub bytes_max: usize,
    /// Of both edges.
    pub edge_min_px: u32,
    pub edge_max_px: u32,
}

/// What the bytes are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PhotoKind {
    Png,
    Jpeg,
}

impl PhotoKind {
    /// Stable: rows hold it.
    pub fn word(self) -> &'static str {
        match self {
            PhotoKind::Png => "png",
            PhotoKind::Jpeg => "jpg",
        }
    }

    pub fn from_word(word: &str) -> Option<PhotoKind> {
        [PhotoKind::Png, PhotoKind::Jpeg].into_iter().find(|kind| kind.word() == word)
    }

    pub fn media_type(self) -> &'static str {
        match self {
            PhotoKind::Png => "image/png",
            PhotoKind::Jpeg => "image/jpeg",
        }
    }
}

/// Why a file is not taken as a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhotoProblem {
    #[error("the file is larger than {PHOTO_MAX_BYTES} bytes")]
    TooLarge,
    #[error("the file is neither PNG nor JPEG")]
    OtherKind,
    #[error("an edge is shorter than {EDGE_MIN_PX} or longer than {EDGE_MAX_PX} pixels")]
    Edges,
}

impl PhotoProblem {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            PhotoProblem::TooLarge => "photo.too_large",
            PhotoProblem::OtherKind => "photo.other_kind",
            PhotoProblem::Edges => "photo.edges",
        }
    }
}

/// The kind of photo in `file`, if it is one that is taken.
pub fn check(file: &[u8]) -> Result<PhotoKind, PhotoProblem> {
    check_within(file, &PHOTO)
}

/// As `check`, for a picture within `bounds`.
pub fn check_within(file: &[u8], bounds: &Bounds) -> Result<PhotoKind, PhotoProblem> {
    if file.len() > bounds.bytes_max {
        return Err(PhotoProblem::TooLarge);
    }
    let png = png_edges(file).map(|edges| (PhotoKind::Png, edges));
    let jpeg = || jpeg_edges(file).map(|edges| (PhotoKind::Jpeg, edges));
    let (kind, (width, height)) = png.or_else(jpeg).ok_or(PhotoProblem::OtherKind)?;
    let fits = |edge: u32| (bounds.edge_min_px..=bounds.edge_max_px).contains(&edge);
    if fits(width) && fits(height) { Ok(kind) } else { Err(PhotoProblem::Edges) }
}

/// The photo in `file` with nothing in it but the picture: what is kept and shown to others.
pub fn cleaned(file: &[u8]) -> Result<Vec<u8>, PhotoProblem> {
    cleaned_within(file, &PHOTO)
}

/// As `cleaned`, of a picture within `bounds`.
pub fn cleaned_within(file: &[u8], bounds: &Bounds) -> Result<Vec<u8>, PhotoProblem> {
    let clean = match check_within(file, bounds)? {
        PhotoKind::Png => strip::png(file),
        PhotoKind::Jpeg => strip::jpeg(file),
    };
    clean.ok_or(PhotoProblem::OtherKind)
}

/// Width and height from the header chunk.
fn png_edges(file: &[u8]) -> Option<(u32, u32)> {
    let rest = file.strip_prefix(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR")?;
    let (width, rest) = rest.split_first_chunk::<4>()?;
    let (height, _) = rest.split_first_chunk::<4>()?;
    Some((u32::from_be_bytes(*width), u32::from_be_bytes(*height)))
}

/// Width and height from the first frame header.
fn jpeg_edges(file: &[u8]) -> Option<(u32, u32)> {
    let mut rest = file.strip_prefix(b"\xff\xd8")?;
    for _ in 0..SEGMENTS_MAX {
        let ([0xff, marker], after) = rest.split_first_chunk::<2>()? else { return None };
        let (length, body) = after.split_first_chunk::<2>()?;
        let length = usize::from(u16::from_be_bytes(*length)).checked_sub(2)?;
        let (body, next) = body.split_at_checked(length)?;
        // C4, C8 and CC are tables, not frames.
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            let (height, body) = body.get(1..)?.split_first_chunk::<2>()?;
            let (width, _) = body.split_first_chunk::<2>()?;
            let edge = |bytes: &[u8; 2]| u32::from(u16::from_be_bytes(*bytes));
            return Some((edge(width), edge(height)));
        }
        rest = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut file = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR".to_vec();
        file.extend(width.to_be_bytes());
        file.extend(height.to_be_bytes());
        file.extend([8, 6, 0, 0, 0]);
        file
    }

    fn jpeg(width: u16, height: u16) -> Vec<u8> {
        let mut file = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0".to_vec();
        file.extend(b"\xff\xc4\x00\x03\x00");
        file.extend(b"\xff\xc2\x00\x0b\x08");
        file.extend(height.to_be_bytes());
        file.extend(width.to_be_bytes());
        file.extend([1, 1, 0x11, 0]);
        file
    }

    #[test]
    fn photos_are_told_by_their_beginning() {
        assert_eq!(check(&png(200, 100)), Ok(PhotoKind::Png));
        assert_eq!(check(&jpeg(200, 100)), Ok(PhotoKind::Jpeg));
        assert_eq!(check(&png(200, 31)), Err(PhotoProblem::Edges));
        assert_eq!(check(&png(4_097, 200)), Err(PhotoProblem::Edges));
        assert_eq!(check(&jpeg(0, 100)), Err(PhotoProblem::Edges));
    }

    #[test]
    fn other_files_are_refused() {
        for file in ["", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "GIF89a", "MZ"] {
            assert_eq!(check(file.as_bytes()), Err(PhotoProblem::OtherKind), "{file}");
        }
        let mut large = png(200, 100);
        large.resize(PHOTO_MAX_BYTES + 1, 0);
        assert_eq!(check(&large), Err(PhotoProblem::TooLarge));
        large.pop();
        assert_eq!(check(&large), Ok(PhotoKind::Png));
    }

    proptest! {
        #[test]
        fn no_file_is_too_odd(rest: Vec<u8>, start in 0usize..3) {
            let start: &[u8] = [&b""[..], b"\xff\xd8", b"\x89PNG\r\n\x1a\n"][start];
            let _ = check(&[start, &rest].concat());
        }

        #[test]
        fn cut_files_are_no_photos(cut in 1usize..16) {
            let whole = jpeg(200, 100);
            let kept = whole.len() - cut.min(whole.len());
            let checked = check(&whole[..kept]);
            prop_assert!(checked.is_err() || cut <= 4);
        }
    }
}
