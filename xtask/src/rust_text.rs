//! Rust source taken apart just far enough for the rules: code, string literals, comments, and
//! which of it is compiled for tests only. Not a parser: it knows no grammar beyond brackets.

use std::ops::Range;

/// A string literal's inside, with the byte its quoting starts at.
#[derive(Debug, PartialEq, Eq)]
pub struct Span<'a> {
    pub start: usize,
    pub text: &'a str,
}

/// One file's text, taken apart.
pub struct RustText<'a> {
    whole: &'a str,
    /// As long as the text, with literals, comments and everything non-ASCII blanked out.
    code: String,
    pub literals: Vec<Span<'a>>,
    tests: Vec<Range<usize>>,
}

impl<'a> RustText<'a> {
    pub fn parse(whole: &'a str) -> Self {
        let mut parts = Parts { whole, at: 0, code: vec![b' '; whole.len()], literals: vec![] };
        while parts.at < whole.len() {
            parts.step();
        }
        let code = String::from_utf8(parts.code).unwrap_or_default();
        let tests = test_ranges(&code);
        RustText { whole, code, literals: parts.literals, tests }
    }

    /// The byte offsets at which `needle` stands in code, tests left out.
    pub fn in_code(&self, needle: &str) -> Vec<usize> {
        let hits = self.code.match_indices(needle).map(|(at, _)| at);
        hits.filter(|&at| !self.is_test(at)).collect()
    }

    /// As `in_code`, but not inside a longer word.
    pub fn word_in_code(&self, word: &str) -> Vec<usize> {
        let bytes = self.code.as_bytes();
        let part =
            |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
        let alone = |at: &usize| (*at == 0 || !part(*at - 1)) && !part(*at + word.len());
        self.in_code(word).into_iter().filter(alone).collect()
    }

    /// Whether the byte `at` stands inside `#[cfg(test)]`.
    pub fn is_test(&self, at: usize) -> bool {
        self.tests.iter().any(|range| range.contains(&at))
    }

    /// The line of the byte `at`, counted from one.
    pub fn line(&self, at: usize) -> usize {
        let before = self.whole.as_bytes().get(..at).unwrap_or_default();
        before.iter().filter(|byte| **byte == b'\n').count() + 1
    }

    /// How many lines are compiled outside tests.
    pub fn lines_outside_tests(&self) -> usize {
        let in_tests: usize =
            self.tests.iter().map(|range| self.line(range.end) - self.line(range.start) + 1).sum();
        self.whole.lines().count().saturating_sub(in_tests)
    }
}

/// The state of taking apart: everything before `at` is done.
struct Parts<'a> {
    whole: &'a str,
    at: usize,
    code: Vec<u8>,
    literals: Vec<Span<'a>>,
}

impl<'a> Parts<'a> {
    /// Takes the next comment, literal or single byte of code.
    fn step(&mut self) {
        let rest = &self.whole.as_bytes()[self.at..];
        match rest {
            [b'/', b'/', ..] => self.skip(line_end(rest)),
            [b'/', b'*', ..] => self.skip(block_end(rest)),
            [b'"', ..] => self.literal(1, quoted_end(rest, 1)),
            [b'r', b'"' | b'#', ..] if !self.in_word() => self.raw(rest),
            [b'\'', ..] => self.quote(rest),
            [byte, ..] => {
                // A line's end stays where it is, so that brackets and lines can be counted.
                self.code[self.at] = if byte.is_ascii() { *byte } else { b' ' };
                self.at += 1;
            }
            [] => {}
        }
    }

    fn in_word(&self) -> bool {
        let before = self.at.checked_sub(1).map(|at| self.code[at]);
        // `b` and `c` may stand before `r` in a raw literal; any longer word may not.
        before.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && !matches!(before, Some(b'b' | b'c'))
    }

    /// A literal of `length` bytes in all, whose quoting takes `edge` bytes at each end.
    fn literal(&mut self, edge: usize, length: usize) {
        let inner = self.at + edge..(self.at + length).saturating_sub(edge).max(self.at + edge);
        let text = self.whole.get(inner).unwrap_or("");
        self.literals.push(Span { start: self.at, text });
        self.skip(length);
    }

