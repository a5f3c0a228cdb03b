//! The index files of search and timeline: the site in, files for the browser out.
//!
//! The formats are those of the crate `briefing-index`; here is only what goes in. Addresses in the files have no
//! leading `/` and are not encoded: the front end puts the path of the site before them.

use std::{borrow::Cow, collections::BTreeMap};

use briefing_index::{
    edtf::{Edtf, calendar::DAY},
    search::{self, Document, EventEntry},
    timeline::{self, State, TimelineEvent},
};
use jiff::{civil, tz::TimeZone};

use crate::{
    address,
    assets::{Asset, hashed},
    language::{Language, Languages},
    manuscript::{EventState, Source},
    model::{Brief, BriefId, Event, Name, Site, Telling},
    typography::typographic,
};

/// The index files of a site.
#[derive(Debug)]
pub struct Indexes {
    search: Asset,
    timeline: Asset,
}

impl Indexes {
    /// Where the search index is, below the output folder.
    pub fn search(&self) -> &str {
        &self.search.output.path
    }

    /// Where the timeline's events are, below the output folder.
    pub fn timeline(&self) -> &str {
        &self.timeline.output.path
    }

    /// The files.
    pub fn into_files(self) -> Vec<Asset> {
        vec![self.search, self.timeline]
    }
}

/// Writes the index files of `site`.
pub fn indexes(site: &Site) -> Indexes {
    let languages = Languages::builtin();
    Indexes {
        search: hashed("search/", "search.bin", search_index(site, &languages)),
        timeline: hashed("timeline/", "timeline.bin", timeline_index(site, &languages)),
    }
}

/// What a [`Document`] borrows.
struct Entry<'a> {
    brief: &'a Brief,
    address: String,
    title: Cow<'a, str>,
    takeaway: Cow<'a, str>,
    publisher: String,
    date: String,
    names: Vec<&'a str>,
    topics: Vec<&'a str>,
}

/// Each version of each brief that is not withdrawn, and each event in each language.
fn search_index(site: &Site, languages: &Languages) -> Vec<u8> {
    let briefs = (0u32..).map(BriefId).zip(&site.briefs).filter(|(_, brief)| !brief.is_withdrawn());
    let entries: Vec<_> = briefs.clone().map(|(_, brief)| entry(site, languages, brief)).collect();
    let documents: Vec<_> = entries.iter().map(document).collect();
    let tellings =
        briefs.flat_map(|(id, brief)| (0..brief.events.len()).map(move |event| Telling { brief: id, event }));
    let tellings = tellings.filter(|&telling| is_first_in_its_language(site, telling));
    let texts = |telling: Telling| EventTexts::new(site, languages.get(&site[telling.brief].lang), telling);
    let texts: Vec<_> = tellings.map(texts).collect();
    let events: Vec<_> = texts.iter().map(|texts| event_entry(site, texts)).collect();
    search::write(&documents, &events)
}

fn entry<'a>(site: &'a Site, languages: &Languages, brief: &'a Brief) -> Entry<'a> {
    let language = languages.get(&brief.lang);
    let publishers: Vec<_> = brief.sources.iter().filter_map(Source::publisher_name).collect();
    let mentions = brief.entities.iter();
    let names = mentions.flat_map(|mention| {
        let entity = mention.entity.map(|id| &site[id]);
        let others = entity.into_iter().flat_map(|entity| entity.other_names.iter().map(|(_, name)| name.as_str()));
        let usual = entity.map(|entity| entity.name.as_str()).filter(|name| *name != mention.name);
        std::iter::once(mention.name.as_str()).chain(usual).chain(others.filter(|name| *name != mention.name))
    });
    Entry {
        brief,
        address: address::brief(brief),
        title: typographic(&brief.title),
        takeaway: typographic(&brief.takeaway),
        publisher: language.list_and(&publishers),
        date: language.day(brief.date.day),
        names: names.collect(),
        topics: brief.topics.iter().map(|&id| site[id].name.as_str()).collect(),
    }
}

