//! The slips of people who write YAML by hand, each with what would repair it.
//!
//! Nothing here is sure: the caller tries the repairs in their order and keeps the first that lets the parser get
//! further than it got before.

use std::{borrow::Cow, ops::Range};

use super::{
    super::quote::quoted,
    super::yaml::{Fault, FaultKind},
    Piece,
};
use crate::diagnostic::Code;

mod layout;
mod line;

use line::Line;

/// The cause of a fault is looked for in so many lines above it.
const LINES_ABOVE: usize = 12;

/// A repair that may help.
#[derive(Clone, Debug)]
pub(super) struct Repair {
    /// What kind of slip it would be.
    pub(super) code: Code,
    /// What to say.
    pub(super) message: String,
    /// What to say under the mark.
    pub(super) label: String,
    /// What to mark.
    pub(super) mark: Range<usize>,
    /// What to do about it.
    pub(super) help: &'static str,
    /// Whether the hint shows the repaired line.
    pub(super) shows_line: bool,
    /// What to replace.
    pub(super) range: Range<usize>,
    /// By what.
    pub(super) pieces: Vec<Piece>,
}

/// All repairs that may help, the likeliest first. `keys` are those of the format.
pub(super) fn repairs(text: &str, fault: &Fault, keys: &[&str]) -> Vec<Repair> {
    let lines = line::lines_up_to(text, fault.at);
    let Some((here, above)) = lines.split_last() else { return Vec::new() };
    let mut repairs = layout::tabs(text, here);
    repairs.extend(of_values(text, here, fault));
    repairs.extend(layout::colons(text, here, keys));
    repairs.extend(layout::indentation(text, here, above, keys));
    for line in above.iter().rev().take(LINES_ABOVE) {
        repairs.extend(layout::tabs(text, line));
        repairs.extend(of_values(text, line, fault));
    }
    let mut tried: Vec<(Range<usize>, Vec<Piece>)> = Vec::new();
    repairs.retain(|repair| {
        let new = !tried.iter().any(|(range, pieces)| *range == repair.range && *pieces == repair.pieces);
        tried.push((repair.range.clone(), repair.pieces.clone()));
        new
    });
    repairs
}

/// Quotes around the values of a line: the whole of it, what follows its key, its key, or parts of a list.
fn of_values(text: &str, line: &Line, fault: &Fault) -> Vec<Repair> {
    let mut repairs = Vec::new();
    if let Some(key) = line.key(text).filter(|key| begins_with_indicator(&text[key.clone()])) {
        repairs.push(indicator(text, key));
    }
    repairs.extend(line.odd_key(text).map(|key| of_odd_key(text, key, fault)));
    for value in line.values(text) {
        repairs.extend(of_value(text, value.clone(), fault));
        // A text may go on in the lines below.
        let longer = value.start..line::end_of_block(text, line);
        if longer.end > value.end {
            repairs.extend(of_value(text, longer, fault));
        }
    }
    repairs
}

/// A key that goes on behind a closing quote or bracket: `"Yes" he said: it begins`.
fn of_odd_key(text: &str, key: Range<usize>, fault: &Fault) -> Repair {
    match text[key.clone()].chars().next() {
        Some(quote @ ('"' | '\'')) => of_quoted(text, key, quote, fault),
        _ => indicator(text, key),
    }
}

fn of_value(text: &str, value: Range<usize>, fault: &Fault) -> Vec<Repair> {
    match text[value.clone()].chars().next() {
        None => Vec::new(),
        Some(quote @ ('"' | '\'')) => vec![of_quoted(text, value, quote, fault)],
        Some('[' | '{') => of_flow(text, value),
        Some(_) if begins_with_indicator(&text[value.clone()]) => vec![indicator(text, value)],
        Some(_) => colon(text, value.clone()).into_iter().chain(hash(text, value)).collect(),
    }
}

/// A value that begins with a quote: closed too early, or never.
fn of_quoted(text: &str, value: Range<usize>, quote: char, fault: &Fault) -> Repair {
    let inner = &text[value.start + 1..value.end];
    let (mark, help, shows_line) = (fault.at.clamp(value.start, value.end - 1)..value.end, QUOTE, true);
    let range = value.clone();
    if !inner.contains(quote) {
        let pieces = vec![Piece::Keep(value.clone()), Piece::New(quote.to_string().into())];
        let (code, help, mark) = (Code::Yaml, "close it", value.start..value.start + 1);
        let (message, label) = ("the quote is not closed".to_owned(), "opened here".to_owned());
        return Repair { code, message, label, mark, help, shows_line, range, pieces };
    }
    let closed = inner.ends_with(quote) && inner.len() > 1;
    let literal = if closed { value.start + 1..value.end - 1 } else { value };
    let pieces = quoted(text, literal);
    let (code, message, label) = match fault.kind {
        FaultKind::Escape => (Code::Yaml, fault.message.clone(), "double quotes know only a few escapes"),
        _ => (Code::TextAfterQuote, "text stands after a closing quote".to_owned(), "the quote is closed before this"),
    };
    Repair { code, message, label: label.to_owned(), mark, help, shows_line, range, pieces }
}