    fn raw(&mut self, rest: &[u8]) {
        let hashes = rest[1..].iter().take_while(|byte| **byte == b'#').count();
        if rest.get(1 + hashes) != Some(&b'"') {
            self.code[self.at] = b'r';
            self.at += 1;
            return;
        }
        let open = hashes + 2;
        let close: Vec<u8> = [b"\"".as_slice(), &b"#".repeat(hashes)].concat();
        let body = &rest[open..];
        let end = body.windows(close.len()).position(|window| window == close);
        let end = end.map_or(rest.len(), |position| open + position + close.len());
        let text = self.whole.get(self.at + open..self.at + end - close.len()).unwrap_or("");
        self.literals.push(Span { start: self.at, text });
        self.skip(end);
    }

    /// A quote opens a character or names a lifetime; only the first hides what follows.
    fn quote(&mut self, rest: &[u8]) {
        let character = match rest {
            [_, b'\\', ..] => Some(quoted_end(rest, 1)),
            [_, _, b'\'', ..] => Some(3),
            [_, first, ..] if !first.is_ascii() => {
                rest.iter().skip(1).position(|b| *b == b'\'').map(|at| at + 2)
            }
            _ => None,
        };
        match character {
            Some(length) => self.skip(length),
            None => self.skip(1),
        }
    }

    fn skip(&mut self, length: usize) {
        let end = (self.at + length).min(self.whole.len());
        for at in self.at..end {
            if self.whole.as_bytes()[at] == b'\n' {
                self.code[at] = b'\n';
            }
        }
        self.at = end;
    }
}

fn line_end(rest: &[u8]) -> usize {
    rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len())
}

/// Block comments nest in Rust.
fn block_end(rest: &[u8]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        match &rest[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// The length up to and with the closing quote, which is the byte before `from`.
fn quoted_end(rest: &[u8], from: usize) -> usize {
    let (quote, mut at) = (rest[from - 1], from);
    while at < rest.len() {
        match rest[at] {
            b'\\' => at += 2,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// From each `#[cfg(test)]` to the end of what it stands on.
fn test_ranges(code: &str) -> Vec<Range<usize>> {
    let starts = code.match_indices("#[cfg(test)]").map(|(at, _)| at);
    starts.map(|start| start..item_end(code, start)).collect()
}

fn item_end(code: &str, start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate().skip(start) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth <= 1 => return at + 1,
            b'}' => depth -= 1,
            b';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literals(text: &str) -> Vec<String> {
        RustText::parse(text).literals.iter().map(|span| span.text.to_owned()).collect()
    }

    #[test]
    fn strings_of_all_kinds_are_literals() {
        assert_eq!(literals(r##"let a = "x\"y"; b(r#"p"q"#, b"z");"##), [r#"x\"y"#, "p\"q", "z"]);
    }

    #[test]
    fn what_stands_in_strings_and_comments_is_not_code() {
        let text = RustText::parse("// f64\nlet a = \"f64\"; /* f64 /* f64 */ */ let b: f64;");
        assert_eq!(
            text.word_in_code("f64").iter().map(|at| text.line(*at)).collect::<Vec<_>>(),
            [2]
        );
    }

    #[test]
    fn lifetimes_and_characters_do_not_open_strings() {
        assert_eq!(
            literals(r#"fn f<'a>(x: &'a str) -> char { '"' } const A: char = '\''; g("s")"#),
            ["s"]
        );
        assert_eq!(literals("let a = 'é'; h(\"t\")"), ["t"]);
    }

    #[test]
    fn tests_are_told_from_the_rest() {
        let text = RustText::parse(
            "fn a() { b }\n#[cfg(test)]\nmod tests {\n fn c() { b }\n}\nfn d() { b }\n",
        );
        assert_eq!(text.word_in_code("b").len(), 2);
        assert_eq!(text.lines_outside_tests(), 2);
        let elsewhere = RustText::parse("#[cfg(test)]\nmod tests;\nfn d() { b }\n");
        assert_eq!(elsewhere.word_in_code("b").len(), 1);
    }
}
