//! From text to an expression, by hand and from left to right.
//!
//! All text that gets past [`check_characters`] is printable ASCII, so that a byte is a character from there on.

use std::ops::Range;

use super::calendar::days_in_month;
use super::error::EdtfErrorKind as Kind;
use super::scan::{Parsed, Scan, Two, find};
use super::{Bounds, Clock, Date, Edge, Form, Interval, Mark, Member, Part, Season};

pub(super) fn parse(text: &str) -> Parsed<Form> {
    check_characters(text)?;
    let text = text.as_bytes();
    match text.first() {
        None => Err(Kind::Empty.at(0..0)),
        Some(b'[') => set(text, b']').map(Form::OneOf),
        Some(b'{') => set(text, b'}').map(Form::AllOf),
        Some(_) => match find(text, 0..text.len(), b"/") {
            Some(slash) => interval(text, slash).map(Form::Interval),
            None => date(text, 0..text.len()).map(Form::Single),
        },
    }
}

fn check_characters(text: &str) -> Parsed<()> {
    for (at, c) in text.char_indices() {
        if !c.is_ascii_graphic() {
            let kind = if c.is_ascii_whitespace() { Kind::Space } else { Kind::Character(c) };
            return Err(kind.at(at..at + c.len_utf8()));
        }
    }
    Ok(())
}

// ------------------------------------------------------------------------------------------- intervals and sets

fn interval(text: &[u8], slash: usize) -> Parsed<Interval> {
    let (before, after) = (0..slash, slash + 1..text.len());
    if let Some(second) = find(text, after.clone(), b"/") {
        return Err(Kind::ThreeEnds.at(second..text.len()));
    }
    match (end(text, before)?, end(text, after.clone())?) {
        (Ok(start), Ok(end)) if is_clock(&start) != is_clock(&end) => Err(Kind::MixedInterval.at(0..text.len())),
        (Ok(start), Ok(end)) if start.span().start >= end.span().end => Err(Kind::EndBeforeStart.at(after)),
        (Ok(start), Ok(end)) => Ok(Interval::Between(start, end)),
        (Ok(start), Err(edge)) => Ok(Interval::From(start, edge)),
        (Err(edge), Ok(end)) => Ok(Interval::Until(edge, end)),
        (Err(_), Err(_)) => Err(Kind::OpenBothSides.at(0..text.len())),
    }
}

/// An end of an interval: a date, or else an edge without one.
fn end(text: &[u8], at: Range<usize>) -> Parsed<Result<Date, Edge>> {
    match text.get(at.clone()) {
        Some(b"") => return Ok(Err(Edge::Unknown)),
        Some(b"..") => return Ok(Err(Edge::Open)),
        _ => {}
    }
    let date = date(text, at.clone())?;
    if date.part.has_unknown_digits() {
        return Err(Kind::UnknownInInterval.at(at));
    }
    Ok(Ok(date))
}

fn set(text: &[u8], close: u8) -> Parsed<Vec<Member>> {
    let Some(close) = find(text, 0..text.len(), &[close]) else {
        return Err(Kind::UnclosedSet.at(0..1));
    };
    let mut members = Vec::new();
    let mut start = 1;
    while start <= close {
        let end = find(text, start..close, b",").unwrap_or(close);
        members.push(member(text, start..end, close)?);
        start = end + 1;
    }
    if start < text.len() {
        return Err(Kind::Trailing.at(start..text.len()));
    }
    match Bounds::around(&members) {
        Bounds { from: None, to: None } => Err(Kind::OpenBothSides.at(0..text.len())),
        _ => Ok(members),
    }
}

/// The member `at` these bytes of a set that begins with the text and ends at `close`.
fn member(text: &[u8], at: Range<usize>, close: usize) -> Parsed<Member> {
    if at.is_empty() {
        // The comma or bracket after it is shown, since nothing stands here.
        return Err(Kind::EmptyMember.at(at.end..at.end + 1));
    }
    if find(text, at.clone(), b"/").is_some() {
        return Err(Kind::IntervalInSet.at(at));
    }
    let Some(dots) = find(text, at.clone(), b"..") else { return plain_day(text, at).map(Member::One) };
    let (before, after) = (at.start..dots, dots + 2..at.end);
    if let Some(again) = find(text, after.clone(), b"..") {
        return Err(Kind::TwoRanges.at(again..again + 2));
    }
    match (before.is_empty(), after.is_empty()) {
        (true, true) => Err(Kind::OpenBothSides.at(at)),
        (true, false) if at.start > 1 => Err(Kind::OpenInside.at(at)),
        (false, true) if at.end < close => Err(Kind::OpenInside.at(at)),
        (true, false) => plain_day(text, after).map(Member::Until),
        (false, true) => plain_day(text, before).map(Member::From),
        (false, false) => range(text, before, after),
    }
}

