//! Writing the root and the tiles.

use std::ops::Range;

use super::super::{Event, lanes::class};
use super::{BINS, COUNTED, FOLDER, NAME, Tile, TileEvent, VERSION, rows, rows::Row};
use crate::{
    adaptive::NumberWriter,
    bytes::{checksum, frame, put, put_bytes, put_signed},
    edtf::calendar::DAY,
    files::{Files, Name},
    symbols::Packer,
};

/// A stretch with more events is halved, unless it is a day.
const MOST: usize = 2_500;
/// So many of the most important events of all are in the root, and beside them of each tile as many as make about so many again.
const SURVIVORS: usize = 48;
/// So many others of a tile have texts in it.
const TOLD: usize = 18;
/// So many lanes at most have names: the fullest. A row says its lane in as many bits as their count needs, and a picture has room for few.
const LANES: usize = 32;
/// The longest block of days, as a power of two: longer than all that a date can say.
const BLOCK: u32 = 56;

/// An event on its way.
struct Placed<'e> {
    event: &'e TileEvent<'e>,
    /// First and last known second.
    from: i64,
    to: i64,
    /// The most important have the least.
    order: (u8, u32),
}

/// Writes lanes and events. The same events give the same files, in whatever order they come. Of more lanes than [`LANES`] those with
/// the fewest events are left out, and their events lie in the lane without a name.
pub fn write(lanes: &[&str], events: &[TileEvent<'_>]) -> Files {
    if lanes.len() <= LANES {
        return written(lanes, events);
    }
    let (fullest, lane_of) = fullest(lanes, events);
    let moved = |event: &TileEvent<'_>| lane_of.get(usize::from(event.lane)).copied().unwrap_or_default();
    let events: Vec<_> = events.iter().map(|event| TileEvent { lane: moved(event), ..event.clone() }).collect();
    written(&fullest, &events)
}

/// The lanes with the most events, in their order, and before them one without a name; and the new number of each lane.
fn fullest<'l>(lanes: &[&'l str], events: &[TileEvent<'_>]) -> (Vec<&'l str>, Vec<u16>) {
    let mut counts = vec![0usize; lanes.len()];
    for event in events {
        if let Some(count) = counts.get_mut(usize::from(event.lane)) {
            *count += 1;
        }
    }
    let mut order: Vec<usize> = (0..lanes.len()).filter(|lane| !lanes[*lane].is_empty()).collect();
    order.sort_unstable_by_key(|lane| (usize::MAX - counts[*lane], lanes[*lane]));
    order.truncate(LANES - 1);
    order.sort_unstable();
    let mut lane_of = vec![0; lanes.len()];
    for (number, lane) in (1..).zip(&order) {
        lane_of[*lane] = number;
    }
    ([""].into_iter().chain(order.iter().map(|lane| lanes[*lane])).collect(), lane_of)
}

fn written(lanes: &[&str], events: &[TileEvent<'_>]) -> Files {
    let mut placed: Vec<Placed<'_>> = events.iter().map(Placed::of).collect();
    placed.sort_by_key(|one| (one.from, one.event.place, one.event.number));
    let days: Vec<i64> = placed.iter().map(|one| one.from.div_euclid(DAY)).collect();
    let mut blocks = Vec::new();
    if !days.is_empty() {
        halve(&days, 0..days.len(), -(1 << (BLOCK - 1)), BLOCK, &mut blocks);
    }
    let survivors = survivors(&placed, &blocks);
    let packer = packer(&placed);
    let mut files = Files::default();
    let mut tiles = Vec::new();
    let mut running: Vec<Running<'_>> = Vec::new();
    for block in &blocks {
        let own: Vec<&Placed<'_>> = block.clone().filter(|at| !survivors[*at]).map(|at| &placed[at]).collect();
        let all = &placed[block.clone()];
        let (first, last) = (all[0].from, all[all.len() - 1].from);
        running.retain(|one| one.placed.to > first);
        let (bytes, rows) = tile(&own, &running, &packer);
        running.extend(rows.into_iter().enumerate().map(|(row, placed)| Running { placed, tile: tiles.len(), row }));
        tiles.push((Tile { name: files.add(FOLDER, &bytes), count: own.len(), first, last }, own));
    }
    let most: Vec<&Placed<'_>> = placed.iter().zip(&survivors).filter(|(_, is)| **is).map(|(one, _)| one).collect();
    let last = placed.iter().map(|one| one.to).max().unwrap_or_default();
    let root = root(lanes, &tiles, &most, last, &packer);
    files.root = Name::of(checksum(&root)).path(FOLDER);
    files.files.insert(files.root.clone(), frame(NAME, VERSION, &root));
    files
}

impl<'e> Placed<'e> {
    fn of(event: &'e TileEvent<'e>) -> Placed<'e> {
        let TileEvent { parts, state, rank, lane, .. } = event;
        let (from, to) = Event { parts: parts.clone(), state: *state, rank: *rank, lane: *lane }.bounds();
        let spread = checksum(&[event.slug, "#", event.id].concat().into_bytes());
        Placed { event, from, to, order: (class(*rank, *state), spread) }
    }

    fn row(&self, is_told: bool) -> Row<'e> {
        let TileEvent { parts, state, rank, lane, place, number, label, when, slug, id } = self.event;
        let text = is_told.then_some([*label, when, slug, id]);
        Row { parts, state: *state, rank: *rank, lane: *lane, place: *place, number: *number, text }
    }
}

