//! What is related to a brief without being named by its author.
//!
//! Strongest reasons first: one event, one story (nearest in days), an entity in common (the rarest first), a topic in
//! common. Of each list only the nearest neighbours are looked at, so that the work is the same in a list of five and of
//! fifty thousand.

use std::cmp::Reverse;

use super::{
    Brief, RELATED_LIMIT, Reason, Related, Site,
    ids::{BriefId, EntityId, EventId, StoryId, TopicId},
};

/// The most events, stories, entities or topics of one brief whose neighbours are looked at.
const LISTS: usize = 32;

/// Adds to each brief that is not withdrawn what is related to it.
pub(super) fn relate(site: &mut Site) {
    let found: Vec<_> = site.items.iter().map(|&item| neighbours(site, item)).collect();
    for (item, found) in site.items.clone().into_iter().zip(found) {
        for version in site[item].versions.clone().iter() {
            let brief = &mut site.briefs[version.index()];
            if !brief.is_withdrawn() {
                add(brief, &found);
            }
        }
    }
}

/// What the author named comes first and does not come again.
fn add(brief: &mut Brief, found: &[Related]) {
    let is_new = |related: &&Related| brief.related.iter().all(|written| written.brief != related.brief);
    let new: Vec<_> = found.iter().filter(is_new).take(RELATED_LIMIT).cloned().collect();
    brief.related.extend(new);
}

/// More than are shown, because the author may have named the nearest.
fn neighbours(site: &Site, item: BriefId) -> Vec<Related> {
    let brief = &site[item];
    let written = brief.versions.iter().map(|&version| site[version].related.len()).max().unwrap_or_default();
    let mut search = Search { site, item, limit: RELATED_LIMIT + written, found: Vec::new() };
    search.same_event();
    search.same_story();
    search.shared_entity();
    search.shared_topic();
    search.found
}

struct Search<'a> {
    site: &'a Site,
    item: BriefId,
    limit: usize,
    found: Vec<Related>,
}

