//! What a recording's file is: told by its beginning, never by its name or by who sends it (F5).

/// As many bytes from its beginning tell what a file is.
pub const HEAD_BYTES: usize = 512;

/// A kind of file that browsers play.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MediaKind {
    Mp4,
    M4a,
    Mp3,
    Wav,
    WebM,
    Ogg,
}

impl MediaKind {
    pub const ALL: [MediaKind; 6] = [
        MediaKind::Mp4,
        MediaKind::M4a,
        MediaKind::Mp3,
        MediaKind::Wav,
        MediaKind::WebM,
        MediaKind::Ogg,
    ];

    /// Stable: rows hold it; the ending of the file's name as well.
    pub fn word(self) -> &'static str {
        match self {
            MediaKind::Mp4 => "mp4",
            MediaKind::M4a => "m4a",
            MediaKind::Mp3 => "mp3",
            MediaKind::Wav => "wav",
            MediaKind::WebM => "webm",
            MediaKind::Ogg => "ogg",
        }
    }

    pub fn from_word(word: &str) -> Option<MediaKind> {
        MediaKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    pub fn media_type(self) -> &'static str {
        match self {
            MediaKind::Mp4 => "video/mp4",
            MediaKind::M4a => "audio/mp4",
            MediaKind::Mp3 => "audio/mpeg",
            MediaKind::Wav => "audio/wav",
            MediaKind::WebM => "video/webm",
            MediaKind::Ogg => "audio/ogg",
        }
    }

    /// Whether there may be something to see.
    pub fn is_video(self) -> bool {
        matches!(self, MediaKind::Mp4 | MediaKind::WebM)
    }
}

/// The kind of a file that begins with `head`; none: not one that is taken.
pub fn kind_of(head: &[u8]) -> Option<MediaKind> {
    let at = |start: usize, part: &[u8]| head.get(start..).is_some_and(|it| it.starts_with(part));
    if at(4, b"ftyp") {
        let is_audio = [b"M4A ".as_slice(), b"M4B "].into_iter().any(|brand| at(8, brand));
        return Some(if is_audio { MediaKind::M4a } else { MediaKind::Mp4 });
    }
    if at(0, b"RIFF") && at(8, b"WAVE") {
        return Some(MediaKind::Wav);
    }
    if at(0, b"\x1a\x45\xdf\xa3") {
        // The same beginning as other Matroska files: its header names the kind.
        let is_webm = head.windows(4).any(|part| part == b"webm");
        return is_webm.then_some(MediaKind::WebM);
    }
    if at(0, b"OggS") {
        return Some(MediaKind::Ogg);
    }
    (at(0, b"ID3") || is_mpeg_frame(head)).then_some(MediaKind::Mp3)
}

/// Eleven set bits, version and layer that exist (layer III), a bit rate and a sample rate.
fn is_mpeg_frame(head: &[u8]) -> bool {
    let [0xff, second, third, ..] = head else { return false };
    let synchronised = second & 0xe0 == 0xe0;
    let (version, layer) = ((second >> 3) & 3, (second >> 1) & 3);
    let (bit_rate, sample_rate) = (third >> 4, (third >> 2) & 3);
    synchronised && version != 1 && layer == 1 && !matches!(bit_rate, 0 | 15) && sample_rate != 3
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn files_are_known_by_their_beginning() {
        let check = |head: &[u8], kind: Option<MediaKind>| assert_eq!(kind_of(head), kind);
        check(b"\0\0\0\x20ftypisom\0\0\x02\0", Some(MediaKind::Mp4));
        check(b"\0\0\0\x1cftypM4A \0\0\0\0", Some(MediaKind::M4a));
        check(b"RIFF\x24\0\0\0WAVEfmt ", Some(MediaKind::Wav));
        check(b"RIFF\x24\0\0\0AVI LIST", None);
        check(b"\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x1f\x42\x82\x84webm", Some(MediaKind::WebM));
        check(b"\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x1f\x42\x82\x88matroska", None);
        check(b"OggS\0\x02", Some(MediaKind::Ogg));
        check(b"ID3\x04\0", Some(MediaKind::Mp3));
        check(b"\xff\xfb\x90\x64", Some(MediaKind::Mp3));
        check(b"\xff\xd8\xff\xe0", None);
        check(b"<html>", None);
        check(b"", None);
    }

    #[test]
    fn kinds_are_read_back() {
        for kind in MediaKind::ALL {
            assert_eq!(MediaKind::from_word(kind.word()), Some(kind));
            assert_eq!(kind.is_video(), kind.media_type().starts_with("video/"));
        }
    }

    proptest! {
        #[test]
        fn any_beginning_has_an_answer(head in vec(any::<u8>(), 0..64)) {
            let _ = kind_of(&head);
        }
    }
}
