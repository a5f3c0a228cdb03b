//! A file cut into front matter and body, and the front matter read.

use std::{borrow::Cow, ops::Range};

use super::{
    mend::{self, Mended},
    notes::Notes,
    yaml::{self, Kind, Pair},
};
use crate::diagnostic::{Code, Span};

/// The front matter of a file.
#[derive(Debug)]
pub(super) struct Front<'t> {
    /// Its pairs, in their order; no key stands twice.
    pub(super) pairs: Vec<Pair<'t>>,
    /// Keys that are there but could not be read.
    pub(super) lost: Vec<String>,
    /// The line that opens it: the place of what is missing.
    pub(super) at: Span,
    /// Where the body begins, in bytes of the file.
    pub(super) body: usize,
}

/// The longest front matter that is read, in bytes.
const LIMIT: usize = 1_000_000;

/// Reads the front matter; `None` where there is none that can be told from the body. `keys` are all that the format
/// has, at any level.
pub(super) fn front<'t>(keys: &[&str], notes: &mut Notes<'t>) -> Option<Front<'t>> {
    let text = notes.file.text.as_str();
    control_characters(text, notes);
    let Parts { front, body } = parts(text, notes)?;
    if front.len() > LIMIT {
        let message = format!("the front matter is longer than {} kB", LIMIT / 1000);
        notes.push(notes.at(Code::TooLarge, (0..3).into(), message).label("begins here"));
        return None;
    }
    let mended = pairs(&text[front.clone()], front.start, keys, notes);
    Some(Front { pairs: mended.pairs, lost: mended.lost, at: (0..3).into(), body })
}

struct Parts {
    front: Range<usize>,
    body: usize,
}

/// The lines of `text` from byte `from` on, as ranges with their line breaks.
fn lines(text: &str, from: usize) -> impl Iterator<Item = Range<usize>> {
    text[from..].split_inclusive('\n').scan(from, |at, line| {
        let start = *at;
        *at += line.len();
        Some(start..*at)
    })
}

fn parts(text: &str, notes: &mut Notes<'_>) -> Option<Parts> {
    let first = lines(text, 0).next().unwrap_or(0..0);
    if text[first.clone()].trim_end() != "---" {
        no_front_matter(text, first, notes);
        return None;
    }
    match lines(text, first.end).find(|line| text[line.clone()].trim_end() == "---") {
        Some(closing) => Some(Parts { front: first.end..closing.start, body: closing.end }),
        None => unclosed(text, first, notes),
    }
}

fn no_front_matter(text: &str, first: Range<usize>, notes: &mut Notes<'_>) {
    let at = first.start..first.start + text[first].trim_end().len();
    let rest = text.trim_start();
    let help = if rest.starts_with("---") && rest.len() < text.len() {
        "remove what stands above the line `---`: it has to be the first"
    } else {
        "begin the file with a line `---`, the fields, and another line `---`"
    };
    let diagnostic = notes.at(Code::NoFrontMatter, at.into(), "the file does not begin with front matter");
    notes.push(diagnostic.label("`---` is expected here").help(help));
}

/// Without its closing line, front matter may be meant to end at a line of other dashes, or at the first empty line.
fn unclosed(text: &str, first: Range<usize>, notes: &mut Notes<'_>) -> Option<Parts> {
    let said = |line: &Range<usize>| text[line.clone()].trim();
    let dashes =
        |line: &Range<usize>| said(line).chars().count() > 1 && said(line).chars().all(|c| "-–—_=".contains(c));
    let other = lines(text, first.end).find(dashes);
    let empty = || lines(text, first.end).find(|line| said(line).is_empty()).unwrap_or(text.len()..text.len());
    let closing = other.clone().unwrap_or_else(empty);
    let parts = Parts { front: first.end..closing.start, body: closing.end };
    let diagnostic = notes.at(Code::UnclosedFrontMatter, (0..3).into(), "the front matter is not closed");
    let diagnostic = diagnostic.label("opened here");
    if parts.front.is_empty() || yaml::check_pairs(&text[parts.front.clone()]).is_err() {
        notes.push(diagnostic.help("put a line `---` between the fields and the text"));
        return None;
    }
    let line = text[..closing.start].matches('\n').count() + usize::from(other.is_some());
    let end = if other.is_some() {
        format!("write `---` in line {line}")
    } else {
        format!("add a line `---` after line {line}")
    };
    notes.push(diagnostic.help(end));
    Some(parts)
}

/// The pairs of front matter that begins at byte `start` of the file.
fn pairs<'t>(text: &'t str, start: usize, keys: &[&str], notes: &mut Notes<'_>) -> Mended<'t> {
    let clean = without_control_characters(text);
    let Cow::Borrowed(text) = clean else {
        let found = pairs_of_clean(&clean, start, keys, notes);
        let pairs = found.pairs.into_iter().map(Pair::into_owned).collect();
        return Mended { pairs, lost: found.lost };
    };
    pairs_of_clean(text, start, keys, notes)
}

