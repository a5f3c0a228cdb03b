//! What the search finds: each version of each brief that is not withdrawn, with its events.

use std::borrow::Cow;

use briefing_index::search::{self, Document, Field, Files, Value};
use jiff::{civil, tz::TimeZone};

use super::{sentence, stems::stem_of};
use crate::{
    language::Languages,
    manuscript::{EntityKind, Source, Words},
    model::{Brief, Site},
    typography::{shortened, typographic},
};
use briefing_index::edtf::calendar::DAY;

/// A result shows so many characters of a takeaway.
const TAKEAWAY: usize = 160;

/// One bit each of what is marked in a result.
const CORRECTED: u8 = 1;
const UPDATED: u8 = 2;
const DISPUTED: u8 = 4;

/// The files of the search index.
pub(super) fn search_index(site: &Site, languages: &Languages) -> Files {
    let briefs = site.briefs.iter().filter(|brief| !brief.is_withdrawn());
    let entries: Vec<_> = briefs.map(|brief| Entry::new(languages, brief)).collect();
    let documents: Vec<_> = entries.iter().map(|entry| entry.document(site, languages)).collect();
    search::write(&documents, &stem_of, rayon::current_num_threads())
}

/// What a [`Document`] borrows beside the site.
struct Entry<'a> {
    brief: &'a Brief,
    title: Cow<'a, str>,
    takeaway: String,
    publisher: String,
    /// When, in words, and what.
    events: Vec<(String, Cow<'a, str>)>,
}

impl<'a> Entry<'a> {
    fn new(languages: &Languages, brief: &'a Brief) -> Entry<'a> {
        let language = languages.get(&brief.lang);
        let publishers: Vec<_> = brief.sources.iter().filter_map(Source::publisher_name).collect();
        let own_day = language.sentence(&language.day(brief.date.day));
        let events = brief.events.iter().map(|event| {
            let when = sentence(language, &event.when);
            (if when == own_day { String::new() } else { when }, typographic(&event.what))
        });
        Entry {
            brief,
            title: typographic(&brief.title),
            takeaway: shortened(&typographic(brief.takeaway()), TAKEAWAY),
            publisher: language.list_and(&publishers),
            events: events.collect(),
        }
    }

    fn document(&'a self, site: &'a Site, languages: &'a Languages) -> Document<'a> {
        let brief = self.brief;
        let events = self.events.iter().zip(&brief.events);
        Document {
            slug: brief.slug.as_str(),
            day: days(brief.date.day),
            lang: brief.lang.as_str(),
            marks: marks(brief).into_iter().filter(|(_, _, is, _)| *is).map(|(.., mark)| mark).sum(),
            title: &self.title,
            takeaway: &self.takeaway,
            publisher: &self.publisher,
            events: events.map(|((when, what), event)| (when.as_str(), what.as_ref(), event.id.as_str())).collect(),
            texts: texts(site, brief),
            values: values(site, languages, brief),
        }
    }
}

/// What may be special about a brief, as queries name it; the key of the phrase that says so; whether it is so; its bit.
fn marks(brief: &Brief) -> [(&'static str, &'static str, bool, u8); 3] {
    let is_disputed = brief.disputes.iter().any(|dispute| dispute.settled_by.is_none());
    [
        ("corrected", "corrected", !brief.corrections.is_empty(), CORRECTED),
        ("updated", "updated", !brief.updates.is_empty(), UPDATED),
        ("disputed", "state_disputed", is_disputed, DISPUTED),
    ]
}

/// What a brief can be chosen by. Keys are those of addresses; languages, states and marks are found by their names in queries too.
fn values<'a>(site: &'a Site, languages: &'a Languages, brief: &'a Brief) -> Vec<Value<'a>> {
    let interface = languages.get(&site.config.lang);
    let value = |field, key: &'a str, name: &'a str| Value { field, key, name, others: Vec::new() };
    let said = |field, key: &'a str, name: &'a str| Value { others: vec![key], ..value(field, key, name) };
    let mut values = Vec::new();
    values.extend(brief.stories.iter().map(|id| value(Field::Story, site[*id].slug.as_str(), &site[*id].title)));
    values.extend(brief.topics.iter().map(|id| value(Field::Topic, site[*id].slug.as_str(), &site[*id].name)));
    values.extend(
        brief.publishers.iter().flatten().map(|id| value(Field::Source, site[*id].slug.as_str(), &site[*id].name)),
    );
    for entity in brief.entities.iter().filter_map(|mention| mention.entity).map(|id| &site[id]) {
        let field = match entity.kind {
            EntityKind::Person => Field::Person,
            EntityKind::Organisation => Field::Organisation,
            EntityKind::Place => Field::Place,
        };
        let others = entity.other_names.iter().map(|(_, name)| name.as_str()).collect();
        values.push(Value { others, ..value(field, entity.slug.as_str(), &entity.name) });
    }
    values.push(said(Field::Language, brief.lang.as_str(), languages.own_name(&brief.lang)));
    for event in &brief.events {
        values.push(said(Field::State, event.state.as_str(), interface.state(event.state)));
    }
    let marks = marks(brief).into_iter().filter(|(_, _, is, _)| *is);
    values.extend(marks.map(|(key, phrase, ..)| said(Field::Is, key, interface.text(phrase))));
    values.shrink_to_fit();
    values
}

/// All that a brief says, besides its title.
fn texts<'a>(site: &'a Site, brief: &'a Brief) -> Vec<&'a str> {
    let mut texts = vec![brief.body.plain.as_str()];
    texts.extend(brief.written_takeaway.as_deref());
    texts.extend(names(site, brief));
    texts.extend(brief.topics.iter().map(|id| site[*id].name.as_str()));
    texts.extend(brief.stories.iter().map(|id| site[*id].title.as_str()));
    texts.extend(brief.sources.iter().filter_map(Source::publisher_name));
    texts.extend(brief.sources.iter().filter_map(|source| source.title.as_deref()));
    texts.extend(brief.events.iter().map(|event| event.what.as_str()));
    texts.extend(brief.statements.iter().map(|statement| match &statement.words {
        Words::Paraphrase(text) => text.as_str(),
        Words::Quote(text) => &text.value,
    }));
    for dispute in &brief.disputes {
        texts.push(&dispute.about);
        texts.extend(dispute.positions.iter().map(|(_, position)| position.as_str()));
    }
    texts.shrink_to_fit();
    texts
}

/// The names of people, organisations and places, each with its other names.
fn names<'a>(site: &'a Site, brief: &'a Brief) -> impl Iterator<Item = &'a str> {
    brief.entities.iter().flat_map(|mention| {
        let entity = mention.entity.map(|id| &site[id]);
        let others = entity.into_iter().flat_map(|entity| entity.other_names.iter().map(|(_, name)| name.as_str()));
        let usual = entity.map(|entity| entity.name.as_str()).filter(|name| *name != mention.name);
        std::iter::once(mention.name.as_str()).chain(usual).chain(others.filter(|name| *name != mention.name))
    })
}

/// Days since 1970-01-01.
pub(super) fn days(day: civil::Date) -> i64 {
    day.to_zoned(TimeZone::UTC).map_or(0, |zoned| zoned.timestamp().as_second().div_euclid(DAY))
}
