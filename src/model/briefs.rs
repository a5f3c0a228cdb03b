//! From manuscript to brief: every field with its default, its inheritance and its references resolved.

use std::{collections::HashSet, hash::Hash, mem::take};

use crate::{
    diagnostic::{At, Code, Diagnostic},
    manuscript::{EntityKind, EventRef, Extra, Manuscript, Moment, Source, Status},
    slug::Slug,
};

use super::{
    Brief, BriefEvent, Dispute, Links, Mention, Name, Reason, Related, Statement, Telling, claims, events,
    hint::nearest_name,
    ids::{BriefId, PublisherId, StoryId, TopicId},
    known::Known,
    marks::SameAs,
    references::{self, Place},
    resolver::{Resolver, SourcePlaces},
    slugs::slug_of,
    spelling::caseless_key,
    versions::Version,
};

/// A brief, and what is still to be looked up once all are there.
#[derive(Debug)]
struct Resolved {
    brief: Brief,
    /// Events of the brief, each with the event of another brief that it is the same as.
    same_as: Vec<(usize, At<EventRef>)>,
    found: Vec<Diagnostic>,
}

/// Resolves all briefs: first the originals, then the translations, which inherit from them.
pub(super) fn resolve_all(
    known: &Known<'_>,
    versions: Vec<Version>,
    found: &mut Vec<Diagnostic>,
) -> (Vec<Brief>, Vec<SameAs>) {
    let mut briefs: Vec<Option<Brief>> = versions.iter().map(|_| None).collect();
    let mut same_as = Vec::new();
    let mut put = |id: BriefId, version: Version, briefs: &mut Vec<Option<Brief>>| {
        let original = briefs[version.original.index()].as_ref();
        let mut resolved = resolve(known, version, original);
        found.append(&mut resolved.found);
        same_as.extend(resolved.same_as.into_iter().map(|(event, at)| (Telling { brief: id, event }, at)));
        briefs[id.index()] = Some(resolved.brief);
    };
    let mut translations = Vec::new();
    for (id, version) in (0..versions.len()).map(BriefId::at).zip(versions) {
        if version.original == id {
            put(id, version, &mut briefs);
        } else {
            translations.push((id, version));
        }
    }
    translations.into_iter().for_each(|(id, version)| put(id, version, &mut briefs));
    (briefs.into_iter().flatten().collect(), same_as)
}

/// Resolves one brief; `original` is there for a translation. The marks of its events, and what is related to it without
/// being named, are still missing.
fn resolve(known: &Known<'_>, mut version: Version, original: Option<&Brief>) -> Resolved {
    let mut found = Vec::new();
    let parts = parts(known, &mut version, original, &mut found);
    let (brief, same_as) = assemble(known, version, original, parts);
    Resolved { brief, same_as, found }
}

/// The fields of a brief that refer to something.
struct Parts {
    sources: Vec<Source>,
    stories: Vec<StoryId>,
    topics: Vec<TopicId>,
    entities: Vec<Mention>,
    events: Vec<BriefEvent>,
    same_as: Vec<(usize, At<EventRef>)>,
    statements: Vec<Statement>,
    disputes: Vec<Dispute>,
    related: Vec<Related>,
    links: Links,
}

/// Takes these fields out of the manuscript.
fn parts(known: &Known<'_>, version: &mut Version, original: Option<&Brief>, found: &mut Vec<Diagnostic>) -> Parts {
    let Version { manuscript, date, item, .. } = version;
    let file = manuscript.file.clone();
    let mut resolver = Resolver::new(known, &file, original, &manuscript.entities);
    check_date(&mut resolver, manuscript, *date);
    check_source_ids(&mut resolver, &manuscript.sources);
    let stories = stories(&resolver, &manuscript.stories);
    let topics = topics(&mut resolver, &manuscript.topics);
    let sources = inherit(take(&mut manuscript.sources), original.map(|brief| &brief.sources));
    let places = SourcePlaces::new(&sources, original);
    let lane = lane(known, &topics, &manuscript.topics);
    let defaults = events::Defaults { sources: &places, lane: lane.as_ref() };
    let linked = events::resolve(&mut resolver, take(&mut manuscript.events), defaults);
    let (mut events, same_as): (Vec<_>, Vec<_>) = linked.into_iter().unzip();
    events.shrink_to_fit();
    let mut entities = resolver.mentions(take(&mut manuscript.entities));
    let written = take(&mut manuscript.statements);
    let statements = claims::statements(&mut resolver, written, &places, &events, &entities);
    let disputes = claims::disputes(&mut resolver, take(&mut manuscript.disputes), &mut events);
    add_places(&mut entities, &events, &statements);
    let related = related(&mut resolver, &manuscript.related, *item);
    found.append(&mut resolver.found);
    let links = references::links(known, &file, &manuscript.body, found);
    let same_as = same_as.into_iter().enumerate().filter_map(|(at, link)| Some((at, link?))).collect();
    Parts { sources, stories, topics, entities, events, same_as, statements, disputes, related, links }
}

