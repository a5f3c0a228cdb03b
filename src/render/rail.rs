//! Lists beside the pages of stories, topics, entities and sources: what their briefs name most.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Press,
    html::{Html, escaped},
    page::RailList,
};
use crate::{
    address,
    model::{BriefId, EntityId, PublisherId},
};

/// The most sources that are named.
const SOURCES: usize = 5;

impl Press<'_> {
    /// A link with a note after it.
    pub(crate) fn noted(&self, address: &str, name: &str, note: &str) -> Html {
        let link = self.voice.anchor(address, &self.voice.run(name, None));
        Html::finished(&format!("{} <span class=\"note\">{}</span>", link.as_str(), escaped(note)))
    }

    /// The entities that briefs name and that `wanted` takes, with the number of briefs, the most named first.
    pub(crate) fn most_named(&self, briefs: &[BriefId], wanted: impl Fn(EntityId) -> bool) -> Vec<(EntityId, usize)> {
        let mut counts: BTreeMap<EntityId, usize> = BTreeMap::new();
        for &id in briefs {
            let mut named: Vec<_> = self.site[id].entities.iter().filter_map(|mention| mention.entity).collect();
            named.sort_unstable();
            named.dedup();
            named.into_iter().filter(|&id| wanted(id)).for_each(|id| *counts.entry(id).or_default() += 1);
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|&(id, count)| (std::cmp::Reverse(count), id));
        counts
    }

    /// The publishers that most briefs are after.
    pub(crate) fn sources_of(&self, briefs: &[BriefId]) -> Option<RailList> {
        let (site, voice) = (self.site, &self.voice);
        let mut counts = BTreeMap::new();
        for &id in briefs {
            let publishers: BTreeSet<_> = site[id].publishers.iter().flatten().copied().collect();
            publishers.into_iter().for_each(|id| *counts.entry(id).or_insert(0) += 1);
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|&(id, count)| (std::cmp::Reverse(count), id));
        let entry = |&(id, count): &(PublisherId, usize)| {
            self.noted(&address::publisher(&site[id]), &site[id].name, &voice.language.count("briefs", count))
        };
        let mut links: Vec<_> = counts.iter().take(SOURCES).map(entry).collect();
        if counts.len() > SOURCES {
            let more = voice.language.count("others", counts.len() - SOURCES);
            links.push(Html::finished(&format!("<span class=\"note\">{}</span>", escaped(&more))));
        }
        RailList::some(voice.text("sources"), links)
    }
}