fn pairs_of_clean<'t>(text: &'t str, start: usize, keys: &[&str], notes: &mut Notes<'_>) -> Mended<'t> {
    let place = |range: Range<usize>| Span::from(start + range.start..start + range.end);
    let mut own = Notes::new(notes.file);
    match yaml::tree(text, &place, &mut own).map(|root| root.kind) {
        Ok(Kind::Map(pairs)) => {
            notes.append(own);
            Mended { pairs, lost: Vec::new() }
        }
        Ok(Kind::Empty) => Mended { pairs: Vec::new(), lost: Vec::new() },
        Ok(Kind::Text(_) | Kind::List(_)) | Err(_) => mend::mend(text, start, keys, notes),
    }
}

/// Whether no HTML page and no feed can hold the character (HTML, "Parse errors"; XML 1.0, "Char").
pub(crate) fn is_forbidden(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    control || matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

fn control_characters(text: &str, notes: &mut Notes<'_>) {
    for (at, c) in text.char_indices().filter(|(_, c)| is_forbidden(*c)) {
        let at = Span::from(at..at + c.len_utf8());
        let message = format!("the text holds the control character `U+{:04X}`", u32::from(c));
        notes.push(notes.at(Code::ControlCharacter, at, message).help("remove it"));
    }
}

/// The text with spaces in place of control characters, which have been told, so that they hide nothing else.
fn without_control_characters(text: &str) -> Cow<'_, str> {
    if !text.contains(is_forbidden) {
        return Cow::Borrowed(text);
    }
    let clean = |c: char| if is_forbidden(c) { " ".repeat(c.len_utf8()) } else { c.to_string() };
    Cow::Owned(text.chars().map(clean).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{site_path::SitePath, source::TextFile};

    /// Keys, where the body begins, and what is said, with the hint.
    fn check(text: &str, expected: Option<(&str, &str)>, notes_expected: &[(&str, &str)]) {
        let path = SitePath::new("briefs/a.md").expect("a plain path");
        let file = TextFile { path, text: text.to_owned() };
        let mut notes = Notes::new(&file);
        let front = front(&["title", "date"], &mut notes);
        let read = front.map(|front| {
            let keys: Vec<_> = front.pairs.iter().map(|pair| pair.key.clone()).collect();
            (keys.join(" "), text[front.body..].to_owned())
        });
        assert_eq!(read, expected.map(|(keys, body)| (keys.to_owned(), body.to_owned())), "{text:?}");
        let found = notes.into_found();
        let said: Vec<_> = found.iter().map(|note| (note.code.name(), note.help.as_deref().unwrap_or(""))).collect();
        assert_eq!(said, notes_expected, "{text:?}");
    }

    #[test]
    fn front_matter_stands_between_two_lines() {
        check("---\ntitle: a\n---\nbody\n", Some(("title", "body\n")), &[]);
        check("--- \r\ntitle: a\r\n---\t\r\nbody", Some(("title", "body")), &[]);
        check("---\n---", Some(("", "")), &[]);
        check("---\n# nothing\n---\n---\n", Some(("", "---\n")), &[]);
        check("---\na: >\n  ---\n  b\n---\n", Some(("a", "")), &[]);
    }

    #[test]
    fn a_file_without_front_matter_is_told() {
        let begin = "begin the file with a line `---`, the fields, and another line `---`";
        check("", None, &[("no-front-matter", begin)]);
        check("# Title\n", None, &[("no-front-matter", begin)]);
        check("----\na: b\n----\n", None, &[("no-front-matter", begin)]);
        let above = "remove what stands above the line `---`: it has to be the first";
        check("\n---\ntitle: a\n---\n", None, &[("no-front-matter", above)]);
    }

    #[test]
    fn the_end_of_unclosed_front_matter_is_guessed() {
        check(
            "---\ntitle: a\n\nbody\n",
            Some(("title", "body\n")),
            &[("unclosed-front-matter", "add a line `---` after line 2")],
        );
        check(
            "---\ntitle: a\n----\nbody\n",
            Some(("title", "body\n")),
            &[("unclosed-front-matter", "write `---` in line 3")],
        );
        check("---\ntitle: a\n--\n", Some(("title", "")), &[("unclosed-front-matter", "write `---` in line 3")]);
        let put = "put a line `---` between the fields and the text";
        check("---\nThe body.\nAll of it.", None, &[("unclosed-front-matter", put)]);
        check("---", None, &[("unclosed-front-matter", put)]);
    }

    #[test]
    fn endless_front_matter_is_not_read() {
        check(&format!("---\ntitle: {}\n---\n", "a".repeat(LIMIT)), None, &[("too-large", "")]);
    }

    #[test]
    fn control_characters_hide_nothing() {
        let told = [("control-character", "remove it"), ("control-character", "remove it")];
        check("---\ntitle: a\u{7}b\ndate: c\n---\nbod\u{85}y", Some(("title date", "bod\u{85}y")), &told);
    }
}
