//! What an event of a list can be chosen by: its story, its topics, who, where and which source, under the names that the search has
//! for them. Items of lists have the keys, and a page the names of its items' keys, once.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    language::Language,
    manuscript::EntityKind,
    model::{Event, EventId, Site},
};

/// The fields that events are chosen by, as the search names them, and the phrase for each.
pub(super) const FIELDS: [(&str, &str); 7] = [
    ("story", "story"),
    ("topic", "topic"),
    ("person", "person"),
    ("org", "organisation"),
    ("place", "place"),
    ("source", "source"),
    ("state", "sift_state"),
];

/// What stands between two facets of an item.
const BETWEEN: &str = "|";

/// A facet and its name: `topic:energy`, "Energy".
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct FacetName<'a> {
    key: String,
    name: &'a str,
}

/// The facets of an event, as `data-is` has them.
pub(super) fn facets(site: &Site, event: &Event) -> String {
    let known = known(site, event).map(|(field, key, _)| format!("{field}:{key}"));
    let plain = plain_names(site, event).into_iter().map(|name| format!("who:{}", name.replace(BETWEEN, " ")));
    known.chain(plain).collect::<Vec<_>>().join(BETWEEN)
}

/// The names of the facets of these events and of their states, each once. A name without a page is its own key, so it is not among
/// them.
pub(super) fn facet_names<'a>(
    site: &'a Site,
    language: &'a Language,
    events: impl Iterator<Item = EventId>,
) -> Vec<FacetName<'a>> {
    let all = events
        .map(|id| &site[id])
        .flat_map(|event| known(site, event).chain([("state", event.state.as_str(), language.state(event.state))]));
    let names: BTreeMap<_, _> = all.map(|(field, key, name)| ((field, key), name)).collect();
    names.into_iter().map(|((field, key), name)| FacetName { key: format!("{field}:{key}"), name }).collect()
}

/// Field, key and name of what has a page.
fn known<'a>(site: &'a Site, event: &Event) -> impl Iterator<Item = (&'static str, &'a str, &'a str)> {
    let stories = event.stories.iter().map(|id| ("story", site[*id].slug.as_str(), site[*id].title.as_str()));
    let topics = event.topics.iter().map(|id| ("topic", site[*id].slug.as_str(), site[*id].name.as_str()));
    let entities = event.entities.iter().map(|id| {
        let entity = &site[*id];
        let field = match entity.kind {
            EntityKind::Person => "person",
            EntityKind::Organisation => "org",
            EntityKind::Place => "place",
        };
        (field, entity.slug.as_str(), entity.name.as_str())
    });
    let publishers = event.publishers.iter().map(|id| ("source", site[*id].slug.as_str(), site[*id].name.as_str()));
    stories.chain(topics).chain(entities).chain(publishers)
}

/// Who took part without having a page.
fn plain_names<'a>(site: &'a Site, event: &Event) -> Vec<&'a str> {
    let mut names = Vec::new();
    for telling in &event.tellings {
        for who in site.telling(*telling).who.iter().filter(|name| name.entity.is_none()) {
            if !names.contains(&who.text.as_str()) {
                names.push(who.text.as_str());
            }
        }
    }
    names
}
