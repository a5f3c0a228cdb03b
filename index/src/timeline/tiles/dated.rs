//! What is drawn of a date, in [adaptive](crate::adaptive) numbers.
//!
//! Of each part, one kind each:
//!
//! - one more than the sum of: start (0 a date, 1 unknown, 2 open), 4 × end, 16 × shape (0 point, 1 some time within, 2 lasted), 64 if
//!   uncertain, 128 if approximate;
//! - for a start that is a date: how many months it is after the last one that was: 1 for the same, 2 for the one before, 3 for the
//!   next, and so on; its day of the month; the second of that day, one more;
//! - for an end that is one: how many days it is after its own start, or if that is no date after the last one that was: 1 for the same,
//!   2 for the one before, 3 for the next, and so on; the second of that day, one more.

use super::super::{End, Part, Shape};
use crate::{
    adaptive::{NumberReader, NumberWriter, sign_of, signless},
    edtf::calendar::{DAY, civil_from_days, first_day_of, month_of},
};

/// The kinds of numbers, from this one on.
const FIRST: usize = super::rows::KINDS;
const FLAGS: usize = FIRST;
const MONTH: usize = FIRST + 1;
const DAY_OF_MONTH: usize = FIRST + 2;
const SECOND: usize = FIRST + 3;
const DAYS: usize = FIRST + 4;
const LAST_SECOND: usize = FIRST + 5;
/// How many kinds there are then.
pub(super) const KINDS: usize = FIRST + 6;

/// Appends a part. `last` is the day on which the last one with a dated start began.
pub(super) fn write(out: &mut NumberWriter, part: &Part, last: &mut i64) {
    let end = |end| match end {
        End::At(_) => 0,
        End::Unknown => 1,
        End::Open => 2,
    };
    let marks = u64::from(part.uncertain) << 6 | u64::from(part.approximate) << 7;
    out.put(FLAGS, 1 + (end(part.start) | end(part.end) << 2 | (part.shape as u64) << 4 | marks));
    if let End::At(at) = part.start {
        let day = at.div_euclid(DAY);
        out.put(MONTH, signless(month_of(day) - month_of(*last)));
        out.put(DAY_OF_MONTH, civil_from_days(day).2.into());
        out.put(SECOND, 1 + at.rem_euclid(DAY) as u64);
        *last = day;
    }
    if let End::At(at) = part.end {
        out.put(DAYS, signless(at.div_euclid(DAY) - *last));
        out.put(LAST_SECOND, 1 + at.rem_euclid(DAY) as u64);
    }
}

/// Reads a part. What cannot be drawn is damage.
pub(super) fn read(input: &mut NumberReader<'_>, alternative: bool, last: &mut i64) -> Part {
    let flags = input.take(FLAGS) - 1;
    let mut start = end(flags);
    if let End::At(at) = &mut start {
        let month = month_of(*last).saturating_add(sign_of(input.take(MONTH)));
        *last = first_day_of(month).saturating_add_unsigned(input.take(DAY_OF_MONTH) - 1);
        *at = time(*last, input.take(SECOND));
    }
    let mut end = end(flags >> 2);
    if let End::At(at) = &mut end {
        let day = last.saturating_add(sign_of(input.take(DAYS)));
        *at = time(day, input.take(LAST_SECOND));
    }
    let shape = Shape::of((flags >> 4 & 3) as u8);
    let part = Part { start, end, shape, uncertain: flags & 0x40 != 0, approximate: flags & 0x80 != 0, alternative };
    input.check(part.can_be_drawn());
    part
}

fn end(flags: u64) -> End {
    match flags & 3 {
        0 => End::At(0),
        1 => End::Unknown,
        _ => End::Open,
    }
}

/// The time of a day, by one more than the second.
fn time(day: i64, second: u64) -> i64 {
    day.saturating_mul(DAY).saturating_add_unsigned(second - 1)
}
