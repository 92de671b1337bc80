//! XML: writes elements so that whatever text goes in, a well-formed document comes out.
//!
//! Names of elements and attributes are fixed words of the program; only texts come from outside.
//! Not known here: what the elements mean.

/// A document being written, indented by two spaces a level.
pub struct XmlWriter {
    text: String,
    depth: usize,
}

impl XmlWriter {
    /// A document of one element `root` with `attributes`, filled by `children`.
    pub fn document(
        root: &'static str,
        attributes: &[(&'static str, &str)],
        children: impl FnOnce(&mut XmlWriter),
    ) -> String {
        let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        let mut writer = XmlWriter { text: declaration.to_owned(), depth: 0 };
        writer.element_with(root, attributes, children);
        writer.text
    }

    /// An element holding other elements.
    pub fn element(&mut self, name: &'static str, children: impl FnOnce(&mut XmlWriter)) {
        self.element_with(name, &[], children);
    }

    fn element_with(
        &mut self,
        name: &'static str,
        attributes: &[(&'static str, &str)],
        children: impl FnOnce(&mut XmlWriter),
    ) {
        self.open(name, attributes);
        let empty_length = self.text.len();
        self.text.push_str(">\n");
        self.depth += 1;
        children(self);
        self.depth -= 1;
        if self.text.len() == empty_length + 2 {
            self.text.truncate(empty_length);
            self.text.push_str("/>\n");
            return;
        }
        self.indent();
        self.text.push_str(&format!("</{name}>\n"));
    }

    /// An element holding text. Written only if the text has something to say: EN 16931 refuses
    /// empty elements.
    pub fn text(&mut self, name: &'static str, text: &str) {
        self.text_with(name, &[], text);
    }

    /// As `text`, with attributes.
    pub fn text_with(
        &mut self,
        name: &'static str,
        attributes: &[(&'static str, &str)],
        text: &str,
    ) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.open(name, attributes);
        self.text.push('>');
        escape(text, &mut self.text);
        self.text.push_str(&format!("</{name}>\n"));
    }

    fn open(&mut self, name: &'static str, attributes: &[(&'static str, &str)]) {
        self.indent();
        self.text.push_str(&format!("<{name}"));
        for (attribute, value) in attributes {
            self.text.push_str(&format!(" {attribute}=\""));
            escape(value, &mut self.text);
            self.text.push('"');
        }
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
    }
}

/// Appends `text` for use in element text or a double-quoted attribute. Characters that XML 1.0
/// cannot hold at all become U+FFFD; a carriage return becomes a space, as a reader would drop it.
fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push(' '),
            '\t' | '\n' => out.push(character),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(text: &str) -> String {
        XmlWriter::document("a", &[("id", text)], |xml| {
            xml.element("b", |xml| xml.text("c", text));
        })
    }

    #[test]
    fn documents_are_indented_and_escaped() {
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
            <a id=\"R&amp;D &lt;1&gt;\">\n  <b>\n    <c>R&amp;D &lt;1&gt;</c>\n  </b>\n</a>\n";
        assert_eq!(sample("R&D <1>"), expected);
    }

    #[test]
    fn elements_without_content_are_closed_or_left_out() {
        assert!(sample("  ").ends_with("<a id=\"  \">\n  <b/>\n</a>\n"));
    }

    #[test]
    fn characters_xml_cannot_hold_are_replaced() {
        assert!(
            sample("a\u{0}b\u{b}c\u{ffff}d\re").contains("<c>a\u{fffd}b\u{fffd}c\u{fffd}d e</c>")
        );
    }
}
