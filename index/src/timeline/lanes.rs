//! Events and their lanes: which come first, and which lanes have a place of their own.

use super::{End, Event, State, in_order, limited};

/// Events in the order of the list, their lanes, and the order in which they get their places.
#[derive(Debug, Default)]
pub struct Events {
    /// The events.
    pub events: Vec<Event>,
    /// The names of the lanes; an empty one is that of events without a lane.
    pub lanes: Vec<String>,
    /// Where each event lies, the most important first. Those that lie in several lanes are here as often, one after the other.
    pub(super) order: Vec<Span>,
    /// Events that are counted only.
    pub(super) crowds: Vec<Crowd>,
    /// How many lanes have events.
    used: usize,
}

/// Events of about one time that are not known one by one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crowd {
    /// Their lane; none for those of several lanes that are counted together.
    pub lane: Option<usize>,
    /// First second.
    pub from: f64,
    /// The second after the last.
    pub to: f64,
    /// How many.
    pub count: usize,
}

impl Crowd {
    /// Where it is counted.
    pub(super) fn middle(&self) -> f64 {
        (self.from + self.to) / 2.0
    }
}

/// What a frame asks of every event, side by side in memory.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    pub(super) event: usize,
    pub(super) lane: usize,
    /// The first known second.
    pub(super) from: f64,
    /// The second after the last known one.
    pub(super) to: f64,
    /// Whether it fades out before the first.
    pub(super) fades_in: bool,
    /// Whether it fades out after the last.
    pub(super) fades_out: bool,
}

impl Span {
    fn of(number: usize, event: &Event) -> Self {
        let (from, to) = event.bounds();
        let (mut fades_in, mut fades_out) = (false, false);
        for part in &event.parts {
            fades_in |= !matches!(part.start, End::At(_));
            fades_out |= !matches!(part.end, End::At(_));
        }
        let lane = usize::from(event.lane);
        Self { event: number, lane, from: from as f64, to: to as f64, fades_in, fades_out }
    }
}

impl Events {
    /// Takes events and lanes, and settles which events come first: by rank, disputed ones before others and those that
    /// did not happen last, then spread evenly over the list. The order does not depend on the view, so labels do not flicker.
    ///
    /// `others` are events that lie in other lanes too, each with one of these, in the order of the events.
    pub fn new(events: Vec<Event>, lanes: Vec<String>, others: &[(usize, u16)]) -> Self {
        let mut spread = Vec::new();
        for number in 0..events.len() as u32 {
            spread.push(number.reverse_bits());
        }
        let mut all = Self::with_crowds(events, &spread, Vec::new(), lanes);
        let mut order = Vec::new();
        for span in all.order {
            order.push(span);
            let first = others.partition_point(|(event, _)| *event < span.event);
            for (_, lane) in others.iter().skip(first).take_while(|(event, _)| *event == span.event) {
                order.push(Span { lane: usize::from(*lane), ..span });
            }
        }
        all.order = order;
        all.counted()
    }

    /// Takes the events that are known one by one, each with a number that says which of equally important ones comes first, and those
    /// that are not.
    pub fn with_crowds(events: Vec<Event>, spread: &[u32], crowds: Vec<Crowd>, lanes: Vec<String>) -> Self {
        let mut keys = Vec::new();
        for (event, spread) in events.iter().zip(spread) {
            keys.push(f64::from(class(event.rank, event.state)) * 4_294_967_296.0 + f64::from(*spread));
        }
        let mut order = Vec::new();
        for number in in_order(&keys) {
            if let Some(event) = events.get(number) {
                order.push(Span::of(number, event));
            }
        }
        Self { events, lanes, order, crowds, ..Self::default() }.counted()
    }

    fn counted(mut self) -> Self {
        self.used = used(&self.counts(&self.order, &self.crowds));
        self
    }

    /// How many events each lane has, and last those of several lanes together.
    fn counts(&self, spans: &[Span], crowds: &[Crowd]) -> Vec<usize> {
        let mut counts = vec![0; self.lanes.len() + 1];
        for span in spans {
            if let Some(count) = counts.get_mut(span.lane) {
                *count += 1;
            }
        }
        for crowd in crowds {
            if let Some(count) = counts.get_mut(crowd.lane.unwrap_or(self.lanes.len())) {
                *count = crowd.count.saturating_add(*count);
            }
        }
        counts
    }

