//! The timeline's files: all events, each in its lane and with its place in the search index, where its record is.

use std::collections::BTreeMap;

use briefing_index::{
    Files, search,
    timeline::{
        self, State,
        tiles::{self, TileEvent},
    },
};

use crate::{
    language::{Language, Languages},
    manuscript::EventState,
    model::{Event, Site, Telling},
    typography::{shortened, typographic},
};

use super::{search::days, sentence};

/// A label has so many characters: more than a picture shows of it.
const LABEL: usize = 90;

/// The texts of an event, which a [`TileEvent`] borrows.
struct Texts {
    what: String,
    when: String,
}

/// The timeline's files.
pub(super) fn timeline_index(site: &Site, languages: &Languages) -> Files {
    let language = languages.get(&site.config.lang);
    let places = places(site);
    let mut lanes: BTreeMap<String, u16> = BTreeMap::new();
    let mut names: Vec<String> = Vec::new();
    let placed: Vec<_> = site
        .events
        .iter()
        .filter_map(|event| {
            let telling = *event.tellings.first()?;
            let name = site.lane_name(site.telling(telling)).unwrap_or_default().into_owned();
            let lane = *lanes.entry(name.clone()).or_insert_with(|| {
                names.push(name);
                // More lanes than the format has numbers for share the last.
                u16::try_from(names.len() - 1).unwrap_or(u16::MAX)
            });
            Some((event, telling, lane, texts(site, language, telling)))
        })
        .collect();
    names.truncate(usize::from(u16::MAX) + 1);
    let events: Vec<_> = placed
        .iter()
        .map(|(event, telling, lane, texts)| TileEvent {
            place: places[telling.brief.0 as usize],
            lane: *lane,
            ..tile_event(site, event, *telling, texts)
        })
        .collect();
    let lanes: Vec<_> = names.iter().map(String::as_str).collect();
    tiles::write(&lanes, &events)
}

/// The place of each brief in the search index.
fn places(site: &Site) -> Vec<u32> {
    let found: Vec<usize> = (0..site.briefs.len()).filter(|at| !site.briefs[*at].is_withdrawn()).collect();
    let named = found.iter().map(|at| &site.briefs[*at]).map(|brief| (days(brief.date.day), brief.slug.as_str()));
    let named: Vec<_> = named.collect();
    let mut places = vec![0; site.briefs.len()];
    for (at, place) in found.into_iter().zip(search::places(&named)) {
        places[at] = place;
    }
    places
}

fn texts(site: &Site, language: &Language, telling: Telling) -> Texts {
    let event = site.telling(telling);
    Texts { what: shortened(&typographic(&event.what), LABEL), when: sentence(language, &event.when) }
}

fn tile_event<'a>(site: &'a Site, event: &Event, telling: Telling, texts: &'a Texts) -> TileEvent<'a> {
    let told = site.telling(telling);
    TileEvent {
        parts: timeline::parts(&told.when),
        state: state(event.state),
        rank: event.rank,
        lane: 0,
        label: &texts.what,
        when: &texts.when,
        slug: site[telling.brief].slug.as_str(),
        id: told.id.as_str(),
        place: 0,
        number: telling.event as u32,
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