/// Puts the fields together; what is not given comes from the original, then from the site.
fn assemble(
    known: &Known<'_>,
    version: Version,
    original: Option<&Brief>,
    parts: Parts,
) -> (Brief, Vec<(usize, At<EventRef>)>) {
    let Version { manuscript, date, lang, original: original_id, versions, item } = version;
    let text = |own: Option<String>, field: fn(&Brief) -> &Option<String>| {
        own.or_else(|| original.and_then(|brief| field(brief).clone()))
    };
    let title = manuscript.title.map(|title| title.value).or_else(|| original.map(|brief| brief.title.clone()));
    let brief = Brief {
        publishers: publishers(known, &parts.sources),
        title: title.unwrap_or_else(|| manuscript.slug.value.to_string()),
        date,
        sources: parts.sources,
        written_takeaway: text(manuscript.takeaway.map(|takeaway| takeaway.value), |brief| &brief.written_takeaway),
        formerly: manuscript.formerly.into_iter().map(|path| path.value).collect(),
        lang,
        versions,
        original: original_id,
        item,
        author: inherit(manuscript.author, Some(original.map_or(&known.config.author, |brief| &brief.author))),
        editor: inherit(manuscript.editor, original.map(|brief| &brief.editor)),
        status: manuscript.status.unwrap_or(Status::Published),
        updates: inherit(manuscript.updates, original.map(|brief| &brief.updates)),
        corrections: inherit(manuscript.corrections, original.map(|brief| &brief.corrections)),
        stories: parts.stories,
        topics: parts.topics,
        entities: parts.entities,
        events: parts.events,
        statements: parts.statements,
        disputes: parts.disputes,
        related: parts.related,
        image: manuscript.image.or_else(|| original.and_then(|brief| brief.image.clone())),
        licence: text(manuscript.licence, |brief| &brief.licence).or_else(|| known.config.licence.clone()),
        disclosure: text(manuscript.disclosure, |brief| &brief.disclosure),
        cite_as: text(manuscript.cite_as, |brief| &brief.cite_as),
        extra: extra(manuscript.extra, original),
        body: manuscript.body,
        links: parts.links,
        slug: manuscript.slug.value,
        file: manuscript.file,
    };
    (brief, parts.same_as)
}

/// The list that the brief gives, else that of its original.
fn inherit<T: Clone>(own: Vec<T>, original: Option<&Vec<T>>) -> Vec<T> {
    match original {
        Some(original) if own.is_empty() => original.clone(),
        _ => own,
    }
}

/// The brief's own `x-` keys, then those of the original that it does not give.
fn extra(mut own: Vec<(String, Extra)>, original: Option<&Brief>) -> Vec<(String, Extra)> {
    let inherited = original.iter().flat_map(|brief| &brief.extra);
    let missing: Vec<_> = inherited.filter(|(key, _)| own.iter().all(|(given, _)| given != key)).cloned().collect();
    own.extend(missing);
    own
}

/// A held brief may well be meant for the future.
fn check_date(resolver: &mut Resolver<'_>, manuscript: &Manuscript, date: Moment) {
    let Some(written) = &manuscript.date else { return };
    let is_held = matches!(manuscript.status, Some(Status::Draft | Status::Embargoed(_)));
    let known = resolver.known;
    if !is_held && date.instant.map_or(date.day > known.today, |instant| instant > known.now) {
        let message = format!("the date, {}, is in the future", date.day);
        let diagnostic = resolver.at(Code::FutureDate, written.at, message);
        resolver.found.push(diagnostic.help("with `status: embargoed` and `embargo` the brief is held until then"));
    }
}

fn check_source_ids(resolver: &mut Resolver<'_>, sources: &[Source]) {
    let mut ids = HashSet::with_capacity(sources.len());
    for source in sources {
        if !ids.insert(&source.id) {
            let message = format!("another source of the brief has the id `{}`", source.id);
            resolver.found.push(resolver.at(Code::DuplicateId, source.at, message));
        }
    }
}

/// A withdrawn brief may belong to a story that has no other, and so no page.
fn stories(resolver: &Resolver<'_>, written: &[At<Slug>]) -> Vec<StoryId> {
    match resolver.original {
        Some(original) if written.is_empty() => original.stories.clone(),
        _ => distinct(written.iter().filter_map(|slug| resolver.known.story(&slug.value))),
    }
}

