//! What is wrong with the content: messages with a code, a place, the line itself and a hint that works.
//!
//! A diagnostic carries the lines it speaks of, so that it can be shown after the sources are gone.

use std::ops::Range;

use crate::{site_path::SitePath, source::TextFile};

mod code;
mod show;

pub use code::{Code, Severity};
pub use show::{Format, show};

/// Bytes of a file: `start` inclusive, `end` exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
}

impl Span {
    /// The span as a range for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { start: byte(range.start), end: byte(range.end) }
    }
}

/// A value and where it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At<T> {
    /// What was written, understood.
    pub value: T,
    /// Where, in the file that it came from.
    pub at: Span,
}

impl<T> At<T> {
    /// `value`, written at `at`.
    pub fn new(value: T, at: Span) -> At<T> {
        At { value, at }
    }
}

/// One message to the author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name of the kind of mistake; its severity follows from it.
    pub code: Code,
    /// The file in question.
    pub file: SitePath,
    /// Line of the span's start, from 1. 0 where the message is about the file as a whole.
    pub line: usize,
    /// Column of the span's start in characters, from 1. 0 where the message is about the file as a whole.
    pub column: usize,
    /// What is wrong: lower case, no full stop, names in backticks.
    pub message: String,
    /// What stands under the marked text.
    pub label: String,
    /// What to do; only where it will work.
    pub help: Option<String>,
    /// Whether a later build of the same site may not say it. Such warnings do not count for `--strict`.
    pub passes: bool,
    /// The lines of the file that the span touches.
    excerpt: Excerpt,
}

/// The lines that a span touches, and the span within them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Excerpt {
    text: String,
    span: Range<usize>,
}

/// At most so many bytes of the file are kept with a diagnostic: hostile lines may be long.
const EXCERPT_LIMIT: usize = 2_000;

impl Diagnostic {
    /// A message about a place in `file`.
    pub fn new(code: Code, file: &TextFile, at: Span, message: impl Into<String>) -> Diagnostic {
        let (line, column, excerpt) = locate(&file.text, at.range());
        Diagnostic { line, column, excerpt, ..Diagnostic::of_file(code, &file.path, message) }
    }

    /// A message about a file as a whole.
    pub fn of_file(code: Code, file: &SitePath, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            file: file.clone(),
            line: 0,
            column: 0,
            message: message.into(),
            label: String::new(),
            help: None,
            passes: code.passes(),
            excerpt: Excerpt::default(),
        }
    }

    /// The same with a text under the marked place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = label.into();
        self
    }

    /// The same with a hint.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// The same; it passes with time.
    #[must_use]
    pub(crate) fn passing(mut self, passes: bool) -> Diagnostic {
        self.passes |= passes;
        self
    }

    /// Error or warning.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The marked text; empty where the message is about the file as a whole.
    pub fn marked(&self) -> &str {
        self.excerpt.text.get(self.excerpt.span.clone()).unwrap_or("")
    }

    /// Order of presentation: by place, then by code and message.
    fn key(&self) -> (&SitePath, usize, usize, Code, &str) {
        (&self.file, self.line, self.column, self.code, &self.message)
    }
}

/// Sorts by place and drops what is said twice.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| a.key().cmp(&b.key()));
    diagnostics.dedup();
}

/// Line and column (from 1) of a byte range, and the lines that it touches.
fn locate(text: &str, span: Range<usize>) -> (usize, usize, Excerpt) {
    let start = floor_boundary(text, span.start);
    let end = floor_boundary(text, span.end).max(start);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let line = text[..start].matches('\n').count() + 1;
    let column = text[line_start..start].chars().count() + 1;
    let from = if start - line_start > EXCERPT_LIMIT { start } else { line_start };
    let to = floor_boundary(text, line_end.min(from + EXCERPT_LIMIT)).max(from);
    let excerpt = text[from..to].trim_end_matches('\r').to_owned();
    let span = (start - from).min(excerpt.len())..(end - from).min(excerpt.len());
    (line, column, Excerpt { text: excerpt, span })
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

    #[test]
    fn a_span_is_located_by_line_and_column_in_characters() {
        let check = |text: &str, span: Range<usize>, expected: (usize, usize, &str)| {
            let (line, column, excerpt) = locate(text, span);
            assert_eq!((line, column, excerpt.text.as_str()), expected, "{text:?}");
        };
        check("a: b\nc: d", 8..9, (2, 4, "c: d"));
        check("é: b\r\nc", 4..5, (1, 4, "é: b"));
        check("", 0..0, (1, 1, ""));
        check("ab", 5..9, (1, 3, "ab"));
        check("é", 1..2, (1, 1, "é"));
    }

    #[test]
    fn a_long_line_is_shown_from_the_place_on() {
        let text = format!("{}x{}", "a".repeat(5_000), "b".repeat(5_000));
        let (line, column, excerpt) = locate(&text, 5_000..5_001);
        assert_eq!((line, column, excerpt.span, excerpt.text.len()), (1, 5_001, 0..1, EXCERPT_LIMIT));
        assert!(excerpt.text.starts_with("xb"));
    }
}