const QUOTE: &str = "put quotes around it";

/// A value that begins with a bracket: with an entry that needs quotes, not closed, or no list at all.
fn of_flow(text: &str, value: Range<usize>) -> Vec<Repair> {
    let parts = line::flow_parts(text, &value).into_iter().filter_map(|part| of_part(text, part));
    let elements = line::elements(text, &value).into_iter().filter(|range| is_half_in_brackets(&text[range.clone()]));
    let mut repairs: Vec<Repair> = elements.map(|range| indicator(text, range)).chain(parts).collect();
    if let Some((open, before)) = line::unclosed_bracket(text, &value) {
        let (bracket, close) = if text[open..].starts_with('[') { ('[', "]") } else { ('{', "}") };
        repairs.push(Repair {
            code: Code::Yaml,
            message: format!("`{bracket}` is not closed by `{close}`"),
            label: "opened here".to_owned(),
            mark: open..open + 1,
            help: "close it",
            shows_line: true,
            pieces: vec![Piece::Keep(value.start..before), Piece::new(close), Piece::Keep(before..value.end)],
            range: value.clone(),
        });
    }
    repairs.push(indicator(text, value));
    repairs
}

/// Whether a text begins with a bracket that is closed before its end: `[Iraq] talks`.
fn is_half_in_brackets(raw: &str) -> bool {
    let closing = match raw.chars().next() {
        Some('[') => ']',
        Some('{') => '}',
        _ => return false,
    };
    raw.contains(closing) && !raw.ends_with(closing)
}

/// An entry of a list on one line.
fn of_part(text: &str, part: Range<usize>) -> Option<Repair> {
    let raw = &text[part.clone()];
    if begins_with_indicator(raw) {
        return Some(indicator(text, part));
    }
    if let Some(quote) = raw.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let fault = Fault { at: part.start, kind: FaultKind::Other, message: String::new() };
        return Some(of_quoted(text, part, quote, &fault));
    }
    colon(text, part.clone()).or_else(|| hash(text, part))
}

/// Whether YAML takes the first character for something else than text.
fn begins_with_indicator(raw: &str) -> bool {
    let mut chars = raw.chars();
    match chars.next() {
        Some('[' | '{' | ']' | '}' | ',' | '#' | '@' | '*' | '&' | '%' | '>' | '|' | '!' | '`') => true,
        Some('-' | '?' | ':') => chars.next().is_none_or(char::is_whitespace),
        _ => false,
    }
}

fn indicator(text: &str, range: Range<usize>) -> Repair {
    let first = text[range.clone()].chars().next().unwrap_or(' ');
    let label = match first {
        '[' => "`[` begins a list",
        '{' => "`{` begins a map",
        '#' => "`#` begins a comment",
        '*' => "`*` repeats an anchor",
        '&' => "`&` names an anchor",
        '!' => "`!` begins a tag",
        '>' | '|' => "this begins a text of several lines",
        '-' => "`- ` begins a list",
        '?' => "`? ` begins a key",
        ':' => "`: ` begins a value",
        _ => "a character that YAML keeps for itself",
    };
    Repair {
        code: Code::UnquotedIndicator,
        message: format!("a text that begins with `{first}` needs quotes"),
        label: label.to_owned(),
        mark: range.start..range.start + first.len_utf8(),
        help: QUOTE,
        shows_line: true,
        pieces: quoted(text, range.clone()),
        range,
    }
}

/// A text with a colon and a space in it.
fn colon(text: &str, range: Range<usize>) -> Option<Repair> {
    let raw = &text[range.clone()];
    let ends_a_key = |at: usize| raw[at + 1..].chars().next().is_none_or(char::is_whitespace);
    let at = range.start + raw.match_indices(':').map(|(at, _)| at).find(|at| ends_a_key(*at))?;
    Some(Repair {
        code: Code::UnquotedColon,
        message: "a text with a colon in it needs quotes".to_owned(),
        label: "a colon and a space begin a value".to_owned(),
        mark: at..at + 1,
        help: QUOTE,
        shows_line: true,
        pieces: quoted(text, range.clone()),
        range,
    })
}

/// A text with a space and `#` in it.
fn hash(text: &str, range: Range<usize>) -> Option<Repair> {
    let at = range.start + text[range.clone()].find(" #")? + 1;
    Some(Repair {
        code: Code::TextAfterHash,
        message: "the text is cut off: ` #` begins a comment".to_owned(),
        label: "not read from here on".to_owned(),
        mark: at..at + 1,
        help: QUOTE,
        shows_line: true,
        pieces: quoted(text, range.clone()),
        range,
    })
}

/// Some text in place of `range`, without showing the line.
fn replacement(range: Range<usize>, text: impl Into<Cow<'static, str>>, message: String, help: &'static str) -> Repair {
    let (code, label, mark) = (Code::Yaml, String::new(), range.clone());
    let pieces = vec![Piece::New(text.into())];
    Repair { code, message, label, mark, help, shows_line: false, range, pieces }
}
