//! A photo without what cameras and programs write beside the picture: place, time, owner,
//! thumbnails, whatever follows the picture's end.
//!
//! What draws the picture is copied as it is, nothing is decoded; everything else is left out,
//! known or not. Of the camera's notes one survives, in a note of its own: which way is up.

/// "This way up", and any that turn or mirror the picture.
const UPRIGHT: u16 = 1;
const ORIENTATIONS: std::ops::RangeInclusive<u16> = 1..=8;
/// Entries of a camera's first directory looked through.
const ENTRIES_MAX: usize = 200;

const PNG_START: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Chunks that draw the picture or say how its colours are meant.
const PNG_CHUNKS: [&[u8; 4]; 10] =
    [b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"IEND"];

/// The PNG without the rest; none when a chunk is cut off or the end is missing.
pub(super) fn png(file: &[u8]) -> Option<Vec<u8>> {
    let mut rest = file.strip_prefix(PNG_START)?;
    let mut kept = PNG_START.to_vec();
    loop {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (name, _) = after.split_first_chunk::<4>()?;
        // Length, name, body and check sum.
        let whole = usize::try_from(u32::from_be_bytes(*length)).ok()?.checked_add(12)?;
        let (chunk, next) = rest.split_at_checked(whole)?;
        if PNG_CHUNKS.contains(&name) {
            kept.extend_from_slice(chunk);
        }
        if name == b"IEND" {
            return Some(kept);
        }
        rest = next;
    }
}

/// The JPEG without the rest; none when a part is cut off or the end is missing.
pub(super) fn jpeg(file: &[u8]) -> Option<Vec<u8>> {
    let mut rest = file.strip_prefix(b"\xff\xd8")?;
    let (mut parts, mut turned) = (Vec::with_capacity(file.len()), UPRIGHT);
    loop {
        let ([0xff, marker], after) = rest.split_first_chunk::<2>()? else { return None };
        match marker {
            // Any number of these may stand before a marker.
            0xff => {
                rest = rest.get(1..)?;
                continue;
            }
            0xd9 => break,
            _ => {}
        }
        let (length, _) = after.split_first_chunk::<2>()?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (segment, next) = rest.split_at_checked(length.checked_add(2)?)?;
        let body = segment.get(4..)?;
        if let (0xe1, Some(tiff)) = (marker, body.strip_prefix(b"Exif\0\0")) {
            turned = orientation(tiff).unwrap_or(turned);
        }
        if draws(*marker, body) {
            parts.extend_from_slice(segment);
        }
        rest = next;
        if *marker == 0xda {
            let (picture, after) = rest.split_at_checked(scan_length(rest)?)?;
            parts.extend_from_slice(picture);
            rest = after;
        }
    }
    let note = if turned == UPRIGHT { Vec::new() } else { orientation_note(turned) };
    Some([&b"\xff\xd8"[..], &note, &parts, b"\xff\xd9"].concat())
}

/// Whether a segment is part of the picture. Applications' segments and comments are not, but for
/// the two that say how colours are meant.
fn draws(marker: u8, body: &[u8]) -> bool {
    match marker {
        0xe2 => body.starts_with(b"ICC_PROFILE\0"),
        0xee => body.starts_with(b"Adobe"),
        0xe0..=0xef | 0xfe => false,
        _ => true,
    }
}

/// Bytes up to the marker that ends a scan; zero after 0xff and restart marks belong to it.
fn scan_length(scan: &[u8]) -> Option<usize> {
    let ends = |pair: &[u8]| matches!(pair, [0xff, second] if !matches!(second, 0 | 0xd0..=0xd7));
    scan.windows(2).position(ends)
}

