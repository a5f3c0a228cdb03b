//! The index files of search and timeline: the site in, files for the browser out.
//!
//! The formats are those of the crate `briefing-index`; here is only what goes in. Addresses in the files have no
//! leading `/` and are not encoded: the front end puts the path of the site before them.

mod search;
mod since;
mod stems;
mod timeline;

use briefing_index::{Files, edtf::Edtf};

use crate::{assets::Asset, language::Language, model::Site, output::Output};

/// The index files of a site.
#[derive(Debug)]
pub struct Indexes {
    search: Files,
    timeline: Files,
    /// Nothing where there are no events.
    since: Option<Asset>,
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

    /// Where the events of the newest briefs are, below the output folder; nothing where there are none.
    pub fn since(&self) -> Option<&str> {
        self.since.as_ref().map(|asset| asset.output.path.as_str())
    }

    /// The files.
    pub fn into_files(self) -> impl Iterator<Item = Output> {
        let files = self.search.files.into_iter().chain(self.timeline.files);
        files.map(|(path, bytes)| Output::bytes(path, bytes)).chain(self.since.map(|asset| asset.output))
    }
}

/// Writes the index files of `site`.
pub fn indexes(site: &Site) -> Indexes {
    let languages = &site.languages;
    Indexes {
        search: search::search_index(site, languages),
        timeline: timeline::timeline_index(site, languages),
        since: since::since(site),
    }
}

/// A date said by itself.
fn sentence(language: &Language, when: &Edtf) -> String {
    language.sentence(&language.when(when))
}
