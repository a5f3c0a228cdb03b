//! What a brief leads to: related briefs, and the names and topics in the rail.

use std::collections::BTreeSet;

use serde::Serialize;

use super::View;
use crate::{
    address,
    manuscript::EntityKind,
    model::{Mention, Reason, Related},
    render::{
        card::meta_attributes,
        html::{Html, escaped, heading},
        page::RailList,
        voice::language_attributes,
    },
};

/// A related brief.
#[derive(Serialize)]
pub(super) struct RelatedItem {
    attributes: Html,
    meta_attributes: Html,
    href: String,
    title: Html,
    why: Html,
    source: Html,
}

impl View<'_> {
    /// A related brief, with the reason.
    pub(super) fn related(&self, related: &Related) -> RelatedItem {
        let (site, language) = (self.press.site, self.voice.language);
        let brief = &site[related.brief];
        let shared = |name: &str| language.fill("reason_shared", &[("name", &self.voice.run(name, None))]);
        let why = match &related.reason {
            Reason::Written => language.text("reason_written").to_owned(),
            Reason::SameEvent(_) => language.text("reason_same_event").to_owned(),
            Reason::SameStory(_, days) => escaped(&language.reason_same_story(*days)),
            Reason::SharedEntity(id) => shared(&site[*id].name),
            Reason::SharedTopic(id) => shared(&site[*id].name),
        };
        let view = View { id: related.brief, brief, ..*self };
        let source = brief.sources.first().map(|source| view.plain_source(source)).unwrap_or_default();
        RelatedItem {
            attributes: language_attributes(&brief.lang, &self.voice.lang),
            meta_attributes: meta_attributes(brief, self.voice),
            href: self.voice.href(&address::brief(brief)),
            title: heading(&brief.title),
            why: Html::finished(&why),
            source: Html::finished(&source),
        }
    }

    /// Languages, names, topics, sources.
    pub(super) fn rail(&self) -> Vec<RailList> {
        let (site, voice) = (self.press.site, self.voice);
        let named = |kind: EntityKind| -> Vec<Html> {
            let mentions = self.brief.entities.iter().filter(|mention| mention.kind == kind);
            let link = |mention: &Mention| {
                let name = voice.run(&mention.name, None);
                mention
                    .entity
                    .map_or_else(|| Html::finished(&name), |id| voice.anchor(&address::entity(&site[id]), &name))
            };
            mentions.map(link).collect()
        };
        let mut places = named(EntityKind::Place);
        places.extend(
            self.brief
                .topics
                .iter()
                .map(|&id| voice.anchor(&address::topic(&site[id]), &voice.run(&site[id].name, None))),
        );
        let mut known = BTreeSet::new();
        let ids = self.brief.publishers.iter().flatten().copied().filter(|&id| known.insert(id));
        let publishers = ids.map(|id| voice.anchor(&address::publisher(&site[id]), &voice.run(&site[id].name, None)));
        let lists = [
            RailList::some(voice.text("languages"), self.press.other_versions(self.id, voice)),
            RailList::some(voice.text("people"), named(EntityKind::Person)),
            RailList::some(voice.text("organisations"), named(EntityKind::Organisation)),
            RailList::some(voice.text("places_and_topics"), places),
            RailList::some(voice.text("sources"), publishers.collect()),
        ];
        lists.into_iter().flatten().collect()
    }
}