impl Search<'_> {
    fn is_full(&self) -> bool {
        self.found.len() >= self.limit
    }

    fn add(&mut self, brief: BriefId, reason: Reason) {
        let is_new = brief != self.item && self.found.iter().all(|found| found.brief != brief);
        if is_new && !self.is_full() {
            self.found.push(Related { brief, reason });
        }
    }

    fn same_event(&mut self) {
        let events = self.site[self.item].events.iter().filter_map(|event| event.event);
        for event in events.take(LISTS).collect::<Vec<EventId>>() {
            for telling in self.site[event].tellings.iter().take(self.limit + 1) {
                self.add(telling.brief, Reason::SameEvent(event));
            }
        }
    }

    fn same_story(&mut self) {
        let day = |brief: BriefId| self.site[brief].date.day;
        let days = |brief: BriefId| i64::from((day(brief) - day(self.item)).get_days());
        let mut near: Vec<(i64, BriefId, StoryId)> = Vec::new();
        for &story in self.site[self.item].stories.iter().take(LISTS) {
            let around = self.around(&self.site[story].briefs);
            near.extend(around.into_iter().map(|brief| (days(brief), brief, story)));
        }
        near.sort_by_key(|&(days, brief, story)| (days.abs(), brief, story));
        for (days, brief, story) in near {
            self.add(brief, Reason::SameStory(story, days));
        }
    }

    fn shared_entity(&mut self) {
        let entities = self.site[self.item].entities.iter().filter_map(|mention| mention.entity);
        let briefs = |entity: EntityId| &self.site[entity].briefs;
        let mut entities: Vec<_> = entities.filter(|&entity| briefs(entity).len() > 1).collect();
        entities.sort_by_key(|&entity| (briefs(entity).len(), entity));
        for entity in entities {
            if self.is_full() {
                return;
            }
            for brief in self.around(briefs(entity)) {
                self.add(brief, Reason::SharedEntity(entity));
            }
        }
    }

    fn shared_topic(&mut self) {
        let briefs = |topic: TopicId| &self.site[topic].briefs;
        let mut topics = self.site[self.item].topics.clone();
        topics.sort_by_key(|&topic| (briefs(topic).len(), topic));
        for topic in topics {
            if self.is_full() {
                return;
            }
            for brief in self.around(briefs(topic)) {
                self.add(brief, Reason::SharedTopic(topic));
            }
        }
    }

    /// The brief's neighbours in a list that runs from new to old: the nearest first, of two as near the older.
    fn around(&self, list: &[BriefId]) -> Vec<BriefId> {
        let at = list.partition_point(|id| *id < self.item);
        let newer = list[..at].iter().rev().enumerate();
        let older = list[at..].iter().filter(|id| **id != self.item).enumerate();
        let mut around: Vec<_> = newer.take(self.limit).map(|(distance, id)| (distance, Reverse(*id))).collect();
        around.extend(older.take(self.limit).map(|(distance, id)| (distance, Reverse(*id))));
        around.sort_unstable();
        around.into_iter().map(|(_, Reverse(id))| id).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{
        Reason,
        testing::{Draft, Modelled, draft},
    };

    /// What is related to a brief, each with its reason.
    fn related(made: &Modelled, slug: &str) -> Vec<String> {
        let site = &made.site;
        let one = |related: &super::Related| {
            let reason = match &related.reason {
                Reason::Written => "written".to_owned(),
                Reason::SameEvent(_) => "event".to_owned(),
                Reason::SameStory(story, days) => format!("{} {days:+}", site[*story].slug),
                Reason::SharedEntity(entity) => site[*entity].slug.to_string(),
                Reason::SharedTopic(topic) => site[*topic].slug.to_string(),
            };
            format!("{} ({reason})", made.slugs(&[related.brief]))
        };
        made.brief(slug).related.iter().map(one).collect()
    }

    fn brief(draft: Draft, slug: &str, day: usize, front: &str) -> Draft {
        draft.brief(slug, &format!("date: 2024-01-{day:02}\n{front}"), "")
    }

    #[test]
    fn the_strongest_reason_comes_first() {
        let made = brief(
            draft(),
            "a",
            10,
            "story: s\ntopics: [T]\npeople: [P]\nrelated: [e]\nevents: [{id: x, when: 2024, what: X}]",
        );
        let made = brief(made, "b", 12, "story: s\npeople: [P]\ntopics: [T]");
        let made = brief(made, "c", 11, "topics: [T]\npeople: [P]");
        let made = brief(made, "d", 20, "events: [{when: 2024, what: D, same_as: a#x}]\ntopics: [T]");
        let made = brief(made, "e", 30, "topics: [T]").model().says(&[]);
        assert_eq!(related(&made, "a"), ["e (written)", "d (event)", "b (s +2)", "c (p)"]);
        assert_eq!(related(&made, "c"), ["a (p)", "b (p)", "d (t)"]);
        assert_eq!(related(&made, "e"), ["d (t)", "b (t)", "c (t)"]);
    }

    #[test]
    fn a_story_gives_the_nearest_in_days_and_entities_the_rarest_first() {
        let days = [1, 5, 8, 10, 11, 19];
        let made = days
            .into_iter()
            .fold(draft(), |draft, day| brief(draft, &format!("s{day}"), day, "story: s\nplaces: [Iraq]"));
        let made = brief(made, "x", 25, "places: [Iraq, Erbil]");
        let made = brief(made, "y", 2, "places: [Iraq, Erbil]").model().says(&[]);
        assert_eq!(related(&made, "s10"), ["s11 (s +1)", "s8 (s -2)", "s5 (s -5)"]);
        assert_eq!(related(&made, "x"), ["y (erbil)", "s19 (iraq)", "s11 (iraq)"]);
    }

    #[test]
    fn translations_share_what_is_related() {
        let made = brief(draft(), "a", 1, "topics: [T]\nrelated: [b, a-ar, b]");
        let made = made.brief("a-ar", "translation_of: a\nlang: ar", "").brief(
            "a-ckb",
            "translation_of: a\nlang: ckb\nrelated: [c]",
            "",
        );
        let made = brief(brief(made, "b", 2, "topics: [T]"), "c", 3, "topics: [T]").model().says(&[]);
        assert_eq!(related(&made, "a"), ["b (written)", "c (t)"]);
        assert_eq!(related(&made, "a-ar"), ["b (written)", "c (t)"]);
        assert_eq!(related(&made, "a-ckb"), ["c (written)", "b (t)"]);
        assert_eq!(related(&made, "c"), ["b (t)", "a (t)"]);
    }
}
