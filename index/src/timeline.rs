//! The timeline: the events of a site, and the picture of any stretch of it as data.
//!
//! An event is drawn as its date is known. [`parts()`] turns an [`Edtf`](crate::edtf::Edtf) into what is drawn; [`to_attribute()`] and
//! [`from_attribute()`] are writer and reader of it in a page, [`tiles`] those of the files; [`layout()`] places marks, labels, lanes and
//! ticks for a view. Layout is a pure function: the width of a text is asked of its caller, and the same view of the same events gives
//! the same picture.

mod attribute;
mod dates;
mod density;
mod fill;
mod labels;
mod lanes;
mod layout;
mod marks;
mod pack;
mod ticks;
pub mod tiles;
mod words;

pub use attribute::{from_attribute, number, to_attribute};
pub use dates::parts;
pub use density::Density;
pub use labels::{Label, Labels, Measure};
pub use lanes::{Crowd, Events};
pub use layout::{Area, LaneBox, Picture, Placed, Square, Texts, View, layout};
pub use marks::{Figure, Mark, Rim};
pub use pack::LabelPlace;
pub use ticks::Tick;
pub use words::{Wording, fill};

/// An event as it is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// What is drawn of its date; never empty.
    pub parts: Vec<Part>,
    /// How it stands.
    pub state: State,
    /// 1 to 5, the highest first.
    pub rank: u8,
    /// Its place in the list of lanes.
    pub lane: u16,
}

/// One stretch of a date. Most dates have one; sets have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it begins.
    pub start: End,
    /// Where it ends; the second after the last.
    pub end: End,
    /// What the stretch means.
    pub shape: Shape,
    /// Marked `?`.
    pub uncertain: bool,
    /// Marked `~`.
    pub approximate: bool,
    /// One of several that exclude each other.
    pub alternative: bool,
}

/// An end of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Seconds since 1970-01-01T00:00Z.
    At(i64),
    /// There is one, and nobody knows when.
    Unknown,
    /// None is meant, or it goes on.
    Open,
}

/// What a stretch of time means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A day or a clock time: known as well as dates are.
    Point,
    /// Some time within it.
    Within,
    /// All of it.
    Lasted,
}

/// How an event stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Somebody says so.
    #[default]
    Reported,
    /// Established.
    Confirmed,
    /// There are two accounts.
    Disputed,
    /// To come.
    Planned,
    /// Called off.
    Cancelled,
    /// Said not to have happened.
    Denied,
}

const STATES: [(&str, State); 6] = [
    ("reported", State::Reported),
    ("confirmed", State::Confirmed),
    ("disputed", State::Disputed),
    ("planned", State::Planned),
    ("cancelled", State::Cancelled),
    ("denied", State::Denied),
];

impl State {
    /// The state that briefs call `name`.
    pub fn named(name: &str) -> Option<Self> {
        STATES.iter().find(|(known, _)| *known == name).map(|(_, state)| *state)
    }

    /// The state's name in briefs.
    pub fn name(self) -> &'static str {
        STATES.iter().find(|(_, state)| *state == self).map_or("", |(name, _)| *name)
    }
}

impl Shape {
    /// The shape of that number, in their order.
    fn of(number: u8) -> Self {
        match number {
            0 => Shape::Point,
            1 => Shape::Within,
            _ => Shape::Lasted,
        }
    }
}

impl Part {
    /// Whether there is a date at one end at least, and the start is not after the end.
    fn can_be_drawn(&self) -> bool {
        match (self.start, self.end) {
            (End::At(start), End::At(end)) => start <= end,
            (start, end) => matches!(start, End::At(_)) || matches!(end, End::At(_)),
        }
    }

    /// The start if it is a date, else the end: every part has at least one.
    pub fn anchor(&self) -> i64 {
        match (self.start, self.end) {
            (End::At(at), _) | (_, End::At(at)) => at,
            _ => 0,
        }
    }
}

impl Event {
    /// The first and last known second, `to` exclusive.
    pub fn bounds(&self) -> (i64, i64) {
        bounds(&self.parts)
    }
}

/// The first and last known second of parts, the last exclusive.
pub fn bounds(parts: &[Part]) -> (i64, i64) {
    let mut bounds: Option<(i64, i64)> = None;
    for part in parts {
        for end in [part.start, part.end] {
            if let End::At(at) = end {
                let (from, to) = bounds.unwrap_or((at, at));
                bounds = Some((from.min(at), to.max(at)));
            }
        }
    }
    bounds.unwrap_or_default()
}

/// The numbers of some keys in the order of these; equal ones stay as they are. Shell's way: the standard sorts cost the browser 4 kB
/// each.
pub fn in_order(keys: &[f64]) -> Vec<usize> {
    let mut order = Vec::new();
    for number in 0..keys.len() {
        order.push(number);
    }
    let is_before = |one: usize, other: usize| match (keys.get(one), keys.get(other)) {
        (Some(a), Some(b)) => a < b || (a <= b && one < other),
        _ => false,
    };
    let mut gap = keys.len() / 2;
    while gap > 0 {
        for end in gap..order.len() {
            let mut at = end;
            while let Some([earlier, .., later]) = order.get_mut(at.wrapping_sub(gap)..=at)
                && is_before(*later, *earlier)
            {
                core::mem::swap(earlier, later);
                at -= gap;
            }
        }
        gap = if gap == 2 { 1 } else { gap * 5 / 11 };
    }
    order
}

/// Moves the last of some items to the front; the others follow in their order. The standard `insert` and `remove` panic beyond the
/// end, and the message of that panic costs the browser 1 kB for writing numbers.
pub fn last_first<T>(items: &mut [T]) {
    if let Some((last, others)) = items.split_last_mut() {
        for other in others {
            core::mem::swap(other, last);
        }
    }
}

/// `value`, or the bound that it is beyond. The standard `clamp` panics on bounds in the wrong order and on no numbers, and the
/// message of that panic costs the browser 20 kB for writing floats.
pub fn limited<T: PartialOrd>(value: T, least: T, most: T) -> T {
    if value > most {
        most
    } else if value < least {
        least
    } else {
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_put_in_order() {
        assert_eq!(in_order(&[]), [0; 0]);
        assert_eq!(in_order(&[3.0, 2.0, 1.0]), [2, 1, 0]);
        assert_eq!(in_order(&[1.0, 5.0, 1.0, 3.0]), [0, 2, 3, 1], "equal ones stay");
        for count in [1, 2, 5, 100, 1_009] {
            let keys: Vec<f64> = (0..count).map(|n| f64::from(n * 7_919 % 101)).collect();
            assert!(in_order(&keys).is_sorted_by(|one, other| (keys[*one], one) < (keys[*other], other)));
        }
    }
}
