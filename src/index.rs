//! The index files of search and timeline: the site in, files for the browser out.
//!
//! The formats are those of the crate `briefing-index`; here is only what goes in. Addresses in the files have no
//! leading `/` and are not encoded: the front end puts the path of the site before them.

mod search;
mod stems;
mod timeline;

use briefing_index::{Files, edtf::Edtf};

use crate::{
    language::{Language, Languages},
    model::Site,
    output::Output,
};

/// The index files of a site.
#[derive(Debug)]
pub struct Indexes {
    search: Files,
    timeline: Files,
}

impl Indexes {
    /// Where the root of the search index is, below the output folder.
    pub fn search(&self) -> &str {
        &self.search.root
    }

    /// Where the root of the timeline is, below the output folder.
    pub fn timeline(&self) -> &str {
        &self.timeline.root
    }

    /// The files.
    pub fn into_files(self) -> impl Iterator<Item = Output> {
        let files = self.search.files.into_iter().chain(self.timeline.files);
        files.map(|(path, bytes)| Output::bytes(path, bytes))
    }
}

/// Writes the index files of `site`.
pub fn indexes(site: &Site) -> Indexes {
    let languages = Languages::builtin();
    Indexes { search: search::search_index(site, &languages), timeline: timeline::timeline_index(site, &languages) }
}

/// A date said by itself.
fn sentence(language: &Language, when: &Edtf) -> String {
    language.sentence(&language.when(when))
}
