//! The timeline: one file with the events of a site, and the picture of any stretch of it as data.
//!
//! An event is drawn as its date is known. [`parts()`] turns an [`Edtf`](crate::edtf::Edtf) into what is drawn; [`to_attribute()`] and
//! [`from_attribute()`] are writer and reader of it in a page, [`write()`] and [`Timeline`] of the file; [`layout()`] places marks, labels, lanes and ticks for a view. Layout is a pure
//! function: the width of a text is asked of its caller, and the same view of the same events gives the same picture.
//!
//! # Format `bftl`, version 2
//!
//! The body (frame and numbers as in `bytes`; packed texts as in `symbols`):
//!
//! 1. Numbers: count of events, of lanes.
//! 2. Four sections, each with its length before it: lanes, symbols, dates, texts.
//!
//! - **lanes**: names with their lengths. An empty name is the lane of events without one.
//! - **symbols**: the table that packs the texts.
//! - **dates**: for each event, in the order of the list: the number of its lane; its date, state and rank (as in `coded`).
//! - **texts**: for each event its length, then three packed texts with their lengths: label, when in words, address.

mod attribute;
mod coded;
mod dates;
mod density;
mod file;
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
pub use file::{Timeline, write};
pub use labels::{Label, Labels, Measure};
pub use lanes::{Crowd, Events};
pub use layout::{Area, LaneBox, Picture, Placed, Square, Texts, View, layout};
pub use marks::{Figure, Mark, Rim};
pub use pack::LabelPlace;
pub use ticks::Tick;
pub use words::{Wording, fill};

/// An event as the file wants it.
#[derive(Clone, Debug)]
pub struct TimelineEvent<'a> {
    /// What is drawn of its date, from [`parts()`]; never empty.
    pub parts: Vec<Part>,
    /// How it stands.
    pub state: State,
    /// 1 to 5; those of a higher rank keep their labels longer.
    pub rank: u8,
    /// Its place in the list of lanes.
    pub lane: u16,
    /// What happened.
    pub label: &'a str,
    /// When, in words.
    pub when: &'a str,
    /// Address from the site's root: `briefs/slug/#e-id`.
    pub address: &'a str,
}

/// An event as it is drawn.
#[derive(Clone, Debug, PartialEq)]
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
