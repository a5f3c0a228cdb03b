//! A site as it was loaded: texts and the places of its other files, before anything is understood.

use std::{collections::BTreeMap, path::PathBuf};

use crate::{diagnostic::Span, site_path::SitePath};

/// Everything that a build reads. Each list is sorted by path.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// `site.toml`.
    pub settings: Option<TextFile>,
    /// `briefs/**/*.md`.
    pub briefs: Vec<TextFile>,
    /// `pages/**/*.md`.
    pub pages: Vec<TextFile>,
    /// `stories/**/*.md`.
    pub stories: Vec<TextFile>,
    /// `templates/*`: they replace the built-in templates of the same name.
    pub templates: Vec<TextFile>,
    /// `styles/*`: they replace the built-in styles of the same name.
    pub styles: Vec<TextFile>,
    /// `languages/TAG.toml`: languages of the interface, or what differs in those that come with the program.
    pub languages: Vec<TextFile>,
    /// All other files under `briefs/`, `pages/` and `static/`, by their path in the site, with the place to copy from.
    pub files: BTreeMap<SitePath, PathBuf>,
}

/// A text file of the site. Its text is valid UTF-8 without a byte order mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// Where it is in the site.
    pub path: SitePath,
    /// What it says.
    pub text: String,
}

impl TextFile {
    /// The part of the text at `span`; empty where the span does not lie in it.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }
}
