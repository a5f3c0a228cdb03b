//! The diagnostics of one file, as they are found.

use std::cell::OnceCell;

use crate::{
    diagnostic::{self, Code, Diagnostic, LIMIT, Lines, Span},
    source::TextFile,
};

/// Collects what is wrong with a file.
#[derive(Debug)]
pub(super) struct Notes<'a> {
    /// The file in question.
    pub(super) file: &'a TextFile,
    found: Vec<Diagnostic>,
    /// The lines of the file, once something is told.
    lines: OnceCell<Lines>,
}

impl<'a> Notes<'a> {
    /// Nothing found yet.
    pub(super) fn new(file: &'a TextFile) -> Notes<'a> {
        Notes { file, found: Vec::new(), lines: OnceCell::new() }
    }

    /// A message about a place in the file; it counts once it is pushed.
    pub(super) fn at(&self, code: Code, at: Span, message: impl Into<String>) -> Diagnostic {
        if self.found.len() > LIMIT {
            return Diagnostic::of_file(code, &self.file.path, message);
        }
        Diagnostic::in_lines(code, self.file, self.lines.get_or_init(|| Lines::of(&self.file.text)), at, message)
    }

    /// Takes a diagnostic, unless there are too many.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        if self.found.len() < LIMIT {
            self.found.push(diagnostic);
        } else if self.found.len() == LIMIT {
            self.found.push(diagnostic::too_many(&self.file.path));
        }
    }

    /// Takes over all that others found.
    pub(super) fn append(&mut self, others: Notes<'_>) {
        others.found.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }

    /// Whether all that is found from now on is left out.
    pub(super) fn is_full(&self) -> bool {
        self.found.len() > LIMIT
    }

    /// What the file says at `at`.
    pub(super) fn slice(&self, at: Span) -> &'a str {
        self.file.slice(at)
    }

    /// Everything found.
    pub(super) fn into_found(self) -> Vec<Diagnostic> {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site_path::SitePath;

    #[test]
    fn a_file_gives_so_many_diagnostics_and_says_that_there_are_more() {
        let path = SitePath::new("briefs/a.md").expect("a plain path");
        let file = TextFile { path, text: "a".repeat(2 * LIMIT) };
        let mut notes = Notes::new(&file);
        for at in 0..2 * LIMIT {
            notes.push(notes.at(Code::BadValue, (at..at + 1).into(), "wrong"));
        }
        let found = notes.into_found();
        assert_eq!(found.len(), LIMIT + 1);
        assert_eq!(found.last().map(|last| last.code), Some(Code::TooManyMistakes));
    }
}