    /// The lanes that get a place of their own, in their order: all that have events if they are at most `most`, in view or not, so
    /// that nothing jumps when the picture is dragged, and if those without events in view take at most half of that; else those with
    /// the most events in view, with one place for the rest, together at most `room`. A place without a lane is for the rest. Also
    /// the place of each lane, and last that of events of several lanes that are counted together.
    pub(super) fn slots(
        &self,
        seen: &[Span],
        crowds: &[Crowd],
        most: usize,
        room: usize,
    ) -> (Vec<Option<usize>>, Vec<usize>) {
        let mut counts = self.counts(seen, crowds);
        let few = self.used <= most && (self.used - used(&counts)) * 2 <= most;
        if few {
            counts = self.counts(&self.order, &self.crowds);
        }
        let named = |lane: usize| self.lanes.get(lane).is_some_and(|name| !name.is_empty());
        let used = used(&counts);
        let own = if few || used <= room { used } else { room.saturating_sub(1) };
        let mut keys = Vec::new();
        for count in &counts {
            keys.push(-(*count as f64));
        }
        let mut slot_of = vec![usize::MAX; counts.len()];
        let mut left = own;
        // The first of equals comes first, so that the choice does not depend on anything else.
        for lane in in_order(&keys) {
            if let Some(slot) = slot_of.get_mut(lane)
                && left > 0
                && keys.get(lane).is_some_and(|key| *key < 0.0)
                && named(lane)
            {
                *slot = 0;
                left -= 1;
            }
        }
        let mut slots = Vec::new();
        for (lane, slot) in slot_of.iter_mut().enumerate() {
            if *slot == 0 {
                *slot = slots.len();
                slots.push(Some(lane));
            }
        }
        let rest = slots.len();
        for (slot, count) in slot_of.iter_mut().zip(&counts) {
            if *slot == usize::MAX && *count > 0 {
                *slot = rest;
                if slots.len() == rest {
                    slots.push(None);
                }
            }
        }
        (slots, slot_of)
    }
}

/// How many lanes have events.
#[inline(never)]
fn used(counts: &[usize]) -> usize {
    counts.iter().filter(|count| **count > 0).count()
}

/// 0 for what keeps its label longest.
pub(super) fn class(rank: u8, state: State) -> u8 {
    let state = match state {
        State::Disputed => 0,
        State::Reported | State::Confirmed | State::Planned => 1,
        State::Cancelled | State::Denied => 2,
    };
    (5 - limited(rank, 1, 5)) * 3 + state
}

#[cfg(test)]
mod tests {
    use super::super::{End, Part, Shape};
    use super::*;

    fn event(lane: u16, rank: u8, state: State) -> Event {
        let part = Part {
            start: End::At(0),
            end: End::At(1),
            shape: Shape::Point,
            uncertain: false,
            approximate: false,
            alternative: false,
        };
        Event { parts: vec![part], state, rank, lane }
    }

    #[test]
    fn rank_comes_first_then_dispute_then_spread() {
        let events = vec![
            event(0, 3, State::Reported),
            event(0, 3, State::Reported),
            event(0, 3, State::Disputed),
            event(0, 3, State::Reported),
            event(0, 5, State::Cancelled),
            event(0, 1, State::Disputed),
        ];
        let order: Vec<_> = Events::new(events, vec!["a".into()], &[]).order.iter().map(|span| span.event).collect();
        assert_eq!(order, [4, 2, 0, 1, 3, 5]);
    }

    #[test]
    fn every_event_has_one_place_in_the_order() {
        for count in [0, 1, 2, 3, 7, 8, 9, 100] {
            let events = (0..count).map(|n| event(0, 1 + (n % 5) as u8, State::Reported)).collect();
            let mut order: Vec<_> =
                Events::new(events, vec!["a".into()], &[]).order.iter().map(|span| span.event).collect();
            order.sort_unstable();
            assert_eq!(order, (0..count).collect::<Vec<_>>());
        }
    }

    /// The lanes with a place, `*` for the rest.
    fn check(lanes: &[(&str, usize)], most: usize, expected: &str) {
        let count = |(lane, (_, count)): (usize, &(&str, usize))| vec![event(lane as u16, 3, State::Reported); *count];
        let events = lanes.iter().enumerate().flat_map(count).collect();
        let events = Events::new(events, lanes.iter().map(|(name, _)| (*name).to_owned()).collect(), &[]);
        let (slots, slot_of) = events.slots(&events.order, &[], most, most);
        assert!(slots.len() <= most.max(1));
        for event in &events.events {
            assert!(slot_of[usize::from(event.lane)] < slots.len());
        }
        let shown: Vec<_> = slots.iter().map(|slot| slot.map_or("*", |lane| lanes[lane].0)).collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn lanes_keep_their_order_and_the_smallest_share_a_place() {
        check(&[], 5, "");
        check(&[("a", 1), ("b", 2)], 5, "a b");
        check(&[("a", 1), ("", 9), ("b", 2)], 5, "a b *");
        check(&[("a", 1), ("b", 0), ("c", 3), ("d", 2)], 2, "c *");
        check(&[("a", 1), ("b", 2), ("c", 3), ("d", 2)], 3, "b c *");
        check(&[("a", 1), ("b", 2)], 1, "*");
        check(&[("a", 1)], 1, "a");
    }
}
