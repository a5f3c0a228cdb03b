//! The places of briefs: numbers that follow the months, with room to spare.
//!
//! Every month has a row of places, one after the other from the oldest month on, so that an interval of numbers is an
//! interval of months. Within its month a brief stands at a place that its name gives, or at the next that is free. A
//! brief that is added, even years back, so seldom gives another brief another place: a month has more places than
//! briefs, and gets more only in large steps.
//!
//! # Bytes
//!
//! The first month as a signed number, counted from January 1970; then, with their length, bytes for the months: the lowest five
//! bits say how often the places of a month double, from four on; the three highest how many more months after it are the same.

use crate::{
    bytes::{Error, Input, checksum, put_bytes, put_signed},
    edtf::calendar::{first_day_of, month_of},
};

/// How many places each month has.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Months {
    /// The first month.
    pub(super) first: i64,
    /// The first place of each month, and the count of all; never empty.
    starts: Vec<u32>,
}

/// More places than this are no index.
const MOST: u32 = 1 << 24;
/// More room than all months may have together.
const LARGEST: u8 = 23;

impl Default for Months {
    fn default() -> Months {
        Months { first: 0, starts: vec![0] }
    }
}

impl Months {
    fn new(first: i64, rooms: impl Iterator<Item = u8>) -> Result<Months, Error> {
        let mut months = Months { first, ..Months::default() };
        for room in rooms {
            if !months.push(room) {
                return Err(Error::Damaged);
            }
        }
        Ok(months)
    }

    /// Adds a month with so much room, unless it is too much.
    fn push(&mut self, room: u8) -> bool {
        let end = self.count().saturating_add(size(room));
        self.starts.push(end);
        end <= MOST
    }

    /// That day of the month of a place, counted from 1970-01-01.
    pub(super) fn day_at(&self, place: u32, day: u8) -> i64 {
        first_day_of(self.month_at(place)).saturating_add(i64::from(day) - 1)
    }

    /// The month of a place.
    pub(super) fn month_at(&self, place: u32) -> i64 {
        // The first start is 0.
        self.first.saturating_add(self.starts.partition_point(|start| *start <= place) as i64 - 1)
    }

    /// Reads them.
    pub(super) fn read(input: &mut Input<'_>) -> Months {
        let mut months = Months { first: input.signed(), ..Months::default() };
        for byte in input.bytes() {
            for _ in 0..=byte >> 5 {
                let is_right = months.push(byte & 31);
                input.check(is_right);
            }
        }
        months
    }

    /// Leaves them out.
    pub(super) fn skip(input: &mut Input<'_>) {
        input.signed();
        input.bytes();
    }

    /// Appends them.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        put_signed(out, self.first);
        let mut bytes: Vec<u8> = Vec::new();
        for pair in self.starts.windows(2) {
            let room = room(pair[1] - pair[0]);
            match bytes.last_mut() {
                Some(last) if *last & 31 == room && *last < 7 << 5 => *last += 1 << 5,
                _ => bytes.push(room),
            }
        }
        put_bytes(out, &bytes);
    }

    /// The count of places, filled up to a power of two: it changes seldom, and postings are coded against it.
    pub(super) fn places(&self) -> u32 {
        self.count().next_power_of_two()
    }

    /// The first place of the first month from `month` on.
    pub(super) fn start_of(&self, month: i64) -> u32 {
        // A month may be farther away than there are numbers in a browser.
        let at = month.saturating_sub(self.first).clamp(0, self.starts.len() as i64);
        self.starts.get(at as usize).copied().unwrap_or_else(|| self.count())
    }

    /// How many places there are.
    pub(super) fn count(&self) -> u32 {
        self.starts.last().copied().unwrap_or_default()
    }
}

