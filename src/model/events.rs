//! The events of one brief: ids, defaults, and what a translation takes from its original.

use std::{
    cmp::Ordering,
    collections::{HashMap, HashSet},
};

use briefing_index::edtf::{
    Edtf, Form, Interval,
    calendar::{DAY, days_from_civil},
};

use crate::{
    diagnostic::{At, Code},
    manuscript::{Event, EventRef, EventState},
    slug::Slug,
};

use super::{
    BriefEvent,
    hint::nearest_slug,
    resolver::{Resolver, SourcePlaces},
    slugs::{Slugs, slug_of},
};

/// An event, and the event of another brief that it is the same as.
pub(super) type Linked = (BriefEvent, Option<At<EventRef>>);

/// What events of a brief take from it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Defaults<'a> {
    pub(super) sources: &'a SourcePlaces,
    pub(super) lane: Option<&'a Slug>,
}

/// The events of a brief in the order of time.
pub(super) fn resolve(resolver: &mut Resolver<'_>, events: Vec<Event>, defaults: Defaults<'_>) -> Vec<Linked> {
    let ids = ids(resolver, &events);
    let of_original: Bases<'_> = resolver
        .original
        .map_or_else(Bases::new, |brief| brief.events.iter().map(|event| (&event.id, event)).collect());
    // A translation that tells of none of the original's events, but of its own, has these alone.
    let adds_to_original = events.is_empty() || events.iter().any(|event| base(event, &of_original).is_some());
    let mut resolved: Vec<Linked> = Vec::with_capacity(events.len());
    for (event, id) in events.into_iter().zip(ids) {
        resolved.extend(match base(&event, &of_original) {
            Some(base) => Some(translated(resolver, event, base, defaults)),
            None => whole(resolver, event, id, defaults),
        });
    }
    if adds_to_original {
        let own: HashSet<Slug> = resolved.iter().map(|(own, _)| own.id.clone()).collect();
        let missing = resolver.original.iter().flat_map(|brief| &brief.events).filter(|event| !own.contains(&event.id));
        let missing: Vec<_> = missing.map(|event| (inherited(resolver, event, defaults), None)).collect();
        resolved.extend(missing);
    }
    resolved.sort_by(|(a, _), (b, _)| in_time(a, b));
    resolved
}

/// The order of events of one brief.
fn in_time(a: &BriefEvent, b: &BriefEvent) -> Ordering {
    a.when.cmp_in_time(&b.when).then_with(|| a.id.cmp(&b.id))
}

/// The original's events, by id.
type Bases<'a> = HashMap<&'a Slug, &'a BriefEvent>;

/// The original's event that a translation speaks of.
fn base<'a>(event: &Event, of_original: &Bases<'a>) -> Option<&'a BriefEvent> {
    of_original.get(&event.id.as_ref()?.value).copied()
}

/// The id of each event. Written ones go first, so that no default takes their place.
fn ids(resolver: &mut Resolver<'_>, events: &[Event]) -> Vec<Slug> {
    let mut slugs = Slugs::default();
    for id in events.iter().filter_map(|event| event.id.as_ref()) {
        if !slugs.take(&id.value) {
            let message = format!("another event of the brief has the id `{}`", id.value);
            resolver.found.push(resolver.at(Code::DuplicateId, id.at, message));
        }
    }
    let what = |event: &Event| slug_of(event.what.as_ref().map_or("", |what| &what.value), "event");
    let id = |event: &Event| event.id.as_ref().map(|id| id.value.clone());
    events.iter().map(|event| id(event).unwrap_or_else(|| slugs.give(what(event)))).collect()
}

/// An event that is told in full. One that lacks something has been told of, unless it is a translation's.
fn whole(resolver: &mut Resolver<'_>, event: Event, id: Slug, defaults: Defaults<'_>) -> Option<Linked> {
    let (Some(when), Some(what)) = (&event.when, &event.what) else {
        lacking(resolver, &event);
        return None;
    };
    let state = event.state.unwrap_or(EventState::Reported);
    check_plan(resolver, state, when);
    let resolved = BriefEvent {
        id,
        when: when.value.clone(),
        what: what.value.clone(),
        who: event.who.iter().map(|name| resolver.listed_name(name)).collect(),
        places: event.places.iter().map(|name| resolver.place(name)).collect(),
        lane: event.lane.or_else(|| defaults.lane.cloned()),
        state,
        sources: resolver.sources(&event.sources, defaults.sources),
        note: event.note,
        rank: event.rank.unwrap_or(DEFAULT_RANK),
        event: None,
    };
    Some((resolved, event.same_as))
}

