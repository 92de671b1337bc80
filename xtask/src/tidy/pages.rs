//! Templates under the strict Content-Security-Policy: no style attributes, no inline scripts, no
//! event attributes. Mail templates are left alone: mail programs know nothing but inline styles.

use super::Finding;
use crate::sources::Source;

pub fn look_at(source: &Source) -> Vec<Finding> {
    let page = source.room() == "templates" && source.ending() == "html";
    if !page || source.path.starts_with("templates/mail/") {
        return vec![];
    }
    let mut findings = vec![];
    for (at, tag) in tags(&source.text) {
        let line = source.text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        let body = source.text.get(at + tag.len() + 1..).unwrap_or("");
        findings.extend(refusal(tag, body).map(|message| Finding::new(source, line, message)));
    }
    findings
}

/// Each element's opening: where its `<` stands, and what is between the brackets.
fn tags(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices('<').filter_map(|(at, _)| {
        let inside = text.get(at..)?;
        let tag = inside.get(..inside.find('>')?)?;
        tag.get(1..)?.starts_with(|c: char| c.is_ascii_alphabetic()).then_some((at, tag))
    })
}

fn refusal(tag: &str, body: &str) -> Option<&'static str> {
    let tag = tag.to_lowercase();
    let mut names = tag.split_whitespace().skip(1).map(|part| part.split('=').next().unwrap_or(""));
    if tag.contains(" style=") || tag.contains("\nstyle=") {
        return Some("no style attribute: the policy blocks it; name a class");
    }
    if names
        .any(|name| name.len() > 3 && name.starts_with("on") && tag.contains(&format!("{name}=\"")))
    {
        return Some("no event attribute: the policy blocks it; use a module");
    }
    if tag.starts_with("<style") {
        return Some("no style element: the policy blocks it; it goes into web/");
    }
    let inline = tag.starts_with("<script") && !body.trim_start().starts_with("</script");
    inline.then_some("no script in a page: the policy blocks it; it goes into web/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        look_at(&Source { path: path.into(), text: text.into() }).len()
    }

    #[test]
    fn pages_carry_no_styles_or_scripts() {
        assert_eq!(found("templates/portal/a.html", "<p style=\"color:red\">a</p>"), 1);
        assert_eq!(found("templates/portal/a.html", "<script>alert(1)</script>"), 1);
        assert_eq!(found("templates/portal/a.html", "<button onclick=\"a()\">a</button>"), 1);
        assert_eq!(found("templates/portal/a.html", "<style>p{}</style>"), 1);
    }

    #[test]
    fn what_the_policy_allows_is_left_alone() {
        assert_eq!(
            found("templates/portal/a.html", "<script src=\"/a.js\" type=\"module\"></script>"),
            0
        );
        assert_eq!(
            found(
                "templates/portal/a.html",
                "{% if a < b %}<p class=\"once\">style=</p>{% endif %}"
            ),
            0
        );
        assert_eq!(found("templates/mail/a.html", "<p style=\"color:red\">a</p>"), 0);
    }
}
