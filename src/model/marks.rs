//! From the events of all briefs to the marks of timelines: what briefs tell of as one event becomes one.

use std::collections::HashMap;

use briefing_index::edtf::Edtf;

use crate::{
    diagnostic::{At, Code, Diagnostic},
    manuscript::{EventRef, EventState},
    slug::Slug,
};

use super::{
    Brief, BriefEvent, Event, Telling,
    hint::nearest_slug,
    ids::{BriefId, EventId},
    known::Known,
    references::{Place, named_brief},
    union::Union,
};

/// An event of a brief that the author says is that of another brief.
pub(super) type SameAs = (Telling, At<EventRef>);

/// The marks of the site in the order of time. Gives each event of a brief its mark.
///
/// Of a brief and its translations only the version that lists show tells of events; events of other versions with the
/// same id have the same mark.
pub(super) fn unite(
    known: &Known<'_>,
    by_age: &[BriefId],
    briefs: &mut [Brief],
    same_as: &[SameAs],
    found: &mut Vec<Diagnostic>,
) -> Vec<Event> {
    let mut numbers = Numbers::new(briefs);
    let mut ids = EventIds::new(briefs);
    join_versions(&mut numbers, briefs, &mut ids);
    for (telling, reference) in same_as {
        match other(known, briefs, &mut ids, *telling, reference) {
            Ok(other) => numbers.join(*telling, other),
            Err(miss) => found.push(*miss),
        }
    }
    let marks = marks(&mut numbers, by_age, briefs);
    for (id, brief) in briefs.iter_mut().enumerate().filter(|(_, brief)| !brief.is_withdrawn()) {
        for (at, event) in brief.events.iter_mut().enumerate() {
            let root = numbers.root(Telling { brief: BriefId::at(id), event: at });
            event.event = marks.of_root.get(&root).copied();
        }
    }
    marks.tellings.into_iter().map(|tellings| mark(briefs, tellings)).collect()
}

/// A number for each event of each brief, and which of them are one.
struct Numbers {
    /// The number of each brief's first event.
    first: Vec<usize>,
    union: Union,
}

impl Numbers {
    fn new(briefs: &[Brief]) -> Numbers {
        let mut first = Vec::with_capacity(briefs.len());
        let mut next = 0;
        for brief in briefs {
            first.push(next);
            next += brief.events.len();
        }
        Numbers { first, union: Union::new(next) }
    }

    fn number(&self, telling: Telling) -> usize {
        self.first[telling.brief.index()] + telling.event
    }

    fn root(&mut self, telling: Telling) -> usize {
        self.union.root(self.number(telling))
    }

    fn join(&mut self, a: Telling, b: Telling) {
        self.union.join(self.number(a), self.number(b));
    }
}

/// Makes one of the events that a translation has from its original.
fn join_versions(numbers: &mut Numbers, briefs: &[Brief], ids: &mut EventIds<'_>) {
    for (id, brief) in briefs.iter().enumerate() {
        let id = BriefId::at(id);
        for (event, told) in brief.events.iter().enumerate().filter(|_| brief.original != id) {
            if let Some(same) = ids.place(brief.original, &told.id) {
                numbers.join(Telling { brief: id, event }, Telling { brief: brief.original, event: same });
            }
        }
    }
}

/// The places of events by their ids, of the briefs that were asked for.
struct EventIds<'a> {
    briefs: &'a [Brief],
    places: HashMap<BriefId, HashMap<&'a Slug, usize>>,
}

