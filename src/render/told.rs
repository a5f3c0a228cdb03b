//! What several places say in the same way of events and sources: names of lanes, states of events that many tell of.

use std::borrow::Cow;

use crate::{
    manuscript::{EventState, Source},
    model::{Brief, BriefEvent, Event, Site},
};

/// Who published a source: its publisher, or the host of its address.
pub(crate) fn publisher<'a>(site: &'a Site, brief: &'a Brief, source: &'a Source) -> &'a str {
    let at = brief.sources.iter().position(|other| std::ptr::eq(other, source));
    let listed = at.and_then(|at| brief.publishers.get(at).copied().flatten()).map(|id| site[id].name.as_str());
    let written = source.publisher.as_ref().map(|publisher| publisher.value.as_str());
    written.or(listed).unwrap_or_else(|| source.url.as_ref().map_or("", |url| host(&url.value)))
}

/// The host of an http(s) address, without `www.`.
pub(crate) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

/// The name of the lane that an event lies in: that of the topic with the lane's slug, else the slug in plain words.
pub(crate) fn lane<'a>(site: &'a Site, event: &BriefEvent) -> Option<String> {
    let slug = event.lane.as_ref()?;
    let topic: Option<&'a str> =
        site.topics.binary_search_by(|topic| topic.slug.cmp(slug)).ok().map(|at| site.topics[at].name.as_str());
    Some(topic.map_or_else(|| in_words(slug.as_str()).into_owned(), str::to_owned))
}

/// `us-strikes` as "Us strikes".
fn in_words(slug: &str) -> Cow<'_, str> {
    let mut chars = slug.chars();
    let Some(first) = chars.next() else { return Cow::Borrowed(slug) };
    let rest: String = chars.map(|c| if c == '-' { ' ' } else { c }).collect();
    Cow::Owned(first.to_uppercase().chain(rest.chars()).collect())
}

/// The state of an event that several briefs may tell of: disputed where one says so or where they contradict each
/// other, else what the latest says.
pub(crate) fn state(site: &Site, event: &Event) -> EventState {
    let has = |state: EventState| event.states.contains(&state);
    let happened = has(EventState::Reported) || has(EventState::Confirmed);
    let contradicted =
        has(EventState::Denied) && (happened || has(EventState::Planned)) || has(EventState::Cancelled) && happened;
    if has(EventState::Disputed) || contradicted || dates_exclude_each_other(site, event) {
        return EventState::Disputed;
    }
    event.states.last().copied().unwrap_or(EventState::Reported)
}

/// Whether two briefs give dates of which at most one can be right. A month and a day in it do not.
fn dates_exclude_each_other(site: &Site, event: &Event) -> bool {
    let bounds = event.tellings.iter().map(|&telling| site.telling(telling).when.bounds());
    let from = bounds.clone().filter_map(|bounds| bounds.from).max();
    let to = bounds.filter_map(|bounds| bounds.to).min();
    matches!((from, to), (Some(from), Some(to)) if from >= to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_named_by_its_host() {
        let check = |url: &str, expected: &str| assert_eq!(host(url), expected);
        check("https://www.example.org/a?b", "example.org");
        check("http://example.org", "example.org");
        check("https://example.org:8080#x", "example.org:8080");
    }

    #[test]
    fn a_lane_without_a_topic_is_named_by_its_slug() {
        assert_eq!(in_words("us-strikes"), "Us strikes");
        assert_eq!(in_words("غارات-أمريكية"), "غارات أمريكية");
        assert_eq!(in_words("ßa"), "SSa");
    }
}
