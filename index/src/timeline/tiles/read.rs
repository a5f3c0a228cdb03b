//! Reading: what is known of a stretch of time from the files that are there, and which files it lacks.

use super::super::{Crowd, Event};
use super::{BINS, COUNTED, FOLDER, NAME, Tile, VERSION, rows};
use crate::{
    adaptive::NumberReader,
    bytes::{Error, Input, unframe, unseal_as},
    files::{Name, Store},
    symbols::Symbols,
};

/// Up to so many events of a stretch are wanted one by one; of more only those at its two ends, and the rest is counted.
const MANY: usize = 6_000;

/// The keys of the most important events begin here: no tile has this number.
const MOST: u64 = u64::MAX << 32;

/// The timeline of a site, opened by its root.
#[derive(Debug, Default)]
pub struct Tiles {
    /// The names of the lanes; an empty one is that of events without a lane.
    pub lanes: Vec<String>,
    symbols: Vec<u8>,
    /// The rows of the most important events, which are in no tile.
    most: Vec<u8>,
    /// How many events there are.
    count: usize,
    /// The lanes that are counted by themselves.
    counted: Vec<usize>,
    /// The last known second of all events.
    last: i64,
    tiles: Vec<Tile>,
    /// Of each tile, each part, each counted lane and all others the count.
    counts: Vec<u32>,
}

/// An event that is known by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// What is drawn.
    pub event: Event,
    /// Tells it from all others of the timeline, whichever files are there.
    pub key: u64,
    /// Of two that are equally important the one with the lower number comes first.
    pub spread: u32,
    /// Its place in the search index, and its number in the record there.
    pub place: u32,
    /// See `place`.
    pub number: u32,
    /// What it says; of many only the record does.
    pub text: Option<Text>,
}

/// The texts of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// What happened.
    pub label: String,
    /// When, in words; empty where it is a day.
    pub when: String,
    /// Its address below the site's root.
    pub address: String,
}

/// What is known of a stretch of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stretch {
    /// Paths of files without which less is known than could be.
    pub lacks: Vec<String>,
    /// The events that are known, in no order; some are of other times.
    pub known: Vec<Known>,
    /// How many others there are, and where.
    pub crowds: Vec<Crowd>,
}

impl Tiles {
    /// Opens a timeline by the bytes of its root.
    ///
    /// # Errors
    /// Where the bytes are no root of this version.
    pub fn open(root: &[u8]) -> Result<Tiles, Error> {
        let mut input = Input::new(unframe(NAME, VERSION, root)?);
        let mut tiles = Tiles::default();
        for _ in 0..input.count() {
            tiles.lanes.push(input.own_text());
        }
        tiles.symbols = input.bytes().to_vec();
        let most = input.bytes();
        for _ in 0..input.count() {
            let lane = input.number() as usize;
            input.check(lane < tiles.lanes.len());
            tiles.counted.push(lane);
        }
        // Or there would be more counts than what follows can warrant.
        input.check(tiles.counted.len() <= COUNTED);
        input.end()?;
        tiles.last = input.signed();
        let mut before = 0i64;
        for _ in 0..input.count() {
            let (name, count) = (Name::read(&mut input), input.number() as usize);
            let first = before.saturating_add(input.signed());
            before = first.saturating_add_unsigned(input.long());
            input.check(tiles.tiles.last().is_none_or(|tile| tile.first < first));
            tiles.tiles.push(Tile { name, count, first, last: before });
        }
        let mut numbers = NumberReader::new(tiles.slots(), input.rest());
        for at in 0..tiles.tiles.len() * BINS * tiles.slots() {
            tiles.counts.push((numbers.take(at % tiles.slots()) - 1) as u32);
            input.check(!numbers.is_damaged());
            if input.is_damaged() {
                break;
            }
        }
        input.end()?;
        // They are read whenever they are wanted: to copy what was read costs more code.
        tiles.most = most.to_vec();
        let mut known = Vec::new();
        tiles.rows(most, MOST, &mut known)?;
        tiles.count = count(&tiles.tiles).saturating_add(known.len());
        Ok(tiles)
    }

    /// How many counts a part of a tile has.
    fn slots(&self) -> usize {
        self.counted.len() + 1
    }