/// The places of briefs with these days and names, and the months.
pub(super) fn assign(briefs: &[(i64, &str)]) -> (Months, Vec<u32>) {
    let months: Vec<i64> = briefs.iter().map(|(day, _)| month_of(*day)).collect();
    let first = months.iter().min().copied().unwrap_or_default();
    let count = months.iter().max().map_or(0, |last| (last - first + 1) as usize);
    let mut of_month: Vec<Vec<(u32, &str, usize)>> = vec![Vec::new(); count];
    for (at, (month, (_, name))) in months.iter().zip(briefs).enumerate() {
        of_month[(month - first) as usize].push((hash(name), name, at));
    }
    let rooms = of_month.iter().map(|briefs| room_for(briefs.len() as u32));
    // A site of more briefs than there are places cannot be, at 16 million.
    let months = Months::new(first, rooms).unwrap_or_default();
    let mut places = vec![0; briefs.len()];
    for (month, mut briefs) in of_month.into_iter().enumerate() {
        let Some([start, end]) = months.starts.get(month..month + 2).and_then(|pair| <[u32; 2]>::try_from(pair).ok())
        else {
            continue;
        };
        briefs.sort_unstable();
        let mut taken = vec![false; (end - start) as usize];
        for (hash, _, at) in briefs {
            let mut own = hash as usize % taken.len();
            while taken[own] {
                own = (own + 1) % taken.len();
            }
            taken[own] = true;
            places[at] = start + own as u32;
        }
    }
    (months, places)
}

/// How many places so much room is. One brief more is seldom a step: it moves all later places.
fn size(room: u8) -> u32 {
    4 << room.min(LARGEST)
}

/// The least room that has so many places.
fn room(places: u32) -> u8 {
    (0..LARGEST).find(|room| size(*room) >= places).unwrap_or(LARGEST)
}

/// The room of a month with `count` briefs: for an eighth more, and always for one more.
fn room_for(count: u32) -> u8 {
    room(count + count / 8 + 1)
}

/// The checksum of a name with its bits mixed once more: the remainder looks at the lowest.
fn hash(name: &str) -> u32 {
    let hash = checksum(name.as_bytes());
    (hash ^ (hash >> 15)).wrapping_mul(0x2C1B_3C6D) >> 4
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Days of briefs that are spread over the years.
    fn briefs(count: usize) -> Vec<(i64, String)> {
        (0..count).map(|n| ((n * 7919 % 8000) as i64 + 11_000, format!("brief-{n}"))).collect()
    }

    fn assigned(briefs: &[(i64, String)]) -> (Months, Vec<u32>) {
        let borrowed: Vec<_> = briefs.iter().map(|(day, name)| (*day, name.as_str())).collect();
        assign(&borrowed)
    }

    #[test]
    fn places_follow_the_months_and_are_each_taken_once() {
        for count in [0, 1, 2, 100, 5_000] {
            let briefs = briefs(count);
            let (months, places) = assigned(&briefs);
            for ((day, _), place) in briefs.iter().zip(&places) {
                assert_eq!(months.month_at(*place), month_of(*day));
            }
            let mut sorted = places.clone();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(sorted.len(), count);
            assert!(months.places() >= months.count());
            let mut out = Vec::new();
            months.write(&mut out);
            let mut input = Input::new(&out);
            assert_eq!((Months::read(&mut input), input.end()), (months, Ok(())));
        }
    }

    #[test]
    fn a_brief_that_is_added_moves_few_others() {
        let mut briefs = briefs(10_000);
        let before = assigned(&briefs);
        let mut moved = 0;
        for n in 0..100 {
            briefs.push((12_345 + n * 10, format!("late-{n}")));
            let after = assigned(&briefs);
            let others = before.1.iter().zip(&after.1).filter(|(a, b)| a != b).count();
            moved += if after.0 == before.0 { others } else { 0 };
            briefs.pop();
        }
        assert!(moved < 300, "{moved} in a hundred");
    }

    #[test]
    fn a_month_has_room() {
        let check = |count: u32, expected: u32| assert_eq!(size(room_for(count)), expected);
        check(0, 4);
        check(3, 4);
        check(4, 8);
        check(14, 16);
        check(15, 32);
        check(394, 512);
        assert!((0..10_000).all(|count| size(room_for(count)) > count && room_for(count) <= room_for(count + 1)));
        assert!((0..=LARGEST).all(|one| room(size(one)) == one));
    }

    #[test]
    fn damaged_months_are_an_error() {
        for bytes in [&[0, 5, 1][..], &[0, 1, 63], &[0, 2, 22, 22]] {
            let mut input = Input::new(bytes);
            Months::read(&mut input);
            assert_eq!(input.end(), Err(Error::Damaged));
        }
    }
}