impl<'a> EventIds<'a> {
    fn new(briefs: &'a [Brief]) -> EventIds<'a> {
        EventIds { briefs, places: HashMap::new() }
    }

    /// The place of an event in its brief's list; of two with one id, which is a mistake, the first.
    fn place(&mut self, brief: BriefId, id: &Slug) -> Option<usize> {
        let events = &self.briefs[brief.index()].events;
        let places = self.places.entry(brief).or_insert_with(|| {
            let all = events.iter().enumerate().rev();
            all.map(|(at, event)| (&event.id, at)).collect()
        });
        places.get(id).copied()
    }
}

/// The event that a `same_as` means.
fn other(
    known: &Known<'_>,
    briefs: &[Brief],
    ids: &mut EventIds<'_>,
    telling: Telling,
    reference: &At<EventRef>,
) -> Result<Telling, Box<Diagnostic>> {
    let EventRef { brief: slug, event: id } = &reference.value;
    let at = Place { known, file: &briefs[telling.brief.index()].file, at: reference.at };
    let other = named_brief(at, slug)?;
    let events = &briefs[other.index()].events;
    match ids.place(other, id) {
        Some(event) if telling == (Telling { brief: other, event }) => {
            let message = format!("`same_as` of the event `{id}` names the event itself");
            let diagnostic = known.files.at(Code::BadValue, at.file, at.at, message);
            Err(Box::new(diagnostic.label("name that of another brief")))
        }
        Some(event) => Ok(Telling { brief: other, event }),
        None => {
            let message = format!("the brief `{slug}` has no event `{id}`");
            let diagnostic = known.files.at(Code::UnknownEvent, at.file, at.at, message);
            Err(Box::new(nearest_slug(known.files, diagnostic, id, events.iter().map(|event| &event.id))))
        }
    }
}

/// What each mark's tellings are, in the order of time, and the mark of each set of events.
struct Marks {
    tellings: Vec<Vec<Telling>>,
    of_root: HashMap<usize, EventId>,
}

fn marks(numbers: &mut Numbers, by_age: &[BriefId], briefs: &[Brief]) -> Marks {
    let mut places: HashMap<usize, usize> = HashMap::new();
    let mut marks: Vec<(usize, Vec<Telling>)> = Vec::new();
    let items = by_age.iter().filter(|id| briefs[id.index()].item == **id && !briefs[id.index()].is_withdrawn());
    for &brief in items {
        for event in 0..briefs[brief.index()].events.len() {
            let telling = Telling { brief, event };
            let root = numbers.root(telling);
            let place = *places.entry(root).or_insert(marks.len());
            if place == marks.len() {
                marks.push((root, Vec::new()));
            }
            marks[place].1.push(telling);
        }
    }
    // The earliest brief's telling is the first, because briefs were gone through by age.
    let key = |tellings: &[Telling]| {
        let (brief, event) = shown(briefs, tellings[0]);
        (event.when.sort_key(), &brief.slug, &event.id)
    };
    let mut keyed: Vec<_> = marks.into_iter().map(|(root, tellings)| (key(&tellings), root, tellings)).collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    let of_root = keyed.iter().enumerate().map(|(at, (_, root, _))| (*root, EventId::at(at))).collect();
    Marks { of_root, tellings: keyed.into_iter().map(|(_, _, tellings)| tellings).collect() }
}

fn shown(briefs: &[Brief], telling: Telling) -> (&Brief, &BriefEvent) {
    let brief = &briefs[telling.brief.index()];
    (brief, &brief.events[telling.event])
}

/// A mark with all that its tellings have.
fn mark(briefs: &[Brief], tellings: Vec<Telling>) -> Event {
    let told = || tellings.iter().map(|&telling| shown(briefs, telling));
    let mut states = Vec::new();
    for (_, event) in told() {
        if !states.contains(&event.state) {
            states.push(event.state);
        }
    }
    let names = |event: &'_ BriefEvent| {
        event.who.iter().chain(&event.places).filter_map(|name| name.entity).collect::<Vec<_>>()
    };
    let publishers = |(brief, event): (&Brief, &BriefEvent)| {
        event.sources.iter().filter_map(|&at| brief.publishers[at]).collect::<Vec<_>>()
    };
    let is_contradicted = contradict(&states) || exclude_each_other(told().map(|(_, event)| &event.when));
    Event {
        rank: told().map(|(_, event)| event.rank).max().unwrap_or_default(),
        stories: sorted(told().flat_map(|(brief, _)| brief.stories.iter().copied())),
        topics: sorted(told().flat_map(|(brief, _)| brief.topics.iter().copied())),
        entities: sorted(told().flat_map(|(_, event)| names(event))),
        publishers: sorted(told().flat_map(publishers)),
        state: joint_state(&states, is_contradicted),
        states,
        is_contradicted,
        tellings,
    }
}

/// The state of an event of which the tellings give `states`.
fn joint_state(states: &[EventState], is_contradicted: bool) -> EventState {
    if is_contradicted || states.contains(&EventState::Disputed) {
        return EventState::Disputed;
    }
    states.last().copied().unwrap_or(EventState::Reported)
}

/// Whether at most one of the states can be right.
fn contradict(states: &[EventState]) -> bool {
    let has = |state: EventState| states.contains(&state);
    let happened = has(EventState::Reported) || has(EventState::Confirmed);
    has(EventState::Denied) && (happened || has(EventState::Planned)) || has(EventState::Cancelled) && happened
}

