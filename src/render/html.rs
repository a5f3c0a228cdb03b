//! HTML that is ready for a page, and the escaping of text that is not.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use tera::Value;

use crate::typography::is_apostrophe;

/// Finished HTML. A template prints it as it is; every other text is escaped by the template engine.
///
/// Clones share one text, so that an item that is rendered once stands on many pages without copies.
#[derive(Clone, Debug)]
pub(crate) struct Html(Value);

impl Html {
    /// HTML that was made by this crate, with all foreign text in it escaped.
    pub(crate) fn finished(html: &str) -> Html {
        Html(Value::safe_string(html))
    }

    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str().unwrap_or("")
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.as_str().is_empty()
    }
}

impl Default for Html {
    fn default() -> Html {
        Html::finished("")
    }
}

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}

/// Appends `text` so that it is text between tags and between the quotes of an attribute.
///
/// A straight apostrophe between letters becomes a curved one, as in the Markdown of bodies: fields of the front matter
/// are mostly typed with the straight one.
pub(crate) fn push_escaped(out: &mut String, text: &str) {
    pieces(text, is_apostrophe, |piece| out.push_str(piece));
}

/// The same, but every character stays what it is: for code.
pub(crate) fn push_verbatim(out: &mut String, text: &str) {
    pieces(text, |_, _| false, |piece| out.push_str(piece));
}

/// A heading: text in which a name is not broken behind the hyphen of a short first part. "Al-" or "F-" at the end of a
/// line of large letters reads as a word of its own. Markup rather than a joiner: what is copied stays as it was typed.
pub(crate) fn heading(text: &str) -> Html {
    let mut html = String::with_capacity(text.len() + 32);
    for word in text.split_inclusive(char::is_whitespace) {
        let name = word.trim_end();
        if is_kept_whole(name) {
            html.push_str("<span class=\"whole\">");
            push_escaped(&mut html, name);
            html.push_str("</span>");
            push_escaped(&mut html, &word[name.len()..]);
        } else {
            push_escaped(&mut html, word);
        }
    }
    Html::finished(&html)
}

/// Whether a word has a hyphen behind its first one or two letters, and is short enough for a line of a phone.
fn is_kept_whole(word: &str) -> bool {
    let first = word.split('-').next().unwrap_or_default();
    let letters = first.chars().filter(|c| c.is_alphanumeric()).count();
    first.len() < word.len() && (1..=2).contains(&letters) && word.chars().count() <= 16
}

/// [`push_escaped`] in the form that the template engine asks for.
pub(crate) fn write_escaped(text: &str, to: &mut dyn Write) -> io::Result<()> {
    let mut result = Ok(());
    pieces(text, is_apostrophe, |piece| {
        if result.is_ok() {
            result = to.write_all(piece.as_bytes());
        }
    });
    result
}

/// Cuts `text` into what stays and what stands for special characters.
fn pieces(text: &str, is_apostrophe: impl Fn(&str, usize) -> bool, mut put: impl FnMut(&str)) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' if is_apostrophe(text, at) => "’",
            b'\'' => "&#39;",
            _ => continue,
        };
        put(&text[done..at]);
        put(entity);
        done = at + 1;
    }
    put(&text[done..]);
}

/// `text` escaped.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_not_broken_behind_its_short_first_part() {
        let check = |text: &str, expected: &str| assert_eq!(heading(text).as_str(), expected);
        check("US leaves Al-Asad now", "US leaves <span class=\"whole\">Al-Asad</span> now");
        check("F-16s", "<span class=\"whole\">F-16s</span>");
        check("“X-<b>”", "<span class=\"whole\">“X-&lt;b&gt;”</span>");
        check("A long-range plan - at 10", "A long-range plan - at 10");
        check("a-very-long-compound-of-words", "a-very-long-compound-of-words");
    }

    #[test]
    fn text_stays_text() {
        let check = |text: &str, expected: &str| assert_eq!(escaped(text), expected);
        check("a & b", "a &amp; b");
        check("<b onclick='x(\"y\")'>", "&lt;b onclick=&#39;x(&quot;y&quot;)&#39;&gt;");
        check("بغداد", "بغداد");
        check("", "");
        check("Iraq's l'été ' צ'ק 5'3", "Iraq’s l’été &#39; צ&#39;ק 5&#39;3");
        let mut code = String::new();
        push_verbatim(&mut code, "don't <b>");
        assert_eq!(code, "don&#39;t &lt;b&gt;");
        let mut bytes = Vec::new();
        write_escaped("don't & \"x\"", &mut bytes).expect("a vector takes all");
        assert_eq!(bytes, "don’t &amp; &quot;x&quot;".as_bytes());
    }
}
