//! The density strip: how many events there are, over all time.

use super::Wording;
use super::labels::Measure;
use super::ticks::{Step, Tick, ticks};

/// A histogram over all events.
#[derive(Clone, Debug, Default)]
pub struct Density {
    /// The stretch of time it covers, with a margin, in seconds since 1970-01-01T00:00Z.
    pub from: f64,
    /// Its end.
    pub to: f64,
    /// The first second of all events: a few may be too far before all others to have bars of their own.
    pub oldest: f64,
    /// The last second of all events, without the margin.
    pub last: f64,
    /// Start of each bar and one more for the last one's end, ascending; then the counts.
    edges: Vec<i64>,
    counts: Vec<u32>,
}

/// The narrowest bar, in pixels.
const NARROWEST: f64 = 6.0;

impl Density {
    /// Counts events, each in the bar where it begins, for a strip of so many pixels: from seconds at which events begin, each with how
    /// many do, and the last second of all.
    pub fn of_points(points: &[(i64, usize)], last: i64, width: f32) -> Self {
        if points.is_empty() {
            return Self::default();
        }
        let (oldest, first) = beginning(points, last);
        let width = f64::from(width.max(50.0));
        let length = (last as f64 - first as f64).max(86_400.0);
        let step = Step::at_least(length / width * NARROWEST);
        let mut edges = vec![step.floor(first)];
        while let Some(edge) = edges.last().copied()
            && edge <= last
            && edges.len() < 2000
        {
            let next = step.next(edge);
            if next <= edge {
                break;
            }
            edges.push(next);
        }
        let mut counts = vec![0; edges.len().saturating_sub(1)];
        for (at, own) in points {
            let bar = edges.partition_point(|edge| edge <= at).saturating_sub(1);
            if let Some(count) = counts.get_mut(bar) {
                *count += *own as u32;
            }
        }
        // Around what is shorter than a day there is the rest of one.
        let margin = length * 0.02 + ((length - (last as f64 - first as f64)) / 2.0).max(0.0);
        Self {
            from: first as f64 - margin,
            to: last.max(first + 1) as f64 + margin,
            oldest: oldest as f64 - margin,
            last: last as f64,
            edges,
            counts,
        }
    }

    /// The lines of the strip's own axis, between two sides in pixels.
    pub fn ticks(&self, left: f32, right: f32, wording: &Wording, measure: &mut Measure<'_>) -> Vec<Tick> {
        ticks(self.from, self.to, left, right, wording, measure)
    }

    /// The bars that hold something: start, end, and height as a share of the highest.
    pub fn bars(&self) -> impl Iterator<Item = (f64, f64, f32)> + '_ {
        let most = self.counts.iter().copied().max().unwrap_or(1).max(1) as f32;
        let edges = self.edges.windows(2).zip(&self.counts).filter(|(_, count)| **count > 0);
        edges.filter_map(move |(edge, count)| match edge {
            [from, to] => Some((*from as f64, *to as f64, *count as f32 / most)),
            _ => None,
        })
    }
}

/// The first event, and where the strip begins: there, unless a few stand so far before all others that these would share a pixel.
/// Those few are then counted in the first bar.
fn beginning(points: &[(i64, usize)], last: i64) -> (i64, i64) {
    let length = |from: i64| last as f64 - from as f64;
    // The next start after one that was found: a sort would cost the browser more code than all of this.
    let next = |after: i64| points.iter().map(|(from, _)| *from).filter(|from| *from > after).min();
    let oldest = next(i64::MIN).unwrap_or(last);
    let (mut at, mut first) = (oldest, oldest);
    for _ in 0..(points.len() / 16).min(FEW) {
        let Some(from) = next(at) else { break };
        if length(at) > length(from) * 8.0 {
            first = from;
        }
        at = from;
    }
    (oldest, first)
}

/// So many days with events are looked at for that, at most.
const FEW: usize = 8;

#[cfg(test)]
mod tests {
    use super::super::{Event, State, parts};
    use super::*;
    use crate::edtf::Edtf;

    fn events(dates: &[&str]) -> Vec<Event> {
        let event = |date: &&str| Event {
            parts: parts(&Edtf::parse(date).expect("a valid date")),
            state: State::Reported,
            rank: 3,
            lane: 0,
        };
        dates.iter().map(event).collect()
    }

    fn density(events: &[Event]) -> Density {
        let points: Vec<_> = events.iter().map(|event| (event.bounds().0, 1)).collect();
        Density::of_points(&points, events.iter().map(|event| event.bounds().1).max().unwrap_or_default(), 900.0)
    }

    #[test]
    fn every_event_is_counted_once() {
        let density = density(&events(&["2014-06", "2024-01-27", "2024-01-27?", "/2024-01-28", "2024-02-01/.."]));
        assert_eq!(density.counts.iter().sum::<u32>(), 5);
        let bars: Vec<_> = density.bars().map(|(_, _, share)| (share * 3.0).round()).collect();
        assert_eq!(bars, [1.0, 3.0, 1.0]);
        assert!(density.from < density.to);
    }

    #[test]
    fn bars_lie_within_the_strip() {
        for dates in [["2024-01-27T10:00:00Z", "2024-01-27T10:01:30Z"], ["2024-01-27", "2024-01-27"]] {
            let density = density(&events(&dates));
            assert!(density.bars().all(|(from, to, _)| from >= density.from && to <= density.to), "{density:?}");
        }
    }

    #[test]
    fn no_events_and_wild_ones() {
        assert_eq!(density(&[]).bars().count(), 0);
        let mut dates = vec!["-0611"];
        dates.extend(["2014"; 20]);
        let far = density(&events(&dates));
        assert!(far.from > 1.3e9, "one ancient event does not squeeze all others");
        let wild = events(&["Y-170000", "2024-01-27T10:00:01Z"]);
        assert_eq!(density(&wild).counts.iter().sum::<u32>(), 2);
        assert_eq!(density(&wild[1..]).bars().count(), 1);
    }
}