    /// How many events there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The last known second of all events, since 1970-01-01T00:00Z.
    pub fn last(&self) -> i64 {
        self.last
    }

    /// Seconds at which events begin, each with how many do so at about that time.
    pub fn points(&self) -> Vec<(i64, usize)> {
        let mut points = Vec::new();
        let mut known = Vec::new();
        // They were read before.
        let _ = self.rows(&self.most, MOST, &mut known);
        for known in known {
            points.push((known.event.bounds().0, 1));
        }
        for (number, tile) in self.tiles.iter().enumerate() {
            for bin in 0..BINS {
                let count = self.counts_of(number, bin).iter().fold(0, |sum: u32, count| sum.saturating_add(*count));
                if count > 0 {
                    points.push((tile.begin(bin), count as usize));
                }
            }
        }
        points
    }

    fn counts_of(&self, tile: usize, bin: usize) -> &[u32] {
        let at = (tile * BINS + bin) * self.slots();
        self.counts.get(at..at + self.slots()).unwrap_or_default()
    }

    /// The tiles that a stretch of time touches, `to` exclusive, and whether there are so many events in them that only the first and
    /// the last are wanted.
    pub fn touched(&self, from: i64, to: i64) -> (usize, usize, bool) {
        let first = self.tiles.partition_point(|tile| tile.first <= from).saturating_sub(1);
        let end = self.tiles.partition_point(|tile| tile.first < to).max(first);
        let own = self.tiles.get(first..end).unwrap_or_default();
        (first, end, count(own) > MANY)
    }

    /// What is known of a stretch of time, `to` exclusive.
    ///
    /// # Errors
    /// Where a file is damaged.
    pub fn stretch(&self, from: i64, to: i64, store: &dyn Store) -> Result<Stretch, Error> {
        let (first, end, is_many) = self.touched(from, to);
        let mut out = Stretch::default();
        self.rows(&self.most, MOST, &mut out.known)?;
        for number in first..end {
            let Some(tile) = self.tiles.get(number) else { break };
            let is_wanted = !is_many || number == first || number + 1 == end;
            let path = tile.name.path(FOLDER);
            match store.file(&path).filter(|_| is_wanted) {
                Some(bytes) => {
                    self.tile(number, unseal_as(tile.name.0, bytes)?, number == first, &mut out)?;
                }
                None => {
                    self.count_crowds(number, tile, &mut out.crowds);
                    if is_wanted {
                        out.lacks.push(path);
                    }
                }
            }
        }
        Ok(out)
    }

    /// Adds what is in a tile. Of what enters only the first tile of a stretch tells: what enters the others began in the stretch, or is
    /// in the first too.
    fn tile(&self, number: usize, bytes: &[u8], is_first: bool, out: &mut Stretch) -> Result<(), Error> {
        let mut input = Input::new(bytes);
        self.rows(input.bytes(), (number as u64) << 32, &mut out.known)?;
        if !is_first {
            return input.end();
        }
        let mut keys = Vec::new();
        for _ in 0..input.count() {
            keys.push(u64::from(input.number()) << 32 | u64::from(input.number()));
        }
        let before = out.known.len();
        self.rows(input.rest(), 0, &mut out.known)?;
        input.check(out.known.len() == before + keys.len());
        for (known, key) in out.known.iter_mut().skip(before).zip(keys) {
            known.key = key;
        }
        input.end()
    }

    fn rows(&self, bytes: &[u8], key: u64, out: &mut Vec<Known>) -> Result<(), Error> {
        rows::read(bytes, self.lanes.len(), &Symbols::open(&self.symbols)?, key, out)
    }

    fn count_crowds(&self, number: usize, tile: &Tile, crowds: &mut Vec<Crowd>) {
        for bin in 0..BINS {
            let (from, to) = (tile.begin(bin) as f64, tile.begin(bin + 1) as f64 + 1.0);
            for (slot, count) in self.counts_of(number, bin).iter().enumerate() {
                if *count > 0 {
                    crowds.push(Crowd { lane: self.counted.get(slot).copied(), from, to, count: *count as usize });
                }
            }
        }
    }
}

/// How many events begin in some tiles.
#[inline(never)]
fn count(tiles: &[Tile]) -> usize {
    tiles.iter().fold(0, |sum, tile| tile.count.saturating_add(sum))
}
