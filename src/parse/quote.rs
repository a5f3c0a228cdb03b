//! Quotes around YAML text: for hints, which show the line as it should be, and for reading on as if it were so.

use std::{borrow::Cow, ops::Range};

use super::yaml;

/// Longer lines are not shown in a hint.
const LONGEST_LINE: usize = 400;

/// A piece of repaired text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// These bytes of the text as it is.
    Keep(Range<usize>),
    /// Something new.
    New(Cow<'static, str>),
}

impl Piece {
    /// Something new that is always the same.
    pub(super) fn new(text: &'static str) -> Piece {
        Piece::New(Cow::Borrowed(text))
    }
}

/// The text at `range`, taken literally, in quotes: double ones unless it holds some.
pub(super) fn quoted(text: &str, range: Range<usize>) -> Vec<Piece> {
    let raw = &text[range.clone()];
    if !raw.contains(['"', '\\']) {
        return vec![Piece::new("\""), Piece::Keep(range), Piece::new("\"")];
    }
    let mut pieces = vec![Piece::new("'")];
    let mut from = range.start;
    for (at, _) in raw.match_indices('\'') {
        let after = range.start + at + 1;
        pieces.extend([Piece::Keep(from..after), Piece::new("'")]);
        from = after;
    }
    pieces.extend([Piece::Keep(from..range.end), Piece::new("'")]);
    pieces
}

/// The pieces as one text.
pub(super) fn written(text: &str, pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Keep(range) => text[range.clone()].to_owned(),
        Piece::New(new) => new.clone().into_owned(),
    };
    pieces.iter().map(piece).collect()
}

/// The line around `range` with the pieces in its place, without indentation. Where the range runs over several
/// lines, they are joined, as YAML joins them. `None` where the line would be too long to show.
pub(super) fn line_with(text: &str, range: &Range<usize>, pieces: &[Piece]) -> Option<String> {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
    let whole = format!("{}{}{}", &text[start..range.start], written(text, pieces), &text[range.end..end]);
    let joined = whole.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    (joined.len() <= LONGEST_LINE).then_some(joined)
}

/// A hint to put quotes around the text at `range`: the line as it should be, or, where that line means nothing by
/// itself, the quoted text alone. `None` where it would be too long to show.
pub(super) fn quote_hint(text: &str, range: &Range<usize>) -> Option<String> {
    let pieces = quoted(text, range.clone());
    let line = line_with(text, range, &pieces).filter(|line| yaml::check(line).is_ok());
    let shown = line.or_else(|| Some(written(text, &pieces)).filter(|value| value.len() <= LONGEST_LINE))?;
    Some(format!("put quotes around it: `{shown}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_quoted_with_the_quotes_that_it_does_not_hold() {
        let check = |text: &str, expected: &str| {
            let quoted = written(text, &quoted(text, 0..text.len()));
            assert_eq!(quoted, expected);
            assert!(yaml::check(&format!("key: {quoted}")).is_ok(), "{quoted}");
        };
        check("Iraq: talks", "\"Iraq: talks\"");
        check("it's", "\"it's\"");
        check("\"Iraq\" talks", "'\"Iraq\" talks'");
        check("a\\b 'c' d", "'a\\b ''c'' d'");
        check("\"it's\"", "'\"it''s\"'");
        check("#é", "\"#é\"");
    }

    #[test]
    fn a_hint_shows_the_line() {
        let check = |text: &str, what: &str, expected: &str| {
            let at = text.find(what).expect("it is there");
            let hint = quote_hint(text, &(at..at + what.len())).expect("it is short");
            assert_eq!(hint, format!("put quotes around it: `{expected}`"));
        };
        check("a: b\ntitle: #1 x\nc: d", "#1 x", "title: \"#1 x\"");
        check("events:\n  - [2024,2025]: x\r\n", "[2024,2025]", "- \"[2024,2025]\": x");
        check("title: a\n  b: c\nd: e", "a\n  b: c", "title: \"a b: c\"");
        check("topics: [a,\n  *b, c]", "*b", "\"*b\"");
    }
}
