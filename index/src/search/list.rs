//! Postings: in which briefs a word stands, and how much it says there.
//!
//! # Bytes
//!
//! Short lists, of at most [`SHORT`] briefs: the numbers of the briefs, interpolative between 0 and the number of places
//! (see [`crate::bits`]); then, where it is more than one, a bit that says whether all have one level; then that level, or the level
//! of each in the same order, four bits.
//!
//! Long lists are a row of segments, the highest level first and of one level the latest briefs first, so that what was
//! read of a list at any time is the best of it. A segment: its level, four bits; the place from which its briefs are
//! counted and the place before which they end, 24 bits each, where the level has more than one segment, after one bit
//! that says so; the count of its briefs in Elias gamma; their numbers, interpolative.
//! A level of 0 to 15 is a weight of (level + ½) / 16.

use crate::{
    bits::{BitReader, BitWriter},
    bytes::Error,
};

/// Of a longer list the best comes first.
pub(super) const SHORT: u32 = 96;

/// How many levels there are.
pub(super) const LEVELS: u32 = 16;

/// So many briefs are in a segment at most: about as many bytes.
const SEGMENT: usize = 1024;

/// A brief, and the level of a word in it.
pub(super) type Posting = (u32, u8);

/// How many bytes the list of a single brief has.
pub(super) fn single(places: u32) -> usize {
    (places.max(1).ilog2() as usize + 4).div_ceil(8)
}

/// The coded list of ascending postings below `places`, as pieces that may be cut apart between any two: one for a short
/// list.
pub(super) fn write(postings: &[Posting], places: u32) -> Vec<Vec<u8>> {
    if postings.len() as u32 <= SHORT {
        return vec![short(postings, places)];
    }
    let mut pieces = Vec::new();
    for level in (0..LEVELS as u8).rev() {
        let of_level: Vec<u32> = postings.iter().filter(|(_, own)| *own == level).map(|(number, _)| *number).collect();
        let is_whole = of_level.len() <= SEGMENT;
        for numbers in of_level.rchunks(SEGMENT) {
            pieces.push(segment(level, numbers, is_whole, places));
        }
    }
    pieces
}

fn short(postings: &[Posting], places: u32) -> Vec<u8> {
    let numbers: Vec<u32> = postings.iter().map(|(number, _)| *number).collect();
    let mut out = BitWriter::default();
    out.put_ascending(&numbers, 0, places);
    let is_even = postings.windows(2).all(|pair| pair[0].1 == pair[1].1);
    if postings.len() > 1 {
        out.put(u32::from(is_even), 1);
    }
    for (_, level) in postings.iter().take(if is_even { 1 } else { postings.len() }) {
        out.put(u32::from(*level), 4);
    }
    out.into_bytes()
}

fn segment(level: u8, numbers: &[u32], is_whole: bool, places: u32) -> Vec<u8> {
    let mut out = BitWriter::default();
    out.put(u32::from(level), 4);
    out.put(u32::from(!is_whole), 1);
    let (mut from, mut to) = (0, places);
    if let (false, Some(first), Some(last)) = (is_whole, numbers.first(), numbers.last()) {
        (from, to) = (*first, last + 1);
        out.put(from, 24);
        out.put(to, 24);
    }
    out.put_gamma(numbers.len() as u32);
    out.put_ascending(numbers, from, to);
    out.into_bytes()
}

/// Gives the postings of a list of `count` briefs, of which `bytes` are the front: whole, or cut between two pieces.
///
/// # Errors
/// Where the bytes are no such list. What was given until then is then to be forgotten.
pub(super) fn read(bytes: &[u8], count: u32, places: u32, each: &mut dyn FnMut(Posting)) -> Result<(), Error> {
    if count > places {
        return Err(Error::Damaged);
    }
    if count <= SHORT {
        return read_short(bytes, count, places, each);
    }
    let mut left = count;
    let mut rest = bytes;
    while !rest.is_empty() {
        let mut bits = BitReader::new(rest);
        let level = bits.take(4) as u8;
        let (from, to) = if bits.take(1) == 1 { (bits.take(24), bits.take(24)) } else { (0, places) };
        let own = bits.gamma();
        if own > left || to > places {
            return Err(Error::Damaged);
        }
        left -= own;
        bits.ascending(own, (from, to), &mut |number| each((number, level)));
        rest = bits.rest()?;
    }
    Ok(())
}