fn document<'a>(entry: &'a Entry<'_>) -> Document<'a> {
    let brief = entry.brief;
    Document {
        address: &entry.address,
        title: &entry.title,
        takeaway: &entry.takeaway,
        publisher: &entry.publisher,
        date: &entry.date,
        day: days(brief.date.day),
        lang: brief.lang.as_str(),
        body: &brief.body.plain,
        names: entry.names.clone(),
        topics: entry.topics.clone(),
    }
}

/// Of the tellings of one event in one language, only the one under which lists show it is found.
fn is_first_in_its_language(site: &Site, telling: Telling) -> bool {
    let Some(event) = site.telling(telling).event else { return true };
    let Some(first) = site[event].tellings.first() else { return true };
    first.brief == site[telling.brief].item && site[telling.brief].versions.contains(&first.brief)
        || first.brief == telling.brief
}

/// What an [`EventEntry`] or a [`TimelineEvent`] borrows.
struct EventTexts<'a> {
    telling: Telling,
    address: String,
    what: Cow<'a, str>,
    when: String,
}

impl<'a> EventTexts<'a> {
    /// The date is said in `language`.
    fn new(site: &'a Site, language: &Language, telling: Telling) -> EventTexts<'a> {
        let event = site.telling(telling);
        EventTexts {
            telling,
            address: address::event(site, telling),
            what: typographic(&event.what),
            when: language.sentence(&language.when(&event.when)),
        }
    }
}

fn event_entry<'a>(site: &'a Site, texts: &'a EventTexts<'_>) -> EventEntry<'a> {
    let event = site.telling(texts.telling);
    let names = event.who.iter().chain(&event.places).map(|name: &Name| name.text.as_str());
    EventEntry {
        address: &texts.address,
        what: &texts.what,
        when: &texts.when,
        day: first_day(&event.when),
        lang: site[texts.telling.brief].lang.as_str(),
        names: names.collect(),
    }
}

/// All events in the order of time, with the lanes that they lie in.
fn timeline_index(site: &Site, languages: &Languages) -> Vec<u8> {
    let language = languages.get(&site.config.lang);
    let mut lanes: BTreeMap<String, usize> = BTreeMap::new();
    let mut names: Vec<String> = Vec::new();
    let placed: Vec<_> = site
        .events
        .iter()
        .filter_map(|event| {
            let telling = *event.tellings.first()?;
            let name = site.lane_name(site.telling(telling)).unwrap_or_default().into_owned();
            let lane = *lanes.entry(name.clone()).or_insert_with(|| {
                names.push(name);
                names.len() - 1
            });
            Some((event, lane, EventTexts::new(site, language, telling)))
        })
        .collect();
    // More lanes than the format has numbers for share the last.
    names.truncate(usize::from(u16::MAX) + 1);
    let events: Vec<_> = placed.iter().map(|(event, lane, texts)| timeline_event(site, event, *lane, texts)).collect();
    let lanes: Vec<_> = names.iter().map(String::as_str).collect();
    timeline::write(&lanes, &events)
}

fn timeline_event<'a>(site: &Site, event: &Event, lane: usize, texts: &'a EventTexts<'_>) -> TimelineEvent<'a> {
    TimelineEvent {
        parts: timeline::parts(&site.telling(texts.telling).when),
        state: state(event.state),
        rank: event.rank,
        lane: u16::try_from(lane).unwrap_or(u16::MAX),
        label: &texts.what,
        when: &texts.when,
        address: &texts.address,
    }
}

fn state(state: EventState) -> State {
    match state {
        EventState::Reported => State::Reported,
        EventState::Confirmed => State::Confirmed,
        EventState::Disputed => State::Disputed,
        EventState::Planned => State::Planned,
        EventState::Cancelled => State::Cancelled,
        EventState::Denied => State::Denied,
    }
}

/// Days since 1970-01-01.
fn days(day: civil::Date) -> i64 {
    day.to_zoned(TimeZone::UTC).map_or(0, |zoned| zoned.timestamp().as_second().div_euclid(DAY))
}

/// The day on which a date begins, or, without a beginning, ends; days since 1970-01-01.
fn first_day(when: &Edtf) -> i64 {
    when.sort_key().at.div_euclid(DAY)
}
