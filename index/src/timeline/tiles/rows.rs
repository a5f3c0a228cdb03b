//! Rows: events one after another, in the order of their places in the search index and of their numbers there, which takes the
//! fewest bytes.
//!
//! # Bytes
//!
//! 1. The count of rows; the first day on which one with a dated start begins, counted from 1970-01-01, a signed number.
//! 2. [Adaptive](crate::adaptive) numbers, with their length. Of each row, one kind each:
//!    - how many places it is after the one before it, one more;
//!    - its number in the record at its place, one more, counted from the one after the row before it if that has the same place;
//!    - its lane, one more;
//!    - one more than the sum of: 1 if it has a text, 2 if only one of its parts holds, 4 × how many parts it has beside the first;
//!    - one more than the sum of: its state (0 reported, 1 confirmed, 2 disputed, 3 planned, 4 cancelled, 5 denied), and 8 × its rank,
//!      less one;
//!    - its parts ([`dated`]).
//! 3. The texts, to the end. Of each: label, packed, with its length; when in words, packed, with its length, empty for a day; slug of
//!    the brief, after the slug of the label; id of the event, after the same.

use super::super::{End, Event, Part, STATES, Shape, State};
use super::{Known, Text, address, dated};
use crate::{
    adaptive::{NumberReader, NumberWriter},
    bytes::{Error, Input, put, put_bytes, put_signed},
    edtf::calendar::DAY,
    symbols::{Packer, Symbols, slug_of},
};

/// The kinds of numbers; those of [`dated`] follow.
const STEP: usize = 0;
const NUMBER: usize = 1;
const LANE: usize = 2;
const FORM: usize = 3;
const STANDING: usize = 4;
pub(super) const KINDS: usize = 5;

/// A row as it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    pub(super) parts: &'a [Part],
    pub(super) state: State,
    pub(super) rank: u8,
    pub(super) lane: u16,
    pub(super) place: u32,
    pub(super) number: u32,
    /// Label, when in words, slug, id.
    pub(super) text: Option<[&'a str; 4]>,
}

/// Whether a date is a day and nothing else.
fn is_day(parts: &[Part]) -> bool {
    let [Part { start: End::At(start), end: End::At(end), shape: Shape::Point, uncertain, approximate, alternative }] =
        parts
    else {
        return false;
    };
    start.rem_euclid(DAY) == 0 && end.checked_sub(*start) == Some(DAY) && !(*uncertain || *approximate || *alternative)
}