/// As with stories. Topics outside a closed set are told of.
fn topics(resolver: &mut Resolver<'_>, written: &[At<String>]) -> Vec<TopicId> {
    if let (true, Some(original)) = (written.is_empty(), resolver.original) {
        return original.topics.clone();
    }
    let known = resolver.known;
    let is_open = |topic: &str| known.closed.is_empty() || known.closed.contains(&caseless_key(topic));
    for topic in written.iter().filter(|topic| !is_open(&topic.value)) {
        let diagnostic = resolver.at(Code::UnknownTopic, topic.at, format!("unknown topic `{}`", topic.value));
        let diagnostic =
            nearest_name(known.files, diagnostic, &topic.value, known.config.topics.iter().map(String::as_str));
        resolver.found.push(diagnostic.label("not in the site's list"));
    }
    distinct(written.iter().filter_map(|topic| known.topics.find(&topic.value)).map(TopicId::at))
}

fn distinct<T: Copy + Eq + Hash>(ids: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = HashSet::new();
    ids.filter(|id| seen.insert(*id)).collect()
}

/// The lane of events that name none: that of the first topic.
fn lane(known: &Known<'_>, topics: &[TopicId], written: &[At<String>]) -> Option<Slug> {
    let listed = topics.first().map(|topic| known.topics.list[topic.index()].slug.clone());
    listed.or_else(|| written.first().map(|topic| slug_of(&topic.value, "topic")))
}

fn publishers(known: &Known<'_>, sources: &[Source]) -> Vec<Option<PublisherId>> {
    let publisher = |source: &Source| known.publishers.find(source.publisher_name()?).map(PublisherId::at);
    sources.iter().map(publisher).collect()
}

/// Adds the places that only a `where` names.
fn add_places(entities: &mut Vec<Mention>, events: &[BriefEvent], statements: &[Statement]) {
    let of_statements = statements.iter().filter_map(|statement| statement.place.as_ref());
    let mut listed: HashSet<_> = entities.iter().map(|mention| mention.entity).collect();
    for Name { text, entity } in events.iter().flat_map(|event| &event.places).chain(of_statements) {
        if entity.is_some() && listed.insert(*entity) {
            let (kind, name) = (EntityKind::Place, text.clone());
            entities.push(Mention { kind, entity: *entity, name, role: None, of: None });
        }
    }
    entities.shrink_to_fit();
}

/// The briefs that the author names, but for the brief itself.
fn related(resolver: &mut Resolver<'_>, written: &[At<Slug>], item: BriefId) -> Vec<Related> {
    if let (true, Some(original)) = (written.is_empty(), resolver.original) {
        return original.related.clone();
    }
    let known = resolver.known;
    let mut named = Vec::with_capacity(written.len());
    for slug in written {
        let place = Place { known, file: resolver.file, at: slug.at };
        match references::named_brief(place, &slug.value) {
            Ok(brief) => named.push(known.items[brief.index()]),
            Err(miss) => resolver.found.push(*miss),
        }
    }
    let others = distinct(named.into_iter().filter(|named| *named != item));
    others.into_iter().map(|brief| Related { brief, reason: Reason::Written }).collect()
}

#[cfg(test)]
mod tests {
    use crate::model::testing::{Modelled, draft};

    const ORIGINAL: &str = "\
title: Talks
date: 2024-01-28
source: [{id: g, publisher: Gulan}, {id: b, publisher: BBC}]
takeaway: They talk.
story: talks
topics: [Security]
author: A
people: [{name: Sabrina Singh, role: Deputy, id: wikidata:Q1}]
places: [Iraq]
updates: [{date: 2024-02-01, what: Checked}]
licence: CC0
x-a: 1
x-b: 2
events:
  - {id: first, when: 2024-01-27, what: First meeting, who: Sabrina Singh, where: Erbil, source: b, rank: 5}
  - 2024-01: Petition
statements: [{who: Sabrina Singh, says: No, about: first, source: b}]
disputes: [{about: Purpose, events: [petition], positions: [{Sabrina Singh: a}, {Iraq: b}]}]
";

    fn translated(front: &str) -> Modelled {
        let front = format!("translation_of: talks\nlang: ar\n{front}");
        draft().brief("talks", ORIGINAL, "Lead.").brief("talks-ar", &front, "متن.").model()
    }