/// What lasts beyond its tile.
#[derive(Clone, Copy)]
struct Running<'e> {
    placed: &'e Placed<'e>,
    tile: usize,
    row: usize,
}

/// Halves a block of 2 to the power of `bits` days from `base` on until its parts have few enough events.
fn halve(days: &[i64], range: Range<usize>, base: i64, bits: u32, out: &mut Vec<Range<usize>>) {
    if range.is_empty() {
        return;
    }
    if range.len() <= MOST || bits == 0 {
        out.push(range);
        return;
    }
    let middle = base + (1 << (bits - 1));
    let at = range.start + days[range.clone()].partition_point(|day| *day < middle);
    halve(days, range.start..at, base, bits - 1, out);
    halve(days, at..range.end, middle, bits - 1, out);
}

/// Which events are in the root: the most important of all, and of each block some more, so that no time is without.
fn survivors(placed: &[Placed<'_>], blocks: &[Range<usize>]) -> Vec<bool> {
    let mut chosen = vec![false; placed.len()];
    let mut choose = |range: Range<usize>, most: usize| {
        let mut order: Vec<usize> = range.collect();
        order.sort_unstable_by_key(|at| (placed[*at].order, *at));
        order.into_iter().take(most).for_each(|at| chosen[at] = true);
    };
    choose(0..placed.len(), SURVIVORS);
    for block in blocks {
        choose(block.clone(), SURVIVORS.div_ceil(blocks.len()));
    }
    chosen
}

/// Symbols for the texts, from those of the most important events.
fn packer(placed: &[Placed<'_>]) -> Packer {
    let mut order: Vec<&Placed<'_>> = placed.iter().collect();
    order.sort_unstable_by_key(|one| (one.order, one.event.place, one.event.number));
    order.truncate(400);
    Packer::train(order.iter().flat_map(|one| [one.event.label, one.event.when, one.event.slug]))
}

/// The bytes of a tile, and its events in the order of its rows.
fn tile<'e>(own: &[&'e Placed<'e>], running: &[Running<'e>], packer: &Packer) -> (Vec<u8>, Vec<&'e Placed<'e>>) {
    let mut order: Vec<usize> = (0..own.len()).collect();
    order.sort_unstable_by_key(|at| (own[*at].order, *at));
    let mut is_told = vec![false; own.len()];
    order.into_iter().take(TOLD).for_each(|at| is_told[at] = true);
    let mut all: Vec<(&Placed<'_>, bool)> = own.iter().copied().zip(is_told).collect();
    all.sort_by_key(|(one, _)| (one.event.place, one.event.number));
    let rows: Vec<Row<'_>> = all.iter().map(|(one, is_told)| one.row(*is_told)).collect();
    let mut out = Vec::new();
    put_bytes(&mut out, &rows::write(&rows, packer));

    let mut entering = running.to_vec();
    entering.sort_unstable_by_key(|one| (one.placed.event.place, one.placed.event.number));
    put(&mut out, entering.len() as u64);
    for one in &entering {
        put(&mut out, one.tile as u64);
        put(&mut out, one.row as u64);
    }
    let rows: Vec<Row<'_>> = entering.iter().map(|one| one.placed.row(false)).collect();
    out.extend(rows::write(&rows, packer));
    (out, all.into_iter().map(|(one, _)| one).collect())
}

fn root(
    lanes: &[&str],
    tiles: &[(Tile, Vec<&Placed<'_>>)],
    most: &[&Placed<'_>],
    last: i64,
    packer: &Packer,
) -> Vec<u8> {
    let mut out = Vec::new();
    put(&mut out, lanes.len() as u64);
    for lane in lanes {
        put_bytes(&mut out, lane.as_bytes());
    }
    put_bytes(&mut out, &packer.table());
    let mut most = most.to_vec();
    most.sort_by_key(|one| (one.event.place, one.event.number));
    let rows: Vec<Row<'_>> = most.iter().map(|one| one.row(true)).collect();
    put_bytes(&mut out, &rows::write(&rows, packer));

    let counted = counted(lanes.len(), tiles);
    put(&mut out, counted.len() as u64);
    counted.iter().for_each(|lane| put(&mut out, *lane as u64));
    put_signed(&mut out, last);
    put(&mut out, tiles.len() as u64);
    let mut before = 0;
    let slots = counted.len() + 1;
    let mut numbers = NumberWriter::new(slots);
    for (tile, own) in tiles {
        tile.name.write(&mut out);
        put(&mut out, tile.count as u64);
        put_signed(&mut out, tile.first - before);
        put(&mut out, (tile.last - tile.first) as u64);
        before = tile.last;
        let mut counts = vec![1; BINS * slots];
        for one in own {
            let lane = counted.iter().position(|lane| *lane == usize::from(one.event.lane)).unwrap_or(counted.len());
            counts[tile.bin(one.from) * slots + lane] += 1;
        }
        counts.into_iter().zip((0..slots).cycle()).for_each(|(count, slot)| numbers.put(slot, count));
    }
    out.extend(numbers.into_bytes());
    out
}

/// The lanes with the most events, in their order.
fn counted(lanes: usize, tiles: &[(Tile, Vec<&Placed<'_>>)]) -> Vec<usize> {
    let mut counts = vec![0usize; lanes];
    for one in tiles.iter().flat_map(|(_, own)| own) {
        counts[usize::from(one.event.lane)] += 1;
    }
    let mut order: Vec<usize> = (0..lanes).collect();
    order.sort_by_key(|lane| (std::cmp::Reverse(counts[*lane]), *lane));
    order.truncate(COUNTED);
    order.sort_unstable();
    order
}
