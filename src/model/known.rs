//! Everything that a brief can refer to, gathered from all briefs before the first is resolved.

use std::collections::{HashMap, HashSet};

use jiff::{Timestamp, civil};

use crate::{config::Config, diagnostic::Diagnostic, manuscript, slug::Slug};

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
    let publishers = publishers(versions);
    let mut gathered = names::gather(versions);
    checks::identifiers(&mut gathered, versions, files, found);
    checks::similar_names(&mut gathered, versions, files, found);
    checks::similar_publishers(&publishers, versions, files, found);
    checks::repeated_sources(versions, files, found);
    let withdrawn = versions.list.iter().filter(|version| version.is_withdrawn());
    Known {
        files,
        config,
        now,
        today: now.to_zoned(config.time_zone.clone()).date(),
        items: versions.list.iter().map(|version| version.item).collect(),
        stories: stories(versions),
        topics: topics(versions, config),
        closed: config.topics.iter().map(|topic| caseless_key(topic)).collect(),
        publishers,
        entities: gathered.settle(versions, &config.lang),
        held,
        withdrawn: Absent::of(withdrawn.map(|version| &version.manuscript)),
        slugs: std::mem::take(&mut versions.slugs),
    }
}

/// The name under which a source's publisher has its page: of a source without one, the host of its address.
pub(super) fn publisher_name(source: &manuscript::Source) -> Option<&str> {
    let named = source.publisher.as_ref().map(|publisher| publisher.value.as_str());
    named.or_else(|| host(&source.url.as_ref()?.value))
}

fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

fn publishers(versions: &Versions) -> Terms {
    let mut counting = Counting::default();
    for &id in &versions.by_age {
        let version = &versions.list[id.index()];
        for source in version.manuscript.sources.iter().filter(|_| !version.is_withdrawn()) {
            let at = source.publisher.as_ref().or(source.url.as_ref()).map(|name| name.at).unwrap_or_default();
            if let Some(name) = publisher_name(source) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_an_address_stands_for_its_publisher() {
        let check = |url: &str, expected: Option<&str>| assert_eq!(host(url), expected, "{url}");
        check("https://www.example.org/a?b", Some("example.org"));
        check("http://user@news.example.org:8080", Some("news.example.org"));
        check("https://", None);
        check("example.org", None);
    }
}