const DEFAULT_RANK: u8 = 3;

/// A translation's event that is none of the original's must be told in full.
fn lacking(resolver: &mut Resolver<'_>, event: &Event) {
    if let (Some(original), Some(id)) = (resolver.original, &event.id) {
        let message = format!("the original `{}` has no event `{}`", original.slug, id.value);
        let diagnostic = resolver.at(Code::UnknownEvent, id.at, message);
        let known = original.events.iter().map(|event| &event.id);
        resolver.found.push(nearest_slug(resolver.known.files, diagnostic, &id.value, known));
    }
}

/// An event of the original with what the translation gives anew.
fn translated(resolver: &mut Resolver<'_>, event: Event, base: &BriefEvent, defaults: Defaults<'_>) -> Linked {
    let mut resolved = inherited(resolver, base, defaults);
    if let Some(when) = event.when {
        check_plan(resolver, event.state.unwrap_or(base.state), &when);
        resolved.when = when.value;
    }
    if let Some(what) = event.what {
        resolved.what = what.value;
    }
    if !event.who.is_empty() {
        resolved.who = event.who.iter().map(|name| resolver.listed_name(name)).collect();
    }
    if !event.places.is_empty() {
        resolved.places = event.places.iter().map(|name| resolver.place(name)).collect();
    }
    if !event.sources.is_empty() {
        resolved.sources = resolver.sources(&event.sources, defaults.sources);
    }
    resolved.lane = event.lane.or(resolved.lane);
    resolved.state = event.state.unwrap_or(resolved.state);
    resolved.note = event.note.or(resolved.note);
    resolved.rank = event.rank.unwrap_or(resolved.rank);
    (resolved, event.same_as)
}

fn inherited(resolver: &Resolver<'_>, base: &BriefEvent, defaults: Defaults<'_>) -> BriefEvent {
    BriefEvent {
        who: resolver.inherited_names(&base.who),
        places: resolver.inherited_names(&base.places),
        sources: resolver.inherited_sources(&base.sources, defaults.sources),
        ..base.clone()
    }
}

fn check_plan(resolver: &mut Resolver<'_>, state: EventState, when: &At<Edtf>) {
    if state == EventState::Planned && is_past(resolver, &when.value) {
        let message = format!("planned for `{}`, which is past", when.value);
        let diagnostic = resolver.at(Code::PastPlan, when.at, message);
        resolver.found.push(diagnostic.help("say what became of it: `confirmed`, `cancelled` or another `state`"));
    }
}

/// Whether the last day of `when` is before today, or its clock time before now.
fn is_past(resolver: &Resolver<'_>, when: &Edtf) -> bool {
    let today = resolver.known.today;
    // `jiff` keeps months and days within 1 to 12 and 1 to 31.
    let day = days_from_civil(today.year().into(), today.month().unsigned_abs(), today.day().unsigned_abs());
    let end = if has_clock(when) { resolver.known.now.as_second() } else { day * DAY };
    when.bounds().to.is_some_and(|to| to <= end)
}

