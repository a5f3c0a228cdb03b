//! Lines and columns of a text, found without reading it from its start each time.

use std::{iter, ops::Range};

use super::{EXCERPT_LIMIT, Excerpt};

/// So many bytes are counted at most to find a column.
const BLOCK: usize = 1_024;

/// Where the lines of a text begin.
#[derive(Clone, Debug)]
pub struct Lines {
    /// The first byte of each line.
    starts: Vec<usize>,
    /// The number of characters before each block of bytes, and in all.
    chars: Vec<usize>,
}

/// A span in lines and columns, from 1; the end is behind the last character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Located {
    pub(super) start: (usize, usize),
    pub(super) end: (usize, usize),
    pub(super) excerpt: Excerpt,
}

impl Lines {
    /// The lines of `text`.
    pub fn of(text: &str) -> Lines {
        let starts = iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut chars = vec![0];
        let mut before = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            before += count(block);
            chars.push(before);
        }
        Lines { starts, chars }
    }

    /// Where a byte range of the same text lies, and the lines that it touches.
    pub(super) fn locate(&self, text: &str, span: Range<usize>) -> Located {
        let start = floor_boundary(text, span.start);
        let end = floor_boundary(text, span.end).max(start);
        let (first, last) = (self.line_of(start), self.line_of(end));
        let line_start = self.starts[first];
        let line_end = self.starts.get(last + 1).map_or(text.len(), |next| next - 1);
        let from = if start - line_start > EXCERPT_LIMIT { start } else { line_start };
        let to = floor_boundary(text, line_end.min(from + EXCERPT_LIMIT)).max(from);
        let excerpt = text[from..to].trim_end_matches('\r').to_owned();
        let span = (start - from).min(excerpt.len())..(end - from).min(excerpt.len());
        Located {
            start: (first + 1, self.column(text, first, start)),
            end: (last + 1, self.column(text, last, end)),
            excerpt: Excerpt { text: excerpt, span },
        }
    }

    /// The index of the line that byte `at` is in.
    fn line_of(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at) - 1
    }

    fn column(&self, text: &str, line: usize, at: usize) -> usize {
        self.chars_before(text, at) - self.chars_before(text, self.starts[line]) + 1
    }

    fn chars_before(&self, text: &str, at: usize) -> usize {
        let block = at / BLOCK;
        self.chars[block] + count(&text.as_bytes()[block * BLOCK..at])
    }
}

/// The characters that begin in some bytes of UTF-8.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// The nearest character boundary at or before `at`.
fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locate(text: &str, span: Range<usize>) -> Located {
        Lines::of(text).locate(text, span)
    }

    #[test]
    fn a_span_is_located_by_line_and_column_in_characters() {
        let check = |text: &str, span: Range<usize>, start: (usize, usize), end: (usize, usize), shown: &str| {
            let found = locate(text, span);
            assert_eq!((found.start, found.end, found.excerpt.text.as_str()), (start, end, shown), "{text:?}");
        };
        check("a: b\nc: d", 8..9, (2, 4), (2, 5), "c: d");
        check("é: b\r\nc", 4..5, (1, 4), (1, 5), "é: b");
        check("a\nb\nc", 0..3, (1, 1), (2, 2), "a\nb");
        check("", 0..0, (1, 1), (1, 1), "");
        check("ab", 5..9, (1, 3), (1, 3), "ab");
        check("é", 1..2, (1, 1), (1, 2), "é");
    }

    #[test]
    fn a_long_line_is_shown_from_the_place_on() {
        let text = format!("é{}x{}", "a".repeat(5_000), "b".repeat(5_000));
        let found = locate(&text, 5_002..5_003);
        assert_eq!((found.start, found.end, found.excerpt.span), ((1, 5_002), (1, 5_003), 0..1));
        assert_eq!(found.excerpt.text.len(), EXCERPT_LIMIT);
        assert!(found.excerpt.text.starts_with("xb"));
    }
}
