//! Texts to manuscripts: each file understood for itself, with all that is wrong in it.
//!
//! In: a text, and which files the site has. Out: a [`Manuscript`] or a [`PageManuscript`], and diagnostics. A file
//! with mistakes still gives as much as can be understood. What concerns several files (references, entities, unique
//! slugs, what a translation inherits) is the model's.

use crate::{
    config::Config,
    diagnostic::Diagnostic,
    manuscript::Manuscript,
    manuscript::PageManuscript,
    source::{Source, TextFile},
};

pub(crate) mod address;
mod body;
mod brief;
mod dates;
mod dispute;
mod entity;
mod event;
mod fields;
mod files;
pub(crate) mod format;
mod front;
mod history;
mod image;
mod link;
mod mend;
#[cfg(test)]
mod mutations;
pub(crate) mod nearest;
mod notes;
mod page;
pub(crate) mod plain;
mod quote;
mod raw_html;
mod source;
mod statement;
mod status;
#[cfg(test)]
mod testing;
pub(crate) mod values;
mod yaml;

pub use body::{Texts, options, texts};
pub(crate) use front::is_forbidden;

/// Understands a file of `briefs/`. `None` only where its front matter cannot be told from its body, or where nothing
/// in it could be its slug.
pub fn brief(file: &TextFile, source: &Source, config: &Config) -> (Option<Manuscript>, Vec<Diagnostic>) {
    let mut notes = notes::Notes::new(file);
    let front = front::front(&format::KEYS, &mut notes);
    let manuscript = front.and_then(|front| brief::brief(&front, source, config, &mut notes));
    (manuscript, notes.into_found())
}

/// Understands a file of `pages/` or `stories/`. `None` where its front matter cannot be told from its body.
pub fn page(file: &TextFile, source: &Source, config: &Config) -> (Option<PageManuscript>, Vec<Diagnostic>) {
    let mut notes = notes::Notes::new(file);
    let front = front::front(&format::KEYS, &mut notes);
    let page = front.map(|front| page::page(&front, source, config, &mut notes));
    (page, notes.into_found())
}
