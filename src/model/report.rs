//! Messages about the texts of a site, put at the place that they speak of.

use crate::{
    diagnostic::{Code, Diagnostic, Span},
    site_path::SitePath,
    source::{Source, TextFile},
};

/// The texts that messages show lines of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Files<'a>(pub(super) &'a Source);

impl Files<'_> {
    /// A message about `at` in the file `path`. An empty span is no place (a slug from the file's name has one): then
    /// the message is about the file as a whole.
    pub(super) fn at(self, code: Code, path: &SitePath, at: Span, message: impl Into<String>) -> Diagnostic {
        match self.find(path).filter(|_| at.start < at.end) {
            Some(file) => Diagnostic::new(code, file, at, message),
            None => Diagnostic::of_file(code, path, message),
        }
    }

    fn find(&self, path: &SitePath) -> Option<&TextFile> {
        [&self.0.briefs, &self.0.pages, &self.0.stories].into_iter().find_map(|files| {
            let at = files.binary_search_by(|file| file.path.cmp(path)).ok()?;
            files.get(at)
        })
    }
}