fn read_short(bytes: &[u8], count: u32, places: u32, each: &mut dyn FnMut(Posting)) -> Result<(), Error> {
    let mut bits = BitReader::new(bytes);
    let mut numbers = Vec::new();
    bits.ascending(count, (0, places), &mut |number| numbers.push(number));
    let is_even = count > 1 && bits.take(1) == 1;
    let mut level = bits.take(if count > 0 { 4 } else { 0 });
    for (at, number) in numbers.into_iter().enumerate() {
        if at > 0 && !is_even {
            level = bits.take(4);
        }
        each((number, level as u8));
    }
    bits.rest().map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn postings(count: u32, step: u32) -> Vec<Posting> {
        (0..count).map(|n| (n * step + n * 7 % step, (n * 31 % 16) as u8)).collect()
    }

    /// Writes and reads; gives the bytes.
    fn check(postings: &[Posting], places: u32) -> usize {
        let bytes = write(postings, places).concat();
        let mut found = Vec::new();
        read(&bytes, postings.len() as u32, places, &mut |posting| found.push(posting)).expect("just written");
        found.sort_unstable();
        assert_eq!(found, postings);
        bytes.len()
    }

    #[test]
    fn lists_come_back() {
        check(&[], 16);
        assert_eq!((check(&[(5, 15)], 1 << 17), single(1 << 17)), (3, 3));
        assert_eq!((check(&[(0, 1)], 1), single(1)), (1, 1));
        check(&postings(96, 10), 1 << 10);
        assert_eq!(check(&[(1, 7), (2, 7), (900, 7)], 1 << 10) + 1, check(&[(1, 7), (2, 7), (900, 8)], 1 << 10));
        check(&postings(97, 10), 1 << 10);
        check(&postings(40_000, 3), 1 << 17);
        // A level of which the last segment has one brief.
        check(&(0..1025).map(|n| (n * 2, 7)).collect::<Vec<_>>(), 1 << 12);
        let full: Vec<Posting> = (0..1 << 14).map(|n| (n, 3)).collect();
        check(&full, 1 << 14);
    }

    #[test]
    fn the_front_of_a_long_list_is_the_best_of_it() {
        let postings = postings(30_000, 4);
        let pieces = write(&postings, 1 << 17);
        assert!(pieces.iter().all(|piece| piece.len() < 2_500), "pieces are small");
        let mut last = (16, u32::MAX);
        for n in 1..=pieces.len() {
            let mut found = Vec::new();
            read(&pieces[n - 1..n].concat(), 30_000, 1 << 17, &mut |posting| found.push(posting)).expect("a piece");
            let (first, end) = (found[0], found[found.len() - 1]);
            assert!(first.1 < last.0 || first.1 == last.0 && end.0 < last.1);
            last = (first.1, first.0);
        }
    }

    #[test]
    fn damage_is_an_error_or_other_postings_in_bounds() {
        let bytes = write(&postings(500, 9), 1 << 13).concat();
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x55;
            let mut most = 0;
            let _ = read(&damaged, 500, 1 << 13, &mut |(number, _)| most = most.max(number));
            assert!(most < 1 << 13);
            let _ = read(&bytes[..at], 500, 1 << 13, &mut |_| {});
        }
        assert_eq!(read(&[], 5, 4, &mut |_| {}), Err(Error::Damaged));
        assert_eq!(read(&[], 5, 16, &mut |_| {}), Err(Error::Damaged));
    }
}