    #[test]
    fn what_a_translation_does_not_give_is_that_of_its_original() {
        let made = translated("").says(&[]);
        let (original, translation) = (made.brief("talks"), made.brief("talks-ar"));
        assert_eq!((translation.title.as_str(), translation.takeaway()), ("Talks", "They talk."));
        assert_eq!(translation.body.plain, "متن.");
        assert_eq!(translation.date, original.date);
        assert_eq!(translation.sources, original.sources);
        assert_eq!(translation.publishers, original.publishers);
        assert_eq!((&translation.stories, &translation.topics), (&original.stories, &original.topics));
        assert_eq!(translation.entities, original.entities);
        assert_eq!(format!("{:?}", translation.events), format!("{:?}", original.events));
        assert_eq!(format!("{:?}", translation.statements), format!("{:?}", original.statements));
        assert_eq!(format!("{:?}", translation.disputes), format!("{:?}", original.disputes));
        assert_eq!((&translation.author, &translation.licence), (&original.author, &original.licence));
        assert_eq!((&translation.updates, &translation.extra), (&original.updates, &original.extra));
    }

    #[test]
    fn what_a_translation_gives_is_its_own() {
        let front = "\
title: محادثات
source: {id: b, publisher: BBC Arabic}
people: [{name: سابرينا سينغ, id: wikidata:Q1, role: نائبة}]
x-b: 3
events: [{id: first, what: الاجتماع الأول, note: ملاحظة}]
";
        let made = translated(front).says(&[]);
        let brief = made.brief("talks-ar");
        assert_eq!((brief.title.as_str(), brief.extra.len()), ("محادثات", 2));
        let names: Vec<_> = brief.entities.iter().map(|mention| mention.name.as_str()).collect();
        assert_eq!(names, ["سابرينا سينغ", "Iraq", "Erbil"]);
        let events: Vec<_> = brief.events.iter().map(|event| (event.id.as_str(), event.what.as_str())).collect();
        assert_eq!(events, [("petition", "Petition"), ("first", "الاجتماع الأول")]);
        let first = &brief.events[1];
        assert_eq!((first.note.as_deref(), first.rank, &first.sources[..]), (Some("ملاحظة"), 5, &[0][..]));
        assert_eq!(first.who[0].text, "سابرينا سينغ");
        let statement = &brief.statements[0];
        assert_eq!((statement.who.text.as_str(), statement.role.as_deref()), ("سابرينا سينغ", Some("نائبة")));
        assert_eq!((statement.about, &statement.sources[..]), (Some(1), &[0][..]));
        assert_eq!(brief.disputes[0].positions[0].0.text, "سابرينا سينغ");
        assert_eq!(made.entity("sabrina-singh").other_names.len(), 1);
    }

    #[test]
    fn an_event_of_a_translation_is_one_of_the_originals_or_told_in_full() {
        let made = translated("events: [{id: frist, what: الاجتماع}]");
        made.says(&[
            "unknown-event talks-ar <frist> the original `talks` has no event `frist` | did you mean `first`?",
        ]);
        let more = "events: [{id: first, what: الاجتماع}, {when: 2024-02, what: آخر}]";
        let made = translated(more).says(&[]);
        let events: Vec<_> = made.brief("talks-ar").events.iter().map(|event| event.id.as_str()).collect();
        assert_eq!(events, ["petition", "first", "آخر"]);
        let made = translated("events: [{when: 2024-01-27, what: كل شيء}]").says(&[]);
        let events: Vec<_> = made.brief("talks-ar").events.iter().map(|event| event.id.as_str()).collect();
        assert_eq!(events, ["كل-شيء"]);
        assert_eq!(made.brief("talks-ar").events[0].event, None);
        assert!(made.brief("talks-ar").disputes[0].events.is_empty());
    }

    #[test]
    fn a_brief_and_its_translations_are_one_item_and_one_mark() {
        let check = |lang: &str, item: &str, marks: [&str; 2]| {
            let front = "translation_of: talks\nlang: ar-IQ\nevents: [{id: first, what: X}]";
            let draft = draft().lang(lang).brief("talks", &format!("lang: en\n{ORIGINAL}"), "").brief("t", front, "");
            let made = draft.brief("u", "translation_of: talks\nlang: ckb", "").model().says(&[]);
            assert_eq!(made.slugs(&made.site.items), item);
            assert_eq!(made.marks(), marks);
            assert_eq!(made.slugs(&made.brief("t").versions), "t u talks");
            assert_eq!(made.slugs(&made.site.stories[0].briefs), item);
            assert_eq!(made.slugs(&made.entity("sabrina-singh").briefs), item);
            let all = ["talks", "t", "u"]
                .map(|slug| made.brief(slug).events.iter().filter_map(|event| event.event).collect::<Vec<_>>());
            assert_eq!((&all[0], all[0].len()), (&all[1], 2));
            assert_eq!(all[1], all[2]);
        };
        check("en", "talks", ["talks#petition", "talks#first"]);
        check("ar", "t", ["t#petition", "t#first"]);
        check("ckb", "u", ["u#petition", "u#first"]);
        check("de", "talks", ["talks#petition", "talks#first"]);
    }
}
