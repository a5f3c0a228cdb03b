//! When an expression can be at the earliest and at the latest, and how expressions follow one another in time.
//!
//! Marks do not move bounds: a day that is uncertain is drawn and found on that day.

use std::cmp::Ordering;
use std::ops::Range;

use super::calendar::{DAY, days_from_civil};
use super::{Clock, Date, Edtf, Form, Interval, Member, Part, Season};

/// The bounds of an expression: seconds since 1970-01-01T00:00Z, from `from` inclusive to `to` exclusive.
///
/// Days and all that is coarser count as days of UTC; a minute without seconds lasts sixty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// `None` where the start is open or unknown. Never both.
    pub from: Option<i64>,
    /// `None` where the end is open or unknown.
    pub to: Option<i64>,
}

/// Where an expression stands among others. Keys that are equal leave the order to the caller (slug, then id).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SortKey {
    /// The first second of the bounds; without one, the last. Seconds since 1970-01-01T00:00Z.
    pub at: i64,
    /// Seconds from the first to the last; `u64::MAX` where a side is open or unknown. The wider comes first.
    pub width: u64,
}

impl Ord for SortKey {
    fn cmp(&self, other: &Self) -> Ordering {
        self.at.cmp(&other.at).then(other.width.cmp(&self.width))
    }
}

impl PartialOrd for SortKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Edtf {
    /// The bounds of the whole expression: of a set, from its first member to its last.
    pub fn bounds(&self) -> Bounds {
        match self.form() {
            Form::Single(date) => date.span().into(),
            Form::Interval(interval) => interval.bounds(),
            Form::OneOf(members) | Form::AllOf(members) => Bounds::around(members),
        }
    }

    /// The place in time: earliest bound (without one the latest), then the wider before the narrower.
    pub fn sort_key(&self) -> SortKey {
        match self.bounds() {
            Bounds { from: Some(at), to: Some(to) } => SortKey { at, width: to.abs_diff(at) },
            Bounds { from: Some(at), to: None } => SortKey { at, width: u64::MAX },
            // The last second itself, so that "until Saturday" comes before what begins on Sunday.
            Bounds { from: None, to } => SortKey { at: to.unwrap_or(i64::MAX) - 1, width: u64::MAX },
        }
    }

    /// Compares by [`Edtf::sort_key`].
    pub fn cmp_in_time(&self, other: &Edtf) -> Ordering {
        self.sort_key().cmp(&other.sort_key())
    }
}

impl Interval {
    /// The bounds of the interval.
    pub fn bounds(&self) -> Bounds {
        match self {
            Interval::Between(start, end) => Bounds::new(Some(start), Some(end)),
            Interval::From(start, _) => Bounds::new(Some(start), None),
            Interval::Until(_, end) => Bounds::new(None, Some(end)),
        }
    }
}

impl Member {
    /// The bounds of this member alone.
    pub fn bounds(&self) -> Bounds {
        match self {
            Member::One(date) => date.span().into(),
            Member::Range(first, last) => Bounds::new(Some(first), Some(last)),
            Member::Until(last) => Bounds::new(None, Some(last)),
            Member::From(first) => Bounds::new(Some(first), None),
        }
    }
}

impl Date {
    /// All the seconds in which the date can be, since 1970-01-01T00:00Z.
    pub fn span(&self) -> Range<i64> {
        let year = self.year;
        match self.part {
            Part::Century => months(year, 1, 1200),
            Part::Decade => months(year, 1, 120),
            Part::Year | Part::SomeMonth | Part::SomeDayOfYear => months(year, 1, 12),
            Part::Season(season) => months(year, season.first_month(), 3),
            Part::Month(month) | Part::SomeDayOfMonth(month) => months(year, month, 1),
            Part::Day { month, day } => {
                let start = days_from_civil(year, month, day) * DAY;
                start..start + DAY
            }
            Part::Clock { month, day, clock } => clock.span(days_from_civil(year, month, day) * DAY),
        }
    }
}

impl Clock {
    fn span(&self, midnight: i64) -> Range<i64> {
        let minutes = i64::from(self.hour) * 60 + i64::from(self.minute) - i64::from(self.offset);
        let start = midnight + minutes * 60 + i64::from(self.second.unwrap_or(0));
        start..start + if self.second.is_some() { 1 } else { 60 }
    }
}

impl Season {
    /// 3, 6, 9 or 12; each season has three months.
    pub fn first_month(self) -> u8 {
        match self {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Autumn => 9,
            Season::Winter => 12,
        }
    }
}

impl Bounds {
    fn new(first: Option<&Date>, last: Option<&Date>) -> Bounds {
        Bounds { from: first.map(|date| date.span().start), to: last.map(|date| date.span().end) }
    }

    /// From the earliest start to the latest end; an open side of one member is an open side of all.
    pub(super) fn around(members: &[Member]) -> Bounds {
        let mut around = Bounds { from: Some(i64::MAX), to: Some(i64::MIN) };
        for bounds in members.iter().map(Member::bounds) {
            around.from = around.from.zip(bounds.from).map(|(a, b)| a.min(b));
            around.to = around.to.zip(bounds.to).map(|(a, b)| a.max(b));
        }
        around
    }
}

impl From<Range<i64>> for Bounds {
    fn from(span: Range<i64>) -> Bounds {
        Bounds { from: Some(span.start), to: Some(span.end) }
    }
}

/// The seconds of `count` months from the first of `month` on.
fn months(year: i64, month: u8, count: i64) -> Range<i64> {
    let after = i64::from(month) - 1 + count;
    let end = days_from_civil(year + after / 12, (after % 12) as u8 + 1, 1);
    days_from_civil(year, month, 1) * DAY..end * DAY
}
