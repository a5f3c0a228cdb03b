//! The lists of a site: what belongs to each story, topic, entity and publisher.

use super::{
    Brief, Name, Publisher, Site, Topic,
    ids::{BriefId, EntityId, EventId},
    known::Known,
};

/// What lists show, newest first.
pub(super) fn items(briefs: &[Brief]) -> Vec<BriefId> {
    let ids = (0..briefs.len()).map(BriefId::at);
    ids.filter(|id| briefs[id.index()].item == *id && !briefs[id.index()].is_withdrawn()).collect()
}

/// Fills all lists of the site.
pub(super) fn fill(site: &mut Site, by_age: &[BriefId]) {
    list_briefs(site);
    list_events(site);
    list_claims(site);
    give_roles(site, by_age);
}

fn list_briefs(site: &mut Site) {
    let Site { briefs, stories, topics, entities, publishers, .. } = site;
    for brief in briefs.iter().filter(|brief| !brief.is_withdrawn()) {
        brief.stories.iter().for_each(|id| stories[id.index()].briefs.push(brief.item));
        brief.topics.iter().for_each(|id| topics[id.index()].briefs.push(brief.item));
        let mentioned = brief.entities.iter().filter_map(|mention| mention.entity);
        mentioned.for_each(|id| entities[id.index()].briefs.push(brief.item));
        brief.publishers.iter().flatten().for_each(|id| publishers[id.index()].briefs.push(brief.item));
    }
    let lists = stories.iter_mut().map(|story| &mut story.briefs);
    let lists = lists.chain(topics.iter_mut().map(|topic| &mut topic.briefs));
    let lists = lists.chain(entities.iter_mut().map(|entity| &mut entity.briefs));
    for list in lists.chain(publishers.iter_mut().map(|publisher| &mut publisher.briefs)) {
        list.sort_unstable();
        list.dedup();
    }
}

fn list_events(site: &mut Site) {
    let Site { events, stories, topics, entities, .. } = site;
    for (at, event) in events.iter().enumerate() {
        let at = EventId::at(at);
        event.stories.iter().for_each(|id| stories[id.index()].events.push(at));
        event.topics.iter().for_each(|id| topics[id.index()].events.push(at));
        event.entities.iter().for_each(|id| entities[id.index()].events.push(at));
    }
}

/// What entities say and hold, newest brief first.
fn list_claims(site: &mut Site) {
    let Site { briefs, items, entities, .. } = site;
    for &id in items.iter() {
        let brief = &briefs[id.index()];
        for (at, statement) in brief.statements.iter().enumerate() {
            let names = [Some(&statement.who), statement.on_behalf_of.as_ref()].into_iter().flatten();
            for entity in entities_of(names) {
                entities[entity.index()].statements.push((id, at));
            }
        }
        for (at, dispute) in brief.disputes.iter().enumerate() {
            for entity in entities_of(dispute.positions.iter().map(|(party, _)| party)) {
                entities[entity.index()].disputes.push((id, at));
            }
        }
    }
}

fn entities_of<'a>(names: impl Iterator<Item = &'a Name>) -> Vec<EntityId> {
    let mut entities: Vec<_> = names.filter_map(|name| name.entity).collect();
    entities.sort_unstable();
    entities.dedup();
    entities
}

/// Gives each entity its newest role. One that a list shows counts more than one in a translation, which may be in a
/// language that the site's readers do not know.
fn give_roles(site: &mut Site, by_age: &[BriefId]) {
    let Site { briefs, entities, .. } = site;
    let (shown, hidden): (Vec<BriefId>, Vec<_>) = by_age.iter().partition(|id| briefs[id.index()].item == **id);
    for brief in hidden.into_iter().chain(shown).map(|id| &briefs[id.index()]).filter(|brief| !brief.is_withdrawn()) {
        for mention in &brief.entities {
            if let (Some(entity), Some(role)) = (mention.entity, &mention.role) {
                entities[entity.index()].role = Some((role.clone(), mention.of.clone()));
            }
        }
    }
}

/// All topics, their lists still empty.
pub(super) fn topics(known: &Known<'_>) -> Vec<Topic> {
    let topic = |term: &super::terms::Term| {
        let (slug, name) = (term.slug.clone(), term.name.clone());
        Topic { slug, name, briefs: Vec::new(), events: Vec::new() }
    };
    known.topics.list.iter().map(topic).collect()
}

/// All publishers, their lists still empty.
pub(super) fn publishers(known: &Known<'_>) -> Vec<Publisher> {
    let publisher =
        |term: &super::terms::Term| Publisher { slug: term.slug.clone(), name: term.name.clone(), briefs: Vec::new() };
    known.publishers.list.iter().map(publisher).collect()
}
