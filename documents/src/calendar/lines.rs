//! Content lines: folded, ended by CRLF, with every value made harmless on its way in.

use units::EmailAddress;

/// Bytes of a line before it is folded, the line end not counted (RFC 5545, 3.1).
const LINE_MAX_BYTES: usize = 75;

/// A file being written, line by line.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// A line of our own making. Whatever it holds, it stays one line.
    pub(super) fn raw(&mut self, line: &str) {
        let mut used = 0;
        for c in line.chars().filter(|c| !breaks_line(*c)) {
            if used + c.len_utf8() > LINE_MAX_BYTES {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(c);
            used += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A property whose value is text that a person wrote.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.raw(&format!("{name}:{}", escaped(text)));
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// TEXT as RFC 5545, 3.3.11 has it. All kinds of line ends become `\n`, other control characters
/// go.
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => value.extend(['\\', c]),
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => value.push_str("\\n"),
            '\t' => value.push(' '),
            c if c.is_control() => {}
            c => value.push(c),
        }
    }
    value
}

/// `;CN="name"`, or nothing for an empty name. A quoted parameter can't hold a quote, and a caret
/// begins an escape in newer calendars (RFC 6868).
pub(super) fn common_name(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for c in name.trim().chars() {
        match c {
            '"' => plain.push('\''),
            '^' => plain.push_str("^^"),
            c if breaks_line(c) => plain.push(' '),
            c => plain.push(c),
        }
    }
    if plain.trim().is_empty() { String::new() } else { format!(";CN=\"{plain}\"") }
}

/// The address as a `mailto:` URI; what a URI gives another meaning is written in percent form.
pub(super) fn mailto(email: &EmailAddress) -> String {
    let mut uri = "mailto:".to_owned();
    for c in email.as_str().chars() {
        match c {
            '%' | '?' | '#' | '&' | '/' | '^' | '`' | '{' | '}' | '|' => {
                uri.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c => uri.push(c),
        }
    }
    uri
}

/// A URI without anything that could end it.
pub(super) fn address(uri: &str) -> String {
    uri.chars().filter(|c| !breaks_line(*c) && !c.is_whitespace()).collect()
}

/// What some reader takes for the end of a line, and every other control character.
fn breaks_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}
