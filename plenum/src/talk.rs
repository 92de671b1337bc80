//! What the program says: results to standard output, as text or JSON; progress to standard error.

use std::io::{IsTerminal as _, Write as _};

use jobs::Progress;
use serde::Serialize;

/// Cells of a progress bar.
const BAR_CELLS: usize = 30;

/// One line of a result.
pub fn say(text: &str) {
    // Nobody reads on: that is no reason to fail.
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// One line beside the result.
pub fn tell(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// The result, for programs or for people.
pub fn result(json: bool, value: &impl Serialize, words: impl FnOnce() -> String) {
    if json {
        let text = serde_json::to_string_pretty(value).expect("results are plain data");
        say(&text);
    } else {
        say(&words());
    }
}

/// A bar that shows how far something has come; silent where nobody watches.
pub struct Bar {
    watched: bool,
    shown: Option<usize>,
}

impl Bar {
    pub fn new() -> Bar {
        Bar { watched: std::io::stderr().is_terminal(), shown: None }
    }

    /// How far a clock was moved.
    pub fn show(&mut self, progress: Progress) {
        let whole = progress.to.seconds_since(progress.from).max(1);
        let done = progress.now.seconds_since(progress.from).clamp(0, whole);
        let count = |seconds: i64| u64::try_from(seconds).unwrap_or_default();
        self.draw(count(done), count(whole), &progress.now.to_string());
    }

    /// How many of how many are done.
    pub fn show_part(&mut self, done: u64, of: u64) {
        self.draw(done, of, &format!("{done} of {of}"));
    }

    fn draw(&mut self, done: u64, whole: u64, words: &str) {
        let cells = u64::try_from(BAR_CELLS).unwrap_or_default();
        let filled = done.saturating_mul(cells) / whole.max(1);
        let filled = usize::try_from(filled).unwrap_or(BAR_CELLS).min(BAR_CELLS);
        if !self.watched || self.shown == Some(filled) {
            return;
        }
        self.shown = Some(filled);
        let bar = "#".repeat(filled);
        let _ = write!(std::io::stderr(), "\r[{bar:BAR_CELLS$}] {words}");
    }

    pub fn end(&mut self) {
        if self.shown.take().is_some() {
            let _ = writeln!(std::io::stderr());
        }
    }
}
