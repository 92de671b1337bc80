//! Colours can be read, whatever is chosen.

use proptest::prelude::*;

use super::*;

fn colour(text: &str) -> Colour {
    text.parse().expect("a colour")
}

#[test]
fn colours_are_read_and_written() {
    for (typed, kept) in
        [("#1F6f64", "#1f6f64"), (" 1f6f64 ", "#1f6f64"), ("#28c", "#2288cc"), ("000", "#000000")]
    {
        assert_eq!(colour(typed).to_string(), kept, "{typed}");
    }
    for typed in
        ["", "#", "#12", "#1234", "#1f6f6", "#1f6f644", "teal", "##1f6f64", "#+f6f64", "#é"]
    {
        assert_eq!(typed.parse::<Colour>(), Err(NotAColour), "{typed}");
    }
}

/// Ratios as published for these pairs.
#[test]
fn contrast_is_that_of_the_guidelines() {
    for (one, two, hundredths) in [
        ("#000000", "#ffffff", 2_100),
        ("#777777", "#ffffff", 447),
        ("#767676", "#ffffff", 454),
        ("#ff0000", "#ffffff", 399),
        ("#0000ff", "#ffffff", 859),
        ("#ffff00", "#ffffff", 107),
        ("#123456", "#123456", 100),
    ] {
        assert_eq!(colour(one).contrast(colour(two)), hundredths, "{one} {two}");
        assert_eq!(colour(two).contrast(colour(one)), hundredths, "{two} {one}");
    }
}

#[test]
fn the_table_is_the_curve() {
    for channel in 0..=u8::MAX {
        let part = f64::from(channel) / 255.0;
        let linear = match part <= 0.04045 {
            true => part / 12.92,
            false => ((part + 0.055) / 1.055).powf(2.4),
        };
        let kept = f64::from(LINEAR[usize::from(channel)]);
        assert!((linear * 1_000_000.0 - kept).abs() <= 0.5, "{channel}: {kept}");
    }
}

/// A page here is a page of the style sheet.
#[test]
fn pages_are_those_of_the_style_sheet() {
    let tokens = include_str!("../../../../web/styles/tokens.css");
    for (name, light, dark) in [("paper", LIGHT.paper, DARK.paper), ("wash", LIGHT.wash, DARK.wash)]
    {
        let token = format!("--{name}: light-dark({light}, {dark});");
        assert!(tokens.contains(&token), "{token}");
    }
}

#[test]
fn a_pale_colour_is_written_on_in_black_and_darkened_for_links() {
    let pale = colour("#ffe14d").palette();
    assert_eq!((pale.fill, pale.on_fill), (colour("#ffe14d"), BLACK));
    assert_ne!(pale.light.ink, pale.fill);
    assert_eq!(pale.dark.ink, pale.fill, "on a dark page it can be read as it is");
    let deep = colour("#0b3d91").palette();
    assert_eq!((deep.on_fill, deep.light.ink), (WHITE, deep.fill));
    assert_ne!(deep.dark.ink, deep.fill);
}

proptest! {
    /// Whatever colour is chosen: everything written on it or with it can be read.
    #[test]
    fn every_colour_can_be_read(red: u8, green: u8, blue: u8) {
        let chosen = Colour { red, green, blue };
        let palette = chosen.palette();
        prop_assert_eq!(palette.fill, chosen);
        prop_assert!(chosen.contrast(palette.on_fill) >= TEXT_CONTRAST);
        for (shades, page) in [(palette.light, &LIGHT), (palette.dark, &DARK)] {
            for ground in [page.paper, page.wash, shades.wash] {
                for ink in [shades.ink, shades.strong] {
                    prop_assert!(ink.contrast(ground) >= TEXT_CONTRAST, "{ink} on {ground}");
                }
            }
            for ground in [shades.ink, shades.strong] {
                prop_assert!(shades.on_ink.contrast(ground) >= TEXT_CONTRAST);
            }
            prop_assert!(shades.strong.contrast(page.paper) >= STRONG_CONTRAST);
        }
    }

    /// A colour that can be read as it is stays as it is, and none is changed more than need be.
    #[test]
    fn no_colour_is_changed_without_need(red: u8, green: u8, blue: u8) {
        let chosen = Colour { red, green, blue };
        for (shades, page) in [
            (chosen.palette().light, &LIGHT),
            (chosen.palette().dark, &DARK),
        ] {
            let grounds = [page.paper, page.wash, shades.wash];
            let reads = |ink: Colour, on: &Colour| ink.contrast(*on) >= TEXT_CONTRAST;
            let clear = |ink: Colour| grounds.iter().all(|each| reads(ink, each));
            prop_assert_eq!(shades.ink == chosen, clear(chosen));
            let before = (0..STEPS).map(|steps| chosen.mixed(page.towards, steps));
            let mut skipped = before.take_while(|shade| *shade != shades.ink);
            prop_assert!(skipped.all(|shade| !clear(shade)));
        }
    }

    #[test]
    fn what_is_written_is_read_back(red: u8, green: u8, blue: u8) {
        let chosen = Colour { red, green, blue };
        prop_assert_eq!(chosen.to_string().parse(), Ok(chosen));
    }
}
