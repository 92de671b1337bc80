//! Markup made in Rust: what a template shows as it is.

use std::fmt::Write as _;

use minijinja::{HtmlEscape, Value};
use serde::{Serialize, Serializer};

/// HTML that is not escaped once more. For what is the same on every page and long: a template
/// takes a microsecond for each line of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// The options of a select, none of them chosen.
    pub fn options<'a>(options: impl IntoIterator<Item = (&'a str, &'a str)>) -> Markup {
        let mut html = String::new();
        for (value, label) in options {
            let (value, label) = (HtmlEscape(value), HtmlEscape(label));
            // Writing to a string does not fail.
            let _ = writeln!(html, "<option value=\"{value}\">{label}</option>");
        }
        Markup(html)
    }

    /// Without the options of these values.
    #[must_use]
    pub fn without<'a>(&self, values: impl IntoIterator<Item = (&'a str, &'a str)>) -> Markup {
        let cut = |html: String, option| html.replace(&Markup::options([option]).0, "");
        Markup(values.into_iter().fold(self.0.clone(), cut))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for Markup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from_safe_string(self.0.clone()).serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_escaped_and_can_be_left_out() {
        let options = Markup::options([("a&b", "A <b>"), ("c", "C")]);
        let kept = "<option value=\"a&amp;b\">A &lt;b&gt;</option>\n";
        assert_eq!(options.without([("c", "C"), ("d", "D")]).as_str(), kept);
    }
}
