//! What is wrong with the content: messages with a code, a place, the line itself and a hint that works.
//!
//! A diagnostic carries the lines it speaks of, so that it can be shown after the sources are gone.

use std::{collections::HashSet, ops::Range};

use crate::{site_path::SitePath, source::TextFile};

mod code;
mod lines;
mod show;

pub use code::{Code, Severity};
pub use lines::Lines;
pub use show::{Format, show, show_for_github};

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
    /// Line of the span's end, from 1, or 0.
    pub end_line: usize,
    /// Column behind the span's last character, from 1, or 0.
    pub end_column: usize,
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
        Diagnostic::in_lines(code, file, &Lines::of(&file.text), at, message)
    }

    /// The same, where the lines of the file are known: to find them takes long in a long file.
    pub fn in_lines(code: Code, file: &TextFile, lines: &Lines, at: Span, message: impl Into<String>) -> Diagnostic {
        let located = lines.locate(&file.text, at.range());
        let ((line, column), (end_line, end_column)) = (located.start, located.end);
        let excerpt = located.excerpt;
        Diagnostic { line, column, end_line, end_column, excerpt, ..Diagnostic::of_file(code, &file.path, message) }
    }

    /// A message about a file as a whole.
    pub fn of_file(code: Code, file: &SitePath, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            file: file.clone(),
            line: 0,
            column: 0,
            end_line: 0,
            end_column: 0,
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

    /// The same without the lines that it speaks of: for one that is hardly ever shown.
    #[must_use]
    pub(crate) fn without_excerpt(mut self) -> Diagnostic {
        self.excerpt = Excerpt::default();
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

    /// The place that it speaks of, and the kind of mistake.
    fn place(&self) -> (SitePath, [usize; 4], Code) {
        (self.file.clone(), [self.line, self.column, self.end_line, self.end_column], self.code)
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

/// Two runs over one site as one: of the second only what the first does not say of the same place.
pub fn merge(mut first: Vec<Diagnostic>, second: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let told: HashSet<_> = first.iter().map(Diagnostic::place).collect();
    let more: Vec<_> = second.into_iter().filter(|diagnostic| !told.contains(&diagnostic.place())).collect();
    first.extend(more);
    sort(&mut first);
    first
}

/// The most diagnostics that one file gives. A file with more is no text of a site, and telling them all would take long.
pub(crate) const LIMIT: usize = 1_000;

/// Of each file the first [`LIMIT`] of sorted diagnostics, and that there are more.
pub(crate) fn limit(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept = Vec::with_capacity(diagnostics.len());
    for of_file in diagnostics.chunk_by(|a, b| a.file == b.file) {
        let is_end = |one: &&Diagnostic| one.code == Code::TooManyMistakes && one.line == 0;
        if of_file.iter().filter(|one| !is_end(one)).count() > LIMIT {
            kept.push(too_many(&of_file[0].file));
            kept.extend(of_file.iter().filter(|one| !is_end(one)).take(LIMIT).cloned());
        } else {
            kept.extend_from_slice(of_file);
        }
    }
    kept
}

/// Says that a file gives more than is told.
pub(crate) fn too_many(file: &SitePath) -> Diagnostic {
    Diagnostic::of_file(Code::TooManyMistakes, file, format!("over {LIMIT} mistakes: the rest is not told"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str, line: usize, message: &str) -> Diagnostic {
        let file = SitePath::new(path).expect("a plain path");
        Diagnostic { line, column: 1, ..Diagnostic::of_file(Code::BadValue, &file, message) }
    }

    #[test]
    fn a_file_gives_so_many_in_all_stages_together() {
        let many: Vec<_> = (1..=LIMIT + 5).map(|line| at("briefs/a.md", line, "x")).collect();
        let all = many.into_iter().chain([at("briefs/b.md", 1, "x")]).collect();
        let kept = limit(all);
        assert_eq!((kept.len(), kept[0].code, kept[LIMIT].line), (LIMIT + 2, Code::TooManyMistakes, LIMIT));
        assert_eq!(limit(kept.clone()), kept);
    }

    #[test]
    fn two_runs_say_one_thing_of_one_place() {
        let first = vec![at("a.md", 1, "one"), at("a.md", 1, "two")];
        let merged = merge(first.clone(), vec![at("a.md", 1, "in other words"), at("a.md", 2, "more")]);
        assert_eq!(merged, [first, vec![at("a.md", 2, "more")]].concat());
    }
}
