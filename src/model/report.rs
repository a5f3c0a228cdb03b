//! Messages about the texts of a site, put at the place that they speak of.

use std::{
    collections::HashMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use crate::{
    diagnostic::{Code, Diagnostic, LIMIT, Lines, Span},
    site_path::SitePath,
    source::{Source, TextFile},
};

/// The texts that messages show lines of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Files<'a> {
    pub(super) source: &'a Source,
    told: &'a Told,
}

/// What has been told so far.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The lines of each text that something was told of, and how often.
    texts: Mutex<HashMap<SitePath, (Lines, usize)>>,
    /// The names that slips were compared with.
    compared: AtomicUsize,
}

/// The most names that all slips of a site are compared with.
const NAMES: usize = 1_000_000;

impl<'a> Files<'a> {
    pub(super) fn new(source: &'a Source, told: &'a Told) -> Files<'a> {
        Files { source, told }
    }

    /// A message about `at` in the file `path`. An empty span is no place (a slug from the file's name has one): then
    /// the message is about the file as a whole.
    pub(super) fn at(self, code: Code, path: &SitePath, at: Span, message: impl Into<String>) -> Diagnostic {
        match self.find(path).filter(|_| at.start < at.end) {
            Some(file) => self.in_file(file, code, at, message.into()),
            None => Diagnostic::of_file(code, path, message),
        }
    }

    /// Whether a slip may be compared with so many names more. The model goes from one brief to the next, so that the
    /// same slips get a hint in every run.
    pub(super) fn may_compare(self, names: usize) -> bool {
        self.told.compared.fetch_add(names, Ordering::Relaxed) + names <= NAMES
    }

    fn in_file(self, file: &TextFile, code: Code, at: Span, message: String) -> Diagnostic {
        let mut told = self.told.texts.lock().unwrap_or_else(PoisonError::into_inner);
        let (lines, count) = told.entry(file.path.clone()).or_insert_with(|| (Lines::of(&file.text), 0));
        *count += 1;
        let diagnostic = Diagnostic::in_lines(code, file, lines, at, message);
        // Of one file no more are told, and a hundred thousand excerpts would fill the memory.
        if *count > LIMIT { diagnostic.without_excerpt() } else { diagnostic }
    }

    fn find(self, path: &SitePath) -> Option<&'a TextFile> {
        [&self.source.briefs, &self.source.pages, &self.source.stories].into_iter().find_map(|files| {
            let at = files.binary_search_by(|file| file.path.cmp(path)).ok()?;
            files.get(at)
        })
    }
}
