//! The site as a whole: every reference resolved, every default filled in, every order fixed.
//!
//! In: manuscripts, pages and stories. Out: a [`Site`] and diagnostics. It reads no file and writes no HTML.
//!
//! Things are named by ids that are indexes into the site's lists, in the lists' final order.

use crate::{
    config::{Config, Options},
    diagnostic::Diagnostic,
    language, manuscript,
    source::Source,
};

mod addresses;
mod briefs;
mod checks;
mod claims;
mod entities;
mod events;
mod held;
mod hint;
mod ids;
#[cfg(test)]
mod invariants;
mod known;
mod lists;
mod marks;
mod names;
mod pages;
mod references;
mod related;
mod report;
mod resolver;
mod site;
mod slugs;
mod spelling;
mod terms;
#[cfg(test)]
mod testing;
mod texts;
mod union;
mod versions;

pub use ids::{BriefId, EntityId, EventId, PublisherId, StoryId, TopicId};
pub use site::*;

/// All texts of a site, each understood for itself.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// The briefs, in the order of their files.
    pub manuscripts: Vec<manuscript::Manuscript>,
    /// `pages/`.
    pub pages: Vec<manuscript::PageManuscript>,
    /// `stories/`; the slug of the story is the file's name.
    pub stories: Vec<manuscript::PageManuscript>,
}

/// Puts the texts of a site together. `source` is where they were read from, for messages that show a line.
///
/// With errors among the diagnostics the site is whole, but not to be published.
pub fn model(texts: Texts, config: Config, source: &Source, options: &Options) -> (Site, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let told = report::Told::default();
    let files = report::Files::new(source, &told);
    versions::check_slugs(&texts.manuscripts, files, &mut found);
    let (manuscripts, held) = held::part(texts.manuscripts, options, files, &mut found);
    let mut versions = versions::arrange(manuscripts, &held, &config, files, &mut found);
    let former = addresses::former(&versions);
    let mut known = known::gather(&mut versions, held, (files, &config, options.now), &mut found);
    let (mut briefs, same_as) = briefs::resolve_all(&known, versions.list, &mut found);
    let events = marks::unite(&known, &versions.by_age, &mut briefs, &same_as, &mut found);
    let mut site = Site {
        items: lists::items(&briefs),
        briefs,
        stories: pages::stories(&known, texts.stories, &mut found),
        topics: lists::topics(&known),
        publishers: lists::publishers(&known),
        events,
        pages: pages::pages(&known, texts.pages, &mut found),
        entities: std::mem::take(&mut known.entities.list),
        now: options.now,
        languages: language::of_site(&source.languages, &mut found),
        config: config.clone(),
    };
    lists::fill(&mut site, &versions.by_age);
    related::relate(&mut site);
    texts::reread(&mut site);
    addresses::check(&site, &former, files, &mut found);
    (site, found)
}
