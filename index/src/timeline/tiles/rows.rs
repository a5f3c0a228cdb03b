//! Rows: events one after another, in the order of their places in the search index and of their numbers there, which takes the
//! fewest bytes.
//!
//! # Bytes
//!
//! 1. The count of rows; the month of the first day, counted from January 1970, a signed number.
//! 2. Bits, with their length: the numbers of the rows that have a text, their count in Elias gamma, one more, and ascending; then of
//!    each row
//!    - how many places it is after the one before it, one more, in Elias gamma;
//!    - its number in the record at its place, one more, in Elias gamma, counted from the one after the row before it if that has the
//!      same place;
//!    - its lane, in as many bits as the count of lanes needs;
//!    - whether it is *plain*: reported, of rank 3, one point, a day. Then how many months it is after the row before it, in Elias
//!      gamma: 1 for the same, 2 for the one before, 3 for the next, and so on; and its day of the month, less one, five bits.
//! 3. Those that are not plain ([`coded`]), with their length.
//! 4. The texts, to the end. Of each: label, packed, with its length; when in words, packed, with its length, empty for what is plain;
//!    slug of the brief, after the slug of the label; id of the event, after the same.

use super::super::{End, Event, Part, Shape, State, coded};
use super::{Known, Text, address};
use crate::{
    bits::{BitReader, BitWriter},
    bytes::{Error, Input, put, put_bytes, put_signed},
    edtf::calendar::{DAY, civil_from_days, first_day_of, month_of},
    symbols::{Packer, Symbols, slug_of},
};

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

/// How many bits a lane needs.
fn bits_of(lanes: usize) -> u32 {
    usize::BITS - lanes.saturating_sub(1).leading_zeros()
}

/// The day of what is plain.
fn plain_day(row: &Row<'_>) -> Option<i64> {
    let [part] = row.parts else { return None };
    let is_plain = row.state == State::Reported
        && row.rank == 3
        && part.shape == Shape::Point
        && !(part.uncertain || part.approximate || part.alternative);
    match (part.start, part.end) {
        (End::At(start), End::At(end))
            if is_plain && start.rem_euclid(DAY) == 0 && end.checked_sub(start) == Some(DAY) =>
        {
            Some(start.div_euclid(DAY))
        }
        _ => None,
    }
}

/// Writes rows, which are ascending by place and number, of a timeline with so many lanes.
pub(super) fn write(rows: &[Row<'_>], lanes: usize, packer: &Packer) -> Vec<u8> {
    let mut month = rows.iter().find_map(plain_day).map(month_of).unwrap_or_default();
    let mut out = Vec::new();
    put(&mut out, rows.len() as u64);
    put_signed(&mut out, month);
    let (mut bits, mut others, mut texts) = (BitWriter::default(), Vec::new(), Vec::new());
    let told: Vec<u32> = (0..).zip(rows).filter(|(_, row)| row.text.is_some()).map(|(number, _)| number).collect();
    bits.put_gamma(told.len() as u32 + 1);
    bits.put_ascending(&told, 0, rows.len() as u32);
    // The place and number that come next.
    let (mut place, mut number, mut last) = (0, 0, 0);
    for row in rows {
        bits.put_gamma(row.place - place + 1);
        let from = if row.place == place { number } else { 0 };
        bits.put_gamma(row.number - from + 1);
        (place, number) = (row.place, row.number + 1);
        bits.put(row.lane.into(), bits_of(lanes));
        // From a month that is too far away it is written like any other.
        let day = plain_day(row).filter(|day| (month_of(*day) - month).abs() < 1 << 30);
        bits.put(u32::from(day.is_some()), 1);
        match day {
            Some(day) => {
                let own = month_of(day);
                let step = own - month;
                bits.put_gamma(((step << 1) ^ (step >> 63)) as u32 + 1);
                bits.put(u32::from(civil_from_days(day).2) - 1, 5);
                month = own;
            }
            None => coded::write(&mut others, row.parts, row.state, row.rank, &mut last),
        }
        if let Some([label, when, slug, id]) = row.text {
            put_bytes(&mut texts, &packer.pack(label));
            put_bytes(&mut texts, &packer.pack(if day.is_some() { "" } else { when }));
            let guess = slug_of(label);
            packer.put_after(&mut texts, &guess, slug);
            packer.put_after(&mut texts, &guess, id);
        }
    }
    put_bytes(&mut out, &bits.into_bytes());
    put_bytes(&mut out, &others);
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
    let (count, mut month) = (input.number(), input.signed());
    let packed = input.bytes();
    let mut others = Input::new(input.bytes());
    // A row has three bits at least: of one lane, and not plain.
    input.check(count as usize <= packed.len() * 8 / 3);
    input.end()?;
    let mut bits = BitReader::new(packed);
    let mut told = Vec::new();
    let texts = bits.gamma().wrapping_sub(1);
    bits.ascending(texts, (0, count), &mut |number| told.push(number));
    let mut told = told.as_slice();
    let (mut place, mut next, mut last) = (0u32, 0u32, 0);
    for own in 0..count {
        let step = bits.gamma().wrapping_sub(1);
        let from = if step == 0 { next } else { 0 };
        place = place.saturating_add(step);
        let number = from.saturating_add(bits.gamma().wrapping_sub(1));
        next = number.saturating_add(1);
        let lane = bits.take(bits_of(lanes));
        let is_plain = bits.take(1) == 1;
        let mut event = if is_plain {
            let step = i64::from(bits.gamma().wrapping_sub(1));
            month = month.saturating_add((step >> 1) ^ -(step & 1));
            plain(first_day_of(month).saturating_add(i64::from(bits.take(5))))
        } else {
            coded::read(&mut others, &mut last)
        };
        others.check((lane as usize) < lanes);
        event.lane = lane as u16;
        // Whatever the order of places has to do with time: it is spread.
        let mut spread = place.wrapping_mul(64).wrapping_add(number).wrapping_mul(0x9E37_79B1) >> 1 | 1 << 31;
        let mut text = None;
        if told.first() == Some(&own) {
            told = told.get(1..).unwrap_or_default();
            spread &= u32::MAX >> 1;
            text = Some(read_text(&mut input, symbols));
        }
        // After damage there is nothing but zeros: no need for more of them.
        if others.is_damaged() {
            break;
        }
        out.push(Known { event, key: key | u64::from(own), spread, place, number, text });
    }
    others.end()?;
    bits.rest()?;
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

fn plain(day: i64) -> Event {
    let start = day.saturating_mul(DAY);
    let part = Part {
        start: End::At(start),
        end: End::At(start.saturating_add(DAY)),
        shape: Shape::Point,
        uncertain: false,
        approximate: false,
        alternative: false,
    };
    Event { parts: Vec::from([part]), state: State::Reported, rank: 3, lane: 0 }
}
