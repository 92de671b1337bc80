//! The accent colour of a site, and what becomes of it where it has to be read (WCAG 2.2, AA).
//!
//! Where something is written on the colour, the writing is white or black: one of the two can
//! always be read. Where the colour is what is written with, on a light page or a dark one, it is
//! mixed with black or white, as little as need be. Integers throughout; no words, no style sheet.

mod linear;

use std::fmt;
use std::str::FromStr;

use linear::LINEAR;

/// What text needs, in hundredths: 4.5 to 1 (success criterion 1.4.3).
pub const TEXT_CONTRAST: u32 = 450;
/// What the stronger shade needs, in hundredths: 7 to 1 (1.4.6).
const STRONG_CONTRAST: u32 = 700;
/// Steps from a colour to another.
const STEPS: u32 = 256;
/// Steps from the page to the colour, for grounds that only hint at it.
const WASH_STEPS: u32 = 26;

const WHITE: Colour = Colour { red: 255, green: 255, blue: 255 };
const BLACK: Colour = Colour { red: 0, green: 0, blue: 0 };

/// Pages as `web/styles/tokens.css` has them: the paper, and the ground of quiet boxes on it.
const LIGHT: Page =
    Page { paper: WHITE, wash: Colour { red: 0xf2, green: 0xf6, blue: 0xf5 }, towards: BLACK };
const DARK: Page = Page {
    paper: Colour { red: 0x0e, green: 0x16, blue: 0x15 },
    wash: Colour { red: 0x17, green: 0x22, blue: 0x20 },
    towards: WHITE,
};

struct Page {
    paper: Colour,
    wash: Colour,
    /// Mixing with it makes a colour stand out more.
    towards: Colour,
}

/// An opaque sRGB colour.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

/// The text names no colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a colour is # and three or six hexadecimal digits")]
pub struct NotAColour;

impl FromStr for Colour {
    type Err = NotAColour;

    /// `#1f6f64` or `#267`, with or without the sign, in either case.
    fn from_str(text: &str) -> Result<Colour, NotAColour> {
        let text = text.trim();
        let digits = text.strip_prefix('#').unwrap_or(text);
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(NotAColour);
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| NotAColour)?;
        let [_, first, second, third] = number.to_be_bytes();
        match digits.len() {
            6 => Ok(Colour { red: first, green: second, blue: third }),
            // Each digit stands for two of its kind.
            3 => Ok(Colour {
                red: (second & 0x0f) * 0x11,
                green: (third >> 4) * 0x11,
                blue: (third & 0x0f) * 0x11,
            }),
            _ => Err(NotAColour),
        }
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.digits())
    }
}

/// The shades of a colour on a light page or a dark one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shades {
    /// For links, outlines and marks.
    pub ink: Colour,
    /// The same, standing out more.
    pub strong: Colour,
    /// A ground that hints at the colour.
    pub wash: Colour,
    /// Written on `ink` or on `strong`.
    pub on_ink: Colour,
}

/// A colour with everything that comes of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Palette {
    /// As it was chosen: for buttons and bands.
    pub fill: Colour,
    /// Written on it.
    pub on_fill: Colour,
    pub light: Shades,
    pub dark: Shades,
}

impl Colour {
    /// Its six digits, without the sign.
    pub fn digits(self) -> String {
        format!("{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// Everything that comes of it.
    pub fn palette(self) -> Palette {
        Palette {
            fill: self,
            on_fill: self.written_on(),
            light: self.shades(&LIGHT),
            dark: self.shades(&DARK),
        }
    }

    /// How well `self` and `other` are told apart, in hundredths: from 100 to 2,100, rounded down.
    pub fn contrast(self, other: Colour) -> u32 {
        let (one, two) = (self.light_millionths() + 50_000, other.light_millionths() + 50_000);
        one.max(two) * 100 / one.min(two)
    }

    /// White where it can be read on this colour, else black, which then can.
    fn written_on(self) -> Colour {
        if self.contrast(WHITE) >= TEXT_CONTRAST { WHITE } else { BLACK }
    }

    fn shades(self, page: &Page) -> Shades {
        let wash = page.paper.mixed(self, WASH_STEPS);
        let grounds = [page.paper, page.wash, wash];
        let ink = self.until(page.towards, &grounds, TEXT_CONTRAST);
        let strong = ink.until(page.towards, &[page.paper], STRONG_CONTRAST);
        Shades { ink, strong, wash, on_ink: ink.written_on() }
    }

    /// The first shade on the way from this colour to `end` that is told apart from all `grounds`.
    fn until(self, end: Colour, grounds: &[Colour], least: u32) -> Colour {
        let is_clear = |shade: &Colour| grounds.iter().all(|each| shade.contrast(*each) >= least);
        let mut shades = (0..=STEPS).map(|steps| self.mixed(end, steps));
        shades.find(is_clear).unwrap_or(end)
    }

    /// `steps` of `STEPS` on the way to `end`.
    fn mixed(self, end: Colour, steps: u32) -> Colour {
        let channel = |from: u8, to: u8| {
            let mixed = (u32::from(from) * (STEPS - steps) + u32::from(to) * steps) / STEPS;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Colour {
            red: channel(self.red, end.red),
            green: channel(self.green, end.green),
            blue: channel(self.blue, end.blue),
        }
    }

    /// Relative luminance (WCAG 2.2): from none to a million.
    fn light_millionths(self) -> u32 {
        let [red, green, blue] =
            [self.red, self.green, self.blue].map(|channel| LINEAR[usize::from(channel)]);
        // The sum of the weights is 10,000, so that the products stay below 2^34.
        let weighed = u64::from(red) * 2_126 + u64::from(green) * 7_152 + u64::from(blue) * 722;
        u32::try_from(weighed / 10_000).unwrap_or(1_000_000)
    }
}

#[cfg(test)]
mod tests;
