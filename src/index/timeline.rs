//! The timeline's file: all events in the order of time, with the lanes that they lie in.

use std::collections::BTreeMap;

use briefing_index::timeline::{self, State, TimelineEvent};

use crate::{
    address,
    language::{Language, Languages},
    manuscript::EventState,
    model::{Event, Site, Telling},
    typography::typographic,
};

use super::sentence;

/// The texts of an event, which a [`TimelineEvent`] borrows.
struct Texts {
    address: String,
    what: String,
    when: String,
}

/// All events in the order of time, with the lanes that they lie in.
pub(super) fn timeline_index(site: &Site, languages: &Languages) -> Vec<u8> {
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
            Some((event, lane, texts(site, language, telling)))
        })
        .collect();
    // More lanes than the format has numbers for share the last.
    names.truncate(usize::from(u16::MAX) + 1);
    let events: Vec<_> = placed.iter().map(|(event, lane, texts)| timeline_event(site, event, *lane, texts)).collect();
    let lanes: Vec<_> = names.iter().map(String::as_str).collect();
    timeline::write(&lanes, &events)
}

fn texts(site: &Site, language: &Language, telling: Telling) -> Texts {
    let event = site.telling(telling);
    Texts {
        address: address::event(site, telling),
        what: typographic(&event.what).into_owned(),
        when: sentence(language, &event.when),
    }
}

fn timeline_event<'a>(site: &Site, event: &Event, lane: usize, texts: &'a Texts) -> TimelineEvent<'a> {
    TimelineEvent {
        parts: timeline::parts(&site.telling(event.tellings[0]).when),
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