fn has_clock(when: &Edtf) -> bool {
    match when.form() {
        Form::Single(date) | Form::Interval(Interval::Between(_, date) | Interval::Until(_, date)) => {
            date.clock().is_some()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::testing::{Modelled, draft};

    fn made(events: &str) -> Modelled {
        draft().brief("a", &format!("source: P, 2030\ntopics: [World news, Iraq]\nevents:\n{events}"), "").model()
    }

    #[track_caller]
    fn check_ids(events: &str, expected: &[&str]) {
        let made = made(events).says(&[]);
        let ids: Vec<_> = made.brief("a").events.iter().map(|event| event.id.as_str()).collect();
        assert_eq!(ids, expected);
    }

    #[test]
    fn ids_come_from_the_text_and_differ() {
        check_ids(
            "- 2024: First meeting\n- 2024: First meeting!\n- 2024: '?!'\n",
            &["event", "first-meeting", "first-meeting-2"],
        );
        check_ids(
            "- 2023: First meeting\n- {when: 2024, what: Other, id: first-meeting}\n",
            &["first-meeting-2", "first-meeting"],
        );
    }

    #[test]
    fn equal_written_ids_are_an_error() {
        let events = "- {id: x, when: 2023, what: A}\n- {id: x, when: 2024, what: B}\n";
        made(events).says(&["duplicate-id a <x> another event of the brief has the id `x`"]);
    }

    #[test]
    fn events_are_in_the_order_of_time() {
        let events = "\
- 2024-01-27: Day
- 2024-01: Month
- 2024: Year
- /2024-01-01: Until
- 2024-01-27T10:00Z: Clock
- 2024-01-27T09:00+03:00: Earlier clock
- \"[..2023]\": By then
";
        check_ids(events, &["by-then", "year", "month", "until", "day", "earlier-clock", "clock"]);
    }

    #[test]
    fn what_is_not_given_has_its_default() {
        let made =
            made("- 2024: A\n- {when: 2025, what: B, lane: talks, state: confirmed, rank: 1, source: s1, note: N}\n")
                .says(&[]);
        let shown = |at: usize| {
            let event = &made.brief("a").events[at];
            let lane = event.lane.as_ref().map(ToString::to_string).unwrap_or_default();
            format!("{lane} {:?} {} {:?} {:?}", event.state, event.rank, event.sources, event.note)
        };
        assert_eq!(shown(0), "world-news Reported 3 [0] None");
        assert_eq!(shown(1), "talks Confirmed 1 [0] Some(\"N\")");
        let plain = draft().brief("b", "events: [{2024: A}]", "").model();
        assert_eq!(plain.brief("b").events[0].lane, None);
    }

    #[test]
    fn sources_are_named_by_id() {
        let front = "\
source: [{publisher: A}, {publisher: B, id: second}, {publisher: C}]
events:
  - {when: 2022, what: All}
  - {when: 2023, what: Two, source: [s3, s1, s3]}
  - {when: 2024, what: Slip, source: [secnod]}
statements: [{who: P, says: X, source: s2}]
people: [P]
";
        let made = draft().brief("a", front, "").model().says(&[
            "unknown-source a <secnod> no source of the brief has the id `secnod` | did you mean `second`?",
            "unknown-source a <s2> no source of the brief has the id `s2` | did you mean `s1`?",
        ]);
        let sources: Vec<_> = made.brief("a").events.iter().map(|event| event.sources.to_vec()).collect();
        assert_eq!(sources, [vec![0, 1, 2], vec![0, 2], vec![0, 1, 2]]);
        let twice = "source: [{publisher: A, id: s2}, {publisher: B}]";
        let said = ["duplicate-id b <{publisher: B}> another source of the brief has the id `s2`"];
        draft().brief("b", twice, "").model().says(&said);
    }

    #[test]
    fn a_plan_whose_time_has_passed_is_told_of() {
        let check = |when: &str, past: bool| {
            let said = made(&format!("- {{when: {when:?}, what: A, state: planned}}")).said();
            assert_eq!(said.iter().any(|line| line.starts_with("past-plan")), past, "{when} {said:?}");
        };
        for past in ["2025", "2026-11-21", "2026-10", "../2026-11-21", "[2026-01,2026-02]", "2026-11-22T11:00Z"] {
            check(past, true);
        }
        for open in [
            "2026-11-22",
            "2026-11",
            "2027",
            "2020/..",
            "2020/",
            "2026-11-22T13:00Z",
            "2026-11-22T11:59Z/2026-11-23T01:00Z",
        ] {
            check(open, false);
        }
    }

    #[test]
    fn the_time_zone_decides_what_day_it_is() {
        let said = |zone: &str| {
            let zone = jiff::tz::TimeZone::get(zone).expect("a time zone");
            let draft = draft().config(|config| config.time_zone = zone);
            draft
                .brief("a", "date: 2026-11-23\nevents: [{when: 2026-11-22, what: A, state: planned}]", "")
                .model()
                .said()
        };
        assert!(said("UTC")[0].starts_with("future-date a <2026-11-23> the date, 2026-11-23, is in the future"));
        assert!(
            said("Pacific/Kiritimati")[0]
                .starts_with("past-plan a <2026-11-22> planned for `2026-11-22`, which is past")
        );
    }
}