fn range(text: &[u8], before: Range<usize>, after: Range<usize>) -> Parsed<Member> {
    let first = range_end(text, before.clone())?;
    let last = range_end(text, after.clone())?;
    if std::mem::discriminant(&first.part) != std::mem::discriminant(&last.part) {
        return Err(Kind::RangePrecision.at(before.start..after.end));
    }
    if first.span().start >= last.span().end {
        return Err(Kind::EndBeforeStart.at(after));
    }
    Ok(Member::Range(first, last))
}

/// What lies between two dates is only plain where both are: with a mark, an `X` or a season it could be much.
fn range_end(text: &[u8], at: Range<usize>) -> Parsed<Date> {
    let date = plain_day(text, at.clone())?;
    match date.part {
        Part::Year | Part::Month(_) | Part::Day { .. } if date.mark == Mark::None => Ok(date),
        _ => Err(Kind::RangeEnd.at(at)),
    }
}

fn plain_day(text: &[u8], at: Range<usize>) -> Parsed<Date> {
    let date = date(text, at.clone())?;
    if is_clock(&date) { Err(Kind::ClockInSet.at(at)) } else { Ok(date) }
}

fn is_clock(date: &Date) -> bool {
    matches!(date.part, Part::Clock { .. })
}

// ----------------------------------------------------------------------------------------------------- one date

/// The date that the bytes `at` of the text are.
fn date(text: &[u8], at: Range<usize>) -> Parsed<Date> {
    let mut scan = Scan { bytes: text.get(..at.end).unwrap_or_default(), at: at.start };
    let (year, part) = scan.year()?;
    let mark = scan.mark()?;
    Ok(Date { year, part, mark })
}

