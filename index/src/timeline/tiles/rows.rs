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
//! 3. Of those that are not plain, with their length: state + 8 × (rank − 1), a byte; 2 × count of parts, and 1 more if only one of
//!    them holds; its parts. A part: a byte of five fields from the lowest bit on: start (2 bits: 0 a date, 1 unknown, 2 open), end
//!    (2), shape (2: 0 point, 1 some time within, 2 lasted), 1 bit uncertain, 1 bit approximate. Then for the start, if it is a date,
//!    and for the end: days, a signed number, counted from the start of the last row of this kind, or for an end from its own start;
//!    and the seconds of that day.
//! 4. The texts, to the end. Of each: label, packed, with its length; when in words, packed, with its length, empty for what is plain;
//!    slug of the brief, after the slug of the label; id of the event, after the same.
//!
//! States: 0 reported, 1 confirmed, 2 disputed, 3 planned, 4 cancelled, 5 denied.

use super::super::{End, Event, Part, STATES, Shape, State};
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

/// A row as it is read.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub(super) event: Event,
    pub(super) place: u32,
    pub(super) number: u32,
    pub(super) text: Option<[String; 4]>,
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
            None => put_other(&mut others, row, &mut last),
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

/// Writes what is not plain. `last` is the day on which the last one with a dated start began.
fn put_other(out: &mut Vec<u8>, row: &Row<'_>, last: &mut i64) {
    let state = STATES.iter().position(|(_, state)| *state == row.state).unwrap_or(0) as u8;
    out.push(state | (row.rank.clamp(1, 5) - 1) << 3);
    let is_alternative = row.parts.iter().any(|part| part.alternative);
    put(out, (row.parts.len() as u64) << 1 | u64::from(is_alternative));
    for part in row.parts {
        let end = |end| match end {
            End::At(_) => 0,
            End::Unknown => 1,
            End::Open => 2,
        };
        let marks = u8::from(part.uncertain) << 6 | u8::from(part.approximate) << 7;
        out.push(end(part.start) | end(part.end) << 2 | (part.shape as u8) << 4 | marks);
        if let End::At(at) = part.start {
            put_time(out, at, last);
        }
        let mut own = *last;
        if let End::At(at) = part.end {
            put_time(out, at, &mut own);
        }
    }
}

fn put_time(out: &mut Vec<u8>, at: i64, from: &mut i64) {
    let day = at.div_euclid(DAY);
    put_signed(out, day - *from);
    put(out, at.rem_euclid(DAY) as u64);
    *from = day;
}

/// Reads the rows of a timeline with so many lanes.
///
/// # Errors
/// Where the bytes are no rows.
pub(super) fn read(bytes: &[u8], lanes: usize, symbols: &Symbols<'_>) -> Result<Vec<Read>, Error> {
    let mut input = Input::new(bytes);
    let (count, mut month) = (input.number(), input.signed());
    let packed = input.bytes();
    let mut others = Input::new(input.bytes());
    // A row has five bits at least.
    input.check(count as usize <= packed.len() * 8 / 5);
    input.end()?;
    let mut bits = BitReader::new(packed);
    let mut told = Vec::new();
    let texts = bits.gamma().wrapping_sub(1);
    bits.ascending(texts, (0, count), &mut |number| told.push(number));
    let mut told = told.into_iter().peekable();
    let mut rows = Vec::new();
    let (mut place, mut number, mut last) = (0u32, 0u32, 0);
    for own in 0..count {
        let step = bits.gamma().wrapping_sub(1);
        let from = if step == 0 { number } else { 0 };
        place = place.saturating_add(step);
        let own_number = from.saturating_add(bits.gamma().wrapping_sub(1));
        number = own_number.saturating_add(1);
        let lane = bits.take(bits_of(lanes));
        let is_plain = bits.take(1) == 1;
        let mut event = if is_plain {
            let step = i64::from(bits.gamma().wrapping_sub(1));
            month = month.saturating_add((step >> 1) ^ -(step & 1));
            plain(first_day_of(month).saturating_add(i64::from(bits.take(5))))
        } else {
            other(&mut others, &mut last)
        };
        others.check((lane as usize) < lanes);
        event.lane = lane as u16;
        let is_told = told.next_if_eq(&own).is_some();
        let text = if is_told { Some(text(&mut input, symbols)) } else { None };
        // After damage there is nothing but zeros: no need for more of them.
        if others.is_damaged() {
            break;
        }
        rows.push(Read { event, place, number: own_number, text });
    }
    others.end()?;
    bits.rest()?;
    input.end().map(|()| rows)
}

fn text(input: &mut Input<'_>, symbols: &Symbols<'_>) -> [String; 4] {
    let label = symbols.text(input, &[]);
    let when = symbols.text(input, &[]);
    let guess = slug_of(&label);
    let slug = symbols.after(input, &guess);
    let id = symbols.after(input, &guess);
    [label, when, slug, id]
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

fn other(input: &mut Input<'_>, last: &mut i64) -> Event {
    let flags = input.byte();
    let count = input.number();
    let mut parts = Vec::new();
    for _ in 0..count >> 1 {
        if input.is_empty() {
            break;
        }
        parts.push(part(input, count & 1 == 1, last));
    }
    input.check(parts.len() == (count >> 1) as usize && !parts.is_empty() && flags >> 3 < 5);
    let state = STATES.get(usize::from(flags & 7)).map(|(_, state)| *state);
    input.check(state.is_some());
    Event { parts, state: state.unwrap_or_default(), rank: (flags >> 3) + 1, lane: 0 }
}

fn part(input: &mut Input<'_>, alternative: bool, last: &mut i64) -> Part {
    let flags = input.byte();
    let shape = match flags >> 4 & 3 {
        0 => Shape::Point,
        1 => Shape::Within,
        _ => Shape::Lasted,
    };
    let start = end(input, flags & 3, last);
    let mut own = *last;
    let end = end(input, flags >> 2 & 3, &mut own);
    let part = Part { start, end, shape, uncertain: flags & 0x40 != 0, approximate: flags & 0x80 != 0, alternative };
    input.check(part.can_be_drawn());
    part
}

fn end(input: &mut Input<'_>, kind: u8, last: &mut i64) -> End {
    match kind {
        0 => {
            let day = last.checked_add(input.signed());
            let second = i64::from(input.number());
            let at = day.and_then(|day| day.checked_mul(DAY)?.checked_add(second));
            input.check(at.is_some());
            *last = day.unwrap_or_default();
            End::At(at.unwrap_or_default())
        }
        1 => End::Unknown,
        _ => End::Open,
    }
}
