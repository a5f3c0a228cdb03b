//! The date of an event, with its state and rank, in bytes.
//!
//! state + 8 × (rank − 1), a byte; 2 × count of parts, and 1 more if only one of them holds; its parts. A part: a byte of five fields
//! from the lowest bit on: start (2 bits: 0 a date, 1 unknown, 2 open), end (2), shape (2: 0 point, 1 some time within, 2 lasted), 1
//! bit uncertain, 1 bit approximate. Then for the start, if it is a date, and for the end: days, a signed number, counted from the
//! start of the last event that had one, or for an end from its own start; and the seconds of that day.
//!
//! States: 0 reported, 1 confirmed, 2 disputed, 3 planned, 4 cancelled, 5 denied.

use super::{End, Event, Part, STATES, Shape, State};
use crate::{
    bytes::{Input, put, put_signed},
    edtf::calendar::DAY,
};

/// Appends an event. `last` is the day on which the last one with a dated start began.
pub(super) fn write(out: &mut Vec<u8>, parts: &[Part], state: State, rank: u8, last: &mut i64) {
    let state = STATES.iter().position(|(_, known)| *known == state).unwrap_or(0) as u8;
    out.push(state | (rank.clamp(1, 5) - 1) << 3);
    let is_alternative = parts.iter().any(|part| part.alternative);
    put(out, (parts.len() as u64) << 1 | u64::from(is_alternative));
    for part in parts {
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

/// Reads an event; its lane stands elsewhere.
pub(super) fn read(input: &mut Input<'_>, last: &mut i64) -> Event {
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
    let shape = Shape::of(flags >> 4 & 3);
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
