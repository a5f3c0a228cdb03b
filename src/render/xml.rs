//! XML by hand: escaping, and leaving out what XML cannot hold.

/// Appends text between tags or between the quotes of an attribute. Characters that XML 1.0 forbids (section 2.2) are
/// left out: a reader would refuse the whole file.
pub(crate) fn push_text(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ => out.push(c),
        }
    }
}

/// Appends `<name>text</name>` and a line end.
pub(crate) fn push_element(out: &mut String, name: &str, text: &str) {
    push_tag(out, name, &[]);
    push_text(out, text);
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}

/// Appends `<name attribute="value" />` and a line end.
pub(crate) fn push_empty(out: &mut String, name: &str, attributes: &[(&str, &str)]) {
    push_tag(out, name, attributes);
    out.pop();
    out.push_str("/>\n");
}

/// Appends `<name attribute="value">`.
pub(crate) fn push_tag(out: &mut String, name: &str, attributes: &[(&str, &str)]) {
    out.push('<');
    out.push_str(name);
    for (attribute, value) in attributes {
        out.push(' ');
        out.push_str(attribute);
        out.push_str("=\"");
        push_text(out, value);
        out.push('"');
    }
    out.push('>');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text_and_what_xml_forbids_goes() {
        let check = |text: &str, expected: &str| {
            let mut out = String::new();
            push_text(&mut out, text);
            assert_eq!(out, expected);
        };
        check("a < b & c ]]> \"d\"", "a &lt; b &amp; c ]]&gt; &quot;d&quot;");
        check("a\u{0}b\u{8}c\u{FFFF}d\te\u{1F600}", "abcd\te\u{1F600}");
    }

    #[test]
    fn elements_are_well_formed() {
        let mut out = String::new();
        push_element(&mut out, "title", "<b>");
        push_empty(&mut out, "link", &[("href", "a\"b")]);
        assert_eq!(out, "<title>&lt;b&gt;</title>\n<link href=\"a&quot;b\"/>\n");
    }
}