/// Which way is up, as the camera's first directory (TIFF) has it.
fn orientation(tiff: &[u8]) -> Option<u16> {
    let (order, _) = tiff.split_first_chunk::<2>()?;
    let little = match order {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let short = |bytes: &[u8; 2]| match little {
        true => u16::from_le_bytes(*bytes),
        false => u16::from_be_bytes(*bytes),
    };
    let start = tiff.get(4..)?.first_chunk::<4>()?;
    let start = match little {
        true => u32::from_le_bytes(*start),
        false => u32::from_be_bytes(*start),
    };
    let directory = tiff.get(usize::try_from(start).ok()?..)?;
    let (count, entries) = directory.split_first_chunk::<2>()?;
    let (entries, _) = entries.as_chunks::<12>();
    let of_entry = |entry: &[u8; 12]| {
        let tag = short(entry.first_chunk::<2>()?);
        let value = short(entry.get(8..)?.first_chunk::<2>()?);
        (tag == 0x0112 && ORIENTATIONS.contains(&value)).then_some(value)
    };
    let count = usize::from(short(count)).min(ENTRIES_MAX);
    entries.iter().take(count).find_map(of_entry)
}

/// A camera's note with nothing in it but which way is up.
fn orientation_note(turned: u16) -> Vec<u8> {
    let mut note =
        b"\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    note.extend(turned.to_be_bytes());
    note.extend([0, 0, 0, 0, 0, 0]);
    note
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len()).expect("short");
        [&length.to_be_bytes()[..], name, body, b"sum!"].concat()
    }

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 2).expect("short");
        [&[0xff, marker][..], &length.to_be_bytes(), body].concat()
    }

    fn holds(file: &[u8], canary: &[u8]) -> bool {
        file.windows(canary.len()).any(|window| window == canary)
    }

    #[test]
    fn a_png_keeps_its_picture_alone() {
        let draws = [chunk(b"IHDR", b"edges"), chunk(b"IDAT", b"pixels")].concat();
        let said = [chunk(b"tEXt", b"Author\0Ada"), chunk(b"eXIf", b"Paris"), chunk(b"aBcD", b"?")];
        let end = chunk(b"IEND", b"");
        let file = [PNG_START, &draws, &said.concat(), &end, b"and a film"].concat();
        assert_eq!(png(&file), Some([PNG_START, &draws, &end].concat()));
        assert_eq!(png(&[PNG_START, &draws].concat()), None, "the end is missing");
    }

    /// A scan with an escaped 0xff and a restart mark in it.
    const SCAN: &[u8] = b"\x01\xff\x00\x02\xff\xd0\x03";

    fn photo(exif: &[u8]) -> Vec<u8> {
        let parts = [
            segment(0xe0, b"JFIF\0 and a thumbnail"),
            segment(0xe1, &[b"Exif\0\0", exif].concat()),
            segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Ada</x:xmpmeta>"),
            segment(0xe2, b"ICC_PROFILE\0colours"),
            segment(0xe2, b"MPF\0another picture"),
            segment(0xfe, b"taken in Paris"),
            segment(0xc0, b"frame"),
            segment(0xda, b"scan"),
        ];
        [&b"\xff\xd8"[..], &parts.concat(), SCAN, b"\xff\xd9", b"and a film"].concat()
    }

    fn exif(little: bool, turned: u16) -> Vec<u8> {
        let short = |n: u16| if little { n.to_le_bytes() } else { n.to_be_bytes() };
        let long = |n: u32| if little { n.to_le_bytes() } else { n.to_be_bytes() };
        let order: &[u8] = if little { b"II" } else { b"MM" };
        let entry = |tag: u16, value: u16| {
            [&short(tag)[..], &short(3), &long(1), &short(value), &[0, 0]].concat()
        };
        let (make, up) = (entry(0x010f, 7), entry(0x0112, turned));
        let place = b"48.8584 N 2.2945 E".to_vec();
        [order, &short(42), &long(8), &short(2), &make, &up, &long(0), &place].concat()
    }

    #[test]
    fn a_jpeg_keeps_its_picture_and_which_way_is_up() {
        let drawn = [
            segment(0xe2, b"ICC_PROFILE\0colours"),
            segment(0xc0, b"frame"),
            segment(0xda, b"scan"),
            SCAN.to_vec(),
            b"\xff\xd9".to_vec(),
        ]
        .concat();
        let upright = jpeg(&photo(&exif(true, 1))).expect("a photo");
        assert_eq!(upright, [&b"\xff\xd8"[..], &drawn].concat());
        for little in [true, false] {
            let turned = jpeg(&photo(&exif(little, 6))).expect("a photo");
            assert!(turned.ends_with(&drawn));
            assert!(!holds(&turned, b"Paris") && !holds(&turned, b"48.8584"));
            let note = turned.strip_prefix(b"\xff\xd8\xff\xe1\x00\x22Exif\0\0").expect("a note");
            assert_eq!(orientation(note), Some(6), "and it reads as it was written");
            assert_eq!(jpeg(&turned).as_ref(), Some(&turned), "there is nothing more to take");
        }
        for odd in [exif(true, 9), b"II".to_vec(), b"XX\0\0\0\0".to_vec(), Vec::new()] {
            assert_eq!(jpeg(&photo(&odd)), Some(upright.clone()), "{odd:?}");
        }
        let cut = photo(&exif(true, 1));
        assert_eq!(jpeg(cut.strip_suffix(b"\xff\xd9and a film").expect("an end")), None);
    }

    proptest! {
        #[test]
        fn no_file_is_too_odd(rest: Vec<u8>, exif: Vec<u8>) {
            let _ = (png(&[PNG_START, &rest].concat()), jpeg(&[&b"\xff\xd8"[..], &rest].concat()));
            prop_assert!(jpeg(&photo(&exif)).is_some());
        }
    }
}