/// The day on which the first one with a dated start begins.
fn first_day(rows: &[Row<'_>]) -> i64 {
    let start = rows.iter().flat_map(|row| row.parts).find_map(|part| match part.start {
        End::At(at) => Some(at),
        _ => None,
    });
    start.unwrap_or_default().div_euclid(DAY)
}

/// Writes rows, which are ascending by place and number.
pub(super) fn write(rows: &[Row<'_>], packer: &Packer) -> Vec<u8> {
    let mut last = first_day(rows);
    let mut out = Vec::new();
    put(&mut out, rows.len() as u64);
    put_signed(&mut out, last);
    let (mut numbers, mut texts) = (NumberWriter::new(dated::KINDS), Vec::new());
    // The place and number that come next.
    let (mut place, mut number) = (0, 0);
    for row in rows {
        numbers.put(STEP, u64::from(row.place - place) + 1);
        let from = if row.place == place { number } else { 0 };
        numbers.put(NUMBER, u64::from(row.number - from) + 1);
        (place, number) = (row.place, row.number + 1);
        numbers.put(LANE, u64::from(row.lane) + 1);
        let is_alternative = row.parts.iter().any(|part| part.alternative);
        let others = row.parts.len().saturating_sub(1) as u64;
        numbers.put(FORM, 1 + u64::from(row.text.is_some()) + 2 * u64::from(is_alternative) + 4 * others);
        let state = STATES.iter().position(|(_, known)| *known == row.state).unwrap_or_default();
        numbers.put(STANDING, 1 + state as u64 + 8 * u64::from(row.rank.clamp(1, 5) - 1));
        for part in row.parts {
            dated::write(&mut numbers, part, &mut last);
        }
        if let Some([label, when, slug, id]) = row.text {
            put_bytes(&mut texts, &packer.pack(label));
            put_bytes(&mut texts, &packer.pack(if is_day(row.parts) { "" } else { when }));
            let guess = slug_of(label);
            packer.put_after(&mut texts, &guess, slug);
            packer.put_after(&mut texts, &guess, id);
        }
    }
    put_bytes(&mut out, &numbers.into_bytes());
    out.extend_from_slice(&texts);
    out
}

/// Reads the rows of a timeline with so many lanes. Their keys count from `key` on.
///
/// # Errors
/// Where the bytes are no rows.
pub(super) fn read(
    bytes: &[u8],
    lanes: usize,
    symbols: &Symbols<'_>,
    key: u64,
    out: &mut Vec<Known>,
) -> Result<(), Error> {
    let mut input = Input::new(bytes);
    let (count, mut last) = (input.number(), input.signed());
    let mut numbers = NumberReader::new(dated::KINDS, input.bytes());
    let (mut place, mut next) = (0u32, 0u32);
    for own in 0..count {
        let step = (numbers.take(STEP) - 1) as u32;
        let from = if step == 0 { next } else { 0 };
        place = place.saturating_add(step);
        let number = from.saturating_add((numbers.take(NUMBER) - 1) as u32);
        next = number.saturating_add(1);
        let lane = numbers.take(LANE) - 1;
        let form = numbers.take(FORM) - 1;
        let standing = numbers.take(STANDING) - 1;
        let state = STATES.get((standing & 7) as usize).filter(|_| standing >> 3 < 5);
        numbers.check(lane < lanes as u64 && state.is_some());
        let mut parts = Vec::new();
        for _ in 0..=form >> 2 {
            parts.push(dated::read(&mut numbers, form & 2 != 0, &mut last));
            if numbers.is_damaged() {
                return Err(Error::Damaged);
            }
        }
        let state = state.map_or(State::Reported, |(_, state)| *state);
        let event = Event { parts, state, rank: (standing >> 3) as u8 + 1, lane: lane as u16 };
        // Whatever the order of places has to do with time: it is spread.
        let mut spread = place.wrapping_mul(64).wrapping_add(number).wrapping_mul(0x9E37_79B1) >> 1 | 1 << 31;
        let mut text = None;
        if form & 1 == 1 {
            spread &= u32::MAX >> 1;
            text = Some(read_text(&mut input, symbols));
        }
        out.push(Known { event, key: key | u64::from(own), spread, place, number, text });
    }
    input.end()
}

fn read_text(input: &mut Input<'_>, symbols: &Symbols<'_>) -> Text {
    let label = symbols.text(input, &[]);
    let when = symbols.text(input, &[]);
    let guess = slug_of(&label);
    let slug = symbols.after(input, &guess);
    let id = symbols.after(input, &guess);
    Text { label, when, address: address(&slug, &id) }
}

#[cfg(test)]
mod tests {
    use super::super::super::parts;
    use super::*;
    use crate::edtf::Edtf;

    const LANES: u16 = u16::MAX;

    /// Calls with bytes of rows and with what is needed to read them.
    fn with_rows(rows: &[Row<'_>], each: impl FnOnce(Vec<u8>, &Symbols<'_>)) {
        let packer = Packer::train(["The two governments meet", "in spring"].into_iter());
        let table = packer.table();
        each(write(rows, &packer), &Symbols::open(&table).expect("a table just written"));
    }

    fn row<'a>(parts: &'a [Part], place: u32, number: u32) -> Row<'a> {
        Row { parts, state: State::Reported, rank: 3, lane: 0, place, number, text: None }
    }

    /// Rows as a seed has them: near each other and far apart, alike and different.
    fn check(seed: u32, count: usize) {
        let dates = [
            "2024-01-27",
            "2024-02-29",
            "2023-12-31",
            "0044-03-15",
            "-0500-01-01",
            "Y-9999999999",
            "2019",
            "2020-05-01~",
        ];
        let parts: Vec<_> = dates.iter().map(|date| parts(&Edtf::parse(date).expect("a valid date"))).collect();
        let mut state = seed;
        let mut next = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % below
        };
        let (mut place, mut number) = (0u32, 0u32);
        let mut rows = Vec::new();
        for _ in 0..count {
            match next(4) {
                0 => number += 1 + next(3),
                1 => (place, number) = (place + 1 + next(1 << 16), next(2)),
                _ => (place, number) = (place + 1, 0),
            }
            let text = (next(5) == 0).then_some(["The two governments meet", "in spring", "the-two", "a"]);
            let state = if next(9) == 0 { State::Disputed } else { State::Reported };
            let lane = if next(9) == 0 { next(LANES.into()) as u16 } else { 7 };
            let dates = if next(4) == 0 { 8 } else { 2 };
            let parts = &parts[next(dates) as usize];
            rows.push(Row { state, lane, text, ..row(parts, place, number) });
        }
        with_rows(&rows, |bytes, symbols| {
            let mut known = Vec::new();
            assert_eq!(read(&bytes, LANES.into(), symbols, 9 << 32, &mut known), Ok(()));
            assert_eq!(known.len(), rows.len());
            for (own, (row, known)) in (0..).zip(rows.iter().zip(known)) {
                let Row { parts, state, rank, lane, place, number, text } = *row;
                assert_eq!(known.event, Event { parts: parts.to_vec(), state, rank, lane });
                assert_eq!((known.place, known.number, known.key), (place, number, 9 << 32 | own));
                assert_eq!(known.text.map(|text| text.address), text.map(|_| "briefs/the-two/#e-a".to_owned()));
            }
        });
    }

    #[test]
    fn rows_come_back() {
        for seed in 0..12 {
            check(seed, seed as usize * 40);
        }
    }

    /// Rows that are all alike would take next to nothing.
    #[test]
    fn bytes_warrant_what_is_read_from_them() {
        let parts = parts(&Edtf::parse("2024-01-27").expect("a valid date"));
        let rows: Vec<_> = (0..4_000).map(|number| row(&parts, 5, number)).collect();
        with_rows(&rows, |bytes, symbols| {
            // Eleven numbers each.
            let numbers = (4_000 * 11usize).div_ceil(64);
            assert_eq!(bytes.len(), numbers + 7);
            let mut known = Vec::new();
            assert_eq!((read(&bytes, 1, symbols, 0, &mut known), known.len()), (Ok(()), 4_000));
            // The same with fewer zeros after the numbers.
            let mut forged = bytes[..5].to_vec();
            put_bytes(&mut forged, &bytes[7..7 + 300]);
            known.clear();
            assert_eq!(read(&forged, 1, symbols, 0, &mut known), Err(Error::Damaged));
            assert!(known.len() <= 300 * 64 / 11, "{}", known.len());
        });
    }

    /// A checksum tells no forger. Whatever the bytes say, there are rows or an error, and never more rows than the bytes warrant.
    #[test]
    fn forged_rows_are_rows_or_an_error() {
        let dates =
            ["2024-01-27", "2024-02-29/2024-03-05?", "2019"].map(|date| parts(&Edtf::parse(date).expect("a date")));
        let text = Some(["The two governments meet", "in spring", "the-two", "a"]);
        let rows: Vec<_> = (0..60).zip(dates.iter().cycle()).map(|(n, parts)| row(parts, n / 2, n)).collect();
        let rows: Vec<_> =
            rows.into_iter().map(|row| Row { text: text.filter(|_| row.number % 4 == 1), ..row }).collect();
        with_rows(&rows, |bytes, symbols| {
            let mut errors = 0;
            for at in 0..bytes.len() {
                for bit in 0..8 {
                    let mut forged = bytes.clone();
                    forged[at] ^= 1 << bit;
                    let mut known = Vec::new();
                    errors += usize::from(read(&forged, 4, symbols, 0, &mut known).is_err());
                    assert!(known.len() <= bytes.len() * 8);
                }
                assert!(read(&bytes[..at], 4, symbols, 0, &mut Vec::new()).is_err(), "cut at {at}");
            }
            assert!(errors > bytes.len() * 4, "{errors} of {}", bytes.len() * 8);
        });
    }
}