/// Whether at most one of the dates can be right. A month and a day in it do not exclude each other.
fn exclude_each_other<'a>(whens: impl Iterator<Item = &'a Edtf> + Clone) -> bool {
    let latest_start = whens.clone().filter_map(|when| when.bounds().from).max();
    let earliest_end = whens.filter_map(|when| when.bounds().to).min();
    matches!((latest_start, earliest_end), (Some(start), Some(end)) if start >= end)
}

fn sorted<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<_> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use crate::{
        manuscript::EventState,
        model::testing::{Draft, draft},
    };

    fn told(draft: Draft, slug: &str, date: &str, event: &str) -> Draft {
        draft.brief(slug, &format!("date: {date}\ntopics: [{slug}]\nevents: [{event}]"), "")
    }

    #[test]
    fn what_briefs_tell_of_as_one_event_is_one_mark() {
        let made = told(draft(), "b", "2024-01-02", "{id: x, when: 2024-01-01, what: X}");
        let made =
            told(made, "c", "2024-01-03", "{id: y, when: 2023, what: Y, same_as: b#x, state: confirmed, rank: 5}");
        let made = told(made, "d", "2024-01-01", "{id: z, when: 2024-01-02, what: Z, same_as: c#y}");
        let made = told(made, "e", "2024-01-04", "{id: w, when: 2024-01-02, what: W}").model().says(&[]);
        assert_eq!(made.marks(), ["d#z b#x c#y", "e#w"]);
        let mark = &made.site.events[0];
        assert_eq!((mark.rank, &mark.states[..]), (5, &[EventState::Reported, EventState::Confirmed][..]));
        assert_eq!((mark.topics.len(), mark.publishers.len()), (3, 3));
        let of_brief = |slug: &str| made.brief(slug).events[0].event;
        assert!(of_brief("b").is_some() && of_brief("b") == of_brief("c") && of_brief("c") == of_brief("d"));
        assert_ne!(of_brief("d"), of_brief("e"));
    }

    #[test]
    fn an_event_is_contradicted_where_not_all_can_be_right() {
        let check = |own: &str, other: &str, expected: (bool, EventState)| {
            let made = told(draft(), "a", "2024-01-01", &format!("{{id: x, what: X, {own}}}"));
            let made = told(made, "b", "2024-01-02", &format!("{{id: y, what: Y, same_as: a#x, {other}}}")).model();
            let mark = &made.site.events[0];
            assert_eq!((mark.is_contradicted, mark.state), expected, "{own}; {other}");
        };
        check("when: 2024-01-27", "when: 2024-01-28", (true, EventState::Disputed));
        check("when: \"2024-01-27?\"", "when: 2024-01-27, state: confirmed", (false, EventState::Confirmed));
        check("when: 2024-01", "when: 2024-01-27", (false, EventState::Reported));
        check("when: 2024-01", "when: 2024-01, state: denied", (true, EventState::Disputed));
        check("when: 2024-01", "when: 2024-01, state: disputed", (false, EventState::Disputed));
    }

    #[test]
    fn marks_are_in_the_order_of_time_then_of_slugs_and_ids() {
        let made = draft().brief("b", "events: [{2024-01: Month}, {2024-01-01: B}, {2024-01-01: A}]", "");
        let made = made.brief("a", "events: [{2024-01-01: Z}, {2023: Y}]", "").model().says(&[]);
        assert_eq!(made.marks(), ["a#y", "b#month", "a#z", "b#a", "b#b"]);
    }

    #[test]
    fn an_event_is_not_the_same_as_itself() {
        let made = told(draft(), "a", "2024-01-01", "{id: x, when: 2024, what: X, same_as: a#x}").model();
        made.says(&["bad-value a <a#x> `same_as` of the event `x` names the event itself"]);
    }

    #[test]
    fn an_event_that_is_not_there_is_told_of() {
        let made = told(draft(), "first", "2024-01-01", "{id: meeting, when: 2024, what: X}");
        let made = told(made, "second", "2024-01-02", "{id: y, when: 2024, what: Y, same_as: first#meting}");
        let made = told(made, "third", "2024-01-03", "{id: y, when: 2024, what: Y, same_as: fist#meeting}");
        made.model().says(&[
            "unknown-event second <first#meting> the brief `first` has no event `meting` | did you mean `meeting`?",
            "unknown-brief third <fist#meeting> no brief has the slug `fist` | did you mean `first`?",
        ]);
    }
}
