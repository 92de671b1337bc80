//! Recordings in the demo: real sound, made here, with a transcript that fits it to the second.
//!
//! Who speaks is heard as a tone of their own that swells with every syllable; nothing is spoken.

use app::recordings::{transcript, upload};
use app::{App, Who};

/// Samples in a second, a byte each.
const RATE: u32 = 8_000;
const SYLLABLES_A_SECOND: u32 = 4;

/// What is said: from which second, by whom, what.
type Line = (u32, &'static str, &'static str);

/// One recording: its title, how many seconds it has, what is said.
pub struct Recorded {
    title: &'static str,
    seconds: u32,
    lines: &'static [Line],
}

pub const RECORDED: [Recorded; 3] = [
    Recorded {
        title: "Kick-off with Hôtel du Lac",
        seconds: 40,
        lines: &[
            (1, "Clara", "Welcome. The hotel opens in May, so we count backwards from there."),
            (9, "Marie", "The rooms are measured. What is missing is the bar and the stairs."),
            (
                16,
                "Ines",
                "For the bar I have two proposals: oak, as it was, or cherry, which is warmer.",
            ),
            (24, "Clara", "Let us show both. And the lamps?"),
            (28, "Ines", "The lamps come from Lorenz; samples are here on Thursday."),
            (34, "Clara", "Good. Then we meet on Thursday, same link."),
        ],
    },
    Recorded {
        title: "Design review: the reading room",
        seconds: 30,
        lines: &[
            (1, "Ines", "This is the reading room from the gallery."),
            (
                6,
                "Greta",
                "The shelves cover the window on the left; can they be one metre shorter?",
            ),
            (13, "Ines", "They can. We lose forty books."),
            (18, "Greta", "Better forty books than the afternoon light."),
            (24, "Ines", "Noted: shelves one metre shorter."),
        ],
    },
    Recorded {
        title: "Board meeting: budget",
        seconds: 24,
        lines: &[
            (1, "Karl", "The budget closes four thousand euros below the plan."),
            (7, "Clara", "Where did we save them?"),
            (10, "Karl", "Travel. Nobody takes the train to Lyon any more."),
            (18, "Clara", "Then half of it goes into a better camera."),
        ],
    },
];

/// `recorded` is sent by `who`, and its transcript after it.
pub async fn keeps(app: &App, who: &Who, recorded: &Recorded) -> anyhow::Result<()> {
    let sound = sound(recorded);
    let new = upload::New {
        title: recorded.title,
        file_name: "recording.wav",
        meeting: None,
        length: Some(sound.len().try_into()?),
    };
    let mut incoming = upload::begin(app, who, &new).await?;
    incoming.write(&sound).await?;
    let kept = incoming.finish(app, who).await?;
    transcript::set(app, who, kept.id, web_vtt(recorded).as_bytes()).await?;
    Ok(())
}

/// When a line ends: where the next begins, or the recording is over.
fn end(recorded: &Recorded, index: usize) -> u32 {
    recorded.lines.get(index + 1).map_or(recorded.seconds, |&(next, ..)| next)
}

fn web_vtt(recorded: &Recorded) -> String {
    let mut file = "WEBVTT\n".to_owned();
    for (index, &(from, who, said)) in recorded.lines.iter().enumerate() {
        let to = end(recorded, index);
        file.push_str(&format!("\n00:{from:02}.000 --> 00:{to:02}.000\n<v {who}>{said}\n"));
    }
    file
}

/// Uncompressed sound in one channel, in the form of a WAV file.
fn sound(recorded: &Recorded) -> Vec<u8> {
    let samples = recorded.seconds * RATE;
    let mut file = b"RIFF".to_vec();
    file.extend((samples + 36).to_le_bytes());
    file.extend(b"WAVEfmt ");
    // Length of this part, uncompressed, one channel, samples and bytes in a second, bytes and bits
    // of a sample.
    file.extend(16_u32.to_le_bytes());
    file.extend([1_u16, 1].into_iter().flat_map(u16::to_le_bytes));
    file.extend([RATE, RATE].into_iter().flat_map(u32::to_le_bytes));
    file.extend([1_u16, 8].into_iter().flat_map(u16::to_le_bytes));
    file.extend(b"data");
    file.extend(samples.to_le_bytes());
    file.extend((0..samples).map(|sample| level(recorded, sample)));
    file
}

/// The sound's level, 128 being silence: a tone between 88 and 168 that swells and ebbs.
fn level(recorded: &Recorded, sample: u32) -> u8 {
    let line = recorded.lines.iter().rev().find(|&&(from, ..)| from <= sample / RATE);
    let Some((_, who, _)) = line else { return 128 };
    // Deeper or higher by the first letter of who speaks.
    let pitch = 110 + 12 * u32::from(who.bytes().next().unwrap_or_default() % 16);
    let tone = saw(sample, RATE / pitch) * 2 - 100;
    let swell = saw(sample, RATE / SYLLABLES_A_SECOND);
    u8::try_from(128 + 40 * tone * swell / 10_000).unwrap_or(128)
}

/// From 0 up to 100 and down again in every `period` samples.
fn saw(sample: u32, period: u32) -> i32 {
    let half = (period / 2).max(1);
    let place = sample % (2 * half);
    (place.min(2 * half - place) * 100 / half).cast_signed()
}