impl Scan<'_> {
    fn year(&mut self) -> Parsed<(i64, Part)> {
        let start = self.at;
        if self.eat(b'Y') {
            return Ok((self.long_year(start)?, Part::Year));
        }
        let negative = self.eat(b'-');
        let field = self.field();
        let at = start..self.at;
        match field.at.len() {
            0 if self.before_dots() => return Err(Kind::RangeOutsideSet.at(self.at..self.at + 2)),
            0 => return Err(self.odd(Kind::NotADate)),
            _ if self.peek() == Some(b'S') => return Err(Kind::SignificantDigits.at(start..self.word().end)),
            4 => {}
            _ => return Err(Kind::YearDigits.at(at)),
        }
        if negative && field.value == 0 {
            return Err(Kind::NegativeZero.at(at));
        }
        let year = if negative { -field.value } else { field.value };
        match field.unknown {
            0 if !field.mixed => Ok((year, self.month(year)?)),
            1 | 2 if !field.mixed && !negative && self.peek() != Some(b'-') => {
                Ok((year, if field.unknown == 1 { Part::Decade } else { Part::Century }))
            }
            _ => Err(Kind::UnknownDigits.at(at)),
        }
    }

    /// The year after `Y`, which began at `start`.
    fn long_year(&mut self, start: usize) -> Parsed<i64> {
        let negative = self.eat(b'-');
        let field = self.field();
        let at = start..self.at;
        match self.peek() {
            _ if field.at.is_empty() => return Err(self.odd(Kind::NotADate)),
            Some(b'E') => return Err(Kind::Exponent.at(start..self.word().end)),
            Some(b'S') => return Err(Kind::SignificantDigits.at(start..self.word().end)),
            _ => {}
        }
        let kind = match field.at.len() {
            _ if field.unknown > 0 || field.mixed => Kind::UnknownDigits,
            0..=4 => Kind::ShortYear,
            _ if self.bytes.get(field.at.start) == Some(&b'0') => Kind::LeadingZero,
            5..=11 => return Ok(if negative { -field.value } else { field.value }),
            _ => Kind::YearTooLong,
        };
        Err(kind.at(at))
    }

    /// What follows a year of four known digits.
    fn month(&mut self, year: i64) -> Parsed<Part> {
        if !self.eat(b'-') {
            return self.no_clock(Part::Year);
        }
        let field = self.two(Kind::MonthDigits)?;
        let part = match field.value {
            _ if field.unknown => return self.after_unknown_month(field.at),
            month @ 1..=12 => return self.day(year, month),
            21 => Part::Season(Season::Spring),
            22 => Part::Season(Season::Summer),
            23 => Part::Season(Season::Autumn),
            24 => Part::Season(Season::Winter),
            season @ 25..=41 => return Err(Kind::NoSuchSeason(season).at(field.at)),
            month => return Err(Kind::NoSuchMonth(month).at(field.at)),
        };
        match self.peek() {
            Some(b'-') => Err(Kind::SeasonWithDay.at(self.at..self.bytes.len())),
            _ => self.no_clock(part),
        }
    }

    fn after_unknown_month(&mut self, month: Range<usize>) -> Parsed<Part> {
        if !self.eat(b'-') {
            return self.no_clock(Part::SomeMonth);
        }
        match self.two(Kind::DayDigits)?.unknown {
            true => self.no_clock(Part::SomeDayOfYear),
            false => Err(Kind::UnknownDigits.at(month)),
        }
    }

    fn day(&mut self, year: i64, month: u8) -> Parsed<Part> {
        if !self.eat(b'-') {
            return self.no_clock(Part::Month(month));
        }
        let field = self.two(Kind::DayDigits)?;
        let day = field.value;
        if field.unknown {
            return self.no_clock(Part::SomeDayOfMonth(month));
        }
        if day < 1 || day > days_in_month(year, month) {
            return Err(Kind::NoSuchDay { year: year as i16, month, day }.at(field.at));
        }
        match self.peek() {
            Some(b'T') => Ok(Part::Clock { month, day, clock: self.clock()? }),
            _ => Ok(Part::Day { month, day }),
        }
    }

    fn no_clock(&self, part: Part) -> Parsed<Part> {
        match self.peek() {
            Some(b'T') => Err(Kind::ClockWithoutDay.at(self.at..self.bytes.len())),
            _ => Ok(part),
        }
    }

    /// `Thh:mm` or `Thh:mm:ss`, with its offset.
    fn clock(&mut self) -> Parsed<Clock> {
        let start = self.at;
        self.at += 1;
        let hour =
            self.clock_field(23, |hour| if hour == 24 { Kind::HourTwentyFour } else { Kind::NoSuchHour(hour) })?;
        if !self.eat(b':') {
            return Err(self.odd(Kind::ClockDigits));
        }
        let minute = self.clock_field(59, Kind::NoSuchMinute)?;
        let second = match self.eat(b':') {
            true => Some(self.clock_field(59, Kind::NoSuchSecond)?),
            false => None,
        };
        match self.peek() {
            Some(b'.' | b',') => Err(Kind::Fraction.at(self.at..self.at + 1 + self.digits_after(self.at + 1))),
            Some(b'Z' | b'+' | b'-') => Ok(Clock { hour, minute, second, offset: self.offset()? }),
            Some(b'0'..=b'9' | b'X') => Err(self.odd(Kind::ClockDigits)),
            _ => Err(Kind::ClockWithoutOffset.at(start + 1..self.at)),
        }
    }

    fn clock_field(&mut self, most: u8, too_high: fn(u8) -> Kind) -> Parsed<u8> {
        match self.two(Kind::ClockDigits)? {
            Two { unknown: true, at, .. } => Err(Kind::UnknownDigits.at(at)),
            Two { value, at, .. } if value > most => Err(too_high(value).at(at)),
            Two { value, .. } => Ok(value),
        }
    }

    /// `Z`, `±hh:mm` or `±hh`, as minutes; stands before one of the three signs.
    fn offset(&mut self) -> Parsed<i16> {
        let start = self.at;
        if self.eat(b'Z') {
            return Ok(0);
        }
        let negative = self.peek() == Some(b'-');
        self.at += 1;
        let hours = self.two(Kind::OffsetDigits)?;
        let minutes = match self.eat(b':') {
            true => self.two(Kind::OffsetDigits)?,
            false => Two { at: hours.at.clone(), value: 0, unknown: false },
        };
        let at = start..self.at;
        let total = i16::from(hours.value) * 60 + i16::from(minutes.value);
        if hours.unknown || minutes.unknown {
            Err(Kind::UnknownDigits.at(at))
        } else if minutes.value > 59 || total > 14 * 60 || negative && total == 0 {
            Err(Kind::NoSuchOffset.at(at))
        } else {
            Ok(if negative { -total } else { total })
        }
    }

    /// The mark at the end of the date, and the end.
    fn mark(&mut self) -> Parsed<Mark> {
        let mark = match self.peek() {
            Some(b'?') => Mark::Uncertain,
            Some(b'~') => Mark::Approximate,
            Some(b'%') => Mark::Both,
            _ => Mark::None,
        };
        let start = self.at;
        self.at += usize::from(mark != Mark::None);
        let rest = self.at..self.bytes.len();
        match self.peek() {
            None => Ok(mark),
            Some(b'?' | b'~' | b'%') => Err(Kind::TwoMarks.at(start..rest.end)),
            Some(b'-' | b'T') if mark != Mark::None => Err(Kind::MarkInside.at(start..self.at)),
            Some(b'.') if self.before_dots() => Err(Kind::RangeOutsideSet.at(self.at..self.at + 2)),
            Some(_) => Err(Kind::Trailing.at(rest)),
        }
    }
}
