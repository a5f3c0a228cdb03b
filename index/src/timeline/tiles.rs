//! The timeline in tiles: a root, which every reader fetches, and files for stretches of time, of which a picture needs one or a few.
//!
//! A *tile* has all events that begin in its stretch. A stretch is a block of days, their count a power of two and their first a
//! multiple of it, halved until it has few enough events; so an event more changes its own tile and the root, and no other. Of the
//! most important events a tile has texts too; the texts of others are in the record blocks of the search. What began in an earlier
//! tile and lasts *enters*: a tile has such events a second time. The root counts each tile's events by lanes and in [`BINS`] parts,
//! and has the most important events of all time, which are in no tile.
//!
//! # Bytes
//!
//! The root has the frame of [`crate::bytes`] with the letters `bftl`, a tile its seal. Packed texts as in [`crate::symbols`]. Events
//! one after another are *rows* ([`rows`]).
//!
//! The root:
//!
//! 1. the count of lanes; of each its name, with its length. An empty one is the lane of events without one;
//! 2. the symbols, with their length;
//! 3. the rows of the most important events, with their length;
//! 4. the lanes that are counted by themselves, at most [`COUNTED`]: their count, and of each its number; all others are counted together; the last known
//!    second of all events, a signed number;
//! 5. the count of tiles; of each: its name; how many events it has; the first second at which one begins, a signed number,
//!    counted from the last one before it; how many seconds later the last one begins;
//! 6. the counts, to the end: for each tile, each of its parts, each of those lanes and all others together, one more than the count,
//!    an [adaptive](crate::adaptive) number. Each of the lanes is a kind, and so are the others together.
//!
//! A tile:
//!
//! 1. its rows, with their length;
//! 2. the count of those that enter, of which each has: the number of its own tile, the number of its row there; and their rows, to
//!    the end.

mod dated;
mod read;
mod rows;
mod write;

pub use read::{Known, Stretch, Text, Tiles};
pub use write::write;

use super::{Part, State};
use crate::files::Name;

const NAME: [u8; 4] = *b"bftl";
const VERSION: u16 = 4;
/// Where the files are, below the site's root.
const FOLDER: &str = "timeline/";

/// The events of a tile are counted in so many parts.
const BINS: usize = 8;
/// So many lanes are counted by themselves.
const COUNTED: usize = 12;

/// An event as the files want it.
#[derive(Clone, Debug)]
pub struct TileEvent<'a> {
    /// What is drawn of its date, from [`super::parts()`]; never empty.
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
    /// `briefs/SLUG/#e-ID` is its address.
    pub slug: &'a str,
    /// See `slug`.
    pub id: &'a str,
    /// Its brief's place in the search index, and its number in the record there.
    pub place: u32,
    /// See `place`.
    pub number: u32,
}

/// The address of an event below the site's root.
pub fn address(slug: &str, id: &str) -> String {
    let mut address = "briefs/".to_owned();
    for part in [slug, "/#e-", id] {
        address.push_str(part);
    }
    address
}

/// What the root says of a tile.
#[derive(Clone, Debug, Default, PartialEq)]
struct Tile {
    name: Name,
    /// How many events begin in it.
    count: usize,
    /// The first second at which one begins.
    first: i64,
    /// The last one.
    last: i64,
}

impl Tile {
    /// The part in which a second lies.
    fn bin(&self, at: i64) -> usize {
        let length = self.last.saturating_sub(self.first).max(1) as f64;
        ((at.saturating_sub(self.first) as f64 / length * BINS as f64) as usize).min(BINS - 1)
    }

    /// The second at which a part begins.
    fn begin(&self, bin: usize) -> i64 {
        let length = self.last.saturating_sub(self.first);
        self.first.saturating_add((length as f64 * bin as f64 / BINS as f64) as i64)
    }
}

#[cfg(test)]
mod tests;
