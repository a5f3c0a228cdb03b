//! Everything that a brief can refer to, gathered from all briefs before the first is resolved.

use std::collections::{HashMap, HashSet};

use jiff::{Timestamp, civil};

use crate::{config::Config, diagnostic::Diagnostic, slug::Slug};

use super::{
    checks,
    entities::Entities,
    held::Absent,
    ids::{BriefId, StoryId},
    names,
    report::Files,
    spelling::caseless_key,
    terms::{Counting, Terms},
    versions::Versions,
};

/// The names of a site, with their places in its lists.
#[derive(Debug)]
pub(super) struct Known<'a> {
    pub(super) files: Files<'a>,
    pub(super) config: &'a Config,
    pub(super) now: Timestamp,
    /// The day of the build in the site's time zone.
    pub(super) today: civil::Date,
    /// All briefs, by slug.
    pub(super) slugs: HashMap<Slug, BriefId>,
    /// The version of each brief that lists show.
    pub(super) items: Vec<BriefId>,
    /// All stories, ascending.
    pub(super) stories: Vec<Slug>,
    pub(super) topics: Terms,
    /// The closed set of topics, as they are compared; empty: any.
    pub(super) closed: HashSet<String>,
    pub(super) publishers: Terms,
    pub(super) entities: Entities,
    /// What only held briefs name.
    pub(super) held: Absent,
    /// What withdrawn briefs name.
    pub(super) withdrawn: Absent,
}

impl Known<'_> {
    /// The story with that slug.
    pub(super) fn story(&self, slug: &Slug) -> Option<StoryId> {
        self.stories.binary_search(slug).ok().map(StoryId::at)
    }
}

/// Gathers all names. What withdrawn briefs alone name is in no list.
pub(super) fn gather<'a>(
    versions: &mut Versions,
    held: Absent,
    (files, config, now): (Files<'a>, &'a Config, Timestamp),
    found: &mut Vec<Diagnostic>,
) -> Known<'a> {
    let (publishers, topics) = (publishers(versions), topics(versions, config));
    let mut gathered = names::gather(versions);
    checks::identifiers(&mut gathered, versions, files, found);
    checks::similar_names(&mut gathered, versions, files, found);
    checks::similar_terms(&publishers, versions, files, found);
    checks::similar_terms(&topics, versions, files, found);
    checks::repeated_sources(versions, files, found);
    let withdrawn = versions.list.iter().filter(|version| version.is_withdrawn());
    Known {
        files,
        config,
        now,
        today: now.to_zoned(config.time_zone.clone()).date(),
        items: versions.list.iter().map(|version| version.item).collect(),
        stories: stories(versions),
        topics,
        closed: config.topics.iter().map(|topic| caseless_key(topic)).collect(),
        publishers,
        entities: gathered.settle(versions, &config.lang),
        held,
        withdrawn: Absent::of(withdrawn.map(|version| &version.manuscript)),
        slugs: std::mem::take(&mut versions.slugs),
    }
}

fn publishers(versions: &Versions) -> Terms {
    let mut counting = Counting::default();
    for &id in &versions.by_age {
        let version = &versions.list[id.index()];
        for source in version.manuscript.sources.iter().filter(|_| !version.is_withdrawn()) {
            let at = source.publisher.as_ref().or(source.url.as_ref()).map(|name| name.at).unwrap_or_default();
            if let Some(name) = source.publisher_name() {
                counting.count(name, id, at);
            }
        }
    }
    counting.settle(&[], "source")
}

fn topics(versions: &Versions, config: &Config) -> Terms {
    let mut counting = Counting::default();
    for &id in &versions.by_age {
        let version = &versions.list[id.index()];
        for topic in version.manuscript.topics.iter().filter(|_| !version.is_withdrawn()) {
            counting.count(&topic.value, id, topic.at);
        }
    }
    counting.settle(&config.topics, "topic")
}

fn stories(versions: &Versions) -> Vec<Slug> {
    let alive = versions.list.iter().filter(|version| !version.is_withdrawn());
    let mut stories: Vec<_> = alive.flat_map(|version| &version.manuscript.stories).map(|story| &story.value).collect();
    stories.sort_unstable();
    stories.dedup();
    stories.into_iter().cloned().collect()
}
