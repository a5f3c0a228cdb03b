//! Slips in the layout of lines: tabs, colons without their space, lines that begin in no column of their neighbours.

use super::{super::Piece, Repair, line::Line, replacement};

/// Tabs before a line: two spaces each, or four.
pub(super) fn tabs(text: &str, line: &Line) -> Vec<Repair> {
    let range = line.start..line.indent_end;
    if !text[range.clone()].contains('\t') {
        return Vec::new();
    }
    let with = |spaces: &str| {
        let indent = text[range.clone()].replace('\t', spaces);
        replacement(range.clone(), indent, "a tab cannot indent a line".to_owned(), "indent it with spaces")
    };
    vec![with("  "), with("    "), with(" ")]
}

/// A key of the format without its colon, or without the space after it.
pub(super) fn colons(text: &str, line: &Line, keys: &[&str]) -> Vec<Repair> {
    let rest = &text[line.content..line.end];
    let word = rest.find(|c: char| !(c.is_ascii_lowercase() || c == '_')).unwrap_or(rest.len());
    if !keys.contains(&&rest[..word]) {
        return Vec::new();
    }
    let at = line.content + word;
    let (mark, found, message) = match rest[word..].chars().next() {
        Some(':') if !rest[word + 1..].starts_with(' ') => {
            (at..at + 1, ": ", format!("a space is missing after `{}:`", &rest[..word]))
        }
        Some(' ') => (line.content..at, ": ", format!("a colon is missing after `{}`", &rest[..word])),
        _ => return Vec::new(),
    };
    let pieces = vec![Piece::new(found)];
    vec![Repair { mark, shows_line: true, pieces, ..replacement(at..at + 1, "", message, "write") }]
}

/// A key of the format, or an entry of a list, that begins in a column of its own: it may belong under any line above.
pub(super) fn indentation(text: &str, line: &Line, above: &[Line], keys: &[&str]) -> Vec<Repair> {
    let rest = &text[line.indent_end..line.end];
    let word =
        rest.split(':').next().filter(|word| keys.contains(word)).or_else(|| rest.starts_with("- ").then_some("-"));
    let Some(word) = word else { return Vec::new() };
    let is = line.indent_end - line.start;
    let mut columns: Vec<usize> =
        above.iter().flat_map(|above| [above.indent_end - above.start, above.content - above.start]).collect();
    columns.sort_by_key(|column| (column.abs_diff(is), *column));
    columns.dedup();
    let repair = |column: usize| {
        let message = format!("the indentation of `{word}` fits nothing above it");
        let help = "begin it in the same column as its neighbours above";
        let mark = line.indent_end..line.indent_end + word.len();
        Repair { mark, ..replacement(line.start..line.indent_end, " ".repeat(column), message, help) }
    };
    columns.into_iter().filter(|column| *column != is).take(6).map(repair).collect()
}
